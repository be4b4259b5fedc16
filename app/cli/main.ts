import type { Calculator, Question } from "#base";
import { roomOrder } from "#rooms";
import { calculate } from "./calculate.ts";
import { calculatorsOfRoom } from "./calculators.ts";
import { type Say, languages, sayIn } from "./words.ts";

/**
 * The shell: `lumbung <room> <command>`. Help is made from the rooms; a calculator reads JSON from standard input and
 * prints JSON, and ends with 2 where something was refused.
 */
async function main(given: readonly string[]): Promise<0 | 2> {
  const { words, options, values, language } = readArguments(given);
  const say = sayIn(language);
  const [room, name] = words;
  if (room === undefined) return print(houseHelp(say));
  if (["sign-in", "sit-down", "sign-out"].includes(room)) {
    if (options.has("--help")) return print(say(`cli.${room}`));
    const { signInOut } = await import("./say.ts");
    return tell(await signInOut(room, values, { say, language }));
  }
  if (room === "start-group") {
    const { startGroup, startGroupOptions } = await import("./start-group.ts");
    if (options.has("--help"))
      return print([say("cli.start-group"), say("cli.options"), ...startGroupOptions.map(line => `  ${line}`)].join("\n"));
    return tell(await startGroup(values, { say, language }));
  }
  if (["backup", "restore", "export", "import"].includes(room)) {
    const { bookCommand } = await import("./backup.ts");
    const command = bookCommand(room)!;
    if (options.has("--help"))
      return print([say(`cli.${room}`), say("cli.options"), ...command.options.map(line => `  ${line}`)].join("\n"));
    return tell(await command.hear(words.slice(1), values, { say, language }));
  }
  if (!(roomOrder as readonly string[]).includes(room)) return complain(say("cli.no-such-room", { room }));
  const calculators = (await calculatorsOfRoom[room]?.()) ?? [];
  if (name === undefined) return print(await roomHelp(room, calculators, say));
  const calculator = calculators.find(known => known.name === `${room} ${name}`);
  if (words.length > 2) return complain(say("cli.no-such-command", { command: words.join(" ") }));
  if (room === "cutoff") {
    const { cutOff, cutOffWords, optionsOfCutOff } = await import("./cut-off.ts");
    const word = cutOffWords.find(one => one === name);
    if (word && options.has("--help"))
      return print([`lumbung cutoff ${word}`, say("cli.options"), ...optionsOfCutOff(word).map(line => `  ${line}`)].join("\n"));
    if (word) return tell(await cutOff(word, values, { say, language }));
  }
  if (!calculator) return sayOrAsk(room, name, { options, values, language }, say);
  if (options.has("--help")) return print(calculatorHelp(calculator, say));
  if (options.has("--example")) return print(JSON.stringify(calculator.example, null, 2));
  const unknown = [...options].find(option => !calculator.switches?.includes(option));
  if (unknown !== undefined) {
    const known = [...(calculator.switches ?? []), "--example", "--help"].join(", ");
    return complain(say("cli.no-such-option", { option: unknown, command: calculator.name, options: known }));
  }
  const { output, status } = calculate(calculator, await standardInput(), { switches: options, say });
  print(JSON.stringify(output, null, process.stdout.isTTY ? 2 : 0));
  return status;
}

/** What needs the books: a command of the room, or one of its questions. */
async function sayOrAsk(
  room: string,
  name: string,
  { options, values, language }: Pick<Arguments, "options" | "values" | "language">,
  say: Say,
): Promise<0 | 2> {
  const [{ house }, { askQuestion, optionsOf, sayCommand }] = await Promise.all([
    import("../rooms.ts"),
    import("./say.ts"),
  ]);
  const rule = house.commands.get(`${room}.${name}`);
  if (rule?.sayableBy.includes("operator")) {
    const { operateAtMachine, operations, optionsOfOperation } = await import("./operate.ts");
    const what = operations.find(one => one === name)!;
    if (!options.has("--help")) return tell(await operateAtMachine(what, values, { say, language }));
    const lines = optionsOfOperation(what).map(line => `  ${line}`);
    return print([`lumbung ${room} ${name}`, say("cli.operator"), say("cli.options"), ...lines].join("\n"));
  }
  if (rule) {
    if (options.has("--help"))
      return print(
        [`lumbung ${room} ${name}`, say("cli.options"), ...optionsOf(rule).map(line => `  ${line}`)].join("\n"),
      );
    return tell(await sayCommand(rule, values, { say, language }));
  }
  const asked = synonyms[`${room}.${name}`] ?? `${room}.${name}`;
  const question = (await questionsOf(room))[asked];
  if (!question) return complain(say("cli.no-such-command", { command: `${room} ${name}` }));
  const { params = [] } = question;
  if (options.has("--help"))
    return print(
      [
        `lumbung ${room} ${name}`,
        ...(params.length === 0 ? [say("cli.question-alone")] : [say("cli.options"), ...params.map(one => `  --${one}`)]),
        ...(reportQuestions.has(asked) ? ["  --to FILE.xlsx|FILE.csv  ?"] : []),
      ].join("\n"),
    );
  if (reportQuestions.has(asked) && values.has("--to")) {
    const { takeReport } = await import("./take-report.ts");
    return tell(await takeReport({ name: asked, params }, values, { say, language }));
  }
  return tell(await askQuestion({ name: asked, params }, values, { say, language }));
}

