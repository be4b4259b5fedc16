/**
 * The database: PostgreSQL, our own (`startEmbedded`) or one given by URL; `openDatabase` chooses.
 * `migrate` brings it up to the rooms' SQL files as their owner; the server then works as a second role without rights
 * over the tables. `connect` gives a pool, `read` and `transact` one transaction each that sees only the organisations
 * named for it, `pipelined` many statements in one round trip, `` sql`…` `` statements whose values are never SQL.
 * No word of the members' world is spoken in here; the rooms' `store.ts` and `server.ts` are the ones who call.
 */
export { type Embedded, FolderInUse, type Say, type Step, startEmbedded } from "./embedded.ts";
export { replaceFile, syncFolder } from "./durable.ts";
export { fingerprintKept } from "./fingerprint.ts";
export { array, type ElementType } from "./array-values.ts";
export { asOutage, codeOf, DatabaseUnfit, isClash, isOutage, Outage } from "./errors.ts";
export {
  checksumOf,
  type Migration,
  MigrationEdited,
  MigrationMissing,
  MigrationOutOfOrder,
  MigrationRefused,
  migrate,
  readMigrations,
} from "./migrate.ts";
export { type Database, openDatabase } from "./open.ts";
export { Pipeline, type Statement } from "./pipeline.ts";
export { type ConnectionConfig, connect, pipelined, read, transact } from "./pool.ts";
export { type NamedSql, query, Sql, sql } from "./sql.ts";
export type { Pool, PoolClient, QueryResult } from "pg";
