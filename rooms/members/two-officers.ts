import { isRefusal, type MemberId, type OrganisationId, type Refusal, refuse } from "#base";
import type { Pool } from "#db";
import { openAgain } from "./attempts.ts";
import { credentialOf, keepPin, saveSecrets } from "./credentials.ts";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";
import { forgetGroups } from "./one-person.ts";
import { knowPerson, languageOr } from "./person.ts";
import { officesToday } from "./questions.ts";
import { isOfficer } from "./roles.ts";
import { refusalOfPin } from "./secrets.ts";
import { endSessions, type Session } from "./sessions.ts";
import { checkBeside } from "./sign-in.ts";

export interface PinByOfficers {
  /** Of whoever is signed in: one of the two, or another. */
  readonly session: Session;
  readonly address: string;
  /** Two officers in person. */
  readonly officers: readonly [OfficerThere, OfficerThere];
  readonly member: MemberId;
  /** Typed by the member herself. */
  readonly pin: string;
  readonly language?: string | undefined;
  /** Says the command `members.give-pin` in the names of these two; only what it accepts is done. */
  record(by: readonly [MemberId, MemberId]): Promise<Refusal | null>;
}

/**
 * Each by her own number and PIN; or by her password, so that a group whose officers were all locked out by somebody's
 * guessing is not shut for ever.
 */
export type OfficerThere = { readonly number: number } & ({ readonly pin: string } | { readonly password: string });

/**
 * A member's first PIN, or a new one for a forgotten one. Her plain PIN and password go with the old PIN, every session
 * of hers is over, and her locked account is open again. The log shows it first: no account changes hands unseen.
 */
export async function resetPin(
  pool: Pool,
  said: PinByOfficers,
  edge: SignInEdge,
): Promise<{ readonly by: readonly [MemberId, MemberId] } | Refusal> {
  const { session, member, address } = said;
  const { organisation } = session;
  const { at, today } = edge.now();
  if (session.isPlain) return refuse("members.sign-in-again");
  const refusal = refusalOfPin(said.pin);
  if (refusal) return refusal;
  if (said.officers[0].number === said.officers[1].number) return refuse("members.two-officers-needed");
  const officer = async (typed: OfficerThere): Promise<MemberId | Refusal> => {
    const [kind, secret] = "pin" in typed ? (["pin", typed.pin] as const) : (["password", typed.password] as const);
    const checked = await checkBeside(pool, { session, number: typed.number, kind, secret, address }, edge);
    if (isRefusal(checked)) return checked;
    const roles = await officesToday(pool, organisation, checked.member, today);
    return isOfficer(roles) ? checked.member : refuse("members.two-officers-needed");
  };
  const first = await officer(said.officers[0]);
  if (isRefusal(first)) return first;
  const second = await officer(said.officers[1]);
  if (isRefusal(second)) return second;
  if (first === member || second === member) return refuse("members.pin-from-two-others");
  const found = await credentialOf(pool, organisation, { member });
  if (!found) return refuse("members.not-a-member");
  const unrecorded = await said.record([first, second]);
  if (unrecorded) return unrecorded;
  const pin = await keepPin(said.pin, null, edge);
  await keyed(pool, { keys: [], organisations: [organisation] }, async client => {
    await saveSecrets(client, { organisation, member }, { pin, plainPin: null, password: null }, at);
    await endSessions(client, { organisation, member }, at);
    // Who gives her a PIN may be the one who types it next: her other groups are not for them to find.
    await forgetGroups(client, { organisation, member });
  });
  await openAgain(pool, { organisation, number: found.number }, edge);
  await knowPerson(pool, found.person, languageOr(said.language, "id"), at);
  return { by: [first, second] };
}

/**
 * Lets a locked account be tried again, and changes no secret of it: what an operator may do for a group none of whose
 * officers gets in. He learns nothing by it and can sign in as nobody.
 */
export async function reopenAccount(
  pool: Pool,
  who: { readonly organisation: OrganisationId; readonly number: number },
  edge: SignInEdge,
): Promise<void> {
  await openAgain(pool, who, edge);
}
