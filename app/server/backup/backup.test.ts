/**
 * The books of real groups into a file and back, between real databases: the same log, the same rows, the same PINs under
 * another key; and nothing at all where something is in the way.
 */
import { connect, type Pool, query, read, sql, transact } from "#db";
import { publicKeyOf, signingKeyOf, verify } from "#ledger/server";
import { openAtFounding, ownKeyOf, readTexts, signIn, signInEdge } from "#members/server";
import { isRefusal, type Instant, type MemberId, type OrganisationId } from "#base";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase, testAdministrator } from "../../../tests/village/database.ts";
import { temporaryFolder, type TemporaryFolder } from "../../../tests/village/folder.ts";
import { accepted, foundGroup, type Group, line, meet, openMeeting, testKey } from "../../../tests/village/group.ts";
import { type OperatorsDatabase, operatorsDatabase } from "../../../tests/village/operators-database.ts";
import { tablesOf } from "../../house.ts";
import { house } from "../../rooms.ts";
import { realEdge } from "../edge.ts";
import { assemble } from "../open-house.ts";
import { readMasterKey } from "../master-key.ts";
import { type BackupAsked, backupProof } from "./asked.ts";
import { afterLog, beforeLog } from "./carried.ts";
import { erasedFile, erasedThere, keepErased, readErased } from "./erasures.ts";
import { ofKey } from "./key.ts";
import { lookThrough, restore, type ToRestore } from "./restore.ts";
import { sealed } from "./sealed-file.ts";
import { writeWhole } from "./whole-file.ts";
import { booksCompressed, booksWritten } from "./write-books.ts";

let database: FreshDatabase;
let pool: Pool;
let home: TemporaryFolder;
let melati: Group;
let kenanga: Group;
const key = ofKey(Buffer.alloc(32, 5));
const drops: (() => Promise<void>)[] = [];
const pinOfHalimah = "482915";
const device: Record<string, string> = {};

beforeAll(async () => {
  home = await temporaryFolder();
  database = await freshDatabase();
  pool = connect(database.server);
  melati = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05", pool, seed: 1 });
  kenanga = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05", pool, seed: 2 });
  await open(melati, "melati");
  await open(kenanga, "kenanga");
  for (const day of ["2026-01-12", "2026-01-19"])
    await meet(melati, day, [
      shares(melati.members[0], 3),
      shares(melati.members[1], 2),
    ]);
  await meet(kenanga, "2026-01-12", [shares(kenanga.members[3], 1)]);
  // Tonight's meeting sits: what is on its sheet is a draft.
  melati.edge.today = "2026-01-26" as never;
  const meeting = await openMeeting(melati);
  const lines = [shares(melati.members[2], 5)];
  await accepted(melati.say("meetings.write", { meeting, lines }, { by: melati.treasurer }));
});
afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  await home.remove();
});

/** A share of the template, in rupiah. */
const price = 10_000n;
const shares = (member: MemberId | undefined, count: number) =>
  line("savings.buy-shares", { member, fund: "loan", shares: count, amount: BigInt(count) * price });

const edgeWith = (masterKey: Buffer) =>
  signInEdge({ masterKey, now: () => realEdge.now(), fastForPracticeAndTests: true });

async function open(group: Group, handle: string): Promise<void> {
  const opened = await openAtFounding(
    pool,
    {
      organisation: group.organisation,
      handle,
      founders: [{ member: group.treasurer, pin: pinOfHalimah, password: "padi menguning di sawah" }],
      speaker: group.treasurer,
      device: { kind: "meeting" },
      language: "id",
    },
    edgeWith(testKey),
  );
  if (isRefusal(opened)) throw new Error(opened.refused);
  device[handle] = opened.secret;
}

const books = (organisation?: OrganisationId) =>
  booksCompressed({ owner: database.owner, house, masterKey: testKey, made: "2026-01-26T20:00:00Z", organisation });

let files = 0;
async function backedUp(organisation?: OrganisationId): Promise<string> {
  files += 1;
  const file = join(home.path, `${files}.backup`);
  await writeWhole(file, sealed(books(organisation), { ...key, made: "2026-01-26T20:00:00Z" }));
  return file;
}

interface Place {
  readonly folder: string;
  readonly target: OperatorsDatabase;
  restore(file: string, more?: Partial<ToRestore>): ReturnType<typeof restore>;
}

