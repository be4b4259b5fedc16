/** Somebody guessed until numbers were closed: over HTTP, as the screens do it, the women find their way back in. */
import { type CommandId, isRefusal } from "#base";
import { connect, type Pool } from "#db";
import { attemptLimits, setPassword, signIn, type SignInEdge } from "#members/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { type Browser, browserAt } from "./browser.testing.ts";
import { assemble } from "./open-house.ts";
import { operatorProof } from "./operator.ts";
import { Clock, edgeOf, foundGroup, type Group, masterKey, passwordOfHalimah } from "./sign-in.testing.ts";

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
  clock = new Clock("2026-11-24", 12);
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

type Name = keyof Group["people"];
/** The group's own phone, and one it does not know. */
const groupsPhone = (): Browser => browserAt(house.http, { "lumbung-device": group.deviceSecret });
const elsewhere = (): Browser => browserAt(house.http);

const enter = (on: Browser, name: Name, secret: { pin?: string; password?: string } = {}) => {
  const { number, pin } = group.people[name];
  const by = secret.pin === undefined && secret.password === undefined ? { pin } : secret;
  return on.send("/api/sign-in", { handle: group.handle, number, ...by });
};
const passwordOfWulan = "hujan turun di kebun kopi";
/** Wulan has a password too, as an officer should. */
async function wulanTakesAPassword(): Promise<void> {
  const { number, pin } = group.people.wulan;
  const address = "192.0.2.9";
  const said = { handle: group.handle, number, pin, deviceSecrets: [group.deviceSecret], address };
  const signed = await signIn(pool, said, edge);
  if (isRefusal(signed)) throw new Error(signed.refused);
  await setPassword(pool, { token: signed.token, current: pin, address, password: passwordOfWulan }, edge);
}
async function lock(...names: readonly Name[]): Promise<void> {
  const phone = groupsPhone();
  for (const name of names) {
    for (let tried = 0; tried <= attemptLimits["account-pin"].max; tried += 1)
      await enter(phone, name, { pin: "000111" });
    clock.pass(61 * 60_000);
    expect(await enter(phone, name)).toMatchObject(refused("members.account-locked"));
  }
}
const done = { status: 200, answer: {} };
const refused = (name: string, because: object = {}) => ({ status: 403, answer: { refused: name, because } });
const resetPin = (on: Browser, to: Name, officers: readonly object[]) =>
  on.send("/api/reset-pin", { member: group.people[to].member, pin: "640218", officers });
const byPin = (name: Name) => ({ number: group.people[name].number, pin: group.people[name].pin });

