import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRefusal, type MemberId } from "#base";
import { connect, type Pool, pipelined, query, sql, transact } from "#db";
import {
  expectSessions,
  followUp,
  isSessionChanged,
  type Session,
  sessionOf,
  Sessions,
  setLanguage,
  setPassword,
  setPin,
  signIn,
  type SignInEdge,
  signOut,
  signOutEverywhere,
  sitDownWith,
  standUp,
  sweep,
} from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { addressBlock, clearCookie, cookieName, isFromOurPage, readCookie, readDevices, setCookie, withDevice } from "./sessions.ts";
import { Clock, edgeOf, foundGroup, givePin, type Group, passwordOfHalimah } from "./sign-in.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let edge: SignInEdge;
let group: Group;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24", 21);
  edge = edgeOf(clock);
  group = await foundGroup(pool, clock, edge, "melati");
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const address = "192.0.2.1";
async function comeIn(name: keyof Group["people"], secret: { pin?: string; password?: string } = {}) {
  const { number, pin } = group.people[name];
  const signedIn = await signIn(
    pool,
    {
      handle: "melati",
      number,
      address,
      deviceSecrets: [group.deviceSecret],
      ...(secret.pin || secret.password ? secret : { pin }),
    },
    edge,
  );
  if (isRefusal(signedIn)) throw new Error(signedIn.refused);
  return signedIn;
}
const now = (token: string): Promise<Session | null> => sessionOf(pool, token, clock.now().at);

describe("a session", () => {
  it("is over when she signs out, and nobody else's is", async () => {
    const [hers, another] = [await comeIn("wulan"), await comeIn("siti")];
    await signOut(pool, hers.token, edge);
    expect(await now(hers.token)).toBeNull();
    expect(await now(another.token)).not.toBeNull();
    for (const token of [undefined, "", "x", "A".repeat(43), `${"A".repeat(42)}'`])
      expect(await sessionOf(pool, token, clock.now().at)).toBeNull();
  });

  it("is over everywhere at once", async () => {
    const tokens = [(await comeIn("wulan")).token, (await comeIn("wulan")).token];
    await signOutEverywhere(pool, { organisation: group.organisation, member: group.people.wulan.member }, edge);
    expect(await Promise.all(tokens.map(now))).toEqual([null, null]);
    expect(await now((await comeIn("wulan")).token)).not.toBeNull();
  });

  it("is over after its time, and sooner where nobody uses it", async () => {
    const byPin = await comeIn("siti");
    const byPassword = await comeIn("halimah", { password: passwordOfHalimah });
    clock.pass(50 * 60_000);
    expect(await now(byPassword.token)).not.toBeNull();
    clock.pass(50 * 60_000);
    expect(await now(byPassword.token)).not.toBeNull();
    clock.pass(61 * 60_000);
    expect(await now(byPassword.token)).toBeNull();
    for (let hours = 0; hours < 10; hours += 1) {
      await now(byPin.token);
      clock.pass(3_600_000);
    }
    expect(await now(byPin.token)).toBeNull();
  });

  it("is taken from the last look for five minutes, and is alive in the transaction of whatever is said by it", async () => {
    const { token } = await comeIn("wulan");
    const sessions = new Sessions(pool, () => clock.now().at);
    const expected = (taken = sessions.taken(token)!): Promise<unknown> =>
      transact(pool, [group.organisation], client => pipelined(client, [expectSessions([taken], clock.now().at)]));
    expect(sessions.taken(token)).toBeUndefined();
    clock.pass(4 * 60_000);
    await sessions.of(token);
    clock.pass(4 * 60_000 + 50_000);
    await expected();
    clock.pass(20_000);
    expect(sessions.taken(token)).toBeUndefined();
    await sessions.of(token);
    const taken = sessions.taken(token)!;
    await expected(taken);
    await signOut(pool, token, edge);
    expect(await expected(taken).catch(isSessionChanged)).toBe(true);
  });

  it("goes on under another token when she changes her PIN, and every other of hers is over", async () => {
    const [first, elsewhere] = [await comeIn("rini"), await comeIn("rini")];
    const said = { token: first.token, current: group.people.rini.pin, address };
    expect(await setPin(pool, { ...said, current: "000111", pin: "264915" }, edge)).toMatchObject({
      refused: "members.sign-in-unknown",
    });
    const changed = await setPin(pool, { ...said, pin: "264915" }, edge);
    if (isRefusal(changed)) throw new Error(changed.refused);
    expect(await now(first.token)).toBeNull();
    expect(await now(elsewhere.token)).toBeNull();
    expect(await now(changed.token)).toMatchObject({ member: group.people.rini.member });
    await expect(comeIn("rini")).rejects.toThrow("members.sign-in-unknown");
    expect((await comeIn("rini", { pin: "264915" })).session.member).toBe(group.people.rini.member);
  });

  it("of who forgot her PIN is over once two officers gave a new one", async () => {
    const { token } = await comeIn("rini", { pin: "264915" });
    await givePin(pool, group, edge, { officers: ["halimah", "siti"], to: "rini", pin: group.people.rini.pin });
    expect(await now(token)).toBeNull();
  });

  it("names no second any more once her PIN is another, or she stood up", async () => {
    const { token } = await comeIn("siti");
    const sit = () => sitDownWith(pool, { token, number: 2, pin: group.people.wulan.pin, address }, edge);
    expect(await sit()).toHaveProperty("second");
    await standUp(pool, token);
    expect(await now(token)).not.toHaveProperty("second");
    expect(await sit()).toHaveProperty("second");
    await signOutEverywhere(pool, { organisation: group.organisation, member: group.people.wulan.member }, edge);
    expect(await now(token)).not.toHaveProperty("second");
    expect(await now(token)).not.toBeNull();
  });

  it("of who left the group is over the same moment", async () => {
    const member = group.people.dewi.member;
    await givePin(pool, group, edge, { officers: ["halimah", "siti"], to: "dewi", pin: group.people.dewi.pin });
    const { token } = await comeIn("dewi");
    const left = await group.say(
      "members.leave",
      { member, status: "moved" },
      { by: group.people.halimah.member, with: [group.people.siti.member] },
    );
    expect(left.status).toBe("accepted");
    expect(await now(token)).toBeNull();
    await followUp(pool, { name: "members.leave", organisation: group.organisation, body: { member } }, clock.now().at);
    await expect(comeIn("dewi")).rejects.toThrow("members.sign-in-unknown");
  });

  it("speaks the language she chose, at once and wherever she signs in next", async () => {
    const { token } = await comeIn("wulan");
    expect(await setLanguage(pool, group.people.wulan.person, "en", clock.now().at)).toBeNull();
    expect(await now(token)).toMatchObject({ language: "en" });
    expect((await comeIn("wulan")).session.language).toBe("en");
    expect(await setLanguage(pool, group.people.wulan.person, "in English", clock.now().at)).toMatchObject({
      refused: "members.no-such-language",
    });
  });
});

