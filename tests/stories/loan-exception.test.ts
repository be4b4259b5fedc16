/**
 * Kartini needs more than one member may owe the fund: she says why, the members vote on that apart, the secretary
 * answers for it, the next meeting is told, and it stands in the report. Nobody gets more by the vote on the loan alone.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { read } from "#db";
import { loanTable } from "#loans";
import { questions as ofLoans } from "#loans/server";
import type { SheetLine } from "#meetings";
import { house } from "../../app/rooms.ts";
import type { ExceptionsSeen } from "../../rooms/loans/page-exceptions.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { decideForms } from "../../rooms/meetings/screens/decide-forms.ts";
import { exceptionsAt } from "../../rooms/meetings/screens/exceptions-at.ts";
import type { Answers, FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import { exceptionForm } from "../../rooms/meetings/screens/loan-forms.ts";
import { loansAsked, withdrawn } from "../../rooms/meetings/screens/requests.ts";
import type { TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import type { HeldLine } from "../../rooms/meetings/screens/sheet-model.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  decision,
  foundGroup,
  type Group,
  line,
  meet,
  tableRows,
  testKey,
  tryAtMeeting,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;

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
      "loans.limits": {
        stake_accounts: [],
        share_of_fund_percent: "25",
        guarantors_min: "0",
        may_borrow_again_with_open_loan: true,
      },
    },
  });
  kartini = group.members[6]!;
  await meet(
    group,
    "2026-01-10",
    group.members.map(member => line("savings.deposit", { member, product: "savings", amount: 500_000n })),
  );
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const words = { say: (key: string) => key, amount: String, day: String, has: () => false } as unknown as FormContext["words"];
const today = async (on: string): Promise<TodaySeen> => {
  group.edge.today = day(on);
  return (await askIn<TodaySeen>(group, "meetings.today", 0))!;
};
const contextOn = async (on: string): Promise<FormContext> => {
  const seen = await today(on);
  return { today: seen, words, box: fund => BigInt(seen.funds.find(one => one.fund === fund)!.cash) };
};
const sheetOf = (lines: readonly SheetLine[]) =>
  new Map(lines.map(one => [one.line, one as unknown as HeldLine]));
const report = (member: MemberId) =>
  read(group.pool, group.organisation, client =>
    ofLoans["loans.exceptions"]!.ask({
      client,
      organisation: group.organisation,
      member,
      roles: new Set(member === group.treasurer ? ["anyone", "treasurer"] : ["anyone"]),
      today: group.edge.today,
      params: {},
      masterKey: testKey,
    } as never),
  ) as Promise<ExceptionsSeen>;

describe("the fund holds 4,000,000, and one member may owe it a quarter", () => {
  const on = "2026-02-14";
  const wanted = { product: "ordinary", amount: "1600000", purpose: "A mill", guarantors: "" };
  let loan = "" as Uuid;
  let asked: readonly SheetLine[];

  it("without a reason Kartini's 1,600,000 are refused", async () => {
    const body = { ...wanted, member: kartini, guarantors: [], amount: 1_600_000n };
    const request = line("loans.request", { loan: group.edge.newId(), ...body });
    expect(await tryAtMeeting(group, on, [request])).toMatchObject({
      refused: "loans.above-share-of-fund",
      because: { allowed: 1_000_000n, percent: 25 },
    });
  });

  it("the form asks why above a quarter, and not below", async () => {
    const forms = await contextOn(on);
    const ask = decideForms.find(one => one.name === "loan-request")!.asks.find(one => one.key === "exception")!;
    const isAsked = (amount: string) => ask.when!(forms, { ...wanted, member: kartini, amount } as Answers);
    expect([isAsked("1000000"), isAsked("1000500")]).toEqual([false, true]);
  });

  it("with a reason the loan is asked for, and its exception stands on the table", async () => {
    const form = decideForms.find(one => one.name === "loan-request")!;
    const answers = { ...wanted, member: kartini, exception: "The mill of all burned down" };
    asked = form.lines(answers, await contextOn(on)) as unknown as readonly SheetLine[];
    loan = String((asked[0]!.body as { loan: Uuid }).loan) as Uuid;
    expect(exceptionsAt(await today(on), sheetOf(asked))).toMatchObject([
      { loan, member: kartini, status: "asked", reason: "The mill of all burned down", limitPercent: 25 },
    ]);
  });

  it("the vote on the loan alone pays nothing out", async () => {
    const carried = decision(group, "loan", loan);
    const payOut = line("loans.pay-out", { loan, member: kartini, decision: carried.id });
    expect(await tryAtMeeting(group, on, [...asked, carried.line, payOut])).toMatchObject({
      refused: "loans.exception-not-granted",
    });
  });

  it("an officer answers for it and the members vote: it is paid out at the same meeting", async () => {
    const forms = await contextOn(on);
    const approver = exceptionForm.asks[0]!;
    const offered = approver.kind === "choice" ? approver.options(forms, { member: kartini }) : [];
    expect(offered.map(one => one.value)).toContain(group.secretary);
    expect(offered.map(one => one.value)).not.toContain(kartini);
    const answers = { loan, member: kartini, amount: "1600000", approver: group.secretary, votes: "6,1,1" };
    const granted = exceptionForm.lines(answers, forms) as unknown as readonly SheetLine[];
    const carried = decision(group, "loan", loan);
    await meet(group, on, [
      ...asked,
      ...granted,
      carried.line,
      line("loans.pay-out", { loan, member: kartini, decision: carried.id }),
    ]);
    expect((await tableRows(group, loanTable, { loan_id: loan }))[0]).toMatchObject({
      status: "running",
      principal: 1_600_000n,
    });
    // What was voted on goes from the sheet with the request.
    const held = loansAsked(forms.today, sheetOf([...asked, ...granted])).find(one => one.loan === loan)!;
    expect(withdrawn(held).map(one => one.line)).toEqual(
      expect.arrayContaining([`exception.${loan}.1`, `exception.${loan}.2`]),
    );
  });

  it("the next meeting is told, and the one after it is not", async () => {
    expect((await today("2026-03-14")).exceptions).toMatchObject([
      { loan, status: "granted", sharePercent: 40, limitPercent: 25, reason: "The mill of all burned down" },
    ]);
    await meet(group, "2026-03-14", []);
    expect((await today("2026-04-11")).exceptions).toEqual([]);
  });

  it("the report has it for ever: with why and who for officers and herself, without for others", async () => {
    const vote = { for: 6, against: 1, abstaining: 1, meeting: 2 };
    const known = { share: 40, limit: 25, status: "granted", approver: { member: group.secretary }, vote };
    const whole = { ...known, who: { member: kartini }, amount: "1600000", reason: "The mill of all burned down" };
    expect(await report(group.treasurer)).toMatchObject({ limit: 25, exceptions: [whole] });
    expect((await report(kartini)).exceptions).toMatchObject([whole]);
    const other = group.members[5]!;
    expect((await report(other)).exceptions).toMatchObject([
      { ...known, loan: null, who: null, amount: null, reason: null },
    ]);
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
