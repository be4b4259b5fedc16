/**
 * The bank of the valley asks the group how its members save and pay back. The members decide who is told, of which days and
 * until when; two officers make the statement, once; and take it back when the bank tells others. The clerk sees each on his own
 * device: whole, changed, over, of another group, taken back.
 */
import { addDays, day, isRefusal, type MemberId, type Question, type Role, type Uuid } from "#base";
import { decisionTable } from "#assembly";
import { type PoolClient, query, read, sql } from "#db";
import { fingerprintOfKey, openNote } from "#ledger/server";
import type { SheetLine } from "#meetings";
import { questions } from "#reports/server";
import { encode } from "uqr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { groupStatementIn, takenBackIn, textOfGroupStatement } from "../../rooms/meetings/group-statement.ts";
import { standsOn, statementFrom } from "../../rooms/meetings/statement.ts";
import { groupStatementForm } from "../../rooms/meetings/screens/group-statement-form.ts";
import type { GroupStatementSeen, GroupStatementsSeen } from "../../rooms/reports/group-statement.ts";
import type { ReportSeen } from "../../rooms/reports/server.ts";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, foundGroup, type Group, leavesOf, line, meet, tableRows, testKey, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let other: Group;
const until = "2026-05-14";

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-10", size: 8 });
  other = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-10", seed: 2 });
  await meet(group, "2026-01-10", shares(5));
  const loans = group.members.slice(0, 5).map(member => ({ member, loan: group.edge.newId(), agreed: group.edge.newId() }));
  await meet(group, "2026-02-14", [
    ...shares(2),
    ...loans.flatMap(({ member, loan, agreed }) => [
      line("loans.request", {
        loan,
        member,
        product: "ordinary",
        amount: 30_000n,
        guarantors: [group.members[6]!, group.members[7]!],
      }),
      line("assembly.decision", {
        ...{ decision: agreed, question: "loan", about: loan, votes_for: 6, votes_against: 0, abstaining: 0 },
      }),
      line("loans.pay-out", { loan, member, decision: agreed }),
    ]),
  ]);
  await meet(group, "2026-03-14", [
    ...shares(1),
    ...loans.slice(0, 4).map(({ loan, member }) => line("loans.repayment", { loan, member, amount: 12_000n })),
  ]);
}, 240_000);
afterAll(async () => {
  await group.close();
  await other.close();
  await database.drop();
});

const shares = (count: number): readonly SheetLine[] =>
  group.members.map(member =>
    line("savings.buy-shares", { member, fund: "loan", shares: count, amount: BigInt(count) * 10_000n }),
  );

const ask = <Seen>(
  name: string,
  params: Readonly<Record<string, string>> = {},
  by: { readonly member?: MemberId; readonly isPlain?: boolean; readonly of?: Group } = {},
) => {
  const { of = group, member = of.treasurer, isPlain = false } = by;
  return read(of.pool, of.organisation, async client => {
    const roles: Role[] = member === of.treasurer ? ["anyone", "member", "treasurer"] : ["anyone", "member"];
    const asked = {
      ...{ client, organisation: of.organisation, member, roles: new Set(roles), today: of.edge.today, params },
      ...{ masterKey: testKey, isPlain },
    };
    return (await (questions[name] as Question<PoolClient>).ask(asked)) as Seen | null;
  });
};
const list = async (by = {}) => (await ask<GroupStatementsSeen>("reports.group-statements", {}, by))!;
const statement = (id: Uuid, by = {}) => ask<GroupStatementSeen>("reports.group-statement", { statement: id }, by);
const two = () => ({ by: group.treasurer, with: [group.secretary] });

/** As the form at the meeting writes it. */
function decided(
  answers: Readonly<Record<string, string>>,
  on = group.edge.today,
): { readonly line: SheetLine; readonly decision: Uuid; readonly statement: Uuid } {
  const forms = { today: { draft: { meeting: { day: on } } } } as never;
  const [written] = groupStatementForm.lines({ months: "12", days: "30", votes: "7,0,1", ...answers }, forms);
  const body = written!.body as { readonly decision: Uuid; readonly about: string };
  return {
    line: written as unknown as SheetLine,
    decision: body.decision,
    statement: body.about.replace("statement/", "") as Uuid,
  };
}

