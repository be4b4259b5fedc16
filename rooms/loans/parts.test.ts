import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, day, isRefusal, type Minor, type RecordedFact, sum } from "#base";
import { agreementOf, loanTerms } from "./agreement.ts";
import { approvalEntry } from "./approval.ts";
import { giveUpRestEntry } from "./give-up-rest.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { holidayEntry } from "./holiday.ts";
import { amountToPayOff, arrears, dueOn, loanEventsOf, loanOn, owedOn, payOutsOf, planOf, toPayOut } from "./index.ts";
import type { RunningLoan } from "./loan.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import { payOutEntry } from "./pay-out.ts";
import { payOutPartEntry } from "./pay-out-part.ts";
import type { LoanProduct } from "./product.ts";
import { requestEntry } from "./request.ts";
import { scheduleOf } from "./schedule.ts";

// A house of 600,000, five instalments at 2 % on the balance: 300,000 in March, 200,000 in May, 100,000 in June.
const march = "2026-03-07";
const may = "2026-05-02";
const june = "2026-06-06";
const house = [
  { on: day(march), amount: 300_000n },
  { on: day("2026-05-01"), amount: 200_000n },
  { on: day("2026-06-01"), amount: 100_000n },
];

describe("Wulan builds a house: one vote, and three pay-outs by a plan", () => {
  test("the first part is paid out on its day, and that is what she owes", () => {
    const { group, loan } = built();
    expect(loan).toMatchObject({ status: "running", requested: 600_000n, principal: 300_000n });
    expect(payOutsOf(loan)).toEqual([
      { on: march, amount: 300_000n, isPaid: true },
      { on: "2026-05-01", amount: 200_000n, isPaid: false },
      { on: "2026-06-01", amount: 100_000n, isPaid: false },
    ]);
    expect(planOf(loan, day(march)).map(row => row.principal)).toEqual([60_000n, 60_000n, 60_000n, 60_000n, 60_000n]);
    expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(300_000n);
  });

  test("the next comes on its day or after it: instalments after it are of all that was paid out", () => {
    const { group, loan } = built();
    group.pays(loan, 66_000n, "2026-04-04");
    expect(part(group, loan, "2026-04-25")).toMatchObject({ refused: "loans.part-not-yet", because: { from: "2026-05-01" } });
    expect(part(group, loan, may, 200_100n)).toMatchObject({ refused: "loans.above-part", because: { allowed: 200_000n } });
    expect(part(group, loan, may, 0n)).toMatchObject({ refused: "loans.amount-missing" });
    expect(part(group, loan, may, 50n)).toMatchObject({ refused: "loans.amount-not-in-cash" });
    expect(part(group, loan, may, 300_100n)).toMatchObject({ refused: "loans.above-requested" });
    const [fact] = done(part(group, loan, may));
    expect(fact).toMatchObject({
      kind: "loans.part-paid-out",
      lines: [
        { account: "loans-receivable/loan", member: loan.member_id, amount: 200_000n },
        { account: "cash/loan", amount: -200_000n },
      ],
      data: { amount: "200000", part: "2", period: "2", paid: "66000", charge: "0" },
    });
    const now = group.running(loan);
    expect(now.principal).toBe(500_000n);
    expect(planOf(now, day(may)).map(row => [row.due, row.principal, row.interest, row.balance])).toEqual([
      ["2026-04-07", 60_000n, 6_000n, 240_000n],
      // Paid out in May it is owed in full after May's instalment, which is of what she had before.
      ["2026-05-07", 60_000n, 4_800n, 380_000n],
      ["2026-06-07", 126_700n, 7_600n, 253_300n],
      ["2026-07-07", 126_700n, 5_066n, 126_600n],
      ["2026-08-07", 126_600n, 2_532n, 0n],
    ].map(([due, principal, interest, balance]) => [due, principal, roundTo100(interest as bigint), balance]));
    expect(dueOn(now, day(may))).toMatchObject({ principal: 60_000n, interest: 4_800n });
    expect(amountToPayOff(now, day(may))).toBe(440_000n + 4_800n);
    expect(dueOn(group.running(loan), day(june))).toMatchObject({ principal: 186_700n });
  });

  test("what was not paid out of one part waits with the next", () => {
    const { group, loan } = built();
    done(part(group, loan, may, 150_000n));
    expect(payOutsOf(group.loan(loan.loan_id)).map(one => [one.amount, one.isPaid])).toEqual([
      [300_000n, true],
      [150_000n, true],
      [50_000n, false],
      [100_000n, false],
    ]);
    done(part(group, loan, june));
    expect(group.loan(loan.loan_id)).toMatchObject({ principal: 600_000n });
    expect(part(group, loan, june)).toMatchObject({ refused: "loans.nothing-left-to-pay-out" });
  });

  test("the members agreed to less: the last parts are the ones that are not paid", () => {
    const { group, wulan, id } = asked();
    const decision = group.decides("loan", id, march);
    done(group.says(approvalEntry, { loan: id, member: wulan, decision, amount: 400_000n }, march));
    done(group.says(payOutEntry, { loan: id, member: wulan, decision }, march));
    const loan = group.loan(id) as RunningLoan;
    expect(payOutsOf(loan).map(one => one.amount)).toEqual([300_000n, 100_000n]);
    expect(part(group, loan, may, 100_100n)).toMatchObject({ refused: "loans.above-requested", because: { allowed: 100_000n } });
    done(part(group, loan, may));
    expect(toPayOut(group.loan(id))).toBe(0n);
  });

  test("before the first day nothing is paid out, and on it no more than the first part", () => {
    const { group, wulan, id } = asked({}, house.map(one => ({ ...one, on: addMonths(one.on, 1) })));
    const decision = group.decides("loan", id, march);
    const said = { loan: id, member: wulan, decision };
    expect(group.says(payOutEntry, said, march)).toMatchObject({ refused: "loans.part-not-yet", because: { from: "2026-04-07" } });
    expect(group.says(payOutEntry, { ...said, amount: 600_000n }, "2026-04-11")).toMatchObject({
      refused: "loans.above-part",
      because: { allowed: 300_000n },
    });
  });

  test("each part with its charge, and the limits are looked at for all she will owe on it", () => {
    const { group, loan } = built({ fees: [{ what: "service", at: "pay-out", percent: "1" }] });
    group.limits({ times_stake: "1", stake_accounts: ["member-savings.voluntary/loan"] }, may);
    group.saves(loan.member_id, 499_900n, may);
    expect(part(group, loan, may)).toMatchObject({ refused: "loans.above-times-stake", because: { amount: 500_000n } });
    group.saves(loan.member_id, 100n, may);
    const [fact] = done(part(group, loan, may));
    expect(fact).toMatchObject({ data: { charge: "2000" } });
    expect(fact!.lines).toContainEqual(expect.objectContaining({ account: "cash/loan", amount: -198_000n }));
  });

  test("who left gets no other part, and after the term none is left", () => {
    const { group, loan } = built();
    group.leaves(loan.member_id, may);
    expect(part(group, loan, may)).toMatchObject({ refused: "loans.member-not-active" });
    const late = built();
    expect(part(late.group, late.loan, "2026-08-01")).toMatchObject({ refused: "loans.disbursement-after-end" });
  });
});

