/**
 * A reminder is between her and the paper: on her own page for herself alone, on a slip where she asked for it, nowhere where she
 * asked for none. No page of anybody else has it, and neither has the log.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Role, type Uuid } from "#base";
import { read } from "#db";
import { questions } from "#loans/server";
import { questions as ofMeetings } from "#meetings/server";
import type { PaperSeen } from "../../rooms/meetings/passbook.ts";
import { house } from "../../app/rooms.ts";
import type { RemindersSeen, SlipsSeen } from "../../rooms/loans/page-reminder.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, foundGroup, type Group, leavesOf, line, meet, testKey } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let wulan: MemberId;

const ask = <Seen>(name: string, by: MemberId, roles: readonly Role[], isPlain = false) =>
  read(group.pool, group.organisation, async client => {
    const asked = { client, organisation: group.organisation, member: by, roles: new Set(roles), today: group.edge.today };
    return (await questions[name]!.ask({ ...asked, params: {}, masterKey: testKey, isPlain } as never)) as Seen;
  });
const hers = (isPlain = false) => ask<RemindersSeen>("loans.reminders", wulan, ["anyone", "member"], isPlain);
/** What her printed passbook reminds of, or null for who is not given it. */
const paper = (member: MemberId, by: MemberId, isPlain = false) =>
  read(group.pool, group.organisation, async client => {
    const roles = new Set(by === group.treasurer ? ["anyone", "treasurer"] : ["anyone", "member"]);
    const asked = { client, organisation: group.organisation, member: by, roles, today: group.edge.today, params: { member } };
    const seen = await ofMeetings["meetings.paper-of"]!.ask({ ...asked, masterKey: testKey, isPlain } as never);
    return (seen as PaperSeen | null)?.reminders ?? null;
  });
const slips = () => ask<SlipsSeen>("loans.slips", group.treasurer, ["anyone", "treasurer"]);

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "savings.product/savings": {
        ...{ fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false },
      },
    },
  });
  wulan = group.members[6]!;
  const loan: Uuid = group.edge.newId();
  await meet(
    group,
    "2026-01-10",
    group.members.map(member => line("savings.deposit", { member, product: "savings", amount: 500_000n })),
  );
  const agreed = decision(group, "loan", loan, { for: 8 });
  await meet(group, "2026-02-07", [
    line("loans.request", { loan, member: wulan, product: "ordinary", amount: 500_000n, guarantors: group.members.slice(1, 3) }),
    agreed.line,
    line("loans.pay-out", { loan, member: wulan, decision: agreed.id }),
  ]);
  group.edge.today = day("2026-07-04");
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("a reminder", () => {
  it("is on her own page, with whom she can talk to, and on nobody's else", async () => {
    const seen = await hers();
    expect(seen).toMatchObject({ way: "page", mayChoose: true, reminders: [{ kind: "waited-for", due: "2026-03-07" }] });
    expect(seen.talkTo.map(one => one.member)).toContain(group.treasurer);
    for (const others of [await hers(true), await ask<RemindersSeen>("loans.reminders", group.treasurer, ["anyone", "treasurer"])])
      expect(others.reminders).toEqual([]);
    expect((await slips()).slips).toEqual([]);
  });

  it("goes on a slip where she asked for one, and nowhere where she asked for none", async () => {
    const choose = (way: string, by: MemberId) => group.say("loans.choose-reminder", { member: wulan, way }, { by });
    expect(await choose("slip", group.members[7]!)).toMatchObject({ refused: "loans.reminder-is-hers" });
    await accepted(choose("slip", group.treasurer));
    expect((await slips()).slips).toMatchObject([{ who: { member: wulan }, reminders: [{ kind: "waited-for" }] }]);
    expect(await paper(wulan, wulan)).toEqual([]);
    await accepted(choose("passbook", wulan));
    expect((await slips()).slips).toEqual([]);
    const printed = [{ kind: "waited-for", due: "2026-03-07", unit: "IDR" }];
    expect(await paper(wulan, wulan)).toMatchObject(printed);
    expect(await paper(wulan, group.treasurer)).toMatchObject(printed);
    expect(await paper(group.treasurer, group.treasurer)).toEqual([]);
    expect(await paper(wulan, group.members[7]!)).toBeNull();
    expect(await paper(wulan, wulan, true)).toBeNull();
    await accepted(choose("off", wulan));
    expect(await paper(wulan, wulan)).toEqual([]);
    expect((await slips()).slips).toEqual([]);
    expect(await hers()).toMatchObject({ way: "off", reminders: [] });
    const leaves = await leavesOf(group, "loans.reminder-chosen");
    expect(leaves.map(one => one.body).join()).not.toMatch(/amount|2026-03-07/);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
