/**
 * What one cell says: an amount, a day, a count, a name. Everything is read exactly or not at all; what cannot be told apart
 * (1.250 kg, a year 2569) is asked, never guessed.
 */
import { addDays, day, type Day, dayOf, daysInMonth, type Minor, symbolOf, type Unit } from "#base";
import { type Cell, cellText } from "./sheets.ts";

/** Why a cell cannot be taken: the end of the key of its sentence. */
export type CellFault =
  | "formula"
  | "no-text-or-number"
  | "amount-form"
  | "amount-below-zero"
  | "amount-places"
  | "amount-two-ways"
  | "amount-too-large"
  | "day-form"
  | "day-two-figures"
  | "day-buddhist"
  | "day-other-years"
  | "count-form"
  | "rate-form"
  | "name-form";

export type Taken<T> = { readonly value: T } | { readonly fault: CellFault };

const fault = (kind: CellFault): { readonly fault: CellFault } => ({ fault: kind });

/** Zero of the scripts our members write figures in; nine more follow each. */
const zeros = [
  ...[0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6],
  ...[0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x1040, 0x17e0, 0xff10],
];

/** In Latin figures, without the signs and spaces a spreadsheet or a hand puts around a number. */
function plainFigures(text: string): string {
  let plain = "";
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    const zero = zeros.find(first => code >= first && code < first + 10);
    plain += zero === undefined ? letter : String(code - zero);
  }
  return plain.replace(/[\s\u00a0\u202f'’_]/g, "").replace(/^[−–]/, "-");
}

const notTaken = (cell: Cell): { readonly fault: CellFault } | null =>
  "other" in cell ? fault(cell.other === "formula" ? "formula" : "no-text-or-number") : null;

/**
 * The decimal a number of a spreadsheet stands for. It keeps binary fractions, and some write 4.1 as 4.0999999999999996:
 * the shortest decimal that is the same number is what was typed. Null where it is none.
 */
function decimalOf(number: string): string | null {
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(number)) return null;
  // A whole number that was not made a fraction is exact as it stands, however long.
  if (/^-?\d+$/.test(number) && number.length <= 15) return number;
  const value = Number(number);
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 53) return null;
  const shortest = String(value);
  return /e/.test(shortest) ? (Math.abs(value) < 1e-6 ? "0.0000001" : null) : shortest;
}

/**
 * Minor units. Text may group its figures by thousands or by lakhs and use either mark for the decimals; where one mark
 * could be both, nothing is taken. `isSigned` lets it be below zero.
 */
export function takeAmount(cell: Cell, { code, scale }: Pick<Unit, "code" | "scale">, isSigned = false): Taken<Minor> {
  const not = notTaken(cell);
  if (not) return not;
  const written = "number" in cell ? decimalOf(cell.number) : withoutUnit(plainFigures(cellText(cell)), code);
  if (written === null) return fault("amount-form");
  const isBelow = written.startsWith("-") || /^\(.*\)$/.test(written);
  const bare = written.replace(/^-/, "").replace(/^\((.*)\)$/, "$1").replace(/,-$/, "");
  const [beforeMark = "", afterMark = ""] = bare.split(".");
  const parts = "number" in cell ? { whole: beforeMark, places: afterMark } : partsIn(bare, { code, scale });
  if ("fault" in parts) return parts;
  const places = parts.places.replace(/0+$/, "");
  if (places.length > scale) return fault("amount-places");
  if (parts.whole.replace(/^0+/, "").length > 15) return fault("amount-too-large");
  const amount = BigInt(parts.whole + places.padEnd(scale, "0"));
  if (amount >= 10n ** 15n) return fault("amount-too-large");
  if (isBelow && amount !== 0n && !isSigned) return fault("amount-below-zero");
  return { value: isBelow ? -amount : amount };
}

/** A sum in another currency keeps its sign, and is no number then. */
function withoutUnit(text: string, code: string): string {
  const sign = /^-?/.exec(text)![0];
  const bare = text.slice(sign.length);
  const signs = [`${symbolOf(code)}.`, symbolOf(code), code];
  const own = signs.find(one => bare.toLowerCase().startsWith(one.toLowerCase()));
  return sign + (own === undefined ? bare : bare.slice(own.length));
}

