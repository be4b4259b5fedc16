/**
 * What the page of the surplus asks: the years of each fund, what they left over, how the rule splits it and where it went.
 * The group's result is for every member to see, and her own part; what others have, officers see by number, never by how
 * much. Amounts are decimal strings of minor units.
 */
import {
  type Asked,
  type Books,
  compare,
  type Day,
  isRefusal,
  type LoadedBooks,
  type MemberId,
  type Minor,
  multiply,
  type Need,
  need,
  parseRatio,
  ratio,
  type Refusal,
  type Role,
  sum,
  type Uuid,
} from "#base";
import type { PoolClient } from "#db";
import { needsRules, ruleOn, rulesOn } from "#assembly";
import { decisionsOf, finderOf, ruleNamesOf, rulesInForce, written } from "#assembly/server";
import { accountTable, closedThrough, fundTable, kindOfAccount, periodTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer } from "#members";
import { readTexts } from "#members/server";
import { beginningOfYear, endOfYear } from "./close-year.ts";
import { needsCycles } from "./cycle.ts";
import { needsPlan, planSurplus, resultsOf, type SurplusPlan, yearKey } from "./plan-surplus.ts";
import { needsInSteps } from "./reading.ts";
import { sharesRule } from "./rules.ts";
import type { SurplusRole } from "./surplus-law.ts";
import { surplusRule } from "./surplus-rule.ts";
import { surplusCreditTable, surplusPartTable, type SurplusYearRow, surplusYearTable } from "./tables.ts";

type AskedHere = Asked<PoolClient>;
type Decided = Awaited<ReturnType<typeof decisionsOf>>[number];

/** Who closes a year and gives its surplus out, before a second officer. */
const sayers: readonly Role[] = ["treasurer", "chair"];
/** Years of a fund that are shown, the latest first. */
const yearsMax = 5;

/** The years shown, of all funds. */
const shownYears = (books: LoadedBooks): readonly SurplusYearRow[] =>
  [...new Set(books.rows(surplusYearTable).map(row => row.fund))].flatMap(fund =>
    [...books.rows(surplusYearTable, { fund })].sort((a, b) => (a.year_end < b.year_end ? 1 : -1)).slice(0, yearsMax),
  );

/** Whose credits are asked for: all of them, for officers, or hers. */
const creditsOf = ({ fund, year_end }: SurplusYearRow, whose: MemberId | null) => ({
  ...{ fund, year_end },
  ...(whose === null ? {} : { member_id: whose }),
});

/** The day whose rule splits a year: that of the decision, once there is one. */
type RuleDay = (year: SurplusYearRow) => Day;

function needsYears(books: LoadedBooks, today: Day, ruleDay: RuleDay, whose: MemberId | null): readonly Need[] {
  const first = [
    needsRules,
    need.all(fundTable),
    need.all(accountTable),
    need.all(periodTable),
    need.all(surplusYearTable),
    need.all(surplusPartTable),
  ];
  return needsInSteps(books, first, () =>
    shownYears(books)
      .flatMap((year): readonly Need[] => {
        const rule = ruleOn(surplusRule, ruleDay(year), books, year.fund);
        const isOpen = rule !== undefined && year.surplus > 0n && year.allocated_on === null;
        return [
          { moved: yearKey(year.fund, year.from_on, year.year_end, books) },
          ...(isOpen ? needsPlan(rule, year, books) : []),
          need.row(surplusCreditTable, creditsOf(year, whose)),
        ];
      })
      .concat(rulesOn(surplusRule, today, books).map(({ code }) => needsCycles(code))),
  );
}

/** Funds that ever got a part of a surplus. */
const fundsWithPart = (books: Books): readonly string[] => [
  ...new Set(books.rows(surplusPartTable).flatMap(({ to_fund }) => (to_fund === null ? [] : [to_fund]))),
];

/** Uses of such funds that are shown, the latest first. */
const usesMax = 30;

