/**
 * Lots that everybody can draw again. Each seat that has not received gets SHA-256 over
 * "pot/<pot>/<circle>/<round>/<seat>/<code>", numbers in digits; the lowest is drawn. The code is that of the meeting that was
 * sealed last, eight signs without the gap: it stands in everybody's paper book since then, and nobody could choose it.
 */
import { shortCode } from "#base";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export interface Draw {
  readonly pot: string;
  readonly circle: number;
  readonly round: number;
  /** "7H2KQ9ZD" */
  readonly code: string;
}

/** `chainHash` in hexadecimal. */
export const codeOfSeal = (chainHash: string): string => shortCode(chainHash).replace(" ", "");

/** Seats in the order in which they are drawn. */
export const drawn = ({ pot, circle, round, code }: Draw, seats: readonly number[]): readonly number[] =>
  seats
    .map(seat => ({ seat, lot: bytesToHex(sha256(utf8ToBytes(`pot/${pot}/${circle}/${round}/${seat}/${code}`))) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ seat }) => seat);
