import { describe, expect, test } from "vitest";
import { day, type MemberId, type Minor, put, type RecordedFact, type Refusal, type Uuid } from "#base";
import { heldIn } from "#savings";
import { demandOf, loanEventsOf, loanOn, loans, type LoanProduct, loanTable, wasOnTime } from "./index.ts";
import { portfoliosOf } from "./portfolio.ts";
import { approvalEntry } from "./approval.ts";
import { withdrawalEntry } from "./ending.ts";
import { guarantorEntry } from "./guarantors.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import type { RunningLoan } from "./loan.ts";
import { amountToPayOff } from "./owed.ts";
import { payOutEntry } from "./pay-out.ts";
import { pledgeEntry } from "./pledge.ts";
import { requestEntry } from "./request.ts";
import { usePledgeEntry } from "./use-pledge.ts";
import { waiverEntry } from "./waiver.ts";
import { writeOffEntry } from "./write-off.ts";

const lentOn = "2026-03-07";
const today = "2026-05-02";
const later = "2026-06-06";

describe("a new loan pays off the old one", () => {
  test("in one posting that balances: she is handed what is left", () => {
    const { group, wulan, old } = village();
    group.pays(old, 110_000n, "2026-04-04");
    // 400,000 and the interest of May.
    expect(amountToPayOff(group.running(old), day(today))).toBe(408_000n);
    const before = group.balance("cash/loan");
    const { fact, loan } = renews(group, wulan, old, 600_000n);
    expect(fact).toMatchObject({
      kind: "loans.renewed",
      member: wulan,
      data: { loan, principal: "600000", renewed: { loan: old.loan_id, principal: "400000", interest: "8000", closes: true } },
    });
    expect(Object.fromEntries(fact.lines.map(line => [`${line.account} ${line.amount > 0n ? "+" : "-"}`, line.amount]))).toEqual({
      "loans-receivable/loan +": 600_000n,
      "loans-receivable/loan -": -400_000n,
      "interest-income/loan -": -8_000n,
      "cash/loan -": -192_000n,
    });
    expect(group.balance("cash/loan")).toBe(before - 192_000n);
    expect(group.balance("loans-receivable/loan", wulan)).toBe(600_000n);
    expect(group.loan(old.loan_id)).toMatchObject({
      status: "repaid",
      closed_on: today,
      renewed_by: loan,
      principal_paid: 500_000n,
      interest_paid: 18_000n,
    });
    expect(group.loan(loan)).toMatchObject({ status: "running", renews: old.loan_id, principal: 600_000n, renewed_late: 0n });
  });

  test("and may leave nothing to hand over, so that no cash moves", () => {
    const { group, wulan, old } = village();
    const { fact } = renews(group, wulan, old, 520_000n);
    expect(fact.lines.map(line => [line.account, line.amount])).toEqual([
      ["loans-receivable/loan", 520_000n],
      ["loans-receivable/loan", -500_000n],
      ["interest-income/loan", -20_000n],
    ]);
  });

  test("not where it is smaller than what is owed by then: the numbers are told, and cash on the old one helps", () => {
    const { group, wulan, old } = village();
    const loan = asksFor(group, wulan, old, 500_000n, "2026-04-04");
    const decision = group.decides("loan", loan, "2026-04-04");
    const said = { loan, member: wulan, decision };
    expect(group.says(payOutEntry, said, today)).toEqual({
      refused: "loans.renewal-too-small",
      because: { unit: "IDR", left: 500_000n, owed: 520_000n, missing: 20_000n },
    });
    group.pays(old, 20_000n, today);
    expect(done(group.says(payOutEntry, said, today))[0]!.lines).not.toContainEqual(
      expect.objectContaining({ account: "cash/loan" }),
    );
  });

  test("its own fees are kept back, and fees and late charges of the old one are paid", () => {
    const { group, wulan, old } = village({
      fees: [
        { what: "service", at: "pay-out", percent: "1" },
        { what: "visit", at: "instalment", amount: 1_000n },
      ],
      late_penalty: { each: "once", percent: "5" },
    });
    // April is late: 5 % of its 100,000 and 10,000. Two visits.
    const { fact } = renews(group, wulan, old, 600_000n);
    expect(fact.data).toMatchObject({
      charge: "6000",
      late: "111000",
      renewed: { principal: "500000", interest: "20000", fees: "2000", penalties: "5500" },
    });
    const income = fact.lines.filter(line => line.account === "fee-income/loan").map(line => line.amount);
    expect(income).toEqual([-6_000n, -2_000n]);
    expect(fact.lines.find(line => line.account === "cash/loan")!.amount).toBe(-(600_000n - 6_000n - 527_500n));
    // Fees count into what is missing.
    const again = asksFor(group, wulan, group.loan(fact.data!.loan as Uuid), 615_000n, later);
    const decision = group.decides("loan", again, later);
    expect(group.says(payOutEntry, { loan: again, member: wulan, decision }, later)).toMatchObject({
      refused: "loans.renewal-too-small",
      because: { left: 608_800n },
    });
  });

  test.each([
    ["full-interest", 500_000n + 50_000n],
    ["rebate", 500_000n + 20_000n],
  ] as const)("a flat one with %s gives interest back as an early pay-off does", (early_pay_off, owed) => {
    const { group, wulan, old } = village({ method: "flat", amortization: "equal_installments", early_pay_off });
    expect(amountToPayOff(old, day(today))).toBe(owed);
    const { fact } = renews(group, wulan, old, 600_000n);
    expect(fact.lines.find(line => line.account === "cash/loan")!.amount).toBe(owed - 600_000n);
  });

  test("with less approved than asked, the lesser sum is settled from", () => {
    const { group, wulan, old } = village();
    const loan = asksFor(group, wulan, old, 800_000n, today);
    const decision = group.decides("loan", loan, today);
    done(group.says(approvalEntry, { loan, member: wulan, decision, amount: 530_000n }, today));
    const [fact] = done(group.says(payOutEntry, { loan, member: wulan, decision }, today));
    expect(fact!.lines).toContainEqual(expect.objectContaining({ account: "cash/loan", amount: -10_000n }));
  });
});