describe("guesses", () => {
  it("that locked every officer are undone by their passwords, from any phone", async () => {
    await wulanTakesAPassword();
    await lock("halimah", "wulan", "siti");
    const desk = elsewhere();
    expect(await enter(desk, "halimah", { password: passwordOfHalimah })).toEqual(done);
    const [halimah, wulan] = [
      { number: 1, password: passwordOfHalimah },
      { number: 2, password: passwordOfWulan },
    ];
    expect(await resetPin(desk, "siti", [byPin("halimah"), wulan])).toMatchObject(refused("members.account-locked"));
    expect(await resetPin(desk, "siti", [halimah, wulan])).toEqual(done);
    const phone = groupsPhone();
    expect(await enter(phone, "siti", { pin: "640218" })).toEqual(done);
    // Now she is one of two again.
    expect(await resetPin(phone, "wulan", [{ number: 3, pin: "640218" }, halimah])).toEqual(done);
    expect(await enter(phone, "wulan", { pin: "640218" })).toEqual(done);
    // And who has a password opens her own number with a new PIN.
    expect(await desk.send("/api/set-pin", { current: passwordOfHalimah, pin: "573918" })).toEqual(done);
    expect(await enter(phone, "halimah", { pin: "573918" })).toEqual(done);
  });

  it("at another's PIN are looked at on the group's phone or before an officer alone", async () => {
    await wulanTakesAPassword();
    const { rini } = group.people;
    // Rini got a password of her own; she is no officer.
    const phone = groupsPhone();
    await enter(phone, "rini");
    await phone.send("/api/set-password", { current: rini.pin, password: "kunci di tangan saya" });
    const home = elsewhere();
    expect(await enter(home, "rini", { password: "kunci di tangan saya" })).toEqual(done);
    const unheard = refused("members.others-on-known-phone");
    expect(await home.send("/api/sit-down", byPin("siti"))).toEqual(unheard);
    expect(await resetPin(home, "dewi", [byPin("siti"), byPin("halimah")])).toEqual(unheard);
    const command = { v: 1, id: clock.newId(), name: "members.rename", on: clock.now().today, body: { member: rini.member, name: "Rini" } };
    expect(await home.send("/api/commands/members.rename", { ...command, spoken_by: byPin("siti") })).toMatchObject({
      answer: { refused: "members.others-on-known-phone" },
    });
    // On the group's phone, and at the desk of an officer, they are.
    expect(await phone.send("/api/sit-down", byPin("siti"))).toEqual(done);
    const desk = elsewhere();
    await enter(desk, "wulan", { password: passwordOfWulan });
    expect(await desk.send("/api/sit-down", byPin("siti"))).toEqual(done);
  });

  it("of one woman at the others' PINs are over before a number is closed, however often she signs in anew", async () => {
    const phone = groupsPhone();
    await enter(phone, "rini");
    const guess = (on: Browser, name: Name) => on.send("/api/sit-down", { number: group.people[name].number, pin: "000111" });
    for (let tried = 1; tried <= attemptLimits.session.max; tried += 1)
      expect(await guess(phone, "siti")).toMatchObject(refused("members.sign-in-unknown", { left: 10 - tried }));
    const over = refused("members.too-many-tries", { minutes: 60 });
    expect(await guess(phone, "wulan")).toEqual(over);
    const again = groupsPhone();
    await enter(again, "rini");
    expect(await guess(again, "halimah")).toEqual(over);
    // The officers themselves come in.
    for (const name of ["siti", "wulan", "halimah"] as const) expect(await enter(groupsPhone(), name)).toEqual(done);
    clock.pass(61 * 60_000);
    expect(await again.send("/api/sit-down", byPin("siti"))).toEqual(done);
  });

  it("that left nobody who could come in are undone by whoever runs the server, and the group sees that it was done", async () => {
    await lock("halimah", "wulan", "siti", "rini");
    for (let tried = 0; tried <= attemptLimits["account-password"].max; tried += 1)
      await enter(elsewhere(), "halimah", { password: "not the one at all" });
    expect(await enter(elsewhere(), "halimah", { password: passwordOfHalimah })).toMatchObject(
      refused("members.too-many-tries"),
    );
    const reopen = { what: "reopen-account", group: group.handle, number: 1 } as const;
    const id = clock.newId() as CommandId;
    const proof = operatorProof(masterKey, id, reopen);
    expect(await elsewhere().send("/api/operate", { id, proof, ...reopen })).toEqual(done);
    const phone = groupsPhone();
    expect(await enter(phone, "halimah")).toEqual(done);
    expect(await phone.send("/api/ask/members.settings")).toMatchObject({
      answer: { operatorActs: [{ what: "account-reopened", member: { number: 1, name: "Halimah" }, on: "2026-11-24" }] },
    });
    // Said once more with what was overheard, it opens nothing.
    await lock("halimah");
    expect(await elsewhere().send("/api/operate", { id, proof, ...reopen })).toMatchObject(
      refused("members.done-before"),
    );
    expect(await enter(groupsPhone(), "halimah")).toMatchObject(refused("members.account-locked"));
  });

  it("do not count what two officers type right, and each shows herself by one secret", async () => {
    const phone = groupsPhone();
    await enter(phone, "rini");
    for (let time = 0; time <= attemptLimits.session.max; time += 1)
      expect(await phone.send("/api/sit-down", byPin("siti"))).toEqual(done);
    const both = { ...byPin("halimah"), password: passwordOfHalimah };
    expect(await resetPin(phone, "dewi", [byPin("siti"), both])).toMatchObject({ status: 400 });
    expect(await resetPin(phone, "dewi", [byPin("siti"), { number: 1 }])).toMatchObject({ status: 400 });
  });
});
