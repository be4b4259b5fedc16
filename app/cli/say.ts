/** Says a room's command, or asks one of its questions, as the officer who is signed in to the shell. */
import { type Because, type CommandRule, type Field, type Fields, parseAmount, parseDay, unitOf, uuidFrom } from "#base";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { realEdge } from "../server/edge.ts";
import { readCsv } from "./csv.ts";
import { askSecret, type Door, keepCookies, NoDoor, openDoor } from "./door.ts";
import { type Say, sayOfBooks } from "./words.ts";

export interface Told {
  readonly output: unknown;
  readonly status: 0 | 2;
}

export interface Speaking {
  readonly say: Say;
  readonly language: string;
}

export type Options = ReadonlyMap<string, string>;

export const signWords: readonly string[] = ["sign-in", "sit-down", "sign-out"];

/** `lumbung sign-in`, `sit-down`, `sign-out`: whose session the shell has. */
export async function signInOut(word: string, options: Options, speaking: Speaking): Promise<Told> {
  const { say } = speaking;
  const known: Readonly<Record<string, readonly string[]>> = {
    "sign-in": ["--group", "--number"],
    "sit-down": ["--number"],
    "sign-out": [],
  };
  for (const option of options.keys())
    if (!known[word]!.includes(option)) return noSuchOption(option, word, known[word]!, say);
  for (const option of known[word]!)
    if (!isGiven(options.get(option))) return cannot("cli.option-missing", { option, command: word }, say);
  const number = options.get("--number");
  if (number !== undefined && !isNumber(number))
    return cannot("cli.misfit", { option: "--number", wanted: "count" }, say);
  return withDoor(speaking, async door => {
    const secret =
      word === "sign-in"
        ? await askSecret(say("cli.password"), "LUMBUNG_PASSWORD")
        : word === "sit-down"
          ? await askSecret(say("cli.pin"), "LUMBUNG_PIN")
          : "-";
    if (secret === "") return cannot("cli.no-secret", {}, say);
    const body = {
      "sign-in": { handle: options.get("--group"), number: Number(number), password: secret },
      "sit-down": { number: Number(number), pin: secret },
      "sign-out": {},
    }[word];
    const { status, answer, cookies } = await door.send("POST", `/api/${word}`, body);
    await keepCookies(cookies);
    const done = word === "sign-out" ? { signed_out: true } : { [word.replace("-", "_")]: Object.fromEntries(shown(options)) };
    return told(status < 400 ? done : answer, status, door, speaking);
  });
}

const shown = (options: Options): (readonly [string, string])[] =>
  [...options].map(([option, value]) => [option.slice(2), value] as const);

const isNumber = (text: string): boolean => /^\d{1,6}$/.test(text);

/** An option that stands alone is "yes", which is no name and no number. */
export const isGiven = (value: string | undefined): value is string => value !== undefined && value !== "yes";

/** Says one command. Its id is made here, unless one is given to say an unanswered one again. */
export async function sayCommand(rule: CommandRule, options: Options, speaking: Speaking): Promise<Told> {
  const { "--on": on, "--id": id, "--json": json, "--spoken-by": spokenBy, ...fields } = Object.fromEntries(options);
  const { say } = speaking;
  if (rule.founds) return cannot("cli.founded-by", {}, say);
  if (on !== undefined && parseDay(on) === null) return cannot("cli.misfit", { option: "--on", wanted: "day" }, say);
  if (spokenBy !== undefined && !isNumber(spokenBy))
    return cannot("cli.misfit", { option: "--spoken-by", wanted: "count" }, say);
  const [beside] = Object.keys(fields);
  // With --json the whole body stands there; a field beside it would be lost.
  if (json !== undefined && beside !== undefined) return cannot("cli.beside-json", { option: beside }, say);
  const read = json === undefined ? await bodyOf(rule, fields) : await documentOf("--json", json);
  if ("code" in read) return cannot(read.code, read.because, say);
  const command = id ?? uuidFrom(Date.now(), randomBytes(10));
  return withDoor(
    speaking,
    async door => {
      const pin = spokenBy === undefined ? undefined : await askSecret(say("cli.pin"), "LUMBUNG_PIN");
      if (pin === "") return cannot("cli.no-secret", {}, say);
      const { status, answer } = await door.send("POST", `/api/commands/${rule.name}`, {
        v: 1,
        id: command,
        name: rule.name,
        on: on ?? realEdge.now().today,
        body: read.document,
        ...(pin === undefined ? {} : { spoken_by: { number: Number(spokenBy), pin } }),
      });
      return told(answer, status, door, speaking);
    },
    command,
  );
}

