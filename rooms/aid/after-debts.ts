import type { Minor } from "#base";

/**
 * How a payment is split where debts are taken off the benefit: what goes to the loans, by a repayment written beside
 * it, and what the family takes home. Minor units, none below zero.
 */
export function afterDebts(payment: Minor, debts: Minor): { readonly toDebts: Minor; readonly toFamily: Minor } {
  const toDebts = debts < payment ? debts : payment;
  return { toDebts, toFamily: payment - toDebts };
}
