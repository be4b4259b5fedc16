/**
 * Are the books what was said? Walks every leaf of an organisation from the first and stops at the first thing that
 * does not fit: the text and its hashes, the columns beside it, the journal lines, their running balances, the control
 * totals, the head at the end, and then every table of every room, which must be what the leaves make of it. What was
 * altered is named by its leaf, its meeting and its line or row.
 */
import {
  accountText,
  BrokenInvariant,
  type CommandId,
  type MemberId,
  type OrganisationId,
  type RecordedFact,
  type TablesOfRooms,
} from "#base";
import type { PoolClient } from "#db";
import { chainHash, chainStart, leafHash } from "./hash.ts";
import { factOfLeaf } from "./leaf.ts";
import type { PostedRow } from "./store.ts";
import { type LeafRow, meetingOfCommand } from "./store-entries.ts";
import { headOf, leafAgainstCommand, leavesFrom, linesFrom, type TotalRow, totalsFrom } from "./store-verify.ts";
import type { Fault, Verified } from "./fault.ts";
import { Replay } from "./replay.ts";
import { differenceOf, placeOf } from "./verify-lines.ts";
import { rowFaults } from "./verify-rows.ts";

export interface VerifyOptions {
  /** Names the meeting of a leaf. Unless given, it is read from the seal among the leaves of the same command. */
  readonly meetingOf?: ((seq: bigint, command: CommandId) => Promise<{ readonly meeting: number } | null>) | undefined;
  /** Without them the log and the journal alone are looked at. */
  readonly tablesOfRooms?: TablesOfRooms | undefined;
}

/** Few enough that others are answered between two pages of leaves. */
const leavesAtOnce = 250;

/** `client` is inside a `read` of the organisation, so that all of it is one moment. */
export async function verify(
  client: PoolClient,
  organisation: OrganisationId,
  options: VerifyOptions = {},
): Promise<Verified> {
  const replay = options.tablesOfRooms && new Replay(options.tablesOfRooms);
  const walk = new Walk(organisation, replay);
  let fault: Found | null = null;
  for (let next = 0n; !fault; ) {
    const leaves = await leavesFrom(client, organisation, next, leavesAtOnce);
    const last = leaves.length < leavesAtOnce ? null : leaves.at(-1)!.seq;
    const lines = await linesFrom(client, organisation, next, last);
    const totals = await totalsFrom(client, organisation, next, last);
    fault = walk.page(leaves, lines, totals);
    if (last === null) break;
    next = last + 1n;
  }
  fault ??= walk.end(await headOf(client, organisation));
  fault ??= await commandFault(client, organisation);
  if (!fault && replay) fault = await firstRowFault(client, organisation, replay);
  if (!fault) return { ok: true, leaves: walk.size, chain: walk.chain.toString("hex") };
  const { seq, command } = fault;
  const meeting = seq !== null && command ? await nameMeeting(client, organisation, seq, command, options) : null;
  return { ok: false, line: null, row: null, part: null, found: null, expected: null, ...fault, meeting };
}

async function commandFault(client: PoolClient, organisation: OrganisationId): Promise<Found | null> {
  const misfit = await leafAgainstCommand(client, organisation);
  return misfit && { fault: "command-altered", ...misfit };
}

async function firstRowFault(client: PoolClient, organisation: OrganisationId, replay: Replay): Promise<Found | null> {
  for await (const fault of rowFaults(client, organisation, replay)) {
    const command = fault.seq === null ? null : (replay.books.leaf(fault.seq)?.command ?? null);
    return { ...fault, command };
  }
  return null;
}

async function nameMeeting(
  client: PoolClient,
  organisation: OrganisationId,
  seq: bigint,
  command: CommandId,
  { meetingOf }: VerifyOptions,
): Promise<number | null> {
  if (meetingOf) return (await meetingOf(seq, command))?.meeting ?? null;
  return (await meetingOfCommand(client, organisation, command))?.number ?? null;
}

