/**
 * Kartini still owes on a loan, and asks for a larger one that pays it off. By the forms of the meeting, sealed, told on every
 * page and paper, taken back, and rebuilt from the log.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid, wordsOf } from "#base";
import { read } from "#db";
import { statementsOf } from "#ledger/server";
import { type LoanRow, loanTable } from "#loans";
import { questions as ofLoans } from "#loans/server";
import type { SheetLine } from "#meetings";
import { questions as ofReports } from "#reports/server";
import { readCatalogues } from "../../app/server/catalogues.ts";
import { root } from "../../app/server/root.ts";
import { house } from "../../app/rooms.ts";
import type { LoanSeen, LoansSeen } from "../../rooms/loans/page-questions.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { painted } from "../../rooms/meetings/painted.testing.tsx";
import type { MeSeen } from "../../rooms/meetings/passbook.ts";
import { decideForms } from "../../rooms/meetings/screens/decide-forms.ts";
import type { FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import { PaperReceipts, PaperSheet } from "../../rooms/meetings/screens/paper.tsx";
import type { MeetingSeen, TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import { fold } from "../../rooms/meetings/screens/sheet-model.ts";
import type { Report } from "../../rooms/reports/report.ts";
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
  tryAtMeeting,
} from "../village/group.ts";

const catalogues = await readCatalogues(root);
const words = wordsOf("en", catalogues["en"]!.all);
const [kartiniAt, lestariAt] = [6, 7];

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let lestari: MemberId;
let old: Uuid;
let next: Uuid;
let meeting: Uuid;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "loans.limits": {
        stake_accounts: [],
        guarantors_min: "0",
        may_borrow_again_with_open_loan: false,
      },
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
        fees: [{ what: "service", at: "pay-out", percent: "1" }],
      },
    },
  });
  [kartini, lestari] = [group.members[kartiniAt]!, group.members[lestariAt]!];
  old = group.edge.newId();
  const carried = decision(group, "loan", old);
  await meet(group, "2026-01-10", [
    ...group.members.map(member => line("savings.deposit", { member, product: "savings", amount: 500_000n })),
    line("loans.request", { loan: old, member: kartini, product: "ordinary", amount: 500_000n, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan: old, member: kartini, decision: carried.id }),
  ]);
  await meet(group, "2026-02-14", [line("loans.repayment", { loan: old, member: kartini, amount: 110_000n })]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const rowOf = async (id: Uuid): Promise<LoanRow> => (await tableRows<LoanRow>(group, loanTable, { loan_id: id }))[0]!;
const statement = (on: string) =>
  read(group.pool, group.organisation, client => statementsOf(client, group.organisation, day(on)));
const cash = () => balanceOf(group, "cash/loan");

/** The form that asks for a loan, with the sheet as it is. */
async function forms(): Promise<FormContext> {
  const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
  return { today, sheet: fold(today.draft, []), words, box: () => 0n };
}
const request = decideForms.find(one => one.name === "loan-request")!;
const askOf = (key: string) => request.asks.find(one => one.key === key)!;

const seen = <Seen>(
  questions: Readonly<Record<string, { readonly ask: unknown }>>,
  question: string,
  member: MemberId,
  params: Readonly<Record<string, string>> = {},
): Promise<Seen> =>
  read(group.pool, group.organisation, client =>
    (questions[question]!.ask as (asked: unknown) => Promise<Seen>)({
      client,
      organisation: group.organisation,
      member,
      roles: new Set(member === group.treasurer ? ["anyone", "treasurer"] : ["anyone"]),
      today: group.edge.today,
      params,
      masterKey: testKey,
      texts: () => Promise.resolve(new Map()),
    }),
  );

