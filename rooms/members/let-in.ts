import { operator, type OrganisationId, type Refusal, refuse } from "#base";
import { type Pool, query, sql } from "#db";
import { organisationByHandle } from "./addresses.ts";
import { type DeviceKind, type RegisteredDevice, trustDevice } from "./devices.ts";
import { isToken, later, newToken, type SignInEdge, tokenHash } from "./edge.ts";
import { keyed } from "./keyed.ts";

/** How long a code may lie about before it is opened on the phone. */
export const lettingInMs = 3_600_000;

/**
 * A code that lets one phone in, once, within the hour. For a group that lost every phone it knew: whoever runs the
 * server hands it over, after `members.trust-device` said so in the log.
 */
export async function offerLettingIn(
  pool: Pool,
  { organisation, kind }: { readonly organisation: OrganisationId; readonly kind: DeviceKind },
  edge: SignInEdge,
): Promise<string> {
  const { token, hash } = newToken(edge);
  await keyed(pool, { keys: [], organisations: [organisation] }, client =>
    query(
      client,
      sql`insert into members.letting_in (organisation_id, code_hash, kind, until)
        values (${organisation}, ${hash}, ${kind}, ${later(edge.now().at, lettingInMs)})`,
    ),
  );
  return token;
}

/** The phone on which the code was opened is the group's from now on. Of two phones at once one is. */
export async function letIn(
  pool: Pool,
  said: { readonly handle: string; readonly code: string; readonly secrets: readonly string[] },
  edge: SignInEdge,
): Promise<RegisteredDevice | Refusal> {
  const organisation = await organisationByHandle(pool, said.handle);
  if (organisation === null || !isToken(said.code)) return refuse("members.letting-in-over");
  const { at } = edge.now();
  const [offered] = await keyed(pool, { keys: [], organisations: [organisation] }, client =>
    query<{ kind: DeviceKind }>(
      client,
      sql`update members.letting_in set used_at = ${at}
        where organisation_id = ${organisation} and code_hash = ${tokenHash(said.code)} and used_at is null and until > ${at}
        returning kind`,
    ),
  );
  if (!offered) return refuse("members.letting-in-over");
  return trustDevice(pool, { organisation, by: operator, kind: offered.kind, secrets: said.secrets }, edge);
}
