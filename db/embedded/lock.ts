import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, readlinkSync, unlinkSync } from "node:fs";
import { link, readFile, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Another process works on this data folder. The message can be shown as it stands. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
  readonly folder: string;
  readonly pid: number;

  constructor(folder: string, holder: Holder) {
    const who = holder.space === space() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
    super(`The data folder ${folder} is in use by ${who}. Stop that one first, or choose another with LUMBUNG_DATA.`);
    this.folder = folder;
    this.pid = holder.pid;
  }
}

export interface FolderLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  /** When that process began. A number is given again after a while; number and beginning together are not. */
  readonly startedAt: string;
  readonly host: string;
  /** Process numbers mean something only within the same machine or container. */
  readonly space: string;
}

/**
 * Takes the folder for this process. The lock is a file made by `link`, which succeeds for exactly one; it is left
 * behind by a killed process and then taken over. A holder in another container is asked by its heartbeat instead.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, "lumbung.lock");
  const claim = `${path}.${randomBytes(8).toString("hex")}`;
  const me = { pid: process.pid, startedAt: beginningOf(process.pid), host: hostname(), space: space() };
  await writeFile(claim, JSON.stringify(me), { mode: 0o600 });
  try {
    for (let attempt = 1; !(await linked(claim, path)); attempt++) {
      const holder = await holderOf(path);
      if (holder === undefined) continue;
      if (attempt > attemptsMax || (await isAlive(path, holder))) throw new FolderInUse(folder, holder);
      await takeAway(path, claim, holder);
    }
  } finally {
    await unlink(claim);
  }
  const heartbeat = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), heartbeatMs);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      try {
        unlinkSync(path);
      } catch {
        // The whole folder may be gone already, as in a test.
      }
    },
  };
}

const attemptsMax = 20;
const heartbeatMs = 2_000;

async function linked(claim: string, path: string): Promise<boolean> {
  return link(claim, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined; // Released in this moment.
    return { pid: 0, startedAt: "", host: "", space: space() }; // Unreadable, so written by nobody alive.
  }
}

/** Two starts may find the same dead holder. Only the one that holds the second link may take the file away. */
async function takeAway(path: string, claim: string, dead: Holder): Promise<void> {
  const guard = `${path}.taking-over`;
  if (!(await linked(claim, guard))) {
    const other = await holderOf(guard);
    if (other !== undefined && !(await isAlive(guard, other))) await unlink(guard).catch(() => {});
    await pause(50);
    return;
  }
  try {
    const now = await holderOf(path);
    if (JSON.stringify(now) === JSON.stringify(dead)) await unlink(path);
  } finally {
    await unlink(guard).catch(() => {});
  }
}

async function isAlive(path: string, holder: Holder): Promise<boolean> {
  if (holder.space === space()) return isRunning(holder.pid) && beginningOf(holder.pid) === holder.startedAt;
  const touched = async () => (await stat(path).catch(() => undefined))?.mtimeMs;
  const before = await touched();
  await pause(2.5 * heartbeatMs);
  return before !== undefined && (await touched()) !== before;
}

/** Signal 0 only asks. EPERM means that it runs and is somebody else's. */
export function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A text that tells this process from every other that had or will have its number; "" where the system does not say. */
function beginningOf(pid: number): string {
  try {
    if (process.platform === "linux") {
      const state = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The name in brackets may hold spaces; after it, the 20th word is the start in ticks since the boot.
      const words = state.slice(state.lastIndexOf(")") + 2).split(" ");
      if (words[0] === "Z") return ""; // Killed, only its number is still kept for the parent.
      const ticks = words[19];
      return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${ticks}`;
    }
    if (process.platform === "win32") return "";
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function space(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}
