/** The file of a backup, and everything that can happen to it on its way: each is said, and none of it is opened. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyOfHead, newKeyOf, ofKey } from "./key.ts";
import { type Head, openSealed, sealed } from "./sealed-file.ts";
import { BackupUnfit } from "./unfit.ts";
import { writeWhole } from "./whole-file.ts";

const folder = mkdtempSync(join(tmpdir(), "lumbung-sealed-"));
const file = join(folder, "books.backup");
const key = ofKey(Buffer.alloc(32, 5));
const made = "2026-11-29T08:00:00Z";
/** Three whole pieces and a part of one. */
const books = randomBytes(3 * 65_536 + 1000);
let whole: Buffer;

async function* inHands(bytes: Buffer, size = 10_000): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

beforeAll(async () => {
  await writeWhole(file, sealed(inHands(books), { ...key, made }));
  whole = readFileSync(file);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens these bytes as a file; what was in it, or the name of why not. */
async function read(bytes: Buffer, with_: Buffer | ((head: Head) => Promise<Buffer>) = key.key): Promise<Buffer | BackupUnfit> {
  const path = join(folder, `${randomBytes(6).toString("hex")}.backup`);
  writeFileSync(path, bytes);
  try {
    const opened = await openSealed(path, typeof with_ === "function" ? with_ : async () => with_);
    try {
      const pieces: Buffer[] = [];
      for await (const piece of opened.plain()) pieces.push(piece);
      return Buffer.concat(pieces);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof BackupUnfit) return error;
    throw error;
  }
}
const flipped = (at: number): Buffer => {
  const bytes = Buffer.from(whole);
  bytes[at]! ^= 1;
  return bytes;
};
const refused = async (bytes: Buffer, with_?: Parameters<typeof read>[1]): Promise<string> => {
  const seen = await read(bytes, with_);
  return seen instanceof BackupUnfit ? seen.code : "opened";
};

describe("the file of a backup", () => {
  it("gives back what was put in, whatever its length, and shows nothing of it", async () => {
    expect(await read(whole)).toEqual(books);
    for (const length of [0, 1, 65_535, 65_536, 65_537, 131_072]) {
      const bytes = randomBytes(length);
      const path = join(folder, "any.backup");
      await writeWhole(path, sealed(inHands(bytes, 7_000), { ...key, made }));
      expect(await read(readFileSync(path))).toEqual(bytes);
    }
    expect(whole.includes(books.subarray(0, 64))).toBe(false);
  });

  it("is refused where it was cut, at any place", async () => {
    for (const length of [whole.length - 1, whole.length - 29, whole.length - 30, 150_000, 65_536, 1000])
      expect(await refused(whole.subarray(0, length)), String(length)).toBe("cli.backup-cut");
    // Cut and closed again with a fitting end: the last piece says that it is none.
    const headBytes = whole.indexOf("\n", whole.indexOf("\n", whole.indexOf("\n") + 1) + 1) + 1;
    const cut = whole.subarray(0, headBytes + 2 * (65_536 + 16));
    const end = Buffer.from(`lumbung end ${String(cut.length + 29).padStart(16, "0")}\n`);
    expect(await read(Buffer.concat([cut, end]))).toMatchObject({ code: "cli.backup-damaged", because: { part: "2", parts: "2" } });
  });

  it("is refused with the part where one byte is another", async () => {
    const [first, second, third] = [...Array(3)].reduce<number[]>(
      ends => [...ends, whole.indexOf("\n", ends.at(-1) ?? 0) + 1],
      [],
    );
    expect(await refused(flipped(3))).toBe("cli.backup-not-one");
    for (const at of [first! - 2, first! + 10, second! - 5, second! + 5])
      expect(await refused(flipped(at)), String(at)).toBe("cli.backup-damaged-head");
    const part = async (at: number) => (await read(flipped(at))) as BackupUnfit;
    expect(await part(third!)).toMatchObject({ code: "cli.backup-damaged", because: { part: "1", parts: "4" } });
    expect(await part(third! + 65_552 + 40_000)).toMatchObject({ code: "cli.backup-damaged", because: { part: "2" } });
    expect(await part(whole.length - 30)).toMatchObject({ code: "cli.backup-damaged", because: { part: "4" } });
    for (const at of [whole.length - 2, whole.length - 25]) expect(await refused(flipped(at))).toBe("cli.backup-damaged-end");
  });

  it("is refused where parts changed places or came from another file", async () => {
    const start = whole.length - 29 - 1016 - 3 * 65_552;
    const [one, two] = [whole.subarray(start, start + 65_552), whole.subarray(start + 65_552, start + 2 * 65_552)];
    const swapped = Buffer.concat([whole.subarray(0, start), two, one, whole.subarray(start + 2 * 65_552)]);
    expect(await read(swapped)).toMatchObject({ code: "cli.backup-damaged", because: { part: "1" } });
    const path = join(folder, "other.backup");
    await writeWhole(path, sealed(inHands(books), { ...key, made }));
    const other = readFileSync(path);
    expect(other.length).toBe(whole.length);
    const mixed = Buffer.concat([whole.subarray(0, start), other.subarray(start, start + 65_552), whole.subarray(start + 65_552)]);
    expect(await read(mixed)).toMatchObject({ code: "cli.backup-damaged", because: { part: "1" } });
  });

  it("opens by its key alone, or by its passphrase", async () => {
    expect(await refused(whole, Buffer.alloc(32, 6))).toBe("cli.backup-other-key");
    const path = join(folder, "said.backup");
    await writeWhole(path, sealed(inHands(books), { ...(await newKeyOf("padi menguning di sawah")), made }));
    const said = readFileSync(path);
    const by = (passphrase: string) => (head: Head) => keyOfHead(head, passphrase, path);
    expect(await read(said, by("padi menguning di sawah"))).toEqual(books);
    expect(await refused(said, by("padi menguning di sawa"))).toBe("cli.backup-other-passphrase");
  });

  it("is refused by an older program with the version it has, and where it is none", async () => {
    const { createHash } = await import("node:crypto");
    const told = 'lumbung backup 2\n{"all":"new"}\n';
    const newer = Buffer.from(`${told}${createHash("sha256").update(told).digest("hex")}\n${"x".repeat(200)}`);
    expect(await read(newer)).toMatchObject({ code: "cli.backup-newer", because: { version: "2" } });
    for (const text of ["", "PK\u0003\u0004", "lumbung"]) expect(await refused(Buffer.from(text))).toBe("cli.backup-not-one");
    await expect(openSealed(join(folder, "none"), async () => key.key)).rejects.toMatchObject({ code: "cli.backup-no-file" });
  });

  it("leaves the old one where the new one does not come about", async () => {
    const broken = (async function* () {
      yield* sealed(inHands(books), { ...key, made });
      throw new BackupUnfit("cli.backup-broke-off");
    })();
    await expect(writeWhole(file, broken)).rejects.toMatchObject({ code: "cli.backup-broke-off" });
    await expect(writeWhole(join(file, "below"), inHands(books))).rejects.toMatchObject({ code: "cli.backup-not-written" });
    expect(readFileSync(file)).toEqual(whole);
    // A real process that may write no file longer than 32 KiB, as on a disk without room.
    const wholeFile = JSON.stringify(fileURLToPath(new URL("whole-file.ts", import.meta.url)));
    const script = `
      import { writeWhole } from ${wholeFile};
      const bytes = (async function* () { for (let n = 0; n < 100; n += 1) yield Buffer.alloc(1024); })();
      await writeWhole(process.argv[1], bytes).catch(error => console.log(error.code));`;
    const written = spawnSync("bash", ["-c", 'ulimit -f 32; exec "$0" --import tsx --input-type=module -e "$1" "$2"', process.execPath, script, file], {
      encoding: "utf8",
      cwd: fileURLToPath(new URL("../../..", import.meta.url)),
      env: { ...process.env, TSX_DISABLE_CACHE: "1" },
    });
    expect(written.stdout.trim(), written.stderr).toBe("cli.backup-disk-full");
    expect(readFileSync(file)).toEqual(whole);
    const { readdirSync } = await import("node:fs");
    expect(readdirSync(folder).filter(name => name.endsWith(".part"))).toEqual([]);
  });
});
