import { type OrganisationId, type Refusal, refuse } from "#base";
import { type Pool, query, sql } from "#db";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";

const handleForm = /^[a-z][a-z0-9-]{1,28}[a-z0-9]$/;

/** As people type it, made the same: "Melati " is "melati". Null where it can be no handle. */
export function handleOf(text: string): string | null {
  const handle = text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
  return handleForm.test(handle) ? handle : null;
}

/** The word members type to say which group they mean. The first who claims it has it, for ever; a group may have several. */
export async function registerAddress(
  pool: Pool,
  handle: string,
  organisation: OrganisationId,
  edge: SignInEdge,
): Promise<null | Refusal> {
  const wanted = handleOf(handle);
  if (wanted === null) return refuse("members.address-form");
  const { at } = edge.now();
  const owner = await keyed(pool, { keys: [wanted] }, async client => {
    await query(
      client,
      sql`insert into members.address (handle, organisation_id, claimed_at) values (${wanted}, ${organisation}, ${at}) on conflict do nothing`,
    );
    return query<{ organisation_id: OrganisationId }>(
      client,
      sql`select organisation_id from members.address where handle = ${wanted}`,
    );
  });
  return owner[0]!.organisation_id === organisation ? null : refuse("members.address-taken", { handle: wanted });
}

export async function organisationByHandle(pool: Pool, handle: string): Promise<OrganisationId | null> {
  const wanted = handleOf(handle);
  if (wanted === null) return null;
  const rows = await keyed(pool, { keys: [wanted] }, client =>
    query<{ organisation_id: OrganisationId }>(
      client,
      sql`select organisation_id from members.address where handle = ${wanted}`,
    ),
  );
  return rows[0]?.organisation_id ?? null;
}

/** The handles of an organisation, the newest first. */
export async function handlesOf(pool: Pool, organisation: OrganisationId): Promise<readonly string[]> {
  const rows = await keyed(pool, { keys: [], organisations: [organisation] }, client =>
    query<{ handle: string }>(
      client,
      sql`select handle from members.address where organisation_id = ${organisation} order by claimed_at desc, handle`,
    ),
  );
  return rows.map(row => row.handle);
}
