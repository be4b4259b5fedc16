/** What is asked of the plain books. `client` is inside a `read` of the organisation. */
import type { Asked, Day, MemberId, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import { rulesInForce } from "#assembly/server";
import { isOfficer } from "#members";
import { readTexts } from "#members/server";
import { type PlainBook, plainBooks } from "./kinds.ts";
import { isForMembers } from "./reading-rule.ts";
import { aboutBook } from "./write-entry.ts";

export interface Answer {
  readonly on: Day;
  readonly doneBy: MemberId;
  readonly done: string;
}

/** A line of a plain book with what was done about it. */
export interface Entry {
  readonly entry: Uuid;
  readonly book: PlainBook;
  readonly on: Day;
  readonly writtenOn: Day;
  readonly writtenBy: MemberId;
  readonly givenBy: MemberId | null;
  /** Whoever is no member, as it was written. */
  readonly who: string | null;
  readonly what: string;
  /** Another line stands in its place. */
  readonly isCorrected: boolean;
  readonly corrects: Uuid | null;
  readonly answers: readonly Answer[];
}

/** The books whoever asks may read: officers all of them, others what the members decided. Deny by default. */
export async function booksRead({
  client,
  organisation,
  roles,
  today,
}: Pick<Asked<PoolClient>, "client" | "organisation" | "roles" | "today">): Promise<ReadonlySet<PlainBook>> {
  if (isOfficer(roles)) return new Set(plainBooks);
  const rule = (await rulesInForce(client, organisation, today)).find(one => one.rule === "records.reading");
  const reading = (rule?.now?.value ?? null) as Parameters<typeof isForMembers>[1];
  return new Set(plainBooks.filter(book => isForMembers(book, reading)));
}

interface EntryKept {
  readonly [column: string]: unknown;
  readonly entry: Uuid;
  readonly book: PlainBook;
  readonly on: Day;
  readonly writtenOn: Day;
  readonly writtenBy: MemberId;
  readonly givenBy: MemberId | null;
  readonly isCorrected: boolean;
  readonly corrects: Uuid | null;
}

/** The lines of a book in the days asked for, the latest first. Whoever calls asked {@link booksRead} before. */
export async function entriesOf(
  client: PoolClient,
  organisation: OrganisationId,
  master: Uint8Array,
  of: {
    readonly book: PlainBook;
    readonly from?: Day;
    readonly until?: Day;
    readonly skip?: number;
    readonly take?: number;
  },
): Promise<readonly Entry[]> {
  const kept = await query<EntryKept>(
    client,
    sql`select entry_id as entry, book, happened_on as on, written_on as "writtenOn", written_by as "writtenBy",
        given_by as "givenBy", corrected_by is not null as "isCorrected", corrects
      from records.entry
      where organisation_id = ${organisation} and book = ${of.book}
        and happened_on >= coalesce(${of.from ?? null}::date, '-infinity')
        and happened_on <= coalesce(${of.until ?? null}::date, 'infinity')
      order by happened_on desc, entry_id desc offset ${of.skip ?? 0}::int8 limit ${of.take ?? null}::int8`,
  );
  if (kept.length === 0) return [];
  const answers = await query<{ entry: Uuid; place: number; on: Day; doneBy: MemberId }>(
    client,
    sql`select entry_id as entry, place, answered_on as on, done_by as "doneBy" from records.answer
      where organisation_id = ${organisation} and entry_id = any(${kept.map(one => one.entry)}::uuid[])
      order by entry_id, place`,
  );
  const about = aboutBook(of.book);
  const texts = await readTexts(client, organisation, [about], Buffer.from(master));
  return kept.map(one => ({
    entry: one.entry,
    book: one.book,
    on: one.on,
    writtenOn: one.writtenOn,
    writtenBy: one.writtenBy,
    givenBy: one.givenBy,
    isCorrected: one.isCorrected,
    corrects: one.corrects,
    who: texts.get(`${about}/${one.entry}/who`) ?? null,
    what: texts.get(`${about}/${one.entry}/what`) ?? "",
    answers: answers
      .filter(({ entry }) => entry === one.entry)
      .map(({ place, on, doneBy }) => ({ on, doneBy, done: texts.get(`${about}/${one.entry}.${place}/done`) ?? "" })),
  }));
}

export interface BookCounts {
  readonly [column: string]: unknown;
  readonly book: PlainBook;
  /** Lines in whose place no other stands. */
  readonly lines: number;
  /** Of them those about which nothing was done yet. */
  readonly unanswered: number;
  readonly last: Day | null;
}

export const countsOfBooks = (client: PoolClient, organisation: OrganisationId): Promise<readonly BookCounts[]> =>
  query<BookCounts>(
    client,
    sql`select book, count(*)::int4 as lines, count(*) filter (where answers = 0)::int4 as unanswered,
        max(happened_on) as last
      from records.entry where organisation_id = ${organisation} and corrected_by is null group by book`,
  );
