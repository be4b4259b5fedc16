/** TPC-B by pgbench, prepared, scale 50, on the same server: the yard stick. Where it is not installed, null. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import type { Embedded } from "#db";

const execute = promisify(execFile);

export class Pgbench {
  readonly #env: NodeJS.ProcessEnv;

  private constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  static async prepare(database: Embedded, say: (line: string) => void): Promise<Pgbench | null> {
    try {
      await execute("pgbench", ["--version"]);
    } catch {
      say("pgbench is not installed here (Debian: postgresql-contrib): ours is measured alone.");
      return null;
    }
    const administrator = new pg.Client(database.administrator);
    await administrator.connect();
    await administrator.query("create database pgbench");
    await administrator.end();
    const { host, port, user, password } = database.administrator;
    const bench = new Pgbench({
      ...process.env,
      PGHOST: host,
      PGPORT: String(port ?? 5432),
      PGUSER: user,
      PGPASSWORD: String(password),
      PGDATABASE: "pgbench",
    });
    say("pgbench: making scale 50 …");
    await execute("pgbench", ["-i", "-q", "-s", "50"], { env: bench.#env });
    return bench;
  }

  /** Transactions a second. */
  async run(clients: number, seconds: number): Promise<number> {
    const { stdout } = await execute(
      "pgbench",
      ["-n", "-M", "prepared", "-c", String(clients), "-j", String(Math.min(clients, 2)), "-T", String(seconds)],
      { env: this.#env },
    );
    return Number(/tps = ([\d.]+)/.exec(stdout)![1]);
  }
}
