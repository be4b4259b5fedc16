/** Starts the house: database, migrations, practice books where the books are blank, HTTP. Ctrl-C stops all of it cleanly. */
import { settingsFrom, startBackups } from "./backup/schedule.ts";
import { dataFolder, openHouse } from "./open-house.ts";
import { listen } from "./listening.ts";
import { practiseIfNew } from "./practice.ts";
import { practiceDone } from "./practised.ts";
import { hearStop } from "./stopping.ts";
import { startUpkeep } from "./upkeep.ts";

// Where the terminal or the pipe is gone there is nobody to tell, and no reason to break off.
process.stdout.on("error", () => {});
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Open until it is told to stop, which it hears from the first moment on, or something ends it. Gives the status to end with. */
async function main(): Promise<0 | 1> {
  const began = performance.now();
  const stopping = new AbortController();
  const { signal } = stopping;
  let status: 0 | 1 = 0;
  hearStop({
    end() {
      say("Stopping …");
      stopping.abort();
    },
    endNow() {
      say("Ending at once. What was answered is in the books; the next start looks after the rest.");
      process.exit(1);
    },
  });
  const closings: (() => Promise<void>)[] = [];
  try {
    // A setting that cannot be read is said before anything is made.
    const settings = settingsFrom(process.env, dataFolder());
    const opened = await openHouse({ say, signal });
    closings.push(() => opened.close());
    opened.onExit(reason => {
      if (signal.aborted) return;
      say(`The database stopped (${reason}). Nothing is lost: start again with npm start.`);
      status = 1;
      stopping.abort();
    });
    await practiseIfNew(opened, say, signal);
    closings.push(startUpkeep({ pool: opened.pool, say }));
    const listening = await listen({
      fetch: opened.http.fetch,
      host: process.env["HOST"] ?? "127.0.0.1",
      port: Number(process.env["PORT"] ?? 4040),
    });
    closings.push(() => listening.close());
    closings.push(startBackups({ house: opened, settings, say }));
    say("");
    say(`Lumbung is open after ${Math.round((performance.now() - began) / 1000)} s: ${listening.address}`);
    for (const line of practiceDone(opened.folder)) say(line);
    say("Stop with Ctrl-C.");
    if (!signal.aborted) await new Promise(resolve => signal.addEventListener("abort", resolve));
  } catch (error) {
    // What breaks off because we stop is no fault.
    if (!signal.aborted) {
      say(sentenceOf(error));
      status = 1;
    }
  }
  for (const close of closings.reverse())
    await close().catch((error: unknown) => {
      say(`Not everything could be closed in order: ${error instanceof Error ? error.message : String(error)}`);
      status = 1;
    });
  return status;
}

/** Errors that were made for the operator say all there is to say. */
const forTheOperator: ReadonlySet<string> = new Set([
  "AddressUnfit",
  "DatabaseUnfit",
  "FolderInUse",
  "MasterKeyUnfit",
  "MigrationEdited",
  "MigrationMissing",
  "MigrationOutOfOrder",
  "MigrationRefused",
]);

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return `Lumbung could not start: ${String(error)}`;
  if (forTheOperator.has(error.name)) return error.message;
  return `Lumbung could not start: ${error.message}${process.env["LUMBUNG_TRACE"] ? `\n${error.stack}` : ""}`;
}

process.exit(await main());
