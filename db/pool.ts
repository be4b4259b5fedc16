import type { ClientBase, ClientConfig, PoolClient } from "pg";
import pg from "pg";
import { asOutage, Outage } from "./errors.ts";
import { Pipeline, type Result, type Statement, type Wire } from "./pipeline.ts";
import { types } from "./types.ts";

/** Where a database is and who asks: host (a socket's folder, or an address), port, user, password, database. */
export type ConnectionConfig = ClientConfig;

/** A pool of connections. Eight are enough for a server: more was not faster (docs/decisions/0002-one-postgresql.md). */
export function connect(config: ConnectionConfig, { max = 8 }: { readonly max?: number } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionTimeoutMillis: connectWithinMs,
    application_name: "lumbung",
    ...config,
    max,
    types,
    onConnect: prepare,
  });
  // A lost connection announces itself on the pool when idle and on the client when in use; unheard, either would end
  // the process. Who asks next gets the Outage, so there is nothing to do here.
  pool.on("error", () => {});
  pool.on("connect", client => client.on("error", () => {}));
  return pool;
}

/**
 * Every connection reads and writes instants in UTC, and belongs to no organisation until `read` or `transact` says
 * so. Without the last line a policy would see "" after the first transaction, which is no list at all.
 */
async function prepare(client: ClientBase): Promise<void> {
  await client.query("set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set lumbung.organisations to '{}'");
}

const connectWithinMs = 10_000;

/**
 * Sends all statements in one write, without waiting in between, and gives all results in order: one round trip.
 *
 * Nothing is sent when a value cannot be written. When the database refuses one, those behind it are not executed and its
 * error is thrown. Put `begin` first and `commit` last where they make a transaction; without, they are one by themselves.
 */
export async function pipelined(client: ClientBase, statements: readonly Statement[]): Promise<readonly Result[]> {
  const { connection } = client as unknown as { readonly connection: Wire };
  const pipeline = new Pipeline(statements);
  refuseReusedNames(connection, statements);
  client.query(pipeline as never);
  try {
    return await pipeline.done;
  } catch (error) {
    throw asOutage(error);
  }
}

/** The server would take the second text for the first one. */
function refuseReusedNames(connection: Wire, statements: readonly Statement[]): void {
  const batch = new Map<string, string>();
  for (const { name, text } of statements) {
    if (name === undefined) continue;
    const known = batch.get(name) ?? connection.parsedStatements[name];
    if (known !== undefined && known !== text) throw new TypeError(`the name "${name}" has another statement already`);
    batch.set(name, text);
  }
}

/**
 * Reads for one organisation: all questions of `ask` see the same moment, and the row policies show no one else.
 * The policies compare with `any(current_setting('lumbung.organisations', true)::uuid[])`.
 */
export function read<T>(pool: pg.Pool, organisation: string, ask: (client: PoolClient) => Promise<T>): Promise<T> {
  return within(pool, "begin isolation level repeatable read read only", [organisation], ask);
}

/** Works for these organisations in one transaction: committed when `work` returns, rolled back when it throws. */
export function transact<T>(
  pool: pg.Pool,
  organisations: readonly string[],
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return within(pool, "begin", organisations, work);
}

async function within<T>(
  pool: pg.Pool,
  begin: string,
  organisations: readonly string[],
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const seen = uuidList(organisations);
  const client = await pool.connect().catch((error: unknown) => {
    throw new Outage(error);
  });
  let broken = false;
  try {
    await pipelined(client, [{ text: begin }, { text: setOrganisations, values: [seen] }]);
    const done = await work(client);
    await commit(client);
    return done;
  } catch (error) {
    broken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    throw asOutage(error);
  } finally {
    client.release(broken);
  }
}

/** PostgreSQL answers `commit` in a failed transaction with a quiet ROLLBACK; for us that is no commit. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query("commit");
  if (command !== "COMMIT") throw new Error("the transaction had failed before, so nothing was saved");
}

const setOrganisations = "select set_config('lumbung.organisations', $1, true)";

/** Checked by shape, because a comma or a brace in an id would show more than was asked for. */
function uuidList(organisations: readonly string[]): string {
  const stranger = organisations.find(id => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  if (stranger !== undefined) throw new TypeError("an organisation's id must be a lower-case uuid");
  return `{${organisations.join(",")}}`;
}
