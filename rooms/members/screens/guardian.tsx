/** Who is under age and who her guardian is; and one press, once she has come of age. */
import type { PageProps } from "#base";
import { Act, Field, Lines, Line, QuietAct, Soft, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { MemberSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { AboutHer, backToHer } from "./member-acts.tsx";
import { newId, say } from "./talk.ts";

const mayNot = ["loan", "guarantor", "pot", "office"] as const;

export function GuardianView({ data, words, today }: PageProps<MemberSeen>): JSX.Element {
  const before = data.contact?.guardian ?? "";
  const isMinor = before !== "";
  const [guardian, setGuardian] = useState(before);
  const [ids] = useState(() => ({ named: newId(), ofAge: newId() }));
  const doing = useDoing();
  const { member } = data.person;
  const name = async (): Promise<void> => {
    const body = { member, guardian: guardian.trim() };
    if (await doing.run(() => say({ id: ids.named, name: "members.name-guardian", on: today, body }))) backToHer(data);
  };
  const comeOfAge = async (): Promise<void> => {
    if (await doing.run(() => say({ id: ids.ofAge, name: "members.come-of-age", on: today, body: { member } })))
      backToHer(data);
  };
  return (
    <AboutHer
      data={data}
      words={words}
      doing={doing}
      title={words.say("members.screen.under-age")}
      foot={
        <Act busy={doing.busy} notYet={guardian.trim() === "" || guardian.trim() === before} onClick={() => void name()}>
          {words.say("members.name-guardian")}
        </Act>
      }
    >
      <Stack>
        <Soft>{words.say("members.guardian.why")}</Soft>
        <Lines>
          {mayNot.map(one => (
            <Line key={one} label={words.say(`members.guardian.not-${one}`)} />
          ))}
        </Lines>
        <Field
          label={words.say("members.name-guardian.guardian")}
          hint={words.say("members.guardian.hint")}
          value={guardian}
          onInput={event => setGuardian(event.currentTarget.value)}
          maxLength={80}
          autocomplete="off"
        />
        {isMinor && (
          <QuietAct icon="check" onClick={() => void comeOfAge()}>
            {words.say("members.come-of-age")}
          </QuietAct>
        )}
      </Stack>
    </AboutHer>
  );
}
