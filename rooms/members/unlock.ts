import { isRefusal, type Refusal, refuse } from "#base";
import type { Pool } from "#db";
import type { SignInEdge } from "./edge.ts";
import { openSession, sessionOf, signOut } from "./sessions.ts";
import { check } from "./sign-in.ts";

export interface Unlock {
  readonly token: string;
  readonly pin?: string | undefined;
  readonly password?: string | undefined;
  readonly address: string;
}

export interface Unlocked {
  /** Whether the page is shown as it was; else another view was opened in its place. */
  readonly isSame: boolean;
  /** Of the view that was opened. */
  readonly token?: string;
}

/**
 * She uncovers the page that locked itself: it is shown to be she, under the same limits as at the door, and her session
 * goes on. Typed under somebody's eyes, her plain PIN opens the plain view and ends the full one; her own PIN leads back.
 */
export async function unlock(pool: Pool, said: Unlock, edge: SignInEdge): Promise<Unlocked | Refusal> {
  const secret = said.pin ?? said.password;
  if (secret === undefined) return refuse("members.secret-missing");
  const session = await sessionOf(pool, said.token, edge.now().at);
  if (!session) return refuse("members.sign-in-again");
  const { organisation, member, person, device } = session;
  const kind = said.pin === undefined ? "password" : "pin";
  const { address } = said;
  const checked = await check(
    pool,
    { organisation, group: organisation, who: { member }, kind, secret, device, address, mayBePlain: true },
    edge,
  );
  if (isRefusal(checked)) return checked;
  if (checked.isPlain === session.isPlain) return { isSame: true };
  const opened = await openSession(
    pool,
    {
      ...{ organisation, member, person, device, language: session.language },
      version: checked.version,
      openedBy: kind,
      isPlain: checked.isPlain,
    },
    edge,
  );
  await signOut(pool, said.token, edge);
  return { isSame: false, token: opened.token };
}
