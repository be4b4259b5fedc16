/**
 * Kartini wants to borrow for a loom at the bank. She lets the group state what she saves and how she pays back; the clerk
 * checks it on his own device. What she did not agree to is made by nobody; and what she took back ends.
 */
import { addDays, day, isRefusal, type MemberId, type Question, type Role } from "#base";
import { type PoolClient, read } from "#db";
import { fingerprintOfKey, openNote } from "#ledger/server";
import { questions } from "#meetings/server";
import { encode } from "uqr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StatementSeen, StatementsSeen } from "../../rooms/meetings/questions/statement.ts";
import { monthFrom, type Statement, standsOn, statementFrom, textOfStatement } from "../../rooms/meetings/statement.ts";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, foundGroup, type Group, leavesOf, line, meet, testKey } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-10" });
  kartini = group.members[6]!;
  const loan = group.edge.newId();
  const agreed = decision(group, "loan", loan);
  const shares = (count: number) =>
    group.members.map(member =>
      line("savings.buy-shares", { member, fund: "loan", shares: count, amount: BigInt(count) * 10_000n }),
    );
  await meet(group, "2026-01-10", shares(5));
  await meet(group, "2026-02-14", [
    ...shares(2),
    line("loans.request", { loan, member: kartini, product: "ordinary", amount: 100_000n, guarantors: [group.members[4]!, group.members[5]!] }),
    agreed.line,
    line("loans.pay-out", { loan, member: kartini, decision: agreed.id }),
  ]);
  await meet(group, "2026-03-14", [...shares(1), line("loans.repayment", { loan, member: kartini, amount: 60_000n })]);
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const ask = <Seen>(name: string, by: MemberId, params: Readonly<Record<string, string>> = {}, isPlain = false) =>
  read(group.pool, group.organisation, async client => {
    const asked = {
      client,
      organisation: group.organisation,
      member: by,
      roles: new Set<Role>(["anyone", "member"]),
      today: group.edge.today,
      params,
      masterKey: testKey,
      isPlain,
    };
    return (await (questions[name] as Question<PoolClient>).ask(asked)) as Seen | null;
  });

const consents = async () => (await ask<StatementsSeen>("meetings.statements", kartini))!.consents;

async function agree(until = addDays(group.edge.today, 30)) {
  const consent = group.edge.newId();
  await accepted(group.say("members.consent", { consent, purpose: "statement", to: "Bank Desa", until }, { by: kartini }));
  return consent;
}

function statedIn({ note }: StatementSeen): Statement {
  const stated = statementFrom(note);
  if (isRefusal(stated)) throw new Error(stated.refused);
  return stated;
}

