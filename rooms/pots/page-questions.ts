/**
 * What the page of the pots asks. Who received when, and whose turn is next, is everybody's business in a pot; what she put in
 * and what is missing is hers, and the officers'. Amounts are decimal strings of minor units.
 */
import { type Asked, type Books, type Need, need, type Question, sum } from "#base";
import type { PoolClient } from "#db";
import { finderOf, ruleNamesOf, whoSees, written } from "#assembly/server";
import { loadBooks } from "#ledger/server";
import { isOfficer } from "#members";
import {
  broughtTo,
  inLot,
  inRound,
  lastCode,
  needsPot,
  openRound,
  owedThrough,
  positionOf,
  roundsOf,
  seatsOf,
} from "./pot.ts";
import { lastSealTable, type PotRow, potTable } from "./tables.ts";

function needsPage(books: Books): readonly Need[] {
  const first = [need.all(potTable), need.all(lastSealTable)];
  if (!books.isCovered(potTable, {})) return first;
  return [...first, ...books.rows(potTable).flatMap(({ pot }) => needsPot(pot))];
}

/** Those that run first, then the newest. */
const inOrder = (books: Books): readonly PotRow[] =>
  books
    .rows(potTable)
    .filter(row => row.status !== "taken-back")
    .sort(
      (a, b) =>
        Number(b.status === "running") - Number(a.status === "running") ||
        (a.begun_on < b.begun_on ? 1 : a.begun_on > b.begun_on ? -1 : a.pot < b.pot ? -1 : 1),
    );

export type PotsSeen = Awaited<ReturnType<typeof askPots>>;
async function askPots(given: Asked<PoolClient>) {
  const asked = whoSees(given);
  const { client, organisation, today, member, roles } = asked;
  const books = await loadBooks(client, organisation, needsPage);
  const find = await finderOf(asked);
  const isOpen = isOfficer(roles);
  return {
    ...written({
      on: today,
      code: lastCode(books),
      pots: inOrder(books).map(pot => {
        const [seats, rounds] = [seatsOf(pot, books), roundsOf(pot, books)];
        const hers = seats.filter(seat => seat.member_id === member);
        const isRunning = pot.status === "running" && pot.round <= pot.seats;
        const waiting = seats.filter(seat => seat.received_round === null);
        const drawn = isRunning && pot.turn === "lot" ? inLot(pot, seats, books)?.[0] : undefined;
        const next = isRunning && pot.turn === "agreed" ? waiting[0]?.seat : drawn;
        const through = openRound(pot);
        return {
          pot: pot.pot,
          circle: pot.circle,
          unit: pot.unit,
          amount: pot.amount,
          every: pot.every,
          turn: pot.turn,
          isWhole: pot.is_whole,
          floor: pot.floor_percent,
          commission: pot.commission_percent,
          commissionTo: pot.commission_to,
          status: pot.status,
          begunOn: pot.begun_on,
          endedOn: pot.ended_on,
          round: Math.min(pot.round, pot.seats),
          seats: seats.map(seat => ({
            seat: seat.seat,
            who: find(seat.member_id),
            receivedOn: rounds.find(one => one.seat === seat.seat)?.handed_on ?? null,
            round: seat.received_round,
            isNext: seat.seat === next,
          })),
          /** In so far, of the round that is gathered for; of a group's own box, so everybody's to see. */
          there: isRunning ? inRound(pot.round, seats, pot.amount) : 0n,
          whole: pot.amount * BigInt(pot.seats),
          missing: isOpen && isRunning
            ? seats
                .filter(seat => broughtTo(through, seat, pot.amount) < pot.amount)
                .map(seat => ({ who: find(seat.member_id), amount: owedThrough(through, seat, pot.amount) }))
            : [],
          hers:
            hers.length === 0 || pot.status !== "running"
              ? null
              : {
                  seats: hers.length,
                  brought: sum(hers.map(seat => seat.brought)),
                  position: sum(hers.map(seat => positionOf(seat, rounds))),
                },
        };
      }),
    }),
    names: await ruleNamesOf(asked),
  };
}

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "pots.pots": { who: ["anyone"], params: [], ask: askPots },
};
