/**
 * Kartini asks for 40 % of the fund where a quarter is the most, three times, and somebody tries alone what takes two. It is
 * refused, noted once, read out at the next meeting before anything is sealed, and stands where all can read it: whose it was
 * for officers and herself, how much for nobody.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandId, day, type MemberId, type Role, type Uuid } from "#base";
import { type RefusedTryRow, refusedTryTable } from "#assembly";
import { read, sql } from "#db";
import { sheetHash } from "#meetings";
import { commandOf } from "../../app/server/border.ts";
import { house } from "../../app/rooms.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { notReadOut, readOutLine } from "../../rooms/meetings/screens/opening.ts";
import type { HomeSeen, TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import { reportOf } from "../../rooms/reports/server.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  countsAfter,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  openMeeting,
  recalled,
  rowsWhere,
  seal,
  tableRows,
  testKey,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let others: Group;
let kartini: MemberId;
let lestari: MemberId;

const rules = {
  "savings.product/savings": {
    ...{ fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false },
  },
  "loans.product/ordinary": {
    ...{ fund: "loan", method: "declining_balance", amortization: "equal_principal_payments", rate_per_month: "2" },
    ...{ frequency: "months", every: "1", periods: "5", periods_max: "24", amount_max: "1500000", is_free: false },
  },
  "loans.limits": {
    ...{ stake_accounts: [], share_of_fund_percent: "25", guarantors_min: "0", may_borrow_again_with_open_loan: true },
  },
};

beforeAll(async () => {
  database = await freshDatabase();
  const of = { template: "damayan", unit: "IDR", on: "2026-01-10", size: 8, rules } as const;
  group = await foundGroup(database, of);
  others = await foundGroup(database, { ...of, seed: 7 });
  [kartini, lestari] = [group.members[6]!, group.members[7]!];
  for (const one of [group, others])
    await meet(
      one,
      "2026-01-10",
      one.members.map(member => line("savings.deposit", { member, product: "savings", amount: 500_000n })),
    );
}, 120_000);
afterAll(async () => {
  await others?.close();
  await group?.close();
  await database?.drop();
});

const tries = (of = group): Promise<readonly RefusedTryRow[]> => tableRows(of, refusedTryTable);
const noted = () => leavesOf(group, "assembly.try-refused");
const today = async (on: string): Promise<TodaySeen> => {
  group.edge.today = day(on);
  return (await askIn<TodaySeen>(group, "meetings.today", 0))!;
};
/** 1,600,000 of 4,000,000. */
const asks = (member: MemberId, amount = 1_600_000n) => {
  const loan = group.edge.newId();
  return line("loans.request", { loan, member, product: "ordinary", amount, guarantors: [] }, `request.${loan}`);
};
const report = (member: MemberId, of = group) =>
  read(of.pool, of.organisation, async client => {
    const roles = new Set<Role>(member === of.treasurer ? ["anyone", "treasurer"] : ["anyone"]);
    const asked = { client, organisation: of.organisation, member, roles, today: of.edge.today, masterKey: testKey };
    return (await reportOf({ ...asked, params: { report: "tries" } } as never))!.tables[0]!;
  });
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));

const refusedAbove = { status: "refused", refused: "loans.above-share-of-fund" };
const onTheDay = "2026-02-14";
let meeting: Uuid;

