import type { Instant, MemberId, OrganisationId, Uuid } from "#base";
import { type Pool, type PoolClient, query, sql } from "#db";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";
import { isWeakerThan, keep, type Kept, partsOf } from "./secrets.ts";

/** An active member's secrets, as they are kept. */
export interface Credential {
  readonly member: MemberId;
  readonly person: Uuid;
  readonly number: number;
  readonly pin: Kept | null;
  readonly plainPin: Kept | null;
  readonly password: Kept | null;
  readonly version: number;
}

const columns = sql`m.member_id as member, m.person_id as person, m.number, c.pin, c.plain_pin as "plainPin", c.password, coalesce(c.version, 0) as version`;
const joined = sql`members.membership m left join members.credential c on c.organisation_id = m.organisation_id and c.member_id = m.member_id`;

/** By number or by member; undefined where nobody active has it. */
export async function credentialOf(
  pool: Pool,
  organisation: OrganisationId,
  who: { readonly number: number } | { readonly member: MemberId },
): Promise<Credential | undefined> {
  const condition = "number" in who ? sql`m.number = ${who.number}` : sql`m.member_id = ${who.member}`;
  const rows = await keyed(pool, { keys: [], organisations: [organisation] }, client =>
    query<Credential & Record<string, unknown>>(
      client,
      sql`select ${columns} from ${joined} where m.organisation_id = ${organisation} and m.status = 'active' and ${condition}`,
    ),
  );
  return rows[0];
}

/** Whose number it is now, for who may know no more of her. */
export const memberOfNumber = async (
  pool: Pool,
  organisation: OrganisationId,
  number: number,
): Promise<MemberId | null> => (await credentialOf(pool, organisation, { number }))?.member ?? null;

export interface NewSecrets {
  /** Absent stays as it is; null is taken away. */
  readonly pin?: Kept;
  readonly plainPin?: Kept | null;
  readonly password?: Kept | null;
}

/**
 * Keeps new secrets, at least one, in a transaction of the organisation. The version moves on, so every session of hers
 * is over.
 */
export async function saveSecrets(
  client: PoolClient,
  who: { readonly organisation: OrganisationId; readonly member: MemberId },
  secrets: NewSecrets,
  at: Instant,
): Promise<number> {
  const rows = await query<{ version: number }>(
    client,
    sql`insert into members.credential as c (organisation_id, member_id, version, changed_at)
      values (${who.organisation}, ${who.member}, 1, ${at})
      on conflict (organisation_id, member_id) do update set version = c.version + 1, changed_at = excluded.changed_at
      returning version`,
  );
  const kept = (["pin", "plainPin", "password"] as const).filter(name => secrets[name] !== undefined);
  await query(
    client,
    sql`update members.credential
      set ${sql.join(kept.map(name => sql`${sql.identifier(columnOf[name])} = ${secrets[name]}`))}
      where organisation_id = ${who.organisation} and member_id = ${who.member}`,
  );
  return rows[0]!.version;
}

const columnOf = { pin: "pin", plainPin: "plain_pin", password: "password" } as const;

/** One PIN hashed under the salt and cost of the one beside it, where that is strong enough; else under a new salt. */
export function keepPin(pin: string, beside: Kept | null, edge: SignInEdge): Promise<Kept> {
  if (beside !== null && !isWeakerThan(beside, edge.cost)) {
    const { cost, salt } = partsOf(beside);
    return keep("pin", pin, edge.pepper, cost, salt);
  }
  return keep("pin", pin, edge.pepper, edge.cost, edge.random(16));
}

export const keepPassword = (password: string, edge: SignInEdge): Promise<Kept> =>
  keep("password", password, edge.pepper, edge.cost, edge.random(16));
