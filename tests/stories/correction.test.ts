/**
 * A mistake found three meetings later: it is taken back in the open, with its reason, once, in a meeting that is open
 * today, and what was sealed then stays as it was.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type OrganisationId } from "#base";
import { read } from "#db";
import { periodTable } from "#ledger";
import { statementsOf } from "#ledger/server";
import { closingTable, meetingTable } from "#meetings";
import { sharesBoughtTable } from "#savings";
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
  openMeeting,
  tableRows,
  tryAtMeeting,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let parti: MemberId;

const shares = (member: MemberId, count: number) =>
  line("savings.buy-shares", { member, fund: "loan", shares: count, amount: 10_000n * BigInt(count) });
const takeBack = (seq: bigint, place = `correction/${seq}`) =>
  line("meetings.correction", { seq, reason: "Ditulis lima, yang dibeli tiga" }, place);
const hers = () => balanceOf(group, "member-shares/loan", parti);
const statement = (on: string) =>
  read(group.pool, group.organisation as OrganisationId, client => statementsOf(client, group.organisation, day(on)));
/** Parti's shares of the first meeting, as they stand in the log. */
const mistaken = async () =>
  (await leavesOf(group, "savings.shares-bought")).find(
    leaf => leaf.member_id === parti && leaf.effective_on === "2026-01-05",
  )!;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05" });
  parti = group.members[5]!;
  await meet(group, "2026-01-05", [shares(parti, 5), shares(group.members[0]!, 2)]);
  for (const on of ["2026-01-12", "2026-01-19", "2026-01-26"]) await meet(group, on, [shares(parti, 1)]);
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("a mistake of three meetings ago", () => {
  it("is not written over: the sealed meeting and its entries cannot be changed by anybody", async () => {
    const [first] = await tableRows(group, meetingTable, { number: 1 });
    const write = { meeting: first!.meeting_id, lines: [shares(parti, 3)] };
    expect(await group.say("meetings.write", write, { by: group.treasurer })).toMatchObject({
      refused: "meetings.sealed-already",
      because: { number: 1 },
    });
  });

  it("is taken back in the next meeting, whole and with its reason, and written anew", async () => {
    const wrong = await mistaken();
    const before = await statement("2026-01-26");
    expect(await hers()).toBe(-80_000n);
    // Five were written and three were bought: twenty thousand of what the box should hold was never in it.
    await meet(group, "2026-02-02", [takeBack(wrong.seq), shares(parti, 3)]);
    expect(await hers()).toBe(-60_000n);
    const [reversal] = await leavesOf(group, "ledger.reversal");
    expect(reversal).toMatchObject({ reverses: wrong.seq, effective_on: "2026-02-02", member_id: parti });
    expect(JSON.parse(reversal!.body).texts).toHaveProperty("reason");
    expect(reversal!.body).not.toContain("lima");
    expect(JSON.parse(reversal!.body).lines.map((one: { amt: string }) => one.amt)).toEqual(["-50000", "50000"]);
    // What was sealed stays as it was, on that day too.
    expect(await statement("2026-01-26")).toEqual(before);
    expect((await tableRows(group, closingTable)).find(one => one.cash === 70_000n)).toBeDefined();
    const stamps = await tableRows(group, sharesBoughtTable, { member_id: parti });
    expect(stamps.filter(stamp => stamp.is_taken_back).map(stamp => stamp.shares)).toEqual([5]);
  });

  it("is taken back once: a second time is refused, and so is taking the reversal back", async () => {
    const wrong = await mistaken();
    const [reversal] = await leavesOf(group, "ledger.reversal");
    expect(await tryAtMeeting(group, "2026-02-09", [takeBack(wrong.seq)])).toMatchObject({
      refused: "ledger.already-reversed",
      because: { seq: wrong.seq, by: reversal!.seq },
    });
    expect(await tryAtMeeting(group, "2026-02-09", [takeBack(reversal!.seq)])).toMatchObject({
      refused: "ledger.not-reversible",
    });
    expect(await tryAtMeeting(group, "2026-02-09", [takeBack(1_000_000n)])).toMatchObject({
      refused: "ledger.no-such-entry",
    });
  });

  it("nor twice on one sheet", async () => {
    const second = (await leavesOf(group, "savings.shares-bought")).find(leaf => leaf.effective_on === "2026-01-12")!;
    const both = [takeBack(second.seq, "one"), takeBack(second.seq, "two")];
    expect(await tryAtMeeting(group, "2026-02-09", both)).toMatchObject({ refused: "ledger.already-reversed" });
  });

  it("is taken back into the open period where the old one is closed, and nothing else gets in there", async () => {
    group.edge.today = day("2026-02-10");
    const two = { by: group.treasurer, with: [group.members[2]!] };
    expect(await group.say("ledger.close-period", { through: "2026-02-10" }, two)).toMatchObject({
      refused: "ledger.close-past-days-only",
    });
    await accepted(group.say("ledger.close-period", { through: "2026-01-31" }, two));
    expect(await group.say("ledger.close-period", { through: "2026-01-31" }, two)).toMatchObject({
      refused: "ledger.already-closed",
    });
    expect(await tableRows(group, periodTable)).toEqual([{ closed_through: "2026-01-31" }]);
    const closed = await statement("2026-01-31");
    const third = (await leavesOf(group, "savings.shares-bought")).find(leaf => leaf.effective_on === "2026-01-19")!;
    await meet(group, "2026-02-16", [takeBack(third.seq)]);
    expect((await leavesOf(group, "ledger.reversal")).at(-1)).toMatchObject({
      reverses: third.seq,
      effective_on: "2026-02-16",
    });
    expect(await hers()).toBe(-50_000n);
    expect(await statement("2026-01-31")).toEqual(closed);
  });

  it("days are not closed over a meeting that is open, and no meeting is opened in closed days", async () => {
    await meet(group, "2026-03-02");
    group.edge.today = day("2026-03-09");
    const meeting = await openMeeting(group);
    group.edge.today = day("2026-03-16");
    const two = { by: group.treasurer, with: [group.members[2]!] };
    const closes = (through: string) => group.say("ledger.close-period", { through }, two);
    expect(await closes("2026-03-10")).toMatchObject({
      refused: "meetings.seal-before-closing",
      because: { on: "2026-03-09" },
    });
    await accepted(closes("2026-03-08"));
    const lines = [shares(parti, 1)];
    await accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer, on: day("2026-03-09") }));
    await accepted(group.say("meetings.abandon", { meeting }, two));
    await accepted(closes("2026-03-10"));
    const opens = { meeting: group.edge.newId() };
    expect(await group.say("meetings.open", opens, { by: group.treasurer, on: day("2026-03-09") })).toMatchObject({
      refused: "ledger.period-closed",
      because: { on: "2026-03-09", closed_through: "2026-03-10" },
    });
  });

  it("what was taken out since cannot be taken back from her: the account would fall below zero", async () => {
    const gift = { money: group.edge.newId(), fund: "social", amount: 9_000n, purpose: "Hadiah dari desa" };
    await meet(group, "2026-03-23", [line("meetings.income", gift)]);
    const agreed = decision(group, "expense", "expense/social", { value: { amount: "8000" } });
    const spent = { money: group.edge.newId(), fund: "social", amount: 8_000n, purpose: "Obat", decision: agreed.id };
    await meet(group, "2026-03-30", [agreed.line, line("meetings.expense", spent)]);
    const received = (await leavesOf(group, "meetings.received")).at(-1)!;
    expect(await tryAtMeeting(group, "2026-04-06", [takeBack(received.seq)])).toMatchObject({
      refused: "ledger.fund-short",
      because: { fund: "social", available: 1_000n, wanted: 9_000n },
    });
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
