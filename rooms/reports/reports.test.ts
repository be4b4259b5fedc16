/**
 * Reports of groups that lived for more than a year, each figure worked out a second time: from the lines of the ledger, one
 * by one, and from the loans' own rows, by sums that share nothing with how the report does it.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addDays, addMonths, day, type Day, type Minor, ratio, type Role, sum } from "#base";
import { connect, type Pool, type PoolClient, query, read, sql } from "#db";
import { kindOfAccount, partsOfAccount } from "#ledger";
import { linesUntil, type PostedRow } from "#ledger/server";
import { arrears, isRunning, outstanding, percentHundredths } from "#loans";
import { runningLoans } from "#loans/server";
import { templateOf } from "#meetings";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, testKey } from "../../tests/village/group.ts";
import { type Lived, live } from "../../tests/village/life.ts";
import { melati, santaBarbara, type VillageGroup } from "../../tests/village/people.ts";
import { ageingTable } from "./lending.ts";
import type { Cell, Report, ReportTable } from "./report.ts";
import { reportCodes } from "./catalogue.ts";
import { reportOf } from "./server.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });
const last = day("2026-11-20");
let database: FreshDatabase;
let pool: Pool;
const lived = new Map<VillageGroup, Lived>();

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  for (const [village, first, seed] of [
    [melati, addDays(last, -7 * 59), 3],
    [santaBarbara, addMonths(last, -15), 4],
  ] as const)
    lived.set(village, await live({ pool, house, masterKey: testKey, village, first, last, seed }));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const inside = <T>(village: VillageGroup, ask: (client: PoolClient, of: Lived) => Promise<T>): Promise<T> => {
  const of = lived.get(village)!;
  return read(pool, of.organisation, client => ask(client, of));
};

const treasurer: ReadonlySet<Role> = new Set(["anyone", "member", "treasurer"]);
const ordinary: ReadonlySet<Role> = new Set(["anyone", "member"]);

function ask(
  village: VillageGroup,
  report: string,
  of: { readonly from?: string; readonly until?: string; readonly roles?: ReadonlySet<Role>; readonly number?: number } = {},
): Promise<Report | null> {
  return inside(village, (client, { organisation, members }) =>
    reportOf({
      client,
      organisation,
      member: members[(of.number ?? 1) - 1]!,
      roles: of.roles ?? treasurer,
      today: last,
      masterKey: testKey,
      params: { report, ...(of.from && { from: of.from }), ...(of.until && { until: of.until }) },
    }),
  );
}

const tableOf = (report: Report | null, key: string): ReportTable => {
  const found = report!.tables.find(table => table.key === key);
  if (!found) throw new Error(`no table ${key} among ${report!.tables.map(table => table.key).join(", ")}`);
  return found;
};
const at = (table: ReportTable, column: string): number => table.columns.findIndex(one => one.key === column);
const amountIn = (cell: Cell | undefined): Minor => (cell && "amount" in cell ? cell.amount : 0n);
const sayOf = (cell: Cell | undefined): string => (cell && "say" in cell ? cell.say : "");
const rowOf = (table: ReportTable, say: string): readonly Cell[] => table.rows.find(row => sayOf(row[0]) === say)!;
const cell = (table: ReportTable, say: string, column: string): Cell => rowOf(table, say)[at(table, column)]!;

const lines = (village: VillageGroup, until: Day = last): Promise<readonly PostedRow[]> =>
  inside(village, (client, { organisation }) => linesUntil(client, organisation, until));
const ofKinds =
  (...kinds: readonly string[]) =>
  (line: PostedRow): boolean =>
    kinds.includes(partsOfAccount(line.account).kind);
const total = (of: readonly PostedRow[]): Minor => sum(of.map(line => line.amount));
const holding = ofKinds("cash", "bank", "stock");

const times = [
  ["the year", "2026-01-01", "2026-11-20"],
  ["a month", "2026-07-01", "2026-07-31"],
  ["all of it", "2025-01-01", "2026-11-20"],
  ["one day", "2026-11-20", "2026-11-20"],
] as const;

describe.each([
  ["Melati", melati],
  ["Sta. Barbara", santaBarbara],
] as const)("%s", (_, village) => {
  it.each(times)("receipts and payments of %s come from what was there to what is there", async (_title, from, until) => {
    const report = await ask(village, "receipts-payments", { from, until });
    const all = await lines(village, day(until));
    for (const table of report!.tables) {
      const here = all.filter(line => line.unit === table.unit);
      const [received, paid] = [at(table, "received"), at(table, "paid")].map(column => sum(table.rows.map(row => amountIn(row[column]))));
      expect(received).toBe(paid);
      expect(amountIn(table.total![1])).toBe(received);
      const before = total(here.filter(line => line.effective_on < from && holding(line)));
      const after = total(here.filter(holding));
      const startsWith = (row: readonly Cell[], start: string): boolean => sayOf(row[0]).startsWith(start);
      expect(sum(table.rows.filter(row => startsWith(row, "reports.before.")).map(row => amountIn(row[1])))).toBe(before);
      expect(sum(table.rows.filter(row => startsWith(row, "reports.after.")).map(row => amountIn(row[2])))).toBe(after);
      // The money itself, entry by entry, and not by what it was for.
      const byEntry = new Map<bigint, Minor>();
      for (const line of here.filter(line => line.effective_on >= from && holding(line)))
        byEntry.set(line.seq, (byEntry.get(line.seq) ?? 0n) + line.amount);
      expect(received! - before - (paid! - after)).toBe(sum(byEntry.values()));
    }
  });

  it.each(times)("income and expense of %s are what these accounts moved", async (_title, from, until) => {
    const report = await ask(village, "income", { from, until });
    const all = (await lines(village, day(until))).filter(line => line.effective_on >= from);
    const closing = new Set(
      all.filter(ofKinds("retained-surplus", "fund-balance", "indivisible-reserve")).map(line => `${line.seq} ${line.fund}`),
    );
    for (const table of report!.tables.filter(one => one.nothing === undefined)) {
      const moved = all.filter(line => line.unit === table.unit && !closing.has(`${line.seq} ${line.fund}`));
      const surplus = -total(moved.filter(line => ["income", "expense"].includes(kindOfAccount(line.account).class)));
      expect(amountIn(table.total!.at(-1))).toBe(surplus);
    }
  });

  it.each(times)("what was collected on loans in %s is what their accounts and the interest took in", async (_title, from, until) => {
    const report = await ask(village, "dcb", { from, until });
    const all = await lines(village, day(until));
    for (const table of report!.tables.filter(one => one.key === "demand")) {
      const each = report!.tables.find(one => one.key === "demand-each" && one.unit === table.unit)!;
      const receivable = all.filter(line => line.unit === table.unit && ofKinds("loans-receivable")(line));
      expect(amountIn(each.total![at(each, "balance")])).toBe(total(receivable));
      const writtenOff = at(each, "written-off") < 0 ? 0n : amountIn(each.total![at(each, "written-off")]);
      const principal = rowOf(table, "reports.part.principal");
      const took = -total(receivable.filter(line => line.effective_on >= from && line.amount < 0n));
      const back = await takenBackIn(village, from, until);
      expect(
        amountIn(principal[at(table, "collected")]) + amountIn(principal[at(table, "paid-ahead")]) + writtenOff,
      ).toBe(took - total(receivable.filter(line => back.has(line.seq) && line.amount > 0n)));
      const interest = rowOf(table, "reports.part.interest");
      const earned = all.filter(line => line.unit === table.unit && line.effective_on >= from && ofKinds("interest-income")(line));
      expect(amountIn(interest[at(table, "collected")]) + amountIn(interest[at(table, "paid-ahead")])).toBe(
        -total(earned.filter(line => !isClosing(line, all))),
      );
      for (const row of [...table.rows, ...each.rows]) {
        const figure = (column: string): Minor => amountIn(row[at(table, column) + (row.length > table.columns.length ? 1 : 0)]);
        expect(figure("overdue-before") + figure("fell-due") - figure("collected")).toBe(figure("overdue"));
      }
    }
  });

  it("ages every loan that runs, as the loans' own page counts it today", async () => {
    const report = await ask(village, "ageing");
    const running = await inside(village, (client, { organisation }) => runningLoans(client, organisation));
    const table = tableOf(report, "ageing");
    const late = running
      .filter(loan => loan.unit === table.unit && isRunning(loan) && outstanding(loan) > 0n)
      .map(loan => ({ left: outstanding(loan), days: arrears(loan, last).daysLate }));
    expect(amountIn(table.total![at(table, "outstanding")])).toBe(sum(late.map(one => one.left)));
    const onTime = sum(late.filter(one => one.days === 0).map(one => one.left));
    expect(amountIn(cell(table, "reports.band.on-time", "outstanding"))).toBe(onTime);
    // The indicator of one day or more is the rest.
    const repayment = tableOf(await ask(village, "indicators"), "repayment");
    expect(amountIn(cell(repayment, "reports.indicator.par-1", "counted"))).toBe(sum(late.map(one => one.left)) - onTime);
    expect(cell(repayment, "reports.indicator.par-1", "value")).toEqual({
      percent: percentHundredths(ratio(sum(late.map(one => one.left)) - onTime, sum(late.map(one => one.left)))),
    });
  });

  it("works the indicators out from the lines", async () => {
    const [from, until] = ["2026-01-01", "2026-11-20"];
    const report = await ask(village, "indicators", { from, until });
    const unit = village.unit;
    const all = (await lines(village)).filter(line => line.unit === unit);
    const results = tableOf(report, "results");
    const ofTemplate = templateOf(village.template, unit).funds;
    const lendable = new Set(ofTemplate.filter(one => one.is_lendable && one.nature === "divisible").map(one => one.fund));
    const lent = total(all.filter(line => lendable.has(line.fund) && ofKinds("loans-receivable")(line)));
    const there = total(all.filter(line => lendable.has(line.fund) && holding(line)));
    expect(amountIn(cell(results, "reports.indicator.fund-use", "counted"))).toBe(lent);
    expect(amountIn(cell(results, "reports.indicator.fund-use", "out-of"))).toBe(lent + there);
    const earned = all.filter(
      line => line.effective_on >= from && ofKinds("interest-income", "fee-income", "fine-income")(line) && !isClosing(line, all),
    );
    expect(amountIn(cell(results, "reports.indicator.operating-self-sufficiency", "counted"))).toBe(-total(earned));
    const capital = tableOf(report, "capital");
    const members = -total(all.filter(ofKinds("member-savings", "member-payable", "member-shares")));
    expect(amountIn(cell(capital, "reports.source.members", "amount"))).toBe(members);
    // What is owned is what the capital is.
    const owned = total(all.filter(line => kindOfAccount(line.account).class === "asset"));
    expect(amountIn(capital.total![at(capital, "amount")])).toBe(owned);
    expect(amountIn(tableOf(report, "growth").rows.at(-1)![1])).toBe(owned);
    const people = tableOf(report, "people");
    const rolls = await rollsFromMarks(village);
    const mean = rolls.map(roll => ratio(BigInt(roll.present), BigInt(roll.called)));
    const share = mean.reduce((all, one) => all + Number(one.numerator) / Number(one.denominator), 0) / mean.length;
    const told = cell(people, "reports.indicator.attendance", "value") as { readonly percent: bigint };
    expect(Number(told.percent)).toBeCloseTo(share * 10_000, -1);
  });

  it("never tells how well loans are repaid without what is at risk beside it", async () => {
    for (const code of reportCodes)
      for (const table of (await ask(village, code))!.tables) {
        const names = table.rows.map(row => sayOf(row[0]));
        if (names.includes("reports.indicator.on-time-repayment"))
          expect(names).toEqual(expect.arrayContaining(["reports.indicator.par-1", "reports.indicator.par-30"]));
      }
  });

  it("gives everybody counts and sums, and nobody's name or amount beside a loan", async () => {
    for (const code of reportCodes) {
      const seen = (await ask(village, code, { roles: ordinary, number: 9 }))!;
      expect(seen.tables.some(table => table.isPersonal), code).toBe(false);
      if (["indicators", "receipts-payments", "income", "dcb", "ageing", "book-06-savings", "book-14-cash"].includes(code))
        expect(JSON.stringify(seen, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain('"who"');
    }
    const [open, shut] = [await ask(village, "ageing"), await ask(village, "ageing", { roles: ordinary, number: 9 })];
    expect(tableOf(shut, "ageing")).toEqual(tableOf(open, "ageing"));
  });

  it("makes the books of a koperasi from what is recorded", async () => {
    const cash = await ask(village, "book-14-cash", { from: "2026-01-01", until: "2026-11-20" });
    const all = await lines(village);
    for (const table of cash!.tables) {
      const closing = amountIn(table.rows.at(-1)!.at(-1));
      const sums = new Map<string, Minor>();
      for (const line of all.filter(ofKinds("cash"))) sums.set(line.fund, (sums.get(line.fund) ?? 0n) + line.amount);
      expect([...sums.values()]).toContain(closing);
    }
    const savings = await ask(village, "book-06-savings");
    const saved = -total(all.filter(line => line.unit === village.unit && ofKinds("member-savings", "member-shares")(line)));
    const each = savings!.tables.filter(table => table.key === "savings-each" && table.unit === village.unit);
    expect(sum(each.flatMap(table => table.rows.map(row => amountIn(row.at(-1)))))).toBe(saved);
    const members = tableOf(await ask(village, "book-01-members"), "book-01-members");
    expect(members.rows).toHaveLength(village.women.length);
  });
});

/** What each was given out of the fund's own beside the shares she had bought, in the twelve months before this day. */
const gotBy = (village: VillageGroup, until: Day): Promise<readonly { got: Minor }[]> =>
  inside(village, (client, { organisation }) =>
    query<{ got: Minor }>(
      client,
      sql`select sum(l.amount)::int8 as got from ledger.leaf f
        join ledger.line l on l.organisation_id = f.organisation_id and l.seq = f.seq
        where f.organisation_id = ${organisation} and f.kind = 'savings.shares-closed' and l.account like 'retained-surplus/%'
          and f.effective_on > ${addMonths(until, -12)}::date and f.effective_on <= ${until}::date
        group by f.member_id having sum(l.amount) <> 0`,
    ),
  );

