import { createHmac, timingSafeEqual } from "node:crypto";
import { hashRaw } from "@node-rs/argon2";
import { type Refusal, refuse } from "#base";
import { lock, unlock } from "./vault.ts";

/** What one Argon2id hash costs: memory in KiB, passes, lanes. */
export interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane; about 0.1 to 0.3 s on a small server. */
export const safeCost: Cost = { memory: 19_456, passes: 2, lanes: 1 };
export const fastCostForPracticeAndTests: Cost = { memory: 8, passes: 1, lanes: 1 };

/**
 * A kept secret: "memory,passes,lanes$salt$digest", salt and digest in base64url. One that came with a backup from an
 * installation with another pepper has that one behind it, locked under ours: "…$digest$pepper".
 */
export type Kept = string;
export type SecretKind = "pin" | "password";

/** One secret hashed. The kind is mixed in, so that a PIN never passes as a password. */
export async function keep(kind: SecretKind, secret: string, pepper: Buffer, cost: Cost, salt: Buffer): Promise<Kept> {
  const digest = await digestOf(kind, secret, pepper, cost, salt);
  return `${cost.memory},${cost.passes},${cost.lanes}$${salt.toString("base64url")}$${digest.toString("base64url")}`;
}

/**
 * Which of the kept secrets this is; -1 for none. Secrets kept under one salt and cost take one hash together, so that
 * a second PIN costs nothing and cannot be noticed by the time.
 */
export async function matchOf(
  kind: SecretKind,
  secret: string,
  pepper: Buffer,
  kept: readonly (Kept | null)[],
): Promise<number> {
  const digests = new Map<string, Buffer>();
  let found = -1;
  for (const [place, one] of kept.entries()) {
    if (one === null) continue;
    const { cost, salt, digest, head, broughtAlong } = partsOf(one);
    const mixed = broughtAlong === null ? pepper : unlock(broughtAlong, pepper, pepperPlace);
    const tried = digests.get(head) ?? (await digestOf(kind, secret, mixed, cost, salt));
    digests.set(head, tried);
    if (timingSafeEqual(tried, digest) && found < 0) found = place;
  }
  return found;
}

/** Work like that for a real account where there is none, so that time tells nobody which numbers exist. */
export async function pretend(kind: SecretKind, secret: string, pepper: Buffer, cost: Cost): Promise<void> {
  await digestOf(kind, secret, pepper, cost, createHmac("sha256", pepper).update("nobody").digest().subarray(0, 16));
}

/** To be hashed anew when it is next at hand: at less cost than today, or with the pepper of another installation. */
export function isWeakerThan(kept: Kept, cost: Cost): boolean {
  const { cost: now, broughtAlong } = partsOf(kept);
  return broughtAlong !== null || now.memory < cost.memory || now.passes < cost.passes;
}

/** The salt and cost of a kept secret, to keep another beside it. */
export function partsOf(kept: Kept): {
  readonly cost: Cost;
  readonly salt: Buffer;
  readonly digest: Buffer;
  readonly head: string;
  /** The pepper it was hashed with, locked under ours, where that is another. */
  readonly broughtAlong: Buffer | null;
} {
  const [cost, salt, digest, other] = kept.split("$") as [string, string, string, string?];
  const [memory, passes, lanes] = cost.split(",").map(Number) as [number, number, number];
  return {
    cost: { memory, passes, lanes },
    salt: Buffer.from(salt, "base64url"),
    digest: Buffer.from(digest, "base64url"),
    head: `${cost}$${salt}${other === undefined ? "" : "$"}`,
    broughtAlong: other === undefined ? null : Buffer.from(other, "base64url"),
  };
}

/**
 * A secret of an installation with the pepper `from`, as it is kept in one with the pepper `to`: the same PIN opens it.
 * It becomes one of this installation's own with her next one.
 */
export function broughtUnder(kept: Kept, from: Buffer, to: Buffer): Kept {
  const { broughtAlong } = partsOf(kept);
  const mixed = broughtAlong === null ? from : unlock(broughtAlong, from, pepperPlace);
  const own = kept.split("$").slice(0, 3).join("$");
  return mixed.equals(to) ? own : `${own}$${lock(mixed, to, pepperPlace).toString("base64url")}`;
}

const pepperPlace = "lumbung/pepper/v1";

function digestOf(kind: SecretKind, secret: string, pepper: Buffer, cost: Cost, salt: Buffer): Promise<Buffer> {
  // Argon2id, version 0x13 and 32 bytes are the library's defaults.
  return hashRaw(`${kind}:${secret.normalize("NFKC")}`, {
    memoryCost: cost.memory,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    secret: pepper,
    salt,
  });
}

/** Six digits, and not the ones everybody tries first. */
export function refusalOfPin(pin: string): Refusal | null {
  if (!/^\d{6}$/.test(pin)) return refuse("members.pin-has-six-digits");
  const steps = new Set([...pin].slice(1).map((digit, place) => (Number(digit) - Number(pin[place]) + 10) % 10));
  const isPattern = steps.size === 1 && (steps.has(0) || steps.has(1) || steps.has(9));
  const isRepeat = pin.slice(0, 3) === pin.slice(3) || pin.slice(0, 2).repeat(3) === pin;
  return isPattern || isRepeat ? refuse("members.pin-too-easy") : null;
}

export const passwordLengthMin = 10;
export const passwordLengthMax = 128;

/** Long beats strange: no rule but the length, and not one sign over and over. */
export function refusalOfPassword(password: string): Refusal | null {
  const length = [...password].length;
  if (length < passwordLengthMin || length > passwordLengthMax)
    return refuse("members.password-length", { least: passwordLengthMin, most: passwordLengthMax });
  return new Set(password).size < 4 ? refuse("members.password-too-easy") : null;
}
