import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../durable.ts";
import type { Binaries } from "./binaries.ts";
import type { Place } from "./place.ts";
import { giveTo } from "./run-as.ts";
import { runProgram } from "./server-process.ts";
import { clusterArguments } from "./settings.ts";

/** The superuser of our own cluster. */
export const administratorRole = "lumbung_administrator";

/** PostgreSQL writes this file last but for a few; our data directory only ever appears whole. */
export async function hasCluster(place: Place): Promise<boolean> {
  return stat(join(place.data, "PG_VERSION")).then(
    () => true,
    () => false,
  );
}

/** Makes the data directory where there is none; where there is one, sees that this PostgreSQL can use it. */
export async function readyCluster(
  place: Place,
  binaries: Binaries,
  password: string,
  fast: boolean,
  onCreate: () => void,
): Promise<void> {
  if (await hasCluster(place)) {
    const major = Number(await readFile(join(place.data, "PG_VERSION"), "utf8"));
    if (major !== binaries.major) {
      throw new Error(`The books in ${place.data} were kept by PostgreSQL ${major}, and this is ${binaries.major}.`);
    }
    // A copy made by root belongs to root and may be open to others; PostgreSQL refuses both.
    if ((await stat(place.data)).uid === 0) await giveTo(place.user, place.data);
    await chmod(place.data, 0o700);
    return;
  }
  // Half a data directory may be a backup on its way back: nothing that could be books is ever removed here.
  if ((await readdir(place.data).catch(() => [])).length > 0) {
    throw new Error(`${place.data} holds files but no whole database. Bring them all back from the backup.`);
  }
  onCreate();
  // Made beside and then renamed: a start that was killed here is simply made anew by the next one. Under a new name
  // each time, because the killed one's initdb may still be at work, or cleaning up by name behind itself.
  for (const name of await readdir(place.home)) {
    if (name.startsWith(draftName)) await rm(join(place.home, name), { recursive: true, force: true, maxRetries: 5 });
  }
  const draft = await mkdtemp(join(place.home, draftName));
  const data = join(draft, "data");
  const passwordFile = join(draft, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(place.user, draft);
  const given = clusterArguments(data, passwordFile, administratorRole, binaries);
  await runProgram(binaries, "initdb", fast ? [...given, "--no-sync"] : given, place.user);
  await rm(place.data, { recursive: true, force: true }); // Empty, if it is there at all.
  await rename(data, place.data);
  await syncFolder(place.home);
  await rm(draft, { recursive: true });
}

const draftName = "postgresql.new-";
