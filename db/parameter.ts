import { ArrayValues } from "./array-values.ts";
import type { Written } from "./messages.ts";

/**
 * Makes a value ready for the wire before anything is sent. node-postgres would do it too, but while it sends: a value
 * that cannot be written then fails alone, and a `commit` behind it in the same round trip would still be obeyed.
 */
export function asParameter(value: unknown): Written {
  if (value === undefined) throw new TypeError("undefined is not a value for the database: say null, or leave it out");
  if (value === null || typeof value === "string") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "number") return asNumber(value);
  if (value instanceof ArrayValues) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return arrayLiteral(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") return JSON.stringify(value);
  throw new TypeError(`a ${typeof value} cannot be sent to the database`);
}

/** Money is bigint, so a number here is a count or a rate; one that is not finite is a bug of ours. */
function asNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} is not a number the database should keep`);
  return String(value);
}

/** `{…}`, as `$1::bigint[]` and `any($1)` expect it. A batch is sent as arrays, so this is the way of nearly all values. */
function arrayLiteral(values: readonly unknown[]): string {
  let text = "{";
  for (let place = 0; place < values.length; place += 1) text += (place === 0 ? "" : ",") + element(values[place]);
  return `${text}}`;
}

function element(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (value === null) return "NULL";
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return arrayLiteral(value);
  if (ArrayBuffer.isView(value))
    return `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("hex")}"`;
  return quoted(String(asParameter(value)));
}

const quoted = (text: string): string =>
  text.includes('"') || text.includes("\\") ? `"${text.replace(/["\\]/g, "\\$&")}"` : `"${text}"`;
