import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./sources.ts";

/** Rows the issues so far cite. Each has its line, with what shows it, or says "not yet". */
const cited = `
  G04 G05 G07 G10 G11 G12 G16 G19 G21 G22 G24 G25 G26 G28 G33 G36 G39 G40 G41 H11 S04 S13 S14 S15
  S23 S25 B01 B02 B03 B04 B05 B06 B07 B08 B09 B10 B11 B12 B13 B14 B16 B19 B20 B21 B22 B23 B24 B29
  U01 U02 U03 U04 U05 U06 U07`
  .trim()
  .split(/\s+/);

describe("docs/requirements.md", () => {
  const rows = readFileSync(join(root, "docs/requirements.md"), "utf8")
    .split("\n")
    .filter(line => /^\| [A-Z]\d\d \|/.test(line))
    .map(line => line.split("|").map(cell => cell.trim()))
    .map(([, id, wanted, shown, lacking]) => ({ id: id!, wanted: wanted!, shown: shown!, lacking: lacking! }));

  it("has a line for every row an issue cites", () => {
    expect(cited.filter(id => !rows.some(row => row.id === id))).toEqual([]);
  });

  it("names tests and screens that are there, or says not yet", () => {
    for (const { id, shown, lacking } of rows) {
      const files = [...shown.matchAll(/`([^`]+)`/g)].map(match => match[1]!);
      if (files.length === 0) expect(lacking, `${id} shows something, or says not yet`).toMatch(/not yet/);
      for (const file of files) expect(existsSync(join(root, file)), `${id}: ${file} is there`).toBe(true);
    }
  });
});
