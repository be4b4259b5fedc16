/**
 * What the screens of the money rooms share: how a command is said, an amount is covered, a rule is put into sentences and
 * a second person sits down. Apart from the pages, so that a page elsewhere does not bring them all along.
 */
export { ruleAddress } from "./screens/address.ts";
export { cashWords } from "./screens/cash.tsx";
export { isExceptable } from "./exceptable.ts";
export { limitSaid } from "./screens/limit-said.ts";
export { monthSaid } from "./screens/choice-said.ts";
export { Hands, whenSaid } from "./screens/decision-parts.tsx";
export { type Doing, useDoing } from "./screens/doing.ts";
export { cashOf, ListedMoney, Money, PrivateLine, unitShown, useVeil, type Veil, VeilAct } from "./screens/money.tsx";
export { fundBeginning, FundForm, fundSaid, type FundValue } from "./screens/fund-form.tsx";
export { beginningOf, isFilled, RuleForm } from "./screens/rule-form.tsx";
export { called, numberSaid, type Someone, SomeoneLine } from "./screens/people.tsx";
export { ruleSaid, unitOfRule } from "./screens/rule-said.ts";
export { codeName, fundCalled, type RuleNames, ruleTitle } from "./screens/rule-title.ts";
export { inOrder, Sentences } from "./screens/rules.tsx";
export { sentenceOf } from "./screens/say.ts";
export { type Together, useTogether } from "./screens/together.tsx";
