/** A backup brought back: into books that are blank, or beside others where none of its groups is there yet. */
import type { OrganisationId } from "#base";
import {
  checksumOf,
  connect,
  type Migration,
  MigrationMissing,
  migrate,
  openDatabase,
  type Pool,
  readMigrations,
  type Step,
  transact,
} from "#db";
import { signInEdge } from "#members/server";
import { roomOrder } from "#rooms";
import { dirname, join } from "node:path";
import type { House } from "../../house.ts";
import { masterKeyOf } from "../master-key.ts";
import { root } from "../root.ts";
import { type Erased, erasedFile, erasedThere, keepErased, readErased } from "./erasures.ts";
import { bringPractice } from "./practice-text.ts";
import { partsOf, postBooks, type Restored } from "./read-books.ts";
import { type Head, openSealed, type Opened } from "./sealed-file.ts";
import { BackupUnfit } from "./unfit.ts";
import type { Beginning, Contents, Part } from "./write-books.ts";

export interface Looked {
  readonly head: Head;
  readonly contents: Contents;
  readonly organisations: readonly Beginning[];
  readonly bytes: number;
}

/** Reads a backup from its first to its last byte and brings nothing back. Throws BackupUnfit where it is not whole. */
export async function lookThrough(file: string, keyOf: (head: Head) => Promise<Buffer>): Promise<Looked> {
  const opened = await openSealed(file, keyOf);
  try {
    return await lookInto(opened, file);
  } finally {
    await opened.close();
  }
}

async function lookInto(opened: Opened, file: string): Promise<Looked> {
  let contents: Contents | undefined;
  const organisations: Beginning[] = [];
  for await (const part of partsOf(opened.plain(), file)) {
    if (part.is === "contents") contents = part.contents;
    if (part.is === "beginning") organisations.push(part.beginning);
  }
  return { head: opened.head, contents: contents!, organisations, bytes: opened.length };
}

/** Where books come into, and what is said meanwhile. */
export interface Into {
  readonly house: House;
  /** The data folder. */
  readonly folder: string;
  /** As `openDatabase` takes them. */
  readonly url?: string | undefined;
  readonly serverUrl?: string | undefined;
  readonly say: (step: Step, detail?: string) => void;
  /** Lists of who was erased, besides the one in the data folder and the one beside the file. */
  readonly erasedIn?: readonly string[];
}

export interface ToRestore extends Into {
  readonly file: string;
  readonly keyOf: (head: Head) => Promise<Buffer>;
  /** By the word it is signed in to with; all where none is named. */
  readonly group?: string | undefined;
}

export interface RestoredBooks {
  readonly made: string;
  /** Of all groups there were when it was made. */
  readonly isWhole: boolean;
  readonly groups: readonly Restored[];
}

/** All of it in one transaction. What is in the way is said by a BackupUnfit, and then nothing was changed. */
export async function restore(asked: ToRestore): Promise<RestoredBooks> {
  const { file, group } = asked;
  // Its key is asked for once, and every byte is looked at before anything is touched.
  const opened = await openSealed(file, asked.keyOf);
  try {
    const { contents, organisations } = await lookInto(opened, file);
    const only = group === undefined ? null : new Set([groupIn(organisations, group)]);
    const groups = await bringIn(asked, { file, contents, only, parts: () => partsOf(opened.plain(), file) });
    if (contents.isWhole && only === null) await bringPractice(asked.folder, contents.practice);
    return { made: contents.made, isWhole: contents.isWhole, groups };
  } finally {
    await opened.close();
  }
}

/** Books that were looked through, on their way in. */
export interface ToBringIn {
  readonly file: string;
  readonly contents: Contents;
  readonly only: ReadonlySet<OrganisationId> | null;
  readonly parts: () => AsyncIterable<Part>;
  /** The group that is there already is what an earlier try left behind: goes on with it; null where it is not. */
  readonly goOn?: (pool: Pool) => Promise<Restored | null>;
  /** What is done once they are there, before the database is left. */
  readonly then?: (pool: Pool, masterKey: Buffer) => Promise<void>;
}

export async function bringIn(into: Into, { file, contents, only, parts, goOn, then }: ToBringIn): Promise<readonly Restored[]> {
  const { folder, house, url, serverUrl, say } = into;
  const migrations = await migrationsFor(contents);
  const database = await openDatabase({
    folder,
    ...(url === undefined ? {} : { url }),
    ...(serverUrl === undefined ? {} : { serverUrl }),
    say,
  });
  try {
    await migrate(database.owner, migrations.then).catch((error: unknown) => {
      throw error instanceof MigrationMissing && migrations.then.length < migrations.now.length
        ? new BackupUnfit("cli.backup-older-program", { folder })
        : error;
    });
    const masterKey = await masterKeyOf(folder, database.owner);
    const isOfToday = migrations.then.length === migrations.now.length;
    const erased = await erasedFor(into, file);
    const pool = connect(database.server, { max: 2 });
    try {
      const { pepper } = signInEdge({ masterKey, now: neverAsked });
      const groups = await transact(pool, [], async client => {
        const posted = await postBooks(client, parts(), { house, masterKey, pepper, only, erased, isOfToday });
        // Before they stand for good: killed right after, whoever comes next must not need the list anew.
        await keepErased(erasedFile(folder), erased);
        return posted;
      }).catch(async (error: unknown) => {
        const isThere = error instanceof BackupUnfit && error.code === "cli.backup-group-there";
        const group = isThere ? ((await goOn?.(pool)) ?? null) : null;
        if (!group) throw error;
        return [group];
      });
      await migrate(database.owner, migrations.now);
      await keepErased(erasedFile(folder), await erasedThere(database.owner));
      await then?.(pool, masterKey);
      return groups;
    } finally {
      await pool.end();
    }
  } finally {
    await database.stop();
  }
}

function groupIn(organisations: readonly Beginning[], group: string): OrganisationId {
  const found = organisations.find(({ handles }) => handles.includes(group));
  if (found) return found.organisation;
  const groups = organisations.map(({ handles, organisation }) => handles[0] ?? organisation).join(", ");
  throw new BackupUnfit("cli.backup-no-such-group", { group, groups });
}

/**
 * The tables as they were when it was made, and as they are: an older backup comes into older tables, which then become
 * those of today by the same steps as every other installation's.
 */
async function migrationsFor({ migrations }: Contents): Promise<{
  readonly then: readonly Migration[];
  readonly now: readonly Migration[];
}> {
  const now = await readMigrations(roomOrder, root);
  const known = new Map(now.map(one => [`${one.room}/${one.file}`, one]));
  for (const { room, file, checksum } of migrations) {
    const ours = known.get(`${room}/${file}`);
    if (!ours) throw new BackupUnfit("cli.backup-newer-program");
    if (checksumOf(ours) !== checksum) throw new BackupUnfit("cli.backup-other-program", { table: `${room}/${file}` });
  }
  const names = new Set(migrations.map(({ room, file }) => `${room}/${file}`));
  return { now, then: now.filter(({ room, file }) => names.has(`${room}/${file}`)) };
}

async function erasedFor({ folder, erasedIn = [] }: Into, file: string): Promise<readonly Erased[]> {
  const beside = join(dirname(file), "erased.jsonl");
  return (await Promise.all([erasedFile(folder), beside, ...erasedIn].map(readErased))).flat();
}

const neverAsked = (): never => {
  throw new Error("what is mixed into PINs needs no clock");
};
