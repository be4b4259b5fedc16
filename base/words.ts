import { assert } from "./assert.ts";
import { type Day, partsOf } from "./day.ts";
import { type Unit, unitOf } from "./unit.ts";

/**
 * Sentences. A catalogue is one language's words by key; a sentence may hold {name} and
 * {count, plural, =0 {nobody} one {# woman} other {# women}}: the part of ICU MessageFormat we use, in a few lines,
 * since a full parser would weigh more on a phone than all our words.
 */
export type Catalogue = Readonly<Record<string, string>>;

export type Values = Readonly<Record<string, string | number | bigint>>;

export interface Words {
  readonly locale: string;
  /** The sentence with its values filled in. A key without words is a bug: it shows as itself in brackets. */
  say(key: string, values?: Values): string;
  has(key: string): boolean;
  /** Minor units as written in this language, without the unit: "92.000". */
  number(amount: bigint, scale?: number): string;
  /** With the currency or the unit: "Rp 92.000". */
  amount(amount: bigint, unit: string): string;
  day(day: Day, style?: "long" | "short" | "weekday"): string;
}

export function wordsOf(locale: string, catalogue: Catalogue): Words {
  const plurals = new Intl.PluralRules(locale);
  const grouping = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimalMark = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 })
    .formatToParts(0.5)
    .find(part => part.type === "decimal")!.value;
  const number = (amount: bigint, scale = 0): string => {
    const absolute = amount < 0n ? -amount : amount;
    const step = 10n ** BigInt(scale);
    const whole = grouping.format(absolute / step);
    const rest = scale === 0 ? "" : decimalMark + (absolute % step).toString().padStart(scale, "0");
    return `${amount < 0n ? "−" : ""}${whole}${rest}`;
  };
  const plain = (value: string | number | bigint): string =>
    typeof value === "bigint" ? number(value) : typeof value === "number" ? grouping.format(value) : value;
  return {
    locale,
    has: key => Object.hasOwn(catalogue, key),
    say(key, values = {}) {
      const sentence = catalogue[key];
      return sentence === undefined ? `[${key}]` : fill(sentence, values, plurals, plain);
    },
    number,
    amount(amount, code) {
      const unit = unitOf(code);
      assert(unit, `a unit is in our table: ${code}`);
      // Things are shown in whole units where nothing is lost: 2 kg, not 2.000 kg.
      const step = 10n ** BigInt(unit.scale);
      const isWhole = unit.kind === "thing" && amount % step === 0n;
      const written = isWhole ? number(amount / step) : number(amount, unit.scale);
      return unit.kind === "thing"
        ? `${written}\u00a0${measureOf(this, code, amount === step || amount === -step ? "1" : "2")}`
        : withCurrency(written, unit, locale);
    },
    day(day, style = "long") {
      const { year, month, date } = partsOf(day);
      // A day has no time zone; noon in UTC formatted in UTC is that very day anywhere.
      const when = new Date(Date.UTC(year, month - 1, date, 12));
      return new Intl.DateTimeFormat(locale, { timeZone: "UTC", calendar: "gregory", ...dayStyles[style] }).format(
        when,
      );
    },
  };
}

const dayStyles: Readonly<Record<"long" | "short" | "weekday", Intl.DateTimeFormatOptions>> = {
  long: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short", year: "numeric" },
  weekday: { weekday: "long", day: "numeric", month: "long" },
};

const symbols: Readonly<Record<string, string>> = {
  IDR: "Rp",
  PHP: "₱",
  INR: "₹",
  THB: "฿",
  KHR: "៛",
  LKR: "Rs",
  GHS: "GH₵",
  USD: "US$",
  KRW: "₩",
  JPY: "¥",
};

/** The sign a currency is known by, or the unit's own code. */
export const symbolOf = (unit: string): string => symbols[unit] ?? unit;

/** How a unit is called behind a number of it: "Rp", "kg"; and in the words that are at hand "hari", "day" of one, "days" of more. */
export function measureOf(words: Pick<Words, "has" | "say">, unit: string, count = "2"): string {
  const key = `measure.${unit}`;
  return words.has(key) ? words.say(key, { count }) : symbolOf(unit);
}

function withCurrency(written: string, unit: Unit, locale: string): string {
  if (unit.code === "KHR" && !locale.startsWith("id"))
    return `${written}\u00a0${symbolOf(unit.code)}`;
  return written.startsWith("−")
    ? `−${symbolOf(unit.code)}\u00a0${written.slice(1)}`
    : `${symbolOf(unit.code)}\u00a0${written}`;
}

function fill(
  sentence: string,
  values: Values,
  plurals: Intl.PluralRules,
  plain: (value: string | number | bigint) => string,
): string {
  let filled = "";
  for (let at = 0; at < sentence.length; ) {
    if (sentence[at] !== "{") {
      filled += sentence[at];
      at += 1;
      continue;
    }
    const end = closing(sentence, at);
    const inside = sentence.slice(at + 1, end);
    at = end + 1;
    const plural = /^\s*(\w+)\s*,\s*plural\s*,/.exec(inside);
    if (!plural) {
      const value = values[inside.trim()];
      filled += value === undefined ? `{${inside.trim()}}` : plain(value);
      continue;
    }
    const count = values[plural[1]!] ?? 0;
    const branches = branchesOf(inside.slice(plural[0].length));
    const branch =
      branches.get(`=${count}`) ?? branches.get(plurals.select(Number(count))) ?? branches.get("other") ?? "";
    filled += fill(
      branch.replace(/#/g, () => plain(typeof count === "string" ? Number(count) : count)),
      values,
      plurals,
      plain,
    );
  }
  return filled;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}" && --depth === 0) return at;
  }
  throw new Error(`a brace is closed: ${text}`);
}

function branchesOf(text: string): ReadonlyMap<string, string> {
  const branches = new Map<string, string>();
  const head = /\s*(=\d+|zero|one|two|few|many|other)\s*\{/y;
  for (let at = 0; at < text.length; ) {
    head.lastIndex = at;
    const match = head.exec(text);
    if (!match) break;
    const open = head.lastIndex - 1;
    const end = closing(text, open);
    branches.set(match[1]!, text.slice(open + 1, end));
    at = end + 1;
  }
  return branches;
}

/** The names a sentence asks for: so that a test can hold two languages beside each other. */
export function placeholdersOf(sentence: string): readonly string[] {
  const names = new Set<string>();
  for (let at = sentence.indexOf("{"); at >= 0; at = sentence.indexOf("{", at)) {
    const end = closing(sentence, at);
    const inside = sentence.slice(at + 1, end);
    const plural = /^\s*(\w+)\s*,\s*plural\s*,/.exec(inside);
    names.add(plural ? plural[1]! : inside.trim());
    if (plural)
      for (const branch of branchesOf(inside.slice(plural[0].length)).values())
        for (const name of placeholdersOf(branch)) names.add(name);
    at = end + 1;
  }
  return [...names].sort();
}
