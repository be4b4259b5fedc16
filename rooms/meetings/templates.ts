import { type Document, unitOf } from "#base";
import type { FundNature } from "#ledger";

/**
 * Ways of beginning: funds and rules as data, every one of which the founders may change before they start and by a
 * decision afterwards. Amounts are chosen as everyday sums of the currency; the figures and limits follow the methods'
 * own guides (VSL guide, Indian SHG training books, UU 25/1992, Philippine chapters).
 */
export interface Template {
  readonly code: TemplateCode;
  readonly funds: readonly TemplateFund[];
  readonly rules: readonly { readonly rule: string; readonly value: Document }[];
}

export type TemplateCode = "vsla" | "shg" | "koperasi" | "damayan";
export const templateCodes: readonly TemplateCode[] = ["vsla", "shg", "koperasi", "damayan"];

export interface TemplateFund {
  readonly fund: string;
  readonly nature: FundNature;
  readonly is_lendable: boolean;
  /** Key of its name in `words`; the founders may call it otherwise. */
  readonly name: string;
}

/** An everyday sum in each currency, in minor units: what the others are multiples of. */
const everyday: Readonly<Record<string, bigint>> = {
  IDR: 1_000n,
  PHP: 500n,
  INR: 500n,
  KHR: 1_000n,
  THB: 500n,
  LKR: 2_500n,
  GHS: 50n,
  USD: 25n,
  KRW: 500n,
  JPY: 50n,
};

const cashSteps: Readonly<Record<string, bigint>> = {
  IDR: 500n,
  PHP: 100n,
  INR: 100n,
  KHR: 100n,
  THB: 100n,
  LKR: 100n,
  GHS: 10n,
  USD: 25n,
  KRW: 100n,
  JPY: 10n,
};

export function templateOf(code: TemplateCode, unit: string): Template {
  const step = everyday[unit] ?? 100n;
  const sum = (times: bigint): string => String(step * times);
  const cashStep = String(cashSteps[unit] ?? unitOf(unit)?.cashStep ?? 1n);
  return { code, ...templates[code]({ sum, cashStep }) };
}

const set = (rule: string, value: Document): { readonly rule: string; readonly value: Document } => ({ rule, value });

interface Money {
  readonly sum: (times: bigint) => string;
  readonly cashStep: string;
}

const loanFund: TemplateFund = { fund: "loan", nature: "divisible", is_lendable: true, name: "fund.loan" };
const socialFund: TemplateFund = { fund: "social", nature: "restricted", is_lendable: false, name: "fund.social" };
/** Out of it the members lend to one in need, free of interest, where their way of saving knows it. */
const lendingSocialFund: TemplateFund = { ...socialFund, is_lendable: true };
const damayanFund: TemplateFund = { fund: "damayan", nature: "restricted", is_lendable: false, name: "fund.damayan" };
const reserveFund: TemplateFund = { fund: "reserve", nature: "indivisible", is_lendable: false, name: "fund.reserve" };

const method = (frequency: "weeks" | "months", every: number, keys: number, opening: "recalled" | "counted") =>
  set("meetings.method", { frequency, every: String(every), keys: String(keys), absent_percent_max: "100", opening });
const atMeetingsOnly = set("assembly.between-meetings", { entries: [] });
const fines = (sum: Money["sum"]) => [
  set("meetings.fine/late", { amount: sum(1n), fund: "loan" }),
  set("meetings.fine/absent", { amount: sum(2n), fund: "loan" }),
];
const spending = (sum: Money["sum"]) => set("meetings.spending/loan", { at_once_max: sum(50n) });
/** Her shares at cost, in every method; a chapter whose funds levy each death takes off what she owes them. */
const leaving = (takesOffUnpaidAid = false) =>
  set("meetings.leaving", {
    shares: "at-cost",
    takes_off_unpaid_aid: takesOffUnpaidAid,
    rest_of_loans: "by-decision",
  });
const socialRule = (sum: Money["sum"]) =>
  set("aid.fund/social", {
    kind: "social",
    contribution: { every: "meeting", amount: sum(2n) },
    waiting_months: "0",
    benefits: [],
    admin_percent: "0",
    first_part_percent: "100",
    offset_debts: false,
  });

