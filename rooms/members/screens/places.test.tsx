/** A house without practice books begins with no place at all: its first officer is led to where the first is added. */
import { expect, it } from "vitest";
import { day, wordsOf } from "#base";
import { renderToString } from "preact-render-to-string";
import type { PlacesSeen } from "../place-questions.ts";
import id from "../words/id.json" with { type: "json" };
import { ChoosePlace } from "./choose-place.tsx";
import { Places } from "./places.tsx";

const words = wordsOf("id", id);
const nothingYet: PlacesSeen = { here: null, around: [], inside: [], ours: null, maySetPlace: true };
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
