/** One loan with every rule its product can have at once, and whatever may happen to it, in any order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, type Day, day, type Document, isRefusal, type Minor, type RecordedFact, type Refusal, sum } from "#base";
import { chargesKept } from "./charges-kept.ts";
import { giveUpRestEntry } from "./give-up-rest.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { holidayEntry } from "./holiday.ts";
import { amountToPayOff, arrears, dueOn, type LoanRow, loanTable, outstanding, owedOn, planOf } from "./index.ts";
import { isRunning, type RunningLoan } from "./loan.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import { payOutEntry } from "./pay-out.ts";
import { payOutPartEntry } from "./pay-out-part.ts";
import { type LoanProduct, loanProduct } from "./product.ts";
import { recoveryEntry } from "./recovery.ts";
import { requestEntry } from "./request.ts";
import { waiverEntry } from "./waiver.ts";
import { writeOffEntry } from "./write-off.ts";

const lentOn = day("2026-01-31");

const anyProduct: fc.Arbitrary<LoanProduct> = fc
  .record({
    method: fc.constantFrom("flat", "declining_balance", "monthly_on_balance"),
    amortization: fc.constantFrom("equal_installments", "equal_principal_payments", "interest_only"),
    rate_per_month: fc.constantFrom("0", "1.75", "10"),
    month: fc.constantFrom(undefined, "four-weeks"),
    frequency: fc.constantFrom("weeks", "months"),
    every: fc.integer({ min: 1, max: 2 }),
    periods: fc.integer({ min: 1, max: 12 }),
    grace_principal_periods: fc.constantFrom(undefined, 1),
    grace_interest_payment_periods: fc.constantFrom(undefined, 1),
    grace_interest_free_periods: fc.constantFrom(undefined, 1),
    rounding_unit: fc.constantFrom(1n, 100n, 700n),
    rounding_mode: fc.constantFrom(undefined, "HALF_EVEN", "UP", "DOWN"),
    instalment_multiple: fc.constantFrom(undefined, undefined, 5_000n),
    payment_order: fc.constantFrom("interest-first", "principal-first", "charges-last"),
    early_pay_off: fc.constantFrom(undefined, "full-interest", "rebate"),
    on_prepayment: fc.constantFrom(undefined, "lower-instalments", "fewer-instalments", "next-instalments"),
    lean_months: fc.constantFrom(undefined, undefined, ["06", "07"]),
    harvest_months: fc.constantFrom(undefined, undefined, undefined, ["04", "10"]),
    down_payment_percent: fc.constantFrom(undefined, undefined, "12.5"),
    pay_outs_max: fc.constantFrom(undefined, 3),
    fees: fc.constantFrom(
      undefined,
      [{ what: "visit", at: "instalment", amount: 200n }],
      [
        { what: "service", at: "pay-out", percent: "1.5" },
        { what: "passbook", at: "instalment", percent: "0.25" },
      ],
    ),
    late_penalty: fc.option(
      fc.record({
        each: fc.constantFrom("once", "period"),
        percent: fc.constantFrom("0.5", "7"),
        grace_days: fc.constantFrom(0, 5),
        percent_max: fc.constantFrom("5", "100"),
      }),
      { nil: undefined },
    ),
  } as const)
  .map(one => {
    const given = Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined));
    return { ...ordinary, ...given, periods_max: 24 } as LoanProduct;
  })
  .filter(product => loanProduct.check!(product, "ordinary") === null);

const happenings = [
  ...["pays", "pays", "pays", "pays what is due", "pays what is due", "part", "waiver"],
  ...["agreed anew", "holiday", "rest given up", "renewed", "renewed", "taken back"],
] as const;
const happening = fc.record({
  what: fc.constantFrom(...happenings),
  days: fc.integer({ min: 0, max: 45 }),
  size: fc.integer({ min: 1, max: 100 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

const plain = { ...ordinary, rate_per_month: "0", rounding_unit: 1n, periods_max: 24 } as const;
const weekly = { ...plain, method: "flat", amortization: "equal_installments", frequency: "weeks" } as const;

/** Lives on which its plan, or its end, went wrong once; and before them three in which everything happens that may. */
const found: [LoanProduct, bigint, Happening[], "paid off"][] = [
  [
    { ...plain, rate_per_month: "2", periods: 4, late_penalty: { each: "once", percent: "7" } },
    300n,
    [
      { what: "pays", days: 1, size: 5 },
      { what: "waiver", days: 65, size: 50 },
      { what: "pays what is due", days: 0, size: 1 },
      { what: "taken back", days: 0, size: 2 },
      { what: "agreed anew", days: 1, size: 2 },
      { what: "holiday", days: 1, size: 45 },
    ],
    "paid off",
  ],
  [
    { ...plain, periods: 6, pay_outs_max: 3 },
    300n,
    [
      { what: "part", days: 40, size: 50 },
      { what: "taken back", days: 0, size: 2 },
      { what: "rest given up", days: 1, size: 1 },
    ],
    "paid off",
  ],
  [
    { ...plain, rate_per_month: "2", periods: 4, late_penalty: { each: "once", percent: "7" } },
    300n,
    [
      { what: "pays", days: 40, size: 5 },
      { what: "renewed", days: 30, size: 90 },
      { what: "taken back", days: 0, size: 2 },
      { what: "renewed", days: 10, size: 40 },
      { what: "pays what is due", days: 40, size: 1 },
      { what: "renewed", days: 0, size: 100 },
      { what: "agreed anew", days: 1, size: 2 },
    ],
    "paid off",
  ],
  // Paid ahead between a new agreement and the first of its instalments.
  [
    { ...plain, method: "monthly_on_balance", periods: 2, on_prepayment: "lower-instalments" },
    20n,
    [
      { what: "pays", days: 0, size: 60 },
      { what: "agreed anew", days: 0, size: 1 },
      { what: "pays", days: 0, size: 1 },
    ],
    "paid off",
  ],
  // A holiday that moves an instalment before a new agreement into a lean month.
  [
    { ...weekly, every: 2, periods: 3, lean_months: ["06", "07"] },
    20n,
    [
      { what: "pays", days: 1, size: 43 },
      { what: "holiday", days: 3, size: 80 },
      { what: "pays", days: 19, size: 1 },
      { what: "pays", days: 34, size: 1 },
      { what: "pays", days: 12, size: 57 },
      { what: "agreed anew", days: 3, size: 1 },
      { what: "holiday", days: 34, size: 10 },
    ],
    "paid off",
  ],
  // And one that moves weeks before it into the month of the harvest.
  [
    { ...weekly, every: 1, periods: 1, harvest_months: ["04", "10"] },
    20n,
    [
      { what: "holiday", days: 24, size: 50 },
      { what: "agreed anew", days: 14, size: 1 },
      { what: "holiday", days: 28, size: 39 },
    ],
    "paid off",
  ],
  // A holiday from today, where the interest of today is all that is owed.
  [
    { ...plain, rate_per_month: "10", amortization: "equal_installments", periods: 1, lean_months: ["06", "07"] },
    20n,
    [
      { what: "pays", days: 28, size: 1 },
      { what: "pays", days: 45, size: 1 },
      { what: "pays", days: 24, size: 1 },
      { what: "pays what is due", days: 24, size: 1 },
      { what: "holiday", days: 0, size: 25 },
    ],
    "paid off",
  ],
];

