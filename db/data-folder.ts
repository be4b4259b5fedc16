import { access, constants, mkdir, realpath } from "node:fs/promises";
import { type FolderLock, lockFolder } from "./embedded/lock.ts";
import { isRoot } from "./embedded/run-as.ts";

/** Makes the data folder where it is missing and takes it for this process; FolderInUse where another has it. */
export async function takeDataFolder(path: string): Promise<{ readonly folder: string; readonly lock: FolderLock }> {
  // Root lets others walk through (not look in), because the database's user has its own folder inside.
  await mkdir(path, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  const folder = await realpath(path);
  await access(folder, constants.W_OK).catch(() => {
    throw new Error(`The data folder ${folder} belongs to another user. Start as that one, or choose LUMBUNG_DATA.`);
  });
  return { folder, lock: await lockFolder(folder) };
}
