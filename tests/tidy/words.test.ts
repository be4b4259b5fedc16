import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeholdersOf } from "#base";
import { roomOrder } from "#rooms";
import { pageFiles, wordFoldersOf } from "../../app/web/pages.ts";
import { wordFoldersIn } from "../../app/server/catalogues.ts";
import { isTest, readSources, root } from "./sources.ts";

const locales = ["id", "en"] as const;
const folders = [...roomOrder.flatMap(room => wordFoldersIn(root, room)), "app/web/words"];

const read = (folder: string, locale: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, folder, `${locale}.json`), "utf8")) as Record<string, string>;

describe("the words", () => {
  const all = Object.fromEntries(
    locales.map(locale => [
      locale,
      Object.assign({}, ...folders.map(folder => read(folder, locale))) as Record<string, string>,
    ]),
  );

  it("say the same things in every language, with the same placeholders", () => {
    const faults: string[] = [];
    for (const folder of folders) {
      const [id, en] = [read(folder, "id"), read(folder, "en")];
      for (const key of new Set([...Object.keys(id), ...Object.keys(en)])) {
        if (id[key] === undefined) faults.push(`${folder}/id.json lacks "${key}"`);
        else if (en[key] === undefined) faults.push(`${folder}/en.json lacks "${key}"`);
        else if (placeholdersOf(id[key]).join() !== placeholdersOf(en[key]).join())
          faults.push(
            `"${key}" asks for ${placeholdersOf(id[key]).join()} in id and ${placeholdersOf(en[key]).join()} in en`,
          );
      }
      const files = readdirSync(join(root, folder), { withFileTypes: true }).filter(entry => !entry.isDirectory());
      for (const { name } of files) expect(locales.map(locale => `${locale}.json`)).toContain(name);
    }
    expect(faults).toEqual([]);
  });

  it("that stand in a folder of their own belong to a file of pages, which has them at hand, or to forms that wait for all", () => {
    const spoken = new Set(pageFiles.flatMap(wordFoldersOf));
    const waited = /^rooms\/\w+\/words\/forms$/;
    const others = folders.filter(folder => folder.startsWith("rooms/") && !spoken.has(folder));
    expect(others.filter(folder => !waited.test(folder))).toEqual([]);
  });

  it("are kept in the order of their keys, so that two hands can add to one file", () => {
    for (const folder of folders)
      for (const locale of locales) {
        const keys = Object.keys(read(folder, locale));
        expect(keys, `${folder}/${locale}.json`).toEqual([...keys].sort());
      }
  });

  it("are not English in Indonesian", () => {
    const same = Object.keys(all["id"]!).filter(
      key =>
        all["id"]![key] === all["en"]![key] &&
        !/\.(currency|language)\./.test(key) &&
        /[a-z]+ [a-z]+/i.test(withoutPlaces(all["id"]![key]!)),
    );
    expect(same).toEqual([]);
  });

  it("hold a sentence for every refusal, in every language", () => {
    const codes = refusalCodes();
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter(code => locales.some(locale => all[locale]![code] === undefined))).toEqual([]);
  });

  it("never call anybody's doing invalid, an error or failed", () => {
    const blame = /\b(invalid|error|failed|illegal|forbidden)\b|\b(tidak valid|kesalahan sistem|gagal)\b/i;
    const faults = locales.flatMap(locale =>
      Object.entries(all[locale]!)
        .filter(([, sentence]) => blame.test(sentence))
        .map(([key]) => `${locale}: ${key}`),
    );
    expect(faults).toEqual([]);
  });

  it("stand in no screen's code", () => {
    const faults: string[] = [];
    for (const source of readSources(["rooms", "app"])) {
      if (!source.path.endsWith(".tsx") || isTest(source.path)) continue;
      const text = source.text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
      // Text between tags: at least two words of letters, outside braces.
      for (const match of text.matchAll(/>\s*([A-Za-z][a-z]+(?: [A-Za-z]+)+[.!?]?)\s*</g))
        faults.push(`${source.path}: "${match[1]}"`);
      for (const match of text.matchAll(/(?:aria-label|title|placeholder|label)="([^"{]*[a-z] [^"{]*)"/g))
        faults.push(`${source.path}: "${match[1]}"`);
    }
    expect(faults).toEqual([]);
  });
});

/** Every code that is refused with anywhere in the house. */
function refusalCodes(): readonly string[] {
  const codes = new Set<string>();
  for (const source of readSources(["rooms", "app"])) {
    if (isTest(source.path) || source.path.startsWith("app/cli/")) continue;
    for (const match of source.text.matchAll(/refuse\(\s*"([a-z]+\.[a-z0-9-]+)"|refused: "([a-z]+\.[a-z0-9-]+)"/g))
      codes.add((match[1] ?? match[2])!);
    for (const match of source.text.matchAll(/refuse\([^")]*\?\s*"([a-z]+\.[a-z-]+)"\s*:\s*"([a-z]+\.[a-z-]+)"/g)) {
      codes.add(match[1]!);
      codes.add(match[2]!);
    }
  }
  return [...codes].sort();
}

/** The sentence without what is filled in, plurals among it. */
function withoutPlaces(sentence: string): string {
  const less = sentence.replaceAll(/\{[^{}]*\}/g, "");
  return less === sentence ? sentence : withoutPlaces(less);
}