it("tells how what a cycle earned is spread, by what each got", async () => {
  const [{ until }] = (await inside(melati, (client, { organisation }) =>
    query<{ until: Day }>(
      client,
      sql`select max(effective_on) as until from ledger.leaf where organisation_id = ${organisation} and kind = 'savings.shares-closed'`,
    ),
  )) as readonly [{ readonly until: Day }];
  const got = (await gotBy(melati, until)).map(one => one.got).sort((a, b) => (a < b ? 1 : -1));
  expect(got.length).toBeGreaterThan(10);
  const top = sum(got.slice(0, Math.ceil(got.length / 10)));
  const shares = [got[0]!, top].map(part => ({ percent: percentHundredths(ratio(part, sum(got))) }));
  for (const roles of [treasurer, ordinary]) {
    const table = tableOf(await ask(melati, "indicators", { until, roles, number: 14 }), "concentration");
    expect(rowOf(table, "reports.concentration.surplus").slice(1)).toEqual([{ count: got.length }, ...shares]);
  }
});

it("tells how offices are spread, in counts", async () => {
  const rows = await inside(melati, (client, { organisation }) =>
    query<{ member: string; offices: number }>(
      client,
      sql`select member_id as member, count(*)::int4 as offices from members.office
        where organisation_id = ${organisation} and from_on <= ${last}::date and (until_on is null or until_on >= ${last}::date)
          and substitute_for is null and role <> 'field-officer' group by member_id`,
    ),
  );
  const offices = rows.reduce((all, one) => all + one.offices, 0);
  const table = tableOf(await ask(melati, "indicators", { roles: ordinary, number: 14 }), "offices");
  expect(cell(table, "reports.indicator.office-holders", "counted")).toEqual({ count: rows.length });
  expect(cell(table, "reports.indicator.office-holders", "out-of")).toEqual({ count: melati.women.length });
  expect(cell(table, "reports.indicator.most-offices", "counted")).toEqual({ count: Math.max(...rows.map(one => one.offices)) });
  expect(cell(table, "reports.indicator.most-offices", "out-of")).toEqual({ count: offices });
  expect(cell(table, "reports.indicator.long-in-office", "counted")).toEqual({ count: 0 });
  expect(table.rows.flat().some(cell => cell !== null && ("who" in cell || "text" in cell))).toBe(false);
});

