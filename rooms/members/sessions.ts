import { type Instant, type MemberId, type OrganisationId, type Refusal, refuse, type Uuid } from "#base";
import { codeOf, type Pool, type PoolClient, query, type Statement, sql } from "#db";
import { isToken, later, newToken, type SignInEdge, tokenHash } from "./edge.ts";
import { keyed } from "./keyed.ts";

/** Who is signed in, where, and who sits beside her. It holds for one request: the next one asks anew. */
export interface Session {
  readonly organisation: OrganisationId;
  readonly member: MemberId;
  readonly person: Uuid;
  /** Who sat down beside her by her own number and PIN, while that lasts. */
  readonly second?: MemberId;
  /** Null where she signed in by password on a device the group does not know. */
  readonly device: Uuid | null;
  readonly openedBy: "pin" | "password";
  /** Opened by her second PIN, under somebody's eyes: show group totals only, and take no command. */
  readonly isPlain: boolean;
  readonly language: string;
  readonly expiresAt: Instant;
}

export interface SignedIn {
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
  readonly session: Session;
}

const hour = 3_600_000;
/** A meeting day on the group's phone; an evening at a desk. The screen locks itself much earlier. */
export const sessionMs = { pin: 12 * hour, password: 8 * hour } as const;
/** Not used for so long, it is over. Longer by PIN: the meeting phone lies on the mat while people talk. */
export const idleMs = { pin: 6 * hour, password: 1 * hour } as const;
/** Who sat down beside her stays for the meeting. */
export const secondMs = 4 * hour;
/** How exactly the last use is kept: a write at most this often, and a look at least this often while she speaks. */
const touchMs = 300_000;

export interface NewSession {
  readonly organisation: OrganisationId;
  readonly member: MemberId;
  readonly person: Uuid;
  readonly version: number;
  readonly device: Uuid | null;
  readonly openedBy: "pin" | "password";
  readonly isPlain: boolean;
  readonly language: string;
}

export async function openSession(pool: Pool, opened: NewSession, edge: SignInEdge): Promise<SignedIn> {
  const { at } = edge.now();
  const { token, hash } = newToken(edge);
  const expiresAt = later(at, sessionMs[opened.openedBy]);
  await keyed(pool, { keys: [hash] }, client =>
    query(
      client,
      sql`insert into members.session
        (token_hash, organisation_id, member_id, person_id, version, device_id, opened_by, is_plain, language, opened_at, used_at, expires_at)
        values (${hash}, ${opened.organisation}, ${opened.member}, ${opened.person}, ${opened.version}, ${opened.device},
          ${opened.openedBy}, ${opened.isPlain}, ${opened.language}, ${at}, ${at}, ${expiresAt})`,
    ),
  );
  const { version: _, ...session } = opened;
  return { token, session: { ...session, expiresAt } };
}

type SessionRow = {
  readonly token_hash: string;
  readonly organisation_id: OrganisationId;
  readonly member_id: MemberId;
  readonly person_id: Uuid;
  readonly second_member_id: MemberId | null;
  readonly device_id: Uuid | null;
  readonly opened_by: "pin" | "password";
  readonly is_plain: boolean;
  readonly language: string;
  readonly expires_at: Instant;
};

/** Whose token this is at this moment, or null: unknown, over, signed out, another PIN since, or no member any more. */
export async function sessionOf(pool: Pool, token: string | undefined, now: Instant): Promise<Session | null> {
  if (token === undefined || !isToken(token)) return null;
  const hash = tokenHash(token);
  return (await sessionsOf(pool, [hash], now)).get(hash) ?? null;
}

/** A session as a request was taken for it, without having asked: whoever acts on it expects it to be so. */
export interface SessionTaken {
  readonly hash: string;
  readonly session: Session;
}

/**
 * The same for all requests that wait, in one round trip, since every request asks: what arrives while one look is under
 * way is asked with the next. A session that was ended is over at once: what is remembered of the last look is only to be
 * used by what asks again in the very transaction it writes in ({@link expectSessions}).
 */
