/** A place gets another name, for everybody and before two people. Its old name stays with its days. */
import type { PageProps } from "#base";
import { Field, Notice, QuietAct, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PlaceSeen } from "../place-questions.ts";
import { useDoing } from "./busy.ts";
import { useTogether } from "./sit-down.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

export function RenamePlace({
  here,
  words,
  session,
  today,
}: Pick<PageProps, "words" | "session" | "today"> & { here: PlaceSeen }): JSX.Element {
  const [name, setName] = useState(here.name);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const named = name.trim();
  const rename = async (thoughAlike: boolean): Promise<void> => {
    const body = { place: here.place, name: named, ...(thoughAlike ? { though_alike: true } : {}) };
    if (await doing.run(() => say({ id: newId(), name: "members.rename-place", on: today, body }))) location.reload();
  };
  const isAlike = doing.refusal?.refused === "members.place-alike";
  return (
    <Stack gap="tight">
      <Field
        label={words.say(`members.places.name-of.${here.level}`)}
        hint={words.say("members.places.rename-more", { name: here.name })}
        value={name}
        onInput={event => {
          setName(event.currentTarget.value);
          doing.forget();
        }}
        maxLength={120}
        autocomplete="off"
      />
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      {isAlike ? (
        <QuietAct icon="check" busy={doing.busy} onClick={() => together.go(() => void rename(true))}>
          {words.say("members.places.another")}
        </QuietAct>
      ) : (
        <QuietAct
          icon="check"
          busy={doing.busy}
          notYet={named === "" || named === here.name}
          onClick={() => together.go(() => void rename(false))}
        >
          {words.say("members.rename-place")}
        </QuietAct>
      )}
      {together.said}
      {together.dialog}
    </Stack>
  );
}
