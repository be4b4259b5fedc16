import {
  type BodyOf,
  type Books,
  command,
  type Day,
  entry,
  type Fact,
  type Fields,
  type MemberId,
  need,
  type Need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { isOfficer, membershipTable } from "#members";
import { actionIn, intentsOf, needsAction, refuseLines, refuseStranger } from "./action.ts";
import { intentsMax } from "./plan.ts";
import { commitmentTable } from "./tables.ts";

/** How much of each line; of days and things in minor units of their measure. */
export const quantitiesField = {
  is: "list",
  max: intentsMax,
  of: { is: "group", of: { intent: { is: "count", max: intentsMax }, quantity: { is: "amount" } } },
} as const;

const fields = {
  action: { is: "uuid" },
  member: { is: "member" },
  quantities: quantitiesField,
} as const satisfies Fields;

type Body = BodyOf<typeof fields>;

/**
 * What she promises: said by herself on her phone until the day itself, or by an officer for her until it is closed. Said again,
 * the new quantities stand in place of the old; nothing of a line takes it back. Nobody owes anything by a promise.
 */
export const commit = command({
  name: "actions.commit",
  fields,
  sayableBy: ["anyone"],
  needs: ({ body }) => needs(body),
  decide({ body, on }, books, { by, roles }) {
    // What others promise is not hers to say.
    if (body.member !== by && !isOfficer(roles)) return refuse("actions.only-for-herself");
    const row = actionIn(body.action, ["open", "agreed"], books);
    if ("refused" in row) return row;
    if (on > row.happens_on && !isOfficer(roles)) return refuse("actions.day-is-over", { happens_on: row.happens_on });
    const fact = promised(body, on, books);
    return "refused" in fact ? fact : { facts: [fact] };
  },
});

/** The same, said aloud in the circle and written on the sheet. */
export const commitEntry = entry({
  name: "actions.commit",
  step: "decisions",
  fields,
  needs: body => needs(body),
  decide(body, books, { on }) {
    const row = actionIn(body.action, ["open", "agreed"], books);
    if ("refused" in row) return row;
    const fact = promised(body, on, books);
    return "refused" in fact ? fact : [fact];
  },
});

const needs = ({ action }: Body): readonly Need[] => [...needsAction(action), need.all(membershipTable)];

function promised({ action, member, quantities }: Body, on: Day, books: Books): Fact | Refusal {
  const refusal =
    refuseStranger(member, books) ??
    refuseLines(
      quantities.map(one => one.intent),
      intentsOf(action, books),
    );
  return refusal ?? { kind: "actions.committed", on, member, lines: [], data: { action, quantities: said(quantities) } };
}

/** As a leaf has them. */
export const said = (quantities: Body["quantities"]) =>
  quantities.map(({ intent, quantity }) => ({ intent: String(intent), quantity: String(quantity) }));

export const committed: Project = fact => {
  const data = fact.data as { action: Uuid; quantities: readonly { intent: string; quantity: string }[] };
  return data.quantities.map(({ intent, quantity }) =>
    put(commitmentTable, {
      action_id: data.action,
      intent: Number(intent),
      member_id: fact.member as MemberId,
      quantity: BigInt(quantity),
    }),
  );
};
