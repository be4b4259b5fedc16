import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Binaries, programName } from "./binaries.ts";
import type { RunAs } from "./run-as.ts";

export interface ServerProcess {
  /** Rejects when the process ends; never resolves. Race it against waiting for the server to answer. */
  readonly ended: Promise<never>;
  onExit(listener: (reason: string) => void): void;
  /** Ends sessions, writes everything to disk, and waits for the process to be gone. */
  stop(): Promise<void>;
}

/** Starts `postgres`. Its log is opened by us and inherited, so it need not be able to enter the log's folder. */
export function launch(
  binaries: Binaries,
  given: readonly string[],
  user: RunAs,
  data: string,
  logFile: string,
  more: Readonly<Record<string, string>> = {},
): ServerProcess {
  const log = openLog(logFile);
  const child = spawn(join(binaries.root, "bin", programName("postgres")), given, {
    ...user,
    // As another user it may not be able to enter the folder we were started in.
    cwd: "/",
    env: { ...environment(), ...more },
    stdio: ["ignore", log, log],
    // A group of its own: Ctrl-C in a terminal reaches the whole group, and the server must finish its work first.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  closeSync(log);

  let stopping = false;
  const listeners: ((reason: string) => void)[] = [];
  const exited = new Promise<string>(resolve => {
    child.once("error", error => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}; see ${logFile}`));
  });
  // Without this, a process.exit somewhere would leave the server running alone.
  const stopWithUs = () => interrupt(child, binaries, data);
  process.once("exit", stopWithUs);
  void exited.then(reason => {
    process.removeListener("exit", stopWithUs);
    if (!stopping) for (const listener of listeners) listener(reason);
  });
  const ended = exited.then((reason): never => {
    throw new Error(`The database did not start: ${reason}`);
  });
  ended.catch(() => {}); // Only of interest while somebody waits for the start.

  return {
    ended,
    onExit: listener => void listeners.push(listener),
    async stop() {
      stopping = true;
      if (child.exitCode === null && child.signalCode === null) interrupt(child, binaries, data);
      await exited;
    },
  };
}

/** SIGINT is PostgreSQL's fast shutdown. Windows has no signals; there its own program sends one. */
function interrupt(child: ChildProcess, binaries: Binaries, data: string): void {
  if (process.platform !== "win32") child.kill("SIGINT");
  else execFileSync(join(binaries.root, "bin", "pg_ctl.exe"), ["stop", "-D", data, "-m", "fast"], { stdio: "ignore" });
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > logBytesMax) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
}

const logBytesMax = 5_000_000;

/** Runs a program of PostgreSQL to its end, as the database's user; throws with what it complained about. */
export async function runProgram(
  binaries: Binaries,
  program: string,
  given: readonly string[],
  user: RunAs,
): Promise<void> {
  const path = join(binaries.root, "bin", programName(program));
  await promisify(execFile)(path, [...given], { ...user, cwd: "/", env: environment() }).catch(
    (error: Error & { stderr?: string }) => {
      throw new Error(`${program} failed: ${error.stderr?.trim() || error.message}`);
    },
  );
}

/** Almost nothing is inherited: PGDATA, PGPORT or PGOPTIONS of somebody else's database must not lead ours astray. */
function environment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR"];
  const inherited = kept.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(inherited), LC_ALL: "C", TZ: "UTC" };
}
