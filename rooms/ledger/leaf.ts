import {
  canonical,
  type Document,
  type Json,
  type Line,
  type RecordedFact,
  type AccountCode,
  type Day,
  type Instant,
  type MemberId,
  type CommandId,
  type OrganisationId,
  type Uuid,
  assert,
} from "#base";
import { sortedLines } from "./post.ts";

/** What a text is replaced by in the log: SHA-256 over a random salt and the text, in base64url, by field. */
export type Commitments = Readonly<Record<string, string>>;

/**
 * The canonical text of a fact: what is hashed, printed as a code and proven. No names and no free text in it.
 * Keys as in the log's own vocabulary: acct, m, cur, amt for a line ("-" where a line is the group's), ref for the leaf
 * a reversal takes back. Amounts and `seq` are decimal strings; `v` is the only number.
 */
export function leafText(fact: RecordedFact, commitments: Commitments): string {
  // Written in the order of the keys, as the canonical text has them.
  const leaf: Record<string, Json> = { at: fact.at, by: fact.by, cmd: fact.command };
  if (fact.data !== undefined && Object.keys(fact.data).length > 0) leaf["data"] = fact.data as Json;
  leaf["date"] = fact.on;
  leaf["id"] = fact.id;
  leaf["kind"] = fact.kind;
  leaf["lines"] = sortedLines(fact.lines).map(line => ({
    acct: line.account,
    amt: String(line.amount),
    cur: line.unit,
    m: line.member ?? "-",
  }));
  if (fact.member !== undefined) leaf["m"] = fact.member;
  leaf["org"] = fact.organisation;
  if (fact.reverses !== undefined) leaf["ref"] = String(fact.reverses);
  leaf["seq"] = String(fact.seq);
  if (Object.keys(commitments).length > 0) leaf["texts"] = commitments;
  leaf["v"] = 1;
  return canonical(leaf);
}

interface LeafJson {
  readonly kind: string;
  readonly org: string;
  readonly seq: string;
  readonly id: string;
  readonly cmd: string;
  readonly at: string;
  readonly date: string;
  readonly by: string;
  readonly m?: string;
  readonly ref?: string;
  readonly data?: { readonly [key: string]: Document };
  readonly lines: readonly { readonly acct: string; readonly m: string; readonly cur: string; readonly amt: string }[];
}

/** Reads a leaf back. The texts stay behind: only their commitments were ever in it. */
export function factOfLeaf(text: string): RecordedFact {
  const leaf = JSON.parse(text) as LeafJson & { readonly v: number };
  assert(leaf.v === 1, "a leaf is of a version we know");
  return {
    kind: leaf.kind,
    organisation: leaf.org as OrganisationId,
    seq: BigInt(leaf.seq),
    id: leaf.id as Uuid,
    command: leaf.cmd as CommandId,
    at: leaf.at as Instant,
    on: leaf.date as Day,
    by: leaf.by as MemberId,
    ...(leaf.m === undefined ? {} : { member: leaf.m as MemberId }),
    ...(leaf.ref === undefined ? {} : { reverses: BigInt(leaf.ref) }),
    data: leaf.data ?? {},
    lines: leaf.lines.map(
      (line): Line => ({
        account: line.acct as AccountCode,
        ...(line.m === "-" ? {} : { member: line.m as MemberId }),
        unit: line.cur,
        amount: BigInt(line.amt),
      }),
    ),
  };
}
