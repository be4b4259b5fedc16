/** The share-out as it would be today: the savings' plan with what is owed on loans, which only this room knows. */
import {
  type Asked,
  type Books,
  type Day,
  forkOf,
  isRefusal,
  type LoadedBooks,
  type Minor,
  type Need,
  type Refusal,
  sum,
} from "#base";
import type { PoolClient } from "#db";
import { finderOf, ruleNamesOf, written } from "#assembly/server";
import { account, fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer } from "#members";
import { needsShareOut, planShareOut, type ShareOutPlan } from "#savings";
import { debtsTo, needsDebtsTo, owedByMember } from "./debts.ts";

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
    const { plan, toFetch } = seen;
    const people = plan.members.map(({ member: who, ...one }) => ({ ...one, who: find(who) }));
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
        /** What debts are above their debtors' shares: it is in no part. */
        rest: sum(plan.members.map(one => one.rest)),
        debtors: plan.members.filter(one => one.rest > 0n).length,
        people: isOpen ? people : [],
        own: people.find(one => one.who.member === member) ?? null,
      },
    });
  }
  return written({ on: today, isOfficer: isOpen, names, funds });
}

const needsOutlook = (fund: string, books: Books): readonly Need[] => [
  ...needsDebtsTo(fund, books),
  ...needsShareOut(fund, books),
];

interface Outlook {
  readonly plan: ShareOutPlan;
  /** Cash that would have to be fetched from the bank. */
  readonly toFetch: Minor;
}

/**
 * In the middle of a cycle the money may be in the bank: then nothing is shared out yet, but what a share is worth is so
 * all the same. Fetching it is tried on a copy of the books and said beside it.
 */
function outlookOn(fund: string, books: LoadedBooks, on: Day): Outlook | Refusal {
  const debts = owedByMember(debtsTo(fund, books, on));
  const plan = planShareOut({ books, fund, on, debts });
  if (!isRefusal(plan)) return { plan, toFetch: 0n };
  if (plan.refused !== "savings.share-out-needs-cash") return plan;
  const { missing } = plan.because as { readonly missing: Minor };
  const unit = books.row(fundTable, { fund })!.unit;
  const [bank, fetched] = [{ account: account.bank(fund), unit }, forkOf(books)];
  if (books.balance(bank) < missing) return plan;
  fetched.move(bank, -missing);
  fetched.move({ account: account.cash(fund), unit }, missing);
  const after = planShareOut({ books: fetched, fund, on, debts });
  return isRefusal(after) ? after : { plan: after, toFetch: missing };
}
