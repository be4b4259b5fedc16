/** A limit that is passed, as a sentence: with its figures where they may be seen, else by what it is called. */
import type { Words } from "#base";
import type { LimitSeen } from "../page-exceptions.ts";
import { sentenceOf } from "./say.ts";

export const limitSaid = ({ limit, figures }: LimitSeen, words: Words, unit: string): string =>
  figures === null
    ? words.say(`limit-name.${limit}`)
    : sentenceOf({ refused: `limit.${limit}`, because: { ...figures, unit } }, words, unit);
