/** A place that is not in the list yet, by its name. What is spelt nearly as one that is there is shown beside it first. */
import type { Day, Refusal, Words } from "#base";
import { Notice, QuietAct, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PlaceSeen } from "../place-questions.ts";
import { useDoing } from "./busy.ts";
import { type Level, PlaceNamed } from "./place-named.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

export const addressIn = (place: Pick<PlaceSeen, "place"> | undefined): string =>
  place ? `/places/choose?in=${place.place}` : "/places/choose";

interface Props {
  readonly words: Words;
  readonly today: Day;
  /** What it lies in; null for a country. */
  readonly here: PlaceSeen | null;
  readonly asked: Level;
  /** What it may be: one where its neighbours are there to see. */
  readonly levels: readonly Level[];
}

export function AddPlace({ words, today, here, asked, levels: possible }: Props): JSX.Element {
  const [name, setName] = useState("");
  const [level, setLevel] = useState<Level>(asked);
  const doing = useDoing();
  const named = name.trim();
  const add = async (thoughAlike: boolean): Promise<void> => {
    const body = {
      ...(here ? { inside: here.place } : {}),
      places: [{ [level]: named }],
      ...(thoughAlike ? { though_alike: true } : {}),
    };
    await doing.run(async () => {
      const said = await say({ id: newId(), name: "members.add-places", on: today, body });
      if (!("refused" in said)) location.assign(addressIn(said.answer as Pick<PlaceSeen, "place">));
      return said;
    });
  };
  return (
    <Stack gap="tight">
      <PlaceNamed
        {...{ words, possible, level, name }}
        inside={here?.name ?? null}
        onLevel={setLevel}
        onName={typed => {
          setName(typed);
          doing.forget();
        }}
      />
      {doing.refusal ? (
        <Doubt words={words} refusal={doing.refusal} busy={doing.busy} another={() => void add(true)} />
      ) : (
        <QuietAct icon="plus" busy={doing.busy} notYet={named === ""} onClick={() => void add(false)}>
          {words.say("members.places.add")}
        </QuietAct>
      )}
    </Stack>
  );
}

/** "Cabugao Norte is there. Do you mean that one?" */
function Doubt({
  words,
  refusal,
  busy,
  another,
}: {
  words: Words;
  refusal: Refusal;
  busy: boolean;
  another: () => void;
}): JSX.Element {
  const { alike, place } = refusal.because;
  return (
    <Stack gap="tight">
      <Notice colour="turmeric" icon="alert" live>
        <p>{sentenceOf(words, refusal)}</p>
      </Notice>
      {refusal.refused === "members.place-alike" && (
        <>
          <QuietAct icon="check" href={addressIn({ place: place as PlaceSeen["place"] })}>
            {words.say("members.places.that-one", { place: String(alike) })}
          </QuietAct>
          <QuietAct icon="plus" busy={busy} onClick={another}>
            {words.say("members.places.another")}
          </QuietAct>
        </>
      )}
    </Stack>
  );
}
