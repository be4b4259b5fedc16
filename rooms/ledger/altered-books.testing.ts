/** Books that somebody with the database in her hands has changed, and what verifying them finds. */
import { afterAll, beforeAll, beforeEach } from "vitest";
import { addDays, day } from "#base";
import { connect, type Pool, type PoolClient, read, transact } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { codes, foundGroup, moved, type ProofGroup } from "./books.testing.ts";
import type { Verified } from "./fault.ts";
import { verify } from "./verify.ts";

const firstMeeting = day("2026-01-05");
const meetingsHeld = 5;
const tables = ["leaf", "line", "total", "head", "command"];

export interface Books {
  readonly pool: Pool;
  readonly group: ProofGroup;
  verified(): Promise<Verified>;
  /** Changes the tables as their owner, with the triggers that keep the posted as it is out of the way. */
  tamper(change: (client: PoolClient) => Promise<unknown>): Promise<void>;
  /** The leaf of a member's saving at a meeting, and her line of it. */
  savingOf(meeting: number, member: number): Promise<bigint>;
}

/** Before each test: five meetings of four women, and one entry between the third and the fourth. */
export function fiveMeetings(): { readonly current: Books } {
  let database: FreshDatabase;
  let pool: Pool;
  let owner: Pool;
  let seed = 0;
  const held: { current: Books } = { current: undefined as never };
  beforeAll(async () => {
    database = await freshDatabase();
    pool = connect(database.server);
    owner = connect(database.owner);
  });
  afterAll(async () => {
    await pool.end();
    await owner.end();
    await database.drop();
  });
  beforeEach(async () => {
    seed += 1;
    const group = await foundGroup(pool, { seed });
    await meet(group);
    const { organisation, people } = group;
    held.current = {
      pool,
      group,
      verified: () => read(pool, organisation, client => verify(client, organisation)),
      tamper: change =>
        transact(owner, [organisation], async client => {
          for (const table of tables) await client.query(`alter table ledger.${table} disable trigger user`);
          await change(client);
          for (const table of tables) await client.query(`alter table ledger.${table} enable trigger user`);
        }),
      savingOf: (meeting, member) =>
        read(pool, organisation, async client => {
          const { rows } = await client.query<{ seq: bigint }>(
            `select f.seq from ledger.leaf f
              join ledger.leaf s on s.organisation_id = f.organisation_id and s.command_id = f.command_id
              where f.organisation_id = $1 and s.kind = 'meetings.sealed' and s.body like $2 and f.member_id = $3 and f.kind = 'proof.saved'`,
            [organisation, `%"number":"${meeting}"%`, people[member]],
          );
          return rows[0]!.seq;
        }),
    };
  });
  return held;
}

async function meet(group: ProofGroup): Promise<void> {
  for (let number = 1; number <= meetingsHeld; number += 1) {
    const on = addDays(firstMeeting, number * 7);
    const savings = group.people.map(member => moved("saved", 10_000n, codes.cash, codes.savings, member));
    await group.seal(number, [...savings, moved("given", 2_000n, codes.socialCash, codes.social, group.people[0])], on);
    if (number === 3)
      await group.post([moved("lent", 20_000n, codes.loans, codes.cash, group.people[1])], addDays(on, 1));
  }
}