const withValue = (value: Readonly<Record<string, string>>, name?: string): SheetLine =>
  line("assembly.decision", {
    ...{ decision: group.edge.newId(), question: "statement", about: `statement/${group.edge.newId()}`, value, name },
    ...{ votes_for: 7, votes_against: 0, abstaining: 0 },
  });

describe("what the members decide", () => {
  const on = "2026-04-11";
  it("is for somebody, of days that were, and ends within a year", async () => {
    const told = { from: "2026-01-10", until: "2026-05-11" };
    const refused = async (sheet: SheetLine) => (await tryAtMeeting(group, on, [sheet])) as { readonly refused?: string };
    expect(await refused(withValue(told))).toMatchObject({ refused: "assembly.decision-says-nothing" });
    expect(await refused(withValue({ ...told, from: "2026-04-12" }, "Bank Desa"))).toMatchObject({
      refused: "assembly.statement-of-days-to-come",
    });
    for (const last of ["2026-04-10", "2027-04-13"])
      expect(await refused(withValue({ ...told, until: last }, "Bank Desa"))).toMatchObject({
        refused: "assembly.statement-too-long",
        because: { first: on, last: "2027-04-12" },
      });
  });

  it("is not there before the meeting is sealed, nor where hands were against it", async () => {
    expect((await list()).ready).toEqual([]);
    const against = decided({ to: "Bank Kota", votes: "2,6,0" }, day(on));
    await meet(group, on, [against.line]);
    expect((await list()).ready).toEqual([]);
    expect(await group.say("assembly.issue-statement", { decision: against.decision }, two())).toMatchObject({
      refused: "assembly.not-carried",
    });
  });
});

