import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contrast } from "./contrast.ts";
import { cashDyes } from "./index.ts";

const css = readFileSync(new URL("./look.css", import.meta.url), "utf8");
const light = tokensOf(/^:root \{(.*?)^\}/ms);
const dark = { ...light, ...tokensOf(/^:root\[data-theme="dark"\] \{(.*?)^\}/ms) };
const darkByMedia = { ...light, ...tokensOf(/:root:not\(\[data-theme="light"\]\) \{(.*?)^ {2}\}/ms) };

// text       on           at least
const pairs: readonly [string, string, number][] = [
  ["ink", "ground", 7],
  ["ink", "card", 7],
  ["ink", "cloth", 7],
  ["soft", "ground", 5.5],
  ["soft", "card", 5.5],
  ["soft", "cloth", 5],
  ["soft", "indigo-in", 4.5],
  ["soft", "leaf-in", 4.5],
  ["soft", "red-in", 4.5],
  ["soft", "turmeric-in", 4.5],
  ["indigo", "ground", 5.5],
  ["indigo", "card", 5.5],
  ["indigo", "indigo-in", 5.5],
  ["leaf", "leaf-in", 5],
  ["leaf", "ground", 5],
  ["turmeric", "turmeric-in", 4.5],
  ["turmeric", "ground", 4.5],
  ["red", "red-in", 5],
  ["red", "card", 5],
  ["on-act", "act", 5.5],
  ["on-act", "act-over", 5.5],
  ["on-fill", "fill", 7],
  ["on-box", "box", 7],
  ["card", "leaf", 4.5],
  ["edge", "ground", 3],
  ["edge", "card", 3],
  ["edge", "cloth", 3],
  ["indigo", "cloth", 3],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("tokens in %s", (_, tokens) => {
  test.each(pairs)("%s on %s is at least %f to 1", (text, under, least) => {
    expect(contrast(tokens[text] ?? "", tokens[under] ?? "")).toBeGreaterThanOrEqual(least);
  });
});

test("dark by choice and dark by the phone are the same dark", () => {
  expect(darkByMedia).toEqual(dark);
});

test("the figure on every note and coin can be read", () => {
  for (const [paper, ink] of Object.values(cashDyes)) expect(contrast(paper, ink)).toBeGreaterThanOrEqual(5.5);
});

test("no capitals, no letter-spacing, no italics", () => {
  expect(css).not.toMatch(/text-transform|letter-spacing|font-style: *italic/);
});

function tokensOf(block: RegExp): Record<string, string> {
  const found = block.exec(css)?.[1] ?? "";
  const tokens = Object.fromEntries(
    [...found.matchAll(/--([a-z-]+): *(#[0-9a-f]{6});/gi)].map(([, name, value]) => [name, value]),
  );
  expect(Object.keys(tokens).length).toBeGreaterThan(15);
  return tokens as Record<string, string>;
}
