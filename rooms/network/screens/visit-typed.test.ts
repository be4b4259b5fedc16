import { describe, expect, it } from "vitest";
import { day, type Uuid } from "#base";
import type { VisitFormSeen } from "../questions/visit.ts";
import { bodyOf, isWhole, typedFrom } from "./visit-typed.ts";

const id = (last: number) => `0190a000-0000-7000-8000-00000000000${last}` as Uuid;
const form = (visit: Partial<VisitFormSeen["visit"]> | null): VisitFormSeen => ({
  chapter: id(1),
  name: "Pavia",
  place: [],
  grants: [],
  checklist: [{ item: "order", question: null }],
  drawn: null,
  open: [],
  planned: null,
  visit: visit && {
    visit: id(2),
    heldOn: day("2026-11-05"),
    revision: 1,
    answers: [{ item: "order", answer: "yes" }],
    sample: [],
    actions: [],
    done: [],
    note: null,
    confirmedOn: null,
    ...visit,
  },
});

describe("a visit that is written anew", () => {
  it("is the same visit and keeps its day", () => {
    const typed = typedFrom(form({}));
    expect(typed).toMatchObject({ visit: id(2), on: "2026-11-05", answers: { order: "yes" } });
    expect(bodyOf(form({}), typed)).toMatchObject({ visit: id(2), chapter: id(1), answers: [{ item: "order", answer: "yes" }] });
  });

  it("begins another one where there is none yet, or the last is closed", () => {
    for (const of of [form(null), form({ confirmedOn: day("2026-11-06") })]) {
      const typed = typedFrom(of);
      expect(typed).toMatchObject({ on: null, answers: {} });
      expect(typed.visit).not.toBe(id(2));
      expect(isWhole(of, typed)).toBe(false);
    }
  });
});
