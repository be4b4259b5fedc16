/**
 * Something passes from hand to hand before a witness. Two of the three are there by their own PIN: she who is signed
 * in, and a second who sits down beside her.
 */
import type { PageProps } from "#base";
import { Act, Bead, CheckField, Icon, Notice, Soft, Stack } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PersonListed, ThingSeen } from "../page-questions.ts";
import { useDoing } from "./busy.ts";
import { called } from "./names.tsx";
import { PickPerson } from "./pick-person.tsx";
import { useTogether } from "./sit-down.tsx";
import { newId, say, sentenceOf } from "./talk.ts";

export function HandOver({
  words,
  session,
  today,
  things,
  people,
}: Pick<PageProps, "words" | "session" | "today"> & {
  /** All in the keeping of one person, or of nobody yet. */
  readonly things: readonly ThingSeen[];
  readonly people: readonly PersonListed[];
}): JSX.Element {
  const from = things[0]?.heldBy ?? null;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(things.map(one => one.thing)));
  const [to, setTo] = useState("");
  const [witness, setWitness] = useState("");
  const doing = useDoing();
  const together = useTogether({ words, session });
  const others = people.filter(one => one.member !== from?.member);
  const receiver = others.find(one => one.member === to);
  const notYet = chosen.size === 0 || to === "" || witness === "" || to === witness;
  const handOver = async (): Promise<void> => {
    const body = { ...(from === null ? {} : { from: from.member }), to, witness, things: [...chosen] };
    if (await doing.run(() => say({ id: newId(), name: "members.hand-over", on: today, body }))) location.reload();
  };
  const turn = (thing: string): void => {
    const next = new Set(chosen);
    if (!next.delete(thing)) next.add(thing);
    setChosen(next);
  };
  return (
    <Stack gap="tight">
      {things.length > 1 &&
        things.map(one => (
          <CheckField
            key={one.thing}
            label={one.name}
            checked={chosen.has(one.thing)}
            onChange={() => turn(one.thing)}
          />
        ))}
      {from && receiver && (
        <div class="pull nowrap">
          <Bead number={from.number} size={56} label={called(words, from)} />
          <Icon name="next" />
          <Bead number={receiver.number} size={56} label={called(words, receiver)} />
        </div>
      )}
      <PickPerson words={words} label={words.say("members.hand-over.to")} people={others} value={to} onChange={setTo} />
      <PickPerson
        words={words}
        label={words.say("members.hand-over.witness")}
        hint={words.say("members.screen.witness-hint")}
        people={others.filter(one => one.member !== to)}
        value={witness}
        onChange={setWitness}
      />
      <Soft small>{words.say("members.screen.two-of-three")}</Soft>
      {together.said}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(words, doing.refusal)}</p>
        </Notice>
      )}
      <Act busy={doing.busy} notYet={notYet} onClick={() => together.go(() => void handOver())}>
        {words.say("members.hand-over")}
      </Act>
      {together.dialog}
    </Stack>
  );
}
