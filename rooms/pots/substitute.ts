import {
  assert,
  type Books,
  entry,
  type Line,
  type MemberId,
  need,
  type Project,
  put,
  type RecordedFact,
  type Refusal,
  refuse,
} from "#base";
import { isMinor, membershipTable, needsMinor } from "#members";
import { seatsOfOneMax } from "./begin.ts";
import { accountOf, needsAccounts, needsPot, numberOf, positionOf, roundsOf, runningPot, seatsOf } from "./pot.ts";
import { potTable, type SeatRow, seatTable } from "./tables.ts";

/**
 * Somebody takes the seat of one who leaves, with all that goes with it. Before it received, she gives the one who leaves back
 * what was brought for it; afterwards she is given the rest that is still to be brought, since nobody leaves owing. The money
 * goes from hand to hand and not through the box; what the books say of both moves with it.
 */
export const substituteEntry = entry({
  name: "pots.substitute",
  step: "requests",
  fields: {
    pot: { is: "code" },
    seat: { is: "count", max: 1_000 },
    /** Who takes it. */
    member: { is: "member" },
    /** What she gives to the one who leaves; below zero what she is given. As the books have it. */
    amount: { is: "amount", signed: true },
  },
  needs(body, books) {
    const first = [...needsPot(body.pot), need.all(membershipTable), needsMinor(body.member)];
    const pot = first.every(one => !("rows" in one) || books.isCovered(one.rows, one.where)) && runningPot(body.pot, books);
    if (!pot) return first;
    const seats = seatsOf(pot, books).filter(one => one.seat === body.seat);
    return [...first, ...needsAccounts(pot.pot, pot.unit, [body.member, ...seats.map(one => one.member_id)])];
  },
  decide({ pot: code, seat: number, member, amount }, books, { on }) {
    const pot = runningPot(code, books);
    if (!pot) return refuse("pots.does-not-run", { fund: code });
    const seats = seatsOf(pot, books);
    const seat = seats.find(one => one.seat === number);
    if (!seat) return refuse("pots.no-such-seat", { fund: code, seat: number });
    const membership = books.row(membershipTable, { member_id: member });
    if (membership?.kind !== "member" || membership.status !== "active") return refuse("pots.not-a-member", { member });
    if (isMinor(member, books)) return refuse("pots.under-age", { number: membership.number });
    if (seat.member_id === member) return refuse("pots.sits-there-already", { number: membership.number });
    const held = seats.filter(one => one.member_id === member).length + 1;
    if (held > seatsOfOneMax)
      return refuse("pots.too-many-seats", { number: membership.number, seats: held, most: seatsOfOneMax });
    const position = positionOf(seat, roundsOf(pot, books));
    if (amount !== position) {
      const because = { unit: pot.unit, number: numberOf(seat.member_id, books), amount: position < 0n ? -position : position };
      return position < 0n ? refuse("pots.leaver-owes", because) : refuse("pots.leaver-gets", because);
    }
    const lines: readonly Line[] = [
      { account: accountOf(code), member: seat.member_id, unit: pot.unit, amount: position },
      { account: accountOf(code), member, unit: pot.unit, amount: -position },
    ];
    return [
      {
        kind: "pots.substituted",
        on,
        member,
        lines: lines.filter(line => line.amount !== 0n),
        data: {
          pot: code,
          circle: String(pot.circle),
          seat: String(number),
          from: seat.member_id,
          brought: String(seat.brought),
          before: String(pot.last_seq),
        },
      },
    ];
  },
});

interface Substituted {
  readonly pot: string;
  readonly circle: string;
  readonly seat: string;
  readonly from: MemberId;
  readonly brought: string;
  readonly before: string;
}

function rowsIn(fact: RecordedFact, books: Books) {
  const data = fact.data as unknown as Substituted;
  const key = { pot: data.pot, circle: Number(data.circle) };
  const pot = books.row(potTable, key);
  const seat: SeatRow | undefined = books.row(seatTable, { ...key, seat: Number(data.seat) });
  assert(pot && seat, "a seat is of a pot that was begun");
  return { data, pot, seat };
}

export const seatTaken: Project = (fact, books) => {
  const { pot, seat } = rowsIn(fact, books);
  return [put(seatTable, { ...seat, member_id: fact.member! }), put(potTable, { ...pot, last_seq: fact.seq })];
};

export const seatGivenBack: Project = (fact, books) => {
  const { data, pot, seat } = rowsIn(books.leaf(fact.reverses!)!, books);
  return [
    put(seatTable, { ...seat, member_id: data.from }),
    put(potTable, { ...pot, last_seq: BigInt(data.before) }),
  ];
};

/** Nothing was brought for the seat since, and nothing else turned the pot; and the one who left is still of the group. */
export function refusalToGiveSeatBack(original: RecordedFact, books: Books): Refusal | null {
  const { data, pot, seat } = rowsIn(original, books);
  const isLast =
    pot.status === "running" && pot.last_seq === original.seq && seat.brought === BigInt(data.brought);
  if (!isLast) return refuse("pots.something-came-after", { fund: pot.pot, round: pot.round });
  return books.row(membershipTable, { member_id: data.from })?.status === "active"
    ? null
    : refuse("pots.not-a-member", { member: data.from });
}
