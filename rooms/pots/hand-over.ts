import {
  assert,
  type Books,
  type Day,
  entry,
  type Fact,
  type Line,
  type MemberId,
  type Minor,
  need,
  type Project,
  put,
  type RecordedFact,
  type Refusal,
  refuse,
} from "#base";
import { account } from "#ledger";
import { type Bid, type Parted, partedBy, refusalToBids, winnerOf } from "./bids.ts";
import {
  accountOf,
  broughtTo,
  inLot,
  inRound,
  isComplete,
  lastCode,
  needsAccounts,
  needsPot,
  numberOf,
  roundsOf,
  runningPot,
  seatsOf,
} from "./pot.ts";
import { membershipTable } from "#members";
import { type PotRow, potTable, type RoundRow, roundTable, type SeatRow, seatTable } from "./tables.ts";

/**
 * The round goes to one: whose turn was agreed, whom the lot draws, who was told at the meeting, or the lowest bid. Whole, or
 * with what is there where the pot was begun so. Nobody receives twice for a seat, and a round pays exactly what was brought
 * to it: what a bid leaves to the others counts as brought to the next one.
 */
export const handOverEntry = entry({
  name: "pots.hand-over",
  step: "pay-outs",
  fields: {
    pot: { is: "code" },
    /** Who receives. */
    seat: { is: "count", max: 1_000 },
    /** All that were said aloud; none where nobody bid. */
    bids: {
      is: "list",
      max: 100,
      optional: true,
      of: { is: "group", of: { seat: { is: "count", max: 1_000 }, amount: { is: "amount" } } },
    },
  },
  needs(body, books) {
    const first = [...needsPot(body.pot), need.all(membershipTable)];
    const pot = first.every(one => !("rows" in one) || books.isCovered(one.rows, one.where)) && runningPot(body.pot, books);
    if (!pot) return first;
    return [
      ...first,
      ...needsAccounts(pot.pot, pot.unit, seatsOf(pot, books).map(seat => seat.member_id)),
      ...(pot.commission_to === null
        ? []
        : [need.balance(account.cash(pot.commission_to), pot.unit), need.balance(account.fees(pot.commission_to), pot.unit)]),
    ];
  },
  decide({ pot: code, seat: number, bids = [] }, books, { on }) {
    const pot = runningPot(code, books);
    if (!pot) return refuse("pots.does-not-run", { fund: code });
    if (pot.round > pot.seats) return refuse("pots.everybody-received", { fund: code });
    const seats = seatsOf(pot, books);
    const seat = seats.find(one => one.seat === number);
    if (!seat) return refuse("pots.no-such-seat", { fund: code, seat: number });
    if (seat.received_round !== null)
      return refuse("pots.received-before", { number: numberOf(seat.member_id, books), round: seat.received_round });
    const there = inRound(pot.round, seats, pot.amount);
    const short = refusalToHand(pot, seats, there);
    if (short) return short;
    const parted = partedFor(pot, seats, seat, { there, bids }, books);
    if ("refused" in parted) return parted;
    return [handed(pot, seats, seat, there, parted, on, books)];
  },
});

function refusalToHand(pot: PotRow, seats: readonly SeatRow[], there: Minor): Refusal | null {
  const { pot: fund, unit, round } = pot;
  const whole = pot.amount * BigInt(pot.seats);
  if (there === 0n) return refuse("pots.nothing-is-in", { fund, round });
  if (!pot.is_whole || there === whole) return null;
  const waitedFor = seats.filter(seat => broughtTo(round, seat, pot.amount) < pot.amount).length;
  return refuse("pots.not-all-is-in", { fund, unit, there, missing: whole - there, seats: waitedFor });
}

/** What she and the others get of it, where it is her turn. */
function partedFor(
  pot: PotRow,
  seats: readonly SeatRow[],
  seat: SeatRow,
  { there, bids }: { readonly there: Minor; readonly bids: readonly Bid[] },
  books: Books,
): Parted | Refusal {
  const waiting = seats.filter(one => one.received_round === null).map(one => one.seat);
  if (pot.turn !== "bid" && bids.length > 0) return refuse("pots.nobody-bids-here", { fund: pot.pot });
  // Nobody comes after her, to whom what she leaves could go.
  if (waiting.length === 1 && bids.length > 0) return refuse("pots.last-does-not-bid", { fund: pot.pot });
  const fault = refusalToBids(there, bids, waiting, pot);
  if (fault) return fault;
  const lots = inLot(pot, seats, books);
  const needsLot = pot.turn === "lot" || pot.turn === "bid";
  if (needsLot && lots === null) return refuse("pots.nothing-to-draw-with");
  const turn =
    pot.turn === "told" ? seat.seat : pot.turn === "agreed" ? waiting[0]! : pot.turn === "lot" ? lots![0]! : winnerOf(bids, lots!);
  if (turn !== seat.seat) {
    const [whose, said] = [turn, seat.seat].map(one => numberOf(seats.find(({ seat }) => seat === one)!.member_id, books));
    return refuse("pots.not-her-turn", { number: said!, turn: whose!, seat: turn });
  }
  if (pot.turn !== "bid") return { bid: null, payout: there, share: 0n, commission: 0n };
  return partedBy(there, bids.find(one => one.seat === seat.seat)?.amount ?? null, pot);
}