describe("she asks for 700,000 in April, while March is still to come", () => {
  const answers = { member: "", product: "ordinary", amount: "700000", periods: "5", purpose: "Mesin jahit" };

  it("and the form asks whether it pays the old one off, with what she would be handed", async () => {
    group.edge.today = day("2026-04-11");
    meeting = await openMeeting(group);
    const context = await forms();
    const hers = { ...answers, member: kartini };
    const ask = askOf("renews");
    expect(ask.when!(context, hers)).toBe(true);
    expect(ask.when!(context, { ...hers, member: lestari })).toBe(false);
    const options = ask.kind === "choice" ? ask.options(context, hers) : [];
    // 400,000 and the interest of March and April.
    expect(options.map(one => [one.value, one.sub])).toEqual([
      [old, "Rp\u00a0416,000 pays it off today"],
      ["no", undefined],
    ]);
    const known = (amount: string) => askOf("amount").known!(context, { ...hers, renews: old, amount });
    expect(known("700000")).toBe(
      "Of Rp\u00a0700,000, Rp\u00a0416,000 pays off her old loan, and Rp\u00a07,000 is kept back as fees. She is handed Rp\u00a0277,000.",
    );
    expect(known("400000")).toBe(
      "Rp\u00a0416,000 is owed on her old loan today, so Rp\u00a020,000 is missing. She pays that on it in cash first, or asks for more.",
    );
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  });

  it("the group lends one at a time: beside the old one it is refused, and for less than is owed it is not paid out", async () => {
    const beside = { loan: group.edge.newId(), member: kartini, product: "ordinary", amount: 700_000n, guarantors: [] };
    expect(await tryAtMeeting(group, "2026-04-11", [line("loans.request", beside)])).toMatchObject({
      refused: "loans.has-open-loan",
    });
    const small = { ...beside, amount: 420_000n, renews: old };
    const carried = decision(group, "loan", small.loan);
    const lines = [
      line("loans.request", small),
      carried.line,
      line("loans.pay-out", { loan: small.loan, member: kartini, decision: carried.id }),
    ];
    expect(await tryAtMeeting(group, "2026-04-11", lines)).toMatchObject({
      refused: "loans.renewal-too-small",
      because: { left: 415_800n, owed: 416_000n, missing: 200n },
    });
  });

  it("the members agree, and the box gives the difference alone", async () => {
    group.edge.today = day("2026-04-11");
    const opened = await openMeeting(group);
    const written = request.lines({ ...answers, member: kartini, renews: old }, await forms()) as unknown as SheetLine[];
    next = (written[0]!.body as { readonly loan: Uuid }).loan;
    expect(written[0]!.body).toMatchObject({ renews: old, amount: "700000" });
    const carried = decision(group, "loan", next);
    const paidOut = line("loans.pay-out", { loan: next, member: kartini, decision: carried.id });
    const lines = [...written, carried.line, paidOut];
    await accepted(group.say("meetings.write", { meeting: opened, lines }, { by: group.treasurer }));
    const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
    expect(today.draft.trouble).toBeNull();
    expect(today.draft.effects[paidOut.line]).toEqual({ loan: "-277000" });
    await accepted(group.say("meetings.abandon", { meeting: opened }, { by: group.treasurer, with: [group.secretary] }));

    const [before, box] = [await statement("2026-04-10"), await cash()];
    meeting = (await meet(group, "2026-04-11", lines)).meeting;
    expect(await cash()).toBe(box - 277_000n);
    expect(await balanceOf(group, "loans-receivable/loan", kartini)).toBe(700_000n);
    expect(await balanceOf(group, "interest-income/loan")).toBe(-10_000n - 16_000n);
    expect(await balanceOf(group, "fee-income/loan")).toBe(-5_000n - 7_000n);
    // What it all comes to is told as before, and the old day stays what it was.
    for (const told of [await statement("2026-04-11"), before]) {
      expect(told.trialBalances).toHaveLength(1);
      expect(told.trialBalances[0]!.debit).toBe(told.trialBalances[0]!.credit);
    }
    expect(await statement("2026-04-10")).toEqual(before);
  });

  it("the old loan ended by the new one, which knows how much was late", async () => {
    expect(await rowOf(old)).toMatchObject({ status: "repaid", closed_on: "2026-04-11", renewed_by: next });
    expect(await rowOf(next)).toMatchObject({ status: "running", renews: old, principal: 700_000n, renewed_late: 108_000n });
    const leaves = await leavesOf(group, "loans.renewed");
    expect(leaves).toHaveLength(1);
  });
});

