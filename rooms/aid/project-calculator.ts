/** `aid project`: years that were, or years to come, with the signs that a fund will not last. */
import { type Calculator, decimalText, type Json, type Minor, type Refusal, answering, type Given, ratio, round } from "#base";
import {
  type Assumptions,
  type Heads,
  type MortalityBand,
  oneHead,
  projected,
  signsOf,
  simpleMortality,
  spread,
  type YearOfFund,
} from "./outlook.ts";

const recordedFields = ["members", "contribution", "years", "limit"] as const;
const projectedFields = [
  "from_year",
  "years",
  "ages",
  "mortality",
  "joiners_per_year",
  "joiner_age",
  "leavers_per_thousand",
  "contribution",
  "yearly_contribution",
  "benefit",
  "balance",
  "limit",
] as const;
const ageMax = 120n;

/**
 * Two forms. `years` as a list: what happened, each with its `members` and `deaths` and, where known, `joiners`, `leavers`
 * (who died among them) and `median_age`; what a published example prints as `cost_per_member` and `benefit` is not an input.
 * `years` as a number: so many years from `from_year` on, out of `ages` and the assumptions, which come back with the answer.
 * `contribution` is what each gives at one death; without `benefit` a family receives what all give for it.
 */
export const project: Calculator = {
  name: "aid project",
  fields: [...new Set([...recordedFields, ...projectedFields, "currency"])],
  example: {
    currency: "THB",
    from_year: 2026,
    years: 15,
    ages: [
      { from_age: 40, to_age: 49, members: 150 },
      { from_age: 50, to_age: 59, members: 350 },
      { from_age: 60, to_age: 69, members: 400 },
      { from_age: 70, to_age: 79, members: 100 },
    ],
    joiners_per_year: 5,
    joiner_age: 40,
    contribution: "20",
    limit: "500",
  },
  calculate: (input: Json): Json | Refusal =>
    answering("aid", input, given => {
      const scale = given.maybe("currency")?.scaleOfUnit() ?? 2;
      return given.at("years").isList ? recorded(given, scale) : expected(given, scale);
    }),
};

function recorded(given: Given, scale: number): Json {
  given.only([...recordedFields, "currency"]);
  given.maybe("members")?.count();
  const contribution = given.at("contribution").amount(scale);
  const years = given
    .at("years")
    .list()
    .map(one => yearOf(one, contribution));
  if (years.length === 0) given.at("years").malformed("at least one");
  years.forEach(({ year }, place) => {
    if (place > 0 && year <= years[place - 1]!.year) given.at("years").malformed("the earliest first");
  });
  return answer(years, given.maybe("limit")?.amount(scale), scale);
}

function yearOf(given: Given, contribution: Minor): YearOfFund {
  given.only([
    ...["year", "members", "deaths", "joiners", "leavers", "median_age", "note", "notes"],
    ...["cost_per_member", "benefit"],
  ]);
  const [members, deaths] = [given.at("members").count(), given.at("deaths").count()];
  const heads = (name: string): Heads | undefined => {
    const count = given.maybe(name)?.count();
    return count === undefined ? undefined : BigInt(count) * oneHead;
  };
  const [joiners, leavers] = [heads("joiners"), heads("leavers")];
  const medianAge = given.maybe("median_age")?.count(ageMax);
  return {
    year: given.at("year").count(9_999n),
    members: BigInt(members) * oneHead,
    deaths: BigInt(deaths) * oneHead,
    ...(joiners === undefined ? {} : { joiners }),
    ...(leavers === undefined ? {} : { leavers }),
    ...(medianAge === undefined ? {} : { medianAge }),
    costPerMember: contribution * BigInt(deaths),
    benefit: contribution * BigInt(members),
  };
}

