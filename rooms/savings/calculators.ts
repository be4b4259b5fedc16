import {
  type Calculator,
  decimalText,
  type Json,
  multiply,
  type Ratio,
  ratio,
  ratioText,
  type Refusal,
  refuse,
  sum,
  unitOf,
  answering,
  type Given,
} from "#base";
import { dividendCalculator } from "./dividend-calculator.ts";
import { interestCalculator } from "./interest-calculator.ts";
import { shareOut } from "./share-out.ts";
import { surplusCalculator } from "./surplus-calculator.ts";

const shareOutFields = ["cash_unit", "pot", "shares", "exclude", "policy", "remainder_to", "currency"] as const;
const sharesMax = 1_000_000n;
const scaleMax = 6;

const shareOutCalculator = {
  name: "savings share-out",
  fields: shareOutFields,
  example: {
    cash_unit: "100",
    pot: "9873400",
    shares: { "1": 60, "2": 45, "3": 75 },
    exclude: { social: "450000" },
    policy: "largest-remainder",
    currency: "KHR",
  },
  calculate: (input: Json): Json | Refusal =>
    answering("savings", input, given => {
      given.only(shareOutFields);
      const policy = given.at("policy").choice(["floor", "largest-remainder"]);
      const remainderTo = given.maybe("remainder_to")?.text() ?? "next-cycle";
      const holders = holdersOf(given.at("shares"));
      const scale = scaleOf(given);
      const pot = given.at("pot").amount(scale);
      const exclude = excludedFunds(given).map(amount => amount.amount(scale));
      const cashStep = cashStepOf(given, scale);
      if (sum(exclude) > pot) return refuse("savings.excluded-over-pot", { excluded: sum(exclude), pot });
      if (holders.every(({ held }) => held === 0n)) return refuse("savings.no-shares");

      const byNumber = [...holders].sort(lowerNumberFirst);
      const shares = byNumber.map(({ held }) => held);
      const { valuePerShare, payouts, remainder } = shareOut({ pot, exclude, shares, cashStep, policy });
      const texts = new Map(byNumber.map(({ member }, index) => [member, decimalText(payouts[index]!, scale)]));
      const inOrder = holders.map(({ member }) => [member, texts.get(member)!] as const);
      return {
        value_per_share: ratioText(multiply(valuePerShare, ratio(1n, 10n ** BigInt(scale)))),
        payouts: given.at("shares").isList ? inOrder.map(([, text]) => text) : Object.fromEntries(inOrder),
        remainder: decimalText(remainder, scale),
        remainder_to: remainderTo,
      };
    }),
};

interface Holder {
  /** The member number, or in a list the place. */
  readonly member: string | number;
  readonly held: bigint;
}

/** In the order in which they came. */
function holdersOf(shares: Given): readonly Holder[] {
  const entries = shares.isList ? shares.list().map((held, index) => [index, held] as const) : shares.entries();
  return entries.map(([member, held]) => ({ member, held: BigInt(held.count(sharesMax)) }));
}

/** Places and numbers by value, before members who are called otherwise. */
function lowerNumberFirst({ member: a }: Holder, { member: b }: Holder): number {
  const [x, y] = [String(a), String(b)].map(text => (/^\d+$/.test(text) ? BigInt(text) : text)) as [
    bigint | string,
    bigint | string,
  ];
  if (typeof x !== typeof y) return typeof x === "bigint" ? -1 : 1;
  return x < y ? -1 : x > y ? 1 : 0;
}

const excludedFunds = (given: Given): readonly Given[] =>
  (given.maybe("exclude")?.entries() ?? []).map(([, amount]) => amount);

/** The decimal places of the unit; without one, as many as the amounts are given with. */
function scaleOf(given: Given): number {
  const ofUnit = given.maybe("currency")?.scaleOfUnit();
  if (ofUnit !== undefined) return ofUnit;
  const cashUnit = given.maybe("cash_unit");
  const amounts = [given.at("pot"), ...(cashUnit ? [cashUnit] : []), ...excludedFunds(given)];
  return Math.min(scaleMax, Math.max(...amounts.map(amount => placesOf(amount.decimal()))));
}

function placesOf({ denominator }: Ratio): number {
  let places = 0;
  while (10n ** BigInt(places) % denominator !== 0n) places += 1;
  return places;
}

function cashStepOf(given: Given, scale: number): bigint {
  const cashUnit = given.maybe("cash_unit");
  if (cashUnit) return cashUnit.amount(scale) || cashUnit.malformed("above zero");
  return (given.has("currency") ? unitOf(given.at("currency").text())?.cashStep : undefined) ?? 1n;
}

export const calculators: readonly Calculator[] = [
  shareOutCalculator,
  interestCalculator,
  surplusCalculator,
  dividendCalculator,
];
