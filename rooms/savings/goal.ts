/**
 * What a member saves for: her own matter, said and ended by herself. How much, until when, in which savings and what she
 * calls it are one text under her key: the log has a commitment to it, the table that there is a goal, and nobody else reads
 * any of it. Erased, it is gone with her key.
 */
import { assert, type Books, command, type Day, type MemberId, type Minor, need, type Project, put, refuse, type Uuid } from "#base";
import { needsRules } from "#assembly";
import { fundTable } from "#ledger";
import { membershipTable } from "#members";
import { productOn, refuseStranger } from "./product.ts";
import { type GoalRow, goalTable } from "./tables.ts";

export const goalTexts = "savings.goal";
export const goalField = "said";

/** As it lies under her key. */
export interface GoalSaid {
  readonly product: string;
  /** Minor units of the product's fund. */
  readonly amount: Minor;
  readonly by: Day;
  readonly name: string | null;
}

export const goalText = ({ product, amount, by, name }: GoalSaid): string =>
  JSON.stringify({ product, amount: String(amount), by, ...(name === null ? {} : { name }) });

export function goalFrom(text: string): GoalSaid {
  const said = JSON.parse(text) as { readonly product: string; readonly amount: string; readonly by: Day; readonly name?: string };
  return { product: said.product, amount: BigInt(said.amount), by: said.by, name: said.name ?? null };
}

/** She sets a goal, or says one anew that she has. */
export const setGoal = command({
  name: "savings.set-goal",
  fields: {
    goal: { is: "uuid" },
    product: { is: "code" },
    amount: { is: "amount" },
    by: { is: "day" },
    name: { is: "text", max: 60, optional: true },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(goalTable, { goal_id: body.goal }), need.all(membershipTable), need.all(fundTable), needsRules],
  decide({ body: { goal, product: code, amount, by, name }, on }, books, { by: member }) {
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    const product = productOn(code, on, books);
    if ("refused" in product) return product;
    const row = books.row(goalTable, { goal_id: goal });
    if (row && !isHers(row, member)) return refuse("savings.goal-not-there");
    if (amount === 0n) return refuse("savings.amount-missing", { product: code });
    if (by <= on) return refuse("savings.goal-day-is-past", { on: by });
    const text = goalText({ product: code, amount, by, name: name ?? null });
    return {
      facts: [
        {
          kind: "savings.goal-set",
          on,
          member,
          lines: [],
          data: { goal },
          texts: [{ about: goalTexts, id: goal, field: goalField, text, member }],
        },
      ],
    };
  },
});

/** She has what she wanted, or wants it no more. */
export const endGoal = command({
  name: "savings.end-goal",
  fields: { goal: { is: "uuid" } },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(goalTable, { goal_id: body.goal })],
  decide({ body: { goal }, on }, books, { by: member }) {
    const row = books.row(goalTable, { goal_id: goal });
    if (!row || !isHers(row, member)) return refuse("savings.goal-not-there");
    return { facts: [{ kind: "savings.goal-ended", on, member, lines: [], data: { goal } }] };
  },
});

const isHers = ({ member_id, ended_on }: GoalRow, member: MemberId): boolean => member_id === member && ended_on === null;

const goalOf = (data: unknown): Uuid => (data as { readonly goal: Uuid }).goal;

export const goalSet: Project = (fact, books: Books) => {
  const row = books.row(goalTable, { goal_id: goalOf(fact.data) });
  return [
    put(goalTable, {
      goal_id: goalOf(fact.data),
      member_id: fact.member!,
      set_on: row?.set_on ?? fact.on,
      ended_on: null,
    }),
  ];
};

export const goalEnded: Project = (fact, books) => {
  const row = books.row(goalTable, { goal_id: goalOf(fact.data) });
  assert(row, "what ends was set");
  // Said on a telephone without a signal, it may bear a day before the one on which she set it.
  return [put(goalTable, { ...row, ended_on: fact.on < row.set_on ? row.set_on : fact.on })];
};
