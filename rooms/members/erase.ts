import { assert, type Command, type Instant, type MemberId, type OrganisationId } from "#base";
import { type Pool, type PoolClient, query, sql, transact } from "#db";
import { forgetGroups } from "./one-person.ts";
import { endSessions } from "./sessions.ts";

/**
 * Deletes the key of a member, the texts it locked, her secrets and her sessions. Asked after `members.erase-person` was
 * accepted, in a `transact` of the organisation; as often as one likes. The books need nothing of it: the log holds
 * commitments over random salts, which went with the texts, so nothing in it can be guessed and all of it still verifies.
 * Throws where no erasure was decided: no slip of a finger deletes a key.
 */
export async function erase(client: PoolClient, organisation: OrganisationId, member: MemberId): Promise<void> {
  const decided = await query(
    client,
    sql`select 1 as one from members.membership where organisation_id = ${organisation} and member_id = ${member} and erased_on is not null`,
  );
  assert(decided.length === 1, "who is erased was decided on before");
  await eraseAgain(client, organisation, member);
}

/**
 * The same for who was erased after the backup was made that these books came from: the decision is not in them, and yet she
 * stays erased. Asked while they are brought back, with the list kept beside them.
 */
export async function eraseAgain(client: PoolClient, organisation: OrganisationId, member: MemberId): Promise<void> {
  const condition = sql`organisation_id = ${organisation} and member_id = ${member}`;
  await query(client, sql`delete from members.text_key where ${condition}`);
  await query(client, sql`delete from members.text where ${condition}`);
  await query(client, sql`delete from members.credential where ${condition}`);
  await query(client, sql`delete from members.session where ${condition}`);
  await forgetGroups(client, { organisation, member });
}

/** Whose erasure was decided, as these books say. */
export const erasedIn = (client: PoolClient, organisation: OrganisationId): Promise<readonly { readonly member: MemberId }[]> =>
  query<{ member: MemberId }>(
    client,
    sql`select member_id as member from members.membership where organisation_id = ${organisation} and erased_on is not null`,
  );

/** Those whose erasure was decided and whose key is still there: the server stopped in between, or a backup came back. */
export async function erasuresLeft(client: PoolClient, organisation: OrganisationId): Promise<readonly MemberId[]> {
  const rows = await query<{ member_id: MemberId }>(
    client,
    sql`select m.member_id from members.membership m
      where m.organisation_id = ${organisation} and m.erased_on is not null and (
        exists (select 1 from members.text_key k where k.organisation_id = m.organisation_id and k.member_id = m.member_id)
        or exists (select 1 from members.text t where t.organisation_id = m.organisation_id and t.member_id = m.member_id)
        or exists (select 1 from members.credential c where c.organisation_id = m.organisation_id and c.member_id = m.member_id))
      order by m.member_id`,
  );
  return rows.map(row => row.member_id);
}

/**
 * What an accepted command of this room asks of the server besides its rows: the sessions of who left end, and who is
 * erased is erased. Called with every accepted command, also a repeated one; other commands ask nothing.
 */
export async function followUp(
  pool: Pool,
  command: Pick<Command, "name" | "organisation" | "body">,
  at: Instant,
): Promise<void> {
  const { name, organisation } = command;
  const member = command.body["member"] as MemberId;
  if (name === "members.leave")
    await transact(pool, [organisation], client => endSessions(client, { organisation, member }, at));
  if (name === "members.erase-person")
    await transact(pool, [organisation], client => erase(client, organisation, member));
}
