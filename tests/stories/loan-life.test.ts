/**
 * Kartini's loan from the asking to the last rupiah, and Lestari's, which the members gave up and which came back in
 * part. Monthly meetings, 2 % a month on what is still owed.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRefusal, type MemberId, type Uuid } from "#base";
import { type LoanRow, loanTable } from "#loans";
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
  tryAtMeeting,
} from "../village/group.ts";

const product = {
  fund: "loan",
  method: "declining_balance",
  amortization: "equal_principal_payments",
  rate_per_month: "2",
  frequency: "months",
  every: "1",
  periods: "10",
  periods_max: "10",
  rounding_unit: "100",
  is_free: false,
};

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let lestari: MemberId;
let guarantor: MemberId;
const first = { loan: "" as Uuid, decision: "" as Uuid };

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "savings.product/savings": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      },
      "loans.product/ordinary": product,
      "loans.limits": {
        times_stake: "3",
        stake_accounts: ["member-savings.savings/loan"],
        share_of_fund_percent: "40",
        guarantors_min: "1",
        may_borrow_again_with_open_loan: false,
      },
    },
  });
  [kartini, lestari] = [group.members[6]!, group.members[7]!];
  guarantor = group.members[3]!;
  const saved = group.members.map(member =>
    line("savings.deposit", { member, product: "savings", amount: 1_000_000n }),
  );
  await meet(group, "2026-01-10", saved);
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const ask = (member: MemberId, amount: bigint, of: Readonly<Record<string, unknown>> = {}) => {
  const loan = group.edge.newId();
  const body = { loan, member, product: "ordinary", amount, guarantors: [guarantor], ...of };
  return { loan, line: line("loans.request", body) };
};
const payOut = (loan: Uuid, member: MemberId, of: Uuid, amount?: bigint) =>
  line("loans.pay-out", { loan, member, decision: of, ...(amount === undefined ? {} : { amount }) });
const pay = (amount: bigint) => line("loans.repayment", { loan: first.loan, member: kartini, amount });
const loanOf = async (loan: Uuid): Promise<LoanRow> => (await tableRows(group, loanTable, { loan_id: loan }))[0]!;
const owes = (member: MemberId): Promise<bigint> => balanceOf(group, "loans-receivable/loan", member);

describe("a loan from the members' own fund", () => {
  it("is not given without somebody who stands for it, nor to its own guarantor", async () => {
    const on = "2026-02-07";
    expect(await tryAtMeeting(group, on, [ask(kartini, 1_000_000n, { guarantors: [] }).line])).toMatchObject({
      refused: "loans.too-few-guarantors",
      because: { found: 0, needed: 1 },
    });
    expect(await tryAtMeeting(group, on, [ask(kartini, 1_000_000n, { guarantors: [kartini] }).line])).toMatchObject({
      refused: "loans.guarantor-is-borrower",
    });
  });

  it("is at most three times her savings, and two fifths of the fund", async () => {
    const on = "2026-02-07";
    expect(await tryAtMeeting(group, on, [ask(kartini, 3_000_100n).line])).toMatchObject({
      refused: "loans.above-times-stake",
      because: { stake: 1_000_000n, allowed: 3_000_000n },
    });
    const carried = { periods: 11 };
    expect(await tryAtMeeting(group, on, [ask(kartini, 1_000_000n, carried).line])).toMatchObject({
      refused: "loans.too-many-periods",
    });
    await meet(
      group,
      on,
      group.members
        .slice(0, 2)
        .map(member => line("savings.withdrawal", { member, product: "savings", amount: 900_000n })),
    );
    expect(await tryAtMeeting(group, "2026-02-08", [ask(kartini, 2_500_000n).line])).toMatchObject({
      refused: "loans.above-share-of-fund",
      because: { size: 6_200_000n, allowed: 2_480_000n, percent: 40 },
    });
  });

  it("is not paid out where the hands were even; Kartini may ask again", async () => {
    const asked = ask(kartini, 2_000_000n);
    const tie = decision(group, "loan", asked.loan, { for: 3, against: 3 });
    const on = "2026-02-14";
    expect(await tryAtMeeting(group, on, [asked.line, tie.line, payOut(asked.loan, kartini, tie.id)])).toMatchObject({
      refused: "assembly.not-carried",
      because: { for: 3, against: 3 },
    });
    const turnedDown = line("loans.turn-down", { loan: asked.loan, member: kartini, decision: tie.id });
    await meet(group, on, [asked.line, tie.line, turnedDown]);
    expect(await loanOf(asked.loan)).toMatchObject({ status: "refused", closed_on: on, principal: 0n });
  });

  it("is agreed to for less than she asked, and paid out a month later, citing that decision", async () => {
    const asked = ask(kartini, 2_000_000n, { purpose: "Benang dan pewarna tenun" });
    const carried = decision(group, "loan", asked.loan);
    Object.assign(first, { loan: asked.loan, decision: carried.id });
    const agreed = { loan: asked.loan, member: kartini, decision: carried.id, amount: 1_500_000n };
    await meet(group, "2026-02-21", [asked.line, carried.line, line("loans.approval", agreed)]);
    expect(await loanOf(first.loan)).toMatchObject({ status: "approved", requested: 2_000_000n, approved: 1_500_000n });
    expect(await tryAtMeeting(group, "2026-02-21", [ask(kartini, 100_000n).line])).toMatchObject({
      refused: "loans.has-open-loan",
    });
    expect(
      await tryAtMeeting(group, "2026-03-07", [payOut(first.loan, kartini, first.decision, 1_500_100n)]),
    ).toMatchObject({ refused: "loans.above-requested", because: { allowed: 1_500_000n } });
    const other = decision(group, "loan", group.edge.newId());
    expect(await tryAtMeeting(group, "2026-03-07", [other.line, payOut(first.loan, kartini, other.id)])).toMatchObject({
      refused: "assembly.no-decision",
    });
  });

  it("asks the limits again when the money is handed over: her savings are not there any more", async () => {
    const out = line("savings.withdrawal", { member: kartini, product: "savings", amount: 900_000n });
    const back = line("savings.deposit", { member: kartini, product: "savings", amount: 900_000n });
    await meet(group, "2026-03-07", [out]);
    expect(await tryAtMeeting(group, "2026-03-07", [payOut(first.loan, kartini, first.decision)])).toMatchObject({
      refused: "loans.above-times-stake",
      because: { stake: 100_000n, allowed: 300_000n },
    });
    await meet(group, "2026-03-14", [back, payOut(first.loan, kartini, first.decision)]);
    expect(await loanOf(first.loan)).toMatchObject({
      status: "running",
      principal: 1_500_000n,
      paid_out_on: "2026-03-14",
    });
    expect(await owes(kartini)).toBe(1_500_000n);
  });

  it("April: a part of the instalment pays the interest first", async () => {
    await meet(group, "2026-04-11", [pay(100_000n)]);
    expect(await loanOf(first.loan)).toMatchObject({ principal_paid: 70_000n, interest_paid: 30_000n });
    expect(await owes(kartini)).toBe(1_430_000n);
  });

  it("May: interest only, and the principal waits", async () => {
    await meet(group, "2026-05-09", [pay(28_600n)]);
    expect(await loanOf(first.loan)).toMatchObject({ principal_paid: 70_000n, interest_paid: 58_600n });
  });

  it("June: the members take 3 % from now on, and Kartini's loan keeps its 2 %", async () => {
    const value = { ...product, method: "flat", amortization: "equal_installments", rate_per_month: "3", periods: "5" };
    const carried = decision(group, "rule", "loans.product/ordinary", { value });
    await meet(group, "2026-06-06", [carried.line]);
    const changed = { from: "2026-06-07", decision: carried.id };
    await accepted(group.say("assembly.change-rule", changed, { by: group.treasurer, with: [group.secretary] }));
    expect(await tryAtMeeting(group, "2026-06-13", [pay(1_458_601n)])).toMatchObject({
      refused: "loans.repayment-exceeds-owed",
      because: { owed: 1_458_600n },
    });
    const asked = ask(lestari, 500_000n);
    const yes = decision(group, "loan", asked.loan);
    await meet(group, "2026-06-13", [pay(28_600n), asked.line, yes.line, payOut(asked.loan, lestari, yes.id)]);
    expect((await loanOf(first.loan)).terms).toMatchObject({ method: "declining_balance", rate_per_month: "2" });
    expect((await loanOf(asked.loan)).terms).toMatchObject({ method: "flat", rate_per_month: "3", periods: "5" });
  });

  it("July: the 100,000 of April is taken back and written as the 200,000 it was", async () => {
    const april = (await leavesOf(group, "loans.repaid"))[0]!;
    expect(april.effective_on).toBe("2026-04-11");
    const before = await balanceOf(group, "cash/loan");
    const correction = line("meetings.correction", { seq: april.seq, reason: "Terbaca 100, yang dibayar 200" });
    // What she owes follows from the sums: 4 months of 30,000 less the 57,200 that were paid.
    await meet(group, "2026-07-11", [correction, pay(200_000n)]);
    expect(await balanceOf(group, "cash/loan")).toBe(before + 100_000n);
    expect(await loanOf(first.loan)).toMatchObject({
      status: "running",
      interest_paid: 57_200n + 62_800n,
      principal_paid: 137_200n,
    });
    expect(await owes(kartini)).toBe(1_362_800n);
    const [reversal] = await leavesOf(group, "ledger.reversal");
    expect(reversal).toMatchObject({ reverses: april.seq, effective_on: "2026-07-11", member_id: kartini });
    expect(await tryAtMeeting(group, "2026-07-12", [correction])).toMatchObject({
      refused: "ledger.already-reversed",
      because: { seq: april.seq, by: reversal!.seq },
    });
  });

  it("August: Kartini pays off early, to the last hundred, and her loan is closed", async () => {
    expect(await tryAtMeeting(group, "2026-08-08", [pay(1_390_101n)])).toMatchObject({
      refused: "loans.repayment-exceeds-owed",
      because: { owed: 1_390_100n },
    });
    await meet(group, "2026-08-08", [pay(1_390_100n)]);
    expect(await loanOf(first.loan)).toMatchObject({
      status: "repaid",
      closed_on: "2026-08-08",
      principal_paid: 1_500_000n,
    });
    expect(await owes(kartini)).toBe(0n);
    expect(await tryAtMeeting(group, "2026-08-09", [pay(100n)])).toMatchObject({ refused: "loans.not-running" });
  });

  it("Lestari never pays; only by a decision is it written off, and what she brings later makes the loss smaller", async () => {
    const [running] = await tableRows(group, loanTable, { member_id: lestari, status: "running" });
    const loan = running!.loan_id;
    const body = { loan, member: lestari };
    const invented = group.edge.newId();
    expect(
      await tryAtMeeting(group, "2027-01-09", [line("loans.write-off", { ...body, decision: invented })]),
    ).toMatchObject({ refused: "assembly.no-decision" });
    const carried = decision(group, "write-off", loan);
    await meet(group, "2027-01-09", [carried.line, line("loans.write-off", { ...body, decision: carried.id })]);
    expect(await loanOf(loan)).toMatchObject({
      status: "written-off",
      written_off: 500_000n,
      interest_waived: 75_000n,
    });
    expect(await owes(lestari)).toBe(0n);
    expect(await balanceOf(group, "loan-loss/loan")).toBe(500_000n);

    const recover = (amount: bigint) => line("loans.recovery", { ...body, amount });
    await meet(group, "2027-02-06", [recover(200_000n)]);
    expect(await balanceOf(group, "loan-loss/loan")).toBe(300_000n);
    expect(await tryAtMeeting(group, "2027-03-06", [recover(375_001n)])).toMatchObject({
      refused: "loans.recovery-exceeds-claim",
      because: { owed: 375_000n },
    });
    const writeOff = (await leavesOf(group, "loans.written-off"))[0]!;
    const undo = line("meetings.correction", { seq: writeOff.seq, reason: "Ia mulai membayar lagi" });
    expect(await tryAtMeeting(group, "2027-03-06", [undo])).toMatchObject({ refused: "loans.reverse-later-first" });
    await meet(group, "2027-03-06", [recover(375_000n)]);
    expect(await loanOf(loan)).toMatchObject({ recovered: 500_000n, interest_recovered: 75_000n });
    expect(await balanceOf(group, "loan-loss/loan")).toBe(0n);
    expect(isRefusal(await tryAtMeeting(group, "2027-04-10", [recover(100n)]))).toBe(true);
  });

  it("in the end the box holds what was saved and every interest that was paid", async () => {
    const saved = await Promise.all(
      group.members.map(member => balanceOf(group, "member-savings.savings/loan", member)),
    );
    const interest = await balanceOf(group, "interest-income/loan");
    expect(interest).toBe(-(120_000n + 27_300n + 75_000n));
    expect(await balanceOf(group, "cash/loan")).toBe(-saved.reduce((sum, one) => sum + one, interest));
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
