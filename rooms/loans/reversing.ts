import { type Books, type Need, type Project, type RecordedFact, type Refusal, refuse, type Uuid } from "#base";
import { dropException, needsDecision, needsException } from "#assembly";
import { maySayUnvisited, needsCareVisit } from "./care.ts";
import { lastAgreed } from "./agreed-anew.ts";
import { chargesKept } from "./charges-kept.ts";
import { needsLoan, paidInAll } from "./loan.ts";
import { mayTakePledgeBack } from "./pledge.ts";
import { heldOf, loanWithHolds, pledgesOf } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import type { RenewalData } from "./renewal.ts";
import { pledgeIn } from "./repayment.ts";
import { type LoanRow, loanTable } from "./tables.ts";
import { mayKeepAgain } from "./use-pledge.ts";

/**
 * What can be taken back, and when. Payments can be in any order, since what is owed follows from their sum; everything
 * else only while nothing was built on it: the last thing first.
 */
const mayBeTakenBack: Readonly<Record<string, (loan: LoanRow, original: RecordedFact) => boolean>> = {
  "loans.requested": loan => loan.status === "requested",
  // Not who has savings in it: they are let go first.
  "loans.guarantor-named": (loan, { data }) =>
    !pledgesOf(loan).some(pledge => pledge.member === data!.guarantor && heldOf(pledge, loan) > 0n),
  "loans.pledged": mayTakePledgeBack,
  "loans.pledge-let-go": mayKeepAgain,
  "loans.approved": loan => loan.status === "approved",
  "loans.turned-down": loan => loan.status === "refused",
  "loans.withdrawn": loan => loan.status === "withdrawn",
  "loans.paid-out": isAsPaidOut,
  "loans.renewed": isAsPaidOut,
  "loans.repaid": loan => loan.status === "running" || loan.status === "repaid",
  "loans.set-off": loan => loan.status === "running" || loan.status === "repaid",
  "loans.part-paid-out": isLastPart,
  "loans.rest-given-up": loan => loan.status === "running" && lastAgreed(loan)?.kind === "rest-given-up",
  "loans.penalty-waived": loan => loan.status === "running" || loan.status === "repaid",
  "loans.care-visited": loan => maySayUnvisited(loan.status),
  "loans.rescheduled": isLastAgreed,
  "loans.holiday-given": isLastAgreed,
  "loans.written-off": loan =>
    loan.status === "written-off" &&
    loan.recovered + loan.interest_recovered + chargesKept(loan).fees_recovered === 0n,
  "loans.recovered": loan => loan.status === "written-off",
};

/** Nothing was paid on it, let go or agreed anew since it was paid out. */
function isAsPaidOut(loan: LoanRow): boolean {
  return loan.status === "running" && paidInAll(loan) + chargesKept(loan).penalties_waived === 0n && !lastAgreed(loan);
}

/** What was agreed anew, as long as nothing was agreed or paid since: payments were used by it. */
function isLastAgreed(loan: LoanRow, { data }: RecordedFact): boolean {
  const last = lastAgreed(loan);
  const isIt = (last?.kind === "reschedule" || last?.kind === "holiday") && last.decision === data!.decision;
  return loan.status === "running" && isIt && isPaidAs(loan, data);
}

/** The same of a part of the loan. */
function isLastPart(loan: LoanRow, { data }: RecordedFact): boolean {
  const last = lastAgreed(loan);
  return loan.status === "running" && last?.kind === "pay-out" && last.part === data!.part && isPaidAs(loan, data);
}

const isPaidAs = (loan: LoanRow, data: RecordedFact["data"]): boolean =>
  String(paidInAll(loan)) === data!.paid;

/** What a reversal of a loan's fact must see. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = Object.fromEntries(
  Object.keys(mayBeTakenBack).map(kind => [kind, original => [needsLoan(loanIdOf(original)), ...needsBeside(original)]]),
);

/** Why a fact of this room cannot be taken back as things stand, or null. Asked before the reversal is made. */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  const may = mayBeTakenBack[original.kind];
  const loan = may && books.row(loanTable, { loan_id: loanIdOf(original) });
  if (loan && loan.renewed_by !== null && !beside.has(original.kind)) return refuse("loans.renewed-since");
  return loan && !may(loan, original) ? refuse("loans.reverse-later-first", { kind: original.kind, status: loan.status }) : null;
}

/** These move no money, and nothing follows from them once a loan has ended. */
const beside: ReadonlySet<string> = new Set(["loans.guarantor-named", "loans.care-visited"]);

/** What is used by it alone is free again when it is taken back; with a request goes what it asked for beside it. */
function needsBeside({ kind, data }: RecordedFact): readonly Need[] {
  const decision = kind === "loans.rescheduled" || kind === "loans.pledge-let-go";
  const pledge = pledgeIn(data!);
  const { renewed } = data as unknown as Partial<RenewalData>;
  const exception = movesException.has(kind);
  return [
    ...(decision ? [needsDecision(data!.decision as Uuid)] : []),
    ...(pledge ? [needsDecision(pledge.decision)] : []),
    // The old loan runs again with the reversal.
    ...(renewed ? [needsLoan(renewed.loan)] : []),
    ...(exception ? [needsException(data!.loan as Uuid)] : []),
    ...(kind === "loans.care-visited" ? [needsCareVisit(data!.visit as Uuid)] : []),
  ];
}

/** An exception that was asked for with the loan goes and comes with these. */
const movesException: ReadonlySet<string> = new Set([
  "loans.requested",
  "loans.turned-down",
  "loans.withdrawn",
  "loans.paid-out",
  "loans.renewed",
]);

const loanIdOf = (original: RecordedFact): Uuid => original.data!.loan as Uuid;

/** A request that was a mistake: its row stays, since posted things never go, and counts for nothing. */
export const requestReversed: Project = fromReversed((original, books) => {
  const loan = rowOf(original.loan as Uuid, ["requested"], books);
  return [...loanWithHolds({ ...loan, status: "taken-back" }), ...dropException(loan.loan_id, books)];
});
