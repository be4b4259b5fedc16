/** Whose part is how much: of goods that came, and of what all of it cost. Pure; pays exactly the bill. */
import { type Minor, ratio, round, splitByLargestRemainder, sum, unitOf } from "#base";
import type { Split } from "./tables.ts";

/** One kind of goods: how much of it there is to be shared, minor units of its measure, and what it costs in all. */
export interface Goods {
  readonly item: number;
  readonly unit_of_measure: string;
  /** Planned, for one whole unit of measure. */
  readonly price: Minor;
  readonly quantity: bigint;
  readonly amount: Minor;
}

/** What somebody ordered of an item. */
export interface Ordered<Who> {
  readonly who: Who;
  readonly item: number;
  readonly quantity: bigint;
}

export interface Part<Who> {
  readonly who: Who;
  readonly allotted: readonly { readonly item: number; readonly quantity: bigint }[];
  /** What her goods cost, and what she bears of the other costs; minor units. */
  readonly goods: Minor;
  readonly costs: Minor;
}

/**
 * Splits goods and costs among those who ordered, `buyers` in the order in which a tie goes (by member number).
 *
 * Each item is shared in the ratio of what was ordered, and its bill in the ratio of what each gets. Other costs are borne
 * by quantity, by the value of the goods, or equally by each who gets something. Everything by the largest remainder, money in
 * whole coins, and the parts add up to the bill. Where nothing came, what is to be paid all the same is borne as ordered.
 */
export function splitPurchase<Who>(of: {
  readonly goods: readonly Goods[];
  readonly ordered: readonly Ordered<Who>[];
  readonly buyers: readonly Who[];
  readonly costs: Minor;
  readonly split: Split;
  /** The smallest coin: parts are whole coins, so that each can be paid. */
  readonly coin?: Minor;
}): readonly Part<Who>[] {
  const { goods, ordered, buyers, costs, split, coin = 1n } = of;
  const wanted = goods.map(({ item }) =>
    buyers.map(who => sum(ordered.filter(one => one.item === item && one.who === who).map(one => one.quantity))),
  );
  const allotted = goods.map(({ quantity }, at) => splitByLargestRemainder(quantity, wanted[at]!).parts);
  const paid = goods.map(({ amount }, at) => inCoins(amount, firstWeighty(allotted[at]!, wanted[at]!), coin));
  const planned = goods.map(({ price, unit_of_measure }, at) =>
    wanted[at]!.map(quantity => amountAt(price, quantity, unit_of_measure)),
  );
  const weights = firstWeighty(
    buyers.map((_, place) => weightOf(allotted, paid, place, split)),
    buyers.map((_, place) => weightOf(wanted, planned, place, split)),
    buyers.map((_, place) => weightOf(wanted, planned, place, "equally")),
  );
  const borne = inCoins(costs, weights, coin);
  return buyers.map((who, place) => ({
    who,
    allotted: goods.flatMap(({ item }, at) => {
      const quantity = allotted[at]![place]!;
      return quantity === 0n ? [] : [{ item, quantity }];
    }),
    goods: sum(paid.map(parts => parts[place]!)),
    costs: borne[place]!,
  }));
}

/** By the largest remainder in whole coins; what of the bill is less than a coin is borne by who bears most, the first of them. */
function inCoins(whole: Minor, weights: readonly bigint[], coin: Minor): readonly Minor[] {
  const { parts, rest } = splitByLargestRemainder(whole, weights, coin);
  const most = weights.reduce((first, weight, at) => (weight > weights[first]! ? at : first), 0);
  return rest === 0n ? parts : parts.map((part, at) => (at === most ? part + rest : part));
}

const firstWeighty = (...weights: readonly (readonly bigint[])[]): readonly bigint[] =>
  weights.find(row => row.some(weight => weight > 0n)) ?? weights[0]!;

type ByItem = readonly (readonly bigint[])[];

function weightOf(quantities: ByItem, values: ByItem, place: number, split: Split): bigint {
  // Split by quantity a purchase has one unit of measure; equally it only matters whether there is any.
  const weight = sum((split === "value" ? values : quantities).map(parts => parts[place]!));
  return split === "equally" && weight > 0n ? 1n : weight;
}

/** What a quantity costs at a price for one whole unit of measure, to the nearest minor unit; half is rounded up. */
export const amountAt = (price: Minor, quantity: bigint, unit_of_measure: string): Minor =>
  round(ratio(price * quantity, 10n ** BigInt(unitOf(unit_of_measure)?.scale ?? 0)), "HALF_UP");
