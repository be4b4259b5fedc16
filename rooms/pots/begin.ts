import {
  type BodyOf,
  type Books,
  type Day,
  entry,
  type Fact,
  type Fields,
  isRefusal,
  type MemberId,
  need,
  notInCash,
  type Project,
  put,
  type RecordedFact,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, sumIn, useDecision } from "#assembly";
import { account, accountTable, fundTable, openAccount, openFund } from "#ledger";
import { isMinor, membershipTable, needsMinor } from "#members";
import { accountOf, needsPot, runningPot, seatsOf } from "./pot.ts";
import { type PotRow, potTable, seatTable, type Turn, turns } from "./tables.ts";

const seatsMax = 100;
export const seatsOfOneMax = 2;
/** Below half, what goes to the others could be more than a seat brings. */
const floorMin = 50;

const fields = {
  /** The code of its fund; of a pot that went round before, the same again. */
  pot: { is: "code" },
  /** About `pot/<pot>`, with what each seat brings. */
  decision: { is: "uuid" },
  /** What the group calls it. Wanted the first time. */
  name: { is: "text", max: 60, optional: true },
  unit: { is: "unit" },
  amount: { is: "amount" },
  every: { is: "choice", of: ["meeting", "month"] },
  turn: { is: "choice", of: turns },
  /** Handed over only when all of it is in. */
  is_whole: { is: "flag" },
  floor_percent: { is: "count", max: 100, optional: true },
  commission_percent: { is: "count", max: 50, optional: true },
  /** A divisible fund of the group of the same unit: the group is the foreman. */
  commission_to: { is: "code", optional: true },
  /** Who sits in each, in the order that is agreed. Who is named twice has two. */
  seats: { is: "list", max: seatsMax, of: { is: "member" } },
} as const satisfies Fields;

type Body = BodyOf<typeof fields>;

/**
 * A pot begins: the members decided that so many seats bring the same every round and each receives one round whole. It gets
 * a fund of its own, kept for this purpose alone, so that no loan, no share-out and no spending ever touches it. The terms
 * stand as they are begun with.
 */
export const beginEntry = entry({
  name: "pots.begin",
  step: "decisions",
  fields,
  needs: body => [
    ...needsPot(body.pot),
    needsDecision(body.decision),
    need.row(accountTable, { account: accountOf(body.pot) }),
    ...body.seats.flatMap(member => [need.row(membershipTable, { member_id: member }), needsMinor(member)]),
    // The box of a fund that is opened here is looked at when the meeting counts.
    need.balance(account.cash(body.pot), body.unit),
  ],
  decide(body, books, { on }) {
    const { pot, unit, amount, seats } = body;
    if (runningPot(pot, books)) return refuse("pots.runs-already", { fund: pot });
    const before = books.rows(potTable, { pot });
    const fund = books.row(fundTable, { fund: pot });
    if (fund && before.length === 0) return refuse("pots.fund-is-another", { fund: pot });
    if (fund && fund.unit !== unit) return refuse("pots.other-unit", { fund: pot, from: fund.unit, to: unit });
    if (!fund && !body.name?.trim()) return refuse("pots.name-missing");
    const fault = refusalToSeats(seats, books) ?? refusalToTerms(body, books);
    if (fault) return fault;
    const decision = carriedDecision(body.decision, "other", `pot/${pot}`, books, on);
    if (isRefusal(decision)) return decision;
    const agreed = sumIn(decision);
    if (agreed !== amount) return refuse("pots.another-amount-decided", { unit, amount, agreed });
    return [...(fund ? [] : opened(body, on)), begun(body, before.length + 1, on)];
  },
});

function refusalToSeats(seats: readonly MemberId[], books: Books): Refusal | null {
  if (seats.length < 2) return refuse("pots.too-few-seats", { seats: seats.length });
  for (const member of seats) {
    const membership = books.row(membershipTable, { member_id: member });
    if (membership?.kind !== "member" || membership.status !== "active") return refuse("pots.not-a-member", { member });
    if (isMinor(member, books)) return refuse("pots.under-age", { number: membership.number });
    const held = seats.filter(one => one === member).length;
    if (held > seatsOfOneMax)
      return refuse("pots.too-many-seats", { number: membership.number, seats: held, most: seatsOfOneMax });
  }
  return null;
}

