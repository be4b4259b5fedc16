/**
 * Notes and coins as they lie on the mat: what each is worth, how wide it is, its colour, a motif of its own, and how
 * it is said ("50 ribu", not "50.000"). Drawn, never photographed, and no facsimile. Scales are our own: rupiah and
 * riel are kept whole, whatever ISO 4217 or Intl say of their cents.
 */
import type { MotifName } from "./loom.ts";

export type CashDye = keyof typeof cashDyes;

/** Paper colour and the ink on it; at least 4.5 to 1, by test. */
export const cashDyes = {
  rose: ["#F2CBC8", "#86202C"],
  blue: ["#C8D7EE", "#1D3D74"],
  green: ["#CDE4CC", "#215429"],
  violet: ["#DED0EA", "#512C77"],
  brown: ["#ECD9BF", "#683F14"],
  grey: ["#DBDBD7", "#3E4146"],
  olive: ["#E0E5C2", "#4A5215"],
  orange: ["#F6D3B3", "#7C3608"],
  gold: ["#F5E4AC", "#634A06"],
  teal: ["#C6E4E3", "#0E4F53"],
  brass: ["#E9E3D3", "#4D4431"],
  silver: ["#DFE1E3", "#3C4249"],
} as const;

export type CashPiece = {
  /** Worth, in minor units of the currency. */
  readonly minor: bigint;
  readonly kind: "note" | "coin";
  /** Width of a note, diameter of a coin, in millimetres. */
  readonly mm: number;
  readonly dye: CashDye;
  readonly motif: MotifName;
  /** The figure as it is said: "50". */
  readonly figure: string;
  /** Key of the short word after the figure, if any: "50 [thousand]", "25 [hundredth]". */
  readonly word?: "thousand" | "hundredth";
};

/** A currency, or another unit that is counted whole (kg, day, egg) with a `symbol` and no pieces. */
export type CashUnit = {
  /** ISO 4217 code, or a code of our own when `symbol` is given. */
  readonly code: string;
  /** Digits after the point: amounts are whole multiples of 10^-scale. */
  readonly scale: number;
  /** Largest first; of two alike the note first. */
  readonly pieces: readonly CashPiece[];
  /** Stands after the number instead of Intl's currency sign. */
  readonly symbol?: string;
};

export type CashCode = "IDR" | "PHP" | "INR" | "KHR" | "USD" | "THB" | "LKR" | "GHS";

type Row = readonly [
  minor: bigint,
  mm: number,
  dye: CashDye,
  motif: MotifName,
  figure: string,
  word?: "thousand" | "hundredth",
];

function unit(code: CashCode, scale: number, notes: readonly Row[], coins: readonly Row[]): CashUnit {
  const piece =
    (kind: "note" | "coin") =>
    ([minor, mm, dye, motif, figure, word]: Row): CashPiece =>
      word ? { minor, kind, mm, dye, motif, figure, word } : { minor, kind, mm, dye, motif, figure };
  return { code, scale, pieces: [...notes.map(piece("note")), ...coins.map(piece("coin"))] };
}

