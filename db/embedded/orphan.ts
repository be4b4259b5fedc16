import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { realpath, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isRunning } from "./lock.ts";

/**
 * Cleans up behind a process that was killed. The folder is locked by us, so a server that still works on this data
 * has no master: it is stopped cleanly. `onRecover` is told where the last end was not clean.
 */
export async function stopOrphan(data: string, socketFolder: string, onRecover: () => void): Promise<void> {
  const pid = postmasterOf(data);
  if (pid === undefined) return;
  onRecover();
  const folder = await realpath(data);
  for (let waitedMs = 0; ; waitedMs += stepMs) {
    const left = processesIn(folder, pid);
    if (left.length === 0) break;
    if (waitedMs > stopWithinMs) {
      throw new Error(`A database server from before (process ${left.join(", ")}) works on ${data} and does not stop.`);
    }
    // SIGINT to the first process is the fast shutdown. Where that one was killed, the rest has nothing left to save.
    if (waitedMs % askAgainMs === 0) {
      if (left.includes(pid)) send(pid, "SIGINT");
      else for (const other of left) send(other, "SIGQUIT");
    }
    await pause(stepMs);
  }
  // The number in these files may be another process's by now, or be kept by a parent that never asks for its dead;
  // PostgreSQL would then refuse to start. Nobody is left in this folder, so they mean nothing any more.
  if (process.platform !== "linux") return;
  for (const stale of [join(data, "postmaster.pid"), join(socketFolder, ".s.PGSQL.5432.lock")]) {
    await unlink(stale).catch(() => {});
  }
}

const stepMs = 20;
const askAgainMs = 10_000;
const stopWithinMs = 120_000;

/** The number of the server that started last on this data and did not stop cleanly, if there is one. */
function postmasterOf(data: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10);
  } catch {
    return undefined;
  }
}

/** PostgreSQL's processes at work in this folder: each has the data directory as its current one. */
function processesIn(folder: string, pid: number): readonly number[] {
  if (process.platform === "linux") {
    const numbers = readdirSync("/proc").filter(name => /^\d+$/.test(name));
    return numbers.filter(number => currentFolder(number) === folder).map(Number);
  }
  // Elsewhere only the first process is looked at; PostgreSQL itself makes sure of the others.
  return isRunning(pid) && commandOf(pid).includes("postgres") ? [pid] : [];
}

function currentFolder(number: string): string | undefined {
  try {
    return readlinkSync(`/proc/${number}/cwd`);
  } catch {
    return undefined; // Ended by now, or another user's and so not our server.
  }
}

function commandOf(pid: number): string {
  if (process.platform === "win32") return ""; // PostgreSQL's own check decides there.
  try {
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function send(pid: number, signal: "SIGINT" | "SIGQUIT"): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Ended in this moment.
  }
}
