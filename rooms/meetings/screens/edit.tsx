/** One amount, or a number of shares, taken in: by the notes she hands over, in digits, or stamp by stamp. */
import type { Words } from "#base";
import {
  Act,
  Bead,
  CashKeyboard,
  type CashKeyboardWords,
  type MarkColour,
  Notes,
  Page,
  QuietAct,
  Soft,
  Stack,
  Stamps,
  Sum,
} from "#look";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { type AtTable, instead } from "./frame.tsx";
import { itemName, itemNote } from "./item-words.tsx";
import { type Item, writingOf } from "./items.ts";
import { called, Money, moneyOf } from "./say.tsx";
import { useWholeView } from "./use-whole-view.ts";
import { WhyAnother } from "./why-another.tsx";
import type { Woman } from "./seen.ts";

export const keyboardWords = (words: Words, received: string): CashKeyboardWords => ({
  received,
  board: words.say("meetings.cash.board"),
  add: piece => words.say("meetings.cash.add", { piece }),
  take: piece => words.say("meetings.cash.take", { piece }),
  undo: words.say("meetings.cash.undo"),
  useDigits: words.say("meetings.cash.use-digits"),
  useNotes: words.say("meetings.cash.use-notes"),
  digits: words.say("meetings.cash.digits"),
  help: words.say("meetings.cash.help"),
});

