import {
  type Books,
  type Day,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { account, fundTable } from "#ledger";
import { agreementOf } from "./agreement.ts";
import { chargeAccounts, chargesKept, hasCharges } from "./charges-kept.ts";
import { type LoanRow, loanTable } from "./tables.ts";

/**
 * A loan's life:
 *
 *   requested -> approved -> running -> repaid | written-off
 *
 * A request may be paid out at once where its decision was made at the same meeting. It ends as "refused" where the
 * decision did not carry, as "withdrawn" where she no longer wants it, and as "taken-back" where it was a mistake.
 */
export interface RunningLoan extends LoanRow {
  readonly status: "running";
  readonly paid_out_on: Day;
}

export const isRunning = (loan: LoanRow): loan is RunningLoan => loan.status === "running";
/** Asked for and neither paid out nor ended. */
export const isAwaiting = (loan: LoanRow): boolean => loan.status === "requested" || loan.status === "approved";

/** Whether a loan that was paid out paid off an older one with that: its dates began again, so it is shown apart. */
export const isRenewal = ({ renews }: LoanRow): boolean => renews !== null;
/** And that one, or one before it, was late then. */
export const isLateRenewal = ({ renewed_late }: LoanRow): boolean => renewed_late > 0n;

/** Principal that is still owed, minor units. */
export const outstanding = (loan: LoanRow): Minor => loan.principal - loan.principal_paid - loan.written_off;

/** The most that may be paid out: what was approved, or, before that, what was asked for. */
export const payableOf = (loan: LoanRow): Minor => loan.approved ?? loan.requested;

/** What of a claim that was written off did not come in yet. */
export function claimOf(loan: LoanRow): Claim {
  const { fees_given_up, fees_recovered } = chargesKept(loan);
  return {
    principal: loan.written_off - loan.recovered,
    interest: loan.interest_waived - loan.interest_recovered,
    fees: fees_given_up - fees_recovered,
  };
}

export interface Claim {
  readonly principal: Minor;
  readonly interest: Minor;
  readonly fees: Minor;
}

export const totalOf = ({ principal, interest, fees }: Claim): Minor => principal + interest + fees;

/** All that came in on it while it ran. */
export const paidInAll = (loan: LoanRow): Minor => loan.principal_paid + loan.interest_paid + chargesPaid(loan);

function chargesPaid(loan: LoanRow): Minor {
  const { fees_paid, penalties_paid } = chargesKept(loan);
  return fees_paid + penalties_paid;
}

export const needsLoan = (loan: Uuid): Need => need.row(loanTable, { loan_id: loan });
export const needsLoansOf = (member: MemberId): Need => need.row(loanTable, { member_id: member });

/** What she owes beside a loan, now or once it is paid out: her other loans, without one that ends with it. */
export const othersOf = (
  { loan, member, renews }: { readonly loan: Uuid; readonly member: MemberId; readonly renews?: Uuid | null },
  books: Books,
): readonly LoanRow[] =>
  books.rows(loanTable, { member_id: member }).filter(({ loan_id }) => loan_id !== loan && loan_id !== renews);

/** Every account a loan of this fund moves between its pay-out and its end, but those of charges, which few have. */
export const needsAccounts = (fund: string, unit: string, member: MemberId): readonly Need[] => [
  need.balance(account.cash(fund), unit),
  need.balance(account.loans(fund), unit, member),
  need.balance(account.interest(fund), unit),
  need.balance(account.loanLoss(fund), unit),
];

/** The same of a loan that is known, with its charges. */
export const needsAccountsOf = (loan: LoanRow): readonly Need[] => [
  ...needsAccounts(loan.fund, loan.unit, loan.member_id),
  ...(hasCharges(loan)
    ? chargeAccounts(loan.fund, agreementOf(loan.terms)).map(income => need.balance(income, loan.unit))
    : []),
];

/**
 * The loan and its accounts. Which fund it is of stands in the loan; as long as that is not read, those of every fund that
 * lends are wanted: groups have one or two, and asking again would take as long as all the rest.
 */
export function needsLoanAndAccounts(said: { readonly loan: Uuid; readonly member: MemberId }, books: Books): readonly Need[] {
  const { loan, member } = said;
  if (books.isCovered(loanTable, { loan_id: loan })) {
    const row = books.row(loanTable, { loan_id: loan });
    return row ? [needsLoan(loan), ...needsAccountsOf(row)] : [needsLoan(loan)];
  }
  const funds = books.isCovered(fundTable, {}) ? books.rows(fundTable) : [];
  return [
    needsLoan(loan),
    need.all(fundTable),
    ...funds.flatMap(({ fund, unit, is_lendable }) => (is_lendable ? needsAccounts(fund, unit, member) : [])),
  ];
}

/** Her loan of this id, or the refusal that there is none. */
export function loanOf(said: { readonly loan: Uuid; readonly member: MemberId }, books: Books): LoanRow | Refusal {
  const loan = books.row(loanTable, { loan_id: said.loan });
  return loan?.member_id === said.member ? loan : refuse("loans.no-such-loan");
}

/** Her loan that money is owed on. */
export function runningLoanOf(
  said: { readonly loan: Uuid; readonly member: MemberId },
  books: Books,
  on: Day,
): RunningLoan | Refusal {
  const loan = loanOf(said, books);
  if ("refused" in loan) return loan;
  if (!isRunning(loan)) return refuse("loans.not-running", { status: loan.status });
  if (on < loan.paid_out_on) return refuse("loans.before-pay-out", { on, paid_out_on: loan.paid_out_on });
  return loan;
}

export const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