describe("a statement of the group", () => {
  let made: ReturnType<typeof decided>;
  let seen: GroupStatementSeen;

  it("is made by two officers, out of the decision and nothing beside it, and once", async () => {
    made = decided({ to: "Bank\nDesa" }, day("2026-04-14"));
    await meet(group, "2026-04-14", [made.line]);
    expect((await list()).ready).toMatchObject([{ decision: made.decision, from: "2025-04-15", until, meeting: 5 }]);
    const said = { decision: made.decision };
    expect(await group.say("assembly.issue-statement", said, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
    });
    expect(await group.say("assembly.issue-statement", said, { by: group.members[6]!, with: [group.treasurer] })).toMatchObject({
      refused: "members.not-allowed",
    });
    await accepted(group.say("assembly.issue-statement", said, two()));
    expect(await group.say("assembly.issue-statement", said, two())).toMatchObject({ refused: "assembly.decision-used" });
    expect(await tableRows(group, decisionTable, { decision_id: made.decision })).toMatchObject([{ is_used: true }]);
    expect((await list()).ready).toEqual([]);
    expect((await list()).made).toMatchObject([{ statement: made.statement, to: "Bank\nDesa", state: "in-force" }]);
  });

  it("is made of no decision about anything else", async () => {
    const loan = decision(group, "loan", group.edge.newId());
    await meet(group, "2026-04-14", [loan.line]);
    expect(await group.say("assembly.issue-statement", { decision: loan.id }, two())).toMatchObject({
      refused: "assembly.no-decision",
    });
    expect(await group.say("assembly.issue-statement", { decision: group.edge.newId() }, two())).toMatchObject({
      refused: "assembly.no-decision",
    });
  });

  it("says what the reports say, counts who is in it, and names nobody", async () => {
    seen = (await statement(made.statement))!;
    const said = groupStatementIn(seen.note)!;
    expect(said).toMatchObject({
      to: "Bank Desa",
      is_practice: false,
      decided: { on: "2026-04-14", meeting: 5, for: 7, against: 0, abstaining: 1 },
      issued_on: "2026-04-14",
      expires_on: until,
      // Since there is a group.
      covers_from: "2026-01-10",
      members: 8,
      meetings: 5,
      months_unbroken: 4,
    });
    const [money] = said.money;
    // Eight women with eight shares each; five borrowed 30,000 and four paid back 12,000 with what was due of interest.
    expect(money).toMatchObject({ unit: "IDR", shares: 640_000n, savings: 0n, bank: 0n });
    expect(money!.loans).toMatchObject({ running: 5, written_off: 0n });
    expect(money!.loans!.outstanding + money!.loans!.repaid).toBe(150_000n);
    const report = (await ask<ReportSeen>("reports.report", { report: "indicators", from: "2026-01-10", until: "2026-04-14" }))!;
    const rows = report.tables.find(table => table.key === "repayment")!.rows as readonly (readonly Record<string, unknown>[])[];
    const figures = (indicator: string) => {
      const row = rows.find(one => one[0]!["say"] === `reports.indicator.${indicator}`)!;
      return [BigInt(row[2]!["amount"] as string), BigInt(row[3]!["amount"] as string)];
    };
    expect([money!.loans!.paid_of_due, money!.loans!.due]).toEqual(figures("on-time-repayment"));
    expect([money!.loans!.over_30, money!.loans!.outstanding]).toEqual(figures("par-30"));
    for (const name of ["Halimah", "Rohani", "Wulan", "Aminah", "Sahnim"]) expect(seen.note).not.toContain(name);
    expect(seen.note).not.toContain("m_");
    expect(encode(seen.note, { ecc: "L", border: 4 }).size).toBeLessThan(168);
  });

  it("is signed by the group: a changed figure, another group's key, and its last day are told apart", async () => {
    const said = groupStatementIn(seen.note)!;
    expect(fingerprintOfKey(said.signed_by)).toBe(seen.fingerprint);
    expect(openNote(seen.note, [said.signed_by])).toMatchObject({ isWhole: true });
    const changed = seen.note.replace('"640000"', '"940000"');
    expect(changed).not.toBe(seen.note);
    expect(openNote(changed, [said.signed_by])).toMatchObject({ isWhole: false, fault: "signature-does-not-hold" });
    const theirs = decided({ to: "Bank Desa" }, day("2026-01-10"));
    await meet(other, "2026-01-10", [theirs.line]);
    await accepted(
      other.say("assembly.issue-statement", { decision: theirs.decision }, { by: other.treasurer, with: [other.secretary] }),
    );
    const foreign = groupStatementIn((await statement(theirs.statement, { of: other }))!.note)!;
    expect(openNote(seen.note, [foreign.signed_by])).toMatchObject({ isWhole: false, fault: "nobody-known-signed" });
    expect(["2026-04-13", "2026-04-14", until, "2026-05-15"].map(on => standsOn(said, day(on)))).toEqual([
      "not-yet",
      "counts",
      "counts",
      "expired",
    ]);
  });

  it("of what is of few only, says nothing", async () => {
    const said = groupStatementIn((await newest(other)).note)!;
    // Nobody has saved there, and nobody borrowed: of nobody, there is nothing to keep to oneself.
    expect(said.money[0]).toMatchObject({ shares: 0n, loans: { running: 0, due: 0n } });
    const [first] = other.members;
    await meet(other, "2026-01-17", [
      line("savings.buy-shares", { member: first, fund: "loan", shares: 5, amount: 50_000n }),
    ]);
    const again = decided({ to: "Bank Desa" }, day("2026-01-24"));
    await meet(other, "2026-01-24", [again.line]);
    await accepted(
      other.say("assembly.issue-statement", { decision: again.decision }, { by: other.treasurer, with: [other.secretary] }),
    );
    const few = groupStatementIn((await statement(again.statement, { of: other }))!.note)!;
    expect(few.money[0]!.shares).toBeUndefined();
    expect(few.money[0]).toMatchObject({ savings: 0n, cash: 50_000n });
  });

  it("opened again says the same, whatever was written after it, also on its own day", async () => {
    await meet(group, "2026-04-14", shares(1));
    expect((await statement(made.statement))!.note).toBe(seen.note);
    await meet(group, "2026-05-09", shares(1));
    expect((await statement(made.statement))!.note).toBe(seen.note);
  });

  it("is read by every member, and not under somebody's eyes", async () => {
    const member = group.members[6]!;
    expect((await statement(made.statement, { member }))!.note).toBe(seen.note);
    expect((await list({ member })).mayMake).toBe(false);
    expect(await statement(made.statement, { isPlain: true })).toBeNull();
    expect(await ask("reports.group-statements", {}, { isPlain: true })).toBeNull();
  });

  it("is taken back by two officers, once: what is handed out then says so, signed by the same key", async () => {
    const back = { statement: made.statement };
    expect(await group.say("assembly.take-back-statement", back, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
    });
    expect(await group.say("assembly.take-back-statement", { statement: group.edge.newId() }, two())).toMatchObject({
      refused: "assembly.no-such-statement",
    });
    // Said on a telephone whose day is behind: it is taken back on the day it was made, not before.
    await accepted(group.say("assembly.take-back-statement", back, { ...two(), on: addDays(day("2026-04-14"), -3) }));
    expect(await group.say("assembly.take-back-statement", back, two())).toMatchObject({
      refused: "assembly.statement-taken-back",
    });
    const notice = (await statement(made.statement))!;
    expect(notice).toMatchObject({ isTakenBack: true, fingerprint: seen.fingerprint });
    const said = takenBackIn(notice.note)!;
    expect(said).toMatchObject({ statement: made.statement, to: "Bank Desa", taken_back_on: "2026-04-14" });
    expect(openNote(notice.note, [said.signed_by])).toMatchObject({ isWhole: true });
    expect((await list()).made[0]).toMatchObject({ state: "taken-back" });
    // Its decision stays used: who wants another asks the members.
    expect(await group.say("assembly.issue-statement", { decision: made.decision }, two())).toMatchObject({
      refused: "assembly.decision-used",
    });
  });

  it("is not made any more when the day is over on which it would have counted", async () => {
    const late = decided({ to: "Bank Desa", days: "14" }, day("2026-05-09"));
    await meet(group, "2026-05-09", [late.line]);
    group.edge.today = day("2026-05-24");
    expect((await list()).ready).toEqual([]);
    expect(await group.say("assembly.issue-statement", { decision: late.decision }, two())).toMatchObject({
      refused: "assembly.statement-over",
    });
  });

  it("ends on its day: nobody is shown it any more", async () => {
    const short = decided({ to: "Bank Desa", days: "14" }, day("2026-05-24"));
    await meet(group, "2026-05-24", [short.line]);
    await accepted(group.say("assembly.issue-statement", { decision: short.decision }, two()));
    expect(await statement(short.statement)).not.toBeNull();
    group.edge.today = day("2026-06-08");
    expect(await statement(short.statement)).toBeNull();
    expect((await list()).made[0]).toMatchObject({ state: "over" });
  });

  it("is told from a member's, and from any other text", () => {
    expect(isRefusal(statementFrom(seen.note))).toBe(true);
    expect(takenBackIn(seen.note)).toBeNull();
    const text = textOfGroupStatement(groupStatementIn(seen.note)!);
    expect(groupStatementIn(text)).not.toBeNull();
    for (const [is, put] of [
      ['"unit":"IDR"', '"unit":"Rupiah"'],
      ['"members":"8"', '"members":"-8"'],
      ['"is_practice":false', '"is_practice":"no"'],
      ['"to":"Bank Desa"', '"told":"Bank Desa"'],
    ] as const) {
      expect(text, is).toContain(is);
      expect(groupStatementIn(text.replace(is, put)), put).toBeNull();
    }
    for (const other of ["", "hello\n", "lumbung.group-statement/v1\n{}\n", "lumbung.group-statement/v1\n{\n"])
      expect(groupStatementIn(other)).toBeNull();
  });

  it("leaves books that verify, with no name of a bank in the log", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    expect((await leavesOf(group)).filter(leaf => leaf.body.includes("Bank"))).toEqual([]);
  });
});

async function newest(of: Group): Promise<GroupStatementSeen> {
  const [row] = await read(of.pool, of.organisation, client =>
    query<{ statement: Uuid }>(
      client,
      sql`select statement_id as statement from assembly.group_statement where organisation_id = ${of.organisation}
        order by issued_seq desc limit 1`,
    ),
  );
  return (await statement(row!.statement, { of }))!;
}
