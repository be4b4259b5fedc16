/** How the ledger's screens say things: amounts with their unit, and what accounts, kinds and funds are called. */
import { type Day, dayOf, partsOf, symbolOf, unitOf, type Words } from "#base";
import { Amount, type AmountProps, amountText, type AmountUnit, type MoneyBox } from "#look";
import type { JSX } from "preact";

/** Amounts and the unit they are written in: a currency by its sign, a thing by its own word. */
export interface Shown {
  readonly minors: readonly bigint[];
  readonly unit: AmountUnit;
}

/** Things are in whole units where nothing is lost by it: 140 kg, not 140,000 kg. Amounts that are compared go together. */
export function shown(amounts: readonly (string | bigint)[], code: string): Shown {
  const unit = unitOf(code);
  const minors = amounts.map(amount => BigInt(amount));
  if (unit?.kind === "currency") return { minors, unit: { code, scale: unit.scale } };
  const step = 10n ** BigInt(unit?.scale ?? 0);
  const isWhole = minors.every(minor => minor % step === 0n);
  return {
    minors: isWhole ? minors.map(minor => minor / step) : minors,
    unit: { code, scale: isWhole ? 0 : (unit?.scale ?? 0), symbol: symbolOf(code) },
  };
}

export const isThing = (code: string): boolean => unitOf(code)?.kind !== "currency";

/** An amount as it came over the wire. */
export function Money({
  amount,
  unit: code,
  ...rest
}: { amount: string | bigint; unit: string } & Pick<AmountProps, "size" | "bare" | "light">): JSX.Element {
  const { minors, unit } = shown([amount], code);
  return <Amount minor={minors[0]!} unit={unit} {...rest} />;
}

/** The same within a sentence. */
export function amountSaid(words: Words, amount: string | bigint, code: string): string {
  const { minors, unit } = shown([amount], code);
  return amountText(minors[0]!, unit, words.locale);
}

/** Boxes of one picture, all in one unit. */
export function shownBoxes(
  boxes: readonly MoneyBox[],
  code: string,
): { readonly boxes: readonly MoneyBox[]; readonly unit: AmountUnit } {
  const { minors, unit } = shown(
    boxes.map(box => box.minor),
    code,
  );
  return { boxes: boxes.map((box, index) => ({ ...box, minor: minors[index]! })), unit };
}

export interface NamedFund {
  readonly fund: string;
  readonly name: string | null;
}

/** The name the founders gave it, or the template's in the reader's language; else its code. */
export const fundName = (words: Words, { fund, name }: NamedFund): string =>
  name === null ? fund : words.has(name) ? words.say(name) : name;

interface Account {
  readonly kind: string;
  readonly product: string;
}

/** The box of a fund in kilograms is a store. */
export const kindShown = (kind: string, unit: string): string => (kind === "cash" && isThing(unit) ? "stock" : kind);

/** In the members' words: "members' savings", or what the product is called where it has a name. */
export function accountName(words: Words, { kind, product }: Account, unit: string): string {
  const account = words.say(`account.${kindShown(kind, unit)}`);
  if (product === "") return account;
  return words.has(`product.${product}`)
    ? words.say(`product.${product}`)
    : words.say("ledger.account-of-product", { account, product });
}

/** The term an auditor uses: "member savings · voluntary", "retained surplus". */
export function accountTerm(words: Words, { kind, product }: Account, unit: string): string {
  const account = words.say(`account.${kindShown(kind, unit)}.term`);
  return product === "" ? account : words.say("ledger.account-of-product", { account, product });
}

/** "Box", "Bank"; where things are, "Store". */
export const placeName = (words: Words, place: string, unit: string): string =>
  words.say(`ledger.place.${kindShown(place, unit)}`);

/** What happened, in a word or two; its own code where no room has given it words yet. */
export const kindName = (words: Words, kind: string): string =>
  words.has(`fact.${kind}`) ? words.say(`fact.${kind}`) : kind;

export interface Named {
  readonly name: string | null;
  readonly isOperator?: true;
  readonly isProgram?: true;
}

/** Who was erased has no name any more. */
export const personName = (words: Words, person: Named): string =>
  person.name ??
  words.say(`ledger.${person.isOperator ? "operator" : person.isProgram ? "program" : "nobody"}-named`);

/** "Nov", and with its year for who listens. */
export function monthName(words: Words, month: string, style: "short" | "long" = "short"): string {
  const [year, index] = month.split("-").map(Number) as [number, number];
  const format = new Intl.DateTimeFormat(words.locale, {
    timeZone: "UTC",
    calendar: "gregory",
    month: style,
    ...(style === "long" ? { year: "numeric" } : {}),
  });
  return format.format(Date.UTC(year, index - 1, 15, 12));
}

export const endOfLastYear = (today: Day): Day => dayOf(partsOf(today).year - 1, 12, 31);