export class Sessions {
  readonly #pool: Pool;
  readonly #now: () => Instant;
  readonly #last = new Map<string, { readonly session: Session; readonly lookedAt: number }>();
  #waiting: Asking[] = [];
  #isUnderWay = false;

  constructor(pool: Pool, now: () => Instant) {
    this.#pool = pool;
    this.#now = now;
  }

  of(token: string | undefined): Promise<Session | null> {
    if (token === undefined || !isToken(token)) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ hash: tokenHash(token), resolve, reject });
      this.#next();
    });
  }

  /** As it was at the last look, where that is not long ago: the next look is also what keeps her session alive. */
  taken(token: string | undefined): SessionTaken | undefined {
    if (token === undefined || !isToken(token)) return undefined;
    const hash = tokenHash(token);
    const last = this.#last.get(hash);
    return last && Date.parse(this.#now()) - last.lookedAt < touchMs ? { hash, session: last.session } : undefined;
  }

  #remember(asked: readonly string[], found: ReadonlyMap<string, Session>, now: Instant): void {
    for (const hash of asked) {
      const session = found.get(hash);
      this.#last.delete(hash);
      if (session) this.#last.set(hash, { session, lookedAt: Date.parse(now) });
    }
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= rememberedMax) return;
      this.#last.delete(oldest);
    }
  }

  #next(): void {
    if (this.#isUnderWay || this.#waiting.length === 0) return;
    const asking = this.#waiting;
    this.#waiting = [];
    this.#isUnderWay = true;
    const hashes = [...new Set(asking.map(one => one.hash))];
    const now = this.#now();
    void sessionsOf(this.#pool, hashes, now)
      .then(
        found => {
          this.#remember(hashes, found, now);
          asking.forEach(one => one.resolve(found.get(one.hash) ?? null));
        },
        (error: unknown) => asking.forEach(one => one.reject(error)),
      )
      .finally(() => {
        this.#isUnderWay = false;
        this.#next();
      });
  }
}

interface Asking {
  readonly hash: string;
  readonly resolve: (session: Session | null) => void;
  readonly reject: (error: unknown) => void;
}

async function sessionsOf(pool: Pool, hashes: readonly string[], now: Instant): Promise<Map<string, Session>> {
  const rows = await query<SessionRow>(
    pool,
    sql`select * from members.sessions_of(${hashes}::text[], ${now}, ${seconds(idleMs.pin)}::interval,
      ${seconds(idleMs.password)}::interval, ${seconds(touchMs)}::interval)`.named("sessions of tokens"),
  );
  return new Map(
    rows.map(row => [
      row.token_hash,
      {
        organisation: row.organisation_id,
        member: row.member_id,
        person: row.person_id,
        ...(row.second_member_id === null ? {} : { second: row.second_member_id }),
        device: row.device_id,
        openedBy: row.opened_by,
        isPlain: row.is_plain,
        language: row.language,
        expiresAt: row.expires_at,
      },
    ]),
  );
}

const seconds = (ms: number): string => `${ms / 1000} seconds`;
const rememberedMax = 5_000;

/**
 * Asked within a transaction that sees their organisations: it fails unless every session is alive and speaks for whom it
 * was taken for. One whose last use lies further back than any look that may be remembered counts as changed too.
 */
