/** A loan that runs in the paper books of a group which begins here in mid-life, and goes on from where it stands. */
import {
  type Books,
  type Day,
  type Document,
  type Fact,
  type MemberId,
  type Minor,
  parseRatio,
  type Project,
  put,
  type Refusal,
  ratio,
  compare,
  refuse,
  sum,
  unitOf,
  type Uuid,
} from "#base";
import { ruleOn } from "#assembly";
import { account, fundTable } from "#ledger";
import { membershipTable } from "#members";
import { type Agreement, agreementDocument, agreementOn, loanTerms } from "./agreement.ts";
import { lastPeriodOf } from "./agreed-anew.ts";
import { counted } from "./counting.ts";
import { least, type RunningLoan } from "./loan.ts";
import { unpaidInterestThrough } from "./interest-owed.ts";
import { planRows } from "./plan.ts";
import { loanProduct } from "./product.ts";
import { notRenewed } from "./renewal.ts";
import { type RepaidInPeriod, loanTable } from "./tables.ts";
import { termsFault } from "./terms-fault.ts";

/** As the paper has it. Amounts are minor units of the product's fund. */
export interface LoanOnPaper {
  readonly loan: Uuid;
  readonly member: MemberId;
  readonly product: string;
  /** What was paid out, and what of it is still owed. */
  readonly principal: Minor;
  readonly outstanding: Minor;
  readonly paid_out_on: Day;
  /** How many instalments it was agreed on. */
  readonly periods: number;
  /** Percent a month as it was agreed; that of the product where it is left out. */
  readonly rate_per_month?: string | undefined;
  /** Interest is paid through the instalment that fell due last by this day; left out, none was paid. */
  readonly paid_until?: Day | undefined;
}

/**
 * Its terms are those of the product with its own number of instalments and rate. Principal that is back counts as repaid
 * by the plan, and interest as paid through `paid_until`; what is owed from then on follows as for any loan.
 */
export function bringLoanForward(
  paper: LoanOnPaper,
  { through, today }: { readonly through: Day; readonly today: Day },
  books: Books,
): Fact | Refusal {
  const { loan, member, product: code, principal, outstanding, paid_out_on, paid_until } = paper;
  const product = ruleOn(loanProduct, today, books, code);
  if (!product) return refuse("loans.no-such-product", { product: code });
  const fund = books.row(fundTable, { fund: product.fund });
  if (!fund) return refuse("ledger.no-such-fund", { fund: product.fund });
  if (books.row(membershipTable, { member_id: member })?.status !== "active") return refuse("loans.member-not-active");
  const { unit } = fund;
  if (outstanding === 0n || outstanding > principal)
    return refuse("loans.outstanding-not-within", { left: outstanding, principal, unit });
  if (paid_out_on > through) return refuse("loans.paid-out-after-cut-off", { on: paid_out_on, through });
  if (paid_until !== undefined && (paid_until < paid_out_on || paid_until > through))
    return refuse("loans.paid-until-not-within", { on: paid_until, from: paid_out_on, through });
  const agreement = agreedOn(agreementOn(product, paper.periods, unitOf(unit)!.cashStep), paper.rate_per_month);
  if ("refused" in agreement) return agreement;
  const fault = termsFault(loanTerms(agreement, principal, paid_out_on));
  if (fault) return fault;
  const row = runningRow(paper, { agreement, fund: product.fund, unit, through });
  return {
    kind: "loans.brought-forward",
    on: through,
    member,
    lines: [
      { account: account.loans(product.fund), member, unit, amount: outstanding },
      { account: account.opening(product.fund), unit, amount: -outstanding },
    ],
    data: {
      loan,
      product: code,
      fund: product.fund,
      unit,
      terms: row.terms,
      principal: String(principal),
      paid_out_on,
      principal_paid: String(row.principal_paid),
      interest_paid: String(row.interest_paid),
      repaid: row.repaid,
    },
  };
}

function agreedOn(agreement: Agreement, rate: string | undefined): Agreement | Refusal {
  if (rate === undefined) return agreement;
  const percent = rate.includes("/") ? null : parseRatio(rate);
  if (!percent || percent.numerator < 0n || compare(percent, ratio(100n)) > 0)
    return refuse("loans.percent-out-of-range", { field: "rate_per_month" });
  if (agreement.is_free && percent.numerator > 0n) return refuse("loans.free-loan-costs-nothing");
  return { ...agreement, rate_per_month: rate };
}

function runningRow(
  { loan, member, product, principal, outstanding, paid_out_on, paid_until }: LoanOnPaper,
  of: { readonly agreement: Agreement; readonly fund: string; readonly unit: string; readonly through: Day },
): RunningLoan {
  const { agreement, fund, unit, through } = of;
  const row: RunningLoan = {
    loan_id: loan,
    member_id: member,
    fund,
    unit,
    product,
    terms: agreementDocument(agreement),
    status: "running",
    requested: principal,
    requested_on: paid_out_on,
    approved: null,
    decision_id: null,
    circle_id: null,
    paid_out_on,
    principal,
    principal_paid: principal - outstanding,
    interest_paid: 0n,
    repaid: [],
    agreed_anew: [],
    pledges: [],
    written_off: 0n,
    interest_waived: 0n,
    recovered: 0n,
    interest_recovered: 0n,
    charges: {},
    closed_on: null,
    brought_forward_on: through,
    ...notRenewed,
  };
  const paid =
    paid_until === undefined ? 0 : Math.min(lastPeriodOf(row), counted(agreement, paid_out_on, paid_until).due);
  const repaid = repaidByPlan(row, agreement, paid);
  const interest = sum(unpaidInterestThrough({ ...row, repaid }, agreement, paid).map(one => one.amount));
  return { ...row, repaid, interest_paid: interest };
}

/** What is back of the principal, in the periods the plan has it in; what is above that in the last that is paid. */
function repaidByPlan(row: RunningLoan, agreement: Agreement, paid: number): readonly RepaidInPeriod[] {
  let left = row.principal_paid;
  const byPeriod = new Map<number, Minor>();
  for (const { number, principal } of planRows(row)) {
    if (number >= paid) break;
    const part = least(principal, left);
    left -= part;
    if (part > 0n) byPeriod.set(number, part);
  }
  if (left > 0n) byPeriod.set(paid, left);
  return [...byPeriod].map(([period, principal]) => ({ period: String(period), principal: String(principal) }));
}

export const loanBroughtForward: Project = fact => {
  const data = fact.data as unknown as Readonly<Record<string, string>> & { readonly terms: Document; readonly repaid: Document };
  const principal = BigInt(data["principal"]!);
  return [
    put(loanTable, {
      loan_id: data["loan"] as Uuid,
      member_id: fact.member!,
      fund: data["fund"]!,
      unit: data["unit"]!,
      product: data["product"]!,
      terms: data.terms,
      status: "running",
      requested: principal,
      requested_on: data["paid_out_on"] as Day,
      approved: null,
      decision_id: null,
      circle_id: null,
      paid_out_on: data["paid_out_on"] as Day,
      principal,
      principal_paid: BigInt(data["principal_paid"]!),
      interest_paid: BigInt(data["interest_paid"]!),
      repaid: data.repaid,
      agreed_anew: [],
      pledges: [],
      written_off: 0n,
      interest_waived: 0n,
      recovered: 0n,
      interest_recovered: 0n,
      charges: {},
      closed_on: null,
      brought_forward_on: fact.on,
      ...notRenewed,
    }),
  ];
};
