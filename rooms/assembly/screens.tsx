/**
 * The pages of the assembly, and what the screens of the money rooms share with them: how a command is said, an amount
 * is covered, a rule is put into sentences and a second person sits down.
 */
import type { Page } from "#base";
import { DecisionsView } from "./screens/decisions.tsx";
import { NewFundView } from "./screens/new-fund.tsx";
import { RuleView } from "./screens/rule.tsx";
import { RulesView } from "./screens/rules.tsx";

export { ruleAddress } from "./screens/address.ts";
export { cashWords } from "./screens/cash.tsx";
export { Hands, whenSaid } from "./screens/decisions.tsx";
export { type Doing, useDoing } from "./screens/doing.ts";
export { cashOf, ListedMoney, Money, PrivateLine, unitShown, useVeil, type Veil, VeilAct } from "./screens/money.tsx";
export { called, numberSaid, type Someone, SomeoneLine } from "./screens/people.tsx";
export { codeName, fundCalled, type RuleNames, ruleSaid, ruleTitle } from "./screens/rule-said.ts";
export { Sentences } from "./screens/rules.tsx";
export { sentenceOf } from "./screens/say.ts";
export { type Together, useTogether } from "./screens/together.tsx";

export const pages: readonly Page[] = [
  { path: "/decisions", who: ["anyone"], question: "assembly.decisions", title: "assembly.screen.decisions", View: DecisionsView },
  { path: "/rules", who: ["anyone"], question: "assembly.rules", title: "assembly.screen.rules", View: RulesView },
  { path: "/rules/:rule", who: ["anyone"], question: "assembly.rule", title: "assembly.screen.rules", View: RuleView },
  { path: "/rules/funds/new", who: ["anyone"], question: "assembly.new-fund", title: "assembly.screen.open-fund", View: NewFundView },
];
