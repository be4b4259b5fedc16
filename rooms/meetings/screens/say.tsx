/** How these screens call things: women, funds, products, fines; and amounts as they come over the wire. */
import { measureOf, symbolOf, unitOf, type Words } from "#base";
import { Amount, type AmountProps, Bead, type CashUnit, cashUnit, Line, type LineProps } from "#look";
import type { JSX } from "preact";
import type { Called } from "#client";
import type { TodaySeen, Woman } from "./seen.ts";

/** A currency with its notes and coins; kilograms, days and eggs by their own word. */
export function moneyOf(code: string, words?: Words): CashUnit {
  const unit = unitOf(code);
  if (!unit || unit.kind === "currency") return cashUnit(code, unit?.scale ?? 0);
  return { code, scale: unit.scale, pieces: [], symbol: words ? measureOf(words, code) : symbolOf(code) };
}

export function Money({
  amount,
  unit,
  ...rest
}: { amount: bigint | string; unit: string } & Pick<AmountProps, "size" | "bare" | "light">): JSX.Element {
  return <Amount minor={BigInt(amount)} unit={moneyOf(unit)} {...rest} />;
}

/** "Ibu Wulan"; whoever was erased is her number alone. */
export function called(
  words: Words,
  { number, name }: { readonly number: number; readonly name: string | null },
): string {
  if (name === null) return words.say("meetings.number", { number: String(number) });
  return /^(ibu|bu)\s/i.test(name) ? name : words.say("meetings.called", { name });
}

export const bareName = (
  words: Words,
  { number, name }: { readonly number: number; readonly name: string | null },
): string => name ?? words.say("meetings.number", { number: String(number) });

/** What the founders called it; a template's name is a key of words; else the code itself. */
function nameOf(words: Words, name: string | null | undefined, ...keys: readonly string[]): string {
  if (name) return words.has(name) ? words.say(name) : name;
  const known = keys.find(key => words.has(key));
  return known ? words.say(known) : (keys[0] ?? "").replace(/^.*\./, "");
}

export const fundName = (words: Words, fund: string, name: string | null | undefined): string =>
  nameOf(words, name, `fund.${fund}`);
export const productName = (words: Words, product: string, name?: string | null): string =>
  nameOf(words, name, `product.${product}`);
export const fineName = (words: Words, reason: string, name?: string | null): string =>
  nameOf(words, name, `fine.${reason}`);
export const loanName = (words: Words, product: string, name?: string | null): string =>
  nameOf(words, name, `loan-product.${product}`);

/** The box of a fund, as the members speak of it: "kotak pinjaman", "kantong sosial". */
export const boxName = (words: Words, fund: string, name: string | null | undefined): string =>
  words.has(`box.${fund}`) && (!name || name === `fund.${fund}`) ? words.say(`box.${fund}`) : fundName(words, fund, name);

/** In the middle of a sentence our own name of a box begins small; what founders called theirs stands as they wrote it. */
export const inSentence = (words: Words, box: string): string =>
  ["loan", "social", "damayan", "reserve"].some(fund => words.say(`box.${fund}`) === box)
    ? box.slice(0, 1).toLowerCase() + box.slice(1)
    : box;

/** For refusals: who and what is meant by the codes in them. */
export function calledIn(today: TodaySeen, words: Words): Called {
  return (kind, code) => {
    if (kind === "member") {
      const woman = today.women.find(one => one.member === code);
      return woman && called(words, woman);
    }
    if (kind === "fund" || kind === "from" || kind === "to") {
      const fund = today.funds.find(one => one.fund === code);
      return fund && boxName(words, fund.fund, fund.name);
    }
    if (kind === "product") {
      const product = today.rules.products.find(one => one.product === code);
      return product && productName(words, product.product, product.name);
    }
    return undefined;
  };
}

/** One woman of a list: her bead, her name, her number. */
export function WomanLine({
  words,
  woman,
  sub,
  ...rest
}: { words: Words; woman: Pick<Woman, "number" | "name"> } & Omit<LineProps, "label" | "lead">): JSX.Element {
  const number = words.say("meetings.number", { number: String(woman.number) });
  return (
    <Line
      lead={<Bead number={woman.number} size={44} />}
      label={<b>{called(words, woman)}</b>}
      sub={sub ?? number}
      {...rest}
    />
  );
}

/** "Jam", "Senin, 24 November": the first letter stands at the head of a line. */
export const atHead = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
