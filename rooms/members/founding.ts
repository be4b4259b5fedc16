import { isRefusal, type MemberId, type OrganisationId, type Refusal, refuse } from "#base";
import { type Pool, type PoolClient, query, sql } from "#db";
import { registerAddress } from "./addresses.ts";
import { credentialOf, keepPassword, keepPin, saveSecrets } from "./credentials.ts";
import { type DeviceKind, type RegisteredDevice, trustDevice } from "./devices.ts";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";
import { knowPerson, languageOr } from "./person.ts";
import { refusalOfPassword, refusalOfPin } from "./secrets.ts";
import { openSession, type SignedIn } from "./sessions.ts";

/** The first secrets of a group, typed by each founder herself while they sit together. */
export interface Founding {
  readonly organisation: OrganisationId;
  readonly handle: string;
  readonly founders: readonly {
    readonly member: MemberId;
    readonly pin?: string | undefined;
    readonly password?: string | undefined;
  }[];
  /** Who is signed in at the end: one of the founders. */
  readonly speaker: MemberId;
  readonly device: { readonly kind: DeviceKind; readonly secrets?: readonly string[] };
  readonly language: string;
}

/**
 * Behind an accepted `assembly.found-organisation`: the group gets its handle, its founders their secrets and the device
 * in their hands is let in. It works only while nobody in the organisation has any secret: two at once wait for each
 * other, and the later finds the door shut. Later members get theirs by two officers (`resetPin`). One founder at least
 * has a password: only by a password another device is let in once this one is lost.
 */
export async function openAtFounding(
  pool: Pool,
  said: Founding,
  edge: SignInEdge,
): Promise<(SignedIn & RegisteredDevice) | Refusal> {
  const { organisation, founders, speaker } = said;
  const { at } = edge.now();
  const language = languageOr(said.language, "id");
  if (founders.every(founder => founder.password === undefined)) return refuse("members.founder-needs-password");
  for (const founder of founders) {
    const refusal =
      (founder.pin === undefined ? null : refusalOfPin(founder.pin)) ??
      (founder.password === undefined ? null : refusalOfPassword(founder.password));
    if (refusal) return refusal;
  }
  const first = founders.find(founder => founder.member === speaker);
  const secretOfFirst = first?.pin ?? first?.password;
  const found = await credentialOf(pool, organisation, { member: speaker });
  if (secretOfFirst === undefined || !found) return refuse("members.not-a-member");
  const addressRefusal = await registerAddress(pool, said.handle, organisation, edge);
  if (addressRefusal) return addressRefusal;
  const kept = await Promise.all(
    founders
      .filter(founder => founder.pin !== undefined || founder.password !== undefined)
      .map(async ({ member, pin, password }) => ({
        member,
        ...(pin === undefined ? {} : { pin: await keepPin(pin, null, edge) }),
        ...(password === undefined ? {} : { password: await keepPassword(password, edge) }),
      })),
  );
  const version = await keyed(pool, { keys: [], organisations: [organisation] }, async client => {
    await query(client, sql`select pg_advisory_xact_lock(${foundingLock}, hashtext(${organisation}))`);
    const some = await query(
      client,
      sql`select 1 as one from members.credential where organisation_id = ${organisation} limit 1`,
    );
    if (some.length > 0) return refuse("members.opened-already");
    let mine = 0;
    for (const { member, ...secrets } of kept) {
      const saved = await saveSecrets(client, { organisation, member }, secrets, at);
      if (member === speaker) mine = saved;
    }
    return mine;
  });
  if (isRefusal(version)) return version;
  for (const { member } of founders) {
    const credential = await credentialOf(pool, organisation, { member });
    if (credential) await knowPerson(pool, credential.person, language, at);
  }
  const device = await trustDevice(pool, { organisation, by: speaker, ...said.device }, edge);
  const signedIn = await openSession(
    pool,
    {
      organisation,
      member: speaker,
      person: found.person,
      version,
      device: device.device,
      openedBy: first!.password === undefined ? "pin" : "password",
      isPlain: false,
      language,
    },
    edge,
  );
  return { ...signedIn, ...device };
}

/**
 * Behind books that were brought in without any secret: the group gets its handle and these members new secrets. It works as long
 * as nobody came in, so that an import that was broken off, and whose secrets nobody has read, can be said once more.
 */
export async function openAtImport(
  pool: Pool,
  said: Pick<Founding, "organisation" | "handle" | "language"> & {
    readonly members: readonly { readonly member: MemberId; readonly pin: string; readonly password: string }[];
  },
  edge: SignInEdge,
): Promise<Refusal | null> {
  const { organisation, members } = said;
  const { at } = edge.now();
  const addressRefusal = await registerAddress(pool, said.handle, organisation, edge);
  if (addressRefusal) return addressRefusal;
  const kept = await Promise.all(
    members.map(async ({ member, pin, password }) => ({
      member,
      pin: await keepPin(pin, null, edge),
      password: await keepPassword(password, edge),
    })),
  );
  const refusal = await keyed(pool, { keys: [], organisations: [organisation] }, async client => {
    await query(client, sql`select pg_advisory_xact_lock(${foundingLock}, hashtext(${organisation}))`);
    if (!(await hasNobodyComeIn(client, organisation))) return refuse("members.opened-already");
    for (const { member, ...secrets } of kept) await saveSecrets(client, { organisation, member }, secrets, at);
    return null;
  });
  if (refusal) return refusal;
  for (const { member } of members) {
    const credential = await credentialOf(pool, organisation, { member });
    if (credential) await knowPerson(pool, credential.person, languageOr(said.language, "id"), at);
  }
  return null;
}

/** No session and no phone is or was there lately. `client` sees the organisation. */
export async function hasNobodyComeIn(client: PoolClient, organisation: OrganisationId): Promise<boolean> {
  const some = await query(
    client,
    sql`select 1 as one from members.session where organisation_id = ${organisation}
      union all select 1 from members.device_of where organisation_id = ${organisation} limit 1`,
  );
  return some.length === 0;
}

/** Any number, apart from the other advisory locks of the house. */
const foundingLock = 4_041;
