import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type OrganisationId } from "#base";
import { connect, type Pool, query, read, sql, transact } from "#db";
import { chainHash, leafHash } from "#ledger/server";
import {
  contactOf,
  erase,
  erasuresLeft,
  followUp,
  handlesOf,
  openAtFounding,
  organisationByHandle,
  peopleOf,
  readTexts,
  signIn,
  type SignInEdge,
} from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { Clock, edgeOf, foundGroup, type Group, masterKey, passwordOfHalimah } from "./sign-in.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let edge: SignInEdge;
let melati: Group;
let mawar: Group;
let kopi: Group;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24", 31);
  edge = edgeOf(clock);
  melati = await foundGroup(pool, clock, edge, "melati");
  mawar = await foundGroup(pool, clock, edge, "mawar", { rini: melati.people.halimah.person });
  kopi = await foundGroup(pool, clock, edge, "kopi", { dewi: melati.people.halimah.person });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const tables = [
  "membership",
  "office",
  "holding",
  "handing",
  "level",
  "affiliation",
  "admission",
  "placement",
  "text",
  "text_key",
  "credential",
  "device_of",
  "session",
  "address",
];

describe("two organisations", () => {
  it("cannot see, add to or change each other's people by SQL as the server's role", async () => {
    await kopi.say("members.set-level", { level: "province", name: "Federasi Kopi" }, byTwo(kopi, "siti"));
    await melati.say(
      "members.ask-to-join",
      { affiliation: clock.newId(), federation: kopi.organisation, name: "Melati" },
      byTwo(melati, "siti"),
    );
    for (const table of tables) {
      const seen = await read(pool, melati.organisation, client =>
        query<{ organisation_id: string }>(
          client,
          sql`select organisation_id from ${sql.identifier("members", table)}`,
        ),
      );
      for (const row of seen) expect(row.organisation_id, table).toBe(melati.organisation);
      const theirs = await read(pool, melati.organisation, client =>
        query(
          client,
          sql`select 1 as one from ${sql.identifier("members", table)} where organisation_id = ${mawar.organisation}`,
        ),
      );
      expect(theirs, table).toEqual([]);
    }
    const asMelati = (statement: ReturnType<typeof sql>) =>
      transact(pool, [melati.organisation], client => query(client, statement));
    expect(
      await asMelati(
        sql`update members.membership set number = 99 where organisation_id = ${mawar.organisation} returning 1 as one`,
      ),
    ).toEqual([]);
    await expect(
      asMelati(
        sql`insert into members.office (organisation_id, member_id, role, from_on) values (${mawar.organisation}, ${mawar.people.dewi.member}, 'chair', '2026-01-01')`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      asMelati(
        sql`insert into members.credential (organisation_id, member_id, version, changed_at) values (${mawar.organisation}, ${mawar.people.dewi.member}, 1, now())`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      asMelati(sql`insert into members.session (token_hash, organisation_id, member_id, person_id, version, opened_by, is_plain, language, opened_at, used_at, expires_at)
        values (${"0".repeat(64)}, ${mawar.organisation}, ${mawar.people.dewi.member}, ${mawar.people.dewi.person}, 1, 'pin', false, 'id', now(), now(), now())`),
    ).rejects.toThrow(/row-level security/);
  });

  it("their handles lead to each, and to nobody else's", async () => {
    expect(await organisationByHandle(pool, "Melati")).toBe(melati.organisation);
    expect(await organisationByHandle(pool, "no-such")).toBeNull();
    expect(await organisationByHandle(pool, "'; drop")).toBeNull();
    expect(await handlesOf(pool, mawar.organisation)).toEqual(["mawar"]);
  });

  it("the door of a founded group opens once", async () => {
    const again = await openAtFounding(
      pool,
      {
        organisation: melati.organisation,
        handle: "melati",
        founders: [{ member: melati.people.dewi.member, password: "angin dari laut" }],
        speaker: melati.people.dewi.member,
        device: { kind: "own" },
        language: "id",
      },
      edge,
    );
    expect(again).toMatchObject({ refused: "members.opened-already" });
  });

  it("and not without one founder who has a password", async () => {
    const opening = {
      organisation: melati.organisation,
      handle: "melati",
      founders: [{ member: melati.people.dewi.member, pin: "907215" }],
      speaker: melati.people.dewi.member,
      device: { kind: "own" },
      language: "id",
    } as const;
    expect(await openAtFounding(pool, opening, edge)).toMatchObject({ refused: "members.founder-needs-password" });
  });

  it("Halimah is in three of them: one person, three members, three PINs, no row in common", async () => {
    const person = melati.people.halimah.person;
    const rows = await Promise.all(
      [melati, mawar, kopi].map(group =>
        read(pool, group.organisation, client =>
          query<{ member_id: string }>(
            client,
            sql`select member_id from members.membership where person_id = ${person}`,
          ),
        ),
      ),
    );
    expect(rows.map(list => list.length)).toEqual([1, 1, 1]);
    expect(new Set(rows.flat().map(row => row.member_id)).size).toBe(3);
    // Her password of one group opens no other, whatever number she has there.
    const there = await signIn(
      pool,
      { handle: "mawar", number: 4, password: `${passwordOfHalimah}!`, address: "192.0.2.1" },
      edge,
    );
    expect(there).toMatchObject({ refused: "members.sign-in-unknown" });
    const known = await transact(pool, [], async client => {
      await client.query("select set_config('lumbung.keys', $1, true)", [`{${person}}`]);
      return query(client, sql`select * from members.person`);
    });
    expect(known).toHaveLength(1);
    expect(Object.keys(known[0]!)).toEqual(["person_id", "language", "made_at"]);
  });
});

describe("erasing a person", () => {
  it("takes her name and her secrets, leaves her numbers, and the log still verifies leaf by leaf", async () => {
    const { rini, halimah } = mawar.people;
    const contact = { member: rini.member, telephone: "0812 3456", dwelling: "RT 02" };
    expect(await mawar.say("members.set-contact", contact, { by: halimah.member })).toMatchObject({
      status: "accepted",
    });
    expect(
      await read(pool, mawar.organisation, client => contactOf(client, mawar.organisation, rini.member, masterKey)),
    ).toEqual({ telephone: "0812 3456", dwelling: "RT 02" });
    const before = await leavesOf(mawar.organisation);
    await expect(
      transact(pool, [mawar.organisation], client => erase(client, mawar.organisation, rini.member)),
    ).rejects.toThrow("decided");
    const body = { member: rini.member, ground: "request" };
    expect(await mawar.say("members.erase-person", body, byTwo(mawar, "wulan", "siti"))).toMatchObject({
      refused: "members.erase-after-leaving",
    });
    expect(await mawar.say("members.leave", { member: rini.member, status: "left" }, byTwo(mawar))).toMatchObject({
      status: "accepted",
    });
    expect(await mawar.say("members.erase-person", body, byTwo(mawar, "wulan", "siti"))).toMatchObject({
      status: "accepted",
    });
    expect(await read(pool, mawar.organisation, client => erasuresLeft(client, mawar.organisation))).toEqual([
      rini.member,
    ]);
    const command = { name: "members.erase-person", organisation: mawar.organisation, body };
    await followUp(pool, command, clock.now().at);
    await followUp(pool, command, clock.now().at);
    expect(await read(pool, mawar.organisation, client => erasuresLeft(client, mawar.organisation))).toEqual([]);

    const people = await read(pool, mawar.organisation, client =>
      peopleOf(client, mawar.organisation, masterKey, day("2026-11-24")),
    );
    expect(people.map(({ number, name, status, offices }) => [number, name, status, offices])).toEqual([
      [1, "Halimah", "active", ["treasurer"]],
      [2, "Wulan", "active", ["secretary"]],
      [3, "Siti", "active", ["chair"]],
      [4, null, "left", []],
      [5, "Dewi", "active", []],
    ]);
    const texts = await read(pool, mawar.organisation, client =>
      readTexts(client, mawar.organisation, ["members.membership"], masterKey),
    );
    expect([...texts.keys()].some(key => key.includes(rini.member))).toBe(false);
    expect(
      await mawar.say("members.rename", { member: rini.member, name: "Rini" }, { by: halimah.member }),
    ).toMatchObject({ refused: "members.erased-already" });
    const after = await leavesOf(mawar.organisation);
    expect(after.slice(0, before.length)).toEqual(before);
    let chain: Buffer = Buffer.alloc(32);
    for (const leaf of after) {
      expect(
        createHash("sha256")
          .update(Buffer.from([0]))
          .update(leaf.body)
          .digest(),
      ).toEqual(leaf.leaf_hash);
      chain = chainHash(chain, leafHash(leaf.body));
      expect(chain).toEqual(leaf.chain_hash);
      expect(leaf.body).not.toMatch(/Rini|0812/);
    }
    expect(after.filter(leaf => leaf.body.includes('"members.erased"'))).toHaveLength(1);
  });
});

const byTwo = (
  group: Group,
  one: keyof Group["people"] = "halimah",
  other: keyof Group["people"] = one === "siti" ? "halimah" : "siti",
) => ({
  by: group.people[one].member,
  with: [group.people[other].member],
});

const leavesOf = (organisation: OrganisationId) =>
  read(pool, organisation, client =>
    query<{ body: string; leaf_hash: Buffer; chain_hash: Buffer }>(
      client,
      sql`select body, leaf_hash, chain_hash from ledger.leaf order by seq`,
    ),
  );
