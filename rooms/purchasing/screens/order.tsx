/** How much of each: said by herself, or by an officer for somebody else. */
import type { Words } from "#base";
import { Act, Card, Field, Notice, SelectField } from "#look";
import { called, sentenceOf, useDoing } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PurchaseSeen } from "../page-questions.ts";
import type { Part } from "./purchase.tsx";
import { nameOf, quantityNumber, typedQuantity } from "./said.ts";

type Ordered = PurchaseSeen["ordered"];

export function Order({ data, words, member }: Part & { readonly member: string }): JSX.Element {
  return (
    <Card held={data.mine === null} title={words.say("purchasing.screen.order")}>
      <Quantities data={data} words={words} member={member} ordered={data.ordered} />
    </Card>
  );
}

export function OrderForAnother({ data, words }: Part): JSX.Element {
  const [member, setMember] = useState("");
  const chosen = data.people.find(one => one.member === member);
  return (
    <Card title={words.say("purchasing.screen.order-for")}>
      <SelectField
        label={words.say("field.purchasing.commit.member")}
        value={member}
        onChange={event => setMember(event.currentTarget.value)}
      >
        <option value="">{words.say("purchasing.screen.choose-her")}</option>
        {data.people.map(one => (
          <option key={one.member} value={one.member} selected={one.member === member}>
            {`${one.number} ${called(words, one)}`}
          </option>
        ))}
      </SelectField>
      {chosen && <Quantities key={member} data={data} words={words} member={member} ordered={chosen.ordered} />}
    </Card>
  );
}

function Quantities({
  data,
  words,
  member,
  ordered,
}: Part & { readonly member: string; readonly ordered: Ordered }): JSX.Element {
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>(() =>
    Object.fromEntries(data.items.map(one => [one.item, shown(one, ordered, words)])),
  );
  const doing = useDoing();
  const read = data.items.map(({ item, measure }) => ({ item, quantity: typedQuantity(typed[item] ?? "", measure) }));
  const isWhole = read.every(one => one.quantity !== null);
  const keep = async (): Promise<void> => {
    const quantities = read.map(({ item, quantity }) => ({ item: String(item), quantity: String(quantity) }));
    const body = { purchase: data.purchase, member, quantities };
    if (await doing.run({ name: "purchasing.commit", on: data.on, body })) location.reload();
  };
  return (
    <>
      {data.items.map(({ item, name, measure }) => (
        <Field
          key={item}
          label={nameOf(words, name)}
          inputMode="decimal"
          figures
          maxLength={10}
          end={<span class="soft">{words.say(`unit.${measure}`)}</span>}
          value={typed[item] ?? ""}
          onInput={event => setTyped({ ...typed, [item]: event.currentTarget.value })}
          {...(read.find(one => one.item === item)?.quantity === null
            ? { problem: words.say("purchasing.screen.quantity-hint") }
            : {})}
        />
      ))}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
        </Notice>
      )}
      <Act notYet={!isWhole} busy={doing.busy} onClick={() => void keep()}>
        {words.say("command.purchasing.commit")}
      </Act>
    </>
  );
}

/** What she ordered before, as it is typed in her language. */
function shown({ item, measure }: PurchaseSeen["items"][number], ordered: Ordered, words: Words): string {
  const before = ordered.find(one => one.item === item);
  if (!before) return "";
  // A field is typed without marks between thousands.
  return quantityNumber(words, BigInt(before.quantity), measure).replace(words.locale === "id" ? /\./g : /,/g, "");
}