/** Decisions to spend of the funds that got a part; none before the parts are read. */
function usesIn(books: Books, spent: readonly Decided[]): readonly Decided[] {
  if (!books.isCovered(surplusPartTable, {})) return [];
  const funds = fundsWithPart(books);
  return spent.filter(one => funds.some(fund => one.about === `expense/${fund}`)).slice(0, usesMax);
}

/** What was spent of the funds that got a part, the latest first: what for, how much, and the decision behind it (G19). */
async function usesOf(asked: AskedHere, books: LoadedBooks, spent: readonly Decided[]) {
  const { client, organisation, masterKey } = asked;
  const purposes = await readTexts(client, organisation, ["meetings.group-money"], Buffer.from(masterKey), ["purpose"]);
  return fundsWithPart(books).map(fund => ({
    fund,
    unit: books.row(fundTable, { fund })?.unit ?? "",
    uses: usesIn(books, spent)
      .filter(one => one.about === `expense/${fund}`)
      .flatMap(one => one.facts.map(fact => ({ one, seq: fact.seq, leaf: books.leaf(fact.seq) })))
      .map(({ one, seq, leaf }) => ({
        seq: String(seq),
        what: purposes.get(`meetings.group-money/${String(leaf?.data?.["money"])}/purpose`) ?? null,
        amount: sum((leaf?.lines ?? []).map(({ amount }) => (amount > 0n ? amount : 0n))),
        on: one.decided_on,
        meeting: one.meeting_number,
      })),
  }));
}

/** What each member has, or would have, of a year. */
type Parts = ReadonlyMap<MemberId, readonly { readonly role: SurplusRole; readonly amount: Minor }[]>;

export type SurplusSeen = Awaited<ReturnType<typeof askSurplus>>;
export async function askSurplus(asked: AskedHere) {
  const { client, organisation, today, member, roles } = asked;
  const isOpen = isOfficer(roles);
  const whose = isOpen ? null : member;
  const decisions = await decisionsOf(client, organisation, { question: "surplus" });
  const behind = (year: SurplusYearRow): readonly Decided[] =>
    decisions.filter(
      one => one.is_carried && one.about === `${year.surplus < 0n ? "loss" : "surplus"}/${year.fund}/${year.year_end}`,
    );
  const ready = (year: SurplusYearRow): Decided | undefined => behind(year).find(one => !one.is_used);
  const ruleDay: RuleDay = year => ready(year)?.decided_on ?? today;
  const spent = await decisionsOf(client, organisation, { question: "expense" });
  const books = await loadBooks(client, organisation, books => [
    ...needsYears(books as LoadedBooks, today, ruleDay, whose),
    ...usesIn(books, spent).flatMap(one => one.facts.map((fact): Need => ({ leaf: fact.seq }))),
  ]);
  const find = await finderOf(asked);
  const rules = await rulesInForce(client, organisation, today);
  const years = shownYears(books);
  const funds = rulesOn(surplusRule, today, books)
    .filter(({ code }) => ruleOn(sharesRule, today, books, code) === undefined)
    .map(({ code: fund, value }) => {
      const { unit = "", opened_on = today } = books.row(fundTable, { fund }) ?? {};
      return {
        fund,
        unit,
        law: value.law,
        next: nextYear(fund, opened_on, value.year_ends, today, books),
        years: years.filter(year => year.fund === fund).map(yearSeen),
      };
    });

  function yearSeen(year: SurplusYearRow) {
    const results = resultsOf(books.moved(yearKey(year.fund, year.from_on, year.year_end, books)));
    const of = (kind: "income" | "expense"): Minor =>
      sum([...results].filter(([code]) => kindOfAccount(code).class === kind).map(([, amount]) => amount));
    const split = splitOf(year, ruleDay(year), books, whose);
    const parts = "refused" in split ? null : split;
    const own = parts?.members.get(member) ?? [];
    return {
      yearEnd: year.year_end,
      from: year.from_on,
      income: -of("income"),
      expense: of("expense"),
      surplus: year.surplus,
      covered: year.covered,
      allocatedOn: year.allocated_on,
      refusal: "refused" in split ? (split satisfies Refusal) : null,
      parts: (parts?.parts ?? []).map(part => ({ ...part, isCapped: isCapped(part, year.surplus) })),
      own: { amount: sum(own.map(one => one.amount)), parts: own },
      /** By her number, for the officers who pay it out. */
      people: isOpen
        ? [...(parts?.members ?? [])]
            .map(([who, hers]) => ({ who: find(who), amount: sum(hers.map(one => one.amount)) }))
            .sort((a, b) => a.who.number - b.who.number)
        : [],
      decided: decidedSeen(behind(year).find(one => one.is_used)),
      ready: decidedSeen(ready(year)),
    };
  }

  return {
    ...written({
      on: today,
      mayAct: sayers.some(role => roles.has(role)),
      closedThrough: closedThrough(books),
      reserves: books.rows(fundTable).filter(row => row.nature === "indivisible").map(row => row.fund),
      funds,
      uses: await usesOf(asked, books, spent),
    }),
    names: await ruleNamesOf(asked, "savings."),
    rules: rules
      .filter(one => one.rule.startsWith("savings.surplus/") && one.now !== null)
      .map(one => ({ rule: one.rule, value: one.now!.value })),
  };
}