describe("a password", () => {
  it("is long, and no rule but that", async () => {
    const { token } = await comeIn("wulan");
    const say = (password: string) =>
      setPassword(pool, { token, current: group.people.wulan.pin, password, address }, edge);
    expect(await say("short")).toMatchObject({ refused: "members.password-length" });
    expect(await say("aaaaaaaaaaaa")).toMatchObject({ refused: "members.password-too-easy" });
    expect(isRefusal(await say("empat ekor kambing"))).toBe(false);
    expect((await comeIn("wulan", { password: "empat ekor kambing" })).session.openedBy).toBe("password");
  });
});

describe("what the server's role sees", () => {
  it("is no session, attempt, person, device or address without its key, and what is long over can go all the same", async () => {
    await comeIn("siti");
    for (const table of ["session", "attempt", "person", "device", "address", "credential", "device_of"]) {
      const rows = await query(pool, sql`select * from ${sql.identifier("members", table)}`);
      expect(rows, table).toEqual([]);
    }
    await sweep(pool);
    expect((await comeIn("siti")).session.member).toBe(group.people.siti.member as MemberId);
  });
});

describe("cookies", () => {
  const token = "k".repeat(43);
  it("bear the name no other page can set where the way is secure, and a plain one on loopback", () => {
    expect(setCookie("session", token, { isSecure: true })).toBe(
      `__Host-lumbung-session=${token}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure`,
    );
    expect(setCookie("session", token, { isSecure: false })).toBe(
      `lumbung-session=${token}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict`,
    );
    expect(clearCookie("device", { isSecure: true })).toContain("Max-Age=0");
  });

  it("are read only in our form, by their whole name, and once", () => {
    const way = { isSecure: true };
    const name = cookieName("session", way);
    expect(readCookie("session", `a=b; ${name}=${token}`, way)).toBe(token);
    for (const header of [
      undefined,
      "",
      `lumbung-session=${token}`,
      `x${name}=${token}`,
      `${name}=short`,
      `${name}=${token}; ${name}=${token}`,
    ])
      expect(readCookie("session", header, way)).toBeUndefined();
  });

  it("of a device hold a secret for each group, the newest dozen", () => {
    const way = { isSecure: true };
    const secrets = Array.from({ length: 13 }, (_, place) => String.fromCharCode(97 + place).repeat(43));
    const held = secrets.reduce<readonly string[]>((before, secret) => {
      const value = withDevice(secret, before);
      return readDevices(`${cookieName("device", way)}=${value}`, way);
    }, []);
    expect(held).toEqual(secrets.slice(1));
    expect(withDevice(secrets[1]!, held).split(".").at(-1)).toBe(secrets[1]);
    expect(readDevices(`${cookieName("device", way)}=${token}.`, way)).toEqual([]);
    expect(readDevices("", way)).toEqual([]);
  });

  it("address blocks: one household is one", () => {
    const table = [
      ["203.0.113.9", "203.0.113.9"],
      ["::ffff:203.0.113.9", "203.0.113.9"],
      ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
      ["2001:0db8:1:2::9", "2001:db8:1:2::/64"],
      ["::1", "0:0:0:0::/64"],
      ["fe80::1%eth0", "fe80:0:0:0::/64"],
      ["nonsense", "unknown"],
    ];
    for (const [given, block] of table) expect(addressBlock(given)).toBe(block);
    expect(addressBlock(undefined)).toBe("unknown");
  });

  it("what changes something comes from our own page", () => {
    const own = "https://books.example";
    expect(isFromOurPage({ origin: own, site: "same-origin" }, own)).toBe(true);
    expect(isFromOurPage({}, own)).toBe(true);
    expect(isFromOurPage({ origin: "https://evil.example" }, own)).toBe(false);
    expect(isFromOurPage({ site: "cross-site" }, own)).toBe(false);
    expect(isFromOurPage({ origin: own, site: "same-site" }, own)).toBe(false);
  });
});
