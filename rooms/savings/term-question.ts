/**
 * What the page of the term deposits asks: how much lies for a time, by kind, and what matures when. The sums are for every
 * member to see, and what is hers; whose the others are, officers see. Amounts are decimal strings of minor units.
 */
import { type Asked, need, type Role, sum } from "#base";
import type { PoolClient } from "#db";
import { needsRules, rulesOn } from "#assembly";
import { finderOf, ruleNamesOf, rulesInForce, written } from "#assembly/server";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, membershipTable } from "#members";
import { maturedUnposted } from "./post-term-interest.ts";
import { productRule } from "./rules.ts";
import { type TermDepositRow, termDepositTable } from "./tables.ts";
import { interestOfTerm, isMature, keptInTerm } from "./term.ts";

const sayers: readonly Role[] = ["treasurer", "chair", "secretary"];

export type TermsSeen = Awaited<ReturnType<typeof askTerms>>;
export async function askTerms(asked: Asked<PoolClient>) {
  const { client, organisation, today, member, roles } = asked;
  const books = await loadBooks(client, organisation, () => [
    needsRules,
    need.all(fundTable),
    need.all(membershipTable),
    need.row(termDepositTable, { status: "open" }),
  ]);
  const find = await finderOf(asked);
  const rules = await rulesInForce(client, organisation, today);
  const open = [...books.rows(termDepositTable, { status: "open" })].sort((a, b) =>
    a.matures_on === b.matures_on ? (a.deposit_id < b.deposit_id ? -1 : 1) : a.matures_on < b.matures_on ? -1 : 1,
  );
  const seen = (row: TermDepositRow) => ({
    deposit: row.deposit_id,
    who: find(row.member_id),
    product: row.product,
    unit: row.unit,
    kept: keptInTerm(row),
    withdrawn: row.withdrawn,
    /** With all its interest. */
    atEnd: row.principal + (row.interest_on === null ? interestOfTerm(row, row.matures_on) : row.interest),
    openedOn: row.opened_on,
    maturesOn: row.matures_on,
    isMature: isMature(row, today),
    rate: row.rate,
  });
  const unposted = maturedUnposted(today, books);
  const offered = rulesOn(productRule, today, books).filter(({ value }) => value.kind === "term");
  const codes = [...new Set([...offered.map(one => one.code), ...open.map(one => one.product)])];
  return {
    ...written({
      on: today,
      mayAct: sayers.some(role => roles.has(role)),
      products: codes.map(product => {
        const of = open.filter(row => row.product === product);
        const fund = of[0]?.fund ?? offered.find(one => one.code === product)!.value.fund;
        return {
          product,
          unit: books.row(fundTable, { fund })!.unit,
          total: sum(of.map(keptInTerm)),
          count: of.length,
        };
      }),
      mine: open.filter(row => row.member_id === member).map(seen),
      all: isOfficer(roles) ? open.map(seen) : [],
      /** Matured, and not in the books yet. */
      unposted: [...new Set(unposted.map(row => row.unit))].map(unit => {
        const of = unposted.filter(row => row.unit === unit);
        return { unit, count: of.length, interest: sum(of.map(row => interestOfTerm(row, today))) };
      }),
    }),
    names: await ruleNamesOf(asked, "savings."),
    rules: rules
      .filter(one => one.rule.startsWith("savings.product/") && one.now !== null)
      .map(one => ({ rule: one.rule, value: one.now!.value }))
      .filter(one => (one.value as { readonly kind?: string }).kind === "term"),
  };
}
