/**
 * Beyond the limits of shares and of aid: asked for by the forms of the meeting, voted on, answered for by an officer, used
 * once, told to the next meeting, and in the report. What protects others does not bend, whatever the hands say.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { read } from "#db";
import { claimTable } from "#aid";
import { type ExceptionRow, exceptionTable } from "#assembly";
import { levyTable } from "../../rooms/aid/tables.ts";
import { reportOf } from "../../rooms/reports/server.ts";
import type { SheetLine } from "#meetings";
import { house } from "../../app/rooms.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { exceptionsAt } from "../../rooms/meetings/screens/exceptions-at.ts";
import { beyondForm, exceptionForm, sharesBeyondForm } from "../../rooms/meetings/screens/exception-forms.ts";
import type { FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import { itemsOf } from "../../rooms/meetings/screens/items.ts";
import type { TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import { boxOf, fold, type HeldLine } from "../../rooms/meetings/screens/sheet-model.ts";
import { stepOf } from "../../rooms/meetings/screens/step-of.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, foundGroup, type Group, line, meet, tableRows, testKey, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let rina: MemberId;

const words = { say: (key: string) => key, amount: String, day: String, has: () => false } as unknown as FormContext["words"];
const today = async (on: string): Promise<TodaySeen> => {
  group.edge.today = day(on);
  return (await askIn<TodaySeen>(group, "meetings.today", 0))!;
};
const held = (lines: readonly SheetLine[], refused?: string) =>
  new Map(
    lines.map(one => [
      one.line,
      { ...one, state: refused ? "attention" : "accepted", ...(refused ? { refusal: { refused, because: {} } } : {}) },
    ]),
  ) as unknown as ReadonlyMap<string, HeldLine>;
const contextOn = async (on: string, sheet = held([])): Promise<FormContext> => {
  const seen = await today(on);
  return { today: seen, words, sheet, box: fund => BigInt(seen.funds.find(one => one.fund === fund)!.cash) };
};
const rowOf = async (exception: string): Promise<ExceptionRow> =>
  (await tableRows<ExceptionRow>(group, exceptionTable, { exception_id: exception as Uuid }))[0]!;
/** The vote by its form, on what stands on the sheet. */
const voted = (asked: SheetLine, forms: FormContext): readonly SheetLine[] => {
  const [{ exception, thing, member, product, amount }] = exceptionsAt({ ...forms.today, exceptions: [] }, held([asked])) as [
    ReturnType<typeof exceptionsAt>[number],
  ];
  const answers = { exception, thing, member, product, amount, approver: group.secretary, votes: "7,1,0" };
  return exceptionForm.lines(answers, forms) as unknown as readonly SheetLine[];
};

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "savings.shares/loan": { price: "100000", meeting_min: "1", meeting_max: "5" },
      "aid.fund/damayan": {
        ...{ kind: "damayan", waiting_months: "6", admin_percent: "0", first_part_percent: "100", offset_debts: false },
        levy: { amount: "50000", bereaved_pays: true },
        benefits: [{ event: "death", of: "dependant", how: "fixed", amount: "400000" }],
      },
      "assembly.between-meetings": { entries: ["aid.claim", "aid.verify", "aid.pay-benefit"] },
    },
  });
  [kartini, rina] = [group.members[6]!, group.members[5]!];
  const enrolled = group.members.map(member =>
    line("aid.enrol", { member, fund: "damayan", beneficiaries: [{ name: "Amat", kinship: "spouse" }] }, `${member}.enrol`),
  );
  const gift = line("meetings.income", { money: group.edge.newId(), fund: "damayan", amount: 600_000n, purpose: "Sumbangan" });
  await meet(group, "2026-01-10", [...enrolled, gift]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("Kartini wants to buy eight shares, and five are the most of a meeting", () => {
  const on = "2026-02-14";
  const bought = { fund: "loan", shares: 8, amount: 800_000n };

  it("at the refused line, or by a form of its own, she asks; the vote writes the purchase, after it", async () => {
    const line8 = line("savings.buy-shares", { member: kartini, ...bought }, `${kartini}.shares.loan`);
    expect(await tryAtMeeting(group, on, [line8])).toMatchObject({ refused: "savings.too-many-shares" });
    const refused = { ...line8, body: { member: kartini, fund: "loan", shares: "8", amount: "800000" } };
    const sheet = held([refused as SheetLine], "savings.too-many-shares");
    const [gone, atLine] = beyondForm.lines({ line: line8.line, reason: "Padi terjual" }, await contextOn(on, sheet));
    expect(gone).toMatchObject({ line: line8.line, removed: true });
    const forms = await contextOn(on);
    expect(sharesBeyondForm.isOffered(forms)).toBe(true);
    const count = sharesBeyondForm.asks.find(one => one.key === "shares")!;
    expect(count.kind === "count" && [count.first(forms, { fund: "loan" }), count.most(forms, {})]).toEqual([6, 100]);
    const [byForm] = sharesBeyondForm.lines({ member: kartini, fund: "loan", shares: "8", reason: "Padi terjual" }, forms);
    const apart = ({ body }: NonNullable<typeof byForm>) => ({ ...body, exception: null });
    expect(apart(byForm!)).toEqual(apart(atLine!));
    expect([byForm!.entry, stepOf(byForm!.entry)]).toEqual(["savings.ask-shares-exception", "decide"]);
    const ask = byForm as unknown as SheetLine;
    const [vote, granted, shares] = voted(ask, forms) as [SheetLine, SheetLine, SheetLine];
    expect([shares.entry, stepOf(shares.entry)]).toEqual(["savings.buy-allowed-shares", "pay"]);
    expect(boxOf("loan", new Map([...fold(forms.today.draft, []), ...held([shares])]), forms.today).came).toBe(800_000n);
    expect(await tryAtMeeting(group, on, [ask, shares])).toMatchObject({ refused: "assembly.exception-not-granted" });
    await meet(group, on, [ask, vote, granted, shares]);
    expect(await balanceOf(group, "member-shares/loan", kartini)).toBe(-800_000n);
    expect(await rowOf(String((ask.body as { exception: Uuid }).exception))).toMatchObject({ thing: "shares", status: "used" });
  });

  it("the next meeting is told, and the rule holds again", async () => {
    expect((await today("2026-03-14")).exceptions).toMatchObject([
      {
        ...{ thing: "shares", member: kartini, status: "used", amount: "800000", reason: "Padi terjual" },
        limits: [{ limit: "savings.too-many-shares", figures: { max: "5", bought: "0", shares: "8" } }],
      },
    ]);
    const six = line("savings.buy-shares", { member: kartini, fund: "loan", shares: 6, amount: 600_000n });
    expect(await tryAtMeeting(group, "2026-03-14", [six])).toMatchObject({ refused: "savings.too-many-shares" });
  });

  it("allowed today and paid at the next meeting, she taps as many as were allowed", async () => {
    const forms = await contextOn("2026-03-14");
    const [ask] = sharesBeyondForm.lines({ member: rina, fund: "loan", shares: "7", reason: "Upah panen" }, forms);
    const lines = voted(ask as unknown as SheetLine, forms).slice(0, 2);
    await meet(group, "2026-03-14", [ask as unknown as SheetLine, ...lines]);
    const seen = await today("2026-04-11");
    const most = (member: MemberId) =>
      itemsOf(seen.women.find(one => one.member === member)!, seen, new Map()).find(one => one.kind === "shares")!.shares!.max;
    expect([most(rina), most(kartini)]).toEqual([7, 5]);
    await meet(group, "2026-04-11", [
      line("savings.buy-shares", { member: rina, fund: "loan", shares: 7, amount: 700_000n }),
    ]);
    expect(await balanceOf(group, "member-shares/loan", rina)).toBe(-700_000n);
  });
});

describe("Rina's mother dies before the six months are over", () => {
  const on = "2026-05-09";
  let asked: SheetLine;
  let claim: Uuid;
  const two = () => ({ by: group.treasurer, with: [group.members[2]!] });

  it("the claim is refused, and asked for anew with why and up to how much; nobody makes sure before the vote", async () => {
    claim = group.edge.newId() as Uuid;
    const said = { claim, fund: "damayan", member: rina, event: "death", who: "parent", happened_on: day("2026-05-02") };
    const first = line("aid.claim", said, `claim.${claim}.1`);
    const check = line("aid.verify", { claim, first: group.members[1], second: group.members[2] }, `claim.${claim}.2`);
    expect(await tryAtMeeting(group, on, [first])).toMatchObject({ refused: "aid.waiting-period" });
    const forms = await contextOn(on, held([first, check], "aid.waiting-period"));
    const upTo = beyondForm.asks.find(one => one.key === "up_to")!;
    expect([upTo.when!(forms, { line: first.line }), upTo.when!(forms, { line: check.line })]).toEqual([true, false]);
    const lines = beyondForm.lines({ line: first.line, reason: "Ditinggal sendiri", up_to: "500000" }, forms);
    expect(lines).toMatchObject([{ line: check.line, removed: true }, { line: first.line, entry: "aid.claim" }]);
    asked = line("aid.claim", { ...said, exception: "Ditinggal sendiri", up_to: 500_000n }, first.line);
    expect(lines[1]!.body).toMatchObject({ exception: "Ditinggal sendiri", up_to: "500000" });
    expect(await tryAtMeeting(group, on, [asked, check])).toMatchObject({ refused: "assembly.exception-not-granted" });
  });

  it("the members allow it, two make sure after the meeting, each gives her levy, and the family gets what was allowed", async () => {
    const forms = await contextOn(on);
    await meet(group, on, [asked, ...voted(asked, forms)]);
    expect(await rowOf(claim)).toMatchObject({
      ...{ thing: "claim", product: "damayan", status: "granted", granted_amount: 500_000n },
      limits: [{ limit: "aid.waiting-period" }, { limit: "aid.above-benefit", figures: { asked: "500000", benefit: "400000" } }],
    });
    group.edge.today = day("2026-05-11");
    await accepted(group.say("aid.verify", { claim, first: group.treasurer, second: group.members[2]! }, two()));
    expect(await tableRows(group, levyTable, { claim_id: claim })).toHaveLength(8);
    expect((await tableRows(group, claimTable, { claim_id: claim }))[0]).toMatchObject({ benefit: 500_000n, status: "checked" });
    await accepted(group.say("aid.pay-benefit", { claim, amount: 500_000n }, two()));
    expect(await balanceOf(group, "cash/damayan")).toBe(100_000n);
    expect(await rowOf(claim)).toMatchObject({ status: "used", used_on: "2026-05-11" });
  });

  it("the fund never goes below zero, whatever was allowed", async () => {
    const other = group.edge.newId() as Uuid;
    const said = { claim: other, fund: "damayan", member: kartini, event: "death", who: "parent", happened_on: day("2026-06-01") };
    const ask = line("aid.claim", { ...said, exception: "Rumahnya habis", up_to: 900_000n }, `claim.${other}.1`);
    const forms = await contextOn("2026-06-13");
    await meet(group, "2026-06-13", [ask, ...voted(ask, forms)]);
    group.edge.today = day("2026-06-14");
    await accepted(group.say("aid.verify", { claim: other, first: group.treasurer, second: group.members[2]! }, two()));
    expect(await group.say("aid.pay-benefit", { claim: other, amount: 900_000n }, two())).toMatchObject({
      status: "refused",
      refused: "ledger.fund-short",
    });
  });
});

describe("all of it stands where the members can read it", () => {
  it("in the report, each with its limit, its vote and who answers", async () => {
    const asked = await read(group.pool, group.organisation, client =>
      reportOf({
        ...{ client, organisation: group.organisation, member: group.treasurer, roles: new Set(["anyone", "treasurer"]) },
        ...{ today: group.edge.today, params: { report: "exceptions" }, masterKey: testKey },
      } as never),
    );
    const rows = asked!.tables[0]!.rows as readonly (readonly { readonly say?: string; readonly who?: object }[])[];
    expect(rows.map(row => [row[2]?.say, row[3]?.say])).toEqual(
      expect.arrayContaining([
        ["reports.exception.shares", "reports.limit.savings.too-many-shares"],
        ["reports.exception.claim", "reports.limit.aid.waiting-period"],
        [undefined, "reports.limit.aid.above-benefit"],
      ]),
    );
    expect(rows.filter(row => row[2]?.say !== undefined).every(row => row[8]?.who !== undefined)).toBe(true);
  });

  it("in books that verify, with every list as the log tells it", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
