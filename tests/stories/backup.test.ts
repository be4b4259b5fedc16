/**
 * Whoever looks after the laptop: backs the books up by the real `bin/lumbung` beside the running server, brings them back
 * into an empty folder, tries one out, and is told in a sentence what is wrong.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen, type Listening } from "../../app/server/listening.ts";
import { type OpenHouse, openHouse } from "../../app/server/open-house.ts";
import { root } from "../../app/server/root.ts";
import { temporaryFolder, type TemporaryFolder } from "../village/folder.ts";

const home = mkdtempSync(join(tmpdir(), "lumbung-backups-"));
const folders: TemporaryFolder[] = [];
let data: string;
let house: OpenHouse;
let listening: Listening;
const file = join(home, "all.backup");
const password = "padi menguning di sawah";

const portOf = (folder: string | undefined): string => (folder === undefined ? new URL(listening.address).port : "9");

interface Ran {
  readonly status: number | null;
  readonly answer: any;
  readonly said: string;
}

function lumbung(given: readonly string[], settings: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const { LUMBUNG_BACKUP_KEY: _, LUMBUNG_BACKUP_PASSPHRASE: __, LUMBUNG_URL: ___, ...own } = process.env;
  const child = spawn(process.execPath, [join(root, "bin/lumbung"), ...given], {
    cwd: home,
    // At another data folder nobody listens: the shell opens those books itself.
    env: { ...own, LUMBUNG_DATA: data, LUMBUNG_SHELL: join(home, "shell"), PORT: portOf(settings["LUMBUNG_DATA"]), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, said] = ["", ""];
  child.stdout.on("data", text => (out += String(text)));
  child.stderr.on("data", text => (said += String(text)));
  return new Promise(resolve =>
    child.once("close", status => resolve({ status, said, answer: out.trim() === "" ? null : JSON.parse(out) })),
  );
}

const aFolder = async (): Promise<string> => {
  const folder = await temporaryFolder();
  folders.push(folder);
  return folder.path;
};

beforeAll(async () => {
  data = await aFolder();
  house = await openHouse({ folder: data, say: () => {} });
  listening = await listen({ fetch: house.http.fetch, host: "127.0.0.1", port: 0 });
  const founders = JSON.stringify([{ name: "Halimah", roles: ["treasurer"], pin: "482915" }, { name: "Rohani", roles: ["secretary"] }]);
  const given = ["--group", "melati", "--name", "Kelompok Melati", "--template", "vsla", "--unit", "IDR", "--founders", founders];
  const started = await lumbung(["start-group", ...given], { LUMBUNG_PASSWORD: password });
  expect(started, started.said).toMatchObject({ status: 0 });
});
afterAll(async () => {
  await listening.close();
  await house.close();
  rmSync(home, { recursive: true, force: true });
  for (const folder of folders) await folder.remove();
});

const signedIn = async (folder: string): Promise<Ran> => {
  const shell = { LUMBUNG_DATA: folder, LUMBUNG_SHELL: join(home, "other-shell"), LUMBUNG_PASSWORD: password };
  const signed = await lumbung(["sign-in", "--group", "melati", "--number", "1"], shell);
  return signed.status === 0 ? lumbung(["ledger", "verify"], shell) : signed;
};

describe("a backup without anybody at the keyboard", () => {
  let head: string;

  it("is locked with a key that is made once, and says who needs it", async () => {
    const made = await lumbung(["backup", file]);
    expect(made, made.said).toMatchObject({ status: 0, answer: { backup: { groups: 1 } } });
    expect(made.answer.message).toContain(join(data, "keys/backup.key"));
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(file, "latin1")).not.toContain("Halimah");
    const printed = await lumbung(["backup", "--print-key"]);
    expect(printed.answer.backup_key).toBe(readFileSync(join(data, "keys/backup.key"), "utf8").trim());
    expect(JSON.parse(readFileSync(join(data, "backup-state.json"), "utf8")).backups.all.made).toBe(made.answer.backup.made);
  });

  it("comes back into an empty folder with that key, verifies, and she signs in as before", async () => {
    const folder = await aFolder();
    const without = await lumbung(["restore", file], { LUMBUNG_DATA: folder });
    expect(without).toMatchObject({ status: 2, answer: { refused: "cli.backup-wants-key" } });
    expect(existsSync(join(folder, "keys"))).toBe(false);
    const other = await lumbung(["restore", file], { LUMBUNG_DATA: folder, LUMBUNG_BACKUP_KEY: Buffer.alloc(32, 1).toString("base64") });
    expect(other).toMatchObject({ status: 2, answer: { refused: "cli.backup-other-key" } });
    const torn = await lumbung(["restore", file], { LUMBUNG_DATA: folder, LUMBUNG_BACKUP_KEY: "abc" });
    expect(torn).toMatchObject({ status: 2, answer: { refused: "cli.backup-no-key" } });
    const back = await lumbung(["restore", file], {
      LUMBUNG_DATA: folder,
      LUMBUNG_BACKUP_KEY: readFileSync(join(data, "keys/backup.key"), "utf8"),
    });
    expect(back, back.said).toMatchObject({ status: 0, answer: { restored: { groups: [{ group: "melati" }] } } });
    head = back.answer.restored.groups[0].head;
    expect(await signedIn(folder)).toMatchObject({ status: 0, answer: { ok: true, chain: head } });
    expect(await lumbung(["restore", file, "--key-file", join(data, "keys/backup.key")], { LUMBUNG_DATA: folder })).toMatchObject({
      status: 2,
      answer: { refused: "cli.backup-group-there" },
    });
  });

  it("is tried out beside the books, which are left as they are, and the day is kept", async () => {
    const proven = await lumbung(["restore", "--prove", file]);
    expect(proven, proven.said).toMatchObject({ status: 0, answer: { proven: { groups: [{ head }] } } });
    expect(JSON.parse(readFileSync(join(data, "backup-state.json"), "utf8")).proven.all.at).toMatch(/^20/);
  });

  it("is refused in a sentence where it is damaged, in the language asked for", async () => {
    const running = await lumbung(["restore", file], { LUMBUNG_DATA: data });
    expect(running).toMatchObject({ status: 1, said: expect.stringContaining("in use by process") });
    const cut = join(home, "cut.backup");
    writeFileSync(cut, readFileSync(file).subarray(0, -100));
    const refused = await lumbung(["restore", cut, "--lang", "id"], { LUMBUNG_DATA: join(home, "never") });
    expect(refused).toMatchObject({ status: 2, answer: { refused: "cli.backup-cut", message: expect.stringMatching(/terpotong/) } });
    expect(existsSync(join(home, "never"))).toBe(false);
  });
});

describe("a backup by a passphrase", () => {
  const said = join(home, "said.backup");

  it("opens with it, out of the environment or a file, and with no other", async () => {
    const short = await lumbung(["backup", said], { LUMBUNG_BACKUP_PASSPHRASE: "padi" });
    expect(short).toMatchObject({ status: 2, answer: { refused: "cli.backup-passphrase-short" } });
    const made = await lumbung(["backup", said, "--group", "melati"], { LUMBUNG_BACKUP_PASSPHRASE: "empat kata yang jauh" });
    expect(made, made.said).toMatchObject({ status: 0 });
    expect(made.answer.message).not.toContain("backup.key");
    const folder = { LUMBUNG_DATA: await aFolder() };
    expect(await lumbung(["restore", said], folder)).toMatchObject({ answer: { refused: "cli.backup-wants-passphrase" } });
    expect(await lumbung(["restore", said], { ...folder, LUMBUNG_BACKUP_PASSPHRASE: "empat kata yang dekat" })).toMatchObject({
      status: 2,
      answer: { refused: "cli.backup-other-passphrase" },
    });
    const words = join(home, "words.txt");
    writeFileSync(words, "empat kata yang jauh\n");
    const back = await lumbung(["restore", said, "--passphrase-file", words], folder);
    expect(back, back.said).toMatchObject({ status: 0, answer: { restored: { groups: [{ group: "melati" }] } } });
  });

  it("is not made where it cannot be written, and what is mistyped is told", async () => {
    mkdirSync(join(home, "a-folder"));
    const kept = readFileSync(file);
    for (const [given, refused] of [
      [["backup", join(home, "a-folder")], "cli.backup-not-written"],
      [["backup"], "cli.backup-which-file"],
      [["backup", file, "--all"], "cli.no-such-option"],
      [["backup", file, "--group", "mawar"], "members.no-such-group"],
      [["backup", file, "--passphrase-file", join(home, "none")], "cli.no-file"],
      [["restore", join(home, "none")], "cli.backup-no-file"],
      [["import", file], "cli.option-missing"],
      [["import", file, "--group", "mawar"], "cli.export-not-whole"],
    ] as const)
      expect(await lumbung(given), given.join(" ")).toMatchObject({ status: 2, answer: { refused } });
    expect(readFileSync(file)).toEqual(kept);
  });
});
