/**
 * What the ledger asks of its tables. `client` is inside a `read` of the organisation. Amounts are minor units, debit
 * positive; days are effective days, and `seq` orders what was posted within one.
 */
import type { AccountCode, Day, MemberId, Minor, OrganisationId } from "#base";
import { type PoolClient, query, type Sql, sql } from "#db";
import type { AccountAmount, KindMovement } from "./statements.ts";
import type { AccountRow, FundRow } from "./tables.ts";

export const fundsOf = (client: PoolClient, organisation: OrganisationId): Promise<readonly FundRow[]> =>
  query<FundRow & Row>(
    client,
    sql`select fund, unit, nature, is_lendable, opened_on from ledger.fund where organisation_id = ${organisation} order by opened_on, nature = 'divisible' desc, fund`,
  );

export const accountsOf = (client: PoolClient, organisation: OrganisationId): Promise<readonly AccountRow[]> =>
  query<AccountRow & Row>(
    client,
    sql`select account, fund, class, is_per_member, floor_sign from ledger.account where organisation_id = ${organisation} order by account`,
  );

/** The last day that is closed, or null. */
export async function closedThroughOf(client: PoolClient, organisation: OrganisationId): Promise<Day | null> {
  const [row] = await query<{ closed: Day | null }>(
    client,
    sql`select max(closed_through) as closed from ledger.period where organisation_id = ${organisation}`,
  );
  return row?.closed ?? null;
}

/**
 * What every account stands at when the day ends: the last running balance (of an account kept per member its control
 * total) less what is dated after the day. An account nothing was posted to is left out. The last ones are looked up, unit by
 * unit of each account, since a walk to them would pass every line.
 */
export function balancesOn(
  client: PoolClient,
  organisation: OrganisationId,
  day: Day,
): Promise<readonly AccountAmount[]> {
  const lastOf = (table: Sql, amount: Sql, place: Sql, accounts: Sql, isMember: Sql): Sql =>
    sql`select k.account, k.unit, last.amount
      from (
        with recursive unit_of as (
          select a.account, (select min(t.unit) from ${table} t
            where t.organisation_id = ${organisation} and t.account = a.account${isMember}) as unit
          from ledger.account a where a.organisation_id = ${organisation} and ${accounts}
          union all
          select u.account, (select min(t.unit) from ${table} t
            where t.organisation_id = ${organisation} and t.account = u.account${isMember} and t.unit > u.unit)
          from unit_of u where u.unit is not null
        ) select account, unit from unit_of where unit is not null
      ) k
      cross join lateral (select ${amount} as amount from ${table} t
        where t.organisation_id = ${organisation} and t.account = k.account${isMember} and t.unit = k.unit
        order by ${place} desc limit 1) last`;
  return query<AccountAmount & Row>(
    client,
    sql`select account, unit, sum(amount)::int8 as amount
      from (
        (${lastOf(sql`ledger.total`, sql`t.total`, sql`t.seq`, sql`a.is_per_member`, sql``)})
        union all
        (${lastOf(sql`ledger.line`, sql`t.balance`, sql`t.line_number`, sql`not a.is_per_member`, sql` and t.member_id = ''`)})
        union all
        select account, unit, -amount from ledger.line where organisation_id = ${organisation} and effective_on > ${day}::date
      ) parts
      group by account, unit order by account, unit`,
  );
}

export interface PostedRow {
  readonly seq: bigint;
  readonly account: AccountCode;
  /** Empty on accounts of the group. */
  readonly member: MemberId | "";
  readonly unit: string;
  readonly line_number: bigint;
  readonly fund: string;
  readonly effective_on: Day;
  readonly amount: Minor;
  readonly balance: Minor;
}

export const postedColumns = sql`l.seq, l.account, l.member_id as member, l.unit, l.line_number, l.fund, l.effective_on, l.amount, l.balance`;

/** Every line dated on or before the day, in the order it was posted: what a statement is recomputed from. */
export const linesUntil = (client: PoolClient, organisation: OrganisationId, day: Day): Promise<readonly PostedRow[]> =>
  query<PostedRow & Row>(
    client,
    sql`select ${postedColumns} from ledger.line l where l.organisation_id = ${organisation} and l.effective_on <= ${day}::date
      order by l.seq, l.account, l.member_id, l.unit, l.line_number`,
  );

/** How much each account moved in each month ("2026-11") from a day on. */
export const movedByMonth = (
  client: PoolClient,
  organisation: OrganisationId,
  from: Day,
): Promise<readonly (AccountAmount & { readonly month: string })[]> =>
  query<AccountAmount & { readonly month: string }>(
    client,
    sql`select account, unit, to_char(effective_on, 'YYYY-MM') as month, sum(amount)::int8 as amount from ledger.line
      where organisation_id = ${organisation} and effective_on >= ${from}::date group by account, unit, month`,
  );

export interface Between {
  readonly from: Day;
  readonly until: Day;
}

/**
 * What income and expense accounts moved. An entry that moves them against the own equity of their fund closes the
 * books and is neither income nor expense. One pass over the lines: a join has no statistics to lean on in young books.
 */
