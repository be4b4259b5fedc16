import { type BodyOf, command, decodeBody, isRefusal, need, refuse } from "#base";
import { fundTable, openFund } from "#ledger";
import { fundDecided, fundKey } from "./decided.ts";
import { carriedDecision } from "./decision.ts";
import { decisionTable } from "./tables.ts";

/** The members decided on another fund: a rice bank, a school fund. It has its own books from its first day. */
export const openFundCommand = command({
  name: "assembly.open-fund",
  fields: {
    decision: { is: "uuid" },
    name: { is: "text", max: 60 },
  },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: ({ body }) => [need.all(fundTable), need.row(decisionTable, { decision_id: body.decision })],
  decide({ body, on }, books) {
    const about = books.row(decisionTable, { decision_id: body.decision })?.about ?? "";
    if (!about.startsWith(fundKey)) return refuse("assembly.no-decision", { about: "ledger.fund" });
    const decision = carriedDecision(body.decision, "rule", about, books, on);
    if (isRefusal(decision)) return decision;
    const fund = about.slice(fundKey.length);
    if (books.row(fundTable, { fund })) return refuse("ledger.fund-exists", { fund });
    const { unit, nature, is_lendable } = decodeBody(fundDecided, decision.value) as BodyOf<typeof fundDecided>;
    return {
      facts: [
        {
          ...openFund({ fund, unit, nature, isLendable: is_lendable, on, decision: body.decision }),
          texts: [{ about: "ledger.fund", id: fund, field: "name", text: body.name }],
        },
      ],
    };
  },
});
