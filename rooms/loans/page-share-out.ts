/** The share-out as it would be today: the savings' plan with what is owed on loans, which only this room knows. */
import {
  type Asked,
  type Books,
  type Day,
  forkOf,
  isRefusal,
  type LoadedBooks,
  type MemberId,
  type Minor,
  type Need,
  need,
} from "#base";
import type { PoolClient } from "#db";
import { finderOf, ruleNamesOf, written } from "#assembly/server";
import { account, fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, membershipTable } from "#members";
import { needsShareOut, planShareOut, type ShareOutPlan } from "#savings";
import { isRunning } from "./loan.ts";
import { amountToPayOff } from "./owed.ts";
import { loanTable } from "./tables.ts";

export type ShareOutSeen = Awaited<ReturnType<typeof askShareOut>>;
/**
 * The share-out as it would be today, fund by fund. It is asked here, above the savings, because what is still owed on
 * loans is part of it. A member sees the value of a share and her own part; officers see everybody's.
 */
export async function askShareOut(asked: Asked<PoolClient>) {
  const { client, organisation, member, roles, today } = asked;
  const names = await ruleNamesOf(asked);
  const find = await finderOf(asked);
  const isOpen = isOfficer(roles);
  const funds = [];
  for (const { fund, unit, nature } of names.funds) {
    if (nature !== "divisible") continue;
    const books = await loadBooks(client, organisation, books => needsOutlook(fund, books));
    const seen = outlookOn(fund, books, today);
    if ("refused" in seen) {
      if (seen.refused !== "savings.no-share-out-rule") funds.push({ fund, unit, refusal: seen, plan: null });
      continue;
    }
    const { plan, firstToPay, toFetch } = seen;
    const people = plan.members.map(({ member: who, ...one }) => ({
      ...one,
      who: find(who),
      missing: firstToPay.get(who) ?? 0n,
    }));
    const { numerator, denominator } = plan.valuePerShare;
    funds.push({
      fund,
      unit,
      refusal: null,
      plan: {
        cycle: plan.cycle.cycle,
        openedOn: plan.cycle.opened_on,
        price: plan.cycle.price,
        pot: plan.pot,
        shares: plan.totalShares,
        /** Rounded down: what is shared is exact and stands in `members`. */
        value: numerator / denominator,
        remainder: plan.remainder,
        remainderTo: plan.remainderTo?.fund ?? null,
        toFetch,
        firstToPay: firstToPay.size,
        people: isOpen ? people : [],
        own: people.find(one => one.who.member === member) ?? null,
      },
    });
  }
  return written({ on: today, isOfficer: isOpen, names, funds });
}

const needsOutlook = (fund: string, books: Books): readonly Need[] => [
  need.row(loanTable, { fund, status: "running" }),
  ...needsShareOut(fund, books),
];

interface Outlook {
  readonly plan: ShareOutPlan;
  /** Who owes more than her shares are worth, and how much of it she would have to bring before. */
  readonly firstToPay: ReadonlyMap<MemberId, Minor>;
  /** Cash that would have to be fetched from the bank. */
  readonly toFetch: Minor;
}

/**
 * In the middle of a cycle a loan may be larger than its borrower's shares are worth, or the money be in the bank: then
 * nothing is shared out yet, but what a share is worth is so all the same. What must happen first is tried on a copy of
 * the books and said beside it.
 */
function outlookOn(
  fund: string,
  loaded: LoadedBooks,
  on: Day,
): Outlook | Exclude<ReturnType<typeof planShareOut>, ShareOutPlan> {
  const books = forkOf(loaded);
  const debts = new Map<MemberId, Minor>();
  for (const loan of books.rows(loanTable, { fund, status: "running" }).filter(isRunning))
    debts.set(loan.member_id, (debts.get(loan.member_id) ?? 0n) + amountToPayOff(loan, on));
  const unit = books.row(fundTable, { fund })!.unit;
  const firstToPay = new Map<MemberId, Minor>();
  let toFetch = 0n;
  for (;;) {
    const plan = planShareOut({ books, fund, on, debts });
    if (!isRefusal(plan)) return { plan, firstToPay, toFetch };
    const { number, debt, value, missing } = plan.because;
    const bank = books.balance({ account: account.bank(fund), unit });
    if (
      plan.refused === "savings.share-out-needs-cash" &&
      bank >= BigInt(missing as bigint) &&
      BigInt(missing as bigint) > 0n
    ) {
      toFetch += BigInt(missing as bigint);
      books.move({ account: account.bank(fund), unit }, -BigInt(missing as bigint));
      books.move({ account: account.cash(fund), unit }, BigInt(missing as bigint));
      continue;
    }
    const debtor = books
      .rows(membershipTable)
      .find(row => row.number === number && (debts.get(row.member_id) ?? 0n) > 0n)?.member_id;
    if (plan.refused !== "savings.debt-above-shares" || debtor === undefined || firstToPay.has(debtor)) return plan;
    const [owed, worth] = [BigInt(debt as bigint), BigInt(value as bigint)];
    firstToPay.set(debtor, owed - worth);
    debts.set(debtor, worth);
    books.move({ account: account.cash(fund), unit }, owed - worth);
    const lent = { account: account.loans(fund), unit, member: debtor };
    if (books.balance(lent) > worth) books.move(lent, worth - books.balance(lent));
  }
}
