import { entry, type MemberId, type Project, put, refuse, type Uuid } from "#base";
import { needsMoney, purchaseIn, ruleOfFund, standingOfMember } from "./purchase.ts";
import { allocationTable } from "./tables.ts";

/** She is handed what is hers of the goods. Where the rule does not let members pay later, once she paid. */
export const handOutEntry = entry({
  name: "purchasing.hand-out",
  step: "pay-outs",
  between: "purchasing.hand-out",
  fields: { purchase: { is: "uuid" }, member: { is: "member" } },
  needs: ({ purchase, member }, books) => needsMoney(purchase, books, member),
  decide({ purchase, member }, books, { on }) {
    const row = purchaseIn(purchase, ["received"], books);
    if ("refused" in row) return row;
    const hers = books.row(allocationTable, { purchase_id: purchase, member_id: member });
    if (!hers || hers.charged_seq === null || hers.allotted.length === 0) return refuse("purchasing.nothing-for-her");
    if (hers.handed_out_on !== null) return refuse("purchasing.handed-out-before", { handed_out_on: hers.handed_out_on });
    const rule = ruleOfFund(row.fund, on, books);
    if ("refused" in rule) return rule;
    const { owes } = standingOfMember(row, member, books);
    if (!rule.pay_later && owes > 0n) return refuse("purchasing.pays-first", { unit: row.unit, owed: owes });
    return [{ kind: "purchasing.handed-out", on, member, lines: [], data: { purchase } }];
  },
});

export const handedOut: Project = (fact, books) => [
  put(allocationTable, { ...hersOf(fact.data as never, fact.member!, books), handed_out_on: fact.on }),
];
export const handOutTakenBack: Project = (fact, books) => [
  put(allocationTable, {
    ...hersOf(books.leaf(fact.reverses!)!.data as never, fact.member!, books),
    handed_out_on: null,
  }),
];

const hersOf = ({ purchase }: { purchase: Uuid }, member: MemberId, books: Parameters<Project>[1]) =>
  books.row(allocationTable, { purchase_id: purchase, member_id: member })!;
