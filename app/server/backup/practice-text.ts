/** Who may try the practice books, as the data folder says it: it goes along with all the books, and comes back with them. */
import { replaceFile } from "#db";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { practisedFile } from "../practised.ts";

export const practiceText = async (folder: string): Promise<string | null> =>
  existsSync(practisedFile(folder)) ? readFile(practisedFile(folder), "utf8") : null;

export async function bringPractice(folder: string, text: string | null): Promise<void> {
  if (text !== null && !existsSync(practisedFile(folder))) await replaceFile(practisedFile(folder), text);
}
