import {
  type BodyOf,
  type Day,
  type Fields,
  type FundOf,
  notInCash,
  type Refusal,
  refuse,
  rule,
} from "#base";
import { agreementOn, loanTerms, payOutsMost, prepaymentField, roundingsOffered } from "./agreement.ts";
import { amountsIn, chargeFields, chargesFault, type Fee, hasChargeRules, partOfHundred } from "./charge-rules.ts";
import { chargeAccounts } from "./charges-kept.ts";
import { paymentOrders } from "./allocation.ts";
import { ladderFault, ladderFields, stepsOf } from "./ladder-rule.ts";
import { instalmentRule } from "./terms.ts";
import { monthsOfYear } from "./season.ts";
import { termsFault } from "./terms-fault.ts";

const fields = {
  /** Where the money comes from and goes back to. The fund is one that lends. */
  fund: { is: "code" },
  /**
   * "flat": on what was lent, to the end. "declining_balance": on what is still owed. "monthly_on_balance": the way of
   * self-help groups, so much a month on the balance the month opens with; a month may be interest only, and unpaid
   * interest is carried and bears none itself.
   */
  method: { is: "choice", of: ["flat", "declining_balance", "monthly_on_balance"] },
  amortization: { is: "choice", of: ["equal_installments", "equal_principal_payments", "interest_only"] },
  /** Percent a month as a decimal: "1.5". */
  rate_per_month: { is: "text", max: 20 },
  /** For weekly loans: whether a month is a twelfth of a year or four weeks. A twelfth unless said otherwise. */
  month: { is: "choice", of: ["calendar", "four-weeks"], optional: true },
  frequency: { is: "choice", of: ["weeks", "months"] },
  every: { is: "count", max: 60 },
  /** How many instalments, unless the request says otherwise. */
  periods: { is: "count", max: 1_000 },
  periods_max: { is: "count", max: 1_000 },
  /** The first periods in which no principal is due; in which interest is charged and not to be paid yet; for which none is. */
  grace_principal_periods: { is: "count", max: 1_000, optional: true },
  grace_interest_payment_periods: { is: "count", max: 1_000, optional: true },
  grace_interest_free_periods: { is: "count", max: 1_000, optional: true },
  /** Interest and instalments are multiples of this, which cash can pay; of the unit's smallest cash where it is left out. */
  rounding_unit: { is: "amount", optional: true },
  /** What a payment is used for first. Charges, then interest, unless said otherwise. */
  payment_order: { is: "choice", of: paymentOrders, optional: true },
  /** Flat loans paid off early: all interest of the term (the usual way), or only that of the periods begun. */
  early_pay_off: { is: "choice", of: ["full-interest", "rebate"], optional: true },
  ...chargeFields,
  /** Paid above what is due: left out, the plan stays and the next instalments are paid by it. Not with flat interest. */
  on_prepayment: prepaymentField,
  /** Of the whole price; with a down payment the loan is less. */
  amount_max: { is: "amount", optional: true },
  /** How much of it one may borrow, by how her last loans of this kind were paid. The same for all: nobody gets above it. */
  ladder: { is: "group", of: ladderFields, optional: true },
  /** How much must be pledged of savings before the pay-out, in percent of the loan; without it nothing must. */
  pledge_percent: { is: "count", max: 100, optional: true },
  /** Whose savings count for that; of both, unless said otherwise. */
  pledge_by: { is: "choice", of: ["borrower", "guarantors", "both"], optional: true },
  /** All of a pledge is kept until the loan ends, unless it is let go as the loan is paid down. */
  pledge_let_go: { is: "choice", of: ["at-the-end", "as-paid"], optional: true },
  /** Months in which nothing falls due: "06" is June. Interest on a balance runs on, a flat price grows no more. */
  lean_months: { is: "list", of: { is: "choice", of: monthsOfYear }, max: 12, optional: true },
  /** The other way round, paid at the harvest: instalments fall due in these months only. A flat price is for all the months. */
  harvest_months: { is: "list", of: { is: "choice", of: monthsOfYear }, max: 12, optional: true },
  /** For a thing that is bought with the loan: of its price she brings this much herself at the pay-out, and owes the rest. */
  down_payment_percent: { is: "text", max: 20, optional: true },
  /** In how many parts it may be paid out, by a plan that is asked for with the loan. At once where it is left out. */
  pay_outs_max: { is: "count", max: payOutsMost, optional: true },
  /** How amounts come to a multiple of the rounding unit: half up where it is left out. */
  rounding_mode: { is: "choice", of: roundingsOffered, optional: true },
  /** The instalment in round money: a multiple of this, which cash can pay. The last one takes what is left. */
  instalment_multiple: { is: "amount", optional: true },
  /** A loan out of solidarity, from a social fund: no interest, no charge, and not by shares. */
  is_free: { is: "flag" },
} as const satisfies Fields;

export type LoanProduct = BodyOf<typeof fields>;

/**
 * A kind of loan the members offer each other, by code: "loans.product/ordinary". It is a rule, so it has versions by
 * day: a loan takes the one in force when it is asked for and keeps it to its end.
 */
