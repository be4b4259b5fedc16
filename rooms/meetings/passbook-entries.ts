/** The lines of a passbook, meeting by meeting: what she brought, what she took, what was taken back. */
import { type AccountCode, type Asked, type Day, type MemberId, type Minor, type OrganisationId, shortCode } from "#base";
import { type PoolClient, query, sql } from "#db";
import { partsOfAccount } from "#ledger";
import { renewalsTold } from "#loans/server";
import { readTexts } from "#members/server";
import { renewedSeen } from "./questions/facts-seen.ts";
import type { RenewedSeen } from "./screens/seen.ts";

interface Leaf {
  readonly seq: bigint;
  readonly kind: string;
  /** It is her own entry, and not one of another that moved an account of hers too, as a loan she stood for. */
  readonly isHers: boolean;
  readonly day: Day;
  /** The meeting that was sealed with it; null between meetings. */
  readonly number: number | null;
  readonly reverses: bigint | null;
  /** The kind of what it takes back. */
  readonly takesBack: string | null;
  readonly isReversed: boolean;
  /** What her shares cost then, where she bought or gave back some. */
  readonly shares: number | null;
}

interface Moved {
  readonly seq: bigint;
  readonly account: AccountCode;
  readonly unit: string;
  readonly amount: Minor;
  readonly isHers: boolean;
}

/** One thing that happened, as a passbook says it. Above zero she gave, below she received. */
export interface EntrySeen {
  readonly seq: string;
  readonly kind: string;
  readonly unit: string;
  readonly amount: string;
  readonly product: string;
  readonly fund: string;
  readonly shares: number | null;
  readonly isTakenBack: boolean;
  /** A correction: the kind of what it takes back, and why. */
  readonly takesBack: string | null;
  readonly reverses: string | null;
  readonly reason: string | null;
  /** Of a loan that paid off an older one: how much of it went there. */
  readonly renewed: RenewedSeen | null;
}

export interface MeetingOfHers {
  readonly number: number | null;
  readonly day: Day;
  readonly entries: readonly EntrySeen[];
}

type Asking = Pick<Asked<PoolClient>, "client" | "organisation" | "masterKey">;

/** Meetings on a screen, and rows on a page of paper. */
const perScreen = 6;
const perPaper = 10;

export async function entriesByMeeting(asked: Asking, member: MemberId, page: number | null) {
  const all = await meetingsOf(asked, member);
  const pages = Math.max(1, Math.ceil(all.length / perScreen));
  const at = Math.min(page ?? 1, pages);
  // The latest first: it is what she came to see.
  const meetings = [...all].reverse().slice((at - 1) * perScreen, at * perScreen);
  return { page: at, pages, meetings: await withReasons(asked, meetings) };
}

/** Pages as they are bound: the first ten meetings on the first; the last page when none is named. */
export async function passbookPage(asked: Asking, member: MemberId, page: number | null) {
  const all = await meetingsOf(asked, member);
  const pages = Math.max(1, Math.ceil(all.length / perPaper));
  const at = Math.min(page ?? pages, pages);
  const meetings = await withReasons(asked, all.slice((at - 1) * perPaper, at * perPaper));
  const last = await lastSeal(asked);
  return { page: at, pages, perPage: perPaper, meetings, last: at === pages ? last : null };
}

const renewedKind = "loans.renewed";

/** Why an entry of hers was taken back, beside the correction itself; and how a loan was divided that paid off an older one. */
async function withReasons(
  { client, organisation, masterKey }: Asking,
  meetings: readonly MeetingOfHers[],
): Promise<readonly MeetingOfHers[]> {
  const reasonOf = async (reverses: string): Promise<string | null> =>
    (await readTexts(client, organisation, ["ledger.leaf"], Buffer.from(masterKey), ["reason"], reverses)).get(
      `ledger.leaf/${reverses}/reason`,
    ) ?? null;
  const renewals = await renewalsTold(
    client,
    organisation,
    meetings.flatMap(one => one.entries.filter(entry => entry.kind === renewedKind).map(entry => BigInt(entry.seq))),
  );
  const told: MeetingOfHers[] = [];
  for (const meeting of meetings) {
    const entries: EntrySeen[] = [];
    for (const one of meeting.entries) {
      const renewed = renewedSeen(renewals.get(BigInt(one.seq)) ?? null);
      entries.push({ ...one, renewed, reason: one.reverses === null ? null : await reasonOf(one.reverses) });
    }
    told.push({ ...meeting, entries });
  }
  return told;
}

/** Until when the page is true, with the code that stands in everybody's book after that meeting. */
async function lastSeal({ client, organisation }: Asking) {
  const [row] = await query<{ number: number; day: Day; chain: Buffer }>(
    client,
    sql`select m.number, m.held_on as day, f.chain_hash as chain from meetings.meeting m
      join ledger.leaf f on f.organisation_id = m.organisation_id and f.seq = m.sealed_seq
      where m.organisation_id = ${organisation} order by m.number desc limit 1`,
  );
  return row ? { number: row.number, day: row.day, code: shortCode(row.chain.toString("hex")) } : null;
}