/** An installation of its own, with nothing in it. */
async function place(): Promise<Place> {
  const folder = await temporaryFolder();
  const target = await operatorsDatabase();
  drops.push(
    () => target.drop(),
    () => folder.remove(),
  );
  const { LUMBUNG_DATABASE_URL: url, LUMBUNG_SERVER_DATABASE_URL: serverUrl } = target.settings;
  return {
    folder: folder.path,
    target,
    restore: (file, more = {}) =>
      restore({ file, keyOf: async () => key.key, house, folder: folder.path, url, serverUrl, say: () => {}, ...more }),
  };
}

/** Looks into what came back, as its server does. */
async function within<T>({ folder, target }: Place, look: (pool: Pool, masterKey: Buffer) => Promise<T>): Promise<T> {
  const there = connect({ connectionString: target.settings.LUMBUNG_SERVER_DATABASE_URL });
  try {
    return await look(there, (await readMasterKey(folder))!);
  } finally {
    await there.end();
  }
}

const headOf = async (of: Pool, { organisation }: Group) =>
  (
    await read(of, organisation, client =>
      query<{ size: bigint; chain: string; version: bigint }>(
        client,
        sql`select size, version, encode(chain_hash, 'hex') as chain from ledger.head where organisation_id = ${organisation}`,
      ),
    )
  )[0];

