/** What an act was told, read as what it must be: anything else is Malformed, with the path to it. */
import { type CommandId, isUuid, type Uuid } from "#base";
import type { OfficerThere } from "#members/server";
import { Malformed } from "./border.ts";
import type { operate } from "./operator.ts";

export function group(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new Malformed([{ path: "", wanted: "group" }]);
  return value as Readonly<Record<string, unknown>>;
}

export function text(value: unknown, path: string): string {
  if (typeof value !== "string" || value.length === 0 || value.length > 300)
    throw new Malformed([{ path, wanted: "text" }]);
  return value;
}

export function operationIn(said: Readonly<Record<string, unknown>>): Parameters<typeof operate>[1] {
  const { what, kind } = said;
  const group = text(said["group"], "group");
  const shown = { id: uuid(said["id"], "id") as CommandId, proof: text(said["proof"], "proof") };
  if (what === "reopen-account") return { ...shown, said: { what, group, number: count(said["number"], "number") } };
  if (what !== "trust-device") throw new Malformed([{ path: "what", wanted: "choice" }]);
  if (kind !== "meeting" && kind !== "own") throw new Malformed([{ path: "kind", wanted: "choice" }]);
  return { ...shown, said: { what, group, kind } };
}

/** By her PIN or her password: the one of them. */
export function officerThere(one: Readonly<Record<string, unknown>>, path: string): OfficerThere {
  const number = count(one["number"], `${path}.number`);
  if (one["password"] === undefined) return { number, pin: text(one["pin"], `${path}.pin`) };
  if (one["pin"] !== undefined) throw new Malformed([{ path: `${path}.pin`, wanted: "nothing" }]);
  return { number, password: text(one["password"], `${path}.password`) };
}

export const optional = (value: unknown, path: string): string | undefined =>
  value === undefined ? undefined : text(value, path);
export const pinOf = (said: Readonly<Record<string, unknown>>, path: string): string => text(said[path], path);

export function count(value: unknown, path: string): number {
  const number = typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number) || number < 0)
    throw new Malformed([{ path, wanted: "count" }]);
  return number;
}

export function uuid(value: unknown, path: string): Uuid {
  if (typeof value !== "string" || !isUuid(value)) throw new Malformed([{ path, wanted: "uuid" }]);
  return value;
}
