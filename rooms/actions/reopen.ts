import { type Books, entry, type Fact, isRefusal, need, refuse, type Uuid } from "#base";
import { needsDecision } from "#assembly";
import { reverse } from "#ledger";
import { actionIn, needsMoney, refuseStranger } from "./action.ts";
import { actionTable, settlementTable } from "./tables.ts";

/**
 * It was closed too early or wrongly: the closing is taken back from all at once, with the reason, and the action goes on. Who was
 * given money back by it brings it again.
 */
export const reopenEntry = entry({
  name: "actions.reopen",
  step: "corrections",
  between: "actions.reopen",
  fields: { action: { is: "uuid" }, reason: { is: "text", max: 300 } },
  needs({ action }, books) {
    const first = needsMoney(action, books);
    if (!books.isCovered(actionTable, { action_id: action })) return first;
    const decision = books.row(actionTable, { action_id: action })?.rest_decision_id ?? null;
    return [
      ...first,
      ...(decision === null ? [] : [needsDecision(decision)]),
      ...leavesOf(action, books).flatMap(seq => [
        { leaf: seq },
        ...(books.hasLeaf(seq) ? (books.leaf(seq)?.lines ?? []) : []).map(line =>
          need.balance(line.account, line.unit, line.member),
        ),
      ]),
    ];
  },
  decide({ action, reason }, books, { on, context }) {
    const row = actionIn(action, ["closed"], books);
    if ("refused" in row) return row;
    const facts: Fact[] = [];
    for (const seq of leavesOf(action, books)) {
      const member = books.leaf(seq)?.member;
      const gone = member === undefined ? null : refuseStranger(member, books);
      if (gone) return refuse("actions.somebody-left");
      const fact = reverse(seq, on, books, context, reason);
      if (isRefusal(fact)) return fact;
      facts.push(fact);
    }
    return facts;
  },
});

/** What was settled with each when it was closed, and then the closing itself. */
function leavesOf(action: Uuid, books: Books): readonly bigint[] {
  const row = books.row(actionTable, { action_id: action });
  if (!row || row.closed_seq === null || !books.isCovered(settlementTable, { action_id: action })) return [];
  const settled = books
    .rows(settlementTable, { action_id: action })
    .flatMap(one => (one.at_close && !one.is_taken_back ? [one.settled_seq] : []));
  return [...settled.sort((a, b) => (a < b ? -1 : 1)), row.closed_seq];
}
