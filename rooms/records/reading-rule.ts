import { type BodyOf, rule } from "#base";
import type { PlainBook } from "./kinds.ts";

/**
 * Which of the plain books every member reads. Officers read all of them. Where the members decided nothing, they read what
 * comes from them and what is decided about them, and not who came or wrote from outside.
 */
export const readingRule = rule({
  key: "records.reading",
  many: false,
  fields: {
    suggestions: { is: "flag" },
    supervisors: { is: "flag" },
    events: { is: "flag" },
    advice: { is: "flag" },
    guests: { is: "flag" },
    letters: { is: "flag" },
  },
});

type Reading = BodyOf<(typeof readingRule)["fields"]>;

const partOf: Readonly<Record<PlainBook, keyof Reading>> = {
  guests: "guests",
  suggestions: "suggestions",
  "officials-advice": "advice",
  "agencies-advice": "advice",
  "supervisors-decisions": "supervisors",
  events: "events",
  "letters-in": "letters",
  "letters-out": "letters",
};

const undecided: ReadonlySet<keyof Reading> = new Set(["suggestions", "supervisors", "events"]);

/** Whether a member without an office reads this book; `reading` is null where the members decided nothing about it. */
export const isForMembers = (book: PlainBook, reading: Reading | null): boolean =>
  reading === null ? undecided.has(partOf[book]) : reading[partOf[book]];