function handed(
  pot: PotRow,
  seats: readonly SeatRow[],
  seat: SeatRow,
  there: Minor,
  { bid, payout, share, commission }: Parted,
  on: Day,
  books: Books,
): Fact {
  const { pot: fund, unit } = pot;
  const own = new Map<MemberId, Minor>([[seat.member_id, there]]);
  for (const other of seats)
    if (other.seat !== seat.seat) own.set(other.member_id, (own.get(other.member_id) ?? 0n) - share);
  const to = pot.commission_to;
  const lines: readonly Line[] = [
    ...[...own].map(([member, amount]) => ({ account: accountOf(fund), member, unit, amount })),
    { account: account.cash(fund), unit, amount: -(payout + commission) },
    ...(to === null
      ? []
      : [
          { account: account.cash(to), unit, amount: commission },
          { account: account.fees(to), unit, amount: -commission },
        ]),
  ];
  const code = pot.turn === "lot" || pot.turn === "bid" ? lastCode(books) : null;
  return {
    kind: "pots.handed-over",
    on,
    member: seat.member_id,
    lines: lines.filter(line => line.amount !== 0n),
    data: {
      pot: fund,
      circle: String(pot.circle),
      round: String(pot.round),
      seat: String(seat.seat),
      handed: String(there),
      ...(bid === null ? {} : { bid: String(bid) }),
      share: String(share),
      commission: String(commission),
      ...(code === null ? {} : { code }),
      before: String(pot.last_seq),
      ...(pot.handed_on === null ? {} : { before_on: pot.handed_on }),
    },
  };
}

interface Handed {
  readonly pot: string;
  readonly circle: string;
  readonly round: string;
  readonly seat: string;
  readonly handed: string;
  readonly bid?: string;
  readonly share: string;
  readonly commission: string;
  readonly before: string;
  readonly before_on?: Day;
}

const roundIn = (fact: RecordedFact): RoundRow => {
  const data = fact.data as unknown as Handed;
  return {
    pot: data.pot,
    circle: Number(data.circle),
    round: Number(data.round),
    seat: Number(data.seat),
    member_id: fact.member!,
    handed_on: fact.on,
    handed: BigInt(data.handed),
    bid: data.bid === undefined ? null : BigInt(data.bid),
    share: BigInt(data.share),
    commission: BigInt(data.commission),
    is_taken_back: false,
  };
};

function potIn(fact: RecordedFact, books: Books): PotRow {
  const { pot, circle } = fact.data as unknown as Handed;
  const row = books.row(potTable, { pot, circle: Number(circle) });
  assert(row, "a round is of a pot that was begun");
  return row;
}

export const roundHandedOver: Project = (fact, books) => {
  const pot = potIn(fact, books);
  const round = roundIn(fact);
  const seats = seatsOf(pot, books).map(seat =>
    seat.seat === round.seat
      ? { ...seat, received_round: round.round }
      : { ...seat, brought: seat.brought + round.share },
  );
  const isOver = isComplete(pot, seats, [...roundsOf(pot, books), round]);
  return [
    put(roundTable, round),
    ...seats.map(seat => put(seatTable, seat)),
    put(potTable, {
      ...pot,
      round: pot.round + 1,
      handed_on: fact.on,
      ...(isOver ? { status: "ended", ended_on: fact.on } : {}),
      last_seq: fact.seq,
    }),
  ];
};

export const roundTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const data = original.data as unknown as Handed;
  const pot = potIn(original, books);
  const round = roundIn(original);
  const seats = seatsOf(pot, books).map(seat =>
    seat.seat === round.seat ? { ...seat, received_round: null } : { ...seat, brought: seat.brought - round.share },
  );
  return [
    put(roundTable, { ...round, is_taken_back: true }),
    ...seats.map(seat => put(seatTable, seat)),
    put(potTable, {
      ...pot,
      round: round.round,
      handed_on: data.before_on ?? null,
      status: "running",
      ended_on: null,
      last_seq: BigInt(data.before),
    }),
  ];
};

/** It was the last thing with this pot, and nobody brought to the next round yet. */
export function refusalToTakeRoundBack(original: RecordedFact, books: Books): Refusal | null {
  const pot = potIn(original, books);
  const { round, seat, share } = roundIn(original);
  const through = BigInt(round) * pot.amount;
  const isLast =
    pot.last_seq === original.seq &&
    seatsOf(pot, books).every(one => one.brought - (one.seat === seat ? 0n : share) <= through) &&
    // Begun again since, it is another circle.
    (runningPot(pot.pot, books)?.circle ?? pot.circle) === pot.circle;
  return isLast ? null : refuse("pots.something-came-after", { fund: pot.pot, round });
}
