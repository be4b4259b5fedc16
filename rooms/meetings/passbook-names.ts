/** How a passbook and a statement call a product, a fund and an amount. Apart from the cards, which a statement does not show. */
import { lastOf, symbolOf, unitOf, type Words } from "#base";
import type { AmountUnit } from "#look";

export function amountUnit(code: string): AmountUnit {
  const unit = unitOf(code);
  return { code, scale: unit?.scale ?? 0, ...(unit?.kind === "currency" ? {} : { symbol: symbolOf(code) }) };
}

/** The name the group gave, else the words for a code, else the code. */
export const named = (words: Words, name: string | null, ...keys: readonly string[]): string => {
  if (name !== null && words.has(`members.screen.${name}`)) return words.say(`members.screen.${name}`);
  if (name !== null) return words.has(name) ? words.say(name) : name;
  const key = keys.find(one => words.has(one));
  return key === undefined ? (lastOf((lastOf(keys) ?? "").split(/[./]/)) ?? "") : words.say(key);
};

export const productName = (words: Words, product: string, name: string | null = null): string =>
  named(words, name, `savings.product.${product}`, `members.screen.product.${product}`);
export const fundName = (words: Words, fund: string, name: string | null = null): string =>
  named(words, name, `members.screen.fund.${fund}`);

/** At the head of a line; the catalogue has it in small letters. */
export const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
