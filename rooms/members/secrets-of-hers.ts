import { isRefusal, type Refusal, refuse } from "#base";
import type { Pool } from "#db";
import { openAgain } from "./attempts.ts";
import { credentialOf, keepPassword, keepPin, type NewSecrets, saveSecrets } from "./credentials.ts";
import type { SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";
import { matchOf, refusalOfPassword, refusalOfPin } from "./secrets.ts";
import { openSession, sessionOf, type Session, type SignedIn } from "./sessions.ts";
import { checkSelf } from "./sign-in.ts";

/** She changes a secret of her own: signed in, and showing once more that it is she. */
export interface OwnChange {
  readonly token: string;
  /** Her PIN or password of now, whichever she signed in with. */
  readonly current: string;
  readonly address: string;
}

/**
 * A new PIN instead of the one she has. Every session of hers is over but this one, which gets a new token. Where tries
 * at the old one had locked it, and she came in by password, the new one is open.
 */
export async function setPin(
  pool: Pool,
  said: OwnChange & { readonly pin: string },
  edge: SignInEdge,
): Promise<SignedIn | Refusal> {
  const changed = await change(pool, said, edge, async ({ organisation, member }) => {
    const refusal = refusalOfPin(said.pin);
    if (refusal) return refusal;
    const { plainPin } = (await credentialOf(pool, organisation, { member }))!;
    if ((await matchOf("pin", said.pin, edge.pepper, [plainPin])) === 0) return refuse("members.pins-alike");
    return { pin: await keepPin(said.pin, plainPin, edge) };
  });
  if (isRefusal(changed)) return changed;
  const { organisation, member } = changed.session;
  const { number } = (await credentialOf(pool, organisation, { member }))!;
  await openAgain(pool, { organisation, number }, edge, ["pin"]);
  return changed;
}

/** A second PIN that opens the plain view, for when somebody makes her open it. Null takes it away. */
export function setPlainPin(
  pool: Pool,
  said: OwnChange & { readonly plainPin: string | null },
  edge: SignInEdge,
): Promise<SignedIn | Refusal> {
  return change(pool, said, edge, async ({ organisation, member }) => {
    if (said.plainPin === null) return { plainPin: null };
    const refusal = refusalOfPin(said.plainPin);
    if (refusal) return refusal;
    const { pin } = (await credentialOf(pool, organisation, { member }))!;
    if (pin === null) return refuse("members.pin-first");
    if ((await matchOf("pin", said.plainPin, edge.pepper, [pin])) === 0) return refuse("members.pins-alike");
    return { plainPin: await keepPin(said.plainPin, pin, edge) };
  });
}

/** A password, to sign in from the web and to let devices in. */
export function setPassword(
  pool: Pool,
  said: OwnChange & { readonly password: string },
  edge: SignInEdge,
): Promise<SignedIn | Refusal> {
  return change(
    pool,
    said,
    edge,
    async () => refusalOfPassword(said.password) ?? { password: await keepPassword(said.password, edge) },
  );
}

async function change(
  pool: Pool,
  said: OwnChange,
  edge: SignInEdge,
  secretsFor: (session: Session) => Promise<NewSecrets | Refusal>,
): Promise<SignedIn | Refusal> {
  const { at } = edge.now();
  const session = await sessionOf(pool, said.token, at);
  // The plain view shows no such door.
  if (!session || session.isPlain) return refuse("members.sign-in-again");
  const self = await checkSelf(pool, session, session.openedBy, said.current, said.address, edge);
  if (isRefusal(self)) return self;
  const secrets = await secretsFor(session);
  if (isRefusal(secrets)) return secrets;
  const version = await keyed(pool, { keys: [], organisations: [session.organisation] }, client =>
    saveSecrets(client, session, secrets, at),
  );
  const { organisation, member, person, device, openedBy, isPlain, language } = session;
  return openSession(pool, { organisation, member, person, version, device, openedBy, isPlain, language }, edge);
}
