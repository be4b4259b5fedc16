import {
  type BodyOf,
  type Books,
  type Change,
  type Day,
  type Fact,
  isRefusal,
  type Need,
  need,
  put,
  type Refusal,
  refuse,
} from "#base";
import { addLines, needsOfLines, placeAdded, placeLineFields, type PlaceLine } from "./place-tree.ts";
import { placedAt } from "./set-place.ts";
import { placeTable } from "./tables.ts";

/**
 * Where a new group is: a place of the tree, or places the tree may not have yet, as far as they are known. The group is in the
 * smallest of them.
 */
export const settlingField = {
  is: "group",
  of: {
    /** A place that is there: where the group is, or what the places below lie in. Without it they begin with a country. */
    inside: { is: "uuid", optional: true },
    ...placeLineFields,
    /** Somebody looked: those spelt nearly as one that is there are others. */
    though_alike: { is: "flag", optional: true },
  },
  optional: true,
} as const;

type Settling = BodyOf<{ readonly settling: Omit<typeof settlingField, "optional"> }>["settling"];

/** Call it again after each load. */
export const needsToSettle = ({ inside, though_alike: _, ...line }: Settling, books: Books): readonly Need[] => [
  ...(inside === undefined ? [] : [need.row(placeTable, { place_id: inside })]),
  ...(isNamed(line) ? needsOfLines([line], inside ?? null, books) : []),
];

/** Adds what the tree does not have and says that the group is there from a day on. */
export function settle(
  { inside: around, though_alike, ...line }: Settling,
  on: Day,
  books: Books,
): { readonly facts: readonly Fact[]; readonly drafts: readonly Change[] } | Refusal {
  const inside = around === undefined ? null : books.row(placeTable, { place_id: around });
  if (inside === undefined) return refuse("members.no-such-place");
  if (inside !== null && !isNamed(line)) return { facts: [placedAt(inside.place_id, on)], drafts: [] };
  const found = addLines([line], { inside, mayBeAlike: though_alike === true, books });
  if (isRefusal(found)) return found;
  return {
    facts: [...found.rows.map(row => placeAdded(row, on)), placedAt(found.places[0]!, on)],
    drafts: found.rows.map(row => put(placeTable, row)),
  };
}

const isNamed = (line: PlaceLine): boolean => Object.values(line).some(name => name !== undefined);
