/**
 * Real databases for tests: one server for the whole run, and a fresh database from a migrated template for whoever
 * asks. As vitest's `globalSetup` this file starts the server; a test imports `freshDatabase` from it.
 *
 * `LUMBUNG_TEST_POSTGRES=debian` takes the oldest PostgreSQL installed below /usr/lib/postgresql (15 or newer) instead
 * of ours, so that no SQL slips in which an operator's older server does not know.
 */
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { type ConnectionConfig, type Embedded, migrate, readMigrations, startEmbedded } from "#db";
import { roomOrder } from "#rooms";
import { temporaryFolder } from "./folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly testDatabase: TestDatabase;
  }
}

interface TestDatabase {
  readonly administrator: ConnectionConfig;
  readonly owner: ConnectionConfig;
  readonly server: ConnectionConfig;
  readonly version: string;
}

export interface FreshDatabase {
  /** Owns the tables; the row policies bind it too. */
  readonly owner: ConnectionConfig;
  /** The running server's role. */
  readonly server: ConnectionConfig;
  /** Closes whatever is still connected and removes the database. */
  drop(): Promise<void>;
}

const template = "lumbung_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await temporaryFolder();
  let running: Embedded | undefined;
  const teardown = async () => {
    await running?.stop();
    await folder.remove();
  };
  try {
    running = await startEmbedded({
      folder: folder.path,
      say: () => {},
      installed: await installedPostgres(),
      fastButUnsafe: true,
      sharedBuffers: "128MB",
    });
    const { administrator, owner, server, version } = running;
    await withAdministrator(administrator, client => client.query(`create database ${template} owner lumbung_owner`));
    await migrate(
      { ...owner, database: template },
      await readMigrations(roomOrder, new URL("../../", import.meta.url)),
    );
    project.provide("testDatabase", { administrator, owner, server, version });
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

/** A database of its own, with every room's tables and nothing in them. Takes about 0.1 s; drop it in `afterAll`. */
export function freshDatabase(): Promise<FreshDatabase> {
  return createDatabase(template);
}

/** A database of its own without any table, for tests of the migrations themselves. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return createDatabase("template0");
}

/** The superuser of the test server: for what an operator would do by hand. */
export async function testAdministrator(): Promise<ConnectionConfig> {
  return (await provided()).administrator;
}

/** The version of the server under test, "18.4" or "15.18". */
export async function testedVersion(): Promise<string> {
  return (await provided()).version;
}

async function createDatabase(from: string): Promise<FreshDatabase> {
  const { administrator, owner, server } = await provided();
  const database = `t_${randomBytes(8).toString("hex")}`;
  await withAdministrator(administrator, client => copyTemplate(client, database, from));
  return {
    owner: { ...owner, database },
    server: { ...server, database },
    drop: async () => {
      await withAdministrator(administrator, client => client.query(`drop database ${database} with (force)`));
    },
  };
}

/** Asked for late: this file is also loaded where no test runs, to start the server. */
async function provided(): Promise<TestDatabase> {
  return (await import("vitest")).inject("testDatabase");
}

/** PostgreSQL copies only from a template nobody is connected to; its own autovacuum may be for a moment. */
async function copyTemplate(client: pg.Client, database: string, from: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`create database ${database} template ${from} owner lumbung_owner`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== inUse || attempt === attemptsMax) throw error;
      await pause(100);
    }
  }
}

const inUse = "55006";
const attemptsMax = 20;

async function withAdministrator(administrator: ConnectionConfig, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client(administrator);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function installedPostgres(): Promise<string | undefined> {
  const wish = process.env.LUMBUNG_TEST_POSTGRES;
  if (!wish) return undefined;
  const versions = await readdir(debianFolder).catch(() => []);
  const oldest = versions
    .map(Number)
    .filter(version => version >= 15)
    .sort((a, b) => a - b)[0];
  if (wish !== "debian" || oldest === undefined) {
    throw new Error(`LUMBUNG_TEST_POSTGRES=debian needs a PostgreSQL 15 or newer in ${debianFolder}.`);
  }
  return join(debianFolder, String(oldest));
}

const debianFolder = "/usr/lib/postgresql";
