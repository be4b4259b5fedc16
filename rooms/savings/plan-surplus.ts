/**
 * What a closed year of a fund left over, and how the rule splits it: from lines of closed days alone, so that it comes out
 * the same whenever it is asked. Amounts are minor units; a surplus above zero, a loss below.
 */
import {
  type AccountCode,
  addMonths,
  assert,
  type Books,
  type Day,
  divide,
  type MemberId,
  type Minor,
  type Moved,
  type MovedKey,
  multiply,
  type Need,
  need,
  parseRatio,
  type Ratio,
  ratio,
  type Refusal,
  refuse,
  round,
  splitByLargestRemainder,
  sum,
} from "#base";
import { account, accountTable, kindOfAccount } from "#ledger";
import { membershipTable } from "#members";
import { splitSurplus } from "./split-surplus.ts";
import { isOfMembers, lawOf, refusalOfLaw, type SurplusRole } from "./surplus-law.ts";
import { isOfFirstYears, percentsOf, type SurplusRule } from "./surplus-rule.ts";
import type { SurplusYearRow } from "./tables.ts";

export interface SurplusPart {
  readonly role: SurplusRole;
  /** "27.5", as the rule has it. */
  readonly percent: string;
  readonly amount: Minor;
  /** The fund it goes to; null where it goes to members. */
  readonly fund: string | null;
  readonly into: string | null;
  /** Of a part of the members', by member; they add up to the amount. Who gets nothing is left out. */
  readonly members: ReadonlyMap<MemberId, Minor>;
}

export interface SurplusPlan {
  readonly year: SurplusYearRow;
  /** They add up to the surplus. */
  readonly parts: readonly SurplusPart[];
}

/** What income and expense of a fund moved in its year, by account, without the entries that closed earlier years. */
export function resultsOf(moved: readonly Moved[]): ReadonlyMap<AccountCode, Minor> {
  const results = new Map<AccountCode, Minor>();
  for (const { account: code, amount, isClosing } of moved) {
    const kind = kindOfAccount(code).class;
    if (isClosing || (kind !== "income" && kind !== "expense")) continue;
    results.set(code, (results.get(code) ?? 0n) + amount);
  }
  return results;
}

/** Income and expense of a fund, with what members paid and borrowed there. */
export const yearKey = (fund: string, from: Day, through: Day, books: Books): MovedKey => ({
  accounts: books
    .rows(accountTable)
    .filter(row => row.fund === fund && (row.class === "income" || row.class === "expense"))
    .map(row => row.account)
    .concat(account.loans(fund)),
  from,
  through,
});

/** What members keep in the accounts a rule measures by, from the beginning: what stood at the end of every month. */
const savedKey = (accounts: readonly string[], through: Day): MovedKey => ({
  accounts: accounts as readonly AccountCode[],
  from: null,
  through,
});

/** What {@link planSurplus} must see beside the year's row. Of accounts: all, by their rows. */
export function needsPlan(rule: SurplusRule, year: SurplusYearRow, books: Books): readonly Need[] {
  return [
    { moved: yearKey(year.fund, year.from_on, year.year_end, books) },
    ...rule.parts.flatMap(({ accounts }): readonly Need[] =>
      accounts === undefined ? [] : [{ moved: savedKey(accounts, year.year_end) }],
    ),
    need.all(membershipTable),
  ];
}

/** The split by the rule, or why it cannot be made: the law of the first years, or a part that nobody would get. */
export function planSurplus(rule: SurplusRule, year: SurplusYearRow, books: Books): SurplusPlan | Refusal {
  assert(year.surplus > 0n, "there is something to split");
  const percents = percentsOf(rule);
  const refusal = refusalOfLaw(rule.law, percents, isOfFirstYears(rule, year.year_end));
  if (refusal) return refusal;
  const amounts = [
    ...splitSurplus(
      year.surplus,
      percents.map(one => one.percent),
    ),
  ];
  const measures = rule.parts.map(part => (isOfMembers(part.role) ? measureOf(part, year, books) : null));
  capAmounts(rule, amounts, measures, monthsOf(year).length);
  const parts: SurplusPart[] = [];
  for (const [index, { role, percent, fund, into }] of rule.parts.entries()) {
    const amount = amounts[index]!;
    const measure = measures[index];
    const members = measure && amount > 0n ? dividedBy(measure, amount) : new Map<MemberId, Minor>();
    if (members === null) return refuse("savings.nobody-has-a-part", { part: role, unit: year.unit, amount });
    parts.push({ role, percent, amount, fund: fund ?? null, into: into ?? null, members });
  }
  return { year, parts };
}

