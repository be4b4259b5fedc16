import { beforeEach, describe, expect, it } from "vitest";
import { day, type MemberId, type Role } from "#base";
import { rolesOn, termsOverlap } from "./index.ts";
import { newId, newMember, SmallGroup } from "./small-group.testing.ts";

let group: SmallGroup;
let halimah: MemberId;
let wulan: MemberId;
let siti: MemberId;
let rini: MemberId;
let dewi: MemberId;

beforeEach(() => {
  group = new SmallGroup();
  halimah = group.add("Halimah", ["treasurer"]);
  wulan = group.add("Wulan", ["secretary"]);
  siti = group.add("Siti", ["chair"]);
  rini = group.add("Rini", ["key-holder"]);
  dewi = group.add("Dewi");
});

const take = (member: MemberId, role: Role, over: Record<string, unknown> = {}, by = halimah) =>
  group.say("members.take-office", { member, role, from: "2026-11-24", ...over }, by, [wulan]);
const refused = (code: string) => expect.objectContaining({ refused: code });
const accepted = expect.any(Array);

describe("two offices in one hand, on days they share", () => {
  // has               | wants                  | answer
  const table: readonly (readonly [Role | null, Role, string | null])[] = [
    ["key-holder",            "treasurer",             "members.key-holder-in-committee"],
    ["key-holder",            "secretary",             "members.key-holder-in-committee"],
    ["key-holder",            "chair",                 "members.key-holder-in-committee"],
    ["key-holder",            "money-counter",         "members.key-holder-in-committee"],
    ["treasurer",             "key-holder",            "members.key-holder-in-committee"],
    ["money-counter",         "key-holder",            "members.key-holder-in-committee"],
    ["supervisory-committee", "treasurer",             "members.supervisor-holds-no-other"],
    ["supervisory-committee", "key-holder",            "members.supervisor-holds-no-other"],
    ["chair",                 "supervisory-committee", "members.supervisor-holds-no-other"],
    ["chair",                 "chair",                 "members.holds-office-already"],
    ["chair",                 "money-counter",         null],
    ["secretary",             "treasurer",             null],
    [null,                    "field-officer",         "members.field-officer-is-no-member"],
    [null,                    "key-holder",            null],
  ];
  for (const [has, wants, code] of table)
    it(`${has ?? "none"} and ${wants}: ${code ?? "may be"}`, () => {
      const ani = group.add("Ani", has === null ? [] : [has]);
      expect(take(ani, wants)).toEqual(code === null ? accepted : refused(code));
    });

  it("may follow one another: the key-holder gives up her key and is elected chair the day after", () => {
    expect(
      group.say("members.give-up-office", { member: rini, role: "key-holder", until: "2026-11-30" }, halimah, [wulan]),
    ).toEqual(accepted);
    expect(take(rini, "chair", { from: "2026-11-30" })).toEqual(refused("members.key-holder-in-committee"));
    expect(take(rini, "chair", { from: "2026-12-01" })).toEqual(accepted);
    expect([...rolesOn(day("2026-11-30"), rini, group.all)]).toContain("key-holder");
    expect([...rolesOn(day("2026-12-01"), rini, group.all)]).toEqual(expect.arrayContaining(["chair", "member"]));
    expect(rolesOn(day("2026-12-01"), rini, group.all).has("key-holder")).toBe(false);
  });

  it("share a day or do not", () => {
    const term = (from: string, until: string | null) => ({
      from: day(from),
      until: until === null ? null : day(until),
    });
    const pairs = [
      [term("2026-01-01", "2026-01-31"), term("2026-02-01", null), false],
      [term("2026-01-01", "2026-02-01"), term("2026-02-01", null), true],
      [term("2026-01-01", null), term("2027-01-01", "2027-01-01"), true],
    ] as const;
    for (const [a, b, shared] of pairs) {
      expect(termsOverlap(a, b)).toBe(shared);
      expect(termsOverlap(b, a)).toBe(shared);
    }
  });
});

