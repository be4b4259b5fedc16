/**
 * How a burial fund may go: what each gives in a year as its members grow older, and the signs that it will not last, years
 * before anybody could be lost to it. What happened and what is expected are judged by the same signs. Pure; no float.
 */
import { assert, lastOf, type Minor, ratio, round } from "#base";

/** People in millionths, since of a few an expected death is a part of one. */
export type Heads = bigint;
export const oneHead: Heads = 1_000_000n;
const oldest = 120;

export interface YearOfFund {
  readonly year: number;
  /** At its beginning. */
  readonly members: Heads;
  readonly deaths: Heads;
  /** Who came and who went, the dead among those who went; absent where it is not known. */
  readonly joiners?: Heads;
  readonly leavers?: Heads;
  /** Half of the members are this old or younger. */
  readonly medianAge?: number;
  /** What one member gives in the year, minor units. */
  readonly costPerMember: Minor;
  /** What a family receives at one death, minor units. */
  readonly benefit: Minor;
  /** What is in the fund at its end, minor units; below zero where it would not be enough. */
  readonly balance?: Minor;
}

export const signs = ["cost-rising", "ageing", "shrinking", "over-limit", "runs-out"] as const;
export type Sign = (typeof signs)[number];

/** What signs are read from; what is not known of a year is no sign. */
export type Judged = Pick<YearOfFund, "year" | "costPerMember"> & Partial<YearOfFund>;

/** From the scenario of Thai funeral associations: half more within five years, half above sixty, three years of fewer. */
export const thresholds = { risePercent: 50n, withinYears: 5, medianAge: 60, shrinkingYears: 3 } as const;

/**
 * The signs of each year, in the order of the years. `limit` is what the group agreed that nobody should give more than in a
 * year, minor units.
 */
export const signsOf = (years: readonly Judged[], limit?: Minor): readonly (readonly Sign[])[] =>
  years.map((now, place) => {
    const before = years.slice(0, place).filter(({ year }) => now.year - year <= thresholds.withinYears);
    const recent = years.slice(Math.max(0, place + 1 - thresholds.shrinkingYears), place + 1);
    const holds: Readonly<Record<Sign, boolean>> = {
      "cost-rising": before.some(
        ({ costPerMember }) =>
          costPerMember > 0n && now.costPerMember * 100n > costPerMember * (100n + thresholds.risePercent),
      ),
      ageing: (now.medianAge ?? 0) > thresholds.medianAge,
      // Less than one person in three years is what is expected of any fund, and no sign.
      shrinking:
        recent.length === thresholds.shrinkingYears &&
        recent.every(({ joiners, leavers }) => joiners !== undefined && leavers !== undefined && joiners < leavers) &&
        headsOf(recent.map(({ joiners, leavers }) => leavers! - joiners!)) >= oneHead,
      "over-limit": limit !== undefined && now.costPerMember > limit,
      "runs-out": (now.balance ?? 0n) < 0n,
    };
    return signs.filter(sign => holds[sign]);
  });

/** Of a thousand people from this age on, how many die in a year. */
export interface MortalityBand {
  readonly fromAge: number;
  readonly perThousand: number;
}

/**
 * A simple assumption, where the group has entered none of its own: not counted anywhere, but of the size that tables of
 * countries like theirs have, and as in them it more than doubles with every ten years of age.
 */
export const simpleMortality: readonly MortalityBand[] = [
  { fromAge: 0, perThousand: 1 },
  { fromAge: 40, perThousand: 3 },
  { fromAge: 50, perThousand: 7 },
  { fromAge: 60, perThousand: 18 },
  { fromAge: 70, perThousand: 45 },
  { fromAge: 80, perThousand: 110 },
];

export interface Assumptions {
  /** The youngest first, from age 0 on. */
  readonly mortality: readonly MortalityBand[];
  readonly joinersPerYear: number;
  readonly joinerAge: number;
  /** Of a thousand who did not die, how many leave in a year. */
  readonly leaversPerThousand: number;
}

