/**
 * `npm run bench`: speed and memory as ratios against something run beside it, never as a test that can fail by the
 * hour of the day. One PostgreSQL, ours and pgbench in turn in one run, both sides warm, windows of ten seconds or more,
 * at least five pairs; the median of the ratios and their spread go to docs/benchmarks.md with the machine.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbedded } from "#db";
import { root } from "../app/server/root.ts";
import { temporaryFolder } from "../tests/village/folder.ts";
import { cutOffs } from "./cut-off.ts";
import { besideOthers } from "./beside.ts";
import { flushMicroseconds, slowDisk } from "./disk.ts";
import { firstStarts } from "./first-start.ts";
import { againstHledger } from "./hledger.ts";
import { loansInOneRun } from "./loans.ts";
import { Pgbench } from "./pgbench.ts";
import { prepareMeetings, type Prepared, prepareRepayments } from "./prepare.ts";
import { spreadOf, tableOf } from "./report.ts";

const seconds = Number(process.env["LUMBUNG_BENCH_SECONDS"] ?? 10);
const pairs = Number(process.env["LUMBUNG_BENCH_PAIRS"] ?? 5);
const transactions = Number(process.env["LUMBUNG_BENCH_TRANSACTIONS"] ?? 100_000);
const millionsBeside = Number(process.env["LUMBUNG_BENCH_MILLIONS"] ?? 10);
const organisations = Number(process.env["LUMBUNG_BENCH_ORGANISATIONS"] ?? 1500);

/**
 * `npm run bench -- meeting` (or `repayment`, `beside`, `loans`, `cut-off`, `hledger`, `start`) measures only that; docs/benchmarks.md is
 * written by a whole run. `--flush 4` makes each flush of the database's disk 4 ms longer, and writes nothing either.
 */
const { values: switches, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { flush: { type: "string" } },
});
const isWanted = (what: string): boolean => wanted.length === 0 || wanted.includes(what);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export interface Job {
  readonly path: string;
  readonly body: string;
  readonly cookie: string;
}

async function main(): Promise<void> {
  // Before the other database is there, so that it has the machine for itself.
  const firstStart = isWanted("start") ? await firstStarts(3, say) : null;
  const slow = switches.flush === undefined ? null : await slowDisk(Number(switches.flush));
  const folder = await temporaryFolder();
  const flush = (await flushMicroseconds()) + Number(switches.flush ?? 0) * 1000;
  const database = await startEmbedded({
    folder: folder.path,
    say: step => say(`database: ${step}`),
    environment: slow?.environment ?? {},
  });
  try {
    const isCompared = isWanted("repayment") || isWanted("meeting");
    const pgbench = isCompared ? await Pgbench.prepare(database, say) : null;
    const rows: string[][] = [];
    if (isWanted("repayment")) {
      const repayments = await prepareRepayments(database, say);
      await warmUp(repayments);
      for (const clients of [1, 8, 32])
        rows.push(
          await compare(
            `one repayment of three lines, ${clients} ${clients === 1 ? "client" : "clients"}`,
            repayments,
            pgbench,
            clients,
            1,
          ),
        );
      await repayments.close();
    }
    let bytes: { readonly storage: number; readonly wal: number } | null = null;
    if (isWanted("meeting")) {
      const meetings = await prepareMeetings(database, organisations, say);
      await warmUp(meetings);
      rows.push(await compare("a sealed meeting of 30, lines, 8 clients", meetings, pgbench, 8, meetings.linesPerJob));
      bytes = await meetings.bytesPerLine();
      await meetings.close();
    }
    const cutOff = isWanted("cut-off") ? await cutOffs(database, pairs, say) : "";
    const hledger = isWanted("hledger") ? await againstHledger(database, transactions, say) : "";
    const loans = isWanted("loans") ? loansInOneRun(say) : null;
    const beside = isWanted("beside") ? await besideOthers(database, millionsBeside, say) : null;
    const report = tableOf(rows, {
      machine: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, PostgreSQL ${database.version}`,
      seconds,
      pairs,
      flush,
      bytes,
      beside,
      loans,
      hasPgbench: pgbench !== null || !isCompared,
      firstStart,
      cutOff: cutOff + hledger,
    });
    say(report);
    if (wanted.length === 0 && slow === null && !process.env["LUMBUNG_BENCH_DRY"]) await writeFile(join(root, "docs/benchmarks.md"), report);
  } finally {
    await database.stop();
    await folder.remove();
    await slow?.remove();
  }
}

/** Ours and pgbench in turn, both warm. */
async function compare(
  what: string,
  prepared: Prepared,
  pgbench: Pgbench | null,
  clients: number,
  unitsPerJob: number,
): Promise<string[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  const latencies: number[] = [];
  await pgbench?.run(clients, seconds);
  for (let pair = 0; pair < pairs; pair += 1) {
    await prepared.fill();
    const done = await load(prepared, clients, seconds);
    ours.push(done.perSecond * unitsPerJob);
    latencies.push(done.p99);
    if (pgbench) {
      theirs.push(await pgbench.run(clients, seconds));
      ratios.push(ours.at(-1)! / theirs.at(-1)!);
    }
    say(
      `${what}: ${Math.round(ours.at(-1)!)}/s${pgbench ? `, pgbench ${Math.round(theirs.at(-1)!)} tps, ratio ${ratios.at(-1)!.toFixed(2)}` : ""}${done.refused > 0 ? `, ${done.refused} REFUSED` : ""}, ${done.seconds.toFixed(1)} s`,
    );
  }
  return [
    what,
    spreadOf(ours, 0),
    theirs.length > 0 ? spreadOf(theirs, 0) : "–",
    ratios.length > 0 ? spreadOf(ratios, 2) : "–",
    spreadOf(latencies, 1),
  ];
}

/**
 * Ours is compiled while it runs: second by second it gets faster over some twenty thousand commands, which one client alone
 * would take minutes to say. So many clients speak before the first pair.
 */
async function warmUp(prepared: Prepared): Promise<void> {
  for (let window = 0; window < prepared.warmWindows; window += 1) {
    await prepared.fill();
    await load(prepared, 32, seconds / 2);
  }
}

interface Loaded {
  readonly perSecond: number;
  readonly p99: number;
  readonly refused: number;
  readonly seconds: number;
  /** How many of the jobs were said. */
  readonly used: number;
}

/** The load comes from a process of its own, as pgbench's does. */
function load(prepared: Prepared, clients: number, forSeconds: number): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", join(root, "bench/load.ts")], {
      cwd: root,
      stdio: ["pipe", "pipe", "inherit"],
    });
    let out = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    child.on("exit", code => {
      if (code !== 0) return reject(new Error(`the load ended with ${code}`));
      const loaded = JSON.parse(out) as Loaded;
      prepared.used(loaded.used);
      resolve(loaded);
    });
    child.stdin.end(
      JSON.stringify({ port: prepared.port, clients, seconds: forSeconds, jobs: prepared.next(forSeconds) }),
    );
  });
}

if (!existsSync(join(root, "dist/web/.vite/manifest.json"))) {
  say("Build the web app first: npm run build");
  process.exit(1);
}
await main();
