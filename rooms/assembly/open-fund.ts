import { command, need, refuse } from "#base";
import { fundTable, openFund } from "#ledger";
import { decisionTable } from "./tables.ts";

/** The members decided on another fund: a rice bank, a school fund. It has its own books from its first day. */
export const openFundCommand = command({
  name: "assembly.open-fund",
  fields: {
    fund: { is: "code" },
    unit: { is: "unit" },
    nature: { is: "choice", of: ["divisible", "restricted", "indivisible"] },
    is_lendable: { is: "flag" },
    name: { is: "text", max: 60 },
    decision: { is: "uuid" },
  },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: ({ body }) => [
    need.row(fundTable, { fund: body.fund }),
    need.row(decisionTable, { decision_id: body.decision }),
  ],
  decide({ body, on }, books) {
    const decision = books.row(decisionTable, { decision_id: body.decision });
    if (
      !decision ||
      !decision.is_carried ||
      decision.question !== "rule" ||
      decision.about !== `ledger.fund/${body.fund}`
    )
      return refuse("assembly.no-decision", { about: `ledger.fund/${body.fund}` });
    if (books.row(fundTable, { fund: body.fund })) return refuse("ledger.fund-exists", { fund: body.fund });
    // What belongs to those who come after is never lent to be lost.
    if (body.nature === "indivisible" && body.is_lendable) return refuse("assembly.reserve-is-not-lent");
    return {
      facts: [
        {
          ...openFund({ fund: body.fund, unit: body.unit, nature: body.nature, isLendable: body.is_lendable, on }),
          texts: [{ about: "ledger.fund", id: body.fund, field: "name", text: body.name }],
        },
      ],
    };
  },
});
