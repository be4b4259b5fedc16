/** Whether a chapter belongs to a federation: what both said, each in its own books, taken together. */
import { type Books, type Day, type Need, need, type OrganisationId, type Uuid } from "#base";
import { type AdmissionRow, admissionTable, type AffiliationRow, affiliationTable, answerTable, requestTable } from "./tables.ts";

/**
 * "asked" waits for the federation's answer; "joined" until its last day; "declined" was never more; "withdrawn" was taken
 * back before an answer; "left" is over.
 */
export type Standing = "asked" | "joined" | "declined" | "withdrawn" | "left";

export interface Belonging {
  readonly standing: Standing;
  readonly from: Day | null;
  /** The last day, or when it was declined or taken back. */
  readonly until: Day | null;
}

/** How it stands on a day, or will once its first day has come. */
export function belongingOn(
  asked: Pick<AffiliationRow, "until_on">,
  answer: Pick<AdmissionRow, "from_on" | "until_on"> | undefined,
  on: Day,
): Belonging {
  const from = answer?.from_on ?? null;
  const until = earlier(asked.until_on, answer?.until_on ?? null);
  const isOver = until !== null && until < on;
  if (answer && from === null) return { standing: "declined", from, until };
  // Taken back before it began: then it never did.
  if (!answer || (until !== null && until < from!))
    return { standing: until === null ? "asked" : "withdrawn", from: null, until };
  return { standing: isOver ? "left" : "joined", from, until };
}

const earlier = (a: Day | null, b: Day | null): Day | null => (a === null || (b !== null && b < a) ? b : a);

const isOpen = ({ standing }: Belonging): boolean => standing === "asked" || standing === "joined";

export const needsOfAffiliations = (organisation: OrganisationId): readonly Need[] => [
  need.all(affiliationTable),
  need.row(answerTable, { chapter_id: organisation }),
];
export const needsOfChapters = (organisation: OrganisationId): readonly Need[] => [
  need.all(admissionTable),
  need.row(requestTable, { federation_id: organisation }),
];

/** The affiliation of ours to this federation that lasts or waits for an answer on the day. */
export function openAffiliation(
  books: Books,
  organisation: OrganisationId,
  on: Day,
  federation?: Uuid,
): (AffiliationRow & Belonging) | undefined {
  const answers = books.rows(answerTable, { chapter_id: organisation as Uuid });
  return books
    .rows(affiliationTable)
    .filter(row => federation === undefined || row.federation_id === federation)
    .map(row => ({ ...row, ...belongingOn(row, answers.find(answerOf(row)), on) }))
    .find(isOpen);
}

export const isAffiliated = (books: Books, organisation: OrganisationId, on: Day): boolean =>
  openAffiliation(books, organisation, on) !== undefined;

export function hasChapters(books: Books, organisation: OrganisationId, on: Day): boolean {
  const requests = books.rows(requestTable, { federation_id: organisation as Uuid });
  return books.rows(admissionTable).some(row => {
    const asked = requests.find(one => one.chapter_id === row.chapter_id && one.affiliation_id === row.affiliation_id);
    return asked !== undefined && isOpen(belongingOn(asked, row, on));
  });
}

/** Whether we belong to this federation on the day. Needs {@link needsOfAffiliations}. */
export const isInFederation = (books: Books, organisation: OrganisationId, federation: Uuid, on: Day): boolean =>
  openAffiliation(books, organisation, on, federation)?.standing === "joined";

/** Whether this chapter belongs to us on the day. Needs {@link needsOfChapters}. */
export function isOurChapter(books: Books, organisation: OrganisationId, chapter: Uuid, on: Day): boolean {
  const requests = books.rows(requestTable, { federation_id: organisation as Uuid });
  return books.rows(admissionTable).some(row => {
    if (row.chapter_id !== chapter) return false;
    const asked = requests.find(one => one.chapter_id === chapter && one.affiliation_id === row.affiliation_id);
    return asked !== undefined && belongingOn(asked, row, on).standing === "joined";
  });
}

export const answerOf =
  ({ affiliation_id, federation_id }: Pick<AffiliationRow, "affiliation_id" | "federation_id">) =>
  (answer: { readonly affiliation_id: Uuid; readonly federation_id: Uuid }): boolean =>
    answer.affiliation_id === affiliation_id && answer.federation_id === federation_id;
