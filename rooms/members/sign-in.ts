import { isRefusal, type MemberId, type OrganisationId, type Refusal, refuse, type Uuid } from "#base";
import { type Pool, query, sql } from "#db";
import { handleOf, organisationByHandle } from "./addresses.ts";
import { accountOf, type Attempt, giveBack, takeAttempts } from "./attempts.ts";
import { type Credential, credentialOf, keepPassword, keepPin } from "./credentials.ts";
import { deviceOf } from "./devices.ts";
import { knowPerson, languageOf, languageOr } from "./person.ts";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";
import { officesToday } from "./questions.ts";
import { isOfficer } from "./roles.ts";
import { isWeakerThan, matchOf, pretend, type SecretKind } from "./secrets.ts";
import { openSession, seatSecond, sessionOf, type Session, type SignedIn } from "./sessions.ts";

/** What is typed at the door. Numbers are the members' own; `address` is the block the request came from. */
export interface SignIn {
  readonly handle: string;
  readonly number: number;
  /** Six digits, on a device the group let in; or the password, from anywhere. */
  readonly pin?: string | undefined;
  readonly password?: string | undefined;
  /** What the device holds: a secret for each group that let it in. */
  readonly deviceSecrets?: readonly string[];
  readonly address: string;
  /** What the screen is in now; her own choice goes before it. */
  readonly language?: string | undefined;
}

/**
 * Group, number and PIN, or password. Who does not exist gets the same answer as who mistyped, after the same work and
 * the same counting, so nobody learns here who is a member.
 */
export async function signIn(pool: Pool, said: SignIn, edge: SignInEdge): Promise<SignedIn | Refusal> {
  const byPin = said.pin !== undefined;
  const secret = said.pin ?? said.password;
  if (secret === undefined) return refuse("members.secret-missing");
  const organisation = await organisationByHandle(pool, said.handle);
  const group = organisation ?? handleOf(said.handle) ?? "-";
  const device = await deviceOf(pool, organisation ?? nowhere, said.deviceSecrets ?? []);
  if (byPin && device === null) return refuse("members.device-unknown");
  const checked = await check(
    pool,
    {
      organisation,
      group,
      who: { number: said.number },
      kind: byPin ? "pin" : "password",
      secret,
      device,
      address: said.address,
      mayBePlain: true,
    },
    edge,
  );
  if (isRefusal(checked)) return checked;
  const language = (await languageOf(pool, checked.person)) ?? languageOr(said.language, "id");
  await knowPerson(pool, checked.person, language, edge.now().at);
  return openSession(
    pool,
    {
      organisation: organisation!,
      member: checked.member,
      person: checked.person,
      version: checked.version,
      device,
      openedBy: byPin ? "pin" : "password",
      isPlain: checked.isPlain,
      language,
    },
    edge,
  );
}

/** Who says one command on a device somebody else is signed in on: a key-holder turning her key on the treasurer's phone. */
export interface SpokenBy {
  /** Of whoever is signed in. */
  readonly session: Session;
  readonly number: number;
  readonly pin: string;
  readonly address: string;
}

/** Whose number and PIN these are. Her plain PIN is none here: under somebody's eyes she moves nothing. */
export async function verifyPin(pool: Pool, said: SpokenBy, edge: SignInEdge): Promise<MemberId | Refusal> {
  const checked = await checkPin(pool, said, edge);
  return isRefusal(checked) ? checked : checked.member;
}

/** A second person sits down at the same session by her own number and PIN: so two named people are proven. */
export async function sitDownWith(
  pool: Pool,
  said: { readonly token: string; readonly number: number; readonly pin: string; readonly address: string },
  edge: SignInEdge,
): Promise<Session | Refusal> {
  const session = await sessionOf(pool, said.token, edge.now().at);
  if (!session || session.isPlain) return refuse("members.sign-in-again");
  const checked = await checkPin(pool, { ...said, session }, edge);
  if (isRefusal(checked)) return checked;
  if (checked.member === session.member) return refuse("members.second-is-another");
  return seatSecond(pool, said.token, checked, edge);
}

const checkPin = (pool: Pool, { pin, ...said }: SpokenBy, edge: SignInEdge): Promise<Checked | Refusal> =>
  checkBeside(pool, { ...said, kind: "pin", secret: pin }, edge);

/**
 * Somebody shows that it is she while another is signed in. It is looked at only on a device the group let in, or where
 * an officer is signed in: a member at home must not try the officers' PINs until all are locked.
 */
