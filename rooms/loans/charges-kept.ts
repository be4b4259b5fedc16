/** Fees and penalties of one loan in the books: what was paid of them and what the members let go. Nothing of most loans. */
import type { AccountCode, Document, Minor } from "#base";
import { account } from "#ledger";
import type { ChargeRules } from "./charge-rules.ts";
import type { LoanRow } from "./tables.ts";

/** Sums since the pay-out, minor units, none below zero. What is owed is not among them: it follows from the day. */
export interface ChargesKept {
  readonly fees_paid: Minor;
  /** Unpaid when the loan was written off; the claim on them stays. And what came in of that claim. */
  readonly fees_given_up: Minor;
  readonly fees_recovered: Minor;
  readonly penalties_paid: Minor;
  /** Let go: by a waiver, or with the loan when it was written off. */
  readonly penalties_waived: Minor;
}

type Sum = keyof ChargesKept;

const nothing: ChargesKept = {
  fees_paid: 0n,
  fees_given_up: 0n,
  fees_recovered: 0n,
  penalties_paid: 0n,
  penalties_waived: 0n,
};

export function chargesKept({ charges }: Pick<LoanRow, "charges">): ChargesKept {
  const kept = Object.entries(charges as Readonly<Record<string, string>>);
  return kept.length === 0 ? nothing : { ...nothing, ...Object.fromEntries(kept.map(([sum, amount]) => [sum, BigInt(amount)])) };
}

/** With so much more of some sums, or less: the order does not matter. */
export function withCharges(loan: Pick<LoanRow, "charges">, more: Partial<Readonly<Record<Sum, Minor>>>): Document {
  const changes = Object.entries(more).filter(([, amount]) => amount !== 0n);
  if (changes.length === 0) return loan.charges;
  const kept: Record<string, Minor> = { ...chargesKept(loan) };
  for (const [sum, amount] of changes) kept[sum] = kept[sum]! + amount;
  return documentOf(kept as unknown as ChargesKept);
}

export const documentOf = (kept: ChargesKept): Document =>
  Object.fromEntries(
    Object.entries(kept)
      .filter(([, amount]) => amount !== 0n)
      .map(([sum, amount]) => [sum, String(amount)]),
  );

/** Where charges are income. */
export const chargeAccounts = (fund: string, { fees, late_penalty }: ChargeRules): readonly AccountCode[] => [
  ...(fees && fees.length > 0 ? [account.fees(fund)] : []),
  ...(late_penalty ? [account.fines(fund)] : []),
];

/** Whether the terms of a loan, as they are kept, name any fee or late charge. */
export const hasCharges = (loan: Pick<LoanRow, "terms">): boolean => "fees" in (loan.terms as object) || hasPenalty(loan);

/** Whether the terms of a loan, as they are kept, charge for what is late. */
export const hasPenalty = ({ terms }: Pick<LoanRow, "terms">): boolean => "late_penalty" in (terms as object);
