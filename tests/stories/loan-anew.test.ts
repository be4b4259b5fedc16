/**
 * A bad year: Kartini cannot keep up and the members agree with her anew; then the flood comes and they vote that nobody
 * pays for two months. Written by the forms of the meeting, sealed, and rebuilt from the log.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Day, day, type MemberId, type Uuid } from "#base";
import { type LoanRow, loanTable, planOf, type RunningLoan } from "#loans";
import { questions as ofLoans } from "#loans/server";
import { read } from "#db";
import type { SheetLine } from "#meetings";
import { house } from "../../app/rooms.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { decideForms } from "../../rooms/meetings/screens/decide-forms.ts";
import type { Answers, FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import type { TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import type { LoanSeen, LoansSeen } from "../../rooms/loans/page-questions.ts";
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
  testKey,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let lestari: MemberId;
const loan = { kartini: "" as Uuid, lestari: "" as Uuid };

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "loans.limits": null,
      "savings.product/savings": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      },
      "loans.product/ordinary": {
        fund: "loan",
        method: "declining_balance",
        amortization: "equal_principal_payments",
        rate_per_month: "2",
        frequency: "months",
        every: "1",
        periods: "5",
        periods_max: "10",
        rounding_unit: "100",
        is_free: false,
      },
    },
  });
  [kartini, lestari] = [group.members[6]!, group.members[7]!];
  await meet(group, "2026-01-10", [
    ...group.members.map(member => line("savings.deposit", { member, product: "savings", amount: 500_000n })),
    ...lend("kartini", kartini, 500_000n),
    ...lend("lestari", lestari, 300_000n),
  ]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

function lend(whose: keyof typeof loan, member: MemberId, amount: bigint): readonly SheetLine[] {
  loan[whose] = group.edge.newId();
  const carried = decision(group, "loan", loan[whose]);
  return [
    line("loans.request", { loan: loan[whose], member, product: "ordinary", amount, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan: loan[whose], member, decision: carried.id }),
  ];
}

const words = {
  say: (key: string) => key,
  amount: String,
  day: String,
  has: () => false,
} as unknown as FormContext["words"];
const context = async (): Promise<FormContext> => ({
  today: (await askIn<TodaySeen>(group, "meetings.today", 0))!,
  words,
  box: () => 0n,
});
const formOf = (name: string) => decideForms.find(one => one.name === name)!;
const formed = async (name: string, answers: Answers, on: string): Promise<readonly SheetLine[]> => {
  group.edge.today = day(on);
  return formOf(name).lines(answers, await context()) as unknown as readonly SheetLine[];
};
const rowOf = async (id: Uuid): Promise<RunningLoan> =>
  (await tableRows<LoanRow>(group, loanTable, { loan_id: id }))[0] as RunningLoan;
const dates = async (id: Uuid, on: string): Promise<readonly (readonly [Day, bigint])[]> =>
  planOf(await rowOf(id), day(on)).map(row => [row.due, row.principal]);
const pay = (whose: keyof typeof loan, member: MemberId, amount: bigint) =>
  line("loans.repayment", { loan: loan[whose], member, amount });

/** A page of the loans' room, as one of the women sees it. */
const seen = <Seen>(question: string, member: MemberId, params: Readonly<Record<string, string>> = {}): Promise<Seen> =>
  read(group.pool, group.organisation, client =>
    ofLoans[question]!.ask({
      client,
      organisation: group.organisation,
      member,
      roles: new Set(member === group.treasurer ? ["anyone", "treasurer"] : ["anyone"]),
      today: group.edge.today,
      params,
      masterKey: testKey,
    } as never),
  ) as Promise<Seen>;

