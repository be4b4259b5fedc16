/** Every refusal of the house: where it is said and which tests provoke it. Read from the sources. */
import { isTest, readSources } from "./sources.ts";

/** Where a refusal is only put into words, or made by the test itself, no rule said it. */
const onlySaid = /\b(?:say|sentenceOf|refuse)\(\s*(?:\{\s*refused:\s*)?["'][a-z]+\.[a-z0-9-]+["']/g;

/** A test of sentences: it hands refusals to the catalogue, and provokes none. */
const isAboutWords = ({ path, text }: { readonly path: string; readonly text: string }): boolean =>
  /words\.test\.tsx?$/.test(path) || !/refus/.test(text);

export interface RefusalSeen {
  readonly code: string;
  readonly saidIn: readonly string[];
  readonly provokedIn: readonly string[];
}

export function refusalsOfTheHouse(): readonly RefusalSeen[] {
  const sources = readSources();
  const said = new Map<string, Set<string>>();
  for (const source of sources) {
    if (
      isTest(source.path) ||
      !/^(rooms|app)\//.test(source.path) ||
      /\.testing\.ts$|screens|^app\/cli\//.test(source.path)
    )
      continue;
    for (const call of source.text.matchAll(/refuse\(([^;{]*?)(?:,\s*\{|\))/gs))
      for (const match of call[1]!.matchAll(/"([a-z]+\.[a-z0-9-]+)"/g)) add(said, match[1]!, source.path);
    for (const match of source.text.matchAll(/refused: "([a-z]+\.[a-z0-9-]+)"/g)) add(said, match[1]!, source.path);
  }
  const provoked = new Map<string, Set<string>>();
  for (const source of sources) {
    if (!isTest(source.path) || source.path.startsWith("tests/tidy/") || isAboutWords(source)) continue;
    const wanted = source.text.replaceAll(onlySaid, "");
    // Named as what is expected, or in a table of what must be refused.
    for (const code of said.keys())
      if (wanted.includes(`"${code}"`) || wanted.includes(`'${code}'`)) add(provoked, code, source.path);
  }
  return [...said.keys()]
    .sort()
    .map(code => ({ code, saidIn: [...said.get(code)!].sort(), provokedIn: [...(provoked.get(code) ?? [])].sort() }));
}

function add(to: Map<string, Set<string>>, code: string, path: string): void {
  to.set(code, (to.get(code) ?? new Set()).add(path));
}

/** The page `docs/refusals.md`: code, sentence, where. That each has a test is a test of its own. */
export function refusalsPage(refusals: readonly RefusalSeen[], english: Readonly<Record<string, string>>): string {
  const rows = refusals.map(
    ({ code, saidIn }) => `| \`${code}\` | ${(english[code] ?? "").replaceAll("|", "\|")} | ${saidIn.join("<br>")} |`,
  );
  return `# Refusals

What the rules say no to, generated from the sources (\`npm test -- tests/tidy -u\` writes it anew). The code is stable; the sentence is the one
members read, here in English.

| code | sentence | said in |
|---|---|---|
${rows.join("\n")}
`;
}
