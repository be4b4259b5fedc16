/**
 * A statement of savings and repayment, for a bank or an agency that a member wants to show what she does: what she has, what she
 * put aside month by month, what she borrowed and whether it came back in time. It is made of the books alone, signed by the
 * group, dated, and counts until a day; who has the group's key checks it without a network.
 *
 * Its text is a line that says what it is and one line of canonical JSON (base/canonical.ts), under which stands the signature
 * (`openNote` of the ledger). Amounts are minor units as decimal strings, days are YYYY-MM-DD; what is about nobody else stands in it.
 */
import { canonical, type Day, parseDay, type Json, NotCanonical, parseCanonical, type Refusal, refuse } from "#base";

export interface Statement {
  readonly v: 1;
  readonly kind: "member-statement";
  readonly group: { readonly id: string; readonly name: string };
  /** Made of practice books, and no proof of anything. */
  readonly is_practice: boolean;
  readonly member: { readonly number: string; readonly name: string; readonly since: Day };
  /** Whom she wants to show it to. */
  readonly to: string;
  readonly issued_on: Day;
  /** The last day it counts. */
  readonly expires_on: Day;
  readonly savings: readonly SavingsStated[];
  readonly loans: readonly LoanStated[];
  /**
   * The last twelve months, the earliest first, each as {@link monthFrom} reads it; a month and unit in which nothing moved is
   * left out. They are written short, since all of it has to go into one code on paper.
   */
  readonly months: readonly string[];
  /** How far the group's log had come, so that the statement can be held against the books. */
  readonly log: { readonly size: string; readonly chain_hash: string };
  /**
   * The key it is signed with. That it stands in it proves nothing by itself: whoever checks compares its short form with what the
   * group says its key is.
   */
  readonly signed_by: string;
}

/** What she has in one place. `what` is how the group calls it. */
export interface SavingsStated {
  readonly what: string;
  readonly unit: string;
  readonly amount: string;
}

export interface LoanStated {
  readonly paid_out_on: Day;
  /** The day of the last instalment, as agreed. */
  readonly until: Day;
  readonly unit: string;
  readonly amount: string;
  /** Principal not paid back yet, and what of principal and interest is late. Of a loan written off: the claim. */
  readonly left: string;
  readonly late: string;
  readonly state: "running" | "repaid" | "written-off";
  /** Of one that ended: when. */
  readonly closed_on?: Day;
}

/** Corrections of a month stand in the month they were made. */
export interface MonthStated {
  /** YYYY-MM */
  readonly month: string;
  readonly unit: string;
  readonly saved: string;
  readonly withdrawn: string;
  /** Principal paid back. */
  readonly repaid: string;
}

/** "2026-01 IDR 10000 0 50000" */
export const writtenMonth = ({ month, unit, saved, withdrawn, repaid }: MonthStated): string =>
  [month, unit, saved, withdrawn, repaid].join(" ");

export function monthFrom(written: string): MonthStated {
  const [month = "", unit = "", saved = "", withdrawn = "", repaid = ""] = written.split(" ");
  return { month, unit, saved, withdrawn, repaid };
}

const firstLine = "lumbung.statement/v1";

export const textOfStatement = (statement: Statement): string =>
  `${firstLine}\n${canonical(statement as unknown as Json)}\n`;

/** What a text says that was found to be signed; a text of another kind is refused. */
export function statementFrom(text: string): Statement | Refusal {
  const [first, body, end, ...more] = text.split("\n");
  if (first !== firstLine || body === undefined || end !== "" || more.length > 0) return refuse("meetings.no-statement");
  try {
    const statement = parseCanonical(body) as unknown as Statement;
    const isOurs = statement.v === 1 && statement.kind === "member-statement";
    return isOurs && parseDay(statement.issued_on) !== null && parseDay(statement.expires_on) !== null
      ? statement
      : refuse("meetings.no-statement");
  } catch (error) {
    if (error instanceof NotCanonical) return refuse("meetings.no-statement");
    throw error;
  }
}

/** Whether it counts on a day: from the day it was made to the day it says. */
export const standsOn = (statement: Statement, on: Day): "counts" | "not-yet" | "expired" =>
  on < statement.issued_on ? "not-yet" : on > statement.expires_on ? "expired" : "counts";
