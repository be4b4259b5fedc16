import {
  assert,
  type Books,
  command,
  type Day,
  type Need,
  need,
  type OrganisationId,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { isAbove, levelIn, needsOfLevel } from "./organisation-level.ts";
import { type AdmissionRow, admissionTable, type AffiliationRow, requestTable } from "./tables.ts";

/** Which chapter, and which asking of it. */
const asking = { chapter: { is: "uuid" }, affiliation: { is: "uuid" } } as const;
interface Asking {
  readonly chapter: Uuid;
  readonly affiliation: Uuid;
}

const keyOf = ({ chapter, affiliation }: Asking) => ({ chapter_id: chapter, affiliation_id: affiliation });

const needsOfRequest = (one: Asking, organisation: OrganisationId): readonly Need[] => [
  need.row(admissionTable, keyOf(one)),
  need.row(requestTable, { ...keyOf(one), federation_id: organisation }),
];

/** What this chapter asked of us and nobody answered yet. */
function waiting(one: Asking, organisation: OrganisationId, books: Books): AffiliationRow | Refusal {
  const [request] = books.rows(requestTable, { ...keyOf(one), federation_id: organisation as Uuid });
  if (!request || request.until_on !== null) return refuse("members.no-such-request");
  const before = books.row(admissionTable, keyOf(one));
  return before ? refuse("members.request-answered", { on: (before.from_on ?? before.until_on)! }) : request;
}

/** The federation lets in a chapter that asked, from a day on. With this both have said so, each in its own books. */
export const admitChapter = command({
  name: "members.admit-chapter",
  fields: { ...asking, from: { is: "day" } },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ body, organisation }) => [...needsOfLevel, ...needsOfRequest(body, organisation)],
  decide({ body, on, organisation }, books) {
    const request = waiting(body, organisation, books);
    if ("refused" in request) return request;
    const { level } = levelIn(books);
    if (!isAbove(level, request.level)) return refuse("members.chapter-not-below", { level: request.level, ours: level });
    if (body.from < request.asked_on) return refuse("members.admitted-before-asked", { asked: request.asked_on });
    const data = { chapter: body.chapter, affiliation: body.affiliation, level: request.level, from: body.from };
    return { facts: [{ kind: "members.chapter-admitted", on, lines: [], data }] };
  },
});

export const chapterAdmitted: Project = fact => {
  const data = fact.data as unknown as Asking & { readonly level: AdmissionRow["level"]; readonly from: Day };
  return [put(admissionTable, { ...keyOf(data), level: data.level, from_on: data.from, until_on: null })];
};

/** The federation does not let it in; the chapter may ask again. */
export const declineChapter = command({
  name: "members.decline-chapter",
  fields: asking,
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ body, organisation }) => needsOfRequest(body, organisation),
  decide({ body, on, organisation }, books) {
    const request = waiting(body, organisation, books);
    if ("refused" in request) return request;
    const data = { chapter: body.chapter, affiliation: body.affiliation, level: request.level };
    return { facts: [{ kind: "members.chapter-declined", on, lines: [], data }] };
  },
});

export const chapterDeclined: Project = fact => {
  const data = fact.data as unknown as Asking & { readonly level: AdmissionRow["level"] };
  return [put(admissionTable, { ...keyOf(data), level: data.level, from_on: null, until_on: fact.on })];
};

/** A chapter belongs to the federation no longer, with a last day; that it did stays in the books of both. */
export const releaseChapter = command({
  name: "members.release-chapter",
  fields: { ...asking, until: { is: "day" } },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ body }) => [need.row(admissionTable, keyOf(body))],
  decide({ body, on }, books) {
    const row = books.row(admissionTable, keyOf(body));
    if (!row || row.until_on !== null) return refuse("members.no-such-chapter");
    if (body.until < row.from_on!)
      return refuse("members.term-runs-backwards", { from: row.from_on, until: body.until });
    const data = { chapter: body.chapter, affiliation: body.affiliation, until: body.until };
    return { facts: [{ kind: "members.chapter-released", on, lines: [], data }] };
  },
});

export const chapterReleased: Project = (fact, books) => {
  const data = fact.data as unknown as Asking & { readonly until: Day };
  const row = books.row(admissionTable, keyOf(data));
  assert(row, "a chapter that is released was admitted");
  return [put(admissionTable, { ...row, until_on: data.until })];
};