describe("whatever its rules, and whatever happens to it", () => {
  test("everything is accounted for to the last unit, its end closes it, and all can be taken back", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        anyProduct,
        fc.bigInt({ min: 20n, max: 9_000n }),
        fc.array(happening, { maxLength: 14 }),
        fc.constantFrom("paid off", "written off"),
        (product, hundreds, life, end) => {
          const { group, start } = lends(product, hundreds * 100n);
          const made: RecordedFact[] = [];
          let on = lentOn;
          for (const one of life) {
            const loan = runningOf(group);
            if (!loan) break;
            on = addDays(on, one.days);
            const result = happens(group, loan, one, on, made);
            if (result === null) continue;
            const what = isRefusal(result) ? `${one.what}: refused` : one.what;
            seen.set(what, (seen.get(what) ?? 0) + 1);
            holds(group, on);
          }
          on = addDays(on, 30);
          ends(group, end, on, made);
          for (const fact of made.reverse()) {
            const back = group.takesBack(fact, on);
            expect(isRefusal(back), `${fact.kind}: ${JSON.stringify(back, bigints)}`).toBe(false);
            holds(group, on);
          }
          expect(group.loan(start.loan_id)).toEqual(start);
        },
      ),
      { numRuns: 150, examples: found },
    );
    // Each of them did happen, at least in the first two lives, or the property says nothing of it.
    for (const what of new Set(happenings)) expect(seen.get(what), what).toBeGreaterThan(0);
  });
});

