/**
 * A workbook of a spreadsheet (ECMA-376), as far as a table needs it: sheets, rows, cells. The XML is read as it is unpacked,
 * so that no more of it than one piece is ever held; it may declare no entities, and nothing in it is followed anywhere.
 */
import { refuse } from "#base";
import type { Cell, Sheet, SheetRow, Workbook } from "#cutoff";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { limits } from "./limits.ts";
import { damaged, FileRefused, tooMuch } from "./refused.ts";
import { Budget, entriesOf, unpack, type ZipEntry } from "./zip.ts";

export async function readXlsx(file: Buffer): Promise<Workbook> {
  const entries = entriesOf(file);
  const budget = new Budget();
  const part = (name: string): ZipEntry | undefined => entries.get(name.toLowerCase());
  for (const name of entries.keys())
    if (/vbaproject|vbadata|\/macrosheets\/|\/activex\//.test(name)) throw new FileRefused(refuse("cutoff.file-with-macros"));
  const parse = (entry: ZipEntry | undefined, listen: Listen): Promise<void> => {
    if (!entry) throw new FileRefused(refuse("cutoff.file-other-kind"));
    return parseXml(file, entry, budget, listen);
  };
  await parse(part("[Content_Types].xml"), {
    open(tag) {
      const type = tag.attributes["ContentType"] ?? "";
      if (/macroEnabled|vbaProject/i.test(type)) throw new FileRefused(refuse("cutoff.file-with-macros"));
    },
  });
  const { named, isFrom1904 } = await workbookPart(parse, part);
  const strings = part("xl/sharedStrings.xml") ? await sharedStrings(parse, part("xl/sharedStrings.xml")!) : [];
  const count: Count = { cells: 0, letters: 0 };
  const sheets: Sheet[] = [];
  for (const { name, target } of named) sheets.push({ name, rows: await rowsIn(parse, part(target), strings, count) });
  return { sheets, isFrom1904 };
}

type Parse = (entry: ZipEntry | undefined, listen: Listen) => Promise<void>;

interface Listen {
  open?(tag: SaxesTagPlain, name: string): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** What is read of one file by now. */
interface Count {
  cells: number;
  letters: number;
}

async function parseXml(file: Buffer, entry: ZipEntry, budget: Budget, listen: Listen): Promise<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bare = (name: string): string => name.slice(name.indexOf(":") + 1);
  parser.on("doctype", () => {
    throw new FileRefused(refuse("cutoff.file-damaged"));
  });
  parser.on("error", () => {
    throw damaged();
  });
  parser.on("opentag", tag => listen.open?.(tag, bare(tag.name)));
  parser.on("closetag", tag => listen.close?.(bare(tag.name)));
  parser.on("text", text => listen.text?.(text));
  parser.on("cdata", text => listen.text?.(text));
  try {
    await unpack(file, entry, budget, piece => parser.write(decoder.decode(piece, { stream: true })));
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof FileRefused ? error : damaged();
  }
}

/** Which sheets there are, in their order, and the part each is in. */
async function workbookPart(parse: Parse, part: (name: string) => ZipEntry | undefined) {
  const listed: { readonly name: string; readonly id: string }[] = [];
  let isFrom1904 = false;
  await parse(part("xl/workbook.xml"), {
    open(tag, name) {
      if (name === "workbookPr") isFrom1904 = ["1", "true"].includes(tag.attributes["date1904"] ?? "");
      if (name !== "sheet") return;
      const id = Object.entries(tag.attributes).find(([key]) => key.endsWith(":id"))?.[1];
      if (id !== undefined) listed.push({ name: tag.attributes["name"] ?? "", id });
      if (listed.length > limits.sheets) throw tooMuch();
    },
  });
  const targets = new Map<string, string>();
  await parse(part("xl/_rels/workbook.xml.rels"), {
    open(tag, name) {
      if (name !== "Relationship" || tag.attributes["TargetMode"] === "External") return;
      if (!/\/worksheet$/.test(tag.attributes["Type"] ?? "")) return;
      const target = tag.attributes["Target"] ?? "";
      targets.set(tag.attributes["Id"] ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  // A sheet that is a chart or a macro is none of ours.
  const named = listed.flatMap(({ name, id }) => (targets.has(id) ? [{ name, target: targets.get(id)! }] : []));
  return { named, isFrom1904 };
}

/** Texts that stand once in the file, however many cells have them. What is only how a word sounds is left out. */
async function sharedStrings(parse: Parse, entry: ZipEntry): Promise<readonly string[]> {
  const strings: string[] = [];
  let text: string | null = null;
  let letters = 0;
  let isText = false;
  let isSound = false;
  await parse(entry, {
    open(_, name) {
      if (name === "si") text = "";
      else if (name === "rPh") isSound = true;
      else if (name === "t") isText = !isSound;
    },
    text(piece) {
      if (!isText || text === null) return;
      letters += piece.length;
      if (letters > limits.letters) throw tooMuch();
      if (text.length <= limits.cellLetters) text += piece;
    },
    close(name) {
      if (name === "t") isText = false;
      else if (name === "rPh") isSound = false;
      else if (name === "si") {
        strings.push((text ?? "").slice(0, limits.cellLetters));
        text = null;
        if (strings.length > limits.cells) throw tooMuch();
      }
    },
  });
  return strings;
}

async function rowsIn(
  parse: Parse,
  entry: ZipEntry | undefined,
  strings: readonly string[],
  count: Count,
): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  let row = 0;
  let cells: (Cell | undefined)[] = [];
  let column = 0;
  let type = "n";
  let value: string | null = null;
  let isFormula = false;
  let isTaking = false;
  let isSound = false;
  await parse(entry, {
    open(tag, name) {
      if (name === "row") {
        row = numberIn(tag.attributes["r"]) ?? row + 1;
        if (row > 1_048_576 || rows.length >= limits.rows) throw tooMuch();
        cells = [];
        column = -1;
      } else if (name === "c") {
        column = columnIn(tag.attributes["r"]) ?? column + 1;
        type = tag.attributes["t"] ?? "n";
        value = null;
        isFormula = false;
        if (column >= 16_384) throw damaged();
      } else if (name === "f") isFormula = true;
      else if (name === "rPh") isSound = true;
      else if ((name === "v" && type !== "inlineStr") || (name === "t" && type === "inlineStr" && !isSound)) {
        isTaking = true;
        value ??= "";
      }
    },
    text(piece) {
      if (!isTaking || value === null) return;
      count.letters += piece.length;
      if (count.letters > limits.letters) throw tooMuch();
      if (value.length <= limits.cellLetters) value += piece;
    },
    close(name) {
      if (name === "v" || name === "t") isTaking = false;
      else if (name === "rPh") isSound = false;
      else if (name === "row") {
        if (cells.some(cell => cell !== undefined)) rows.push({ row, cells });
      } else if (name === "c") {
        const cell = cellOf(type, value, isFormula, strings);
        if (cell === undefined) return;
        count.cells += 1;
        if (count.cells > limits.cells || column >= limits.columns) throw tooMuch();
        while (cells.length < column) cells.push(undefined);
        cells[column] = cell;
      }
    },
  });
  return rows;
}

/** A formula is what it is, whatever value was kept beside it: nobody sees from a file whether that value is still so. */
function cellOf(type: string, value: string | null, isFormula: boolean, strings: readonly string[]): Cell | undefined {
  if (isFormula) return { other: "formula" };
  if (value === null || (value === "" && type !== "s")) return undefined;
  switch (type) {
    case "s": {
      const text = /^\d+$/.test(value.trim()) ? strings[Number(value)] : undefined;
      if (text === undefined) throw damaged();
      return text === "" ? undefined : { text };
    }
    case "inlineStr":
    case "str":
    case "d":
      return { text: value.slice(0, limits.cellLetters) };
    case "b":
      return { other: "truth" };
    case "e":
      return { other: "error" };
    case "n":
      return { number: value.trim() };
    default:
      throw damaged();
  }
}

const numberIn = (text: string | undefined): number | null => (text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : null);

/** The column of "AB12", A being 0. */
function columnIn(place: string | undefined): number | null {
  const letters = /^([A-Za-z]{1,3})\d{1,7}$/.exec(place ?? "")?.[1];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}