describe("the rest is not wanted, or not paid out any more", () => {
  test("she lets go of it: the loan is what she has", () => {
    const { group, loan } = built();
    const [fact] = done(group.says(giveUpRestEntry, said(loan), may));
    expect(fact).toMatchObject({ kind: "loans.rest-given-up", lines: [], data: { rest: "300000" } });
    expect(payOutsOf(group.loan(loan.loan_id))).toHaveLength(1);
    expect(part(group, loan, may)).toMatchObject({ refused: "loans.nothing-left-to-pay-out" });
    expect(group.says(giveUpRestEntry, said(loan), may)).toMatchObject({ refused: "loans.nothing-left-to-pay-out" });
    // Taken back, the plan holds again.
    expect(group.takesBack(fact!, may)).toMatchObject({ kind: "ledger.reversal" });
    done(part(group, loan, may));
  });

  test("once its instalments are agreed anew, nothing more is paid out on it", () => {
    const { group, loan } = built();
    done(part(group, loan, may));
    const value = { from_due: "2026-06-07", extra_periods: "2", grace_periods: "0" };
    const decision = group.decides("reschedule", loan.loan_id, "2026-05-30", true, value);
    done(group.says(rescheduleEntry, { ...said(loan), decision }, "2026-05-30"));
    const now = group.running(loan);
    expect(sum(planOf(now, day("2026-05-30")).map(row => row.principal))).toBe(500_000n);
    expect(arrears(now, day("2026-05-30")).total).toBe(0n);
    expect(planOf(now, day("2026-05-30")).map(row => row.state)).toEqual(["moved", "due", ...Array(5).fill("to-come")]);
    expect(part(group, loan, june)).toMatchObject({ refused: "loans.nothing-left-to-pay-out" });
  });

  test("in a holiday a part counts as on the evening before, and its instalments come after it", () => {
    const { group, loan } = built();
    group.pays(loan, 66_000n, "2026-04-04");
    const value = { from: "2026-05-01", until: "2026-05-31" };
    const decision = group.decides("holiday", "holiday", "2026-04-11", true, value);
    done(group.says(holidayEntry, { decision }, "2026-04-11"));
    const [fact] = done(part(group, loan, may));
    expect(fact!.data).toMatchObject({ period: "1" });
    const now = group.running(loan);
    expect(planOf(now, day(may)).map(row => [row.due, row.principal])).toEqual([
      ["2026-04-07", 60_000n],
      ...["2026-06-07", "2026-07-07", "2026-08-07", "2026-09-07"].map(due => [due, 110_000n]),
    ]);
    expect(dueOn(now, day("2026-05-30")).total).toBe(0n);
    expect(dueOn(now, day(june))).toMatchObject({ principal: 110_000n, interest: 8_800n });
  });
});