describe("what is refused for the good of all is noted by the program, once", () => {
  it("Kartini asks for 40 % of the fund, three times and by two officers", async () => {
    group.edge.today = day(onTheDay);
    meeting = await openMeeting(group);
    const write = (by: MemberId, lines = [asks(kartini)]) => group.say("meetings.write", { meeting, lines }, { by });
    expect(await write(group.treasurer)).toMatchObject({ ...refusedAbove, because: { member: kartini, share: 40 } });
    expect(await write(group.treasurer)).toMatchObject(refusedAbove);
    expect(await write(group.secretary)).toMatchObject(refusedAbove);
    expect(await noted()).toHaveLength(1);
    expect(await tries()).toMatchObject([
      {
        ...{ refusal: "loans.above-share-of-fund", command: "meetings.write", tried_on: onTheDay },
        ...{ tried_by: group.treasurer, about: kartini },
      },
    ]);
  });

  it("with the limit of her kind of loan in the way too, the part of the fund is what is said", async () => {
    const answer = await group.say("meetings.write", { meeting, lines: [asks(kartini, 1_700_000n)] }, { by: group.treasurer });
    expect(answer).toMatchObject(refusedAbove);
  });

  it("neither an amount nor a name is in the log, and the program says it", async () => {
    const [leaf] = await noted();
    expect(leaf!.body).not.toMatch(/1600000|4000000|1000000|Kartini/);
    expect(JSON.parse(leaf!.body)).toMatchObject({ by: "program" });
    expect(leaf!.member_id).toBeNull();
  });

  it("the answer was lost: the same command again makes nothing new, and neither do many at once", async () => {
    const body = { meeting, lines: [asks(lestari)] };
    const id = group.edge.newId() as CommandId;
    const said = { ...commandOf(house, { organisation: group.organisation, id, name: "meetings.write", on: day(onTheDay), body }) };
    const say = () => group.intake.say({ ...said, by: group.treasurer, with: [] });
    expect(await say()).toMatchObject(refusedAbove);
    expect(await say()).toMatchObject({ ...refusedAbove, repeated: true });
    await Promise.all(
      [1, 2, 3].map(() => group.say("meetings.write", { meeting, lines: [asks(lestari)] }, { by: group.secretary })),
    );
    expect((await tries()).filter(one => one.about === lestari)).toMatchObject([{ try_id: id }]);
    expect(await noted()).toHaveLength(2);
  });

  it("a rule changed alone, a meeting given up alone, a sheet sealed with one key: each once", async () => {
    const alone = { by: group.treasurer };
    const change = { from: day("2026-03-01"), decision: group.edge.newId() };
    for (const _ of [1, 2])
      expect(await group.say("assembly.change-rule", change, alone)).toMatchObject({ refused: "members.more-people-needed" });
    expect(await group.say("meetings.abandon", { meeting }, alone)).toMatchObject({ refused: "members.more-people-needed" });
    const sheet = "0".repeat(64);
    expect(await group.say("meetings.seal", { meeting, sheet, lines: [] }, alone)).toMatchObject({ status: "refused" });
    expect((await tries()).filter(one => one.refusal === "members.more-people-needed").map(one => one.command).sort()).toEqual([
      "assembly.change-rule",
      "meetings.abandon",
    ]);
  });

  it("what is refused for other reasons is not told", async () => {
    const before = (await noted()).length;
    const none = asks(kartini, 0n);
    expect(await group.say("meetings.write", { meeting, lines: [none] }, { by: group.treasurer })).toMatchObject({
      refused: "loans.amount-missing",
    });
    expect(await noted()).toHaveLength(before);
  });

  it("nobody says it in the program's place", async () => {
    const body = { try: group.edge.newId(), refusal: "loans.above-share-of-fund", command: "meetings.write", by: kartini };
    for (const by of [group.treasurer, kartini])
      expect(await group.say("assembly.note-try", body, { by, with: [group.secretary] })).toMatchObject({
        refused: "members.not-allowed",
      });
  });
});

describe("the members are told", () => {
  const next = "2026-03-14";

  it("the meeting it was tried at can be sealed, and has it in its minutes", async () => {
    const counts = await countsAfter(group, []);
    const sheet = [
      ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
      ...Object.entries(counts).map(([fund, counted]) => line("meetings.count", { fund, counted })),
    ];
    await accepted(seal(group, meeting, sheet));
    const seen = (await askIn<{ readonly tries: number }>(group, "meetings.meeting", 7, { meeting }))!;
    expect(seen.tries).toBe(4);
  });

  it("the next one is told how many, by what was in the way: no name, no amount", async () => {
    const { readOut } = await today(next);
    expect(readOut).toMatchObject([
      { kind: "assembly.try-refused", member: null, by: [], amounts: [], refused: { refusal: "loans.above-share-of-fund", count: 2 } },
      { kind: "assembly.try-refused", refused: { refusal: "members.more-people-needed", count: 2 } },
    ]);
    expect(plain(readOut)).not.toMatch(new RegExp(`${kartini}|${lestari}|${group.treasurer}|600000`));
    expect((await askIn<HomeSeen>(group, "meetings.home", 7))!.attention.readOut).toBe(2);
  });

  it("it is not sealed before that was read aloud, and the one after it hears nothing of it", async () => {
    meeting = await openMeeting(group);
    const counts = await countsAfter(group, []);
    const sheet = [
      ...(await recalled(group)),
      ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
      ...Object.entries(counts).map(([fund, counted]) => line("meetings.count", { fund, counted })),
    ];
    expect(await seal(group, meeting, sheet)).toMatchObject({ refused: "meetings.not-read-out" });
    const seen = await today(next);
    const written = readOutLine(seen);
    const isHeld = new Map([[written.line, { ...written, state: "accepted" }]]) as never;
    expect([notReadOut(seen, new Map()).length, notReadOut(seen, isHeld).length]).toEqual([2, 0]);
    await accepted(seal(group, meeting, [...sheet, written as never]));
    // Sealing too early was no try of one alone: all keys had turned.
    expect((await today("2026-04-11")).readOut).toEqual([]);
  });

  it("too few keys at the seal is told too", async () => {
    group.edge.today = day("2026-04-11");
    meeting = await openMeeting(group);
      const lines = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
    const sheet = sheetHash(lines);
    const [key] = group.keyHolders;
    await accepted(group.say("meetings.turn-key", { meeting, purpose: "seal", sheet }, { by: key! }));
    expect(await group.say("meetings.seal", { meeting, sheet, lines }, { by: group.treasurer })).toMatchObject({
      refused: "meetings.more-keys-needed",
    });
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
    const { readOut } = await today("2026-04-11");
    expect(readOut.map(one => one.refused)).toEqual([{ refusal: "meetings.more-keys-needed", count: 1 }]);
  });

  it("before the box is open, too", async () => {
    const shut = group.edge.newId();
    await accepted(group.say("meetings.open", { meeting: shut }, { by: group.treasurer }));
    const lines = [line("savings.deposit", { member: kartini, product: "savings", amount: 1_000n })];
    expect(await group.say("meetings.write", { meeting: shut, lines }, { by: group.treasurer })).toMatchObject({
      refused: "meetings.box-not-open",
    });
    await accepted(group.say("meetings.abandon", { meeting: shut }, { by: group.treasurer, with: [group.secretary] }));
    expect((await tries()).at(-1)).toMatchObject({ refusal: "meetings.box-not-open", about: null });
  });
});

