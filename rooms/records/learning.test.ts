/** What members learned, entered once for all who were there; and the public schemes one lets her group know of. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addDays, day, type Day, type MemberId, type Role, type Uuid } from "#base";
import { connect, type Pool, read } from "#db";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, foundGroup, type Group, leavesOf, tableRows, testKey } from "../../tests/village/group.ts";
import { type LearningSeen, questions, type TrainingsSeen } from "./server.ts";
import { type SchemeRow, schemeTable } from "./tables.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const today = day("2026-10-12");
let database: FreshDatabase;
let pool: Pool;
let group: Group;
let wulan: MemberId;
let siti: MemberId;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-09-01", size: 9, seed: 95, pool });
  group.edge.today = today;
  [wulan, siti] = group.members.slice(7) as [MemberId, MemberId];
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const ask = <Seen>(
  question: string,
  by: MemberId,
  of: { readonly roles?: readonly Role[]; readonly member?: string; readonly isPlain?: boolean; readonly on?: Day } = {},
): Promise<Seen> =>
  read(pool, group.organisation, client =>
    questions[question]!.ask({
      client,
      organisation: group.organisation,
      member: by,
      roles: new Set<Role>(["anyone", "member", ...(of.roles ?? [])]),
      today: of.on ?? today,
      params: of.member === undefined ? {} : { member: of.member },
      masterKey: testKey,
      isPlain: of.isPlain ?? false,
    }),
  ) as Promise<Seen>;
const learning = (member: MemberId, by = member, of: Parameters<typeof ask>[2] = {}) =>
  ask<LearningSeen | null>("records.learning", by, { ...of, member });
const record = (training: Uuid, of: Readonly<Record<string, unknown>> = {}) =>
  group.say(
    "records.record-training",
    { training, title: "Menulis buku kas", held_on: today, hours: 6, members: [wulan, siti], ...of },
    { by: group.secretary },
  );
const enrol = (of: Readonly<Record<string, unknown>>, by: { readonly by: MemberId; readonly with?: readonly MemberId[] }) =>
  group.say(
    "records.enrol-in-scheme",
    { enrolment: group.edge.newId(), member: wulan, scheme: "Kartu Indonesia Sehat", since: today, ...of },
    by,
  );

describe("a training", () => {
  it("is entered once for all who were there, and each finds it on her own page; taken back it counts for nobody", async () => {
    const [first, mistaken] = [group.edge.newId(), group.edge.newId()];
    await accepted(record(first, { given_by: "Dinas Koperasi" }));
    await accepted(record(mistaken, { held_on: day("2026-10-01"), hours: 2, members: [wulan] }));
    expect(await learning(wulan)).toMatchObject({
      hours: 8,
      trainings: [
        { training: first, title: "Menulis buku kas", givenBy: "Dinas Koperasi", hours: 6, members: 2 },
        { training: mistaken, givenBy: null },
      ],
    });
    expect((await learning(siti))!.hours).toBe(6);
    const takeBack = () =>
      group.say("records.take-back-training", { training: mistaken, reason: "Salah tanggal" }, { by: group.secretary });
    await accepted(takeBack());
    expect(await takeBack()).toMatchObject({ refused: "records.no-such-training" });
    expect((await learning(wulan))!.hours).toBe(6);
    const { trainings } = await ask<TrainingsSeen>("records.trainings", group.secretary, { roles: ["secretary"] });
    expect(trainings.map(one => one.training)).toEqual([first]);
    expect(JSON.stringify((await leavesOf(group)).map(leaf => leaf.body))).not.toContain("buku kas");
  });

  it("says what is missing or cannot be", async () => {
    const training = group.edge.newId();
    await accepted(record(training));
    expect(await record(training)).toMatchObject({ refused: "records.training-is-there" });
    const other = group.edge.newId();
    expect(await record(other, { hours: 0 })).toMatchObject({ refused: "records.hours-missing" });
    for (const members of [[], [wulan, wulan]])
      expect(await record(other, { members })).toMatchObject({ refused: "records.say-who-was-there" });
    expect(await record(other, { members: [group.edge.newMember()] })).toMatchObject({ refused: "members.not-a-member" });
    expect(await record(other, { held_on: addDays(today, 1) })).toMatchObject({ refused: "records.day-to-come" });
  });
});

describe("a public scheme", () => {
  it("is written by herself, or by an officer beside whom she sits, and by nobody behind her back", async () => {
    expect(await enrol({}, { by: group.secretary })).toMatchObject({ refused: "records.only-with-her" });
    expect(await enrol({}, { by: group.secretary, with: [group.treasurer] })).toMatchObject({
      refused: "records.only-with-her",
    });
    expect(await enrol({}, { by: siti, with: [wulan] })).toMatchObject({ refused: "records.only-with-her" });
    const enrolment = group.edge.newId();
    await accepted(enrol({ enrolment, renew_on: day("2027-03-01") }, { by: group.secretary, with: [wulan] }));
    await accepted(enrol({ member: siti, scheme: "Jaminan hari tua" }, { by: siti }));
    expect(await enrol({ enrolment }, { by: wulan })).toMatchObject({ refused: "records.scheme-is-there" });
    expect(await enrol({ since: addDays(today, 1) }, { by: wulan })).toMatchObject({ refused: "records.day-to-come" });
    expect(await enrol({ renew_on: today }, { by: wulan })).toMatchObject({ refused: "records.renewed-after-it-began" });
    expect((await learning(wulan))!.schemes).toMatchObject([
      { enrolment, name: "Kartu Indonesia Sehat", since: today, renewOn: "2027-03-01", isToRenew: false },
    ]);
    expect((await learning(wulan, wulan, { on: day("2027-01-01") }))!.schemes[0]!.isToRenew).toBe(true);
    const change = (of: Readonly<Record<string, unknown>>, by = wulan) =>
      group.say("records.change-scheme", { enrolment, ...of }, { by });
    expect(await change({ renew_on: day("2028-03-01") }, group.secretary)).toMatchObject({
      refused: "records.only-with-her",
    });
    expect(await change({})).toMatchObject({ refused: "records.renewed-or-over" });
    expect(await change({ last_day: addDays(today, -1) })).toMatchObject({ refused: "records.renewed-after-it-began" });
    await accepted(change({ renew_on: day("2028-03-01") }));
    expect((await learning(wulan, wulan, { on: day("2027-03-01") }))!.schemes[0]!.isToRenew).toBe(false);
    await accepted(change({ last_day: day("2026-12-31") }));
    expect(await change({ renew_on: day("2029-03-01") })).toMatchObject({ refused: "records.scheme-over" });
    expect((await learning(wulan))!.schemes).toMatchObject([{ endedOn: "2026-12-31", isToRenew: false }]);
  });

  it("is taken off the list by herself or beside an officer, once, ended or not; it is shown to nobody then", async () => {
    const enrolment = group.edge.newId();
    await accepted(enrol({ enrolment, scheme: "Bantuan beras" }, { by: wulan }));
    const takeBack = (who: Parameters<typeof group.say>[2]) => group.say("records.take-back-scheme", { enrolment }, who);
    expect(await takeBack({ by: group.secretary })).toMatchObject({ refused: "records.only-with-her" });
    expect(await takeBack({ by: siti })).toMatchObject({ refused: "records.only-with-her" });
    await accepted(group.say("records.change-scheme", { enrolment, last_day: today }, { by: wulan }));
    await accepted(takeBack({ by: group.secretary, with: [wulan] }));
    expect(await takeBack({ by: wulan })).toMatchObject({ refused: "records.scheme-taken-back", because: { on: today } });
    expect(await group.say("records.change-scheme", { enrolment, renew_on: day("2029-01-01") }, { by: wulan })).toMatchObject({
      refused: "records.scheme-taken-back",
    });
    expect((await learning(wulan))!.schemes.map(one => one.name)).toEqual(["Kartu Indonesia Sehat"]);
    expect(await leavesOf(group, "records.scheme-taken-back")).toHaveLength(1);
    const [row] = await tableRows<SchemeRow>(group, schemeTable, { enrolment_id: enrolment });
    expect(row).toMatchObject({ taken_back_on: today });
  });

  it("and what she learned are for herself and the officers, and for nobody who looks over her shoulder", async () => {
    expect((await learning(wulan, group.secretary, { roles: ["secretary"] }))!.schemes).toHaveLength(1);
    expect(await learning(wulan, siti)).toBeNull();
    expect(await learning(wulan, wulan, { isPlain: true })).toBeNull();
    expect(await learning(wulan, group.secretary, { roles: ["secretary"], isPlain: true })).toBeNull();
    expect(await ask("records.trainings", siti)).toBeNull();
    const log = JSON.stringify((await leavesOf(group)).map(leaf => leaf.body));
    for (const word of ["Sehat", "hari tua", "Dinas"]) expect(log).not.toContain(word);
  });
});

it("the tables are those the log gives", async () => {
  expect(await faultsOf(pool, house, group.organisation)).toEqual([]);
});
