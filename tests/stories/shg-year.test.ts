/**
 * A self-help group's first year, April to March: ten women save the same each month, lend to two of them, fine one, buy a
 * ledger, and read their year at the end. Each figure of the statements and of the five principles is worked out here by
 * hand. Amounts in rupees; the books hold paise.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Role, type Uuid } from "#base";
import { read } from "#db";
import { loanTable } from "#loans";
import type { SheetLine } from "#meetings";
import type { Cell, Report, ReportTable } from "#reports";
import { reportOf } from "#reports/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { balanceOf, decision, foundGroup, type Group, line, meet, tableRows, testKey, tryAtMeeting } from "../village/group.ts";

const [from, until] = [day("2025-04-01"), day("2026-03-31")];
const meetings = [
  "2025-04-05", "2025-05-03", "2025-06-07", "2025-07-05", "2025-08-02", "2025-09-06",
  "2025-10-04", "2025-11-01", "2025-12-06", "2026-01-03", "2026-02-07", "2026-03-07",
] as const;
const [april, may, june, july, august, september, october, november, december, january, february, march] = meetings;

const rupees = (amount: bigint): bigint => amount * 100n;
const officer: ReadonlySet<Role> = new Set(["anyone", "member", "treasurer"]);

let database: FreshDatabase;
let group: Group;
let sunita: MemberId;
let vimal: MemberId;
let absent: MemberId;
const loans = new Map<MemberId, Uuid>();

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "shg", unit: "INR", on: april, size: 10 });
  [sunita, vimal, absent] = [group.members[6]!, group.members[7]!, group.members[8]!];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const saves = (member: MemberId, amount = 25n) =>
  line("savings.deposit", { member, product: "compulsory", amount: rupees(amount) });
const helps = (member: MemberId, amount = 10n) =>
  line("aid.contribution", { member, fund: "social", amount: rupees(amount) });
const pays = (member: MemberId, amount: bigint) =>
  line("loans.repayment", { loan: loans.get(member), member, amount: rupees(amount) });

/** What all of them bring every month: 25 to save and 10 for the social fund. */
const usual = (members: readonly MemberId[] = group.members): readonly SheetLine[] =>
  members.flatMap(member => [saves(member), helps(member)]);

function lends(member: MemberId, amount: bigint): readonly SheetLine[] {
  const loan = group.edge.newId();
  loans.set(member, loan);
  const carried = decision(group, "loan", loan);
  return [
    line("loans.request", { loan, member, product: "ordinary", amount: rupees(amount), guarantors: [], purpose: "शेळी" }),
    carried.line,
    line("loans.pay-out", { loan, member, decision: carried.id }),
  ];
}

const report = async (code: string): Promise<Report> =>
  (await read(group.pool, group.organisation, client =>
    reportOf({
      client,
      organisation: group.organisation,
      member: group.treasurer,
      roles: officer,
      today: until,
      masterKey: testKey,
      params: { report: code, from, until },
    }),
  ))!;
const table = (of: Report, key: string): ReportTable => of.tables.find(one => one.key === key)!;

/** A row as one would write it down: words by their keys, amounts in rupees, parts in hundredths. */
const written = (row: readonly Cell[]): readonly (string | bigint | null)[] =>
  row.map(cell => {
    if (cell === null) return null;
    if ("amount" in cell) return cell.amount % 100n === 0n ? cell.amount / 100n : `${cell.amount} paise`;
    if ("say" in cell) return cell.say;
    if ("account" in cell) return cell.account.kind + (cell.account.product ? `.${cell.account.product}` : "");
    if ("percent" in cell) return cell.percent;
    if ("points" in cell) return cell.points;
    if ("called" in cell) return cell.called;
    throw new Error(`a cell of another kind: ${JSON.stringify(cell)}`);
  });

