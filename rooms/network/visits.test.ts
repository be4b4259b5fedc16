/**
 * Two regions with a leader or two each: what a leader sees and writes, what a chapter grants and confirms, and that nobody
 * sees over the fence, by questions, by commands and by SQL as the server's own role.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { day, type Day, type MemberId, type Uuid } from "#base";
import { connect, type Pool, type PoolClient, query, read, sql } from "#db";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, foundGroup, type Group, line, meet, openMeeting, rowsWhere, testKey } from "../../tests/village/group.ts";
import { grantKinds } from "./kinds.ts";
import { inTheBooksOf } from "./questions/scope.ts";
import type { LeadersSeen } from "./questions/leaders.ts";
import type { OurVisitsSeen } from "./questions/ours.ts";
import type { PlanSeen } from "./questions/plan.ts";
import type { VisitFormSeen } from "./questions/visit.ts";
import { questions } from "./server.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const today = day("2026-11-10");
let database: FreshDatabase;
let pool: Pool;
/** Regions VI and VII, two chapters of the one and one of the other. */
let six: Group;
let seven: Group;
let pavia: Group;
let oton: Group;
let cebu: Group;
const groups = () => [six, seven, pavia, oton, cebu];

const officersOf = (group: Group) => ({ by: group.members[2]!, with: [group.secretary] });
/** In region VI: number 5 leads Pavia, number 6 Oton. In region VII number 5 leads Cebu. */
const leaderOf = (chapter: Group): MemberId =>
  chapter === pavia ? six.members[4]! : chapter === oton ? six.members[5]! : seven.members[4]!;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  const small = async (seed: number): Promise<Group> => {
    const group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-09-01", size: 9, seed, pool });
    group.edge.today = day("2026-10-01");
    return group;
  };
  [six, seven, pavia, oton, cebu] = [await small(61), await small(62), await small(63), await small(64), await small(65)];
  for (const [region, name] of [[six, "Wilayah VI"], [seven, "Wilayah VII"]] as const)
    await accepted(region.say("members.set-level", { level: "region", name }, officersOf(region)));
  for (const [chapter, region, name] of [[pavia, six, "Pavia"], [oton, six, "Oton"], [cebu, seven, "Cebu"]] as const) {
    const affiliation = chapter.edge.newId();
    await accepted(
      chapter.say("members.ask-to-join", { affiliation, federation: region.organisation, name }, officersOf(chapter)),
    );
    const admitted = { chapter: chapter.organisation, affiliation, from: day("2026-10-01") };
    await accepted(region.say("members.admit-chapter", admitted, officersOf(region)));
  }
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const ask = <Seen>(
  group: Group,
  question: string,
  of: {
    readonly member: MemberId;
    readonly params?: Record<string, string>;
    readonly roles?: readonly string[];
    readonly isPlain?: boolean;
  },
): Promise<Seen> =>
  read(pool, group.organisation, client =>
    questions[`network.${question}`]!.ask({
      client,
      organisation: group.organisation,
      member: of.member,
      roles: new Set(["anyone", "member", ...(of.roles ?? [])]),
      today,
      params: of.params ?? {},
      masterKey: testKey,
      isPlain: of.isPlain ?? false,
    } as never),
  ) as Promise<Seen>;
const planOf = (group: Group, member: MemberId, roles: readonly string[] = []) =>
  ask<PlanSeen>(group, "plan", { member, roles });
const formOf = (chapter: Group, member = leaderOf(chapter), region = chapter === cebu ? seven : six) =>
  ask<VisitFormSeen | null>(region, "visit", { member, params: { chapter: chapter.organisation } });
const oursOf = (chapter: Group, member = chapter.treasurer, roles: readonly string[] = ["treasurer"]) =>
  ask<OurVisitsSeen>(chapter, "ours", { member, roles });

const four = ["order", "quorum", "key-holders", "books"];
const visitOf = (chapter: Group, of: Record<string, unknown> = {}) => ({
  visit: chapter.edge.newId(),
  chapter: chapter.organisation,
  answers: four.map(item => ({ item, answer: "yes" })),
  sample: [],
  actions: [],
  done: [],
  ...of,
});
const record = (chapter: Group, body: Record<string, unknown>, on?: Day, by = leaderOf(chapter)) =>
  (chapter === cebu ? seven : six).say("network.record-visit", body, { by, ...(on ? { on } : {}) });
