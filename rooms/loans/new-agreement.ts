import {
  type Books,
  type Day,
  entry,
  isRefusal,
  type Project,
  put,
  type Refusal,
  refuse,
  sum,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, rescheduleIn, useDecision } from "#assembly";
import { agreementOf } from "./agreement.ts";
import {
  dueDayOf,
  lastPeriodOf,
  pausesOf,
  percentOf,
  seasonal,
  type Rescheduled,
  termsOf,
  withAgreed,
  withoutLastAgreed,
} from "./agreed-anew.ts";
import { arrears } from "./arrears.ts";
import { counted } from "./counting.ts";
import { needsLoan, outstanding, paidInAll, type RunningLoan, runningLoanOf } from "./loan.ts";
import { owedOn } from "./owed.ts";
import { planRows } from "./plan.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { loanTable } from "./tables.ts";
import { instalmentFrom, instalmentsThrough } from "./season.ts";
import { termsFault } from "./terms-fault.ts";

/**
 * The members agree with one of them about the rest of her loan: more instalments, some without principal, another rate.
 * What it is stands in the decision. What was late until then is spread over the new instalments, and its interest is
 * asked for with the first of them; what she paid stays as her receipts say.
 */
export const rescheduleEntry = entry({
  name: "loans.reschedule",
  step: "decisions",
  fields: { loan: { is: "uuid" }, member: { is: "member" }, decision: { is: "uuid" } },
  needs: body => [needsLoan(body.loan), needsDecision(body.decision)],
  decide(body, books, { on }) {
    const loan = runningLoanOf(body, books, on);
    if (isRefusal(loan)) return loan;
    const decision = carriedDecision(body.decision, "reschedule", loan.loan_id, books, on);
    if (isRefusal(decision)) return decision;
    const said = rescheduleIn(decision);
    const agreed = agreedAnew(loan, { ...said, decision: decision.decision_id, on });
    if (isRefusal(agreed)) return agreed;
    const { kind: _, ...data } = agreed;
    return [
      {
        kind: "loans.rescheduled",
        on,
        member: loan.member_id,
        lines: [],
        data: { loan: loan.loan_id, ...data, from_due: said.from_due },
      },
    ];
  },
});

interface NewAgreement {
  readonly decision: Uuid;
  readonly on: Day;
  readonly from_due: Day;
  readonly extra_periods: number;
  readonly grace_periods: number;
  readonly rate_per_month?: string | undefined;
}

function agreedAnew(loan: RunningLoan, said: NewAgreement): Rescheduled | Refusal {
  const { on, from_due, extra_periods, grace_periods, rate_per_month } = said;
  const agreement = agreementOf(loan.terms);
  const { over } = counted(agreement, loan.paid_out_on, on, pausesOf(loan));
  const late = arrears(loan, on);
  if (rate_per_month !== undefined && !percentOf(rate_per_month))
    return refuse("loans.percent-out-of-range", { field: "rate_per_month" });
  if (agreement.is_free && percentOf(rate_per_month ?? "0")!.numerator > 0n) return refuse("loans.free-loan-costs-nothing");
  if (extra_periods + grace_periods === 0 && rate_per_month === undefined && late.total === 0n)
    return refuse("loans.reschedule-changes-nothing", { from: from_due });
  // Of a loan whose term is over, the next instalment there could be.
  const season = seasonal(loan);
  const next = instalmentFrom(season, over + 1);
  const last = Math.max(lastPeriodOf(loan), next);
  const agreedOn = instalmentsThrough(season, lastPeriodOf(loan));
  let number = next;
  while (number < last && dueDayOf(loan, number) < from_due) number = instalmentFrom(season, number + 1);
  if (dueDayOf(loan, number) !== from_due)
    return refuse("loans.reschedule-not-from-an-instalment", { from: from_due, next: dueDayOf(loan, next) });
  const agreed: Rescheduled = {
    kind: "reschedule",
    decision: said.decision,
    on,
    from_period: String(number),
    past: String(over),
    owed_then: String(spreadFrom(loan, number, over, late.principal)),
    // Periods between the old end and the first of the new ones ask for nothing.
    extra_periods: String(extra_periods + Math.max(0, instalmentsThrough(season, number - 1) - agreedOn)),
    grace_periods: String(grace_periods),
    ...(rate_per_month === undefined ? {} : { rate_per_month }),
    paid: String(paidInAll(loan)),
  };
  const then: RunningLoan = { ...loan, agreed_anew: withAgreed(loan, agreed).agreed_anew };
  const fault = termsFault(termsOf(then));
  if (fault) return fault;
  // Of a flat loan whose principal is back, another price may leave nothing that a payment could end it with.
  return owedOn(then, on).total === 0n ? refuse("loans.reschedule-leaves-nothing") : agreed;
}

/** What the instalments before this one do not ask for any more: what is to come by the plan, and what is late. */
function spreadFrom(loan: RunningLoan, number: number, over: number, late: bigint): bigint {
  if (over >= lastPeriodOf(loan)) return outstanding(loan);
  const before = planRows(loan).slice(0, number - 1);
  return loan.principal - sum(before.map(row => row.principal)) + late;
}

interface RescheduledData extends Omit<Rescheduled, "kind"> {
  readonly loan: Uuid;
  readonly from_due: Day;
}

export const rescheduled: Project = (fact, books) => {
  const { loan, from_due: _, ...agreed } = fact.data as unknown as RescheduledData;
  return [
    put(loanTable, withAgreed(rowOf(loan, ["running"], books), { kind: "reschedule", ...agreed })),
    useDecision(agreed.decision, books),
  ];
};

export const rescheduleReversed: Project = fromReversed((original, books: Books) => {
  const { loan, decision } = original as unknown as RescheduledData;
  return [
    put(loanTable, withoutLastAgreed(rowOf(loan, ["running"], books))),
    useDecision(decision, books, false),
  ];
});