function refusalToTerms(body: Body, books: Books): Refusal | null {
  const { unit, amount, turn, is_whole, floor_percent, commission_percent, commission_to } = body;
  if (amount === 0n) return refuse("pots.amount-missing", { fund: body.pot });
  const fault = notInCash(amount, unit);
  if (fault) return refuse("pots.amount-not-in-cash", fault);
  if (turn !== "bid")
    return floor_percent === undefined && commission_percent === undefined && commission_to === undefined
      ? null
      : refuse("pots.only-where-one-bids");
  // What others get of a bid is worked out of the whole round.
  if (!is_whole) return refuse("pots.bids-are-for-whole");
  if (floor_percent === undefined || floor_percent < floorMin)
    return refuse("pots.floor-too-low", { percent: floor_percent ?? 0, least: floorMin });
  if ((commission_percent ?? 0) > 100 - floor_percent)
    return refuse("pots.commission-above-floor", { percent: commission_percent!, most: 100 - floor_percent });
  if ((commission_percent ?? 0) > 0 !== (commission_to !== undefined)) return refuse("pots.commission-for-nobody");
  const to = commission_to === undefined ? undefined : books.row(fundTable, { fund: commission_to });
  if (commission_to !== undefined && !(to?.unit === unit && to.nature === "divisible"))
    return refuse("pots.commission-elsewhere", { fund: commission_to });
  return null;
}

const opened = ({ pot, unit, decision, name }: Body, on: Day): readonly Fact[] => [
  {
    ...openFund({ fund: pot, unit, nature: "restricted", isLendable: false, on, decision }),
    texts: [{ about: "ledger.fund", id: pot, field: "name", text: name!.trim() }],
  },
  openAccount(accountOf(pot), on),
];

const begun = (body: Body, circle: number, on: Day): Fact => ({
  kind: "pots.begun",
  on,
  lines: [],
  data: {
    pot: body.pot,
    circle: String(circle),
    decision: body.decision,
    cur: body.unit,
    amount: String(body.amount),
    every: body.every,
    turn: body.turn,
    whole: body.is_whole,
    ...(body.floor_percent === undefined ? {} : { floor: String(body.floor_percent) }),
    ...(body.commission_to === undefined
      ? {}
      : { commission: String(body.commission_percent), commission_to: body.commission_to }),
    seats: [...body.seats],
  },
});

interface Begun {
  readonly pot: string;
  readonly circle: string;
  readonly decision: Uuid;
  readonly cur: string;
  readonly amount: string;
  readonly every: PotRow["every"];
  readonly turn: Turn;
  readonly whole: boolean;
  readonly floor?: string;
  readonly commission?: string;
  readonly commission_to?: string;
  readonly seats: readonly MemberId[];
}

const rowOf = (fact: RecordedFact): PotRow => {
  const data = fact.data as unknown as Begun;
  const percent = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
  return {
    pot: data.pot,
    circle: Number(data.circle),
    unit: data.cur,
    amount: BigInt(data.amount),
    every: data.every,
    turn: data.turn,
    is_whole: data.whole,
    floor_percent: percent(data.floor),
    commission_percent: percent(data.commission),
    commission_to: data.commission_to ?? null,
    seats: data.seats.length,
    round: 1,
    status: "running",
    begun_on: fact.on,
    handed_on: null,
    ended_on: null,
    decision_id: data.decision,
    last_seq: fact.seq,
  };
};

export const potBegun: Project = (fact, books) => {
  const row = rowOf(fact);
  const { seats } = fact.data as unknown as Begun;
  return [
    put(potTable, row),
    ...seats.map((member_id, index) =>
      put(seatTable, {
        pot: row.pot,
        circle: row.circle,
        seat: index + 1,
        member_id,
        brought: 0n,
        received_round: null,
      }),
    ),
    useDecision(row.decision_id, books),
  ];
};

/** Its fund stays, empty, and is the same pot's when it begins again. */
export const potTakenBack: Project = (fact, books) => {
  const row = rowOf(books.leaf(fact.reverses!)!);
  return [
    put(potTable, { ...row, status: "taken-back", ended_on: fact.on, last_seq: fact.seq }),
    useDecision(row.decision_id, books, false),
  ];
};

export const refusalToUnbegin = (original: RecordedFact, books: Books): Refusal | null => {
  const pot = runningPot(String(original.data!["pot"]), books);
  const isUntouched =
    pot?.last_seq === original.seq && seatsOf(pot, books).every(seat => seat.brought === 0n);
  return isUntouched ? null : refuse("pots.began-to-bring", { fund: String(original.data!["pot"]) });
};

