/**
 * What each member earns on a kind of savings in one period: out of closed days and dated rules alone, so that it comes out
 * the same whenever it is asked. Simple within the period; once posted it is saved and earns itself.
 */
import {
  type AccountCode,
  add,
  addDays,
  type Books,
  type Day,
  isRefusal,
  type MemberId,
  type Minor,
  type MovedKey,
  type Need,
  need,
  type Refusal,
  refuse,
  round,
  sum,
  zero,
} from "#base";
import { needsRules, ruleOn, ruleVersions } from "#assembly";
import { account, closedThrough, fundTable, periodTable } from "#ledger";
import { membershipTable } from "#members";
import { type DayCount, interestOnBalance } from "./interest.ts";
import { annualRateOf, type InterestRule, interestRule, monthsOfPeriod } from "./interest-rule.ts";
import { periodEnd } from "./period-end.ts";
import { type Product, productOn, refuseTerm } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { surplusRule } from "./surplus-rule.ts";
import { interestCreditTable, type InterestPeriodRow, interestPeriodTable } from "./tables.ts";

/** Both days are counted. */
export interface InterestPeriod {
  readonly from: Day;
  readonly end: Day;
}

export interface InterestPlan extends InterestPeriod {
  readonly product: Product;
  /** What bears the interest: an account of the group. */
  readonly source: AccountCode;
  /** Null where nothing of this period was posted yet. */
  readonly posted: InterestPeriodRow | null;
  /** Minor units above zero, for each who earned some and has not got it yet; in the order of their ids. */
  readonly credits: readonly { readonly member: MemberId; readonly amount: Minor; readonly account: AccountCode }[];
}

/**
 * The period that comes next: from the day after the last one posted, or from the first day of the first rule. A new rhythm
 * so begins with the next period. Null where there is no such rule.
 */
export function nextInterestPeriod(product: string, books: Books): InterestPeriod | null {
  const first = ruleVersions(interestRule, books, product)[0];
  if (!first) return null;
  const last = books
    .rows(interestPeriodTable, { product })
    .reduce<Day | null>((latest, row) => (latest === null || row.period_end > latest ? row.period_end : latest), null);
  const from = last === null ? first.from : addDays(last, 1);
  return { from, end: endOfPeriod(from, ruleOn(interestRule, from, books, product)!) };
}

/** The first last day of a month with which a period may end. */
export const endOfPeriod = (from: Day, { every, ends_with }: Pick<InterestRule, "every" | "ends_with">): Day =>
  periodEnd(from, { every: monthsOfPeriod[every], month: ends_with });

/** What {@link planInterest} must see, and every balance that posting it moves. */
export function needsInterest(product: string, end: Day, books: Books): readonly Need[] {
  return needsInSteps(
    books,
    [
      need.all(periodTable),
      need.all(fundTable),
      need.all(membershipTable),
      needsRules,
      need.row(interestPeriodTable, { product }),
      need.row(interestCreditTable, { product, period_end: end }),
    ],
    () => {
      const found = postable(product, end, books);
      if (isRefusal(found)) return [];
      const { fund, unit, account: kept } = found.product;
      return [
        { moved: movedBefore(found) },
        { moved: movedWithin(found) },
        { balances: { account: kept } },
        { balances: { account: account.payable(fund) } },
        need.balance(found.source, unit),
      ];
    },
  );
}

/** What is to be credited for a period that ends on this day, or why nothing can be. */
export function planInterest(product: string, end: Day, books: Books): InterestPlan | Refusal {
  const found = postable(product, end, books);
  if (isRefusal(found)) return found;
  // Closed by another command a moment ago: what those days moved is read with the next.
  if (!books.hasMoved(movedWithin(found)) || !books.hasMoved(movedBefore(found)))
    return refuse("savings.interest-before-closing", { period_end: end, closed_through: null });
  const { fund } = found.product;
  const has = new Set(
    books
      .rows(interestCreditTable, { product, period_end: end })
      .filter(row => !row.is_taken_back)
      .map(row => row.member_id),
  );
  const credits = [...earnedBy(found, books)].flatMap(([member, amount]) => {
    if (amount <= 0n || has.has(member)) return [];
    // Who left since has no savings any more: it waits for her, or for whom she named.
    const isActive = books.row(membershipTable, { member_id: member })?.status === "active";
    return [{ member, amount, account: isActive ? found.product.account : account.payable(fund) }];
  });
  return { ...found, credits: credits.sort((a, b) => (a.member < b.member ? -1 : 1)) };
}

