import { access, mkdtemp } from "node:fs/promises";
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { takeDataFolder } from "./data-folder.ts";
import { describe, readyBinaries } from "./embedded/binaries.ts";
import { administratorRole, hasCluster, readyCluster } from "./embedded/cluster.ts";
import { type FolderLock, lockFolder } from "./embedded/lock.ts";
import { stopOrphan } from "./embedded/orphan.ts";
import { choosePlace, makePrivate, type Place } from "./embedded/place.ts";
import { giveTo } from "./embedded/run-as.ts";
import { launch, type ServerProcess } from "./embedded/server-process.ts";
import { type Listening, serverArguments } from "./embedded/settings.ts";
import { codeOf, isOutage } from "./errors.ts";
import { keptPasswords } from "./keys.ts";
import type { ConnectionConfig } from "./pool.ts";
import { ownerRole, serverRole, setRole } from "./roles.ts";

export { FolderInUse } from "./embedded/lock.ts";

/** What a start is doing when it takes longer; the words for people are kept elsewhere. */
export type Step = "copy-binaries" | "create-cluster" | "start-server" | "recover" | "data-elsewhere";
export type Say = (step: Step, detail?: string) => void;

export interface Embedded {
  /** Owns the tables and migrates. */
  readonly owner: ConnectionConfig;
  /** The running server's role. */
  readonly server: ConnectionConfig;
  /** The cluster's superuser: for tests that make databases, and for repair by hand. The program never uses it. */
  readonly administrator: ConnectionConfig;
  /** "18.4" */
  readonly version: string;
  /** Called when the server ends although nobody asked it to. */
  onExit(listener: (reason: string) => void): void;
  /** Everything is on disk and the folder is free when this returns. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The data folder of these books. Made where missing. */
  readonly folder: string;
  readonly say: Say;
  /** Aborted, the start ends at the next step, rejected with the signal's reason and with nothing left running. */
  readonly signal?: AbortSignal | undefined;
  readonly sharedBuffers?: string;
  /** An installed PostgreSQL instead of the one from npm: a folder with bin/ in it. */
  readonly installed?: string;
  /** Tests only: without fsync, so that a crash of the machine may lose everything. */
  readonly fastButUnsafe?: boolean;
  /** Benchmarks only: what the server finds in its environment besides the little it is given. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where root keeps what the database's user must be able to reach. */
  readonly systemFolder?: string;
}

/**
 * Starts our own PostgreSQL on this data folder and waits until it answers. Throws FolderInUse where another process
 * has the folder; what a killed process left behind is cleaned up first.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { say, signal, systemFolder = "/var/lib/lumbung", sharedBuffers = "256MB", fastButUnsafe: fast = false } = options;
  const { folder, lock } = await takeDataFolder(options.folder);
  const locks: FolderLock[] = [lock];
  let running: ServerProcess | undefined;
  const stop = async () => {
    await running?.stop();
    for (const lock of locks.splice(0)) lock.release();
  };
  try {
    const place = await choosePlace(folder, systemFolder, home => say("data-elsewhere", home));
    // A copied data folder points to the same files, so the files are locked where they are as well.
    if (place.home !== folder) locks.push(await lockFolder(place.home));
    const listening = await chooseListening(place);
    await stopOrphan(place.data, listening.host, () => say("recover"));

    signal?.throwIfAborted();
    const binaries =
      options.installed === undefined
        ? await readyBinaries({ systemFolder, folder, onCopy: () => say("copy-binaries") })
        : await describe(options.installed);
    const passwords = await readPasswords(folder, place);
    await readyCluster(place, binaries, passwords.administrator, fast, () => say("create-cluster"));

    signal?.throwIfAborted();
    const as = (user: string, password: string, database: string) => ({ ...listening, user, password, database });
    const owner = as(ownerRole, passwords.owner, databaseName);
    const server = as(serverRole, passwords.server, databaseName);
    const administrator = as(administratorRole, passwords.administrator, "postgres");

    say("start-server");
    const given = serverArguments(place.data, listening, { sharedBuffers, fast });
    running = launch(binaries, given, place.user, place.data, logOf(folder), options.environment);
    const version = await whenReady(running, administrator, server, passwords, signal);
    return { owner, server, administrator, version, onExit: running.onExit, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const databaseName = "lumbung";
type Passwords = Readonly<Record<"administrator" | "owner" | "server", string>>;

/** Keys and books belong together: one without the other is a backup that came back by half, not a first start. */
async function readPasswords(folder: string, place: Place): Promise<Passwords> {
  const keys = join(folder, "keys", "database.json");
  const [hasKeys, hasBooks, hasRun] = [await exists(keys), await hasCluster(place), await exists(logOf(folder))];
  if (hasBooks && !hasKeys) {
    throw new Error(`${place.data} cannot be opened without ${keys}. Bring that file back from the same backup.`);
  }
  if (hasRun && !hasBooks) {
    throw new Error(
      `${folder} had books, but ${place.data} is gone. Bring it back from the backup, or choose LUMBUNG_DATA.`,
    );
  }
  return keptPasswords(folder, "database", ["administrator", "owner", "server"]);
}

