/** What she gives: said by herself, or by an officer for somebody else. Nobody owes anything by it. */
import { measureOf, type Words } from "#base";
import { Act, Card, Field, Notice, SelectField, Soft } from "#look";
import { called, sentenceOf, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ActionSeen } from "../page-questions.ts";
import type { Part } from "./action.tsx";
import { asTyped, nameOf, typed } from "./said.ts";

type Promised = ActionSeen["mine"]["promised"];

export function MyPromise({ data, words, member }: Part & { readonly member: string }): JSX.Element {
  return (
    <Card held={data.mine.promised.length === 0} title={words.say("actions.screen.promise")}>
      <Soft small>{words.say("actions.screen.promises-free")}</Soft>
      <Quantities data={data} words={words} member={member} promised={data.mine.promised} />
    </Card>
  );
}

export function PromiseForAnother({ data, words }: Part): JSX.Element {
  const [member, setMember] = useState("");
  const chosen = data.people.find(one => one.member === member);
  return (
    <Card title={words.say("actions.screen.promise-for")}>
      <SelectField
        label={words.say("field.actions.commit.member")}
        value={member}
        onChange={event => setMember(event.currentTarget.value)}
      >
        <option value="">{words.say("actions.screen.choose-her")}</option>
        {data.people.map(one => (
          <option key={one.member} value={one.member} selected={one.member === member}>
            {`${one.number} ${called(words, one)}`}
          </option>
        ))}
      </SelectField>
      {chosen && <Quantities key={member} data={data} words={words} member={member} promised={chosen.promised} />}
    </Card>
  );
}

function Quantities({
  data,
  words,
  member,
  promised,
}: Part & { readonly member: string; readonly promised: Promised }): JSX.Element {
  const [said, setSaid] = useState<Readonly<Record<number, string>>>(() =>
    Object.fromEntries(data.lines.map(one => [one.intent, shown(one, promised, words)])),
  );
  const doing = useDoing();
  const read = data.lines.map(({ intent, unit }) => ({ intent, quantity: typed(said[intent] ?? "", unit) }));
  const isWhole = read.every(one => one.quantity !== null);
  const keep = async (): Promise<void> => {
    const quantities = read.map(({ intent, quantity }) => ({ intent: String(intent), quantity: String(quantity) }));
    const body = { action: data.action, member, quantities };
    if (await doing.run({ name: "actions.commit", on: data.on, body })) location.reload();
  };
  return (
    <>
      {data.lines.map(({ intent, name, unit }) => (
        <Field
          key={intent}
          label={nameOf(words, name)}
          inputMode="decimal"
          figures
          maxLength={14}
          end={<span class="soft">{measureOf(words, unit)}</span>}
          value={said[intent] ?? ""}
          onInput={event => setSaid({ ...said, [intent]: event.currentTarget.value })}
          {...(read.find(one => one.intent === intent)?.quantity === null
            ? { problem: words.say("actions.screen.quantity-hint") }
            : {})}
        />
      ))}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
        </Notice>
      )}
      <Act notYet={!isWhole} busy={doing.busy} onClick={() => void keep()}>
        {words.say("command.actions.commit")}
      </Act>
    </>
  );
}

/** What she promised before, as it is typed. */
function shown({ intent, unit }: ActionSeen["lines"][number], promised: Promised, words: Words): string {
  const before = promised.find(one => one.intent === intent);
  return before ? asTyped(words, BigInt(before.quantity), unit) : "";
}
