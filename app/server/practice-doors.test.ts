/** Practice groups let in whoever comes; a group of real women that begins in the same house trusts none of that. */
import { type Instant, isRefusal, type MemberId, type OrganisationId } from "#base";
import { connect, type Pool } from "#db";
import { openAtFounding, signInEdge } from "#members/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, type Group, testKey } from "../../tests/village/group.ts";
import { browserAt } from "./browser.testing.ts";
import { assemble } from "./open-house.ts";
import type { PractisedGroup } from "./practised.ts";

const pin = "271904";
const password = "lumbung padi melati";
let database: FreshDatabase;
let pool: Pool;
let practice: Group;
let house: Awaited<ReturnType<typeof assemble>>;
let lent: string;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  practice = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", pool });
  const { edge } = practice;
  const opened = await openAtFounding(
    pool,
    {
      organisation: practice.organisation,
      handle: "latihan",
      founders: [{ member: practice.treasurer, pin, password }],
      speaker: practice.treasurer,
      device: { kind: "meeting" },
      language: "id",
    },
    signInEdge({
      masterKey: testKey,
      now: () => edge.now() as { at: Instant; today: never },
      fastForPracticeAndTests: true,
    }),
  );
  if (isRefusal(opened)) throw new Error(opened.refused);
  lent = opened.secret;
  const doors: readonly PractisedGroup[] = [
    {
      handle: "latihan",
      name: "Latihan",
      device: lent,
      keys: [{ number: 1, pin, password, name: "Halimah", roles: ["treasurer"] }],
    },
  ];
  house = await assemble({
    pool,
    masterKey: testKey,
    edge,
    fastForPracticeAndTests: true,
    practice: () => ({ groups: doors }),
  });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const browser = (cookies: Readonly<Record<string, string>> = {}) => browserAt(house.http, cookies);

let handles = 0;
/** Halimah, Rohani and Wulan begin a group of their own, as the screen does it. */
async function begin(on: ReturnType<typeof browser>): Promise<string> {
  handles += 1;
  const { edge } = practice;
  const handle = `kenanga-${handles}`;
  const women = ["Halimah", "Rohani", "Wulan"].map((name, place) => ({
    member: edge.newMember() as MemberId,
    person: edge.newId(),
    number: place + 1,
    name,
    roles: [["treasurer"], ["secretary"], ["chair"]][place]!,
  }));
  const { status, answer } = await on.send("/api/start", {
    organisation: edge.newId() as OrganisationId,
    handle,
    by: women[0]!.member,
    command: {
      v: 1,
      id: edge.newId(),
      name: "assembly.found-organisation",
      on: "2026-11-24",
      body: {
        name: "Kenanga",
        template: "vsla",
        unit: "IDR",
        language: "id",
        is_practice: false,
        funds: [{ fund: "loan", unit: "IDR", nature: "divisible", is_lendable: true, name: "Dana pinjaman" }],
        rules: [],
        founders: women,
      },
    },
    secrets: women.map(({ member }, place) => ({ member, pin, ...(place === 0 ? { password } : {}) })),
    language: "id",
  });
  expect([status, answer]).toEqual([200, {}]);
  return handle;
}

const known = { status: 200, answer: {} };
const unknown = { status: 403, answer: { refused: "members.device-unknown", because: {} } };
const byPin = (handle: string) => ({ handle, number: 1, pin });

describe("a house with practice groups", () => {
  it("opens them from any browser by the PINs on the welcome page, and hands out no device's secret", async () => {
    const visitor = browser();
    const { answer } = await visitor.send("/welcome");
    expect(answer).not.toContain(lent);
    expect([...visitor.jar.keys()]).toEqual([]);
    expect(await visitor.send("/api/sign-in", byPin("latihan"))).toEqual(known);
    expect([...visitor.jar.keys()]).toEqual(["lumbung-session"]);
  });

  it("a group begun after looking at the practice books trusts the phone it was begun on, and no other visitor's", async () => {
    const founders = browser();
    await founders.send("/welcome");
    await founders.send("/api/sign-in", byPin("latihan"));
    const handle = await begin(founders);
    expect(await founders.send("/api/sign-in", byPin(handle))).toEqual(known);
    const visitor = browser();
    await visitor.send("/welcome");
    expect(await visitor.send("/api/sign-in", byPin(handle))).toEqual(unknown);
  });

  it("trusts no phone for holding what a practice group, or another group, knows it by", async () => {
    const one = browser({ "lumbung-device": lent });
    const first = await begin(one);
    const second = await begin(one);
    const [, secretOfFirst = "", secretOfSecond = ""] = one.jar.get("lumbung-device")!.split(".");
    expect(await browser({ "lumbung-device": lent }).send("/api/sign-in", byPin(first))).toEqual(unknown);
    const ofSecond = browser({ "lumbung-device": secretOfSecond });
    expect(await ofSecond.send("/api/sign-in", byPin(first))).toEqual(unknown);
    expect(await ofSecond.send("/api/sign-in", byPin(second))).toEqual(known);
    expect(await browser({ "lumbung-device": secretOfFirst }).send("/api/sign-in", byPin(first))).toEqual(known);
    // The one phone serves both.
    for (const handle of [first, second]) expect(await one.send("/api/sign-in", byPin(handle))).toEqual(known);
  });

  it("lets a phone in by an officer's password with a secret of its own, not with the practice groups'", async () => {
    const handle = await begin(browser());
    const phone = browser({ "lumbung-device": lent });
    expect(await phone.send("/api/sign-in", { handle, number: 1, password })).toEqual(known);
    expect(await phone.send("/api/register-device", { kind: "own" })).toEqual(known);
    expect(await phone.send("/api/sign-in", byPin(handle))).toEqual(known);
    expect(await browser({ "lumbung-device": lent }).send("/api/sign-in", byPin(handle))).toEqual(unknown);
  });

  it("counts strangers' guesses at the practice doors apart from the group's own phone", async () => {
    const phone = browser();
    const handle = await begin(phone);
    for (let number = 100; number < 131; number += 1)
      await browser().send("/api/sign-in", { handle: "latihan", number, pin: "111222" });
    expect(await browser().send("/api/sign-in", byPin("latihan"))).toMatchObject({
      answer: { refused: "members.too-many-tries" },
    });
    expect(await phone.send("/api/sign-in", byPin(handle))).toEqual(known);
  });
});
