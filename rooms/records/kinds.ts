/** The words of this room that are chosen from, apart from its tables and rules so that a screen brings none of these along. */

/** Plain books of day, person and text, by the names the offices for koperasi hand out. */
export const plainBooks = [
  "guests",
  "suggestions",
  "officials-advice",
  "agencies-advice",
  "supervisors-decisions",
  "events",
  "letters-in",
  "letters-out",
] as const;
export type PlainBook = (typeof plainBooks)[number];

export const isPlainBook = (book: string): book is PlainBook => (plainBooks as readonly string[]).includes(book);

/** Whoever writes into these books wants to hear what was done about it. */
export const answeredBooks: ReadonlySet<PlainBook> = new Set([
  "suggestions",
  "officials-advice",
  "agencies-advice",
  "letters-in",
]);

/** Without somebody from outside there is nothing to write into these. */
export const booksOfOthers: ReadonlySet<PlainBook> = new Set([
  "guests",
  "officials-advice",
  "agencies-advice",
  "letters-in",
  "letters-out",
]);

/** What somebody the group works with is. */
export const partnerKinds = [
  "government",
  "agency",
  "university",
  "civil-society",
  "cooperative",
  "company",
  "faith",
  "other",
] as const;
export type PartnerKind = (typeof partnerKinds)[number];

/** Why a loan was lost. "not-visited": nobody went to see her in time. */
export const causes = [
  "death",
  "illness",
  "harvest",
  "business",
  "calamity",
  "moved-away",
  "lent-too-much",
  "not-visited",
  "dispute",
  "other",
] as const;
export type Cause = (typeof causes)[number];
