/** How actions, their lines and states are said, and how what is typed of them is read. Pure. */
import { unitOf, type Words } from "#base";
import type { MarkColour } from "#look";
import { quantityNumber, quantitySaid, typedMoney, typedQuantity } from "#purchasing/parts";
import type { ActionStatus } from "../tables.ts";

const colours: Readonly<Record<ActionStatus, MarkColour>> = {
  open: "turmeric",
  agreed: "leaf",
  closed: "soft",
  cancelled: "soft",
};

export const markOf = (status: ActionStatus): MarkColour => colours[status];

/** Actions and their lines always have a name; one whose texts cannot be read any more still has a line. */
export const nameOf = (words: Words, name: string | null): string => name ?? words.say("actions.screen.name-gone");

const isMoney = (unit: string): boolean => unitOf(unit)?.kind === "currency";

/** "2,5 hari", "3 buah", "Rp 400.000". */
export const howMuch = (words: Words, quantity: bigint, unit: string): string =>
  isMoney(unit) ? words.amount(quantity, unit) : quantitySaid(words, quantity, unit);

/** What was typed, in minor units; nothing typed is nothing. Null where it cannot be read. */
export const typed = (text: string, unit: string): bigint | null =>
  isMoney(unit) ? typedMoney(text, unit) : typedQuantity(text, unit);

/** A quantity as it is typed in her language: without marks between thousands. */
export const asTyped = (words: Words, quantity: bigint, unit: string): string =>
  quantityNumber(words, quantity, unit).replace(words.locale === "id" ? /\./g : /,/g, "");

interface Named {
  readonly intent: number;
  readonly name: string | null;
  readonly unit: string;
}

/** "2 hari Tenaga, 1 buah Semen", or nothing. */
export const quantitiesSaid = (
  words: Words,
  lines: readonly Named[],
  quantities: readonly { readonly intent: number; readonly quantity: string }[],
): string =>
  quantities
    .flatMap(({ intent, quantity }) => {
      const of = lines.find(one => one.intent === intent);
      return of ? [`${howMuch(words, BigInt(quantity), of.unit)} ${nameOf(words, of.name)}`] : [];
    })
    .join(", ");
