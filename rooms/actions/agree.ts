import { type Books, type Day, entry, isRefusal, type Minor, need, type Project, put, type Refusal, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision, sumIfSaid, useDecision } from "#assembly";
import { accountTable, openAccount } from "#ledger";
import { accountsOf, actionIn, needsMoney, ruleOfFund } from "./action.ts";
import { type ActionRow, actionTable } from "./tables.ts";

/** What the decision about an action is about. It may say how much of the group's own money is spent on it at most. */
export const actionAbout = (action: Uuid): string => `action/${action}`;

/**
 * The members do it. From then on days and things that come are written, money is brought, and costs are paid. Without a decision,
 * where the rule lets it begin so, nothing of the group's own money is spent on it.
 */
export const agreeEntry = entry({
  name: "actions.agree",
  step: "decisions",
  fields: { action: { is: "uuid" }, decision: { is: "uuid", optional: true } },
  needs: ({ action, decision }, books) => [
    ...needsMoney(action, books),
    ...(decision === undefined ? [] : [needsDecision(decision)]),
    need.all(accountTable),
  ],
  decide({ action, decision }, books, { on }) {
    const row = actionIn(action, ["open"], books);
    if ("refused" in row) return row;
    const most = givenByFund(row, decision, on, books);
    if (typeof most !== "bigint") return most;
    const accounts = Object.values(accountsOf(row)).filter(code => !books.row(accountTable, { account: code }));
    return [
      {
        kind: "actions.agreed",
        on,
        lines: [],
        data: {
          action,
          ...(decision === undefined ? {} : { decision }),
          from_fund_max: String(most),
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

/** How much of its own the group gives at most; minor units. */
function givenByFund(row: ActionRow, decision: Uuid | undefined, on: Day, books: Books): Minor | Refusal {
  if (decision === undefined) {
    const rule = ruleOfFund(row.fund, on, books);
    if ("refused" in rule) return rule;
    return rule.decided_by_vote ? refuse("actions.members-decide") : 0n;
  }
  const carried = carriedDecision(decision, "action", actionAbout(row.action_id), books, on);
  return isRefusal(carried) ? carried : (sumIfSaid(carried) ?? 0n);
}

export const agreed: Project = (fact, books) => {
  const data = fact.data as { action: Uuid; decision?: Uuid; from_fund_max: string };
  const row = books.row(actionTable, { action_id: data.action })!;
  return [
    put(actionTable, {
      ...row,
      status: "agreed",
      decision_id: data.decision ?? null,
      from_fund_max: BigInt(data.from_fund_max),
    }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books)]),
  ];
};

export const agreementTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { action: Uuid; decision?: Uuid };
  const row = books.row(actionTable, { action_id: data.action })!;
  return [
    put(actionTable, { ...row, status: "open", decision_id: null, from_fund_max: null }),
    ...(data.decision === undefined ? [] : [useDecision(data.decision, books, false)]),
  ];
};
