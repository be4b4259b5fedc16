/**
 * Where the rule of a fund takes debts off a benefit, the family is handed what is left, and her loans are repaid with the
 * rest: one repayment a loan, written beside the benefit, so that every box stays true by itself.
 */
import { afterDebts } from "#aid/parts";
import { write } from "./form-parts.ts";
import type { ClaimSeen } from "./seen.ts";
import type { HeldSheet, Writing } from "./sheet-model.ts";

/** Of this payment: what goes to her loans, the one that runs longest first, and what the family takes home. */
export function splitBenefit(
  claim: ClaimSeen,
  payment: bigint,
): { readonly toFamily: bigint; readonly toDebts: bigint; readonly repayments: readonly Writing[] } {
  const owed = claim.debts.reduce((sum, one) => sum + BigInt(one.amount), 0n);
  const { toDebts, toFamily } = afterDebts(payment, owed);
  let left = toDebts;
  const repayments = claim.debts.flatMap(({ loan, amount }) => {
    const part = BigInt(amount) < left ? BigInt(amount) : left;
    left -= part;
    return part === 0n
      ? []
      : [
          write(`${besidePlace(claim.claim)}${loan}`, "loans.repayment", {
            loan,
            member: claim.member,
            amount: String(part),
          }),
        ];
  });
  return { toDebts, toFamily, repayments };
}

const besidePlace = (claim: string): string => `pay.benefit.${claim}.loan.`;

/** The repayments that were written beside this benefit: they go off the sheet with it. */
export const writtenBeside = (claim: string, sheet: HeldSheet): readonly string[] =>
  [...sheet.keys()].filter(place => place.startsWith(besidePlace(claim)));

/** A repayment beside a benefit is no cash that she brings: it is told with the benefit. */
export const isBesideBenefit = (place: string): boolean => /^pay\.benefit\.[^.]+\.loan\./.test(place);
