/** What a cell says in a language, as text: for small screens, for paper and for what is not a number in a spreadsheet. Pure. */
import { type Minor, unitOf, type Words } from "#base";
import type { Cell, Report, ReportTable } from "./report.ts";

/** Here, or as it came over the wire. */
export type CellSent = Cell<Minor | string>;

export function cellSaid(words: Words, cell: CellSent): string {
  if (cell === null) return "";
  if ("text" in cell) return cell.text;
  if ("called" in cell) return words.has(cell.called) ? words.say(cell.called) : cell.called.replace(/^fund\./, "");
  if ("say" in cell) return words.has(cell.say) ? words.say(cell.say, cell.values ?? {}) : cell.say;
  if ("day" in cell) return words.day(cell.day, "short");
  if ("count" in cell) return words.number(BigInt(cell.count));
  if ("amount" in cell) return bareAmount(words, BigInt(cell.amount), cell.unit);
  if ("percent" in cell) return words.say("reports.percent", { percent: words.number(BigInt(cell.percent), 2) });
  if ("points" in cell) return words.number(BigInt(cell.points), 2);
  if ("who" in cell) {
    const { number, name } = cell.who;
    return name === null
      ? words.say("reports.number-only", { number: String(number) })
      : words.say("reports.number-name", { number: String(number), name });
  }
  return accountSaid(words, cell);
}

/** Without its unit, which the table says once; things are in whole units where nothing is lost by it. */
export function bareAmount(words: Words, amount: Minor, code: string): string {
  const { minor, scale } = wholeThings(amount, code);
  return words.number(minor, scale);
}

export function wholeThings(amount: Minor, code: string): { readonly minor: Minor; readonly scale: number } {
  const unit = unitOf(code);
  const scale = unit?.scale ?? 0;
  const step = 10n ** BigInt(scale);
  return unit?.kind === "thing" && amount % step === 0n ? { minor: amount / step, scale: 0 } : { minor: amount, scale };
}

type AccountCell = Extract<Cell, { readonly account: unknown }>;

/** By what money was for where a side is told, else by the auditor's term. */
function accountSaid(words: Words, { account, unit }: AccountCell): string {
  const { kind, product, called, side } = account;
  const shown = kind === "cash" && unitOf(unit)?.kind === "thing" ? "stock" : kind;
  const sided = side && `reports.${side}.${kind}`;
  const what = sided && words.has(sided) ? words.say(sided) : words.say(`account.${shown}.term`);
  if (product === "") return what;
  const name = called ?? `product.${product}`;
  return words.say("reports.of-product", { what, product: words.has(name) ? words.say(name) : name.replace(/^product\./, "") });
}

/** "Receipts and payments · IDR": the unit is said once, above the figures. */
export function titleOf(
  words: Words,
  table: Pick<ReportTable<Minor | string>, "key" | "unit" | "titled">,
): string {
  const title = words.say(`reports.table.${table.key}`);
  const named = table.titled ? words.say("reports.of-thing", { title, thing: cellSaid(words, table.titled) }) : title;
  return table.unit === undefined ? named : words.say("reports.in-unit", { title: named, unit: table.unit });
}

export const noteOf = (words: Words, { key }: Pick<ReportTable<Minor | string>, "key">): string | null =>
  words.has(`reports.table.${key}.note`) ? words.say(`reports.table.${key}.note`) : null;

/** "1 January 2026 to 20 November 2026", or the one day. */
export const daysSaid = (words: Words, { from, until }: Pick<Report<Minor | string>, "from" | "until">): string =>
  from === null
    ? words.say("reports.on", { day: words.day(until, "long") })
    : words.say("reports.between", { from: words.day(from, "long"), until: words.day(until, "long") });