/** Asks a question; options are its parameters: `--on 2026-06-30`. */
export function askQuestion(
  { name, params }: { readonly name: string; readonly params: readonly string[] },
  options: Options,
  speaking: Speaking,
): Promise<Told> {
  const { say } = speaking;
  const known = params.map(param => `--${param}`);
  // What a question does not take would be left unheard, and the answer read as if it had been.
  const unknown = [...options.keys()].find(option => !known.includes(option));
  if (unknown !== undefined) return Promise.resolve(noSuchOption(unknown, name.replace(".", " "), known, say));
  // A day that is none would be answered with the figures of today.
  for (const option of ["--on", "--from", "--until"])
    if (options.has(option) && parseDay(options.get(option)!) === null)
      return Promise.resolve(cannot("cli.misfit", { option, wanted: "day" }, say));
  return withDoor(speaking, async door => {
    const query = new URLSearchParams(shown(options).map(pair => [...pair]));
    const { status, answer } = await door.send("GET", `/api/ask/${name}?${query}`);
    if (answer === null) return cannot("cli.nothing-there", { question: name.replace(".", " ") }, say);
    const { fault, seq, meeting, line } = answer as Partial<FaultTold>;
    // Books that do not verify are an answer, and yet no good end.
    if (fault !== undefined)
      return { output: { ...(answer as object), message: faultIn({ fault, seq, meeting, line }, say) }, status: 2 };
    const days = answer as Readonly<Record<string, unknown>>;
    // The server's day decides: what it did not answer for is told, instead of shown as if it had been asked for.
    for (const param of ["on", "from", "until"]) {
      const day = options.get(`--${param}`);
      // A later day than was asked for is that on which the group began.
      if (day === undefined || typeof days[param] !== "string" || days[param] >= day) continue;
      const today = String(days["today"] ?? days["on"]);
      return day > today
        ? told({ refused: "ledger.day-to-come", because: { on: day, today } }, status, door, speaking)
        : cannot("cli.day-too-late", { option: `--${param}`, day }, say);
    }
    return told(answer, status, door, speaking);
  });
}

/** What `ledger verify` tells of the first thing that does not fit. */
interface FaultTold {
  readonly fault: string;
  readonly seq: string | undefined;
  readonly meeting: number | null | undefined;
  readonly line: { readonly account: string; readonly number: string | null } | null | undefined;
}

function faultIn({ fault, seq = "", meeting, line }: FaultTold, say: Say): string {
  const where =
    typeof meeting === "number" ? say("ledger.check.at-meeting", { number: meeting }) : say("ledger.check.between-meetings");
  const place = line && [line.account, ...(line.number === null ? [] : [`${say("ledger.check.row.line-number")} ${line.number}`])];
  return [
    `${say(`ledger.fault.${fault}`)}.`,
    say("ledger.check.fault-at", { seq, where }),
    ...(place ? [`${say("ledger.check.row.account")} ${place.join(", ")}.`] : []),
  ].join(" ");
}

/** `sent` is the id of what is said: where no answer comes, it may have been written all the same. */
export async function withDoor(speaking: Speaking, work: (door: Door) => Promise<Told>, sent?: string): Promise<Told> {
  let door: Door;
  try {
    door = await openDoor(line => process.stderr.write(`${line}\n`));
  } catch (error) {
    if (error instanceof NoDoor) return cannot(error.code, error.because, speaking.say);
    throw error;
  }
  try {
    return await work(door);
  } catch (error) {
    if (error instanceof NoDoor) return cannot(error.code, error.because, speaking.say);
    if (!(error instanceof TypeError) || error.message !== "fetch failed") throw error;
    return sent === undefined
      ? cannot("cli.no-answer", {}, speaking.say)
      : cannot("cli.no-answer-yet", { id: sent }, speaking.say);
  } finally {
    await door.close();
  }
}

export async function told(answer: unknown, status: number, door: Door, speaking: Speaking): Promise<Told> {
  const { refused, because = {}, misfits } = answer as {
    readonly refused?: string;
    readonly because?: Because;
    readonly misfits?: readonly { readonly path: string; readonly wanted: string }[];
  };
  if (misfits) {
    const lines = misfits.map(({ path, wanted }) => speaking.say("cli.misfit", { option: optionOf(path), wanted }));
    return { output: { refused: "cli.misfit", because: { misfits }, message: lines.join(" ") }, status: 2 };
  }
  if (refused === undefined) return { output: answer, status: status < 400 ? 0 : 2 };
  const message =
    refused === "members.not-allowed" && status === 401
      ? speaking.say("cli.sign-in-first")
      : sayOfBooks({ refused, because }, { language: speaking.language, ...(await namesOf(door)) });
  return { output: { ...(answer as object), message }, status: 2 };
}

