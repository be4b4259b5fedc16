import { describe, expect, it } from "vitest";
import { isRefusal } from "#base";
import { placeIdOf } from "./place-names.ts";
import { isSpeltAlike } from "./place-spelling.ts";
import { newId, SmallGroup } from "./small-group.testing.ts";
import { placementTable, placeNameTable, placeTable } from "./tables.ts";

describe("the group says where it is", () => {
  const group = new SmallGroup();
  const halimah = group.add("Halimah", ["chair"]);
  const add = (...places: readonly Readonly<Record<string, string>>[]) => group.say("members.add-places", { places }, halimah);
  const inPavia = { country: "Philippines", province: "Iloilo", municipality: "Pavia" };
  const idOf = (name: string) => group.all.rows(placeTable).find(row => row.name === name)!.place_id;
  const names = () => group.all.rows(placeTable).map(row => row.name);

  it("only by a place that is in the tree", () => {
    expect(group.say("members.set-place", { place: newId() }, halimah)).toMatchObject({
      refused: "members.no-such-place",
    });
    expect(group.all.rows(placementTable)).toEqual([]);
  });

  it("which she adds with all it lies in, a fact each and no name in any", () => {
    const said = add({ ...inPavia, village: "Tigum", code: "063034018" });
    if (isRefusal(said)) throw new Error(said.refused);
    expect(names()).toEqual(["Philippines", "Iloilo", "Pavia", "Tigum"]);
    expect(said.map(fact => fact.data)).toEqual([
      { place: idOf("Philippines"), level: "country" },
      { place: idOf("Iloilo"), level: "province", parent: idOf("Philippines") },
      { place: idOf("Pavia"), level: "municipality", parent: idOf("Iloilo") },
      { place: idOf("Tigum"), level: "village", parent: idOf("Pavia") },
    ]);
    expect(group.say("members.set-place", { place: idOf("Tigum") }, halimah)).toMatchObject([{ kind: "members.place-set" }]);
    expect(group.all.rows(placementTable)).toEqual([{ from_on: group.today, place_id: idOf("Tigum") }]);
  });

  it("what is there is found, however it is written, and not added again", () => {
    expect(add({ country: "PHILIPPINES", province: "iloílo", municipality: "Pavia", village: "tigum" })).toEqual([]);
    expect(add({ ...inPavia, village: "Aganan" }, { ...inPavia, village: "Balabag" })).toHaveLength(2);
  });

  it("a village beside its neighbours, by the place it lies in", () => {
    expect(group.say("members.add-places", { inside: idOf("Pavia"), places: [{ village: "Pandac" }] }, halimah)).toHaveLength(1);
    expect(group.all.rows(placeTable).find(row => row.name === "Pandac")!.parent_id).toBe(idOf("Pavia"));
  });

  it("a name spelt nearly so is asked about, with the one that is there, and added where it is another", () => {
    const body = { inside: idOf("Pavia"), places: [{ village: "Tigun" }] };
    expect(group.say("members.add-places", body, halimah)).toEqual({
      refused: "members.place-alike",
      because: { name: "Tigun", alike: "Tigum", place: idOf("Tigum"), line: 1 },
    });
    expect(group.say("members.add-places", { ...body, though_alike: true }, halimah)).toHaveLength(1);
  });

  it.each([
    ["members.place-unnamed", [{ ...inPavia, village: "Mali-ao" }, { code: "1" }]],
    ["members.place-needs-country", [{ village: "Mali-ao" }]],
    ["members.place-code-taken", [{ ...inPavia, village: "Ungka", code: "063034018" }]],
    [
      "members.place-code-taken",
      [
        { ...inPavia, village: "Ungka", code: "7" },
        { ...inPavia, village: "Jibao-an", code: "7" },
      ],
    ],
  ])("a list with a line that cannot be, %s, adds nothing of it", (refused, places) => {
    const before = names();
    expect(add(...(places as Readonly<Record<string, string>>[]))).toMatchObject({ refused });
    expect(names()).toEqual(before);
  });

  it("a province does not lie in a village", () => {
    expect(
      group.say("members.add-places", { inside: idOf("Tigum"), places: [{ province: "Capiz" }] }, halimah),
    ).toMatchObject({ refused: "members.place-not-inside", because: { name: "Capiz" } });
    expect(
      group.say("members.add-places", { inside: newId(), places: [{ village: "Capiz" }] }, halimah),
    ).toMatchObject({ refused: "members.no-such-place" });
  });
});

