import { type Books, type Day, entry, type Minor, type Refusal, refuse } from "#base";
import { account } from "#ledger";
import { accountsOf, needsMoney, purchaseIn, ruleOfFund, standingOf } from "./purchase.ts";
import type { PurchaseRow } from "./tables.ts";

/**
 * The supplier, or who carries the goods, is paid out of what members paid in; a negative amount is what the supplier gives
 * back. Never more than was agreed on, nor once the bill is there more than is left of it. Only where the rule lets members pay
 * later does the fund lay out what is missing.
 */
export const paySupplierEntry = entry({
  name: "purchasing.pay-supplier",
  step: "pay-outs",
  between: "purchasing.pay-supplier",
  fields: { purchase: { is: "uuid" }, amount: { is: "amount", signed: true } },
  needs: ({ purchase }, books) => needsMoney(purchase, books),
  decide({ purchase, amount }, books, { on }) {
    const row = purchaseIn(purchase, ["agreed", "received"], books);
    if ("refused" in row) return row;
    const refusal = refusalToPay(row, amount, on, books);
    if (refusal) return refusal;
    return [
      {
        kind: "purchasing.supplier-paid",
        on,
        lines: [
          { account: accountsOf(row).clearing, unit: row.unit, amount },
          { account: account.cash(row.fund), unit: row.unit, amount: -amount },
        ],
        data: { purchase },
      },
    ];
  },
});

function refusalToPay(row: PurchaseRow, amount: Minor, on: Day, books: Books): Refusal | null {
  const { unit } = row;
  if (amount === 0n) return refuse("purchasing.amount-missing");
  const { clearing } = standingOf(row, books);
  if (amount < 0n) {
    const there = clearing > 0n ? clearing : 0n;
    return -amount > there ? refuse("purchasing.supplier-has-less", { unit, amount: -amount, there }) : null;
  }
  const most = row.bill === null ? row.agreed! - clearing : -clearing;
  if (amount > most) {
    const left = most > 0n ? most : 0n;
    return row.bill === null
      ? refuse("purchasing.more-than-agreed", { unit, amount, agreed: row.agreed!, left })
      : refuse("purchasing.more-than-bill", { unit, amount, bill: row.bill, left });
  }
  return refusalToLayOut(row, amount, on, books);
}

/** Where members do not pay later, nothing leaves the box for a purchase but what was paid in for it. */
export function refusalToLayOut(row: PurchaseRow, amount: Minor, on: Day, books: Books): Refusal | null {
  const rule = ruleOfFund(row.fund, on, books);
  if ("refused" in rule) return rule;
  const { own } = standingOf(row, books);
  if (rule.pay_later || amount <= own) return null;
  const there = own > 0n ? own : 0n;
  return refuse("purchasing.own-money-short", { unit: row.unit, amount, there, missing: amount - there });
}
