import {
  addDays,
  type Books,
  command,
  type Day,
  isRefusal,
  type Line,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  sum,
} from "#base";
import { needsRules, ruleOn } from "#assembly";
import { account, accountTable, closedThrough, fundTable, periodTable } from "#ledger";
import { lastCycle, needsCycles } from "./cycle.ts";
import { periodEnd } from "./period-end.ts";
import { resultsOf, yearKey } from "./plan-surplus.ts";
import { needsInSteps } from "./reading.ts";
import { sharesRule } from "./rules.ts";
import { surplusRule } from "./surplus-rule.ts";
import { type SurplusYearRow, surplusYearTable } from "./tables.ts";

/**
 * The year of a fund ends: what came in and went out of it becomes its retained surplus. Only of days that are closed in the
 * books, so that what the members adopt can no longer change (G24). The entry itself is of the day it is made.
 */
export const closeYear = command({
  name: "savings.close-year",
  fields: { fund: { is: "code" }, year_end: { is: "day" } },
  sayableBy: ["treasurer", "chair"],
  people: 2,
  needs: ({ body, on }, books) =>
    needsInSteps(
      books,
      [
        need.all(periodTable),
        need.all(fundTable),
        need.all(accountTable),
        needsRules,
        needsCycles(body.fund),
        need.row(surplusYearTable, { fund: body.fund }),
      ],
      () => {
        const year = yearOf(body.fund, body.year_end, on, books);
        if (isRefusal(year)) return [];
        const key = yearKey(body.fund, year.from, body.year_end, books);
        return [
          { moved: key },
          ...key.accounts.filter(code => code !== account.loans(body.fund)).map(code => need.balance(code, year.unit)),
          need.balance(account.equity(body.fund, "divisible"), year.unit),
        ];
      },
    ),
  decide({ body, on }, books) {
    const year = yearOf(body.fund, body.year_end, on, books);
    if (isRefusal(year)) return year;
    const { fund, year_end } = body;
    const { unit, from } = year;
    // Nothing came in or went out: then no line says that these days are closed.
    if (on <= year_end) return refuse("ledger.period-closed", { on, closed_through: closedThrough(books) });
    const key = yearKey(fund, from, year_end, books);
    // Closed by another command a moment ago: what it closed is read with the next.
    if (!books.hasMoved(key)) return refuse("savings.year-still-open", { year_end, closed_through: null });
    const results = [...resultsOf(books.moved(key))];
    const surplus = -sum(results.map(([, amount]) => amount));
    const lines: readonly Line[] = [
      ...results.map(([code, amount]) => ({ account: code, unit, amount: -amount })),
      { account: account.equity(fund, "divisible"), unit, amount: -surplus },
    ].filter(line => line.amount !== 0n);
    return {
      facts: [
        { kind: "savings.year-closed", on, lines, data: { fund, from, year_end, unit, surplus: String(surplus) } },
      ],
    };
  },
});

/** The year that can be closed next, or why this one cannot. */
export function yearOf(
  fund: string,
  year_end: Day,
  on: Day,
  books: Books,
): { readonly from: Day; readonly unit: string } | Refusal {
  const found = books.row(fundTable, { fund });
  if (!found) return refuse("ledger.no-such-fund", { fund });
  if (found.nature !== "divisible") return refuse("savings.surplus-of-divided-fund", { fund });
  if (ruleOn(sharesRule, on, books, fund) || lastCycle(fund, books)) return refuse("savings.surplus-is-shared-out", { fund });
  const rule = ruleOn(surplusRule, on, books, fund);
  if (!rule) return refuse("savings.no-surplus-rule", { fund });
  const from = beginningOfYear(fund, found.opened_on, books);
  const ends = endOfYear(from, rule.year_ends);
  if (year_end !== ends) return refuse("savings.another-year-first", { fund, year_end, ends });
  const closed = closedThrough(books);
  if (closed === null || closed < year_end) return refuse("savings.year-still-open", { year_end, closed_through: closed });
  return { from, unit: found.unit };
}

/** The day after the last year that was closed, or the day the fund was opened. */
export function beginningOfYear(fund: string, openedOn: Day, books: Books): Day {
  const last = books
    .rows(surplusYearTable, { fund })
    .reduce<Day | null>((latest, row) => (latest === null || row.year_end > latest ? row.year_end : latest), null);
  return last === null ? openedOn : addDays(last, 1);
}

/** The first last day of the month in which years end. */
export const endOfYear = (from: Day, month: number): Day => periodEnd(from, { every: 12, month });

export const yearClosed: Project = fact => {
  const data = fact.data as { fund: string; from: Day; year_end: Day; unit: string; surplus: string };
  return [
    put(surplusYearTable, {
      fund: data.fund,
      year_end: data.year_end,
      from_on: data.from,
      unit: data.unit,
      surplus: BigInt(data.surplus),
      closed_on: fact.on,
      covered: 0n,
      allocated_on: null,
      decision_id: null,
    } satisfies SurplusYearRow),
  ];
};
