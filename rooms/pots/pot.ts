/** What stands in a pot: who sits where, what of a round is in, what a seat is owed or owes. Pure; minor units. */
import { type AccountCode, type Books, type MemberId, type Minor, type Need, need, sum } from "#base";
import { account, fundTable } from "#ledger";
import { membershipTable } from "#members";
import { codeOfSeal, drawn } from "./lot.ts";
import { lastSealTable, type PotRow, potTable, type RoundRow, roundTable, type SeatRow, seatTable } from "./tables.ts";

export const needsPot = (pot: string): readonly Need[] => [
  need.row(potTable, { pot }),
  need.row(seatTable, { pot }),
  need.row(roundTable, { pot }),
  need.all(lastSealTable),
  need.all(fundTable),
];

export function runningPot(pot: string, books: Books): PotRow | undefined {
  return books.rows(potTable, { pot }).find(row => row.status === "running");
}

export const seatsOf = ({ pot, circle }: Pick<PotRow, "pot" | "circle">, books: Books): readonly SeatRow[] =>
  books
    .rows(seatTable, { pot })
    .filter(row => row.circle === circle)
    .sort((a, b) => a.seat - b.seat);

/** Rounds that were handed over and stand. */
export const roundsOf = ({ pot, circle }: Pick<PotRow, "pot" | "circle">, books: Books): readonly RoundRow[] =>
  books
    .rows(roundTable, { pot })
    .filter(row => row.circle === circle && !row.is_taken_back)
    .sort((a, b) => a.round - b.round);

/** What a seat brought to one round: it fills them one after the other. */
export function broughtTo(round: number, seat: Pick<SeatRow, "brought">, amount: Minor): Minor {
  const here = seat.brought - BigInt(round - 1) * amount;
  return here <= 0n ? 0n : here < amount ? here : amount;
}

/** What is in for a round, of all seats. */
export const inRound = (round: number, seats: readonly Pick<SeatRow, "brought">[], amount: Minor): Minor =>
  sum(seats.map(seat => broughtTo(round, seat, amount)));

/** The last round somebody may bring to now. */
export const openRound = ({ round, seats }: Pick<PotRow, "round" | "seats">): number => Math.min(round, seats);

/** What a seat has not brought yet, through this round. */
export function owedThrough(round: number, seat: Pick<SeatRow, "brought">, amount: Minor): Minor {
  const owed = BigInt(round) * amount - seat.brought;
  return owed > 0n ? owed : 0n;
}

/** Above zero what a seat put in and did not receive yet; below zero what it received and has not put in. */
export function positionOf({ seat, brought }: SeatRow, rounds: readonly RoundRow[]): Minor {
  return brought - (rounds.find(one => one.seat === seat)?.handed ?? 0n);
}

/** Every seat received and all of it was brought and went on. */
export const isComplete = (pot: PotRow, seats: readonly SeatRow[], rounds: readonly RoundRow[]): boolean =>
  rounds.length === pot.seats &&
  seats.every(seat => seat.brought === BigInt(pot.seats) * pot.amount) &&
  sum(rounds.map(one => one.handed)) === BigInt(pot.seats) * BigInt(pot.seats) * pot.amount;

/** The seats that wait, in the order the lot of this round draws them; null before any meeting was sealed. */
export function inLot(pot: PotRow, seats: readonly SeatRow[], books: Books): readonly number[] | null {
  const code = lastCode(books);
  const waiting = seats.filter(one => one.received_round === null).map(one => one.seat);
  return code === null ? null : drawn({ pot: pot.pot, circle: pot.circle, round: pot.round, code }, waiting);
}

/** Of the meeting that was sealed last, without the gap. */
export function lastCode(books: Books): string | null {
  const [seal] = books.rows(lastSealTable);
  return seal === undefined ? null : codeOfSeal(seal.chain_hash);
}

export const numberOf = (member: MemberId, books: Books): number =>
  books.row(membershipTable, { member_id: member })?.number ?? 0;

export const needsAccounts = (pot: string, unit: string, members: readonly MemberId[]): readonly Need[] => [
  need.balance(account.cash(pot), unit),
  ...members.flatMap(member => [need.balance(accountOf(pot), unit, member)]),
];

export const accountOf = (pot: string): AccountCode => account.pot(pot);

/** Where she sits, in pots that run. */
export const seatsHeld = (member: MemberId, books: Books): readonly SeatRow[] =>
  books.rows(seatTable, { member_id: member }).filter(seat =>
    books.rows(potTable, { status: "running" }).some(row => row.pot === seat.pot && row.circle === seat.circle),
  );

export const needsSeatsHeld = (member: MemberId): readonly Need[] => [
  need.row(seatTable, { member_id: member }),
  need.row(potTable, { status: "running" }),
];
