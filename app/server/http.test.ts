import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instant } from "#base";
import { connect, type Pool } from "#db";
import { openAtFounding, signInEdge } from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, type Group, testKey } from "../../tests/village/group.ts";
import { assemble } from "./open-house.ts";

let database: FreshDatabase;
let pool: Pool;
let group: Group;
let house: Awaited<ReturnType<typeof assemble>>;
let cookie: string;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", pool });
  house = await assemble({ pool, masterKey: testKey, edge: group.edge, fastForPracticeAndTests: true });
  const opened = await openAtFounding(
    pool,
    {
      organisation: group.organisation,
      handle: "melati",
      founders: [
        { member: group.treasurer, pin: "271904", password: "lumbung padi melati" },
        { member: group.secretary, password: "beras di lumbung kita" },
        { member: group.members[2]!, pin: "271905" },
      ],
      speaker: group.treasurer,
      device: { kind: "meeting" },
      language: "id",
    },
    signInEdge({
      masterKey: testKey,
      now: () => group.edge.now() as { at: Instant; today: never },
      fastForPracticeAndTests: true,
    }),
  );
  if ("refused" in opened) throw new Error(opened.refused);
  cookie = `lumbung-session=${opened.token}; lumbung-device=${opened.secret}`;
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const origin = "http://127.0.0.1:4040";
const send = (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  Promise.resolve(
    house.http.request(`${origin}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        host: "127.0.0.1:4040",
        cookie,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );

describe("HTTP", () => {
  it("says no in one way: status and a refusal with its name", async () => {
    const open = {
      v: 1,
      id: group.edge.newId(),
      name: "meetings.open",
      on: "2026-11-24",
      body: { meeting: group.edge.newId() },
    };
    const elsewhere = await send("/api/commands/meetings.open", open, { origin: "http://evil.example" });
    expect([elsewhere.status, await elsewhere.json()]).toEqual([403, { refused: "house.other-origin", because: {} }]);
    const nobody = await send("/api/commands/meetings.open", open, { cookie: "" });
    expect([nobody.status, await nobody.json()]).toEqual([401, { refused: "members.sign-in-first", because: {} }]);
    const nothing = await send("/api/ask/meetings.weather");
    expect([nothing.status, await nothing.json()]).toEqual([404, { refused: "house.not-found", because: {} }]);
    const large = await send("/api/commands/meetings.open", `{"x":"${"x".repeat(9 * 1024 * 1024)}"}`);
    expect([large.status, await large.json()]).toEqual([413, { refused: "house.too-large", because: {} }]);
    // A file is not even read of whom nobody knows: here one that is no JSON.
    const file = await send("/api/read-cut-off", "x".repeat(5_000_000), { cookie: "" });
    expect([file.status, await file.json()]).toEqual([403, { refused: "members.sign-in-first", because: {} }]);
  });

  it("says where a body is not a command, and does nothing", async () => {
    const answer = await send("/api/commands/meetings.open", {
      v: 1,
      id: "1",
      name: "meetings.open",
      on: "2026-02-30",
      body: { meeting: "x", more: 1 },
    });
    expect(answer.status).toBe(400);
    const { misfits } = (await answer.json()) as { misfits: readonly { path: string }[] };
    expect(misfits.map(one => one.path).sort()).toEqual(["body.meeting", "body.more", "id", "on"]);
    expect((await send("/api/commands/meetings.open", "{")).status).toBe(400);
    expect((await send("/api/commands/meetings.open", "{}", { "content-type": "text/plain" })).status).toBe(400);
  });

  it("gives the first answer again to the same command, and says the sentence's name for what is refused", async () => {
    const id = group.edge.newId();
    const command = { v: 1, id, name: "meetings.open", on: "2026-11-24", body: { meeting: group.edge.newId() } };
    const first = (await (await send("/api/commands/meetings.open", command)).json()) as Readonly<
      Record<string, unknown>
    >;
    expect(first).toMatchObject({ status: "accepted", answer: { number: "1" } });
    expect(await (await send("/api/commands/meetings.open", command)).json()).toEqual({ ...first, repeated: true });
    const other = { ...command, id: group.edge.newId(), body: { meeting: group.edge.newId() } };
    expect(await (await send("/api/commands", [other])).json()).toMatchObject([
      { status: "refused", refused: "meetings.another-is-open" },
    ]);
  });

  it("tells an outage from our own mistake, and names neither an amount nor a member", async () => {
    const lines: string[] = [];
    const ended = connect(database.server);
    await ended.end();
    const away = await assemble({ pool: ended, masterKey: testKey, edge: group.edge, log: line => lines.push(line) });
    const answer = await away.http.request(`${origin}/api/ask/meetings.home`, { headers: { cookie } });
    expect([answer.status, await answer.json()]).toEqual([503, { refused: "house.database-away", because: {} }]);
    expect(lines).toEqual([]);
    // A clock that breaks is a bug of ours wherever it is read.
    const broken = { ...group.edge, now: () => { throw new TypeError("no clock"); }, newId: () => group.edge.newId() };
    const wrong = await assemble({ pool, masterKey: testKey, edge: broken as never, log: line => lines.push(line) });
    const stopped = await wrong.http.request(`${origin}/api/ask/meetings.home`, { headers: { cookie } });
    expect([stopped.status, await stopped.json()]).toEqual([500, { refused: "house.we-stopped", because: {} }]);
    expect(lines).toEqual(["TypeError: no clock"]);
  });

  it("sends every page with a policy that runs nobody else's script, and keeps none of it", async () => {
    const page = await send("/welcome");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect((await send("/no-such-page")).status).toBe(404);
    expect((await send("/funds", undefined, { cookie: "" })).status).toBe(302);
  });

  it("gives a phone what it opens a meeting with, and nobody's page", async () => {
    const worker = await send("/sw.js", undefined, { cookie: "" });
    expect([worker.status, worker.headers.get("cache-control")]).toEqual([200, "no-cache"]);
    expect(worker.headers.get("content-type")).toContain("text/javascript");
    const shell = await send("/shell?page=/meeting&language=id");
    const text = await shell.text();
    expect([shell.status, shell.headers.get("set-cookie")]).toEqual([200, null]);
    expect(shell.headers.get("content-security-policy")).toContain("worker-src 'self'");
    expect(shell.headers.get("x-page")).toBe("/meeting");
    expect(text).toContain('<div id="app"></div>');
    for (const told of [group.organisation, ...group.members]) expect(text).not.toContain(told);
    expect((await send("/shell?page=/funds")).status).toBe(404);
    expect((await send("/shell")).status).toBe(404);
  });

  it("asks for a secret at the door, for a PIN before a plain one, and for two that differ", async () => {
    const nothing = await send("/api/sign-in", { handle: "melati", number: 1 }, { cookie: "" });
    expect(await nothing.json()).toMatchObject({ refused: "members.secret-missing" });
    const change = { current: "lumbung padi melati" };
    expect(await (await send("/api/set-plain-pin", { ...change, plain_pin: "271904" })).json()).toMatchObject({
      refused: "members.pins-alike",
    });
    const signed = await send(
      "/api/sign-in",
      { handle: "melati", number: 2, password: "beras di lumbung kita" },
      { cookie: "" },
    );
    const session = /lumbung-session=[^;]+/.exec(signed.headers.get("set-cookie") ?? "")![0];
    const plain = await send(
      "/api/set-plain-pin",
      { current: "beras di lumbung kita", plain_pin: "385126" },
      { cookie: session },
    );
    expect(await plain.json()).toMatchObject({ refused: "members.pin-first" });
  });

  it("takes no command on a session that was ended, or whose second stood up, elsewhere since it spoke last", async () => {
    const elsewhere = await assemble({ pool, masterKey: testKey, edge: group.edge, fastForPracticeAndTests: true });
    const say = async (name: string, body: unknown): Promise<{ status: number; answer: unknown }> => {
      const command = { v: 1, id: group.edge.newId(), name, on: "2026-11-24", body };
      const answer = await send(`/api/commands/${name}`, command);
      return { status: answer.status, answer: await answer.json() };
    };
    const headers = { host: "127.0.0.1:4040", cookie, "content-type": "application/json" };
    const there = (path: string, body: unknown): Promise<Response> =>
      Promise.resolve(elsewhere.http.request(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
    const turnKey = (): Promise<{ status: number; answer: unknown }> =>
      say("meetings.turn-key", { meeting: group.edge.newId(), purpose: "open" });
    const refusal = (refused: string) => ({ status: 200, answer: { status: "refused", refused } });

    // Two are needed to give a meeting up: with the chair beside her she may, and it is not there.
    const abandon = (): Promise<{ status: number; answer: unknown }> => say("meetings.abandon", { meeting: group.edge.newId() });
    expect((await there("/api/sit-down", { number: 3, pin: "271905" })).status).toBe(200);
    expect(await abandon()).toMatchObject(refusal("meetings.no-such-meeting"));
    expect((await there("/api/stand-up", {})).status).toBe(200);
    expect(await abandon()).toMatchObject(refusal("members.more-people-needed"));

    expect(await turnKey()).toMatchObject({ status: 200 });
    expect((await there("/api/sign-out", {})).status).toBe(200);
    expect(await turnKey()).toEqual({ status: 401, answer: { refused: "members.sign-in-first", because: {} } });
  });

  it("leads the plain view to its first page from any page that it does not have", async () => {
    const device = /lumbung-device=[^;]+/.exec(cookie)![0];
    const signedIn = async (pin: string): Promise<string> => {
      const opened = await send("/api/sign-in", { handle: "melati", number: 1, pin }, { cookie: device });
      return `${opened.headers.getSetCookie().find(one => one.startsWith("lumbung-session="))!.split(";")[0]}; ${device}`;
    };
    const full = await signedIn("271904");
    const pins = { current: "271904", plain_pin: "246824" };
    expect((await send("/api/set-plain-pin", pins, { cookie: full })).status).toBe(200);
    const plain = await signedIn("246824");
    expect((await send("/", undefined, { cookie: plain })).status).toBe(200);
    const meeting = await send("/meeting", undefined, { cookie: plain });
    expect([meeting.status, meeting.headers.get("location")]).toEqual([302, "/"]);
  });
});