describe("which loan may be paid off", () => {
  test("one of her own that runs", () => {
    const { group, wulan, sari, old } = village();
    const ask = (member: MemberId, renewing: Uuid) => group.says(requestEntry, body(group.id(), member, renewing), today);
    expect(ask(sari, old.loan_id)).toEqual({ refused: "loans.no-such-loan", because: {} });
    expect(ask(wulan, group.id())).toMatchObject({ refused: "loans.no-such-loan" });
    const waiting = asksFor(group, wulan, old, 600_000n, today);
    expect(ask(wulan, waiting)).toEqual({ refused: "loans.renewed-not-running", because: { status: "requested" } });
    expect(group.says(requestEntry, body(group.id(), wulan, old.loan_id), "2026-03-01")).toMatchObject({
      refused: "loans.before-pay-out",
    });
  });

  test("and that still runs on the day of the pay-out; else the request is withdrawn", () => {
    const { group, wulan, old } = village();
    const loan = asksFor(group, wulan, old, 600_000n, today);
    const decision = group.decides("loan", loan, today);
    group.pays(old, 520_000n, today);
    const said = { loan, member: wulan, decision };
    expect(group.says(payOutEntry, said, today)).toEqual({ refused: "loans.renewed-not-running", because: { status: "repaid" } });
    done(group.says(withdrawalEntry, { loan, member: wulan }, today));
    expect(group.loan(loan).status).toBe("withdrawn");
  });

  test("of the same fund, and neither of them free, paid out in parts or with a down payment", () => {
    const { group, wulan, old } = village();
    const asked = (product: string, more: object = {}, renewing = old.loan_id): unknown =>
      group.says(requestEntry, { ...body(group.id(), wulan, renewing), product, ...more }, today);
    group.product("aid", { ...ordinary, fund: "social", is_free: true, rate_per_month: "0" }, lentOn);
    expect(asked("aid")).toEqual({ refused: "loans.renewed-of-other-fund", because: { fund: "social", other: "loan" } });
    group.product("free", { ...ordinary, is_free: true, rate_per_month: "0" }, lentOn);
    expect(asked("free")).toEqual({ refused: "loans.renewal-of-free-loan", because: {} });
    const free = group.lends(wulan, 100_000n, lentOn, { product: "free" });
    expect(asked("ordinary", {}, free.loan_id)).toMatchObject({ refused: "loans.renewal-of-free-loan" });
    group.product("parts", { ...ordinary, pay_outs_max: 2 }, lentOn);
    const pay_outs = [
      { on: day(today), amount: 300_000n },
      { on: day(later), amount: 300_000n },
    ];
    expect(asked("parts", { pay_outs })).toEqual({ refused: "loans.renewal-at-once", because: {} });
    group.product("goods", { ...ordinary, down_payment_percent: "10" }, lentOn);
    expect(asked("goods")).toEqual({ refused: "loans.renewal-at-once", because: {} });
  });
});

