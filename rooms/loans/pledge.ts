import {
  type AccountCode,
  type Books,
  entry,
  isRefusal,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Project,
  type RecordedFact,
  type Refusal,
  refuse,
  sum,
  type Uuid,
} from "#base";
import { needsRules, ruleOn } from "#assembly";
import { kindOfAccount, partsOfAccount } from "#ledger";
import { membershipTable } from "#members";
import { heldIn, holdTable, needsHolds, productRule } from "#savings";
import { guarantorsOf, isActiveMember, needsGuarantorsOf } from "./guarantors.ts";
import { isAwaiting, isRunning, loanOf, needsLoan } from "./loan.ts";
import { loanWithHolds, pledgedIn, pledgesOf, withPledged } from "./pledges.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import type { LoanRow } from "./tables.ts";

/** She who borrows, or who stands for her, lets a part of what she saved be kept for the loan. Said again, it is more. */
export const pledgeEntry = entry({
  name: "loans.pledge",
  step: "requests",
  fields: {
    loan: { is: "uuid" },
    member: { is: "member" },
    /** Whose savings they are: the borrower, or one of her guarantors. */
    pledger: { is: "member" },
    /** One of her accounts: "member-savings.sukarela/loan", "member-shares/loan". */
    account: { is: "key" },
    amount: { is: "amount" },
  },
  needs: body => [
    needsLoan(body.loan),
    ...needsGuarantorsOf(body.loan),
    need.row(membershipTable, { member_id: body.pledger }),
    { balances: { member: body.pledger } },
    needsHolds(body.pledger),
    needsRules,
  ],
  decide(body, books, { on }) {
    const loan = loanOf(body, books);
    if (isRefusal(loan)) return loan;
    if (!isRunning(loan) && !isAwaiting(loan)) return refuse("loans.not-running", { status: loan.status });
    const { pledger, amount } = body;
    const isHers = pledger === loan.member_id;
    const stands = isHers ? isActiveMember(pledger, books) : guarantorsOf(loan.loan_id, books).includes(pledger);
    if (!stands) return refuse("loans.pledger-stands-not-for-it");
    if (amount === 0n) return refuse("loans.amount-missing");
    const account = body.account as AccountCode;
    const saved = savedIn(account, loan.unit, pledger, books);
    // What names no account of hers has no parts either.
    const product = saved > 0n ? partsOfAccount(account).product : "";
    if (product !== "" && ruleOn(productRule, on, books, product)?.kind === "term")
      return refuse("loans.term-deposit-not-pledged");
    const held = heldForOthers(loan, account, pledger, books);
    if (saved - held < amount)
      return refuse("loans.pledge-above-saved", {
        unit: loan.unit,
        amount,
        saved,
        held,
        available: saved > held ? saved - held : 0n,
      });
    return [
      {
        kind: "loans.pledged",
        on,
        member: loan.member_id,
        lines: [],
        data: { loan: loan.loan_id, pledger, account, amount: String(amount), is_running: isRunning(loan) },
      },
    ];
  },
});

/**
 * What of her savings there cannot be pledged for a loan, since it is kept already. What is kept for one that it pays off
 * can: so it is kept without a gap.
 */
const heldForOthers = ({ renews }: LoanRow, account: AccountCode, member: MemberId, books: Books): Minor => {
  const old = books.rows(holdTable, { member_id: member }).filter(row => row.account === account && row.held_for === renews);
  return heldIn(account, member, books) - sum(old.map(row => row.amount));
};

/** What {@link pledgeGone} must see beside the loan. */
export const needsPledgedSavings = (loan: LoanRow): readonly Need[] =>
  loan.renews === null
    ? []
    : pledgesOf(loan).flatMap(({ member }) => [{ balances: { member } }, needsHolds(member)]);

/**
 * Why a loan that pays off another cannot be paid out on what was pledged for both: by now it was taken for the first. Null
 * where all of it is there.
 */
export function pledgeGone(loan: LoanRow, books: Books): Refusal | null {
  if (loan.renews === null) return null;
  const gone = pledgesOf(loan).find(
    ({ member, account }) => savedIn(account, loan.unit, member, books) < heldForOthers(loan, account, member, books),
  );
  return gone ? refuse("loans.pledge-gone") : null;
}

/** What she has in one of her savings or shares, in the unit of the loan. */
function savedIn(account: AccountCode, unit: string, member: MemberId, books: Books): Minor {
  const own = books.balances({ member }).find(one => one.account === account && one.unit === unit);
  const kind = own && kindOfAccount(account).kind;
  return kind === "member-savings" || kind === "member-shares" ? -own!.balance : 0n;
}

interface PledgedData {
  readonly loan: Uuid;
  readonly pledger: MemberId;
  readonly account: AccountCode;
  readonly amount: string;
  readonly is_running: boolean;
}

const more = (loan: LoanRow, { pledger, account }: PledgedData, amount: Minor) => {
  const before = pledgedIn(loan, pledger, account);
  return loanWithHolds(withPledged(loan, pledger, account, { ...before, amount: before.amount + amount }));
};

export const pledged: Project = (fact, books) => {
  const data = fact.data as unknown as PledgedData;
  return more(rowOf(data.loan, ["requested", "approved", "running"], books), data, BigInt(data.amount));
};

export const pledgeReversed: Project = fromReversed((original, books) => {
  const data = original as unknown as PledgedData;
  return more(rowOf(data.loan, ["requested", "approved", "running"], books), data, -BigInt(data.amount));
});

/** Not once the money was lent on it, nor where it was taken or let go. */
export function mayTakePledgeBack(loan: LoanRow, original: RecordedFact): boolean {
  const { pledger, account, amount, is_running } = original.data as unknown as PledgedData;
  const { amount: all, taken, letGo } = pledgedIn(loan, pledger, account);
  return (isAwaiting(loan) || (isRunning(loan) && is_running)) && all - BigInt(amount) >= taken + letGo;
}
