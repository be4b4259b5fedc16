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

/** The notes as they were counted before, where the line has them. */
export function countsIn(
  sheet: HeldSheet,
  fund: string,
  pieces: ReturnType<typeof moneyOf>["pieces"],
  line = `count.${fund}`,
): CashCounts {
  const notes = sheet.get(line)?.body["notes"];
  if (!Array.isArray(notes)) return {};
  const counts: Record<string, number> = {};
  for (const note of notes as readonly { readonly face: string; readonly count: string }[]) {
    const piece = pieces.find(one => String(one.minor) === note.face);
    if (piece) counts[pieceKey(piece)] = Number(note.count);
  }
  return counts;
}

export function countLine(fund: FundSeen, counts: CashCounts, typed: bigint | undefined): Writing {
  return {
    line: `count.${fund.fund}`,
    entry: "meetings.count",
    body: { fund: fund.fund, ...countedIn(fund, counts, typed) },
  };
}

/** What was counted, with its notes and coins where it is money. */
export function countedIn(fund: FundSeen, counts: CashCounts, typed?: bigint): Writing["body"] {
  const unit = moneyOf(fund.unit);
  // A note and a coin of one worth are counted apart and written as one face.
  const faces = new Map<string, number>();
  for (const piece of unit.pieces) {
    const count = counts[pieceKey(piece)] ?? 0;
    if (count > 0) faces.set(String(piece.minor), (faces.get(String(piece.minor)) ?? 0) + count);
  }
  const counted = typed ?? sumOfCounts(counts, unit);
  const notes = [...faces].map(([face, count]) => ({ face, count: String(count) }));
  return { counted: String(counted), ...(typed === undefined ? { notes } : {}) };
}
