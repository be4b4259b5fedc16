/** An action as it stands: its rows, its accounts in the ledger, and what became of the money. */
import {
  type AccountCode,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  type Need,
  need,
  notInCash,
  type Refusal,
  refuse,
  sum,
  type Uuid,
} from "#base";
import { needsRule, ruleOn } from "#assembly";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps } from "#savings";
import { type ActionRule, actionRule } from "./rules.ts";
import {
  type ActionRow,
  type ActionStatus,
  actionTable,
  type CommitmentRow,
  commitmentTable,
  contributionTable,
  costTable,
  type IntentRow,
  intentTable,
  settlementTable,
} from "./tables.ts";

/** Kinds of account whose money is an action's. */
const kinds = ["action-advances", "action-costs"] as const;

/**
 * The action's own accounts. *Advances* is what members brought and was neither used nor given back yet, *costs* what was paid
 * out of it. Between them lies what of the box is the action's own; when it is closed both are zero.
 */
export const accountsOf = ({ number, fund }: Pick<ActionRow, "number" | "fund">) => ({
  advances: `action-advances.a${number}/${fund}` as AccountCode,
  costs: `action-costs.a${number}/${fund}` as AccountCode,
});

/** Whether an account holds money of an action. */
export const isOfAction = (code: AccountCode): boolean => kinds.some(kind => code.startsWith(`${kind}.`));

export const needsAction = (action: Uuid): readonly Need[] => [
  need.row(actionTable, { action_id: action }),
  ...[intentTable, commitmentTable, contributionTable, costTable, settlementTable].map(table =>
    need.row<any>(table, { action_id: action }),
  ),
];

/** {@link needsAction}, with what its accounts hold, the fund's cash and its rule, and of a member who is named what is hers. */
export const needsMoney = (action: Uuid, books: Books, member?: MemberId): readonly Need[] =>
  needsInSteps(books, [...needsAction(action), need.all(membershipTable)], () => {
    const row = books.row(actionTable, { action_id: action });
    return row
      ? [
          needsRule(actionRule, row.fund),
          need.balance(account.cash(row.fund), row.unit),
          ...needsAccountsOf(row),
          ...(member === undefined
            ? []
            : [
                need.balance(accountsOf(row).advances, row.unit, member),
                need.balance(account.payable(row.fund), row.unit, member),
              ]),
        ]
      : [];
  });

export function needsAccountsOf(row: ActionRow): readonly Need[] {
  const { advances, costs } = accountsOf(row);
  return [{ balances: { account: advances } }, need.total(advances, row.unit), need.balance(costs, row.unit)];
}

/** The action, where it is in one of these states; or the refusal that says in which it is. */
export function actionIn(action: Uuid, statuses: readonly ActionStatus[], books: Books): ActionRow | Refusal {
  const row = books.row(actionTable, { action_id: action });
  if (!row) return refuse("actions.no-such-action");
  return statuses.includes(row.status) ? row : refuse("actions.not-at-this-step", { status: row.status });
}

/** The rule its fund works together by, or the refusal that says there is none on the day. */
export const ruleOfFund = (fund: string, on: Day, books: Books): ActionRule | Refusal =>
  ruleOn(actionRule, on, books, fund) ?? refuse("actions.fund-has-no-rule", { fund });

/** What became of an action's money so far; minor units of its unit, none below zero. */
export interface Standing {
  /** Brought by members, ever. */
  readonly brought: Minor;
  /** Paid out of that, and out of the group's own money. */
  readonly spent: Minor;
  readonly fromFund: Minor;
  /** Gone back to who brought it, and left to the fund. */
  readonly returned: Minor;
  readonly leftToFund: Minor;
  /** What of the box is the action's own: `brought` less `spent`, `returned` and `leftToFund`. */
  readonly own: Minor;
}

export function standingOf(row: ActionRow, books: Books): Standing {
  const codes = accountsOf(row);
  const isThere = row.from_fund_max !== null;
  const advances = isThere ? -books.total(codes.advances, row.unit) : 0n;
  const unsettled = isThere ? books.balance({ account: codes.costs, unit: row.unit }) : 0n;
  const settled = books.rows(settlementTable, { action_id: row.action_id }).filter(one => !one.is_taken_back);
  const costs = books.rows(costTable, { action_id: row.action_id }).filter(one => one.paid_seq !== null);
  const rest = (toFund: boolean): Minor => sum(settled.filter(one => one.to_fund === toFund).map(one => one.rest));
  const paid = (fromFund: boolean): Minor => sum(costs.filter(one => one.from_fund === fromFund).map(one => one.amount));
  return {
    brought: advances + sum(settled.map(one => one.brought)),
    spent: paid(false),
    fromFund: paid(true),
    returned: rest(false),
    leftToFund: rest(true),
    own: advances - unsettled,
  };
}

/** What she brought and was neither used nor given back yet. */
export const advancesOf = (row: ActionRow, member: MemberId, books: Books): Minor =>
  -books.balance({ account: accountsOf(row).advances, unit: row.unit, member });

export const intentsOf = (action: Uuid, books: Books): readonly IntentRow[] =>
  [...books.rows(intentTable, { action_id: action })].sort((a, b) => a.intent - b.intent);

/**
 * What is promised. A promise of who is no member any more is none; what was promised when the action was closed stays as
 * it was. Needs all memberships.
 */
export const promisesOf = (row: ActionRow, books: Books): readonly CommitmentRow[] =>
  books.rows(commitmentTable, { action_id: row.action_id }).filter(one => {
    const ended = books.row(membershipTable, { member_id: one.member_id })?.ended_on ?? null;
    return one.quantity > 0n && (ended === null || (row.closed_on !== null && ended >= row.closed_on));
  });

/** Only an active member promises and brings; officials hold no books. */
export function refuseStranger(member: MemberId, books: Books): Refusal | null {
  const membership = books.row(membershipTable, { member_id: member });
  return membership?.kind === "member" && membership.status === "active"
    ? null
    : refuse("actions.not-a-member", { member });
}

/** Nothing at all, or what no notes and coins pay: parts are whole coins only where all that came and went was. */
export function refuseAmount(amount: Minor, unit: string): Refusal | null {
  if (amount === 0n) return refuse("actions.amount-missing");
  const fault = notInCash(amount, unit);
  return fault ? refuse("actions.not-in-cash", { unit, amount, step: fault.minimum }) : null;
}

/** Each line of an action once at most, and only such as it has. */
export function refuseLines(said: readonly number[], intents: readonly IntentRow[]): Refusal | null {
  const known = new Set(intents.map(one => one.intent));
  return said.length === 0 || new Set(said).size !== said.length || said.some(one => !known.has(one))
    ? refuse("actions.lines-differ")
    : null;
}
