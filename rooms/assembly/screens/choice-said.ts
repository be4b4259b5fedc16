/** What a choice of a rule is called: by its words, or, of a month of the year ("06"), by the calendar of the language. */
import type { Words } from "#base";

export function choiceSaid(words: Words, key: string, choice: string): string {
  const said = `choice.${key}.${choice}`;
  if (words.has(said)) return words.say(said);
  return /^(0[1-9]|1[0-2])$/.test(choice) ? monthSaid(words, Number(choice)) : choice;
}

/** 1 is January. */
export const monthSaid = (words: Words, month: number): string =>
  new Intl.DateTimeFormat(words.locale, { month: "long", timeZone: "UTC" }).format(Date.UTC(2001, month - 1, 15));
