/** What the assembly answers on the server: rules in force, what was decided, and how funds and people are called. */
export {
  decisionsOf,
  finderOf,
  questions,
  type RuleInForce,
  type Rulebook,
  rulebookOf,
  ruleNamesOf,
  type RuleVersion,
  rulesInForce,
  whoSees,
} from "./page-questions.ts";
export { exceptionsOf } from "./page-exceptions.ts";
export type { Someone } from "./screens/people.tsx";
export type { RuleNames } from "./screens/rule-title.ts";
export { type Written, written } from "./screens/written.ts";
export { type FactByDecision, type FundRead, selectRefusedTries as refusedTriesOf } from "./store.ts";
