import { roomOrder } from "#rooms";
import { calculate } from "./calculate.ts";
import { calculatorsOfRoom, type ShellCalculator } from "./calculators.ts";
import { type Say, languages, sayIn } from "./words.ts";

/**
 * The shell: `lumbung <room> <command>`. Help is made from the rooms; a calculator reads JSON from standard input and
 * prints JSON, and ends with 2 where something was refused.
 */
async function main(given: readonly string[]): Promise<0 | 2> {
  const { words, options, language } = readArguments(given);
  const say = sayIn(language);
  const [room, name] = words;
  if (room === undefined) return print(houseHelp(say));
  if (!(roomOrder as readonly string[]).includes(room)) return complain(say("cli.no-such-room", { room }));
  const calculators = (await calculatorsOfRoom[room]?.()) ?? [];
  if (name === undefined) return print(await roomHelp(room, calculators, say));
  const calculator = calculators.find(known => known.name === `${room} ${name}`);
  if (!calculator || words.length > 2) return complain(say("cli.no-such-command", { command: words.join(" ") }));
  if (options.has("--help")) return print(calculatorHelp(calculator, say));
  if (options.has("--example")) return print(JSON.stringify(calculator.example, null, 2));
  const unknown = [...options].find(option => !calculator.switches?.includes(option));
  if (unknown !== undefined) return complain(say("cli.no-such-option", { option: unknown, command: calculator.name }));
  const { output, status } = calculate(calculator, await standardInput(), { switches: options, say });
  print(JSON.stringify(output, null, process.stdout.isTTY ? 2 : 0));
  return status;
}

interface Arguments {
  readonly words: readonly string[];
  readonly options: ReadonlySet<string>;
  readonly language: string;
}

/** `--lang id` or `--lang=id`; every other option stands alone. */
function readArguments(given: readonly string[]): Arguments {
  const words: string[] = [];
  const options = new Set<string>();
  let language = "en";
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index]!;
    if (word === "--lang") language = given[++index] ?? "";
    else if (word.startsWith("--lang=")) language = word.slice("--lang=".length);
    else if (word === "-h") options.add("--help");
    else if (word.startsWith("-")) options.add(word);
    else words.push(word);
  }
  return { words, options, language: languages.includes(language) ? language : "en" };
}

function houseHelp(say: Say): string {
  return [say("cli.usage"), "", say("cli.rooms"), ...roomOrder.map(room => `  ${room}`), "", say("cli.more")].join(
    "\n",
  );
}

async function roomHelp(room: string, calculators: readonly ShellCalculator[], say: Say): Promise<string> {
  const { house } = await import("../rooms.ts");
  const commands = house.rooms.find(({ name }) => name === room)?.commands ?? [];
  return [
    ...(commands.length > 0 ? [say("cli.commands"), ...commands.map(({ name }) => `  ${name.replace(".", " ")}`)] : []),
    ...(calculators.length > 0 ? [say("cli.calculators"), ...calculators.map(({ name }) => `  ${name}`)] : []),
  ].join("\n");
}

function calculatorHelp({ name, fields = [], switches = [] }: ShellCalculator, say: Say): string {
  return [
    `lumbung ${[name, ...switches.map(option => `[${option}]`)].join(" ")}`,
    say("cli.fields"),
    ...fields.map(field => `  ${field}`),
  ].join("\n");
}

async function standardInput(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(text: string): 2 {
  process.stderr.write(`${text}\n`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
