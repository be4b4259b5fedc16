/** What the assembly asks of its own tables and of the log. `client` is inside a `read` of the organisation. */
import type { Day, MemberId, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import {
  type DecisionRow,
  decisionTable,
  type ExceptionRow,
  exceptionTable,
  type OrganisationRow,
  organisationTable,
  type RefusedTryRow,
  refusedTryTable,
  type RuleRow,
  ruleTable,
} from "./tables.ts";

const columnsOf = (alias: string, table: { readonly columns: Readonly<Record<string, unknown>> }) =>
  sql.join(Object.keys(table.columns).map(column => sql.identifier(alias, column)));
const decisionColumns = columnsOf("d", decisionTable);
const exceptionColumns = columnsOf("e", exceptionTable);
const tryColumns = columnsOf("t", refusedTryTable);
const ruleColumns = columnsOf("r", ruleTable);
const organisationColumns = columnsOf("o", organisationTable);

/** Decisions, the latest first; of one id, or about one kind of question, where that is said. */
export const selectDecisions = (
  client: PoolClient,
  organisation: OrganisationId,
  of: { readonly decision?: Uuid; readonly question?: string; readonly skip?: number; readonly take?: number } = {},
): Promise<readonly DecisionRow[]> =>
  query<DecisionRow & Row>(
    client,
    sql`
      select ${decisionColumns} from assembly.decision d
      where d.organisation_id = ${organisation}::uuid
        and (${of.decision ?? null}::uuid is null or d.decision_id = ${of.decision ?? null}::uuid)
        and (${of.question ?? null}::text is null or d.question = ${of.question ?? null})
      order by d.decided_on desc, d.meeting_number desc nulls last, d.decision_id desc
      offset ${of.skip ?? 0}::int8 limit ${of.take ?? null}::int8`.named("select decisions"),
  );

/** What was asked for beyond a limit, the latest first; also what was let go since. */
export const selectExceptions = (client: PoolClient, organisation: OrganisationId): Promise<readonly ExceptionRow[]> =>
  query<ExceptionRow & Row>(
    client,
    sql`
      select ${exceptionColumns} from assembly.exception e
      where e.organisation_id = ${organisation}::uuid
      order by e.asked_on desc, e.exception_id desc`.named("select exceptions"),
  );

/** What was tried and refused, the latest first. */
export const selectRefusedTries = (
  client: PoolClient,
  organisation: OrganisationId,
): Promise<readonly RefusedTryRow[]> =>
  query<RefusedTryRow & Row>(
    client,
    sql`
      select ${tryColumns} from assembly.refused_try t
      where t.organisation_id = ${organisation}::uuid
      order by t.tried_on desc, t.try_id desc`.named("select refused tries"),
  );

export async function countDecisions(client: PoolClient, organisation: OrganisationId): Promise<number> {
  const [row] = await query<{ count: number }>(
    client,
    sql`select count(*)::int4 as count from assembly.decision d where d.organisation_id = ${organisation}::uuid`.named(
      "count decisions",
    ),
  );
  return row?.count ?? 0;
}

/** A fact that stands because of a decision: a pay-out, a new rule. What was taken back since is not among them. */
export interface FactByDecision {
  readonly decision: Uuid;
  readonly seq: bigint;
  readonly kind: string;
  readonly on: Day;
  readonly member: MemberId | null;
}

/** What came of these decisions. Facts say in their leaf which decision allows them, so no room above is asked. */
export const selectFactsBy = (
  client: PoolClient,
  organisation: OrganisationId,
  decisions: readonly Uuid[],
): Promise<readonly FactByDecision[]> =>
  query<FactByDecision & Row>(
    client,
    sql`
      with citing as (
        select f.seq, f.kind, f.effective_on as on, f.member_id as member, substring(f.body from '"decision":"([0-9a-f-]{36})"')::uuid as decision
        from ledger.leaf f
        where f.organisation_id = ${organisation}::uuid and f.kind <> 'assembly.decided' and f.body like '%"decision":"%'
      )
      select c.decision, c.seq, c.kind, c.on, c.member from citing c
      where c.decision = any (${decisions}::uuid[])
        and not exists (select 1 from ledger.leaf t where t.organisation_id = ${organisation}::uuid and t.reverses = c.seq)
      order by c.seq`.named("select facts by decision"),
  );

/** Every value every rule ever had, or was given from a day to come. */
export const selectRules = (client: PoolClient, organisation: OrganisationId): Promise<readonly RuleRow[]> =>
  query<RuleRow & Row>(
    client,
    sql`
      select ${ruleColumns} from assembly.rule r where r.organisation_id = ${organisation}::uuid
      order by r.rule, r.from_on desc, r.version desc`.named("select rules"),
  );

/** The day of the meeting that was sealed last. */
export async function selectSealedThrough(client: PoolClient, organisation: OrganisationId): Promise<Day | null> {
  const [row] = await query<{ held_on: Day }>(
    client,
    sql`select s.held_on from assembly.sealed_through s where s.organisation_id = ${organisation}::uuid`.named(
      "select sealed through",
    ),
  );
  return row?.held_on ?? null;
}

export async function selectOrganisation(
  client: PoolClient,
  organisation: OrganisationId,
): Promise<OrganisationRow | undefined> {
  const [row] = await query<OrganisationRow & Row>(
    client,
    sql`select ${organisationColumns} from assembly.organisation o where o.organisation_id = ${organisation}::uuid`.named(
      "select organisation",
    ),
  );
  return row;
}

export interface FundRead {
  readonly fund: string;
  readonly unit: string;
  readonly nature: "divisible" | "restricted" | "indivisible";
  readonly is_lendable: boolean;
  readonly opened_on: Day;
}

/** The funds of the ledger, the oldest first. */
export const selectFunds = (client: PoolClient, organisation: OrganisationId): Promise<readonly FundRead[]> =>
  query<FundRead & Row>(
    client,
    sql`
      select f.fund, f.unit, f.nature, f.is_lendable, f.opened_on from ledger.fund f where f.organisation_id = ${organisation}::uuid
      order by f.opened_on, f.nature = 'divisible' desc, f.fund`.named("select funds"),
  );

/** The accounts in which members keep what is theirs: shares, capital and savings. */
export async function selectStakeAccounts(
  client: PoolClient,
  organisation: OrganisationId,
): Promise<readonly string[]> {
  const rows = await query<{ account: string }>(
    client,
    sql`
      select a.account from ledger.account a
      where a.organisation_id = ${organisation}::uuid and (a.account like 'member-shares%' or a.account like 'member-savings%')
      order by a.account`.named("select stake accounts"),
  );
  return rows.map(row => row.account);
}

type Row = Record<string, unknown>;
