/**
 * How an amount is written. The figure groups and the currency's place come from Intl for the reader's language; how
 * many figures follow the point comes only from the unit, since Intl and ISO 4217 disagree on the rupiah.
 */
import type { CashUnit } from "./cash-units.ts";

export type AmountUnit = Pick<CashUnit, "code" | "scale" | "symbol">;

export type AmountParts = {
  readonly sign: "" | "−";
  /** Currency before the number, with the space some languages put after it. */
  readonly before: string;
  /** What is read aloud first: all but the last three figures, or the whole units. */
  readonly head: string;
  /** The last three figures or the minor units, with their separator. */
  readonly tail: string;
  readonly after: string;
};

export function amountParts(minor: bigint, unit: AmountUnit, locale: string): AmountParts {
  const size = minor < 0n ? -minor : minor;
  const one = 10n ** BigInt(unit.scale);
  const digits = { minimumFractionDigits: unit.scale, maximumFractionDigits: unit.scale };
  const style = unit.symbol ? {} : { style: "currency", currency: unit.code, currencyDisplay: "narrowSymbol" };
  const format = new Intl.NumberFormat(locale, { ...style, ...digits } as Intl.NumberFormatOptions);
  const fraction = unit.scale > 0 ? figures(size % one, unit.scale, locale) : "";
  let before = "";
  let after = unit.symbol ? `\u00a0${unit.symbol}` : "";
  const groups: string[] = [];
  let point = "";
  for (const { type, value } of format.formatToParts(size / one)) {
    if (type === "integer" || type === "group") groups.push(value);
    else if (type === "decimal") point = value;
    else if (type === "currency" || type === "literal") {
      if (groups.length > 0) after += value;
      else before += value;
    }
  }
  const short = unit.scale === 0 && groups.length > 2;
  return {
    sign: minor < 0n ? "−" : "",
    before,
    head: (short ? groups.slice(0, -2) : groups).join(""),
    tail: short ? groups.slice(-2).join("") : point + fraction,
    after,
  };
}

/** The same in one line, for labels and titles: "−Rp 92.000". */
export function amountText(minor: bigint, unit: AmountUnit, locale: string): string {
  const { sign, before, head, tail, after } = amountParts(minor, unit, locale);
  return sign + before + head + tail + after;
}

/** The number without the currency, for a table whose unit is said once: "92.000". */
export function amountBare(minor: bigint, unit: AmountUnit, locale: string): string {
  const { sign, head, tail } = amountParts(minor, unit, locale);
  return sign + head + tail;
}

/**
 * What someone typed, as minor units. Takes any script's digits and either separator: the last one is a point only
 * when the unit has minor units and no more than that many figures follow it. Nothing typed, or words: undefined.
 */
export function readAmount(text: string, scale: number): bigint | undefined {
  const latin = latinDigits(text).replace(/[^\d.,]/g, "");
  const at = Math.max(latin.lastIndexOf("."), latin.lastIndexOf(","));
  const behind = at < 0 ? "" : latin.slice(at + 1);
  const hasPoint = scale > 0 && at >= 0 && behind.length <= scale;
  const whole = (hasPoint ? latin.slice(0, at) : latin).replace(/\D/g, "");
  const part = hasPoint ? behind : "";
  if (whole + part === "") return undefined;
  return BigInt((whole || "0") + part.padEnd(scale, "0"));
}

function figures(value: bigint, length: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumIntegerDigits: length, useGrouping: false }).format(value);
}

/** The same text with the digits of any script as 0 to 9: fingers type what their keyboard offers. */
export function latinDigits(text: string): string {
  return [...text].map(latinDigit).join("");
}

/** Decimal digits of every script stand in runs of ten that begin at …0 or …6 of their block. */
function latinDigit(sign: string): string {
  if (!/\p{Nd}/u.test(sign)) return sign;
  const code = sign.codePointAt(0) ?? 0;
  const fromZero = /\p{Nd}/u.test(String.fromCodePoint(code & ~15));
  return String((code & 15) - (fromZero ? 0 : 6));
}
