/**
 * A loan that was agreed to, or its next part: with a down payment the box gives the rest, in parts what has come, and where an
 * older loan is paid off out of it the difference.
 */
import { multiply, parseRatio, ratio, roundTo } from "#base";
import { Bead, Notes } from "#look";
import type { JSX } from "preact";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { mostOf, Payable } from "./pay-lines.tsx";
import { renewalBriefly, renewalOf } from "./renewing.ts";
import { type LoanAsked, payOutLine, takenAway } from "./requests.ts";
import { called, Money, moneyOf } from "./say.tsx";
import type { DownPaymentSeen, RunningLoanSeen } from "./seen.ts";
import { TickedLine } from "./ticked.tsx";

export const LoanOut = ({ table, loan }: { table: AtTable; loan: LoanAsked | RunningLoanSeen }): JSX.Element =>
  "partNow" in loan ? <NextPart table={table} loan={loan} /> : <FirstPart table={table} loan={loan} />;

function FirstPart({ table, loan }: { table: AtTable; loan: LoanAsked }): JSX.Element {
  const { words, held } = table;
  const { downPayment, unit } = loan;
  return (
    <LoanToPay
      table={table}
      loan={loan}
      agreed={handedOn(loan, held.today.draft.meeting?.day ?? "")}
      {...(loan.renews !== null && {
        split: lent => {
          const renewal = renewalOf({ renews: loan.renews!, keptBack: loan.keptBack, lent }, held.today, held.sheet);
          return { given: renewal && renewal.handed > 0n ? renewal.handed : 0n, said: renewalBriefly(words, renewal) };
        },
      })}
      {...(downPayment && {
        split: price => {
          const down = broughtOf(downPayment, price);
          const said = { price: words.amount(price, unit), down: words.amount(down, unit) };
          return { given: price - down, said: words.say("loans.ask.down-payment", said) };
        },
      })}
    />
  );
}

function LoanToPay({
  table,
  loan,
  agreed = loan.agreed,
  split,
}: {
  table: AtTable;
  loan: LoanAsked;
  /** What is paid out today, where it is not all of it. */
  agreed?: bigint;
  /** Of a price with a down payment, what the box gives, and what is said about it. */
  split?: (price: bigint) => { readonly given: bigint; readonly said: string };
}): JSX.Element | null {
  const { words, held, going } = table;
  const woman = held.today.women.find(one => one.member === loan.member);
  if (!woman) return null;
  const isPaid = loan.payOut !== undefined;
  const amount = isPaid && typeof loan.payOut.body["amount"] === "string" ? BigInt(loan.payOut.body["amount"]) : agreed;
  const name = called(words, woman);
  const { given, said } = split?.(amount) ?? { given: amount, said: loan.purpose ?? words.say("meetings.item.loan-out") };
  return (
    <TickedLine
      lead={<Bead number={woman.number} size={44} />}
      label={<b>{name}</b>}
      sub={
        loan.payOut?.refusal ? words.say("meetings.pay.not-yet") : said
      }
      end={<Money amount={given} unit={loan.unit} light={!isPaid} />}
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
          {given > 0n && <Notes minor={given} unit={moneyOf(loan.unit)} />}
          <RefusedLine table={table} line={`loan.${loan.loan}.3`} />
        </>
      }
    />
  );
}

/** The next part of a loan that runs. */
const NextPart = ({ table, loan }: { table: AtTable; loan: RunningLoanSeen }): JSX.Element => (
  <Payable
    table={table}
    place={`pay.part.${loan.loan}`}
    entry="loans.pay-out-part"
    member={loan.member}
    amount={BigInt(loan.partNow)}
    unit={loan.unit}
    note={table.words.say("entry.loans.pay-out-part")}
    body={{ loan: loan.loan, member: loan.member }}
  />
);

/** What of it is handed out on a day: all that was agreed to, or the parts whose day has come. */
export function handedOn({ payOuts, agreed }: LoanAsked, day: string): bigint {
  if (payOuts.length === 0) return agreed;
  const come = payOuts.filter(part => part.on <= day).reduce((sum, part) => sum + BigInt(part.amount), 0n);
  return come < agreed ? come : agreed;
}

/** Rounded as the loan will have it. Minor units. */
export function broughtOf({ percent, roundings }: DownPaymentSeen, price: bigint): bigint {
  const part = multiply(parseRatio(percent)!, ratio(price, 100n));
  const rounded = roundings.map(({ step, mode }) => roundTo(part, BigInt(step), mode));
  return rounded.find(amount => amount !== 0n) ?? 0n;
}
