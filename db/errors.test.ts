import { afterAll, beforeAll, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../tests/village/database.ts";
import { asOutage, connect, isClash, isOutage, Outage, type Pool, query, read, sql } from "./index.ts";

let fresh: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  fresh = await freshDatabase();
  pool = connect(fresh.owner, { max: 2 });
  await pool.query("create table public.egg (id int primary key)");
});
afterAll(async () => {
  await pool.end();
  await fresh.drop();
});

test.each([
  ["40001", "clash"],
  ["40P01", "clash"],
  ["23505", "clash"],
  ["57P01", "outage"],
  ["08006", "outage"],
  ["53100", "outage"],
  ["55P03", "outage"],
  ["ECONNREFUSED", "outage"],
  ["23514", "neither"],
  ["42601", "neither"],
  ["ENOENT", "neither"],
])("the code %s means %s", (code, meaning) => {
  const error = Object.assign(new Error("some words"), { code });
  expect({ clash: isClash(error), outage: isOutage(error) }).toEqual({
    clash: meaning === "clash",
    outage: meaning === "outage",
  });
});

test("what is no error at all is neither clash nor outage", () => {
  for (const thing of [undefined, null, "57P01", 4, {}, new Error("Something else")]) {
    expect(isClash(thing) || isOutage(thing)).toBe(false);
    expect(asOutage(thing)).toBe(thing);
  }
});

test("two who write the same key clash", async () => {
  await query(pool, sql`insert into public.egg values (${1})`);
  const error = await query(pool, sql`insert into public.egg values (${1})`).catch(error => error);
  expect(isClash(error)).toBe(true);
});

test("a database that is not there is an outage", async () => {
  const nowhere = connect({ host: "/nowhere/at/all", user: "x", database: "x" });
  const organisation = "00000000-0000-7000-8000-000000000001";
  await expect(read(nowhere, organisation, async () => 1)).rejects.toBeInstanceOf(Outage);
  await expect(query(nowhere, sql`select 1`)).rejects.toBeInstanceOf(Outage);
  await nowhere.end();
});

test("a connection that is cut is an outage once, and the next question has a new one", async () => {
  const victim = await pool.connect();
  const [row] = await query<{ pid: number }>(victim, sql`select pg_backend_pid() as pid`);
  const waiting = query(victim, sql`select pg_sleep(30)`).catch(error => error);
  await query(pool, sql`select pg_terminate_backend(${row!.pid})`);
  expect(await waiting).toBeInstanceOf(Outage);
  victim.release(true);
  expect(await query(pool, sql`select 1 as one`)).toEqual([{ one: 1 }]);
});
