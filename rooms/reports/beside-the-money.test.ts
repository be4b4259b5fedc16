/** What a group wrote down beside its money, as the reports tell it: for the time asked for, to whom it is open. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { day, type Role } from "#base";
import { connect, type Pool, read } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, decision, foundGroup, type Group, line, meet, testKey } from "../../tests/village/group.ts";
import type { Report } from "./report.ts";
import { reportOf } from "./server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const today = day("2026-10-12");
let database: FreshDatabase;
let pool: Pool;
let group: Group;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-09-01", seed: 92, pool });
  group.edge.today = today;
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const ask = (report: string, roles: readonly Role[] = ["secretary"], until: string = today): Promise<Report | null> =>
  read(pool, group.organisation, client =>
    reportOf({
      client,
      organisation: group.organisation,
      member: group.members[6]!,
      roles: new Set<Role>(["anyone", "member", ...roles]),
      today: day(until),
      masterKey: testKey,
      params: { report, from: "2026-10-01", until },
    }),
  );

async function write(book: string, happened: string, what: string, of: Readonly<Record<string, unknown>> = {}) {
  const entry = group.edge.newId();
  const body = { entry, book, happened_on: day(happened), what, ...of };
  await accepted(group.say("records.write-entry", body, { by: group.secretary }));
  return entry;
}
const answer = (entry: string, done: string) =>
  accepted(group.say("records.answer-entry", { entry, done, done_by: group.treasurer }, { by: group.secretary }));

it("a book has its lines in the order of their days, with what was done about each, and what was replaced says so", async () => {
  await write("letters-in", "2026-09-30", "Dari bulan lalu", { who: "Kelurahan" });
  const wrong = await write("letters-in", "2026-10-08", "Undangan 12", { who: "Dinas" });
  const right = await write("letters-in", "2026-10-08", "Undangan 21", { who: "Dinas", corrects: wrong });
  await write("letters-in", "2026-10-02", "Edaran", { who: "Bank" });
  await answer(right, "Dijawab lewat surat");
  await answer(right, "Dihadiri bendahara");
  const [came, went] = (await ask("book-16-letters"))!.tables;
  const done = { who: { number: 1, name: expect.any(String) } };
  const dinas = { text: "Dinas" };
  expect(came!.rows).toHaveLength(4);
  expect(came!.rows[0]).toEqual([{ day: "2026-10-02" }, { text: "Edaran" }, { text: "Bank" }, null, null, null]);
  expect(came!.rows).toEqual(
    expect.arrayContaining([
      [{ day: "2026-10-08" }, { text: "Undangan 12" }, dinas, { say: "reports.replaced" }, null, null],
      [{ day: "2026-10-08" }, { text: "Undangan 21" }, dinas, { text: "Dijawab lewat surat" }, { day: today }, done],
      [{ day: "2026-10-08" }, { text: "Undangan 21" }, dinas, { text: "Dihadiri bendahara" }, { day: today }, done],
    ]),
  );
  expect(went).toMatchObject({ key: "letters-out", rows: [], nothing: "reports.book-empty" });
  expect((await ask("book-16-letters", []))!.tables.map(table => table.nothing)).toEqual([
    "reports.book-for-officers",
    "reports.book-for-officers",
  ]);
});

it("who gave a suggestion is told to officers alone; what happened stands beside what the program knows", async () => {
  await write("suggestions", "2026-10-03", "Buka lebih pagi", { given_by: group.members[4] });
  const giver = async (roles?: readonly Role[]) => (await ask("book-07-suggestions", roles))!.tables[0]!.rows[0]![2];
  expect(await giver()).toMatchObject({ who: { number: 5 } });
  expect(await giver([])).toEqual({ say: "reports.unnamed" });
  await write("events", "2026-10-04", "Banjir di Kampung Baru");
  const tables = (await ask("book-13-events", []))!.tables;
  expect(tables.map(table => table.key)).toEqual(["book-13-events", "events-written"]);
  expect(tables[1]!.rows[0]!.slice(0, 2)).toEqual([{ day: "2026-10-04" }, { text: "Banjir di Kampung Baru" }]);
});

it("partners are told with what was agreed on by the day; whom to ask for there is told to officers alone", async () => {
  const [partner, agreement] = [group.edge.newId(), group.edge.newId()];
  const by = { by: group.secretary };
  const named = { partner, kind: "university", name: "Universitas Desa", contact: "Ibu Sri", telephone: "0812" };
  await accepted(group.say("records.add-partner", named, by));
  const agreed = { agreement, partner, from: day("2026-10-12"), until: day("2026-12-01"), purpose: "Pelatihan" };
  await accepted(group.say("records.make-agreement", agreed, by));
  const row = [
    { text: "Universitas Desa" },
    { say: "reports.partner.university" },
    { text: "Pelatihan" },
    { day: "2026-10-12" },
    { day: "2026-12-01" },
    { say: "reports.agreement.ending" },
  ];
  expect((await ask("partners"))!.tables[0]!.rows).toEqual([[...row, { text: "Ibu Sri · 0812" }]]);
  expect((await ask("partners", []))!.tables[0]!.rows).toEqual([row]);
});

it("what losses taught is for officers, with nobody's name, as the day had it", async () => {
  expect((await ask("lessons"))!.tables.map(table => table.nothing)).toEqual(["reports.nothing-lost"]);
  expect((await ask("lessons", []))!.tables.map(table => table.nothing)).toEqual(["reports.lessons-for-officers"]);
  const [member, loan] = [group.members[5]!, group.edge.newId()];
  const [lent, given] = [decision(group, "loan", loan), decision(group, "write-off", loan)];
  await meet(group, "2026-10-12", [
    ...group.members.map(one => line("savings.buy-shares", { member: one, fund: "loan", shares: 5, amount: 50_000n })),
    line("loans.request", { loan, member, product: "ordinary", amount: 30_000n, guarantors: [] }),
    lent.line,
    line("loans.pay-out", { loan, member, decision: lent.id }),
  ]);
  await meet(group, "2026-10-19", [given.line, line("loans.write-off", { loan, member, decision: given.id })]);
  const lesson = { loan, cause: "calamity", learned: "Tabung dulu untuk musim banjir" };
  await accepted(group.say("records.write-lesson", lesson, { by: group.secretary }));
  expect((await ask("lessons"))!.tables[0]!.nothing).toBe("reports.nothing-lost");
  const told = (await ask("lessons", ["treasurer"], "2026-10-19"))!;
  const lost = [{ count: 1 }, { amount: 30_000n, unit: "IDR" }, { amount: 0n, unit: "IDR" }];
  expect(told.tables.map(table => table.rows)).toEqual([
    [[{ say: "reports.cause.calamity" }, ...lost]],
    [[{ text: "2026" }, ...lost]],
    [[{ text: lesson.learned }, { say: "reports.cause.calamity" }, { text: "2026" }, { day: "2026-10-19" }]],
  ]);
  for (const row of told.tables.flatMap(table => table.rows).flat()) expect(row).not.toHaveProperty("who");
});
