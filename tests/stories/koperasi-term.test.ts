/**
 * Term deposits of a koperasi: decided as a rule, laid down and ended at meetings and at the counter, the interest posted by
 * two officers, shown with their days to her and to officers alone, and handed out when a member leaves.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Role } from "#base";
import { read } from "#db";
import { statementsOf } from "#ledger/server";
import { questions } from "#meetings/server";
import { termDepositTable } from "#savings";
import { questions as savingsQuestions } from "#savings/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  balanceOf,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  tableRows,
  testKey,
  tryAtMeeting,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let chair: MemberId;
let wulan: MemberId;
let sahnim: MemberId;
let nurhayati: MemberId;

const kept = "member-savings.saving-2/loan";
const rule = {
  ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
  term: { months: "6", rate: "8", interest: "at-end", early: "lower-rate", early_percent: "3", least: "50000", least_left: "100000" },
};
const say = (name: string, body: Readonly<Record<string, unknown>>) =>
  group.say(name, body, { by: group.treasurer, with: [chair] });
const laid = (member: MemberId, amount: bigint) => {
  const deposit = group.edge.newId();
  return { deposit, line: line("savings.open-term", { deposit, member, product: "saving-2", amount }, `term.${deposit}`) };
};
const ended = (deposit: string, member: MemberId, more: Readonly<Record<string, unknown>>) =>
  line("savings.close-term", { deposit, member, ...more }, `pay.term.${deposit}`);
const rows = () => tableRows(group, termDepositTable);
const ask = <Seen>(name: string, member: MemberId, roles: readonly Role[], params = {}) =>
  read(group.pool, group.organisation, async client => {
    const asked = { client, organisation: group.organisation, member, roles: new Set(roles), today: group.edge.today };
    const question = { ...questions, ...savingsQuestions }[name]!;
    return (await question.ask({ ...asked, params, masterKey: testKey })) as Seen;
  });
const asTreasurer = <Seen>(name: string, params = {}) =>
  ask<Seen>(name, group.treasurer, ["anyone", "member", "treasurer"], params);

async function isEven(on: string): Promise<void> {
  const { trialBalances } = await read(group.pool, group.organisation, client =>
    statementsOf(client, group.organisation, day(on)),
  );
  for (const one of trialBalances) expect(one.debit).toBe(one.credit);
}

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "koperasi", unit: "IDR", on: "2026-01-12" });
  [chair, wulan, sahnim, nurhayati] = [group.members[2]!, group.members[6]!, group.members[4]!, group.members[5]!];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

let first: ReturnType<typeof laid>;
let second: ReturnType<typeof laid>;
let third: ReturnType<typeof laid>;
let fourth: ReturnType<typeof laid>;

describe("term deposits of a koperasi", () => {
  it("are a way of saving the members decide on, and then lay money down in", async () => {
    const about = decision(group, "rule", "savings.product/saving-2", { value: rule });
    const money = line("meetings.income", { money: group.edge.newId(), fund: "loan", amount: 500_000n, purpose: "Warung" });
    await meet(group, "2026-01-26", [about.line, money]);
    await accepted(say("assembly.change-rule", { decision: about.id, from: day("2026-02-01") }));
    [first, second, third] = [laid(wulan, 300_000n), laid(sahnim, 600_000n), laid(wulan, 60_000n)];
    fourth = laid(nurhayati, 200_000n);
    expect(await tryAtMeeting(group, "2026-02-09", [laid(wulan, 49_000n).line])).toMatchObject({
      refused: "savings.term-below-least",
    });
    await meet(group, "2026-02-09", [first.line, second.line, third.line, fourth.line]);
    expect([await balanceOf(group, kept, wulan), await balanceOf(group, kept, sahnim)]).toEqual([-360_000n, -600_000n]);
    expect(await tryAtMeeting(group, "2026-02-16", [
      line("savings.deposit", { member: wulan, product: "saving-2", amount: 50_000n }),
    ])).toMatchObject({ refused: "savings.term-by-deposit" });
  });

  it("stand in her passbook each with its day, and are offered to be ended at what they give that day", async () => {
    group.edge.today = day("2026-05-11");
    const passbook = await asTreasurer<{ hers: { savings: object[]; terms: object[] } }>("meetings.member", { member: wulan });
    expect(passbook.hers.savings).toMatchObject([{ product: "saving-2", amount: "360000" }]);
    expect(passbook.hers.terms).toMatchObject([
      { maturesOn: "2026-08-09", isMature: false, rate: "8" },
      { maturesOn: "2026-08-09", isMature: false, rate: "8" },
    ]);
    const today = await asTreasurer<{ terms: { deposit: string; whole: string; interest: string; isMature: boolean }[] }>("meetings.today");
    // Three months at 3 %, which is what who takes it out early has.
    expect(today.terms.find(one => one.deposit === first.deposit)).toMatchObject({
      ...{ whole: "302250", interest: "2250", isMature: false },
    });
  });

  it("are taken out before their day by the rule, at the meeting, and by mistake no more", async () => {
    const early = ended(third.deposit, wulan, { way: "paid-out", amount: 60_450n });
    await meet(group, "2026-05-11", [early]);
    expect(await balanceOf(group, kept, wulan)).toBe(-300_000n);
    const [leaf] = await leavesOf(group, "savings.term-paid-out");
    await meet(group, "2026-05-18", [line("meetings.correction", { seq: BigInt(leaf!.seq), reason: "Salah simpanan" })]);
    expect([await balanceOf(group, kept, wulan), await balanceOf(group, "group-expense/loan")]).toEqual([-360_000n, 0n]);
    expect((await rows()).map(row => row.status)).toEqual(["open", "open", "open", "open"]);
  });

  it("are taken out in part where the rule says so, the rest going on; by mistake no more; and then to the end", async () => {
    const hers = { deposit: fourth.deposit, member: nurhayati };
    const part = (part: bigint, amount: bigint) =>
      line("savings.partial-withdrawal", { ...hers, part, amount }, `pay.term.${fourth.deposit}`);
    const now = async () => (await rows()).find(row => row.deposit_id === fourth.deposit)!;
    group.edge.today = day("2026-05-25");
    const seen = await asTreasurer<{ terms: { deposit: string; part: { free: string } | null }[] }>("meetings.today");
    expect(seen.terms.find(one => one.deposit === fourth.deposit)!.part).toEqual({
      free: "100000",
      // Three months at 3 %.
      earns: { of: "3", in: "400" },
    });
    // So small that nothing may be taken out and the rest stay.
    expect(seen.terms.find(one => one.deposit === third.deposit)!.part).toBe(null);
    expect(await tryAtMeeting(group, "2026-05-25", [part(100_001n, 100_751n)])).toMatchObject({
      refused: "savings.term-too-little-left",
    });
    // Three months at 3 % on what is taken.
    await meet(group, "2026-05-25", [part(80_000n, 80_600n)]);
    expect(await now()).toMatchObject({ principal: 120_000n, withdrawn: 80_000n, status: "open" });
    const [leaf] = await leavesOf(group, "savings.term-part-withdrawn");
    await meet(group, "2026-06-01", [line("meetings.correction", { seq: BigInt(leaf!.seq), reason: "Salah orang" })]);
    expect([(await now()).principal, await balanceOf(group, "group-expense/loan")]).toEqual([200_000n, 0n]);
    await meet(group, "2026-06-08", [part(80_000n, 80_600n)]);
    const passbook = await ask<{
      hers: { terms: object[] };
      entries: {
        meetings: {
          entries: { kind: string; amount: string; isTakenBack: boolean; takesBack: string | null; reason: string | null }[];
        }[];
      };
    }>("meetings.me", nurhayati, ["anyone", "member"]);
    expect(passbook.hers.terms).toMatchObject([{ amount: "120000", withdrawn: "80000", isMature: false }]);
    const lines = passbook.entries.meetings
      .flatMap(one => one.entries)
      .filter(one => (one.takesBack ?? one.kind) === "savings.term-part-withdrawn");
    expect(lines.map(one => [one.amount, one.isTakenBack, one.takesBack === null, one.reason])).toEqual([
      ["-80600", false, true, null],
      ["80600", false, false, "Salah orang"],
      ["-80600", true, true, null],
    ]);
    const mine = await ask<{ mine: object[] }>("savings.terms", nurhayati, ["anyone", "member"]);
    // At its end what stayed has earned the rate it was laid down at: six months at 8 %.
    expect(mine.mine).toMatchObject([{ kept: "120000", withdrawn: "80000", atEnd: "124800" }]);
    await meet(group, "2026-06-15", [ended(fourth.deposit, nurhayati, { way: "paid-out", amount: 121_200n })]);
    expect([await balanceOf(group, kept, nurhayati), await balanceOf(group, "group-expense/loan")]).toEqual([0n, 1_800n]);
    await isEven("2026-06-15");
  });

  it("cost the group their interest once, posted by two when their day has come", async () => {
    await meet(group, "2026-08-10", []);
    const page = await asTreasurer<{ unposted: object[]; all: { isMature: boolean }[]; mine: object[] }>("savings.terms");
    expect(page.unposted).toEqual([{ unit: "IDR", count: 3, interest: "38400" }]);
    expect([page.all.length, page.mine.length]).toEqual([3, 0]);
    expect(await group.say("savings.post-term-interest", { through: day("2026-08-10") }, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
    });
    await accepted(say("savings.post-term-interest", { through: day("2026-08-10") }));
    expect(await say("savings.post-term-interest", { through: day("2026-08-10") })).toMatchObject({
      refused: "savings.no-term-interest",
    });
    expect(await balanceOf(group, "group-expense/loan")).toBe(40_200n);
    await isEven("2026-08-10");
  });

  it("show a member her own and nobody else's", async () => {
    const page = await ask<{ all: object[]; mine: { who: { member: MemberId } }[] }>("savings.terms", sahnim, ["anyone", "member"]);
    expect(page.all).toEqual([]);
    expect(page.mine.map(one => one.who.member)).toEqual([sahnim]);
  });

  it("are paid out or laid down anew at the meeting, and handed out when a member leaves", async () => {
    const into = group.edge.newId();
    await meet(group, "2026-08-17", [
      ended(first.deposit, wulan, { way: "rolled-over", into }),
      ended(second.deposit, sahnim, { way: "paid-out", amount: 624_000n }),
      ended(third.deposit, wulan, { way: "interest-paid", amount: 2_400n, into: group.edge.newId() }),
    ]);
    expect([await balanceOf(group, kept, wulan), await balanceOf(group, kept, sahnim)]).toEqual([-372_000n, 0n]);
    expect(await balanceOf(group, "group-expense/loan")).toBe(40_200n);
    await meet(group, "2026-11-23", [line("meetings.leaving", { member: wulan, status: "moved" })]);
    // Three whole months at 3 % on 312,000 and on 60,000.
    expect([await balanceOf(group, kept, wulan), await balanceOf(group, "group-expense/loan")]).toEqual([0n, 42_990n]);
    expect((await rows()).map(row => row.status).sort()).toEqual([
      ...["paid-out", "paid-out", "returned", "returned", "rolled-over", "rolled-over"],
    ]);
    await isEven("2026-11-23");
  });

  it("stand in books that verify, with every list as the log tells it", async () => {
    await meet(group, "2026-11-30", [], group.members.filter(member => member !== wulan));
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
