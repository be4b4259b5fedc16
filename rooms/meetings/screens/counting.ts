/** What is counted: which boxes, what should be in each, and how a count is written. Pure. */
import type { Words } from "#base";
import { type CashCounts, type CashCountWords, pieceKey, sumOfCounts } from "#look";
import type { AtTable } from "./frame.tsx";
import { moneyOf } from "./say.tsx";
import type { FundSeen } from "./seen.ts";
import { boxOf, type HeldSheet, type Writing } from "./sheet-model.ts";

export const countWords = (words: Words): CashCountWords => ({
  expected: words.say("meetings.count.expected"),
  counted: words.say("meetings.count.counted"),
  counters: words.say("meetings.count.counters"),
  howMany: piece => words.say("meetings.count.how-many", { piece }),
  fewer: piece => words.say("meetings.count.fewer", { piece }),
  more: piece => words.say("meetings.count.more", { piece }),
});

/** Funds that hold or moved cash: each is counted. */
export function fundsToCount({ held: { today, sheet } }: AtTable): readonly FundSeen[] {
  return today.funds.filter(fund => {
    const { expected, came, went } = boxOf(fund.fund, sheet, today);
    return expected !== 0n || came !== 0n || went !== 0n || BigInt(fund.cash) !== 0n || sheet.has(`count.${fund.fund}`);
  });
}

export interface CountedBox {
  readonly expected: bigint;
  readonly counted: bigint | undefined;
  /** Written down with its reason and two names. */
  readonly difference: bigint;
  readonly isSettled: boolean;
}

export function countedBox(fund: FundSeen, table: AtTable): CountedBox {
  const { sheet, today } = table.held;
  const { expected } = boxOf(fund.fund, sheet, today);
  const line = sheet.get(`count.${fund.fund}`);
  const counted = line ? BigInt(String(line.body["counted"])) : undefined;
  const named = sheet.get(`difference.${fund.fund}`);
  const difference = named ? BigInt(String(named.body["amount"])) : 0n;
  return { expected, counted, difference, isSettled: counted !== undefined && counted === expected + difference };
}

/** What was laid out or typed up to now, before it is written on the sheet. */
export interface CountSoFar {
  readonly counts: CashCounts;
  /** Of what has no notes: kilograms of rice, eggs. Digits only. */
  readonly typed: string;
}

export const nothingCounted: CountSoFar = { counts: {}, typed: "" };

export const isThing = (fund: FundSeen): boolean => moneyOf(fund.unit).pieces.length === 0;

export const sumSoFar = (fund: FundSeen, { counts, typed }: CountSoFar): bigint =>
  isThing(fund) ? BigInt(typed === "" ? "0" : typed) : sumOfCounts(counts, moneyOf(fund.unit));

/** As it was counted before, where this line has it. */
export function countOnSheet(sheet: HeldSheet, fund: FundSeen, line: string): CountSoFar {
  const { notes, counted } = sheet.get(line)?.body ?? {};
  if (isThing(fund)) return { counts: {}, typed: String(counted ?? "") };
  const { pieces } = moneyOf(fund.unit);
  const counts: Record<string, number> = {};
  for (const note of (notes ?? []) as readonly { readonly face: string; readonly count: string }[]) {
    const piece = pieces.find(one => String(one.minor) === note.face);
    if (piece) counts[pieceKey(piece)] = Number(note.count);
  }
  return { counts, typed: "" };
}

export const countLine = (fund: FundSeen, soFar: CountSoFar): Writing => ({
  line: `count.${fund.fund}`,
  entry: "meetings.count",
  body: { fund: fund.fund, ...countedIn(fund, soFar) },
});

/** What was counted, with its notes and coins where it is money. */
export function countedIn(fund: FundSeen, soFar: CountSoFar): Writing["body"] {
  const counted = String(sumSoFar(fund, soFar));
  if (isThing(fund)) return { counted };
  // A note and a coin of one worth are counted apart and written as one face.
  const faces = new Map<string, number>();
  for (const piece of moneyOf(fund.unit).pieces) {
    const count = soFar.counts[pieceKey(piece)] ?? 0;
    if (count > 0) faces.set(String(piece.minor), (faces.get(String(piece.minor)) ?? 0) + count);
  }
  return { counted, notes: [...faces].map(([face, count]) => ({ face, count: String(count) })) };
}
