/**
 * A chapter that stood alone joins a cluster, and that a province: each says it in its own books, and neither sees more of
 * the other than a name, a place and since when.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type Uuid } from "#base";
import { connect, type Pool, query, read, sql, transact } from "#db";
import { questions, type SignInEdge } from "#members/server";
import type { FederationSeen } from "../../rooms/members/federation-questions.ts";
import { faultsOf } from "../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { Clock, edgeOf, foundGroup, type Group, house, masterKey } from "./sign-in.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let edge: SignInEdge;
let melati: Group;
let kopi: Group;
let cluster: Group;
let province: Group;
const groups = () => [melati, kopi, cluster, province];

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24", 57);
  edge = edgeOf(clock);
  melati = await foundGroup(pool, clock, edge, "melati");
  kopi = await foundGroup(pool, clock, edge, "kopi");
  cluster = await foundGroup(pool, clock, edge, "gabungan-pavia");
  province = await foundGroup(pool, clock, edge, "iloilo");
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const say = (group: Group, name: string, body: Record<string, unknown>) =>
  group.say(`members.${name}`, body, { by: group.people.siti.member, with: [group.people.wulan.member] });
const accepted = async (said: ReturnType<typeof say>) => expect(await said).toMatchObject({ status: "accepted" });
const refused = async (said: ReturnType<typeof say>, code: string) =>
  expect(await said).toMatchObject({ refused: code });

const ask = <Answer>(group: Group, question: string, params: Record<string, string> = {}): Promise<Answer> =>
  read(pool, group.organisation, client =>
    questions[`members.${question}`]!.ask({
      client,
      organisation: group.organisation,
      member: group.people.siti.member,
      roles: new Set(["anyone", "member", "chair"]),
      today: clock.today,
      params,
      masterKey,
    } as never),
  ) as Promise<Answer>;
const seen = (group: Group): Promise<FederationSeen> => ask(group, "federation");
const asks = (group: Group, federation: Group, affiliation: Uuid = clock.newId()) =>
  say(group, "ask-to-join", { affiliation, federation: federation.organisation, name: `Cabang ${group.handle}` });
const requestOf = async (federation: Group, name: string) => {
  const one = (await seen(federation)).chapters.find(chapter => chapter.name === name)!;
  return { chapter: one.chapter, affiliation: one.affiliation };
};

describe("before anybody is above anybody", () => {
  it("no group is found as a federation, and none can be asked, whether it is there or not", async () => {
    expect(await ask(melati, "federation-by-handle", { handle: "iloilo" })).toBeNull();
    expect(await ask(melati, "federation-by-handle", { handle: "no-such" })).toBeNull();
    await refused(asks(melati, province), "members.no-such-federation");
    const nobody = { affiliation: clock.newId(), federation: clock.newId(), name: "Cabang" };
    await refused(say(melati, "ask-to-join", nobody), "members.no-such-federation");
    await refused(asks(melati, melati), "members.not-its-own-federation");
  });

  it("one says what it is, by two officers, and is found by its word", async () => {
    const level = { level: "province", name: "Federasi Iloilo" };
    expect(await province.say("members.set-level", level, { by: province.people.siti.member })).toMatchObject({
      refused: "members.more-people-needed",
    });
    await accepted(say(province, "set-level", level));
    await accepted(say(cluster, "set-level", { level: "cluster", name: "Gabungan Pavia" }));
    expect(await ask(melati, "federation-by-handle", { handle: "Iloilo " })).toEqual({
      federation: province.organisation,
      name: "Federasi Iloilo",
      level: "province",
    });
  });
});

describe("a chapter that began alone", () => {
  it("is shown to the federation it asks, by the name it gave and its place, and to no other", async () => {
    const places = [{ country: "Philippines", province: "Iloilo", municipality: "Pavia", village: "Tigum" }];
    const added = await melati.say("members.add-places", { places }, { by: melati.people.siti.member });
    await accepted(say(melati, "set-place", (added as unknown as { answer: { place: Uuid } }).answer));
    expect((await seen(cluster)).chapters).toEqual([]);
    await accepted(asks(melati, cluster));
    expect((await seen(cluster)).chapters).toEqual([
      {
        chapter: melati.organisation,
        affiliation: expect.any(String),
        name: "Cabang melati",
        level: "chapter",
        askedOn: "2026-11-24",
        standing: "asked",
        from: null,
        until: null,
        place: ["Tigum", "Pavia", "Iloilo", "Philippines"],
      },
    ]);
    expect((await seen(province)).chapters).toEqual([]);
    expect((await seen(melati)).federations).toMatchObject([
      { name: "Gabungan Pavia", level: "cluster", standing: "asked" },
    ]);
  });

  it("asks one thing once, and does not belong before it is answered", async () => {
    await refused(asks(melati, cluster), "members.in-federation-already");
    const { affiliation } = await requestOf(cluster, "Cabang melati");
    await refused(asks(melati, province, affiliation), "members.asked-before");
  });

  it("is admitted by the federation it asked, from a day on that is not before it asked, and once", async () => {
    const request = await requestOf(cluster, "Cabang melati");
    await refused(say(province, "admit-chapter", { ...request, from: "2026-11-24" }), "members.no-such-request");
    await refused(say(cluster, "admit-chapter", { ...request, from: "2026-11-01" }), "members.admitted-before-asked");
    await accepted(say(cluster, "admit-chapter", { ...request, from: "2026-11-24" }));
    await refused(say(cluster, "admit-chapter", { ...request, from: "2026-11-24" }), "members.request-answered");
    await refused(say(cluster, "decline-chapter", request), "members.request-answered");
    expect((await seen(melati)).federations).toMatchObject([{ standing: "joined", from: "2026-11-24", until: null }]);
    expect((await seen(cluster)).chapters).toMatchObject([{ standing: "joined", from: "2026-11-24", level: "chapter" }]);
  });

  it("may be declined, or take back what it asked, and ask again", async () => {
    await accepted(asks(kopi, cluster));
    await accepted(say(cluster, "decline-chapter", await requestOf(cluster, "Cabang kopi")));
    expect((await seen(kopi)).federations).toMatchObject([{ standing: "declined", from: null }]);
    await accepted(asks(kopi, cluster));
    await accepted(say(kopi, "leave-federation", { federation: cluster.organisation, until: "2026-11-24" }));
    const [taken] = (await seen(cluster)).chapters.filter(one => one.standing === "withdrawn");
    expect(taken).toMatchObject({ chapter: kopi.organisation });
    const { chapter, affiliation } = taken!;
    await refused(say(cluster, "admit-chapter", { chapter, affiliation, from: "2026-11-24" }), "members.no-such-request");
  });
});

describe("nobody comes to stand above herself", () => {
  it("who has chapters or belongs somewhere stays what it is", async () => {
    await refused(say(cluster, "set-level", { level: "region", name: "Gabungan" }), "members.level-while-joined");
    await refused(say(melati, "set-level", { level: "cluster", name: "Melati" }), "members.level-while-joined");
    await accepted(say(cluster, "set-level", { level: "cluster", name: "Gabungan Desa Pavia" }));
    expect((await seen(melati)).federations).toMatchObject([{ name: "Gabungan Desa Pavia" }]);
  });

  it("a cluster joins the province, and the province no cluster", async () => {
    await accepted(asks(cluster, province));
    await accepted(
      say(province, "admit-chapter", { ...(await requestOf(province, "Cabang gabungan-pavia")), from: "2026-11-24" }),
    );
    await refused(asks(province, cluster), "members.federation-not-above");
    expect((await seen(province)).chapters).toMatchObject([{ level: "cluster", standing: "joined" }]);
  });

  it("nor does one that was of a lower level when the other asked", async () => {
    await accepted(asks(kopi, province));
    const request = await requestOf(province, "Cabang kopi");
    await accepted(say(province, "release-chapter", { ...(await requestOf(province, "Cabang gabungan-pavia")), until: "2026-11-24" }));
    clock.today = day("2026-11-25");
    await accepted(say(province, "set-level", { level: "chapter", name: "Iloilo" }));
    await refused(say(province, "admit-chapter", { ...request, from: "2026-11-25" }), "members.chapter-not-below");
    await refused(asks(melati, province), "members.no-such-federation");
    expect(
      await province.say("members.set-level", { level: "region", name: "Iloilo" }, {
        by: province.people.siti.member,
        with: [province.people.wulan.member],
        on: day("2026-11-20"),
      }),
    ).toMatchObject({ refused: "members.level-since" });
  });
});

describe("what was is kept", () => {
  it("a chapter leaves with a last day, and joins again", async () => {
    const gone = { federation: cluster.organisation, until: "2026-11-23" };
    await refused(say(melati, "leave-federation", gone), "members.term-runs-backwards");
    await accepted(say(melati, "leave-federation", { ...gone, until: "2026-11-25" }));
    await refused(say(melati, "leave-federation", gone), "members.in-no-such-federation");
    clock.today = day("2026-11-26");
    expect((await seen(melati)).federations).toMatchObject([{ standing: "left", from: "2026-11-24", until: "2026-11-25" }]);
    await accepted(asks(melati, cluster));
    expect((await seen(melati)).federations.map(one => one.standing)).toEqual(["asked", "left"]);
  });

  it("a federation lets a chapter go with a last day", async () => {
    const request = (await seen(cluster)).chapters.find(one => one.standing === "asked")!;
    const which = { chapter: request.chapter, affiliation: request.affiliation };
    await refused(say(cluster, "release-chapter", { ...which, until: "2026-11-26" }), "members.no-such-chapter");
    await accepted(say(cluster, "admit-chapter", { ...which, from: "2026-11-26" }));
    await refused(say(cluster, "release-chapter", { ...which, until: "2026-11-25" }), "members.term-runs-backwards");
    await accepted(say(cluster, "release-chapter", { ...which, until: "2026-11-26" }));
    clock.today = day("2026-11-27");
    const hers = (await seen(cluster)).chapters.filter(one => one.chapter === melati.organisation);
    expect(hers.map(one => [one.standing, one.until])).toEqual([
      ["left", "2026-11-26"],
      ["left", "2026-11-25"],
    ]);
  });

  it("where the chapter goes after that, the federation sees no more", async () => {
    const places = [{ country: "Philippines", province: "Iloilo", municipality: "Oton", village: "Botong" }];
    const added = await melati.say("members.add-places", { places }, { by: melati.people.siti.member });
    await accepted(say(melati, "set-place", (added as unknown as { answer: { place: Uuid } }).answer));
    expect((await seen(cluster)).chapters[0]!.place[0]).toBe("Tigum");
  });

  it("a federation reads of its chapters nothing else, by SQL as the server's role either", async () => {
    const inTheirs = (table: string) =>
      read(pool, cluster.organisation, client =>
        query(
          client,
          sql`select * from ${sql.identifier(...(table.split(".") as [string, string]))} where organisation_id = ${melati.organisation}`,
        ),
      );
    for (const table of ["membership", "office", "holding", "handing", "credential", "session", "address", "device_of"])
      expect(await inTheirs(`members.${table}`), table).toEqual([]);
    for (const table of ["ledger.leaf", "ledger.line", "ledger.account", "assembly.organisation"])
      expect(await inTheirs(table), table).toEqual([]);
    const texts = await inTheirs("members.text");
    expect(new Set(texts.map(row => row["about"]))).toEqual(new Set(["members.affiliation"]));
    expect(await inTheirs("members.affiliation")).toHaveLength(2);
    expect(await inTheirs("members.placement")).toHaveLength(1);
    const changed = await transact(pool, [cluster.organisation], client =>
      query(client, sql`update members.affiliation set until_on = null where federation_id = ${cluster.organisation} returning 1`),
    );
    expect(changed).toEqual([]);
  });

  it("all four are rebuilt by their own logs alone", async () => {
    for (const group of groups()) expect(await faultsOf(pool, house, group.organisation), group.handle).toEqual([]);
  });
});
