import { assert, command, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { membershipTable } from "#members";
import { answerTable, entryTable } from "./tables.ts";
import { aboutBook, refusalToWrite, scribes } from "./write-entry.ts";

/** What was done about a line, and by whom: said as often as something was done, and never changed. */
export const answerEntry = command({
  name: "records.answer-entry",
  fields: {
    entry: { is: "uuid" },
    done: { is: "text", max: 1_000 },
    /** Left out, it was whoever writes it. */
    done_by: { is: "member", optional: true },
  },
  sayableBy: scribes,
  needs: ({ body }) => [
    need.row(entryTable, { entry_id: body.entry }),
    ...(body.done_by === undefined ? [] : [need.row(membershipTable, { member_id: body.done_by })]),
  ],
  decide({ body, on }, books, { by, roles }) {
    const entry = books.row(entryTable, { entry_id: body.entry });
    if (!entry) return refuse("records.no-such-entry");
    if (entry.corrected_by !== null) return refuse("records.corrected-already");
    const refusal = refusalToWrite(entry.book, roles);
    if (refusal) return refusal;
    if (on < entry.written_on) return refuse("records.answered-before", { written_on: entry.written_on });
    if (body.done_by !== undefined && books.row(membershipTable, { member_id: body.done_by })?.status !== "active")
      return refuse("members.not-a-member");
    const place = entry.answers + 1;
    const data = { entry: body.entry, place: String(place), done_by: body.done_by ?? by, written_by: by };
    const text = { about: aboutBook(entry.book), id: `${body.entry}.${place}`, field: "done", text: body.done };
    return { facts: [{ kind: "records.entry-answered", on, lines: [], data, texts: [text] }] };
  },
});

export const entryAnswered: Project = (fact, books) => {
  const data = fact.data as { entry: Uuid; place: string; done_by: MemberId; written_by: MemberId };
  const entry = books.row(entryTable, { entry_id: data.entry });
  assert(entry, "what is answered was written");
  const place = Number(data.place);
  return [
    put(entryTable, { ...entry, answers: place }),
    put(answerTable, {
      entry_id: data.entry,
      place,
      answered_on: fact.on,
      done_by: data.done_by,
      written_by: data.written_by,
    }),
  ];
};
