/** A list for the database in its own form: the server copies it where it would have to read a text sign by sign. */
export class ArrayValues {
  readonly type: ElementType;
  readonly values: readonly unknown[];
  constructor(type: ElementType, values: readonly unknown[]) {
    this.type = type;
    this.values = values;
  }
}

/** PostgreSQL's types that lists are sent of. */
export type ElementType = "uuid" | "text" | "date" | "timestamptz" | "int8" | "int4" | "bool" | "bytea" | "jsonb";

/**
 * A parameter cast to `type[]`. Null stands for null; else uuid, date ("2026-11-24") and timestamptz ("2026-11-24T08:00:00Z")
 * are texts as we write them, int8 is a bigint, int4 a number, bytea bytes, jsonb what JSON can say.
 */
export const array = (type: ElementType, values: readonly unknown[]): ArrayValues => new ArrayValues(type, values);

/** The numbers PostgreSQL gives its types (pg_type.dat). */
export const typeNumbers: Readonly<Record<ElementType, number>> = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int4: 23,
  text: 25,
  date: 1082,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
};

/** Days from 2000-01-01, where PostgreSQL begins to count. Throws a TypeError for a day that does not exist. */
export function dayFrom2000(day: string): number {
  const ms = dayForm.test(day) ? msOf(day) : null;
  if (ms === null) throw new TypeError("a date is written YYYY-MM-DD and exists");
  return ms / dayMs - daysTo2000;
}

/** Microseconds from the beginning of 2000. Our instants are whole seconds. Throws a TypeError for one that does not exist. */
export function microsecondsFrom2000(instant: string): bigint {
  const ms = instantForm.test(instant) ? msOf(instant) : null;
  if (ms === null) throw new TypeError("an instant is written YYYY-MM-DDTHH:MM:SSZ and exists");
  return BigInt(ms - daysTo2000 * dayMs) * 1000n;
}

/** Null for 30 February and the 25th hour, which Date would take for another day. */
function msOf(text: string): number | null {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  const parts = Math.min(text.length, "YYYY-MM-DDTHH:MM:SS".length);
  return new Date(ms).toISOString().slice(0, parts) === text.slice(0, parts) ? ms : null;
}

const dayForm = /^\d{4}-\d\d-\d\d$/;
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;
const dayMs = 86_400_000;
const daysTo2000 = 10_957;
