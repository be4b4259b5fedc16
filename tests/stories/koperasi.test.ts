/**
 * A koperasi simpan pinjam with a counter: simpanan pokok once, wajib each month, sukarela as she likes. What is entered
 * between meetings needs two people and is read out at the next one.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Question, sum } from "#base";
import { type PoolClient, read, sql } from "#db";
import type { SheetLine } from "#meetings";
import { questions } from "#meetings/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  balanceOf,
  decision,
  foundGroup,
  leavesOf,
  type Group,
  line,
  meet,
  openMeeting,
  recalled,
  rowsWhere,
  seal,
  testKey,
  tryAtMeeting,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let chair: MemberId;

const pokok = "member-shares.pokok/loan";
const wajib = "member-shares.wajib/loan";
const sukarela = "member-savings.sukarela/loan";
const deposit = (member: MemberId, product: string, amount: bigint) =>
  line("savings.deposit", { member, product, amount }, `${product}/${member}`);
const atCounter = (verb: "deposit" | "withdrawal", product: string, amount: bigint, member = kartini) =>
  group.say(`savings.record-${verb}`, { member, product, amount }, { by: group.treasurer, with: [chair] });

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "koperasi",
    unit: "IDR",
    on: "2026-01-12",
    rules: {
      "savings.product/sukarela": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "2000",
        withdrawable: "free",
        is_capital: false,
      },
    },
  });
  [chair, kartini] = [group.members[2]!, group.members[6]!];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

interface ReadOut {
  readonly refused?: { readonly refusal: string; readonly count: number };
  readonly seq: string;
  readonly kind: string;
  readonly member: MemberId;
  readonly by: readonly MemberId[];
  readonly amounts: readonly { readonly fund: string; readonly amount: string }[];
}

/** What the table has to read out now. */
async function readOut(): Promise<readonly ReadOut[]> {
  const question = questions["meetings.today"] as Question<PoolClient>;
  const today = await read(group.pool, group.organisation, client =>
    question.ask({
      client,
      organisation: group.organisation,
      member: group.treasurer,
      roles: new Set(["anyone", "member", "treasurer"]),
      today: group.edge.today,
      params: {},
      masterKey: testKey,
    }),
  );
  return (today as unknown as { readonly readOut: readonly ReadOut[] }).readOut;
}

