import { existsSync, readFileSync } from "node:fs";
import type { Because } from "#base";

export const languages: readonly string[] = ["en", "id"];

/** Says the sentence of a code, with its numbers in place; the code itself where there are no words for it. */
export type Say = (code: string, because?: Because) => string;

/** The words of a room, or of the shell ("cli"), each read once and only when something is said. */
export function sayIn(language: string): Say {
  const read = new Map<string, Words>();
  return (code, because = {}) => {
    const room = code.slice(0, code.indexOf("."));
    const words = read.get(room) ?? wordsOf(room, language);
    read.set(room, words);
    return (words[code] ?? code).replace(/\{(\w+)\}/g, (placeholder, name: string) =>
      Object.hasOwn(because, name) ? String(because[name]) : placeholder,
    );
  };
}

type Words = Readonly<Record<string, string>>;

/** What is not translated yet is said in English. */
function wordsOf(room: string, language: string): Words {
  const folder = room === "cli" ? "./words/" : `../../rooms/${room}/words/`;
  const files = ["en", language].map(name => new URL(`${folder}${name}.json`, import.meta.url));
  return Object.assign({}, ...files.filter(existsSync).map(file => JSON.parse(readFileSync(file, "utf8")) as Words));
}
