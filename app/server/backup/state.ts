/** When a backup was last made and a restore last proven, as the data folder keeps it: for the screen and the schedule. */
import { replaceFile } from "#db";
import { type Day, dayOf, type Instant, type OrganisationId } from "#base";
import type { BackupsKnown } from "#members/server";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** `of`: one group that was named, or "all". */
export type Of = OrganisationId | "all";
export interface Kept {
  readonly at: Instant;
  /** When the file was made. */
  readonly made: Instant;
}
export interface BackupState {
  readonly backups: Readonly<Partial<Record<Of, Kept>>>;
  readonly proven: Readonly<Partial<Record<Of, Kept>>>;
  /** The last time it was to be made by itself and was not, with the name of the sentence. */
  readonly missed?: { readonly at: Instant; readonly code: string };
}

const stateFile = (folder: string): string => join(folder, "backup-state.json");
const nothing: BackupState = { backups: {}, proven: {} };

export async function readState(folder: string): Promise<BackupState> {
  try {
    return { ...nothing, ...(JSON.parse(await readFile(stateFile(folder), "utf8")) as BackupState) };
  } catch {
    // None yet; and one that is torn is written anew with the next backup.
    return nothing;
  }
}

export async function noteState(folder: string, change: (before: BackupState) => BackupState): Promise<void> {
  await replaceFile(stateFile(folder), `${JSON.stringify(change(await readState(folder)), null, 2)}\n`);
}

export const noteBackup = (folder: string, of: Of, kept: Kept): Promise<void> =>
  noteState(folder, ({ backups, proven }) => ({ proven, backups: { ...backups, [of]: kept } }));

export const noteProven = (folder: string, of: Of, kept: Kept): Promise<void> =>
  noteState(folder, before => ({ ...before, proven: { ...before.proven, [of]: kept } }));

/** Of one group: the later of what was done for all and for it alone. */
export const lastOf = (kept: BackupState["backups"], organisation: OrganisationId): Kept | null =>
  [kept.all, kept[organisation]].flatMap(one => (one ? [one] : [])).sort((a, b) => (a.at < b.at ? 1 : -1))[0] ?? null;

/** For the screen of one group, in days as on the wall beside the machine. */
export async function backupsKnown(folder: string, organisation: OrganisationId): Promise<BackupsKnown> {
  const { backups, proven, missed } = await readState(folder);
  const [made, tried] = [lastOf(backups, organisation), lastOf(proven, organisation)];
  return { last: made && dayHere(made.at), proven: tried && dayHere(tried.at), isMissed: missed !== undefined };
}

function dayHere(at: Instant): Day {
  const then = new Date(at);
  return dayOf(then.getFullYear(), then.getMonth() + 1, then.getDate());
}
