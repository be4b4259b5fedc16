/** The actions under way, as the forms of a meeting and the counter must know them. Pure; amounts are minor units. */
import { type Books, type Day, daysBetween, type MemberId, type Minor, type Need, need, sum } from "#base";
import { needsRules, ruleOn } from "#assembly";
import { membershipTable } from "#members";
import { needsInSteps } from "#savings";
import { intentsOf, needsAccountsOf, needsAction, promisesOf, type Standing, standingOf } from "./action.ts";
import { actionRule } from "./rules.ts";
import { partsOf } from "./settle.ts";
import {
  type ActionRow,
  actionTable,
  contributionTable,
  type IntentRow,
  settlementTable,
} from "./tables.ts";

/** How much of a line; minor units of its unit. */
export interface Quantity {
  readonly intent: number;
  readonly quantity: bigint;
}

/** A member who promised or brought something. */
export interface Doer {
  readonly member: MemberId;
  readonly promised: readonly Quantity[];
  /** Days and things; money is beside it. */
  readonly came: readonly Quantity[];
  readonly money: Minor;
  /** What of it was not settled with her yet, and what of that would be hers again if it were now. */
  readonly held: Minor;
  readonly rest: Minor;
}

/** A line with what was promised of it by all and what came of it; of money, what was brought. */
export interface LineNow extends IntentRow {
  readonly promised: bigint;
  readonly came: bigint;
  readonly isMoney: boolean;
}

export interface UnderWay {
  readonly row: ActionRow;
  readonly isByVote: boolean;
  readonly standing: Standing;
  readonly lines: readonly LineNow[];
  /** By member number. */
  readonly doers: readonly Doer[];
}

/** So long a closing can be taken back at the table: two meetings of a group that meets once a month. */
const reopenDays = 62;

/** Whether anything can still be written of it. */
const isAtTheTable = ({ status, closed_on }: ActionRow, on: Day): boolean =>
  status === "open" || status === "agreed" || (closed_on !== null && daysBetween(closed_on, on) <= reopenDays);

/** What {@link underWay} must see. Call it again after each load. */
export const needsUnderWay = (books: Books, on: Day): readonly Need[] =>
  needsInSteps(books, [need.all(actionTable), need.all(membershipTable), needsRules], () =>
    books
      .rows(actionTable)
      .filter(row => isAtTheTable(row, on))
      .flatMap(needsUnderWayOf),
  );

/** The same of one action, whatever its state. */
export const needsUnderWayOf = (row: ActionRow): readonly Need[] => [
  ...needsAction(row.action_id),
  ...(row.from_fund_max === null ? [] : needsAccountsOf(row)),
];

/** Actions of which something can be written, by their number. */
export const underWay = (books: Books, on: Day): readonly UnderWay[] =>
  books
    .rows(actionTable)
    .filter(row => isAtTheTable(row, on))
    .sort((a, b) => a.number - b.number)
    .map(row => underWayOf(row, books, on));

export function underWayOf(row: ActionRow, books: Books, on: Day): UnderWay {
  const of = { action_id: row.action_id };
  const intents = intentsOf(row.action_id, books);
  const promises = promisesOf(row, books);
  const contributions = books.rows(contributionTable, of).filter(one => one.quantity > 0n);
  const standing = standingOf(row, books);
  const money = moneyOf(row, books);
  const members = new Set([...promises, ...contributions].map(one => one.member_id).concat([...money.keys()]));
  const numberOf = (member: MemberId): number => books.row(membershipTable, { member_id: member })?.number ?? 0;
  const quantities = (rows: typeof promises, member: MemberId): readonly Quantity[] =>
    rows
      .filter(one => one.member_id === member)
      .map(({ intent, quantity }) => ({ intent, quantity }))
      .sort((a, b) => a.intent - b.intent);
  const all = (rows: typeof promises, intent: number): bigint =>
    sum(rows.filter(one => one.intent === intent).map(one => one.quantity));
  return {
    row,
    isByVote: ruleOn(actionRule, on, books, row.fund)?.decided_by_vote ?? true,
    standing,
    lines: intents.map(one => {
      const isMoney = one.unit === row.unit;
      return {
        ...one,
        isMoney,
        promised: all(promises, one.intent),
        came: isMoney ? standing.brought : all(contributions, one.intent),
      };
    }),
    doers: [...members]
      .sort((a, b) => numberOf(a) - numberOf(b))
      .map(member => ({
        member,
        promised: quantities(promises, member),
        came: quantities(contributions, member),
        money: money.get(member)?.brought ?? 0n,
        held: money.get(member)?.held ?? 0n,
        rest: money.get(member)?.rest ?? 0n,
      })),
  };
}

/** What each brought of money, ever, what is not settled yet, and what of that would be hers again now. */
function moneyOf(row: ActionRow, books: Books): ReadonlyMap<MemberId, Pick<Doer, "held" | "rest"> & { brought: Minor }> {
  const found = new Map<MemberId, { brought: Minor; held: Minor; rest: Minor }>();
  if (row.status === "agreed")
    for (const { member, brought, rest } of partsOf(row, books)) found.set(member, { brought, held: brought, rest });
  for (const { member_id, brought, is_taken_back } of books.rows(settlementTable, { action_id: row.action_id })) {
    if (is_taken_back) continue;
    const before = found.get(member_id) ?? { brought: 0n, held: 0n, rest: 0n };
    found.set(member_id, { ...before, brought: before.brought + brought });
  }
  return found;
}
