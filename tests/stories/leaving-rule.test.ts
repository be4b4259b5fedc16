/**
 * What a woman gets who leaves is a rule of her group, as it stands on the day: what of her debts is taken off, in which
 * funds, and what her shares give back. A savings group with shares of 10,000 rupiah and a school fund beside its loan fund.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day, type Day, type Document, type MemberId, type Uuid } from "#base";
import { enrolmentTable } from "#aid";
import { type LoanRow, loanTable } from "#loans";
import type { SheetLine } from "#meetings";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { comeForms } from "../../rooms/meetings/screens/come-forms.ts";
import type { LeavingPlanSeen, TodaySeen } from "../../rooms/meetings/screens/seen.ts";
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

const began = day("2026-01-05");
const week = (number: number): Day => addDays(began, 7 * (number - 1));

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let lestari: MemberId;
let maryam: MemberId;
let schoolLoan: Uuid;
let openLoan: Uuid;

const shares = (member: MemberId, count: number) =>
  line("savings.buy-shares", { member, fund: "loan", shares: count, amount: 10_000n * BigInt(count) });
const social = (member: MemberId) => line("aid.contribution", { member, fund: "social", amount: 2_000n });
const leaving = (member: MemberId) => line("meetings.leaving", { member, status: "left" });
const loanOf = async (loan: Uuid): Promise<LoanRow> => (await tableRows(group, loanTable, { loan_id: loan }))[0]!;
const two = () => ({ by: group.treasurer, with: [group.secretary] });

const lend = (member: MemberId, product: string, amount: bigint, guarantors: readonly MemberId[] = []) => {
  const loan = group.edge.newId();
  const carried = decision(group, "loan", loan);
  const lines = [
    line("loans.request", { loan, member, product, amount, guarantors }),
    carried.line,
    line("loans.pay-out", { loan, member, decision: carried.id }),
  ];
  return { loan, lines };
};

async function planAt(on: Day, member: MemberId): Promise<LeavingPlanSeen> {
  group.edge.today = on;
  const meeting = await openMeeting(group);
  const plan = await askIn<LeavingPlanSeen>(group, "meetings.leaving-plan", 0, { member });
  await accepted(group.say("meetings.abandon", { meeting }, two()));
  return plan!;
}

/** Decided at the meeting of this week, in force from the day after. */
async function decides(at: number, rule: string, value: Document, others: readonly SheetLine[]) {
  const carried = decision(group, "rule", rule, { value });
  await meet(group, week(at), [carried.line, ...others], await present());
  const change = { from: addDays(week(at), 1), decision: carried.id };
  await accepted(group.say("assembly.change-rule", change, two()));
}
const gone = new Set<MemberId>();
const present = async () => group.members.filter(member => !gone.has(member));

const usual = { shares: "at-cost", takes_off_unpaid_aid: false, rest_of_loans: "by-decision" };

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: began,
    size: 9,
    rules: { "loans.limits": null },
  });
  [kartini, lestari, maryam] = group.members.slice(6) as [MemberId, MemberId, MemberId];
  const fund = { unit: "IDR", nature: "divisible", is_lendable: true };
  const product = {
    fund: "school",
    method: "flat",
    amortization: "equal_installments",
    rate_per_month: "2",
    frequency: "months",
    every: "1",
    periods: "3",
    periods_max: "3",
    rounding_unit: "500",
    is_free: false,
  };
  const opening = decision(group, "rule", "ledger.fund/school", { value: fund });
  const lending = decision(group, "rule", "loans.product/school", { value: product });
  // Kartini never brings her part for the social fund.
  const brought = (count: number) => [
    ...group.members.map(member => shares(member, count)),
    ...group.members.filter(member => member !== kartini).map(social),
  ];
  await meet(group, week(1), [opening.line, { ...lending.line, line: "lending" }, ...brought(5)]);
  await accepted(group.say("assembly.open-fund", { name: "Dana sekolah", decision: opening.id }, two()));
  const change = { from: addDays(week(1), 1), decision: lending.id };
  await accepted(group.say("assembly.change-rule", change, two()));
  const moving = decision(group, "other", "transfer/loan/school", { value: { amount: "100000" } });
  await meet(group, week(2), [
    ...brought(5),
    moving.line,
    line("meetings.transfer", { from: "loan", to: "school", amount: 100_000n, decision: moving.id }),
  ]);
  const [hers, other] = [lend(kartini, "school", 50_000n), lend(lestari, "ordinary", 150_000n)];
  [schoolLoan, openLoan] = [hers.loan, other.loan];
  await meet(group, week(3), [...hers.lines, ...other.lines]);
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("Kartini leaves with ten shares, a loan of the school fund, and nothing brought for the social fund", () => {
  it("by the rule of the first weeks her loan of the other fund is taken off, and the social fund is not asked", async () => {
    expect(await planAt(week(4), kartini)).toMatchObject({
      needsDecision: false,
      funds: [
        { fund: "loan", stake: "100000", takenOff: [{ what: "loan", fund: "school", amount: "53000" }], payout: "47000" },
        { fund: "school", payout: "0", stillOwed: "0" },
      ],
    });
  });

  it("from the day the members changed it, what she did not bring is taken off too, and each bag gets what is its own", async () => {
    await decides(4, "meetings.leaving", { ...usual, takes_off_unpaid_aid: true, rest_of_loans: "stays-open" }, []);
    // Two meetings at which it was collected, and the one of today.
    expect((await planAt(week(5), kartini)).funds[0]).toMatchObject({
      takenOff: [
        { what: "loan", fund: "school", amount: "53000" },
        { what: "aid", fund: "social", amount: "6000" },
      ],
      payout: "41000",
    });
    const cash = async () =>
      Promise.all(["loan", "school", "social"].map(fund => balanceOf(group, `cash/${fund}`)));
    const before = await cash();
    await meet(group, week(5), [leaving(kartini)]);
    gone.add(kartini);
    const after = await cash();
    expect(after.map((amount, index) => amount - before[index]!)).toEqual([-100_000n, 53_000n, 6_000n]);
    expect(await loanOf(schoolLoan)).toMatchObject({ status: "repaid", principal_paid: 50_000n, interest_paid: 3_000n });
    expect(await tableRows(group, enrolmentTable, { fund: "social", member_id: kartini })).toMatchObject([{ paid: 6_000n }]);
    expect(await balanceOf(group, "member-payable/loan", kartini)).toBe(0n);
  });
});