describe("limits count what she will owe after it, not both", () => {
  const asks = (group: GroupOnPaper, wulan: MemberId, old: RunningLoan, amount: Minor, isRenewal = true) =>
    group.says(
      requestEntry,
      { ...body(group.id(), wulan, old.loan_id), amount, ...(isRenewal ? {} : { renews: undefined }) },
      today,
    );

  test("one loan at a time", () => {
    const { group, wulan, old } = village();
    group.limits({ may_borrow_again_with_open_loan: false }, today);
    expect(asks(group, wulan, old, 600_000n, false)).toMatchObject({ refused: "loans.has-open-loan" });
    renews(group, wulan, old, 600_000n);
  });

  test("times her own share", () => {
    const { group, wulan, old } = village();
    group.saves(wulan, 250_000n, lentOn);
    group.limits({ times_stake: "3", stake_accounts: ["member-savings.voluntary/loan"] }, today);
    expect(asks(group, wulan, old, 600_000n, false)).toMatchObject({ refused: "loans.above-times-stake" });
    expect(asks(group, wulan, old, 750_100n)).toMatchObject({
      refused: "loans.above-times-stake",
      because: { allowed: 750_000n, owed: 0n },
    });
    renews(group, wulan, old, 750_000n);
  });

  test("her part of the fund, which holds 3,000,000", () => {
    const { group, wulan, old } = village();
    group.limits({ share_of_fund_percent: 25 }, today);
    expect(asks(group, wulan, old, 600_000n, false)).toMatchObject({ refused: "loans.above-share-of-fund" });
    expect(asks(group, wulan, old, 750_100n)).toMatchObject({ refused: "loans.above-share-of-fund", because: { owed: 0n } });
    renews(group, wulan, old, 750_000n);
  });

  test("the step of her ladder", () => {
    const { group, wulan, old } = village({ ladder: { steps: [{ up_to: 600_000n }, { up_to: 900_000n }] } });
    expect(asks(group, wulan, old, 600_000n, false)).toMatchObject({ refused: "loans.above-ladder" });
    expect(asks(group, wulan, old, 600_100n)).toMatchObject({ refused: "loans.above-ladder", because: { owed: 0n } });
    renews(group, wulan, old, 600_000n);
  });
});

