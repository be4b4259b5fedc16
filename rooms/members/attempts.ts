import { createHmac } from "node:crypto";
import { type Instant, type OrganisationId, type Refusal, refuse } from "#base";
import { type Pool, query, sql } from "#db";
import { later, type SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";

/**
 * Attempts are counted before a secret is looked at, and given back when it was right: so that many at once cannot
 * pass the limit together. Every guess is counted for its account, its device, its address and, by password, its group,
 * whether or not such an account exists; where another is signed in meanwhile, for her too. PINs and passwords are
 * counted apart: who guesses passwords from afar must not shut the phone that lies in the box on the day of the meeting.
 */
export type Counted = "account-pin" | "account-password" | "device" | "session" | "address" | "organisation" | "code";

const minute = 60_000;

/** `ms` null: no time opens it again, only two officers (`resetPin`). */
export const limits: Readonly<Record<Counted, { readonly max: number; readonly ms: number | null }>> = {
  // PINs are tried only on a device the group let in, or before an officer: a stranger cannot lock a member out from afar.
  "account-pin": { max: 10, ms: null },
  // Passwords can be tried from anywhere: a lock for ever would be a stranger's weapon, so this one opens by itself.
  "account-password": { max: 10, ms: 60 * minute },
  device: { max: 30, ms: 60 * minute },
  // Others' secrets typed while one woman is signed in, in whichever session of hers: fewer than lock an account, so that
  // she alone cannot close the officers' one after the other.
  session: { max: 8, ms: 60 * minute },
  address: { max: 100, ms: 60 * minute },
  organisation: { max: 300, ms: 60 * minute },
  // What another group showed her, eight digits that live for minutes: typed wrong more often, it is guessing.
  code: { max: 10, ms: 60 * minute },
};

export interface Attempt {
  readonly counted: Counted;
  /** What is counted: an account, a device, an address. It is kept only as an HMAC. */
  readonly what: string;
}

/** What was counted, to be given back where the secret was right. */
export interface Taken {
  readonly keys: readonly string[];
  readonly accountKeys: readonly string[];
  /** Tries the account has left. */
  readonly left: number;
}

export async function takeAttempts(
  pool: Pool,
  attempts: readonly Attempt[],
  edge: SignInEdge,
): Promise<Taken | Refusal> {
  const { at } = edge.now();
  // In one order everywhere, so that two at once wait for each other and never in a ring.
  const list = attempts.map(attempt => ({ ...attempt, key: keyOf(attempt, edge) }));
  const ordered = [...list].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows = await keyed(pool, { keys: list.map(one => one.key) }, client =>
    query<{ key: string; count: number; expires_at: Instant | null }>(
      client,
      sql`insert into members.attempt as a (key, count, expires_at)
        select key, 1, expires_at
        from unnest(${ordered.map(one => one.key)}::text[], ${ordered.map(one => expiryOf(one.counted, at))}::timestamptz[]) as w(key, expires_at)
        on conflict (key) do update set
          count = case when a.expires_at <= ${at}::timestamptz then 1 else least(a.count + 1, 1000000) end,
          expires_at = case when a.expires_at <= ${at}::timestamptz then excluded.expires_at else a.expires_at end
        returning key, count, expires_at`,
    ),
  );
  const found = new Map(rows.map(row => [row.key, row]));
  let left = Number.POSITIVE_INFINITY;
  for (const { counted, key } of list) {
    const row = found.get(key)!;
    const { max, ms } = limits[counted];
    if (row.count > max)
      return ms === null ? refuse("members.account-locked", { tries: max }) : tooMany(row.expires_at!, at);
    if (counted.startsWith("account")) left = Math.min(left, max - row.count);
  }
  const accounts = list.filter(one => one.counted.startsWith("account"));
  return { keys: list.map(one => one.key), accountKeys: accounts.map(one => one.key), left };
}

const tooMany = (until: Instant, at: Instant): Refusal =>
  refuse("members.too-many-tries", { minutes: Math.max(1, Math.ceil((Date.parse(until) - Date.parse(at)) / minute)) });

/** The secret was right: the account begins anew, and the others get this one back. */
export async function giveBack(pool: Pool, taken: Taken): Promise<void> {
  await keyed(pool, { keys: taken.keys }, client =>
    query(
      client,
      sql`update members.attempt a set count = case when a.key = any (${taken.accountKeys}::text[]) then 0 else greatest(a.count - 1, 0) end
        from (select key from members.attempt where key = any (${taken.keys}::text[]) order by key for update) w where a.key = w.key`,
    ),
  );
}

/** Her account may be tried again from the start, with PIN and password or the one of them. */
export function openAgain(
  pool: Pool,
  who: { readonly organisation: OrganisationId; readonly number: number },
  edge: SignInEdge,
  kinds: readonly ("pin" | "password")[] = ["pin", "password"],
): Promise<void> {
  const what = accountOf(who.organisation, who.number);
  return forgetAttempts(
    pool,
    kinds.map(kind => ({ counted: `account-${kind}`, what })),
    edge,
  );
}

/** What an account is counted under: the organisation, or the unknown handle that was typed, and the number. */
export const accountOf = (group: string, number: number | undefined): string => `${group}/${number ?? "-"}`;

async function forgetAttempts(pool: Pool, attempts: readonly Attempt[], edge: SignInEdge): Promise<void> {
  const keys = attempts.map(attempt => keyOf(attempt, edge)).sort();
  await keyed(pool, { keys }, client =>
    query(
      client,
      sql`delete from members.attempt where key in (select key from members.attempt order by key for update)`,
    ),
  );
}

const keyOf = ({ counted, what }: Attempt, edge: SignInEdge): string =>
  createHmac("sha256", edge.pepper).update(`attempt/${counted}/${what}`).digest("hex");

function expiryOf(counted: Counted, at: Instant): Instant | null {
  const { ms } = limits[counted];
  return ms === null ? null : later(at, ms);
}
