/** With whom a group works: what it agreed on stays with its days, and what ends soon is asked about in time. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addDays, day, type Day, type Role, type Uuid } from "#base";
import { connect, type Pool, read } from "#db";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, foundGroup, type Group, leavesOf, testKey } from "../../tests/village/group.ts";
import { inOrderOfCare, standingOn } from "./agreement-standing.ts";
import { type BooksSeen, type PartnersSeen, questions } from "./server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const today = day("2026-10-12");
let database: FreshDatabase;
let pool: Pool;
let group: Group;
let campus: Uuid;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-09-01", seed: 93, pool });
  group.edge.today = today;
  campus = await add("university", "Universitas Desa", { contact: "Ibu Sri", telephone: "0812 5555" });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const ask = <Seen>(question: string, roles: readonly Role[], on: Day, isPlain = false): Promise<Seen> =>
  read(pool, group.organisation, client =>
    questions[question]!.ask({
      client,
      organisation: group.organisation,
      member: group.members[6]!,
      roles: new Set<Role>(["anyone", "member", ...roles]),
      today: on,
      params: {},
      masterKey: testKey,
      isPlain,
    }),
  ) as Promise<Seen>;
const partners = (on: Day = today, roles: readonly Role[] = ["secretary"], isPlain = false) =>
  ask<PartnersSeen>("records.partners", roles, on, isPlain);
const say = (name: string, body: Readonly<Record<string, unknown>>) => group.say(name, body, { by: group.secretary });
async function add(kind: string, name: string, of: Readonly<Record<string, unknown>> = {}): Promise<Uuid> {
  const partner = group.edge.newId();
  await accepted(say("records.add-partner", { partner, kind, name, ...of }));
  return partner;
}
const agreeing = (agreement: Uuid, of: Readonly<Record<string, unknown>> = {}) =>
  say("records.make-agreement", { agreement, partner: campus, from: today, purpose: "Pelatihan pembukuan", ...of });
const standings = async (on: Day) =>
  (await partners(on)).partners
    .find(one => one.partner === campus)!
    .agreements.map(one => [one.agreement, one.standing]);

describe("an agreement", () => {
  it("is asked about sixty days before its end, until it is renewed; what was stays", async () => {
    const [first, second] = [group.edge.newId(), group.edge.newId()];
    const until = day("2027-01-31");
    await accepted(agreeing(first, { until }));
    expect(await standings(addDays(until, -61))).toEqual([[first, "running"]]);
    expect(await standings(addDays(until, -60))).toEqual([[first, "ending"]]);
    expect(await standings(until)).toEqual([[first, "ending"]]);
    expect(await standings(addDays(until, 1))).toEqual([[first, "over"]]);
    const count = async (on: Day) => (await ask<BooksSeen>("records.books", [], on)).agreementsToSee;
    expect([await count(addDays(until, -61)), await count(until), await count(addDays(until, 9))]).toEqual([0, 1, 1]);
    expect(await agreeing(second, { renews: first, from: today })).toMatchObject({
      refused: "records.renewed-from-later",
    });
    await accepted(agreeing(second, { renews: first, from: addDays(until, 1) }));
    expect(await standings(until)).toEqual([
      [second, "to-come"],
      [first, "renewed"],
    ]);
    expect(await count(until)).toBe(0);
    expect(await agreeing(group.edge.newId(), { renews: first })).toMatchObject({ refused: "records.agreement-over" });
  });

  it("is ended with its last day and its reason, once", async () => {
    const [partner, agreement] = [await add("company", "Toko Tani"), group.edge.newId()];
    await accepted(agreeing(agreement, { partner, until: day("2026-12-31") }));
    const end = (last_day: string) =>
      say("records.end-agreement", { agreement, last_day: day(last_day), reason: "Toko tutup" });
    expect(await end("2026-10-11")).toMatchObject({ refused: "records.ends-before-it-begins" });
    expect(await end("2027-01-01")).toMatchObject({ refused: "records.ends-after-its-end" });
    await accepted(end("2026-11-30"));
    expect(await end("2026-11-30")).toMatchObject({ refused: "records.agreement-over" });
    const seen = async (on: string) => (await partners(day(on))).partners.find(one => one.partner === partner)!.agreements[0]!;
    expect(await seen("2026-11-30")).toMatchObject({ standing: "running", lastDay: "2026-11-30", reason: "Toko tutup" });
    expect(await seen("2026-12-01")).toMatchObject({ standing: "ended", until: "2026-12-31" });
  });

  it("says what is missing or cannot be", async () => {
    const [agreement, other] = [group.edge.newId(), await add("agency", "Dinas Koperasi")];
    await accepted(agreeing(agreement));
    expect(await agreeing(agreement)).toMatchObject({ refused: "records.agreement-is-there" });
    const fresh = group.edge.newId();
    expect(await agreeing(fresh, { partner: fresh })).toMatchObject({ refused: "records.no-such-partner" });
    expect(await agreeing(fresh, { until: addDays(today, -1) })).toMatchObject({
      refused: "records.ends-before-it-begins",
    });
    expect(await agreeing(fresh, { partner: other, renews: agreement })).toMatchObject({
      refused: "records.no-such-agreement",
    });
    const end = { agreement: fresh, last_day: today, reason: "Selesai" };
    expect(await say("records.end-agreement", end)).toMatchObject({ refused: "records.no-such-agreement" });
    expect(await say("records.add-partner", { partner: campus, kind: "other", name: "Lagi" })).toMatchObject({
      refused: "records.partner-is-there",
    });
    expect(await say("records.describe-partner", { partner: campus })).toMatchObject({ refused: "records.nothing-said" });
    expect(await say("records.describe-partner", { partner: fresh, name: "Lain" })).toMatchObject({
      refused: "records.no-such-partner",
    });
    const byMember = { by: group.members[6]! };
    expect(await group.say("records.end-agreement", end, byMember)).toMatchObject({ refused: "members.not-allowed" });
  });

  it("stands before what is past, the one that ends first before the others", () => {
    const dayOr = (text: string | null): Day | null => (text === null ? null : day(text));
    const known = (until: string | null, endedOn: string | null = null) => {
      const of = { from: day("2026-01-01"), until: dayOr(until), endedOn: dayOr(endedOn), isRenewed: false };
      return { standing: standingOn(today, of), lastDay: of.endedOn ?? of.until };
    };
    const [open, soon, past, later] = [known(null), known("2026-11-01"), known(null, "2026-02-01"), known("2028-01-01")];
    expect(inOrderOfCare([past, open, later, soon])).toEqual([soon, later, open, past]);
  });
});

describe("whom to ask for", () => {
  it("is for officers, is changed and taken away, and is never in the log", async () => {
    const contact = async (roles: readonly Role[], isPlain = false) => {
      const { contact, telephone } = (await partners(today, roles, isPlain)).partners.find(one => one.partner === campus)!;
      return [contact, telephone];
    };
    expect(await contact(["secretary"])).toEqual(["Ibu Sri", "0812 5555"]);
    expect(await contact([])).toEqual([null, null]);
    expect(await contact(["secretary"], true)).toEqual([null, null]);
    await accepted(say("records.describe-partner", { partner: campus, contact: "Pak Budi", telephone: "-" }));
    expect(await contact(["secretary"])).toEqual(["Pak Budi", null]);
    const log = JSON.stringify((await leavesOf(group)).map(leaf => leaf.body));
    for (const word of ["Sri", "Budi", "0812", "Universitas", "Toko tutup"]) expect(log).not.toContain(word);
  });
});

it("the tables are those the log gives", async () => {
  expect(await faultsOf(pool, house, group.organisation)).toEqual([]);
});
