import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day, isRefusal, ratio, sum } from "#base";
import { agreementOf, downPayment, loanTerms } from "./agreement.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { amountToPayOff, dueOn, loanEventsOf, loanOn, owedOn, planOf } from "./index.ts";
import type { LoanRow } from "./tables.ts";
import type { RunningLoan } from "./loan.ts";
import { payOutEntry } from "./pay-out.ts";
import type { LoanProduct } from "./product.ts";
import { requestEntry } from "./request.ts";
import { scheduleOf } from "./schedule.ts";

// A sewing machine of 2,000,000; a quarter of it she brings herself.
const lentOn = "2026-03-07";
const machine = { down_payment_percent: "25" };

describe("Wulan buys a sewing machine, and brings a quarter of its price herself", () => {
  test("the box gives the rest in one entry, and the rest is what she owes", () => {
    const { group, wulan, loan, paidOut } = bought(machine, 2_000_000n);
    expect(paidOut).toMatchObject({
      kind: "loans.paid-out",
      lines: [
        { account: "loans-receivable/loan", member: wulan, amount: 1_500_000n },
        { account: "cash/loan", amount: -1_500_000n },
      ],
      data: { principal: "1500000", down_payment: "500000" },
    });
    expect(loan).toMatchObject({ requested: 2_000_000n, principal: 1_500_000n, principal_paid: 0n });
    expect(group.balance("loans-receivable/loan", wulan)).toBe(1_500_000n);
    expect(planOf(loan, day(lentOn))[0]).toMatchObject({ number: 1, due: "2026-04-07", principal: 300_000n, interest: 30_000n });
    expect(dueOn(loan, day(lentOn)).total).toBe(0n);
    expect(amountToPayOff(loan, day("2026-04-04"))).toBe(1_530_000n);
    // As the books had it on that day, and after it was taken back.
    const event = loanEventsOf(paidOut, null)[0]!;
    expect(loanOn(loan, [event], day(lentOn))).toMatchObject({ principal: 1_500_000n });
    expect(group.takesBack(paidOut, lentOn)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "requested", principal: 0n, paid_out_on: null });
    expect(group.balance("loans-receivable/loan", wulan)).toBe(0n);
  });

  test("a charge is of what is lent", () => {
    const { paidOut } = bought({ ...machine, fees: [{ what: "service", at: "pay-out", percent: "1" }] }, 2_000_000n);
    expect(paidOut.data).toMatchObject({ principal: "1500000", charge: "15000" });
  });

  test("the members' limits look at what she will owe, not at the price", () => {
    const { group, wulan } = village(machine);
    // Three times 500,000: enough for what is lent.
    group.limits({ times_stake: "3", stake_accounts: ["member-savings.voluntary/loan"] }, lentOn);
    group.saves(wulan, 500_000n, lentOn);
    const ask = (amount: bigint) =>
      group.says(requestEntry, { loan: group.id(), member: wulan, product: "ordinary", amount, guarantors: [] }, lentOn);
    expect(ask(2_000_100n)).toMatchObject({ refused: "loans.above-times-stake" });
    expect(isRefusal(ask(2_000_000n))).toBe(false);
  });

  test("an exception is asked for what would be lent", () => {
    const { group, wulan } = village(machine);
    group.limits({ share_of_fund_percent: 10 }, lentOn);
    const said = { loan: group.id(), member: wulan, product: "ordinary", amount: 20_000_000n, guarantors: [] };
    expect(group.says(requestEntry, said, lentOn)).toMatchObject({
      refused: "loans.above-share-of-fund",
      because: { amount: 15_000_000n },
    });
    const [asked] = done(group.says(requestEntry, { ...said, exception: "The mill burnt down." }, lentOn));
    expect(asked!.data).toMatchObject({ amount: "20000000", beyond: { amount: "15000000" } });
  });

  test("of a price so small that her part is all of it, nothing is left to lend", () => {
    const { group, wulan } = village({ down_payment_percent: "99" });
    const said = { loan: group.id(), member: wulan, product: "ordinary", amount: 100n, guarantors: [] };
    expect(group.says(requestEntry, said, lentOn)).toMatchObject({ refused: "loans.principal-not-above-zero" });
  });
});

test("any price: what she brings and what falls due after it are what lenders' schedules have, and both come to the price", () => {
  const methods: readonly Partial<LoanProduct>[] = [
    { amortization: "equal_installments" },
    { amortization: "equal_principal_payments" },
    { amortization: "interest_only" },
    { method: "flat", amortization: "equal_installments" },
    { frequency: "weeks", grace_principal_periods: 1 },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...methods),
      fc.constantFrom("5", "10", "12.5", "33", "80"),
      fc.constantFrom(undefined, 500n, 10_000n),
      // Not so little that in money as round as this nothing is left to lend.
      fc.bigInt(100n, 50_000n).map(amount => amount * 1_000n),
      (method, down_payment_percent, rounding_unit, price) => {
        const { loan } = bought({ ...method, down_payment_percent, rounding_unit }, price);
        const agreement = agreementOf(loan.terms);
        const [numerator, denominator] = down_payment_percent === "12.5" ? [125n, 1_000n] : [BigInt(down_payment_percent), 100n];
        const lenders = scheduleOf({ ...loanTerms(agreement, price, day(lentOn)), downPayment: ratio(numerator!, denominator!) });
        const down = lenders.rows.filter(row => row.due === lentOn);
        const plan = planOf(loan, day(lentOn));
        expect(sum(down.map(row => row.total))).toBe(downPayment(agreement, price));
        expect(plan.map(row => [row.due, row.principal, row.interest])).toEqual(
          lenders.rows.slice(down.length).map(row => [row.due, row.principal, row.interest]),
        );
        expect(downPayment(agreement, price) + sum(plan.map(row => row.principal))).toBe(price);
        expect(owedOn(loan, day(lentOn)).principal).toBe(price - downPayment(agreement, price));
      },
    ),
    { numRuns: 60 },
  );
});

function village(how: Partial<LoanProduct>) {
  const group = new GroupOnPaper("IDR", "2020-01-04");
  group.product("ordinary", { ...ordinary, ...how }, "2020-01-04");
  const [saver, wulan] = [group.member("2020-01-04"), group.member("2020-01-04")];
  group.saves(saver, 100_000_000n, "2020-01-04");
  return { group, wulan };
}

function bought(how: Partial<LoanProduct>, price: bigint) {
  const { group, wulan } = village(how);
  const id = group.id();
  done(group.says(requestEntry, { loan: id, member: wulan, product: "ordinary", amount: price, guarantors: [] }, lentOn));
  const decision = group.decides("loan", id, lentOn);
  const [paidOut] = done(group.says(payOutEntry, { loan: id, member: wulan, decision }, lentOn));
  const loan: LoanRow = group.loan(id);
  return { group, wulan, loan: loan as RunningLoan, paidOut: paidOut! };
}
