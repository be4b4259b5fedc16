/** Pots that go round, for the table: whose turn it is, what each seat put in, what came late. */
import { type Books, type Need, need } from "#base";
import { boundsOf, inLot, inRound, needsPot, positionOf, type PotRow, potTable, roundsOf, seatsOf } from "#pots";
import type { PotSeen } from "../screens/seen.ts";

const running = (books: Books): readonly PotRow[] =>
  [...books.rows(potTable, { status: "running" })].sort((a, b) => (a.pot < b.pot ? -1 : 1));

export function needsPots(books: Books): readonly Need[] {
  const first = [need.row(potTable, { status: "running" })];
  if (!books.isCovered(potTable, { status: "running" })) return first;
  return [...first, ...running(books).flatMap(({ pot }) => needsPot(pot))];
}

export const potsSeen = (books: Books): readonly PotSeen[] =>
  running(books).map(pot => {
    const [seats, rounds] = [seatsOf(pot, books), roundsOf(pot, books)];
    const isLast = seats.filter(seat => seat.received_round === null).length === 1;
    const bounds = pot.turn === "bid" && !isLast ? boundsOf(pot.amount * BigInt(pot.seats), pot) : null;
    return {
      pot: pot.pot,
      unit: pot.unit,
      amount: String(pot.amount),
      turn: pot.turn,
      isWhole: pot.is_whole,
      round: pot.round,
      seats: seats.map(seat => ({
        seat: seat.seat,
        member: seat.member_id,
        brought: String(seat.brought),
        receivedRound: seat.received_round,
        position: String(positionOf(seat, rounds)),
      })),
      lots: inLot(pot, seats, books),
      bids: bounds && { least: String(bounds.least), most: String(bounds.most) },
      late: rounds.flatMap(({ round, seat, handed }) => {
        const amount = inRound(round, seats, pot.amount) - handed;
        return amount > 0n ? [{ round, seat, amount: String(amount) }] : [];
      }),
    };
  });