describe("at the pay-out the limit is asked again", () => {
  it("a loan that was within it when it was asked for, and is not any more", async () => {
    const on = "2026-05-09";
    const request = asks(kartini, 1_000_000n);
    const { loan } = request.body as unknown as { loan: Uuid };
    const out = group.members
      .slice(0, 2)
      .map(member => line("savings.withdrawal", { member, product: "savings", amount: 500_000n }));
    await meet(group, on, [request, ...out]);
    group.edge.today = day("2026-06-13");
    const before = (await noted()).length;
    meeting = await openMeeting(group);
    const carried = decision(group, "loan", loan);
    const payOut = line("loans.pay-out", { loan, member: kartini, decision: carried.id });
    expect(
      await group.say("meetings.write", { meeting, lines: [carried.line, payOut] }, { by: group.treasurer }),
    ).toMatchObject({ ...refusedAbove, because: { member: kartini, line: payOut.line } });
    expect(await noted()).toHaveLength(before + 1);
    expect((await tries()).filter(one => one.tried_on === "2026-06-13")).toMatchObject([{ about: kartini }]);
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  });
});

describe("who reads it", () => {
  it("officers with whose it was, she her own, others the day, what and why", async () => {
    const full = await report(group.treasurer);
    expect(full).toMatchObject({ key: "tries", isPersonal: true });
    expect(full.rows).toHaveLength(7);
    expect(full.rows.find(row => plain(row).includes("command.meetings.abandon"))).toMatchObject([
      { day: onTheDay },
      { say: "command.meetings.abandon" },
      { say: "reports.tried.members.more-people-needed.why" },
      { who: { number: 1, name: "Halimah" } },
      null,
    ]);
    const bare = await report(group.members[5]!);
    expect(bare.columns.map(one => one.key)).toEqual(["tried-on", "what", "why-refused"]);
    expect(bare).not.toHaveProperty("isPersonal");
    expect(plain(bare)).not.toMatch(/"who"|m_[a-z2-7]{16}|amount/);
    const own = await report(lestari);
    const named = own.rows.filter(row => row[3] !== null || row[4] !== null);
    expect(named).toMatchObject([[{ day: onTheDay }, {}, {}, { who: { name: "Halimah" } }, { who: { name: "Lestari" } }]]);
  });

  it("another organisation sees nothing of it", async () => {
    expect(await tries(others)).toEqual([]);
    expect((await report(others.treasurer, others)).nothing).toBe("reports.no-tries");
    const found = await rowsWhere(others, sql`select 1 as one from assembly.refused_try`);
    expect(found).toEqual([]);
  });

  it("what was noted is not changed and does not go, by the server's own hand either", async () => {
    for (const statement of [sql`update assembly.refused_try set about = null`, sql`delete from assembly.refused_try`])
      await expect(rowsWhere(group, statement)).rejects.toThrow();
  });

  it("all of it is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