describe("a part is taken back from the end, while nothing was paid since", () => {
  test("the latest first, then the one before, then the pay-out", () => {
    const { group, loan, first } = built();
    const [second] = done(part(group, loan, may));
    const [third] = done(part(group, loan, june));
    for (const earlier of [second!, first])
      expect(group.takesBack(earlier, june)).toMatchObject({ refused: "loans.reverse-later-first" });
    expect(group.takesBack(third!, june)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.loan(loan.loan_id)).toMatchObject({ principal: 500_000n });
    const paid = group.pays(group.running(loan), 10_000n, june);
    expect(group.takesBack(second!, june)).toMatchObject({ refused: "loans.reverse-later-first" });
    expect(group.takesBack(paid, june)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.takesBack(second!, june)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.loan(loan.loan_id)).toMatchObject({ principal: 300_000n });
    expect(group.takesBack(first, june)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(0n);
  });

  test("a loan as it was on a day has the parts of until then", () => {
    const { group, loan, first } = built();
    const facts: RecordedFact[] = [first, ...done(part(group, loan, may)), ...done(part(group, loan, june))];
    const events = facts.flatMap(fact => loanEventsOf(fact, null));
    const before = loanOn(group.loan(loan.loan_id), events, day("2026-05-30"))!;
    expect(before.principal).toBe(500_000n);
    expect(sum(planOf(before, day("2026-05-30")).map(row => row.principal))).toBe(500_000n);
  });
});

describe("a plan that cannot be", () => {
  const plan = (pay_outs: { on: string; amount: bigint }[], how: Partial<LoanProduct> = {}) => {
    const { group, wulan } = village(how);
    const body = { loan: group.id(), member: wulan, product: "ordinary", amount: 600_000n, guarantors: [] };
    return group.says(requestEntry, { ...body, pay_outs: pay_outs.map(one => ({ ...one, on: day(one.on) })) }, march);
  };
  const parts = (amounts: readonly bigint[], days = [march, may, june, "2026-07-04"]) =>
    amounts.map((amount, at) => ({ on: days[at]!, amount }));
  test.each([
    ["in more parts than the product has", () => plan(parts([100_000n, 100_000n, 100_000n, 300_000n])), "loans.too-many-pay-outs"],
    ["in no part", () => plan([]), "loans.too-many-pay-outs"],
    ["in parts, of a product that is paid out at once", () => plan(parts([300_000n, 300_000n]), { pay_outs_max: undefined }), "loans.too-many-pay-outs"],
    ["not in cash", () => plan(parts([300_050n, 299_950n])), "loans.pay-out-not-in-cash"],
    ["of nothing", () => plan(parts([600_000n, 0n])), "loans.pay-out-not-in-cash"],
    ["twice on a day", () => plan(parts([300_000n, 300_000n], [march, march])), "loans.pay-outs-not-in-order"],
    ["of another sum", () => plan(parts([300_000n, 200_000n])), "loans.pay-outs-are-not-the-amount"],
    ["after its end", () => plan(parts([300_000n, 300_000n], [march, "2026-08-08"])), "loans.disbursement-after-end"],
  ])("%s", (_, ask, refused) => {
    expect(ask()).toMatchObject({ refused });
  });
});

test("paid out on due days, the plan is that of lenders' schedules; paid in any way, all is accounted for", () => {
  const methods: readonly Partial<LoanProduct>[] = [
    {},
    { amortization: "equal_installments" },
    { amortization: "interest_only" },
    { amortization: "equal_installments", frequency: "weeks", every: 4 },
    { method: "monthly_on_balance" },
    { method: "flat", rate_per_month: "0", is_free: true },
  ];
  const lentOn = day(march);
  fc.assert(
    fc.property(
      fc.constantFrom(...methods),
      fc.array(fc.bigInt(1n, 500n).map(amount => amount * 1_000n), { minLength: 2, maxLength: 4 }),
      fc.array(fc.bigInt(1n, 90n), { minLength: 8, maxLength: 8 }),
      (how, amounts, percents) => {
        const product = { ...how, periods: 8, pay_outs_max: 4 };
        const duesOf = (period: number) => planDay(product, period);
        const plan = amounts.map((amount, at) => ({ on: at === 0 ? lentOn : duesOf(at), amount }));
        const { group, wulan, id } = asked(product, plan);
        const decision = group.decides("loan", id, march);
        done(group.says(payOutEntry, { loan: id, member: wulan, decision }, march));
        const due = (on: string): Minor => dueOn(group.loan(id) as RunningLoan, day(on)).total;
        for (let period = 1; period <= 8; period += 1) {
          const on = duesOf(period);
          if (plan[period]) done(part(group, group.loan(id) as RunningLoan, on));
          const asks = due(on);
          const amount = ((asks * percents[period - 1]!) / 10_000n) * 100n;
          if (amount > 0n) group.pays(group.loan(id) as RunningLoan, amount, on);
        }
        const loan = group.loan(id) as RunningLoan;
        const agreement = agreementOf(loan.terms);
        const lenders = scheduleOf({ ...loanTerms(agreement, sum(amounts), lentOn), tranches: plan });
        expect(planOf(loan, lentOn).map(row => [row.due, row.principal, row.interest])).toEqual(
          lenders.rows.map(row => [row.due, row.principal, row.interest]),
        );
        expect(loan.principal).toBe(sum(amounts));
        expect(loan.principal - loan.principal_paid).toBe(group.balance("loans-receivable/loan", wulan));
        const left = owedOn(loan, duesOf(8));
        expect(left.principal).toBe(loan.principal - loan.principal_paid);
        const end = group.pays(loan, left.total, duesOf(8));
        expect(end.data).toMatchObject({ closes: true });
        expect(group.loan(id)).toMatchObject({ status: "repaid", principal_paid: sum(amounts) });
        expect(isRefusal(part(group, loan, duesOf(8)))).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test("paid on time, a loan in parts costs what its schedule says", () => {
  const { group, loan } = built();
  for (const on of ["2026-04-04", may, june, "2026-07-04", "2026-08-01"]) {
    const running = group.running(loan);
    group.pays(running, dueOn(running, day(on)).total, on);
    if (on === may || on === june) done(part(group, group.running(loan), on));
  }
  const ended = group.loan(loan.loan_id);
  expect(ended).toMatchObject({ status: "repaid", principal_paid: 600_000n });
  expect(ended.interest_paid).toBe(sum(planOf(ended as RunningLoan, day(march)).map(row => row.interest)));
});

const roundTo100 = (amount: bigint): bigint => ((amount + 50n) / 100n) * 100n;
const planDay = ({ frequency, every }: Partial<LoanProduct>, period: number) =>
  frequency === "weeks"
    ? day(new Date(Date.parse(march) + period * (every ?? 1) * 7 * 86_400_000).toISOString().slice(0, 10))
    : addMonths(day(march), period);

const said = (loan: RunningLoan) => ({ loan: loan.loan_id, member: loan.member_id });

const part = (group: GroupOnPaper, loan: RunningLoan, on: string, amount?: bigint) =>
  group.says(payOutPartEntry, { ...said(loan), amount }, on);

function village(how: Partial<LoanProduct> = {}) {
  const group = new GroupOnPaper("INR", "2020-01-04");
  group.product("ordinary", { ...ordinary, pay_outs_max: 3, ...how }, "2020-01-04");
  const [saver, wulan] = [group.member("2020-01-04"), group.member("2020-01-04")];
  group.saves(saver, 100_000_000n, "2020-01-04");
  return { group, wulan };
}

function asked(how: Partial<LoanProduct> = {}, pay_outs = house) {
  const { group, wulan } = village(how);
  const id = group.id();
  const amount = sum(pay_outs.map(one => one.amount));
  const body = { loan: id, member: wulan, product: "ordinary", amount, guarantors: [], pay_outs };
  done(group.says(requestEntry, body, march));
  return { group, wulan, id };
}

function built(how: Partial<LoanProduct> = {}) {
  const { group, wulan, id } = asked(how);
  const decision = group.decides("loan", id, march);
  const [first] = done(group.says(payOutEntry, { loan: id, member: wulan, decision }, march));
  return { group, loan: group.loan(id) as RunningLoan, first: first! };
}
