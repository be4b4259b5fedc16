/** The template as a file: a workbook, or lines of text with its sheets one under the other. */
import type { TemplateSheet } from "#cutoff/server";
import writeXlsxFile from "write-excel-file/node";

export const kinds = ["xlsx", "csv"] as const;
export type FileKind = (typeof kinds)[number];

export const typeOf: Readonly<Record<FileKind, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

export async function templateFile(sheets: readonly TemplateSheet[], kind: FileKind): Promise<Buffer> {
  return kind === "csv" ? Buffer.from(csvOf(sheets), "utf8") : xlsxOf(sheets);
}

const xlsxOf = (sheets: readonly TemplateSheet[]): Promise<Buffer> =>
  writeXlsxFile(
    sheets.map(({ name, rows, isGuide }) => ({
      sheet: name,
      ...(isGuide ? {} : { stickyRowsCount: 1 }),
      columns: isGuide ? [{ width: 100 }] : (rows[0] ?? []).map(heading => ({ width: Math.max(14, heading.length + 3) })),
      data: rows.map((row, index) =>
        row.map(text =>
          isGuide
            ? { value: text, type: String, wrap: true }
            : index === 0
              ? { value: text, type: String, fontWeight: "bold" as const, backgroundColor: "#F3ECDF" }
              : { value: text, type: String },
        ),
      ),
    })),
  ).toBuffer();

/** The guide is for the eye: it stays with the workbook. */
const csvOf = (sheets: readonly TemplateSheet[]): string =>
  `\uFEFF${sheets
    .filter(({ isGuide }) => !isGuide)
    .map(({ name, rows }) => [`# ${name}`, ...rows.map(row => row.map(csvCell).join(";"))].join("\r\n"))
    .join("\r\n\r\n")}\r\n`;

/** No name is run by the spreadsheet that opens it. */
function csvCell(text: string): string {
  const inert = /^[=+@-]/.test(text) ? `'${text}` : text;
  return /[";,\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
