/** A house without practice books begins with no place at all: its first officer is led to where the first is added. */
import { describe, expect, it } from "vitest";
import { day, type Uuid, wordsOf } from "#base";
import { renderToString } from "preact-render-to-string";
import type { PlacesSeen } from "../place-questions.ts";
import id from "../words/id.json" with { type: "json" };
import { ChoosePlace } from "./choose-place.tsx";
import { Places } from "./places.tsx";

const words = wordsOf("id", id);
const nothingYet: PlacesSeen = {
  here: null,
  around: [],
  inside: [],
  ours: null,
  before: [],
  maySetPlace: true,
  mayRename: false,
};
const shown = (View: typeof Places, data: PlacesSeen): string =>
  renderToString(<View {...{ data, words, session: null, params: {}, today: day("2026-11-24") }} />);

it("the secretary of the first group is led on, and adds her country", () => {
  expect(shown(Places, nothingYet)).toContain('href="/places/choose"');
  const choosing = shown(ChoosePlace, nothingYet);
  expect(choosing).toContain(words.say("members.places.name-of.country"));
  expect(choosing).toContain(words.say("members.places.add"));
});

it("whoever holds neither office is told who adds it", () => {
  const page = shown(Places, { ...nothingYet, maySetPlace: false });
  expect(page).not.toContain("/places/choose");
  expect(page).toContain(words.say("members.places.none-more"));
});

describe("a village that has another name", () => {
  const tigum = { place: "00000000-0000-7000-8000-000000000001" as Uuid, level: "village", name: "Tigum Baru", counts: {}, isOurs: true } as const;
  const seen: PlacesSeen = {
    ...nothingYet,
    here: tigum,
    ours: { place: tigum.place, names: ["Tigum Baru"] },
    before: [{ name: "Tigum", until: day("2026-11-23") }],
    mayRename: true,
  };

  it("says what it was called before, and until when, and lets its officers rename it", () => {
    const page = shown(Places, seen);
    expect(page).toContain(words.say("members.places.called-until", { name: "Tigum", day: words.day(day("2026-11-23")) }));
    expect(page).toContain(words.say("members.places.other-name"));
  });

  it("is renamed by nobody else", () => {
    expect(shown(Places, { ...seen, mayRename: false })).not.toContain(words.say("members.places.other-name"));
  });
});
