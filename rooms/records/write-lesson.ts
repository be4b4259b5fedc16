import { command, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { loanTable } from "#loans";
import { type Cause, causes } from "./kinds.ts";
import { lessonTable } from "./tables.ts";
import { scribes } from "./write-entry.ts";

/**
 * What the group learned where its members wrote a loan off: the cause, and in its own words what it would do otherwise. It is
 * about the group, so it names nobody and stays when she is erased. Written again, the later one holds and both stay.
 */
export const writeLesson = command({
  name: "records.write-lesson",
  fields: {
    loan: { is: "uuid" },
    cause: { is: "choice", of: causes },
    learned: { is: "text", max: 1_000, optional: true },
  },
  sayableBy: scribes,
  needs: ({ body }) => [need.row(loanTable, { loan_id: body.loan }), need.row(lessonTable, { loan_id: body.loan })],
  decide({ body, on }, books, { by }) {
    if (books.row(loanTable, { loan_id: body.loan })?.status !== "written-off") return refuse("records.not-written-off");
    const place = books.rows(lessonTable, { loan_id: body.loan }).length + 1;
    const data = { loan: body.loan, place: String(place), cause: body.cause, written_by: by };
    const texts =
      body.learned === undefined
        ? []
        : [{ about: "records.lesson", id: `${body.loan}.${place}`, field: "learned", text: body.learned }];
    return { facts: [{ kind: "records.lesson-written", on, lines: [], data, texts }] };
  },
});

export const lessonWritten: Project = fact => {
  const data = fact.data as { loan: Uuid; place: string; cause: Cause; written_by: MemberId };
  return [
    put(lessonTable, {
      loan_id: data.loan,
      place: Number(data.place),
      cause: data.cause,
      written_on: fact.on,
      written_by: data.written_by,
    }),
  ];
};