const refused = async (said: Promise<unknown>, code: string, because: object = {}) =>
  expect(await said).toMatchObject({ status: "refused", refused: code, because });

describe("who leads which chapter", () => {
  it("is said by two officers of the federation, of chapters that belong to it and people who are there", async () => {
    for (const group of groups()) group.edge.today = day("2026-10-05");
    const charge = (chapters: readonly Group[], member?: string) =>
      six.say(
        "network.give-charge",
        { chapters: chapters.map(one => one.organisation), ...(member ? { member } : {}) },
        officersOf(six),
      );
    await refused(charge([], leaderOf(pavia)), "network.no-chapter-named");
    await refused(charge([cebu], leaderOf(pavia)), "network.not-our-chapter");
    await refused(charge([pavia], seven.members[4]), "members.not-a-member");
    await accepted(charge([pavia, oton], leaderOf(pavia)));
    await accepted(charge([oton]));
    await accepted(charge([oton], leaderOf(oton)));
    await accepted(
      seven.say("network.give-charge", { chapters: [cebu.organisation], member: leaderOf(cebu) }, officersOf(seven)),
    );
    for (const group of groups()) group.edge.today = today;
    const leaders = await ask<LeadersSeen>(six, "leaders", { member: six.secretary, roles: ["secretary"] });
    expect(leaders.chapters.map(one => [one.name, one.leader])).toEqual([
      ["Oton", leaderOf(oton)],
      ["Pavia", leaderOf(pavia)],
    ]);
  });

  it("gives her her own chapters and no other, and nothing of them before they grant it", async () => {
    const { hers, all } = await planOf(six, leaderOf(pavia));
    expect(hers).toMatchObject([{ name: "Pavia", last: "missed", now: "due", seal: null, members: null }]);
    expect(all).toBeNull();
    expect(await planOf(six, six.members[7]!)).toMatchObject({ hers: [], all: null });
    const overseen = await planOf(six, six.secretary, ["secretary"]);
    expect(overseen.hers).toEqual([]);
    expect(overseen.all!.map(one => [one.name, one.now, one.seal])).toEqual([
      ["Oton", "due", null],
      ["Pavia", "due", null],
    ]);
  });
});

describe("the leader of VI and region VII", () => {
  it("opens no form of a chapter that is not hers, in her region or another", async () => {
    expect(await formOf(pavia)).toMatchObject({ name: "Pavia", grants: [], drawn: null });
    expect(await formOf(oton, leaderOf(pavia))).toBeNull();
    expect(await formOf(cebu, leaderOf(pavia), six)).toBeNull();
    expect(await formOf(pavia, leaderOf(cebu), seven)).toBeNull();
  });

  it("writes no visit and plans none there", async () => {
    await refused(record(oton, visitOf(oton), undefined, leaderOf(pavia)), "network.not-her-chapter");
    const cebuVisit = { by: leaderOf(pavia) };
    await refused(six.say("network.record-visit", visitOf(cebu), cebuVisit), "network.not-her-chapter");
    const planned = { chapter: cebu.organisation, planned: today };
    await refused(six.say("network.plan-visit", planned, cebuVisit), "network.not-her-chapter");
  });
});

