/** The practice village, lived whole as a new data folder gets it: three years of two groups, with what three years bring. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addDays, addMonths, day, type MemberId } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import { claimTable } from "#aid";
import { holdingsOf, officesHistory, peopleOf, placeOf, placeWithParents } from "#members/server";
import { questions } from "../../rooms/members/server.ts";
import type { PlacesSeen } from "../../rooms/members/place-questions.ts";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "./database.ts";
import { type Lived, live } from "./life.ts";
import type { PlanSeen } from "../../rooms/network/questions/plan.ts";
import type { RegisterSeen } from "../../rooms/network/questions/register.ts";
import { questions as networkQuestions } from "../../rooms/network/server.ts";
import { melati, santaBarbara, type VillageGroup } from "./people.ts";
import { foundRegion, missedVillages, region, type RegionFounded } from "./region.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const testKey = Buffer.alloc(32, 7);
const last = day("2026-11-20");
let database: FreshDatabase;
let pool: Pool;
const lived = new Map<VillageGroup, Lived>();
let six: RegionFounded;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  const began = performance.now();
  await Promise.all(
    [melati, santaBarbara].map(async (village, place) => {
      const first = village.template === "vsla" ? addDays(last, -7 * 155) : addMonths(last, -35);
      lived.set(village, await live({ pool, house, masterKey: testKey, village, first, last, seed: place + 3 }));
    }),
  );
  console.log(`The practice village was lived in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const regionBegan = performance.now();
  const home = { lived: of(santaBarbara), home: santaBarbara.village };
  six = await foundRegion({ pool, house, masterKey: testKey, last, ...home });
  console.log(`Its region was founded in ${((performance.now() - regionBegan) / 1000).toFixed(1)} s`);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const of = (village: VillageGroup): Lived => lived.get(village)!;
const inside = <T>(village: VillageGroup, ask: Parameters<typeof read<T>>[2]): Promise<T> =>
  read(pool, of(village).organisation, ask);
const woman = (village: VillageGroup, number: number): MemberId => of(village).members[number - 1]!;

describe("the practice village", () => {
  it("meets for three years, week by week and month by month", () => {
    expect([of(melati).meetings, of(santaBarbara).meetings]).toEqual([156, 36]);
  });

  it("has changed its officers in mid-cycle, and the books and a key went over with the office before a witness", async () => {
    const history = await inside(melati, client => officesHistory(client, of(melati).organisation));
    const secretaries = history.filter(one => one.role === "secretary");
    expect(secretaries.map(one => [one.member, one.until === null])).toEqual([
      [woman(melati, 2), true],
      [woman(melati, 12), false],
    ]);
    const things = await inside(melati, client => holdingsOf(client, of(melati).organisation, testKey));
    expect(things.map(one => one.kind).sort()).toEqual(["books", "box", "key", "key", "key", "loom", "tent"]);
    const books = things.find(one => one.kind === "books")!;
    expect(books.heldBy).toBe(woman(melati, 2));
    expect(books.history).toMatchObject([
      { from: woman(melati, 12), to: woman(melati, 2), witness: woman(melati, 1) },
    ]);
    expect(new Set(things.filter(one => one.kind === "key").map(one => one.heldBy))).toEqual(
      new Set([4, 5, 6].map(number => woman(melati, number))),
    );
  });

  it("has lost one to death and one who moved away, each paid out and none forgotten", async () => {
    const people = await inside(melati, client => peopleOf(client, of(melati).organisation, testKey, last));
    const gone = people.filter(one => one.status !== "active");
    expect(gone.map(({ name, status }) => [name, status])).toEqual([
      ["Wahyuni", "moved"],
      ["Zaenab", "died"],
    ]);
    expect(people.filter(one => one.status === "active")).toHaveLength(23);
    const left = await inside(melati, client =>
      query<{ balance: bigint }>(
        client,
        sql`select distinct on (account, unit) balance from ledger.line
          where organisation_id = ${of(melati).organisation} and member_id = any (${gone.map(one => one.member)})
          order by account, unit, line_number desc`,
      ),
    );
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(one => one.balance === 0n)).toBe(true);
  });

  it("helped at three deaths, each made sure of by two and paid in two parts", async () => {
    const claims = await inside(santaBarbara, client =>
      query<{ who: string; status: string; benefit: bigint; paid: bigint }>(
        client,
        sql`select who, status, benefit, paid from ${sql.identifier(...(claimTable.name.split(".") as [string, string]))}
          where organisation_id = ${of(santaBarbara).organisation} order by happened_on`,
      ),
    );
    expect(claims.map(one => one.who)).toEqual(["parent", "herself", "spouse"]);
    expect(claims.slice(0, 2).every(one => one.status === "paid" && one.paid === one.benefit)).toBe(true);
  });

  it("stands in a tree of places: 41 villages in 12 municipalities of 4 provinces", async () => {
    const own = await inside(santaBarbara, client => placeOf(client, of(santaBarbara).organisation, last));
    expect((await placeWithParents(pool, own!, last)).map(one => one.name)).toEqual([
      "Bolong Este",
      "Sta. Barbara",
      "Iloilo",
      "Western Visayas",
      "Philippines",
    ]);
    const ask = (params: Readonly<Record<string, string>>) =>
      inside(santaBarbara, client =>
        questions["members.places"]!.ask({
          client,
          organisation: of(santaBarbara).organisation,
          member: woman(santaBarbara, 14),
          roles: new Set(["anyone", "member"]),
          today: last,
          params,
          masterKey: testKey,
        } as never),
      ) as unknown as Promise<PlacesSeen>;
    const seen = await ask({});
    expect(seen.here).toMatchObject({
      name: "Western Visayas",
      counts: { village: 41, municipality: 12, province: 4 },
    });
    expect(seen.inside.map(one => [one.name, one.counts.village, one.isOurs])).toEqual([
      ["Aklan", 6, false],
      ["Antique", 9, false],
      ["Capiz", 6, false],
      ["Iloilo", 20, true],
    ]);
    const iloilo = await ask({ in: seen.inside.find(one => one.isOurs)!.place });
    expect(iloilo.around.map(one => one.name)).toEqual(["Philippines", "Western Visayas"]);
    expect(iloilo.here!.counts).toEqual({ village: 20, municipality: 5 });
  });

  const askSix = <Seen>(question: string, number: number, roles: readonly string[] = []): Promise<Seen> =>
    read(pool, six.organisation, client =>
      networkQuestions[question]!.ask({
        client,
        organisation: six.organisation,
        member: six.members[number - 1]!,
        roles: new Set(["anyone", "member", ...roles]),
        today: last,
        params: {},
        masterKey: testKey,
      } as never),
    ) as Promise<Seen>;

  it("has a chapter in each of them, since 1992: 41 villages, 12 municipalities, 4 provinces", async () => {
    const { counts, growth, chapters } = await askSix<RegisterSeen>("network.register", 4);
    expect(chapters).toHaveLength(41);
    expect(Object.fromEntries(counts.map(one => [one.level, one.count]))).toEqual({
      village: 41,
      municipality: 12,
      province: 4,
      region: 1,
      country: 1,
    });
    expect([growth[0], growth.at(-1)]).toEqual([
      { year: 1992, chapters: 1 },
      { year: 2026, chapters: 41 },
    ]);
  });

  it("names the two chapters that its leader did not visit last month, before the 39 she did", async () => {
    const began = performance.now();
    const { hers } = await askSix<PlanSeen>("network.plan", region.leader);
    console.log(`A round of ${hers.length} chapters was answered in ${(performance.now() - began).toFixed(0)} ms`);
    expect(hers.slice(0, 2).map(one => [one.name, one.last])).toEqual(
      missedVillages.map(village => [`${village} Chapter`, "missed"]),
    );
    expect(hers.filter(one => one.last === "closed")).toHaveLength(39);
    const home = hers.find(one => one.name === santaBarbara.name)!;
    expect(home).toMatchObject({ members: 19, seal: { isLate: false } });
    expect(hers.filter(one => one.seal !== null)).toHaveLength(2);
  });

  it("has books that are true", async () => {
    expect(await faultsOf(pool, house, six.organisation), region.name).toEqual([]);
    for (const village of [melati, santaBarbara])
      expect(await faultsOf(pool, house, of(village).organisation), village.name).toEqual([]);
  });
});
