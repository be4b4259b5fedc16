import {
  type AccountCode,
  type BodyOf,
  compare,
  type Day,
  type Fields,
  type FundOf,
  notInCash,
  parseRatio,
  type Refusal,
  ratio,
  refuse,
  rule,
} from "#base";
import { account } from "#ledger";
import { agreementOn, loanTerms } from "./agreement.ts";
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
  /** What a payment is used for first. Interest, unless said otherwise. */
  payment_order: { is: "choice", of: ["interest-first", "principal-first"], optional: true },
  /** Flat loans paid off early: all interest of the term (the usual way), or only that of the periods begun. */
  early_pay_off: { is: "choice", of: ["full-interest", "rebate"], optional: true },
  /** Kept back once, at the pay-out. */
  service_charge_percent: { is: "text", max: 20, optional: true },
  /** Of the whole price; with a down payment the loan is less. */
  amount_max: { is: "amount", optional: true },
  /** Months in which nothing falls due: "06" is June. Interest on a balance runs on, a flat price grows no more. */
  lean_months: { is: "list", of: { is: "choice", of: monthsOfYear }, max: 12, optional: true },
  /** The other way round, paid at the harvest: instalments fall due in these months only. A flat price is for all the months. */
  harvest_months: { is: "list", of: { is: "choice", of: monthsOfYear }, max: 12, optional: true },
  /** For a thing that is bought with the loan: of its price she brings this much herself at the pay-out, and owes the rest. */
  down_payment_percent: { is: "text", max: 20, optional: true },
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
    const step = notInCash(product.rounding_unit ?? 0n, fundOf(product.fund)?.unit);
    return step ? refuse("loans.multiple-not-in-cash", step) : fundFault(product, code, fundOf);
  },
  opens: ({ fund, service_charge_percent }) =>
    isZero(service_charge_percent ?? "0") ? [] : ([account.fees(fund)] satisfies AccountCode[]),
});

function productFault(product: LoanProduct): Refusal | null {
  const { method, amortization, periods, periods_max, is_free } = product;
  for (const field of ["rate_per_month", "service_charge_percent", "down_payment_percent"] as const) {
    const value = parseRatio(product[field] ?? "0");
    if (!value || product[field]?.includes("/") || value.numerator < 0n || compare(value, ratio(100n)) > 0)
      return refuse("loans.percent-out-of-range", { field });
    // All of the price: then there is no loan.
    if (field === "down_payment_percent" && compare(value, ratio(100n)) === 0)
      return refuse("loans.percent-out-of-range", { field });
  }
  if (method === "monthly_on_balance" && (product.frequency !== "months" || product.every !== 1))
    return refuse("loans.monthly-method-by-month");
  if (method === "monthly_on_balance" && amortization === "equal_installments")
    return refuse("loans.monthly-method-without-equal-instalments");
  if (is_free && !(isZero(product.rate_per_month) && isZero(product.service_charge_percent ?? "0")))
    return refuse("loans.free-loan-costs-nothing");
  // Flat interest falls due by the plan: within the grace there is none that could be told from what is given back.
  if (method === "flat" && product.early_pay_off === "rebate" && (product.grace_interest_payment_periods ?? 0) > 0)
    return refuse("loans.grace-on-interest-without-rebate");
  const season = seasonFault(product);
  if (season) return season;
  if (periods > periods_max) return refuse("loans.too-many-periods", { periods, periods_max });
  if (product.rounding_unit === 0n) return refuse("loans.multiple-not-above-zero");
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

const isZero = (percent: string): boolean => parseRatio(percent)?.numerator === 0n;