describe("what a chapter grants", () => {
  const grant = (chapter: Group, what: string, federation = six) =>
    chapter.say("network.grant", { federation: federation.organisation, what }, officersOf(chapter));
  const revoke = (chapter: Group, what: string) =>
    chapter.say("network.revoke", { federation: six.organisation, what }, { by: chapter.treasurer });

  it("goes to a federation it belongs to, once, and by two officers", async () => {
    await refused(grant(pavia, "counts", seven), "network.not-in-federation");
    await refused(
      pavia.say("network.grant", { federation: six.organisation, what: "counts" }, { by: pavia.secretary }),
      "members.more-people-needed",
    );
    await accepted(grant(pavia, "counts"));
    await refused(grant(pavia, "counts"), "network.granted-already");
    await refused(revoke(oton, "counts"), "network.not-granted");
  });

  it("counts: how many they are and when they last sealed; an open meeting stands out", async () => {
    await meet(pavia, "2026-10-06", [line("savings.buy-shares", { member: pavia.members[6], fund: "loan", shares: 1, amount: 10_000n })]);
    pavia.edge.today = today;
    const sealed = (await planOf(six, leaderOf(pavia))).hers[0]!;
    expect(sealed).toMatchObject({ members: 9, seal: { sealedOn: "2026-10-06", openSince: null, days: 35, isLate: false } });
    await openMeeting(pavia);
    expect((await planOf(six, leaderOf(pavia))).hers[0]!.seal).toMatchObject({ openSince: today, isLate: false });
    expect((await planOf(six, leaderOf(oton))).hers[0]).toMatchObject({ members: null, seal: null });
  });

  it("passbooks: the five that are drawn and what stands in them, by name only where members are granted too", async () => {
    await accepted(grant(pavia, "passbooks"));
    const unnamed = (await formOf(pavia))!;
    expect(unnamed.drawn).toHaveLength(5);
    expect(unnamed.drawn!.every(one => one.name === null)).toBe(true);
    await accepted(grant(pavia, "members"));
    const { drawn } = (await formOf(pavia))!;
    expect(drawn!.every(one => one.name !== null)).toBe(true);
    const saver = drawn!.find(one => one.number === 7);
    if (saver) expect(saver.balances).toEqual([{ kind: "shares", unit: "IDR", amount: "10000" }]);
    expect(drawn!.filter(one => one.number !== 7).every(one => one.balances.length === 0)).toBe(true);
    expect(await ask(six, "visit", { member: leaderOf(pavia), params: { chapter: pavia.organisation }, isPlain: true })).toBeNull();
  });

  it("is taken back by one officer and gone at once", async () => {
    await accepted(revoke(pavia, "members"));
    expect((await formOf(pavia))!.drawn!.every(one => one.name === null)).toBe(true);
    await accepted(revoke(pavia, "passbooks"));
    expect((await formOf(pavia))!.drawn).toBeNull();
    await refused(
      record(pavia, visitOf(pavia, { sample: [{ number: 1, found: "same" }] })),
      "network.passbooks-not-granted",
    );
    await accepted(grant(pavia, "passbooks"));
    const [one] = (await oursOf(pavia)).federations;
    expect(one!.grants.map(({ what, since }) => [what, since !== null])).toEqual(
      grantKinds.map(what => [what, ["counts", "passbooks"].includes(what)]),
    );
  });

  it("is for the federation it names: by SQL the other sees none of it, nor any visit", async () => {
    const seen = (group: Group, table: string) =>
      read(pool, group.organisation, client =>
        query<{ organisation_id: string }>(
          client,
          sql`select organisation_id from ${sql.identifier("network", table)}`,
        ),
      );
    expect((await seen(six, "grant")).map(row => row.organisation_id)).toContain(pavia.organisation);
    expect(await seen(seven, "grant")).toEqual([]);
    for (const [chapter, other] of [[pavia, seven], [cebu, six]] as const)
      for (const table of ["members.membership", "meetings.meeting", "ledger.leaf", "network.charge"] as const)
        expect(
          await read(pool, other.organisation, client =>
            query(client, sql`select 1 from ${sql.identifier(...table.split("."))} where organisation_id = ${chapter.organisation}`),
          ),
          table,
        ).toEqual([]);
  });
});