describe("a koperasi with a counter", () => {
  it("takes pokok from each alike, and never more of it", async () => {
    const on = "2026-01-12";
    expect(await tryAtMeeting(group, on, [deposit(kartini, "pokok", 50_001n)])).toMatchObject({
      refused: "savings.entry-saving-is-equal",
      because: { due: 50_000n, left: 50_000n },
    });
    await meet(
      group,
      on,
      group.members.flatMap(member => [
        deposit(member, "pokok", 50_000n),
        deposit(member, "wajib", 5_000n),
        deposit(member, "sukarela", 20_000n),
      ]),
    );
    expect(await balanceOf(group, "cash/loan")).toBe(7n * 75_000n);
  });

  it("opens the counter to two named people only, one of them of the committee", async () => {
    group.edge.today = day("2026-01-20");
    const body = { member: kartini, product: "sukarela", amount: 10_000n };
    expect(await group.say("savings.record-deposit", body, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
      because: { people: 2, present: 1 },
    });
    expect(
      await group.say("savings.record-deposit", body, { by: group.treasurer, with: [group.treasurer] }),
    ).toMatchObject({ refused: "members.more-people-needed" });
    const stranger = group.edge.newMember();
    expect(await group.say("savings.record-deposit", body, { by: group.treasurer, with: [stranger] })).toMatchObject({
      refused: "members.more-people-needed",
    });
    const neighbours = { by: kartini, with: [group.members[5]!] };
    expect(await group.say("savings.record-deposit", body, neighbours)).toMatchObject({
      refused: "members.not-allowed",
    });
    await accepted(atCounter("deposit", "sukarela", 10_000n));
    expect(await balanceOf(group, sukarela, kartini)).toBe(-30_000n);
  });

  it("does at the counter only what the members allowed there", async () => {
    const body = { member: kartini, fund: "social", amount: 2_000n };
    expect(await group.say("aid.record-contribution", body, { by: group.treasurer, with: [chair] })).toMatchObject({
      refused: "assembly.only-at-meetings",
      because: { entry: "aid.contribution" },
    });
  });

  it("gives savings back down to the minimum, and pokok and wajib only to who leaves", async () => {
    expect(await atCounter("withdrawal", "sukarela", 28_001n)).toMatchObject({
      refused: "savings.below-minimum",
      because: { saved: 30_000n, minimum: 2_000n, available: 28_000n },
    });
    expect(await atCounter("withdrawal", "sukarela", 30_001n)).toMatchObject({ refused: "savings.more-than-saved" });
    expect(await atCounter("withdrawal", "pokok", 1_000n)).toMatchObject({ refused: "savings.kept-until-leaving" });
    expect(await atCounter("withdrawal", "wajib", 1_000n)).toMatchObject({ refused: "savings.kept-until-leaving" });
    await accepted(atCounter("withdrawal", "sukarela", 28_000n));
    expect(await balanceOf(group, sukarela, kartini)).toBe(-2_000n);
  });

  it("reads out at the next meeting what was made since, with the two who said it, and then no more", async () => {
    const all = await readOut();
    const made = all.filter(one => one.refused === undefined);
    // What she tried alone in between is told beside it.
    expect(all.at(-1)).toMatchObject({ refused: { refusal: "members.more-people-needed" }, by: [], amounts: [] });
    expect(made.map(({ kind, member, by, amounts }) => [kind, member, by, amounts[0]!.amount])).toEqual([
      ["savings.deposited", kartini, [group.treasurer, chair], "10000"],
      ["savings.withdrawn", kartini, [group.treasurer, chair], "-28000"],
    ]);
    await meet(
      group,
      "2026-02-09",
      group.members.map(member => deposit(member, "wajib", 5_000n)),
    );
    expect(await readOut()).toEqual([]);
    expect(await balanceOf(group, wajib, kartini)).toBe(-10_000n);
  });

  it("does not seal a meeting at which what was made before it was not read aloud, all of it", async () => {
    group.edge.today = day("2026-02-16");
    await accepted(atCounter("deposit", "sukarela", 4_000n));
    await accepted(atCounter("withdrawal", "sukarela", 4_000n));
    const [first, last] = (await readOut()).map(one => BigInt(one.seq));
    const meeting = await openMeeting(group);
    // While it sits: this one is for the next.
    await accepted(atCounter("deposit", "sukarela", 2_000n));
    const sheet = async (...read: readonly SheetLine[]) => [
      ...read,
      ...(await recalled(group)),
      ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
      line("meetings.count", { fund: "loan", counted: await balanceOf(group, "cash/loan") }),
    ];
    const upTo = (seq: bigint) => line("meetings.read-out", { up_to: seq });
    for (const unread of [await sheet(), await sheet(upTo(first!))])
      expect(await seal(group, meeting, unread)).toMatchObject({
        refused: "meetings.not-read-out",
        because: { up_to: last },
      });
    await accepted(seal(group, meeting, await sheet(upTo(last!))));
    expect((await readOut()).map(one => one.amounts[0]!.amount)).toEqual(["2000"]);
    await meet(group, "2026-02-23", []);
    expect(await readOut()).toEqual([]);
  });

  it("reads at the next meeting what came over the counter in the very moment one was opened", async () => {
    group.edge.today = day("2026-02-24");
    const meeting = group.edge.newId();
    // Said together, they are one batch: the opening does not see what it holds.
    const [taken, opened] = await Promise.all([
      atCounter("deposit", "sukarela", 500n),
      group.say("meetings.open", { meeting }, { by: group.treasurer }),
    ]);
    expect([taken.status, opened.status]).toEqual(["accepted", "accepted"]);
    for (const key of group.keyHolders)
      await accepted(group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: key }));
    const there = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
    const counted = line("meetings.count", { fund: "loan", counted: await balanceOf(group, "cash/loan") });
    await accepted(seal(group, meeting, [...(await recalled(group)), ...there, counted]));
    expect((await readOut()).map(one => one.amounts[0]!.amount)).toEqual(["500"]);
    await meet(group, "2026-02-25", []);
    await accepted(atCounter("withdrawal", "sukarela", 2_500n));
    await meet(group, "2026-02-26", []);
    expect(await readOut()).toEqual([]);
  });

  it("counts what came over the counter while the meeting sat: the old count is not sealed", async () => {
    group.edge.today = day("2026-03-09");
    const meeting = await openMeeting(group);
    const roll = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
    const box = await balanceOf(group, "cash/loan");
    const counts = (counted: bigint) => [...roll, line("meetings.count", { fund: "loan", counted })];
    await accepted(atCounter("deposit", "sukarela", 3_000n));
    expect(await seal(group, meeting, counts(box))).toMatchObject({
      refused: "meetings.count-differs",
      because: { expected: box + 3_000n, counted: box },
    });
    await accepted(seal(group, meeting, counts(box + 3_000n)));
  });

  it("reads at the next meeting what the counter took while one sat, once, and the sheet keeps up to where it was read", async () => {
    const amounts = async () => (await readOut()).map(one => one.amounts[0]!.amount);
    expect(await amounts()).toEqual(["3000"]);
    group.edge.today = day("2026-03-16");
    const meeting = await openMeeting(group);
    const { seq } = (await readOut())[0]!;
    const read = line("meetings.read-out", { up_to: BigInt(seq) });
    const nothing = line("meetings.read-out", { up_to: BigInt(seq) + 1_000n });
    expect(
      await group.say("meetings.write", { meeting, lines: [nothing] }, { by: group.treasurer }),
    ).toMatchObject({ refused: "ledger.no-such-entry" });
    // Once more, after it was read and before the box is locked.
    await accepted(atCounter("deposit", "sukarela", 1_000n));
    await accepted(atCounter("withdrawal", "sukarela", 1_000n));
    const there = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
    const counted = line("meetings.count", { fund: "loan", counted: await balanceOf(group, "cash/loan") });
    await accepted(seal(group, meeting, [read, ...there, counted]));
    expect(await amounts()).toEqual(["1000", "-1000"]);
    const sealed = await rowsWhere<{ body: string }>(
      group,
      sql`select body from ledger.leaf where organisation_id = ${group.organisation} and kind = 'meetings.sealed' order by seq desc limit 1`,
    );
    expect(JSON.parse(sealed[0]!.body)).toMatchObject({ data: { meeting, read: seq } });
    await meet(group, "2026-03-23", []);
    expect(await readOut()).toEqual([]);
  });

  it("turns savings into capital, and what she has in all stays as it was", async () => {
    const hers = async () =>
      sum(await Promise.all([pokok, wajib, sukarela].map(one => balanceOf(group, one, kartini))));
    await meet(group, "2026-04-13", [deposit(kartini, "sukarela", 45_000n)]);
    const [before, box] = [await hers(), await balanceOf(group, "cash/loan")];
    const move = { member: kartini, product: "sukarela", amount: 40_000n, capital: "wajib" };
    expect(await group.say("savings.move-to-shares", move, { by: group.treasurer, with: [chair] })).toMatchObject({
      refused: "assembly.only-at-meetings",
    });
    const tooMuch = line("savings.to-shares", { ...move, amount: 49_000n });
    expect(await tryAtMeeting(group, "2026-05-11", [tooMuch])).toMatchObject({ refused: "savings.below-minimum" });
    await meet(group, "2026-05-11", [line("savings.to-shares", move)]);
    expect(await hers()).toBe(before);
    expect(await balanceOf(group, "cash/loan")).toBe(box);
    expect(await balanceOf(group, wajib, kartini)).toBe(-50_000n);
    expect(await balanceOf(group, sukarela, kartini)).toBe(-10_000n);
  });

  it("gives a part of its surplus to the reserve by decision, once, and the reserve gives nothing", async () => {
    const rent = { money: group.edge.newId(), fund: "loan", amount: 30_000n, purpose: "Sewa tenda" };
    await meet(group, "2026-06-08", [line("meetings.income", rent)]);
    const cash = async () =>
      sum(await Promise.all(["cash/loan", "cash/reserve", "cash/social"].map(one => balanceOf(group, one))));
    const before = await cash();
    const carried = decision(group, "other", "transfer/loan/reserve", { value: { amount: "20000" } });
    const give = { from: "loan", to: "reserve", amount: 20_000n, decision: carried.id };
    const more = line("meetings.transfer", { ...give, amount: 30_000n });
    expect(await tryAtMeeting(group, "2026-07-12", [carried.line, more])).toMatchObject({
      refused: "meetings.not-the-sum-decided",
      because: { amount: 30_000n, agreed: 20_000n },
    });
    await meet(group, "2026-07-13", [carried.line, line("meetings.transfer", give)]);
    expect(await tryAtMeeting(group, "2026-07-14", [line("meetings.transfer", give)])).toMatchObject({
      refused: "assembly.decision-used",
      because: { decided_on: "2026-07-13" },
    });
    expect(await cash()).toBe(before);
    expect(await balanceOf(group, "indivisible-reserve/reserve")).toBe(-20_000n);
    const [moved] = await leavesOf(group, "meetings.transferred");
    const undo = line("meetings.correction", { seq: moved!.seq, reason: "Salah kotak" });
    await meet(group, "2026-07-20", [undo]);
    expect(await balanceOf(group, "indivisible-reserve/reserve")).toBe(0n);
    await meet(group, "2026-07-27", [line("meetings.transfer", give)]);
    expect(await balanceOf(group, "indivisible-reserve/reserve")).toBe(-20_000n);
    const back = decision(group, "other", "transfer/reserve/loan", { value: { amount: "1" } });
    const take = { from: "reserve", to: "loan", amount: 1n, decision: back.id };
    expect(await tryAtMeeting(group, "2026-08-10", [back.line, line("meetings.transfer", take)])).toMatchObject({
      refused: "meetings.fund-gives-to-none",
      because: { fund: "reserve", nature: "indivisible" },
    });
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
