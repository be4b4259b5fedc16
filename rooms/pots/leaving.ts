import { type Books, type Guard, type MemberId, need, type Refusal, refuse } from "#base";
import { membershipTable } from "#members";
import { needsSeatsHeld, numberOf, seatsHeld } from "./pot.ts";

/**
 * Nobody leaves out of a pot that runs: another takes her seat first, and gives her back what she brought or is given the rest
 * of what she received. So nobody leaves owing.
 */
export function refusalToLeave(member: MemberId, books: Books): Refusal | null {
  const seats = seatsHeld(member, books);
  const [first] = seats;
  return first
    ? refuse("pots.sits-in-pots", { number: numberOf(member, books), fund: first.pot, seats: seats.length })
    : null;
}

/** Also where she leaves with nothing owed either way: a pot that only just began. */
export const noLeavingOutOfPots: Guard = {
  command: "members.leave",
  needs: ({ body }) => [...needsSeatsHeld(body.member), need.row(membershipTable, { member_id: body.member })],
  refusal: ({ body }, books) => refusalToLeave(body.member, books),
};
