/** Whatever they do, in any order: the pot holds what was brought and not handed over, and a round pays what was brought to it. */
import { isRefusal, type RecordedFact, sum } from "#base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { account } from "#ledger";
import { boundsOf } from "./bids.ts";
import { Circle, monday } from "./circle.testing.ts";
import { passOnEntry } from "./pass-on.ts";
import { inLot, inRound, positionOf } from "./pot.ts";
import { substituteEntry } from "./substitute.ts";
import { turns } from "./tables.ts";

const seat = fc.integer({ min: 1, max: 6 });
const hundreds = fc.integer({ min: 0, max: 900 });
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant("bring" as const), who: seat, amount: hundreds }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant("all" as const) }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant("hand" as const), seat, right: fc.boolean(), off: hundreds }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("pass" as const), round: seat }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("take" as const), seat, who: seat }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("undo" as const), back: fc.integer({ min: 0, max: 6 }) }) },
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;
const terms = fc.record({
  seats: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 6 }),
  turn: fc.constantFrom(...turns),
  is_whole: fc.boolean(),
  commission: fc.boolean(),
});

test("a pot is never below nothing, a round pays exactly what was brought, and nobody receives twice", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(terms, fc.array(act, { minLength: 5, maxLength: 60 }), (of, acts) => {
      const circle = new Circle(6);
      circle.sealed();
      const isBid = of.turn === "bid";
      const begun = circle.begins({
        amount: 60_000n,
        turn: of.turn,
        is_whole: of.is_whole || isBid,
        ...(isBid ? { floor_percent: 60 } : {}),
        ...(isBid && of.commission ? { commission_percent: 5, commission_to: "loan" } : {}),
        seats: of.seats.map(one => circle.members[one]!),
      });
      if (isRefusal(begun)) return;
      const made: RecordedFact[] = [];
      for (const [index, one] of acts.entries()) {
        const on = monday(1 + index);
        const result = does(circle, one, on, made);
        if (!isRefusal(result)) {
          seen.add(one.act);
          for (const fact of result) made.push(fact);
        }
        holds(circle);
      }
      if (circle.pot.status === "ended") seen.add(`ended ${of.turn}`);
    }),
    { numRuns: 120, seed: 20_261_130 },
  );
  // What never comes about proves nothing.
  expect([...seen].sort()).toEqual(expect.arrayContaining(["all", "bring", "hand", "pass", "take", "undo", "ended told"]));
}, 60_000);

function does(circle: Circle, one: Act, on: string, made: readonly RecordedFact[]) {
  const { pot, seats, rounds } = circle;
  switch (one.act) {
    case "bring":
      return circle.brings(circle.members[one.who - 1]!, BigInt(one.amount) * 100n, on);
    case "all":
      if (pot.status === "running") circle.allBring(on);
      return [];
    case "hand": {
      const there = inRound(Math.min(pot.round, pot.seats), seats, pot.amount);
      const { least, most } = boundsOf(there, pot);
      const right = one.right
        ? pot.turn === "agreed"
          ? seats.find(seat => seat.received_round === null)?.seat
          : inLot(pot, seats, circle.books)?.[0]
        : one.seat;
      const bid = least + BigInt(one.off) * 100n;
      const isLast = seats.filter(seat => seat.received_round === null).length === 1;
      const bids = pot.turn === "bid" && !isLast && one.off > 0 ? [{ seat: right ?? one.seat, amount: bid > most ? most : bid }] : [];
      return circle.hands(right ?? one.seat, on, bids);
    }
    case "pass": {
      const late = rounds.find(round => inRound(round.round, seats, pot.amount) > round.handed)?.round;
      return circle.says(passOnEntry, { pot: "pot-2", round: late ?? one.round }, on);
    }
    case "take": {
      const of = seats.find(seat => seat.seat === one.seat);
      const amount = of ? positionOf(of, rounds) : 0n;
      return circle.says(substituteEntry, { pot: "pot-2", seat: one.seat, member: circle.members[one.who - 1]!, amount }, on);
    }
    default: {
      const fact = made[made.length - 1 - one.back];
      const back = fact && circle.takesBack(fact, on);
      return back === undefined ? [] : isRefusal(back) ? back : [];
    }
  }
}

function holds(circle: Circle): void {
  const { pot, seats, rounds } = circle;
  const cash = circle.cash();
  expect(cash).toBeGreaterThanOrEqual(0n);
  expect(cash).toBe(sum(seats.map(one => one.brought)) - sum(rounds.map(one => one.handed)));
  expect(circle.books.total(account.pot("pot-2"), "IDR")).toBe(-cash);
  for (const member of circle.members)
    expect(circle.owedTo(member)).toBe(
      sum(seats.filter(one => one.member_id === member).map(one => positionOf(one, rounds))),
    );
  for (const one of rounds) {
    const there = inRound(one.round, seats, pot.amount);
    if (pot.is_whole) expect(one.handed).toBe(pot.amount * BigInt(pot.seats));
    expect(one.handed).toBeLessThanOrEqual(there);
  }
  expect(new Set(rounds.map(one => one.seat)).size).toBe(rounds.length);
  expect(rounds.map(one => one.round)).toEqual(rounds.map((_, index) => index + 1));
  expect(circle.cash("loan")).toBe(sum(rounds.map(one => one.commission)));
  if (pot.status === "ended") {
    expect([cash, ...circle.members.map(one => circle.owedTo(one))].every(one => one === 0n)).toBe(true);
    expect(rounds.map(one => one.seat).sort()).toEqual(seats.map(one => one.seat).sort());
  }
}
