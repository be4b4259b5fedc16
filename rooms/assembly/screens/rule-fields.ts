/**
 * What the rules of all rooms are made of, for the screen that says and changes them. It stands here as data because a
 * screen of this room may not look into the rooms above it; each rule's own room still checks every value, and a test
 * holds this list against the rooms' own.
 */
import type { Fields } from "#base";

const events = ["death", "illness", "disaster", "birth"] as const;

export const ruleFields: Readonly<Record<string, Fields>> = {
  "meetings.method": {
    frequency: { is: "choice", of: ["days", "weeks", "months"] },
    every: { is: "count", max: 60 },
    keys: { is: "count", max: 5 },
    absent_percent_max: { is: "count", max: 100 },
  },
  "assembly.between-meetings": { entries: { is: "list", max: 50, of: { is: "key" } } },
  "savings.shares": {
    price: { is: "amount" },
    meeting_min: { is: "count", max: 100 },
    meeting_max: { is: "count", max: 100 },
  },
  "savings.product": {
    fund: { is: "code" },
    kind: { is: "choice", of: ["entry", "compulsory", "voluntary"] },
    amount: { is: "amount", optional: true },
    every: { is: "choice", of: ["meeting", "month"], optional: true },
    minimum_balance: { is: "amount" },
    withdrawable: { is: "choice", of: ["never", "on-leaving", "free"] },
    is_capital: { is: "flag" },
    after_minimum_of: { is: "code", optional: true },
  },
  "savings.share-out": {
    policy: { is: "choice", of: ["floor", "largest-remainder"] },
    cash_step: { is: "amount" },
    remainder_to: { is: "code", optional: true },
  },
  "loans.product": {
    fund: { is: "code" },
    method: { is: "choice", of: ["flat", "declining_balance", "monthly_on_balance"] },
    amortization: { is: "choice", of: ["equal_installments", "equal_principal_payments", "interest_only"] },
    rate_per_month: { is: "text", max: 20 },
    month: { is: "choice", of: ["calendar", "four-weeks"], optional: true },
    frequency: { is: "choice", of: ["weeks", "months"] },
    every: { is: "count", max: 60 },
    periods: { is: "count", max: 1_000 },
    periods_max: { is: "count", max: 1_000 },
    grace_principal_periods: { is: "count", max: 1_000, optional: true },
    grace_interest_free_periods: { is: "count", max: 1_000, optional: true },
    rounding_unit: { is: "amount", optional: true },
    payment_order: { is: "choice", of: ["interest-first", "principal-first"], optional: true },
    early_pay_off: { is: "choice", of: ["full-interest", "rebate"], optional: true },
    service_charge_percent: { is: "text", max: 20, optional: true },
    amount_max: { is: "amount", optional: true },
    is_free: { is: "flag" },
  },
  "loans.limits": {
    times_stake: { is: "text", max: 10, optional: true },
    stake_accounts: { is: "list", max: 20, of: { is: "key" } },
    share_of_fund_percent: { is: "count", max: 100, optional: true },
    months_member_min: { is: "count", max: 120, optional: true },
    guarantors_min: { is: "count", max: 10 },
    may_borrow_again_with_open_loan: { is: "flag" },
  },
  "aid.fund": {
    kind: { is: "choice", of: ["social", "damayan"] },
    contribution: {
      is: "group",
      optional: true,
      of: { every: { is: "choice", of: ["meeting", "month"] }, amount: { is: "amount" } },
    },
    levy: {
      is: "group",
      optional: true,
      of: {
        amount: { is: "amount" },
        bereaved_pays: { is: "flag" },
        per_month_max: { is: "count", max: 31, optional: true },
      },
    },
    entry_fee: { is: "amount", optional: true },
    waiting_months: { is: "count", max: 120 },
    lapse_after_missed: { is: "count", max: 60, optional: true },
    benefits: {
      is: "list",
      max: 16,
      of: {
        is: "group",
        of: {
          event: { is: "choice", of: events },
          of: { is: "choice", of: ["member", "dependant"] },
          how: { is: "choice", of: ["fixed", "per-member", "tiers"] },
          amount: { is: "amount", optional: true },
        },
      },
    },
    tiers: {
      is: "group",
      optional: true,
      of: {
        capital: { is: "code" },
        steps: {
          is: "list",
          max: 30,
          of: {
            is: "group",
            of: { from: { is: "amount" }, to: { is: "amount", optional: true }, per_member: { is: "amount" } },
          },
        },
        tenure_percent: { is: "list", max: 240, of: { is: "count", max: 100 } },
        accident_percent: { is: "count", max: 100, optional: true },
      },
    },
    admin_percent: { is: "count", max: 100 },
    first_part_percent: { is: "count", max: 100 },
    offset_debts: { is: "flag" },
  },
  "meetings.fine": { amount: { is: "amount" }, fund: { is: "code" } },
};

/** In the order in which a group talks about them. A rule of a room that is not listed here comes last. */
export const ruleOrder: readonly string[] = Object.keys(ruleFields);

/** Entries that may be allowed between meetings: those that can be said alone, by two people. */
export const betweenEntries: readonly string[] = [
  "savings.deposit",
  "savings.withdrawal",
  "savings.to-shares",
  "loans.repayment",
  "aid.enrol",
  "aid.beneficiaries",
  "aid.contribution",
  "aid.claim",
  "aid.verify",
  "aid.pay-benefit",
  "aid.grant",
  "aid.warn",
  "aid.leave",
  "meetings.expense",
  "meetings.income",
  "meetings.bank",
];
