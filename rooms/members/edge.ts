import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Day, Instant } from "#base";
import { type Cost, safeCost, fastCostForPracticeAndTests } from "./secrets.ts";

/** The clock, the chance and the pepper of sign-in, handed in so that tests hold them. The clock is the intake's. */
export interface SignInEdge {
  now(): { readonly at: Instant; readonly today: Day };
  random(bytes: number): Buffer;
  /** Mixed into every secret and every counted key; kept outside the database, so its thief cannot try PINs. */
  readonly pepper: Buffer;
  /** What hashing a new secret costs. What is kept says its own cost. */
  readonly cost: Cost;
}

/** `masterKey` is the one of the texts; what is used here is derived from it and cannot be turned back. */
export function signInEdge(options: {
  readonly masterKey: Buffer;
  readonly now: SignInEdge["now"];
  readonly random?: (bytes: number) => Buffer;
  /** Hashes in a millisecond: for the practice village, whose PINs are printed, and for tests. Never for real books. */
  readonly fastForPracticeAndTests?: boolean;
}): SignInEdge {
  return {
    now: options.now,
    random: options.random ?? randomBytes,
    pepper: createHmac("sha256", options.masterKey).update("lumbung/sign-in/v1").digest(),
    cost: options.fastForPracticeAndTests === true ? fastCostForPracticeAndTests : safeCost,
  };
}

/** A fresh 256-bit secret for a cookie, in base64url, and the hash that is kept of it, in hex. */
export function newToken(edge: SignInEdge): { readonly token: string; readonly hash: string } {
  const token = edge.random(32).toString("base64url");
  return { token, hash: tokenHash(token) };
}

/** No salt and no slow hash: a token holds 256 bits of chance. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** Milliseconds later, to the second. */
export const later = (at: Instant, ms: number): Instant =>
  `${new Date(Date.parse(at) + ms).toISOString().slice(0, 19)}Z` as Instant;
