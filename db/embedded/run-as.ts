import { chmod, lchown, lstat, readdir, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The user PostgreSQL runs as; undefined means: the same as we. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined;

/** The number every system keeps for nobody. A number needs no entry in any file, so no system user is made. */
export const nobody = { uid: 65534, gid: 65534 } as const;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Could this user walk down to this folder? Looks at the mode of it and of each folder above. Changing the user id of
 * a child does not help: the folders are looked up anew by the child, so one closed parent is enough to fail.
 */
export async function canEnter(folder: string, user: RunAs): Promise<boolean> {
  if (user === undefined) return true;
  for (let at = await realpath(folder); ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const searchBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & searchBit) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

/** Gives a folder with all it holds to the user PostgreSQL runs as. Links are given, never followed. */
export async function giveTo(user: RunAs, path: string): Promise<void> {
  if (user === undefined) return;
  await lchown(path, user.uid, user.gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(user, join(path, name));
}

/** Lets everybody read what is below and run what can be run, whatever umask it was installed with. */
export async function openToAll(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  const run = found.isDirectory() || (found.mode & 0o100) !== 0;
  await chmod(path, run ? 0o755 : 0o644);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path)) await openToAll(join(path, name));
}
