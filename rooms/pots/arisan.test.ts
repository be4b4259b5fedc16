import { day, type MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { account } from "#ledger";
import { began, Circle, done, monday } from "./circle.testing.ts";
import { drawn } from "./lot.ts";
import { noLeavingOutOfPots } from "./leaving.ts";
import { inLot } from "./pot.ts";
import { passOnEntry } from "./pass-on.ts";
import { endEntry } from "./end.ts";
import { substituteEntry } from "./substitute.ts";
import { drawCalculator } from "./calculators.ts";

describe("an arisan begins", () => {
  test("by a decision about what each brings, with a fund of its own that is never lent", () => {
    const circle = new Circle(4);
    done(circle.begins());
    expect(circle.pot).toMatchObject({ seats: 4, round: 1, status: "running", amount: 50_000n, circle: 1 });
    expect(circle.facts.find(fact => fact.kind === "ledger.fund-opened" && fact.data?.["fund"] === "pot-2")?.data).toMatchObject({
      nature: "restricted",
      lendable: false,
    });
    expect(circle.begins()).toMatchObject({ refused: "pots.runs-already" });
  });

  test("and not otherwise", () => {
    const circle = new Circle(4);
    const [one, two] = circle.members as [never, never];
    const refused = (of: Parameters<Circle["begins"]>[0], refusal: string) =>
      expect(circle.begins(of)).toMatchObject({ refused: refusal });
    refused({ pot: "loan" }, "pots.fund-is-another");
    refused({ name: undefined }, "pots.name-missing");
    refused({ seats: [one] }, "pots.too-few-seats");
    refused({ seats: [one, two, one, one] }, "pots.too-many-seats");
    refused({ seats: [one, "m_aaaaaaaaaaaaaaaa" as never] }, "pots.not-a-member");
    refused({ amount: 0n, decision: circle.id() }, "pots.amount-missing");
    refused({ amount: 50_050n }, "pots.amount-not-in-cash");
    refused({ floor_percent: 60 }, "pots.only-where-one-bids");
    refused({ turn: "bid", floor_percent: 60, is_whole: false }, "pots.bids-are-for-whole");
    refused({ turn: "bid", floor_percent: 49 }, "pots.floor-too-low");
    refused({ turn: "bid", floor_percent: 96, commission_percent: 5, commission_to: "loan" }, "pots.commission-above-floor");
    refused({ turn: "bid", floor_percent: 60, commission_percent: 5 }, "pots.commission-for-nobody");
    refused({ turn: "bid", floor_percent: 60, commission_percent: 5, commission_to: "rice" }, "pots.commission-elsewhere");
    refused({ decision: circle.id() }, "assembly.no-decision");
    const other = circle.decides("other", "pot/pot-2", began, true, { amount: "60000" });
    expect(circle.begins({ decision: other })).toMatchObject({
      refused: "pots.another-amount-decided",
      because: { amount: 50_000n, agreed: 60_000n },
    });
  });

  test("again once everybody received, in the same fund and unit", () => {
    const circle = new Circle(2);
    done(circle.begins());
    for (const [week, seat] of [[1, 1], [2, 2]] as const) {
      circle.allBring(monday(week));
      done(circle.hands(seat, monday(week)));
    }
    expect(circle.pot.status).toBe("ended");
    expect(circle.begins({ unit: "kg" }, monday(3))).toMatchObject({ refused: "pots.other-unit" });
    done(circle.begins({ amount: 60_000n }, monday(3)));
    expect(circle.pot).toMatchObject({ circle: 2, amount: 60_000n, round: 1 });
  });
});

describe("a round", () => {
  test("asks each for her seats once a meeting, and what is missing stays due", () => {
    const circle = new Circle(3);
    const [ani, ina] = circle.members as [never, never, never];
    done(circle.begins({ seats: [ani, ina, ani] }));
    expect(circle.dues(began)).toEqual([]);
    expect(circle.dues(monday(1)).map(one => one.amount)).toEqual([100_000n, 50_000n]);
    done(circle.brings(ani, 60_000n, monday(1)));
    expect(circle.seats.map(seat => seat.brought)).toEqual([50_000n, 0n, 10_000n]);
    expect(circle.brings(ani, 40_001n, monday(1))).toMatchObject({
      refused: "pots.brings-too-much",
      because: { left: 40_000n },
    });
    expect(circle.brings(ani, 0n, monday(1))).toMatchObject({ refused: "pots.amount-missing" });
    expect(circle.brings(circle.members[2]!, 1_000n, monday(1))).toMatchObject({ refused: "pots.sits-not-in-it" });
    expect(circle.brings(ani, 1_000n, monday(1), "pot-9")).toMatchObject({ refused: "pots.does-not-run" });
    expect(circle.dues(monday(2)).map(one => one.amount)).toEqual([40_000n, 50_000n]);
  });

  test("of a month is due once in it", () => {
    const circle = new Circle(2);
    done(circle.begins({ every: "month" }));
    circle.allBring(monday(1));
    done(circle.hands(1, monday(1)));
    expect([monday(2), monday(3)].map(on => circle.dues(on).length)).toEqual([0, 0]);
    expect(circle.dues("2026-02-02").map(one => one.amount)).toEqual([50_000n, 50_000n]);
  });

  test("goes whole to the one whose turn it is, and to nobody twice", () => {
    const circle = new Circle(3);
    done(circle.begins());
    const on = monday(1);
    expect(circle.hands(1, on)).toMatchObject({ refused: "pots.nothing-is-in" });
    done(circle.brings(circle.members[0]!, 50_000n, on));
    done(circle.brings(circle.members[1]!, 20_000n, on));
    expect(circle.hands(1, on)).toMatchObject({
      refused: "pots.not-all-is-in",
      because: { there: 70_000n, missing: 80_000n, seats: 2 },
    });
    circle.allBring(on);
    expect(circle.hands(2, on)).toMatchObject({ refused: "pots.not-her-turn", because: { number: 2, turn: 1 } });
    expect(circle.hands(4, on)).toMatchObject({ refused: "pots.no-such-seat" });
    expect(circle.hands(1, on, [{ seat: 1, amount: 100_000n }])).toMatchObject({ refused: "pots.nobody-bids-here" });
    done(circle.hands(1, on));
    expect(circle.cash()).toBe(0n);
    expect(circle.members.map(one => circle.owedTo(one))).toEqual([-100_000n, 50_000n, 50_000n]);
    expect(circle.hands(1, monday(2))).toMatchObject({ refused: "pots.received-before", because: { round: 1 } });
  });

  test("goes with what is there where the pot was begun so, and the rest follows", () => {
    const circle = new Circle(3);
    done(circle.begins({ is_whole: false }));
    done(circle.brings(circle.members[0]!, 50_000n, monday(1)));
    done(circle.brings(circle.members[1]!, 50_000n, monday(1)));
    done(circle.hands(1, monday(1)));
    const passes = (round: number, on: string) => circle.says(passOnEntry, { pot: "pot-2", round }, on);
    expect(passes(1, monday(2))).toMatchObject({ refused: "pots.nothing-to-pass-on" });
    expect(circle.dues(monday(2)).map(one => one.amount)).toEqual([50_000n, 50_000n, 100_000n]);
    circle.allBring(monday(2));
    // The rest of the first round is still hers, and no part of the second.
    done(circle.hands(2, monday(2)));
    expect(circle.cash()).toBe(50_000n);
    const [late] = done(passes(1, monday(2)));
    expect(late!.member).toBe(circle.members[0]);
    expect(circle.cash()).toBe(0n);
    done(circle.brings(circle.members[0]!, 50_000n, monday(3)));
    done(circle.hands(3, monday(3)));
    expect(circle.hands(3, monday(3))).toMatchObject({ refused: "pots.everybody-received" });
    expect(circle.pot.status).toBe("running");
    // All received; what is still missing of the last round is due, and the pot ends with it.
    expect(circle.dues(monday(4)).map(one => one.amount)).toEqual([50_000n, 50_000n]);
    circle.allBring(monday(4));
    done(passes(3, monday(4)));
    expect(circle.pot).toMatchObject({ status: "ended", ended_on: monday(4) });
    expect(circle.members.map(one => circle.owedTo(one))).toEqual([0n, 0n, 0n]);
    expect([circle.hands(1, monday(5)), passes(1, monday(5))]).toMatchObject([
      { refused: "pots.does-not-run" },
      { refused: "pots.does-not-run" },
    ]);
  });
});

describe("a lot", () => {
  const draw = { pot: "pot-2", circle: 1, round: 1, code: "7H2KQ9ZD" };

  test("is the same for everybody who draws it, and another for each round, pot and code", () => {
    const seats = Array.from({ length: 20 }, (_, index) => index + 1);
    expect(drawn(draw, [...seats].reverse())).toEqual(drawn(draw, seats));
    // Worked out apart: printf 'pot/pot-2/1/1/<seat>/7H2KQ9ZD' | sha256sum, the lowest first.
    expect(drawn(draw, [1, 2, 3, 4, 5])).toEqual([4, 3, 1, 5, 2]);
    for (const other of [{ round: 2 }, { circle: 2 }, { pot: "pot-3" }, { code: "7H2KQ9ZE" }])
      expect(drawn({ ...draw, ...other }, seats)).not.toEqual(drawn(draw, seats));
    expect(drawCalculator.calculate({ ...draw, code: "7h2k q9zd", seats: [1, 2, 3, 4, 5] }, new Set())).toEqual({
      drawn: 4,
      order: [4, 3, 1, 5, 2],
    });
  });

  test("falls on every seat about as often", () => {
    const times = new Map<number, number>();
    for (let round = 1; round <= 2_000; round += 1) {
      const seat = drawn({ ...draw, round }, [1, 2, 3, 4])[0]!;
      times.set(seat, (times.get(seat) ?? 0) + 1);
    }
    for (const seat of [1, 2, 3, 4]) expect(Math.abs(times.get(seat)! - 500)).toBeLessThan(80);
  });

  test("needs a meeting that was sealed before, and nobody goes past it", () => {
    const circle = new Circle(4);
    done(circle.begins({ turn: "lot" }));
    circle.allBring(monday(1));
    expect(circle.hands(1, monday(1))).toMatchObject({ refused: "pots.nothing-to-draw-with" });
    circle.sealed();
    const [first, second] = inLot(circle.pot, circle.seats, circle.books)!;
    expect(circle.hands(second!, monday(1))).toMatchObject({ refused: "pots.not-her-turn", because: { seat: first } });
    const [handed] = done(circle.hands(first!, monday(1)));
    // With what was drawn stands in the log, so that it can be drawn again.
    expect(drawn({ ...draw, code: String(handed!.data!["code"]) }, [1, 2, 3, 4])[0]).toBe(first);
  });
});

describe("a seat", () => {
  const takes = (circle: Circle, seat: number, member: never, amount: bigint, on: string) =>
    circle.says(substituteEntry, { pot: "pot-2", seat, member, amount }, on);

  test("that has not received is taken over by who gives back what was brought", () => {
    const circle = new Circle(4);
    const [, ina, , new_] = circle.members as unknown as never[];
    done(circle.begins({ seats: circle.members.slice(0, 3) }));
    circle.allBring(monday(1));
    done(circle.hands(1, monday(1)));
    expect(takes(circle, 2, new_!, 0n, monday(2))).toMatchObject({
      refused: "pots.leaver-gets",
      because: { amount: 50_000n, number: 2 },
    });
    done(takes(circle, 2, new_!, 50_000n, monday(2)));
    expect([circle.owedTo(ina!), circle.owedTo(new_!)]).toEqual([0n, 50_000n]);
    expect(circle.cash()).toBe(0n);
    expect(circle.seats[1]).toMatchObject({ member_id: new_, brought: 50_000n });
    expect(takes(circle, 2, new_!, 50_000n, monday(2))).toMatchObject({ refused: "pots.sits-there-already" });
  });

  test("that received is left only by who hands over the rest", () => {
    const circle = new Circle(4);
    const [ani, ina, tini, new_] = circle.members as unknown as never[];
    done(circle.begins({ seats: [ani!, ina!, tini!, tini!] }));
    circle.allBring(monday(1));
    done(circle.hands(1, monday(1)));
    expect(takes(circle, 1, new_!, 0n, monday(2))).toMatchObject({
      refused: "pots.leaver-owes",
      because: { amount: 150_000n },
    });
    expect(takes(circle, 1, tini!, -150_000n, monday(2))).toMatchObject({ refused: "pots.too-many-seats" });
    expect(takes(circle, 9, new_!, 0n, monday(2))).toMatchObject({ refused: "pots.no-such-seat" });
    circle.ends(ina!, "left", monday(2));
    expect(takes(circle, 1, ina!, -150_000n, monday(2))).toMatchObject({ refused: "pots.not-a-member" });
    done(takes(circle, 1, new_!, -150_000n, monday(2)));
    expect([circle.owedTo(ani!), circle.owedTo(new_!)]).toEqual([0n, -150_000n]);
    expect(circle.says(substituteEntry, { pot: "pot-9", seat: 1, member: ani!, amount: 0n }, monday(2))).toMatchObject({
      refused: "pots.does-not-run",
    });
  });
});

describe("a pot that is given up", () => {
  test("gives each back what she brought, as long as nobody received", () => {
    const circle = new Circle(3);
    done(circle.begins());
    done(circle.brings(circle.members[0]!, 50_000n, monday(1)));
    done(circle.brings(circle.members[2]!, 20_000n, monday(1)));
    const ends = (on: string, decision = circle.decides("other", "pot-end/pot-2", on)) =>
      circle.says(endEntry, { pot: "pot-2", decision }, on);
    expect(ends(monday(2), circle.id())).toMatchObject({ refused: "assembly.no-decision" });
    const facts = done(ends(monday(2)));
    expect(facts.map(fact => fact.kind)).toEqual(["pots.given-back", "pots.given-back", "pots.ended"]);
    expect([circle.cash(), ...circle.members.map(one => circle.owedTo(one))]).toEqual([0n, 0n, 0n, 0n]);
    expect(circle.pot.status).toBe("ended-early");
    expect(ends(monday(3))).toMatchObject({ refused: "pots.does-not-run" });
  });

  test("keeps who sits in it until another took her seat", () => {
    const circle = new Circle(3);
    const [ani] = circle.members;
    const leaves = (member: MemberId) => {
      const said = { on: day(began), body: { member, status: "left" } } as never;
      const seen = circle.seenBy(books => noLeavingOutOfPots.needs(said, books));
      return noLeavingOutOfPots.refusal(said, seen);
    };
    expect(leaves(ani!)).toBeNull();
    done(circle.begins({ seats: circle.members.slice(0, 2) }));
    expect(leaves(ani!)).toMatchObject({ refused: "pots.sits-in-pots", because: { number: 1, seats: 1, fund: "pot-2" } });
    expect(leaves(circle.members[2]!)).toBeNull();
  });

  test("is not given up any more once somebody did", () => {
    const circle = new Circle(2);
    done(circle.begins());
    circle.allBring(monday(1));
    done(circle.hands(1, monday(1)));
    const decision = circle.decides("other", "pot-end/pot-2", monday(2));
    expect(circle.says(endEntry, { pot: "pot-2", decision }, monday(2))).toMatchObject({ refused: "pots.goes-on" });
  });
});

test("rice goes round as rupiah does", () => {
  const circle = new Circle(3);
  done(circle.begins({ unit: "kg", amount: 2_500n, turn: "told" }));
  for (const [week, seat] of [[1, 3], [2, 1], [3, 2]] as const) {
    circle.allBring(monday(week));
    done(circle.hands(seat, monday(week)));
    expect(circle.cash("pot-2", "kg")).toBe(0n);
  }
  expect(circle.rounds.map(one => [one.seat, one.handed])).toEqual([[3, 7_500n], [1, 7_500n], [2, 7_500n]]);
  expect(circle.books.total(account.pot("pot-2"), "kg")).toBe(0n);
});
