/** What a loan keeps of its payments: principal by period, or by day where it matters whether it was late. */
import type { Day, Minor } from "#base";
import { hasPenalty } from "./charges-kept.ts";
import type { LoanRow, RepaidInPeriod } from "./tables.ts";

/** What a payment brought, for {@link repaidWith}. The inverse is the same with both amounts negative. */
export interface Repaid {
  readonly period: number;
  readonly on: Day;
  readonly principal: Minor;
  readonly interest: Minor;
}

/** Principal repaid, by period, or, where it matters whether it was late, by day; the order of events is free. */
export function repaidWith(loan: LoanRow, { period, on, principal, interest }: Repaid): readonly RepaidInPeriod[] {
  if (hasPenalty(loan)) return repaidByDay(loan, { period, on, principal, interest });
  const byPeriod = repaidByPeriod(loan);
  byPeriod.set(period, (byPeriod.get(period) ?? 0n) + principal);
  return [...byPeriod]
    .filter(([, amount]) => amount !== 0n)
    .sort(([a], [b]) => a - b)
    .map(([at, amount]) => ({ period: String(at), principal: String(amount) }));
}

function repaidByDay(loan: LoanRow, { period, on, principal, interest }: Repaid): readonly RepaidInPeriod[] {
  const items = repaidItems(loan);
  const isOfDay = (one: RepaidInPeriod): boolean => one.on === on && one.period === String(period);
  const before = items.find(isOfDay);
  const now = {
    period: String(period),
    principal: String(BigInt(before?.principal ?? "0") + principal),
    on,
    interest: String(BigInt(before?.interest ?? "0") + interest),
  };
  const isNothing = now.principal === "0" && now.interest === "0";
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
