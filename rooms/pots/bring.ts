import {
  assert,
  type Books,
  entry,
  type Minor,
  need,
  type Project,
  put,
  type RecordedFact,
  type Refusal,
  refuse,
  sum,
} from "#base";
import { account } from "#ledger";
import {
  accountOf,
  inRound,
  needsAccounts,
  needsPot,
  numberOf,
  openRound,
  owedThrough,
  roundsOf,
  runningPot,
  seatsOf,
} from "./pot.ts";
import { membershipTable } from "#members";
import { type PotRow, type SeatRow, seatTable } from "./tables.ts";

/**
 * Somebody brings what her seats owe: of rounds before first, then of the one that is gathered for, and no more than that, so
 * that a round is made of what was brought to it. Less leaves the rest due.
 */
export const bringEntry = entry({
  name: "pots.bring",
  step: "contributions",
  fields: { member: { is: "member" }, pot: { is: "code" }, amount: { is: "amount" } },
  needs(body, books) {
    const first = [...needsPot(body.pot), need.row(membershipTable, { member_id: body.member })];
    const pot = first.every(one => !("rows" in one) || books.isCovered(one.rows, one.where)) && runningPot(body.pot, books);
    return pot ? [...first, ...needsAccounts(pot.pot, pot.unit, [body.member])] : first;
  },
  decide({ member, pot: code, amount }, books, { on }) {
    const pot = runningPot(code, books);
    if (!pot) return refuse("pots.does-not-run", { fund: code });
    const hers = seatsOf(pot, books).filter(seat => seat.member_id === member);
    if (hers.length === 0) return refuse("pots.sits-not-in-it", { fund: code, number: numberOf(member, books) });
    if (amount === 0n) return refuse("pots.amount-missing", { fund: code });
    const left = sum(hers.map(seat => owedThrough(openRound(pot), seat, pot.amount)));
    if (amount > left) return refuse("pots.brings-too-much", { fund: code, unit: pot.unit, amount, left });
    return [
      {
        kind: "pots.brought",
        on,
        member,
        lines: [
          { account: account.cash(code), unit: pot.unit, amount },
          { account: accountOf(code), member, unit: pot.unit, amount: -amount },
        ],
        data: {
          pot: code,
          circle: String(pot.circle),
          seats: parts(pot, hers, amount).map(one => ({ seat: String(one.seat), amount: String(one.amount) })),
        },
      },
    ];
  },
});

/** What of it goes to which of her seats: the oldest round first. */
function parts(pot: PotRow, hers: readonly SeatRow[], amount: Minor): readonly { seat: number; amount: Minor }[] {
  const given = new Map<number, Minor>();
  let left = amount;
  for (let round = 1; round <= openRound(pot) && left > 0n; round += 1)
    for (const seat of hers) {
      const before = given.get(seat.seat) ?? 0n;
      const owed = owedThrough(round, { brought: seat.brought + before }, pot.amount);
      const now = owed < left ? owed : left;
      if (now === 0n) continue;
      given.set(seat.seat, before + now);
      left -= now;
    }
  assert(left === 0n, "what is brought is no more than what is owed");
  return [...given].map(([seat, amount]) => ({ seat, amount }));
}

interface Brought {
  readonly pot: string;
  readonly circle: string;
  readonly seats: readonly { readonly seat: string; readonly amount: string }[];
}

const moved = (fact: RecordedFact, sign: 1n | -1n, books: Books): readonly SeatRow[] => {
  const { pot, circle, seats } = fact.data as unknown as Brought;
  return seats.map(({ seat, amount }) => {
    const row = books.row(seatTable, { pot, circle: Number(circle), seat: Number(seat) });
    assert(row, "what is brought is brought to a seat");
    return { ...row, brought: row.brought + sign * BigInt(amount) };
  });
};

export const broughtIn: Project = (fact, books) => moved(fact, 1n, books).map(row => put(seatTable, row));
export const broughtTakenBack: Project = (fact, books) =>
  moved(books.leaf(fact.reverses!)!, -1n, books).map(row => put(seatTable, row));

/** What it was brought for is still here, and so is she. */
export function refusalToUnbring(original: RecordedFact, books: Books): Refusal | null {
  const fund = String(original.data!["pot"]);
  const pot = runningPot(fund, books);
  if (pot?.circle !== Number(original.data!["circle"])) return refuse("pots.does-not-run", { fund });
  const after = moved(original, -1n, books);
  if (after.some(row => row.member_id !== original.member)) return refuse("pots.seat-was-taken-over", { fund });
  const seats = seatsOf(pot, books).map(row => after.find(one => one.seat === row.seat) ?? row);
  const gone = roundsOf(pot, books).find(one => inRound(one.round, seats, pot.amount) < one.handed);
  return gone || after.some(row => row.brought < 0n)
    ? refuse("pots.round-was-handed-over", { fund, round: gone?.round ?? 0 })
    : null;
}
