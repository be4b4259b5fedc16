/** What the pictures of money show, worked out apart from how they are drawn. */
import { sum } from "#base";
import type { FundsSeen } from "../ask-funds.ts";

export type FundShown = FundsSeen["funds"][number];
export type Place = "lent" | "bank" | "cash" | "stock";

export const placesShown: readonly Place[] = ["lent", "bank", "cash", "stock"];

export interface MoneyPicture {
  readonly unit: string;
  /** Only places where there is something; each is the sum of the funds that are not kept apart. */
  readonly places: readonly { readonly place: Place; readonly amount: bigint }[];
  readonly together: bigint;
  /** Funds that are never shared out, each a picture of its own to the same scale. */
  readonly apart: readonly FundShown[];
}

/** The picture of one unit. Where no fund is shared out, none is apart and all are in the boxes. */
export function pictureOf(unit: string, funds: readonly FundShown[]): MoneyPicture {
  const ofUnit = funds.filter(fund => fund.unit === unit);
  const hasDivisible = ofUnit.some(fund => fund.nature === "divisible");
  const main = hasDivisible ? ofUnit.filter(fund => fund.nature === "divisible") : ofUnit;
  const places = placesShown
    .map(place => ({ place, amount: sum(main.map(fund => BigInt(fund[place]))) }))
    .filter(one => one.amount !== 0n);
  return {
    unit,
    places,
    together: sum(main.map(fund => BigInt(fund.total))),
    apart: hasDivisible
      ? (["indivisible", "restricted"] as const).flatMap(nature => ofUnit.filter(fund => fund.nature === nature))
      : [],
  };
}

/** Units in the order their first fund was opened. */
export const unitsOf = (funds: readonly { readonly unit: string }[]): readonly string[] => [
  ...new Set(funds.map(fund => fund.unit)),
];
