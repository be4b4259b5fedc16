/** The border: what came in is held against its description here, once. Inside the rooms nothing is parsed. */
import {
  canonical,
  type Command,
  type CommandId,
  type Day,
  encodeBody,
  isUuid,
  type Json,
  type Misfit,
  type OrganisationId,
  parseDay,
  readBody,
} from "#base";
import { createHash } from "node:crypto";
import type { House } from "../house.ts";

/** Not a command at all: the answer says where. Thrown here and never further in. */
export class Malformed extends Error {
  override readonly name = "Malformed";
  readonly misfits: readonly Misfit[];
  constructor(misfits: readonly Misfit[]) {
    super(misfits.map(one => `${one.path}: ${one.wanted}`).join(", "));
    this.misfits = misfits;
  }
}

export interface ReadCommand {
  readonly command: Command;
  readonly contentHash: Buffer;
}

/**
 * Reads the wire form `{v:1, id, name, on, body}` of a command to an organisation. The content that is hashed is built
 * from the validated fields, never from the bytes that came in, and every field of it counts.
 */
export function readCommand(house: House, organisation: OrganisationId, value: unknown): ReadCommand {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Malformed([{ path: "", wanted: "group" }]);
  const given = value as Readonly<Record<string, unknown>>;
  const misfits: Misfit[] = [];
  if (given["v"] !== 1) misfits.push({ path: "v", wanted: "count" });
  const id = typeof given["id"] === "string" && isUuid(given["id"]) ? (given["id"] as CommandId) : undefined;
  if (!id) misfits.push({ path: "id", wanted: "uuid" });
  const rule = typeof given["name"] === "string" ? house.commands.get(given["name"]) : undefined;
  if (!rule || rule.isInside) misfits.push({ path: "name", wanted: "key" });
  const on = typeof given["on"] === "string" ? parseDay(given["on"]) : null;
  if (!on) misfits.push({ path: "on", wanted: "day" });
  for (const name of Object.keys(given))
    if (!["v", "id", "name", "on", "body"].includes(name)) misfits.push({ path: name, wanted: "nothing" });
  const read = rule ? readBody(rule.fields, given["body"]) : { misfits: [] };
  if ("misfits" in read) misfits.push(...read.misfits.map(one => ({ ...one, path: `body.${one.path}` })));
  if (misfits.length > 0 || !id || !rule || !on || !("body" in read)) throw new Malformed(misfits);
  return commandOf(house, { organisation, id, name: rule.name, on, body: read.body });
}

/** A command made inside, with its hash: the shell, the practice village and tests say theirs the same way. */
export function commandOf(
  house: House,
  command: {
    readonly organisation: OrganisationId;
    readonly id: CommandId;
    readonly name: string;
    readonly on: Day;
    readonly body: Readonly<Record<string, unknown>>;
  },
): ReadCommand {
  const { fields } = house.commands.get(command.name)!;
  const content: Json = {
    v: 1,
    org: command.organisation,
    id: command.id,
    name: command.name,
    on: command.on,
    body: encodeBody(fields, command.body),
  };
  return { command, contentHash: createHash("sha256").update(canonical(content)).digest() };
}
