/** The program as its operator has it: `bin/start.mjs`, or npm, in a process of its own on a folder and a port of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "../../app/server/root.ts";

export type Settings = Readonly<Record<string, string | undefined>>;

const running = new Set<Program>();

/** For `afterAll`: what a failed test left running. */
export function endAll(): void {
  for (const program of running) program.send("SIGKILL");
}

export class Program {
  said = "";
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #folder: string;

  constructor(folder: string, settings: Settings = {}, command: readonly string[] = [process.execPath, "bin/start.mjs"]) {
    const [program = "", ...args] = command;
    this.#folder = folder;
    running.add(this);
    this.#child = spawn(program, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: undefined, npm_lifecycle_event: undefined, LUMBUNG_DATA: folder, PORT: "0", ...settings },
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on("data", piece => void (this.said += String(piece)));
    // Of the process itself: whoever inherited its output may live longer.
    this.#ended = new Promise(resolve => void this.#child.once("exit", status => resolve(status)));
    void this.#ended.then(() => running.delete(this));
  }

  /** Waits until it has said this; what it said instead is in the failure. */
  async says(words: string | RegExp): Promise<RegExpMatchArray> {
    const wanted = typeof words === "string" ? new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : words;
    for (;;) {
      const found = this.said.match(wanted);
      if (found) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        await pause(200);
        if (this.said.match(wanted)) continue;
        throw new Error(`it ended without saying ${wanted}:\n${this.said}`);
      }
      await pause(10);
    }
  }

  async opens(): Promise<string> {
    return (await this.says(/Lumbung is open after \d+ s: (http\S+)/))[1]!;
  }

  /** Whoever works on the folder, as the lock says; null where nobody does. */
  get server(): number | null {
    const lock = join(this.#folder, "lumbung.lock");
    return existsSync(lock) ? (JSON.parse(readFileSync(lock, "utf8")) as { readonly pid: number }).pid : null;
  }

  /** To this process alone, as `kill` does it; a terminal would tell the whole group. */
  send(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** With which status it ended; null where a signal ended it. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Nobody works on the folder any more, whoever was told to stop. */
  async leavesTheFolder(): Promise<void> {
    while (this.server !== null) await pause(20);
  }
}
