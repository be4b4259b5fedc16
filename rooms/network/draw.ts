/**
 * Which passbooks are looked at: nobody picks them, and everybody can say again which they were.
 *
 * Of the members a chapter had on the last day before the month began, each number gets SHA-256 over
 * "visit-sample/<chapter>/<month>/<number>" (the month as YYYY-MM-DD of its first day, the number in digits); the five lowest are
 * drawn. The same for everybody who looks, all month long, and another draw in the next.
 */
import { addDays, type Day, type Uuid } from "#base";
import type { MembershipRow } from "#members";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { monthOf } from "./months.ts";

export const sampleSize = 5;

/** Numbers that are drawn, the lowest first; all of them where there are no more than five. */
export function draw(
  chapter: Uuid,
  on: Day,
  members: readonly Pick<MembershipRow, "number" | "kind" | "joined_on" | "ended_on">[],
): readonly number[] {
  const month = monthOf(on);
  const before = addDays(month, -1);
  return members
    .filter(
      row => row.kind === "member" && row.joined_on <= before && (row.ended_on === null || row.ended_on > before),
    )
    .map(({ number }) => ({
      number,
      lot: bytesToHex(sha256(utf8ToBytes(`visit-sample/${chapter}/${month}/${number}`))),
    }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, sampleSize)
    .map(({ number }) => number)
    .sort((a, b) => a - b);
}
