/**
 * An operator starts and stops the program in every way that happens: Ctrl-C while the database is being made, while the
 * practice is written, when it serves; a start killed in the middle; a second start beside the first. The real program.
 */
import { readdirSync, readlinkSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbedded } from "#db";
import { type TemporaryFolder, temporaryFolder } from "../village/folder.ts";
import { melati } from "../village/people.ts";
import { operatorsDatabase, type OperatorsDatabase } from "../village/operators-database.ts";
import { endAll, Program } from "./program.testing.ts";

let folder: TemporaryFolder;
/** Of the database by URL: its key lies there, so it stays the same. */
let own: TemporaryFolder;
let database: OperatorsDatabase;
beforeAll(async () => {
  [folder, own] = [await temporaryFolder(), await temporaryFolder()];
  database = await operatorsDatabase();
});
afterAll(async () => {
  endAll();
  for (const one of [folder, own]) await one.remove();
  await database.drop();
});

/** PostgreSQL's processes whose current folder is this one's. */
const databaseProcesses = (): readonly string[] =>
  readdirSync("/proc").filter(name => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(folder.path);
    } catch {
      return false;
    }
  });

async function socketTo(address: string, sends = ""): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connectSocket(Number(port), hostname);
  socket.on("error", () => {});
  await new Promise(resolve => socket.once("connect", resolve));
  if (sends !== "") socket.write(sends);
  return socket;
}

describe("a new data folder", () => {
  it("is left in order by Ctrl-C while the database is being made, and while the practice is being written", async () => {
    const first = new Program(folder.path);
    await first.says("Making the database");
    first.send("SIGINT");
    expect(await first.ended(), first.said).toBe(0);
    expect(first.said).toContain("Stopping …");
    expect(first.said).not.toMatch(/could not|practice/);

    const second = new Program(folder.path);
    await second.says("Writing three years of practice books");
    await pause(700);
    second.send("SIGINT");
    expect(await second.ended(), second.said).toBe(0);
    expect(second.said).not.toMatch(/could not|is open/);
    expect([second.server, databaseProcesses()]).toEqual([null, []]);
  });

  it("is free again when the starter was killed, and the practice goes on where whoever wrote it was killed", async () => {
    const starterKilled = new Program(folder.path);
    await starterKilled.says("Writing the practice books to their end");
    await pause(700);
    starterKilled.send("SIGKILL");
    await starterKilled.leavesTheFolder();
    const killed = new Program(folder.path);
    await killed.says("Writing the practice books to their end");
    await pause(700);
    process.kill(killed.server!, "SIGKILL");
    expect(await killed.ended()).not.toBe(0);
  });

  it("opens after all that: the address, who may sign in, and the practice of two groups and their region, each there once", async () => {
    const program = new Program(folder.path);
    const address = await program.opens();
    await program.says("Stop with Ctrl-C.");
    expect(program.said).toContain("Making sure that nothing is lost");
    expect(program.said).toMatch(/Practice books written in \d+ s\./);
    const { number, pin, password } = melati.keys[0]!;
    expect(program.said).toContain(`${melati.name}: group "melati", number ${number}, PIN ${pin}, password "${password}"`);
    const said = (path: string, body: unknown): Promise<Response> =>
      fetch(`${address}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const signedIn = await said("/api/sign-in", { handle: "melati", number, password });
    expect(signedIn.status).toBe(200);
    const cookie = signedIn.headers.getSetCookie()[0]!.split(";")[0]!;
    const verified = (await (await fetch(`${address}/api/ask/ledger.check`, { headers: { cookie } })).json()) as object;
    expect(verified).toMatchObject({ ok: true });
    for (const handle of ["sta-barbara", "melati-2"])
      expect((await said("/api/sign-in", { handle, number: 1, password: "lumbung rice chapter" })).ok).toBe(
        handle === "sta-barbara",
      );

    const beside = new Program(folder.path);
    expect(await beside.ended()).toBe(1);
    expect(beside.said.trim()).toBe(
      `The data folder ${folder.path} is in use by process ${program.server}. Stop that one first, or choose another with LUMBUNG_DATA.`,
    );
    const idle = await socketTo(address);
    const closed = new Promise(resolve => idle.once("close", resolve));
    const began = performance.now();
    program.send("SIGINT");
    await closed;
    expect(performance.now() - began, "nobody waits for a socket that asks nothing").toBeLessThan(8_000);
    expect(await program.ended(), program.said).toBe(0);
    expect([program.server, databaseProcesses()]).toEqual([null, []]);

    const { administrator, stop } = await startEmbedded({ folder: folder.path, say() {} });
    const client = new pg.Client({ ...administrator, database: "lumbung" });
    await client.connect();
    const { rows } = await client.query(
      "select count(*)::int as sealed from meetings.meeting where status = 'sealed' group by organisation_id order by 1",
    );
    const { rows: heads } = await client.query("select 1 from ledger.head");
    await client.end();
    await stop();
    expect([rows.map(row => row.sealed), heads.length]).toEqual([[36, 156], 43]);
  });
});

describe("a database given by URL", () => {
  it("opens the house; a second start on its data folder is refused; who says stop twice does not wait", async () => {
    const settings = { ...database.settings, LUMBUNG_PRACTICE: "no" };
    const program = new Program(own.path, settings);
    const address = await program.opens();
    expect(await (await fetch(`${address}/api/health`)).json()).toEqual({ status: "ready" });
    expect(program.said).not.toMatch(/Making the database|practice/i);
    const beside = new Program(own.path, settings);
    expect(await beside.ended()).toBe(1);
    expect(beside.said).toContain(`The data folder ${own.path} is in use by process ${program.server}.`);

    const asking = await socketTo(address, "POST /api/sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{");
    await pause(200);
    program.send("SIGINT");
    await program.says("Stopping …");
    // What was asked is still waited for; the same Ctrl-C by another way changes nothing.
    program.send("SIGINT");
    await pause(1_200);
    expect(program.server).not.toBeNull();
    program.send("SIGINT");
    expect(await program.ended(), program.said).toBe(1);
    expect(program.said).toContain("Ending at once.");
    asking.destroy();
  });

  it("is let go when npm is told to stop, or is killed", async () => {
    const settings = { ...database.settings, LUMBUNG_PRACTICE: "no" };
    for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
      const npm = new Program(own.path, settings, ["npm", "start"]);
      await npm.opens();
      npm.send(signal);
      await npm.leavesTheFolder();
      await npm.ended();
    }
  });
});