/** What stands before and after the decimal mark, with the grouping taken out. */
function partsIn(
  text: string,
  { code, scale }: Pick<Unit, "code" | "scale">,
): { readonly whole: string; readonly places: string } | { readonly fault: CellFault } {
  const isGrouped = (whole: string, mark: string): boolean => groupedBy(whole, mark, mark === "," && lakhs.has(code));
  if (/^\d+$/.test(text)) return { whole: text, places: "" };
  if (!/^\d[\d.,]*$/.test(text)) return fault("amount-form");
  const marks = text.replace(/\d/g, "");
  const last = marks.at(-1)!;
  const after = text.slice(text.lastIndexOf(last) + 1);
  const isBoth = new Set(marks).size === 2;
  if (isBoth) {
    // The mark that comes last is the decimal one, and stands once.
    const grouping = last === "." ? "," : ".";
    const whole = text.slice(0, text.lastIndexOf(last));
    return marks.indexOf(last) === marks.length - 1 && isGrouped(whole, grouping)
      ? { whole: whole.replaceAll(grouping, ""), places: after }
      : fault("amount-form");
  }
  if (marks.length > 1)
    return isGrouped(text, last) ? { whole: text.replaceAll(last, ""), places: "" } : fault("amount-form");
  const whole = text.slice(0, text.indexOf(last));
  if (after.length !== 3) return { whole, places: after };
  if (/^0/.test(whole)) return { whole, places: after };
  // "1.250": a thousand and more in a currency; of goods that are weighed to three places it could be either.
  if (scale >= 3) return fault("amount-two-ways");
  return isGrouped(text, last) ? { whole: whole + after, places: "" } : fault("amount-form");
}

/** Where 1,250,000 is written 12,50,000. */
const lakhs: ReadonlySet<string> = new Set(["INR", "LKR"]);

/** By thousands, or by lakhs: the last three and then by two. */
function groupedBy(text: string, mark: string, isByLakhs: boolean): boolean {
  const groups = text.split(mark);
  const first = groups[0]!.length;
  const last = groups.at(-1)!;
  if (last.length !== 3 || first < 1) return false;
  const middle = groups.slice(1, -1);
  return (
    (first <= 3 && middle.every(group => group.length === 3)) ||
    (isByLakhs && first <= 2 && middle.every(group => group.length === 2))
  );
}

export interface Calendar {
  /** The group's years are Buddhist: 2569 is 2026. */
  readonly isBuddhist: boolean;
  readonly isFrom1904: boolean;
}

/** ISO, day/month/year with four figures for the year, or the number a spreadsheet keeps for a day. */
export function takeDay(cell: Cell, { isBuddhist, isFrom1904 }: Calendar): Taken<Day> {
  const not = notTaken(cell);
  if (not) return not;
  if ("number" in cell) {
    if (!/^\d{5}(?:\.0+)?$/.test(cell.number)) return fault("day-form");
    // Of the 29 February 1900 that never was, nothing is left in days we take.
    return { value: addDays(day(isFrom1904 ? "1904-01-01" : "1899-12-30"), Number.parseInt(cell.number, 10)) };
  }
  const text = plainFigures(cellText(cell)).replace(/T00:00:00(?:\.0+)?Z?$/, "");
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const spoken = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text);
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text)) return fault("day-two-figures");
  const [year, month, date] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : spoken
      ? [Number(spoken[4]), Number(spoken[3]), Number(spoken[1])]
      : [0, 0, 0];
  if (month < 1 || month > 12 || date < 1) return fault("day-form");
  const isOfBuddhist = year >= 2400 && year <= 2700;
  if (isOfBuddhist && !isBuddhist) return fault("day-buddhist");
  const gregorian = isOfBuddhist ? year - 543 : year;
  if (gregorian < 1900 || gregorian > 2199) return fault("day-other-years");
  if (isBuddhist && !isOfBuddhist) return fault("day-other-years");
  return date > daysInMonth(gregorian, month) ? fault("day-form") : { value: dayOf(gregorian, month, date) };
}

/** A whole number from `min` to `max`. */
export function takeCount(cell: Cell, min: number, max: number): Taken<number> {
  const not = notTaken(cell);
  if (not) return not;
  const text = "number" in cell ? (decimalOf(cell.number) ?? "") : plainFigures(cellText(cell));
  const count = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return count >= min && count <= max ? { value: count } : fault("count-form");
}

/** Percent as a decimal: "1.5", "1,5", with or without its sign. */
export function takeRate(cell: Cell): Taken<string> {
  const not = notTaken(cell);
  if (not) return not;
  const written = "number" in cell ? (decimalOf(cell.number) ?? "") : plainFigures(cellText(cell));
  const text = written.replace(/%$/, "").replace(",", ".");
  return /^\d{1,3}(?:\.\d{1,6})?$/.test(text) && Number(text) <= 100 ? { value: text } : fault("rate-form");
}

/** A name in any script, composed, of at most 80 letters. */
export function takeName(cell: Cell): Taken<string> {
  const not = notTaken(cell);
  if (not) return not;
  const name = cellText(cell).normalize("NFC").replace(/\s+/gu, " ").trim();
  const isOfLength = name.length > 0 && name.length <= 80;
  const isPlain = name.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name) && /\p{L}/u.test(name);
  return isOfLength && isPlain ? { value: name } : fault("name-form");
}

/** For holding one spelling against another: no marks of case, no spaces doubled. */
export const spelled = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replace(/[\s\u00a0_]+/gu, " ").replace(/\s*:\s*/g, ": ").trim();

