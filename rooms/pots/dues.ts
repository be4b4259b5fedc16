import { type Books, type Day, type Dues, type MemberId, type Minor, need } from "#base";
import { membershipTable } from "#members";
import { owedThrough, seatsOf } from "./pot.ts";
import { type PotRow, potTable, seatTable } from "./tables.ts";

/** What each who sits in a pot brings today: what is missing of rounds before, and this round's. */
export const dues: Dues = {
  needs(books) {
    const first = [need.row(potTable, { status: "running" }), need.all(membershipTable)];
    if (!books.isCovered(potTable, { status: "running" })) return first;
    return [...first, ...running(books).map(({ pot }) => need.row(seatTable, { pot }))];
  },
  due: (books, on) =>
    running(books).flatMap(pot =>
      [...owedBy(pot, on, books)].map(([member, amount]) => ({
        entry: "pots.bring",
        body: { member, pot: pot.pot, amount },
      })),
    ),
};

const running = (books: Books): readonly PotRow[] =>
  [...books.rows(potTable, { status: "running" })].sort((a, b) => (a.pot < b.pot ? -1 : 1));

function owedBy(pot: PotRow, on: Day, books: Books): ReadonlyMap<MemberId, Minor> {
  const through = Math.min(isRoundDue(pot, on) ? pot.round : pot.round - 1, pot.seats);
  const owed = new Map<MemberId, Minor>();
  for (const seat of seatsOf(pot, books)) {
    const amount = owedThrough(through, seat, pot.amount);
    if (amount > 0n) owed.set(seat.member_id, (owed.get(seat.member_id) ?? 0n) + amount);
  }
  return new Map([...owed].sort(([a], [b]) => numberIn(books, a) - numberIn(books, b)));
}

/** One round a meeting, or one a calendar month; the first at the first meeting after it began. */
function isRoundDue({ every, begun_on, handed_on }: PotRow, on: Day): boolean {
  if (handed_on === null) return on > begun_on;
  return every === "meeting" ? on > handed_on : on.slice(0, 7) > handed_on.slice(0, 7);
}

const numberIn = (books: Books, member: MemberId): number =>
  books.row(membershipTable, { member_id: member })?.number ?? 0;
