import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { refusalsOfTheHouse, refusalsPage } from "./refusals.ts";
import { root } from "./sources.ts";

const catalogue = (locale: string): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    ...[
      ...readdirSync(join(root, "rooms"))
        .filter(name => !name.includes("."))
        .map(room => `rooms/${room}/words/${locale}.json`),
      `app/web/words/${locale}.json`,
    ].map(file => JSON.parse(readFileSync(join(root, file), "utf8")) as Record<string, string>),
  ) as Record<string, string>;

describe("a refusal", () => {
  const refusals = refusalsOfTheHouse();

  it("has a sentence in every language", () => {
    expect(refusals.length).toBeGreaterThan(100);
    for (const locale of ["id", "en"]) {
      const words = catalogue(locale);
      expect(refusals.map(one => one.code).filter(code => words[code] === undefined)).toEqual([]);
    }
  });

  it("has a test that provokes it", () => {
    expect(refusals.filter(one => one.provokedIn.length === 0).map(one => one.code)).toEqual([]);
  });

  it("stands in docs/refusals.md", async () => {
    await expect(refusalsPage(refusals, catalogue("en"))).toMatchFileSnapshot(join(root, "docs/refusals.md"));
  });
});
