/** Fees and penalties of one loan in the books: what was paid of them and what the members let go. Nothing of most loans. */
import type { AccountCode, Document, Minor } from "#base";
import { account } from "#ledger";
import { type ChargeRules, hasChargeRules } from "./charge-rules.ts";
import type { LoanRow } from "./tables.ts";

/** Sums since the pay-out, minor units, none below zero. What is owed is not among them: it follows from the day. */
export interface ChargesKept {
  readonly fees_paid: Minor;
  /** Unpaid when the loan was written off; the claim on them stays. And what came in of that claim. */
  readonly fees_given_up: Minor;
  readonly fees_recovered: Minor;
}

type Sum = keyof ChargesKept;

const nothing: ChargesKept = { fees_paid: 0n, fees_given_up: 0n, fees_recovered: 0n };

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
export const chargeAccounts = (fund: string, rules: ChargeRules): readonly AccountCode[] =>
  hasChargeRules(rules) ? [account.fees(fund)] : [];

/** Whether the terms of a loan, as they are kept, name any fee or penalty. */
export const hasCharges = ({ terms }: Pick<LoanRow, "terms">): boolean => "fees" in (terms as object);