it("what is set aside and what is rated follows the group's own rules, from their day on; what is not entered says so", async () => {
  const bands = [
    { from_percent: "0", points: "25" },
    { from_percent: "5.01", points: "10" },
  ];
  const group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-01-03",
    rules: {
      "reports.provisions": { rates: [{ from_days: "1", percent: "35" }, { from_days: "366", percent: "100" }] },
      "reports.pesos": { lines: [{ part: "portfolio", indicator: "par-1", bands }] },
    },
  });
  const asked = (report: string): Promise<Report | null> =>
    read(group.pool, group.organisation, client =>
      reportOf({
        client,
        organisation: group.organisation,
        member: group.treasurer,
        roles: treasurer,
        today: last,
        masterKey: testKey,
        params: { report },
      }),
    );
  const pesos = tableOf(await asked("pesos"), "pesos");
  expect(pesos.nothing).toBeUndefined();
  // Nothing is lent, so there is nothing to measure; 75 points are not entered.
  expect(pesos.rows.map(row => [sayOf(row[0]), sayOf(row[3]), row[4]])).toEqual([
    ["reports.rating.portfolio", "reports.nothing-to-measure", { count: 25 }],
    ["reports.rating.not-entered", "", { count: 75 }],
  ]);
  expect(tableOf(await asked("piso"), "piso").nothing).toBe("reports.piso.not-entered");
  expect(tableOf(await asked("indicators"), "results").rows.map(row => sayOf(row[0]))).toContain(
    "reports.indicator.provision-coverage",
  );
  await group.close();
});

