/**
 * Figures of chapters: a chapter that lived for months, and small ones beside it. What the federation is shown is held against
 * what the chapter's own report says, and against what it granted.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addMonths, day, type Day, type MemberId } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import type { ReportSeen } from "#reports/server";
import { questions as reportQuestions } from "#reports/server";
import { Intake } from "../../app/server/intake.ts";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { HeldEdge, type Say, sayer } from "../../tests/village/edge.ts";
import { accepted, foundGroup, type Group, line, meet, names, testKey } from "../../tests/village/group.ts";
import { type Lived, live } from "../../tests/village/life.ts";
import { santaBarbara } from "../../tests/village/people.ts";
import { questions } from "./server.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const today = day("2026-11-20");
const joined = day("2026-10-01");
let database: FreshDatabase;
let pool: Pool;
let region: Group;
let other: Group;
let lived: Lived;
let sayLived: Say;
/** Savings groups of nine with one meeting, and one of four. */
let nines: readonly Group[];
let four: Group;

const officers = (group: Group) => ({ by: group.members[2]!, with: [group.secretary] });
const leader = (): MemberId => region.members[4]!;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  const small = async (seed: number, size = 9): Promise<Group> => {
    const group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-09-01", size, seed, pool });
    group.edge.today = joined;
    return group;
  };
  [region, other, four] = [await small(81), await small(82), await small(83, 4)];
  nines = [await small(84), await small(85), await small(86)];
  const first = addMonths(today, -8);
  lived = await live({ pool, house, masterKey: testKey, village: santaBarbara, first, last: today, seed: 4 });
  const edge = new HeldEdge(joined, 87);
  sayLived = sayer(new Intake({ pool, house, edge, masterKey: testKey }), house, edge, lived.organisation);
  for (const [above, name] of [[region, "Wilayah VI"], [other, "Wilayah VII"]] as const)
    await accepted(above.say("members.set-level", { level: "region", name }, officers(above)));
  const join = async (organisation: string, say: Say, two: object, name: string): Promise<void> => {
    const affiliation = region.edge.newId();
    await accepted(say("members.ask-to-join", { affiliation, federation: region.organisation, name }, two as never));
    const admitted = { chapter: organisation, affiliation, from: joined };
    await accepted(region.say("members.admit-chapter", admitted, officers(region)));
  };
  await join(lived.organisation, sayLived, livedTwo(), "Barbara");
  for (const [place, group] of [...nines, four].entries())
    await join(group.organisation, group.say, officers(group), ["Ampenan", "Bayan", "Cakra", "Dasan"][place]!);
  for (const [place, group] of nines.entries())
    await meet(group, "2026-10-06", group.members.slice(0, 6).map(member =>
      line("savings.buy-shares", { member, fund: "loan", shares: place + 1, amount: 10_000n * BigInt(place + 1) })));
  const charge = { chapters: [lived.organisation, nines[0]!.organisation], member: leader() };
  await accepted(region.say("network.give-charge", charge, officers(region)));
  for (const held of [edge, ...[region, other, four, ...nines].map(group => group.edge)]) held.today = today;
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const livedTwo = () => ({ by: lived.members[2]!, with: [lived.members[1]!] });
const grantLived = (what: string) =>
  accepted(sayLived("network.grant", { federation: region.organisation, what }, livedTwo()));
const grant = (chapter: Group, what: string) =>
  accepted(chapter.say("network.grant", { federation: region.organisation, what }, officers(chapter)));

type Params = Readonly<Record<string, string>>;
interface Who {
  readonly member?: MemberId;
  readonly roles?: readonly string[];
  readonly isPlain?: boolean;
}
const figures = (above: Group, params: Params = {}, who: Who = {}, question = "network.figures") =>
  read(pool, above.organisation, client =>
    questions[question]!.ask({
      client,
      organisation: above.organisation,
      member: who.member ?? above.secretary,
      roles: new Set(["anyone", "member", ...(who.roles ?? ["secretary"])]),
      today,
      params,
      masterKey: testKey,
      isPlain: who.isPlain ?? false,
    } as never),
  ) as unknown as Promise<ReportSeen>;