describe("a statement for a bank", () => {
  it("says what she has, what she borrowed and how she paid back, and is signed", async () => {
    const seen = (await ask<StatementSeen>("meetings.statement", kartini, { consent: await agree() }))!;
    const stated = statedIn(seen);
    expect(fingerprintOfKey(stated.signed_by)).toBe(seen.fingerprint);
    const opened = openNote(seen.note, [stated.signed_by]);
    expect(opened).toMatchObject({ isWhole: true });
    expect(statementFrom(opened.isWhole ? opened.text : "")).toEqual(stated);
    expect(stated).toMatchObject({
      to: "Bank Desa",
      is_practice: false,
      member: { number: 7, name: "Kartini", since: "2026-01-10" },
      issued_on: "2026-03-14",
      expires_on: "2026-04-13",
      savings: [{ unit: "IDR", amount: 80_000n }],
      loans: [{ paid_out_on: "2026-02-14", amount: 100_000n, late: 0n, state: "running" }],
    });
    expect(stated.months.map(month => monthFrom(month)!).map(({ month, saved, withdrawn }) => [month, saved, withdrawn])).toEqual([
      ["2026-01", 50_000n, 0n],
      ["2026-02", 20_000n, 0n],
      ["2026-03", 10_000n, 0n],
    ]);
    expect(monthFrom(stated.months.at(-1)!)!.repaid + stated.loans[0]!.left).toBe(100_000n);
    // One code on paper holds all of it, with points of half a millimetre on the 84 mm it is printed at.
    expect(encode(seen.note, { ecc: "L", border: 4 }).size).toBeLessThan(168);
  });

  it("counts from its day to its last, and a changed figure is found", async () => {
    const seen = (await ask<StatementSeen>("meetings.statement", kartini, { consent: await agree() }))!;
    const statement = statedIn(seen);
    expect(["2026-03-13", "2026-03-14", "2026-04-13", "2026-04-14"].map(on => standsOn(statement, day(on)))).toEqual([
      "not-yet",
      "counts",
      "counts",
      "expired",
    ]);
    expect(openNote(seen.note.replace('"80000"', '"980000"'), [statement.signed_by])).toMatchObject({ isWhole: false });
  });

  it("is hers alone to make, whatever office another holds, and not under somebody's eyes", async () => {
    const consent = await agree();
    expect(await ask("meetings.statement", group.treasurer, { consent })).toBeNull();
    expect(await ask("meetings.statement", kartini, { consent }, true)).toBeNull();
    expect(await ask("meetings.statement", kartini, { consent: group.edge.newId() })).toBeNull();
    expect((await ask<StatementsSeen>("meetings.statements", group.treasurer))!.consents).toEqual([]);
  });

  it("is made no more once she took her consent back, or its time is over", async () => {
    const consent = await agree();
    const own = { by: kartini };
    expect(await group.say("members.withdraw-consent", { consent }, { by: group.treasurer })).toMatchObject({
      refused: "members.consent-not-hers",
    });
    await accepted(group.say("members.withdraw-consent", { consent }, own));
    expect(await ask("meetings.statement", kartini, { consent })).toBeNull();
    expect(await group.say("members.withdraw-consent", { consent }, own)).toMatchObject({
      refused: "members.consent-taken-back",
    });
    // Under a day before the one on which she gave it, too.
    const again = await agree();
    await accepted(group.say("members.withdraw-consent", { consent: again }, { ...own, on: addDays(group.edge.today, -1) }));
    expect(await ask("meetings.statement", kartini, { consent: again })).toBeNull();
    const short = await agree(group.edge.today);
    group.edge.today = addDays(group.edge.today, 1);
    expect(await ask("meetings.statement", kartini, { consent: short })).toBeNull();
    expect((await consents()).find(one => one.consent === short)).toMatchObject({ state: "over", to: "Bank Desa" });
  });

  it("is agreed to for a year at most, and once", async () => {
    const said = { consent: group.edge.newId(), purpose: "statement", to: "Bank Desa" };
    const until = addDays(group.edge.today, 366);
    expect(await group.say("members.consent", { ...said, until: addDays(until, 1) }, { by: kartini })).toMatchObject({
      refused: "members.consent-too-long",
    });
    await accepted(group.say("members.consent", { ...said, until }, { by: kartini }));
    expect(await group.say("members.consent", { ...said, until }, { by: kartini })).toMatchObject({
      refused: "members.consent-is-there",
    });
  });

  it("leaves books that verify, with no name of a bank in the log", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    expect((await leavesOf(group)).filter(leaf => leaf.body.includes("Bank"))).toEqual([]);
  });

  it("whoever it is for is said on one line, however it was typed", async () => {
    const consent = group.edge.newId();
    const said = { consent, purpose: "statement", to: "Bank\nDesa", until: group.edge.today };
    await accepted(group.say("members.consent", said, { by: kartini }));
    expect(statedIn((await ask<StatementSeen>("meetings.statement", kartini, { consent }))!).to).toBe("Bank Desa");
  });

  it("is told from any other text, and from one in which anything is not what it should be", async () => {
    const seen = await ask<StatementSeen>("meetings.statement", kartini, { consent: await agree() });
    const text = textOfStatement(statedIn(seen!));
    expect(isRefusal(statementFrom(text))).toBe(false);
    const odd: readonly [string, string][] = [
      ['"unit":"IDR"', '"unit":"Rupiah"'],
      ['"savings":[', '"savings":["much",'],
      ['"2026-03 IDR', '"2026-13 IDR'],
      ['"2026-03 IDR', '"2026-03 Rupiah'],
      ['"is_practice":false', '"is_practice":"no"'],
      ['"to":"Bank Desa"', '"told":"Bank Desa"'],
    ];
    for (const [is, put] of odd) {
      expect(text, is).toContain(is);
      expect(statementFrom(text.replace(is, put)), put).toMatchObject({ refused: "meetings.no-statement" });
    }
    for (const text of ["", "hello\n", "lumbung.statement/v1\n{}\n", "lumbung.statement/v1\n{\n", "lumbung.statement/v1\n1\n2\n3\n"])
      expect(statementFrom(text)).toMatchObject({ refused: "meetings.no-statement" });
  });
});
