import { day, type MemberId, type Minor } from "#base";
import { refusalToPost } from "#ledger";
import { describe, expect, test } from "vitest";
import { depositEntry } from "./deposit.ts";
import { done } from "./group-on-paper.testing.ts";
import { leave, needsLeaving } from "./leave.ts";
import { began, Vsla } from "./vsla.testing.ts";

describe("a member who leaves in the middle of a cycle", () => {
  const group = () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 2, step: 100n });
    vsla.rule(
      "savings.product/pokok",
      {
        fund: "loan",
        kind: "entry",
        amount: "1000",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: true,
      },
      began,
    );
    vsla.rule(
      "savings.product/kept",
      { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "never", is_capital: true },
      began,
    );
    vsla.fund("rice-bank", "kg", began);
    vsla.rule(
      "savings.product/rice",
      { fund: "rice-bank", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false },
      began,
    );
    const [ama] = vsla.members as [MemberId];
    vsla.buys([5, 5], 500n);
    vsla.earns(4_000n);
    for (const [product, amount] of [
      ["pokok", 1_000n],
      ["kept", 200n],
      ["rice", 7_500n],
    ] as const)
      done(vsla.says(depositEntry, { member: ama, product, amount }, "2026-06-01"));
    return { vsla, ama };
  };
  const leaves = (vsla: Vsla, member: MemberId, debts: ReadonlyMap<string, Minor> = new Map()) => {
    const books = vsla.seenBy(seen => needsLeaving(member, seen));
    const left = leave({ books, member, on: day("2026-07-01"), debts });
    expect(refusalToPost(left.facts, books)).toBeNull();
    vsla.record(left.facts);
    return left.leavings;
  };

  test("gets back what she put in, in each fund, without profit", () => {
    const { vsla, ama } = group();
    expect(leaves(vsla, ama)).toEqual([
      { fund: "loan", unit: "GHS", stake: 3_500n, setOff: 0n, payout: 3_500n, stillOwed: 0n, kept: 200n },
      { fund: "rice-bank", unit: "kg", stake: 7_500n, setOff: 0n, payout: 7_500n, stillOwed: 0n, kept: 0n },
    ]);
    expect(vsla.books.balances({ member: ama }).filter(one => one.balance !== 0n)).toEqual([]);
    expect(vsla.cash("rice-bank", "kg")).toBe(0n);
    expect(vsla.balance("retained-surplus/loan", "GHS")).toBe(-200n);
  });

  test("pays her debt out of it first", () => {
    const { vsla, ama } = group();
    vsla.lends(ama, 1_200n);
    expect(leaves(vsla, ama, new Map([["loan", 1_250n]]))[0]).toMatchObject({
      stake: 3_500n,
      setOff: 1_250n,
      payout: 2_250n,
      stillOwed: 0n,
    });
    expect(vsla.balance("member-payable/loan", "GHS", ama)).toBe(-1_250n);
  });

  test("still owes what her part does not cover, also where she has none", () => {
    const { vsla, ama } = group();
    const leavings = leaves(
      vsla,
      ama,
      new Map([
        ["loan", 4_000n],
        ["social", 70n],
      ]),
    );
    expect(leavings[0]).toMatchObject({ setOff: 3_500n, payout: 0n, stillOwed: 500n });
    expect(leavings).toContainEqual({
      fund: "social",
      unit: "GHS",
      stake: 0n,
      setOff: 0n,
      payout: 0n,
      stillOwed: 70n,
      kept: 0n,
    });
  });

  test("with nothing gets nothing and nothing is written", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 1, step: 100n });
    expect(leaves(vsla, vsla.members[0]!)).toEqual([]);
  });

  test("leaves the others' shares as they are, and their share-out comes out", () => {
    const { vsla, ama } = group();
    leaves(vsla, ama);
    const plan = vsla.sharesOut();
    expect(plan.members.map(one => [one.number, one.shares, one.payout])).toEqual([[2, 5n, 6_700n]]);
    expect(vsla.left("loan")).toEqual({});
  });
});
