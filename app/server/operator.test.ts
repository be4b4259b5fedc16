/** Whoever runs the server helps a group at its door, and reads nobody's books by it. */
import { type CommandId, operator } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import { lettingInMs, type SignInEdge } from "#members/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { house as wholeHouse } from "../rooms.ts";
import { pageModules } from "../web/page-modules.ts";
import { type Browser, browserAt } from "./browser.testing.ts";
import { assemble } from "./open-house.ts";
import { type Operation, operatorProof } from "./operator.ts";
import { Clock, edgeOf, foundGroup, type Group, masterKey } from "./sign-in.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let edge: SignInEdge;
let group: Group;
let house: Awaited<ReturnType<typeof assemble>>;
let handles = 0;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24", 13);
  edge = edgeOf(clock);
  house = await assemble({ pool, masterKey, edge: clock, fastForPracticeAndTests: true });
});
beforeEach(async () => {
  handles += 1;
  group = await foundGroup(pool, clock, edge, `melati-${handles}`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const operate = (said: Operation, key = masterKey, on: Browser = browserAt(house.http)) => {
  const id = clock.newId() as CommandId;
  return on.send("/api/operate", { id, proof: operatorProof(key, id, said), ...said });
};
const refused = (name: string) => ({ answer: { refused: name } });
const byPin = (on: Browser) =>
  on.send("/api/sign-in", { handle: group.handle, number: 1, pin: group.people.halimah.pin });
const leaves = () =>
  read(pool, group.organisation, client =>
    query<{ seq: bigint; kind: string; said_by: string; member_id: string | null }>(
      client,
      sql`select seq, kind, said_by, member_id from ledger.leaf
        where organisation_id = ${group.organisation} and kind like 'members.%' order by seq desc limit 1`,
    ),
  );

describe("whoever runs the server", () => {
  it("lets a phone in for a group that lost its phones: once, within the hour, and the log says by whom", async () => {
    const { answer } = await operate({ what: "trust-device", group: group.handle, kind: "meeting" });
    const { code } = answer as { readonly code: string };
    expect(await leaves()).toMatchObject([{ kind: "members.device-trusted", said_by: operator, member_id: null }]);
    const phone = browserAt(house.http);
    clock.pass(60_000);
    // The code is no device's secret.
    expect(await byPin(browserAt(house.http, { "lumbung-device": code }))).toMatchObject(
      refused("members.device-unknown"),
    );
    expect(await phone.send("/api/let-in", { handle: group.handle, code })).toEqual({ status: 200, answer: {} });
    expect(await byPin(phone)).toEqual({ status: 200, answer: {} });
    expect(await phone.send("/api/ask/members.settings")).toMatchObject({
      answer: {
        devices: [{ kind: "meeting" }, { kind: "meeting", by: null }],
        operatorActs: [{ what: "device-trusted", member: null, on: "2026-11-24" }],
      },
    });
    const over = refused("members.letting-in-over");
    expect(await browserAt(house.http).send("/api/let-in", { handle: group.handle, code })).toMatchObject(over);
    const { seq } = (await leaves())[0]!;
    expect(await phone.send(`/api/ask/ledger.entry?seq=${seq}`)).toMatchObject({
      answer: { kind: "members.device-trusted", by: { name: null, isOperator: true } },
    });
    const late = await operate({ what: "trust-device", group: group.handle, kind: "meeting" });
    clock.pass(lettingInMs + 1000);
    const { code: lateCode } = late.answer as { readonly code: string };
    for (const handle of [group.handle, "no-such-group"])
      expect(await phone.send("/api/let-in", { handle, code: lateCode })).toMatchObject(over);
  });

  it("is known by the key of the data folder alone, and what she says is said of one group", async () => {
    const reopen = { what: "reopen-account", group: group.handle, number: 2 } as const;
    expect(await operate(reopen, Buffer.alloc(32, 8))).toMatchObject(refused("members.not-the-operator"));
    // A proof for one number opens no other.
    const id = clock.newId() as CommandId;
    const proof = operatorProof(masterKey, id, reopen);
    expect(await browserAt(house.http).send("/api/operate", { id, proof, ...reopen, number: 3 })).toMatchObject(
      refused("members.not-the-operator"),
    );
    expect(await operate({ ...reopen, number: 77 })).toMatchObject(refused("members.not-a-member"));
    expect(await operate({ ...reopen, group: "no-such-group" })).toMatchObject(refused("members.no-such-group"));
    const other = await foundGroup(pool, clock, edge, `kenanga-${handles}`);
    expect(
      await group.say("members.reopen-account", { member: other.people.siti.member }, { by: operator }),
    ).toMatchObject({ refused: "members.not-a-member" });
    expect(await browserAt(house.http).send("/api/operate", { id, proof, what: "read-books" })).toMatchObject({
      status: 400,
    });
  });

  it("says nothing but these two, over HTTP nobody is she, and no page or question is for her", async () => {
    const hers = [...wholeHouse.commands.values()].filter(rule => rule.sayableBy.includes("operator"));
    expect(hers.map(rule => [rule.name, rule.sayableBy])).toEqual([
      ["members.reopen-account", ["operator"]],
      ["members.trust-device", ["operator"]],
    ]);
    expect(await group.say("members.rename", { member: group.people.siti.member, name: "S" }, { by: operator })).toEqual(
      expect.objectContaining({ refused: "members.not-allowed" }),
    );
    const phone = browserAt(house.http, { "lumbung-device": group.deviceSecret });
    await byPin(phone);
    const { today } = clock.now();
    const command = { v: 1, id: clock.newId(), name: "members.trust-device", on: today, body: { kind: "own" } };
    expect(await phone.send("/api/commands/members.trust-device", command)).toMatchObject(
      refused("members.not-allowed"),
    );
    const pages = (await Promise.all(Object.values(pageModules).map(async load => (await load()).pages))).flat();
    expect(pages.length).toBeGreaterThan(30);
    expect(pages.filter(({ who }) => who.includes("operator"))).toEqual([]);
  });

  it("never writes that a PIN was given, nor does anybody on the general way", async () => {
    const phone = browserAt(house.http, { "lumbung-device": group.deviceSecret });
    await byPin(phone);
    await phone.send("/api/sit-down", { number: 3, pin: group.people.siti.pin });
    const body = { member: group.people.dewi.member };
    const command = { v: 1, id: clock.newId(), name: "members.give-pin", on: clock.now().today, body };
    for (const [path, said] of [
      ["/api/commands/members.give-pin", command],
      ["/api/commands", [command]],
    ] as const) {
      const { answer } = await phone.send(path, said);
      expect([answer].flat()).toMatchObject([{ refused: "members.only-when-done" }]);
    }
    expect((await leaves())[0]!.kind).not.toBe("members.pin-given");
  });
});
