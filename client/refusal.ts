/**
 * A refusal as a sentence. The rules say no with a stable name and numbers; here the numbers become what people say:
 * amounts with their unit, days as days, funds and products by their names. What it means is in `words/`.
 */
import { type Because, parseDay, type Refusal, unitOf, type Words } from "#base";

/** How things are called that words do not know: a fund by the name its founders gave it, a woman by hers. */
export type Called = (kind: string, code: string) => string | undefined;

const nobody: Called = () => undefined;

/** What of `because` is money or goods. Everything else that is written in digits is a count. */
const amounts: ReadonlySet<string> = new Set(
  `allowed amount asked available benefit bid cash cash_step cost counted debt due expected face fee first_part interest least
  left left_over loan minimum missing most needed new_price notes owed paid payable pot price principal requested said saved
  share_capital size stake step value wanted withdrawn`.split(/\s+/),
);

export function sentenceOf(refusal: Refusal, words: Words, unit: string, called: Called = nobody): string {
  const { refused, because } = refusal;
  if (!words.has(refused)) return words.say("house.not-understood");
  return words.say(refused, valuesOf(because, words, unit, called));
}

function valuesOf(
  because: Because,
  words: Words,
  unit: string,
  called: Called,
): Readonly<Record<string, string | number | bigint>> {
  const named = because["unit"];
  const own = typeof named === "string" && unitOf(named) ? named : unit;
  const values: Record<string, string | number | bigint> = {};
  for (const [key, value] of Object.entries(because)) values[key] = said(key, value, words, own, called);
  return values;
}

function said(
  key: string,
  value: Because[string],
  words: Words,
  unit: string,
  called: Called,
): string | number | bigint {
  if (value === null || typeof value === "boolean") return "";
  if (typeof value === "bigint") return amounts.has(key) ? words.amount(value, unit) : value;
  if (typeof value === "number") return value;
  // Over the wire an amount is a decimal string; a count is a number.
  if (/^-?\d{1,18}$/.test(value)) return amounts.has(key) ? words.amount(BigInt(value), unit) : Number(value);
  const day = parseDay(value);
  if (day) return words.day(day);
  return called(key, value) ?? nameIn(words, key, value) ?? value;
}

/** "fund.loan", "product.voluntary", "status.running"; a name that the words keep under a key of its own. */
function nameIn(words: Words, key: string, value: string): string | undefined {
  for (const word of [`${key}.${value}`, value]) if (words.has(word)) return words.say(word);
  return undefined;
}
