/** Files as they come: good ones in every form people save, and those that are cut, locked, run something, or swell. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Workbook } from "#cutoff";
import { csvOf, types, workbook, workbookOf, zip } from "./made.testing.ts";
import { readFileOfSheets } from "./read.ts";

const cellsOf = async (file: Buffer) => {
  const { sheets } = (await readFileOfSheets(file)) as Workbook;
  return sheets[0]?.rows.map(({ row, cells }) => [row, ...cells]);
};
const refused = async (file: Buffer) => {
  const read = await readFileOfSheets(file);
  return "refused" in read ? read.refused : "read";
};

describe("a workbook", () => {
  it("gives its cells as they stand: texts shared and in line, numbers as their own figures, what is no value as such", async () => {
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Rp </t><r><t>5</t></r></is></c></row>
      <row r="4"><c r="A4"><v>1250000.5</v></c><c r="B4"><f>SUM(A1:A3)</f><v>12</v></c><c r="C4" t="b"><v>1</v></c><c r="D4" t="e"><v>#REF!</v></c></row>`;
    const name = "សុខា & สมศรี";
    const strings = `<sst><si><t>${name.replace("&", "&amp;")}</t><rPh><t>sound</t></rPh></si></sst>`;
    expect(await cellsOf(zip(workbook(rows, { "xl/sharedStrings.xml": strings })))).toEqual([
      [1, { text: name }, undefined, { text: "Rp 5" }],
      [4, { number: "1250000.5" }, { other: "formula" }, { other: "truth" }, { other: "error" }],
    ]);
  });

  it("says where its days are counted from", async () => {
    const read = (await readFileOfSheets(zip(workbook("", {}, `<workbookPr date1904="1"/>`)))) as Workbook;
    expect(read.isFrom1904).toBe(true);
  });

  it("is not read where it runs something", async () => {
    expect(await refused(zip(workbook("", { "xl/vbaProject.bin": "x" })))).toBe("cutoff.file-with-macros");
    const macro = types.replace("sheet.main+xml", "sheet.macroEnabled.main+xml");
    expect(await refused(zip(workbook("", { "[Content_Types].xml": macro })))).toBe("cutoff.file-with-macros");
  });

  it("is not read where it is locked, of the old kind, empty, cut short, or something else", async () => {
    expect(await refused(zip(workbook(""), { flags: 1 }))).toBe("cutoff.file-locked");
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);
    expect(await refused(old)).toBe("cutoff.file-old-kind");
    expect(await refused(Buffer.concat([old, Buffer.from("EncryptedPackage", "utf16le")]))).toBe("cutoff.file-locked");
    expect(await refused(Buffer.alloc(0))).toBe("cutoff.file-empty");
    const whole = zip(workbook(`<row r="1"><c r="A1"><v>1</v></c></row>`));
    for (const cut of [3, 60, whole.length >> 1, whole.length - 1])
      expect(["cutoff.file-damaged", "cutoff.file-other-kind"]).toContain(await refused(whole.subarray(0, cut)));
    expect(await refused(zip({ "word/document.xml": "<a/>" }))).toBe("cutoff.file-other-kind");
    expect(await refused(Buffer.from("%PDF-1.7\n%…"))).toBe("cutoff.file-other-kind");
    expect(await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0, 0]))).toBe("cutoff.file-other-kind");
    expect(await refused(Buffer.from("<!DOCTYPE html><html>"))).toBe("cutoff.file-other-kind");
  });

  it("is damaged where one byte of a part is another, or its XML is not whole", async () => {
    const file = zip(workbook(`<row r="1"><c r="A1"><v>1</v></c></row>`));
    const at = file.indexOf("worksheets/sheet1.xml") + 60;
    file[at] = file[at]! ^ 0x5a;
    expect(await refused(file)).toBe("cutoff.file-damaged");
    expect(await refused(zip(workbook(`<row r="1"><c r="A1"><v>1`)))).toBe("cutoff.file-damaged");
  });

  it("declares no entities, and follows no path", async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`;
    expect(await refused(zip(workbook("", { "xl/worksheets/sheet1.xml": laughs })))).toBe("cutoff.file-damaged");
    const outside = laughs.replace(`<!ENTITY a "aaaaaaaaaa">`, `<!ENTITY a SYSTEM "file:///etc/passwd">`);
    expect(await refused(zip(workbook("", { "xl/worksheets/sheet1.xml": outside })))).toBe("cutoff.file-damaged");
    for (const name of ["../../etc/passwd", "/etc/passwd", "xl\\..\\x", "C:/x"])
      expect(await refused(zip({ a: "x" }, { name }))).toBe("cutoff.file-with-paths");
  });

  it("may not swell: not by what it says, nor by what it is, nor by how many parts, cells or letters", async () => {
    const nought = Buffer.alloc(80_000_000, 0x20);
    const swollen = { "xl/worksheets/sheet1.xml": nought };
    const before = process.memoryUsage().rss;
    expect(await refused(zip(workbook("", swollen)))).toBe("cutoff.file-too-much");
    // What it says of itself is not believed either.
    expect(await refused(zip(workbook("", swollen), { unpacked: 100, of: "xl/worksheets/sheet1.xml" }))).toBe("cutoff.file-too-much");
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`a${index}`, "x"]));
    expect(await refused(zip(many))).toBe("cutoff.file-too-much");
    const rows = Array.from({ length: 31_000 }, (_, index) => `<row r="${index + 1}"><c><v>1</v></c></row>`).join("");
    expect(await refused(zip(workbook(rows)))).toBe("cutoff.file-too-much");
    expect(await refused(zip(workbook(`<row r="1"><c r="ZZ1"><v>1</v></c></row>`)))).toBe("cutoff.file-too-much");
    expect(await refused(Buffer.alloc(6_000_001, 0x41))).toBe("cutoff.file-too-much");
  });

  it("may not say one part many times by laying parts over each other", async () => {
    const file = zip({ a: "x".repeat(100_000), b: "y" });
    const directory = file.readUInt32LE(file.length - 6);
    const second = directory + 46 + 1;
    // The second part points at the first.
    file.writeUInt32LE(0, second + 42);
    file.writeUInt32LE(file.readUInt32LE(directory + 20), second + 20);
    expect(await refused(file)).toBe("cutoff.file-damaged");
  });
});

describe("lines of text", () => {
  const text = (of: string): Buffer => Buffer.from(of);

  it("are sheets by the line that names each, with any mark between the cells", async () => {
    for (const mark of [",", ";", "\t"])
      expect(await readFileOfSheets(text(`\uFEFF# Anggota\r\nNo${mark}Nama\r\n1${mark}"Siti ""Ibu""${mark} dua\nbaris"\r\n\r\n# Dana${mark}${mark}\r\nDana${mark}Kas`))).toEqual({
        isFrom1904: false,
        sheets: [
          {
            name: "Anggota",
            rows: [
              { row: 2, cells: [{ text: "No" }, { text: "Nama" }] },
              { row: 3, cells: [{ text: "1" }, { text: `Siti "Ibu"${mark} dua\nbaris` }] },
            ],
          },
          { name: "Dana", rows: [{ row: 7, cells: [{ text: "Dana" }, { text: "Kas" }] }] },
        ],
      });
  });

  it("are read where a spreadsheet saved them as Unicode, and not in the letters of one country", async () => {
    const wide = Buffer.from("\uFEFF# Anggota\nNo\tNama\n1\tสมศรี", "utf16le");
    expect(((await readFileOfSheets(wide)) as Workbook).sheets[0]!.rows[1]!.cells[1]).toEqual({ text: "สมศรี" });
    expect(await refused(Buffer.from([0x23, 0x41, 0x0a, 0xe9, 0x6e]))).toBe("cutoff.file-not-utf8");
  });

  it("have no formula that is taken for a value", async () => {
    const read = (await readFileOfSheets(text("# Anggota\n=1+1,@SUM(A1),+cmd,-5,-x,+62"))) as Workbook;
    expect(read.sheets[0]!.rows[0]!.cells).toEqual([
      { other: "formula" },
      { other: "formula" },
      { other: "formula" },
      { text: "-5" },
      { other: "formula" },
      { text: "+62" },
    ]);
  });

  it("say which sheet they are, close their quotation marks, and keep cells to a length", async () => {
    expect(await refused(text("No,Nama\n1,Siti"))).toBe("cutoff.file-without-sheets");
    expect(await refused(text('# A\n"Siti'))).toBe("cutoff.file-damaged");
    expect(await refused(text(`# A\n${"x".repeat(1_100)}`))).toBe("cutoff.file-too-much");
    expect(await refused(text(`# A\n${"1\n".repeat(130_000)}`))).toBe("cutoff.file-too-much");
  });
});

describe("any file", () => {
  const good = [
    workbookOf({ Anggota: [["No", "Nama"], [1, "Siti"]], Dana: [["Dana", "Kas"], ["loan", 5000]] }),
    csvOf({ Anggota: [["No", "Nama"], [1, "Siti"]] }),
  ];

  it("is read or refused, and never breaks what reads it, whichever bytes of it are others, gone or too many", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        fc.nat(),
        fc.uint8Array({ maxLength: 40 }),
        async (from, changes, cut, more) => {
          const file = Buffer.concat([from, more]);
          for (const [at, byte] of changes) file[at % file.length] = byte;
          const read = await readFileOfSheets(file.subarray(0, cut % 3 === 0 ? cut % (file.length + 1) : file.length));
          expect("refused" in read || "sheets" in read).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("gives what was put into it", async () => {
    const text = fc.stringMatching(/^[A-Za-z\u0e01-\u0e2e"&<>;,][A-Za-z \u0e01-\u0e2e"&<>;,]{0,10}$/).map(one => one.trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }), async rows => {
        const wanted = rows.map(row => row.map(one => ({ text: one })));
        for (const file of [workbookOf({ Anggota: rows }), csvOf({ Anggota: rows })])
          expect(((await readFileOfSheets(file)) as Workbook).sheets[0]!.rows.map(row => row.cells)).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
  });
});