type Measure = ReadonlyMap<MemberId, bigint>;

function measureOf(part: SurplusRule["parts"][number], year: SurplusYearRow, books: Books): Measure {
  const { fund, from_on, year_end, unit } = year;
  const ofYear = (): readonly Moved[] => books.moved(yearKey(fund, from_on, year_end, books)).filter(one => one.unit === unit);
  switch (part.by!) {
    case "equally":
      return new Map(
        books
          .rows(membershipTable)
          .filter(row => row.kind === "member" && row.joined_on <= year_end && !(row.ended_on !== null && row.ended_on <= year_end))
          .map(row => [row.member_id, 1n]),
      );
    case "interest-paid":
      return added(ofYear().filter(one => one.account === account.interest(fund) && !one.isClosing), one => -one.amount);
    case "loans-taken":
      return added(ofYear().filter(one => one.account === account.loans(fund)), one => one.debited);
    case "saved-at-end":
    case "saved-on-average": {
      const moved = books.moved(savedKey(part.accounts!, year_end)).filter(one => one.unit === unit);
      const months = monthsOf(year);
      // What stood at the end of each month, added up: what came before the year stands in all of them.
      const weight = (one: Moved): bigint =>
        part.by === "saved-at-end" ? 1n : BigInt(months.filter(month => month >= one.month).length);
      return added(moved, one => -one.amount * weight(one));
    }
  }
}

/** "2026-01" to "2026-12". */
export function monthsOf({ from_on, year_end }: Pick<SurplusYearRow, "from_on" | "year_end">): readonly string[] {
  const months: string[] = [];
  for (let first = `${from_on.slice(0, 7)}-01` as Day; first <= year_end; first = addMonths(first, 1))
    months.push(first.slice(0, 7));
  return months;
}

/** By member; nobody measures below nothing. */
function added(moved: readonly Moved[], of: (one: Moved) => bigint): Measure {
  const measure = new Map<MemberId, bigint>();
  for (const one of moved) if (one.member !== null) measure.set(one.member, (measure.get(one.member) ?? 0n) + of(one));
  return new Map([...measure].filter(([, amount]) => amount > 0n));
}

/** To the last unit, by largest remainder; a tie goes to who stands first by her id. Null where nobody measures anything. */
function dividedBy(measure: Measure, amount: Minor): ReadonlyMap<MemberId, Minor> | null {
  const inOrder = [...measure].sort(([a], [b]) => (a < b ? -1 : 1));
  if (inOrder.length === 0) return null;
  const { parts } = splitByLargestRemainder(
    amount,
    inOrder.map(([, weight]) => weight),
  );
  return new Map(inOrder.map(([member], index) => [member, parts[index]!] as const).filter(([, part]) => part > 0n));
}

/** What a part is above what capital may earn, or patronage beside it, goes to the reserve. */
function capAmounts(
  rule: SurplusRule,
  amounts: Minor[],
  measures: readonly (Measure | null)[],
  monthsOfYear: number,
): void {
  const { capitalRateMax, patronageTimesCapitalMax } = lawOf(rule.law);
  const reserve = rule.parts.findIndex(part => part.role === "reserve");
  const lower = (index: number, most: Minor): void => {
    if (amounts[index]! <= most) return;
    amounts[reserve]! += amounts[index]! - most;
    amounts[index] = most;
  };
  // Of an average the months are added up in the measure; the rate is of one year.
  const base = (index: number): Ratio =>
    ratio(sum(measures[index]!.values()), rule.parts[index]!.by === "saved-on-average" ? BigInt(monthsOfYear) : 1n);
  for (const [index, { role, rate_cap }] of rule.parts.entries()) {
    if (!isOfMembers(role)) continue;
    const ofLaw = role === "capital" && capitalRateMax !== undefined ? ratio(capitalRateMax) : null;
    for (const rate of [ofLaw, rate_cap === undefined ? null : parseRatio(rate_cap)])
      if (rate) lower(index, round(multiply(base(index), divide(rate, ratio(100n))), "FLOOR"));
  }
  const [capital, patronage] = (["capital", "patronage"] as const).map(role =>
    rule.parts.findIndex(part => part.role === role),
  ) as [number, number];
  if (patronageTimesCapitalMax === undefined || capital < 0 || patronage < 0) return;
  const earning = base(capital);
  if (earning.numerator === 0n) return;
  const rate = multiply(divide(ratio(amounts[capital]!), earning), ratio(patronageTimesCapitalMax));
  lower(patronage, round(multiply(base(patronage), rate), "FLOOR"));
}