const ofTheirOwn = (until: string) =>
  read(pool, lived.organisation, client =>
    reportQuestions["reports.report"]!.ask({
      client,
      organisation: lived.organisation,
      member: lived.members[0]!,
      roles: new Set(["anyone", "member", "treasurer"]),
      today,
      params: { report: "indicators", until },
      masterKey: testKey,
    } as never),
  ) as unknown as Promise<ReportSeen>;

const tableOf = (report: ReportSeen, key: string, unit?: string) =>
  report.tables.find(table => table.key === key && (unit === undefined || table.unit === unit))!;
const cellsOf = (report: ReportSeen, key: string, name: string, unit?: string) =>
  tableOf(report, key, unit)?.rows.find(row => row[0] !== null && "text" in row[0]! && row[0].text === name)?.slice(1);
const closed = (report: ReportSeen) =>
  tableOf(report, "chapters-closed")?.rows.map(row =>
    row.map(cell => (cell && ("say" in cell ? cell.say.replace("network.figure.", "") : "count" in cell ? cell.count : "text" in cell ? cell.text : null))),
  );

describe("figures of chapters", () => {
  it("are none before a chapter grants one, and each that is not granted says so", async () => {
    const seen = await figures(region);
    for (const key of ["chapters-counts", "chapters-attendance"])
      expect(tableOf(seen, key)).toMatchObject({ rows: [], nothing: "network.figure.none" });
    const all = "Ampenan, Barbara, Bayan, Cakra, Dasan";
    expect(closed(seen)).toEqual(
      ["counts", "repayment", "savings", "attendance"].map(figure => [`of-${figure}`, "not-granted", 5, all]),
    );
  });

  it.each(["2026-11-20", "2026-10-20"])("of %s are those of the chapter's own report, one grant a figure", async until => {
    const own = await ofTheirOwn(until);
    const ownRow = (table: string, indicator: string) =>
      tableOf(own, table, table === "people" ? undefined : "PHP").rows.find(
        row => row[0] && "say" in row[0] && row[0].say === `reports.indicator.${indicator}`,
      )!;
    if (until === "2026-11-20") await grantLived("repayment");
    const repaid = await figures(region, { until });
    const [onTime, over30] = [ownRow("repayment", "on-time-repayment"), ownRow("repayment", "par-30")];
    expect((onTime[1] as { percent: string }).percent).not.toBe("0");
    expect(cellsOf(repaid, "chapters-repayment", "Barbara", "PHP")).toEqual([onTime[1], over30[1], over30[3]]);
    if (until === "2026-11-20") {
      expect(cellsOf(repaid, "chapters-savings", "Barbara", "PHP")).toBeUndefined();
      expect(tableOf(repaid, "chapters-attendance").rows).toEqual([]);
      for (const what of ["savings", "attendance", "counts"]) await grantLived(what);
    }
    const seen = await figures(region, { until });
    expect(cellsOf(seen, "chapters-savings", "Barbara", "PHP")).toEqual([tableOf(own, "growth", "PHP").rows.at(-1)![2]]);
    const [percent] = cellsOf(seen, "chapters-attendance", "Barbara")!;
    expect(percent).toEqual(ownRow("people", "attendance")[1]);
    const [members] = (await read(pool, lived.organisation, client =>
      query<{ count: number }>(
        client,
        sql`select count(*)::int4 as count from members.membership where organisation_id = ${lived.organisation}
          and kind = 'member' and joined_on <= ${until as Day}::date and (ended_on is null or ended_on > ${until as Day}::date)`,
      ),
    )) as [{ count: number }];
    expect(cellsOf(seen, "chapters-counts", "Barbara")![0]).toEqual({ count: members.count });
  });

  it("are summed over those that granted, once these are three; who is few is told by no line and no sum", async () => {
    for (const group of nines.slice(0, 2)) await grant(group, "savings");
    const two = tableOf(await figures(region), "chapters-savings", "IDR");
    expect(two.total![0]).toEqual({ say: "network.figure.no-sum" });
    await grant(nines[2]!, "savings");
    await grant(four, "counts");
    const seen = await figures(region);
    const saved = tableOf(seen, "chapters-savings", "IDR");
    expect(saved.rows.map(row => row[1])).toEqual(["60000", "120000", "180000"].map(amount => ({ amount, unit: "IDR" })));
    expect(saved.total).toEqual([
      { say: "network.figure.sum", values: { count: 3, all: 5 } },
      { amount: "360000", unit: "IDR" },
    ]);
    expect(cellsOf(seen, "chapters-counts", "Dasan")).toBeUndefined();
    expect(closed(seen)).toContainEqual(["of-counts", "too-few", 1, "Dasan"]);
  });

  it("tell a meeting that is not sealed", async () => {
    const group = nines[1]!;
    await grant(group, "counts");
    const before = await figures(region);
    expect(cellsOf(before, "chapters-counts", "Bayan")).toEqual([{ count: 9 }, { count: 0 }, { day: "2026-10-06" }]);
    await accepted(group.say("meetings.open", { meeting: group.edge.newId() }, { by: group.treasurer, on: day("2026-11-17") }));
    const [members, unsealed] = cellsOf(await figures(region), "chapters-counts", "Bayan")!;
    expect([members, unsealed]).toEqual([{ count: 9 }, { count: 1 }]);
  });

  it("are of the days since it belongs to us, and of hers alone for a leader; nobody else sees any", async () => {
    expect((await figures(region, { until: "2026-09-30" })).tables).toMatchObject([{ nothing: "network.figure.no-chapters" }]);
    const hers = await figures(region, {}, { member: leader(), roles: [] });
    expect(cellsOf(hers, "chapters-savings", "Ampenan")).toBeDefined();
    expect(cellsOf(hers, "chapters-savings", "Bayan")).toBeUndefined();
    expect(JSON.stringify(hers)).not.toMatch(/Bayan|Cakra|Dasan/);
    for (const who of [{ roles: [] }, { isPlain: true }, { member: leader(), roles: [], isPlain: true }])
      expect((await figures(region, {}, who)).tables).toMatchObject([{ nothing: "network.figure.no-chapters" }]);
    expect((await figures(other)).tables).toMatchObject([{ nothing: "network.figure.no-chapters" }]);
  });

  it("of drives are told by the chapter that grants them, in counts, with who enrolled through the day", async () => {
    const drive = { drive: region.edge.newId(), fund: "damayan", target: 12, ends_on: day("2027-01-31") };
    await accepted(sayLived("aid.open-drive", drive, { by: lived.members[0]! }));
    await accepted(sayLived("aid.count-offers", { drive: drive.drive, offered: 9, declined: 2 }, { by: lived.members[0]! }));
    const drives = (params: Params = {}) => figures(region, params, {}, "network.drives");
    expect((await drives()).tables).toMatchObject([
      { nothing: "network.figure.no-drives" },
      { rows: [[{ say: "network.figure.of-drives" }, { say: "network.figure.not-granted" }, { count: 5 }, {}]] },
    ]);
    await grantLived("drives");
    const [told] = (await drives()).tables;
    expect(told!.rows).toMatchObject([
      [{ text: "Barbara" }, { count: 12 }, { count: 9 }, { count: 0 }, { count: 2 }, {}, { day: today }, { day: "2027-01-31" }],
    ]);
    expect(told!.total![0]).toEqual({ say: "network.figure.no-sum" });
    expect((await drives({ until: "2026-11-19" })).tables[0]!.nothing).toBe("network.figure.no-drives");
    for (const name of santaBarbara.women) expect(JSON.stringify(told)).not.toContain(name);
  });

  it("have no member's name in them, nor who she is", async () => {
    const said = JSON.stringify(await figures(region));
    expect(said).toContain("Barbara");
    for (const name of [...names, ...santaBarbara.women]) expect(said).not.toContain(name);
    for (const member of [...lived.members, ...nines.flatMap(group => group.members)]) expect(said).not.toContain(member);
  });

  it("are gone once the chapter takes its grant back, from the sum too", async () => {
    const taken = { federation: region.organisation, what: "savings" };
    await accepted(nines[2]!.say("network.revoke", taken, { by: nines[2]!.treasurer }));
    const saved = tableOf(await figures(region), "chapters-savings", "IDR");
    expect(saved.rows).toHaveLength(2);
    expect(saved.total![0]).toEqual({ say: "network.figure.no-sum" });
  });
});
