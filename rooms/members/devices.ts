import { type MemberId, type OrganisationId, type Refusal, refuse, type Uuid, uuidFrom } from "#base";
import { type Pool, type PoolClient, query, sql } from "#db";
import { isToken, newToken, type SignInEdge, tokenHash } from "./edge.ts";
import { keyed } from "./keyed.ts";
import { officesToday } from "./questions.ts";
import { isOfficer } from "./roles.ts";
import type { Session } from "./sessions.ts";

/** The group's own phone, that lies in the box, or somebody's own. */
export type DeviceKind = "meeting" | "own";

export interface RegisteredDevice {
  readonly device: Uuid;
  /** Kept in the device's cookie, beside those of the other groups it serves: no two groups share one. */
  readonly secret: string;
}

/** An officer signed in by password lets this device in: from now on members sign in on it by number and PIN. */
export async function registerDevice(
  pool: Pool,
  said: { readonly session: Session; readonly kind: DeviceKind; readonly secrets?: readonly string[] },
  edge: SignInEdge,
): Promise<RegisteredDevice | Refusal> {
  const { session } = said;
  const roles = await officesToday(pool, session.organisation, session.member, edge.now().today);
  if (!isOfficer(roles) || session.isPlain) return refuse("members.officers-let-devices-in");
  if (session.openedBy !== "password") return refuse("members.device-by-password");
  return trustDevice(
    pool,
    { organisation: session.organisation, by: session.member, kind: said.kind, secrets: said.secrets ?? [] },
    edge,
  );
}

/**
 * Lets a device in without asking who says it: for the founding of a group and for the practice village. Whoever calls
 * it has made sure of that. A device that this group trusts already keeps its secret; any other gets a fresh one, also
 * where another group knows it: whoever has seen that group's secret must not be inside this one.
 */
export async function trustDevice(
  pool: Pool,
  said: {
    readonly organisation: OrganisationId;
    readonly by: MemberId;
    readonly kind: DeviceKind;
    /** What the device holds: the secrets of the groups that let it in before. */
    readonly secrets?: readonly string[];
  },
  edge: SignInEdge,
): Promise<RegisteredDevice> {
  const { at } = edge.now();
  const fresh = newToken(edge);
  const held = new Map((said.secrets ?? []).filter(isToken).map(secret => [tokenHash(secret), secret]));
  return keyed(pool, { keys: [fresh.hash, ...held.keys()], organisations: [said.organisation] }, async client => {
    const known = await trustedBy(client, said.organisation, [...held.keys()]);
    const device = known?.device_id ?? uuidFrom(Date.parse(at), edge.random(10));
    const secret = known ? held.get(known.secret_hash)! : fresh.token;
    if (!known)
      await query(
        client,
        sql`insert into members.device (device_id, secret_hash, made_at) values (${device}, ${fresh.hash}, ${at})`,
      );
    await query(
      client,
      sql`insert into members.device_of (organisation_id, device_id, kind, registered_by, registered_at)
        values (${said.organisation}, ${device}, ${said.kind}, ${said.by}, ${at})
        on conflict (organisation_id, device_id) do update set kind = excluded.kind, registered_by = excluded.registered_by,
          registered_at = excluded.registered_at, revoked_by = null, revoked_at = null`,
    );
    return { device, secret };
  });
}

/** The device among these that the organisation trusts. `client` named the hashes as keys. */
async function trustedBy(
  client: PoolClient,
  organisation: OrganisationId,
  hashes: readonly string[],
): Promise<{ readonly device_id: Uuid; readonly secret_hash: string } | undefined> {
  const rows = await query<{ device_id: Uuid; secret_hash: string }>(
    client,
    sql`select d.device_id, d.secret_hash from members.device d
      join members.device_of o on o.device_id = d.device_id and o.organisation_id = ${organisation} and o.revoked_at is null
      where d.secret_hash = any (${hashes}::text[]) order by o.registered_at desc, d.device_id limit 1`,
  );
  return rows[0];
}

/** The device that holds these secrets, where this organisation trusts it by one of them. */
export async function deviceOf(
  pool: Pool,
  organisation: OrganisationId,
  secrets: readonly string[],
): Promise<Uuid | null> {
  const hashes = secrets.filter(isToken).map(tokenHash);
  const found = await keyed(pool, { keys: hashes, organisations: [organisation] }, client =>
    trustedBy(client, organisation, hashes),
  );
  return found?.device_id ?? null;
}

export interface DeviceRow {
  readonly device: Uuid;
  readonly kind: DeviceKind;
  readonly registered_by: MemberId;
  readonly registered_at: string;
  readonly revoked_at: string | null;
}

/** Every device the group let in, read out at a meeting. `client` is inside a `read` of the organisation. */
export function devicesOf(client: PoolClient, organisation: OrganisationId): Promise<readonly DeviceRow[]> {
  return query<DeviceRow & Record<string, unknown>>(
    client,
    sql`select device_id as device, kind, registered_by, registered_at, revoked_at from members.device_of
      where organisation_id = ${organisation} order by registered_at, device_id`,
  );
}

/** A lost phone: nobody signs in on it any more, and every session on it is over. Any officer may. */
export async function revokeDevice(
  pool: Pool,
  said: { readonly session: Session; readonly device: Uuid },
  edge: SignInEdge,
): Promise<null | Refusal> {
  const { session } = said;
  const { at, today } = edge.now();
  if (session.isPlain || !isOfficer(await officesToday(pool, session.organisation, session.member, today)))
    return refuse("members.officers-let-devices-in");
  return keyed(pool, { keys: [], organisations: [session.organisation] }, async client => {
    const rows = await query(
      client,
      sql`update members.device_of set revoked_by = ${session.member}, revoked_at = ${at}
        where organisation_id = ${session.organisation} and device_id = ${said.device} and revoked_at is null returning 1 as gone`,
    );
    await query(
      client,
      sql`update members.session set ended_at = ${at}
        where organisation_id = ${session.organisation} and device_id = ${said.device} and ended_at is null`,
    );
    return rows.length > 0 ? null : refuse("members.no-such-device");
  });
}
