/** Starts the house: database, migrations, practice books where there are none, HTTP. Ctrl-C stops all of it cleanly. */
import { serve } from "@hono/node-server";
import type { Server } from "node:http";
import { FolderInUse } from "#db";
import { openHouse } from "./open-house.ts";
import { practiseIfNew } from "./practice.ts";
import { practiceDone } from "./practised.ts";
import { startUpkeep } from "./upkeep.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const host = process.env["HOST"] ?? "127.0.0.1";
  const port = Number(process.env["PORT"] ?? 4040);
  const opened = await openHouse({ say });
  let stopping = false;
  let server: Server | undefined;
  let stopUpkeep: (() => Promise<void>) | undefined;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await new Promise<void>(done => (server ? server.close(() => done()) : done()));
    server?.closeAllConnections();
    await stopUpkeep?.();
    await opened.close();
    process.exit(code);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  opened.onExit(reason => {
    if (stopping) return;
    say(`The database stopped (${reason}). Nothing is lost: start again with npm start.`);
    void stop(1);
  });
  await practiseIfNew(opened, say);
  if (!stopping) stopUpkeep = startUpkeep({ pool: opened.pool, say });
  server = serve({ fetch: opened.http.fetch, hostname: host, port }, () => {
    say("");
    say(`Lumbung is open: http://${host}:${port}`);
    for (const line of practiceDone(opened.folder)) say(line);
    say("Stop with Ctrl-C.");
  }) as Server;
  server.on("error", (error: NodeJS.ErrnoException) => {
    say(
      error.code === "EADDRINUSE"
        ? `Something else listens on port ${port}. Choose another: PORT=4041 npm start`
        : `The address cannot be used: ${error.message}`,
    );
    void stop(1);
  });
}

main().catch((error: unknown) => {
  const known =
    error instanceof FolderInUse ||
    (error instanceof Error &&
      ["DatabaseUnfit", "MigrationRefused", "MigrationEdited", "MigrationMissing", "MigrationOutOfOrder"].includes(
        error.name,
      ));
  say(
    known
      ? (error as Error).message
      : `Lumbung could not start: ${error instanceof Error ? error.message : String(error)}`,
  );
  if (!known && error instanceof Error && process.env["LUMBUNG_TRACE"]) say(error.stack ?? "");
  process.exit(1);
});
