/**
 * Every book into one file, and back. `lumbung backup` and `restore`, locked, by whoever runs the server; `lumbung export`
 * and `import`, for people to read, by two officers.
 */
import type { Instant } from "#base";
import type { Step } from "#db";
import { handleOf, passwordLengthMin as passphraseLengthMin } from "#members/server";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type BackupAsked, backupProof } from "../server/backup/asked.ts";
import { backupKeyFile, keptKey, keyIn, keyOfHead, markOf, newKeyOf, ofKey, type BackupKey } from "../server/backup/key.ts";
import { prove } from "../server/backup/prove.ts";
import { type Looked, lookThrough, restore, type RestoredBooks } from "../server/backup/restore.ts";
import type { Head } from "../server/backup/sealed-file.ts";
import { noteBackup, noteProven, type Of } from "../server/backup/state.ts";
import { BackupUnfit } from "../server/backup/unfit.ts";
import { writeWhole } from "../server/backup/whole-file.ts";
import { realEdge } from "../server/edge.ts";
import { importBooks } from "../server/export/import-books.ts";
import { readMasterKey } from "../server/master-key.ts";
import { dataFolder, stepSaid } from "../server/open-house.ts";
import { askSecret, isAtTheMachine, url } from "./door.ts";
import { cannot, isGiven, noSuchOption, type Options, type Speaking, told, type Told, withDoor } from "./say.ts";

const keyOptions = ["--passphrase-file", "--key-file"] as const;
const known = {
  backup: ["--group", ...keyOptions, "--print-key"],
  restore: ["--group", ...keyOptions, "--erased", "--prove"],
  export: [],
  import: ["--group"],
} as const;

const optionLines: Readonly<Record<keyof typeof known, readonly string[]>> = {
  backup: ["FILE", "--group WORD  ?", "--passphrase-file FILE  ?", "--key-file FILE  ?", "--print-key  ?"],
  restore: [
    "FILE",
    "--prove  ?",
    "--group WORD  ?",
    "--passphrase-file FILE  ?",
    "--key-file FILE  ?",
    "--erased FILE  ?",
  ],
  export: ["FILE"],
  import: ["FILE", "--group WORD"],
};

type Heard = (files: readonly string[], options: Options, speaking: Speaking) => Promise<Told>;

/** By its word: what it does, and its options as the help shows them. */
export const bookCommand = (word: string): { readonly hear: Heard; readonly options: readonly string[] } | null => {
  const hears: Readonly<Record<string, Heard>> = { backup: backUp, restore: bringBack, export: takeAlong, import: bringAlong };
  const hear = hears[word];
  return hear ? { hear, options: optionLines[word as keyof typeof known] } : null;
};

/** `lumbung backup FILE`: of one group or of all, while the server runs or not. */
export const backUp = (files: readonly string[], options: Options, speaking: Speaking): Promise<Told> =>
  heard("backup", files, options, speaking, async file => {
    const { say } = speaking;
    if (!isAtTheMachine()) return cannot("cli.at-the-machine", { url: url() }, say);
    const folder = dataFolder();
    const masterKey = await readMasterKey(folder);
    if (masterKey === null) return cannot("cli.no-books", { url: url(), folder }, say);
    if (options.has("--print-key")) return printKey(folder, say);
    const group = options.get("--group");
    const chosen = await keyToLockWith(folder, options, speaking);
    return withDoor(speaking, async door => {
      const asked: BackupAsked = {
        at: realEdge.now().at,
        group: group ?? null,
        key: chosen.key.toString("base64"),
        way: chosen.way,
      };
      const response = await door.fetch("/api/backup", { ...asked, proof: backupProof(masterKey, asked) });
      if (!response.ok || !response.body) return told(await response.json(), response.status, door, speaking);
      let looked: Looked | undefined;
      const bytes = response.body as unknown as AsyncIterable<Uint8Array>;
      const written = await writeWhole(file, brokenOff(bytes), async draft => {
        looked = await lookThrough(draft, async () => chosen.key);
      });
      const { contents, organisations } = looked!;
      const of = group === undefined ? "all" : organisations[0]!.organisation;
      await noteBackup(folder, of, { at: realEdge.now().at, made: contents.made as Instant });
      return {
        output: {
          backup: { file, bytes: written, made: contents.made, groups: organisations.length, entries: entriesIn(organisations) },
          message:
            chosen.way.is === "key"
              ? say("cli.backup-done-by-key", { key: chosen.where })
              : say("cli.backup-done-by-passphrase"),
        },
        status: 0,
      };
    });
  });