describe("it is told", () => {
  it("on the pages of both loans", async () => {
    const ofOld = await seen<LoanSeen>(ofLoans, "loans.loan", kartini, { loan: old });
    expect(ofOld).toMatchObject({ status: "repaid", renewedBy: next, renews: null });
    expect(ofOld.events[0]).toMatchObject({
      kind: "loans.paid-off-by-renewal",
      cash: "0",
      principal: "400000",
      interest: "16000",
      paidOff: null,
    });
    const ofNext = await seen<LoanSeen>(ofLoans, "loans.loan", group.treasurer, { loan: next });
    expect(ofNext).toMatchObject({ renews: old, renewedBy: null, owed: { left: "700000" } });
    expect(ofNext.events[0]).toMatchObject({ kind: "loans.renewed", cash: "-277000", principal: "700000", paidOff: "416000" });
  });

  it("in the sums that all may see, apart from what was lent otherwise", async () => {
    const all = await seen<LoansSeen>(ofLoans, "loans.loans", lestari);
    expect(all.funds[0]).toMatchObject({ loans: 1, rescheduled: 0, renewed: 1, renewedLeft: "700000" });
    expect(all.running).toEqual([]);
  });

  it("in the minutes, on her receipt and in her passbook", async () => {
    const sheet = (await askIn<MeetingSeen>(group, "meetings.sheet", 0, { meeting }))!;
    const page = painted(PaperSheet, sheet, { group, by: 0, locale: "en" });
    expect(page).toContain("New loan paid out, the old one paid off with it");
    expect(page).toContain("Rp\u00a0700,000 lent, Rp\u00a0416,000 of it paid off the old loan");
    const receipts = painted(PaperReceipts, (await askIn<MeetingSeen>(group, "meetings.receipts", kartiniAt, { meeting }))!, {
      ...{ group, by: kartiniAt, locale: "en" },
    });
    for (const said of ["Old loan paid off with it", "416,000", "Fees kept back", "7,000", "277,000"])
      expect(receipts).toContain(said);
    const me = (await askIn<MeSeen>(group, "meetings.me", kartiniAt))!;
    const entry = me.entries!.meetings.flatMap(one => one.entries).find(one => one.kind === "loans.renewed");
    expect(entry).toMatchObject({ amount: "-277000", renewed: { lent: "700000", paidOff: "416000", fees: "7000" } });
  });

  it("in the report, on lines of their own; what it paid off was not collected", async () => {
    const params = { report: "indicators", from: "2026-01-01", until: "2026-04-30" };
    const report = await seen<Report>(ofReports, "reports.report", group.treasurer, params);
    const rows = report.tables.find(table => table.key === "repayment")!.rows;
    const told = (indicator: string) => rows.find(row => JSON.stringify(row[0]).includes(`"reports.indicator.${indicator}"`))!;
    const amounts = (indicator: string) => told(indicator).flatMap(cell => (cell && "amount" in cell ? [String(cell.amount)] : []));
    expect(amounts("renewed")).toEqual(["700000", "700000"]);
    expect(amounts("renewed-late")).toEqual(["700000", "700000"]);
    // February of February, March and April.
    expect(amounts("on-time-repayment")).toEqual(["100000", "300000"]);
    expect(amounts("par-1")).toEqual(["0", "700000"]);
    // Money that moved: what was lent above what the old loan took of it, less what was earned.
    const moved = await seen<Report>(ofReports, "reports.report", group.treasurer, {
      ...{ report: "receipts-payments", from: "2026-04-11", until: "2026-04-11" },
    });
    const totals = moved.tables[0]!.rows.map(row => JSON.stringify(row.slice(1))).join();
    for (const amount of ["300000", "16000", "7000"]) expect(totals).toContain(`"amount":"${amount}"`);
    expect(totals).not.toContain('"amount":"700000"');
    const dcb = await seen<Report>(ofReports, "reports.report", group.treasurer, { ...params, report: "dcb" });
    const demand = dcb.tables.find(table => table.key === "demand")!;
    const column = demand.columns.findIndex(one => one.key === "renewed");
    expect(demand.rows.map(row => row[column])).toMatchObject([{ amount: "200000" }, { amount: "16000" }]);
  });
});

describe("it was a mistake", () => {
  const takeBack = (seq: bigint) => line("meetings.correction", { seq, reason: "Salah pinjaman" }, `correction/${seq}`);

  it("what she paid on the old loan before is not taken back first: it is said what is", async () => {
    const [repaid] = await leavesOf(group, "loans.repaid");
    expect(await tryAtMeeting(group, "2026-05-09", [takeBack(repaid!.seq)])).toMatchObject({
      refused: "loans.renewed-since",
    });
  });

  it("the pay-out is, and both loans are as they were, to the last coin", async () => {
    const [renewed] = await leavesOf(group, "loans.renewed");
    const box = await cash();
    await meet(group, "2026-05-09", [takeBack(renewed!.seq)]);
    expect(await cash()).toBe(box + 277_000n);
    expect(await rowOf(old)).toMatchObject({ status: "running", closed_on: null, renewed_by: null, principal_paid: 100_000n });
    expect(await rowOf(next)).toMatchObject({ status: "requested", principal: 0n, renewed_late: 0n, renews: old });
    expect(await balanceOf(group, "loans-receivable/loan", kartini)).toBe(400_000n);
    expect(await balanceOf(group, "interest-income/loan")).toBe(-10_000n);
    const back = await seen<LoanSeen>(ofLoans, "loans.loan", kartini, { loan: old });
    expect(back).toMatchObject({ status: "running", renewedBy: null });
    expect(back.events[0]).toMatchObject({ kind: "loans.paid-off-by-renewal", takenBack: true });
  });

  it("and it can be done again, with nothing left to hand over", async () => {
    const carried = decision(group, "loan", next);
    // April's 416,000 and May's interest; of 428,300 the fee is 4,300.
    const lines = [carried.line, line("loans.pay-out", { loan: next, member: kartini, decision: carried.id, amount: 428_300n })];
    const box = await cash();
    ({ meeting } = await meet(group, "2026-05-16", lines));
    expect(await cash()).toBe(box);
    const receipts = painted(PaperReceipts, (await askIn<MeetingSeen>(group, "meetings.receipts", kartiniAt, { meeting }))!, {
      ...{ group, by: kartiniAt, locale: "en" },
    });
    expect(receipts).toContain("424,000");
    const me = (await askIn<MeSeen>(group, "meetings.me", kartiniAt))!;
    const entry = me.entries!.meetings.flatMap(one => one.entries).find(one => one.kind === "loans.renewed");
    expect(entry).toMatchObject({ amount: "0", renewed: { lent: "428300", paidOff: "424000" } });
  });

  it("the log alone rebuilds it, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
