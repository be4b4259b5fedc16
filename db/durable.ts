import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a small file that must not be lost: after a power cut the old one is there or the new one, never half of one.
 * Readable by us alone.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/** Puts the names in a folder on the disk: what was created or renamed there is found after a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // Folders cannot be opened there; its file system sees to it.
  const opened = await open(folder, "r");
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