describe("Kartini paid one instalment and then none", () => {
  it("is offered new instalments from those that are still open, at the meeting", async () => {
    await meet(group, "2026-02-14", [pay("kartini", kartini, 110_000n), pay("lestari", lestari, 66_000n)]);
    group.edge.today = day("2026-04-11");
    const meeting = await openMeeting(group);
    const forms = await context();
    const asks = formOf("reschedule").asks;
    const options = (key: string, answers: Answers) => {
      const ask = asks.find(one => one.key === key)!;
      return ask.kind === "choice" ? ask.options(forms, answers).map(one => one.value) : [];
    };
    expect(options("loan", {})).toContain(loan.kartini);
    expect(options("from", { loan: loan.kartini })).toEqual(["2026-04-10", "2026-05-10", "2026-06-10"]);
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  });

  it("gets five months more by the hands of the members; no money moves", async () => {
    const before = await balanceOf(group, "loans-receivable/loan", kartini);
    const answers = { loan: loan.kartini, from: "2026-04-10", change: "more", extra: "5", rate: " 1,5 % ", votes: "6,1,0" };
    await meet(group, "2026-04-11", await formed("reschedule", answers, "2026-04-11"));
    expect(await balanceOf(group, "loans-receivable/loan", kartini)).toBe(before);
    expect((await dates(loan.kartini, "2026-04-11")).slice(0, 4)).toEqual([
      ["2026-02-10", 100_000n],
      ["2026-03-10", 0n],
      ["2026-04-10", 50_000n],
      ["2026-05-10", 50_000n],
    ]);
    const rescheduled = await leavesOf(group, "loans.rescheduled");
    expect(rescheduled).toHaveLength(1);
    expect(rescheduled[0]!.body).toContain('"rate_per_month":"1.5"');
  });

  it("is shown as agreed anew, and apart in the sums that all may see", async () => {
    const hers = await seen<LoanSeen>("loans.loan", kartini, { loan: loan.kartini });
    expect(hers.owed).toMatchObject({ isRescheduled: true, late: "0", waitingSince: null });
    expect(hers.plan[1]).toMatchObject({ state: "moved", principal: "0" });
    const all = await seen<LoansSeen>("loans.loans", lestari);
    expect(all.funds[0]).toMatchObject({ loans: 2, rescheduled: 1, rescheduledLeft: "400000" });
    expect(all.running).toEqual([]);
  });

  it("gets nothing where the hands are against it", async () => {
    const answers = { loan: loan.lestari, from: "2026-04-10", change: "pause", grace: "2", votes: "1,6,0" };
    const lines = await formed("reschedule", answers, "2026-05-09");
    expect(lines.map(one => one.entry)).toEqual(["assembly.decision"]);
  });
});

describe("the flood", () => {
  it("moves the instalments of all loans by two months, by one vote", async () => {
    await meet(group, "2026-05-09", [
      pay("lestari", lestari, 60_000n + 4_800n + 4_800n),
      ...(await formed("holiday", { from: "2026-05-09", months: "2", votes: "7,0,0" }, "2026-05-09")),
    ]);
    const given = await leavesOf(group, "loans.holiday-given");
    expect(given.length).toBe(2);
    expect((await dates(loan.lestari, "2026-05-09")).map(([due]) => due)).toEqual([
      "2026-02-10",
      "2026-03-10",
      "2026-04-10",
      "2026-07-10",
      "2026-08-10",
    ]);
    expect((await dates(loan.kartini, "2026-05-09")).slice(2, 5).map(([due]) => due)).toEqual([
      "2026-04-10",
      "2026-07-10",
      "2026-08-10",
    ]);
  });

  it("is told to all, with its last day, and a day of lateness more does not come of it", async () => {
    group.edge.today = day("2026-06-13");
    const june = await seen<LoansSeen>("loans.loans", group.treasurer);
    expect(june.funds[0]).toMatchObject({ onHoliday: 2, holidayUntil: "2026-07-08" });
    const lateness = (loans: LoansSeen) => loans.running.map(one => one.daysLate);
    group.edge.today = day("2026-05-09");
    const may = await seen<LoansSeen>("loans.loans", group.treasurer);
    expect(lateness(june)).toEqual(lateness(may));
    group.edge.today = day("2026-06-13");
    expect((await context()).today.dues.filter(one => one.entry === "loans.repayment")).toEqual(
      await duesOn("2026-07-04"),
    );
  });

  it("is refused within another", async () => {
    const [said, given] = await formed("holiday", { from: "2026-06-13", months: "1", votes: "7,0,0" }, "2026-06-13");
    const meeting = await openMeeting(group);
    expect(await group.say("meetings.write", { meeting, lines: [said, given] }, { by: group.treasurer })).toMatchObject({
      refused: "loans.holiday-while-another",
    });
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  });

  it("and the new agreement are rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

async function duesOn(on: string) {
  group.edge.today = day(on);
  return (await context()).today.dues.filter(one => one.entry === "loans.repayment");
}