/** A fault without its place, and with it. */
type Misfit = Pick<Fault, "fault"> & Partial<Pick<Fault, "line" | "row" | "part" | "found" | "expected">>;
type Found = Misfit & Pick<Fault, "seq" | "command">;

/** What is true so far, leaf by leaf. */
class Walk {
  size = 0n;
  chain = chainStart;
  readonly #organisation: OrganisationId;
  readonly #replay: Replay | undefined;
  /** Last line number and balance, by account, member and unit. */
  readonly #standings = new Map<string, { number: bigint; balance: bigint }>();
  /** What members' balances add up to, and the last control total seen, by account and unit. */
  readonly #members = new Map<string, bigint>();
  readonly #totals = new Map<string, bigint>();
  #last: LeafRow | null = null;

  constructor(organisation: OrganisationId, replay: Replay | undefined) {
    this.#organisation = organisation;
    this.#replay = replay;
  }

  page(leaves: readonly LeafRow[], lines: readonly PostedRow[], totals: readonly TotalRow[]): Found | null {
    const linesOf = grouped(lines);
    const totalsOf = grouped(totals);
    for (const leaf of leaves) {
      const fault = this.#leaf(leaf, linesOf.get(leaf.seq) ?? [], totalsOf.get(leaf.seq) ?? []);
      if (fault) return fault;
      linesOf.delete(leaf.seq);
      totalsOf.delete(leaf.seq);
    }
    const [stray] = linesOf.values();
    if (stray)
      return {
        fault: "line-extra",
        seq: stray[0]!.seq,
        command: null,
        line: placeOf(stray[0]!),
        found: String(stray[0]!.amount),
        expected: null,
      };
    const [total] = totalsOf.values();
    return total
      ? {
          fault: "total-altered",
          seq: total[0]!.seq,
          command: null,
          line: { ...total[0]!, member: null, number: null },
          found: String(total[0]!.total),
        }
      : null;
  }

