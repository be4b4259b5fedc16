/** How purchases, goods and their states are said, and how what is typed of them is read. Pure. */
import { measureOf, unitOf, type Words } from "#base";
import type { MarkColour } from "#look";
import type { PurchaseStatus } from "../tables.ts";

const colours: Readonly<Record<PurchaseStatus, MarkColour>> = {
  open: "turmeric",
  agreed: "leaf",
  received: "leaf",
  closed: "soft",
  cancelled: "soft",
};

export const markOf = (status: PurchaseStatus): MarkColour => colours[status];

/** Purchases and goods always have a name; one whose texts cannot be read any more still has a line. */
export const nameOf = (words: Words, name: string | null): string => name ?? words.say("purchasing.screen.name-gone");

/** "2,5", as one says it: without the noughts that weigh nothing. */
export function quantityNumber(words: Words, quantity: bigint, measure: string): string {
  let scale = unitOf(measure)?.scale ?? 0;
  for (; scale > 0 && quantity % 10n === 0n; scale -= 1) quantity /= 10n;
  return words.number(quantity, scale);
}

/** "2,5 kg", "1 buah". */
export const quantitySaid = (words: Words, quantity: bigint, measure: string): string =>
  `${quantityNumber(words, quantity, measure)}\u00a0${measureOf(words, measure, quantity === one(measure) ? "1" : "2")}`;

const one = (measure: string): bigint => 10n ** BigInt(unitOf(measure)?.scale ?? 0);

/** "2,5" or "2.5" kilograms as grams; nothing typed is nothing. Null where it cannot be read. */
export const typedQuantity = (text: string, measure: string): bigint | null =>
  minorIn(text.trim().replace(",", "."), unitOf(measure)?.scale ?? 0);

/** Money as it is typed, with or without points between thousands: "45.000", "45000". Null where it cannot be read. */
export function typedMoney(text: string, unit: string): bigint | null {
  const scale = unitOf(unit)?.scale ?? 0;
  return minorIn(scale === 0 ? text.replace(/[.,\s]/g, "") : text.trim().replace(",", "."), scale);
}

/** Digits alone, and no more places than the unit has. */
function minorIn(typed: string, scale: number): bigint | null {
  if (typed === "") return 0n;
  const [, whole, places = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(typed) ?? [];
  return whole === undefined || places.length > scale ? null : BigInt(whole + places.padEnd(scale, "0"));
}
