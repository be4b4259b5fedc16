import { command, type Document, gone, isMemberId, isRefusal, type MemberId, need, put, refuse } from "#base";
import { needsRule, ruleOn } from "#assembly";
import { openOne } from "./open-meeting.ts";
import { methodRule } from "./rules.ts";
import { draftOf, needsOfSheet, workOut } from "./sheet.ts";
import type { SheetLine } from "./sheet-hash.ts";
import { draftLineTable, meetingTable } from "./tables.ts";

/** What needs no open box: who is there, what was read aloud, and what is remembered; what was counted in it does. */
const isBeforeTheBox = ({ entry, body }: { readonly entry: string; readonly body: Document }): boolean =>
  entry === "meetings.roll" ||
  entry === "meetings.read-out" ||
  (entry === "meetings.recall" && !("counted" in (body as Readonly<Record<string, unknown>>)));

/** Who has the line in her passbook; nobody has what is said of the whole group. */
const whose = (body: Document): MemberId | "" => {
  const { member = undefined, concerning = member } = body as Readonly<Record<string, unknown>>;
  return typeof concerning === "string" && isMemberId(concerning) ? concerning : "";
};

/**
 * Writes on the sheet of an open meeting: lines added, changed, or taken away. A draft, so it leaves no leaf; but the
 * whole sheet is worked out on top of the ledger each time, so that money which is not there is refused at once.
 */
export const writeSheet = command({
  name: "meetings.write",
  fields: {
    meeting: { is: "uuid" },
    lines: {
      is: "list",
      max: 2000,
      of: {
        is: "group",
        of: {
          /** Its place on the sheet, made on the device. The same place written again is the line changed. */
          line: { is: "text", max: 120 },
          entry: { is: "key" },
          body: { is: "document", drafted: true },
          removed: { is: "flag", optional: true },
        },
      },
    },
  },
  sayableBy: ["treasurer", "secretary", "chair", "money-counter"],
  needs(said, books) {
    const { body, on } = said;
    const first = [
      need.row(meetingTable, { meeting_id: body.meeting }),
      need.row(draftLineTable, { meeting_id: body.meeting }),
      needsRule(methodRule),
    ];
    if (!books.isCovered(draftLineTable, { meeting_id: body.meeting })) return first;
    const drafts = draftOf(body.meeting, books);
    return [...first, ...needsOfSheet([...drafts, ...body.lines.filter(line => !line.removed)], books, on)];
  },
  decide({ body, on }, books, context) {
    const meeting = openOne(body.meeting, books);
    if ("refused" in meeting) return meeting;
    if (on !== meeting.held_on) return refuse("meetings.another-day", { on, held_on: meeting.held_on });
    const keys = ruleOn(methodRule, meeting.held_on, books)?.keys ?? 3;
    if (meeting.keys_open.length < keys && body.lines.some(line => !line.removed && !isBeforeTheBox(line)))
      return refuse("meetings.box-not-open", { keys, turned: meeting.keys_open.length });
    const sheet = new Map<string, SheetLine>(
      draftOf(body.meeting, books).map(row => [row.line, row]),
    );
    for (const { line, entry, body: written, removed } of body.lines)
      if (removed) sheet.delete(line);
      else sheet.set(line, { line, entry, body: written });
    // In the order in which the seal will take them.
    const inPlace = [...sheet.values()].sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0));
    const result = workOut(inPlace, books, { on, meeting, context });
    if (isRefusal(result)) return result;
    const revision = meeting.revision + 1;
    return {
      facts: [],
      drafts: [
        ...body.lines.map(({ line, entry, body: written, removed }) =>
          removed
            ? gone(draftLineTable, { meeting_id: body.meeting, line })
            : put(draftLineTable, {
                meeting_id: body.meeting,
                line,
                entry,
                body: written as Document,
                member_id: whose(written as Document),
                written_by: context.by,
                revision,
              }),
        ),
        put(meetingTable, { ...meeting, revision }),
      ],
      answer: { revision: String(revision) },
    };
  },
});
