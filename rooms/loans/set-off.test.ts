import { describe, expect, test } from "vitest";
import { day, type Fact, isRefusal } from "#base";
import { GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { debtsOf } from "./debts.ts";
import type { RunningLoan } from "./loan.ts";
import { setOff } from "./set-off.ts";

const shareOut = day("2026-12-05");

describe("at the share-out", () => {
  test("Wulan's loan is paid out of her shares, principal and interest", () => {
    const { group, wulan, loan } = village();
    expect(debtsOf(wulan, group.books, shareOut)).toMatchObject([{ loan: { loan_id: loan.loan_id }, amount: 118_000n }]);
    const fact = setOff(loan, [{ account: "member-shares/loan", member: wulan, amount: 118_000n }], shareOut) as Fact;
    expect(fact).toMatchObject({
      kind: "loans.set-off",
      member: wulan,
      lines: [
        { account: "member-shares/loan", member: wulan, amount: 118_000n },
        { account: "loans-receivable/loan", member: wulan, amount: -100_000n },
        { account: "interest-income/loan", amount: -18_000n },
      ],
      data: { closes: true },
    });
    const [recorded] = group.record([fact]);
    expect(group.loan(loan.loan_id).status).toBe("repaid");
    expect(debtsOf(wulan, group.books, shareOut)).toEqual([]);
    group.takesBack(recorded!, shareOut);
    expect(group.loan(loan.loan_id)).toEqual(loan);
  });

  test("part of it, where her shares are fewer: interest first", () => {
    const { wulan, loan } = village();
    expect(setOff(loan, [{ account: "member-shares/loan", member: wulan, amount: 50_000n }], shareOut)).toMatchObject({
      data: { interest: "18000", principal: "32000", principal_left: "68000", closes: false },
    });
  });

  test("never more than she owes", () => {
    const { wulan, loan } = village();
    expect(setOff(loan, [{ account: "member-shares/loan", member: wulan, amount: 118_100n }], shareOut)).toMatchObject({
      refused: "loans.repayment-exceeds-owed",
      because: { owed: 118_000n },
    });
  });
});

test("out of savings in another fund the cash goes from bag to bag, and each fund balances", () => {
  const { group, wulan } = village();
  group.saves(wulan, 50_000n, "2026-01-03", "member-savings.funeral/social");
  const loan = debtsOf(wulan, group.books, shareOut)[0]!.loan as RunningLoan;
  const fact = setOff(loan, [{ account: "member-savings.funeral/social", member: wulan, amount: 50_000n }], shareOut);
  expect(isRefusal(fact) || fact.lines).toMatchObject([
    { account: "member-savings.funeral/social", amount: 50_000n },
    { account: "cash/social", amount: -50_000n },
    { account: "cash/loan", amount: 50_000n },
    { account: "loans-receivable/loan", amount: -32_000n },
    { account: "interest-income/loan", amount: -18_000n },
  ]);
  group.record([fact as Fact]);
  expect(group.balance("cash/social")).toBe(0n);
});

/** 100,000 lent in March at 2 % a month; nothing was paid. */
function village() {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.saves(wulan, 200_000n, "2026-01-03", "member-shares/loan");
  group.opens("member-savings.funeral/social", "2026-01-03");
  group.product("ordinary", { ...ordinary }, "2026-01-03");
  return { group, wulan, sari, loan: group.lends(wulan, 100_000n, "2026-03-07") };
}
