/** What a meeting is told before anything is counted: what was made since the last one, and what was tried and refused. */
import type { OrganisationId } from "#base";
import type { PoolClient } from "#db";
import { factOfLeaf } from "#ledger";
import type { ReadOutSeen } from "../screens/seen.ts";
import { type BetweenRow, madeBetweenMeetings } from "../store.ts";

/** Entries one by one; tries by what was in the way, how many: whose they were is not read to all, and no amount is there. */
export async function readOutOf(client: PoolClient, organisation: OrganisationId): Promise<readonly ReadOutSeen[]> {
  const rows = await madeBetweenMeetings(client, organisation);
  const tries = new Map<string, BetweenRow[]>();
  for (const row of rows.filter(isTry)) {
    const refusal = String(factOfLeaf(row.body).data!["refusal"]);
    tries.set(refusal, [...(tries.get(refusal) ?? []), row]);
  }
  return [
    ...rows.filter(row => !isTry(row)).map(madeSeen),
    ...[...tries].map(([refusal, of]): ReadOutSeen => {
      const { seq, on, kind } = of.at(-1)!;
      return { seq: String(seq), on, kind, member: null, by: [], amounts: [], refused: { refusal, count: of.length } };
    }),
  ];
}

const isTry = ({ kind }: BetweenRow): boolean => kind === "assembly.try-refused";

const madeSeen = (row: BetweenRow): ReadOutSeen => ({
  seq: String(row.seq),
  on: row.on,
  kind: row.kind,
  member: row.member,
  by: [row.by, ...row.with],
  amounts: factOfLeaf(row.body)
    .lines.filter(line => line.account.startsWith("cash/"))
    .map(line => ({ fund: line.account.slice("cash/".length), unit: line.unit, amount: String(line.amount) })),
});
