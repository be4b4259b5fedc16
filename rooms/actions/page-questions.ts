/**
 * What the screens of working together ask. What is done, what it needs, what came in all and what was paid to whom is for every
 * member to see, and what is her own. What each of the others promised and did officers see, or by the group's rule all; what she
 * paid only officers. Amounts and quantities are decimal strings of minor units.
 */
import { type Asked, isUuid, type MemberId, need, type Question, type Role, units } from "#base";
import type { PoolClient } from "#db";
import { needsRules, ruleOn, rulesOn } from "#assembly";
import { finderOf, ruleNamesOf, whoSees, written } from "#assembly/server";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, membershipTable } from "#members";
import { readTexts } from "#members/server";
import { needsUnderWayOf, type Quantity, type UnderWay, underWayOf } from "./at-the-table.ts";
import { hasBegun } from "./cancel.ts";
import { intentText } from "./plan.ts";
import { actionRule } from "./rules.ts";
import { type ActionRow, actionTable, costTable, settlementTable } from "./tables.ts";

type AskedHere = Asked<PoolClient>;
type Loaded = Awaited<ReturnType<typeof loadBooks>>;

const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];

const isLive = ({ status }: ActionRow): boolean => status === "open" || status === "agreed";

/** Of the list only what is under way is worked out in full. */
const loadActions = ({ client, organisation, params }: AskedHere): Promise<Loaded> =>
  loadBooks(client, organisation, books => {
    const first = [need.all(actionTable), need.all(membershipTable), need.all(fundTable), needsRules];
    if (!books.isCovered(actionTable, {})) return first;
    return [
      ...first,
      ...books
        .rows(actionTable)
        .filter(row => isLive(row) || row.action_id === params["action"])
        .flatMap(needsUnderWayOf),
    ];
  });

export interface ActionTexts {
  readonly name: string | null;
  readonly note: string | null;
  readonly reason: string | null;
  line(intent: number): string | null;
  cost(cost: string): { readonly paidTo: string | null; readonly purpose: string | null };
}

/** What actions, their lines and their costs are called, by action. `client` is inside a `read` of the organisation. */
export async function textsOfActions({
  client,
  organisation,
  masterKey,
}: Pick<AskedHere, "client" | "organisation" | "masterKey">): Promise<(action: string) => ActionTexts> {
  const texts = await readTexts(client, organisation, ["actions.action", "actions.cost"], Buffer.from(masterKey));
  const text = (about: string, field: string) => texts.get(`${about}/${field}`) ?? null;
  return action => ({
    name: text(`actions.action/${action}`, "name"),
    note: text(`actions.action/${action}`, "note"),
    reason: text(`actions.action/${action}`, "reason"),
    line: intent => text(`actions.action/${action}`, intentText(intent)),
    cost: cost => ({
      paidTo: text(`actions.cost/${cost}`, "paid_to"),
      purpose: text(`actions.cost/${cost}`, "purpose"),
    }),
  });
}

export type ActionsSeen = Awaited<ReturnType<typeof askActions>>;
/** All actions, the newest first, and whether another can be proposed. */
async function askActions(asked: AskedHere) {
  const { member, today } = asked;
  const books = await loadActions(asked);
  const texts = await textsOfActions(asked);
  return written({
    on: today,
    mayPlan: isActive(member, books) && fundsOf(asked, books).length > 0,
    actions: [...books.rows(actionTable)]
      .sort((a, b) => b.number - a.number)
      .map(row => {
        const now = isLive(row) ? underWayOf(row, books, today) : null;
        return {
          action: row.action_id,
          name: texts(row.action_id).name,
          status: row.status,
          happensOn: row.happens_on,
          promisers: now ? now.doers.filter(one => one.promised.length > 0).length : 0,
          isMine: now?.doers.some(one => one.member === member) ?? false,
        };
      }),
  });
}

const isActive = (member: MemberId, books: Loaded): boolean => {
  const row = books.row(membershipTable, { member_id: member });
  return row?.kind === "member" && row.status === "active";
};

const fundsOf = ({ today }: AskedHere, books: Loaded): readonly string[] =>
  rulesOn(actionRule, today, books).map(({ code }) => code);

