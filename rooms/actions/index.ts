/**
 * Actions: what members do together, other than buying. An action is planned with what it needs; everybody promises days, things or
 * money; the members agree; what came is written, costs are paid, and what is left of the money goes back to who brought it.
 *
 * Its money is kept apart in accounts of each action, in a fund the members share. Days and things are given: they are in no
 * account. Amounts are minor units of the fund's unit, quantities minor units of a line's unit. Debit is positive.
 */
import type { Room } from "#base";
import { betweenMeetings } from "#assembly";
import { agreed, agreeEntry, agreementTakenBack } from "./agree.ts";
import { cancel, cancelled, cancellingTakenBack } from "./cancel.ts";
import { closed, closeEntry, closingTakenBack } from "./close.ts";
import { commit, commitEntry, committed } from "./commit.ts";
import { contributed, contributeEntry, contributionTakenBack } from "./contribute.ts";
import { costPaid, costTakenBack, payCostEntry } from "./pay-cost.ts";
import { payInEntry } from "./pay-in.ts";
import { plan, planned } from "./plan.ts";
import { refundEntry } from "./refund.ts";
import { reopenEntry } from "./reopen.ts";
import { undoNeeds } from "./reversing.ts";
import { rules } from "./rules.ts";
import { settledWithHer, settlementTakenBack } from "./settle.ts";
import { actionTable, commitmentTable, contributionTable, costTable, intentTable, settlementTable } from "./tables.ts";

export { actionAbout } from "./agree.ts";
export { needsUnderWay, type UnderWay, underWay } from "./at-the-table.ts";
export { restAbout } from "./close.ts";
export { refusalToLeave, refusalToShareOut } from "./leaving.ts";
export { refusalToReverse } from "./reversing.ts";
export { type ActionRule, actionRule } from "./rules.ts";
export {
  type ActionRow,
  type ActionStatus,
  actionTable,
  type CommitmentRow,
  commitmentTable,
  type ContributionRow,
  contributionTable,
  type CostRow,
  costTable,
  type IntentRow,
  intentTable,
  type SettlementRow,
  settlementTable,
} from "./tables.ts";

const entries = [
  agreeEntry,
  commitEntry,
  contributeEntry,
  payInEntry,
  payCostEntry,
  refundEntry,
  closeEntry,
  reopenEntry,
] as const;

export const actions: Room = {
  name: "actions",
  tables: [actionTable, intentTable, commitmentTable, contributionTable, costTable, settlementTable],
  commands: [
    plan,
    commit,
    cancel,
    betweenMeetings(contributeEntry),
    betweenMeetings(payInEntry),
    betweenMeetings(payCostEntry),
    betweenMeetings(refundEntry),
    betweenMeetings(closeEntry),
    betweenMeetings(reopenEntry),
  ],
  entries,
  projections: {
    "actions.planned": planned,
    "actions.committed": committed,
    "actions.agreed": agreed,
    "actions.agreed.reversed": agreementTakenBack,
    "actions.contributed": contributed,
    "actions.contributed.reversed": contributionTakenBack,
    "actions.paid-in": () => [],
    "actions.paid-in.reversed": () => [],
    "actions.cost-paid": costPaid,
    "actions.cost-paid.reversed": costTakenBack,
    "actions.settled": settledWithHer,
    "actions.settled.reversed": settlementTakenBack,
    "actions.closed": closed,
    "actions.closed.reversed": closingTakenBack,
    "actions.cancelled": cancelled,
    "actions.cancelled.reversed": cancellingTakenBack,
  },
  undoNeeds,
  rules,
};
