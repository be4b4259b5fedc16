/** What is known of the practice books once they are there. */
import type { Role } from "#base";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface PractisedGroup {
  readonly handle: string;
  readonly name: string;
  /** The secret of the one device it trusts, which the house lends to whoever comes to its door. */
  readonly device: string;
  readonly keys: readonly {
    readonly number: number;
    readonly pin: string;
    readonly password?: string;
    readonly name: string;
    readonly roles: readonly Role[];
  }[];
}

/** Who may sign in to the practice books, for the screen and the terminal. Never real people's secrets. */
export interface Practised {
  readonly groups: readonly PractisedGroup[];
}

export const practisedFile = (folder: string): string => join(folder, "practice.json");

export const practised = (folder: string): Practised | null =>
  existsSync(practisedFile(folder)) ? (JSON.parse(readFileSync(practisedFile(folder), "utf8")) as Practised) : null;

export function practiceDone(folder: string): readonly string[] {
  const books = practised(folder);
  if (!books) return [];
  return [
    "Practice books are ready. Who may sign in:",
    ...books.groups.flatMap(({ handle, name, keys }) =>
      keys.map(
        ({ number, pin, password }) =>
          `  ${name}: group "${handle}", number ${number}, PIN ${pin}${password === undefined ? "" : `, password "${password}"`}`,
      ),
    ),
  ];
}