/** `lumbung restore FILE`: into this data folder; with `--prove` into a place of its own that then goes again. */
export const bringBack = (files: readonly string[], options: Options, speaking: Speaking): Promise<Told> =>
  heard("restore", files, options, speaking, async file => {
    const { say } = speaking;
    const folder = dataFolder();
    const erased = options.get("--erased");
    if (erased !== undefined && !existsSync(erased))
      return cannot("cli.no-file", { option: "--erased", file: erased }, say);
    const { house } = await import("../rooms.ts");
    const asked = {
      file,
      house,
      keyOf: (head: Head) => keyToOpenWith(head, { file, folder, options }, speaking),
      erasedIn: erased === undefined ? [] : [erased],
      say: tellStep,
    };
    if (options.has("--prove")) {
      const proven = await prove(asked);
      const all: readonly Of[] = proven.isWhole ? ["all"] : proven.groups.map(({ organisation }) => organisation);
      for (const of of all)
        if (existsSync(folder)) await noteProven(folder, of, { at: realEdge.now().at, made: proven.made as Instant });
      return { output: { proven: shown(file, proven), message: say("cli.restore-proven") }, status: 0 };
    }
    const restored = await restore({
      ...asked,
      folder,
      url: process.env["LUMBUNG_DATABASE_URL"],
      serverUrl: process.env["LUMBUNG_SERVER_DATABASE_URL"],
      group: options.get("--group"),
    });
    return { output: { restored: shown(file, restored), message: say("cli.restore-done") }, status: 0 };
  });

/** `lumbung export FILE`: all a group has, for people to read. By an officer who is signed in, another beside her. */
export const takeAlong = (files: readonly string[], options: Options, speaking: Speaking): Promise<Told> =>
  heard("export", files, options, speaking, file =>
    withDoor(speaking, async door => {
      const response = await door.fetch("/api/export", {});
      if (!response.ok || !response.body) return told(await response.json(), response.status, door, speaking);
      const bytes = await writeWhole(file, brokenOff(response.body as unknown as AsyncIterable<Uint8Array>));
      return { output: { export: { file, bytes }, message: speaking.say("cli.export-done") }, status: 0 };
    }),
  );

/** `lumbung import FILE --group WORD`: an export into this data folder, to the same head. */
export const bringAlong = (files: readonly string[], options: Options, speaking: Speaking): Promise<Told> =>
  heard("import", files, options, speaking, async file => {
    const { say, language } = speaking;
    const handle = handleOf(options.get("--group") ?? "");
    if (!options.has("--group")) return cannot("cli.option-missing", { option: "--group", command: "import" }, say);
    if (handle === null) return cannot("cli.misfit", { option: "--group", wanted: "word" }, say);
    const { house } = await import("../rooms.ts");
    const { group, officers } = await importBooks({
      ...{ file, handle, house, language, folder: dataFolder(), say: tellStep },
      url: process.env["LUMBUNG_DATABASE_URL"],
      serverUrl: process.env["LUMBUNG_SERVER_DATABASE_URL"],
    });
    return {
      output: {
        imported: { file, group: handle, entries: group.leaves, head: group.chain },
        officers,
        message: say(officers.length === 0 ? "cli.import-nobody" : "cli.import-done"),
      },
      status: 0,
    };
  });

const tellStep = (step: Step, detail?: string): void =>
  void process.stderr.write(`${detail === undefined ? stepSaid[step] : `${stepSaid[step]} ${detail}`}\n`);

/** Words and options as they were typed, and what is unfit told in a sentence. */
async function heard(
  command: keyof typeof known,
  files: readonly string[],
  options: Options,
  { say }: Speaking,
  work: (file: string) => Promise<Told>,
): Promise<Told> {
  for (const option of options.keys())
    if (!(known[command] as readonly string[]).includes(option)) return noSuchOption(option, command, known[command], say);
  for (const option of ["--group", "--passphrase-file", "--key-file", "--erased"])
    if (options.has(option) && !isGiven(options.get(option))) return cannot("cli.option-missing", { option, command }, say);
  if (files.length !== 1 && !options.has("--print-key")) return cannot("cli.backup-which-file", { command }, say);
  try {
    return await work(resolve(files[0] ?? "."));
  } catch (error) {
    if (error instanceof BackupUnfit) return cannot(error.code, error.because, say);
    throw error;
  }
}

