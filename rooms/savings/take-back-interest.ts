import { command, type Fact, isRefusal, need, refuse } from "#base";
import { reverse } from "#ledger";
import { needsInSteps } from "./reading.ts";
import { interestCreditTable, interestPeriodTable } from "./tables.ts";

/**
 * The interest of a period is taken back from all who got it, with the reason: each posting by its own reversal. Only of the
 * last period, since later ones earned on it. One member's alone is taken back at a meeting, as any entry.
 */
export const takeBackInterest = command({
  name: "savings.take-back-interest",
  fields: { product: { is: "code" }, period_end: { is: "day" }, reason: { is: "text", max: 300 } },
  sayableBy: ["treasurer", "chair", "secretary"],
  people: 2,
  needs: ({ body: { product, period_end } }, books) =>
    needsInSteps(
      books,
      [need.row(interestPeriodTable, { product }), need.row(interestCreditTable, { product, period_end })],
      () =>
        books
          .rows(interestCreditTable, { product, period_end })
          .filter(row => !row.is_taken_back)
          .flatMap(({ seq }) => [
            { leaf: seq },
            ...(books.leaf(seq)?.lines ?? []).map(line => need.balance(line.account, line.unit, line.member)),
          ]),
    ),
  decide({ body: { product, period_end, reason }, on }, books, context) {
    const last = books
      .rows(interestPeriodTable, { product })
      .reduce<string | null>((latest, row) => (latest === null || row.period_end > latest ? row.period_end : latest), null);
    const standing = books.rows(interestCreditTable, { product, period_end }).filter(row => !row.is_taken_back);
    if (last === null || standing.length === 0) return refuse("savings.no-interest-posted", { product, period_end });
    if (last !== period_end) return refuse("savings.later-interest-first", { product, period_end: last });
    const facts: Fact[] = [];
    for (const { seq } of [...standing].sort((a, b) => (a.seq < b.seq ? -1 : 1))) {
      const fact = reverse(seq, on, books, context, reason);
      if (isRefusal(fact)) return fact;
      facts.push(fact);
    }
    return { facts };
  },
});
