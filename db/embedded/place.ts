import { randomBytes } from "node:crypto";
import { chmod, lstat, mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile, syncFolder } from "../durable.ts";
import { canEnter, isRoot, nobody, type RunAs } from "./run-as.ts";

/** Where the database's own files are and who owns them. */
export interface Place {
  /** The folder around the data: the data folder itself, or a folder of ours elsewhere. */
  readonly home: string;
  /** PostgreSQL's data directory. */
  readonly data: string;
  readonly user: RunAs;
}

/**
 * Normally `<folder>/postgresql`. Started as root, the database runs as nobody; where nobody cannot walk down to the
 * folder, the files go to `<systemFolder>/<id>` and `<folder>/postgresql.path` says where. `onElsewhere` is told once.
 */
export async function choosePlace(
  folder: string,
  systemFolder: string,
  onElsewhere: (home: string) => void,
): Promise<Place> {
  const pointer = join(folder, "postgresql.path");
  const kept = (await readFile(pointer, "utf8").catch(() => "")).trim();
  if (kept !== "") {
    await stat(kept).catch(() => {
      throw new Error(`The books of ${folder} are in ${kept}, which is gone. Bring it back from the backup.`);
    });
    return placeIn(kept);
  }
  const here = await placeIn(folder);
  if (await canEnter(folder, here.user)) return here;

  const home = join(systemFolder, randomBytes(8).toString("hex"));
  try {
    if ((await mkdir(systemFolder, { recursive: true })) !== undefined) await chmod(systemFolder, 0o755);
    await mkdir(home);
    await chmod(home, 0o711);
    if (!(await canEnter(home, here.user))) throw new Error(`${systemFolder} is closed to it`);
  } catch (error) {
    throw new Error(
      `The database runs as an unprivileged user, who can enter neither ${folder} nor ${home} ` +
        `(${(error as Error).message}). Choose a data folder that everybody may enter with LUMBUNG_DATA.`,
    );
  }
  await syncFolder(systemFolder);
  await replaceFile(pointer, `${home}\n`);
  onElsewhere(home);
  return placeIn(home);
}

async function placeIn(home: string): Promise<Place> {
  const data = join(home, "postgresql");
  return { home, data, user: await userFor(data) };
}

/**
 * Files that exist keep their owner: somebody may have started as herself yesterday and with sudo today. Root owns
 * no running database, so what was copied back by root becomes nobody's.
 */
async function userFor(data: string): Promise<RunAs> {
  if (!isRoot()) return undefined;
  const { uid, gid } = await stat(data).catch(() => nobody);
  return uid === 0 ? nobody : { uid, gid };
}

/** Makes a folder only for this user, or checks that an existing one is. False where it is somebody else's. */
export async function makePrivate(folder: string, owner: number): Promise<boolean> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const found = await lstat(folder);
  return found.isDirectory() && (found.uid === owner || found.uid === process.getuid?.()) && (found.mode & 0o077) === 0;
}
