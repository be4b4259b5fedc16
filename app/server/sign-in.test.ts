import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "#base";
import { connect, type Pool } from "#db";
import {
  attemptLimits,
  resetPin,
  sessionOf,
  setPlainPin,
  type SignIn,
  signIn,
  type SignInEdge,
  signOut,
  sitDownWith,
  unlock,
  verifyPin,
} from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { Clock, edgeOf, foundGroup, givePin, type Group, passwordOfHalimah, sessionOn } from "./sign-in.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let edge: SignInEdge;
let group: Group;
let handles = 0;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24", 11);
  edge = edgeOf(clock);
});
beforeEach(async () => {
  handles += 1;
  group = await foundGroup(pool, clock, edge, `melati-${handles}`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const typed = (over: Partial<SignIn> = {}): SignIn => ({
  handle: group.handle,
  number: 1,
  pin: group.people.halimah.pin,
  deviceSecrets: [group.deviceSecret],
  address: `192.0.2.${handles}`,
  ...over,
});
const signInAs = async (over: Partial<SignIn> = {}) => {
  const signedIn = await signIn(pool, typed(over), edge);
  if (isRefusal(signedIn)) throw new Error(signedIn.refused);
  return signedIn;
};

describe("at the door", () => {
  it("Halimah comes in with the group's name, her number and her PIN, on the group's phone", async () => {
    const { token, session } = await signInAs({ handle: ` ${group.handle.toUpperCase()} ` });
    expect(session).toMatchObject({
      organisation: group.organisation,
      member: group.people.halimah.member,
      openedBy: "pin",
      isPlain: false,
      language: "id",
    });
    expect(await sessionOf(pool, token, clock.now().at)).toEqual(session);
  });

  it("a PIN alone opens nothing on a phone the group does not know, and one with another group's phone neither", async () => {
    const other = await foundGroup(pool, clock, edge, `kenanga-${handles}`);
    for (const deviceSecrets of [[], ["A".repeat(43)], [other.deviceSecret, "no secret"]])
      expect(await signIn(pool, typed({ deviceSecrets }), edge)).toEqual({
        refused: "members.device-unknown",
        because: {},
      });
  });

  it("a password comes in from anywhere; it is no PIN, and a PIN is no password", async () => {
    const fromWeb = { pin: undefined, deviceSecrets: [] };
    expect((await signInAs({ ...fromWeb, password: passwordOfHalimah })).session).toMatchObject({
      openedBy: "password",
      device: null,
    });
    expect(await signIn(pool, typed({ ...fromWeb, password: group.people.halimah.pin }), edge)).toMatchObject({
      refused: "members.sign-in-unknown",
    });
    expect(await signIn(pool, typed({ pin: passwordOfHalimah }), edge)).toMatchObject({
      refused: "members.sign-in-unknown",
    });
  });

  it("answers the same for a wrong PIN, a number nobody has, one without a PIN, and with a password a group that is not there", async () => {
    const answers = [
      await signIn(pool, typed({ pin: "111222" }), edge),
      await signIn(pool, typed({ number: 777 }), edge),
      await signIn(pool, typed({ number: group.people.dewi.number }), edge),
      await signIn(pool, typed({ handle: "no-such-group", pin: undefined, password: "long enough" }), edge),
    ];
    for (const answer of answers) expect(answer).toEqual({ refused: "members.sign-in-unknown", because: { left: 9 } });
  });
});

describe("guesses", () => {
  it("are over after ten, also for the right PIN and for numbers that are not there, until two officers give a new one", async () => {
    for (const number of [4, 999]) {
      for (let tried = 1; tried <= attemptLimits["account-pin"].max; tried += 1)
        expect(await signIn(pool, typed({ number, pin: "000111" }), edge)).toMatchObject({
          because: { left: 10 - tried },
        });
      expect(await signIn(pool, typed({ number, pin: group.people.rini.pin }), edge)).toMatchObject({
        refused: "members.account-locked",
      });
    }
    clock.pass(7 * 24 * 3_600_000);
    expect(await signIn(pool, typed({ number: 4, pin: group.people.rini.pin }), edge)).toMatchObject({
      refused: "members.account-locked",
    });
    expect(await givePin(pool, group, edge, { officers: ["siti", "wulan"], to: "rini", pin: "640218" })).toMatchObject({
      by: [group.people.siti.member, group.people.wulan.member],
    });
    expect((await signInAs({ number: 4, pin: "640218" })).session.member).toBe(group.people.rini.member);
  });

  it("pass the limit not even when fifty come at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        signIn(pool, typed({ number: 2, pin: String(200_000 + index), address: `198.51.100.${index}` }), edge),
      ),
    );
    const looked = answers.filter(answer => isRefusal(answer) && answer.refused === "members.sign-in-unknown");
    expect(looked).toHaveLength(attemptLimits["account-pin"].max);
    expect(answers.every(isRefusal)).toBe(true);
  });

  it("one PIN tried on every number is stopped by the device, and opens again by itself", async () => {
    const answers: unknown[] = [];
    for (let number = 100; number <= 100 + attemptLimits.device.max; number += 1)
      answers.push(await signIn(pool, typed({ number, pin: "123450", address: `203.0.113.${number}` }), edge));
    expect(answers.at(-2)).toMatchObject({ refused: "members.sign-in-unknown" });
    expect(answers.at(-1)).toMatchObject({ refused: "members.too-many-tries", because: { minutes: 60 } });
    clock.pass(61 * 60_000);
    expect((await signInAs()).session.member).toBe(group.people.halimah.member);
  });

  it("from one address are stopped whatever group they name", async () => {
    const address = `2001:db8:${handles}::/64`;
    const guess = (index: number) =>
      signIn(
        pool,
        typed({ handle: `group-${index}`, pin: undefined, password: "long enough", deviceSecrets: [], address }),
        edge,
      );
    for (let index = 0; index < attemptLimits.address.max; index += 1) await guess(index);
    expect(await guess(1000)).toMatchObject({ refused: "members.too-many-tries" });
  });

  it("at passwords from the same street do not shut the phone in the box", async () => {
    const address = "198.51.100.200";
    for (let index = 0; index <= attemptLimits.address.max; index += 1)
      await signIn(
        pool,
        typed({ number: 1000 + index, pin: undefined, password: "long enough", deviceSecrets: [], address }),
        edge,
      );
    expect((await signInAs({ address })).session.openedBy).toBe("pin");
  });

  it("on a password lock for an hour and not for ever, so a stranger cannot shut an officer out", async () => {
    const guess = (password: string) =>
      signIn(pool, typed({ pin: undefined, deviceSecrets: [], password }), edge);
    for (let tried = 0; tried <= 10; tried += 1) await guess("not the one at all");
    expect(await guess(passwordOfHalimah)).toMatchObject({ refused: "members.too-many-tries" });
    expect((await signInAs()).session.openedBy).toBe("pin");
    clock.pass(61 * 60_000);
    expect(isRefusal(await guess(passwordOfHalimah))).toBe(false);
  });
});