it("a loan that is late is aged, and what is to be set aside for it is told", async () => {
  const table = ageingTable(
    [
      { outstanding: 1_000n, daysLate: 0 },
      { outstanding: 300n, daysLate: 12 },
      { outstanding: 101n, daysLate: 400 },
    ],
    "IDR",
    { rates: [{ from_days: 1, percent: "35" }, { from_days: 366, percent: "100" }] },
  );
  expect(cell(table, "reports.band.on-time", "outstanding")).toEqual({ amount: 1_000n, unit: "IDR" });
  expect(table.rows.map(row => amountIn(row[at(table, "provision")]))).toEqual([0n, 105n, 0n, 0n, 0n, 0n, 101n]);
  expect(amountIn(table.total![at(table, "provision")])).toBe(206n);
});

it("there is no report of another name", async () => {
  expect(await ask(melati, "debtors")).toBeNull();
});

it("no day to come is told of, and a time that is turned round is one day", async () => {
  expect(await ask(melati, "income", { from: "2026-12-01", until: "2027-01-01" })).toMatchObject({ from: last, until: last });
});

/** Entries that carry a result into the group's own equity. */
const isClosing = (line: PostedRow, all: readonly PostedRow[]): boolean =>
  all.some(
    other => other.seq === line.seq && other.fund === line.fund && ofKinds("retained-surplus", "fund-balance", "indivisible-reserve")(other),
  );