/** As it went, or as the rule of the day would have it. */
function splitOf(year: SurplusYearRow, day: Day, books: LoadedBooks, whose: MemberId | null) {
  const { fund, year_end } = year;
  if (year.allocated_on !== null) {
    const credits = books.rows(surplusCreditTable, creditsOf(year, whose));
    return {
      parts: [...books.rows(surplusPartTable, { fund, year_end })]
        .sort((a, b) => a.place - b.place)
        .map(part => ({
          role: part.role,
          percent: part.percent,
          amount: part.amount,
          fund: part.to_fund,
          members: part.members,
        })),
      members: byMember(credits.map(row => [row.member_id, { role: row.role, amount: row.amount }] as const)),
    };
  }
  const rule = ruleOn(surplusRule, day, books, fund);
  const none: { readonly parts: readonly []; readonly members: Parts } = { parts: [], members: new Map() };
  if (!rule || year.surplus <= 0n) return none;
  const plan = planSurplus(rule, year, books);
  return isRefusal(plan) ? plan : planSeen(plan);
}

const planSeen = ({ parts }: SurplusPlan) => ({
  parts: parts.map(part => ({
    role: part.role,
    percent: part.percent,
    amount: part.amount,
    fund: part.fund,
    members: part.members.size,
  })),
  members: byMember(
    parts.flatMap(({ role, members }) => [...members].map(([who, amount]) => [who, { role, amount }] as const)),
  ),
});

function byMember(
  all: readonly (readonly [MemberId, { readonly role: SurplusRole; readonly amount: Minor }])[],
): Parts {
  const members = new Map<MemberId, { readonly role: SurplusRole; readonly amount: Minor }[]>();
  for (const [who, one] of all) members.set(who, [...(members.get(who) ?? []), one]);
  return members;
}

/** Less than its percent by more than rounding: a law or the rule itself caps it. */
const isCapped = (part: { readonly percent: string; readonly amount: Minor }, surplus: Minor): boolean =>
  compare(
    ratio(part.amount + 1n),
    multiply(ratio(surplus), multiply(parseRatio(part.percent)!, ratio(1n, 100n))),
  ) < 0;

const decidedSeen = (decision: Decided | undefined) =>
  decision === undefined
    ? null
    : {
        decision: decision.decision_id as Uuid,
        on: decision.decided_on,
        meeting: decision.meeting_number,
        for: decision.votes_for,
        against: decision.votes_against,
        abstaining: decision.abstaining,
        amount: BigInt((decision.value as { readonly amount: string }).amount),
      };

function nextYear(fund: string, openedOn: Day, month: number, today: Day, books: LoadedBooks) {
  const from = beginningOfYear(fund, openedOn, books);
  const yearEnd = endOfYear(from, month);
  const closed = closedThrough(books);
  return { from, yearEnd, isOver: yearEnd < today, areBooksClosed: closed !== null && closed >= yearEnd };
}
