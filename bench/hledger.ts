/**
 * The balance report of one koperasi with a hundred thousand transactions against `hledger bal` on its exported journal, by user CPU:
 * ours is that of our process and of the database's for it, hledger's that of its process. Where hledger is not installed, null.
 */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { addDays, day, type OrganisationId } from "#base";
import { connect, type Embedded, migrate, type PoolClient, query, read, readMigrations, sql } from "#db";
import { statementsOf } from "#ledger/server";
import { roomOrder } from "#rooms";
import pg from "pg";
import { house } from "../app/rooms.ts";
import { journalOf } from "../app/server/export/journal.ts";
import { readGroup } from "../app/server/export/read-group.ts";
import { Intake } from "../app/server/intake.ts";
import { root } from "../app/server/root.ts";
import { HeldEdge, sayer } from "../tests/village/edge.ts";
import { temporaryFolder } from "../tests/village/folder.ts";
import { found } from "./koperasi.ts";
import { spreadOf } from "./report.ts";
import { each } from "./stage.ts";

const foundedOn = "2023-01-05";
const turns = 5;
const reportsPerTurn = 20;

export async function againstHledger(
  database: Embedded,
  transactions: number,
  say: (line: string) => void,
): Promise<string> {
  if (spawnSync("hledger", ["--version"]).error) {
    say("hledger is not installed here (Debian: hledger): the balance report is not compared.");
    return "";
  }
  say(`one koperasi with ${transactions} deposits …`);
  const organisation = await koperasiWith(database, transactions);
  const pool = connect({ ...database.server, database: name }, { max: 1 });
  const folder = await temporaryFolder();
  try {
    const file = join(folder.path, "books.journal");
    await writeFile(file, await read(pool, organisation, async client => journalOf(await readGroup(client, organisation, []), "Koperasi")));
    const [ours, theirs]: [number[], number[]] = [[], []];
    await oneReport(pool, organisation, 5);
    for (let turn = 0; turn < turns; turn += 1) {
      ours.push(await oneReport(pool, organisation, reportsPerTurn));
      theirs.push(await hledgerBalance(file));
      say(`balance report: ours ${ours.at(-1)!.toFixed(0)} ms, hledger ${theirs.at(-1)!.toFixed(0)} ms of user CPU`);
    }
    const version = execFileSync("hledger", ["--version"], { encoding: "utf8" }).split(",")[0]!.trim();
    return `
The balance report over ${transactions} transactions takes ${spreadOf(ours, 0)} ms of user CPU (our process and the database's), \`hledger bal\`
(${version}) on the exported journal ${spreadOf(theirs, 0)} ms: ${spreadOf(
      theirs.map((time, turn) => time / ours[turn]!),
      0,
    )} times as much (wanted: at least 20, aim 50).
`;
  } finally {
    await pool.end();
    await folder.remove();
  }
}

const name = "balance";

/** Deposits at the counter, said to the intake as two officers say them. */
async function koperasiWith(database: Embedded, transactions: number): Promise<OrganisationId> {
  const administrator = new pg.Client(database.administrator);
  await administrator.connect();
  await administrator.query(`create database ${name} owner lumbung_owner`);
  await administrator.end();
  await migrate({ ...database.owner, database: name }, await readMigrations(roomOrder, root));
  const pool = connect({ ...database.server, database: name });
  const edge = new HeldEdge(foundedOn, 78);
  const intake = new Intake({ pool, house, edge, masterKey: createHash("sha256").update("bench").digest() });
  const organisation = edge.newId() as OrganisationId;
  const say = sayer(intake, house, edge, organisation);
  const [treasurer, secretary, chair] = await found(say, edge);
  const members = [treasurer!, secretary!, chair!];
  await each(
    Array.from({ length: transactions }),
    async (_, place) => {
      edge.today = addDays(day(foundedOn), Math.floor((place * 1000) / transactions));
      const body = { member: members[place % members.length]!, product: "sukarela", amount: BigInt(1 + (place % 50)) * 1_000n };
      const answer = await say("savings.record-deposit", body, { by: treasurer!, with: [secretary!] });
      if (answer.status !== "accepted") throw new Error(`a deposit was refused: ${answer.refused}`);
    },
    64,
  );
  await pool.end();
  return organisation;
}

/** Milliseconds of user CPU a report, of this process and of the database's that serves it. */
function oneReport(pool: Parameters<typeof read>[0], organisation: OrganisationId, times: number): Promise<number> {
  return read(pool, organisation, async client => {
    const [backend] = await query<{ pid: number }>(client as PoolClient, sql`select pg_backend_pid() as pid`);
    const begun = { here: process.cpuUsage().user, there: userOf(backend!.pid) };
    for (let time = 0; time < times; time += 1) {
      const report = await statementsOf(client as PoolClient, organisation, day("2026-12-31"));
      JSON.stringify(report, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    }
    const here = (process.cpuUsage().user - begun.here) / 1000;
    return (here + userOf(backend!.pid) - begun.there) / times;
  });
}

/** From /proc: the fourteenth field, in hundredths of a second. */
const userOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ")[11]) * 10;

/** `times` of the shell says what its children took: "0m5.120s 0m0.310s". */
async function hledgerBalance(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)("bash", ["-c", 'hledger bal -f "$1" >/dev/null && times', "-", file]);
  const [, minutes, seconds] = /^(\d+)m([\d.]+)s/.exec(stdout.trim().split("\n").at(-1)!)!;
  return Number(minutes) * 60_000 + Number(seconds) * 1000;
}
