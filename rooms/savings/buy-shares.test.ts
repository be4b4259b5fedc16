import type { MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { buySharesEntry } from "./buy-shares.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { began } from "./koperasi.testing.ts";
import { cycleTable, sharesBoughtTable } from "./tables.ts";

describe("shares of a VSLA cycle (spex.agrocenta.com)", () => {
  function vsla(): { group: GroupOnPaper; ama: MemberId; efua: MemberId } {
    const group = new GroupOnPaper();
    group.fund("loan", "GHS", began);
    group.rule("savings.shares/loan", { price: "500", meeting_min: "1", meeting_max: "5" }, began);
    return { group, ama: group.member(1, began), efua: group.member(2, began) };
  }
  const buy = (group: GroupOnPaper, member: MemberId, shares: number, amount: bigint, on: string) =>
    group.says(buySharesEntry, { member, fund: "loan", shares, amount }, on);

  test("Ama buys 4, 2 and 4 of them, and with 23 there are 4 and 3 left over", () => {
    const { group, ama } = vsla();
    done(buy(group, ama, 4, 2_000n, "2006-01-09"));
    done(buy(group, ama, 2, 1_000n, "2006-01-16"));
    expect(buy(group, ama, 4, 2_300n, "2006-01-23")).toMatchObject({
      refused: "savings.whole-shares-only",
      because: { paid: 2_300n, price: 500n, shares: 4, left_over: 300n },
    });
    done(buy(group, ama, 4, 2_000n, "2006-01-23"));
    expect(group.balance("member-shares/loan", "GHS", ama)).toBe(-5_000n);
    expect(group.books.rows(sharesBoughtTable, { member_id: ama }).map(row => row.shares)).toEqual([4, 2, 4]);
  });

  test.each([
    ["savings.too-many-shares", 6, 3_000n],
    ["savings.too-few-shares", 0, 0n],
    ["savings.shares-cost-another-amount", 2, 1_500n],
  ] as const)("%s: %i for %s", (refused, shares, amount) => {
    const { group, ama } = vsla();
    expect(buy(group, ama, shares, amount, "2006-01-09")).toMatchObject({ refused });
  });

  test("the limit counts what she bought at the same meeting, and not what was taken back", () => {
    const { group, ama } = vsla();
    const [first] = done(buy(group, ama, 4, 2_000n, "2006-01-09"));
    expect(buy(group, ama, 2, 1_000n, "2006-01-09")).toMatchObject({
      refused: "savings.too-many-shares",
      because: { bought: 4, left: 1 },
    });
    group.takesBack(first!, "2006-01-09");
    done(buy(group, ama, 5, 2_500n, "2006-01-09"));
    expect(group.books.rows(sharesBoughtTable).map(row => [row.shares, row.is_taken_back])).toEqual([
      [4, true],
      [5, false],
    ]);
  });

  test("a fund without shares sells none, and who is no member buys none", () => {
    const { group, ama } = vsla();
    group.fund("social", "GHS", began, "restricted");
    expect(
      group.says(buySharesEntry, { member: ama, fund: "social", shares: 1, amount: 500n }, "2006-01-09"),
    ).toMatchObject({ refused: "savings.no-shares-in-fund" });
    group.rule("savings.shares/social", { price: "500", meeting_min: "1", meeting_max: "5" }, began);
    expect(
      group.says(buySharesEntry, { member: ama, fund: "social", shares: 1, amount: 500n }, "2006-01-09"),
    ).toMatchObject({ refused: "savings.fund-is-not-shared-out", because: { nature: "restricted" } });
    group.ends(ama, "left", "2006-01-09");
    expect(buy(group, ama, 1, 500n, "2006-01-16")).toMatchObject({ refused: "savings.no-longer-a-member" });
  });

  test("the price stands while anybody holds a share, and a new one counts from the next cycle", () => {
    const { group, ama, efua } = vsla();
    const [only] = done(buy(group, ama, 2, 1_000n, "2006-01-09"));
    group.rule("savings.shares/loan", { price: "600", meeting_min: "1", meeting_max: "5" }, "2006-01-16");
    expect(buy(group, efua, 2, 1_200n, "2006-01-16")).toMatchObject({
      refused: "savings.price-fixed-for-cycle",
      because: { price: 500n, new_price: 600n, cost: 1_000n, cycle: 1 },
    });
    done(buy(group, efua, 2, 1_000n, "2006-01-16"));
    expect(group.books.row(cycleTable, { fund: "loan", cycle: 1 })).toMatchObject({
      price: 500n,
      opened_on: "2006-01-09",
      closed_on: null,
    });
    // With no share held any more the group may begin again at the new price.
    group.takesBack(only!, "2006-01-23");
    const other = group.facts.find(fact => fact.kind === "savings.shares-bought" && fact.member === efua)!;
    group.takesBack(other, "2006-01-23");
    done(buy(group, efua, 2, 1_200n, "2006-01-23"));
    expect(group.books.row(cycleTable, { fund: "loan", cycle: 1 })).toMatchObject({ price: 600n });
  });
});