// Widths are those of the issuing bank where we could check a note, and of the same family where we could not.
export const cashUnits: Readonly<Record<CashCode, CashUnit>> = {
  IDR: unit("IDR", 0, [
    [100_000n, 151, "rose", "bintang", "100", "thousand"],
    [50_000n, 146, "blue", "ketupat", "50", "thousand"],
    [20_000n, 141, "green", "padi", "20", "thousand"],
    [10_000n, 136, "violet", "lesung", "10", "thousand"],
    [5_000n, 131, "brown", "tumpal", "5", "thousand"],
    [2_000n, 126, "grey", "kawung", "2", "thousand"],
    [1_000n, 121, "olive", "kait", "1", "thousand"],
  ], [
    [1_000n, 24, "silver", "kait", "1", "thousand"],
    [500n, 27, "brass", "manik", "500"],
    [200n, 25, "silver", "catur", "200"],
    [100n, 23, "silver", "sumur", "100"],
  ]),
  PHP: unit("PHP", 2, [
    [100_000n, 160, "blue", "bintang", "1000"],
    [50_000n, 157, "gold", "ketupat", "500"],
    [20_000n, 154, "green", "padi", "200"],
    [10_000n, 151, "violet", "lesung", "100"],
    [5_000n, 148, "rose", "tumpal", "50"],
    [2_000n, 145, "orange", "kawung", "20"],
  ], [
    [2_000n, 30, "brass", "kawung", "20"],
    [1_000n, 27, "silver", "kait", "10"],
    [500n, 25, "brass", "manik", "5"],
    [100n, 23, "silver", "catur", "1"],
    [25n, 20, "silver", "sumur", "25", "hundredth"],
  ]),
  INR: unit("INR", 2, [
    [50_000n, 150, "grey", "bintang", "500"],
    [20_000n, 146, "orange", "ketupat", "200"],
    [10_000n, 142, "violet", "padi", "100"],
    [5_000n, 135, "teal", "lesung", "50"],
    [2_000n, 129, "olive", "tumpal", "20"],
    [1_000n, 123, "brown", "kawung", "10"],
  ], [
    [2_000n, 27, "brass", "tumpal", "20"],
    [1_000n, 27, "brass", "kawung", "10"],
    [500n, 25, "brass", "manik", "5"],
    [200n, 23, "silver", "kait", "2"],
    [100n, 20, "silver", "catur", "1"],
  ]),
  KHR: unit("KHR", 0, [
    [100_000n, 155, "teal", "gunung", "100", "thousand"],
    [50_000n, 152, "brown", "bintang", "50", "thousand"],
    [20_000n, 149, "rose", "ketupat", "20", "thousand"],
    [10_000n, 146, "blue", "padi", "10", "thousand"],
    [5_000n, 143, "violet", "lesung", "5", "thousand"],
    [2_000n, 140, "green", "tumpal", "2", "thousand"],
    [1_000n, 137, "gold", "kawung", "1", "thousand"],
    [500n, 134, "orange", "kait", "500"],
    [200n, 132, "grey", "catur", "200"],
    [100n, 131, "olive", "manik", "100"],
  ], []),
  USD: unit("USD", 2, [
    [10_000n, 156, "blue", "bintang", "100"],
    [5_000n, 156, "rose", "ketupat", "50"],
    [2_000n, 156, "green", "padi", "20"],
    [1_000n, 156, "orange", "lesung", "10"],
    [500n, 156, "violet", "tumpal", "5"],
    [100n, 156, "grey", "kawung", "1"],
  ], [
    [100n, 24, "brass", "kawung", "1"],
    [50n, 25, "brass", "kait", "50", "hundredth"],
    [25n, 21, "brass", "manik", "25", "hundredth"],
    [10n, 20, "silver", "catur", "10", "hundredth"],
    [5n, 19, "silver", "sumur", "5", "hundredth"],
    [1n, 17, "silver", "ombak", "1", "hundredth"],
  ]),
  THB: unit("THB", 2, [
    [100_000n, 162, "brown", "bintang", "1000"],
    [50_000n, 156, "violet", "ketupat", "500"],
    [10_000n, 150, "rose", "padi", "100"],
    [5_000n, 144, "blue", "lesung", "50"],
    [2_000n, 138, "green", "tumpal", "20"],
  ], [
    [1_000n, 26, "brass", "kawung", "10"],
    [500n, 24, "silver", "kait", "5"],
    [200n, 22, "brass", "manik", "2"],
    [100n, 20, "silver", "catur", "1"],
    [50n, 18, "brass", "sumur", "50", "hundredth"],
    [25n, 16, "brass", "ombak", "25", "hundredth"],
  ]),
  LKR: unit("LKR", 2, [
    [500_000n, 148, "gold", "bintang", "5000"],
    [100_000n, 143, "green", "ketupat", "1000"],
    [50_000n, 143, "violet", "padi", "500"],
    [10_000n, 138, "orange", "lesung", "100"],
    [5_000n, 133, "blue", "tumpal", "50"],
    [2_000n, 128, "rose", "kawung", "20"],
  ], [
    [2_000n, 28, "silver", "kawung", "20"],
    [1_000n, 26, "brass", "kait", "10"],
    [500n, 24, "brass", "manik", "5"],
    [200n, 22, "silver", "catur", "2"],
    [100n, 20, "brass", "sumur", "1"],
  ]),
  GHS: unit("GHS", 2, [
    [20_000n, 157, "gold", "bintang", "200"],
    [10_000n, 154, "blue", "ketupat", "100"],
    [5_000n, 151, "brown", "padi", "50"],
    [2_000n, 148, "violet", "lesung", "20"],
    [1_000n, 145, "green", "tumpal", "10"],
    [500n, 142, "teal", "kawung", "5"],
    [200n, 139, "olive", "kait", "2"],
    [100n, 137, "rose", "manik", "1"],
  ], [
    [200n, 28, "brass", "kait", "2"],
    [100n, 28, "silver", "manik", "1"],
    [50n, 26, "silver", "catur", "50", "hundredth"],
    [20n, 24, "silver", "sumur", "20", "hundredth"],
    [10n, 22, "silver", "ombak", "10", "hundredth"],
  ]),
};

/** The unit of a code, or one without pieces for a currency not drawn yet: then amounts are typed in digits. */
export function cashUnit(code: string, scale = 0): CashUnit {
  return (cashUnits as Readonly<Record<string, CashUnit>>)[code] ?? { code, scale, pieces: [] };
}

/** Names a piece among the others of its currency: a note and a coin may be worth the same. */
export function pieceKey(piece: CashPiece): string {
  return `${piece.kind}-${piece.minor}`;
}

export type Broken = {
  readonly pieces: readonly { readonly piece: CashPiece; readonly count: number }[];
  readonly rest: bigint;
};

/**
 * An amount as notes and coins, largest first. `rest` is what no coin can show (50 rupiah, 3 centavos), so that
 * pieces and rest always come to the amount. A debt shows no money: below zero everything is rest.
 */
export function breakIntoCash(minor: bigint, unit: CashUnit): Broken {
  const pieces: { piece: CashPiece; count: number }[] = [];
  let rest = minor;
  for (const piece of [...unit.pieces].sort((a, b) => (a.minor < b.minor ? 1 : a.minor > b.minor ? -1 : 0))) {
    if (rest < piece.minor) continue;
    pieces.push({ piece, count: Number(rest / piece.minor) });
    rest %= piece.minor;
  }
  return { pieces, rest };
}

/** Each of the amounts by itself, and how many of every piece that takes in all; largest first. */
export function breakForEach(each: readonly bigint[], unit: CashUnit): Broken["pieces"] {
  const all = each.flatMap(minor => breakIntoCash(minor, unit).pieces);
  return unit.pieces
    .map(piece => ({ piece, count: all.reduce((sum, one) => sum + (one.piece === piece ? one.count : 0), 0) }))
    .filter(one => one.count > 0)
    .sort((a, b) => (a.piece.minor < b.piece.minor ? 1 : -1));
}

/** How many of each piece, by `pieceKey`; what is not named is none. */
export type CashCounts = Readonly<Record<string, number>>;

export function sumOfCounts(counts: CashCounts, unit: CashUnit): bigint {
  return unit.pieces.reduce((sum, piece) => sum + piece.minor * BigInt(counts[pieceKey(piece)] ?? 0), 0n);
}
