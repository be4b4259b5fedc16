/**
 * What the page of the group's end asks: how far it is, what is still open, and what becomes of each fund. That is for every
 * member to see; what one of them has or owes is hers, and the officers'. Of a fund that is never divided there is nothing to
 * ask but what it holds. Amounts are decimal strings of minor units.
 */
import {
  type Asked,
  isRefusal,
  type LoadedBooks,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Question,
  type Refusal,
  refuse,
  type Role,
  sum,
} from "#base";
import type { PoolClient } from "#db";
import {
  continuationAbout,
  type DecisionRow,
  dissolutionAbout,
  dissolutionIn,
  dissolutionRule,
  dissolutionUsual,
  needsRules,
  ruleOn,
} from "#assembly";
import { decisionsOf, finderOf, ruleNamesOf, whoSees, written } from "#assembly/server";
import { account, type FundRow, fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { attendanceTable } from "#meetings";
import { isOfficer, membershipTable, minorTable } from "#members";
import { readTexts } from "#members/server";
import { majorityOf } from "./begin.ts";
import { keptIn, moneyIn, needsPlan, planFund } from "./plan-fund.ts";
import { needsOpen, type Open, openIn } from "./still-open.ts";
import { fundPartTable, memberPartTable, windingUpTable } from "./tables.ts";

type AskedHere = Asked<PoolClient>;

const scribes: readonly Role[] = ["chair", "secretary", "treasurer"];

const isWoundUp = (books: LoadedBooks): boolean =>
  books.isCovered(windingUpTable, {}) && books.row(windingUpTable, { part: "group" })?.status === "winding-up";

/** Nothing is loaded of what members have before the group is wound up, and nothing of it once it is closed. */
function needsPage(books: LoadedBooks, decision: DecisionRow | undefined): readonly Need[] {
  const first = [
    ...[windingUpTable, fundPartTable, memberPartTable, fundTable, membershipTable, minorTable].map(one => need.all<any>(one)),
    needsRules,
    ...(decision?.meeting_id ? [need.row(attendanceTable, { meeting_id: decision.meeting_id })] : []),
  ];
  if (!isWoundUp(books) || !books.isCovered(fundTable, {})) return first;
  const divided = books.rows(fundTable).filter(one => one.nature === "divisible");
  return [...first, ...needsOpen, ...divided.flatMap(({ fund }) => needsPlan(fund, books))];
}

export type DissolutionSeen = Awaited<ReturnType<typeof askDissolution>>;
async function askDissolution(given: AskedHere) {
  const asked = whoSees(given);
  const { client, organisation, today, member: me, roles } = asked;
  const isOpen = isOfficer(roles);
  const decisions = (await decisionsOf(client, organisation, { question: "dissolution" })).filter(one => one.is_carried);
  const first = await loadBooks(client, organisation, () => [need.all(windingUpTable)]);
  const row = first.row(windingUpTable, { part: "group" });
  const isUnderWay = row?.status === "winding-up" || row?.status === "closed";
  // The one it is wound up by, or the latest that can still be.
  const decision = decisions.find(one =>
    isUnderWay ? one.decision_id === row.decision_id : one.about === dissolutionAbout && !one.is_used,
  );
  const books = await loadBooks(client, organisation, books => needsPage(books as LoadedBooks, decision));
  const find = await finderOf(asked);
  const texts = await readTexts(client, organisation, ["assembly.decision"], Buffer.from(asked.masterKey), ["name"]);
  const rule = ruleOn(dissolutionRule, decision?.decided_on ?? today, books);
  const continued = decisions.find(one => one.about === continuationAbout && !one.is_used);
  const parts = books.rows(memberPartTable);
  const open = row?.status === "winding-up" ? openIn(books) : [];
  return {
    ...written({
      on: today,
      mayAct: scribes.some(role => roles.has(role)),
      status: row?.status ?? "none",
      begunOn: isUnderWay ? row.begun_on : null,
      closedOn: row?.closed_on ?? null,
      rule: { ...(rule ?? dissolutionUsual), isOwn: rule !== undefined },
      decision: decision
        ? {
            decision: decision.decision_id,
            on: decision.decided_on,
            meeting: decision.meeting_number,
            for: decision.votes_for,
            against: decision.votes_against,
            abstaining: decision.abstaining,
            receiver: dissolutionIn(decision).receiver,
            name: texts.get(`assembly.decision/${decision.decision_id}/name`) ?? null,
            majority: majorityOf(decision, books),
          }
        : null,
      /** Decided, and not said yet: the group goes on after all. */
      continuation: row?.status === "winding-up" && parts.length === 0 ? (continued?.decision_id ?? null) : null,
      open: together(open).map(({ whose, ...one }) => ({
        ...one,
        people: isOpen ? whose.map(({ member, amount }) => ({ who: find(member), amount })) : [],
        mine: sum(whose.filter(one => one.member === me).map(one => one.amount)),
      })),
      funds: books.rows(fundTable).map(fund => fundSeen(fund)),
    }),
    names: await ruleNamesOf(asked),
  };

  /** Who owes more than her part is worth, and how much, is hers to know and the officers': to others loans still run. */
  function forWhoAsks(refusal: Refusal): Refusal {
    const { number, fund, unit } = refusal.because;
    if (isOpen || number === undefined || number === find(me).number) return refusal;
    const lent = open.filter(one => one.kind === "loans" && one.fund === fund);
    return refuse("dissolution.open-loans", { fund: fund!, unit: unit!, amount: sum(lent.map(one => one.amount)) });
  }

  function fundSeen(fund: FundRow) {
    const { unit, nature } = fund;
    const after = books.row(fundPartTable, { fund: fund.fund });
    const isWound = row?.status === "winding-up";
    const money = isWound ? moneyIn(fund, books) : 0n;
    const found = isWound && nature === "divisible" && !after ? planFund({ fund: fund.fund, on: today, books }) : null;
    const plan = found !== null && !isRefusal(found) ? found : null;
    const members = plan
      ? plan.members.map(({ member, savings, capital, shares, ...one }) => ({
          ...{ member, savings, capital: capital + shares },
          ...ends(one),
        }))
      : parts
          .filter(one => one.fund === fund.fund)
          .map(({ member_id, savings, capital, set_off, payout }) => ({
            ...{ member: member_id, savings, capital },
            ...ends({ setOff: set_off, payout }),
          }));
    const waiting = new Map<MemberId, Minor>(
      isWound && after && nature === "divisible"
        ? books.balances({ account: account.payable(fund.fund) }).map(one => [one.member!, -one.balance])
        : [],
    );
    const seen = members
      .sort((a, b) => find(a.member).number - find(b.member).number)
      .map(one => ({ ...one, who: find(one.member), waits: waiting.get(one.member) ?? 0n }));
    const ofRest = (): Minor | null =>
      !isWound || (nature === "divisible" && !after)
        ? null
        : nature === "divisible"
          ? money - sum([...waiting.values()])
          : keptIn(fund, books);
    const toMembers = after ? after.to_members : plan ? sum(plan.members.map(one => one.payout)) : 0n;
    const owed = sum([...waiting.values()]);
    return {
      ...{ fund: fund.fund, unit, nature, money, toMembers },
      isDivided: after?.distributed_on != null,
      dividedOn: after?.distributed_on ?? null,
      refusal: found !== null && isRefusal(found) ? forWhoAsks(found) : null,
      /** What the named body receives of it: so far as it can be told. */
      toReceiver: after?.transferred ?? (plan ? plan.toReceiver : ofRest()),
      owed,
      members: isOpen ? seen.map(({ member: _member, ...one }) => one) : [],
      mine: seen.filter(one => one.member === me).map(({ member: _member, who: _who, ...one }) => one),
    };
  }
}

const ends = ({ setOff, payout }: { readonly setOff: Minor; readonly payout: Minor }) => ({ setOff, payout });

/** What is open, of one kind in one fund together: how many, how much, and whose. */
function together(open: readonly Open[]) {
  const groups = new Map<string, readonly Open[]>();
  for (const one of open) groups.set(`${one.kind}/${one.fund}`, [...(groups.get(`${one.kind}/${one.fund}`) ?? []), one]);
  return [...groups.values()].map(of => {
    const { kind, fund, unit } = of[0]!;
    const whose = of.flatMap(({ member, amount }) => (member === null ? [] : [{ member, amount }]));
    return { kind, fund, unit, count: of.length, amount: sum(of.map(one => one.amount)), whose };
  });
}

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "dissolution.page": { who: ["anyone"], ask: askDissolution },
};
