/**
 * What the page of the interest asks: of each kind of savings that earns some, the period that comes next and what it would
 * give, and those that were posted. What the group pays is for every member to see, and what is hers; what others get,
 * officers see. Amounts are decimal strings of minor units.
 */
import { type Asked, type Books, type Day, isRefusal, type MemberId, type Minor, type Need, need, type Role, sum } from "#base";
import type { PoolClient } from "#db";
import { needsRules, rulesOn } from "#assembly";
import { finderOf, ruleNamesOf, rulesInForce, written } from "#assembly/server";
import { closedThrough, fundTable, periodTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, membershipTable } from "#members";
import { interestRule } from "./interest-rule.ts";
import { needsInterest, nextInterestPeriod, planInterest } from "./plan-interest.ts";
import { productOn } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { interestCreditTable, type InterestPeriodRow, interestPeriodTable } from "./tables.ts";

/** Who posts interest and takes it back, before a second officer. */
const sayers: readonly Role[] = ["treasurer", "chair", "secretary"];
/** Periods that are shown of each kind of savings, the latest first. */
const periodsMax = 6;

const bearing = (today: Day, books: Books): readonly string[] => rulesOn(interestRule, today, books).map(({ code }) => code);

const shownPeriods = (product: string, books: Books): readonly InterestPeriodRow[] =>
  [...books.rows(interestPeriodTable, { product })]
    .sort((a, b) => (a.period_end < b.period_end ? 1 : -1))
    .slice(0, periodsMax);

const needsPage = (today: Day, books: Books): readonly Need[] =>
  needsInSteps(
    books,
    [
      needsRules,
      need.all(fundTable),
      need.all(membershipTable),
      need.all(periodTable),
      need.all(interestPeriodTable),
    ],
    () =>
      bearing(today, books).flatMap(product => {
        const next = nextInterestPeriod(product, books);
        return [
          ...(next ? needsInterest(product, next.end, books) : []),
          ...shownPeriods(product, books).map(({ period_end }) => need.row(interestCreditTable, { product, period_end })),
        ];
      }),
  );

export type InterestSeen = Awaited<ReturnType<typeof askInterest>>;
export async function askInterest(asked: Asked<PoolClient>) {
  const { client, organisation, today, member, roles } = asked;
  const isOpen = isOfficer(roles);
  const books = await loadBooks(client, organisation, books => needsPage(today, books));
  const find = await finderOf(asked);
  const rules = await rulesInForce(client, organisation, today);
  const closed = closedThrough(books);

  const inSums = (credits: readonly { readonly member: MemberId; readonly amount: Minor }[]) => ({
    total: sum(credits.map(one => one.amount)),
    own: sum(credits.filter(one => one.member === member).map(one => one.amount)),
    members: credits.length,
    people: isOpen
      ? credits
          .map(one => ({ who: find(one.member), amount: one.amount }))
          .sort((a, b) => a.who.number - b.who.number)
      : [],
  });

  function periodSeen({ product, period_end, from_on, posted_on }: InterestPeriodRow, index: number) {
    const credits = books.rows(interestCreditTable, { product, period_end });
    const standing = credits.filter(row => !row.is_taken_back);
    return {
      end: period_end,
      from: from_on,
      postedOn: posted_on,
      ...inSums(standing.map(row => ({ member: row.member_id, amount: row.amount }))),
      /** The latest alone: later interest is earned on it. */
      mayBeTakenBack: index === 0 && standing.length > 0,
      mayBePostedAgain: credits.some(
        row => row.is_taken_back && !standing.some(other => other.member_id === row.member_id),
      ),
    };
  }

  return {
    ...written({
      on: today,
      mayAct: sayers.some(role => roles.has(role)),
      products: bearing(today, books).flatMap(product => {
        const next = nextInterestPeriod(product, books);
        const found = productOn(product, today, books);
        if (next === null || isRefusal(found)) return [];
        const isOver = next.end < today;
        const areBooksClosed = closed !== null && closed >= next.end;
        const plan = areBooksClosed ? planInterest(product, next.end, books) : null;
        return [
          {
            product,
            unit: found.unit,
            next: { ...next, isOver, areBooksClosed },
            refusal: plan !== null && isRefusal(plan) ? plan : null,
            plan: plan !== null && !isRefusal(plan) ? inSums(plan.credits) : null,
            periods: shownPeriods(product, books).map(periodSeen),
          },
        ];
      }),
    }),
    names: await ruleNamesOf(asked, "savings."),
    rules: rules
      .filter(one => one.rule.startsWith("savings.interest/") && one.now !== null)
      .map(one => ({ rule: one.rule, value: one.now!.value })),
  };
}
