import { describe, expect, it } from "vitest";
import { type Day, day } from "#base";
import { belongingOn } from "./belonging.ts";
import { newId, SmallGroup } from "./small-group.testing.ts";
import { affiliationTable, federationTable } from "./tables.ts";

const [march, may, june, july] = ["2026-03-01", "2026-05-31", "2026-06-01", "2026-07-01"].map(text => day(text)) as [Day, Day, Day, Day];
const answered = (from_on: Day | null, until_on: Day | null = null) => ({ from_on, until_on });

describe("a chapter that asked in March, as it stands on the first of June", () => {
  it.each([
    // left by the chapter | answered by the federation | it
    [null,                   undefined,                   "asked"],
    [may,                    undefined,                   "withdrawn"],
    [null,                   answered(null, may),         "declined"],
    [null,                   answered(march),             "joined"],
    [null,                   answered(july),              "joined"],
    [may,                    answered(march),             "left"],
    [june,                   answered(march),             "joined"],
    [null,                   answered(march, may),        "left"],
    [july,                   answered(march, may),        "left"],
    [may,                    answered(june),              "withdrawn"],
  ] as const)("left %s, answered %j: %s", (until_on, answer, standing) => {
    expect(belongingOn({ until_on }, answer, june).standing).toBe(standing);
  });

  it("ends on the earlier of the two last days", () => {
    expect(belongingOn({ until_on: july }, answered(march, may), june)).toEqual({ standing: "left", from: march, until: may });
    expect(belongingOn({ until_on: may }, answered(march, july), june).until).toBe(may);
  });
});

describe("a last day that was written by mistake", () => {
  it("is taken back, and the chapter belongs as before", () => {
    const group = new SmallGroup();
    const [siti, wulan] = [group.add("Siti", ["chair"]), group.add("Wulan", ["secretary"])];
    const [affiliation, federation] = [newId(), newId()];
    group.all.fill(federationTable, { federation_id: federation }, [{ federation_id: federation, level: "province" }]);
    group.say("members.ask-to-join", { affiliation, federation, name: "Melati" }, siti, [wulan]);
    const before = group.all.rows(affiliationTable);
    expect(before).toMatchObject([{ affiliation_id: affiliation, level: "chapter", until_on: null }]);
    group.say("members.leave-federation", { federation, until: group.today }, siti, [wulan]);
    expect(group.all.rows(affiliationTable)).toMatchObject([{ until_on: group.today }]);
    group.reverse(group.leaves.length - 1);
    expect(group.all.rows(affiliationTable)).toEqual(before);
  });
});
