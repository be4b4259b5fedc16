/** Who stands for a loan. They are asked and recorded; what she owes is not taken from them. */
import {
  type Books,
  type Day,
  entry,
  isRefusal,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  refuse,
  type Uuid,
} from "#base";
import { needsRule, ruleOn } from "#assembly";
import { isMinor, membershipTable, needsMinor } from "#members";
import { guarantorsMax, loanLimits } from "./limits.ts";
import { isAwaiting, isRunning, loanOf, needsLoan } from "./loan.ts";
import { fromReversed } from "./projecting.ts";
import { guarantorTable, type LoanRow, loanTable } from "./tables.ts";

/** A borrower names another who stands for her loan, because one who did goes away, or for more trust. */
export const guarantorEntry = entry({
  name: "loans.guarantor",
  step: "requests",
  fields: { loan: { is: "uuid" }, member: { is: "member" }, guarantor: { is: "member" } },
  needs: body => [needsLoan(body.loan), ...needsGuarantorsOf(body.loan), needsMinor(body.guarantor)],
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (!isRunning(loan) && !isAwaiting(loan)) return refuse("loans.not-running", { status: loan.status });
    const { guarantor } = body;
    if (guarantor === loan.member_id) return refuse("loans.guarantor-is-borrower");
    if (namedFor(loan.loan_id, books).includes(guarantor)) return refuse("loans.guarantor-named-twice");
    if (!isActiveMember(guarantor, books)) return refuse("loans.guarantor-not-active");
    if (isMinor(guarantor, books)) return refuse("loans.guarantor-under-age");
    if (guarantorsOf(loan.loan_id, books).length >= guarantorsMax)
      return refuse("loans.too-many-guarantors", { max: guarantorsMax });
    const data = { loan: loan.loan_id, guarantor };
    return [{ kind: "loans.guarantor-named", on, member: loan.member_id, lines: [], data }];
  },
});

interface NamedData {
  readonly loan: Uuid;
  readonly guarantor: MemberId;
}

export const guarantorNamed: Project = fact => [rowFrom(fact.data as unknown as NamedData, false)];
export const guarantorReversed: Project = fromReversed(original => [rowFrom(original as unknown as NamedData, true)]);

const rowFrom = ({ loan, guarantor }: NamedData, is_taken_back: boolean) =>
  put(guarantorTable, { loan_id: loan, member_id: guarantor, is_taken_back });

const namedFor = (loan: Uuid, books: Books): readonly MemberId[] =>
  books
    .rows(guarantorTable, { loan_id: loan })
    .filter(row => !row.is_taken_back)
    .map(row => row.member_id);

/** Who stands for a loan now: of those who were named, the active members. */
export const guarantorsOf = (loan: Uuid, books: Books): readonly MemberId[] =>
  namedFor(loan, books).filter(member => isActiveMember(member, books));

export const needsGuarantorsOf = (loan: Uuid): readonly Need[] => [
  need.row(guarantorTable, { loan_id: loan }),
  need.all(membershipTable),
];

/** What {@link loansLeftAlone} must see. Call it again after each load. */
export function needsLoansLeftAlone(member: MemberId, books: Books): readonly Need[] {
  const first = [need.row(guarantorTable, { member_id: member }), needsRule(loanLimits)];
  if (!books.isCovered(guarantorTable, { member_id: member })) return first;
  const loans = books.rows(guarantorTable, { member_id: member }).map(row => row.loan_id);
  return [...first, ...loans.flatMap(loan => [needsLoan(loan), ...needsGuarantorsOf(loan)])];
}

/**
 * Loans of others, running or awaited, for which too few would stand if this member were gone: one must, or as many as the
 * rule wants.
 */
export function loansLeftAlone(member: MemberId, books: Books, on: Day): readonly LoanRow[] {
  const wanted = Math.max(1, ruleOn(loanLimits, on, books)?.guarantors_min ?? 0);
  return books.rows(guarantorTable, { member_id: member }).flatMap(({ loan_id, is_taken_back }) => {
    if (is_taken_back) return [];
    const loan = books.row(loanTable, { loan_id })!;
    const others = guarantorsOf(loan_id, books).filter(other => other !== member);
    return (isRunning(loan) || isAwaiting(loan)) && others.length < wanted ? [loan] : [];
  });
}

export const isActiveMember = (member: MemberId, books: Books): boolean => {
  const membership = books.row(membershipTable, { member_id: member });
  return membership?.status === "active" && membership.kind === "member";
};
