/**
 * Code is written to 120 characters, reflowed by hand where it reads better so; no line is longer than the screen of who
 * reviews it beside another. What stands in quotes is a sentence, a statement or a table, and is left whole.
 */
import { describe, expect, it } from "vitest";
import { readSources } from "./sources.ts";

const longest = 132;

/** The text with what stands in quotes taken out, line for line; a line that is one expression to match by is quoted too. */
const withoutQuoted = (text: string): readonly string[] =>
  text
    .replace(/`(?:\\.|[^`\\])*`|"(?:\\.|[^"\\\n])*"/g, quoted => quoted.replace(/[^\n]/g, ""))
    .split("\n")
    .map(line => line.replace(/^\s*\/[^/*].*\/[a-z]*[,;]?$/, ""));

const tooLong = (path: string, text: string): readonly string[] =>
  withoutQuoted(text).flatMap((line, index) =>
    line.length > longest ? [`${path}:${index + 1} has ${line.length} characters: reflow it`] : [],
  );

describe("lines", () => {
  it("are as long as can be read", () => {
    const sources = readSources();
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.flatMap(({ path, text }) => tooLong(path, text))).toEqual([]);
  });

  it("would be found, and long sentences are none", () => {
    const wide = "a + ".repeat(40);
    expect(tooLong("x.ts", `one\n${wide}b;\n// ${wide}`)).toHaveLength(2);
    expect(tooLong("x.ts", `say("${wide}");\nsql\`${wide}\n  ${wide}\`;\n  /^(${wide.replaceAll(" ", "")})$/,`)).toEqual([]);
  });
});
