import { type Because, type Calculator, isRefusal, type Json, type Refusal, refuse } from "#base";
import type { Say } from "./words.ts";

/** What a calculation prints, and the status it ends with: 0 where all was answered, 2 where any was refused. */
export interface Answer {
  readonly output: Json;
  readonly status: 0 | 2;
}

/**
 * Answers what came in on standard input, bytes or text. A list of inputs gives a list of answers in the same order; one that is
 * refused is its refusal in its place, and the others are answered all the same.
 */
export function calculate(
  calculator: Calculator,
  read: string | Uint8Array,
  { switches, say }: { readonly switches: ReadonlySet<string>; readonly say: Say },
): Answer {
  const room = calculator.name.split(" ")[0]!;
  const unread = (expected: string): Answer => ({
    output: told(refuse(`${room}.field-malformed`, { field: "input", expected }), say),
    status: 2,
  });
  let text: string;
  try {
    // Leaves a byte order mark out, and puts nothing in the place of what is no UTF-8.
    text = typeof read === "string" ? read : new TextDecoder("utf-8", { fatal: true }).decode(read);
  } catch {
    return unread("JSON in UTF-8");
  }
  let input: Json;
  try {
    input = JSON.parse(text) as Json;
  } catch {
    return unread("JSON");
  }
  const answers = (Array.isArray(input) ? (input as readonly Json[]) : [input]).map(item =>
    calculator.calculate(withoutDescription(item, calculator.fields), switches),
  );
  const output = answers.map(answer => (isRefusal(answer) ? told(answer, say) : answer));
  return { output: Array.isArray(input) ? output : output[0]!, status: answers.some(isRefusal) ? 2 : 0 };
}

/** What worked examples say about themselves. It is no input, unless a calculator asks for a field of that name. */
const descriptive: ReadonlySet<string> = new Set([
  "id",
  "title",
  "source",
  "from_source",
  "kind",
  "notes",
  "note",
  "check",
  "derived",
  "provenance",
  "published",
  "published_answer",
  "trap",
  "behaviour",
  "priority",
  "instalments",
  "rate_factors",
  "ballots_note",
  "total",
  // Accepted by all; those to whom the minor unit makes a difference ask for it.
  "currency",
]);

function withoutDescription(input: Json, fields: readonly string[] = []): Json {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const isInput = (name: string) => fields.includes(name) || !(descriptive.has(name) || name.startsWith("expect"));
  return Object.fromEntries(
    Object.entries(input as { readonly [name: string]: Json }).filter(([name]) => isInput(name)),
  );
}

function told({ refused, because }: Refusal, say: Say): Json {
  return { refused, because: plain(because), message: say(refused, because) };
}

/** Whole numbers of minor units are too long for a JSON number and are printed as strings. */
const plain = (because: Because): Json =>
  Object.fromEntries(
    Object.entries(because).map(([name, value]) => [name, typeof value === "bigint" ? String(value) : value]),
  );
