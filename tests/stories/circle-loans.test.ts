/**
 * Three women who stand for each other borrow different amounts by one vote: the form tells at each row what is in its way,
 * all of it is one line of the sheet, and each has her own loan from then on.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId } from "#base";
import { loanTable } from "#loans";
import type { SheetLine } from "#meetings";
import { house } from "../../app/rooms.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import type { MeSeen } from "../../rooms/meetings/passbook.ts";
import {
  beginCircle,
  chosen,
  circleLines,
  type CircleTyped,
  eachGets,
  isWhole,
  rowsAsked,
  togetherIn,
  withAmount,
} from "../../rooms/meetings/screens/circle-form.ts";
import type { CirclePlanSeen, TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, foundGroup, type Group, line, meet, openMeeting, tableRows, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let women: readonly MemberId[];

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "loans.limits": {
        times_stake: "3",
        stake_accounts: ["member-shares/loan"],
        guarantors_min: "1",
        may_borrow_again_with_open_loan: false,
        circle_on_time: true,
      },
    },
  });
  women = group.members.slice(5, 8);
  await meet(
    group,
    "2026-01-10",
    group.members.map(member => line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n })),
  );
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const today = async (on: string): Promise<TodaySeen> => {
  group.edge.today = day(on);
  return (await askIn<TodaySeen>(group, "meetings.today", 0))!;
};
/** 100,000 for each, and 60,000 for the last. */
const filled = (seen: TodaySeen): CircleTyped =>
  withAmount(women.reduce(chosen, eachGets(beginCircle(seen), "100000")), women[2]!, "60000");
const linesOf = (typed: CircleTyped, votes = "6,1,0") => circleLines({ ...typed, votes }) as unknown as readonly SheetLine[];

describe("a circle of three", () => {
  it("is filled in with one amount for all, and another where she wants another", async () => {
    const typed = filled(await today("2026-02-07"));
    expect(typed.rows.map(row => row.amount)).toEqual(["100000", "100000", "60000"]);
    expect(eachGets(typed, "90000").rows.map(row => row.amount)).toEqual(["90000", "90000", "60000"]);
    expect([togetherIn(typed), isWhole(typed), isWhole(chosen(typed, women[0]!))]).toEqual([260_000n, true, true]);
    expect(isWhole(withAmount(typed, women[1]!, ""))).toBe(false);
  });

  it("is told at each row what is in its way, before anybody votes", async () => {
    const typed = filled(await today("2026-02-07"));
    const meeting = await openMeeting(group);
    const planOf = (of: CircleTyped) =>
      askIn<CirclePlanSeen>(group, "meetings.circle-plan", 0, { product: of.product, periods: of.periods, rows: rowsAsked(of) });
    expect(await planOf(typed)).toEqual({ whole: null, rows: [null, null, null] });
    const tooMuch = withAmount(withAmount(typed, women[0]!, "150500"), women[2]!, "250");
    expect(await planOf(tooMuch)).toMatchObject({
      rows: [{ refused: "loans.above-times-stake" }, null, { refused: "loans.amount-not-in-cash" }],
    });
    const one = { ...typed, rows: typed.rows.slice(0, 1) };
    expect(await planOf(one)).toMatchObject({ whole: { refused: "loans.circle-too-small" } });
    expect(await askIn(group, "meetings.circle-plan", 7, { product: "x", periods: "", rows: "" })).toBeNull();
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  });

  it("gets all of it or nothing: one line of the sheet, whose refusal names the row", async () => {
    const typed = withAmount(filled(await today("2026-02-07")), women[1]!, "150500");
    expect(await tryAtMeeting(group, "2026-02-07", linesOf(typed))).toMatchObject({
      refused: "loans.above-times-stake",
      because: { row: women[1] },
    });
    expect(linesOf(typed, "1,6,0").map(one => one.entry)).toEqual(["assembly.decision"]);
  });

  it("borrows, each her own loan, and each reads it in her own passbook", async () => {
    await meet(group, "2026-02-07", linesOf(filled(await today("2026-02-07"))));
    const loans = await tableRows(group, loanTable);
    expect(new Map(loans.map(loan => [loan.member_id, loan.principal]))).toEqual(
      new Map([
        [women[0], 100_000n],
        [women[1], 100_000n],
        [women[2], 60_000n],
      ]),
    );
    expect(new Set(loans.map(loan => loan.circle_id)).size).toBe(1);
    const me = (await askIn<MeSeen>(group, "meetings.me", 7))!;
    expect(me.hers!.loans).toMatchObject([{ running: { principal: "60000" } }]);
    expect(me.entries!.meetings[0]!.entries).toMatchObject([{ kind: "loans.paid-out", amount: "-60000" }]);
  });

  it("gets nothing new while one of them is late, though her own is paid back", async () => {
    const [, , third] = women;
    const loan = (await tableRows(group, loanTable, { member_id: third! }))[0]!;
    const on = "2026-06-06";
    const seen = (await today(on)).loans.find(one => one.loan === loan.loan_id)!;
    await meet(group, on, [line("loans.repayment", { loan: loan.loan_id, member: third, amount: BigInt(seen.payOff) })]);
    expect(await balanceOf(group, "loans-receivable/loan", third!)).toBe(0n);
    const anew = { loan: group.edge.newId(), member: third, product: "ordinary", amount: 10_000n, guarantors: [women[0]] };
    expect(await tryAtMeeting(group, on, [line("loans.request", anew)])).toMatchObject({
      refused: "loans.circle-is-late",
      because: { count: 2 },
    });
  });

  it("and all of it follows from the log alone", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
