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
import { chargeAccounts, chargesKept, hasCharges, hasPenalty } from "./charges-kept.ts";
import { type LoanRow, loanTable, type RepaidInPeriod } from "./tables.ts";

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

/** What a payment brought, for {@link repaidWith}. The inverse is the same with both amounts negative. */
export interface Repaid {
  readonly period: number;
  readonly on: Day;
  readonly principal: Minor;
  readonly interest: Minor;
}

/** Principal repaid, by period, or, where it matters whether it was late, by day; the order of events is free. */
export function repaidWith(loan: LoanRow, { period, on, principal, interest }: Repaid): readonly RepaidInPeriod[] {
  if (hasPenalty(loan)) return repaidByDay(loan, { period, on, principal, interest });
  const byPeriod = repaidByPeriod(loan);
  byPeriod.set(period, (byPeriod.get(period) ?? 0n) + principal);
  return [...byPeriod]
    .filter(([, amount]) => amount !== 0n)
    .sort(([a], [b]) => a - b)
    .map(([at, amount]) => ({ period: String(at), principal: String(amount) }));
}

function repaidByDay(loan: LoanRow, { period, on, principal, interest }: Repaid): readonly RepaidInPeriod[] {
  const items = repaidItems(loan);
  const isOfDay = (one: RepaidInPeriod): boolean => one.on === on && one.period === String(period);
  const before = items.find(isOfDay);
  const now = {
    period: String(period),
    principal: String(BigInt(before?.principal ?? "0") + principal),
    on,
    interest: String(BigInt(before?.interest ?? "0") + interest),
  };
  const isNothing = now.principal === "0" && now.interest === "0";
  return [...items.filter(one => !isOfDay(one)), ...(isNothing ? [] : [now])].sort(
    (a, b) => Number(a.period) - Number(b.period) || ((a.on ?? "") < (b.on ?? "") ? -1 : 1),
  );
}

export const repaidItems = (loan: Pick<LoanRow, "repaid">): readonly RepaidInPeriod[] =>
  loan.repaid as unknown as readonly RepaidInPeriod[];

export function repaidByPeriod(loan: Pick<LoanRow, "repaid">): Map<number, Minor> {
  const byPeriod = new Map<number, Minor>();
  for (const { period, principal } of repaidItems(loan))
    byPeriod.set(Number(period), (byPeriod.get(Number(period)) ?? 0n) + BigInt(principal));
  return byPeriod;
}

export const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
