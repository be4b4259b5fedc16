import { command, isRefusal, need, refuse } from "#base";
import { accountTable, fundTable } from "#ledger";
import { checkRule, fundIn } from "./check-rule.ts";
import { fundKey } from "./decided.ts";
import { carriedDecision } from "./decision.ts";
import { setRule } from "./rules.ts";
import { decisionTable, ruleTable, sealedThroughTable } from "./tables.ts";

/** A rule changes from a day on, to what the members decided and nothing else; the old value stays readable. */
export const changeRule = command({
  name: "assembly.change-rule",
  fields: {
    decision: { is: "uuid" },
    from: { is: "day" },
    name: { is: "text", max: 60, optional: true },
  },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs({ body }, books) {
    const first = [
      need.row(decisionTable, { decision_id: body.decision }),
      need.row(sealedThroughTable, { part: "meetings" }),
      need.all(accountTable),
      need.all(fundTable),
    ];
    if (!books.isCovered(decisionTable, { decision_id: body.decision })) return first;
    const about = books.row(decisionTable, { decision_id: body.decision })?.about;
    return about === undefined ? first : [...first, need.row(ruleTable, { rule: about })];
  },
  decide({ body, on }, books, context) {
    const rule = books.row(decisionTable, { decision_id: body.decision })?.about;
    if (rule === undefined || rule.startsWith(fundKey)) return refuse("assembly.no-decision", { about: "rule" });
    const decision = carriedDecision(body.decision, "rule", rule, books, on);
    if (isRefusal(decision)) return decision;
    // What was recorded by the old rule stays as it was, that of the very day of the decision too.
    const sealed = books.row(sealedThroughTable, { part: "meetings" });
    if (sealed && body.from <= sealed.held_on)
      return refuse("assembly.rule-begins-after-meeting", { held_on: sealed.held_on });
    const checked = checkRule(rule, decision.value!, context.ruleDefinitions, fundIn(books));
    if (isRefusal(checked)) return checked;
    const open = new Set(books.rows(accountTable).map(row => row.account));
    const versions = books.rows(ruleTable, { rule }).map(row => row.version);
    return {
      facts: setRule(
        {
          rule,
          value: checked.value,
          name: body.name,
          from: body.from,
          version: Math.max(0, ...versions) + 1,
          decision: body.decision,
        },
        checked.accounts.filter(account => !open.has(account)),
        on,
      ),
    };
  },
});
