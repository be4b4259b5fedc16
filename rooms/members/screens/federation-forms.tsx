/** Asking to belong to a federation, found by its word; and saying what the organisation itself is. */
import type { Words } from "#base";
import { Act, Field, Notice, QuietAct, SelectField, Soft, Stack, Title } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { FederationFound, FederationSeen } from "../federation-questions.ts";
import { atHead } from "./names.tsx";
import { ask, newId } from "./talk.ts";

type Speak = (name: string, body: Readonly<Record<string, unknown>>) => void;

export function AskToJoin({ words, ours, speak }: { words: Words; ours: string; speak: Speak }): JSX.Element {
  const [handle, setHandle] = useState("");
  const [found, setFound] = useState<FederationFound | null | undefined>(undefined);
  const [name, setName] = useState(ours);
  const [isLooking, setLooking] = useState(false);
  const look = async (): Promise<void> => {
    setLooking(true);
    setFound(await ask<FederationFound>("members.federation-by-handle", { handle }));
    setLooking(false);
  };
  return (
    <Stack gap="tight">
      <Field
        label={words.say("members.federation.handle")}
        hint={words.say("members.federation.handle-hint")}
        value={handle}
        onInput={event => {
          setHandle(event.currentTarget.value);
          setFound(undefined);
        }}
        maxLength={30}
        autocomplete="off"
        autocapitalize="none"
      />
      {!found && (
        <QuietAct busy={isLooking} notYet={handle.trim() === ""} onClick={() => void look()}>
          {words.say("members.federation.look")}
        </QuietAct>
      )}
      {found === null && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{words.say("members.no-such-federation")}</p>
        </Notice>
      )}
      {found && (
        <>
          <Title level={3}>{found.name ?? words.say("members.federation.no-name")}</Title>
          <Soft>{atHead(words.say(`members.level.${found.level}`))}</Soft>
          <Field
            label={words.say("members.ask-to-join.name")}
            hint={words.say("members.federation.shown")}
            value={name}
            onInput={event => setName(event.currentTarget.value)}
            maxLength={120}
            autocomplete="off"
          />
          <Act
            notYet={name.trim() === ""}
            onClick={() =>
              speak("members.ask-to-join", { affiliation: newId(), federation: found.federation, name: name.trim() })
            }
          >
            {words.say("members.federation.ask")}
          </Act>
        </>
      )}
    </Stack>
  );
}

const levels: readonly FederationSeen["level"][] = [
  "chapter",
  "cluster",
  "municipality",
  "province",
  "region",
  "country",
  "international",
];

export function SayLevel({
  words,
  level,
  name,
  speak,
}: {
  words: Words;
  level: FederationSeen["level"];
  name: string;
  speak: Speak;
}): JSX.Element {
  const [chosen, setChosen] = useState(level);
  const [named, setNamed] = useState(name);
  return (
    <Stack gap="tight">
      <SelectField
        label={words.say("members.set-level.level")}
        hint={words.say("members.federation.level-hint")}
        value={chosen}
        onChange={event => setChosen(event.currentTarget.value as FederationSeen["level"])}
      >
        {levels.map(one => (
          <option key={one} value={one}>
            {atHead(words.say(`members.level.${one}`))}
          </option>
        ))}
      </SelectField>
      <Field
        label={words.say("members.set-level.name")}
        value={named}
        onInput={event => setNamed(event.currentTarget.value)}
        maxLength={120}
        autocomplete="off"
      />
      <Act notYet={named.trim() === ""} onClick={() => speak("members.set-level", { level: chosen, name: named.trim() })}>
        {words.say("members.federation.write-down")}
      </Act>
    </Stack>
  );
}
