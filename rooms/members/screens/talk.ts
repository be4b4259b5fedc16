/**
 * How these screens speak with the house. A lost signal is a refusal like any other, so that every form has one place
 * where it says in a sentence what was found and what one can do.
 */
import { type Day, isRefusal, type Refusal, refuse, type Uuid, type Words } from "#base";
import { act as actAtGate, ask as askHouse, isOffline, say as sayToHouse, sentenceOf as sentence } from "#client";

export { newId } from "#client";

const told = <Answer>(answer: Answer): Exclude<Answer, { readonly offline: true }> | Refusal =>
  isOffline(answer) ? refuse("house.no-signal") : (answer as Exclude<Answer, { readonly offline: true }>);

/** Says a command. A second press sends the same id, so nothing is ever done twice. */
export const say = async (command: {
  readonly id: Uuid;
  readonly name: string;
  readonly on: Day;
  readonly body: Readonly<Record<string, unknown>>;
}) => told(await sayToHouse(command.name, command.body as never, command.on, { id: command.id }));

/** What is done at the door: "sign-in", "sit-down", "set-pin". Secrets go here and nowhere else. */
export const act = async (name: string, said: Readonly<Record<string, unknown>> = {}) =>
  told(await actAtGate(name, said));

/** Null where there is nothing, or nothing could be heard. */
export async function ask<Answer>(
  question: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Answer | null> {
  const answer = told(await askHouse<Answer>(question, params));
  return isRefusal(answer) ? null : (answer as Answer | null);
}

/** What happened and what one can do, with roles and things by their word. */
export const sentenceOf = (words: Words, refusal: Refusal, unit = "IDR"): string =>
  sentence(refusal, words, unit, (kind, code) => {
    const of: Readonly<Record<string, string>> = {
      held: "role",
      kind: "members.thing",
      level: "members.level",
      ours: "members.level",
    };
    const key = `${of[kind] ?? ""}.${code}`;
    return words.has(key) ? words.say(key) : undefined;
  });