export function expectSessions(taken: readonly SessionTaken[], now: Instant): Statement {
  const sessions = [...new Map(taken.map(one => [one.hash, one])).values()];
  return {
    name: "expect sessions",
    text: `with alive as (
        select from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as w(token_hash, organisation_id, member_id, second)
        join members.session s on s.token_hash = w.token_hash and s.organisation_id = w.organisation_id and s.member_id = w.member_id
        join members.membership m on m.organisation_id = s.organisation_id and m.member_id = s.member_id
        join members.credential c on c.organisation_id = s.organisation_id and c.member_id = s.member_id
        where s.ended_at is null and s.expires_at > $5::timestamptz and s.used_at > $5::timestamptz - $6::interval and not s.is_plain
          and m.status = 'active' and c.version = s.version
          and w.second is not distinct from case when s.second_until > $5::timestamptz and exists (
            select from members.membership n
            join members.credential d on d.organisation_id = n.organisation_id and d.member_id = n.member_id
            where n.organisation_id = s.organisation_id and n.member_id = s.second_member_id
              and n.status = 'active' and d.version = s.second_version
          ) then s.second_member_id end
      )
      select members.expect_sessions((select count(*) from alive), $7::int8)`,
    values: [
      sessions.map(one => one.hash),
      sessions.map(one => one.session.organisation),
      sessions.map(one => one.session.member),
      sessions.map(one => one.session.second ?? null),
      now,
      // Looked at within the one, and then written within the other.
      seconds(2 * touchMs),
      BigInt(sessions.length),
    ],
  };
}

/** True for the error by which {@link expectSessions} fails. */
export const isSessionChanged = (error: unknown): boolean => codeOf(error) === "LS001";

/** Somebody whose own number and PIN were right sits down beside the one who is signed in. */
export async function seatSecond(
  pool: Pool,
  token: string,
  second: { readonly member: MemberId; readonly version: number },
  edge: SignInEdge,
): Promise<Session | Refusal> {
  const hash = tokenHash(token);
  const { at } = edge.now();
  await keyed(pool, { keys: [hash] }, client =>
    query(
      client,
      sql`update members.session set second_member_id = ${second.member}, second_version = ${second.version},
          second_until = least(${later(at, secondMs)}::timestamptz, expires_at)
        where token_hash = ${hash} and ended_at is null and not is_plain and member_id <> ${second.member}`,
    ),
  );
  return (await sessionOf(pool, token, at)) ?? refuse("members.sign-in-again");
}

/** The second stands up again; the first stays. */
export async function standUp(pool: Pool, token: string): Promise<void> {
  if (!isToken(token)) return;
  const hash = tokenHash(token);
  await keyed(pool, { keys: [hash] }, client =>
    query(
      client,
      sql`update members.session set second_member_id = null, second_version = null, second_until = null where token_hash = ${hash}`,
    ),
  );
}

export async function signOut(pool: Pool, token: string, edge: SignInEdge): Promise<void> {
  if (!isToken(token)) return;
  const hash = tokenHash(token);
  await keyed(pool, { keys: [hash] }, client =>
    query(
      client,
      sql`update members.session set ended_at = ${edge.now().at} where token_hash = ${hash} and ended_at is null`,
    ),
  );
}

/** Ends every session of a member of this organisation, wherever it is open. Her other organisations are not touched. */
export async function signOutEverywhere(
  pool: Pool,
  who: { readonly organisation: OrganisationId; readonly member: MemberId },
  edge: SignInEdge,
): Promise<void> {
  const { at } = edge.now();
  await keyed(pool, { keys: [], organisations: [who.organisation] }, client => endSessions(client, who, at));
}

/** The same inside a transaction of the organisation. The version outlives any session this does not see. */
export async function endSessions(
  client: PoolClient,
  { organisation, member }: { readonly organisation: OrganisationId; readonly member: MemberId },
  at: Instant,
): Promise<void> {
  await query(
    client,
    sql`update members.credential set version = version + 1 where organisation_id = ${organisation} and member_id = ${member}`,
  );
  await query(
    client,
    sql`update members.session set ended_at = ${at} where organisation_id = ${organisation} and member_id = ${member} and ended_at is null`,
  );
}

/** Removes what is long over. Asked now and then by the server; needs no key and shows nothing. */
export async function sweep(pool: Pool): Promise<void> {
  await query(pool, sql`delete from members.session`);
  await query(pool, sql`delete from members.attempt`);
  await query(pool, sql`delete from members.recognition`);
}
