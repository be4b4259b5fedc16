import { entry, isRefusal, need, type Project, put, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision, sumIn, useDecision } from "#assembly";
import { accountTable, openAccount } from "#ledger";
import { accountsOf, buyersOf, needsMoney, purchaseIn } from "./purchase.ts";
import { purchaseTable } from "./tables.ts";

/** What the decision about a purchase is about: what it may cost in all. */
export const purchaseAbout = (purchase: Uuid): string => `purchase/${purchase}`;

/**
 * The members decided to buy, for so much at most. From then on the orders stand, and the purchase has accounts of its own:
 * members pay in, and the supplier is paid.
 */
export const agreeEntry = entry({
  name: "purchasing.agree",
  step: "decisions",
  fields: { purchase: { is: "uuid" }, decision: { is: "uuid" } },
  needs: ({ purchase, decision }, books) => [
    ...needsMoney(purchase, books),
    needsDecision(decision),
    need.all(accountTable),
  ],
  decide({ purchase, decision: id }, books, { on }) {
    const row = purchaseIn(purchase, ["open"], books);
    if ("refused" in row) return row;
    const decision = carriedDecision(id, "purchase", purchaseAbout(purchase), books, on);
    if (isRefusal(decision)) return decision;
    if (buyersOf(purchase, books).length === 0) return refuse("purchasing.nobody-orders");
    const accounts = Object.values(accountsOf(row)).filter(code => !books.row(accountTable, { account: code }));
    return [
      {
        kind: "purchasing.agreed",
        on,
        lines: [],
        data: {
          purchase,
          decision: id,
          amount: String(sumIn(decision)),
          // Which accounts are its own, for who takes it back.
          number: String(row.number),
          fund: row.fund,
          cur: row.unit,
        },
      },
      ...accounts.map(code => openAccount(code, on)),
    ];
  },
});

export const agreed: Project = (fact, books) => {
  const data = fact.data as { purchase: Uuid; decision: Uuid; amount: string };
  const row = books.row(purchaseTable, { purchase_id: data.purchase })!;
  return [
    put(purchaseTable, { ...row, status: "agreed", decision_id: data.decision, agreed: BigInt(data.amount) }),
    useDecision(data.decision, books),
  ];
};

export const agreementTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { purchase: Uuid; decision: Uuid };
  const row = books.row(purchaseTable, { purchase_id: data.purchase })!;
  return [
    put(purchaseTable, { ...row, status: "open", decision_id: null, agreed: null }),
    useDecision(data.decision, books, false),
  ];
};
