/** Single entries: one with all that proves it, and those to be read out at the next meeting. */
import type { MemberId } from "#base";
import { type AskedOfLedger, mayOpenEntries, nameOf, textsOf } from "./asked.ts";
import { partsOfAccount } from "./chart.ts";
import { factOfLeaf } from "./leaf.ts";
import { entriesBetweenMeetings, type EntryRow, entryOf, linesOfEntries, meetingOfCommand } from "./store-entries.ts";
import { written } from "./written.ts";

export type EntrySeen = NonNullable<Awaited<ReturnType<typeof askEntry>>>;
/** One fact with its lines and proofs. A member may open her own and the group's; officers may open any. */
export async function askEntry(asked: AskedOfLedger) {
  const { client, organisation, params } = asked;
  if (!/^(?:0|[1-9]\d{0,17})$/.test(params.seq ?? "")) return null;
  const entry = await entryOf(client, organisation, BigInt(params.seq!));
  if (!entry) return null;
  const lines = await linesOfEntries(client, organisation, [entry.seq]);
  const others = [entry.member_id, ...lines.map(line => line.member)].some(
    member => member !== null && member !== "" && member !== asked.member,
  );
  if (others && !mayOpenEntries(asked)) return null;
  const { data = {} } = factOfLeaf(entry.body);
  const texts = await textsOf(asked, [
    "ledger.fund",
    "members.membership",
    ...(entry.reverses === null ? [] : ["ledger.leaf"]),
    ...("difference" in data ? ["meetings.difference"] : []),
    ...("money" in data ? ["meetings.group-money"] : []),
  ]);
  const reversal = data.kind;
  return written({
    ...saidIn(entry, texts),
    kind: entry.kind,
    reversedKind: entry.kind === "ledger.reversal" && typeof reversal === "string" ? reversal : null,
    reason: entry.reverses === null ? null : (texts.get(`ledger.leaf/${entry.reverses}/reason`) ?? null),
    /** Why a difference was there, or what the group's money was for: written for all to read. */
    note:
      texts.get(`meetings.difference/${String(data.difference)}/reason`) ??
      texts.get(`meetings.group-money/${String(data.money)}/purpose`) ??
      null,
    counters: "difference" in data ? [data.first, data.second].map(who => nameOf(who as MemberId, texts)) : [],
    at: entry.recorded_at,
    meeting: await meetingOfCommand(client, organisation, entry.command_id),
    reverses: entry.reverses,
    reversedBy: entry.reversed_by,
    lines: lines.map(line => ({
      account: line.account,
      ...partsOfAccount(line.account),
      fundName: texts.get(`ledger.fund/${line.fund}/name`) ?? null,
      member: line.member === "" ? null : nameOf(line.member, texts),
      unit: line.unit,
      amount: line.amount,
    })),
    /** For the auditor: what is hashed, letter for letter, and both hashes. */
    body: entry.body,
    leafHash: entry.leaf_hash.toString("hex"),
    chainHash: entry.chain_hash.toString("hex"),
  });
}

export type ReadOutSeen = Awaited<ReturnType<typeof askReadOut>>;
/** What was entered since the last meeting, to be read out at the next: how much, for whom, and which two people said it. */
export async function askReadOut(asked: AskedOfLedger) {
  const { client, organisation } = asked;
  const found = await entriesBetweenMeetings(client, organisation);
  const lines = await linesOfEntries(
    client,
    organisation,
    found.map(entry => entry.seq),
  );
  const texts = await textsOf(asked, ["ledger.fund", "members.membership"]);
  return written({
    since: await meetingOfCommand(client, organisation),
    entries: found.map(entry => ({
      ...saidIn(entry, texts),
      kind: entry.kind,
      memberId: entry.member_id,
      lines: lines
        .filter(line => line.seq === entry.seq)
        .map(({ account: code, fund, unit, amount }) => ({ account: code, fund, unit, amount })),
    })),
  });
}

/** Who said it and for whom, by name. */
function saidIn(entry: EntryRow, texts: ReadonlyMap<string, string>) {
  return {
    seq: entry.seq,
    on: entry.effective_on,
    by: nameOf(entry.said_by, texts),
    with: entry.said_with.map(member => nameOf(member, texts)),
    member: entry.member_id === null ? null : nameOf(entry.member_id, texts),
  };
}
