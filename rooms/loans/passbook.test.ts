import { describe, expect, test } from "vitest";
import { day } from "#base";
import { dueOn, owedOn } from "./index.ts";
import { GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import type { RunningLoan } from "./loan.ts";

/**
 * Bhimabai's passbook of 2006-07: a training book for self-help groups (Bachat gat, Marathi), pages 32 and 33.
 * 2 % a month on the balance the month opens with; unpaid interest is carried, not compounded.
 */
const passbook = [
  // month  | meeting     | principal | interest | loan after
  ["2006-09", "2006-09-02",      100n,       10n,       400n],
  ["2006-10", "2006-10-07",      100n,        8n,       300n],
  ["2006-11", "2006-11-04",        0n,        6n,       300n],
  ["2006-12", "2006-12-02",      200n,        6n,       100n],
  ["2007-01", "2007-01-06",        0n,        0n,       100n],
  ["2007-02", "2007-02-03",      100n,        4n,         0n],
] as const;

const rupees = 100n;

describe("Bhimabai's passbook", () => {
  const { group, loan } = lend();

  for (const [month, on, principal, interest, balance] of passbook)
    test(`${month}: she pays ${principal} and ${interest} interest, ${balance} is left`, () => {
      const amount = (principal + interest) * rupees;
      if (amount > 0n) {
        const fact = group.pays(group.loan(loan.loan_id), amount, on);
        expect(fact.data).toMatchObject({
          principal: String(principal * rupees),
          interest: String(interest * rupees),
          interest_due: "0",
          principal_left: String(balance * rupees),
        });
      }
      expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(balance * rupees);
    });

  test("in the end she paid 34 interest and owes nothing", () => {
    expect(group.loan(loan.loan_id)).toMatchObject({
      status: "repaid",
      closed_on: "2007-02-03",
      principal_paid: 500n * rupees,
      interest_paid: 34n * rupees,
    });
    expect(group.balance("interest-income/loan")).toBe(-34n * rupees);
  });
});

test("what Bhimabai owes in January, when she missed the meeting, is carried to February and bears no interest", () => {
  const { group, loan } = lend();
  for (const [, on, principal, interest] of passbook.slice(0, 4))
    group.pays(group.loan(loan.loan_id), (principal + interest) * rupees, on);
  const left = group.loan(loan.loan_id) as RunningLoan;
  expect(owedOn(left, day("2007-01-06"))).toMatchObject({ interest: 2n * rupees, principal: 100n * rupees });
  expect(owedOn(left, day("2007-02-03"))).toMatchObject({
    interest: 4n * rupees,
    unpaidInterest: [
      { period: 5, amount: 2n * rupees },
      { period: 6, amount: 2n * rupees },
    ],
  });
});

test("the sheet proposes to Bhimabai what she paid in fact, month by month", () => {
  const { group, loan } = lend();
  const proposed: (readonly [bigint, bigint])[] = [];
  for (const [, on, principal, interest] of passbook) {
    const now = group.loan(loan.loan_id) as RunningLoan;
    const due = dueOn(now, day(on));
    proposed.push([due.principal / rupees, due.interest / rupees]);
    if (principal + interest > 0n) group.pays(now, (principal + interest) * rupees, on);
  }
  expect(proposed).toEqual([
    [100n, 10n],
    [100n, 8n],
    [100n, 6n],
    [200n, 6n],
    [100n, 2n],
    [100n, 4n],
  ]);
});

function lend(): { readonly group: GroupOnPaper; readonly loan: RunningLoan } {
  const group = new GroupOnPaper("INR", "2006-03-04");
  group.product("self-help", { ...ordinary, method: "monthly_on_balance" }, "2006-03-04");
  const [bhimabai, neighbour] = [group.member("2006-03-04"), group.member("2006-03-04")];
  group.saves(neighbour, 400n * rupees, "2006-07-01");
  for (const on of ["2006-03-04", "2006-04-01", "2006-05-06", "2006-06-03", "2006-07-01", "2006-08-05"])
    group.saves(bhimabai, 25n * rupees, on);
  return { group, loan: group.lends(bhimabai, 500n * rupees, "2006-08-05", { product: "self-help" }) };
}
