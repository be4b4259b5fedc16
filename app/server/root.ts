/** The folder of this checkout: found by its plan of rooms, since a built file lies deeper than its source. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "rooms/rooms.ts")) && dirname(folder) !== folder) folder = dirname(folder);
  return `${folder}/`;
})();
