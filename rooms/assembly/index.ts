/**
 * The assembly: what the members decided, and the rules in force from a day on.
 *
 * Rules are data, effective-dated and changed only by a decision, so an old meeting recomputed uses the old rule and a
 * new loan product leaves old loans alone. Of decisions this room keeps, for now, what was asked and how many hands were
 * raised at which meeting; loans, pay-outs, share-outs and changes of rules cite the decision's id.
 */
import type { Room } from "#base";
import { betweenMeetingsRule } from "./between.ts";
import { changeRule } from "./change-rule.ts";
import { decided, decisionEntry } from "./decision.ts";
import { dissolutionRule } from "./dissolution-rule.ts";
import {
  answerReversed,
  exceptionEntry,
  exceptionGranted,
  exceptionTurnedDown,
  turnDownExceptionEntry,
  undoNeeds,
} from "./exception.ts";
import { foundOrganisation, organisationFounded } from "./found-organisation.ts";
import { issueStatement, statementIssued, statementTakenBack, takeBackStatement } from "./group-statement.ts";
import { openFundCommand } from "./open-fund.ts";
import { officesAreSpread, officesRule } from "./offices-rule.ts";
import { noteTry, tryRefused } from "./refused-try.ts";
import { ruleSet } from "./rules.ts";
import {
  decisionTable,
  exceptionTable,
  groupStatementTable,
  organisationTable,
  refusedTryTable,
  ruleTable,
  sealedThroughTable,
} from "./tables.ts";

export { betweenMeetings, betweenMeetingsRule } from "./between.ts";
export {
  continuationAbout,
  dissolutionAbout,
  dissolutionDecided,
  dissolutionIn,
  groupLoanIn,
  holidayIn,
  pledgeIn,
  rescheduleIn,
  sumIfSaid,
  sumIn,
} from "./decided.ts";
export { type GroupStatementState, stateOfStatement } from "./group-statement.ts";
export { carriedDecision, needsDecision } from "./decision.ts";
export { isExceptable, isOpenToAll, type LimitPassed, neverExcepted } from "./exceptable.ts";
export {
  approvers,
  type AskedBeyond,
  type BeyondDocument,
  dropException,
  exceptionAsked,
  faultBeyond,
  needsException,
  needsExceptionsOf,
  passedWithReason,
  refusalToReverse,
  restoreException,
  useException,
} from "./exception.ts";
export { checkRule } from "./check-rule.ts";
export { type DissolutionRule, dissolutionRule, dissolutionUsual } from "./dissolution-rule.ts";
export { officesRule } from "./offices-rule.ts";
export { useDecision } from "./use-decision.ts";
export { noteTry } from "./refused-try.ts";
export { keyOf, needsRule, needsRules, ruleOn, ruleRowOn, rulesOn, ruleVersions, setRule } from "./rules.ts";
export {
  type DecisionRow,
  decisionTable,
  type ExceptionRow,
  exceptionTable,
  type GroupStatementRow,
  groupStatementTable,
  type OrganisationRow,
  organisationTable,
  type Question,
  type RefusedTryRow,
  refusedTryTable,
  type RuleRow,
  ruleTable,
  sealedThroughTable,
} from "./tables.ts";

export const assembly: Room = {
  name: "assembly",
  tables: [
    organisationTable,
    decisionTable,
    exceptionTable,
    refusedTryTable,
    ruleTable,
    sealedThroughTable,
    groupStatementTable,
  ],
  commands: [foundOrganisation, changeRule, openFundCommand, issueStatement, takeBackStatement, noteTry],
  entries: [decisionEntry, exceptionEntry, turnDownExceptionEntry],
  projections: {
    "assembly.organisation-founded": organisationFounded,
    "assembly.decided": decided,
    "assembly.exception-granted": exceptionGranted,
    "assembly.exception-granted.reversed": answerReversed,
    "assembly.exception-turned-down": exceptionTurnedDown,
    "assembly.exception-turned-down.reversed": answerReversed,
    "assembly.try-refused": tryRefused,
    "assembly.rule-set": ruleSet,
    "assembly.statement-issued": statementIssued,
    "assembly.statement-taken-back": statementTakenBack,
  },
  rules: [betweenMeetingsRule, dissolutionRule, officesRule],
  guards: [officesAreSpread],
  undoNeeds,
};
