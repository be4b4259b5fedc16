import { type Books, command, type Day, type MemberId, need, refuse } from "#base";
import { needsRule, ruleOn } from "#assembly";
import { isHeldOn, officeTable } from "#members";
import { openOne } from "./open-meeting.ts";
import { methodRule } from "./rules.ts";
import { meetingTable } from "./tables.ts";

/**
 * A key-holder turns her key, by her own PIN or sign-in: to open the box, or to lock it on one exact sheet. She holds
 * one key, so turning it twice is still one; a named substitute in office turns the absent one's.
 */
export const turnKey = command({
  name: "meetings.turn-key",
  fields: {
    meeting: { is: "uuid" },
    purpose: { is: "choice", of: ["open", "seal"] },
    /** The sheet she agrees to, when she locks. */
    sheet: { is: "hash", optional: true },
  },
  sayableBy: ["key-holder"],
  needs: ({ body }) => [
    need.row(meetingTable, { meeting_id: body.meeting }),
    needsRule(methodRule),
    // All of them: a substitute's key is that of the one she stands in for. They are few.
    need.all(officeTable),
  ],
  decide({ body, on }, books, context) {
    const meeting = openOne(body.meeting, books);
    if ("refused" in meeting) return meeting;
    const keys = ruleOn(methodRule, meeting.held_on, books)?.keys ?? 3;
    const keyOf = (member: MemberId): MemberId => whoseKey(member, context.today, books);
    const hers = keyOf(context.by);
    if (body.purpose === "open" && meeting.keys_open.some(member => keyOf(member) === hers))
      return refuse("meetings.key-turned-already");
    if (body.purpose === "seal") {
      if (body.sheet === undefined) return refuse("meetings.key-without-sheet");
      if (meeting.keys_open.length < keys)
        return refuse("meetings.box-not-open", { keys, turned: meeting.keys_open.length });
      if (meeting.keys_seal.some(key => key.sheet === body.sheet && keyOf(key.member) === hers))
        return refuse("meetings.key-turned-already");
    }
    return {
      facts: [
        {
          kind: "meetings.key-turned",
          on,
          lines: [],
          data: {
            meeting: body.meeting,
            purpose: body.purpose,
            ...(body.purpose === "seal" ? { sheet: body.sheet! } : {}),
          },
        },
      ],
    };
  },
});

/** There is one key for two while one stands in for the other. */
const whoseKey = (member: MemberId, on: Day, books: Books): MemberId =>
  books.rows(officeTable, { member_id: member }).find(office => office.role === "key-holder" && isHeldOn(office, on))
    ?.substitute_for ?? member;