describe("the page that locked itself", () => {
  const at = "192.0.2.1";
  it("opens for her PIN or her password, and her session goes on", async () => {
    const { token, session } = await signInAs();
    clock.pass(70_000);
    const { pin } = group.people.halimah;
    expect(await unlock(pool, { token, pin, address: at }, edge)).toEqual({ isSame: true });
    expect(await unlock(pool, { token, password: passwordOfHalimah, address: at }, edge)).toEqual({ isSame: true });
    expect(await sessionOf(pool, token, clock.now().at)).toEqual(session);
  });

  it("counts a wrong PIN with those at the door, once, and says how many are left", async () => {
    const { token } = await signInAs();
    const wrong = await unlock(pool, { token, pin: group.people.wulan.pin, address: at }, edge);
    expect(wrong).toEqual({ refused: "members.sign-in-unknown", because: { left: 9 } });
    const door = await signIn(pool, typed({ number: 1, pin: "111112" }), edge);
    expect(door).toMatchObject({ refused: "members.sign-in-unknown", because: { left: 8 } });
    expect(await unlock(pool, { token, pin: group.people.halimah.pin, address: at }, edge)).toEqual({ isSame: true });
    expect(await unlock(pool, { token, address: at }, edge)).toMatchObject({ refused: "members.secret-missing" });
  });

  it("opens the plain view for her plain PIN, ends the full one, and leads back by her own", async () => {
    const { pin } = group.people.siti;
    const { token } = await signInAs({ number: 3, pin });
    const changed = await setPlainPin(pool, { token, current: pin, plainPin: "505173", address: at }, edge);
    if (isRefusal(changed)) throw new Error(changed.refused);
    const full = changed.token;
    const plain = await unlock(pool, { token: full, pin: "505173", address: at }, edge);
    if (isRefusal(plain)) throw new Error(plain.refused);
    expect(plain.isSame).toBe(false);
    expect(await sessionOf(pool, full, clock.now().at)).toBeNull();
    expect(await sessionOf(pool, plain.token, clock.now().at)).toMatchObject({ isPlain: true });
    expect(await unlock(pool, { token: plain.token!, pin: "505173", address: at }, edge)).toEqual({ isSame: true });
    const back = await unlock(pool, { token: plain.token!, pin, address: at }, edge);
    if (isRefusal(back)) throw new Error(back.refused);
    expect(await sessionOf(pool, back.token, clock.now().at)).toMatchObject({ isPlain: false });
  });

  it("opens nothing where the session is over", async () => {
    const { token } = await signInAs();
    await signOut(pool, token, edge);
    expect(await unlock(pool, { token, pin: group.people.halimah.pin, address: at }, edge)).toMatchObject({
      refused: "members.sign-in-again",
    });
  });
});

