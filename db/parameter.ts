/**
 * Makes a value ready for the wire before anything is sent. node-postgres would do it too, but while it sends: a value
 * that cannot be written then fails alone, and a `commit` behind it in the same round trip would still be obeyed.
 */
export function asParameter(value: unknown): unknown {
  if (value === undefined) throw new TypeError("undefined is not a value for the database: say null, or leave it out");
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return asNumber(value);
  if (ArrayBuffer.isView(value)) return value;
  // An array stays an array: node-postgres writes it as `{…}`, which `$1::bigint[]` and `any($1)` expect.
  if (Array.isArray(value)) return value.map(asParameter);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  throw new TypeError(`a ${typeof value} cannot be sent to the database`);
}

/** Money is bigint, so a number here is a count or a rate; one that is not finite is a bug of ours. */
function asNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is not a number the database should keep`);
  return String(value);
}