describe("Lestari leaves owing more than she has, and the rule lets her loan go on", () => {
  it("her shares go to it, no decision is wanted, and it is still hers to pay", async () => {
    const brought = (await present()).filter(member => member !== lestari).map(social);
    // Loans come first, so nothing of her shares is left for what the social fund collects today.
    const plan = await planAt(week(6), lestari);
    expect(plan).toMatchObject({
      needsDecision: false,
      funds: [
        { fund: "loan", takenOff: [{ what: "loan", fund: "loan", amount: "100000" }], payout: "0", stillOwed: "59000" },
        { fund: "social", takenOff: [], stillOwed: "2000" },
      ],
    });
    await meet(group, week(6), [...brought, leaving(lestari)], await present());
    gone.add(lestari);
    expect(await loanOf(openLoan)).toMatchObject({ status: "running", written_off: 0n });
    const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
    expect(today.former.map(one => one.member)).toEqual([lestari]);
    expect(today.dues.filter(due => due.body["member"] === lestari)).toEqual([]);
  });

  it("what she brings later is written as money of an old loan", async () => {
    const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
    const forms = { today, words: { say: String, amount: String, has: () => false }, box: () => 0n } as never;
    const form = comeForms.find(one => one.name === "recovery")!;
    expect(form.isOffered(forms)).toBe(true);
    const written = form.lines({ loan: openLoan, amount: "59000" }, forms) as unknown as readonly SheetLine[];
    await meet(group, week(7), written, await present());
    expect(await loanOf(openLoan)).toMatchObject({ status: "repaid" });
    expect((await askIn<TodaySeen>(group, "meetings.today", 0))!.former).toEqual([]);
  });
});

describe("Maryam leaves after the members agreed that shares give back what they are worth", () => {
  it("she gets her part of what is in the fund, less than she paid since some went to the school fund, and the others lose nothing by it", async () => {
    await decides(8, "meetings.leaving", { ...usual, shares: "worth-now" }, []);
    const held = 10n * BigInt((await present()).length);
    const pot = await balanceOf(group, "cash/loan");
    const each = pot / held;
    expect(each).toBeGreaterThan(0n);
    const plan = await planAt(week(9), maryam);
    const gets = ((pot * 10n) / (held * 100n)) * 100n;
    expect(plan.funds[0]).toMatchObject({ stake: "100000", gain: String(gets - 100_000n), payout: String(gets) });
    await meet(group, week(9), [leaving(maryam)], await present());
    gone.add(maryam);
    const left = await balanceOf(group, "cash/loan");
    expect(left).toBe(pot - gets);
    // What rounding to cash left over is the others'.
    expect(left / (held - 10n)).toBe(each);
    const last = (await leavesOf(group, "savings.stake-returned")).at(-1)!;
    expect(JSON.parse(last.body).data).toMatchObject({ stake: String(gets), payout: String(gets) });
  });

  it("Parti stands for Wulan's loan: she leaves only when another does", async () => {
    const [, , wulan, , , parti] = group.members as [MemberId, MemberId, MemberId, MemberId, MemberId, MemberId];
    const { lines } = lend(wulan, "ordinary", 20_000n, [parti]);
    await meet(group, week(10), lines, await present());
    expect(await tryAtMeeting(group, week(11), [leaving(parti)])).toMatchObject({
      refused: "meetings.stands-for-loans",
      because: { number: 6, count: 1 },
    });
    const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
    const rules = { ...today.rules, guarantorsMin: 1 };
    const forms = { today: { ...today, rules }, words: { say: String, amount: String, has: () => false } } as never;
    const form = comeForms.find(one => one.name === "guarantor")!;
    expect(form.isOffered(forms)).toBe(true);
    const { loan } = today.loans[0]!;
    const named = form.lines({ loan, guarantor: group.treasurer }, forms) as unknown as readonly SheetLine[];
    expect(await tryAtMeeting(group, week(11), [...named, leaving(parti)])).toMatchObject({ status: "accepted" });
    // A promise ends with a life.
    const received_by = { name: "Mahrim", kinship: "spouse" };
    const died = line("meetings.leaving", { member: parti, status: "died", received_by });
    expect(await tryAtMeeting(group, week(11), [died])).toMatchObject({ status: "accepted" });
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