/** Every row of every table that is carried, but what is locked under the installation's own key. */
async function rowsOf(of: Pool, { organisation }: Group): Promise<Record<string, readonly string[]>> {
  const underOurKey = new Set(["members.text_key", "members.credential"]);
  const names = [...beforeLog(house), ...afterLog(house)].flatMap(({ name, isAnyones }) =>
    isAnyones || underOurKey.has(name) ? [] : [name],
  );
  return read(of, organisation, async client => {
    const all: Record<string, readonly string[]> = {};
    for (const name of [...names, "ledger.head", "ledger.command", "ledger.leaf", "ledger.line", "ledger.total"]) {
      const from = sql.identifier(...(name.split(".") as [string, string]));
      const rows = await query<{ row: string }>(
        client,
        sql`select to_jsonb(t)::text as row from ${from} t where organisation_id = ${organisation} order by 1`,
      );
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  });
}

const nameOf = (of: Pool, { organisation, members }: Group, masterKey: Buffer, number = 1) =>
  read(of, organisation, async client =>
    (await readTexts(client, organisation, ["members.membership"], masterKey)).get(
      `members.membership/${members[number - 1]}/name`,
    ),
  );

const signerOf = (of: Pool, { organisation }: Group, masterKey: Buffer) =>
  read(of, organisation, async client =>
    publicKeyOf(signingKeyOf(organisation, await ownKeyOf(client, organisation, masterKey))),
  );

describe("a backup of all books", () => {
  it("comes back to the same head with the same rows, verifies, and its drafts are there", async () => {
    const there = await place();
    const { groups, made } = await there.restore(await backedUp());
    expect(made).toBe("2026-01-26T20:00:00Z");
    expect(groups.map(({ handles }) => handles[0]).sort()).toEqual(["kenanga", "melati"]);
    await within(there, async (restored, masterKey) => {
      expect(masterKey.equals(testKey)).toBe(false);
      for (const group of [melati, kenanga]) {
        expect(await headOf(restored, group)).toEqual(await headOf(pool, group));
        expect(await rowsOf(restored, group)).toEqual(await rowsOf(pool, group));
        expect(
          await read(restored, group.organisation, client =>
            verify(client, group.organisation, { tablesOfRooms: tablesOf(house) }),
          ),
        ).toMatchObject({ ok: true });
        expect(await nameOf(restored, group, masterKey)).toBe("Halimah");
        // What the group signed before holds still, and so does what it says its key is.
        expect(await signerOf(restored, group, masterKey)).toBe(await signerOf(pool, group, testKey));
      }
      const opened = await assemble({ pool: restored, masterKey, edge: melati.edge, fastForPracticeAndTests: true });
      expect(await rowsOf(restored, melati)).toMatchObject({ "meetings.draft_line": [expect.any(String)] });
      expect(opened.masterKey).toBe(masterKey);
    });
  });

  it("lets each in by the PIN and the phone she had, though the key is another, and her PIN becomes one of that key", async () => {
    const there = await place();
    await there.restore(await backedUp());
    await within(there, async (restored, masterKey) => {
      const edge = edgeWith(masterKey);
      const say = { handle: "melati", number: 1, deviceSecrets: [device["melati"]!], address: "192.0.2.1" };
      expect(await signIn(restored, { ...say, pin: "111222" }, edge)).toMatchObject({ refused: "members.sign-in-unknown" });
      for (const secret of [{ pin: pinOfHalimah }, { password: "padi menguning di sawah" }, { pin: pinOfHalimah }])
        expect(await signIn(restored, { ...say, ...secret }, edge)).toMatchObject({ token: expect.any(String) });
      const [kept] = await transact(restored, [melati.organisation], client =>
        query<{ pin: string }>(
          client,
          sql`select pin from members.credential where organisation_id = ${melati.organisation} and member_id = ${melati.treasurer}`,
        ),
      );
      expect(kept!.pin.split("$")).toHaveLength(3);
    });
  });

  it("can be backed up again from there, before anybody signed in, and opens in a third place", async () => {
    const [second, third] = [await place(), await place()];
    await second.restore(await backedUp());
    const masterKey = (await readMasterKey(second.folder))!;
    const file = join(home.path, "again.backup");
    const owner = { connectionString: second.target.settings.LUMBUNG_DATABASE_URL };
    const again = booksCompressed({ owner, house, masterKey, made: "2026-01-27T20:00:00Z" });
    await writeWhole(file, sealed(again, { ...key, made: "2026-01-27T20:00:00Z" }));
    await third.restore(file);
    await within(third, async (restored, thirdKey) => {
      const say = { handle: "kenanga", number: 1, deviceSecrets: [device["kenanga"]!], address: "192.0.2.1" };
      expect(await signIn(restored, { ...say, pin: pinOfHalimah }, edgeWith(thirdKey))).toMatchObject({
        token: expect.any(String),
      });
      expect(await nameOf(restored, kenanga, thirdKey)).toBe("Halimah");
    });
  });

  it("is of one moment, while the group goes on", async () => {
    const before = await headOf(pool, kenanga);
    let isTaken = false;
    const slowly = (async function* () {
      for await (const text of booksWritten({ owner: database.owner, house, masterKey: testKey, made: "2026-01-26T20:00:00Z" })) {
        yield text;
        if (isTaken) continue;
        isTaken = true;
        await accepted(
          kenanga.say("members.set-contact", { member: kenanga.treasurer, telephone: "0812" }, { by: kenanga.treasurer }),
        );
      }
    })();
    const file = join(home.path, "moment.backup");
    const bytes = Readable.from(slowly).pipe(createGzip());
    await writeWhole(file, sealed(bytes, { ...key, made: "2026-01-26T20:00:00Z" }));
    expect((await headOf(pool, kenanga))!.size).toBe(before!.size + 1n);
    const there = await place();
    const { groups } = await there.restore(file);
    expect(groups.find(({ handles }) => handles[0] === "kenanga")!.leaves).toBe(String(before!.size));
  });
});

describe("one group", () => {
  it("is backed up alone, and comes back beside others", async () => {
    const there = await place();
    await there.restore(await backedUp(kenanga.organisation));
    const { groups } = await there.restore(await backedUp(melati.organisation));
    expect(groups).toMatchObject([{ handles: ["melati"] }]);
    await within(there, async (restored, masterKey) => {
      for (const group of [melati, kenanga]) {
        expect(await headOf(restored, group)).toEqual(await headOf(pool, group));
        expect(await nameOf(restored, group, masterKey)).toBe("Halimah");
      }
    });
  });

  it("is taken out of a backup of all, and only one that is in it", async () => {
    const there = await place();
    const file = await backedUp();
    await expect(there.restore(file, { group: "mawar" })).rejects.toMatchObject({
      code: "cli.backup-no-such-group",
      because: { groups: expect.stringContaining("melati") },
    });
    expect((await there.restore(file, { group: "melati" })).groups).toHaveLength(1);
    await within(there, async restored => expect(await headOf(restored, kenanga)).toBeUndefined());
  });
});

describe("nothing is brought back by half", () => {
  it("where a group is there already, and none of those with it", async () => {
    const there = await place();
    await there.restore(await backedUp(melati.organisation));
    await expect(there.restore(await backedUp())).rejects.toMatchObject({
      code: "cli.backup-group-there",
      because: { group: "melati" },
    });
    await within(there, async restored => expect(await headOf(restored, kenanga)).toBeUndefined());
  });

  it("where another group has its word", async () => {
    const other = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05", pool, seed: 9 });
    const there = await place();
    await there.restore(await backedUp(other.organisation));
    await within(there, restored =>
      transact(restored, [other.organisation], client =>
        query(
          client,
          sql`insert into members.address (handle, organisation_id, claimed_at) values ('melati', ${other.organisation}, now())`,
        ),
      ),
    );
    await expect(there.restore(await backedUp(melati.organisation))).rejects.toMatchObject({ code: "cli.backup-word-taken" });
    await within(there, async restored => expect(await headOf(restored, melati)).toBeUndefined());
  });

  it("where a byte is another or the end is missing: the database is not even opened", async () => {
    const there = await place();
    const file = await backedUp();
    const whole = readFileSync(file);
    for (const [code, bytes] of [
      ["cli.backup-cut", whole.subarray(0, whole.length - 5000)],
      ["cli.backup-damaged", Buffer.concat([whole.subarray(0, 3000), Buffer.from([whole[3000]! ^ 1]), whole.subarray(3001)])],
    ] as const) {
      writeFileSync(file, bytes);
      await expect(there.restore(file)).rejects.toMatchObject({ code });
    }
    expect(existsSync(join(there.folder, "keys"))).toBe(false);
  });

  it("where the books had been altered before they were backed up: the fault is named", async () => {
    const altered = await freshDatabase();
    drops.push(() => altered.drop());
    const own = connect(altered.server);
    const group = await foundGroup(altered, { template: "vsla", unit: "IDR", on: "2026-01-05", pool: own, seed: 3 });
    await meet(group, "2026-01-12", [shares(group.members[0], 1)]);
    await own.end();
    const administrator = new pg.Client({ ...(await testAdministrator()), database: altered.owner.database });
    await administrator.connect();
    await administrator.query("set session_replication_role = replica");
    await administrator.query(
      "update ledger.leaf set body = replace(body, '\"shares\":\"1\"', '\"shares\":\"2\"') where body like '%\"shares\":\"1\"%'",
    );
    await administrator.end();
    const file = join(home.path, "altered.backup");
    const bytes = booksCompressed({ owner: altered.owner, house, masterKey: testKey, made: "2026-01-26T20:00:00Z" });
    await writeWhole(file, sealed(bytes, { ...key, made: "2026-01-26T20:00:00Z" }));
    const there = await place();
    await expect(there.restore(file)).rejects.toMatchObject({
      code: "cli.backup-not-whole",
      because: { fault: "text-altered" },
    });
    await within(there, async restored => expect(await headOf(restored, group)).toBeUndefined());
  });

  it("where the program is another", async () => {
    const { checksumOf, readMigrations } = await import("#db");
    const { roomOrder } = await import("#rooms");
    const { root } = await import("../root.ts");
    const now = (await readMigrations(roomOrder, root)).map(one => ({
      room: one.room,
      file: one.file,
      checksum: checksumOf(one),
    }));
    const there = await place();
    const of = async (migrations: readonly { room: string; file: string; checksum: string }[]) => {
      const contents = { made: "2026-01-26T20:00:00Z", migrations, pepper: "", organisations: [], isWhole: true, practice: null };
      const file = join(home.path, "other.backup");
      const text = Readable.from([`${JSON.stringify(contents)}\n{"end":{}}\n`]).pipe(createGzip());
      await writeWhole(file, sealed(text, { ...key, made: contents.made }));
      return there.restore(file);
    };
    const newer = { room: "savings", file: "9999-later.sql", checksum: "0".repeat(64) };
    await expect(of([...now, newer])).rejects.toMatchObject({ code: "cli.backup-newer-program" });
    const edited = now.map((one, place) => (place === 0 ? { ...one, checksum: "0".repeat(64) } : one));
    await expect(of(edited)).rejects.toMatchObject({ code: "cli.backup-other-program" });
    // Into books of today an older one does not fit; into none it does, and becomes one of today.
    const older = now.slice(0, -1);
    await of(older);
    await expect(of(older)).rejects.toMatchObject({ code: "cli.backup-older-program" });
  });
});

describe("who was erased", () => {
  it("stays erased, though the backup is from before", async () => {
    const own = await freshDatabase();
    drops.push(() => own.drop());
    const there = await place();
    const server = connect(own.server);
    const group = await foundGroup(own, { template: "vsla", unit: "IDR", on: "2026-01-05", pool: server, seed: 4, size: 8 });
    const file = join(home.path, "before.backup");
    const write = () => booksCompressed({ owner: own.owner, house, masterKey: testKey, made: "2026-01-26T20:00:00Z" });
    await writeWhole(file, sealed(write(), { ...key, made: "2026-01-26T20:00:00Z" }));
    const gone = group.members[7]!;
    await accepted(group.say("members.leave", { member: gone, status: "left" }, { by: group.treasurer, with: [group.secretary] }));
    await accepted(
      group.say("members.erase-person", { member: gone, ground: "request" }, { by: group.secretary, with: [group.members[2]!] }),
    );
    const erased = await erasedThere(own.owner);
    expect(erased).toEqual([{ organisation: group.organisation, member: gone }]);
    const list = erasedFile(there.folder);
    await keepErased(list, erased);
    await keepErased(list, erased);
    expect(readFileSync(list, "utf8").trim().split("\n")).toHaveLength(1);
    const { groups } = await there.restore(file);
    expect(groups).toMatchObject([{ erasedAgain: 1 }]);
    await within(there, async (restored, masterKey) => {
      expect(await nameOf(restored, group, masterKey, 8)).toBeUndefined();
      expect(await nameOf(restored, group, masterKey, 7)).toBe("Kartini");
    });
    // A list that lies beside the file, or is named, does the same; and it goes along.
    const second = await place();
    mkdirSync(join(home.path, "usb"), { recursive: true });
    writeFileSync(join(home.path, "usb/erased.jsonl"), `${readFileSync(list, "utf8")}not a line\n`);
    expect((await second.restore(file, { erasedIn: [join(home.path, "usb/erased.jsonl")] })).groups).toMatchObject([
      { erasedAgain: 1 },
    ]);
    expect(await readErased(erasedFile(second.folder))).toEqual(erased);
    // Where it is refused, nobody is on the list who was not.
    writeFileSync(list, "");
    const refused = there.restore(file, { erasedIn: [join(home.path, "usb/erased.jsonl")] });
    await expect(refused).rejects.toMatchObject({ code: "cli.backup-group-there" });
    expect(await readErased(list)).toEqual([]);
    await server.end();
  });
});

describe("whoever asks the running house for one", () => {
  const asked = (more: Partial<BackupAsked> = {}): BackupAsked => ({
    at: realEdge.now().at,
    group: null,
    key: key.key.toString("base64"),
    way: key.way,
    ...more,
  });
  const ask = async (what: BackupAsked, proof: string) => {
    const kept = { folder: home.path, owner: database.owner };
    const { http } = await assemble({ pool, masterKey: testKey, edge: realEdge, kept });
    return http.request("/api/backup", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...what, proof }),
    });
  };

  it("shows the key of the data folder, for this one thing, within minutes", async () => {
    const answered = await ask(asked({ group: "melati" }), backupProof(testKey, asked({ group: "melati" })));
    const file = join(home.path, "asked.backup");
    await writeWhole(file, answered.body as unknown as AsyncIterable<Uint8Array>);
    const { organisations, contents } = await lookThrough(file, async () => key.key);
    expect(organisations).toMatchObject([{ organisation: melati.organisation, handles: ["melati"] }]);
    expect(contents.isWhole).toBe(false);
    expect(statSync(file).mode & 0o077).toBe(0);
    const refused = async (what: BackupAsked, proof: string) => {
      const answer = await ask(what, proof);
      expect(answer.status).toBe(403);
      return ((await answer.json()) as { refused: string }).refused;
    };
    const all = asked();
    expect(await refused(all, backupProof(Buffer.alloc(32, 8), all))).toBe("members.not-the-operator");
    expect(await refused(all, backupProof(testKey, asked({ group: "melati" })))).toBe("members.not-the-operator");
    const late = asked({ at: "2026-01-26T20:00:00Z" as Instant });
    expect(await refused(late, backupProof(testKey, late))).toBe("members.not-the-operator");
    const none = asked({ group: "mawar" });
    expect(await refused(none, backupProof(testKey, none))).toBe("members.no-such-group");
  });

  it("has nothing of anybody's in the clear", async () => {
    const bytes = readFileSync(await backedUp());
    for (const word of ["Halimah", "melati", melati.organisation, "ledger.leaf", testKey.toString("base64")])
      expect(bytes.includes(word), word).toBe(false);
    expect(createHash("sha256").update(bytes).digest("hex")).not.toBe("");
  });
});
