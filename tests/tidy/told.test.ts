/** What the members are told of is a refusal there is, and is said in every language: what was tried, why not, and how often. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { roomOrder } from "#rooms";
import { describe, expect, it } from "vitest";
import { house } from "../../app/rooms.ts";
import { wordFoldersIn } from "../../app/server/catalogues.ts";
import { root } from "./sources.ts";

const wordsOf = (locale: string): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    ...roomOrder
      .flatMap(room => wordFoldersIn(root, room))
      .map(folder => JSON.parse(readFileSync(join(root, folder, `${locale}.json`), "utf8")) as object),
  ) as Record<string, string>;

/** Anything that takes two can be tried by one, so it is called by what was said. */
const byCommand = "members.more-people-needed";

describe.each(["id", "en"])("what was refused and is told (%s)", locale => {
  const words = wordsOf(locale);

  it("is one of the refusals", () => {
    expect(house.told.size).toBeGreaterThan(3);
    expect([...house.told].filter(refusal => words[refusal] === undefined)).toEqual([]);
  });

  it("has its sentences, and none of them has a sum in it", () => {
    const keys = [...house.told].flatMap(refusal => [
      ...(refusal === byCommand ? [] : [`reports.tried.${refusal}`]),
      `reports.tried.${refusal}.why`,
      `meetings.told.${refusal}`,
    ]);
    expect(keys.filter(key => words[key] === undefined)).toEqual([]);
    expect(keys.filter(key => /\{(?!count\b|#)[a-z]/.test(words[key]!.replaceAll(/(?:one|other) \{/g, "")))).toEqual([]);
  });

  it("is called by its command where it is anything that takes two", () => {
    const takesTwo = [...house.commands.values()].filter(rule => (rule.people ?? 1) > 1).map(rule => rule.name);
    expect(takesTwo.length).toBeGreaterThan(20);
    expect(takesTwo.filter(name => words[`command.${name}`] === undefined)).toEqual([]);
  });
});
