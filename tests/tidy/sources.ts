/** Reads the house's own sources: which files there are, what each imports, what an index reaches. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Source {
  /** From the root, with "/". */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const folders = ["base", "db", "look", "client", "rooms", "app", "tests", "bench"] as const;

/** Every TypeScript file of ours. Throws where it finds none: a check that reads nothing must not pass. */
export function readSources(from: readonly string[] = folders): readonly Source[] {
  const found: Source[] = [];
  for (const folder of from) {
    let names: string[];
    try {
      names = readdirSync(join(root, folder), { recursive: true }) as string[];
    } catch {
      continue;
    }
    for (const name of names)
      if (/\.tsx?$/.test(name)) {
        const path = join(folder, name).replaceAll("\\", "/");
        const text = readFileSync(join(root, path), "utf8");
        found.push({ path, text, imports: importsOf(text) });
      }
  }
  if (found.length === 0) throw new Error("no source was found: the check looked in the wrong place");
  return found;
}

export function importsOf(text: string): readonly string[] {
  const names: string[] = [];
  const form = /(?:^|[\s;])(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;
  for (const match of text.replaceAll(/\/\*[\s\S]*?\*\//g, "").matchAll(form)) names.push((match[1] ?? match[2])!);
  return names;
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** The room a file belongs to, or null. */
export const roomOf = (path: string): string | null => /^rooms\/([^/]+)\//.exec(path)?.[1] ?? null;

/** The file a relative import names. */
export const resolved = (from: string, name: string): string =>
  relative(root, join(root, dirname(from), name)).replaceAll("\\", "/");

/** Files a room's front door reaches inside its own room. */
export function reachedFrom(entry: string, sources: readonly Source[]): readonly Source[] {
  const byPath = new Map(sources.map(source => [source.path, source]));
  const seen = new Set<string>();
  const walk = (path: string): void => {
    const source = byPath.get(path);
    if (!source || seen.has(path)) return;
    seen.add(path);
    for (const name of source.imports) if (name.startsWith(".")) walk(resolved(path, name));
  };
  walk(entry);
  return [...seen].map(path => byPath.get(path)!);
}
