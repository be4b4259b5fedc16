/**
 * What the savings' screens ask. What the group saved is for every member to see; what one woman saved is hers, and
 * officers see it where they must write it down. Amounts are decimal strings of minor units.
 */
import {
  type AccountCode,
  type Asked,
  type Books,
  type Day,
  type MemberId,
  type Minor,
  need,
  type Question,
  type Role,
  sum,
} from "#base";
import type { PoolClient } from "#db";
import { betweenMeetingsRule, needsRules, ruleOn, rulesOn } from "#assembly";
import { finderOf, ruleNamesOf, rulesInForce, whoSees, written } from "#assembly/server";
import { account, fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { membershipTable } from "#members";
import { needsCycles, openCycle } from "./cycle.ts";
import { type Product, productOn } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { productRule, shareOutRule, sharesRule } from "./rules.ts";
import { askInterest } from "./interest-question.ts";
import { askCapital } from "./capital-question.ts";
import { askGoals } from "./goal-question.ts";
import { askTerms } from "./term-question.ts";
import { askSurplus } from "./surplus-question.ts";

type AskedHere = Asked<PoolClient>;
type Loaded = Awaited<ReturnType<typeof loadBooks>>;

const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];

/** Rules, funds and cycles, and the accounts of what members save: nothing else of the books. */
const loadSavings = ({ client, organisation, today }: AskedHere): Promise<Loaded> =>
  loadBooks(client, organisation, books =>
    needsInSteps(books, [needsRules, need.all(fundTable), need.all(membershipTable)], () => [
      ...books.rows(fundTable).map(({ fund }) => needsCycles(fund)),
      ...rulesOn(sharesRule, today, books).map(({ code }) => ({ balances: { account: account.shares(code) } })),
      ...productsOn(today, books).map(product => ({ balances: { account: product.account } })),
    ]),
  );

const productsOn = (on: Day, books: Books): readonly Product[] =>
  rulesOn(productRule, on, books).flatMap(({ code }) => {
    const product = productOn(code, on, books);
    return "refused" in product ? [] : [product];
  });

/** What members have in an account, by member. Savings stand on the credit side of the books. */
const heldIn = (code: AccountCode, books: Loaded): ReadonlyMap<MemberId, Minor> =>
  new Map(
    books
      .balances({ account: code })
      .flatMap(one => (one.member !== undefined && one.balance !== 0n ? [[one.member, -one.balance] as const] : [])),
  );

const inSums = (held: ReadonlyMap<MemberId, Minor>, member: MemberId) => ({
  total: sum(held.values()),
  own: held.get(member) ?? 0n,
  savers: held.size,
});

/** Which of these entries may be written between meetings, and whether she is one of those who write. */
const mayBetween = (entries: readonly string[], { roles, today }: AskedHere, books: Loaded): readonly string[] => {
  if (!scribes.some(role => roles.has(role))) return [];
  const allowed = ruleOn(betweenMeetingsRule, today, books)?.entries ?? [];
  return entries.filter(entry => allowed.includes(entry));
};

export type SavingsSeen = Awaited<ReturnType<typeof askSavings>>;
async function askSavings(asked: AskedHere) {
  const { client, organisation, member, today } = asked;
  const books = await loadSavings(asked);
  const rules = await rulesInForce(client, organisation, today);
  const said = (rule: string) => ({ rule, value: rules.find(one => one.rule === rule)?.now?.value ?? {} });
  return {
    ...written({
      on: today,
      shares: rulesOn(sharesRule, today, books).map(({ code: fund, value }) => {
        const cycle = openCycle(fund, books);
        return {
          fund,
          unit: books.row(fundTable, { fund })?.unit ?? "",
          price: cycle?.price ?? value.price,
          cycle: cycle ? { number: cycle.cycle, openedOn: cycle.opened_on } : null,
          isSharedOut: ruleOn(shareOutRule, today, books, fund) !== undefined,
          ...inSums(heldIn(account.shares(fund), books), member),
        };
      }),
      products: productsOn(today, books).map(({ product, fund, unit, kind, account: kept }) => ({
        product,
        fund,
        unit,
        kind,
        ...inSums(heldIn(kept, books), member),
      })),
      may: mayBetween(["savings.deposit", "savings.withdrawal"], asked, books),
    }),
    names: await ruleNamesOf(asked, "savings."),
    /** The rules behind each, as they are kept: the screen says them as sentences. */
    rules: rules.filter(one => one.rule.startsWith("savings.") && one.now !== null).map(one => said(one.rule)),
  };
}

export type CounterSeen = NonNullable<Awaited<ReturnType<typeof askCounter>>>;
/** For writing a saving or a withdrawal between meetings: who, into what, and what she has there now. */
async function askCounter(asked: AskedHere) {
  const { today } = asked;
  const books = await loadSavings(asked);
  const may = mayBetween(["savings.deposit", "savings.withdrawal"], asked, books);
  // Where nothing may be written there is nothing of anybody's to see either.
  const isOpen = may.length > 0;
  const find = await finderOf(asked);
  return {
    ...written({
      on: today,
      may,
      people: books
        .rows(membershipTable)
        .filter(row => isOpen && row.kind === "member" && row.status === "active")
        .map(row => find(row.member_id))
        .sort((a, b) => a.number - b.number),
      // A term deposit is written with its terms beside it, at the meeting's forms.
      products: productsOn(today, books).filter(one => one.kind !== "term").map(product => ({
        product: product.product,
        unit: product.unit,
        isFree: product.withdrawable === "free",
        minimum: product.minimum_balance,
        due: product.amount ?? 0n,
        held: isOpen ? Object.fromEntries(heldIn(product.account, books)) : {},
      })),
    }),
    names: await ruleNamesOf(asked),
  };
}

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "savings.savings": { who: ["anyone"], ask: asked => askSavings(whoSees(asked)) },
  "savings.surplus": { who: ["anyone"], ask: asked => askSurplus(whoSees(asked)) },
  "savings.interest": { who: ["anyone"], ask: asked => askInterest(whoSees(asked)) },
  "savings.terms": { who: ["anyone"], ask: asked => askTerms(whoSees(asked)) },
  "savings.goals": { who: ["anyone"], ask: asked => askGoals(whoSees(asked)) },
  "savings.capital": { who: ["anyone"], ask: asked => askCapital(whoSees(asked)) },
  "savings.counter": { who: ["treasurer", "secretary", "chair"], ask: asked => askCounter(whoSees(asked)) },
};
