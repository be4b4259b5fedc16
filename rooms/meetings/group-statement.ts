/**
 * A statement of the whole group for a bank or an agency: what its members have saved together, what is lent and how it comes
 * back, what is kept apart and what lies in the box. Nobody stands in it, neither by name nor by figures of her own: they are
 * counted. Made by a decision of the members, signed by the group, dated, and counts until a day, as a member's own does.
 */
import type { BodyOf, Fields } from "#base";
import { type StatedForm, statedIn, textOfStated } from "#ledger";

/** Amounts are minor units. */
const statement = {
  first: "lumbung.group-statement/v1",
  fields: {
    group: { is: "group", of: { id: { is: "uuid" }, name: { is: "text", max: 200 } } },
    /** Made of practice books, and no proof of anything. */
    is_practice: { is: "flag" },
    /** What it is called by where it is taken back. */
    statement: { is: "uuid" },
    /** Whom the members decided to hand it to. */
    to: { is: "text", max: 80 },
    /** By which hands: of the meeting that was sealed with it. */
    decided: {
      is: "group",
      of: {
        on: { is: "day" },
        meeting: { is: "count", max: 999_999 },
        for: { is: "count", max: 100_000 },
        against: { is: "count", max: 100_000 },
        abstaining: { is: "count", max: 100_000 },
      },
    },
    issued_on: { is: "day" },
    /** The last day it counts. */
    expires_on: { is: "day" },
    /** The first day that is told of; the last is the day it was made. */
    covers_from: { is: "day" },
    members: { is: "count", max: 1_000_000 },
    /** Sealed in the days that are told of. */
    meetings: { is: "count", max: 100_000 },
    /** Months in a row, back from the last with a meeting, in which one was held and none was left unsealed. */
    months_unbroken: { is: "count", max: 10_000 },
    money: {
      is: "list",
      max: 20,
      of: {
        is: "group",
        of: {
          unit: { is: "unit" },
          /** What members have put aside, and in shares, when the day ended. Left out where it is of a few only. */
          savings: { is: "amount", optional: true },
          shares: { is: "amount", optional: true },
          reserve: { is: "amount", signed: true },
          /** Given by outsiders for good, and still there. */
          gifts: { is: "amount" },
          cash: { is: "amount" },
          bank: { is: "amount" },
          /** Left out where only a few borrowed, whose own figures these would be. */
          loans: {
            is: "group",
            optional: true,
            of: {
              /** How many run, and their principal outstanding. */
              running: { is: "count", max: 1_000_000 },
              outstanding: { is: "amount" },
              /** Principal outstanding of those more than 30 days late (PAR-30). */
              over_30: { is: "amount" },
              /** In the days that are told of: principal paid back, that fell due, and that was paid of it. */
              repaid: { is: "amount" },
              due: { is: "amount" },
              paid_of_due: { is: "amount" },
              written_off: { is: "amount" },
            },
          },
        },
      },
    },
    /** How far the group's log had come, of which all this is told. */
    log: { is: "group", of: { size: { is: "amount" }, chain_hash: { is: "hash" } } },
    /** Proves nothing by itself: whoever checks compares its short form with what the group says its key is. */
    signed_by: { is: "text", max: 300 },
  },
} as const satisfies StatedForm<Fields>;

export type GroupStatement = BodyOf<typeof statement.fields>;
export type MoneyStated = GroupStatement["money"][number];

export const textOfGroupStatement = (said: GroupStatement): string => textOfStated(statement, said);
export const groupStatementIn = (text: string): GroupStatement | null => statedIn(statement, text);

/** What the group signs when it takes one back: whoever holds the paper is handed this, and a device tells the two apart. */
const takenBack = {
  first: "lumbung.statement-taken-back/v1",
  fields: {
    group: { is: "group", of: { id: { is: "uuid" }, name: { is: "text", max: 200 } } },
    is_practice: { is: "flag" },
    statement: { is: "uuid" },
    to: { is: "text", max: 80 },
    issued_on: { is: "day" },
    taken_back_on: { is: "day" },
    signed_by: { is: "text", max: 300 },
  },
} as const satisfies StatedForm<Fields>;

export type TakenBack = BodyOf<typeof takenBack.fields>;

export const textOfTakenBack = (said: TakenBack): string => textOfStated(takenBack, said);
export const takenBackIn = (text: string): TakenBack | null => statedIn(takenBack, text);