describe("beside her", () => {
  it("Wulan sits down with her own PIN, and two are named", async () => {
    const { token } = await signInAs();
    const sat = await sitDownWith(pool, { token, number: 2, pin: group.people.wulan.pin, address: "192.0.2.1" }, edge);
    expect(sat).toMatchObject({ member: group.people.halimah.member, second: group.people.wulan.member });
    expect(
      await sitDownWith(pool, { token, number: 1, pin: group.people.halimah.pin, address: "192.0.2.1" }, edge),
    ).toMatchObject({ refused: "members.second-is-another" });
    clock.pass(5 * 3_600_000);
    expect(await sessionOf(pool, token, clock.now().at)).not.toHaveProperty("second");
  });

  it("Rini turns her key on the treasurer's phone, and another's PIN is not hers", async () => {
    const said = { session: sessionOn(group, "halimah"), number: 4, address: "192.0.2.1" };
    expect(await verifyPin(pool, { ...said, pin: group.people.rini.pin }, edge)).toBe(group.people.rini.member);
    expect(await verifyPin(pool, { ...said, pin: group.people.siti.pin }, edge)).toMatchObject({
      refused: "members.sign-in-unknown",
    });
  });

  it("her plain PIN opens the plain view, moves nothing, lets nobody sit down and changes no secret", async () => {
    const { token } = await signInAs({ number: 4, pin: group.people.rini.pin });
    const changed = await setPlainPin(
      pool,
      { token, current: group.people.rini.pin, plainPin: "505172", address: "192.0.2.1" },
      edge,
    );
    expect(isRefusal(changed)).toBe(false);
    const plain = await signInAs({ number: 4, pin: "505172" });
    expect(plain.session.isPlain).toBe(true);
    const said = { number: 4, pin: "505172", address: "192.0.2.1" };
    expect(
      await verifyPin(pool, { ...said, session: sessionOn(group, "halimah") }, edge),
    ).toMatchObject({ refused: "members.sign-in-unknown", because: { left: 9 } });
    expect(
      await sitDownWith(
        pool,
        { token: plain.token, number: 2, pin: group.people.wulan.pin, address: "192.0.2.1" },
        edge,
      ),
    ).toMatchObject({ refused: "members.sign-in-again" });
    expect(
      await setPlainPin(pool, { token: plain.token, current: "505172", plainPin: null, address: "192.0.2.1" }, edge),
    ).toMatchObject({ refused: "members.sign-in-again" });
    const { siti, wulan, dewi } = group.people;
    const given = resetPin(
      pool,
      {
        session: plain.session,
        address: "192.0.2.1",
        officers: [siti, wulan],
        member: dewi.member,
        pin: "361748",
        record: async () => null,
      },
      edge,
    );
    expect(await given).toMatchObject({ refused: "members.sign-in-again" });
    expect((await signInAs({ number: 4, pin: group.people.rini.pin })).session.isPlain).toBe(false);
  });
});