async function meetingsOf({ client, organisation }: Asking, member: MemberId): Promise<readonly MeetingOfHers[]> {
  const leaves = await leavesOf(client, organisation, member);
  const moved = await linesOf(
    client,
    organisation,
    member,
    leaves.map(leaf => leaf.seq),
  );
  const meetings: { number: number | null; day: Day; entries: EntrySeen[] }[] = [];
  for (const leaf of leaves) {
    const entry = entryOf(leaf, moved.get(leaf.seq) ?? []);
    if (!entry) continue;
    const last = meetings.at(-1);
    if (last && last.number === leaf.number && last.day === leaf.day) last.entries.push(entry);
    else meetings.push({ number: leaf.number, day: leaf.day, entries: [entry] });
  }
  return meetings;
}

/** Everything posted that is about her: her own accounts, and what she gave to or got from a fund of all. */
function leavesOf(client: PoolClient, organisation: OrganisationId, member: MemberId): Promise<readonly Leaf[]> {
  return query<Leaf & Record<string, unknown>>(
    client,
    sql`with hers as (
        select l.seq from ledger.account a
        join ledger.line l on l.organisation_id = a.organisation_id and l.account = a.account and l.member_id = ${member}
        where a.organisation_id = ${organisation} and a.is_per_member
        union
        select f.seq from ledger.leaf f where f.organisation_id = ${organisation} and f.member_id = ${member}
      ), sealed as (
        select s.command_id, m.number from meetings.meeting m
        join ledger.leaf s on s.organisation_id = m.organisation_id and s.seq = m.sealed_seq
        where m.organisation_id = ${organisation}
      )
      select f.seq, f.kind, f.effective_on as day, sealed.number, f.reverses, o.kind as "takesBack", r.seq is not null as "isReversed",
        coalesce(f.member_id, ${member}) = ${member} as "isHers",
        coalesce(b.shares, -taken.shares) as shares
      from hers
      join ledger.leaf f on f.organisation_id = ${organisation} and f.seq = hers.seq
      left join sealed on sealed.command_id = f.command_id
      left join ledger.leaf r on r.organisation_id = f.organisation_id and r.reverses = f.seq
      left join ledger.leaf o on o.organisation_id = f.organisation_id and o.seq = f.reverses
      left join savings.shares_bought b on b.organisation_id = f.organisation_id and b.seq = f.seq
      left join savings.shares_bought taken on taken.organisation_id = f.organisation_id and taken.seq = f.reverses
      order by f.effective_on, f.seq`,
  );
}

async function linesOf(
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
  seqs: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly Moved[]>> {
  const rows = await query<Moved & Record<string, unknown>>(
    client,
    sql`select seq, account, unit, amount, member_id = ${member} as "isHers" from ledger.line
      where organisation_id = ${organisation} and seq = any(${seqs}) order by seq, account`,
  );
  const bySeq = new Map<bigint, Moved[]>();
  for (const row of rows) bySeq.set(row.seq, [...(bySeq.get(row.seq) ?? []), row]);
  return bySeq;
}

/** What crossed the mat; where no money did (savings that became shares), what moved on her own account. */
function entryOf(leaf: Leaf, lines: readonly Moved[]): EntrySeen | null {
  const own = lines.find(one => one.isHers);
  // What is handed to another and gives her a share of it is no cash of hers.
  const isCash = (one: Moved): boolean => ["cash", "bank", "stock"].includes(partsOfAccount(one.account).kind);
  const crossed = leaf.isHers || !own ? lines.filter(isCash) : [];
  const unit = crossed[0]?.unit ?? own?.unit;
  if (unit === undefined) return null;
  const cash = crossed.filter(one => one.unit === unit).reduce((sum, one) => sum + one.amount, 0n);
  // Where all of a new loan went to the old one nothing crossed it.
  const isRenewal = (leaf.takesBack ?? leaf.kind) === renewedKind;
  const amount = crossed.length > 0 ? cash : isRenewal ? 0n : -(own?.amount ?? 0n);
  const about = own ?? lines[0]!;
  return {
    seq: String(leaf.seq),
    kind: leaf.kind === "loans.set-off" && !leaf.isHers ? "loans.pledge-taken" : leaf.kind,
    unit,
    amount: String(amount),
    product: partsOfAccount(about.account).product,
    fund: partsOfAccount(about.account).fund,
    shares: leaf.shares,
    isTakenBack: leaf.isReversed,
    takesBack: leaf.takesBack,
    reverses: leaf.reverses === null ? null : String(leaf.reverses),
    reason: null,
    renewed: null,
  };
}
