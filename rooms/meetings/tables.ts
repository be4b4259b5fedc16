import { type Day, type Document, type MemberId, type Minor, type OrganisationId, table, type Uuid } from "#base";

/** A meeting day. Its number counts the group's meetings; its day is the business date of all that is posted at it. */
export interface MeetingRow {
  readonly meeting_id: Uuid;
  readonly number: number;
  readonly held_on: Day;
  readonly status: "open" | "sealed" | "abandoned";
  readonly opened_by: MemberId;
  /** Whose keys opened the box. */
  readonly keys_open: readonly MemberId[];
  /** Whose keys locked it, and on which sheet: a key turned on another sheet does not count. */
  readonly keys_seal: readonly { readonly member: MemberId; readonly sheet: string }[];
  /** Counts every change to the draft: a sheet that somebody else wrote on since is not sealed unseen. */
  readonly revision: number;
  /** Leaf of the seal, whose chain hash is the short code on paper; null while it is open. */
  readonly sealed_seq: bigint | null;
  /** Leaf up to which what was made between meetings was read out at this one: its opening, or what was read after it. */
  readonly read_seq: bigint;
  /** Leaf of the last entry made between meetings that has to be read out at this one; null where there is none. */
  readonly unread_seq: bigint | null;
  readonly present: number;
}

/** How far the log goes, and what of it is still to be read out at a meeting. */
export interface ReadingRow {
  readonly of_organisation: OrganisationId;
  readonly last_seq: bigint;
  readonly unread_seq: bigint | null;
}

/** A line of the sheet while the meeting runs: freely changed, posted only by the seal. */
export interface DraftLineRow {
  readonly meeting_id: Uuid;
  /** Made on the device: one place on the sheet, "m_….savings.voluntary" or a uuid. */
  readonly line: string;
  readonly entry: string;
  readonly body: Document;
  /** Whose line it is, and so whose key locks its body; "" is the organisation's. */
  readonly member_id: MemberId | "";
  readonly written_by: MemberId;
  readonly revision: number;
}

export type RollMark = "present" | "late" | "absent" | "represented";

export interface AttendanceRow {
  readonly meeting_id: Uuid;
  readonly member_id: MemberId;
  readonly mark: RollMark;
}

/** What was counted when the box was locked: the balances the members remember. */
export interface ClosingRow {
  readonly meeting_id: Uuid;
  readonly fund: string;
  readonly unit: string;
  /** Cash by the books, minor units, after any difference was posted. */
  readonly cash: Minor;
  /** Counted less what the books said before the difference was posted. */
  readonly difference: Minor;
}

export const meetingTable = table<MeetingRow>({
  name: "meetings.meeting",
  drafts: ["revision"],
  key: ["meeting_id"],
  columns: {
    meeting_id: "uuid",
    number: "int4",
    held_on: "date",
    status: "text",
    opened_by: "text",
    keys_open: "jsonb",
    keys_seal: "jsonb",
    revision: "int4",
    sealed_seq: "int8?",
    read_seq: "int8",
    unread_seq: "int8?",
    present: "int4",
  },
});

/** Worked out of the log, and so read anew whenever a meeting is opened. */
export const readingTable = table<ReadingRow>({
  name: "meetings.reading",
  key: ["of_organisation"],
  isShared: true,
  columns: { of_organisation: "uuid", last_seq: "int8", unread_seq: "int8?" },
});

export const draftLineTable = table<DraftLineRow>({
  name: "meetings.draft_line",
  drafts: "all",
  key: ["meeting_id", "line"],
  // What a loan is for, who inherits, who brought it: said at the table, and kept like every text of hers.
  sealed: { column: "body", owner: "member_id", keys: "members.text_key" },
  columns: {
    meeting_id: "uuid",
    line: "text",
    entry: "text",
    body: "bytea",
    member_id: "text",
    written_by: "text",
    revision: "int4",
  },
});

export const attendanceTable = table<AttendanceRow>({
  name: "meetings.attendance",
  key: ["meeting_id", "member_id"],
  insertOnly: true,
  columns: { meeting_id: "uuid", member_id: "text", mark: "text" },
});

export const closingTable = table<ClosingRow>({
  name: "meetings.closing",
  key: ["meeting_id", "fund"],
  insertOnly: true,
  columns: { meeting_id: "uuid", fund: "text", unit: "text", cash: "int8", difference: "int8" },
});
