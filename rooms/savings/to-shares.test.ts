import { describe, expect, test } from "vitest";
import { buySharesEntry } from "./buy-shares.ts";
import { depositEntry } from "./deposit.ts";
import { done } from "./group-on-paper.testing.ts";
import { began, koperasi } from "./koperasi.testing.ts";
import { toSharesEntry } from "./to-shares.ts";

describe("savings become capital", () => {
  test("and what she has in all stays the same", () => {
    const { group, wulan } = koperasi();
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    const before = group.cash("loan", "IDR");
    done(
      group.says(toSharesEntry, { member: wulan, product: "sukarela", amount: 15_000n, capital: "cbu" }, "2006-03-01"),
    );
    expect(group.balance("member-savings.sukarela/loan", "IDR", wulan)).toBe(-5_000n);
    expect(group.balance("member-shares.cbu/loan", "IDR", wulan)).toBe(-15_000n);
    expect(group.cash("loan", "IDR")).toBe(before);
  });

  test("in another fund, and the cash goes from one bag to the other", () => {
    const { group, wulan } = koperasi();
    group.fund("weaving", "IDR", began);
    group.rule(
      "savings.product/weaving",
      { fund: "weaving", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true },
      began,
    );
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    done(
      group.says(
        toSharesEntry,
        { member: wulan, product: "sukarela", amount: 10_000n, capital: "weaving" },
        "2006-03-01",
      ),
    );
    expect([group.cash("loan", "IDR"), group.cash("weaving", "IDR")]).toEqual([10_000n, 10_000n]);
  });

  test("as whole shares at a meeting", () => {
    const { group, wulan } = koperasi();
    group.rule("savings.shares/loan", { price: "5000", meeting_min: "1", meeting_max: "5" }, began);
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    const body = { member: wulan, product: "sukarela", amount: 15_000n, fund: "loan", shares: 3 };
    expect(group.says(toSharesEntry, body, "2006-03-01", [])).toMatchObject({
      refused: "savings.shares-at-meetings-only",
    });
    done(group.says(toSharesEntry, body, "2006-03-01"));
    expect(group.balance("member-shares/loan", "IDR", wulan)).toBe(-15_000n);
    expect(
      group.says(buySharesEntry, { member: wulan, fund: "loan", shares: 3, amount: 15_000n }, "2006-03-01"),
    ).toMatchObject({
      refused: "savings.too-many-shares",
      because: { bought: 3, left: 2 },
    });
  });

  test.each([
    ["savings.one-place-to-move-to", {}],
    ["savings.one-place-to-move-to", { capital: "cbu", fund: "loan", shares: 1 }],
    ["savings.one-place-to-move-to", { capital: "cbu", shares: 1 }],
    ["savings.not-capital", { capital: "wajib" }],
    ["savings.below-minimum", { capital: "cbu", amount: 19_000n }],
    ["savings.other-unit", { capital: "beras" }],
  ] as const)("and is refused as %s for %o", (refused, body) => {
    const { group, wulan } = koperasi();
    group.fund("rice-bank", "kg", began);
    group.rule(
      "savings.product/beras",
      { fund: "rice-bank", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true },
      began,
    );
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    expect(
      group.says(toSharesEntry, { member: wulan, product: "sukarela", amount: 1_000n, ...body }, "2006-03-01"),
    ).toMatchObject({ refused });
  });

  test("of another unit is not bought with money", () => {
    const { group, wulan } = koperasi();
    group.fund("rice-bank", "kg", began);
    group.rule("savings.shares/rice-bank", { price: "1000", meeting_min: "1", meeting_max: "5" }, began);
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    const body = { member: wulan, product: "sukarela", amount: 1_000n, fund: "rice-bank", shares: 1 };
    expect(group.says(toSharesEntry, body, "2006-03-01")).toMatchObject({
      refused: "savings.other-unit",
      because: { from: "IDR", to: "kg" },
    });
  });
});