  /** Nothing is left behind the last leaf, and the head says the same. */
  end(head: { readonly size: bigint; readonly chain_hash: Buffer } | null): Found | null {
    const command = this.#last?.command_id ?? null;
    const seq = this.size === 0n ? 0n : this.size - 1n;
    for (const [key, amount] of this.#members)
      if (this.#totals.get(key) !== amount) {
        const [account, unit] = key.split("|") as [string, string];
        return {
          fault: "total-altered",
          seq,
          command,
          line: { account, unit, member: null, number: null },
          found: text(this.#totals.get(key)),
          expected: String(amount),
        };
      }
    if ((head?.size ?? 0n) !== this.size)
      return {
        fault: "head-altered",
        seq,
        command,
        part: "size",
        found: text(head?.size),
        expected: String(this.size),
      };
    if (head && !head.chain_hash.equals(this.chain))
      return {
        fault: "head-altered",
        seq,
        command,
        part: "chain_hash",
        found: head.chain_hash.toString("hex"),
        expected: this.chain.toString("hex"),
      };
    return null;
  }

  #leaf(leaf: LeafRow, lines: readonly PostedRow[], totals: readonly TotalRow[]): Found | null {
    if (leaf.seq !== this.size)
      return {
        fault: "leaf-missing",
        seq: this.size,
        command: null,
        found: String(leaf.seq),
        expected: String(this.size),
      };
    const at = { seq: leaf.seq, command: leaf.command_id };
    const fact = readLeaf(leaf.body);
    const misfit =
      this.#hashes(leaf) ??
      (fact ? this.#columns(leaf, fact) : { fault: "text-altered" as const, part: "body" }) ??
      differenceOf(fact!, lines) ??
      this.#balances(lines) ??
      this.#controls(totals);
    if (misfit) return { ...misfit, ...at };
    this.#replay?.fold(fact!);
    this.size += 1n;
    this.#last = leaf;
    return null;
  }

  #hashes(leaf: LeafRow): Misfit | null {
    const hash = leafHash(leaf.body);
    const chain = chainHash(this.chain, hash);
    if (!hash.equals(leaf.leaf_hash)) {
      // The chain over the true hash stands, so the text is as it was and only the hash beside it was changed.
      const isText = !chain.equals(leaf.chain_hash);
      return {
        fault: isText ? "text-altered" : "hash-altered",
        part: isText ? "body" : "leaf_hash",
        found: leaf.leaf_hash.toString("hex"),
        expected: hash.toString("hex"),
      };
    }
    if (!chain.equals(leaf.chain_hash))
      return {
        fault: "chain-altered",
        part: "chain_hash",
        found: leaf.chain_hash.toString("hex"),
        expected: chain.toString("hex"),
      };
    this.chain = chain;
    return null;
  }

  #columns(leaf: LeafRow, fact: RecordedFact): Misfit | null {
    const said: readonly (readonly [string, unknown, unknown])[] = [
      ["organisation_id", this.#organisation, fact.organisation],
      ["seq", leaf.seq, fact.seq],
      ["id", leaf.id, fact.id],
      ["command_id", leaf.command_id, fact.command],
      ["kind", leaf.kind, fact.kind],
      ["effective_on", leaf.effective_on, fact.on],
      ["recorded_at", Date.parse(leaf.recorded_at), Date.parse(fact.at)],
      ["said_by", leaf.said_by, fact.by],
      ["member_id", leaf.member_id, fact.member ?? null],
      ["reverses", leaf.reverses, fact.reverses ?? null],
    ];
    const other = said.find(([, found, expected]) => found !== expected);
    return other ? { fault: "column-altered", part: other[0], found: text(other[1]), expected: text(other[2]) } : null;
  }

  #balances(lines: readonly PostedRow[]): Misfit | null {
    for (const line of [...lines].sort((a, b) => (a.line_number < b.line_number ? -1 : 1))) {
      const key = accountText({
        account: line.account,
        unit: line.unit,
        ...(line.member === "" ? {} : { member: line.member as MemberId }),
      });
      const before = this.#standings.get(key) ?? { number: 0n, balance: 0n };
      const after = { number: before.number + 1n, balance: before.balance + line.amount };
      if (line.line_number !== after.number)
        return {
          fault: "line-number-altered",
          line: placeOf(line),
          found: String(line.line_number),
          expected: String(after.number),
        };
      if (line.balance !== after.balance)
        return {
          fault: "balance-altered",
          line: placeOf(line),
          found: String(line.balance),
          expected: String(after.balance),
        };
      this.#standings.set(key, after);
      const control = `${line.account}|${line.unit}`;
      if (line.member !== "") this.#members.set(control, (this.#members.get(control) ?? 0n) + line.amount);
    }
    return null;
  }

  #controls(totals: readonly TotalRow[]): Misfit | null {
    for (const { account, unit, total } of totals) {
      const expected = this.#members.get(`${account}|${unit}`) ?? 0n;
      if (total !== expected)
        return {
          fault: "total-altered",
          line: { account, unit, member: null, number: null },
          found: String(total),
          expected: String(expected),
        };
      this.#totals.set(`${account}|${unit}`, total);
    }
    return null;
  }
}

/** Null where the text is no leaf of ours. Its form need not be looked at: the hash is over these very bytes. */
function readLeaf(body: string): RecordedFact | null {
  try {
    return factOfLeaf(body);
  } catch (error) {
    if (error instanceof BrokenInvariant || error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

function grouped<Row extends { readonly seq: bigint }>(rows: readonly Row[]): Map<bigint, Row[]> {
  const groups = new Map<bigint, Row[]>();
  for (const row of rows) groups.set(row.seq, [...(groups.get(row.seq) ?? []), row]);
  return groups;
}

const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
