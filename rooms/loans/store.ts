import type { Day, MemberId, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import { type CareVisitRow, careVisitTable, type GuarantorRow, type LoanRow, loanTable } from "./tables.ts";

const columns = sql.join(Object.keys(loanTable.columns).map(column => sql.identifier("l", column)));


const careColumns = sql.join(Object.keys(careVisitTable.columns).map(column => sql.identifier("v", column)));

/** Loans of the organisation, or of one member: the newest request first. Every state of their life is among them. */
export function selectLoans(
  client: PoolClient,
  organisation: OrganisationId,
  member?: MemberId,
): Promise<readonly LoanRow[]> {
  return query<LoanRow>(
    client,
    sql`
      select ${columns} from loans.loan l
      where l.organisation_id = ${organisation}::uuid and (${member ?? null}::text is null or l.member_id = ${member ?? null})
      order by l.requested_on desc, l.loan_id desc`.named("select loans"),
  );
}

export function selectRunningLoans(client: PoolClient, organisation: OrganisationId): Promise<readonly LoanRow[]> {
  return query<LoanRow>(
    client,
    sql`
      select ${columns} from loans.loan l
      where l.organisation_id = ${organisation}::uuid and l.status = 'running'
      order by l.paid_out_on, l.loan_id`.named("select running loans"),
  );
}

export async function selectLoan(
  client: PoolClient,
  organisation: OrganisationId,
  loan: Uuid,
): Promise<LoanRow | undefined> {
  const [row] = await query<LoanRow>(
    client,
    sql`
      select ${columns} from loans.loan l
      where l.organisation_id = ${organisation}::uuid and l.loan_id = ${loan}::uuid`.named("select loan"),
  );
  return row;
}

export function selectGuarantors(
  client: PoolClient,
  organisation: OrganisationId,
  loan: Uuid,
): Promise<readonly GuarantorRow[]> {
  return query<GuarantorRow>(
    client,
    sql`
      select g.loan_id, g.member_id, g.is_taken_back from loans.guarantor g
      where g.organisation_id = ${organisation}::uuid and g.loan_id = ${loan}::uuid and not g.is_taken_back
      order by g.member_id`.named("select guarantors"),
  );
}

/** Loans that are not ended and that she stands for. */
export function selectGuaranteed(
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly LoanRow[]> {
  return query<LoanRow>(
    client,
    sql`
      select ${columns} from loans.guarantor g
      join loans.loan l on l.organisation_id = g.organisation_id and l.loan_id = g.loan_id
      where g.organisation_id = ${organisation}::uuid and g.member_id = ${member} and not g.is_taken_back
        and l.status in ('requested', 'approved', 'running', 'written-off')
      order by l.requested_on, l.loan_id`.named("select guaranteed loans"),
  );
}

/** Visits about one loan or about all, the latest first; those taken back are among them. */
export function selectCareVisits(
  client: PoolClient,
  organisation: OrganisationId,
  loan?: Uuid,
): Promise<readonly CareVisitRow[]> {
  return query<CareVisitRow>(
    client,
    sql`
      select ${careColumns} from loans.care_visit v
      where v.organisation_id = ${organisation}::uuid and (${loan ?? null}::uuid is null or v.loan_id = ${loan ?? null}::uuid)
      order by v.visited_on desc, v.seq desc`.named("select care visits"),
  );
}

/**
 * What was recorded on a loan, also that a new one paid it off, in the order of the log: its leaves, and for each the one that
 * took it back.
 */
export interface LoanEvent {
  readonly seq: bigint;
  readonly kind: string;
  readonly on: Day;
  readonly body: string;
  readonly reversed_by: bigint | null;
}

export function selectLoanEvents(
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
  loan: Uuid,
): Promise<readonly LoanEvent[]> {
  return query<LoanEvent & { readonly [column: string]: unknown }>(
    client,
    sql`
      select e.seq, e.kind, e.effective_on as on, e.body, r.seq as reversed_by
      from ledger.leaf e
      left join ledger.leaf r on r.organisation_id = e.organisation_id and r.reverses = e.seq
      where e.organisation_id = ${organisation}::uuid and e.member_id = ${member} and e.kind like 'loans.%'
        and ${loan} in (e.body::jsonb -> 'data' ->> 'loan', e.body::jsonb -> 'data' -> 'renewed' ->> 'loan')
      order by e.seq`.named("select loan events"),
  );
}

/** Leaves of this organisation, by their places in its log. */
export function selectLeaves(
  client: PoolClient,
  organisation: OrganisationId,
  seqs: readonly bigint[],
): Promise<readonly { readonly seq: bigint; readonly body: string }[]> {
  return query<{ readonly seq: bigint; readonly body: string; readonly [column: string]: unknown }>(
    client,
    sql`
      select e.seq, e.body from ledger.leaf e
      where e.organisation_id = ${organisation}::uuid and e.seq = any(${seqs})`.named("select leaves of loans"),
  );
}

/** Every fact of this room that may have moved money by a day, of all loans, with the day it was taken back. */
export async function selectMoneyEvents(
  client: PoolClient,
  organisation: OrganisationId,
  through = 2n ** 63n - 1n,
): Promise<readonly { readonly seq: bigint; readonly body: string; readonly taken_back_on: Day | null }[]> {
  type Leaf = { readonly seq: bigint; readonly body: string; readonly [column: string]: unknown };
  const leaves = await query<Leaf>(
    client,
    sql`
      select e.seq, e.body from ledger.leaf e
      where e.organisation_id = ${organisation}::uuid and e.kind like 'loans.%' and e.seq <= ${through}::int8
      order by e.seq`.named("select money events of loans"),
  );
  // Asked for apart: a join by key may be planned as a walk through the whole log for every leaf.
  const reversals = await query<{ readonly reverses: bigint; readonly on: Day; readonly [column: string]: unknown }>(
    client,
    sql`
      select r.reverses, r.effective_on as on from ledger.leaf r
      where r.organisation_id = ${organisation}::uuid and r.reverses is not null and r.seq <= ${through}::int8`.named("select reversals"),
  );
  const takenBack = new Map(reversals.map(({ reverses, on }) => [reverses, on]));
  return leaves.map(({ seq, body }) => ({ seq, body, taken_back_on: takenBack.get(seq) ?? null }));
}
