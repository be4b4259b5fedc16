import { describe, expect, test } from "vitest";
import type { MemberId } from "#base";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { loanLimits } from "./limits.ts";
import { payOutEntry } from "./pay-out.ts";
import { requestEntry } from "./request.ts";

const today = "2026-06-06";
const shares = "member-shares/loan";

describe("three times her shares (VSLA)", () => {
  const limits = { times_stake: "3", stake_accounts: [shares] };

  for (const [amount, allowed, answer] of [
    // asks | may borrow | answer
    [300_000n, 300_000n, "loans.requested"],
    [300_100n, 300_000n, "loans.above-times-stake"],
  ] as const)
    test(`Wulan has 100,000 in shares and asks for ${amount}: ${answer}`, () => {
      const { group, wulan } = village(limits);
      group.saves(wulan, 100_000n, today, shares);
      const result = asks(group, wulan, amount);
      if (answer === "loans.requested") expect(result).toMatchObject([{ kind: answer }]);
      else
        expect(result).toMatchObject({
          refused: answer,
          because: { amount, allowed, stake: 100_000n, owed: 0n, times: "3", unit: "IDR" },
        });
    });

  test("what Wulan owes already counts", () => {
    const { group, wulan } = village(limits);
    group.saves(wulan, 100_000n, today, shares);
    group.lends(wulan, 200_000n, today);
    expect(asks(group, wulan, 100_100n)).toMatchObject({
      refused: "loans.above-times-stake",
      because: { allowed: 100_000n, owed: 200_000n },
    });
    expect(asks(group, wulan, 100_000n)).toMatchObject([{ kind: "loans.requested" }]);
  });

  test("Wulan's savings do not count where only shares do", () => {
    const { group, wulan } = village(limits);
    group.saves(wulan, 100_000n, today);
    expect(asks(group, wulan, 100n)).toMatchObject({ refused: "loans.above-times-stake", because: { allowed: 0n } });
  });

  test("a loan out of solidarity does not ask what she has", () => {
    const { group, wulan } = village(limits);
    group.product("solidarity", { ...ordinary, fund: "social", rate_per_month: "0", is_free: true }, "2026-01-03");
    expect(asks(group, wulan, 100_000n, "solidarity")).toMatchObject([{ kind: "loans.requested" }]);
  });

  test("it is asked again at the pay-out: Wulan's shares may be fewer by then", () => {
    const { group, wulan } = village(limits);
    group.saves(wulan, 100_000n, today, shares);
    const loan = group.id();
    done(
      group.says(requestEntry, { loan, member: wulan, product: "ordinary", amount: 300_000n, guarantors: [] }, today),
    );
    group.saves(wulan, -50_000n, today, shares);
    const decision = group.decides("loan", loan, today);
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toMatchObject({
      refused: "loans.above-times-stake",
      because: { allowed: 150_000n },
    });
  });
});

describe("one member's part of the fund", () => {
  test("Wulan may owe a fifth of cash and loans together, and no more", () => {
    const { group, wulan, sari } = village({ share_of_fund_percent: 20 });
    group.lends(sari, 500_000n, today);
    // 2,500,000 in cash and 500,000 lent are a fund of 3,000,000.
    expect(asks(group, wulan, 600_100n)).toMatchObject({
      refused: "loans.above-share-of-fund",
      because: { allowed: 600_000n, size: 3_000_000n, percent: 20, fund: "loan" },
    });
    group.lends(wulan, 400_000n, today);
    expect(asks(group, wulan, 200_000n)).toMatchObject([{ kind: "loans.requested" }]);
    expect(asks(group, wulan, 200_100n)).toMatchObject({
      refused: "loans.above-share-of-fund",
      because: { owed: 400_000n },
    });
  });
});

describe("who may ask", () => {
  test("Wulan has a loan open and the group lends one at a time", () => {
    const { group, wulan } = village({ may_borrow_again_with_open_loan: false });
    const open = group.lends(wulan, 100_000n, today);
    expect(asks(group, wulan, 100_000n)).toMatchObject({ refused: "loans.has-open-loan" });
    group.pays(open, 102_000n, today);
    expect(asks(group, wulan, 100_000n)).toMatchObject([{ kind: "loans.requested" }]);
    expect(asks(group, wulan, 100_000n)).toMatchObject({ refused: "loans.has-open-loan" });
  });

  test("Wulan needs two who stand for her and names one", () => {
    const { group, wulan, sari } = village({ guarantors_min: 2 });
    expect(asks(group, wulan, 100_000n, "ordinary", [sari])).toMatchObject({
      refused: "loans.too-few-guarantors",
      because: { found: 1, needed: 2 },
    });
  });

  test("Ratna joined in May and the group waits three months", () => {
    const { group } = village({ months_member_min: 3 });
    const ratna = group.member("2026-05-02");
    expect(asks(group, ratna, 100_000n)).toMatchObject({
      refused: "loans.member-too-short",
      because: { months: 3, from: "2026-08-02" },
    });
  });

  test("a group without the rule set itself no limits", () => {
    const group = new GroupOnPaper("IDR", "2026-01-03", { withoutLimits: true });
    const wulan = group.member("2026-01-03");
    expect(asks(group, wulan, 900_000n)).toMatchObject([{ kind: "loans.requested" }]);
  });
});

describe("limits that are none", () => {
  const fault = (value: object) => loanLimits.check!({ ...noLimits, ...value }, "", () => "INR");
  const noLimits = { stake_accounts: [], guarantors_min: 0, may_borrow_again_with_open_loan: false };

  test.each([
    [{ times_stake: "0" }, "loans.times-stake-malformed"],
    [{ times_stake: "three" }, "loans.times-stake-malformed"],
    [{ times_stake: "3" }, "loans.stake-is-of-no-account"],
  ])("%j", (value, refused) => {
    expect(fault(value)).toMatchObject({ refused });
  });

  test("2.5 times shares and savings is one", () => {
    expect(fault({ times_stake: "2.5", stake_accounts: [shares, "member-savings.voluntary/loan"] })).toBe(null);
  });
});

function asks(
  group: GroupOnPaper,
  member: MemberId,
  amount: bigint,
  product = "ordinary",
  guarantors: readonly MemberId[] = [],
) {
  return group.says(requestEntry, { loan: group.id(), member, product, amount, guarantors }, today);
}

function village(limits: Parameters<GroupOnPaper["limits"]>[0]) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 3_000_000n, "2026-01-03");
  group.limits(limits, "2026-01-03");
  return { group, wulan, sari };
}
