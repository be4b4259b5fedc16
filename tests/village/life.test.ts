/** A life that is cut short, again and again, is lived on to the same books as one that was lived in one go. */
import { afterAll, expect, it } from "vitest";
import { addDays, day } from "#base";
import { connect, type ConnectionConfig, type Pool, query, read, sql } from "#db";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { type Lived, live } from "./life.ts";
import { melati } from "./people.ts";

const databases: FreshDatabase[] = [];
const pools: Pool[] = [];
afterAll(async () => {
  for (const pool of pools) await pool.end();
  for (const database of databases) await database.drop();
});

const meetings = 12;
const last = day("2026-11-20");
const first = addDays(last, -7 * (meetings - 1));
const options = { house, masterKey: Buffer.alloc(32, 7), village: melati, first, last, seed: 5 };

async function emptyPool(): Promise<Pool> {
  const database = await freshDatabase();
  databases.push(database);
  pools.push(connect(database.server));
  return pools.at(-1)!;
}

/** Everything that was posted, but for ids of leaves and the time of day. */
const posted = (pool: Pool, { organisation }: Lived): Promise<readonly unknown[]> =>
  read(pool, organisation, client =>
    query(
      client,
      sql`select f.seq, f.kind, f.command_id, f.effective_on, f.member_id, l.account, l.unit, l.amount, l.balance from ledger.leaf f
        left join ledger.line l on l.organisation_id = f.organisation_id and l.seq = f.seq
        where f.organisation_id = ${organisation} order by f.seq, l.account, l.unit, l.line_number`,
    ),
  );

const commandsOf = (pool: Pool, { organisation }: Lived): Promise<number> =>
  read(pool, organisation, async client => {
    const rows = await query(client, sql`select 1 as one from ledger.command where organisation_id = ${organisation}`);
    return rows.length;
  });

/** Its process is killed soon after so many connections were taken: every one is gone at once, and none comes any more. */
function mortal(config: ConnectionConfig, takings: number): Pool {
  const pool = connect(config);
  const { _clients: clients } = pool as unknown as { readonly _clients: readonly Client[] };
  let taken = 0;
  const die = (): void => {
    for (const client of clients) client.connection.stream.destroy();
  };
  pool.on("acquire", () => {
    taken += 1;
    if (taken === takings) setTimeout(die, takings % 4);
    else if (taken > takings) die();
  });
  return pool;
}
interface Client {
  readonly connection: { readonly stream: { destroy(): void } };
}

it("is lived on from the last sealed meeting, and nothing is said twice", async () => {
  const whole = await emptyPool();
  const inOneGo = await live({ ...options, pool: whole });
  const broken = await emptyPool();
  // After the third meeting it is told to stop; then its process dies, again and again.
  const stop = new AbortController();
  const stopped = live({ ...options, pool: broken, signal: stop.signal, onMeeting: held => void (held === 3 && stop.abort()) });
  await expect(stopped).rejects.toThrow(/abort/i);
  const said: number[] = [];
  for (const takings of [2, 7, 14, 15, 16, 17, 18]) {
    const pool = mortal(databases[1]!.server, takings);
    await expect(live({ ...options, pool }), `killed after ${takings}`).rejects.toThrow();
    await pool.end();
    said.push(await commandsOf(broken, inOneGo));
  }
  expect(new Set(said).size, `each time it came further: ${said.join(", ")}`).toBeGreaterThan(3);
  const livedOn = await live({ ...options, pool: broken });
  expect(livedOn).toEqual(inOneGo);
  const inPieces = await posted(broken, livedOn);
  expect(inPieces.length).toBeGreaterThan(300);
  expect(inPieces).toEqual(await posted(whole, inOneGo));
  expect(await faultsOf(broken, house, livedOn.organisation)).toEqual([]);
});