const takenBackIn = async (village: VillageGroup, from: string, until: string): Promise<ReadonlySet<bigint>> =>
  new Set(
    (
      await inside(village, (client, { organisation }) =>
        query<{ seq: bigint }>(
          client,
          sql`select seq from ledger.leaf where organisation_id = ${organisation} and reverses is not null
            and effective_on between ${from}::date and ${until}::date`,
        ),
      )
    ).map(row => row.seq),
  );

/** The last four rolls, mark by mark. */
const rollsFromMarks = (village: VillageGroup): Promise<readonly { readonly present: number; readonly called: number }[]> =>
  inside(village, async (client, { organisation }) => {
    const meetings = await query<{ meeting_id: string }>(
      client,
      sql`select meeting_id from meetings.meeting where organisation_id = ${organisation} and status = 'sealed' order by number desc limit 4`,
    );
    const rolls: { present: number; called: number }[] = [];
    for (const { meeting_id } of meetings) {
      const marks = await query<{ mark: string }>(
        client,
        sql`select mark from meetings.attendance where organisation_id = ${organisation} and meeting_id = ${meeting_id}::uuid`,
      );
      rolls.push({ called: marks.length, present: marks.filter(({ mark }) => mark === "present" || mark === "late").length });
    }
    return rolls;
  });
