import { command, type Day, isRefusal, type Line, type Project, put, refuse, sum } from "#base";
import { closedThrough } from "#ledger";
import { needsInterest, planInterest } from "./plan-interest.ts";
import { interestCreditTable, interestPeriodTable } from "./tables.ts";

/**
 * The interest of one period on one kind of savings, for all members at once and each with a fact of her own. Once for a
 * period: said again, it reaches only whose interest was taken back since.
 */
export const postInterest = command({
  name: "savings.post-interest",
  fields: { product: { is: "code" }, period_end: { is: "day" } },
  sayableBy: ["treasurer", "chair", "secretary"],
  people: 2,
  needs: ({ body }, books) => needsInterest(body.product, body.period_end, books),
  decide({ body, on }, books) {
    const plan = planInterest(body.product, body.period_end, books);
    if (isRefusal(plan)) return plan;
    const { product, from, end, source, posted, credits } = plan;
    const closed = closedThrough(books);
    if (closed !== null && on <= closed) return refuse("ledger.period-closed", { on, closed_through: closed });
    const { unit } = product;
    if (posted !== null && credits.length === 0)
      return refuse("savings.interest-is-posted", { product: body.product, period_end: end, on: posted.posted_on });
    const total = sum(credits.map(one => one.amount));
    const left = -books.balance({ account: source, unit });
    if (source.startsWith("retained-surplus/") && total > left)
      return refuse("savings.interest-above-surplus", { unit, wanted: total, left: left > 0n ? left : 0n });
    return {
      facts: [
        ...(posted === null
          ? [
              {
                kind: "savings.interest-posted",
                on,
                lines: [],
                data: { product: body.product, from, period_end: end, unit, total: String(total) },
              },
            ]
          : []),
        ...credits.map(({ member, amount, account }) => ({
          kind: "savings.interest-credited",
          on,
          member,
          lines: [
            { account: source, unit, amount },
            { account, member, unit, amount: -amount },
          ] satisfies readonly Line[],
          data: { product: body.product, period_end: end, amount: String(amount) },
        })),
      ],
    };
  },
});

export const interestPosted: Project = fact => {
  const data = fact.data as { product: string; from: Day; period_end: Day; unit: string };
  return [
    put(interestPeriodTable, {
      product: data.product,
      period_end: data.period_end,
      from_on: data.from,
      unit: data.unit,
      posted_on: fact.on,
    }),
  ];
};

interface CreditData {
  readonly product: string;
  readonly period_end: Day;
  readonly amount: string;
}

export const interestCredited: Project = fact => {
  const { product, period_end, amount } = fact.data as unknown as CreditData;
  return [
    put(interestCreditTable, {
      seq: fact.seq,
      product,
      period_end,
      member_id: fact.member!,
      amount: BigInt(amount),
      is_taken_back: false,
    }),
  ];
};

/** The line in her passbook stays to be read, struck out. */
export const interestTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const { product, period_end, amount } = original.data as unknown as CreditData;
  return [
    put(interestCreditTable, {
      seq: original.seq,
      product,
      period_end,
      member_id: original.member!,
      amount: BigInt(amount),
      is_taken_back: true,
    }),
  ];
};