export interface Projected {
  /** The first year, and how many. */
  readonly from: number;
  readonly years: number;
  /** How many members there are of each age. */
  readonly ages: ReadonlyMap<number, Heads>;
  readonly assumptions: Assumptions;
  /** What each gives at a death, and what each gives in a year besides. Minor units. */
  readonly levy: Minor;
  readonly yearly: Minor;
  /** What a family receives: so much, or so much from each who is in the fund. Minor units. */
  readonly benefit: { readonly fixed: Minor } | { readonly perMember: Minor };
  /** Of a thousand members, how many lose a relative the fund helps for in a year, and what it then pays, minor units. */
  readonly relatives?: { readonly perThousand: number; readonly benefit: Minor };
  /** What is in the fund at the beginning, minor units. */
  readonly balance: Minor;
}

/**
 * Year after year: some die by their age, some of the others leave, those who join come at its end, everybody is a year older.
 * Amounts half up to the minor unit, people to the millionth.
 */
export function projected(of: Projected): readonly YearOfFund[] {
  const { from, years, ages, assumptions, levy, yearly, benefit, relatives, balance } = of;
  const { mortality, joinersPerYear, joinerAge, leaversPerThousand } = assumptions;
  assert(mortality[0]?.fromAge === 0, "mortality begins with the youngest");
  const rateAt = (age: number): bigint => BigInt(lastOf(mortality.filter(({ fromAge }) => fromAge <= age))!.perThousand);
  const found: YearOfFund[] = [];
  let living: ReadonlyMap<number, Heads> = ages;
  let left = balance;
  // Where a family receives just what all gave for it, nothing gathers and nothing runs out.
  const isSettled = "perMember" in benefit && benefit.perMember === levy && yearly === 0n && !relatives;
  for (let year = from; year < from + years; year += 1) {
    const members = headsOf(living.values());
    const older = new Map<number, Heads>();
    let [deaths, leavers] = [0n, 0n];
    for (const [age, heads] of living) {
      const died = perThousand(heads, rateAt(age));
      const went = perThousand(heads - died, BigInt(leaversPerThousand));
      deaths += died;
      leavers += went;
      const next = Math.min(age + 1, oldest);
      older.set(next, (older.get(next) ?? 0n) + heads - died - went);
    }
    const joiners = BigInt(joinersPerYear) * oneHead;
    older.set(joinerAge, (older.get(joinerAge) ?? 0n) + joiners);
    const others = relatives ? perThousand(members, BigInt(relatives.perThousand)) : 0n;
    const costPerMember = yearly + amountOf(levy * (deaths + others));
    const each = "fixed" in benefit ? benefit.fixed : amountOf(benefit.perMember * members);
    left += amountOf(yearly * members) + round(ratio(levy * (deaths + others) * members, oneHead * oneHead), "HALF_UP");
    left -= amountOf(each * deaths) + amountOf((relatives?.benefit ?? 0n) * others);
    found.push({
      year,
      members,
      deaths,
      joiners,
      leavers: leavers + deaths,
      ...(members > 0n ? { medianAge: medianAge(living) } : {}),
      costPerMember,
      benefit: each,
      ...(isSettled ? {} : { balance: left }),
    });
    living = older;
  }
  return found;
}

/** The age up to which half of them are. There is somebody. */
export function medianAge(ages: ReadonlyMap<number, Heads>): number {
  const half = headsOf(ages.values());
  let counted = 0n;
  for (const age of [...ages.keys()].sort((a, b) => a - b)) {
    counted += ages.get(age)!;
    if (counted * 2n >= half) return age;
  }
  throw new Error("nobody has a median age");
}

/** So many people spread evenly over these ages, both among them; what does not divide goes to the youngest. */
export function spread(members: number, fromAge: number, toAge: number): ReadonlyMap<number, Heads> {
  assert(toAge >= fromAge, "a band ends where it begins or later");
  const all = BigInt(members) * oneHead;
  const count = BigInt(toAge - fromAge + 1);
  const each = all / count;
  return new Map(
    Array.from({ length: Number(count) }, (_, place) => [
      fromAge + place,
      place === 0 ? all - each * (count - 1n) : each,
    ]),
  );
}

const headsOf = (heads: Iterable<Heads>): Heads => {
  let all = 0n;
  for (const one of heads) all += one;
  return all;
};

/** Half a person is one. */
export const wholePeople = (heads: Heads): bigint => round(ratio(heads, oneHead), "HALF_UP");

const perThousand = (heads: Heads, rate: bigint): Heads => round(ratio(heads * rate, 1_000n), "HALF_UP");

/** Minor units times heads, as minor units. */
const amountOf = (amountTimesHeads: bigint): Minor => round(ratio(amountTimesHeads, oneHead), "HALF_UP");
