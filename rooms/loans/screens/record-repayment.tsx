/** A repayment between meetings: the notes are laid down, two people are there, and it is read out at the next meeting. */
import type { SessionSeen, Words } from "#base";
import { Act, amountText, Bead, CashKeyboard, Notice, Page, Soft } from "#look";
import { called, cashOf, cashWords, sentenceOf, unitShown, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { LoanSeen } from "../page-questions.ts";

export interface RecordRepaymentProps {
  readonly data: LoanSeen;
  readonly owed: NonNullable<LoanSeen["owed"]>;
  readonly words: Words;
  readonly session: SessionSeen | null;
  readonly onBack: () => void;
}

export function RecordRepayment({ data, owed, words, session, onBack }: RecordRepaymentProps): JSX.Element {
  const [amount, setAmount] = useState(0n);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const written = (minor: bigint): string => amountText(minor, unitShown(data.unit), words.locale);
  const [due, payOff] = [BigInt(owed.due.total), BigInt(owed.payOff)];
  const record = async (): Promise<void> => {
    const body = { loan: data.loan, member: data.who.member, amount: String(amount) };
    if (await doing.run({ name: "loans.record-repayment", on: data.on, body })) location.assign(`/loans/${data.loan}`);
  };
  return (
    <Page
      title={words.say("command.loans.record-repayment")}
      subtitle={called(words, data.who)}
      tools={<Bead number={data.who.number} size={48} />}
      back={{
        href: `/loans/${data.loan}`,
        label: words.say("loans.screen.back-to-loan"),
        onClick: event => {
          event.preventDefault();
          onBack();
        },
      }}
    >
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
        </Notice>
      )}
      {together.said}
      <CashKeyboard
        value={amount}
        onChange={setAmount}
        unit={cashOf(data.unit)}
        words={cashWords(words)}
        due={
          <>
            {due > 0n
              ? words.say("loans.screen.due-is", { amount: written(due) })
              : words.say("loans.screen.pay-off-is", { amount: written(payOff) })}
            {owed.due.penalties !== "0" && (
              <Soft small>{words.say("loans.screen.with-penalties", { amount: written(BigInt(owed.due.penalties)) })}</Soft>
            )}
          </>
        }
        verdict={verdictOf(amount, due, payOff, words, written)}
      >
        <Act
          notYet={amount === 0n || amount > payOff}
          busy={doing.busy}
          onClick={() => together.go(() => void record())}
        >
          {words.say("command.loans.record-repayment")}
        </Act>
      </CashKeyboard>
      {together.dialog}
    </Page>
  );
}

/** What the notes on the mat come to, against what is due and what would pay all of it off. */
function verdictOf(amount: bigint, due: bigint, payOff: bigint, words: Words, written: (minor: bigint) => string) {
  if (amount === 0n) return undefined;
  if (amount > payOff)
    return {
      colour: "turmeric",
      said: words.say("loans.screen.give-back", { amount: written(amount - payOff) }),
    } as const;
  if (amount === payOff) return { colour: "leaf", said: words.say("loans.screen.pays-off") } as const;
  if (due === 0n) return { colour: "leaf", said: words.say("loans.screen.ahead") } as const;
  if (amount === due) return { colour: "leaf", said: words.say("loans.screen.exact") } as const;
  if (amount < due)
    return { colour: "turmeric", said: words.say("loans.screen.less", { amount: written(due - amount) }) } as const;
  return { colour: "leaf", said: words.say("loans.screen.more", { amount: written(amount - due) }) } as const;
}