/** What is received for one line of her card. */
export function EditItem({
  table,
  woman,
  item,
  onDone,
}: {
  table: AtTable;
  woman: Woman;
  item: Item;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const name = called(words, woman);
  useWholeView(item.place);
  /** Another fine than the rule says: it is asked why before it is written. */
  const [departing, setDeparting] = useState<bigint | null>(null);
  const write = (amount: bigint, shares?: number): void => {
    if (departsFromRule(item, amount)) return setDeparting(amount);
    void held.write([writingOf(item, amount, shares)]);
    onDone();
  };
  if (departing !== null)
    return (
      <WhyAnother
        table={table}
        woman={woman}
        item={item}
        amount={departing}
        onBack={() => setDeparting(null)}
        onDone={onDone}
      />
    );
  return (
    <Page
      title={name}
      subtitle={[itemName(words, item, held.today), item.kind === "shares" ? undefined : itemNote(words, item, held.today)]
        .filter(Boolean)
        .join(", ")}
      back={{ href: "#sheet", label: words.say("meetings.back"), onClick: instead(onDone) }}
      tools={<Bead number={woman.number} size={48} />}
    >
      {item.shares ? (
        <SharesEditor words={words} item={item} onKeep={write} />
      ) : (
        <AmountEditor words={words} item={item} onKeep={write} />
      )}
    </Page>
  );
}

function departsFromRule({ kind, fine }: Item, amount: bigint): boolean {
  return kind === "fine" && fine !== undefined && amount !== 0n && amount !== fine;
}

function AmountEditor({
  words,
  item,
  onKeep,
}: {
  words: Words;
  item: Item;
  onKeep: (amount: bigint) => void;
}): JSX.Element {
  // What was received is laid out again; what is only due is not yet on the mat.
  const [amount, setAmount] = useState(item.written ? item.amount : 0n);
  const most = item.loan ? BigInt(item.loan.payOff) : undefined;
  const due = item.due > 0n ? item.due : item.fine;
  return (
    <CashKeyboard
      value={amount}
      onChange={setAmount}
      unit={moneyOf(item.unit)}
      words={keyboardWords(words, words.say("meetings.cash.received"))}
      due={
        due !== undefined ? (
          <>
            {words.say("meetings.cash.due")} <Money amount={due} unit={item.unit} />
            {item.loan && item.loan.penalties !== "0" && (
              <Soft small>
                {words.say("loans.screen.with-penalties", {
                  amount: words.amount(BigInt(item.loan.penalties), item.unit),
                })}
              </Soft>
            )}
          </>
        ) : most !== undefined ? (
          <>
            {words.say("meetings.cash.pays-off")} <Money amount={most} unit={item.unit} />
          </>
        ) : undefined
      }
      verdict={amount === 0n ? undefined : verdictOf(words, amount, due, item.unit)}
    >
      <Act notYet={amount === 0n && !item.written} onClick={() => onKeep(amount)}>
        {words.say(amount === 0n ? "meetings.cash.nothing" : "meetings.cash.receive")}
      </Act>
    </CashKeyboard>
  );
}

function verdictOf(
  words: Words,
  amount: bigint,
  due: bigint | undefined,
  unit: string,
): { colour: MarkColour; said: ComponentChildren } | undefined {
  if (due === undefined) return undefined;
  if (amount === due) return { colour: "leaf", said: words.say("meetings.cash.exact") };
  if (amount < due)
    return { colour: "turmeric", said: words.say("meetings.cash.less", { amount: words.amount(due - amount, unit) }) };
  return { colour: "indigo", said: words.say("meetings.cash.more", { amount: words.amount(amount - due, unit) }) };
}

/** Shares are counted, not typed: as many stamps as there will be in her book. */
function SharesEditor({
  words,
  item,
  onKeep,
}: {
  words: Words;
  item: Item;
  onKeep: (amount: bigint, shares?: number) => void;
}): JSX.Element {
  const { count: first, price, max } = item.shares!;
  const [count, setCount] = useState(first);
  const choices = Array.from({ length: Math.min(max, 12) + 1 }, (_, index) => index);
  return (
    <>
      <section class="tray">
        <Sum label={<span class="soft">{words.say("meetings.shares.count", { count })}</span>}>
          <Money amount={price * BigInt(count)} unit={item.unit} size="number" />
        </Sum>
        <Stamps count={count} of={max} label={words.say("meetings.shares.count", { count })} />
      </section>
      <Soft>{words.say("meetings.shares.price", { price: words.amount(price, item.unit) })}</Soft>
      <div class="pin">
        <div class="pad">
          {choices.map(choice => (
            <button key={choice} type="button" aria-pressed={choice === count} onClick={() => setCount(choice)}>
              <span class={choice === count ? "here" : undefined}>{words.number(BigInt(choice))}</span>
            </button>
          ))}
        </div>
      </div>
      {max > 12 && (
        <Stack gap="close">
          <QuietAct icon="plus" onClick={() => setCount(Math.min(max, count + 1))}>
            {words.say("meetings.shares.one-more")}
          </QuietAct>
        </Stack>
      )}
      <div class="foot">
        <Act onClick={() => onKeep(price * BigInt(count), count)}>
          {words.say(count === 0 ? "meetings.cash.nothing" : "meetings.cash.receive")}
        </Act>
      </div>
    </>
  );
}

/** She hands over a larger note: how much goes back, without a sum in anybody's head. Nothing of it is written. */
export function GiveChange({
  table,
  woman,
  sum,
  unit,
  onDone,
}: {
  table: AtTable;
  woman: Woman;
  sum: bigint;
  unit: string;
  onDone: () => void;
}): JSX.Element {
  const { words } = table;
  const [amount, setAmount] = useState(0n);
  useWholeView(woman.member);
  const back = amount - sum;
  return (
    <Page
      title={called(words, woman)}
      subtitle={words.say("meetings.change.title")}
      back={{ href: "#sheet", label: words.say("meetings.back"), onClick: instead(onDone) }}
      tools={<Bead number={woman.number} size={48} />}
    >
      <CashKeyboard
        value={amount}
        onChange={setAmount}
        unit={moneyOf(unit)}
        words={keyboardWords(words, words.say("meetings.change.handed"))}
        due={
          <>
            {words.say("meetings.together")} <Money amount={sum} unit={unit} />
            {/* One row of notes at all times, so that no tile moves under the thumb: hers, then what goes back. */}
            <Notes
              minor={back > 0n ? back : sum}
              unit={moneyOf(unit)}
              label={words.say(back > 0n ? "meetings.change.give" : "meetings.together")}
            />
          </>
        }
        verdict={
          amount === 0n
            ? undefined
            : back === 0n
              ? { colour: "leaf", said: words.say("meetings.cash.exact") }
              : back < 0n
                ? { colour: "turmeric", said: words.say("meetings.cash.less", { amount: words.amount(-back, unit) }) }
                : { colour: "indigo", said: words.say("meetings.change.back", { amount: words.amount(back, unit) }) }
        }
      >
        <Act onClick={onDone}>{words.say("meetings.change.done")}</Act>
      </CashKeyboard>
    </Page>
  );
}
