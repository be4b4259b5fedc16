/**
 * Where the rule of a fund takes debts off a benefit, paying it repays her loans and the family is handed what is left. The
 * server decides so by itself; this is the same split, for what is said before it answers.
 */
import { type AfterDebts, afterDebts } from "#aid/parts";
import type { ClaimSeen } from "./seen.ts";

/** Of this payment: what goes to her loans, the one that runs longest first, and what the family takes home. */
export const splitBenefit = (claim: ClaimSeen, payment: bigint): AfterDebts<ClaimSeen["debts"][number]> =>
  afterDebts(
    payment,
    claim.debts.map(loan => ({ loan, amount: BigInt(loan.amount) })),
  );

/** What paying this much of it does to each box. */
export function benefitMoved(claim: ClaimSeen, payment: bigint): ReadonlyMap<string, bigint> {
  const moved = new Map([[claim.fund, -payment]]);
  for (const { loan, amount } of splitBenefit(claim, payment).toLoans)
    moved.set(loan.fund, (moved.get(loan.fund) ?? 0n) + amount);
  return moved;
}
