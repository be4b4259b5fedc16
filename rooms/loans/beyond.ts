/**
 * What a loan would pass of the group's limits: those of its kind on the day it was asked for, and those of the day it is
 * looked at. Asked at the request, at the pay-out and at each part; what is passed needs an exception of the members.
 */
import { type Books, type Day, type Minor, type Refusal, refuse } from "#base";
import { exceptionTable, faultBeyond, isOpenToAll, ruleOn } from "#assembly";
import { agreementOf } from "./agreement.ts";
import { type Borrowing, limitsPassed } from "./limits.ts";
import { type LoanProduct, loanProduct } from "./product.ts";
import type { LoanRow } from "./tables.ts";

/** Limits of the kind of loan: how much, and over how many instalments. `amount` is the whole price where there is one. */
export function passedOfKind(
  { amount_max, periods_max }: LoanProduct,
  { amount, periods, unit }: { readonly amount: Minor; readonly periods: number; readonly unit: string },
): readonly Refusal[] {
  return [
    ...(amount_max !== undefined && amount > amount_max
      ? [refuse("loans.above-product-maximum", { amount, unit, allowed: amount_max })]
      : []),
    ...(periods > periods_max ? [refuse("loans.too-many-periods", { periods, periods_max })] : []),
  ];
}

/** Why a loan cannot be paid out as far as limits go, or null. `price` is all that is paid out of it with this. */
export function faultOfLimits(loan: LoanRow, borrowing: Borrowing, price: Minor, books: Books, on: Day): Refusal | null {
  const kind = ruleOn(loanProduct, loan.requested_on, books, loan.product);
  const { periods } = agreementOf(loan.terms);
  const passed = [
    ...(kind ? passedOfKind(kind, { amount: price, periods, unit: loan.unit }) : []),
    ...limitsPassed(borrowing, books, on),
  ];
  return faultBeyond(forAllFirst(passed), books.row(exceptionTable, { exception_id: loan.loan_id }), borrowing);
}

/** How much of the fund is in one hand concerns all, and is said before what is hers alone. */
const forAllFirst = (passed: readonly Refusal[]): readonly Refusal[] => [
  ...passed.filter(concernsAll),
  ...passed.filter(one => !concernsAll(one)),
];

/** Of a fund that holds nothing yet no part is too large: then something else is said first. */
export const concernsAll = ({ refused, because }: Refusal): boolean => isOpenToAll(refused) && (because["size"] as Minor) > 0n;
