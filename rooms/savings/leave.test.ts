import { day, isRefusal, type MemberId, type Minor } from "#base";
import { refusalToPost } from "#ledger";
import { describe, expect, test } from "vitest";
import { depositEntry } from "./deposit.ts";
import { done } from "./group-on-paper.testing.ts";
import { leave, needsLeaving, type Owing } from "./leave.ts";
import { needsShareOut, type WorthOfShare, worthOfShare } from "./plan-share-out.ts";
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
  const leaves = (vsla: Vsla, member: MemberId, owing: readonly Owing[] = []) => {
    const books = vsla.seenBy(seen => needsLeaving(member, seen));
    const left = leave({ books, member, on: day("2026-07-01"), owing });
    expect(refusalToPost(left.facts, books)).toBeNull();
    vsla.record(left.facts);
    return left.leavings;
  };

  test("gets back what she put in, in each fund, without profit", () => {
    const { vsla, ama } = group();
    expect(leaves(vsla, ama)).toEqual([
      { fund: "loan", unit: "GHS", stake: 3_500n, gain: 0n, setOff: 0n, payout: 3_500n, stillOwed: 0n, kept: 200n },
      { fund: "rice-bank", unit: "kg", stake: 7_500n, gain: 0n, setOff: 0n, payout: 7_500n, stillOwed: 0n, kept: 0n },
    ]);
    expect(vsla.books.balances({ member: ama }).filter(one => one.balance !== 0n)).toEqual([]);
    expect(vsla.cash("rice-bank", "kg")).toBe(0n);
    expect(vsla.balance("retained-surplus/loan", "GHS")).toBe(-200n);
  });

  test("pays her debt out of it first", () => {
    const { vsla, ama } = group();
    vsla.lends(ama, 1_200n);
    expect(leaves(vsla, ama, [owes("loan", 1_250n)])[0]).toMatchObject({
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
      [owes("loan", 4_000n), owes("social", 70n)],
    );
    expect(leavings[0]).toMatchObject({ setOff: 3_500n, payout: 0n, stillOwed: 500n });
    expect(leavings).toContainEqual({
      fund: "social",
      unit: "GHS",
      stake: 0n,
      gain: 0n,
      setOff: 0n,
      payout: 0n,
      stillOwed: 70n,
      kept: 0n,
    });
  });

  test("pays what she owes another fund too, after what she owes the fund itself, and never kilograms for money", () => {
    const { vsla, ama } = group();
    vsla.fund("school", "GHS", began);
    vsla.rule(
      "savings.product/school",
      { fund: "school", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false },
      began,
    );
    done(vsla.says(depositEntry, { member: ama, product: "school", amount: 900n }, "2026-06-01"));
    const books = vsla.seenBy(seen => needsLeaving(ama, seen));
    const owing = [owes("school", 1_000n), owes("loan", 3_300n), owes("social", 500n)];
    const { leavings, takenOff } = leave({ books, member: ama, on: day("2026-07-01"), owing });
    expect(takenOff.map(one => [one.owing.fund, one.from, one.amount])).toEqual([
      ["school", "school", 900n],
      ["loan", "loan", 3_300n],
      ["school", "loan", 100n],
      ["social", "loan", 100n],
    ]);
    expect(leavings.map(one => [one.fund, one.payout, one.setOff, one.stillOwed])).toEqual([
      ["loan", 0n, 3_500n, 0n],
      ["rice-bank", 7_500n, 0n, 0n],
      ["school", 0n, 900n, 0n],
      ["social", 0n, 0n, 400n],
    ]);
  });

  test("gets what her shares are worth that day where the rule says so, in whole coins, and her profit out of the surplus", () => {
    const { vsla, ama } = group();
    const worth = worthOfShare("loan", new Map(), vsla.seenBy(seen => needsShareOut("loan", seen)));
    if (isRefusal(worth)) throw new Error("the shares are worth something");
    // 5,000 paid for ten shares and 4,000 earned: 900 each.
    expect((worth as WorthOfShare).of(2_500n)).toBe(4_500n);
    const books = vsla.seenBy(seen => needsLeaving(ama, seen));
    const worthOf = new Map([["loan", worth as WorthOfShare]]);
    const left = leave({ books, member: ama, on: day("2026-07-01"), owing: [owes("loan", 200n)], worthOfShare: worthOf });
    expect(refusalToPost(left.facts, books)).toBeNull();
    vsla.record(left.facts);
    expect(left.leavings[0]).toMatchObject({ stake: 5_500n, gain: 2_000n, setOff: 200n, payout: 5_300n, kept: 200n });
    expect(vsla.balance("retained-surplus/loan", "GHS")).toBe(1_800n);
    expect(vsla.sharesOut().members.map(one => [one.number, one.payout])).toEqual([[2, 4_700n]]);
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

const owes = (fund: string, amount: Minor): Owing => ({ fund, unit: "GHS", amount });
