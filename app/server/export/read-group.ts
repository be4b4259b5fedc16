/** What the readable export shows of a group, read in its transaction: people with their names, entries, lines, balances. */
import { type Day, type Instant, type MemberId, type Minor, type OrganisationId } from "#base";
import { type PoolClient, query, sql } from "#db";
import type { AccountClass } from "#ledger";
import type { SaltedText } from "#members/server";

export interface Person {
  readonly member: MemberId;
  readonly number: number;
  /** "" once she was erased. */
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly joined_on: Day;
  readonly ended_on: Day | null;
  readonly offices: string;
}

export interface Line {
  readonly seq: bigint;
  readonly effective_on: Day;
  readonly kind: string;
  readonly account: string;
  readonly class: AccountClass;
  readonly fund: string;
  readonly member_id: string;
  readonly unit: string;
  readonly amount: Minor;
  readonly balance: Minor;
  readonly line_number: bigint;
}

export interface Entry {
  readonly seq: bigint;
  readonly effective_on: Day;
  readonly recorded_at: Instant;
  readonly kind: string;
  readonly said_by: string;
  readonly member_id: string | null;
  readonly reverses: bigint | null;
  readonly leaf_hash: Buffer;
}

export interface GroupRead {
  readonly people: readonly Person[];
  readonly entries: readonly Entry[];
  /** By day and then as they were posted, each entry's together. */
  readonly lines: readonly Line[];
  /** A text about something, "" where there is none. */
  readonly textOf: (about: string, id: string, field: string) => string;
  /** Which texts there are about it. */
  readonly fieldsOf: (about: string, id: string) => readonly string[];
}

export async function readGroup(
  client: PoolClient,
  organisation: OrganisationId,
  texts: readonly SaltedText[],
): Promise<GroupRead> {
  const kept = new Map(texts.map(one => [`${one.about}/${one.id}/${one.field}`, one.text]));
  const textOf = (about: string, id: string, field: string): string => kept.get(`${about}/${id}/${field}`) ?? "";
  const fields = new Map<string, string[]>();
  for (const { about, id, field } of texts) fields.set(`${about}/${id}`, [...(fields.get(`${about}/${id}`) ?? []), field]);
  const people = await query<Omit<Person, "name"> & Row>(
    client,
    sql`select m.member_id as member, m.number, m.kind, m.status, m.joined_on, m.ended_on,
        coalesce((select string_agg(o.role, ' ' order by o.from_on, o.role) from members.office o
          where o.organisation_id = m.organisation_id and o.member_id = m.member_id and o.until_on is null), '') as offices
      from members.membership m where m.organisation_id = ${organisation} order by m.number`,
  );
  const entries = await query<Entry & Row>(
    client,
    sql`select seq, effective_on, recorded_at, kind, said_by, member_id, reverses, leaf_hash from ledger.leaf
      where organisation_id = ${organisation} order by seq`,
  );
  const lines = await query<Line & Row>(
    client,
    sql`select l.seq, l.effective_on, f.kind, l.account, a.class, l.fund, l.member_id, l.unit, l.amount, l.balance, l.line_number
      from ledger.line l
      join ledger.leaf f on f.organisation_id = l.organisation_id and f.seq = l.seq
      join ledger.account a on a.organisation_id = l.organisation_id and a.account = l.account
      where l.organisation_id = ${organisation}
      order by l.effective_on, l.seq, l.account, l.member_id, l.unit, l.line_number`,
  );
  return {
    people: people.map(one => ({ ...one, name: textOf("members.membership", one.member, "name") })),
    entries,
    lines,
    textOf,
    fieldsOf: (about, id) => fields.get(`${about}/${id}`) ?? [],
  };
}

type Row = Record<string, unknown>;
