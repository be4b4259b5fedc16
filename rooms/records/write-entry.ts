import {
  assert,
  type Books,
  command,
  type Day,
  type MemberId,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Role,
  type Text,
  type Uuid,
} from "#base";
import { membershipTable } from "#members";
import { booksOfOthers, type PlainBook, plainBooks } from "./kinds.ts";
import { entryTable } from "./tables.ts";

export const scribes = ["treasurer", "secretary", "chair", "supervisory-committee"] as const satisfies readonly Role[];

/** The supervisors keep the book of their decisions themselves, and no other. */
export const mayWrite = (book: PlainBook, roles: ReadonlySet<Role>): boolean =>
  (book === "supervisors-decisions") === roles.has("supervisory-committee") && scribes.some(role => roles.has(role));

export const refusalToWrite = (book: PlainBook, roles: ReadonlySet<Role>): Refusal | null =>
  mayWrite(book, roles)
    ? null
    : book === "supervisors-decisions"
      ? refuse("records.supervisors-write-it")
      : refuse("records.officers-write-it");

/** What texts of a book are about: a book of its own each, so that reading one never opens another. */
export const aboutBook = (book: PlainBook): string => `records.${book}`;

/**
 * A line of a plain book: what was said, brought or happened on a day, and from whom. It is never changed: whoever sees
 * that it is wrong writes another in its place, and the first stays, marked.
 */
export const writeEntry = command({
  name: "records.write-entry",
  fields: {
    entry: { is: "uuid" },
    book: { is: "choice", of: plainBooks },
    happened_on: { is: "day" },
    what: { is: "text", max: 1_000 },
    /** From whom, or to whom where a letter went out: somebody who is no member. */
    who: { is: "text", max: 120, optional: true },
    /** Whose suggestion it is, where she wants that known to the officers. */
    given_by: { is: "member", optional: true },
    corrects: { is: "uuid", optional: true },
  },
  sayableBy: scribes,
  needs: ({ body }) => [
    need.row(entryTable, { entry_id: body.entry }),
    ...(body.corrects === undefined ? [] : [need.row(entryTable, { entry_id: body.corrects })]),
    ...(body.given_by === undefined ? [] : [need.row(membershipTable, { member_id: body.given_by })]),
  ],
  decide({ body, on }, books, { by, roles }) {
    if (books.row(entryTable, { entry_id: body.entry })) return refuse("records.entry-is-there");
    const refusal =
      refusalToWrite(body.book, roles) ??
      (body.happened_on > on ? refuse("records.day-to-come", { happened_on: body.happened_on, on }) : null) ??
      refusalOfWho(body, books) ??
      (body.corrects === undefined ? null : refusalToCorrect(body.corrects, roles, books));
    if (refusal) return refusal;
    const { entry, book, happened_on, given_by, corrects } = body;
    const data = {
      entry,
      book,
      happened_on,
      written_by: by,
      ...(given_by === undefined ? {} : { given_by }),
      ...(corrects === undefined ? {} : { corrects }),
    };
    return { facts: [{ kind: "records.entry-written", on, lines: [], data, texts: textsOf(body) }] };
  },
});

interface Body {
  readonly entry: Uuid;
  readonly book: PlainBook;
  readonly what: string;
  readonly who?: string | undefined;
  readonly given_by?: MemberId | undefined;
}

const textsOf = ({ entry, book, what, who }: Body): readonly Text[] => [
  { about: aboutBook(book), id: entry, field: "what", text: what },
  ...(who === undefined ? [] : [{ about: aboutBook(book), id: entry, field: "who", text: who }]),
];

/** A member is known by her number, so that her name goes with her; whoever comes from outside is written out. */
function refusalOfWho({ book, who, given_by }: Body, books: Books): Refusal | null {
  const isSuggestion = book === "suggestions";
  if (isSuggestion ? who !== undefined : given_by !== undefined) return refuse("records.who-said-otherwise");
  if (booksOfOthers.has(book) && who === undefined) return refuse("records.say-who");
  if (given_by !== undefined && books.row(membershipTable, { member_id: given_by })?.status !== "active")
    return refuse("members.not-a-member");
  return null;
}

function refusalToCorrect(corrects: Uuid, roles: ReadonlySet<Role>, books: Books): Refusal | null {
  const before = books.row(entryTable, { entry_id: corrects });
  if (!before) return refuse("records.no-such-entry");
  if (before.corrected_by !== null) return refuse("records.corrected-already");
  return refusalToWrite(before.book, roles);
}

export const entryWritten: Project = (fact, books) => {
  const data = fact.data as {
    entry: Uuid;
    book: PlainBook;
    happened_on: Day;
    written_by: MemberId;
    given_by?: MemberId;
    corrects?: Uuid;
  };
  const before = data.corrects === undefined ? null : books.row(entryTable, { entry_id: data.corrects });
  assert(before !== undefined, "what is corrected was written");
  return [
    put(entryTable, {
      entry_id: data.entry,
      book: data.book,
      happened_on: data.happened_on,
      written_on: fact.on,
      written_by: data.written_by,
      given_by: data.given_by ?? null,
      corrects: data.corrects ?? null,
      corrected_by: null,
      answers: 0,
    }),
    ...(before === null ? [] : [put(entryTable, { ...before, corrected_by: data.entry })]),
  ];
};
