/**
 * One woman in several groups. Signed in to one she is shown a code; signed in to another she types it there: so she has
 * proven to be herself in both, by nobody's leave but her own, and each then shows her the other. Nobody else is told.
 */
import { createHmac } from "node:crypto";
import { type Instant, isRefusal, type MemberId, type OrganisationId, type Refusal, refuse, type Uuid } from "#base";
import { type Pool, type PoolClient, query, sql } from "#db";
import { giveBack, takeAttempts } from "./attempts.ts";
import { credentialOf } from "./credentials.ts";
import { later, type SignInEdge } from "./edge.ts";
import { keyed } from "./keyed.ts";
import type { Session } from "./sessions.ts";

/** A code is good for this long, once. */
export const codeMs = 600_000;
const codeDigits = 8;

type Who = Pick<Session, "organisation" | "member" | "person" | "isPlain">;

/** Eight digits to be typed in another group of hers. */
export async function showCode(pool: Pool, who: Who, edge: SignInEdge): Promise<{ readonly code: string } | Refusal> {
  if (who.isPlain) return refuse("members.sign-in-again");
  const { at } = edge.now();
  for (;;) {
    const code = String(edge.random(6).readUIntBE(0, 6) % 10 ** codeDigits).padStart(codeDigits, "0");
    const hash = hashOf(code, edge);
    const made = await keyed(pool, { keys: [hash] }, client =>
      query(
        client,
        sql`insert into members.recognition (code_hash, shown_in, shown_by, expires_at)
          values (${hash}, ${who.organisation}, ${who.member}, ${later(at, codeMs)}) on conflict do nothing returning 1`,
      ),
    );
    if (made.length > 0) return { code };
  }
}

export interface CodeTyped {
  readonly who: Who;
  /** As she typed it, with or without a space in the middle. */
  readonly code: string;
  readonly address: string;
  /** Says the command `members.recognise` in her name, with the person she is in the other group. */
  record(person: Uuid): Promise<Refusal | null>;
}

/** She types the code that another group showed her. */
export async function typeCode(pool: Pool, typed: CodeTyped, edge: SignInEdge): Promise<null | Refusal> {
  const { who, address } = typed;
  if (who.isPlain) return refuse("members.sign-in-again");
  const attempts = [
    { counted: "address", what: `code/${address}` },
    { counted: "code", what: `${who.organisation}/${who.member}` },
  ] as const;
  const taken = await takeAttempts(pool, attempts, edge);
  if (isRefusal(taken)) return taken;
  const { at } = edge.now();
  const hash = hashOf(typed.code.replace(/\s/g, ""), edge);
  const shown = await use(pool, hash, at);
  if (!shown) return refuse("members.code-unknown");
  await giveBack(pool, taken);
  const refusal = await join(pool, typed, shown, at);
  // What was not done may be done by the same code, once what stood in the way is mended.
  if (refusal) await unuse(pool, hash);
  return refusal;
}

interface Shown {
  readonly organisation: OrganisationId;
  readonly member: MemberId;
}

async function join(pool: Pool, { who, record }: CodeTyped, shown: Shown, at: Instant): Promise<null | Refusal> {
  if (shown.organisation === who.organisation) return refuse("members.code-of-this-group");
  const there = await credentialOf(pool, shown.organisation, { member: shown.member });
  if (!there) return refuse("members.code-unknown");
  if (there.person !== who.person) {
    const refusal = await record(there.person);
    if (refusal) return refusal;
  }
  await keyed(pool, { keys: [], organisations: [who.organisation, shown.organisation] }, async client => {
    await keep(client, who, shown, at);
    await keep(client, shown, who, at);
    await query(
      client,
      sql`update members.session set person_id = ${there.person}
        where organisation_id = ${who.organisation} and member_id = ${who.member}`,
    );
  });
  return null;
}

const keep = (client: PoolClient, here: Shown, there: Shown, at: Instant): Promise<unknown> =>
  query(
    client,
    sql`insert into members.other_group (organisation_id, member_id, other_organisation, other_member, proven_at)
      values (${here.organisation}, ${here.member}, ${there.organisation}, ${there.member}, ${at})
      on conflict (organisation_id, member_id, other_organisation)
      do update set other_member = excluded.other_member, proven_at = excluded.proven_at`,
  );

/** In one step, so that two who type it at once are not both let in. */
async function use(pool: Pool, hash: string, at: Instant): Promise<Shown | undefined> {
  const [shown] = await keyed(pool, { keys: [hash] }, client =>
    query<Shown & Record<string, unknown>>(
      client,
      sql`update members.recognition set used_at = ${at}
        where code_hash = ${hash} and used_at is null and expires_at > ${at}::timestamptz
        returning shown_in as organisation, shown_by as member`,
    ),
  );
  return shown;
}

const unuse = (pool: Pool, hash: string): Promise<unknown> =>
  keyed(pool, { keys: [hash] }, client =>
    query(client, sql`update members.recognition set used_at = null where code_hash = ${hash}`),
  );

const hashOf = (code: string, edge: SignInEdge): string =>
  createHmac("sha256", edge.pepper).update(`recognition/${code}`).digest("hex");

/** Officers gave her a PIN, or she was erased: which other groups are hers is not shown here any more. */
export const forgetGroups = (
  client: PoolClient,
  { organisation, member }: { readonly organisation: OrganisationId; readonly member: MemberId },
): Promise<unknown> =>
  query(
    client,
    sql`delete from members.other_group where organisation_id = ${organisation} and member_id = ${member}`,
  );