describe("what must not be hidden", () => {
  const ladder = { steps: [{ up_to: 600_000n }, { up_to: 900_000n }] };
  const eventsOf = (group: GroupOnPaper, loan: Uuid) =>
    group.facts.flatMap(fact => loanEventsOf(fact, null)).filter(event => event.loan === loan);

  test("a loan renewed with an instalment late was not on time, and leads no step up", () => {
    const { group, wulan, old } = village({ ladder });
    const { loan } = renews(group, wulan, old, 600_000n, "2026-05-02");
    expect(group.loan(loan).renewed_late).toBe(110_000n);
    expect(wasOnTime(group.loan(old.loan_id))).toBe(false);
    expect(group.says(requestEntry, { ...body(group.id(), wulan, loan), amount: 900_000n }, later)).toMatchObject({
      refused: "loans.above-ladder",
      because: { step: 600_000n, why: "loans.ladder.late" },
    });
  });

  test("one renewed with nothing late was", () => {
    const { group, wulan, old } = village({ ladder });
    group.pays(old, 110_000n, "2026-04-04");
    const { loan } = renews(group, wulan, old, 600_000n, today);
    expect(wasOnTime(group.loan(old.loan_id))).toBe(true);
    expect(group.loan(loan).renewed_late).toBe(0n);
  });

  test("a second renewal does not wash the first clean", () => {
    const { group, wulan, old } = village();
    const first = renews(group, wulan, old, 600_000n, "2026-05-02");
    const second = renews(group, wulan, group.running(group.loan(first.loan)), 620_000n, "2026-05-16");
    expect(second.fact.data).toMatchObject({ late_before: "110000" });
    expect(second.fact.data).not.toHaveProperty("late");
    expect(group.loan(second.loan).renewed_late).toBe(110_000n);
  });

  test("what it paid off of what was due is no repayment: demanded, not collected, and told apart", () => {
    const { group, wulan, old } = village();
    group.pays(old, 50_000n, "2026-05-02");
    renews(group, wulan, old, 600_000n, "2026-05-09");
    const may = { from: day("2026-05-01"), until: day("2026-06-30") };
    const found = demandOf(group.loan(old.loan_id), eventsOf(group, old.loan_id), may)!;
    // April's principal was overdue; 50,000 paid two interests and 30,000 of it. June's had not fallen due on 9 May.
    expect(found.principal).toEqual({
      overdueBefore: 100_000n,
      fellDue: 100_000n,
      paidOfOverdue: 30_000n,
      paidOfFellDue: 0n,
      paidAhead: 0n,
      renewed: 170_000n,
      overdue: 0n,
    });
    expect(found.interest).toMatchObject({ overdueBefore: 10_000n, fellDue: 10_000n, paidOfFellDue: 10_000n, renewed: 0n });
    expect(found.balance).toBe(0n);
  });

  test("interest that it paid off was not collected either", () => {
    const { group, wulan, old } = village({ late_penalty: { each: "once", percent: "5" } });
    renews(group, wulan, old, 600_000n, "2026-05-09");
    const may = { from: day("2026-05-01"), until: day("2026-05-31") };
    const found = demandOf(group.loan(old.loan_id), eventsOf(group, old.loan_id), may)!;
    const interest = { overdueBefore: 10_000n, fellDue: 10_000n, paidOfFellDue: 0n, renewed: 20_000n, overdue: 0n };
    expect(found.interest).toMatchObject(interest);
    expect(found.penalties).toMatchObject({ fellDue: 5_500n, paidOfFellDue: 0n, renewed: 5_500n, overdue: 0n });
  });

  test("it stands in the portfolio beside what was agreed anew, with what was late", () => {
    const { group, wulan, sari, old } = village();
    const { loan } = renews(group, wulan, old, 600_000n, "2026-05-02");
    const hers = group.lends(sari, 100_000n, "2026-05-02");
    const [portfolio] = portfoliosOf([group.loan(loan), hers], day("2026-05-02"));
    const renewed = { renewed: 600_000n, renewedLoans: 1, renewedLate: 600_000n };
    expect(portfolio).toMatchObject({ loans: 2, late: 0n, rescheduled: 0n, ...renewed });
  });

  test("on earlier days both stand as they were", () => {
    const { group, wulan, old } = village();
    const { loan } = renews(group, wulan, old, 600_000n, "2026-05-09");
    const on = (id: Uuid, when: string) => loanOn(group.loan(id), eventsOf(group, id), day(when));
    expect(on(old.loan_id, "2026-05-08")).toEqual(old);
    expect(on(loan, "2026-05-08")).toBeNull();
    expect(on(old.loan_id, "2026-05-09")).toBeNull();
    expect(on(loan, "2026-05-09")).toEqual(group.loan(loan));
  });

  test("a circle that is late stays late: no loan is renewed out of it where the rule asks for time", () => {
    const { group, wulan, old } = village();
    group.books.apply([put(loanTable, { ...group.loan(old.loan_id), circle_id: group.id() })]);
    group.limits({ circle_on_time: true }, lentOn);
    expect(group.says(requestEntry, body(group.id(), wulan, old.loan_id), today)).toMatchObject({ refused: "loans.circle-is-late" });
  });
});