export const loanProduct = rule({
  key: "loans.product",
  many: true,
  fields,
  check: productFault,
  fits(product, code, fundOf) {
    const unit = fundOf(product.fund)?.unit;
    const step = notInCash(product.rounding_unit ?? 0n, unit) ?? notInCash(product.instalment_multiple ?? 0n, unit);
    if (step) return refuse("loans.multiple-not-in-cash", step);
    for (const amount of [...amountsIn(product), ...stepsOf(product.ladder)]) {
      const fault = notInCash(amount, unit);
      if (fault) return refuse("loans.amount-not-in-cash", { amount, unit: fault.unit, step: fault.minimum });
    }
    return fundFault(product, code, fundOf);
  },
  opens: product => chargeAccounts(product.fund, product),
});

function partsFault(product: LoanProduct): Refusal | null {
  if ((product.pay_outs_max ?? 0) <= 1) return null;
  if (partOfHundred(product.down_payment_percent ?? "0")!.numerator > 0n) return refuse("loans.down-payment-at-once");
  // A flat price is of what was lent, and for the whole term: there is none for a part that comes later.
  if (product.method === "flat" && !product.is_free) return refuse("loans.flat-does-not-change");
  const isFixed = !product.on_prepayment && !product.fees?.some(dependsOnWhatIsLent);
  return isFixed ? null : refuse("loans.not-for-pay-outs-in-parts");
}

/** What would be another sum with each part: a fee at the pay-out that is no percent, and one with each instalment that is. */
const dependsOnWhatIsLent = ({ at, percent }: Fee): boolean => (at === "pay-out") === (percent === undefined);

function productFault(product: LoanProduct): Refusal | null {
  const { method, amortization, periods, periods_max, is_free } = product;
  if (!partOfHundred(product.rate_per_month)) return refuse("loans.percent-out-of-range", { field: "rate_per_month" });
  const down = partOfHundred(product.down_payment_percent ?? "0");
  // All of the price: then there is no loan.
  if (!down || down.numerator === down.denominator)
    return refuse("loans.percent-out-of-range", { field: "down_payment_percent" });
  const charges = chargesFault(product);
  if (charges) return charges;
  if (method === "monthly_on_balance" && (product.frequency !== "months" || product.every !== 1))
    return refuse("loans.monthly-method-by-month");
  if (method === "monthly_on_balance" && amortization === "equal_installments")
    return refuse("loans.monthly-method-without-equal-instalments");
  if (is_free && (partOfHundred(product.rate_per_month)!.numerator > 0n || hasChargeRules(product)))
    return refuse("loans.free-loan-costs-nothing");
  // Flat interest falls due by the plan: within the grace there is none that could be told from what is given back.
  if (method === "flat" && product.early_pay_off === "rebate" && (product.grace_interest_payment_periods ?? 0) > 0)
    return refuse("loans.grace-on-interest-without-rebate");
  const parts = partsFault(product);
  if (parts) return parts;
  // Its price is agreed for the whole plan.
  if (method === "flat" && product.on_prepayment) return refuse("loans.prepayment-not-for-flat");
  const fault = seasonFault(product) ?? ladderFault(product.ladder, product.amount_max);
  if (fault) return fault;
  if (periods > periods_max) return refuse("loans.too-many-periods", { periods, periods_max });
  if (product.rounding_unit === 0n || product.instalment_multiple === 0n) return refuse("loans.multiple-not-above-zero");
  // By the month on the balance, and with equal principal on it, there is no instalment that could be round.
  if (product.instalment_multiple !== undefined && instalmentRule(method, amortization) === null)
    return refuse("loans.multiple-without-instalment");
  for (const count of [periods, periods_max]) {
    // Any amount and day do: what is looked at is what holds for every loan of the product.
    const fault = termsFault(loanTerms(agreementOn(product, count, 1n), 1_000_000n, "2000-01-01" as Day));
    if (fault) return fault;
  }
  return null;
}

function seasonFault({ lean_months = [], harvest_months = [], ...product }: LoanProduct): Refusal | null {
  if (harvest_months.length === 0) return null;
  if (lean_months.length > 0) return refuse("loans.lean-or-harvest");
  // From one harvest to the next interest differs, and what is paid with it cannot be level.
  if (product.method === "declining_balance" && product.amortization === "equal_installments")
    return refuse("loans.harvest-without-equal-instalments");
  return product.method === "flat" && product.early_pay_off === "rebate" ? refuse("loans.harvest-without-rebate") : null;
}

/** Kept for a purpose, a fund lends to those in need and earns nothing by it; kept for ever, it lends to nobody. */
export function fundFault(
  { fund, is_free }: Pick<LoanProduct, "fund" | "is_free">,
  _code: string,
  fundOf: FundOf,
): Refusal | null {
  const found = fundOf(fund);
  if (!found) return refuse("ledger.no-such-fund", { fund });
  if (!found.is_lendable || found.nature === "indivisible") return refuse("loans.fund-not-lendable", { fund });
  return found.nature === "restricted" && !is_free ? refuse("loans.restricted-fund-lends-free", { fund }) : null;
}
