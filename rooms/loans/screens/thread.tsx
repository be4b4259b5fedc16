/** A loan in few lines: its thread, what is left, and, where it is so, since when an instalment is waited for. */
import type { Words } from "#base";
import { Instalments, Mark } from "#look";
import { PrivateLine, type Veil } from "#assembly/parts";
import type { JSX } from "preact";
import type { LoansSeen } from "../page-questions.ts";

export type LoanBrief = LoansSeen["running"][number];

/** Turmeric and never red: somebody needs a little time, and that can happen to each of us. */
export function WaitingMark({
  words,
  loan,
}: {
  readonly words: Words;
  readonly loan: { readonly waitingSince: LoanBrief["waitingSince"]; readonly due: string };
}): JSX.Element | null {
  if (loan.waitingSince !== null)
    return (
      <Mark colour="turmeric">
        {words.say("loans.screen.waiting-since", { day: words.day(loan.waitingSince, "short") })}
      </Mark>
    );
  return null;
}

/** That its instalments were agreed anew or began again with a new loan, and that none is asked for now. */
export function AgreedAnewMarks({
  words,
  loan,
}: {
  readonly words: Words;
  readonly loan: Pick<LoanBrief, "isRescheduled" | "isRenewal" | "holidayUntil">;
}): JSX.Element {
  return (
    <>
      {loan.holidayUntil !== null && (
        <Mark colour="indigo">
          {words.say("loans.screen.holiday-until", { day: words.day(loan.holidayUntil, "short") })}
        </Mark>
      )}
      {loan.isRenewal && <Mark colour="indigo">{words.say("loans.screen.renews")}</Mark>}
      {loan.isRescheduled && <Mark colour="indigo">{words.say("loans.screen.rescheduled")}</Mark>}
    </>
  );
}

export function LoanThread({
  words,
  thread,
}: {
  readonly words: Words;
  readonly thread: LoanBrief["thread"];
}): JSX.Element {
  const { count, paid, now } = thread;
  return (
    <Instalments
      count={count}
      paid={paid}
      due={now ?? undefined}
      label={words.say("loans.screen.thread", { count, paid })}
    />
  );
}

export function LoanSums({
  words,
  loan,
  veil,
}: {
  readonly words: Words;
  readonly loan: LoanBrief;
  readonly veil: Veil;
}): JSX.Element {
  const shared = { unit: loan.unit, veil, words };
  return (
    <>
      <PrivateLine amount={loan.left} of={words.say("loans.screen.left")} {...shared} />
      {loan.due !== "0" && <PrivateLine amount={loan.due} of={words.say("loans.screen.due")} {...shared} />}
    </>
  );
}
