import { type Books, type Day, entry, isRefusal, need, type Project, put, type Refusal, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision, useDecision } from "#assembly";
import { account } from "#ledger";
import { actionIn, needsMoney, standingOf } from "./action.ts";
import { partsOf, settled } from "./settle.ts";
import { actionTable } from "./tables.ts";

/** What the decision is about that leaves the rest of the money to the fund. */
export const restAbout = (action: Uuid): string => `action-rest/${action}`;

/**
 * The action is over. What is left of the money goes back to who brought it, in proportion and to the last coin; or by a decision
 * it stays with the fund. What was promised and did not come is owed by nobody.
 */
export const closeEntry = entry({
  name: "actions.close",
  step: "pay-outs",
  between: "actions.close",
  fields: {
    action: { is: "uuid" },
    /** The decision that leaves the rest to the fund; absent, it goes back. */
    decision: { is: "uuid", optional: true },
    /** What goes back is not handed out now: the fund owes it to each. */
    kept: { is: "flag", optional: true },
  },
  needs({ action, decision }, books) {
    const first = [...needsMoney(action, books), ...(decision === undefined ? [] : [needsDecision(decision)])];
    const row = books.isCovered(actionTable, { action_id: action }) ? books.row(actionTable, { action_id: action }) : undefined;
    if (!row) return first;
    return [
      ...first,
      { balances: { account: account.payable(row.fund) } },
      need.balance(account.otherIncome(row.fund), row.unit),
    ];
  },
  decide({ action, decision, kept = false }, books, { on }) {
    const row = actionIn(action, ["agreed"], books);
    if ("refused" in row) return row;
    const { own } = standingOf(row, books);
    const refusal = decision === undefined ? null : refusalToLeave(action, own, decision, on, books);
    if (refusal) return refusal;
    const whither = decision !== undefined ? "fund" : kept ? "payable" : "cash";
    return [
      ...partsOf(row, books).map(part => settled(row, part, whither, true, on)),
      { kind: "actions.closed", on, lines: [], data: { action, ...(decision === undefined ? {} : { decision }) } },
    ];
  },
});

function refusalToLeave(action: Uuid, own: bigint, decision: Uuid, on: Day, books: Books): Refusal | null {
  if (own === 0n) return refuse("actions.nothing-left-to-decide");
  const carried = carriedDecision(decision, "action", restAbout(action), books, on);
  return isRefusal(carried) ? carried : null;
}

export const closed: Project = (fact, books) => {
  const data = fact.data as { action: Uuid; decision?: Uuid };
  const row = books.row(actionTable, { action_id: data.action })!;
  return [
    put(actionTable, {
      ...row,
      status: "closed",
      closed_on: fact.on,
      closed_seq: fact.seq,
      rest_decision_id: data.decision ?? null,
    }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books)]),
  ];
};

export const closingTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { action: Uuid; decision?: Uuid };
  const row = books.row(actionTable, { action_id: data.action })!;
  return [
    put(actionTable, { ...row, status: "agreed", closed_on: null, closed_seq: null, rest_decision_id: null }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books, false)]),
  ];
};