type Postable = Omit<InterestPlan, "credits">;

/** A period that is over and closed, of savings that bear interest. */
function postable(code: string, end: Day, books: Books): Postable | Refusal {
  const next = nextInterestPeriod(code, books);
  if (next === null) return refuse("savings.no-interest-rule", { product: code });
  const posted = books.rows(interestPeriodTable, { product: code }).find(row => row.period_end === end) ?? null;
  if (posted === null && end !== next.end)
    return refuse("savings.another-interest-first", { product: code, period_end: end, ends: next.end });
  const product = productOn(code, end, books);
  if (isRefusal(product)) return product;
  const ofTerm = refuseTerm(product);
  if (ofTerm) return ofTerm;
  if (product.is_capital) return refuse("savings.interest-on-capital", { product: code });
  if (books.row(fundTable, { fund: product.fund })!.nature !== "divisible")
    return refuse("savings.interest-of-divided-fund", { fund: product.fund });
  const closed = closedThrough(books);
  if (closed === null || closed < end)
    return refuse("savings.interest-before-closing", { period_end: end, closed_through: closed });
  const { fund } = product;
  const isExpense = ruleOn(interestRule, end, books, code)!.from === "expense";
  // What a year leaves over is the members' to decide on where they have a rule for it.
  if (!isExpense && ruleOn(surplusRule, end, books, fund)) return refuse("savings.surplus-goes-by-rule", { fund });
  const source = isExpense ? account.expense(fund) : account.equity(fund, "divisible");
  return { product, from: posted?.from_on ?? next.from, end, source, posted };
}

const movedBefore = ({ product, from }: Postable): MovedKey => ({
  accounts: [product.account],
  from: null,
  through: addDays(from, -1),
});

const movedWithin = ({ product, from, end }: Postable): MovedKey => ({
  accounts: [product.account],
  from,
  through: end,
  daily: true,
});

const dayCounts = {
  "365-days": "actual/365",
  "360-days": "actual/360",
  "12-months": "months/12",
} as const satisfies Record<InterestRule["year"], DayCount>;

/** By member, rounded once to the smallest unit, half up. Each stretch of the period is counted by the rule in force in it. */
function earnedBy(of: Postable, books: Books): ReadonlyMap<MemberId, Minor> {
  const carried = new Map<MemberId, Minor>();
  const moves = new Map<MemberId, { readonly on: Day; readonly amount: Minor }[]>();
  // Above zero is what she has: savings stand on the credit side.
  for (const { member, amount } of books.moved(movedBefore(of)))
    if (member !== null) carried.set(member, (carried.get(member) ?? 0n) - amount);
  for (const { member, day, amount } of books.moved(movedWithin(of)))
    if (member !== null) moves.set(member, [...(moves.get(member) ?? []), { on: day!, amount: -amount }]);
  const stretches = stretchesOf(of, books);
  const earned = new Map<MemberId, Minor>();
  for (const member of new Set([...carried.keys(), ...moves.keys()])) {
    let balance = carried.get(member) ?? 0n;
    const all = moves.get(member) ?? [];
    if (balance === 0n && all.length === 0) continue;
    let interest = zero;
    for (const { from, end, rule } of stretches) {
      const here = all.filter(({ on }) => on >= from && on <= end);
      interest = add(
        interest,
        interestOnBalance({
          method: rule.method,
          annualRate: annualRateOf(rule),
          dayCount: dayCounts[rule.year],
          from,
          until: end,
          carried: balance,
          moves: here,
        }).interest,
      );
      balance += sum(here.map(one => one.amount));
    }
    earned.set(member, round(interest, "HALF_UP"));
  }
  return earned;
}

/** The period, cut where a new version of the rule begins. */
function stretchesOf(
  { product, from, end }: Postable,
  books: Books,
): readonly (InterestPeriod & { readonly rule: InterestRule })[] {
  const versions = ruleVersions(interestRule, books, product.product).filter(one => one.from <= end);
  return versions.flatMap(({ from: begins, value }, index) => {
    const next = versions[index + 1]?.from;
    const last = next === undefined ? end : addDays(next, -1);
    const first = begins > from ? begins : from;
    return first > last ? [] : [{ from: first, end: last, rule: value }];
  });
}
