/** What the members say when they decide on a statement of the whole group. */
import { addDays, type BodyOf, type Day, decodeBody, type Document, type Fields, type Refusal, refuse } from "#base";

/** What such a decision says: the first day that is told of, and the last on which the statement counts. */
export const statementDecided = { from: { is: "day" }, until: { is: "day" } } as const satisfies Fields;

/** It is for a time, and never for long: who reads it shall read what is so. */
const daysMax = 366;

/** Why a decision cannot be as it is said, or null: it is for somebody, of days that were, and ends. */
export function statementFault(value: Document | undefined, receiver: string | undefined, on: Day): Refusal | null {
  const said = value === undefined ? null : statementSaid(value);
  if (said === null || (receiver ?? "").trim() === "") return refuse("assembly.decision-says-nothing");
  const last = addDays(on, daysMax);
  if (said.from > on) return refuse("assembly.statement-of-days-to-come", { from: said.from, on });
  return said.until < on || said.until > last ? refuse("assembly.statement-too-long", { first: on, last }) : null;
}

export const statementSaid = (value: Document): BodyOf<typeof statementDecided> | null =>
  decodeBody(statementDecided, value) as BodyOf<typeof statementDecided> | null;
