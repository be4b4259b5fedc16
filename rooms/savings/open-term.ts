import { entry, need, type Project, put, refuse } from "#base";
import { account } from "#ledger";
import { needsProduct, refuseStranger } from "./product.ts";
import { termDepositTable } from "./tables.ts";
import { rowOfTerm, type TermData, termProductOn, termsOf } from "./term.ts";

/** A member lays money down for the time of a product, at its terms of this day. Each deposit has its own id and last day. */
export const openTermEntry = entry({
  name: "savings.open-term",
  step: "savings",
  between: "savings.record-term",
  fields: { deposit: { is: "uuid" }, member: { is: "member" }, product: { is: "code" }, amount: { is: "amount" } },
  needs: (body, books, on) => [
    need.row(termDepositTable, { deposit_id: body.deposit }),
    ...needsProduct(body.product, body.member, books, on),
  ],
  decide({ deposit, member, product: code, amount }, books, { on }) {
    const product = termProductOn(code, on, books);
    if ("refused" in product) return product;
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    if (books.row(termDepositTable, { deposit_id: deposit })) return refuse("savings.deposit-is-there");
    const { fund, unit, account: kept, term } = product;
    if (amount === 0n) return refuse("savings.amount-missing", { product: code });
    if (amount < term!.least) return refuse("savings.term-below-least", { product: code, unit, amount, least: term!.least });
    return [
      {
        kind: "savings.term-opened",
        on,
        member,
        lines: [
          { account: account.cash(fund), unit, amount },
          { account: kept, member, unit, amount: -amount },
        ],
        data: { ...termsOf(product, deposit, amount) },
      },
    ];
  },
});

export const termOpened: Project = fact => [
  put(termDepositTable, rowOfTerm(fact.data as unknown as TermData, fact.member!, fact.on)),
];

/** The line stays to be read, struck out. */
export const termOpeningTakenBack: Project = (fact, books) => {
  const { deposit } = books.leaf(fact.reverses!)!.data as unknown as TermData;
  const row = books.row(termDepositTable, { deposit_id: deposit })!;
  return [put(termDepositTable, { ...row, status: "taken-back", closed_on: fact.on })];
};