describe("a visit", () => {
  it("has a planned day, not one gone by", async () => {
    const plan = (planned: string) =>
      six.say("network.plan-visit", { chapter: pavia.organisation, planned: day(planned) }, { by: leaderOf(pavia) });
    await refused(plan("2026-11-09"), "network.planned-before-today");
    await accepted(plan("2026-11-20"));
    await accepted(plan("2026-11-12"));
    expect((await planOf(six, leaderOf(pavia))).hers[0]).toMatchObject({ planned: "2026-11-12", now: "due" });
    expect((await formOf(pavia))!.planned).toBe("2026-11-12");
  });

  it("answers each question of the federation's checklist, which the federation changes", async () => {
    const checklist = (standard: readonly string[], own: readonly object[]) =>
      six.say("network.set-checklist", { standard, own }, officersOf(six));
    await refused(record(pavia, visitOf(pavia, { answers: [] })), "network.answers-missing", { missing: 4 });
    await refused(checklist([], []), "network.checklist-empty");
    const item = six.edge.newId();
    await accepted(checklist(["quorum", "cash"], [{ item, question: "Apakah anak-anak aman di sini?" }]));
    expect((await formOf(pavia))!.checklist).toEqual([
      { item: "quorum", question: null },
      { item: "cash", question: null },
      { item, question: "Apakah anak-anak aman di sini?" },
    ]);
    await refused(record(pavia, visitOf(pavia)), "network.not-on-the-checklist");
    // A visit of a day before is held against the list of that day.
    await accepted(record(pavia, visitOf(pavia), day("2026-10-30")));
    await accepted(checklist(four, []));
  });

  it("takes a passbook once, and says what is different", async () => {
    const sample = (rows: readonly object[]) => record(pavia, visitOf(pavia, { sample: rows }));
    await refused(sample([{ number: 1, found: "same" }, { number: 1, found: "same" }]), "network.passbook-twice");
    await refused(sample([{ number: 1, found: "differs" }]), "network.difference-unsaid", { number: 1 });
  });

  it("is closed only by the chapter, on what it read, and then not written anew", async () => {
    const drawn = (await formOf(pavia))!.drawn!.map(one => one.number);
    const [first, ...others] = drawn;
    const action = six.edge.newId();
    const body = visitOf(pavia, {
      sample: [
        { number: first, found: "differs", note: "Buku 15.000, catatan 10.000" },
        ...others.map(number => ({ number, found: "same" })),
      ],
      actions: [{ action, what: "Menulis buku simpanan di rapat", who: "Rohani", due: day("2026-12-08") }],
      note: "Rapat tertib",
    });
    await accepted(record(pavia, body));
    expect((await planOf(six, leaderOf(pavia))).hers[0]!.now).toBe("waiting");
    const confirm = (revision: number, visit: unknown = body.visit, chapter = pavia) =>
      chapter.say("network.confirm-visit", { federation: six.organisation, visit, revision }, { by: chapter.treasurer });
    await refused(confirm(1, six.edge.newId()), "network.no-such-visit");
    await refused(confirm(1, body.visit, oton), "network.no-such-visit");
    expect((await oursOf(pavia)).federations[0]!.visits[0]).toMatchObject({
      heldOn: today,
      revision: 1,
      note: "Rapat tertib",
      sample: [{ number: String(first), found: "differs", note: "Buku 15.000, catatan 10.000" }, ...others.map(() => ({ found: "same", note: null }))],
      actions: [{ what: "Menulis buku simpanan di rapat", who: "Rohani", due: "2026-12-08", isLate: false }],
      confirmedOn: null,
    });
    // Her own difference she reads herself, and no other member does.
    const noteFor = async (member: MemberId) => (await oursOf(pavia, member, [])).federations[0]!.visits[0]!.sample[0]!.note;
    expect(await noteFor(pavia.members[first! - 1]!)).toBe("Buku 15.000, catatan 10.000");
    expect(await noteFor(pavia.members[first! % 9]!)).toBeNull();
    const { note: _, ...silent } = body as { note?: string };
    await accepted(record(pavia, silent));
    await refused(confirm(1), "network.visit-written-anew");
    await refused(record(pavia, { ...silent, chapter: oton.organisation }, undefined, leaderOf(oton)), "network.another-visit");
    await accepted(confirm(2));
    await refused(confirm(2), "network.confirmed-already", { on: today });
    await refused(record(pavia, body), "network.visit-closed", { on: today });
    expect((await planOf(six, leaderOf(pavia))).hers[0]!.now).toBe("closed");
    expect((await formOf(pavia))!.visit).toMatchObject({ revision: 2, note: null, confirmedOn: today });
  });

  it("is not confirmed with other passbooks than those that were drawn", async () => {
    const drawn = (await formOf(pavia))!.drawn!.map(one => one.number);
    const wrong = [1, 2, 3, 4, 5, 6].filter(number => !drawn.includes(number)).slice(0, 1);
    const body = visitOf(pavia, { sample: [...wrong, ...drawn.slice(1)].map(number => ({ number, found: "same" })) });
    await accepted(record(pavia, body));
    await refused(
      pavia.say("network.confirm-visit", { federation: six.organisation, visit: body.visit, revision: 1 }, { by: pavia.secretary }),
      "network.others-were-drawn",
      { drawn: drawn.join(", ") },
    );
  });

  it("sees again what was agreed on, until it is done", async () => {
    const [agreed] = (await formOf(pavia))!.open;
    expect(agreed).toMatchObject({ what: "Menulis buku simpanan di rapat", who: "Rohani" });
    const action = six.edge.newId();
    const next = { action, what: "Hitung kas", who: "Wulan", due: day("2026-12-01") };
    await refused(record(pavia, visitOf(pavia, { done: [six.edge.newId()] })), "network.no-such-action");
    await refused(
      record(pavia, visitOf(pavia, { actions: [{ ...next, due: day("2026-11-09") }] })),
      "network.action-due-before",
    );
    await refused(record(pavia, visitOf(pavia, { actions: [{ ...next, action: agreed!.action }] })), "network.action-is-there");
    const done = visitOf(pavia, { done: [agreed!.action], actions: [next] });
    await accepted(record(pavia, done));
    const seen = (await oursOf(pavia)).federations[0]!.visits.find(one => one.visit === done.visit)!;
    expect(seen.done.map(one => one.what)).toEqual(["Menulis buku simpanan di rapat"]);
    // Written anew without both: the one is open again, the other was never agreed on.
    await accepted(record(pavia, { ...done, done: [], actions: [] }));
    const after = (await oursOf(pavia)).federations[0]!.visits;
    expect(after.find(one => one.visit === done.visit)).toMatchObject({ done: [], actions: [] });
    await accepted(record(pavia, done));
  });

  it("written anew keeps what a later one found done", async () => {
    const action = six.edge.newId();
    const agreed = visitOf(pavia, { actions: [{ action, what: "Ganti gembok", who: "Sari", due: day("2026-12-01") }] });
    await accepted(record(pavia, agreed));
    const later = visitOf(pavia, { done: [action] });
    await accepted(record(pavia, later));
    await accepted(record(pavia, { ...agreed, note: "Gembok lama rusak" }));
    const { visits } = (await oursOf(pavia)).federations[0]!;
    expect(visits.find(one => one.visit === later.visit)!.done.map(one => one.what)).toEqual(["Ganti gembok"]);
  });

  it("is not confirmed by the leader who wrote it, where she is an officer of the chapter too", async () => {
    const leader = leaderOf(oton);
    const [{ person }] = (await rowsWhere<{ person: Uuid }>(
      six,
      sql`select person_id as person from members.membership where organisation_id = ${six.organisation} and member_id = ${leader}`,
    )) as [{ person: Uuid }];
    await accepted(oton.say("members.recognise", { member: oton.secretary, person }, { by: oton.secretary }));
    const body = visitOf(oton);
    await accepted(record(oton, body));
    const confirm = (by: MemberId) =>
      oton.say("network.confirm-visit", { federation: six.organisation, visit: body.visit, revision: 1 }, { by });
    await refused(confirm(oton.secretary), "network.her-own-visit");
    await accepted(confirm(oton.treasurer));
  });

  it("missed last month stays missed when the chapter is given to the same leader once more", async () => {
    await accepted(
      six.say("network.give-charge", { chapters: [oton.organisation], member: leaderOf(oton) }, officersOf(six)),
    );
    expect((await planOf(six, leaderOf(oton))).hers[0]).toMatchObject({ name: "Oton", last: "missed" });
  });

  it("leaves books that are true on both sides", async () => {
    for (const group of groups()) expect(await faultsOf(pool, house, group.organisation)).toEqual([]);
  });
});

