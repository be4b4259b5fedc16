/**
 * One place has one id in every house, made of its name, its level and what it lies in: two groups that write the same village
 * mean the same village, also where neither knew of the other.
 */
import { type Uuid, uuidFrom } from "#base";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { foldedName } from "./place-spelling.ts";
import type { PlaceLevel } from "./tables.ts";

export function placeIdOf({ parent, level, name }: {
  readonly parent: Uuid | null;
  readonly level: PlaceLevel;
  readonly name: string;
}): Uuid {
  const digest = sha256(utf8ToBytes(`${parent ?? ""}/${level}/${foldedName(name)}`));
  return uuidFrom(0, digest.subarray(0, 10));
}
