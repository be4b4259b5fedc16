import { assert, entry, type Minor, need, type Project, put, type RecordedFact, type Books, type Refusal, refuse } from "#base";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { accountOf, inRound, isComplete, needsAccounts, needsPot, roundsOf, runningPot, seatsOf } from "./pot.ts";
import { type PotRow, potTable, type RoundRow, roundTable } from "./tables.ts";

/** What came in late for a round that was handed over short goes to whoever sits where it went. */
export const passOnEntry = entry({
  name: "pots.pass-on",
  step: "pay-outs",
  fields: { pot: { is: "code" }, round: { is: "count", max: 1_000 } },
  needs(body, books) {
    const first = [...needsPot(body.pot), need.all(membershipTable)];
    const pot = first.every(one => !("rows" in one) || books.isCovered(one.rows, one.where)) && runningPot(body.pot, books);
    return pot ? [...first, ...needsAccounts(pot.pot, pot.unit, seatsOf(pot, books).map(one => one.member_id))] : first;
  },
  decide({ pot: code, round: number }, books, { on }) {
    const pot = runningPot(code, books);
    if (!pot) return refuse("pots.does-not-run", { fund: code });
    const seats = seatsOf(pot, books);
    const round = roundsOf(pot, books).find(one => one.round === number);
    const amount = round ? inRound(number, seats, pot.amount) - round.handed : 0n;
    if (!round || amount === 0n) return refuse("pots.nothing-to-pass-on", { fund: code, round: number });
    const member = seats.find(one => one.seat === round.seat)!.member_id;
    return [
      {
        kind: "pots.passed-on",
        on,
        member,
        lines: [
          { account: accountOf(code), member, unit: pot.unit, amount },
          { account: account.cash(code), unit: pot.unit, amount: -amount },
        ],
        data: {
          pot: code,
          circle: String(pot.circle),
          round: String(number),
          amount: String(amount),
          before: String(pot.last_seq),
        },
      },
    ];
  },
});

function rowsIn(fact: RecordedFact, books: Books): { readonly pot: PotRow; readonly round: RoundRow; readonly amount: Minor } {
  const data = fact.data as Readonly<Record<string, string>>;
  const key = { pot: data["pot"]!, circle: Number(data["circle"]) };
  const pot = books.row(potTable, key);
  const round = books.row(roundTable, { ...key, round: Number(data["round"]) });
  assert(pot && round, "what is passed on is of a round that was handed over");
  return { pot, round, amount: BigInt(data["amount"]!) };
}

export const passedOn: Project = (fact, books) => {
  const { pot, round, amount } = rowsIn(fact, books);
  const after = { ...round, handed: round.handed + amount };
  const rounds = roundsOf(pot, books).map(one => (one.round === after.round ? after : one));
  const isOver = isComplete(pot, seatsOf(pot, books), rounds);
  return [
    put(roundTable, after),
    put(potTable, {
      ...pot,
      ...(isOver ? { status: "ended", ended_on: fact.on } : {}),
      last_seq: fact.seq,
    }),
  ];
};

export const passedOnTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const { pot, round, amount } = rowsIn(original, books);
  return [
    put(roundTable, { ...round, handed: round.handed - amount }),
    put(potTable, {
      ...pot,
      status: "running",
      ended_on: null,
      last_seq: BigInt(String(original.data!["before"])),
    }),
  ];
};

export function refusalToTakePassedBack(original: RecordedFact, books: Books): Refusal | null {
  const { pot, round } = rowsIn(original, books);
  const isLast =
    pot.last_seq === original.seq && (runningPot(pot.pot, books)?.circle ?? pot.circle) === pot.circle;
  return isLast ? null : refuse("pots.something-came-after", { fund: pot.pot, round: round.round });
}
