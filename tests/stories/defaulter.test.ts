/**
 * A woman who cannot pay back what she borrowed: at the share-out her shares are set off against it, the rest is lost to
 * all, and what she puts in later is set off too. A savings group with shares of 10,000 rupiah; notes of 500 and above.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day, type Day, type MemberId, sum, type Uuid } from "#base";
import { decisionTable } from "#assembly";
import { type LoanRow, loanTable } from "#loans";
import type { SheetLine } from "#meetings";
import { membershipTable } from "#members";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { planAnswer } from "../../rooms/meetings/screens/form-parts.ts";
import { payForms } from "../../rooms/meetings/screens/pay-forms.ts";
import type { LeavingPlanSeen, ShareOutPlanSeen } from "../../rooms/meetings/screens/seen.ts";
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

const price = 10_000n;
const began = day("2026-01-05");
const week = (number: number): Day => addDays(began, 7 * (number - 1));

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let lestari: MemberId;
let kartinisLoan: Uuid;

const shares = (member: MemberId, count: number) =>
  line("savings.buy-shares", { member, fund: "loan", shares: count, amount: price * BigInt(count) });
const loanOf = async (loan: Uuid): Promise<LoanRow> => (await tableRows(group, loanTable, { loan_id: loan }))[0]!;

/** A loan asked for, decided and paid out on one sheet. */
const lend = (member: MemberId, amount: bigint) => {
  const loan = group.edge.newId();
  const carried = decision(group, "loan", loan);
  const lines = [
    line("loans.request", { loan, member, product: "ordinary", amount, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan, member, decision: carried.id }),
  ];
  return { loan, lines };
};

const shareOut = () => {
  const carried = decision(group, "share-out", "loan");
  return [carried.line, line("meetings.share-out", { fund: "loan", decision: carried.id }, "share-out")];
};

/** What each gets and what was set off, as the log has it for the last share-out. */
async function lastSharedOut() {
  const closed = (await leavesOf(group, "savings.shares-closed")).slice(-group.members.length);
  return new Map(
    closed.map(leaf => {
      const { set_off, payout } = JSON.parse(leaf.body).data as { set_off: string; payout: string };
      return [leaf.member_id!, { setOff: BigInt(set_off), payout: BigInt(payout) }];
    }),
  );
}

/** The plan as the treasurer sees it before hands are raised. */
async function planAt<Seen>(on: Day, question: string, params: Readonly<Record<string, string>>): Promise<Seen> {
  group.edge.today = on;
  const meeting = await openMeeting(group);
  const plan = await askIn<Seen>(group, question, 0, params);
  await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  return plan!;
}

/** Eight women with ten shares each; Kartini borrows 300,000 and Lestari 30,000, and nobody brings an instalment. */
async function begin(rules?: Readonly<Record<string, unknown>>): Promise<void> {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: began, size: 8, ...(rules ? { rules } : {}) });
  [kartini, lestari] = group.members.slice(6) as [MemberId, MemberId];
  for (const number of [1, 2])
    await meet(
      group,
      week(number),
      group.members.map(member => shares(member, 5)),
    );
  const [hers, other] = [lend(kartini, 300_000n), lend(lestari, 30_000n)];
  kartinisLoan = hers.loan;
  await meet(group, week(3), [...hers.lines, ...other.lines]);
}
const end = async (): Promise<void> => {
  await group.close();
  await database.drop();
};

