import { existsSync, readFileSync } from "node:fs";
import { type Because, type Catalogue, wordsOf } from "#base";
import { type Called, sentenceOf } from "../../client/refusal.ts";

export const languages: readonly string[] = ["en", "id"];

/** Says the sentence of a code, with its numbers in place; the code itself where there are no words for it. */
export type Say = (code: string, because?: Because) => string;

/** The words of a room, of the shell ("cli") or of the house, each read once and only when something is said. */
export function sayIn(language: string): Say {
  const read = new Map<string, (code: string, because: Because) => string>();
  return (code, because = {}) => {
    const room = code.slice(0, code.indexOf("."));
    const sentence = read.get(room) ?? sentencesOf(catalogueOf(room, language), language);
    read.set(room, sentence);
    return sentence(code, because);
  };
}

/** Numbers as they are given: what a calculator refuses has no unit, and is read by programs too. */
function sentencesOf(catalogue: Catalogue, language: string): (code: string, because: Because) => string {
  const words = wordsOf(language, catalogue);
  return (code, because) =>
    words.has(code)
      ? words.say(code, Object.fromEntries(Object.entries(because).map(([name, value]) => [name, String(value)])))
      : code;
}

/** A refusal of the books, as the pages say it: amounts in the group's unit, funds by the names they were given. */
export function sayOfBooks(
  refusal: { readonly refused: string; readonly because: Because },
  { language, unit, called }: { readonly language: string; readonly unit: string; readonly called: Called },
): string {
  const room = refusal.refused.slice(0, refusal.refused.indexOf("."));
  const catalogue = Object.assign({}, ...["house", "ledger", "members", "assembly", room].map(of => catalogueOf(of, language)));
  return sentenceOf(refusal, wordsOf(language, catalogue as Catalogue), unit, called);
}

const folders: Readonly<Record<string, string>> = { cli: "./words/", house: "../web/words/" };

/** What is not translated yet is said in English. A room's words for its screens alone, in folders below, are not needed here. */
function catalogueOf(room: string, language: string): Catalogue {
  const folder = folders[room] ?? `../../rooms/${room}/words/`;
  const files = ["en", language].map(name => new URL(`${folder}${name}.json`, import.meta.url));
  const read = (file: URL): Catalogue => JSON.parse(readFileSync(file, "utf8")) as Catalogue;
  return Object.assign({}, ...files.filter(file => existsSync(file)).map(read)) as Catalogue;
}
