import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { accepted, foundGroup, type Group, line, meet, openMeeting } from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import type { DraftSeen, HomeSeen, MeetingSeen, ShareOutPlanSeen, TodaySeen } from "../screens/seen.ts";

let database: FreshDatabase;
let group: Group;
let first: string;
/** Places in the group: Halimah keeps the books, Kartini only saves. */
const [halimah, wulan, aminah, kartini] = [0, 2, 3, 6];

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24" });
  const lines = group.members.flatMap((member, place) => [
    line("savings.buy-shares", {
      member,
      fund: "loan",
      shares: 1 + (place % 3),
      amount: 10_000n * BigInt(1 + (place % 3)),
    }),
    line("aid.contribution", { member, fund: "social", amount: 2_000n }),
  ]);
  const fine = line("meetings.fine", {
    member: group.members[aminah],
    reason: "late",
    fund: "loan",
    amount: 1_357n,
    departure: { departure: group.edge.newId(), why: "Terlambat dua kali" },
  });
  first = (await meet(group, "2026-11-24", [...lines, fine])).meeting;
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const ask = <Seen>(
  question: string,
  by: number,
  params?: Readonly<Record<string, string>>,
  isPlain?: boolean,
): Promise<Seen | null> => askIn<Seen>(group, question, by, params, isPlain);

describe("what an ordinary member sees", () => {
  it("is what the group did, and her own lines, and nobody else's", async () => {
    const seen = (await ask<MeetingSeen>("meetings.meeting", kartini, { meeting: first }))!;
    expect(seen.sheet).toBe(null);
    expect(seen.own.facts.map(fact => [fact.kind, fact.amount])).toEqual([
      ["aid.contributed", "2000"],
      ["savings.shares-bought", "10000"],
    ]);
    expect(seen.funds).toMatchObject([
      { fund: "loan", opening: "0", in: "131357", out: "0", closing: "131357" },
      { fund: "social", opening: "0", in: "14000", out: "0", closing: "14000" },
    ]);
    const others = group.members.filter((_, place) => place !== kartini);
    for (const other of others) expect(JSON.stringify(seen)).not.toContain(other);
  });

  it("is nothing of a running meeting, and no sheet to print", async () => {
    for (const question of [
      "meetings.today",
      "meetings.draft",
      "meetings.sheet",
      "meetings.share-out-plan",
      "meetings.leaving-plan",
    ])
      expect(
        await ask(question, kartini, { meeting: first, fund: "loan", member: group.members[wulan]! }),
        question,
      ).toBe(null);
  });

  it("is how many want a look, never who and never how much", async () => {
    const home = (await ask<HomeSeen>("meetings.home", kartini))!;
    expect(home).toMatchObject({
      groupName: "Kelompok Melati",
      meeting: { state: "later", number: 2, inDays: 7 },
      counts: { women: 7, meetings: 1 },
    });
    expect(JSON.stringify(home)).not.toMatch(/m_[a-z2-7]{16}|131357|14000|1357|20000/);
  });
});

describe("what those at the table see", () => {
  it("is the sheet of all, with who was fined", async () => {
    const seen = (await ask<MeetingSeen>("meetings.meeting", halimah, { meeting: first }))!;
    expect(seen.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4} [0-9A-HJKMNP-TV-Z]{4}$/);
    expect(seen.sheet!.women).toHaveLength(7);
    expect(seen.sheet!.facts.find(fact => fact.kind === "meetings.fined")).toMatchObject({
      member: group.members[aminah],
      amount: "1357",
      reason: "late",
      canBeTakenBack: true,
    });
  });

  it("is nothing of anybody in the plain view, not even her own", async () => {
    const seen = (await ask<MeetingSeen>("meetings.meeting", halimah, { meeting: first }, true))!;
    expect(seen.sheet).toBe(null);
    expect(seen.own).toEqual({ mark: null, representative: null, facts: [] });
    expect(await ask("meetings.today", halimah, {}, true)).toBe(null);
  });

  it("is what is due, what was remembered, and what lines on the sheet do to the box", async () => {
    group.edge.today = "2026-12-01" as never;
    const meeting = await openMeeting(group);
    const today = (await ask<TodaySeen>("meetings.today", halimah))!;
    expect(today.draft.meeting).toMatchObject({ number: 2, keysOpen: group.keyHolders });
    expect(today.remembered).toMatchObject({
      number: 1,
      funds: [
        { fund: "loan", amount: "131357" },
        { fund: "social", amount: "14000" },
      ],
    });
    expect(today.dues.filter(due => due.body["member"] === group.members[wulan])).toEqual([
      { entry: "aid.contribution", body: { member: group.members[wulan], fund: "social", amount: "2000" } },
      {
        entry: "savings.buy-shares",
        body: { member: group.members[wulan], fund: "loan", shares: "3", amount: "30000" },
      },
    ]);
    const money = group.edge.newId();
    const lines = [
      line("meetings.expense", { money, fund: "loan", amount: 7_000n, purpose: "Buku kas" }, "pay.expense.1"),
    ];
    await accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    const draft = (await ask<DraftSeen>("meetings.draft", aminah))!;
    expect(draft.effects).toEqual({ "pay.expense.1": { loan: "-7000" } });
    expect(draft.meeting!.revision).toBe(1);
  });

  it("is what a share-out would give each, on the books with the sheet on top", async () => {
    const plan = (await ask<ShareOutPlanSeen>("meetings.share-out-plan", halimah, { fund: "loan" }))!;
    // 131.357 less the ledger book, over thirteen shares, in notes of 500.
    expect(plan).toMatchObject({ fund: "loan", pot: "124357", shares: "13" });
    const paid = plan.members.reduce((sum, one) => sum + BigInt(one.payout), 0n);
    expect(paid + BigInt(plan.remainder)).toBe(124_357n);
    expect(plan.members.every(one => BigInt(one.payout) % 500n === 0n)).toBe(true);
  });
});
