/**
 * What of a member's savings is kept for something she stands good for: she still has it, and it bears interest, but she
 * cannot take it out. Whoever keeps it, a room above, says how much it is now; nothing here knows what it is for.
 */
import {
  type AccountCode,
  type Books,
  type Change,
  type MemberId,
  type Minor,
  type Need,
  need,
  put,
  type Refusal,
  refuse,
  sum,
} from "#base";
import { type HoldRow, holdTable } from "./tables.ts";

export const needsHolds = (member: MemberId): Need => need.row(holdTable, { member_id: member });

/** The row of a hold as it is from now on; of nothing, where it is let go. */
export const hold = (row: HoldRow): Change => put(holdTable, row);

/** All that is kept of what she has in an account, minor units. */
export const heldIn = (account: AccountCode, member: MemberId, books: Books): Minor =>
  sum(
    books
      .rows(holdTable, { member_id: member })
      .filter(row => row.account === account)
      .map(row => row.amount),
  );

/** Why this much cannot be taken out of what she has there, or null. */
export function refusalOfHold(
  from: { readonly account: AccountCode; readonly unit: string; readonly member: MemberId; readonly saved: Minor },
  amount: Minor,
  books: Books,
): Refusal | null {
  const { account, unit, member, saved } = from;
  const held = heldIn(account, member, books);
  if (held === 0n || saved - amount >= held) return null;
  return refuse("savings.on-hold", { unit, wanted: amount, saved, held, available: saved > held ? saved - held : 0n });
}