/** "body.lines[0].amount" is "--lines[0].amount". */
const optionOf = (path: string): string => (path === "" ? "--json" : `--${path.replace(/^body\./, "").replace(/_/g, "-")}`);

interface Names {
  readonly unit: string;
  readonly called: (kind: string, code: string) => string | undefined;
}
interface FundNamed {
  readonly fund: string;
  readonly unit: string;
  readonly name?: string;
}

/** The group's unit and what its founders called its funds; without a session a refusal has neither. */
async function namesOf(door: Door): Promise<Names> {
  const { answer } = await door.send("GET", "/api/ask/ledger.funds");
  const funds = (answer as { readonly funds?: readonly FundNamed[] } | null)?.funds ?? [];
  return {
    unit: funds[0]?.unit ?? "IDR",
    called: (kind, code) => (kind === "fund" ? funds.find(({ fund }) => fund === code)?.name : undefined),
  };
}

interface Cannot {
  readonly code: string;
  readonly because: Readonly<Record<string, string>>;
}

export const cannot = (code: string, because: Cannot["because"], say: Say): Told => ({
  output: { refused: code, because, message: say(code, because) },
  status: 2,
});

const unknownOption = (option: string, command: string, known: readonly string[]): Cannot =>
  known.length === 0
    ? { code: "cli.takes-no-option", because: { option, command } }
    : { code: "cli.no-such-option", because: { option, command, options: known.join(", ") } };

/** What was mistyped, with the options there are. */
export function noSuchOption(option: string, command: string, known: readonly string[], say: Say): Told {
  const { code, because } = unknownOption(option, command, known);
  return cannot(code, because, say);
}

/** "--on YYYY-MM-DD  ?" is "--on". */
const bare = (option: string): string => option.split(" ")[0]!;

type Read = { readonly document: unknown } | Cannot;

/** The wire form of a body from options: `--amount 50000` in minor units, or `--amount 12.50PHP`; lists and groups as JSON, or @file. */
async function bodyOf(rule: CommandRule, options: Readonly<Record<string, string>>): Promise<Read> {
  const body: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(options)) {
    const name = option.slice(2).replace(/-/g, "_");
    const field = (rule.fields as Fields)[name];
    if (!field) return unknownOption(option, rule.name.replace(".", " "), optionsOf(rule).map(bare));
    const read = await wireValueOf(field, option, value);
    if ("code" in read) return read;
    body[name] = read.document;
  }
  return { document: body };
}

async function wireValueOf(field: Field, option: string, text: string): Promise<Read> {
  switch (field.is) {
    case "flag":
      return { document: text !== "no" && text !== "false" };
    case "amount": {
      const written = /^(-?[\d.]+)([A-Za-z]+)$/.exec(text);
      const unit = written && unitOf(written[2]!);
      return { document: unit ? String(parseAmount(written[1]!, unit.scale) ?? text) : text };
    }
    case "list":
    case "group":
    case "document":
      return documentOf(option, text);
    default:
      return { document: text };
  }
}

/** JSON as it stands, or out of a file; a list also out of one that a spreadsheet saved. */
export async function documentOf(option: string, text: string): Promise<Read> {
  const file = text.startsWith("@") ? text.slice(1) : null;
  try {
    const json = file === null ? text : await readFile(file, "utf8");
    if (file !== null && /\.csv$/i.test(file)) {
      const csv = readCsv(json);
      return "lines" in csv
        ? { document: csv.lines }
        : { code: "cli.no-csv", because: { option, file, line: String(csv.line) } };
    }
    return { document: JSON.parse(json) as unknown };
  } catch (error) {
    return error instanceof SyntaxError
      ? { code: "cli.no-json", because: { option, at: error.message } }
      : { code: "cli.no-file", because: { option, file: file ?? "" } };
  }
}

/** The options of a command, one a line, as its description has them. */
export const optionsOf = (rule: CommandRule): readonly string[] => [
  ...Object.entries(rule.fields).map(
    ([name, field]) => `--${name.replaceAll("_", "-")} ${hintOf(field)}${field.optional ? "  ?" : ""}`,
  ),
  "--on YYYY-MM-DD  ?",
  "--id UUID  ?",
  "--spoken-by NUMBER  ?",
  "--json JSON|@FILE  ?",
];

const hintOf = (field: Field): string =>
  field.is === "choice"
    ? field.of.join("|")
    : field.is === "list"
      ? "JSON|@FILE|@FILE.csv"
      : field.is === "group" || field.is === "document"
        ? "JSON|@FILE"
        : field.is;