describe("a look into another's books that breaks off", () => {
  it("sees only ours again, and says what went wrong", async () => {
    const theirs = (client: PoolClient) =>
      query(client, sql`select 1 from members.membership where organisation_id = ${pavia.organisation}`);
    await read(pool, six.organisation, async client => {
      const look = { client, organisation: six.organisation };
      const broken = inTheBooksOf(look, [pavia.organisation as unknown as Uuid], async () => {
        expect(await theirs(client)).not.toEqual([]);
        throw new Error("a text is missing");
      });
      await expect(broken).rejects.toThrow("a text is missing");
      expect(await theirs(client)).toEqual([]);
    });
    await expect(
      read(pool, six.organisation, client =>
        inTheBooksOf({ client, organisation: six.organisation }, [pavia.organisation as unknown as Uuid], () =>
          query(client, sql`select 1 / 0`),
        ),
      ),
    ).rejects.toThrow("division by zero");
  });
});

describe("a chapter that leaves", () => {
  it("is nobody's to visit any more, and shows nothing whatever it granted", async () => {
    await accepted(
      pavia.say("members.leave-federation", { federation: six.organisation, until: day("2026-11-09") }, officersOf(pavia)),
    );
    expect((await planOf(six, leaderOf(pavia))).hers).toEqual([]);
    expect(await formOf(pavia)).toBeNull();
    await refused(record(pavia, visitOf(pavia)), "network.not-her-chapter");
    expect((await oursOf(pavia)).federations).toEqual([]);
  });
});
