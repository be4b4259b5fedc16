/**
 * The oldest phones we build for are those of vite.config.ts: Chrome 80, Safari 14, Firefox 78. The build lowers syntax
 * for them and leaves what they lack in their library, so that is looked for in what was built, ours and others'.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./sources.ts";

/** With what is written instead. Names that are words of ours too are looked for as they are called. */
const tooNew: readonly (readonly [RegExp, string])[] = [
  [/\bObject\.groupBy\b|\bMap\.groupBy\b/, "a Map filled in a loop"],
  [/\.at\(-?\d/, "lastOf of #base, or an index"],
  [/\.replaceAll\(/, "replace with a /g expression"],
  [/\bstructuredClone\b/, "a copy written out"],
  [/\brandomUUID\b/, "newId of #client"],
  [/\.findLast(?:Index)?\(/, "a loop from the end"],
  [/\.to(?:Sorted|Reversed|Spliced)\(/, "a copy, [...list], and sort"],
  [/\bPromise\.(?:any|withResolvers|try)\b/, "a Promise written out"],
  [/\bAbortSignal\.(?:timeout|any)\b/, "an AbortController and setTimeout"],
  [/\.replaceChildren\(/, "textContent and append"],
  [/\b(?:WeakRef|FinalizationRegistry)\b/, "something that is let go of by hand"],
  [/\bArray\.fromAsync\b/, "a loop that waits"],
  [/\(\?<[=!]/, "an expression without looking behind, which stops Safari from reading the whole file"],
  [/\bIntl\.(?:Segmenter|DurationFormat)\b/, "what base/words.ts can do"],
  [/new Error\([^)]*,\{cause:/, "the cause in the sentence"],
];

const faultsOf = (name: string, text: string): readonly string[] =>
  tooNew.flatMap(([form, mend]) => {
    const found = form.exec(text);
    return found ? [`${name} uses ${found[0]} at "…${text.slice(found.index, found.index + 60)}": take ${mend}`] : [];
  });

/** Rules of a style sheet, those within @media too, each selector of a list by itself. */
function rulesOf(css: string): readonly { readonly selector: string; readonly body: string }[] {
  return [...css.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) =>
    selectors!.split(",").map(selector => ({ selector: selector.trim().replace(/\s+/g, " "), body: body! })),
  );
}

/** Chrome before 84 and Safari before 14.1 know gap in grids and leave it out in flex. */
function gapsOutsideGrids(css: string): readonly string[] {
  const rules = rulesOf(css);
  const classesOf = (selector: string): readonly string[] => selector.match(/\.[\w-]+/g) ?? [];
  /** Where the same element is laid out: the same selector, or one with fewer classes: ".stack" for ".stack.tight". */
  const isOfSame = (selector: string, other: string): boolean => {
    const last = selector.split(/[ >+~]+/).pop()!;
    return other === selector || (/^(?:\.[\w-]+)+$/.test(other) && classesOf(other).every(one => last.includes(one)));
  };
  return rules
    .filter(rule => /(?:^|[;\s])(?:row-|column-)?gap:/.test(rule.body))
    .filter(({ selector, body }) => {
      if (/display: (?:inline-)?grid/.test(body)) return false;
      const shown = rules.flatMap(rule =>
        isOfSame(selector, rule.selector) ? (/display: ([\w-]+)/.exec(rule.body)?.slice(1, 2) ?? []) : [],
      );
      return !shown.includes("grid") || shown.some(display => display.endsWith("flex"));
    })
    .map(({ selector }) => `"${selector}" has a gap and is no grid: take margins, or a grid`);
}

describe("what phones run", () => {
  it("uses nothing that the oldest of them lack", () => {
    const web = join(root, "dist/web");
    if (!existsSync(web))
      throw new Error("The web app is not built: say `npm run build` first (`npm test` does it by itself).");
    const files = (readdirSync(web, { recursive: true }) as string[]).filter(name => name.endsWith(".js"));
    expect(files.length, "files of the web app").toBeGreaterThan(20);
    expect(files.flatMap(name => faultsOf(name, readFileSync(join(web, name), "utf8")))).toEqual([]);
  });

  it("keeps its parts apart without gap in flex", () => {
    expect(gapsOutsideGrids(readFileSync(join(root, "look/look.css"), "utf8"))).toEqual([]);
    const caught = gapsOutsideGrids(
      ".a { display: flex; } .a.b { gap: 8px; } .c { display: flex; gap: 8px; } .d .e, .f { row-gap: 8px; }",
    );
    expect(caught).toHaveLength(4);
    const grids = ".a { display: grid; } @media print { .b > .a.c { gap: 8px; } .d { display: grid; gap: 8px; } }";
    expect(gapsOutsideGrids(`.d { display: flex; } ${grids}`)).toEqual([]);
  });

  it("is given what packages of others call", () => {
    const main = readdirSync(join(root, "dist/web/assets")).find(name => /^main-.*\.js$/.test(name));
    expect(readFileSync(join(root, "dist/web/assets", main!), "utf8")).toMatch(/\.hasOwn\s*(?:\?\?|\|\|)/);
  });

  it("would be caught, and our own words are not", () => {
    expect(faultsOf("x.js", "a=structuredClone(b),d.at(-1),e.replaceAll(`f`,``)")).toHaveLength(3);
    expect(faultsOf("x.js", "/(?<=a)b/")).toHaveLength(1);
    expect(faultsOf("x.js", "going.at.view,given.at(`pot`),Object.hasOwnProperty,refusal.cause")).toEqual([]);
  });
});
