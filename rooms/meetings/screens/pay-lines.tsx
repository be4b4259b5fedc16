/** What was settled before and is handed over by one press: a loan that was agreed to, a benefit, what is owed to her. */
import { multiply, parseRatio, type Refusal, ratio, roundTo } from "#base";
import { Bead, Notes } from "#look";
import type { JSX } from "preact";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { type LoanAsked, payOutLine, takenAway } from "./requests.ts";
import { called, Money, moneyOf } from "./say.tsx";
import type { Writing } from "./sheet-model.ts";
import { TickedLine } from "./ticked.tsx";

export function LoanToPay({ table, loan }: { table: AtTable; loan: LoanAsked }): JSX.Element | null {
  const { words, held, going } = table;
  const woman = held.today.women.find(one => one.member === loan.member);
  if (!woman) return null;
  const isPaid = loan.payOut !== undefined;
  const amount =
    isPaid && typeof loan.payOut.body["amount"] === "string" ? BigInt(loan.payOut.body["amount"]) : loan.agreed;
  const name = called(words, woman);
  const down = broughtHerself(loan, amount);
  const what =
    down === 0n
      ? (loan.purpose ?? words.say("meetings.item.loan-out"))
      : words.say("loans.ask.down-payment", {
          price: words.amount(amount, loan.unit),
          down: words.amount(down, loan.unit),
        });
  return (
    <TickedLine
      lead={<Bead number={woman.number} size={44} />}
      label={<b>{name}</b>}
      sub={
        loan.payOut?.refusal ? words.say("meetings.pay.not-yet") : what
      }
      end={<Money amount={amount - down} unit={loan.unit} light={!isPaid} />}
      tick={isPaid && !loan.payOut?.refusal ? "done" : "now"}
      tickLabel={words.say("meetings.pay.hand-over", { name })}
      onTick={() =>
        void held.write([
          isPaid && !loan.payOut?.refusal
            ? takenAway(loan.payOut.line, loan.payOut.entry)
            : payOutLine(loan, amount === loan.agreed ? undefined : amount),
        ])
      }
      onOpen={() =>
        going.go({
          step: "pay",
          view: loan.payOut?.refusal && mostOf(loan.payOut.refusal) !== undefined ? "short" : "amount",
          of: loan.loan,
        })
      }
      below={
        <>
          <Notes minor={amount - down} unit={moneyOf(loan.unit)} />
          <RefusedLine table={table} line={`loan.${loan.loan}.3`} />
        </>
      }
    />
  );
}

/** Of a price, what she brings herself: the box gives the rest. Rounded as the loan will have it. */
function broughtHerself({ downPayment }: LoanAsked, price: bigint): bigint {
  if (downPayment === null) return 0n;
  const part = multiply(parseRatio(downPayment.percent)!, ratio(price, 100n));
  return roundTo(part, BigInt(downPayment.step), "HALF_UP");
}

/** What may be paid of a thing that was settled before: one press hands it over. */
export function Payable({
  table,
  place,
  entry,
  member,
  amount,
  handed = amount,
  unit,
  note,
  body,
  onAsk,
}: {
  table: AtTable;
  place: string;
  entry: string;
  member: string;
  amount: bigint;
  /** What of it is put into a hand, where some goes to her loans at once. */
  handed?: bigint;
  unit: string;
  note?: string | undefined;
  body: Writing["body"];
  /** Where something is asked before it is handed over. */
  onAsk?: (() => void) | undefined;
}): JSX.Element | null {
  const { words, held } = table;
  const woman = held.today.women.find(one => one.member === member);
  const line = held.sheet.get(place);
  const name = woman ? called(words, woman) : words.say("meetings.somebody");
  return (
    <TickedLine
      {...(woman ? { lead: <Bead number={woman.number} size={44} /> } : {})}
      label={<b>{name}</b>}
      sub={note}
      end={<Money amount={amount} unit={unit} light={!line} />}
      tick={line && !line.refusal ? "done" : "now"}
      tickLabel={words.say("meetings.pay.hand-over", { name })}
      onTick={() => {
        if (line && !line.refusal) void held.write([takenAway(place, entry)]);
        else if (onAsk) onAsk();
        else void held.write([{ line: place, entry, body }]);
      }}
      below={
        <>
          <Notes minor={handed} unit={moneyOf(unit)} />
          <RefusedLine table={table} line={place} />
        </>
      }
    />
  );
}

/** How much of it could be handed over, where the refusal says so: what is in the box, or what the rules allow. */
export function mostOf({ because }: Refusal): bigint | undefined {
  const most = because["available"] ?? because["allowed"];
  return most === undefined || most === null ? undefined : BigInt(most);
}
