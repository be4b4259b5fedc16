/**
 * The meeting day: roll, three keys, what was remembered, contributions, shares and savings, fines, repayments, requests
 * and decisions, pay-outs, the count, the lock, the seal.
 *
 * A meeting's sheet is a list of entries, each of its own room. While the meeting runs it is a draft, freely changed and
 * checked against ledger and draft together; the seal posts all of it as one transaction, on the very sheet on which
 * the keys were turned. After that a mistake is taken back by a visible reversal in a later meeting.
 */
import type { Room } from "#base";
import { betweenMeetings } from "#assembly";
import { meetingEntries } from "./entries.ts";
import { bankEntry, expenseEntry, incomeEntry } from "./group-money.ts";
import { abandonMeeting, noClosingOverAnOpenMeeting, openMeeting } from "./open-meeting.ts";
import { meetingProjections, undoNeeds } from "./projections.ts";
import { rules } from "./rules.ts";
import { sealMeeting } from "./seal.ts";
import { attendanceTable, closingTable, draftLineTable, meetingTable, readingTable } from "./tables.ts";
import { turnKey } from "./turn-key.ts";
import { writeSheet } from "./write-sheet.ts";

export { type GroupStatement, type MoneyStated, textOfGroupStatement, textOfTakenBack } from "./group-statement.ts";
export { dues } from "./dues.ts";
export { fineRule, methodRule, spendingRule } from "./rules.ts";
export { type Template, type TemplateCode, templateCodes, type TemplateFund, templateOf } from "./templates.ts";
export {
  entryRules,
  lineOf,
  needsOfSheet,
  readLine,
  type SheetResult,
  workOut,
} from "./sheet.ts";
export { type SheetLine, sheetHash } from "./sheet-hash.ts";
export {
  type AttendanceRow,
  attendanceTable,
  type ClosingRow,
  closingTable,
  type DraftLineRow,
  draftLineTable,
  type MeetingRow,
  meetingTable,
  type RollMark,
} from "./tables.ts";

export const meetings: Room = {
  name: "meetings",
  tables: [meetingTable, draftLineTable, attendanceTable, closingTable, readingTable],
  commands: [
    openMeeting,
    turnKey,
    writeSheet,
    sealMeeting,
    abandonMeeting,
    ...[expenseEntry, incomeEntry, bankEntry].map(one => betweenMeetings(one as never)),
  ],
  guards: [noClosingOverAnOpenMeeting],
  // The box opens, and the sheet is locked, by all its keys.
  told: ["meetings.box-not-open", "meetings.more-keys-needed"],
  entries: meetingEntries,
  projections: meetingProjections,
  undoNeeds,
  rules,
};