describe("savings that are pledged", () => {
  const account = "member-savings.voluntary/loan";
  const pledged = () => {
    const { group, wulan, sari, old } = village({ pledge_percent: 20 });
    return { group, wulan, sari, old };
  };

  test("for the old loan are pledged for the new one too, without a gap, and are free of the old one at its end", () => {
    const { group, wulan, old } = pledged();
    const loan = asksFor(group, wulan, old, 600_000n, today);
    const pledges = (amount: Minor) => group.says(pledgeEntry, { loan, member: wulan, pledger: wulan, account, amount }, today);
    // She has 150,000, of which 100,000 is kept for the old loan.
    expect(pledges(160_000n)).toMatchObject({ refused: "loans.pledge-above-saved", because: { saved: 150_000n, held: 0n } });
    done(pledges(120_000n));
    expect(heldIn(account, wulan, group.books)).toBe(220_000n);
    const decision = group.decides("loan", loan, today);
    const [fact] = done(group.says(payOutEntry, { loan, member: wulan, decision }, today));
    expect(heldIn(account, wulan, group.books)).toBe(120_000n);
    group.takesBack(fact!, today);
    expect(heldIn(account, wulan, group.books)).toBe(220_000n);
  });

  test("and were taken for the old one meanwhile, keep the new one from being paid out", () => {
    const { group, wulan, old } = pledged();
    const loan = asksFor(group, wulan, old, 600_000n, today);
    done(group.says(pledgeEntry, { loan, member: wulan, pledger: wulan, account, amount: 120_000n }, today));
    const use = group.decides("pledge", `${old.loan_id}/${wulan}`, today, true, { use: "take", account, amount: "100000" });
    done(group.says(usePledgeEntry, { loan: old.loan_id, member: wulan, pledger: wulan, decision: use }, today));
    const decision = group.decides("loan", loan, today);
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toEqual({ refused: "loans.pledge-gone", because: {} });
  });
});

