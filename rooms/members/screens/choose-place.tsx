/**
 * The group says where it is: one question a screen, from the country down to the village. Each answer is a link, so the
 * way back is the phone's own. What is not listed is added by name, for everybody, and then is an answer like the others.
 */
import { lastOf, type PageProps, type Words } from "#base";
import {
  Act,
  Field,
  Line,
  Lines,
  Mark,
  Notice,
  Page,
  Soft,
  Stack,
  StepName,
  Thread,
  Title,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PlaceSeen, PlacesSeen } from "../place-questions.ts";
import { AddPlace, addressIn } from "./add-place.tsx";
import { type Doing, useDoing } from "./busy.ts";
import { type Level, levels } from "./place-named.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

type Props = PageProps<PlacesSeen>;

/** More than fit on a phone are looked through by name. */
const shownWithoutSearch = 12;

export function ChoosePlace({ data, words, params, today }: Props): JSX.Element {
  const { here, around, inside, ours } = data;
  const doing = useDoing();
  const isThere = here !== null && here.level === "village";
  const isSet = isThere && here.place === ours?.place;
  const asked: Level = isThere ? "village" : (inside[0]?.level ?? levelsIn(here)[0]!);
  const set = async (): Promise<void> => {
    const body = { place: here!.place };
    const done = await doing.run(() => say({ id: newId(), name: "members.set-place", on: today, body }));
    if (done) location.assign("/places");
  };
  const add = <AddPlace {...{ words, today, here, asked }} levels={inside.length > 0 ? [asked] : levelsIn(here)} />;
  return (
    <Page
      title={words.say("members.set-place")}
      subtitle={around.length > 0 || here ? pathOf(here, around) : undefined}
      back={{
        // Where choosing begins there is no step back but out.
        href: here && params["in"] ? addressIn(lastOf(around)) : "/places",
        label: words.say("members.screen.back"),
      }}
      steps={
        <>
          <Thread label={words.say("members.places.steps")} steps={stepsOf(data, asked, words)} />
          <StepName name={words.say(`members.places.level.${asked}`)} />
        </>
      }
      foot={
        isThere &&
        !isSet && (
          <Act busy={doing.busy} onClick={() => void set()}>
            {words.say("members.places.here")}
          </Act>
        )
      }
    >
      {isThere ? (
        <Stack gap="tight">
          <Title large>{here.name}</Title>
          {isSet ? (
            <Notice colour="leaf" icon="check">
              <p>{words.say("members.places.here-already")}</p>
            </Notice>
          ) : (
            <p>{words.say("members.places.here-more")}</p>
          )}
        </Stack>
      ) : inside.length === 0 ? (
        <Stack>
          <Title>{words.say(here ? "members.places.first-in" : "members.places.first", { place: here?.name ?? "" })}</Title>
          {add}
        </Stack>
      ) : (
        <Stack>
          <Title>{words.say(`members.places.which.${asked}`)}</Title>
          <Answers key={here?.place ?? ""} places={inside} words={words} />
          <details key={`add ${here?.place ?? ""}`}>
            <summary>{words.say("members.places.unlisted")}</summary>
            {add}
          </details>
        </Stack>
      )}
      <Refused doing={doing} words={words} />
    </Page>
  );
}

/** What may lie in a place that has nothing in it yet, the largest first. */
const levelsIn = (here: PlaceSeen | null): readonly Level[] =>
  here ? levels.slice(levels.indexOf(here.level) + 1) : ["country"];

/** "Iloilo, Western Visayas, Philippines": the nearest first, as on a letter. */
const pathOf = (here: PlaceSeen | null, around: readonly PlaceSeen[]): string =>
  [...around, ...(here ? [here] : [])]
    .reverse()
    .map(one => one.name)
    .join(", ");

/** A level that is answered leads back to its question. */
function stepsOf({ here, around }: PlacesSeen, asked: Level, words: Words) {
  const path = [...around, ...(here ? [here] : [])];
  return levels.map(level => {
    const at = path.findIndex(one => one.level === level);
    const name = words.say(`members.places.level.${level}`);
    if (level === asked) return { name, state: "now" as const };
    return at < 0 ? { name, state: "todo" as const } : { name, state: "done" as const, href: addressIn(path[at - 1]) };
  });
}

function Answers({ places, words }: { places: readonly PlaceSeen[]; words: Words }): JSX.Element {
  const [looked, setLooked] = useState("");
  const has = (name: string): boolean => name.toLocaleLowerCase().includes(looked.trim().toLocaleLowerCase());
  const found = places.filter(one => has(one.name));
  return (
    <Stack gap="tight">
      {places.length > shownWithoutSearch && (
        <Field
          label={words.say("members.places.look-for")}
          value={looked}
          onInput={event => setLooked(event.currentTarget.value)}
          autocomplete="off"
          maxLength={80}
        />
      )}
      <Lines label={words.say(`members.places.which.${places[0]!.level}`)}>
        {found.map(one => (
          <Line
            key={one.place}
            label={<b>{one.name}</b>}
            end={one.isOurs && <Mark colour="leaf">{words.say("members.places.ours")}</Mark>}
            href={addressIn(one)}
            arrow
          />
        ))}
      </Lines>
      {found.length === 0 && <Soft>{words.say("members.places.none-so-called")}</Soft>}
    </Stack>
  );
}

function Refused({ doing, words }: { doing: Doing; words: Words }): JSX.Element | null {
  return (
    doing.refusal && (
      <Notice colour="turmeric" icon="alert" live>
        <p>{sentenceOf(words, doing.refusal)}</p>
      </Notice>
    )
  );
}
