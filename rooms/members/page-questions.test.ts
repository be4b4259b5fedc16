import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, foundGroup, type Group, testKey } from "../../tests/village/group.ts";
import { rolesOf } from "./index.ts";
import {
  type ListSeen,
  type MemberSeen,
  type OfficersSeen,
  questions,
  type SettingsSeen,
  type ThingsSeen,
  type WithoutPin,
} from "./page-questions.ts";
import { peopleOf } from "./questions.ts";

let database: FreshDatabase;
let group: Group;
const [halimah, rohani, parti, kartini] = [0, 1, 5, 6];

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24" });
  const { members, say } = group;
  const contact = { member: members[parti], telephone: "0812 3456", next_of_kin: "Budi" };
  await accepted(say("members.set-contact", contact, { by: members[parti]! }));
  const box = { thing: group.edge.newId(), kind: "box", name: "Kotak biru", held_by: members[halimah] };
  await accepted(say("members.hold-thing", box, { by: members[halimah]!, with: [members[rohani]!] }));
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

/** Asks as the member of this place in the group. */
function ask<Seen>(question: string, by: number, params: Readonly<Record<string, string>> = {}): Promise<Seen | null> {
  return read(group.pool, group.organisation, async client => {
    const today = group.edge.today;
    const me = (await peopleOf(client, group.organisation, testKey, today)).find(
      one => one.member === group.members[by],
    )!;
    const roles = rolesOf(
      me,
      me.offices.map(role => ({ role, from_on: today, until_on: null })),
      today,
    );
    const { organisation } = group;
    const asked = { client, organisation, member: me.member, roles, today, params, masterKey: testKey };
    return (await questions[question]!.ask(asked)) as Seen | null;
  });
}

describe("the members' pages", () => {
  it("list everybody with number and offices, and offer the next number nobody ever had", async () => {
    const seen = (await ask<ListSeen>("members.list", kartini))!;
    expect(seen.people.slice(0, 2)).toMatchObject([
      { number: 1, name: "Halimah", offices: ["treasurer"] },
      { number: 2, name: "Rohani", offices: ["secretary"] },
    ]);
    expect(seen).toMatchObject({ nextNumber: 8, mayAdd: false });
  });

  it("tell how to reach a member to herself and to officers, and to nobody else", async () => {
    const hers = { member: group.members[parti]! };
    for (const by of [parti, halimah])
      expect(await ask<MemberSeen>("members.member", by, hers)).toMatchObject({
        contact: { telephone: "0812 3456", nextOfKin: "Budi" },
      });
    const seen = await ask<MemberSeen>("members.member", kartini, hers);
    expect(seen).toMatchObject({ maySee: false, contact: null, person: { name: "Parti" } });
  });

  it("let officers give a PIN to others, and nobody to herself", async () => {
    expect(await ask("members.member", halimah, { member: group.members[parti]! })).toMatchObject({ mayGivePin: true });
    expect(await ask("members.member", halimah, { member: group.members[halimah]! })).toMatchObject({
      mayGivePin: false,
    });
    expect(await ask("members.member", kartini, { member: group.members[parti]! })).toMatchObject({
      mayGivePin: false,
    });
  });

  it("tell officers, and no others, who has no PIN yet", async () => {
    expect((await ask<WithoutPin>("members.without-pin", rohani))!.members).toEqual(group.members);
    expect(questions["members.without-pin"]!.who).not.toContain("anyone");
  });

  it("show everybody who has what is held in common", async () => {
    const seen = (await ask<ThingsSeen>("members.things", kartini))!;
    expect(seen.things).toMatchObject([{ kind: "box", name: "Kotak biru", heldBy: { number: 1, name: "Halimah" } }]);
    expect(seen.mayWrite).toBe(false);
  });

  it("say who holds which office, and what goes over with it", async () => {
    const seen = (await ask<OfficersSeen>("members.officers", kartini))!;
    expect(seen.held.map(one => one.role).filter(role => role === "key-holder")).toHaveLength(3);
    expect(seen.things.map(one => one.name)).toEqual(["Kotak biru"]);
    expect(seen.mayChange).toBe(false);
    expect(await ask<OfficersSeen>("members.officers", halimah)).toMatchObject({ mayChange: true });
  });

  it("name a person by her number, and nobody where there is none", async () => {
    expect(await ask("members.who", kartini, { number: "2" })).toMatchObject({ name: "Rohani" });
    expect(await ask("members.who", kartini, { number: "99" })).toBeNull();
  });

  it("show phones of the group to officers only, and never whether there is a second PIN", async () => {
    const seen = (await ask<SettingsSeen>("members.settings", kartini))!;
    expect(seen).toEqual({
      federation: null,
      hasPin: false,
      hasPassword: false,
      mayLetDevicesIn: false,
      operatorActs: [],
      place: null,
      seesBackups: false,
      devices: [],
    });
  });
});
