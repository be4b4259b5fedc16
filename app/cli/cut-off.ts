/** `lumbung cutoff template`, `look`, `import`: old books from a file, as the page brings them in. */
import { type CommandId, parseDay, uuidFrom } from "#base";
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { realEdge } from "../server/edge.ts";
import { askSecret, type Door } from "./door.ts";
import { cannot, isGiven, noSuchOption, type Options, type Speaking, told, type Told, withDoor } from "./say.ts";

export const cutOffWords = ["template", "look", "import"] as const;
export type CutOffWord = (typeof cutOffWords)[number];

const known: Readonly<Record<CutOffWord, readonly string[]>> = {
  template: ["--to", "--kind"],
  look: ["--file", "--calendar"],
  import: ["--file", "--calendar", "--spoken-by", "--on", "--id"],
};

export const optionsOfCutOff = (word: CutOffWord): readonly string[] =>
  ({
    template: ["--to FILE", "--kind xlsx|csv  ?"],
    look: ["--file FILE", "--calendar gregorian|buddhist  ?"],
    import: [
      ...["--file FILE", "--calendar gregorian|buddhist  ?", "--spoken-by NUMBER  ?"],
      ...["--on YYYY-MM-DD  ?", "--id UUID  ?"],
    ],
  })[word];

export async function cutOff(word: CutOffWord, options: Options, speaking: Speaking): Promise<Told> {
  const { say } = speaking;
  const command = `cutoff ${word}`;
  for (const option of options.keys())
    if (!known[word].includes(option)) return noSuchOption(option, command, known[word], say);
  const needed = word === "template" ? "--to" : "--file";
  const file = options.get(needed);
  if (!isGiven(file)) return cannot("cli.option-missing", { option: needed, command }, say);
  const spokenBy = options.get("--spoken-by");
  if (spokenBy !== undefined && !/^\d{1,6}$/.test(spokenBy))
    return cannot("cli.misfit", { option: "--spoken-by", wanted: "count" }, say);
  const on = options.get("--on");
  if (on !== undefined && parseDay(on) === null) return cannot("cli.misfit", { option: "--on", wanted: "day" }, say);
  const id = (options.get("--id") ?? uuidFrom(Date.now(), randomBytes(10))) as CommandId;
  return withDoor(
    speaking,
    async door => {
      if (word === "template") return keepTemplate(door, file, options.get("--kind") ?? kindOf(file), speaking);
      const bytes = await readFile(file).catch(() => null);
      if (bytes === null) return cannot("cli.no-file", { option: "--file", file }, say);
      const calendar = options.get("--calendar");
      const { status, answer } = await door.send("POST", "/api/read-cut-off", {
        file: bytes.toString("base64"),
        ...(calendar === undefined ? {} : { calendar }),
      });
      if (status >= 400) return told(answer, status, door, speaking);
      const read = answer as Read;
      if ("faults" in read) return { output: withSentences(read, speaking), status: 2 };
      const { preview, refusal, body } = read;
      if (refusal) return told(refusal, 400, door, speaking);
      if (word === "look" || body === null) return { output: { preview }, status: body === null ? 2 : 0 };
      const pin = spokenBy === undefined ? undefined : await askSecret(say("cli.pin"), "LUMBUNG_PIN");
      if (pin === "") return cannot("cli.no-secret", {}, say);
      const said = await door.send("POST", "/api/commands/cutoff.bring-in", {
        v: 1,
        id,
        name: "cutoff.bring-in",
        on: on ?? realEdge.now().today,
        body,
        ...(pin === undefined ? {} : { spoken_by: { number: Number(spokenBy), pin } }),
      });
      return told(said.answer, said.status, door, speaking);
    },
    word === "import" ? id : undefined,
  );
}

type Read =
  | { readonly faults: readonly Fault[]; readonly count: number }
  | { readonly preview: unknown; readonly refusal: { readonly refused: string } | null; readonly body: unknown };

interface Fault {
  readonly fault: string;
  readonly found: string;
  readonly wanted: string;
}

/** Each with the sentence that stands on the page. */
const withSentences = ({ faults, count }: Extract<Read, { faults: unknown }>, { say }: Speaking) => ({
  faults: faults.map(one => {
    const { fault, found, wanted } = one;
    return { ...one, message: say(`cutoff.fault.${fault}`, { found, wanted }) };
  }),
  count,
});

const kindOf = (file: string): string => (/\.csv$/i.test(file) ? "csv" : "xlsx");

async function keepTemplate(door: Door, to: string, kind: string, speaking: Speaking): Promise<Told> {
  const { status, answer } = await door.send("POST", "/api/cut-off-template", { kind, language: speaking.language });
  if (status >= 400) return told(answer, status, door, speaking);
  const { file } = answer as { readonly file: string };
  try {
    await writeFile(to, Buffer.from(file, "base64"), { flag: "wx" });
  } catch {
    return cannot("cli.file-not-kept", { file: to }, speaking.say);
  }
  return { output: { kept: to }, status: 0 };
}
