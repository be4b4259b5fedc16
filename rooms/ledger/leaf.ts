import {
  canonical,
  canonicalBytesMax,
  type Document,
  type Fact,
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
  parseCanonical,
  utf8Length,
} from "#base";
import { sortedLines } from "./sorted-lines.ts";

/** What a text is replaced by in the log: SHA-256 over a random salt and the text, in base64url, by field. */
export type Commitments = Readonly<Record<string, string>>;

/**
 * The canonical text of a fact: what is hashed, printed as a code and proven. No names and no free text in it.
 * Keys as in the log's own vocabulary: acct, m, cur, amt for a line ("-" where a line is the group's), ref for the leaf
 * a reversal takes back. Amounts and `seq` are decimal strings; `v` is the only number.
 */
export function leafText(fact: RecordedFact, commitments: Commitments): string {
  // Written out in the order of the keys: a meeting has hundreds, and most of it is ids, days and numbers, which no JSON
  // writes otherwise.
  const data = isEmpty(fact.data) ? "" : `,"data":${canonical(fact.data as Json)}`;
  const member = fact.member === undefined ? "" : `,"m":"${fact.member}"`;
  const reversed = fact.reverses === undefined ? "" : `,"ref":"${fact.reverses}"`;
  const texts = isEmpty(commitments) ? "" : `,"texts":${canonical(commitments)}`;
  return checked(
    `{"at":"${fact.at}","by":"${fact.by}","cmd":"${fact.command}"${data},"date":"${fact.on}","id":"${fact.id}",` +
    `"kind":${JSON.stringify(fact.kind)},"lines":[${linesText(fact.lines)}]${member},"org":"${fact.organisation}"${reversed},` +
      `"seq":"${fact.seq}"${texts},"v":1}`,
  );
}

/** Letters and signs of ASCII and nothing escaped: of such a text only the length is in question. Most leaves are so. */
const plain = /^[ -[\]-~]*$/;

/** What goes into the log is what `ledger canonical` accepts; a fact that makes something else is a bug of ours. */
function checked(leaf: string): string {
  if (plain.test(leaf)) assert(leaf.length <= canonicalBytesMax, "a leaf is short enough to be canonical");
  else parseCanonical(leaf);
  return leaf;
}

/** What a leaf has besides data, lines and texts: ids, days, its kind. */
const bytesAroundMax = 500;
const bytesOfText = 120;

/** The most bytes the leaf of this fact may come to, before it has its place in the log. */
export function leafBytesAtMost(fact: Fact): number {
  let bytes = bytesAroundMax + bytesOfText * (fact.texts?.length ?? 0);
  for (const { account, unit } of fact.lines) bytes += 90 + account.length + unit.length;
  for (const name in fact.data) {
    const value = fact.data[name]!;
    bytes += 40 + (typeof value === "object" ? utf8Length(canonical(value as Json)) : 3 * String(value).length);
  }
  return bytes;
}

function linesText(lines: readonly Line[]): string {
  let text = "";
  for (const { account, amount, unit, member = "-" } of sortedLines(lines))
    text += `${text === "" ? "" : ","}{"acct":${JSON.stringify(account)},"amt":"${amount}","cur":${JSON.stringify(unit)},"m":"${member}"}`;
  return text;
}

function isEmpty(fields: object | undefined): boolean {
  for (const _ in fields) return false;
  return true;
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
