/** The pages of the assembly: what was decided, the rules, one rule and its change, another fund; and the backups. */
import type { Page } from "#base";
import { Backups } from "./screens/backups.tsx";
import { ClosePeriodView } from "./screens/close-period.tsx";
import { DecisionsView } from "./screens/decisions.tsx";
import { NewFundView } from "./screens/new-fund.tsx";
import { RuleView } from "./screens/rule.tsx";
import { RulesView } from "./screens/rules.tsx";

export const pages: readonly Page[] = [
  {
    path: "/decisions",
    who: ["anyone"],
    question: "assembly.decisions",
    title: "assembly.screen.decisions",
    View: DecisionsView,
  },
  { path: "/rules", who: ["anyone"], question: "assembly.rules", title: "assembly.screen.rules", View: RulesView },
  { path: "/rules/:rule", who: ["anyone"], question: "assembly.rule", title: "assembly.screen.rules", View: RuleView },
  {
    path: "/rules/funds/new",
    who: ["anyone"],
    question: "assembly.new-fund",
    title: "assembly.screen.open-fund",
    View: NewFundView,
  },
  {
    path: "/statements/close",
    who: ["treasurer", "chair"],
    question: "ledger.statements",
    title: "command.ledger.close-period",
    View: ClosePeriodView,
  },
  {
    path: "/backups",
    who: ["treasurer", "secretary", "chair", "supervisory-committee"],
    question: "members.backups",
    title: "assembly.backups",
    View: Backups,
  },
];