function logOf(folder: string): string {
  return join(folder, "log", "postgresql.log");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * The socket lies in the data directory, which only the database's user and root may enter. Where that path is too
 * long for a socket it goes to the system's folder for such things; Windows listens on the loopback address.
 */
async function chooseListening(place: Place): Promise<Listening> {
  const port = 5432; // On a socket only a part of its name.
  if (process.platform === "win32") return { host: "127.0.0.1", port: await freePort() };
  // The name of a folder with a comma or a quote would be read as two folders.
  if (`${place.data}/.s.PGSQL.${port}`.length < socketPathBytesMax && /^[\w./-]+$/.test(place.data)) {
    return { host: place.data, port };
  }
  const hash = createHash("sha256").update(place.data).digest("hex").slice(0, 16);
  const usual = join(tmpdir(), `lumbung-${hash}`);
  const owner = place.user?.uid ?? process.getuid?.() ?? 0;
  const host = (await makePrivate(usual, owner)) ? usual : await mkdtemp(join(tmpdir(), "lumbung-"));
  await giveTo(place.user, host);
  return { host, port };
}

/** Linux allows 107, macOS 103. */
const socketPathBytesMax = 100;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise(resolve => probe.once("listening", resolve));
  const { port } = probe.address() as { readonly port: number };
  await new Promise(resolve => probe.close(resolve));
  return port;
}

/** Waits as long as recovery takes, then gives the server's version. The very first time it makes the roles. */
async function whenReady(
  running: ServerProcess,
  administrator: ConnectionConfig,
  server: ConnectionConfig,
  passwords: Passwords,
  signal: AbortSignal | undefined,
): Promise<string> {
  let made = false;
  for (const until = Date.now() + readyWithinMs; ; await Promise.race([running.ended, pause(20)])) {
    signal?.throwIfAborted();
    try {
      return await versionOf(server);
    } catch (error) {
      // 28P01 and 3D000: no such role or database yet, or a start was killed before it had made them.
      if (!made && ["28P01", "3D000"].includes(codeOf(error))) {
        await makeRoles(administrator, passwords);
        made = true;
      } else if (!isOutage(error) || Date.now() > until) throw error;
    }
  }
}

const readyWithinMs = 10 * 60_000;

async function versionOf(config: ConnectionConfig): Promise<string> {
  return withClient(config, async client => {
    const { rows } = await client.query<{ server_version: string }>("show server_version");
    return (rows[0]?.server_version ?? "").split(" ")[0] ?? "";
  });
}

async function makeRoles(administrator: ConnectionConfig, passwords: Passwords): Promise<void> {
  await withClient(administrator, async client => {
    await setRole(client, ownerRole, passwords.owner);
    await setRole(client, serverRole, passwords.server);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName} owner ${ownerRole}`);
    await client.query(`revoke all on database ${databaseName} from public`);
    await client.query(`grant connect on database ${databaseName} to ${serverRole}`);
  });
}

async function withClient<T>(config: ConnectionConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  client.on("error", () => {}); // Whatever is under way is rejected with the same error.
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
