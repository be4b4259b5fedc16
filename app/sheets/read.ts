/**
 * A file somebody chose becomes the sheets in it, or a refusal that says what it is instead. What it is called and what type
 * the browser says is not looked at: what it is, its first bytes say.
 */
import { isRefusal, type Refusal, refuse } from "#base";
import type { Workbook } from "#cutoff";
import { limits } from "./limits.ts";
import { readCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import { FileRefused } from "./refused.ts";

export async function readFileOfSheets(file: Buffer): Promise<Workbook | Refusal> {
  try {
    if (file.length === 0) return refuse("cutoff.file-empty");
    if (file.length > limits.file) return refuse("cutoff.file-too-much");
    if (startsWith(file, [0x50, 0x4b])) return await readXlsx(file);
    if (startsWith(file, [0xd0, 0xcf, 0x11, 0xe0])) return refuse(isLocked(file) ? "cutoff.file-locked" : "cutoff.file-old-kind");
    if (looksLikeText(file)) return readCsv(file);
    return refuse("cutoff.file-other-kind");
  } catch (error) {
    if (error instanceof FileRefused) return error.refusal;
    throw error;
  }
}

export const isWorkbook = (read: Workbook | Refusal): read is Workbook => !isRefusal(read);

const startsWith = (file: Buffer, bytes: readonly number[]): boolean => bytes.every((byte, place) => file[place] === byte);

/** A workbook with a password stands in a container of the old kind, under this name. */
const isLocked = (file: Buffer): boolean => file.includes(Buffer.from("EncryptedPackage", "utf16le"));

function looksLikeText(file: Buffer): boolean {
  if (startsWith(file, [0xff, 0xfe]) || startsWith(file, [0xfe, 0xff])) return true;
  const head = file.subarray(0, 4_096);
  if (startsWith(file, [0x25, 0x50, 0x44, 0x46]) || /^\s*<(?:!doctype|html|\?xml)/i.test(head.toString("latin1"))) return false;
  return !head.some(byte => byte < 9 || (byte > 13 && byte < 32));
}
