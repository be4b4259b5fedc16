/** A loan in the books has the instalments that `loans schedule` works out, whatever its product says about them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, type Day, day, decimalText, type Json, type Minor, sum } from "#base";
import { calculators } from "./calculators.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { dueOn, planOf } from "./index.ts";
import type { RunningLoan } from "./loan.ts";
import { payOutEntry } from "./pay-out.ts";
import { payOutPartEntry } from "./pay-out-part.ts";
import type { LoanProduct } from "./product.ts";
import { requestEntry } from "./request.ts";

const lentOn = day("2026-03-07");
type Row = Readonly<Record<"due" | "principal" | "interest", string>>;

describe("in round money, and rounded as the product says", () => {
  test.each<[string, Partial<LoanProduct>, bigint, [bigint, bigint][]]>([
    // 1,250 at 1 % a month flat: 416.67 is 420, and 420 + 12.50 is 440; the last is what is left.
    [
      "flat",
      { method: "flat", instalment_multiple: 2_000n },
      125_000n,
      [[42_750n, 1_250n], [42_750n, 1_250n], [39_500n, 1_250n]],
    ],
    // The level instalment of 1,250 is 425.03: 425 each, and 425.06 at the end.
    [
      "level",
      { amortization: "equal_installments", instalment_multiple: 500n },
      125_000n,
      [[41_250n, 1_250n], [41_662n, 838n], [42_088n, 421n]],
    ],
    ["up", { rounding_mode: "UP" }, 100_000n, [[33_334n, 1_000n], [33_334n, 667n], [33_332n, 334n]]],
    ["down", { rounding_mode: "DOWN" }, 100_000n, [[33_333n, 1_000n], [33_333n, 666n], [33_334n, 333n]]],
    // 2.50 of interest in whole coins: to the even one.
    ["to the even one", { rounding_mode: "HALF_EVEN", rounding_unit: 100n }, 25_000n, [[8_300n, 200n], [8_300n, 200n], [8_400n, 100n]]],
  ])("%s", (_, how, amount, rows) => {
    // Smaller than the unit's cash, so that each minor unit counts.
    const { loan } = lent({ rate_per_month: "1", periods: 3, rounding_unit: 1n, ...how }, amount);
    expect(planOf(loan, lentOn).map(row => [row.principal, row.interest])).toEqual(rows);
  });

  test("paid on time, in round money, it ends with its last instalment", () => {
    const round = { amortization: "equal_installments", instalment_multiple: 1_000n, rounding_mode: "UP" } as const;
    const { group, loan } = lent(round, 500_000n);
    for (const { due } of planOf(loan, lentOn)) {
      const running = group.running(loan);
      const asked = dueOn(running, due).total;
      if (due < "2026-08-07") expect(asked % 1_000n).toBe(0n);
      group.pays(running, asked, due);
    }
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "repaid", principal_paid: 500_000n });
  });
});

test("any product: down payment, parts on due days, round money, rounding, grace", () => {
  const kinds = fc.constantFrom<Partial<LoanProduct>>(
    { amortization: "equal_principal_payments" },
    { amortization: "equal_installments" },
    { amortization: "interest_only" },
    { method: "flat", amortization: "equal_installments" },
    { method: "flat", amortization: "equal_principal_payments" },
  );
  const products = fc.record({
    kind: kinds,
    frequency: fc.constantFrom("months" as const, "weeks" as const),
    every: fc.integer({ min: 1, max: 3 }),
    periods: fc.integer({ min: 3, max: 14 }),
    rate: fc.integer({ min: 0, max: 40 }),
    rounding_mode: fc.constantFrom("HALF_UP", "HALF_EVEN", "HALF_DOWN", "UP", "DOWN" as const),
    rounding_unit: fc.constantFrom(1n, 100n),
    multiple: fc.constantFrom(undefined, 100n, 5_000n),
    down: fc.constantFrom(undefined, "10", "12.5"),
    parts: fc.array(fc.bigInt(1n, 400n).map(amount => amount * 1_000n), { minLength: 1, maxLength: 3 }),
    grace: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(products, ({ kind, rate, multiple, down, parts, grace, ...of }) => {
      const isFlat = kind.method === "flat";
      const isLevel = kind.amortization === "equal_installments" || (isFlat && kind.amortization !== "interest_only");
      const amounts = isFlat || down ? parts.slice(0, 1) : parts;
      const how: Partial<LoanProduct> = {
        ...kind,
        ...of,
        periods_max: of.periods,
        rate_per_month: (rate / 10).toString(),
        instalment_multiple: isLevel ? multiple : undefined,
        down_payment_percent: down,
        grace_principal_periods: grace,
        pay_outs_max: amounts.length > 1 ? amounts.length : undefined,
      };
      const dayOf = (period: number): Day =>
        of.frequency === "weeks" ? addDays(lentOn, period * of.every * 7) : addMonths(lentOn, period * of.every);
      const plan = amounts.map((amount, at) => ({ on: at === 0 ? lentOn : dayOf(at), amount }));
      const { loan } = lent(how, sum(amounts), plan);
      const input: Readonly<Record<string, Json>> = {
        principal: decimal(sum(amounts)),
        annual_rate_percent: ((rate * 12) / 10).toString(),
        method: isFlat ? "flat" : "declining_balance",
        amortization: kind.amortization!,
        periods: of.periods,
        every: of.every,
        frequency: of.frequency,
        grace: { principal_periods: grace },
        rounding: {
          currency_multiple_of: decimal(of.rounding_unit),
          rounding_mode: of.rounding_mode,
          ...(how.instalment_multiple ? { instalment_multiple_of: decimal(how.instalment_multiple) } : {}),
        },
        disbursements: plan.map(one => ({ date: one.on, amount: decimal(one.amount) })),
        ...(down ? { down_payment_percent: down } : {}),
        // A product that sets the order of payments counts instalments with each pay-out.
        payment_strategy: "ADVANCED_PAYMENT_ALLOCATION",
      };
      const answer = calculators[0]!.calculate(input, new Set()) as unknown as { readonly rows?: readonly Row[] };
      expect(answer.rows, JSON.stringify(answer)).toBeDefined();
      const rows = answer.rows!.filter(row => !(down && row.due === lentOn));
      const inBooks = planOf(loan, lentOn).map(row => [row.due, decimal(row.principal), decimal(row.interest)]);
      expect(inBooks).toEqual(rows.map(({ due, principal, interest }) => [due, principal, interest]));
    }),
    { numRuns: 80 },
  );
});

const decimal = (amount: Minor): string => decimalText(amount, 2);

function lent(how: Partial<LoanProduct>, amount: Minor, plan = [{ on: lentOn, amount }]) {
  const group = new GroupOnPaper("LKR", "2020-01-04");
  group.product("ordinary", { ...ordinary, ...how }, "2020-01-04");
  const woman = group.member("2020-01-04");
  group.saves(woman, 100_000_000n, "2020-01-04");
  const loan = group.id();
  const pay_outs = plan.length > 1 ? plan : undefined;
  done(group.says(requestEntry, { loan, member: woman, product: "ordinary", amount, guarantors: [], pay_outs }, lentOn));
  const decision = group.decides("loan", loan, lentOn);
  done(group.says(payOutEntry, { loan, member: woman, decision }, lentOn));
  for (const part of plan.slice(1)) done(group.says(payOutPartEntry, { loan, member: woman }, part.on));
  return { group, loan: group.loan(loan) as RunningLoan };
}
