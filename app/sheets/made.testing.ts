/** Files for tests: workbooks made part by part, so that any part of them can be made wrong, and lines of text. */
import { crc32, deflateRawSync } from "node:zlib";

/** A zip of these parts, with whatever a part is to say falsely of itself. */
export function zip(
  parts: Readonly<Record<string, string | Buffer>>,
  lies: { readonly flags?: number; readonly unpacked?: number; readonly name?: string; readonly of?: string } = {},
): Buffer {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const body = Buffer.from(content);
    const packed = deflateRawSync(body);
    const called = Buffer.from(lies.name ?? name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(called.length, 26);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(lies.flags ?? 0, 8);
    head.writeUInt16LE(8, 10);
    head.writeUInt32LE(crc32(body), 16);
    head.writeUInt32LE(packed.length, 20);
    head.writeUInt32LE(name === (lies.of ?? name) ? (lies.unpacked ?? body.length) : body.length, 24);
    head.writeUInt16LE(called.length, 28);
    head.writeUInt32LE(at, 42);
    bodies.push(local, called, packed);
    heads.push(head, called);
    at += 30 + called.length + packed.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}

export const types = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`;
const book = (of = "") =>
  `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">${of}<sheets><sheet name="Anggota" sheetId="1" r:id="rId1"/></sheets></workbook>`;
const links = `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;
export const workbook = (rows: string, more: Readonly<Record<string, string | Buffer>> = {}, of = "") => ({
  "[Content_Types].xml": types,
  "xl/workbook.xml": book(of),
  "xl/_rels/workbook.xml.rels": links,
  "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  ...more,
});

export type Row = readonly (string | number | null)[];

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const letterOf = (column: number): string => String.fromCharCode(65 + column);

/** A workbook of several sheets; a text that begins with = is a formula with a value kept beside it. */
export function workbookOf(sheets: Readonly<Record<string, readonly Row[]>>): Buffer {
  const names = Object.keys(sheets);
  const cell = (value: Row[number], row: number, column: number): string => {
    const place = `${letterOf(column)}${row}`;
    if (value === null || value === "") return "";
    if (typeof value === "number") return `<c r="${place}"><v>${value}</v></c>`;
    if (value.startsWith("=")) return `<c r="${place}"><f>${escaped(value.slice(1))}</f><v>1</v></c>`;
    return `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  };
  const rowOf = (row: Row, number: number): string =>
    `<row r="${number}">${row.map((value, column) => cell(value, number, column)).join("")}</row>`;
  const rowsOf = (rows: readonly Row[]): string => rows.map((row, index) => rowOf(row, index + 1)).join("");
  return zip({
    "[Content_Types].xml": types,
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets>${names.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships>${names.map((_, index) => `<Relationship Id="rId${index + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join("")}</Relationships>`,
    ...Object.fromEntries(names.map((name, index) => [`xl/worksheets/sheet${index + 1}.xml`, `<worksheet><sheetData>${rowsOf(sheets[name]!)}</sheetData></worksheet>`])),
  });
}

/** The same as lines of text. */
export const csvOf = (sheets: Readonly<Record<string, readonly Row[]>>, mark = ";"): Buffer =>
  Buffer.from(
    Object.entries(sheets)
      .map(([name, rows]) => [`# ${name}`, ...rows.map(row => row.map(csvCell).join(mark))].join("\n"))
      .join("\n\n"),
  );

const csvCell = (value: Row[number]): string => {
  const text = value === null ? "" : String(value);
  return /[";,\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
