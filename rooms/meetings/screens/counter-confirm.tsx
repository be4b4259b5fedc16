/** The last look at what two people write between meetings, and their two names under it. */
import type { SessionSeen, Words } from "#base";
import { Act, Bead, Card, Notice, Page, Who } from "#look";
import { sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { boxName, called, calledIn, Money } from "./say.tsx";
import { actionSaid } from "./action-forms.ts";
import { purchaseSaid } from "./purchase-forms.ts";
import type { CounterSeen, TodaySeen } from "./seen.ts";
import type { Writing } from "./sheet-model.ts";

interface ConfirmProps {
  readonly words: Words;
  readonly session: SessionSeen | null;
  readonly today: TodaySeen;
  readonly on: CounterSeen["on"];
  readonly command: string;
  readonly writing: Writing;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

/** What is about to be written, looked at by both. */
export function Confirm({ words, session, today, on, command, writing, onBack, onDone }: ConfirmProps): JSX.Element {
  const doing = useDoing();
  const together = useTogether({ words, session });
  const { entry, body } = writing;
  const purchase = today.purchases.find(one => one.purchase === body["purchase"]);
  const action = today.actions.find(one => one.action === body["action"]);
  const woman = today.women.find(one => one.member === body["member"]);
  const unit =
    today.rules.products.find(one => one.product === body["product"])?.unit ??
    today.funds.find(one => one.fund === body["fund"])?.unit ??
    (purchase ?? action)?.unit ??
    today.unit;
  const amount = typeof body["amount"] === "string" ? BigInt(body["amount"]) : null;
  const fund = today.funds.find(one => one.fund === body["fund"]);
  const heirs = (body["beneficiaries"] ?? []) as unknown as readonly { readonly name: string }[];
  const details = [
    fund && boxName(words, fund.fund, fund.name),
    // Below zero it comes from the bank.
    entry === "meetings.bank" &&
      amount !== null &&
      words.say(amount < 0n ? "meetings.form.from-bank" : "meetings.form.to-bank"),
    ...(purchase ? purchaseSaid(words, purchase, body) : []),
    ...(action ? actionSaid(words, action, body) : []),
    typeof body["purpose"] === "string" && body["purpose"],
    ...heirs.map(heir => heir.name),
  ].filter((one): one is string => typeof one === "string");
  const write = async (): Promise<void> => {
    if (await doing.run({ name: command, on, body })) onDone();
  };
  return (
    <Page
      title={words.say(`entry.${entry}`)}
      subtitle={words.day(on, "weekday")}
      back={{
        href: "/counter",
        label: words.say("meetings.back"),
        onClick: event => {
          event.preventDefault();
          onBack();
        },
      }}
      foot={
        <Act busy={doing.busy} onClick={() => together.go(() => void write())}>
          {words.say("meetings.form.write")}
        </Act>
      }
    >
      <Card held class="snug">
        {woman && (
          <Who
            bead={<Bead number={woman.number} size={64} />}
            number={words.say("meetings.number", { number: String(woman.number) })}
            name={called(words, woman)}
          />
        )}
        {amount !== null && <Money amount={amount < 0n ? -amount : amount} unit={unit} size="number" />}
        {details.map(detail => (
          <p key={detail}>{detail}</p>
        ))}
      </Card>
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, unit, calledIn(today, words))}</p>
        </Notice>
      )}
      {together.said}
      {together.dialog}
    </Page>
  );
}
