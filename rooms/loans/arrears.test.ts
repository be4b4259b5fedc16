import { describe, expect, test } from "vitest";
import { day } from "#base";
import { GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { arrears, dueOn, owedOn, planOf } from "./index.ts";
import type { LoanProduct } from "./product.ts";

const lentOn = "2026-03-07";

describe("Wulan missed April's meeting: 100,000 and 10,000 interest were due on the 7th", () => {
  const days = [
    // on        | principal | interest | days | what is late
    ["2026-04-04",        0n,        0n,    0, "it is not due before the meeting is held"],
    ["2026-04-30",        0n,        0n,    0, "April is not over"],
    ["2026-05-01",  100_000n,   10_000n,   24, "April is over"],
    ["2026-06-06",  200_000n,   20_000n,   60, "May is over too, and interest was on all of it"],
    ["2026-10-03",  500_000n,   60_000n,  179, "the term is over"],
  ] as const;
  test.each(days)("on %s %s and %s are late, %i days: %s", (on, principal, interest, daysLate, _) => {
    expect(arrears(lends().loan, day(on))).toMatchObject({
      principal,
      interest,
      total: principal + interest,
      daysLate,
    });
  });

  test("in May the sheet asks for both months", () => {
    expect(dueOn(lends().loan, day("2026-05-02"))).toEqual({
      principal: 200_000n,
      interest: 20_000n,
      fees: 0n,
      penalties: 0n,
      total: 220_000n,
    });
  });

  test("what she pays is for the oldest instalment first", () => {
    const { group, loan } = lends();
    group.pays(loan, 115_000n, "2026-05-02");
    expect(arrears(group.running(loan), day("2026-05-02"))).toMatchObject({
      principal: 5_000n,
      interest: 0n,
      oldestDue: "2026-04-07",
    });
    group.pays(loan, 5_000n, "2026-05-02");
    expect(arrears(group.running(loan), day("2026-05-02"))).toEqual({
      principal: 0n,
      interest: 0n,
      fees: 0n,
      penalties: 0n,
      total: 0n,
      oldestDue: null,
      daysLate: 0,
    });
  });

  test("her plan shows where she stands", () => {
    const { group, loan } = lends();
    group.pays(loan, 130_000n, "2026-04-04");
    expect(
      planOf(group.running(loan), day("2026-06-06")).map(row => [
        row.number,
        row.principal,
        row.principalPaid,
        row.state,
      ]),
    ).toEqual([
      [1, 100_000n, 100_000n, "paid"],
      [2, 100_000n, 20_000n, "late"],
      [3, 100_000n, 0n, "due"],
      [4, 100_000n, 0n, "to-come"],
      [5, 100_000n, 0n, "to-come"],
    ]);
  });
});

describe("a self-help group", () => {
  test("lets a month be interest only: no principal is late before the term is over", () => {
    const { group, loan } = lends({ method: "monthly_on_balance" });
    group.pays(loan, 10_000n, "2026-04-04");
    expect(arrears(group.running(loan), day("2026-05-30")).total).toBe(0n);
    expect(dueOn(group.running(loan), day("2026-05-30"))).toMatchObject({ principal: 200_000n, interest: 10_000n });
    expect(arrears(group.running(loan), day("2026-06-06"))).toMatchObject({
      principal: 0n,
      interest: 10_000n,
      oldestDue: "2026-05-07",
    });
    expect(arrears(group.running(loan), day("2026-09-05"))).toMatchObject({
      principal: 500_000n,
      oldestDue: "2026-05-07",
    });
  });

  test("may agree on no instalments at all: the sheet asks for interest until the last month", () => {
    const { loan } = lends({ method: "monthly_on_balance", amortization: "interest_only" });
    expect(dueOn(loan, day("2026-04-04"))).toEqual({ principal: 0n, interest: 10_000n, fees: 0n, penalties: 0n, total: 10_000n });
    expect(dueOn(loan, day("2026-08-01"))).toEqual({
      principal: 500_000n,
      interest: 50_000n,
      fees: 0n,
      penalties: 0n,
      total: 550_000n,
    });
  });
});

describe("in a grace of two months on principal and on paying interest", () => {
  const graced = { grace_principal_periods: 2, grace_interest_payment_periods: 2 };

  test("nothing is due, the interest grows, and the month after asks for all of it", () => {
    const { loan } = lends(graced);
    const months = [
      // on        | due: principal | interest | owed in interest
      ["2026-04-04",             0n,        0n, 10_000n],
      ["2026-05-02",             0n,        0n, 20_000n],
      ["2026-06-06",       166_700n,   30_000n, 30_000n],
    ] as const;
    for (const [on, principal, interest, owed] of months) {
      expect(dueOn(loan, day(on))).toMatchObject({ principal, interest });
      expect(owedOn(loan, day(on)).interest).toBe(owed);
    }
    expect(arrears(loan, day("2026-06-30")).total).toBe(0n);
    expect(arrears(loan, day("2026-07-01"))).toMatchObject({
      principal: 166_700n,
      interest: 30_000n,
      oldestDue: "2026-06-07",
    });
    expect(planOf(loan, day("2026-06-06")).map(row => [row.interest, row.state])).toEqual([
      [0n, "paid"],
      [0n, "paid"],
      [30_000n, "due"],
      [6_700n, "to-come"],
      [3_300n, "to-come"],
    ]);
  });

  test("what she brings in it makes the loan smaller, and so the interest of the months after", () => {
    const { group, loan } = lends(graced);
    group.pays(loan, 100_000n, "2026-04-04");
    expect(group.running(loan)).toMatchObject({ principal_paid: 100_000n, interest_paid: 0n });
    expect(owedOn(group.running(loan), day("2026-05-02")).interest).toBe(10_000n + 8_000n);
  });

  test("who pays off in it pays the interest of the months begun", () => {
    const { group, loan } = lends(graced);
    group.pays(loan, 520_000n, "2026-05-02");
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", interest_paid: 20_000n });
  });
});

test("in a grace of two months nothing but interest is due", () => {
  const { loan } = lends({ grace_principal_periods: 2 });
  expect(dueOn(loan, day("2026-05-02"))).toMatchObject({ principal: 0n, interest: 20_000n });
  expect(dueOn(loan, day("2026-06-06")).principal).toBe(166_700n);
});

test("a weekly instalment is late from the fourth day on", () => {
  const { loan } = lends({ frequency: "weeks", periods: 10 });
  expect(arrears(loan, day("2026-03-17")).total).toBe(0n);
  expect(arrears(loan, day("2026-03-18"))).toMatchObject({ principal: 50_000n, oldestDue: "2026-03-14", daysLate: 4 });
});

function lends(product: Partial<LoanProduct> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  return { group, loan: group.lends(wulan, 500_000n, lentOn) };
}
