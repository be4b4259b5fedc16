import { describe, expect, test } from "vitest";
import { depositEntry } from "./deposit.ts";
import { done } from "./group-on-paper.testing.ts";
import { began, koperasi } from "./koperasi.testing.ts";
import { withdrawalEntry } from "./withdrawal.ts";

describe("a withdrawal", () => {
  const group = (saved: bigint) => {
    const made = koperasi();
    done(made.group.says(depositEntry, { member: made.wulan, product: "sukarela", amount: saved }, "2006-02-01"));
    done(made.group.says(depositEntry, { member: made.wulan, product: "cbu", amount: 12_000n }, "2006-02-01"));
    return made;
  };

  test("gives cash as far as the minimum stays", () => {
    const { group: books, wulan } = group(10_000n);
    const [fact] = done(
      books.says(withdrawalEntry, { member: wulan, product: "sukarela", amount: 8_000n }, "2006-03-01"),
    );
    expect(fact!.lines).toContainEqual({ account: "cash/loan", unit: "IDR", amount: -8_000n });
    expect(books.balance("member-savings.sukarela/loan", "IDR", wulan)).toBe(-2_000n);
  });

  test.each([
    // product     | wanted | what is said                     | because
    ["sukarela", 8_001n, "savings.below-minimum", { saved: 10_000n, minimum: 2_000n, available: 8_000n }],
    ["sukarela", 10_001n, "savings.more-than-saved", { saved: 10_000n, wanted: 10_001n }],
    ["sukarela", 0n, "savings.amount-missing", {}],
    ["wajib", 1n, "savings.kept-until-leaving", {}],
    ["pokok", 1n, "savings.kept-until-leaving", {}],
    ["cbu", 2_001n, "savings.below-minimum", { saved: 12_000n, minimum: 10_000n, available: 2_000n }],
  ] as const)("of %s, %s, is refused as %s", (product, amount, refused, because) => {
    const { group: books, wulan } = group(10_000n);
    expect(books.says(withdrawalEntry, { member: wulan, product, amount }, "2006-03-01")).toMatchObject({
      refused,
      because,
    });
  });

  test("of what is never given back is refused", () => {
    const { group: books, wulan } = group(10_000n);
    books.rule(
      "savings.product/hibah",
      { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "never", is_capital: true },
      began,
    );
    done(books.says(depositEntry, { member: wulan, product: "hibah", amount: 100n }, "2006-03-01"));
    expect(books.says(withdrawalEntry, { member: wulan, product: "hibah", amount: 100n }, "2006-03-01")).toMatchObject({
      refused: "savings.never-withdrawn",
    });
  });

  test("of savings waits until the capital build-up has its minimum", () => {
    const { group: books, wulan, sahnim } = group(10_000n);
    books.rule(
      "savings.product/harian",
      {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
        after_minimum_of: "cbu",
      },
      began,
    );
    for (const member of [wulan, sahnim])
      done(books.says(depositEntry, { member, product: "harian", amount: 5_000n }, "2006-03-01"));
    done(books.says(depositEntry, { member: sahnim, product: "cbu", amount: 7_000n }, "2006-03-01"));
    done(books.says(withdrawalEntry, { member: wulan, product: "harian", amount: 5_000n }, "2006-03-02"));
    expect(books.says(withdrawalEntry, { member: sahnim, product: "harian", amount: 1n }, "2006-03-02")).toMatchObject({
      refused: "savings.other-minimum-first",
      because: { product: "cbu", saved: 7_000n, minimum: 10_000n, missing: 3_000n },
    });
  });

  test("of more than lies in the box is refused, whatever she has", () => {
    const { group: books, wulan } = group(10_000n);
    books.moves("2006-03-01", ["loans-receivable/loan", "IDR", 20_000n, wulan], ["cash/loan", "IDR", -20_000n]);
    expect(
      books.says(withdrawalEntry, { member: wulan, product: "sukarela", amount: 8_000n }, "2006-03-01"),
    ).toMatchObject({ refused: "ledger.fund-short" });
  });
});