/** What happened, and was made for it; null where there was nothing to do. */
function happens(
  group: GroupOnPaper,
  loan: RunningLoan,
  { what, size }: Happening,
  on: Day,
  made: RecordedFact[],
): RecordedFact | Refusal | null {
  const said = { loan: loan.loan_id, member: loan.member_id };
  const kept = (result: readonly RecordedFact[] | Refusal): RecordedFact | Refusal => {
    if (isRefusal(result)) return result;
    made.push(...(result as readonly RecordedFact[]));
    return made.at(-1)!;
  };
  const pays = (amount: Minor) => (amount === 0n ? null : kept([group.pays(loan, amount, on)]));
  switch (what) {
    case "pays":
      return pays((amountToPayOff(loan, on) * BigInt(size)) / 120n);
    case "pays what is due":
      return pays(dueOn(loan, on).total);
    case "part":
      return kept(group.says(payOutPartEntry, said, on));
    case "rest given up":
      return kept(group.says(giveUpRestEntry, said, on));
    case "waiver": {
      const amount = (owedOn(loan, on).penalties * BigInt(size) + 99n) / 100n;
      return amount === 0n ? null : kept(group.says(waiverEntry, { ...said, waiver: group.id(), amount, reason: "Flood" }, on));
    }
    case "agreed anew": {
      const open = planOf(loan, on).find(row => row.state === "due" || (row.state === "to-come" && row.due >= on));
      const value = { from_due: open?.due ?? addDays(on, 7), extra_periods: String(size % 4), grace_periods: String(size % 3) };
      const rate: Document = size % 5 === 0 ? { rate_per_month: "1.2" } : {};
      const decision = group.decides("reschedule", loan.loan_id, on, true, { ...value, ...rate });
      return kept(group.says(rescheduleEntry, { ...said, decision }, on));
    }
    case "holiday": {
      const from = addDays(on, size % 20);
      const decision = group.decides("holiday", "holiday", on, true, { from, until: addDays(from, size) });
      return kept(group.says(holidayEntry, { decision }, on));
    }
    case "renewed": {
      // Sometimes for less than is owed, which is refused, and then she lets go of it.
      const amount = ((amountToPayOff(loan, on) * BigInt(90 + size)) / 10_000n + 1n) * 100n;
      const asked = { loan: group.id(), member: loan.member_id, product: "ordinary", amount, guarantors: [], renews: loan.loan_id };
      const request = group.says(requestEntry, asked, on);
      if (isRefusal(request)) return request as Refusal;
      const decision = group.decides("loan", asked.loan, on);
      const paidOut = group.says(payOutEntry, { loan: asked.loan, member: loan.member_id, decision }, on);
      if (isRefusal(paidOut)) done([group.takesBack(request[0]!, on)] as never);
      else made.push(request[0]!);
      return kept(paidOut);
    }
    case "taken back": {
      // Payments in any order; the rest from its end.
      const paid = made.filter(fact => fact.kind === "loans.repaid");
      const fact = size % 2 === 0 ? made.at(-1) : paid[size % Math.max(1, paid.length)];
      if (!fact || fact.kind === "loans.requested") return null;
      // What was agreed on after it was agreed on with it: until it is paid again, that stays.
      if (fact.kind === "loans.repaid" && made.slice(made.indexOf(fact)).some(({ kind }) => kind !== "loans.repaid")) return null;
      const back = group.takesBack(fact, on);
      if (!isRefusal(back)) made.splice(made.indexOf(fact), 1);
      return back;
    }
  }
}

/** The one that runs, of hers that paid each other off. */
const runningOf = (group: GroupOnPaper): RunningLoan | undefined => group.books.rows(loanTable).find(isRunning);

