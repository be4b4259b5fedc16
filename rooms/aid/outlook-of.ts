/**
 * How a fund stands and where it goes: the ages that are known, what each gave, and the years to come by what is taken for
 * likely. Read from its books and from when members say they were born. Pure.
 */
import {
  addDays,
  addMonths,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  type Need,
  need,
  partsOf,
  ratio,
  round,
  sum,
  type Uuid,
} from "#base";
import { ruleOn } from "#assembly";
import { needsOwnWealth, ownWealth } from "#ledger";
import { ageIn, contributionOf, levyOn } from "./ages.ts";
import { type AidFund, placesIn } from "./fund.ts";
import { medianAge, oneHead, projected, type Sign, signsOf, spread, type YearOfFund } from "./outlook.ts";
import { outlookRule, type Taken, takenFor } from "./outlook-rule.ts";
import { collectedDays } from "./standing.ts";
import { claimTable, contributionDayTable, enrolmentTable, levyTable } from "./tables.ts";

/** Of fewer than this nobody is counted by age: one could tell who it is. */
export const cellMin = 5;
/** From so many deaths in a year on, that there are more of them is no chance. */
const deathsMin = 5;
const yearsBehind = 5;
export const yearsAhead = 15;
const bandStarts = [0, 30, 40, 50, 60, 70, 80] as const;

/** Members of an age; null where they are too few to be counted apart. */
export interface AgeCell {
  readonly from: number;
  readonly count: number | null;
}

/** What happened in twelve months, which end in `year`. Minor units. */
export interface PastYear {
  readonly year: number;
  readonly until: Day;
  /** Members who died, and relatives of members for whom the fund helped. */
  readonly deaths: number;
  readonly relatives: number;
  /** What one member gave in them for deaths and besides. */
  readonly cost: Minor;
}

export interface Outlook {
  readonly members: number;
  readonly ages: readonly AgeCell[];
  /** Null where too few are known. */
  readonly medianAge: number | null;
  /** How many did not say when they were born. */
  readonly untold: number;
  readonly past: readonly PastYear[];
  /** How many deaths each gives for, in each of the last twelve months, the latest last. */
  readonly months: readonly { readonly month: Day; readonly levies: number }[];
  readonly years: readonly (YearOfFund & { readonly signs: readonly Sign[] })[];
  /** Signs that what happened shows already. */
  readonly now: readonly Sign[];
  /** The first year to come that shows one. */
  readonly first: { readonly year: number; readonly signs: readonly Sign[] } | null;
  readonly taken: Taken;
}

export const needsOutlook = ({ fund, unit }: AidFund): readonly Need[] => [
  need.row(enrolmentTable, { fund }),
  need.row(levyTable, { fund }),
  need.row(claimTable, { fund }),
  need.row(contributionDayTable, { fund }),
  ...needsOwnWealth({ fund, unit }),
];