describe("taken back", () => {
  test("the pay-out gives both loans back as they were", () => {
    const { group, wulan, old } = village({ fees: [{ what: "service", at: "pay-out", percent: "1" }] });
    group.pays(old, 60_000n, "2026-04-04");
    const before = group.loan(old.loan_id);
    const loan = asksFor(group, wulan, old, 600_000n, today);
    const asked = group.loan(loan);
    const cash = group.balance("cash/loan");
    const [fact] = done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today));
    expect(group.takesBack(fact!, later)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.loan(old.loan_id)).toEqual(before);
    expect(group.loan(loan)).toEqual(asked);
    expect(group.balance("cash/loan")).toBe(cash);
    expect(group.balance("loans-receivable/loan", wulan)).toBe(before.principal - before.principal_paid);
  });

  test("not while something was paid on the new one, or a new one renewed it in its turn", () => {
    const { group, wulan, old } = village();
    const { fact, loan } = renews(group, wulan, old, 600_000n);
    const paid = group.pays(group.loan(loan), 12_000n, today);
    expect(group.takesBack(fact, later)).toMatchObject({ refused: "loans.reverse-later-first" });
    group.takesBack(paid, later);
    const next = renews(group, wulan, group.running(group.loan(loan)), 700_000n, today);
    expect(group.takesBack(fact, later)).toEqual({ refused: "loans.renewed-since", because: {} });
    group.takesBack(next.fact, later);
    expect(group.takesBack(fact, later)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.loan(old.loan_id)).toEqual(old);
  });

  test("what was paid on the old one waits until the new one's pay-out is; who stood for it does not", () => {
    const { group, wulan, sari, old } = village({ late_penalty: { each: "once", percent: "5" } });
    const paid = group.pays(old, 10_000n, "2026-04-04");
    const [named] = done(group.says(guarantorEntry, { loan: old.loan_id, member: wulan, guarantor: sari }, today));
    const [waived] = done(
      group.says(waiverEntry, { waiver: group.id(), loan: old.loan_id, member: wulan, amount: 1_000n, reason: "Flood" }, today),
    );
    const { fact } = renews(group, wulan, old, 600_000n);
    for (const one of [paid, waived!]) expect(group.takesBack(one, later)).toEqual({ refused: "loans.renewed-since", because: {} });
    expect(group.takesBack(named!, later)).toMatchObject({ kind: "ledger.reversal" });
    group.takesBack(fact, later);
    for (const one of [waived!, paid]) expect(group.takesBack(one, later)).toMatchObject({ kind: "ledger.reversal" });
  });

  test("of a loan that was written off nothing is renewed", () => {
    const { group, wulan, old } = village();
    const decision = group.decides("write-off", old.loan_id, today);
    done(group.says(writeOffEntry, { loan: old.loan_id, member: wulan, decision }, today));
    expect(group.says(requestEntry, body(group.id(), wulan, old.loan_id), today)).toEqual({
      refused: "loans.renewed-not-running",
      because: { status: "written-off" },
    });
  });
});

test("the pay-out and its reversal are of this room", () => {
  expect(Object.keys(loans.projections)).toEqual(expect.arrayContaining(["loans.renewed", "loans.renewed.reversed"]));
});

const body = (loan: Uuid, member: MemberId, renewing: Uuid) => ({
  ...{ loan, member, product: "ordinary", amount: 600_000n, guarantors: [] },
  renews: renewing,
});

function asksFor(group: GroupOnPaper, member: MemberId, old: { readonly loan_id: Uuid }, amount: Minor, on: string): Uuid {
  const loan = group.id();
  done(group.says(requestEntry, { ...body(loan, member, old.loan_id), amount }, on));
  return loan;
}

/** Asked for, agreed to and paid out on one day. */
function renews(
  group: GroupOnPaper,
  member: MemberId,
  old: { readonly loan_id: Uuid },
  amount: Minor,
  on = today,
): { readonly fact: RecordedFact; readonly loan: Uuid } {
  const loan = asksFor(group, member, old, amount, on);
  const said = { loan, member, decision: group.decides("loan", loan, on) };
  const result: readonly RecordedFact[] | Refusal = group.says(payOutEntry, said, on);
  return { fact: done(result)[0]!, loan };
}

/** Wulan borrowed 500,000 for five months at 2 % on the balance; the fund had 3,000,000. */
function village(product: Partial<LoanProduct> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  for (const income of ["fee-income/loan", "fine-income/loan"] as const) group.opens(income, "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 3_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  if (product.pledge_percent !== undefined) group.saves(wulan, 150_000n, "2026-01-03");
  const loan = group.id();
  done(
    group.says(requestEntry, { loan, member: wulan, product: "ordinary", amount: 500_000n, guarantors: [] }, lentOn),
  );
  if (product.pledge_percent !== undefined)
    done(group.says(pledgeEntry, { loan, member: wulan, pledger: wulan, account: "member-savings.voluntary/loan", amount: 100_000n }, lentOn));
  done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, lentOn) }, lentOn));
  return { group, wulan, sari, old: group.loan(loan) as RunningLoan };
}
