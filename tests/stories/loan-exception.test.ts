/**
 * Kartini needs more than one member may owe the fund: she says why, the members vote on that apart, the secretary
 * answers for it, the next meeting is told, and it stands in the report. Nobody gets more by the vote on the loan alone.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { read } from "#db";
import { loanTable } from "#loans";
import { type ExceptionRow, exceptionTable } from "#assembly";
import { questions as ofAssembly } from "#assembly/server";
import { reportOf } from "../../rooms/reports/server.ts";
import type { SheetLine } from "#meetings";
import { house } from "../../app/rooms.ts";
import type { ExceptionsSeen } from "../../rooms/assembly/page-exceptions.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { decideForms } from "../../rooms/meetings/screens/decide-forms.ts";
import { exceptionsAt } from "../../rooms/meetings/screens/exceptions-at.ts";
import type { Answers, FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import { beyondForm, exceptionForm, savingsBeyondForm } from "../../rooms/meetings/screens/exception-forms.ts";
import { loansAsked, withdrawn } from "../../rooms/meetings/screens/requests.ts";
import type { TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import type { HeldLine } from "../../rooms/meetings/screens/sheet-model.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  decision,
  foundGroup,
  type Group,
  line,
  meet,
  openMeeting,
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
      "savings.product/kept": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "on-leaving",
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
        periods_max: "24",
        amount_max: "2000000",
        is_free: false,
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
    ofAssembly["assembly.exceptions"]!.ask(askedBy(client, member) as never),
  ) as Promise<ExceptionsSeen>;
const askedBy = (client: unknown, member: MemberId) => ({
  client,
  organisation: group.organisation,
  member,
  roles: new Set(member === group.treasurer ? ["anyone", "treasurer"] : ["anyone"]),
  today: group.edge.today,
  params: {},
  masterKey: testKey,
});

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
      { exception: loan, member: kartini, thing: "loan", status: "asked", reason: "The mill of all burned down" },
    ]);
  });

  it("the vote on the loan alone pays nothing out", async () => {
    const carried = decision(group, "loan", loan);
    const payOut = line("loans.pay-out", { loan, member: kartini, decision: carried.id });
    expect(await tryAtMeeting(group, on, [...asked, carried.line, payOut])).toMatchObject({
      refused: "assembly.exception-not-granted",
    });
  });

  it("an officer answers for it and the members vote: it is paid out at the same meeting", async () => {
    const forms = await contextOn(on);
    const approver = exceptionForm.asks[0]!;
    const offered = approver.kind === "choice" ? approver.options(forms, { member: kartini }) : [];
    expect(offered.map(one => one.value)).toContain(group.secretary);
    expect(offered.map(one => one.value)).not.toContain(kartini);
    const answers = { exception: loan, thing: "loan", member: kartini, amount: "1600000", approver: group.secretary, votes: "6,1,1" };
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
      {
        ...{ exception: loan, status: "used", reason: "The mill of all burned down" },
        limits: [{ limit: "loans.above-share-of-fund", figures: { share: "40", percent: "25" } }],
      },
    ]);
    await meet(group, "2026-03-14", []);
    expect((await today("2026-04-11")).exceptions).toEqual([]);
  });

  it("the report has it for ever: with why and who for officers and herself, without for others", async () => {
    const vote = { for: 6, against: 1, abstaining: 1, meeting: 2 };
    const limits = [{ limit: "loans.above-share-of-fund", figures: { share: "40", percent: "25" } }];
    const known = { limits, status: "used", approver: { member: group.secretary }, vote };
    const whole = { ...known, who: { member: kartini }, amount: "1600000", reason: "The mill of all burned down" };
    expect(await report(group.treasurer)).toMatchObject({ exceptions: [whole] });
    expect((await report(kartini)).exceptions).toMatchObject([whole]);
    const other = group.members[5]!;
    expect((await report(other)).exceptions).toMatchObject([
      { ...known, exception: null, who: null, amount: null, reason: null },
    ]);
  });

  it("as a report too, for the paper and the file: in full for officers, without whose and why for others", async () => {
    const cells = async (member: MemberId) => {
      const asked = await read(group.pool, group.organisation, client =>
        reportOf({ ...askedBy(client, member), params: { report: "exceptions" } } as never),
      );
      return asked!.tables[0]!;
    };
    const full = await cells(group.treasurer);
    expect(full).toMatchObject({ isPersonal: true, unit: "IDR" });
    expect(full.rows).toMatchObject([
      [
        { day: on },
        { who: { number: 7 } },
        { say: "reports.exception.loan" },
        { say: "reports.limit.loans.above-share-of-fund" },
        { amount: 1_600_000n },
        { text: "The mill of all burned down" },
        { count: 6 },
        { count: 1 },
        { who: { number: expect.any(Number) } },
        { say: "reports.exception.used" },
      ],
    ]);
    const bare = await cells(group.members[5]!);
    expect(JSON.stringify(bare, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(/mill|1600000/);
    expect(bare.rows[0]).toHaveLength(7);
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("what was refused for a limit is asked for anew", () => {
  const on = "2026-05-09";
  const held = (lines: readonly SheetLine[], refused?: string) =>
    new Map(
      lines.map(one => [
        one.line,
        { ...one, state: refused ? "attention" : "accepted", ...(refused ? { refusal: { refused, because: {} } } : {}) },
      ]),
    ) as unknown as ReadonlyMap<string, HeldLine>;
  const rowOf = async (exception: string): Promise<ExceptionRow> =>
    (await tableRows<ExceptionRow>(group, exceptionTable, { exception_id: exception as Uuid }))[0]!;

  it("a loan above the most for its kind and above her part of the fund: the same line, with the reason for both", async () => {
    const siti = group.members[5]!;
    const loan = group.edge.newId();
    const body = { loan, member: siti, product: "ordinary", amount: 2_100_000n, guarantors: [] };
    const request = line("loans.request", body, `request.${loan}`);
    // What concerns all is said first.
    expect(await tryAtMeeting(group, on, [request])).toMatchObject({ refused: "loans.above-share-of-fund" });
    const forms = { ...(await contextOn(on)), sheet: held([request], "loans.above-share-of-fund") };
    const [anew] = beyondForm.lines({ line: request.line, reason: " Her roof fell in " }, forms) as unknown as SheetLine[];
    expect(anew).toEqual({ ...request, body: { ...(request.body as object), exception: "Her roof fell in" } });
    await meet(group, on, [anew!]);
    expect((await rowOf(loan)).limits.map(one => one.limit)).toEqual([
      "loans.above-product-maximum",
      "loans.above-share-of-fund",
    ]);
  });

  it("the members say no, and the loan waits for what the limit allows", async () => {
    const [waiting] = (await today("2026-06-13")).exceptions;
    expect(waiting).toMatchObject({ status: "asked", reason: "Her roof fell in" });
    const { exception, member, product, amount, thing } = waiting!;
    const answers = { exception, member, product, amount, thing, approver: group.secretary, votes: "2,5,1" };
    const lines = exceptionForm.lines(answers, await contextOn("2026-06-13")) as unknown as readonly SheetLine[];
    expect(lines.map(one => one.entry)).toEqual(["assembly.decision", "assembly.turn-down-exception"]);
    await meet(group, "2026-06-13", lines);
    expect(await rowOf(exception)).toMatchObject({ status: "turned-down" });
    expect((await today("2026-07-11")).exceptions).toEqual([]);
  });

  it("savings that stay until she leaves: asked for, voted on and paid out at one meeting, once", async () => {
    const on = "2026-07-11";
    const rina = group.members[4]!;
    await meet(group, on, [line("savings.deposit", { member: rina, product: "kept", amount: 300_000n })]);
    const day = "2026-08-08";
    const forms = await contextOn(day);
    expect(forms.today.kept).toEqual([{ member: rina, code: "kept", amount: "300000" }]);
    expect(savingsBeyondForm.isOffered(forms)).toBe(true);
    const out = line("savings.withdrawal", { member: rina, product: "kept", amount: 200_000n }, "pay.withdrawal.1");
    expect(await tryAtMeeting(group, day, [out])).toMatchObject({ refused: "savings.kept-until-leaving" });
    const ofRefused = { ...forms, sheet: held([out], "savings.kept-until-leaving") };
    const [gone, ask] = beyondForm.lines({ line: out.line, reason: "Her child is ill" }, ofRefused) as unknown as SheetLine[];
    expect(gone).toMatchObject({ line: out.line, removed: true });
    const [seen] = exceptionsAt(forms.today, held([ask!]));
    expect(seen).toMatchObject({ thing: "withdrawal", member: rina, amount: "200000", reason: "Her child is ill" });
    const { exception, thing, product, amount } = seen!;
    const answers = { exception, thing, product, amount, member: rina, approver: group.secretary, votes: "7,0,1" };
    const answered = exceptionForm.lines(answers, forms) as unknown as readonly SheetLine[];
    expect(answered.map(one => one.entry)).toEqual(["assembly.decision", "assembly.exception", "savings.withdrawal"]);
    // The money is fetched a meeting later.
    await meet(group, day, [ask!, ...answered.slice(0, 2)]);
    expect(await rowOf(exception)).toMatchObject({ status: "granted", granted_amount: 200_000n, used_on: null });
    const paid = "2026-08-22";
    await meet(group, paid, answered.slice(2));
    expect(await rowOf(exception)).toMatchObject({ status: "used", used_on: paid });
    expect(await tryAtMeeting(group, "2026-09-12", [{ ...out, body: { member: rina, product: "kept", amount: "1000" } } as SheetLine])).toMatchObject({
      refused: "savings.kept-until-leaving",
    });
    expect((await today("2026-09-12")).exceptions).toEqual([]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });

  it("what the sheet asks for is said with its limits, while it is a draft", async () => {
    const on = "2026-09-12";
    group.edge.today = day(on);
    const exception = group.edge.newId();
    const body = { exception, member: group.members[4]!, product: "kept", amount: 50_000n, reason: "Rice" };
    const place = `exception.${exception}.0`;
    const meeting = await openMeeting(group);
    const lines = [line("savings.ask-exception", body, place)];
    await accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    expect((await today(on)).draft.beyond).toEqual({ [place]: [{ limit: "savings.kept-until-leaving", figures: {} }] });
  });
});
