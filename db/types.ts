import type { CustomTypesConfig } from "pg";
import pg from "pg";

/**
 * How what the database sends is read: int8 → bigint, numeric → string (never a float), date → "YYYY-MM-DD",
 * timestamptz → "YYYY-MM-DDTHH:MM:SSZ", and arrays of each. Given to each pool, so nobody else's pg is changed.
 */
export const types: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    (format !== "binary" && parsers.get(oid)) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

type Parse = (text: string) => unknown;

// Its published type says it is a function; the package has an object here.
const { arrayParser } = pg.types as unknown as {
  readonly arrayParser: { create(text: string, entry: (text: string | null) => unknown): { parse(): unknown[] } };
};

const asIs: Parse = text => text;

/**
 * "2026-11-24 04:25:00.5+00" → "2026-11-24T04:25:00.5Z". PostgreSQL already drops a fraction of zero. Every
 * connection is set to UTC; another offset is still read right. "infinity" and years before Christ stay as they are.
 */
export function instant(text: string): string {
  const found = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(?::(\d\d))?$/.exec(text);
  if (found === null) return text;
  const [, day, time, fraction = "", hours, minutes = "00"] = found;
  if (hours === "+00" && minutes === "00") return `${day}T${time}${fraction}Z`;
  const moved = new Date(`${day}T${time}${hours}:${minutes}`).toISOString();
  return `${moved.slice(0, 19)}${fraction}Z`;
}

function arrayOf(parse: Parse): Parse {
  return text => arrayParser.create(text, entry => (entry === null ? null : parse(entry))).parse();
}

const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [20, BigInt], // int8
  [1016, arrayOf(BigInt)],
  [1700, asIs], // numeric
  [1231, arrayOf(asIs)],
  [1082, asIs], // date
  [1182, arrayOf(asIs)],
  [1184, instant], // timestamptz
  [1185, arrayOf(instant)],
  [1114, asIs], // timestamp: belongs to no zone, so it is not made an instant
  [1115, arrayOf(asIs)],
]);
