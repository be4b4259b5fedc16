/** A loan that is paid out in parts, by the plan that was asked for with it: how much of it may be paid out on a day. Pure. */
import { type Day, type Minor, type Refusal, refuse, sum, type Unit } from "#base";
import { type Agreement, agreementOf, loanTerms } from "./agreement.ts";
import { inParts, isRescheduled, isRestGivenUp, partsOf } from "./agreed-anew.ts";
import { counted } from "./counting.ts";
import { isAwaiting, isRunning, least, payableOf } from "./loan.ts";
import type { LoanProduct } from "./product.ts";
import type { LoanRow } from "./tables.ts";
import type { LoanTerms } from "./terms.ts";
import { termsFault } from "./terms-fault.ts";

type Plan = NonNullable<Agreement["pay_outs"]>;

const isInParts = (loan: LoanRow): boolean => agreementOf(loan.terms).pay_outs !== undefined;

/**
 * What is still to be paid out: of a loan in parts the rest of what was agreed to, until she lets go of it or its
 * instalments are agreed anew; of any other all, or nothing once it runs. Minor units.
 */
export function toPayOut(loan: LoanRow): Minor {
  if (isAwaiting(loan)) return payableOf(loan);
  if (!isRunning(loan) || !isInParts(loan) || isRestGivenUp(loan) || isRescheduled(loan)) return 0n;
  return payableOf(loan) - loan.principal;
}

/** What of it may be paid out by the day: parts come on their day or after it, and what was not paid waits with the next. */
export function toPayOutOn(loan: LoanRow, on: Day): Minor {
  const plan = agreementOf(loan.terms).pay_outs;
  if (plan === undefined) return toPayOut(loan);
  const by = sum(plan.filter(part => part.on <= on).map(part => part.amount)) - loan.principal;
  return by < 0n ? 0n : least(by, toPayOut(loan));
}

/** The day from which on more of it may be paid out, or null where all of it may. */
export const nextPartOn = (loan: LoanRow): Day | null => payOutsOf(loan).find(one => !one.isPaid)?.on ?? null;

export interface PayOutSeen {
  readonly on: Day;
  readonly amount: Minor;
  readonly isPaid: boolean;
}

/** Its pay-outs: those that were, and those of the plan that are to come. Empty where it is paid out at once. */
export function payOutsOf(loan: LoanRow): readonly PayOutSeen[] {
  const plan = agreementOf(loan.terms).pay_outs;
  if (plan === undefined) return [];
  const later = partsOf(loan).map(({ on, amount }) => ({ on, amount: BigInt(amount), isPaid: true }));
  const first = loan.principal - sum(later.map(one => one.amount));
  const paid = loan.paid_out_on === null ? [] : [{ on: loan.paid_out_on, amount: first, isPaid: true }, ...later];
  return [...paid, ...toCome(plan, loan.principal, toPayOut(loan))];
}

/** What of the plan is not paid: the first parts are what was paid, and what the members did not agree to is the last. */
function toCome(plan: Plan, paid: Minor, left: Minor): readonly PayOutSeen[] {
  const parts: PayOutSeen[] = [];
  let [over, rest] = [paid, left];
  for (const { on, amount } of plan) {
    const gone = least(over, amount);
    over -= gone;
    const part = least(amount - gone, rest);
    rest -= part;
    if (part > 0n) parts.push({ on, amount: part, isPaid: false });
  }
  return parts;
}

/** Why a loan cannot be paid out by this plan, or null. `amount` is all of it. */
export function planFault(
  { pay_outs_max = 1 }: Pick<LoanProduct, "pay_outs_max">,
  plan: Plan,
  of: { readonly agreement: Agreement; readonly amount: Minor; readonly unit: Unit },
): Refusal | null {
  const max = Math.max(1, pay_outs_max);
  if (plan.length === 0 || plan.length > max) return refuse("loans.too-many-pay-outs", { parts: plan.length, max });
  if (plan.some(({ amount }) => amount === 0n || amount % of.unit.cashStep !== 0n)) return refuse("loans.pay-out-not-in-cash");
  if (plan.some(({ on }, at) => at > 0 && on <= plan[at - 1]!.on)) return refuse("loans.pay-outs-not-in-order");
  const together = sum(plan.map(one => one.amount));
  if (together !== of.amount)
    return refuse("loans.pay-outs-are-not-the-amount", { together, amount: of.amount, unit: of.unit.code });
  return termsFault(termsByPlan(of.agreement, of.amount, plan[0]!.on, plan));
}

/** The terms as they will be if it is paid out by the plan from this day on. */
export function termsByPlan(agreement: Agreement, amount: Minor, start: Day, plan: Plan): LoanTerms {
  const later = plan.slice(1).map(part => ({
    amount: String(part.amount),
    period: String(counted(agreement, start, part.on).due),
  }));
  return inParts(loanTerms(agreement, amount, start), later);
}
