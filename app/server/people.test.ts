import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, type Day, day, isRefusal, type Uuid } from "#base";
import { connect, type Pool, read } from "#db";
import {
  countsIn,
  holdingsOf,
  namesOfPlace,
  officesHistory,
  peopleOf,
  placeOf,
  placesIn,
  placeWithParents,
  type SignInEdge,
} from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { Clock, edgeOf, foundGroup, type Group, masterKey } from "./sign-in.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let edge: SignInEdge;
let melati: Group;
let kopi: Group;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24", 31);
  edge = edgeOf(clock);
  melati = await foundGroup(pool, clock, edge, "melati");
  kopi = await foundGroup(pool, clock, edge, "kopi", { dewi: melati.people.halimah.person });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe("offices, things and places, as they are asked for", () => {
  it("keep their history", async () => {
    const { halimah, wulan, siti, rini, dewi } = kopi.people;
    const two = byTwo(kopi);
    const say = async (name: string, body: Record<string, unknown>, who = two) => {
      const answer = await kopi.say(name, body, who);
      expect(answer, name).toMatchObject({ status: "accepted" });
    };
    const [box, key] = [clock.newId(), clock.newId()];
    await say("members.hold-thing", {
      thing: box,
      kind: "box",
      name: "Kotak besi",
      may_use: "Semua anggota",
      decides: "Rapat",
      held_by: halimah.member,
    });
    await say("members.hold-thing", { thing: key, kind: "key", name: "Kunci merah", held_by: rini.member });
    await say(
      "members.hand-over",
      { from: halimah.member, to: dewi.member, witness: wulan.member, things: [box], note: "Isi dihitung" },
      { by: halimah.member, with: [wulan.member] },
    );
    const holdings = await read(pool, kopi.organisation, client => holdingsOf(client, kopi.organisation, masterKey));
    expect(holdings).toMatchObject([
      {
        kind: "box",
        name: "Kotak besi",
        mayUse: "Semua anggota",
        decides: "Rapat",
        heldBy: dewi.member,
        history: [{ from: halimah.member, to: dewi.member, witness: wulan.member, on: "2026-11-24" }],
      },
      { kind: "key", name: "Kunci merah", mayUse: null, heldBy: rini.member, history: [] },
    ]);

    await say("members.give-up-office", { member: siti.member, role: "chair", until: "2026-11-24" });
    await say("members.take-office", {
      member: dewi.member,
      role: "key-holder",
      from: "2026-11-24",
      until: "2026-11-25",
      substitute_for: rini.member,
    });
    const offices = await read(pool, kopi.organisation, client => officesHistory(client, kopi.organisation));
    expect(offices).toContainEqual({
      member: siti.member,
      role: "chair",
      from: "2026-11-24",
      until: "2026-11-24",
      substituteFor: null,
    });
    expect(offices).toContainEqual({
      member: dewi.member,
      role: "key-holder",
      from: "2026-11-24",
      until: "2026-11-25",
      substituteFor: rini.member,
    });

    const chairAndSecretary = byTwo(kopi, "wulan", "siti");
    const batu = [{ country: "Indonesia", region: "Sulawesi", village: "Desa Batu" }];
    await say("members.add-places", { places: batu }, chairAndSecretary);
    // What the other group wrote is found, and its village is the same village.
    const again = await melati.say("members.add-places", { places: batu }, byTwo(melati, "siti"));
    expect(again).toMatchObject({ status: "accepted", leaves: "0", answer: { added: "0" } });
    const { place } = (again as unknown as { answer: { place: Uuid } }).answer;
    await say("members.set-place", { place }, chairAndSecretary);
    await melati.say("members.set-place", { place }, byTwo(melati, "siti"));
    for (const { organisation } of [kopi, melati])
      expect(await read(pool, organisation, client => placeOf(client, organisation, day("2026-11-30")))).toBe(place);
    expect((await placeWithParents(pool, place, day("2026-11-30"))).map(one => one.name)).toEqual(["Desa Batu", "Sulawesi", "Indonesia"]);
    expect((await placesIn(pool, null, day("2026-11-30"))).map(one => one.name)).toEqual(["Indonesia"]);

    // Two of one group rename it for both: the old name stays with its days, and no count changes.
    const rename = { place, name: "Batu Indah" };
    expect(await kopi.say("members.rename-place", rename, { by: chairAndSecretary.by })).toMatchObject({
      refused: "members.more-people-needed",
    });
    await say("members.rename-place", rename, chairAndSecretary);
    const on = day("2026-11-24");
    const called = async (at: Day) => (await placeWithParents(pool, place, at)).map(one => one.name);
    expect(await called(on)).toEqual(["Batu Indah", "Sulawesi", "Indonesia"]);
    expect(await called(addDays(on, -1))).toEqual(["Desa Batu", "Sulawesi", "Indonesia"]);
    const [indonesia] = await placesIn(pool, null, on);
    expect((await countsIn(pool, [indonesia!.place])).get(indonesia!.place)).toEqual({ region: 1, village: 1 });
    expect(await namesOfPlace(pool, place)).toEqual([
      { name: "Desa Batu", from: null },
      { name: "Batu Indah", from: on },
    ]);
    // Whoever writes either name finds it.
    const both = batu.map(line => ({ ...line, village: "Batu indah" }));
    expect(await melati.say("members.add-places", { places: [...batu, ...both] }, byTwo(melati, "siti"))).toMatchObject({
      answer: { added: "0" },
    });
  });

  it("an official signs in by number like everybody and is no member", async () => {
    const official = {
      member: clock.newMember(),
      person: clock.newId(),
      number: 90,
      name: "Bu Lestari",
      role: "field-officer",
    };
    expect(await melati.say("members.appoint-official", official, byTwo(melati))).toMatchObject({ status: "accepted" });
    const people = await read(pool, melati.organisation, client =>
      peopleOf(client, melati.organisation, masterKey, day("2026-11-24")),
    );
    expect(people.at(-1)).toMatchObject({ number: 90, kind: "official", offices: ["field-officer"] });
    expect(
      await melati.say(
        "members.join",
        { ...official, member: clock.newMember(), person: clock.newId(), name: "Ani", role: undefined },
        { by: melati.people.siti.member },
      ),
    ).toMatchObject({
      refused: "members.number-taken",
    });
    expect(
      isRefusal(
        await melati.say(
          "members.take-office",
          { member: official.member, role: "chair", from: "2026-11-24" },
          byTwo(melati),
        ),
      ),
    ).toBe(true);
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
