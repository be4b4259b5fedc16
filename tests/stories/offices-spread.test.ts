/**
 * The members decide that nobody holds more than two offices at once, nor one for longer than two years without a break. From then
 * on it is held to where offices are taken; what is held already stays, and who stands in for some days takes none.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId } from "#base";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, decision, foundGroup, type Group, meet, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let wulan: MemberId;
const two = () => ({ by: group.treasurer, with: [group.secretary] });
const takes = (member: MemberId, role: string, from: string, until?: string, more: object = {}) =>
  group.say(
    "members.take-office",
    { member, role, from: day(from), ...(until === undefined ? {} : { until: day(until) }), ...more },
    two(),
  );

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05", seed: 62 });
  wulan = group.members[6]!;
  const limits = decision(group, "rule", "assembly.offices", { value: { at_once_max: "2", years_max: "2" } });
  await meet(group, "2026-01-05", [limits.line]);
  group.edge.today = day("2026-02-02");
  await accepted(group.say("assembly.change-rule", { decision: limits.id, from: day("2026-02-02") }, two()));
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("offices are spread by the rule the members made", () => {
  it("by which somebody can hold them at all", async () => {
    const nobody = decision(group, "rule", "assembly.offices", { value: { at_once_max: "0" } });
    expect(await tryAtMeeting(group, "2026-02-09", [nobody.line])).toMatchObject({ refused: "assembly.offices-of-nobody" });
  });

  it("a term has a last day, two years after its first", async () => {
    const ends = { refused: "assembly.office-ends", because: { years: 2, last: "2028-02-29" } };
    expect(await takes(wulan, "money-counter", "2026-03-01")).toMatchObject(ends);
    expect(await takes(wulan, "money-counter", "2026-03-01", "2028-03-01")).toMatchObject(ends);
    await accepted(takes(wulan, "money-counter", "2026-03-01", "2027-02-28"));
  });

  it("a third at once is refused, unless she only stands in for another or gave one up", async () => {
    await accepted(takes(wulan, "secretary", "2026-03-01", "2026-12-31"));
    expect(await takes(wulan, "chair", "2026-04-01", "2026-12-31")).toMatchObject({
      refused: "assembly.too-many-offices",
      because: { held: 2, most: 2 },
    });
    await accepted(takes(wulan, "treasurer", "2026-04-01", "2026-04-07", { substitute_for: group.treasurer }));
    await accepted(takes(wulan, "chair", "2027-01-01", "2027-06-30"));
  });

  it("terms that run on without a day between count as one", async () => {
    await accepted(takes(wulan, "money-counter", "2027-03-01", "2028-02-29"));
    expect(await takes(wulan, "money-counter", "2028-03-01", "2028-12-31")).toMatchObject({
      refused: "assembly.too-long-in-office",
      because: { years: 2, since: "2026-03-01" },
    });
    // After a year of another she may come again.
    await accepted(takes(wulan, "money-counter", "2029-03-01", "2029-12-31"));
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
