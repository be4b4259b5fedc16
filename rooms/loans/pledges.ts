/**
 * Savings that are kept for a loan, her own and those of who stands for it. They stand with the loan; what the savings' room
 * keeps of them follows from it each time the loan changes, so that whatever is taken back, they are kept or free again.
 */
import {
  type AccountCode,
  type Books,
  type Change,
  type MemberId,
  type Minor,
  put,
  type Refusal,
  refuse,
  round,
  ratio,
  sum,
  type Uuid,
} from "#base";
import { hold } from "#savings";
import { agreementOf } from "./agreement.ts";
import { isActiveMember } from "./guarantors.ts";
import { isAwaiting, isRunning, least, outstanding } from "./loan.ts";
import { type LoanRow, loanTable, type PledgeOfLoan } from "./tables.ts";

export const pledgesOf = (loan: LoanRow): readonly PledgeOfLoan[] => loan.pledges as readonly PledgeOfLoan[];

/** What she pledged for the loan in an account and what became of it, minor units; nothing where she pledged none. */
export interface Pledged {
  readonly amount: Minor;
  readonly taken: Minor;
  readonly letGo: Minor;
}

export function pledgedIn(loan: LoanRow, member: MemberId, of: AccountCode): Pledged {
  const one = pledgesOf(loan).find(pledge => pledge.member === member && pledge.account === of);
  return { amount: BigInt(one?.amount ?? "0"), taken: BigInt(one?.taken ?? "0"), letGo: BigInt(one?.let_go ?? "0") };
}

/** The loan with her pledge as it is from now on, in the place it has. */
export function withPledged(loan: LoanRow, member: MemberId, of: AccountCode, now: Pledged): LoanRow {
  const isIt = (one: PledgeOfLoan): boolean => one.member === member && one.account === of;
  const item: PledgeOfLoan = {
    member,
    account: of,
    amount: String(now.amount),
    taken: String(now.taken),
    let_go: String(now.letGo),
  };
  const pledges = pledgesOf(loan);
  return { ...loan, pledges: pledges.some(isIt) ? pledges.map(one => (isIt(one) ? item : one)) : [...pledges, item] };
}

/** What of a pledge is kept as the loan stands: all that is left of it, or as much as is still owed of the principal. */
export function heldOf(pledge: PledgeOfLoan, loan: LoanRow): Minor {
  if (!isAwaiting(loan) && !isRunning(loan)) return 0n;
  const [amount, left] = [BigInt(pledge.amount), BigInt(pledge.amount) - BigInt(pledge.taken) - BigInt(pledge.let_go)];
  if (!isRunning(loan) || agreementOf(loan.terms).pledge_let_go !== "as-paid") return left;
  return least(left, round(ratio(amount * outstanding(loan), loan.principal), "CEILING"));
}

/** The row of a loan, and what is kept of savings for it. */
export const loanWithHolds = (loan: LoanRow): readonly Change[] => [
  put(loanTable, loan),
  ...pledgesOf(loan).map(pledge =>
    hold({
      held_for: loan.loan_id,
      member_id: pledge.member,
      account: pledge.account,
      unit: loan.unit,
      amount: heldOf(pledge, loan),
    }),
  ),
];

/** Why a loan of this amount cannot be paid out for want of savings pledged by those its terms name, or null. */
export function pledgeFault(loan: LoanRow, amount: Minor, books: Books): Refusal | null {
  const { pledge_percent: percent = 0, pledge_by: by = "both" } = agreementOf(loan.terms);
  if (percent === 0) return null;
  const needed = round(ratio(amount * BigInt(percent), 100n), "CEILING");
  const counts = ({ member }: PledgeOfLoan): boolean =>
    isActiveMember(member, books) && (by === "both" || (by === "borrower") === (member === loan.member_id));
  const found = sum(
    pledgesOf(loan)
      .filter(counts)
      .map(pledge => heldOf(pledge, loan)),
  );
  if (found >= needed) return null;
  const because = { unit: loan.unit, found, needed, percent };
  if (by === "both") return refuse("loans.too-little-pledged", because);
  return by === "borrower"
    ? refuse("loans.too-little-pledged-by-borrower", because)
    : refuse("loans.too-little-pledged-by-guarantors", because);
}

/** What of a payment's fact says that it came out of a pledge. */
export interface OutOfPledge {
  readonly [key: string]: string;
  readonly pledger: MemberId;
  readonly account: AccountCode;
  readonly decision: Uuid;
  readonly amount: string;
}

/** The loan once a payment out of a pledge was taken; where the payment is taken back, the pledge is there again. */
export function takenFrom(loan: LoanRow, { pledger, account: of, amount }: OutOfPledge, isTakenBack = false): LoanRow {
  const pledged = pledgedIn(loan, pledger, of);
  const taken = pledged.taken + (isTakenBack ? -BigInt(amount) : BigInt(amount));
  return withPledged(loan, pledger, of, { ...pledged, taken });
}
