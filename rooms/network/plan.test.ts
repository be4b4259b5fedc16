import { describe, expect, it } from "vitest";
import { addDays, addMonths, type Day, day, type Uuid } from "#base";
import { draw } from "./draw.ts";
import { inOrder, isSealLate, standingIn } from "./plan.ts";

const october = day("2026-10-01");
const today = day("2026-11-10");
const charged = { chargedOn: day("2026-01-15"), planned: null };
const visit = (heldOn: string, isConfirmed = true) => ({ visit: "v" as Uuid, heldOn: day(heldOn), isConfirmed });

describe("a leader's month", () => {
  it("names the two of forty chapters that were not visited, before all others", () => {
    const chapters = Array.from({ length: 40 }, (_, place) => ({
      name: `Cabang ${String(place + 1).padStart(2, "0")}`,
      visits: place === 6 || place === 31 ? [] : [visit(addDays(october, place % 31))],
    }));
    const standing = chapters.map(({ name, visits }) => ({
      name,
      last: standingIn(october, { ...charged, visits }, today),
      now: standingIn(day("2026-11-01"), { ...charged, visits }, today),
      seal: null,
    }));
    expect(standing.filter(one => one.last === "closed")).toHaveLength(38);
    const first = inOrder(standing, today).slice(0, 3);
    expect(first.map(one => [one.name, one.last])).toEqual([
      ["Cabang 07", "missed"],
      ["Cabang 32", "missed"],
      ["Cabang 01", "closed"],
    ]);
  });

  it("counts a visit as made only once the chapter has confirmed it", () => {
    expect(standingIn(october, { ...charged, visits: [visit("2026-10-31", false)] }, today)).toBe("waiting");
    expect(standingIn(october, { ...charged, visits: [visit("2026-10-31")] }, today)).toBe("closed");
    expect(standingIn(october, { ...charged, visits: [visit("2026-11-01")] }, today)).toBe("missed");
  });

  it("misses nothing before its time: not this month, not on the planned day, not before the chapter was hers", () => {
    const november = day("2026-11-01");
    expect(standingIn(november, { ...charged, visits: [] }, day("2026-11-30"))).toBe("due");
    expect(standingIn(november, { ...charged, visits: [] }, day("2026-12-01"))).toBe("missed");
    expect(standingIn(november, { ...charged, planned: today, visits: [] }, today)).toBe("due");
    expect(standingIn(november, { ...charged, planned: today, visits: [] }, addDays(today, 1))).toBe("missed");
    expect(standingIn(october, { chargedOn: november, planned: null, visits: [] }, today)).toBeNull();
  });

  it("asks after a chapter that has not sealed for more than a month and a week, or left a meeting open", () => {
    const sealed = (sealedOn: string | null, openSince: string | null = null) =>
      isSealLate({ sealedOn: sealedOn as Day | null, openSince: openSince as Day | null }, today);
    expect(sealed(addDays(today, -38))).toBe(false);
    expect(sealed(addDays(today, -39))).toBe(true);
    expect(sealed(null)).toBe(true);
    expect(sealed(today, today)).toBe(false);
    expect(sealed(addDays(today, -7), addDays(today, -1))).toBe(true);
  });

  it("puts missed visits before meetings not sealed, and these before what waits and what is to come", () => {
    const seal = { sealedOn: addDays(today, -60), openSince: null };
    const order = inOrder(
      [
        { name: "closed", last: "closed", now: "closed", seal: null },
        { name: "due", last: "closed", now: "due", seal: null },
        { name: "waiting", last: "closed", now: "waiting", seal: null },
        { name: "unsealed", last: "closed", now: "closed", seal },
        { name: "missed", last: "missed", now: "due", seal: null },
      ] as const,
      today,
    );
    expect(order.map(one => one.name)).toEqual(["missed", "unsealed", "waiting", "due", "closed"]);
  });
});

describe("the draw of passbooks", () => {
  const chapter = "0190a000-0000-7000-8000-000000000001" as Uuid;
  const member = (number: number, of: { joined?: string; ended?: string; kind?: "member" | "official" } = {}) => ({
    number,
    kind: of.kind ?? ("member" as const),
    joined_on: day(of.joined ?? "2025-01-01"),
    ended_on: of.ended ? day(of.ended) : null,
  });
  const twenty = Array.from({ length: 20 }, (_, place) => member(place + 1));

  it("is the one that anybody works out again with sha256sum", () => {
    // for n in $(seq 20); do printf 'visit-sample/0190a000-0000-7000-8000-000000000001/2026-11-01/%s' $n | sha256sum; done
    expect(draw(chapter, today, twenty)).toEqual([3, 4, 8, 9, 18]);
  });

  it("is the same all month and for everybody, and another one next month", () => {
    const drawn = draw(chapter, today, twenty);
    expect(drawn).toHaveLength(5);
    expect(draw(chapter, day("2026-11-30"), [...twenty].reverse())).toEqual(drawn);
    expect(draw(chapter, addMonths(today, 1), twenty)).not.toEqual(drawn);
  });

  it("knows those who were members when the month began, whoever came or left since", () => {
    const left = twenty.map(row => (row.number === 3 ? member(3, { ended: "2026-11-04" }) : row));
    const others = [
      member(21, { joined: "2026-11-02" }),
      member(22, { kind: "official" }),
      member(23, { ended: "2026-10-31" }),
    ];
    expect(draw(chapter, today, [...left, ...others])).toEqual(draw(chapter, today, twenty));
    expect(draw(chapter, today, [member(1), member(2, { joined: "2026-11-02" })])).toEqual([1]);
  });
});
