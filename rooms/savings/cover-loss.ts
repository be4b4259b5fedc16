import { assert, command, type Day, isRefusal, need, parseDay, type Project, put, refuse, type Uuid } from "#base";
import { carriedDecision, decisionTable, useDecision } from "#assembly";
import { account, fundTable, needsOwnWealth } from "#ledger";
import { moneyMoved, sumOf } from "./allocate-surplus.ts";
import { needsInSteps } from "./reading.ts";
import { surplusYearTable } from "./tables.ts";

/**
 * A year that lost money is made good out of the reserve, as far as the members decided. It is the one thing the reserve is
 * there for: no expense, no loan, no share-out and no other fund gets anything of it (G25).
 */
export const coverLoss = command({
  name: "savings.cover-loss",
  fields: { decision: { is: "uuid" }, reserve: { is: "code" } },
  sayableBy: ["treasurer", "chair"],
  people: 2,
  needs: ({ body }, books) =>
    needsInSteps(
      books,
      [need.row(decisionTable, { decision_id: body.decision }), need.all(surplusYearTable), need.all(fundTable)],
      () => {
        const fund = books.row(decisionTable, { decision_id: body.decision })?.about.split("/")[1] ?? "";
        return [fund, body.reserve].flatMap(code => {
          const row = books.row(fundTable, { fund: code });
          return row === undefined
            ? []
            : [
                need.balance(account.cash(code), row.unit),
                need.balance(account.bank(code), row.unit),
                ...needsOwnWealth(row),
              ];
        });
      },
    ),
  decide({ body, on }, books) {
    const about = books.row(decisionTable, { decision_id: body.decision })?.about ?? "";
    const [what, fund = "", day = ""] = about.split("/");
    const year_end = parseDay(day);
    if (what !== "loss" || year_end === null) return refuse("assembly.no-decision", { about: "savings.surplus" });
    const decision = carriedDecision(body.decision, "surplus", about, books, on);
    if (isRefusal(decision)) return decision;
    const year = books.row(surplusYearTable, { fund, year_end });
    if (!year) return refuse("savings.year-not-closed", { fund, year_end });
    const reserve = books.row(fundTable, { fund: body.reserve });
    if (!reserve) return refuse("ledger.no-such-fund", { fund: body.reserve });
    if (reserve.nature !== "indivisible") return refuse("savings.losses-are-covered-by-reserve", { fund: body.reserve });
    if (reserve.unit !== year.unit) return refuse("savings.other-unit", { from: reserve.unit, to: year.unit });
    const amount = sumOf(decision);
    const left = -year.surplus - year.covered;
    if (amount > left)
      return refuse("savings.more-than-the-loss", { unit: year.unit, amount, left: left > 0n ? left : 0n });
    const lines = moneyMoved(reserve.fund, year.unit, [{ to: fund, amount }], books);
    if (isRefusal(lines)) return lines;
    return {
      facts: [
        {
          kind: "savings.loss-covered",
          on,
          lines,
          data: { fund, year_end, reserve: reserve.fund, amount: String(amount), decision: body.decision },
        },
      ],
    };
  },
});

export const lossCovered: Project = (fact, books) => {
  const data = fact.data as { fund: string; year_end: Day; amount: string; decision: Uuid };
  const year = books.row(surplusYearTable, { fund: data.fund, year_end: data.year_end });
  assert(year, "a year whose loss is covered was closed");
  return [
    put(surplusYearTable, { ...year, covered: year.covered + BigInt(data.amount) }),
    useDecision(data.decision, books),
  ];
};