describe("an office", () => {
  it("begins with the day it is said or later, and does not end before", () => {
    expect(take(dewi, "chair", { from: "2026-11-23" })).toEqual(refused("members.office-begins-before"));
    expect(take(dewi, "chair", { until: "2026-11-23" })).toEqual(refused("members.term-runs-backwards"));
    expect(take(newMember(), "chair")).toEqual(refused("members.not-a-member"));
  });

  it("is given by officers; in a group without any, by its members", () => {
    expect(take(dewi, "money-counter", {}, dewi)).toEqual(refused("members.officers-say-that"));
    const alone = new SmallGroup();
    const [ani, budi] = [alone.add("Ani"), alone.add("Budi")];
    expect(alone.say("members.take-office", { member: ani, role: "chair", from: "2026-11-24" }, budi, [ani])).toEqual(
      accepted,
    );
    expect(
      alone.say("members.take-office", { member: budi, role: "treasurer", from: "2026-11-24" }, budi, [ani]),
    ).toEqual(refused("members.officers-say-that"));
  });

  it("may be given up by who holds it, and taken back where that was a mistake", () => {
    expect(
      group.say("members.give-up-office", { member: rini, role: "chair", until: "2026-11-24" }, halimah, [wulan]),
    ).toEqual(refused("members.holds-no-such-office"));
    expect(
      group.say("members.give-up-office", { member: siti, role: "chair", until: "2026-11-24" }, dewi, [wulan]),
    ).toEqual(refused("members.officers-say-that"));
    expect(
      group.say("members.give-up-office", { member: rini, role: "key-holder", until: "2026-11-24" }, rini, [dewi]),
    ).toEqual(accepted);
    expect(group.officesOf(rini)[0]!.until_on).toBe("2026-11-24");
    group.reverse(group.leaves.length - 1);
    expect(group.officesOf(rini)[0]!.until_on).toBeNull();
  });
});

describe("a key-holder is absent", () => {
  it("and a named substitute turns her key, for those days only", () => {
    const standIn = (member: MemberId, over: Record<string, unknown> = {}) =>
      take(member, "key-holder", { until: "2026-11-24", substitute_for: rini, ...over });
    expect(standIn(dewi, { until: undefined })).toEqual(refused("members.substitute-needs-last-day"));
    expect(standIn(dewi, { substitute_for: dewi })).toEqual(refused("members.stands-in-for-herself"));
    expect(standIn(dewi, { substitute_for: siti })).toEqual(refused("members.nobody-to-stand-in-for"));
    expect(standIn(siti)).toEqual(refused("members.key-holder-in-committee"));
    expect(standIn(dewi)).toEqual([
      expect.objectContaining({
        kind: "members.office-taken",
        data: { role: "key-holder", from: "2026-11-24", until: "2026-11-24", substitute_for: rini },
      }),
    ]);
    expect(rolesOn(day("2026-11-24"), dewi, group.all).has("key-holder")).toBe(true);
    expect(rolesOn(day("2026-11-25"), dewi, group.all).has("key-holder")).toBe(false);
  });
});

describe("an official", () => {
  it("has a number like everybody, no books, and the office of a field officer", () => {
    const body = { member: newMember(), person: newId(), number: 90, name: "Bu Lestari", role: "field-officer" };
    expect(group.say("members.appoint-official", { ...body, number: 1 }, halimah, [wulan])).toEqual(
      refused("members.number-taken"),
    );
    expect(group.say("members.appoint-official", { ...body, until: "2026-11-01" }, halimah, [wulan])).toEqual(
      refused("members.term-runs-backwards"),
    );
    expect(group.say("members.appoint-official", body, halimah, [wulan])).toEqual(accepted);
    expect([...rolesOn(group.today, body.member, group.all)]).toEqual(["anyone", "field-officer"]);
    expect(take(body.member, "chair")).toEqual(refused("members.official-holds-no-office"));
  });
});
