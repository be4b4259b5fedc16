import pg from "pg";
import { takeDataFolder } from "./data-folder.ts";
import { type Say, startEmbedded } from "./embedded.ts";
import { codeOf, DatabaseUnfit, Outage } from "./errors.ts";
import { keptPasswords } from "./keys.ts";
import type { ConnectionConfig } from "./pool.ts";
import { serverRole, setRole } from "./roles.ts";

export interface Database {
  /** Owns the tables and migrates. */
  readonly owner: ConnectionConfig;
  /** The running server's role: neither superuser nor owner, bound by the row policies. */
  readonly server: ConnectionConfig;
  /** Called when our own database server ends by itself; never for one that was given by URL. */
  onExit(listener: (reason: string) => void): void;
  stop(): Promise<void>;
}

export interface OpenOptions {
  readonly folder: string;
  /** LUMBUNG_DATABASE_URL: a PostgreSQL 15 or newer. Its role owns the tables and migrates. */
  readonly url?: string;
  /** LUMBUNG_SERVER_DATABASE_URL: only needed where the role of `url` may not create roles. */
  readonly serverUrl?: string;
  readonly say: Say;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Our own PostgreSQL, or with `url` somebody else's. Throws DatabaseUnfit with a sentence for the operator where that
 * one is too old or would let the server past the row policies, and Outage where it does not answer.
 */
export async function openDatabase({ folder, url, serverUrl, say, signal }: OpenOptions): Promise<Database> {
  if (!url) {
    if (serverUrl) throw new DatabaseUnfit("LUMBUNG_SERVER_DATABASE_URL needs LUMBUNG_DATABASE_URL beside it.");
    return startEmbedded({ folder, say, signal });
  }
  // Keys and the practice's papers lie in the folder here too, so it belongs to one program at a time.
  const taken = await takeDataFolder(folder);
  try {
    const { owner, server } = await rolesOf(url, serverUrl, taken.folder);
    return { owner, server, onExit() {}, stop: async () => taken.lock.release() };
  } catch (error) {
    taken.lock.release();
    throw error;
  }
}

async function rolesOf(
  url: string,
  serverUrl: string | undefined,
  folder: string,
): Promise<Pick<Database, "owner" | "server">> {
  const owner: ConnectionConfig = { connectionString: url };
  const asOwner = await signIn(owner, "LUMBUNG_DATABASE_URL");
  try {
    await refuseOldVersion(asOwner);
    const server = serverUrl ? { connectionString: serverUrl } : await ownServerRole(asOwner, folder);
    const asServer = await signIn(server, "LUMBUNG_SERVER_DATABASE_URL");
    try {
      await refuseOtherDatabase(asOwner, asServer);
      await refuseTooMuchPower(asOwner, asServer);
    } finally {
      await asServer.end();
    }
    return { owner, server };
  } finally {
    await asOwner.end();
  }
}

async function refuseOldVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string; number: number }>(
    "select current_setting('server_version') as server_version, current_setting('server_version_num')::int as number",
  );
  if ((rows[0]?.number ?? 0) >= versionMin * 10_000) return;
  throw new DatabaseUnfit(
    `This is PostgreSQL ${rows[0]?.server_version}, and the books need ${versionMin} or newer. ` +
      "Upgrade it, or leave LUMBUNG_DATABASE_URL out to use the PostgreSQL that comes along.",
  );
}

const versionMin = 15;

/**
 * Creates the server's role, or uses the one there is: with the password we keep, else by giving it a new one, as
 * another data folder may have made it. Then that other one does the same when it next starts.
 */
async function ownServerRole(asOwner: pg.Client, folder: string): Promise<ConnectionConfig> {
  const passwords = await keptPasswords(folder, "database-by-url", [serverRole]);
  const password = passwords[serverRole];
  const { host, port, database = "", ssl } = asOwner;
  const server: ConnectionConfig = { host, port, database, ssl, user: serverRole, password };
  if (await mayEnter(server)) return server;
  try {
    await setRole(asOwner, serverRole, password);
    await asOwner.query(`grant connect on database ${asOwner.escapeIdentifier(database)} to ${serverRole}`);
  } catch (error) {
    if (codeOf(error) !== notAllowed) throw error;
    throw new DatabaseUnfit(
      `The role of LUMBUNG_DATABASE_URL may not create or change the role ${serverRole}, as which the server works. ` +
        `Have an administrator run: create role ${serverRole} login password '…'; grant connect on database ` +
        `${database} to ${serverRole}; and put its address into LUMBUNG_SERVER_DATABASE_URL.`,
    );
  }
  return server;
}

const notAllowed = "42501";

async function mayEnter(config: ConnectionConfig): Promise<boolean> {
  const client = new pg.Client(config);
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false; // Whatever the reason, setting the role anew tells it better.
  }
}

async function refuseOtherDatabase(asOwner: pg.Client, asServer: pg.Client): Promise<void> {
  const which = `select pg_postmaster_start_time()::text || ' ' || oid as database from pg_database
                 where datname = current_database()`;
  const [one, other] = [await asOwner.query(which), await asServer.query(which)];
  if (one.rows[0].database === other.rows[0].database) return;
  throw new DatabaseUnfit("LUMBUNG_DATABASE_URL and LUMBUNG_SERVER_DATABASE_URL lead to two different databases.");
}

/** A role past the policies would show every organisation's books to a mistake in any query. */
async function refuseTooMuchPower(asOwner: pg.Client, asServer: pg.Client): Promise<void> {
  const { rows: owners } = await asOwner.query<{ name: string }>("select current_user as name");
  const { rows } = await asServer.query<Power>(powers, [owners[0]?.name]);
  const power = rows[0];
  if (power === undefined) throw new Error("a role always finds itself");
  const { name } = power;
  const complaint =
    (power.past_policies && `${name} passes every row policy (superuser, bypassrls or createrole)`) ||
    (power.is_owner && `${name} owns the tables or may act as their owner`) ||
    (power.lacks_grants && `${name} is neither ${serverRole} nor a member of it`);
  if (!complaint) return;
  throw new DatabaseUnfit(
    `The server must work as a role without rights over the tables, but ${complaint}. ` +
      `Use the role ${serverRole} (create role ${serverRole} login password '…') in LUMBUNG_SERVER_DATABASE_URL.`,
  );
}

interface Power {
  readonly name: string;
  readonly past_policies: boolean;
  readonly is_owner: boolean;
  readonly lacks_grants: boolean;
}

const powers = `
  select rolname as name,
         rolsuper or rolbypassrls or rolcreaterole as past_policies,
         pg_has_role(oid, $1::name, 'member') or exists (
           select from pg_class
           where relkind in ('r', 'p')
             and relnamespace not in (select oid from pg_namespace where nspname ~ '^(pg_|information_schema)')
             and pg_has_role(pg_roles.oid, relowner, 'member')) as is_owner,
         not exists (
           select from pg_roles as granted
           where granted.rolname = '${serverRole}' and pg_has_role(pg_roles.oid, granted.oid, 'usage')) as lacks_grants
  from pg_roles
  where rolname = current_user`;

/** Wrong addresses and passwords are for the operator to mend; a server that does not answer may come back. */
async function signIn(config: ConnectionConfig, name: string): Promise<pg.Client> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = codeOf(error);
    if (!code.startsWith("28") && code !== "3D000") throw new Outage(error);
    throw new DatabaseUnfit(`The database does not let us in with ${name}: ${(error as Error).message}.`);
  }
}