export type PlanSeen = Awaited<ReturnType<typeof askPlan>>;
/** What must be known to propose an action. */
async function askPlan(asked: AskedHere) {
  const books = await loadActions(asked);
  const funds = fundsOf(asked, books);
  return {
    ...written({
      on: asked.today,
      mayPlan: isActive(asked.member, books) && funds.length > 0,
      funds: funds.map(fund => ({ fund, unit: books.row(fundTable, { fund })?.unit ?? "" })),
      measures: Object.values(units)
        .filter(unit => unit.kind === "thing")
        .map(unit => unit.code),
    }),
    names: await ruleNamesOf(asked),
  };
}

export type ActionSeen = NonNullable<Awaited<ReturnType<typeof askAction>>>;
/** One action: the whole of it, and what is hers. */
async function askAction(asked: AskedHere) {
  const { member, roles, today, params } = asked;
  const id = params["action"] ?? "";
  if (!isUuid(id)) return null;
  const books = await loadActions(asked);
  const row = books.row(actionTable, { action_id: id });
  if (!row) return null;
  const texts = (await textsOfActions(asked))(id);
  const find = await finderOf(asked);
  const now = underWayOf(row, books, today);
  const isScribe = scribes.some(role => roles.has(role));
  const seesAll = isOfficer(roles);
  const seesPromises = seesAll || ruleOn(actionRule, today, books, row.fund)?.promises_seen === "members";
  const live = isLive(row);
  const moneyLines = new Set(now.lines.filter(one => one.isMoney).map(one => one.intent));
  const withoutMoney = (quantities: readonly Quantity[]) => quantities.filter(one => !moneyLines.has(one.intent));
  return {
    ...written({
      on: today,
      action: id,
      name: texts.name,
      note: texts.note,
      reason: texts.reason,
      fund: row.fund,
      unit: row.unit,
      status: row.status,
      happensOn: row.happens_on,
      closedOn: row.closed_on,
      isByVote: now.isByVote,
      fromFundMax: row.from_fund_max,
      money: now.standing,
      lines: now.lines.map(one => ({ ...lineSeen(one), name: texts.line(one.intent) })),
      costs: books
        .rows(costTable, { action_id: id })
        .filter(one => one.paid_seq !== null)
        .sort((a, b) => (a.paid_seq! < b.paid_seq! ? -1 : 1))
        .map(one => ({
          cost: one.cost_id,
          amount: one.amount,
          fromFund: one.from_fund,
          on: one.paid_on,
          ...texts.cost(one.cost_id),
        })),
      promisers: now.doers.filter(one => one.promised.length > 0).length,
      helpers: now.doers.filter(one => one.came.length > 0 || one.money > 0n).length,
      mine: mineSeen(now, member, books),
      others: seesPromises
        ? now.doers.map(one => ({
            who: find(one.member),
            // What of it is money only officers see.
            promised: seesAll ? one.promised : withoutMoney(one.promised),
            came: one.came,
            money: seesAll ? one.money : null,
          }))
        : [],
      mayPromise: live && isActive(member, books) && (isScribe || today <= row.happens_on),
      mayCancel: isScribe && live && !hasBegun(row, books),
      isScribe,
      people:
        live && seesAll
          ? books
              .rows(membershipTable)
              .filter(one => one.kind === "member" && one.status === "active")
              .map(one => ({ ...find(one.member_id), promised: promisedBy(now, one.member_id) }))
              .sort((a, b) => a.number - b.number)
          : [],
    }),
    names: await ruleNamesOf(asked),
  };
}

const lineSeen = ({ intent, unit, quantity, promised, came, isMoney }: UnderWay["lines"][number]) => ({
  ...{ intent, unit, quantity, promised, came, isMoney },
});

const promisedBy = ({ doers }: UnderWay, member: MemberId) => doers.find(one => one.member === member)?.promised ?? [];

/** What she promised and did, and what became of her money. */
function mineSeen(now: UnderWay, member: MemberId, books: Loaded) {
  const hers = now.doers.find(one => one.member === member);
  const settled = books
    .rows(settlementTable, { action_id: now.row.action_id })
    .filter(one => one.member_id === member && !one.is_taken_back);
  const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n);
  return {
    promised: hers?.promised ?? [],
    came: hers?.came ?? [],
    money: hers?.money ?? 0n,
    returned: sumOf(settled.filter(one => !one.to_fund).map(one => one.rest)),
  };
}

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "actions.actions": { who: ["anyone"], ask: asked => askActions(whoSees(asked)) },
  "actions.plan": { who: ["anyone"], ask: asked => askPlan(whoSees(asked)) },
  "actions.action": { who: ["anyone"], params: ["action"], ask: asked => askAction(whoSees(asked)) },
};