describe("Kartini owes 318,000 and her ten shares cost 100,000", () => {
  beforeAll(() => begin());
  afterAll(end);

  // 470,000 in the box and Lestari's 32,000 are for seventy shares; Kartini's ten are worth as much each, and no more.
  const worthOfTen = ((470_000n + 32_000n) * 10n) / 70n;
  const rest = 318_000n - worthOfTen;

  it("before anybody raises a hand all see what is set off, what she gets, and what is lost to all", async () => {
    const plan = await planAt<ShareOutPlanSeen>(week(20), "meetings.share-out-plan", { fund: "loan" });
    expect(plan).toMatchObject({
      pot: String(470_000n + 32_000n + worthOfTen),
      perShare: "7171",
      rest: String(rest),
      restStaysOpen: false,
    });
    const of = (member: MemberId) => plan.members.find(one => one.member === member);
    expect(of(kartini)).toMatchObject({ shares: "10", setOff: String(worthOfTen), rest: String(rest), payout: "0" });
    expect(of(lestari)).toMatchObject({ setOff: "32000", rest: "0", payout: "39500" });
    expect(of(group.members[0]!)).toMatchObject({ setOff: "0", rest: "0", payout: "71500" });
  });

  it("the share-out goes on: her shares pay a part of her loan, the rest is written off by the same decision", async () => {
    const sheet = shareOut();
    await meet(group, week(20), sheet);
    const shared = await lastSharedOut();
    expect(shared.get(kartini)).toEqual({ setOff: worthOfTen, payout: 0n });
    expect(sum([...shared.values()].map(one => one.payout)) + (await balanceOf(group, "cash/loan"))).toBe(470_000n);
    expect(await loanOf(kartinisLoan)).toMatchObject({
      status: "written-off",
      interest_paid: 18_000n,
      principal_paid: worthOfTen - 18_000n,
      written_off: rest,
      recovered: 0n,
    });
    const [writtenOff] = await leavesOf(group, "loans.written-off");
    const [shareOutDecision] = (await leavesOf(group, "assembly.decided")).slice(-1);
    expect(JSON.parse(writtenOff!.body).data).toMatchObject({
      decision: JSON.parse(shareOutDecision!.body).data.decision,
      principal: String(rest),
    });
    for (const account of ["loans-receivable/loan", "member-shares/loan", "member-payable/loan"])
      for (const member of group.members) expect(await balanceOf(group, account, member)).toBe(0n);
    expect(await balanceOf(group, "loan-loss/loan")).toBe(0n);
    expect(await balanceOf(group, "retained-surplus/loan")).toBe(-(await balanceOf(group, "cash/loan")));
  });

  it("what she brings later makes the loss smaller, and her shares of the next cycle go to what is left", async () => {
    const everybody = (count: number) => group.members.map(member => shares(member, count));
    await meet(group, week(21), everybody(5));
    const recovery = line("loans.recovery", { loan: kartinisLoan, member: kartini, amount: 20_000n });
    await meet(group, week(22), [...everybody(5), recovery]);
    const left = rest - 20_000n;
    const before = await balanceOf(group, "cash/loan");
    const plan = await planAt<ShareOutPlanSeen>(week(40), "meetings.share-out-plan", { fund: "loan" });
    const worth = (before * 10n) / 70n;
    expect(plan.members.find(one => one.member === kartini)).toMatchObject({
      setOff: String(worth),
      rest: String(left - worth),
      payout: "0",
    });
    await meet(group, week(40), shareOut());
    const shared = await lastSharedOut();
    expect(shared.get(kartini)).toEqual({ setOff: worth, payout: 0n });
    expect(sum([...shared.values()].map(one => one.payout)) + (await balanceOf(group, "cash/loan"))).toBe(before);
    expect(await loanOf(kartinisLoan)).toMatchObject({ status: "written-off", recovered: 20_000n + worth });
    const [, setOff] = await leavesOf(group, "loans.recovered");
    expect(setOff!.body).toContain("member-payable/loan");
  });

  it("nor does she take her shares away by leaving: they go to the claim first", async () => {
    await meet(
      group,
      week(41),
      group.members.map(member => shares(member, 5)),
    );
    const plan = await planAt<LeavingPlanSeen>(week(42), "meetings.leaving-plan", { member: kartini });
    expect(plan).toMatchObject({ needsDecision: false, funds: [{ stake: "50000", takenOff: [{ what: "loan", amount: "50000" }], payout: "0" }] });
    const { recovered } = await loanOf(kartinisLoan);
    await meet(group, week(42), [line("meetings.leaving", { member: kartini, status: "left" })]);
    expect(await loanOf(kartinisLoan)).toMatchObject({ status: "written-off", recovered: recovered + 50_000n });
    expect((await tableRows(group, membershipTable, { member_id: kartini }))[0]).toMatchObject({ status: "left" });
    expect(await balanceOf(group, "member-payable/loan", kartini)).toBe(0n);
  });

  it("Lestari moves away owing more than she has: the members decide, and the rest is written off and stays a claim", async () => {
    const others = group.members.filter(member => member !== kartini);
    const { loan, lines } = lend(lestari, 100_000n);
    await meet(group, week(43), lines, others);
    const body = { member: lestari, status: "moved" };
    const plan = await planAt<LeavingPlanSeen>(week(44), "meetings.leaving-plan", { member: lestari });
    expect(plan).toMatchObject({ needsDecision: true, funds: [{ stake: "50000", payout: "0", stillOwed: "56000" }] });
    expect(await tryAtMeeting(group, week(44), [line("meetings.leaving", body)])).toMatchObject({
      refused: "meetings.leaves-owing",
      because: { number: 8, owed: 56_000n },
    });
    const invented = line("meetings.leaving", { ...body, decision: group.edge.newId() });
    expect(await tryAtMeeting(group, week(44), [invented])).toMatchObject({ refused: "assembly.no-decision" });
    const against = decision(group, "leaving", lestari, { for: 1, against: 5 });
    expect(
      await tryAtMeeting(group, week(44), [
        against.line,
        line("meetings.leaving", { ...body, decision: against.id }, "pay.leaving"),
      ]),
    ).toMatchObject({ refused: "assembly.not-carried" });
    const asked = payForms.find(form => form.name === "leaving")!;
    const planOwes = planAnswer({ member: lestari, needsDecision: true, funds: [] });
    expect(asked.lines({ ...body, plan: planOwes, votes: "1,5,0" }, {} as never)).toHaveLength(1);
    const written = asked.lines({ ...body, plan: planOwes, votes: "5,1,0" }, {} as never);
    await meet(group, week(44), written as unknown as readonly SheetLine[], others);
    expect(await tableRows(group, decisionTable, { question: "leaving", about: lestari })).toMatchObject([
      { is_carried: true, is_used: true },
    ]);
    expect(await loanOf(loan)).toMatchObject({ status: "written-off", written_off: 52_000n, interest_waived: 4_000n });
    expect((await tableRows(group, membershipTable, { member_id: lestari }))[0]).toMatchObject({ status: "moved" });
    const sent = line("loans.recovery", { loan, member: lestari, amount: 56_000n });
    const stay = others.filter(member => member !== lestari);
    await meet(group, week(45), [sent], stay);
    expect(await loanOf(loan)).toMatchObject({ recovered: 52_000n, interest_recovered: 4_000n });
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("where the rule lets the rest of a loan stay open", () => {
  beforeAll(() => begin({ "savings.share-out/loan": { policy: "floor", cash_step: "500", rest_of_loans: "stays-open" } }));
  afterAll(end);

  const worthOfTen = ((470_000n + 32_000n) * 10n) / 70n;

  it("Kartini's loan goes on after the share-out, smaller by her shares", async () => {
    const plan = await planAt<ShareOutPlanSeen>(week(20), "meetings.share-out-plan", { fund: "loan" });
    expect(plan).toMatchObject({ rest: String(318_000n - worthOfTen), restStaysOpen: true });
    await meet(group, week(20), shareOut());
    expect(await loanOf(kartinisLoan)).toMatchObject({ status: "running", written_off: 0n });
    const stillLent = 318_000n - worthOfTen;
    expect(await balanceOf(group, "loans-receivable/loan", kartini)).toBe(stillLent);
    expect(await balanceOf(group, "retained-surplus/loan")).toBe(-stillLent - (await balanceOf(group, "cash/loan")));
  });

  it("and what she pays of it is of the next cycle", async () => {
    const stillLent = 318_000n - worthOfTen;
    await meet(
      group,
      week(21),
      group.members.map(member => shares(member, 1)),
    );
    const repaid = line("loans.repayment", { loan: kartinisLoan, member: kartini, amount: stillLent });
    await meet(group, week(22), [repaid]);
    expect(await loanOf(kartinisLoan)).toMatchObject({ status: "repaid" });
    const before = await balanceOf(group, "cash/loan");
    await meet(group, week(40), shareOut());
    const shared = await lastSharedOut();
    expect(shared.get(kartini)!.payout).toBe((before / 8n / 500n) * 500n);
    expect(await balanceOf(group, "retained-surplus/loan")).toBe(-(await balanceOf(group, "cash/loan")));
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