const templates: Readonly<Record<TemplateCode, (money: Money) => Omit<Template, "code">>> = {
  // VSL guide: shares of one price a cycle, one to five a meeting; loans up to three times her shares; all is shared out.
  vsla: ({ sum, cashStep }) => ({
    funds: [loanFund, lendingSocialFund],
    rules: [
      method("weeks", 1, 3, "recalled"),
      atMeetingsOnly,
      spending(sum),
      set("savings.shares/loan", { price: sum(10n), meeting_min: "1", meeting_max: "5" }),
      set("savings.share-out/loan", { policy: "floor", cash_step: cashStep }),
      set("loans.product/ordinary", {
        fund: "loan",
        method: "flat",
        amortization: "equal_installments",
        rate_per_month: "2",
        frequency: "weeks",
        month: "four-weeks",
        every: "4",
        periods: "3",
        periods_max: "3",
        rounding_unit: cashStep,
        is_free: false,
      }),
      // VSL guide: what the social fund lends, it lends without interest, and back within a few meetings.
      set("loans.product/social", {
        fund: "social",
        method: "flat",
        amortization: "equal_installments",
        rate_per_month: "0",
        frequency: "weeks",
        every: "4",
        periods: "1",
        periods_max: "3",
        rounding_unit: cashStep,
        is_free: true,
      }),
      set("loans.limits", {
        times_stake: "3",
        stake_accounts: ["member-shares/loan"],
        share_of_fund_percent: "50",
        guarantors_min: "0",
        may_borrow_again_with_open_loan: false,
      }),
      leaving(),
      socialRule(sum),
      ...fines(sum),
    ],
  }),
  // Indian SHG: the same saving from each each month, loans at 2 % a month on the balance, never shared out.
  shg: ({ sum, cashStep }) => ({
    funds: [loanFund, socialFund],
    rules: [
      method("months", 1, 3, "recalled"),
      spending(sum),
      atMeetingsOnly,
      set("savings.product/compulsory", {
        fund: "loan",
        kind: "compulsory",
        amount: sum(5n),
        every: "meeting",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: false,
      }),
      set("savings.product/voluntary", {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      }),
      set("loans.product/ordinary", {
        fund: "loan",
        method: "monthly_on_balance",
        amortization: "equal_principal_payments",
        rate_per_month: "2",
        frequency: "months",
        every: "1",
        periods: "10",
        periods_max: "24",
        rounding_unit: cashStep,
        is_free: false,
      }),
      set("loans.limits", {
        stake_accounts: ["member-savings.compulsory/loan"],
        share_of_fund_percent: "60",
        guarantors_min: "0",
        may_borrow_again_with_open_loan: false,
      }),
      leaving(),
      socialRule(sum),
      ...fines(sum),
    ],
  }),
  // Koperasi simpan pinjam: pokok once, wajib each month, sukarela free; a reserve that is never divided; a counter.
  koperasi: ({ sum, cashStep }) => ({
    funds: [loanFund, reserveFund, socialFund],
    rules: [
      method("months", 1, 2, "counted"),
      spending(sum),
      set("assembly.between-meetings", {
        entries: [
          "savings.deposit",
          "savings.withdrawal",
          "loans.repayment",
          "meetings.expense",
          "meetings.bank",
          "aid.claim",
          "aid.verify",
          "aid.pay-benefit",
        ],
      }),
      set("savings.product/pokok", {
        fund: "loan",
        kind: "entry",
        amount: sum(50n),
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: true,
      }),
      set("savings.product/wajib", {
        fund: "loan",
        kind: "compulsory",
        amount: sum(5n),
        every: "month",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: true,
      }),
      set("savings.product/sukarela", {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      }),
      set("loans.product/ordinary", {
        fund: "loan",
        method: "declining_balance",
        amortization: "equal_principal_payments",
        rate_per_month: "1.5",
        frequency: "months",
        every: "1",
        periods: "10",
        periods_max: "24",
        rounding_unit: cashStep,
        is_free: false,
      }),
      set("loans.limits", {
        times_stake: "3",
        stake_accounts: ["member-shares.pokok/loan", "member-shares.wajib/loan", "member-savings.sukarela/loan"],
        share_of_fund_percent: "20",
        guarantors_min: "1",
        may_borrow_again_with_open_loan: false,
      }),
      leaving(),
      socialRule(sum),
    ],
  }),
  // A chapter with damayan: capital built up bit by bit, savings, loans, and help at a death from all to one.
  damayan: ({ sum, cashStep }) => ({
    funds: [loanFund, damayanFund, socialFund],
    rules: [
      method("months", 1, 3, "recalled"),
      spending(sum),
      set("assembly.between-meetings", { entries: ["aid.claim", "aid.verify", "aid.pay-benefit"] }),
      set("savings.product/cbu", {
        fund: "loan",
        kind: "compulsory",
        amount: sum(10n),
        every: "meeting",
        minimum_balance: sum(100n),
        withdrawable: "on-leaving",
        is_capital: true,
      }),
      set("savings.product/savings", {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
        after_minimum_of: "cbu",
      }),
      set("loans.product/ordinary", {
        fund: "loan",
        method: "declining_balance",
        amortization: "equal_installments",
        rate_per_month: "1.75",
        frequency: "months",
        every: "1",
        periods: "6",
        periods_max: "12",
        rounding_unit: cashStep,
        is_free: false,
      }),
      set("loans.limits", {
        times_stake: "3",
        stake_accounts: ["member-shares.cbu/loan", "member-savings.savings/loan"],
        share_of_fund_percent: "40",
        guarantors_min: "1",
        may_borrow_again_with_open_loan: false,
      }),
      set("aid.fund/damayan", {
        kind: "damayan",
        levy: { amount: sum(6n), bereaved_pays: false },
        entry_fee: sum(20n),
        waiting_months: "1",
        lapse_after_missed: "3",
        benefits: [
          { event: "death", of: "member", how: "per-member", amount: sum(6n) },
          { event: "death", of: "dependant", how: "fixed", amount: sum(50n) },
        ],
        admin_percent: "0",
        first_part_percent: "60",
        offset_debts: false,
      }),
      leaving(true),
      socialRule(sum),
      ...fines(sum),
    ],
  }),
};
