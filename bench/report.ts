import type { Beside } from "./beside.ts";
import type { FirstStart } from "./first-start.ts";
import type { LoansInOneRun } from "./loans.ts";

/** Median and spread, and the page they are written on. */
export function spreadOf(values: readonly number[], places: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const middle =
    sorted.length % 2 === 1
      ? sorted[(sorted.length - 1) / 2]!
      : (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
  return `${middle.toFixed(places)} (${sorted[0]!.toFixed(places)}–${sorted.at(-1)!.toFixed(places)})`;
}

export function tableOf(
  rows: readonly (readonly string[])[],
  about: {
    readonly machine: string;
    readonly seconds: number;
    readonly pairs: number;
    /** Microseconds that a page takes to be flushed to the disk. */
    readonly flush: number;
    /** Of a journal line; null where no meeting was measured. */
    readonly bytes: { readonly storage: number; readonly wal: number } | null;
    /** Null where it was not measured. */
    readonly beside: Beside | null;
    readonly loans: readonly LoansInOneRun[] | null;
    readonly hasPgbench: boolean;
    /** Of a new data folder; null where it was not measured. */
    readonly firstStart: FirstStart | null;
    /** What was told of old books brought in; empty where it was not measured. */
    readonly cutOff: string;
  },
): string {
  return `# Benchmarks

Made by \`npm run bench\`; the ratio is what counts, since the machine is not ours to choose. One PostgreSQL with fsync on, ours through HTTP
to commit and pgbench (TPC-B, prepared, scale 50) in turn, at equal clients, both warm: ${about.pairs} pairs of ${about.seconds} s. Median (least–most).

Machine: ${about.machine}; a flush to its disk takes ${(about.flush / 1000).toFixed(2)} ms.${about.hasPgbench ? "" : "\n\npgbench was not installed: ours was measured alone."}

| what | ours a second | pgbench transactions a second | ratio | p99 ms |
|---|---|---|---|---|
${rows.map(row => `| ${row.join(" | ")} |`).join("\n")}
${bytesOf(about.bytes)}${besideOf(about.beside)}${loansOf(about.loans)}${firstStartOf(about.firstStart)}${about.cutOff}`;
}

const firstStartOf = (start: FirstStart | null): string =>
  start === null
    ? ""
    : `
A first start on an empty data folder is open after ${spreadOf(start.open, 1)} s; of these, the three years of two practice groups take
${spreadOf(start.practice, 1)} s (wanted: within 30).
`;

const bytesOf = (bytes: { readonly storage: number; readonly wal: number } | null): string =>
  bytes === null
    ? ""
    : `
A journal line of a sealed meeting takes ${Math.round(bytes.storage)} bytes of storage (tables and indexes, with its leaf and its part of
everything else the meeting writes) and ${Math.round(bytes.wal)} bytes of WAL.
`;

const besideOf = (beside: Beside | null): string =>
  beside === null
    ? ""
    : `
A chapter's statements over HTTP (${beside.ownLines} lines of its own): ${spreadOf(beside.alone, 2)} ms in a database of its own,
${spreadOf(beside.beside, 2)} ms with ${(beside.lines / 1e6).toFixed(1)} million lines beside it, in turn: ratio ${spreadOf(
        beside.beside.map((time, turn) => time / beside.alone[turn]!),
        2,
      )} (wanted: at most 1.2).
`;

const loansOf = (loans: readonly LoansInOneRun[] | null): string =>
  loans === null
    ? ""
    : `
${loans
  .map(
    ({ what, hundred, tenThousand }) =>
      `Loans ${what}, CPU for each: ${spreadOf(hundred, 0)} µs in a run of a hundred, ${spreadOf(tenThousand, 0)} µs in one of
ten thousand: ratio ${spreadOf(
        tenThousand.map((time, pair) => time / hundred[pair]!),
        2,
      )} (wanted: at most 1.2).`,
  )
  .join("\n")}
`;