/** `birthYears` of those who said it. Must see what {@link needsOutlook} names, the rules and the memberships. */
export function outlookOf(
  fund: AidFund,
  birthYears: ReadonlyMap<MemberId, number>,
  on: Day,
  books: Books,
): Outlook {
  const places = placesIn(fund.fund, books).filter(row => row.status === "active");
  const ages = places.flatMap(({ member_id }) => {
    const year = birthYears.get(member_id);
    return year === undefined ? [] : [ageIn(on, year)];
  });
  const joinedLastYear = places.filter(row => row.enrolled_on > addMonths(on, -12)).length;
  const equal = mean(places.map(row => contributionOf(fund, row)));
  const past = pastYears(fund, equal, on, books);
  const taken = takenFor(ruleOn(outlookRule, on, books, fund.fund), {
    joinedLastYear,
    relativesPerThousand: relativesOf(past.slice(-3), places.length),
  });
  const levy = mean(places.map(row => levyOn(fund, row)));
  const yearly = equal * BigInt(timesAYear(fund, addMonths(on, -12), on, books));
  // Of a few nothing is read: their ages could be told from what is expected.
  const counted = ages.length < cellMin ? [] : ages;
  const known = countedBy(counted);
  const all = new Map(known);
  const uncounted = places.length - counted.length;
  if (uncounted > 0) all.set(taken.untoldAge, (all.get(taken.untoldAge) ?? 0n) + BigInt(uncounted) * oneHead);
  const years =
    places.length === 0
      ? []
      : projected({
          from: partsOf(on).year + 1,
          years: yearsAhead,
          ages: all,
          assumptions: taken,
          levy,
          yearly,
          benefit: benefitTaken(fund, levy),
          ...(taken.relativesPerThousand === 0
            ? {}
            : {
                relatives: {
                  perThousand: taken.relativesPerThousand,
                  benefit: benefitOfRelative(fund, places.length),
                },
              }),
          balance: ownWealth(fund, books),
        });
  const limit = fund.levy?.year_max;
  const signs = signsOf(years, limit);
  const first = signs.findIndex(found => found.length > 0);
  return {
    members: places.length,
    ages: suppressed(cellsOf(counted)),
    medianAge: counted.length === 0 ? null : medianAge(known),
    untold: places.length - ages.length,
    past,
    months: monthsPast(fund, on, books),
    years: years.map((year, place) => ({ ...year, signs: signs[place]! })),
    now: signsNow(past, limit),
    first: first < 0 ? null : { year: years[first]!.year, signs: signs[first]! },
    taken,
  };
}

/**
 * A cell of few is not shown, nor so many others that it could be worked out from the sum: until those that are not shown are
 * two at least and stand for as many people as one shown cell must have.
 */
export function suppressed(cells: readonly { readonly from: number; readonly count: number }[]): readonly AgeCell[] {
  const hidden = new Set(cells.filter(one => one.count > 0 && one.count < cellMin));
  const shown = cells.filter(one => one.count > 0 && !hidden.has(one)).sort((a, b) => a.count - b.count);
  const isGuessable = (): boolean =>
    hidden.size > 0 && (hidden.size < 2 || [...hidden].reduce((all, one) => all + one.count, 0) < cellMin);
  while (isGuessable() && shown.length > 0) hidden.add(shown.shift()!);
  return cells.filter(one => one.count > 0).map(one => ({ from: one.from, count: hidden.has(one) ? null : one.count }));
}

const cellsOf = (ages: readonly number[]) =>
  bandStarts.map((from, place) => ({
    from,
    count: ages.filter(age => age >= from && age < (bandStarts[place + 1] ?? Infinity)).length,
  }));

function countedBy(ages: readonly number[]): ReadonlyMap<number, bigint> {
  const counted = new Map<number, bigint>();
  for (const age of ages) counted.set(age, (counted.get(age) ?? 0n) + spread(1, age, age).get(age)!);
  return counted;
}

/** What a family receives at a death, as the rule has it: a table by capital is taken at its highest step. */
function benefitTaken(fund: AidFund, levy: Minor): { readonly fixed: Minor } | { readonly perMember: Minor } {
  const kept = (amount: Minor): Minor => round(ratio(amount * BigInt(100 - fund.admin_percent), 100n), "HALF_UP");
  const rule = fund.benefits.find(one => one.event === "death" && one.of === "member");
  if (!rule) return { perMember: levy };
  if (rule.how === "fixed") return { fixed: kept(rule.amount!) };
  if (rule.how === "per-member") return { perMember: kept(rule.amount!) };
  return { perMember: kept(fund.tiers!.steps.reduce((most, one) => (one.per_member > most ? one.per_member : most), 0n)) };
}

/** What the fund pays when a relative dies: the most of what its rule has, since nobody knows who it will be. */
function benefitOfRelative(fund: AidFund, members: number): Minor {
  const amounts = fund.benefits
    .filter(one => one.event === "death" && one.of !== "member" && one.how !== "tiers")
    .map(one => (one.how === "fixed" ? one.amount! : one.amount! * BigInt(members)));
  return amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);
}

