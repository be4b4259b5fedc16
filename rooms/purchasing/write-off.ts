import { entry, isRefusal, need, type Project, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision, sumIn, useDecision } from "#assembly";
import { account } from "#ledger";
import { accountsOf, needsMoney, purchaseIn, standingOfMember } from "./purchase.ts";
import { purchaseTable } from "./tables.ts";

/** What the decision about the rest of a purchase is about: how much of it the group bears at most. */
export const restAbout = (purchase: Uuid): string => `purchase-rest/${purchase}`;

/** What she still owes for her goods is borne by the group, as the members decided. */
export const writeOffEntry = entry({
  name: "purchasing.write-off",
  step: "pay-outs",
  fields: { purchase: { is: "uuid" }, member: { is: "member" }, decision: { is: "uuid" } },
  needs({ purchase, member, decision }, books) {
    const first = [...needsMoney(purchase, books, member), needsDecision(decision)];
    const row = books.isCovered(purchaseTable, { purchase_id: purchase })
      ? books.row(purchaseTable, { purchase_id: purchase })
      : undefined;
    return row ? [...first, need.balance(account.expense(row.fund), row.unit)] : first;
  },
  decide({ purchase, member, decision: id }, books, { on }) {
    const row = purchaseIn(purchase, ["received"], books);
    if ("refused" in row) return row;
    const { unit } = row;
    const { owes } = standingOfMember(row, member, books);
    if (owes === 0n) return refuse("purchasing.owes-nothing");
    const decision = carriedDecision(id, "purchase", restAbout(purchase), books, on);
    if (isRefusal(decision)) return decision;
    const agreed = sumIn(decision);
    if (owes > agreed) return refuse("purchasing.rest-above-agreed", { unit, rest: owes, agreed });
    return [
      {
        kind: "purchasing.written-off",
        on,
        member,
        lines: [
          { account: account.expense(row.fund), unit, amount: owes },
          { account: accountsOf(row).receivable, member, unit, amount: -owes },
        ],
        data: { purchase, decision: id },
      },
    ];
  },
});

export const writtenOff: Project = (fact, books) => [useDecision(fact.data!["decision"] as Uuid, books)];
export const writeOffTakenBack: Project = (fact, books) => [
  useDecision(books.leaf(fact.reverses!)!.data!["decision"] as Uuid, books, false),
];