describe("a place is renamed", () => {
  const group = new SmallGroup();
  const [halimah, wulan] = [group.add("Halimah", ["chair"]), group.add("Wulan", ["secretary"])];
  const lines = [
    { country: "Philippines", province: "Iloilo", municipality: "Pavia", village: "Tigum" },
    { country: "Philippines", province: "Iloilo", municipality: "Pavia", village: "Balabag" },
    { country: "Philippines", province: "Iloilo", municipality: "Oton", village: "Botong" },
    { country: "Philippines", province: "Capiz" },
  ];
  const add = (...places: readonly Readonly<Record<string, string>>[]) => group.say("members.add-places", { places }, halimah);
  const idOf = (name: string) => group.all.rows(placeTable).find(row => row.name === name)!.place_id;
  const rename = (of: string, name: string, body = {}) =>
    group.say("members.rename-place", { place: idOf(of), name, ...body }, halimah, [wulan]);

  it("by a group that is in it or around it, and by no other", () => {
    add(...(lines as readonly Readonly<Record<string, string>>[]));
    expect(rename("Tigum", "Tigum Baru")).toMatchObject({ refused: "members.place-not-ours" });
    group.say("members.set-place", { place: idOf("Pavia") }, halimah);
    expect(rename("Capiz", "Kapis")).toMatchObject({ refused: "members.place-not-ours", because: { name: "Capiz" } });
    expect(rename("Botong", "Botong Baru")).toMatchObject({ refused: "members.place-not-ours" });
    expect(rename("Philippines", "Pilipinas")).toHaveLength(1);
    expect(group.say("members.rename-place", { place: newId(), name: "Pavia" }, halimah, [wulan])).toMatchObject({
      refused: "members.no-such-place",
    });
  });

  it("from a day on: it is the same place, and no name is in the log", () => {
    const said = rename("Tigum", " Bagong Tigum ");
    if (isRefusal(said)) throw new Error(said.refused);
    expect(said).toMatchObject([{ kind: "members.place-renamed", data: { place: idOf("Tigum"), renaming: "1" } }]);
    expect(JSON.stringify(said)).not.toMatch(/Tigum/);
    expect(group.all.rows(placeNameTable, { place_id: idOf("Tigum") })).toMatchObject([
      { renaming: 1, name: "Bagong Tigum", from_on: group.today },
    ]);
    expect(rename("Tigum", "Bagong Tigum")).toMatchObject({ refused: "members.place-called-so" });
  });

  it("and who writes its old name or its new one finds it, also for what lies in it", () => {
    const inPavia = { province: "Iloilo", municipality: "Pavia" };
    expect(add({ country: "Philippines", ...inPavia, village: "Tigum" })).toEqual([]);
    expect(add({ country: "PILIPINAS", ...inPavia, village: "bagong tigum" })).toEqual([]);
    expect(add({ country: "Pilipinas", ...inPavia, village: "Ungka" })).toMatchObject([
      { data: { level: "village", parent: idOf("Pavia") } },
    ]);
  });

  it("not by a name a neighbour has or had, and one spelt nearly so is asked about", () => {
    expect(rename("Balabag", "TIGUM")).toMatchObject({
      refused: "members.place-name-taken",
      because: { name: "TIGUM", now: "Bagong Tigum" },
    });
    expect(rename("Balabag", "Unka")).toMatchObject({ refused: "members.place-alike", because: { alike: "Ungka" } });
    expect(rename("Balabag", "Unka", { though_alike: true })).toHaveLength(1);
  });

  it("and again, back to what it was", () => {
    expect(rename("Tigum", "Tigum")).toMatchObject([{ data: { renaming: "2", as: idOf("Tigum") } }]);
  });
});

describe("names of places", () => {
  const idOf = (name: string) => placeIdOf({ parent: null, level: "country", name });

  it.each([
    // one             | other              | same   | alike
    ["Sta. Barbara",     "Santa Bárbara",     true,    true],
    ["Egaña",            "EGANA",             true,    true],
    ["Brgy. Tigum",      "Tigum",             false,   true],
    ["Desa Sukarara",    "Sukarara",          false,   true],
    ["Bolong Este",      "Bolong Oeste",      false,   true],
    ["Philippines",      "Phillipines",       false,   true],
    ["Barangay 1",       "Barangay 2",        false,   false],
    ["Cabugao Norte",    "Cabugao Sur",       false,   false],
    ["Oton",             "Pavia",             false,   false],
    ["Kota Bandung",     "Kab. Bandung",      false,   false],
    ["Apo",              "Ape",               false,   false],
  ])("%s and %s", (one, other, isSame, isAlike) => {
    expect(idOf(one) === idOf(other)).toBe(isSame);
    expect(isSpeltAlike(one, other)).toBe(isAlike);
  });

  it("of one name in two municipalities are two places", () => {
    const [oton, pavia] = [idOf("Oton"), idOf("Pavia")];
    const poblacion = { level: "village", name: "Poblacion" } as const;
    expect(placeIdOf({ parent: oton, ...poblacion })).not.toBe(placeIdOf({ parent: pavia, ...poblacion }));
  });
});
