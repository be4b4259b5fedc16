/** What a loan keeps of its payments, by the day on which each came: whether it was late follows from that. */
import type { Day, Minor } from "#base";
import type { LoanRow, RepaidInPeriod } from "./tables.ts";

/** What a payment brought, for {@link repaidWith}. The inverse is the same with all amounts negative. */
export interface Repaid {
  readonly period: number;
  readonly on: Day;
  readonly principal: Minor;
  readonly interest: Minor;
  readonly fees: Minor;
}

/** With one payment more; the order of events is free. */
export function repaidWith(loan: Pick<LoanRow, "repaid">, { period, on, ...brought }: Repaid): readonly RepaidInPeriod[] {
  const items = repaidItems(loan);
  const isOfDay = (one: RepaidInPeriod): boolean => one.on === on && one.period === String(period);
  const before = items.find(isOfDay);
  const principal = BigInt(before?.principal ?? "0") + brought.principal;
  const interest = BigInt(before?.interest ?? "0") + brought.interest;
  const fees = BigInt(before?.fees ?? "0") + brought.fees;
  const now = {
    period: String(period),
    principal: String(principal),
    on,
    interest: String(interest),
    ...(fees === 0n ? {} : { fees: String(fees) }),
  };
  const isNothing = principal === 0n && interest === 0n && fees === 0n;
  return [...items.filter(one => !isOfDay(one)), ...(isNothing ? [] : [now])].sort(
    (a, b) => Number(a.period) - Number(b.period) || ((a.on ?? "") < (b.on ?? "") ? -1 : 1),
  );
}

export const repaidItems = (loan: Pick<LoanRow, "repaid">): readonly RepaidInPeriod[] =>
  loan.repaid as unknown as readonly RepaidInPeriod[];

export function repaidByPeriod(loan: Pick<LoanRow, "repaid">): Map<number, Minor> {
  const byPeriod = new Map<number, Minor>();
  for (const { period, principal } of repaidItems(loan))
    byPeriod.set(Number(period), (byPeriod.get(Number(period)) ?? 0n) + BigInt(principal));
  return byPeriod;
}