describe("the year of a self-help group", () => {
  it("saves the same from each, and buys its ledger out of the first meeting", async () => {
    const ledger = { money: group.edge.newId(), fund: "loan", amount: rupees(30n), purpose: "खाते वही" };
    await meet(group, april, [...usual(), line("meetings.expense", ledger)]);
    for (const on of [may, june]) await meet(group, on, usual());
    expect(await balanceOf(group, "cash/loan")).toBe(rupees(720n));
    expect(await balanceOf(group, "fund-balance/social")).toBe(-rupees(300n));
  });

  it("lends Sunita no more than sixty of a hundred of what there is", async () => {
    // 970 with what comes in on this day, of which 582 may be hers.
    const loan = group.edge.newId();
    const asks = (amount: bigint) =>
      line("loans.request", { loan, member: sunita, product: "ordinary", amount: rupees(amount), guarantors: [] });
    expect(await tryAtMeeting(group, july, [...usual(), asks(583n)])).toMatchObject({
      refused: "loans.above-share-of-fund",
    });
    await meet(group, july, [...usual(), ...lends(sunita, 500n)]);
    expect(await balanceOf(group, "cash/loan")).toBe(rupees(470n));
  });

  it("fines who stays away without a word, and she brings both savings the next time", async () => {
    const there = group.members.filter(member => member !== absent);
    const away = line("meetings.roll", { member: absent, mark: "absent" });
    await meet(group, august, [...usual(there), away, pays(sunita, 110n)], there);
    const fine = line("meetings.fine", { member: absent, reason: "absent", fund: "loan", amount: rupees(10n) });
    await meet(group, september, [
      ...usual(there),
      saves(absent, 50n),
      helps(absent, 20n),
      fine,
      pays(sunita, 108n),
    ]);
    // Two per cent a month on 500, and then on 400.
    expect(await balanceOf(group, "interest-income/loan")).toBe(-rupees(18n));
    expect(await balanceOf(group, "member-savings.compulsory/loan", absent)).toBe(-rupees(150n));
  });

  it("gets all of Sunita's loan back by November, with two per cent on what she still had", async () => {
    await meet(group, october, [...usual(), pays(sunita, 106n)]);
    await meet(group, november, [...usual(), pays(sunita, 204n), ...lends(vimal, 600n)]);
    const rows = await tableRows(group, loanTable, { member_id: sunita });
    expect(rows).toMatchObject([{ status: "repaid", principal_paid: rupees(500n), interest_paid: rupees(28n) }]);
  });

  it("lets Vimal bring what she has: what she missed waits, and bears no interest itself", async () => {
    await meet(group, december, [...usual(), pays(vimal, 72n)]);
    // Nothing in January: 540 are left, and 11 (10.80 in coins there are) wait for February.
    await meet(group, january, usual());
    await meet(group, february, [...usual(), pays(vimal, 32n)]);
    await meet(group, march, [...usual(), pays(vimal, 71n)]);
    // December 12, February 22 for two months and 10 of principal, March 11 on 530 and 60.
    const [loan] = await tableRows(group, loanTable, { member_id: vimal });
    expect(loan).toMatchObject({ status: "running", principal_paid: rupees(130n), interest_paid: rupees(45n) });
    expect(await balanceOf(group, "loans-receivable/loan", vimal)).toBe(rupees(470n));
  });

  it("reads its receipts and payments, and both sides are the same", async () => {
    const statement = table(await report("receipts-payments"), "receipts-payments");
    expect(statement.rows.map(written)).toEqual([
      ["loans-receivable", 630n, null],
      ["member-savings.compulsory", 3_000n, null],
      ["fund-balance", 1_200n, null],
      ["interest-income", 73n, null],
      ["fine-income", 10n, null],
      ["loans-receivable", null, 1_100n],
      ["group-expense", null, 30n],
      ["reports.after.cash", null, 3_783n],
    ]);
    expect(written(statement.total!)).toEqual(["reports.sum", 4_913n, 4_913n]);
  });

  it("earned 83 and spent 30: 53 stay in the fund, which is shared out to nobody", async () => {
    const income = table(await report("income"), "income");
    expect(written(income.total!)).toEqual(["reports.surplus", null, 53n]);
  });

  it("scores by the five principles what the year was, out of its books", async () => {
    const score = table(await report("indicators"), "panchasutra");
    const points = Object.fromEntries(score.rows.map(row => [written(row)[0], [written(row)[1], written(row)[2]]]));
    // Twelve meetings of twelve, 119 savings of 120 calls, all sealed on their day; 470 lent
    // beside 2,583 in the box; eight instalments of Sunita's 50 and four of Vimal's 60 fell due, all of hers and 130 were paid.
    expect(points).toEqual({
      "reports.principle.regular-meetings": [10_000n, 2_000n],
      "reports.principle.regular-saving": [9_917n, 1_983n],
      "reports.principle.internal-lending": [1_539n, 308n],
      "reports.principle.timely-repayment": [8_281n, 1_656n],
      "reports.principle.books-up-to-date": [10_000n, 2_000n],
    });
    expect(score.total!.at(0)).toEqual({ say: "reports.grade", values: { grade: "B" } });
    expect(written(score.total!).at(2)).toBe(7_947n);
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
