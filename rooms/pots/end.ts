import { assert, type Books, entry, type Fact, isRefusal, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision, useDecision } from "#assembly";
import { account } from "#ledger";
import { accountOf, needsPot, roundsOf, runningPot, seatsOf } from "./pot.ts";
import { potTable, seatTable } from "./tables.ts";

/**
 * The members give a pot up before anybody received, and each gets back what she brought. Once a round was handed over it goes
 * on until every seat received, and then ends by itself.
 */
export const endEntry = entry({
  name: "pots.end",
  step: "pay-outs",
  fields: { pot: { is: "code" }, decision: { is: "uuid" } },
  needs(body, books) {
    const first = [...needsPot(body.pot), needsDecision(body.decision)];
    const pot = first.every(one => !("rows" in one) || books.isCovered(one.rows, one.where)) && runningPot(body.pot, books);
    if (!pot) return first;
    return [...first, need.balance(account.cash(pot.pot), pot.unit), { balances: { account: accountOf(pot.pot) } }];
  },
  decide(body, books, { on }) {
    const pot = runningPot(body.pot, books);
    if (!pot) return refuse("pots.does-not-run", { fund: body.pot });
    if (roundsOf(pot, books).length > 0) return refuse("pots.goes-on", { fund: pot.pot, rounds: pot.seats });
    const decision = carriedDecision(body.decision, "other", `pot-end/${pot.pot}`, books, on);
    if (isRefusal(decision)) return decision;
    const kept = accountOf(pot.pot);
    return [
      ...books
        .balances({ account: kept })
        .filter(held => held.balance !== 0n)
        .sort((a, b) => (a.member! < b.member! ? -1 : 1))
        .map(
          ({ member, balance }): Fact => ({
            kind: "pots.given-back",
            on,
            member: member as MemberId,
            lines: [
              { account: kept, member: member as MemberId, unit: pot.unit, amount: -balance },
              { account: account.cash(pot.pot), unit: pot.unit, amount: balance },
            ],
            data: { pot: pot.pot },
          }),
        ),
      { kind: "pots.ended", on, lines: [], data: { pot: pot.pot, circle: String(pot.circle), decision: body.decision } },
    ];
  },
});

export const potEnded: Project = (fact, books: Books) => {
  const { pot: code, circle, decision } = fact.data as { pot: string; circle: string; decision: Uuid };
  const pot = books.row(potTable, { pot: code, circle: Number(circle) });
  assert(pot, "a pot that is given up was begun");
  return [
    put(potTable, { ...pot, status: "ended-early", ended_on: fact.on, last_seq: fact.seq }),
    ...seatsOf(pot, books).map(seat => put(seatTable, { ...seat, brought: 0n })),
    useDecision(decision, books),
  ];
};
