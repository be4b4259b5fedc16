/** The plain books of a group: who writes, who reads, what was done, and that nothing is changed and nobody is told of. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { day, type MemberId, type Role, type Uuid } from "#base";
import { connect, type Pool, read } from "#db";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, foundGroup, type Group, leavesOf, line, meet, tableRows, testKey } from "../../tests/village/group.ts";
import { answerTable, entryTable } from "./index.ts";
import { type BookSeen, type BooksSeen, questions } from "./server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const today = day("2026-10-12");
let database: FreshDatabase;
let pool: Pool;
let group: Group;
let supervisor: MemberId;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-09-01", size: 9, seed: 91, pool });
  group.edge.today = today;
  supervisor = group.members[7]!;
  const office = { member: supervisor, role: "supervisory-committee", from: today };
  await accepted(group.say("members.take-office", office, { by: group.secretary, with: [group.treasurer] }));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const ask = <Seen>(
  question: string,
  of: {
    readonly member?: MemberId;
    readonly roles?: readonly Role[];
    readonly params?: Record<string, string>;
    readonly isPlain?: boolean;
  } = {},
): Promise<Seen> =>
  read(pool, group.organisation, client =>
    questions[question]!.ask({
      client,
      organisation: group.organisation,
      member: of.member ?? group.secretary,
      roles: new Set<Role>(["anyone", "member", ...(of.roles ?? [])]),
      today,
      params: of.params ?? {},
      masterKey: testKey,
      isPlain: of.isPlain ?? false,
    }),
  ) as Promise<Seen>;
const officer = { roles: ["secretary"] as const };
const bookFor = (book: string, of: Parameters<typeof ask>[1] = officer): Promise<BookSeen | null> =>
  ask("records.book", { ...of, params: { plain: book } });

const write = (body: Readonly<Record<string, unknown>>, by = group.secretary, on = today) =>
  group.say("records.write-entry", { entry: group.edge.newId(), happened_on: today, what: "Isi", ...body }, { by, on });
const answer = (entry: Uuid, of: Readonly<Record<string, unknown>> = {}, by = group.secretary, on = today) =>
  group.say("records.answer-entry", { entry, done: "Sudah dibahas", ...of }, { by, on });

describe("a plain book", () => {
  it("has a line with its day, from whom, and what was done about it by whom; its words are not in the log", async () => {
    const entry = group.edge.newId();
    const advice = { entry, book: "officials-advice", who: "Pak Camat", what: "Buat papan nama" };
    await accepted(write({ ...advice, happened_on: day("2026-10-02") }));
    expect((await ask<BooksSeen>("records.books", officer)).books.find(one => one.book === "officials-advice")).toEqual({
      book: "officials-advice",
      lines: 1,
      waiting: 1,
      last: "2026-10-02",
    });
    await accepted(answer(entry, { done: "Papan dipasang", done_by: group.members[8] }));
    await accepted(answer(entry, { done: "Pak Camat diberi tahu" }));
    const [seen] = (await bookFor("officials-advice"))!.entries;
    expect(seen).toMatchObject({ on: "2026-10-02", who: "Pak Camat", what: "Buat papan nama", isCorrected: false });
    expect(seen!.answers).toMatchObject([
      { on: today, done: "Papan dipasang", doneBy: { number: 9 } },
      { on: today, done: "Pak Camat diberi tahu", doneBy: { number: 2 } },
    ]);
    const log = JSON.stringify((await leavesOf(group)).map(leaf => leaf.body));
    for (const word of ["Camat", "papan", "Papan"]) expect(log).not.toContain(word);
  });

  it("is never changed: a line that is wrong stays, with another in its place", async () => {
    const [first, second] = [group.edge.newId(), group.edge.newId()];
    await accepted(write({ entry: first, book: "letters-in", who: "Dinas Koperasi", what: "Undangan 12 Oktober" }));
    await accepted(
      write({ entry: second, book: "letters-in", who: "Dinas Koperasi", what: "Undangan 21 Oktober", corrects: first }),
    );
    expect((await bookFor("letters-in"))!.entries).toMatchObject([
      { entry: second, what: "Undangan 21 Oktober", corrects: first, isCorrected: false },
      { entry: first, what: "Undangan 12 Oktober", isCorrected: true },
    ]);
    expect(await write({ book: "events", corrects: first })).toMatchObject({ refused: "records.corrected-already" });
    expect(await answer(first)).toMatchObject({ refused: "records.corrected-already" });
    expect((await tableRows(group, entryTable, { entry_id: first }))[0]).toMatchObject({ corrected_by: second });
  });

  it("is written by those who keep it: the supervisors theirs, the other officers the others", async () => {
    expect(await write({ book: "supervisors-decisions" })).toMatchObject({ refused: "records.supervisors-write-it" });
    expect(await write({ book: "events" }, supervisor)).toMatchObject({ refused: "records.officers-write-it" });
    expect(await write({ book: "events" }, group.members[8]!)).toMatchObject({ refused: "members.not-allowed" });
    const entry = group.edge.newId();
    await accepted(write({ entry, book: "supervisors-decisions", what: "Kas cocok" }, supervisor));
    expect(await answer(entry)).toMatchObject({ refused: "records.supervisors-write-it" });
    expect(await write({ book: "events", corrects: entry })).toMatchObject({ refused: "records.supervisors-write-it" });
    await accepted(answer(entry, {}, supervisor));
    expect((await bookFor("supervisors-decisions"))!.mayWrite).toBe(false);
    expect((await bookFor("supervisors-decisions", { roles: ["supervisory-committee"] }))!.mayWrite).toBe(true);
  });

  it("says what is missing or cannot be", async () => {
    const entry = group.edge.newId();
    await accepted(write({ entry, book: "events", what: "Banjir" }));
    expect(await write({ entry, book: "events" })).toMatchObject({ refused: "records.entry-is-there" });
    expect(await write({ book: "guests" })).toMatchObject({ refused: "records.say-who" });
    expect(await write({ book: "events", happened_on: day("2026-10-13") })).toMatchObject({
      refused: "records.day-to-come",
    });
    for (const body of [
      { book: "suggestions", who: "Bu Rini" },
      { book: "guests", who: "Bu Rini", given_by: group.members[8] },
    ])
      expect(await write(body)).toMatchObject({ refused: "records.who-said-otherwise" });
    expect(await write({ book: "suggestions", given_by: group.edge.newMember() })).toMatchObject({
      refused: "members.not-a-member",
    });
    expect(await answer(entry, { done_by: group.edge.newMember() })).toMatchObject({ refused: "members.not-a-member" });
    expect(await answer(group.edge.newId())).toMatchObject({ refused: "records.no-such-entry" });
    expect(await write({ book: "events", corrects: group.edge.newId() })).toMatchObject({
      refused: "records.no-such-entry",
    });
    expect(await answer(entry, {}, group.secretary, day("2026-10-11"))).toMatchObject({
      refused: "records.answered-before",
    });
  });
});

describe("a suggestion", () => {
  it("may stay unnamed; who gave one is shown to the officers and to herself, and to nobody else", async () => {
    const [giver, other] = group.members.slice(7, 9).reverse() as [MemberId, MemberId];
    await accepted(write({ book: "suggestions", what: "Buka lebih pagi", given_by: giver, happened_on: day("2026-10-05") }));
    await accepted(write({ book: "suggestions", what: "Beli timbangan", happened_on: day("2026-10-04") }));
    const names = async (of: Parameters<typeof ask>[1]) =>
      (await bookFor("suggestions", of))!.entries.map(one => one.givenBy?.number ?? null);
    expect(await names(officer)).toEqual([9, null]);
    expect(await names({ member: giver })).toEqual([9, null]);
    expect(await names({ member: other })).toEqual([null, null]);
    expect(await names({ member: giver, roles: ["secretary"], isPlain: true })).toEqual([null, null]);
  });
});

describe("members without an office", () => {
  const ordinary = () => ({ member: group.members[8]! });
  const read_ = async () => (await ask<BooksSeen>("records.books", ordinary())).books.map(one => one.book);

  it("read what comes from them and what is decided about them, until the meeting decides otherwise", async () => {
    expect(await read_()).toEqual(["suggestions", "supervisors-decisions", "events"]);
    expect(await bookFor("guests", ordinary())).toBeNull();
    expect(await bookFor("no-such-book", ordinary())).toBeNull();
    const [seen] = (await bookFor("events", ordinary()))!.entries;
    expect(seen).toMatchObject({ what: "Banjir" });
    expect((await bookFor("events", ordinary()))!.people).toEqual([]);
    const decision = group.edge.newId();
    const value = { suggestions: true, supervisors: false, events: true, advice: false, guests: true, letters: false };
    await meet(group, "2026-10-12", [
      line("assembly.decision", {
        decision,
        question: "rule",
        about: "records.reading",
        value,
        votes_for: 9,
        votes_against: 0,
        abstaining: 0,
      }),
    ]);
    const two = { by: group.treasurer, with: [group.secretary], on: day("2026-10-12") };
    await accepted(group.say("assembly.change-rule", { from: day("2026-10-13"), decision }, two));
    expect(await read_()).toEqual(["suggestions", "supervisors-decisions", "events"]);
    const later = (await read(pool, group.organisation, client =>
      questions["records.books"]!.ask({
        client,
        organisation: group.organisation,
        member: group.members[8]!,
        roles: new Set<Role>(["anyone", "member"]),
        today: day("2026-10-13"),
        params: {},
        masterKey: testKey,
      }),
    )) as unknown as BooksSeen;
    expect(later.books.map(one => one.book)).toEqual(["guests", "suggestions", "events"]);
  });
});

it("the tables are those the log gives", async () => {
  expect((await tableRows(group, answerTable)).length).toBe(3);
  expect(await faultsOf(pool, house, group.organisation)).toEqual([]);
});
