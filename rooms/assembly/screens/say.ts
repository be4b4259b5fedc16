/**
 * How a room's screen says a command and puts a refusal into a sentence. Nothing here throws for want of a signal: a
 * server that is away is a refusal like any other, and the same id is sent again, so that what was said is done once.
 */
import {
  type Because,
  type Day,
  type Document,
  isRefusal,
  parseDay,
  type Refusal,
  refuse,
  type Uuid,
  uuidFrom,
  type Words,
} from "#base";

/** An id made on this device, so that a second press or a retry carries the same one. */
export const newId = (): Uuid => uuidFrom(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

export interface Command {
  readonly id: Uuid;
  readonly name: string;
  readonly on: Day;
  /** In its wire form: amounts as decimal strings. */
  readonly body: Document;
}

export async function say(command: Command): Promise<Refusal | null> {
  try {
    const response = await fetch(`/api/commands/${command.name}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ v: 1, ...command }),
    });
    const got: unknown = await response.json();
    if (isRefusal(got)) return got;
    return response.ok ? null : refuse("house.we-stopped");
  } catch {
    return refuse("assembly.screen.no-signal");
  }
}

/** How things are called that the words do not know: a fund by the name its founders gave it. */
export type Called = (kind: string, code: string) => string | undefined;

/** What of a refusal is money or goods. Everything else that is written in digits is a count. */
const amounts: ReadonlySet<string> = new Set(
  `allowed amount available benefit cash cash_step cost debt due fee first_part left loan minimum missing needed owed paid
  payable pot price principal requested saved share_capital size stake step value wanted`.split(/\s+/),
);

/** What happened and what one can do. Amounts come with their unit, days as days, funds and products by name. */
export function sentenceOf(
  { refused, because }: Refusal,
  words: Words,
  unit: string,
  called: Called = () => undefined,
): string {
  if (!words.has(refused)) return words.say("house.we-stopped");
  const own = typeof because["unit"] === "string" ? because["unit"] : unit;
  return words.say(
    refused,
    Object.fromEntries(Object.entries(because).map(([key, value]) => [key, spoken(key, value, words, own, called)])),
  );
}

function spoken(
  key: string,
  value: Because[string],
  words: Words,
  unit: string,
  called: Called,
): string | number | bigint {
  if (value === null || typeof value === "boolean") return "";
  if (typeof value === "number") return value;
  const text = String(value);
  if (/^-?\d{1,18}$/.test(text)) return amounts.has(key) ? words.amount(BigInt(text), unit) : Number(text);
  const day = parseDay(text);
  if (day) return words.day(day);
  const named = called(key, text);
  if (named !== undefined) return named;
  return words.has(`${key}.${text}`) ? words.say(`${key}.${text}`) : text;
}
