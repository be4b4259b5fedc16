/** What the aid room asks of its own tables. `client` is inside a `read` of the organisation; amounts are bigint. */
import type { MemberId, OrganisationId, Uuid } from "#base";
import { type PoolClient, query, sql } from "#db";
import {
  type ClaimRow,
  claimTable,
  type EnrolmentRow,
  enrolmentTable,
  type GrantRow,
  grantTable,
  type LevyRow,
  levyTable,
} from "./tables.ts";

const columnsOf = (alias: string, table: { readonly columns: Readonly<Record<string, unknown>> }) =>
  sql.join(Object.keys(table.columns).map(column => sql.identifier(alias, column)));
const enrolmentColumns = columnsOf("e", enrolmentTable);
const claimColumns = columnsOf("c", claimTable);
const levyColumns = columnsOf("l", levyTable);
const grantColumns = columnsOf("g", grantTable);

/** Who is in a fund, by member number; who lapsed or left is among them. */
export const selectEnrolments = (
  client: PoolClient,
  organisation: OrganisationId,
  fund: string,
): Promise<readonly EnrolmentRow[]> =>
  query<EnrolmentRow & Row>(
    client,
    sql`
      select ${enrolmentColumns} from aid.enrolment e
      join members.membership m on m.organisation_id = e.organisation_id and m.member_id = e.member_id
      where e.organisation_id = ${organisation}::uuid and e.fund = ${fund}
      order by m.number, e.member_id`.named("select enrolments"),
  );

export const selectEnrolmentsOfMember = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly EnrolmentRow[]> =>
  query<EnrolmentRow & Row>(
    client,
    sql`
      select ${enrolmentColumns} from aid.enrolment e
      where e.organisation_id = ${organisation}::uuid and e.member_id = ${member}
      order by e.fund`.named("select enrolments of member"),
  );

/** Claims that wait for a check, a payment or its second part: the longest waiting first. */
export const selectOpenClaims = (client: PoolClient, organisation: OrganisationId): Promise<readonly ClaimRow[]> =>
  query<ClaimRow & Row>(
    client,
    sql`
      select ${claimColumns} from aid.claim c
      where c.organisation_id = ${organisation}::uuid and c.status in ('reported', 'checked', 'paid-in-part')
      order by c.reported_on, c.claim_id`.named("select open claims"),
  );

/** All claims of a fund, the newest first. */
export const selectClaimsOfFund = (
  client: PoolClient,
  organisation: OrganisationId,
  fund: string,
): Promise<readonly ClaimRow[]> =>
  query<ClaimRow & Row>(
    client,
    sql`
      select ${claimColumns} from aid.claim c
      where c.organisation_id = ${organisation}::uuid and c.fund = ${fund}
      order by c.reported_on desc, c.claim_id desc`.named("select claims of fund"),
  );

export const selectClaimsOfMember = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly ClaimRow[]> =>
  query<ClaimRow & Row>(
    client,
    sql`
      select ${claimColumns} from aid.claim c
      where c.organisation_id = ${organisation}::uuid and c.member_id = ${member}
      order by c.reported_on desc, c.claim_id desc`.named("select claims of member"),
  );

/** Of whom two made sure that she died, and who is not paid out yet: the help is open, or her membership is. */
export const selectDeathsChecked = (
  client: PoolClient,
  organisation: OrganisationId,
): Promise<readonly { readonly member: MemberId; readonly fund: string }[]> =>
  query(
    client,
    sql`
      select c.member_id as member, c.fund from aid.claim c
      join members.membership m on m.organisation_id = c.organisation_id and m.member_id = c.member_id
      where c.organisation_id = ${organisation}::uuid and c.event = 'death' and c.who = 'herself'
        and (c.status in ('checked', 'paid-in-part') or (c.status = 'paid' and m.status = 'active'))
      order by c.reported_on, c.claim_id`.named("select deaths checked"),
  );

export async function selectClaim(
  client: PoolClient,
  organisation: OrganisationId,
  claim: Uuid,
): Promise<ClaimRow | undefined> {
  const [row] = await query<ClaimRow & Row>(
    client,
    sql`
      select ${claimColumns} from aid.claim c
      where c.organisation_id = ${organisation}::uuid and c.claim_id = ${claim}::uuid`.named("select claim"),
  );
  return row;
}

/** The levies for one death, by member number. */
export const selectLevies = (
  client: PoolClient,
  organisation: OrganisationId,
  claim: Uuid,
): Promise<readonly LevyRow[]> =>
  query<LevyRow & Row>(
    client,
    sql`
      select ${levyColumns} from aid.levy l
      join members.membership m on m.organisation_id = l.organisation_id and m.member_id = l.member_id
      where l.organisation_id = ${organisation}::uuid and l.claim_id = ${claim}::uuid
      order by m.number, l.member_id`.named("select levies of claim"),
  );

/** What a member still owes for deaths, the first due first. */
export const selectLeviesOwed = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly LevyRow[]> =>
  query<LevyRow & Row>(
    client,
    sql`
      select ${levyColumns} from aid.levy l
      where l.organisation_id = ${organisation}::uuid and l.member_id = ${member} and l.paid < l.amount
      order by l.due_on, l.claim_id`.named("select levies owed"),
  );

/** Help that was granted by decisions, the newest first. */
export const selectGrants = (client: PoolClient, organisation: OrganisationId): Promise<readonly GrantRow[]> =>
  query<GrantRow & Row>(
    client,
    sql`
      select ${grantColumns} from aid.grant_given g
      where g.organisation_id = ${organisation}::uuid and not g.is_taken_back
      order by g.granted_on desc, g.decision_id`.named("select grants"),
  );

type Row = Record<string, unknown>;
