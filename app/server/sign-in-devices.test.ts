import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isRefusal } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import {
  registerAddress,
  registerDevice,
  revokeDevice,
  sessionOf,
  type SignIn,
  signIn,
  type SignInEdge,
} from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { Clock, edgeOf, foundGroup, givePin, type Group, passwordOfHalimah } from "./sign-in.testing.ts";

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

describe("devices", () => {
  it("are let in by an officer with her password, and one phone serves two groups with a secret for each", async () => {
    const { session } = await signInAs({ pin: undefined, password: passwordOfHalimah, deviceSecrets: [] });
    const own = await registerDevice(pool, { session, kind: "own" }, edge);
    if (isRefusal(own)) throw new Error(own.refused);
    expect((await signInAs({ deviceSecrets: [own.secret] })).session.device).toBe(own.device);
    const other = await foundGroup(pool, clock, edge, `anggrek-${handles}`);
    const there = await signIn(
      pool,
      typed({ handle: other.handle, pin: undefined, password: passwordOfHalimah, deviceSecrets: [] }),
      edge,
    );
    if (isRefusal(there)) throw new Error(there.refused);
    const second = await registerDevice(pool, { session: there.session, kind: "own", secrets: [own.secret] }, edge);
    if (isRefusal(second)) throw new Error(second.refused);
    expect(second.secret).not.toBe(own.secret);
    const deviceSecrets = [own.secret, second.secret];
    expect((await signInAs({ deviceSecrets })).session.device).toBe(own.device);
    expect((await signInAs({ handle: other.handle, deviceSecrets })).session.device).toBe(second.device);
    // Let in again by the same group, it stays who it was.
    expect(await registerDevice(pool, { session: there.session, kind: "meeting", secrets: deviceSecrets }, edge)).toEqual(
      second,
    );
  });

  it("are not let in by a member, nor by an officer who came by PIN", async () => {
    const byPin = await signInAs();
    expect(await registerDevice(pool, { session: byPin.session, kind: "own" }, edge)).toMatchObject({
      refused: "members.device-by-password",
    });
    const rini = await signInAs({ number: 4, pin: group.people.rini.pin });
    expect(await registerDevice(pool, { session: rini.session, kind: "own" }, edge)).toMatchObject({
      refused: "members.officers-let-devices-in",
    });
  });

  it("a lost phone is shut out, with whoever was signed in on it", async () => {
    const { token } = await signInAs({ number: 4, pin: group.people.rini.pin });
    const { session } = await signInAs({ number: 2, pin: group.people.wulan.pin });
    expect(await revokeDevice(pool, { session, device: group.device }, edge)).toBeNull();
    expect(await sessionOf(pool, token, clock.now().at)).toBeNull();
    expect(await signIn(pool, typed(), edge)).toMatchObject({ refused: "members.device-unknown" });
    expect(await revokeDevice(pool, { session, device: group.device }, edge)).toMatchObject({
      refused: "members.no-such-device",
    });
    // Found again and let in anew, it gets another secret: the old one may be in somebody else's hands.
    const desk = await signInAs({ pin: undefined, password: passwordOfHalimah, deviceSecrets: [] });
    const anew = await registerDevice(
      pool,
      { session: desk.session, kind: "meeting", secrets: [group.deviceSecret] },
      edge,
    );
    if (isRefusal(anew)) throw new Error(anew.refused);
    expect(await signIn(pool, typed(), edge)).toMatchObject({ refused: "members.device-unknown" });
    expect((await signInAs({ deviceSecrets: [anew.secret] })).session.device).toBe(anew.device);
  });
});

describe("a handle", () => {
  it("belongs to the first who takes it", async () => {
    const other = await foundGroup(pool, clock, edge, `mawar-${handles}`);
    expect(await registerAddress(pool, group.handle, other.organisation, edge)).toMatchObject({
      refused: "members.address-taken",
    });
    expect(await registerAddress(pool, group.handle, group.organisation, edge)).toBeNull();
    for (const handle of ["", "-x", "é", "a b!", "ab"]) {
      const answer = await registerAddress(pool, handle, other.organisation, edge);
      expect(answer).toMatchObject({ refused: "members.address-form" });
    }
  });
});

describe("two officers", () => {
  it("give a PIN together, never alone, never to themselves, and the log says so", async () => {
    const give = (
      officers: readonly ["siti" | "halimah" | "rini", "siti" | "wulan" | "rini"],
      to: "dewi" | "siti" = "dewi",
      pin = "361748",
    ) => givePin(pool, group, edge, { officers, to, pin });
    expect(await give(["siti", "siti"])).toMatchObject({ refused: "members.two-officers-needed" });
    expect(await give(["siti", "rini"])).toMatchObject({ refused: "members.two-officers-needed" });
    expect(await give(["siti", "wulan"], "siti")).toMatchObject({ refused: "members.pin-from-two-others" });
    expect(await give(["siti", "wulan"], "dewi", "123456")).toMatchObject({ refused: "members.pin-too-easy" });
    expect(await give(["siti", "wulan"], "dewi", "12345")).toMatchObject({ refused: "members.pin-has-six-digits" });
    expect(isRefusal(await give(["halimah", "wulan"]))).toBe(false);
    expect((await signInAs({ number: 5, pin: "361748" })).session.member).toBe(group.people.dewi.member);
    const leaves = await read(pool, group.organisation, client =>
      query<{ member_id: string; said_by: string }>(
        client,
        sql`select member_id, said_by from ledger.leaf where kind = 'members.pin-given'`,
      ),
    );
    expect(leaves).toEqual([{ member_id: group.people.dewi.member, said_by: group.people.halimah.member }]);
  });
});
