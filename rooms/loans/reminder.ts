/**
 * How a member is reminded of an instalment: on her own page, on a folded slip at the meeting, in her printed passbook, or not
 * at all. She chooses; for who has no phone an officer notes what she asked for. It says a day and what she can do, to her alone.
 */
import { addDays, command, type Day, type MemberId, type Minor, need, type Project, put, refuse } from "#base";
import { isOfficer, membershipTable } from "#members";
import { onHolidayUntil } from "./agreed-anew.ts";
import { arrears, dueOn, planOf } from "./arrears.ts";
import type { RunningLoan } from "./loan.ts";
import { reminderWays } from "./reminder-ways.ts";
import { type ReminderRow, reminderTable } from "./tables.ts";

/** So many days before it an instalment is near. */
const nearDays = 7;

export const chooseReminder = command({
  name: "loans.choose-reminder",
  fields: { member: { is: "member" }, way: { is: "choice", of: reminderWays } },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(membershipTable, { member_id: body.member })],
  decide({ body: { member, way }, on }, books, { by, roles }) {
    if (member !== by && !isOfficer(roles)) return refuse("loans.reminder-is-hers");
    const row = books.row(membershipTable, { member_id: member });
    if (row?.status !== "active" || row.kind !== "member") return refuse("loans.reminder-of-no-member");
    return { facts: [{ kind: "loans.reminder-chosen", on, member, lines: [], data: { way } }] };
  },
});

export const reminderChosen: Project = fact => [
  put(reminderTable, { member_id: fact.member!, way: fact.data!["way"] as ReminderRow["way"], chosen_on: fact.on }),
];

/** Who never chose is reminded on her own page. */
export const wayOf = (row: ReminderRow | undefined): ReminderRow["way"] => row?.way ?? "page";

export interface Reminder {
  /** "near": still to come; "now": its week or month has come; "waited-for": that is over. */
  readonly kind: "near" | "now" | "waited-for";
  readonly due: Day;
  /** All that is to be brought then, minor units, above zero. */
  readonly amount: Minor;
}

/** What there is to remind of on a day, or null: nothing near, or a holiday. */
export function reminderOf(loan: RunningLoan, on: Day): Reminder | null {
  if (onHolidayUntil(loan, on) !== null) return null;
  const late = arrears(loan, on);
  const { total } = dueOn(loan, on);
  if (late.total > 0n && late.oldestDue !== null) return { kind: "waited-for", due: late.oldestDue, amount: total };
  const next = planOf(loan, on).find(row => row.state !== "paid" && row.state !== "moved");
  if (!next) return null;
  if (total > 0n) return { kind: "now", due: next.due, amount: total };
  if (next.due > addDays(on, nearDays)) return null;
  // On its day all is asked for that was not paid ahead.
  const amount = dueOn(loan, next.due).total;
  return amount > 0n ? { kind: "near", due: next.due, amount } : null;
}

/** Whom it is of, with the choice she made. */
export const remindedBy = (rows: readonly ReminderRow[], way: ReminderRow["way"]): ReadonlySet<MemberId> =>
  new Set(rows.filter(row => row.way === way).map(row => row.member_id));
