import { type Books, entry, type MemberId, type Project, put, refuse, unitOf, type Uuid } from "#base";
import { actionIn, intentsOf, needsMoney, refuseLines, refuseStranger } from "./action.ts";
import { quantitiesField, said } from "./commit.ts";
import { contributionTable } from "./tables.ts";

/**
 * Days she worked and things she brought, beside what was written of her before. They are given, whether she promised them or
 * not: nothing of them stands in the ledger, and nobody is owed for them. Money is paid in (`actions.pay-in`).
 */
export const contributeEntry = entry({
  name: "actions.contribute",
  // After the decisions: what is decided today may be brought today.
  step: "pay-outs",
  between: "actions.contribute",
  fields: { action: { is: "uuid" }, member: { is: "member" }, quantities: quantitiesField },
  needs: ({ action }, books) => needsMoney(action, books),
  decide({ action, member, quantities }, books, { on }) {
    const row = actionIn(action, ["agreed"], books);
    if ("refused" in row) return row;
    const intents = intentsOf(action, books);
    const refusal =
      refuseStranger(member, books) ??
      refuseLines(
        quantities.map(one => one.intent),
        intents,
      );
    if (refusal) return refusal;
    if (quantities.every(one => one.quantity === 0n)) return refuse("actions.amount-missing");
    const isMoney = (intent: number): boolean =>
      unitOf(intents.find(one => one.intent === intent)!.unit)?.kind === "currency";
    if (quantities.some(one => isMoney(one.intent))) return refuse("actions.money-is-paid-in");
    return [
      {
        kind: "actions.contributed",
        on,
        member,
        lines: [],
        data: { action, quantities: said(quantities.filter(one => one.quantity > 0n)) },
      },
    ];
  },
});

interface Said {
  readonly action: Uuid;
  readonly quantities: readonly { readonly intent: string; readonly quantity: string }[];
}

/** What she brought in all, with this added or taken off again. */
const moved = ({ action, quantities }: Said, member: MemberId, sign: 1n | -1n, books: Books) =>
  quantities.map(({ intent, quantity }) => {
    const key = { action_id: action, intent: Number(intent), member_id: member };
    const before = books.row(contributionTable, key)?.quantity ?? 0n;
    return put(contributionTable, { ...key, quantity: before + sign * BigInt(quantity) });
  });

export const contributed: Project = (fact, books) => moved(fact.data as unknown as Said, fact.member!, 1n, books);
export const contributionTakenBack: Project = (fact, books) =>
  moved(books.leaf(fact.reverses!)!.data as unknown as Said, fact.member!, -1n, books);
