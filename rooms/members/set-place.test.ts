import { describe, expect, it } from "vitest";
import { day, isRefusal } from "#base";
import { newId, SmallGroup } from "./small-group.testing.ts";
import { placementTable } from "./tables.ts";

describe("the group says where it is", () => {
  const group = new SmallGroup();
  const [rohani, halimah] = [group.add("Rohani", ["secretary"]), group.add("Halimah", ["chair"])];
  const [pavia, tigum] = [newId(), newId()];
  const textsOf = (said: ReturnType<SmallGroup["say"]>) => {
    if (isRefusal(said)) throw new Error(said.refused);
    return said.flatMap(fact => (fact.texts ?? []).map(text => [text.field, text.id, text.text, text.member]));
  };

  it("by a place of the tree, and nothing is written beside it", () => {
    expect(textsOf(group.say("members.set-place", { place: tigum }, rohani))).toEqual([]);
    expect(group.all.rows(placementTable)).toEqual([{ from_on: group.today, place_id: tigum }]);
  });

  it("by the name of a village the tree does not have, kept as the group's own text", () => {
    group.today = day("2026-12-01");
    const village = "Purok Mabini";
    expect(textsOf(group.say("members.set-place", { place: pavia, village }, halimah))).toEqual([
      ["village", "2026-12-01", village, undefined],
    ]);
  });

  it("and said anew on that day without the name, the name is taken back", () => {
    expect(textsOf(group.say("members.set-place", { place: tigum }, rohani))).toEqual([
      ["village", "2026-12-01", "-", undefined],
    ]);
    expect(group.all.rows(placementTable).map(row => row.place_id)).toEqual([tigum, tigum]);
  });
});
