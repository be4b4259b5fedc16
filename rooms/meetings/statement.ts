/**
 * A statement of savings and repayment, for a bank or an agency that a member wants to show what she does: what she has, what she
 * put aside month by month, what she borrowed and whether it came back in time. It is made of the books alone, signed by the
 * group, dated, and counts until a day; who has the group's key checks it without a network.
 *
 * Its text is a signed note of the ledger (`stated.ts`, `note.ts`), held against the fields below.
 */
import { type BodyOf, type Day, type Fields, type Minor, type Refusal, refuse, unitOf } from "#base";
import { statedIn, textOfStated } from "#ledger";

/** What is about nobody else stands in it. Amounts are minor units. */
const fields = {
  group: { is: "group", of: { id: { is: "uuid" }, name: { is: "text", max: 200 } } },
  /** Made of practice books, and no proof of anything. */
  is_practice: { is: "flag" },
  member: {
    is: "group",
    of: { number: { is: "count", max: 999_999_999 }, name: { is: "text", max: 200 }, since: { is: "day" } },
  },
  /** Whom she wants to show it to. */
  to: { is: "text", max: 80 },
  issued_on: { is: "day" },
  /** The last day it counts. */
  expires_on: { is: "day" },
  /** What she has in one place, and how the group calls it. */
  savings: {
    is: "list",
    max: 100,
    of: { is: "group", of: { what: { is: "text", max: 200 }, unit: { is: "unit" }, amount: { is: "amount", signed: true } } },
  },
  loans: {
    is: "list",
    max: 200,
    of: {
      is: "group",
      of: {
        paid_out_on: { is: "day" },
        /** The day of the last instalment, as agreed. */
        until: { is: "day" },
        unit: { is: "unit" },
        amount: { is: "amount" },
        /** Principal not paid back yet; of a loan written off the claim. */
        left: { is: "amount" },
        /** What of principal and interest is late. */
        late: { is: "amount" },
        state: { is: "choice", of: ["running", "repaid", "written-off"] },
        closed_on: { is: "day", optional: true },
      },
    },
  },
  /**
   * The last twelve months, the earliest first, each as {@link monthFrom} reads it; a month and unit in which nothing moved is
   * left out. They are written short, since all of it has to go into one code on paper.
   */
  months: { is: "list", max: 200, of: { is: "text", max: 100 } },
  /** How far the group's log had come, so that the statement can be held against the books. */
  log: { is: "group", of: { size: { is: "amount" }, chain_hash: { is: "hash" } } },
  /**
   * The key it is signed with. That it stands in it proves nothing by itself: whoever checks compares its short form with what the
   * group says its key is.
   */
  signed_by: { is: "text", max: 300 },
} as const satisfies Fields;

export type Statement = BodyOf<typeof fields>;
export type LoanStated = Statement["loans"][number];

/** Corrections of a month stand in the month they were made. */
export interface MonthStated {
  /** YYYY-MM */
  readonly month: string;
  readonly unit: string;
  readonly saved: Minor;
  readonly withdrawn: Minor;
  /** Principal paid back. */
  readonly repaid: Minor;
}

/** "2026-01 IDR 10000 0 50000" */
export const writtenMonth = ({ month, unit, saved, withdrawn, repaid }: MonthStated): string =>
  [month, unit, saved, withdrawn, repaid].join(" ");

const monthForm = /^(\d{4}-(?:0[1-9]|1[0-2])) (\S+) (-?\d{1,18}) (-?\d{1,18}) (-?\d{1,18})$/;

/** Null where it is not one. */
export function monthFrom(written: string): MonthStated | null {
  const [, month, unit, saved, withdrawn, repaid] = monthForm.exec(written) ?? [];
  if (month === undefined || !unitOf(unit!)) return null;
  return { month, unit: unit!, saved: BigInt(saved!), withdrawn: BigInt(withdrawn!), repaid: BigInt(repaid!) };
}

const form = { first: "lumbung.statement/v1", fields };

export const textOfStatement = (statement: Statement): string => textOfStated(form, statement);

/** What a text says, signed or not. Anything else is refused. */
export function statementFrom(text: string): Statement | Refusal {
  const statement = statedIn(form, text);
  return statement?.months.every(month => monthFrom(month) !== null) ? statement : refuse("meetings.no-statement");
}

/** Whether a statement counts on a day: from the day it was made to the day it says. */
export const standsOn = (
  statement: { readonly issued_on: Day; readonly expires_on: Day },
  on: Day,
): "counts" | "not-yet" | "expired" =>
  on < statement.issued_on ? "not-yet" : on > statement.expires_on ? "expired" : "counts";
