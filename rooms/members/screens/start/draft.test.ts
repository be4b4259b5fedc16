import { describe, expect, it } from "vitest";
import type { Day, MemberId, Uuid } from "#base";
import { blank, type Draft, type Founder, foundingBody, keyHoldersOf, namedFounders, pathSaid, rolesOf } from "./draft.ts";

const founder = (letter: string, name: string): Founder => ({
  member: `m_${letter.repeat(16)}` as MemberId,
  person: `${letter}-person` as Uuid,
  name,
});
const [halimah, nobody, rohani, wulan, aminah] = [
  founder("a", "Halimah "),
  founder("b", "  "),
  founder("c", "Rohani"),
  founder("d", "Wulan"),
  founder("e", "Aminah"),
];

const draft: Draft = {
  ...blank("id"),
  name: " Kelompok Melati ",
  template: "vsla",
  founders: [halimah, nobody, rohani, wulan, aminah],
  offices: { treasurer: halimah.member, chair: rohani.member, "money-counter": rohani.member },
  keyHolders: [wulan.member, aminah.member, rohani.member],
  keys: 2,
  rules: [{ rule: "meetings.method", value: { frequency: "weeks", every: "1", keys: "3", absent_percent_max: "100" } }],
  funds: [{ fund: "loan", nature: "divisible", is_lendable: true, name: "fund.loan" }],
};

describe("the founders of a new group", () => {
  it("are numbered by order, and an empty line is nobody", () => {
    expect(namedFounders(draft).map(one => [one.number, one.name])).toEqual([
      [1, "Halimah"],
      [2, "Rohani"],
      [3, "Wulan"],
      [4, "Aminah"],
    ]);
  });

  it("hold no key while they sit in the committee, also where they were ticked before", () => {
    expect(keyHoldersOf(draft).map(one => one.name)).toEqual(["Wulan", "Aminah"]);
    expect(rolesOf(draft, rohani.member)).toEqual(["chair", "money-counter"]);
    expect(rolesOf(draft, wulan.member)).toEqual(["key-holder"]);
  });

  it("who is no longer among them holds no office", () => {
    const without = { ...draft, founders: [nobody, rohani, wulan, aminah] };
    expect(namedFounders(without).some(one => rolesOf(without, one.member).includes("treasurer"))).toBe(false);
  });
});

describe("the founding command", () => {
  it("says the keys the women chose, the funds by their names, and no empty place", () => {
    const said = foundingBody(draft, "2026-11-24" as Day, key => (key === "fund.loan" ? "Dana pinjaman" : key)) as {
      readonly body: Record<string, unknown>;
    };
    expect(said.body).toMatchObject({
      name: "Kelompok Melati",
      rules: [{ rule: "meetings.method", value: { keys: "2", frequency: "weeks" } }],
      funds: [{ fund: "loan", unit: "IDR", name: "Dana pinjaman" }],
      founders: [
        { number: "1", roles: ["treasurer"] },
        { number: "2" },
        { number: "3", roles: ["key-holder"] },
        { number: "4", roles: ["key-holder"] },
      ],
    });
    expect(said.body).not.toHaveProperty("place");
  });

  it("says a place of the list by its id, and what is not listed by name, as far as it is known", () => {
    const settledIn = (path: Draft["path"]): unknown =>
      (foundingBody({ ...draft, path }, "2026-11-24" as Day, key => key) as { body: Record<string, unknown> }).body[
        "settled_in"
      ];
    const country = { place: "country-id" as Uuid, level: "country", name: "Indonesia" } as const;
    const village = { place: null, level: "village", name: "Sukarara" } as const;
    expect(settledIn([])).toBeUndefined();
    expect(settledIn([country])).toEqual({ inside: "country-id" });
    expect(settledIn([country, village])).toEqual({ inside: "country-id", village: "Sukarara", though_alike: true });
    expect(settledIn([{ ...country, place: null }])).toEqual({ country: "Indonesia", though_alike: true });
    expect(pathSaid([country, village])).toBe("Sukarara, Indonesia");
  });
});
