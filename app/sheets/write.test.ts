import { day } from "#base";
import { inflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { csvOf, type Sheet, xlsxOf } from "./write.ts";

const dangerous = [`=cmd()`, `+1`, `-2+3`, `@SUM(A1)`, `\t=1`, `  =HYPERLINK("x")`];
const sheet: Sheet = {
  name: "Members / 2026",
  rows: [
    [{ text: "Name", isHead: true }, { text: "Day", isHead: true }, { text: "Amount", isHead: true }],
    ...dangerous.map(text => [{ text }, { day: day("2026-11-20") }, { number: -123456n, places: 2 }] as const),
    [{ text: `Ibu "Wulan", Sari` }, null, { number: 1234n, places: 2, isPercent: true }],
    [{ text: "a\u0001b & <c>\ud800" }, { day: day("1999-12-31") }, { number: 10n ** 16n, places: 2 }],
  ],
};

describe("a table of text", () => {
  const lines = csvOf([sheet]).split("\r\n");

  test("says that it is UTF-8, and has a line a row", () => {
    expect(lines[0]).toBe("\uFEFFName,Day,Amount");
    expect(lines).toHaveLength(sheet.rows.length + 1);
  });

  test.each(dangerous.map((text, place) => [text, place + 1] as const))("%j stays a name and is never worked out", (_, at) => {
    expect(lines[at]!.replace(/^"/, "")[0]).toBe("'");
    expect(lines[at]).toMatch(/,2026-11-20,-1234\.56$/);
  });

  test("quotes what holds a comma or a quotation mark, and writes every digit", () => {
    expect(lines[dangerous.length + 1]).toBe(`"Ibu ""Wulan"", Sari",,12.34`);
    expect(lines[dangerous.length + 2]).toContain(",1999-12-31,100000000000000.00");
  });

  test("leaves a line between tables", () => {
    expect(csvOf([sheet, sheet]).split("\r\n")[sheet.rows.length]).toBe("");
  });
});

describe("a spreadsheet", () => {
  test("holds text as text, amounts as numbers with their decimals and days as dates, and not one formula", async () => {
    const parts = unzipped(await xlsxOf([sheet]));
    const all = [...parts.values()].join("");
    expect(all).not.toMatch(/<f[ >]/);
    const cells = sheetCells(parts);
    for (const [place, text] of dangerous.entries()) {
      expect(cells.get(`A${place + 2}`)).toMatchObject({ isText: true, value: text });
      expect(cells.get(`B${place + 2}`)).toMatchObject({ isText: false, value: "46346" });
      expect(cells.get(`C${place + 2}`)).toMatchObject({ isText: false, value: "-1234.56" });
    }
    const last = dangerous.length + 2;
    expect(cells.get(`A${last}`)).toMatchObject({ value: `Ibu "Wulan", Sari` });
    expect(cells.get(`C${last}`)).toMatchObject({ isText: false, value: "0.1234" });
    // What no spreadsheet counts exactly is written out.
    expect(cells.get(`C${last + 1}`)).toMatchObject({ isText: true, value: "100000000000000.00" });
    expect(cells.get(`A${last + 1}`)!.value).toMatch(/^ab & <c>/);
    expect(cells.get(`B${last + 1}`)).toMatchObject({ value: "36525" });
    expect(parts.get("xl/styles.xml")).toMatch(/#,##0\.00/);
    expect(parts.get("xl/styles.xml")).toMatch(/yyyy-mm-dd/);
  });

  test("names its sheets as a spreadsheet allows, each once", async () => {
    const long = { ...sheet, name: "Receipts and payments of the whole year" };
    const book = unzipped(await xlsxOf([sheet, long, long, { ...sheet, name: "[]" }])).get("xl/workbook.xml")!;
    expect([...book.matchAll(/<sheet[^>]* name="([^"]*)"/g)].map(match => match[1])).toEqual([
      "Members   2026",
      "Receipts and payments of the wh",
      "Receipts and payments of the 2",
      "4",
    ]);
  });
});

/** The files of a zip, by its central directory. */
function unzipped(zip: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size, name, extra, comment, place] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
      zip.readUInt32LE(at + 42),
    ] as const;
    const begin = place + 30 + zip.readUInt16LE(place + 26) + zip.readUInt16LE(place + 28);
    const data = zip.subarray(begin, begin + size);
    files.set(zip.toString("utf8", at + 46, at + 46 + name), (method === 8 ? inflateRawSync(data) : data).toString("utf8"));
    at += 46 + name + extra + comment;
  }
  return files;
}

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp|#39);/g, (_, name: string) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&", "#39": "'" })[name]!);

/** Cells of the first sheet, by where they stand. */
function sheetCells(parts: ReadonlyMap<string, string>): ReadonlyMap<string, { readonly isText: boolean; readonly value: string }> {
  const texts = [...(parts.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>(.*?)<\/si>/gs)].map(match =>
    unescaped(match[1]!.replace(/<[^>]*>/g, "")),
  );
  const cells = new Map<string, { isText: boolean; value: string }>();
  for (const [, attributes, inside] of parts.get("xl/worksheets/sheet1.xml")!.matchAll(/<c ([^>]*?)>(.*?)<\/c>/gs)) {
    const at = /r="([A-Z]+\d+)"/.exec(attributes!)![1]!;
    const kind = /t="(\w+)"/.exec(attributes!)?.[1] ?? "n";
    const value = inside!.replace(/<[^>]*>/g, "");
    cells.set(at, {
      isText: kind === "s" || kind === "inlineStr" || kind === "str",
      value: kind === "s" ? texts[Number(value)]! : unescaped(value),
    });
  }
  return cells;
}
