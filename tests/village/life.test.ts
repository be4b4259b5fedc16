/** A life that is cut short, again and again, is lived on to the same books as one that was lived in one go. */
import type { Socket } from "node:net";
import { afterAll, expect, it } from "vitest";
import { addDays, day } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
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

const meetings = 9;
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
        where f.organisation_id = ${organisation} order by f.seq, l.line_number`,
    ),
  );

const commandsOf = (pool: Pool, { organisation }: Lived): Promise<number> =>
  read(pool, organisation, async client => {
    const rows = await query(client, sql`select 1 as one from ledger.command where organisation_id = ${organisation}`);
    return rows.length;
  });

/** Connections that are all gone at once after so many messages, as the database sees it when the process is killed. */
function dyingPool(messages: number): Pool {
  const pool = connect(databases[1]!.server);
  let sent = 0;
  pool.on("connect", client => {
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
    const write = stream.write.bind(stream) as (data: Uint8Array) => boolean;
    stream.write = (data: Uint8Array): boolean => {
      sent += 1;
      if (sent <= messages) return write(data);
      stream.destroy();
      return false;
    };
  });
  return pool;
}

it("is lived on from the last sealed meeting, and nothing is said twice", async () => {
  const whole = await emptyPool();
  const inOneGo = await live({ ...options, pool: whole });
  const broken = await emptyPool();
  // After the third meeting it is told to stop; then its process dies, again and again.
  const stop = new AbortController();
  const stopped = live({ ...options, pool: broken, signal: stop.signal, onMeeting: held => void (held === 3 && stop.abort()) });
  await expect(stopped).rejects.toThrow(/abort/i);
  // What was lived is read before it goes on: each next one is let a little further, until five of them came further.
  const said = new Set<number>();
  for (let messages = 30; said.size < 6; messages += 4) {
    const pool = dyingPool(messages);
    expect(await live({ ...options, pool }).then(() => "whole", () => "cut")).toBe("cut");
    await pool.end();
    said.add(await commandsOf(broken, inOneGo));
  }
  const livedOn = await live({ ...options, pool: broken });
  expect(livedOn).toEqual(inOneGo);
  const inPieces = await posted(broken, livedOn);
  expect(inPieces.length).toBeGreaterThan(300);
  expect(inPieces).toEqual(await posted(whole, inOneGo));
  expect(await faultsOf(broken, house, livedOn.organisation)).toEqual([]);
});
