import type { FirstStart } from "./first-start.ts";

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
    /** Of a journal line; null where no meeting was measured. */
    readonly bytes: { readonly storage: number; readonly wal: number } | null;
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

Machine: ${about.machine}.${about.hasPgbench ? "" : "\n\npgbench was not installed: ours was measured alone."}

| what | ours a second | pgbench transactions a second | ratio | p99 ms |
|---|---|---|---|---|
${rows.map(row => `| ${row.join(" | ")} |`).join("\n")}
${bytesOf(about.bytes)}${firstStartOf(about.firstStart)}${about.cutOff}`;
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
