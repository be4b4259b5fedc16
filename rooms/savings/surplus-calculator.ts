import {
  add,
  answering,
  type Calculator,
  decimalText,
  divide,
  type Given,
  type Json,
  multiply,
  type Ratio,
  ratio,
  type Refusal,
} from "#base";
import { roundedText, scaleGiven } from "./given-scale.ts";
import { refusalOfSplit, splitSurplus } from "./split-surplus.ts";

const ofMember = ["shu", "pct", "total_simpanan", "total_business", "member", "currency", "currency_decimals"] as const;
const ofSplit = ["surplus", "split", "bylaws", "currency", "currency_decimals"] as const;
const fields = [...new Set<string>([...ofMember, ...ofSplit])];

/** A member's part of an Indonesian SHU, or a whole surplus split by the group's percents. */
export const surplusCalculator: Calculator = {
  name: "savings surplus",
  fields,
  example: {
    surplus: "40000000",
    split: [
      { fund: "jasa-modal", percent: "25" },
      { fund: "jasa-usaha", percent: "30" },
      { fund: "pengurus", percent: "10" },
      { fund: "sosial", percent: "10" },
      { fund: "pendidikan", percent: "15" },
      { fund: "cadangan", percent: "10" },
    ],
    bylaws: { cadangan: { min_percent: "10" } },
    currency: "IDR",
  },
  calculate: (input: Json): Json | Refusal =>
    answering("savings", input, given =>
      given.has("split") || given.has("surplus") ? wholeSplit(given) : shu(given),
    ),
};

/**
 * Jasa modal (jasa simpanan) goes by what she has among all savings, every other part (jasa anggota, jasa usaha) by her
 * business among all business (UU 25/1992 art. 45).
 */
function shu(given: Given): Json {
  given.only(ofMember);
  const scale = scaleGiven(given);
  const surplus = moneyOf(given.at("shu"));
  const member = given.at("member").only(["simpanan", "business"]);
  const percents = given.at("pct").entries();
  let total = ratio(0n);
  let shared = ratio(0n);
  const parts = percents.map(([name, percent]) => {
    const [mine, all] = isByCapital(name) ? ["simpanan", "total_simpanan"] : ["business", "total_business"];
    const ofAll = moneyOf(given.at(all));
    const hers = moneyOf(member.at(mine));
    const part = moneyOf(percent);
    if (hers.numerator * ofAll.denominator > ofAll.numerator * hers.denominator)
      return member.at(mine).malformed(`at most ${all}`);
    shared = add(shared, part);
    const amount = ofAll.numerator === 0n ? ratio(0n) : divide(multiply(multiply(surplus, part), hers), ofAll);
    total = add(total, amount);
    return [name, roundedText(amount, scale)] as const;
  });
  if (shared.numerator > shared.denominator) return given.at("pct").malformed("at most 1 in all");
  return { ...Object.fromEntries(parts), total: roundedText(total, scale) };
}

const isByCapital = (name: string): boolean => /modal|simpanan/.test(name);

function wholeSplit(given: Given): Json | Refusal {
  given.only(ofSplit);
  const scale = scaleGiven(given);
  const surplus = given.at("surplus").amount(scale);
  const bylaws = new Map(
    (given.maybe("bylaws")?.entries() ?? []).map(([fund, limits]) => {
      limits.only(["min_percent", "max_percent"]);
      return [fund, { min: limits.maybe("min_percent")?.decimal(), max: limits.maybe("max_percent")?.decimal() }];
    }),
  );
  const named = new Set<string>();
  const split = given
    .at("split")
    .list()
    .map(one => {
      one.only(["fund", "percent"]);
      const fund = one.at("fund").text();
      if (named.has(fund)) return one.at("fund").malformed("each fund once");
      named.add(fund);
      return { fund, percent: moneyOf(one.at("percent")), ...bylaws.get(fund) };
    });
  // A fund the bylaws ask for and nobody named gets nothing, which may be too little.
  const missing = [...bylaws].filter(([fund]) => !named.has(fund));
  const refusal = refusalOfSplit([
    ...split,
    ...missing.map(([fund, limits]) => ({ fund, percent: ratio(0n), ...limits })),
  ]);
  if (refusal) return refusal;
  const amounts = splitSurplus(
    surplus,
    split.map(one => one.percent),
  );
  return { amounts: split.map(({ fund }, index) => ({ fund, amount: decimalText(amounts[index]!, scale) })) };
}

function moneyOf(given: Given): Ratio {
  const amount = given.decimal();
  return amount.numerator < 0n ? given.malformed("not below zero") : amount;
}
