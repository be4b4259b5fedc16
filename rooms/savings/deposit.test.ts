import { day, type MemberId, put } from "#base";
import { ruleTable } from "#assembly";
import { describe, expect, test } from "vitest";
import { depositEntry } from "./deposit.ts";
import { done } from "./group-on-paper.testing.ts";
import { began, koperasi } from "./koperasi.testing.ts";
import { withdrawalEntry } from "./withdrawal.ts";

describe("a deposit", () => {
  test("lies in the box and in her name", () => {
    const { group, wulan } = koperasi();
    const [fact] = done(
      group.says(depositEntry, { member: wulan, product: "sukarela", amount: 12_000n }, "2006-02-01"),
    );
    expect(fact!.lines).toEqual([
      { account: "cash/loan", unit: "IDR", amount: 12_000n },
      { account: "member-savings.sukarela/loan", member: wulan, unit: "IDR", amount: -12_000n },
    ]);
  });

  test("of share capital is the group's equity, not its debt", () => {
    const { group, wulan } = koperasi();
    done(group.says(depositEntry, { member: wulan, product: "pokok", amount: 50_000n }, "2006-02-01"));
    expect(group.balance("member-shares.pokok/loan", "IDR", wulan)).toBe(-50_000n);
  });

  test("into a product the group has not is refused", () => {
    const { group, wulan } = koperasi();
    expect(group.says(depositEntry, { member: wulan, product: "haji", amount: 1n }, "2006-02-01")).toMatchObject({
      refused: "savings.no-such-product",
    });
  });

  test("of nothing is refused", () => {
    const { group, wulan } = koperasi();
    expect(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 0n }, "2006-02-01")).toMatchObject({
      refused: "savings.amount-missing",
    });
  });

  test("into a fund that is not there is refused", () => {
    const { group, wulan } = koperasi();
    const value = { fund: "nowhere", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
    const row = { rule: "savings.product/lost", version: 1, from_on: day(began), value, decision_id: null };
    group.books.apply([put(ruleTable, row)]);
    expect(group.says(depositEntry, { member: wulan, product: "lost", amount: 1n }, "2006-02-01")).toMatchObject({
      refused: "ledger.no-such-fund",
      because: { fund: "nowhere" },
    });
  });

  test("of somebody who is no member is refused, and of one who left", () => {
    const { group, wulan } = koperasi();
    const nobody = "m_zzzzzzzzzzzzzzzz" as MemberId;
    expect(group.says(depositEntry, { member: nobody, product: "sukarela", amount: 1n }, "2006-02-01")).toMatchObject({
      refused: "savings.not-a-member",
    });
    group.ends(wulan, "left", "2006-02-01");
    expect(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 1n }, "2006-02-02")).toMatchObject({
      refused: "savings.no-longer-a-member",
      because: { number: 1, status: "left" },
    });
  });

  test("of the entry saving may come in parts and ends where all have the same", () => {
    const { group, wulan } = koperasi();
    done(group.says(depositEntry, { member: wulan, product: "pokok", amount: 30_000n }, "2006-02-01"));
    expect(group.says(depositEntry, { member: wulan, product: "pokok", amount: 30_000n }, "2006-03-01")).toMatchObject({
      refused: "savings.entry-saving-is-equal",
      because: { amount: 30_000n, saved: 30_000n, due: 50_000n, left: 20_000n },
    });
    done(group.says(depositEntry, { member: wulan, product: "pokok", amount: 20_000n }, "2006-03-01"));
  });

  test("written by mistake is taken back, and once it was withdrawn it cannot be", () => {
    const { group, wulan, sahnim } = koperasi();
    done(group.says(depositEntry, { member: sahnim, product: "sukarela", amount: 50_000n }, "2006-02-01"));
    const [wrong] = done(
      group.says(depositEntry, { member: wulan, product: "sukarela", amount: 9_000n }, "2006-02-01"),
    );
    const [right] = done(
      group.says(depositEntry, { member: wulan, product: "sukarela", amount: 6_000n }, "2006-02-01"),
    );
    expect(group.takesBack(wrong!, "2006-03-01")).toMatchObject({ kind: "ledger.reversal", reverses: wrong!.seq });
    done(group.says(withdrawalEntry, { member: wulan, product: "sukarela", amount: 4_000n }, "2006-03-01"));
    expect(group.takesBack(right!, "2006-04-01")).toMatchObject({ refused: "ledger.member-balance-short" });
  });
});
