import { isRefusal, type MemberId, type OrganisationId, type Refusal, refuse, type Uuid } from "#base";
import type { Pool } from "#db";
import { forgetAttempts } from "./attempts.ts";
import { credentialOf, keepPin, knowPerson, saveSecrets } from "./credentials.ts";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";
import { officesToday } from "./questions.ts";
import { isOfficer } from "./roles.ts";
import { refusalOfPin } from "./secrets.ts";
import { endSessions } from "./sessions.ts";
import { checkPin } from "./sign-in.ts";

export interface PinByOfficers {
  readonly organisation: OrganisationId;
  /** The session's device. */
  readonly device: Uuid | null;
  readonly address: string;
  /** Two officers in person, each by her own number and PIN. */
  readonly officers: readonly [NumberAndPin, NumberAndPin];
  readonly member: MemberId;
  /** Typed by the member herself. */
  readonly pin: string;
  readonly language?: string | undefined;
  /** Says the command `members.give-pin` in the names of these two; only what it accepts is done. */
  record(by: readonly [MemberId, MemberId]): Promise<Refusal | null>;
}

export interface NumberAndPin {
  readonly number: number;
  readonly pin: string;
}

/**
 * A member's first PIN, or a new one for a forgotten one. Her plain PIN and password go with the old PIN, every session
 * of hers is over, and her locked account is open again. The log shows it first: no account changes hands unseen.
 */
export async function resetPin(pool: Pool, said: PinByOfficers, edge: SignInEdge): Promise<{ readonly by: readonly [MemberId, MemberId] } | Refusal> {
  const { organisation, member, device, address } = said;
  const { at, today } = edge.now();
  const refusal = refusalOfPin(said.pin);
  if (refusal) return refusal;
  if (said.officers[0].number === said.officers[1].number) return refuse("members.two-officers-needed");
  const officer = async (typed: NumberAndPin): Promise<MemberId | Refusal> => {
    const checked = await checkPin(pool, { organisation, device, address, ...typed }, edge);
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
  });
  const what = `${organisation}/${found.number}`;
  await forgetAttempts(pool, [{ counted: "account-pin", what }, { counted: "account-password", what }], edge);
  await knowPerson(pool, found.person, said.language ?? "id", at);
  return { by: [first, second] };
}
