/**
 * A list as a spreadsheet saves it: the first line names the fields, a line each follows, empty cells are left out. Cells
 * stand between commas or, as where the comma is the decimal sign, semicolons.
 */
export type Csv = readonly Readonly<Record<string, string>>[];

/** The lines, or the number of the first that cannot be read. */
export function readCsv(text: string): { readonly lines: Csv } | { readonly line: number } {
  const rows = rowsOf(text.replace(/^\uFEFF/, ""));
  if (rows === null) return { line: text.trimEnd().split("\n").length };
  const [head = [], ...others] = rows.filter(({ cells }) => cells.some(cell => cell !== "")).map(({ cells }) => cells);
  const names = head.map(name => name.toLowerCase().replace(/[ -]+/g, "_"));
  const lines: Readonly<Record<string, string>>[] = [];
  for (const cells of others) {
    if (cells.slice(names.length).some(cell => cell !== "")) return { line: rows.find(row => row.cells === cells)!.line };
    const filled = names.map((name, place) => [name, cells[place] ?? ""] as const).filter(([, cell]) => cell !== "");
    lines.push(Object.fromEntries(filled));
  }
  return { lines };
}

interface Row {
  /** The first is 1. */
  readonly line: number;
  readonly cells: string[];
}

/** Null where a quotation mark has no end. */
function rowsOf(text: string): readonly Row[] | null {
  const head = text.split("\n", 1)[0]!;
  const between = head.split(";").length > head.split(",").length ? ";" : ",";
  const rows: Row[] = [{ line: 1, cells: [""] }];
  let line = 1;
  let isQuoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place]!;
    const { cells } = rows.at(-1)!;
    const write = (what: string): void => void (cells[cells.length - 1] += what);
    if (letter === "\n") line += 1;
    if (isQuoted) {
      if (letter !== '"') write(letter);
      else if (text[place + 1] === '"') {
        write('"');
        place += 1;
      } else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === between) cells.push("");
    else if (letter === "\n") rows.push({ line, cells: [""] });
    else if (letter !== "\r") write(letter);
  }
  if (isQuoted) return null;
  return rows.map(row => ({ ...row, cells: row.cells.map(cell => cell.trim()) }));
}
