/**
 * How a room's screen says a command. Nothing throws for want of a signal: a server that is away is a refusal like any
 * other, and the same id is sent again, so that what was said is done once.
 */
import { type Day, type Document, isRefusal, type Refusal, refuse, type Uuid, type Words } from "#base";
import { type Called, isOffline, say as sayToHouse, sentenceOf as sentence } from "#client";

export { newId } from "#client";

export interface Command {
  readonly id: Uuid;
  readonly name: string;
  readonly on: Day;
  /** In its wire form: amounts as decimal strings. */
  readonly body: Document;
}

/** Null when it was done. */
export async function say({ id, name, on, body }: Command): Promise<Refusal | null> {
  const got = await sayToHouse(name, body, on, { id });
  if (isOffline(got)) return refuse("assembly.screen.no-signal");
  return isRefusal(got) ? got : null;
}

/** What happened and what one can do. Amounts come with their unit, days as days, funds and products by name. */
export const sentenceOf = (refusal: Refusal, words: Words, unit: string, called?: Called): string =>
  sentence(refusal, words, unit, called);
