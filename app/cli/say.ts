/** Says a room's command, or asks one of its questions, as the officer who is signed in to the shell. */
import { type CommandRule, type Field, type Fields, parseAmount, unitOf, uuidFrom } from "#base";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { realEdge } from "../server/edge.ts";
import { askSecret, type Door, keepCookies, openDoor } from "./door.ts";
import type { Say } from "./words.ts";

export interface Told {
  readonly output: unknown;
  readonly status: 0 | 2;
}

type Options = ReadonlyMap<string, string>;

/** `lumbung sign-in`, `sit-down`, `sign-out`: whose session the shell has. */
export async function signInOut(word: string, options: Options, say: Say): Promise<Told> {
  return withDoor(async door => {
    const number = Number(options.get("--number"));
    const body =
      word === "sign-out"
        ? {}
        : word === "sit-down"
          ? { number, pin: await askSecret(say("cli.pin"), "LUMBUNG_PIN") }
          : {
              handle: options.get("--group") ?? "",
              number,
              password: await askSecret(say("cli.password"), "LUMBUNG_PASSWORD"),
            };
    const { status, answer, cookies } = await door.send("POST", `/api/${word}`, body);
    await keepCookies(cookies);
    return told(answer, status, say);
  });
}

/** Says one command. Its id is made here, unless one is given to say an unanswered one again. */
export async function sayCommand(rule: CommandRule, options: Options, say: Say): Promise<Told> {
  const { "--on": on, "--id": id, "--json": json, ...fields } = Object.fromEntries(options);
  const body =
    json === undefined
      ? await bodyOf(rule.fields, fields)
      : (JSON.parse(await textOf(json)) as Record<string, unknown>);
  if ("refused" in body) return told(body, 400, say);
  return withDoor(async door => {
    const { status, answer } = await door.send("POST", `/api/commands/${rule.name}`, {
      v: 1,
      id: id ?? uuidFrom(Date.now(), randomBytes(10)),
      name: rule.name,
      on: on ?? realEdge.now().today,
      body,
    });
    return told(answer, status, say);
  });
}

/** Asks a question; options are its parameters: `--on 2026-06-30`. */
export function askQuestion(name: string, options: Options, say: Say): Promise<Told> {
  return withDoor(async door => {
    const query = new URLSearchParams([...options].map(([option, value]) => [option.slice(2), value]));
    const { status, answer } = await door.send("GET", `/api/ask/${name}?${query}`);
    return told(answer, status, say);
  });
}

async function withDoor(work: (door: Door) => Promise<Told>): Promise<Told> {
  const door = await openDoor(line => process.stderr.write(`${line}\n`));
  try {
    return await work(door);
  } finally {
    await door.close();
  }
}

function told(answer: unknown, status: number, say: Say): Told {
  const refusal = answer as { readonly refused?: string; readonly because?: Record<string, string> };
  if (refusal.refused !== undefined)
    return { output: { ...refusal, message: say(refusal.refused, refusal.because) }, status: 2 };
  return { output: answer, status: status < 400 ? 0 : 2 };
}

/** The wire form of a body from options: `--amount 50000` in minor units, or `--amount 12.50PHP`; lists and groups as JSON, or @file. */
async function bodyOf(fields: Fields, options: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const [option, value] of Object.entries(options)) {
    const name = option.slice(2).replaceAll("-", "_");
    const field = fields[name];
    if (!field) return { refused: "cli.no-such-option", because: { option, command: "" } };
    body[name] = await wireValueOf(field, value);
  }
  return body;
}

async function wireValueOf(field: Field, text: string): Promise<unknown> {
  switch (field.is) {
    case "flag":
      return text !== "no" && text !== "false";
    case "amount": {
      const written = /^(-?[\d.]+)([A-Za-z]+)$/.exec(text);
      const unit = written && unitOf(written[2]!);
      return unit ? String(parseAmount(written[1]!, unit.scale) ?? text) : text;
    }
    case "list":
    case "group":
    case "document":
      return JSON.parse(await textOf(text)) as unknown;
    default:
      return text;
  }
}

const textOf = async (text: string): Promise<string> => (text.startsWith("@") ? readFile(text.slice(1), "utf8") : text);

/** The options of a command, one a line, as its description has them. */
export const optionsOf = (rule: CommandRule): readonly string[] => [
  ...Object.entries(rule.fields).map(
    ([name, field]) => `--${name.replaceAll("_", "-")} ${hintOf(field)}${field.optional ? "  ?" : ""}`,
  ),
  "--on YYYY-MM-DD  ?",
  "--id UUID  ?",
  "--json JSON|@FILE  ?",
];

const hintOf = (field: Field): string =>
  field.is === "choice"
    ? field.of.join("|")
    : field.is === "list" || field.is === "group" || field.is === "document"
      ? "JSON|@FILE"
      : field.is;
