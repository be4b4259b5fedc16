/**
 * Wulan is late with her loan. The group decided that somebody goes to her before it is given up: the write-off waits for the
 * visit; what was found is read by her and the officers, and by nobody else; everybody sees how many need a visit.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Role, type Uuid } from "#base";
import { read } from "#db";
import { careVisitTable } from "#loans";
import { questions } from "#loans/server";
import { house } from "../../app/rooms.ts";
import type { CareSeen, LoanCareSeen } from "../../rooms/loans/page-care.ts";
import { faultsOf } from "../simulate/faults.ts";
import { shown } from "../village/books-on-paper.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, foundGroup, type Group, leavesOf, line, meet, tableRows, testKey, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let wulan: MemberId;
let loan: Uuid;
let visit: Uuid;

const officer: readonly Role[] = ["anyone", "member", "treasurer"];
const ask = <Seen>(name: string, by: MemberId, roles: readonly Role[], isPlain = false) =>
  read(group.pool, group.organisation, async client => {
    const asked = { client, organisation: group.organisation, member: by, roles: new Set(roles), today: group.edge.today };
    return (await questions[name]!.ask({ ...asked, params: { loan }, masterKey: testKey, isPlain } as never)) as Seen;
  });
const hands = { for: 8 };
const words = /Anaknya|"ill"|2026-08-01/;

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
      "loans.care": { within_days: "30", visitors: "two", from_days_late: "14" },
    },
  });
  wulan = group.members[6]!;
  loan = group.edge.newId();
  await meet(
    group,
    "2026-01-10",
    group.members.map(member => line("savings.deposit", { member, product: "savings", amount: 500_000n })),
  );
  const agreed = decision(group, "loan", loan, hands);
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

describe("care comes first", () => {
  const given = () => {
    const { id, line: voted } = decision(group, "write-off", loan, hands);
    return [voted, line("loans.write-off", { loan, member: wulan, decision: id })];
  };

  it("all see that somebody needs a visit; who it is, only the officers", async () => {
    expect(await ask<CareSeen>("loans.care", group.treasurer, officer)).toMatchObject({
      ...{ toVisit: 1, visited: 0, members: [{ loan, who: { member: wulan }, isVisited: false }] },
    });
    for (const seen of [
      await ask<CareSeen>("loans.care", group.members[7]!, ["anyone", "member"]),
      await ask<CareSeen>("loans.care", group.treasurer, officer, true),
    ])
      expect(seen).toMatchObject({ isOfficer: false, toVisit: 1, members: [] });
    expect(await tryAtMeeting(group, "2026-07-04", given())).toMatchObject({ refused: "loans.visit-first" });
  });

  it("two go; she and the officers read what was found, nobody else, and not the log", async () => {
    visit = group.edge.newId();
    const said = {
      ...{ visit, loan, member: wulan, visited_on: day("2026-07-02"), visitor: group.treasurer },
      ...{ found: "ill", agreed: "new-day", by: day("2026-08-01"), words: "Anaknya dirawat" },
    };
    const note = (body: object, by = group.treasurer) => group.say("loans.note-care-visit", body as never, { by });
    expect(await note(said)).toMatchObject({ refused: "loans.visit-by-two" });
    const whole = { ...said, companion: group.secretary };
    expect(await note(whole, group.members[7]!)).toMatchObject({ refused: expect.stringContaining("not-allowed") });
    await accepted(note(whole));
    for (const [by, roles] of [
      [wulan, ["anyone", "member"]],
      [group.treasurer, officer],
    ] as const)
      expect((await ask<LoanCareSeen>("loans.care-of", by, roles)).visits).toMatchObject([
        { said: { found: "ill", agreed: "new-day", by: "2026-08-01", words: "Anaknya dirawat" } },
      ]);
    expect(await ask("loans.care-of", group.members[7]!, ["anyone", "member"])).toBeNull();
    expect(await ask("loans.care-of", wulan, ["anyone", "member"], true)).toBeNull();
    const [leaf] = await leavesOf(group, "loans.care-visited");
    expect(leaf!.body).not.toMatch(words);
    expect(shown(await tableRows(group, careVisitTable))).not.toMatch(words);
    expect(await ask<CareSeen>("loans.care", group.treasurer, officer)).toMatchObject({ toVisit: 0, visited: 1 });
  });

  it("who leaves with a loan is visited first, where the rule says so; who dies is not waited for", async () => {
    const anew = { within_days: "30", visitors: "two", from_days_late: "14", before_leaving: true };
    const ruled = decision(group, "rule", "loans.care", { value: anew });
    await meet(group, "2026-07-05", [ruled.line]);
    await accepted(
      group.say("assembly.change-rule", { from: day("2026-07-06"), decision: ruled.id }, { by: group.treasurer, with: [group.secretary] }),
    );
    const leaves = (on: string, status: string, of: object = {}) =>
      tryAtMeeting(group, on, [line("meetings.leaving", { member: wulan, status, ...of })]);
    // She was visited on 2 July.
    expect(await leaves("2026-08-15", "left")).toMatchObject({
      refused: "loans.visit-before-leaving",
      because: { number: 7, days: 30 },
    });
    expect(await leaves("2026-08-15", "moved")).toMatchObject({ refused: "loans.visit-before-leaving" });
    const received_by = { name: "Budi", kinship: "child" };
    // What keeps her then is that she owes more than she has, which the members decide on.
    for (const [on, status, of] of [
      ["2026-07-11", "left", {}],
      ["2026-08-15", "died", { received_by }],
    ] as const)
      expect(await leaves(on, status, of)).toMatchObject({ refused: "meetings.leaves-owing" });
    group.edge.today = day("2026-07-06");
  });

  it("taken back it counts for nothing; noted anew the loan may be given up, in books that replay", async () => {
    await accepted(group.say("loans.take-back-care-visit", { visit, reason: "salah hari" }, { by: group.secretary }));
    expect((await ask<LoanCareSeen>("loans.care-of", group.treasurer, officer)).visits).toEqual([]);
    expect(await tryAtMeeting(group, "2026-07-11", given())).toMatchObject({ refused: "loans.visit-first" });
    const again = {
      ...{ visit: group.edge.newId(), loan, member: wulan, visited_on: day("2026-07-03") },
      ...{ visitor: group.treasurer, companion: group.secretary, found: "moved", agreed: "nothing-yet" },
    };
    await accepted(group.say("loans.note-care-visit", again, { by: group.treasurer }));
    await meet(group, "2026-07-18", given());
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
