import type { Json } from "./canonical.ts";
import { placesOf } from "./currency-places.ts";
import { type Day, parseDay } from "./day.ts";
import type { Minor } from "./money.ts";
import { multiply, parseRatio, type Ratio, ratio } from "./ratio.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** What came in is not what a calculator asks for. Thrown while reading, and answered as its refusal. */
class InputRefused extends Error {
  override readonly name = "InputRefused";
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** The answer of a calculator, or the refusal that reading its input led to, in the words of its room. */
export function answering(room: string, input: Json, calculate: (given: Given) => Json | Refusal): Json | Refusal {
  try {
    return calculate(new Given(input, "", room));
  } catch (error) {
    if (error instanceof InputRefused) return error.refusal;
    throw error;
  }
}

const firstDay = "1900-01-01";
const lastDay = "2999-12-31";
const countMax = 999_999_999n;
const amountMax = 10n ** 18n;
const listMax = 10_000;

/** So many digits of a decimal survive as a JSON number; a longer one has become another before it gets here. */
const digitsKept = 15;
const digitsOf = (value: number): number => String(value).replace(/e.*$|[-.]/g, "").replace(/^0+/, "").length;

/**
 * The input of a calculator, read field by field; what is missing, malformed or not understood is refused by the name
 * of its field. Null counts as absent. Decimals come as strings, or as JSON numbers where these are exact.
 */
export class Given {
  readonly #value: Json;
  readonly #path: string;
  readonly #room: string;

  constructor(value: Json, path: string, room: string) {
    this.#value = value;
    this.#path = path;
    this.#room = room;
  }

  /** Refuses every field that is not one of these. */
  only(names: readonly string[]): this {
    for (const name of Object.keys(this.#object()))
      if (!names.includes(name))
        throw new InputRefused(refuse(`${this.#room}.unknown-field`, { field: this.#nameOf(name) }));
    return this;
  }

  /** Whether the field is there. */
  has(name: string): boolean {
    const object = this.#object();
    return Object.hasOwn(object, name) && object[name] !== null;
  }

  /** A field that must be there. */
  at(name: string): Given {
    if (!this.has(name)) throw new InputRefused(refuse(`${this.#room}.field-missing`, { field: this.#nameOf(name) }));
    return new Given(this.#object()[name]!, this.#nameOf(name), this.#room);
  }

  /** A field that may be absent. */
  maybe(name: string): Given | undefined {
    return this.has(name) ? this.at(name) : undefined;
  }

  get isList(): boolean {
    return Array.isArray(this.#value);
  }

  list(): readonly Given[] {
    const items = this.#value;
    if (!Array.isArray(items) || items.length > listMax) return this.malformed(`list of at most ${listMax}`);
    return items.map((item: Json, index) => new Given(item, `${this.#path}[${index}]`, this.#room));
  }

  /** The fields of an object whose names are data: funds, member numbers. In the order in which they came. */
  entries(): readonly (readonly [string, Given])[] {
    const names = Object.keys(this.#object());
    if (names.length > listMax) return this.malformed(`at most ${listMax}`);
    return names.map(name => [name, this.at(name)]);
  }

  text(): string {
    return typeof this.#value === "string" ? this.#value : this.malformed("text");
  }

  flag(): boolean {
    return typeof this.#value === "boolean" ? this.#value : this.malformed("true | false");
  }

  choice<const C extends string>(of: readonly C[]): C {
    return of.find(choice => choice === this.#value) ?? this.malformed(of.join(" | "));
  }

  /** The one of these with which the phrase begins; what comes after explains it. */
  beginning<const C extends string>(of: readonly C[]): C {
    const phrase = this.text();
    const found = of.find(word => phrase.startsWith(word) && !/^[\w/]/.test(phrase.slice(word.length)));
    return found ?? this.malformed(of.join(" | "));
  }

  day(): Day {
    const day = parseDay(this.text());
    return day && day >= firstDay && day <= lastDay ? day : this.malformed(`day from ${firstDay} to ${lastDay}`);
  }

  decimal(): Ratio {
    const value = this.#value;
    // Whole numbers beyond 2^53 have lost digits before they get here, so they must come as strings.
    const isExact = typeof value === "number" && (!Number.isInteger(value) || Number.isSafeInteger(value));
    const text = typeof value === "string" ? value : isExact ? String(value) : "";
    return (text.includes("/") ? null : parseRatio(text)) ?? this.malformed("decimal");
  }

  /** Percent as a part of one: "24" is 24/100. */
  percent(): Ratio {
    return multiply(this.decimal(), ratio(1n, 100n));
  }

  count(max: bigint = countMax): number {
    const { numerator, denominator } = this.decimal();
    return denominator === 1n && numerator >= 0n && numerator <= max
      ? Number(numerator)
      : this.malformed(`whole number up to ${max}`);
  }

  /** Minor units. An amount below zero or with more places than its unit has is refused, never rounded in silence. */
  amount(scale: number): Minor {
    if (typeof this.#value === "number" && digitsOf(this.#value) > digitsKept)
      return this.malformed(`text, for a number of more than ${digitsKept} digits`);
    const { numerator, denominator } = multiply(this.decimal(), ratio(10n ** BigInt(scale)));
    return denominator === 1n && numerator >= 0n && numerator < amountMax
      ? numerator
      : this.malformed(`amount with at most ${scale} places`);
  }

  /** Decimal places of a currency or another unit, by its code. */
  scaleOfUnit(): number {
    return placesOf(this.text()) ?? this.malformed("known currency or unit");
  }

  /** Refuses this field for what it says. `expected` is a hint for who writes the input. */
  malformed(expected: string): never {
    throw new InputRefused(refuse(`${this.#room}.field-malformed`, { field: this.#path || "input", expected }));
  }

  /** Refuses the input for another reason. */
  refuse(refusal: Refusal): never {
    throw new InputRefused(refusal);
  }

  #object(): { readonly [name: string]: Json } {
    const value = this.#value;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return this.malformed("object");
    return value as { readonly [name: string]: Json };
  }

  #nameOf(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }
}
