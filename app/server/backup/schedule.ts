/** Backups made by themselves: at the start of the server where one is due, then every few hours, and the old ones go. */
import type { Day } from "#base";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { OpenHouse } from "../open-house.ts";
import { erasedFile, erasedThere, keepErased } from "./erasures.ts";
import { type BackupKey, keptKey, keyIn, newKeyOf, ofKey } from "./key.ts";
import { practiceText } from "./practice-text.ts";
import { lookThrough } from "./restore.ts";
import { dayOfFile, fileOfDay, type Keep, keptDays, parseKeep, usualKeep } from "./retention.ts";
import { sealed } from "./sealed-file.ts";
import { noteBackup, noteState, readState } from "./state.ts";
import { BackupUnfit } from "./unfit.ts";
import { writeWhole } from "./whole-file.ts";
import { booksCompressed } from "./write-books.ts";

/** The day's backup is written anew after so long: what a meeting sealed at noon is not kept for tomorrow morning alone. */
const dueAfterMs = 4 * 60 * 60_000;
/** How often it is looked whether one is due: a laptop sleeps, and a day begins. */
const lookEveryMs = 15 * 60_000;

export interface ScheduleSettings {
  /** Where they go; null where none are wanted. */
  readonly into: string | null;
  readonly keep: Keep;
}

/** Throws an error whose message is for the operator. */
export function settingsFrom(environment: NodeJS.ProcessEnv, folder: string): ScheduleSettings {
  const { LUMBUNG_BACKUPS: into = join(folder, "backups"), LUMBUNG_BACKUPS_KEEP: text } = environment;
  const keep = text === undefined ? usualKeep : parseKeep(text);
  if (!keep)
    throw new Error(`LUMBUNG_BACKUPS_KEEP is how many daily, weekly and monthly backups stay, as "7,4,12", and not "${text}".`);
  return { into: into === "no" ? null : into, keep };
}

export interface ScheduleOptions {
  readonly house: Pick<OpenHouse, "owner" | "house" | "masterKey" | "folder" | "edge">;
  readonly settings: ScheduleSettings;
  readonly say: (line: string) => void;
  readonly environment?: NodeJS.ProcessEnv;
  readonly wait?: (ms: number, then: () => void) => () => void;
}

/** Begins and gives back how to stop: what is being written is broken off, and the one before it stays. */
export function startBackups({
  house,
  settings,
  say,
  environment = process.env,
  wait = afterMs,
}: ScheduleOptions): () => Promise<void> {
  const { into, keep } = settings;
  if (into === null) return async () => {};
  const stopping = new AbortController();
  let stopWaiting = (): void => {};
  let saidBefore = "";
  const look = async (): Promise<void> => {
    try {
      if (await isDue(house, into)) await makeBackup(house, { into, keep, environment, signal: stopping.signal });
      saidBefore = "";
    } catch (error) {
      if (!stopping.signal.aborted) saidBefore = await tell(error, house, { into, say, saidBefore });
    }
    if (!stopping.signal.aborted) stopWaiting = wait(lookEveryMs, () => void (underWay = look()));
  };
  let underWay = look();
  return async () => {
    stopping.abort();
    stopWaiting();
    await underWay;
  };
}

type HouseKept = ScheduleOptions["house"];

async function isDue({ folder, edge }: HouseKept, into: string): Promise<boolean> {
  const { at, today } = edge.now();
  const there = await readdir(into).catch((): string[] => []);
  const { backups } = await readState(folder);
  const last = backups.all?.at;
  // A clock that was put back makes none look fresh for ever.
  const isFresh = last !== undefined && Math.abs(Date.parse(at) - Date.parse(last)) < dueAfterMs;
  return !isFresh || !there.includes(fileOfDay(today));
}

export interface BackupByItself {
  readonly into: string;
  readonly keep: Keep;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** Today's, read back before it takes the place of the one before; then those that need not stay go. */
export async function makeBackup(
  { owner, house, masterKey, folder, edge }: HouseKept,
  { into, keep, environment = process.env, signal }: BackupByItself,
): Promise<string> {
  const { at, today } = edge.now();
  const key = await keyFrom(environment, folder);
  const file = join(into, fileOfDay(today));
  const books = booksCompressed({ owner, house, masterKey, made: at, practice: await practiceText(folder) });
  await mkdir(into, { recursive: true, mode: 0o700 });
  // What a power cut left half written takes room and is no backup.
  for (const name of await readdir(into))
    if (/^lumbung-[\d-]+\.backup\.[0-9a-f]{8}\.part$/.test(name)) await rm(join(into, name), { force: true });
  await writeWhole(file, whileWanted(sealed(books, { ...key, made: at }), signal), async draft => {
    await lookThrough(draft, async () => key.key);
  });
  const erased = await erasedThere(owner);
  await keepErased(erasedFile(folder), erased);
  await keepErased(join(into, "erased.jsonl"), erased);
  await noteBackup(folder, "all", { at, made: at });
  const made = (await readdir(into)).flatMap(name => dayOfFile(name) ?? []);
  const stay = keptDays(made, keep);
  for (const day of made) if (!stay.has(day) && isBefore(day, today)) await rm(join(into, fileOfDay(day)), { force: true });
  return file;
}

const isBefore = (day: Day, today: Day): boolean => day < today;

async function keyFrom(environment: NodeJS.ProcessEnv, folder: string): Promise<BackupKey> {
  const { LUMBUNG_BACKUP_PASSPHRASE: passphrase, LUMBUNG_BACKUP_KEY: key } = environment;
  if (passphrase) return newKeyOf(passphrase);
  return key ? ofKey(keyIn(key, "LUMBUNG_BACKUP_KEY")) : keptKey(folder);
}

async function* whileWanted(bytes: AsyncIterable<Buffer>, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  for await (const some of bytes) {
    signal?.throwIfAborted();
    yield some;
  }
}

/** Kept for the screen, and said once for as long as it is the same. */
async function tell(
  error: unknown,
  { folder, edge }: HouseKept,
  { into, say, saidBefore }: { readonly into: string; readonly say: (line: string) => void; readonly saidBefore: string },
): Promise<string> {
  const code = error instanceof BackupUnfit ? error.code : "cli.backup-broke-off";
  if (code === "cli.backup-nothing") return code;
  await noteState(folder, before => ({ ...before, missed: { at: edge.now().at, code } })).catch(() => {});
  const why = error instanceof BackupUnfit ? (error.because["why"] ?? code) : error instanceof Error ? error.message : String(error);
  if (saidBefore !== why) say(`Today's backup could not be written into ${into} (${why}). It is tried again every quarter of an hour.`);
  return why;
}

function afterMs(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

