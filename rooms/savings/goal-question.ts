/**
 * What a member saves for, and how far she is: for herself alone, whatever office anybody holds. Amounts are decimal strings
 * of minor units.
 */
import { type Asked, isRefusal, type MemberId, need } from "#base";
import type { PoolClient } from "#db";
import { needsRules, rulesOn } from "#assembly";
import { ruleNamesOf, written } from "#assembly/server";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { membershipTable } from "#members";
import { readTexts } from "#members/server";
import { goalField, goalFrom, goalTexts } from "./goal.ts";
import { productOn, savedIn } from "./product.ts";
import { productRule } from "./rules.ts";
import { goalTable } from "./tables.ts";

export type GoalsSeen = Awaited<ReturnType<typeof askGoals>>;
export async function askGoals(asked: Asked<PoolClient>) {
  const { client, organisation, today, member } = asked;
  // Under other eyes the question is nobody's.
  const isSomebody = member !== ("" as MemberId);
  const books = await loadBooks(client, organisation, () => [
    needsRules,
    need.all(fundTable),
    need.row(membershipTable, { member_id: member }),
    need.row(goalTable, { member_id: member }),
    ...(isSomebody ? [{ balances: { member } }] : []),
  ]);
  const mine = isSomebody ? books.rows(goalTable, { member_id: member }).filter(row => row.ended_on === null) : [];
  const texts =
    mine.length === 0
      ? new Map<string, string>()
      : await readTexts(client, organisation, [goalTexts], Buffer.from(asked.masterKey), [goalField]);
  const goals = mine.flatMap(({ goal_id }) => {
    const text = texts.get(`${goalTexts}/${goal_id}/${goalField}`);
    if (text === undefined) return [];
    const said = goalFrom(text);
    const product = productOn(said.product, today, books);
    if (isRefusal(product)) return [];
    const saved = savedIn(product, member, books);
    const left = said.amount > saved ? said.amount - saved : 0n;
    /** Tenths of the way, for a row of ten. */
    const tenths = left === 0n ? 10 : Number((saved * 10n) / said.amount);
    return [{ goal: goal_id, ...said, unit: product.unit, saved, left, tenths }];
  });
  const row = isSomebody ? books.row(membershipTable, { member_id: member }) : undefined;
  return {
    ...written({
      on: today,
      maySet: row?.kind === "member" && row.status === "active",
      goals: goals.sort((a, b) => (a.by < b.by ? -1 : 1)),
      products: rulesOn(productRule, today, books).flatMap(({ code }) => {
        const product = productOn(code, today, books);
        return isRefusal(product) ? [] : [{ product: code, unit: product.unit }];
      }),
    }),
    names: await ruleNamesOf(asked, "savings."),
  };
}
