/** A loan paid out with another sum than was agreed, and what to do when the box does not hold enough for it. */
import type { Refusal } from "#base";
import { sentenceOf } from "#client";
import { Act, Bead, CashKeyboard, Page, QuietAct, Soft, StatePanel } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { keyboardWords } from "./edit.tsx";
import { type AtTable, instead } from "./frame.tsx";
import { mostOf } from "./pay-lines.tsx";
import { RenewedSaid } from "./renewed-said.tsx";
import { renewalOf } from "./renewing.ts";
import { type LoanAsked, payOutLine } from "./requests.ts";
import { boxName, called, calledIn, Money, moneyOf } from "./say.tsx";
import type { FundSeen } from "./seen.ts";

export function PayAmount({
  table,
  loan,
  onDone,
}: {
  table: AtTable;
  loan: LoanAsked;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const woman = held.today.women.find(one => one.member === loan.member)!;
  const [amount, setAmount] = useState(
    loan.payOut
      ? typeof loan.payOut.body["amount"] === "string"
        ? BigInt(loan.payOut.body["amount"])
        : loan.agreed
      : 0n,
  );
  return (
    <Page
      title={called(words, woman)}
      subtitle={words.say("meetings.item.loan-out")}
      back={{ href: "#pay", label: words.say("meetings.back"), onClick: instead(onDone) }}
      tools={<Bead number={woman.number} size={48} />}
    >
      <CashKeyboard
        value={amount}
        onChange={setAmount}
        unit={moneyOf(loan.unit)}
        words={keyboardWords(words, words.say(loan.renews === null ? "meetings.pay.handed" : "meetings.loan.agreed-amount"))}
        due={
          <>
            {words.say("meetings.loan.agreed-amount")} <Money amount={loan.agreed} unit={loan.unit} />
          </>
        }
        verdict={
          amount > loan.agreed
            ? { colour: "turmeric", said: words.say("meetings.form.more-than-there") }
            : amount === loan.agreed
              ? { colour: "leaf", said: words.say("meetings.cash.exact") }
              : undefined
        }
      >
        {loan.renews !== null && <RenewedSaid table={table} loan={loan} lent={amount} />}
        <Act
          notYet={amount === 0n || amount > loan.agreed}
          onClick={() => {
            void held.write([payOutLine(loan, amount === loan.agreed ? undefined : amount)]);
            onDone();
          }}
        >
          {words.say("meetings.pay.give")}
        </Act>
      </CashKeyboard>
    </Page>
  );
}

/** Asked against there, drawn to scale; what the box can give is the main act. */
export function BoxShort({
  table,
  loan,
  refusal,
  onDone,
}: {
  table: AtTable;
  loan: LoanAsked;
  refusal: Refusal;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const { today } = held;
  const fund = today.funds.find(one => one.fund === loan.fund) as FundSeen;
  const isBox = refusal.refused === "ledger.fund-short";
  // What pays off an older loan does not leave the box.
  const renewal =
    loan.renews !== null && isBox
      ? renewalOf({ renews: loan.renews, keptBack: loan.keptBack, lent: loan.agreed }, today, held.sheet)
      : null;
  const there = (mostOf(refusal) ?? 0n) + (renewal?.owed ?? 0n);
  const unit = moneyOf(loan.unit);
  return (
    <Page
      title={words.say("meetings.pay.short-title")}
      back={{ href: "#pay", label: words.say("meetings.back"), onClick: instead(onDone) }}
      foot={
        <>
          <QuietAct onClick={onDone}>{words.say("meetings.pay.change")}</QuietAct>
          <Act
            notYet={there === 0n}
            onClick={() => {
              void held.write([payOutLine(loan, there)]);
              onDone();
            }}
          >
            {words.say("meetings.pay.lend-what-is-there", { amount: words.amount(there, loan.unit) })}
          </Act>
        </>
      }
    >
      <StatePanel
        kind="refused"
        title={words.say(isBox ? "meetings.pay.box-short" : "meetings.pay.limit-short")}
        compare={{
          asked: { label: words.say("meetings.pay.asked"), minor: loan.agreed, unit },
          there: {
            label: isBox ? boxName(words, fund.fund, fund.name) : words.say("meetings.pay.allowed"),
            minor: there,
            unit,
          },
        }}
      >
        <p>{sentenceOf(refusal, words, today.unit, calledIn(today, words))}</p>
        <Soft>{words.say("meetings.pay.rest-later")}</Soft>
      </StatePanel>
    </Page>
  );
}
