import { assert, type Books, command, type Day, type Guard, need, refuse, type Uuid } from "#base";
import { organisationTable } from "#assembly";
import { closedThrough, periodTable } from "#ledger";
import { type MeetingRow, meetingTable, readingTable } from "./tables.ts";

/**
 * Opens a meeting: from now on its sheet can be written. The box opens when the keys are turned. It may be of an earlier day:
 * then it was held on paper, and is written into the books afterwards.
 */
export const openMeeting = command({
  name: "meetings.open",
  fields: { meeting: { is: "uuid" } },
  sayableBy: ["treasurer", "secretary", "chair"],
  needs: ({ organisation }) => [
    need.all(meetingTable),
    need.all(periodTable),
    need.all(organisationTable),
    need.row(readingTable, { of_organisation: organisation }),
  ],
  decide({ body, on, organisation }, books) {
    const closed = closedThrough(books);
    if (closed !== null && on <= closed) return refuse("ledger.period-closed", { on, closed_through: closed });
    const held = books.rows(meetingTable).filter(one => one.status !== "abandoned");
    if (books.row(meetingTable, { meeting_id: body.meeting })) return refuse("meetings.opened-before");
    const open = held.find(one => one.status === "open");
    if (open) return refuse("meetings.another-is-open", { number: open.number, on: open.held_on });
    const last = held.reduce<MeetingRow | null>(
      (latest, one) => (latest && latest.number > one.number ? latest : one),
      null,
    );
    if (last && on < last.held_on) return refuse("meetings.before-the-last", { on, last_on: last.held_on });
    const [founded] = books.rows(organisationTable);
    assert(founded, "who opens a meeting was founded before");
    if (on < founded.founded_on) return refuse("meetings.before-the-group", { on, founded_on: founded.founded_on });
    const number = (last?.number ?? 0) + 1;
    const reading = books.row(readingTable, { of_organisation: organisation });
    assert(reading, "what a group read is known from its founding on");
    // What came over the counter in the same moment stands behind the last leaf seen here, and is read at the next meeting.
    const data = {
      meeting: body.meeting,
      number: String(number),
      seen: String(reading.last_seq),
      ...(reading.unread_seq === null ? {} : { unread: String(reading.unread_seq) }),
    };
    return {
      facts: [{ kind: "meetings.opened", on, lines: [], data }],
      answer: { number: String(number) },
    };
  },
});

/** A meeting opened by mistake is given up. Nothing of it was ever posted, and its draft goes. */
export const abandonMeeting = command({
  name: "meetings.abandon",
  fields: { meeting: { is: "uuid" } },
  sayableBy: ["treasurer", "secretary", "chair"],
  people: 2,
  needs: ({ body }) => [need.row(meetingTable, { meeting_id: body.meeting })],
  decide({ body, on }, books) {
    const meeting = openOne(body.meeting, books);
    if ("refused" in meeting) return meeting;
    return { facts: [{ kind: "meetings.abandoned", on, lines: [], data: { meeting: body.meeting } }] };
  },
});

/** The meeting, if it is open, or why not. */
export function openOne(meeting: Uuid, books: Books): MeetingRow | ReturnType<typeof refuse> {
  const row = books.row(meetingTable, { meeting_id: meeting });
  if (!row) return refuse("meetings.no-such-meeting");
  if (row.status === "sealed") return refuse("meetings.sealed-already", { number: row.number });
  if (row.status === "abandoned") return refuse("meetings.given-up");
  return row;
}

/** A day is not closed while its meeting is open: the sheet could never be sealed, and only be given up. */
export const noClosingOverAnOpenMeeting: Guard = {
  command: "ledger.close-period",
  needs: () => [need.all(meetingTable)],
  refusal({ body }, books) {
    const open = books.rows(meetingTable).find(one => one.status === "open");
    return open && open.held_on <= (body as { readonly through: Day }).through
      ? refuse("meetings.seal-before-closing", { number: open.number, on: open.held_on })
      : null;
  },
};