function expected(given: Given, scale: number): Json {
  given.only([...projectedFields, "currency"]);
  const assumptions: Assumptions = {
    mortality: mortalityOf(given),
    joinersPerYear: given.maybe("joiners_per_year")?.count(1_000_000n) ?? 0,
    joinerAge: given.maybe("joiner_age")?.count(ageMax) ?? 40,
    leaversPerThousand: given.maybe("leavers_per_thousand")?.count(1_000n) ?? 0,
  };
  const years = given.at("years").count(60n);
  if (years === 0) given.at("years").malformed("at least 1");
  const levy = given.at("contribution").amount(scale);
  const benefit = given.maybe("benefit")?.amount(scale) ?? null;
  const found = projected({
    from: given.at("from_year").count(9_999n),
    years,
    ages: agesOf(given.at("ages")),
    assumptions,
    levy,
    yearly: given.maybe("yearly_contribution")?.amount(scale) ?? 0n,
    benefit: benefit === null ? { perMember: levy } : { fixed: benefit },
    balance: given.maybe("balance")?.amount(scale) ?? 0n,
  });
  return {
    ...answer(found, given.maybe("limit")?.amount(scale), scale),
    assumptions: {
      mortality: assumptions.mortality.map(({ fromAge, perThousand }) => ({
        from_age: fromAge,
        per_thousand: perThousand,
      })),
      mortality_is: given.has("mortality") ? "given" : "a simple assumption",
      joiners_per_year: assumptions.joinersPerYear,
      joiner_age: assumptions.joinerAge,
      leavers_per_thousand: assumptions.leaversPerThousand,
      benefit: benefit === null ? "what all give for one death" : decimalText(benefit, scale),
    },
  };
}

function agesOf(given: Given): ReadonlyMap<number, Heads> {
  const ages = new Map<number, Heads>();
  for (const band of given.list()) {
    band.only(["from_age", "to_age", "members"]);
    const from = band.at("from_age").count(ageMax);
    const to = band.maybe("to_age")?.count(ageMax) ?? from;
    if (to < from) band.at("to_age").malformed(`at least ${from}`);
    for (const [age, heads] of spread(band.at("members").count(1_000_000n), from, to))
      ages.set(age, (ages.get(age) ?? 0n) + heads);
  }
  if (![...ages.values()].some(heads => heads > 0n)) given.malformed("somebody");
  return ages;
}

function mortalityOf(given: Given): readonly MortalityBand[] {
  const said = given.maybe("mortality");
  if (!said) return simpleMortality;
  const bands = said.list().map(band => {
    band.only(["from_age", "per_thousand"]);
    return { fromAge: band.at("from_age").count(ageMax), perThousand: band.at("per_thousand").count(1_000n) };
  });
  if (bands[0]?.fromAge !== 0) said.malformed("the youngest first, from_age 0");
  if (bands.some((band, place) => place > 0 && band.fromAge <= bands[place - 1]!.fromAge))
    said.malformed("the youngest first, each age once");
  return bands;
}

function answer(years: readonly YearOfFund[], limit: Minor | undefined, scale: number) {
  const found = signsOf(years, limit);
  const first = found.findIndex(signs => signs.length > 0);
  return {
    years: years.map((one, place) => ({
      year: one.year,
      members: headsText(one.members),
      deaths: headsText(one.deaths),
      ...(one.joiners === undefined ? {} : { joiners: headsText(one.joiners) }),
      ...(one.leavers === undefined ? {} : { leavers: headsText(one.leavers) }),
      ...(one.medianAge === undefined ? {} : { median_age: one.medianAge }),
      cost_per_member: decimalText(one.costPerMember, scale),
      benefit: decimalText(one.benefit, scale),
      ...(one.balance === undefined ? {} : { balance: decimalText(one.balance, scale) }),
      signs: found[place]!,
    })),
    first_sign: first < 0 ? null : { year: years[first]!.year, signs: found[first]! },
  };
}

/** To a tenth; whole people without it. */
function headsText(heads: Heads): string {
  const tenths = round(ratio(heads * 10n, oneHead), "HALF_UP");
  return tenths % 10n === 0n ? String(tenths / 10n) : decimalText(tenths, 1);
}
