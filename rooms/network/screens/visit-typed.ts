/** A visit while it is typed: what the form begins with, whether all is there, and what is said of it in the end. */
import type { Day, Document, Uuid } from "#base";
import { newId } from "#client";
import type { VisitFormSeen } from "../questions/visit.ts";
import type { AnswerKept, SampleKept } from "../tables.ts";

/** What is typed, as it goes into the command; what is not answered yet is not there. */
export interface VisitTyped {
  readonly visit: Uuid;
  /** The day it was first written down, which stays its day when it is written anew; null until then. */
  readonly on: Day | null;
  readonly answers: Readonly<Record<string, AnswerKept["answer"]>>;
  readonly found: Readonly<Record<string, SampleKept["found"]>>;
  readonly notes: Readonly<Record<string, string>>;
  readonly actions: readonly ActionTyped[];
  readonly done: readonly Uuid[];
  readonly note: string;
}
export interface ActionTyped {
  readonly action: Uuid;
  readonly what: string;
  readonly who: string;
  readonly due: string;
}

/** As it stands, or a new one. */
export function typedFrom({ visit }: VisitFormSeen): VisitTyped {
  if (!visit || visit.confirmedOn !== null)
    return { visit: newId(), on: null, answers: {}, found: {}, notes: {}, actions: [], done: [], note: "" };
  return {
    visit: visit.visit,
    on: visit.heldOn,
    answers: Object.fromEntries(visit.answers.map(one => [one.item, one.answer])),
    found: Object.fromEntries(visit.sample.map(one => [one.number, one.found])),
    notes: Object.fromEntries(visit.sample.map(one => [one.number, one.note ?? ""])),
    actions: visit.actions.map(({ action, what, who, due }) => ({ action, what, who, due })),
    done: visit.done.map(one => one.action),
    note: visit.note ?? "",
  };
}

/** What is said of it: the wire form of `network.record-visit`. */
export function bodyOf({ chapter, drawn }: VisitFormSeen, typed: VisitTyped): Document {
  const numbers = (drawn ?? []).map(one => String(one.number)).filter(number => typed.found[number] !== undefined);
  return {
    visit: typed.visit,
    chapter,
    answers: Object.entries(typed.answers).map(([item, answer]) => ({ item, answer })),
    sample: numbers.map(number => {
      const note = (typed.notes[number] ?? "").trim();
      return { number, found: typed.found[number]!, ...(note === "" ? {} : { note }) };
    }),
    actions: typed.actions.map(({ action, what, who, due }) => ({ action, what: what.trim(), who: who.trim(), due })),
    done: typed.done,
    ...(typed.note.trim() === "" ? {} : { note: typed.note.trim() }),
  };
}

/** Everything asked is answered; every passbook that was drawn was looked at, or none of them. */
export function isWhole({ checklist, drawn }: VisitFormSeen, typed: VisitTyped): boolean {
  const found = (drawn ?? []).map(one => typed.found[String(one.number)]);
  return (
    checklist.every(({ item }) => typed.answers[item] !== undefined) &&
    (found.every(one => one === undefined) || found.every(one => one !== undefined)) &&
    typed.actions.every(one => one.what.trim() !== "" && one.who.trim() !== "" && one.due !== "")
  );
}