/** The answers that are also written as a file. */
const reportQuestions: ReadonlySet<string> = new Set(["reports.report", "network.figures", "network.drives"]);

/** What is asked on a page by one word and known to those who check books by another. */
const synonyms: Readonly<Record<string, string>> = { "ledger.verify": "ledger.check" };

type Questions = Readonly<Record<string, Pick<Question, "params">>>;

const questionsOf = async (room: string): Promise<Questions> =>
  ((await import(`../../rooms/${room}/server.ts`)) as { readonly questions?: Questions }).questions ?? {};

interface Arguments {
  readonly words: readonly string[];
  /** Options as they were given, without their values. */
  readonly options: ReadonlySet<string>;
  /** `--amount 500`: options with what follows them; one that stands alone is "yes". */
  readonly values: ReadonlyMap<string, string>;
  readonly language: string;
}

/** `--name value` or `--name=value`; an option before another, or at the end, stands alone. */
function readArguments(given: readonly string[]): Arguments {
  const words: string[] = [];
  const options = new Set<string>();
  const values = new Map<string, string>();
  for (let index = 0; index < given.length; index += 1) {
    const word = given[index]!;
    if (!word.startsWith("-")) {
      words.push(word);
      continue;
    }
    const [name = "", joined] = (word === "-h" ? "--help" : word).split(/=(.*)/s);
    const next = given[index + 1];
    const follows =
      joined === undefined && words.length < 3 && next !== undefined && !next.startsWith("--") && !standAlone.has(name);
    if (follows) index += 1;
    options.add(name);
    values.set(name, joined ?? (follows ? next : "yes"));
  }
  const language = values.get("--lang") ?? "en";
  options.delete("--lang");
  values.delete("--lang");
  return { words, options, values, language: languages.includes(language) ? language : "en" };
}

/** Switches of calculators and of the shell itself take no value, so that a room may follow them. */
const standAlone: ReadonlySet<string> = new Set(["--help", "--example", "--any", "--prove", "--print-key"]);

function tell({ output, status }: { readonly output: unknown; readonly status: 0 | 2 }): 0 | 2 {
  print(JSON.stringify(output, null, process.stdout.isTTY ? 2 : 0));
  return status;
}

function houseHelp(say: Say): string {
  return [
    say("cli.usage"),
    "",
    say("cli.rooms"),
    ...roomOrder.map(room => `  ${room}`),
    "",
    say("cli.session"),
    ...["cli.start-group", "cli.sign-in", "cli.sit-down", "cli.sign-out", "cli.export"].map(line => `  ${say(line)}`),
    "",
    say("cli.operator"),
    ...["cli.reopen-account", "cli.trust-device", "cli.backup", "cli.restore", "cli.import"].map(line => `  ${say(line)}`),
    "",
    say("cli.more"),
  ].join("\n");
}

async function roomHelp(room: string, calculators: readonly Calculator[], say: Say): Promise<string> {
  const { house } = await import("../rooms.ts");
  const questions = Object.keys(await questionsOf(room));
  const all = house.rooms.find(({ name }) => name === room)?.commands ?? [];
  // Who founds has no session yet: that is said by start-group.
  const commands = all.filter(({ within, founds }) => within === undefined && !founds);
  return [
    ...(commands.length > 0 ? [say("cli.commands"), ...commands.map(({ name }) => `  ${name.replace(".", " ")}`)] : []),
    ...(room === "cutoff" ? [say("cli.files"), ...["template", "look", "import"].map(word => `  cutoff ${word}`)] : []),
    ...(questions.length > 0
      ? [say("cli.questions"), ...questions.map(name => `  ${name.replace(".", " ")}`)]
      : []),
    ...(calculators.length > 0 ? [say("cli.calculators"), ...calculators.map(({ name }) => `  ${name}`)] : []),
  ].join("\n");
}

function calculatorHelp({ name, fields = [], switches = [] }: Calculator, say: Say): string {
  return [
    `lumbung ${[name, ...switches.map(option => `[${option}]`)].join(" ")}`,
    say("cli.fields"),
    ...fields.map(field => `  ${field}`),
  ].join("\n");
}

async function standardInput(): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(text: string): 2 {
  process.stderr.write(`${text}\n`);
  return 2;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // A folder in use, a database that does not fit: said by whoever found it. The rest is a bug of ours, named in a line.
  process.stderr.write(`lumbung: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env["LUMBUNG_TRACE"] && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