function ends(group: GroupOnPaper, end: "paid off" | "written off", on: Day, made: RecordedFact[]): void {
  const loan = runningOf(group);
  if (!loan) return;
  const said = { loan: loan.loan_id, member: loan.member_id };
  if (end === "paid off") {
    made.push(group.pays(loan, amountToPayOff(loan, on), on));
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", closed_on: on });
  } else {
    const decision = group.decides("write-off", loan.loan_id, on);
    made.push(...done(group.says(writeOffEntry, { ...said, decision }, on)));
    const claimed = outstanding(loan);
    if (claimed > 0n) made.push(...done(group.says(recoveryEntry, { ...said, amount: (claimed + 1n) / 2n }, on)));
  }
  if (group.loan(loan.loan_id).status !== "running") expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(0n);
}

/** What is so at any moment, whatever came before. */
function holds(group: GroupOnPaper, on: Day): void {
  const all = group.books.rows(loanTable);
  const ofAll = (amount: (loan: LoanRow) => Minor): Minor => sum(all.map(amount));
  const [interest, fees, penalties] = ["interest-income/loan", "fee-income/loan", "fine-income/loan"].map(
    account => -group.balance(account as "interest-income/loan"),
  );
  expect(interest).toBe(ofAll(loan => loan.interest_paid));
  expect(penalties).toBe(ofAll(loan => chargesKept(loan).penalties_paid));
  expect(fees! >= ofAll(loan => chargesKept(loan).fees_paid)).toBe(true);
  const running = all.filter(isRunning);
  expect(running.length <= 1, "one pays the other off").toBe(true);
  // Who renewed a loan ended it, and it knows by which; nothing of it is owed.
  for (const { status, renewed_by, loan_id, principal, principal_paid } of all)
    if (renewed_by !== null) {
      expect([status, principal_paid, group.loan(renewed_by).renews]).toEqual(["repaid", principal, loan_id]);
      expect(["requested", "taken-back"]).not.toContain(group.loan(renewed_by).status);
    }
  const [loan] = running;
  if (!loan) return;
  const { fees_paid, penalties_paid } = chargesKept(loan);
  expect(group.balance("loans-receivable/loan", loan.member_id)).toBe(outstanding(loan));
  const parts: readonly LoanRow["principal_paid"][] = [loan.principal_paid, loan.interest_paid, fees_paid, penalties_paid];
  expect(parts.every(part => part >= 0n)).toBe(true);
  const owed = owedOn(loan, on);
  const owedParts = [owed.principal, owed.interest, owed.interestToCome, owed.fees, owed.penalties];
  expect(owedParts.every(part => part >= 0n)).toBe(true);
  expect(sum(owedParts)).toBe(owed.total);
  expect(owed.total > 0n).toBe(true);
  const due = dueOn(loan, on);
  const late = arrears(loan, on);
  expect(due.principal + due.interest + due.fees + due.penalties).toBe(due.total);
  expect(due.total <= owed.total, `due ${due.total} of ${owed.total}`).toBe(true);
  expect(late.principal >= 0n && late.principal <= due.principal && late.interest <= due.interest).toBe(true);
  const plan = planOf(loan, on);
  expect(plan.every(row => row.principal >= 0n && row.interest >= 0n)).toBe(true);
  expect(sum(plan.map(row => row.principal))).toBe(loan.principal);
}

const bigints = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

function lends(product: LoanProduct, amount: Minor): { readonly group: GroupOnPaper; readonly start: RunningLoan } {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  for (const income of ["fee-income/loan", "fine-income/loan", "opening-balance/loan"] as const) group.opens(income, "2026-01-03");
  group.saves(sari, 50_000_000n, "2026-01-03");
  group.product("ordinary", product, "2026-01-03");
  const loan = group.id();
  const isInParts = product.pay_outs_max !== undefined && product.pay_outs_max > 1 && product.periods > 1;
  const first = (amount / 300n) * 100n;
  const pay_outs =
    isInParts && first > 0n
      ? [
          { on: lentOn, amount: first },
          { on: product.frequency === "weeks" ? addDays(lentOn, 5) : addMonths(lentOn, 1), amount: amount - first },
        ]
      : undefined;
  done(group.says(requestEntry, { loan, member: wulan, product: "ordinary", amount, guarantors: [], pay_outs }, lentOn));
  done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, lentOn) }, lentOn));
  return { group, start: group.loan(loan) as RunningLoan };
}