async function printKey(folder: string, say: Speaking["say"]): Promise<Told> {
  const { key } = await keptKey(folder);
  return {
    output: {
      backup_key: key.toString("base64"),
      mark: markOf(key),
      file: backupKeyFile(folder),
      message: say("cli.backup-key"),
    },
    status: 0,
  };
}

/** A passphrase that was given or is typed twice; else the key given, else the one that is kept. */
async function keyToLockWith(
  folder: string,
  options: Options,
  { say }: Speaking,
): Promise<BackupKey & { readonly where: string }> {
  const given = await passphraseGiven(options);
  if (given !== null) return { ...(await newKeyOf(fit(given))), where: "" };
  const own = await keyGiven(options);
  if (own) return { ...ofKey(own.key), where: own.where };
  if (process.stdin.isTTY) {
    const typed = await askSecret(say("cli.backup-passphrase-new"), "LUMBUNG_BACKUP_PASSPHRASE");
    if (typed !== "") {
      if ((await askSecret(say("cli.backup-passphrase-again"), "LUMBUNG_BACKUP_PASSPHRASE")) !== typed)
        throw new BackupUnfit("cli.backup-passphrases-unlike");
      return { ...(await newKeyOf(fit(typed))), where: "" };
    }
  }
  return { ...(await keptKey(folder)), where: backupKeyFile(folder) };
}

async function keyToOpenWith(
  head: Head,
  { file, folder, options }: { readonly file: string; readonly folder: string; readonly options: Options },
  { say }: Speaking,
): Promise<Buffer> {
  if (head.key.is === "passphrase") {
    const given = await passphraseGiven(options);
    const typed = given ?? (process.stdin.isTTY ? await askSecret(say("cli.backup-passphrase"), "LUMBUNG_BACKUP_PASSPHRASE") : "");
    if (typed === "") throw new BackupUnfit("cli.backup-wants-passphrase", { file });
    return keyOfHead(head, typed, file);
  }
  const own = await keyGiven(options);
  if (own) return own.key;
  const kept = backupKeyFile(folder);
  if (!existsSync(kept)) throw new BackupUnfit("cli.backup-wants-key", { file, mark: head.key.mark, key: kept });
  return keyIn(await readFile(kept, "utf8"), kept);
}

async function passphraseGiven(options: Options): Promise<string | null> {
  const file = options.get("--passphrase-file");
  if (file !== undefined) return (await text(file, "--passphrase-file")).replace(/\r?\n$/, "");
  const given = process.env["LUMBUNG_BACKUP_PASSPHRASE"];
  return given === undefined || given === "" ? null : given;
}

async function keyGiven(options: Options): Promise<{ readonly key: Buffer; readonly where: string } | null> {
  const file = options.get("--key-file");
  if (file !== undefined) return { key: keyIn(await text(file, "--key-file"), file), where: file };
  const given = process.env["LUMBUNG_BACKUP_KEY"];
  return given ? { key: keyIn(given, "LUMBUNG_BACKUP_KEY"), where: "LUMBUNG_BACKUP_KEY" } : null;
}

/** Whoever steals the file may try as long as she likes. */
function fit(passphrase: string): string {
  if ([...passphrase].length < passphraseLengthMin)
    throw new BackupUnfit("cli.backup-passphrase-short", { least: String(passphraseLengthMin) });
  return passphrase;
}

const text = (file: string, option: string): Promise<string> =>
  readFile(file, "utf8").catch(() => {
    throw new BackupUnfit("cli.no-file", { option, file });
  });

/** The server ended, or the way to it: what came is no backup. */
async function* brokenOff(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw error instanceof BackupUnfit ? error : new BackupUnfit("cli.backup-broke-off");
  }
}

const entriesIn = (organisations: Looked["organisations"]): string =>
  String(organisations.reduce((sum, { size }) => sum + BigInt(size), 0n));

const shown = (file: string, { made, groups }: RestoredBooks) => ({
  file,
  made,
  groups: groups.map(({ organisation, handles, leaves, chain, erasedAgain }) => ({
    group: handles[0] ?? organisation,
    entries: leaves,
    head: chain,
    ...(erasedAgain === 0 ? {} : { erased_again: erasedAgain }),
  })),
});