export async function checkBeside(
  pool: Pool,
  said: Pick<SpokenBy, "session" | "number" | "address"> & Pick<ToCheck, "kind" | "secret">,
  edge: SignInEdge,
): Promise<Checked | Refusal> {
  const { session, number, kind, secret, address } = said;
  const { organisation, member, device } = session;
  if (device === null && !isOfficer(await officesToday(pool, organisation, member, edge.now().today)))
    return refuse("members.others-on-known-phone");
  const toCheck = { organisation, group: organisation, who: { number }, kind, secret, device, address };
  return check(pool, { ...toCheck, beside: member }, edge);
}

/** The same for somebody who is signed in already and shows that it is still she. */
export function checkSelf(
  pool: Pool,
  session: Session,
  kind: SecretKind,
  secret: string,
  address: string,
  edge: SignInEdge,
): Promise<Checked | Refusal> {
  const { organisation, member, device } = session;
  return check(pool, { organisation, group: organisation, who: { member }, kind, secret, device, address }, edge);
}

export interface Checked {
  readonly member: MemberId;
  readonly person: Uuid;
  readonly version: number;
  readonly isPlain: boolean;
}

interface ToCheck {
  readonly organisation: OrganisationId | null;
  /** What attempts are counted under: the organisation, or the unknown handle that was typed. */
  readonly group: string;
  readonly who: { readonly number: number } | { readonly member: MemberId };
  readonly kind: SecretKind;
  readonly secret: string;
  readonly device: Uuid | null;
  readonly address: string;
  /** Who is signed in, where it is another's secret. */
  readonly beside?: MemberId;
  /** Whether her second PIN is let in too. */
  readonly mayBePlain?: boolean;
}

/** No organisation has it: looked up where there is none, so that the work is the same. */
const nowhere = "00000000-0000-0000-0000-000000000000" as OrganisationId;

/** The one place where a secret is looked at. */
export async function check(pool: Pool, said: ToCheck, edge: SignInEdge): Promise<Checked | Refusal> {
  const found = await credentialOf(pool, said.organisation ?? nowhere, said.who);
  const taken = await takeAttempts(pool, attemptsFor(said, found), edge);
  if (isRefusal(taken)) return taken;
  const kept = found === undefined ? [] : said.kind === "pin" ? [found.pin, found.plainPin] : [found.password];
  const match = await matchOf(said.kind, said.secret, edge.pepper, kept);
  if (kept.every(one => one === null)) await pretend(said.kind, said.secret, edge.pepper, edge.cost);
  const isPlain = match === 1;
  if (found === undefined || match < 0 || (isPlain && said.mayBePlain !== true))
    return refuse("members.sign-in-unknown", { left: taken.left });
  await giveBack(pool, taken);
  if (!isPlain && found.plainPin === null && isWeakerThan(kept[match]!, edge.cost))
    await strengthen(pool, said, found, edge);
  return { member: found.member, person: found.person, version: found.version, isPlain };
}

function attemptsFor(said: ToCheck, found: Credential | undefined): readonly Attempt[] {
  const number = "number" in said.who ? said.who.number : found?.number;
  return [
    { counted: "address", what: `${said.kind}/${said.address}` },
    ...(said.kind === "pin" ? [] : [{ counted: "organisation", what: said.group } as const]),
    ...(said.device === null ? [] : [{ counted: "device", what: said.device } as const]),
    ...(said.beside === undefined ? [] : [{ counted: "session", what: `${said.group}/${said.beside}` } as const]),
    { counted: said.kind === "pin" ? "account-pin" : "account-password", what: accountOf(said.group, number) },
  ];
}

/** Hashed again at today's cost while the secret is at hand. Sessions go on: it is the same secret. */
async function strengthen(pool: Pool, said: ToCheck, found: Credential, edge: SignInEdge): Promise<void> {
  const organisation = said.organisation!;
  const column = sql.identifier(said.kind);
  const fresh = said.kind === "pin" ? await keepPin(said.secret, null, edge) : await keepPassword(said.secret, edge);
  await keyed(pool, { keys: [], organisations: [organisation] }, client =>
    query(
      client,
      sql`update members.credential set ${column} = ${fresh}
        where organisation_id = ${organisation} and member_id = ${found.member} and ${column} = ${found[said.kind]}`,
    ),
  );
}
