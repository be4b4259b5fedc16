import { command, need, refuse } from "#base";
import { accountTable, fundTable } from "#ledger";
import { checkRule } from "./found-organisation.ts";
import { setRule } from "./rules.ts";
import { decisionTable, ruleTable } from "./tables.ts";

/** A rule changes from a day on, because the members decided so: the decision is cited, the old value stays readable. */
export const changeRule = command({
  name: "assembly.change-rule",
  fields: {
    rule: { is: "key" },
    value: { is: "document" },
    from: { is: "day" },
    name: { is: "text", max: 60, optional: true },
    decision: { is: "uuid" },
  },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: ({ body }) => [
    need.row(ruleTable, { rule: body.rule }),
    need.row(decisionTable, { decision_id: body.decision }),
    need.all(accountTable),
    need.all(fundTable),
  ],
  decide({ body, on }, books, context) {
    const decision = books.row(decisionTable, { decision_id: body.decision });
    if (!decision || !decision.is_carried || decision.question !== "rule" || decision.about !== body.rule)
      return refuse("assembly.no-decision", { about: body.rule });
    // What was recorded by the old rule stays as it was: a rule never begins before the day it was decided.
    if (body.from < decision.decided_on)
      return refuse("assembly.rule-begins-after-decision", { decided_on: decision.decided_on });
    const unitOfFund = (fund: string) => books.row(fundTable, { fund })?.unit;
    const checked = checkRule(body.rule, body.value, context.ruleDefinitions, unitOfFund);
    if ("refused" in checked) return checked;
    const open = new Set(books.rows(accountTable).map(row => row.account));
    const versions = books.rows(ruleTable, { rule: body.rule }).map(row => row.version);
    return {
      facts: setRule(
        {
          rule: body.rule,
          value: body.value,
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