/** Of a thousand members, how many lost such a relative in one of these years. */
function relativesOf(past: readonly PastYear[], members: number): number {
  const all = past.reduce((sum, one) => sum + one.relatives, 0);
  if (all === 0 || members === 0) return 0;
  return Number(round(ratio(BigInt(all) * 1_000n, BigInt(members * past.length)), "HALF_UP"));
}

/** How often the equal contribution is asked for in twelve months: at the meetings, as many as there were in these. */
function timesAYear(fund: AidFund, from: Day, until: Day, books: Books): number {
  if (fund.contribution?.every === "month") return 12;
  return fund.contribution ? collectedDays(fund.fund, books).filter(day => day > from && day <= until).length : 0;
}

/** `equal` is what the rule of today asks of one besides, each time it asks. */
function pastYears(fund: AidFund, equal: Minor, on: Day, books: Books): readonly PastYear[] {
  const enrolments = books.rows(enrolmentTable, { fund: fund.fund }).map(row => row.enrolled_on);
  const began = enrolments.reduce<Day | null>((first, day) => (first === null || day < first ? day : first), null);
  const deaths = books
    .rows(claimTable, { fund: fund.fund })
    .filter(row => row.event === "death" && row.status !== "taken-back");
  const levies = levyByClaim(fund, books);
  return Array.from({ length: yearsBehind }, (_, place) => yearsBehind - 1 - place).flatMap(back => {
    const until = addMonths(on, -12 * back);
    const from = addMonths(until, -12);
    if (began === null || began > addDays(from, 31)) return [];
    const isIn = (day: Day): boolean => day > from && day <= until;
    const forDeaths = levies.filter(one => isIn(one.dueOn)).map(one => one.amount);
    return [
      {
        year: partsOf(until).year,
        until,
        deaths: deaths.filter(row => row.who === "herself" && isIn(row.happened_on)).length,
        relatives: deaths.filter(row => row.who !== "herself" && isIn(row.happened_on)).length,
        cost: sum(forDeaths) + equal * BigInt(timesAYear(fund, from, until, books)),
      },
    ];
  });
}

/** What one gives for each death that stands: the mean of its levies, where they go by age. */
function levyByClaim(
  { fund }: AidFund,
  books: Books,
): readonly { readonly dueOn: Day; readonly amount: Minor }[] {
  const byClaim = new Map<Uuid, Minor[]>();
  for (const { claim_id, amount } of books.rows(levyTable, { fund })) {
    const amounts = byClaim.get(claim_id);
    if (amounts) amounts.push(amount);
    else byClaim.set(claim_id, [amount]);
  }
  return books.rows(claimTable, { fund }).flatMap(({ claim_id, levy_due_on }) => {
    const amounts = byClaim.get(claim_id);
    // Where its check was taken back no day is there any more.
    return amounts && levy_due_on !== null ? [{ dueOn: levy_due_on, amount: mean(amounts) }] : [];
  });
}

function monthsPast(fund: AidFund, on: Day, books: Books): Outlook["months"] {
  const levies = levyByClaim(fund, books);
  const firstOfMonth = addDays(on, 1 - partsOf(on).date);
  return Array.from({ length: 12 }, (_, place) => {
    const month = addMonths(firstOfMonth, place - 11);
    return { month, levies: levies.filter(one => one.dueOn.slice(0, 7) === month.slice(0, 7)).length };
  });
}

/** Few deaths are chance, so a rise is read only from years with some. */
function signsNow(past: readonly PastYear[], limit: Minor | undefined): readonly Sign[] {
  const last = past[past.length - 1];
  if (!last) return [];
  const judged = past
    .filter(one => one === last || one.deaths + one.relatives >= deathsMin)
    .map(({ year, cost }) => ({ year, costPerMember: cost }));
  const found = signsOf(judged, limit);
  return found[found.length - 1]!.filter(sign => sign !== "cost-rising" || last.deaths + last.relatives >= deathsMin);
}

const mean = (amounts: readonly Minor[]): Minor =>
  amounts.length === 0
    ? 0n
    : round(ratio(sum(amounts), BigInt(amounts.length)), "HALF_UP");