export const resultsBetween = (
  client: PoolClient,
  organisation: OrganisationId,
  accounts: { readonly results: readonly AccountCode[]; readonly equity: readonly AccountCode[] },
  { from, until }: Between,
): Promise<readonly AccountAmount[]> =>
  query<AccountAmount & Row>(
    client,
    sql`select account, unit, sum(amount)::int8 as amount
      from (
        select account, unit, amount, bool_or(account = any(${accounts.equity})) over (partition by seq, fund) as closes
        from ledger.line
        where organisation_id = ${organisation} and account = any(${[...accounts.results, ...accounts.equity]})
          and effective_on between ${from}::date and ${until}::date
      ) l
      where not closes and account = any(${accounts.results}) group by account, unit order by account, unit`,
  );

/**
 * Lines of the group, each with the kind and the member of its fact, in one pass over both tables: a join by key is
 * sometimes planned as a walk through the whole log for every line, since the row policy hides how few rows there are.
 */
const toldLines = (organisation: OrganisationId, accounts: readonly AccountCode[], { from, until }: Between): Sql =>
  sql`select * from (
      select seq, day, unit, amount, place, max(kind) over (partition by seq) as kind, max(member) over (partition by seq) as member
      from (
        select seq, effective_on as day, unit, amount, line_number as place, null::text as kind, null::text as member
        from ledger.line
        where organisation_id = ${organisation} and account = any(${accounts}) and effective_on between ${from}::date and ${until}::date
        union all
        select seq, effective_on, null, null, null, kind, member_id from ledger.leaf
        where organisation_id = ${organisation} and effective_on between ${from}::date and ${until}::date
      ) both_tables
    ) told where amount is not null`;

/** What came into these accounts and left them, by kind of fact; what went from one of them to another is neither. */
export const movedByKind = (
  client: PoolClient,
  organisation: OrganisationId,
  accounts: readonly AccountCode[],
  between: Between,
): Promise<readonly KindMovement[]> =>
  query<KindMovement & Row>(
    client,
    sql`select kind, sum(greatest(amount, 0))::int8 as in, sum(greatest(-amount, 0))::int8 as out
      from (select kind, sum(amount)::int8 as amount from (${toldLines(organisation, accounts, between)}) l group by seq, kind) moved
      where amount <> 0 group by kind order by kind`,
  );

/** A line of an account's book: one entry, or all of one kind on one day together. */
export interface BookRow {
  readonly day: Day;
  readonly kind: string;
  readonly in: Minor;
  readonly out: Minor;
  /** How many entries are in it. */
  readonly entries: number;
  /** The entry, where the row is one. */
  readonly seq: bigint | null;
  readonly member: MemberId | null;
}

export interface Book {
  /** What stood before the first row given. */
  readonly opening: Minor;
  /** By day, and as posted within it. */
  readonly rows: readonly BookRow[];
  /** How many rows there are in all. */
  readonly count: number;
}

export interface BookAsked {
  readonly account: AccountCode;
  readonly unit: string;
  readonly until: Day;
  /** One row an entry, with its number and member; otherwise one for each kind on each day, which shows nobody. */
  readonly isEach: boolean;
  /** Rows from the end that are left out, and how many are given before them. */
  readonly skip: number;
  readonly take: number;
}

/** Before any group began. */
const beginning = "0001-01-01" as Day;

/** The book of one account of the group, the last rows of it unless some are skipped. */
export async function bookOf(client: PoolClient, organisation: OrganisationId, asked: BookAsked): Promise<Book> {
  const lines = sql`select * from (${toldLines(organisation, [asked.account], { from: beginning, until: asked.until })}) l where unit = ${asked.unit}`;
  const rows: Sql = asked.isEach
    ? sql`select day, kind, greatest(amount, 0) as in, greatest(-amount, 0) as out, 1 as entries, seq, member, place from lines`
    : sql`select day, kind, sum(greatest(amount, 0))::int8 as in, sum(greatest(-amount, 0))::int8 as out, count(*)::int4 as entries,
        null::int8 as seq, null::text as member, min(place) as place from lines group by day, kind`;
  const found = await query<BookRow & { before: Minor; count: number }>(
    client,
    sql`with lines as (${lines}), rows as (${rows})
      select r.*, (sum(r.in - r.out) over (order by r.day, r.place) - r.in + r.out)::int8 as before, count(*) over ()::int4 as count
      from rows r order by r.day desc, r.place desc offset ${asked.skip} limit ${asked.take}`,
  );
  const inOrder = [...found].reverse();
  return {
    opening: inOrder[0]?.before ?? 0n,
    rows: inOrder.map(({ day, kind, in: came, out, entries, seq, member }) => ({
      day,
      kind,
      in: came,
      out,
      entries,
      seq,
      member,
    })),
    count: found[0]?.count ?? 0,
  };
}

/** How many members stand at something else than zero in any of these accounts. */
export async function membersIn(
  client: PoolClient,
  organisation: OrganisationId,
  accounts: readonly AccountCode[],
): Promise<number> {
  const [row] = await query<{ members: number }>(
    client,
    sql`select count(distinct member_id)::int4 as members from (
        select distinct on (account, member_id, unit) member_id, balance from ledger.line
        where organisation_id = ${organisation} and account = any(${accounts}) order by account, member_id, unit, line_number desc
      ) last where balance <> 0`,
  );
  return row?.members ?? 0;
}

type Row = Record<string, unknown>;
