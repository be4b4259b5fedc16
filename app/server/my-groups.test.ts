/**
 * Rini has a key in two groups. She shows herself to be one woman in both, goes from one to the other, and nobody in either
 * learns of the other: over HTTP, as her phone and the others' phones speak.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Uuid } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import { codeMs, type SignInEdge } from "#members/server";
import type { MyGroupsSeen } from "../../rooms/members/group-questions.ts";
import { roomOrder } from "#rooms";
import { faultsOf } from "../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { assemble } from "./open-house.ts";
import { Clock, edgeOf, foundGroup, givePin, type Group, house as smallHouse, masterKey } from "./sign-in.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let edge: SignInEdge;
let melati: Group;
let kopi: Group;
let house: Awaited<ReturnType<typeof assemble>>;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24", 83);
  edge = edgeOf(clock);
  melati = await foundGroup(pool, clock, edge, "melati");
  kopi = await foundGroup(pool, clock, edge, "kopi");
  house = await assemble({ pool, masterKey, edge: clock, fastForPracticeAndTests: true });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

interface Phone {
  post(act: string, body?: object): Promise<{ readonly status: number; readonly answer: any }>;
  ask<Answer>(question: string, params?: Readonly<Record<string, string>>): Promise<Answer>;
}

const origin = "http://127.0.0.1:4040";

/** A phone of the group on which she signs in. */
async function phoneOf(group: Group, name: keyof Group["people"], pin = group.people[name].pin): Promise<Phone> {
  let cookie = `lumbung-device=${group.deviceSecret}`;
  const send = async (path: string, body?: object) => {
    const response = await house.http.request(`${origin}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { host: "127.0.0.1:4040", cookie, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const session = /lumbung-session=[^;]+/.exec(response.headers.get("set-cookie") ?? "");
    if (session) cookie = `lumbung-device=${group.deviceSecret}; ${session[0]}`;
    return { status: response.status, answer: (await response.json()) as any };
  };
  const phone: Phone = {
    post: (act, body = {}) => send(`/api/${act}`, body),
    ask: async (question, params = {}) => (await send(`/api/ask/${question}?${new URLSearchParams(params)}`)).answer,
  };
  const { number } = group.people[name];
  expect(await phone.post("sign-in", { handle: group.handle, number, pin })).toMatchObject({ status: 200 });
  return phone;
}

const othersOf = async (phone: Phone) => (await phone.ask<MyGroupsSeen>("members.my-groups")).others;
const codeFrom = async (phone: Phone): Promise<string> => (await phone.post("show-code")).answer.code;
const personOf = async (group: Group, name: keyof Group["people"]): Promise<Uuid> => {
  const [row] = await read(pool, group.organisation, client =>
    query<{ person_id: Uuid }>(
      client,
      sql`select person_id from members.membership
        where organisation_id = ${group.organisation} and member_id = ${group.people[name].member}`,
    ),
  );
  return row!.person_id;
};
const refused = (refusal: string) => ({ status: 403, answer: { refused: refusal } });

describe("Rini, in two groups", () => {
  let inMelati: Phone;
  let inKopi: Phone;

  it("begins as two people who know nothing of each other", async () => {
    inMelati = await phoneOf(melati, "rini");
    inKopi = await phoneOf(kopi, "rini");
    expect([await othersOf(inMelati), await othersOf(inKopi)]).toEqual([[], []]);
    expect(await personOf(melati, "rini")).not.toBe(await personOf(kopi, "rini"));
  });

  it("is not believed by a code that nobody was shown, that is old, or of the same group", async () => {
    expect(await inKopi.post("type-code", { code: "00000000" })).toMatchObject(refused("members.code-unknown"));
    const old = await codeFrom(inMelati);
    expect(old).toMatch(/^\d{8}$/);
    clock.pass(codeMs + 1_000);
    expect(await inKopi.post("type-code", { code: old })).toMatchObject(refused("members.code-unknown"));
    const own = await codeFrom(inKopi);
    expect(await inKopi.post("type-code", { code: own })).toMatchObject(refused("members.code-of-this-group"));
    expect(await othersOf(inKopi)).toEqual([]);
  });

  it("types in one the code the other showed her, and is one person with two sets of books", async () => {
    const before = await personOf(melati, "rini");
    const code = await codeFrom(inMelati);
    const typed = await inKopi.post("type-code", { code: `${code.slice(0, 4)} ${code.slice(4)}` });
    expect(typed).toEqual({ status: 200, answer: {} });
    expect([await personOf(melati, "rini"), await personOf(kopi, "rini")]).toEqual([before, before]);
    expect(await othersOf(inMelati)).toEqual([{ handle: "kopi", number: 4, name: "Kelompok kopi" }]);
    expect(await othersOf(inKopi)).toEqual([{ handle: "melati", number: 4, name: "Kelompok melati" }]);
    expect(await inKopi.post("type-code", { code })).toMatchObject(refused("members.code-unknown"));
  });

  it("is not another woman of the same group as well", async () => {
    const siti = await phoneOf(kopi, "siti");
    const code = await codeFrom(inMelati);
    expect(await siti.post("type-code", { code })).toMatchObject(refused("members.person-is-here"));
    expect(await othersOf(siti)).toEqual([]);
  });

  it("a code lets in one, when two type it at the same moment", async () => {
    const padi = await foundGroup(pool, clock, edge, "padi");
    const code = await codeFrom(await phoneOf(kopi, "wulan"));
    const phones = [await phoneOf(padi, "siti"), await phoneOf(padi, "wulan")];
    const typed = await Promise.all(phones.map(phone => phone.post("type-code", { code })));
    expect(typed.map(one => one.status).sort()).toEqual([200, 403]);
  });

  it("cannot be made into somebody by a command, only by her own proof", async () => {
    const { member } = kopi.people.rini;
    const body = { member, person: clock.newId() };
    const command = { v: 1, id: clock.newId(), name: "members.recognise", on: clock.today, body };
    expect(await inKopi.post("commands/members.recognise", command)).toMatchObject({
      answer: { status: "refused", refused: "members.only-when-done" },
    });
    expect(await kopi.say("members.recognise", body, { by: kopi.people.siti.member })).toMatchObject({
      refused: "members.only-herself",
    });
  });
});

describe("nobody else", () => {
  it("learns in one group that she is in the other, whatever is asked and whoever asks", async () => {
    const person = await personOf(melati, "rini");
    const secrets = [kopi.organisation, person, kopi.people.rini.member, "kopi"];
    const names = (
      await Promise.all(
        roomOrder.map(async room => (await import(`../../rooms/${room}/server.ts`)) as { questions?: Record<string, unknown> }),
      )
    ).flatMap(({ questions = {} }) => Object.keys(questions));
    expect(names.length).toBeGreaterThan(30);
    const { member } = melati.people.rini;
    let answered = 0;
    for (const name of ["halimah", "wulan", "siti"] as const) {
      const phone = await phoneOf(melati, name);
      for (const question of names) {
        const answer = JSON.stringify(await phone.ask(question, { member, number: "4", handle: "kopi", seq: "3" }));
        if (answer.includes(member)) answered += 1;
        for (const secret of secrets) expect(answer, `${question} as ${name}`).not.toContain(secret);
      }
    }
    // Lists, her page, her offices: that she is a member here is told.
    expect(answered).toBeGreaterThan(10);
  });

  it("finds them in her place: who gives her a new PIN sees the one group, and her plain PIN shows none", async () => {
    const inKopi = await phoneOf(kopi, "rini");
    await inKopi.post("set-plain-pin", { current: kopi.people.rini.pin, plain_pin: "640291" });
    const plain = await phoneOf(kopi, "rini", "640291");
    expect(await plain.ask("members.my-groups")).toEqual({ others: [], isPlain: true });
    expect(await plain.post("show-code")).toMatchObject(refused("members.sign-in-again"));
    expect(await plain.post("type-code", { code: "12345678" })).toMatchObject(refused("members.sign-in-again"));

    const pin = "518362";
    await givePin(pool, melati, edge, { officers: ["siti", "wulan"], to: "rini", pin });
    expect(await othersOf(await phoneOf(melati, "rini", pin))).toEqual([]);
    expect(await othersOf(await phoneOf(kopi, "rini"))).toMatchObject([{ handle: "melati" }]);
  });

  it("guesses a code: after ten that were wrong she waits", async () => {
    const phone = await phoneOf(melati, "halimah");
    for (let tries = 0; tries < 10; tries += 1)
      expect(await phone.post("type-code", { code: String(10_000_000 + tries) })).toMatchObject(refused("members.code-unknown"));
    expect(await phone.post("type-code", { code: await codeFrom(await phoneOf(kopi, "halimah")) })).toMatchObject(
      refused("members.too-many-tries"),
    );
  });
});

describe("what becomes of it", () => {
  it("a group she has left is on no list of hers, and by a new code in her new PIN it was shown again", async () => {
    const [inMelati, inKopi] = [await phoneOf(melati, "rini", "518362"), await phoneOf(kopi, "rini")];
    expect(await inMelati.post("type-code", { code: await codeFrom(inKopi) })).toMatchObject({ status: 200 });
    expect(await othersOf(inMelati)).toMatchObject([{ handle: "kopi" }]);
    const two = { by: kopi.people.siti.member, with: [kopi.people.wulan.member] };
    const left = await kopi.say("members.leave", { member: kopi.people.rini.member, status: "moved" }, two);
    expect(left).toMatchObject({ status: "accepted" });
    expect(await othersOf(inMelati)).toEqual([]);
  });

  it("both are rebuilt by their own logs alone, with her as the one she is", async () => {
    for (const { organisation } of [melati, kopi]) expect(await faultsOf(pool, smallHouse, organisation)).toEqual([]);
  });
});
