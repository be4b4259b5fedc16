/** How the ledger's screens say things: amounts with their unit, and what accounts, kinds and funds are called. */
import { type Day, dayOf, daysInMonth, partsOf, symbolOf, type SessionSeen, unitOf, type Words } from "#base";
import { Amount, type AmountProps, type AmountUnit } from "#look";
import type { JSX } from "preact";

/** A unit as amounts are written in it: a currency by its sign, a thing by its own word. */
export function amountUnit(code: string): AmountUnit {
  const unit = unitOf(code);
  return { code, scale: unit?.scale ?? 0, ...(unit?.kind === "currency" ? {} : { symbol: symbolOf(code) }) };
}

/** An amount as it came over the wire. */
export function Money({ amount, unit, ...rest }: { amount: string | bigint; unit: string } & Pick<AmountProps, "size" | "bare" | "light">): JSX.Element {
  return <Amount minor={BigInt(amount)} unit={amountUnit(unit)} {...rest} />;
}

export interface NamedFund {
  readonly fund: string;
  readonly name: string | null;
}

/** The name the founders gave it, else its code. */
export const fundName = ({ fund, name }: NamedFund): string => name ?? fund;

/** In the members' words: "savings of members". */
export function accountName(words: Words, { kind, product }: { readonly kind: string; readonly product: string }): string {
  const name = words.say(`account.${kind}`);
  return product === "" ? name : words.say("ledger.account-of-product", { account: name, product: productName(words, product) });
}

/** The term an auditor uses: "member savings", "retained surplus". */
export function accountTerm(words: Words, { kind, product }: { readonly kind: string; readonly product: string }): string {
  const term = words.say(`account.${kind}.term`);
  return product === "" ? term : words.say("ledger.account-of-product", { account: term, product: productName(words, product) });
}

const productName = (words: Words, product: string): string => (words.has(`savings.product.${product}`) ? words.say(`savings.product.${product}`) : product);

/** What happened, in a word or two; its own code where no room has given it words yet. */
export const kindName = (words: Words, kind: string): string => (words.has(`fact.${kind}`) ? words.say(`fact.${kind}`) : kind);

export interface Named {
  readonly name: string | null;
}

/** Who was erased has no name any more. */
export const personName = (words: Words, person: Named): string => person.name ?? words.say("ledger.nobody-named");

/** "Nov", and with its year for who listens. */
export function monthName(words: Words, month: string, style: "short" | "long" = "short"): string {
  const [year, index] = month.split("-").map(Number) as [number, number];
  const format = new Intl.DateTimeFormat(words.locale, { timeZone: "UTC", calendar: "gregory", month: style, ...(style === "long" ? { year: "numeric" } : {}) });
  return format.format(Date.UTC(year, index - 1, 15, 12));
}

/** The last day of the month before. */
export function endOfLastMonth(today: Day): Day {
  const { year, month } = partsOf(today);
  return month === 1 ? dayOf(year - 1, 12, 31) : dayOf(year, month - 1, daysInMonth(year, month - 1));
}

export const endOfLastYear = (today: Day): Day => dayOf(partsOf(today).year - 1, 12, 31);

/** Whose band is on the paper. */
export const clothOf = (session: SessionSeen | null): string | undefined => session?.organisation;
