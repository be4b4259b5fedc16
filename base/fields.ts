import type { Json } from "./canonical.ts";
import { type Day, parseDay } from "./day.ts";
import { isCode, isDottedKey, isMemberId, isUuid, type MemberId, type Uuid } from "./id.ts";
import type { Minor } from "./money.ts";
import { unitOf } from "./unit.ts";

/**
 * What a command says, as plain data: from one description come the type, the check at the border, the OpenAPI
 * document, the options of the shell and the encoding that is hashed. The words for a field are in `words/`
 * under "<command>.<field>".
 */
export type Field =
  | { readonly is: "uuid"; readonly optional?: true }
  | { readonly is: "member"; readonly optional?: true }
  /** A word for a fund, a product, a rule. */
  | { readonly is: "code"; readonly optional?: true }
  /** A dotted key: a rule ("loans.product/ordinary"), an account ("cash/social"), an entry ("loans.repayment"). */
  | { readonly is: "key"; readonly optional?: true }
  /** A currency or thing of our table: "IDR", "kg". */
  | { readonly is: "unit"; readonly optional?: true }
  /** SHA-256 in 64 hexadecimal digits. */
  | { readonly is: "hash"; readonly optional?: true }
  | { readonly is: "day"; readonly optional?: true }
  /** Minor units as a decimal string on the wire, bigint inside. Not negative unless `signed`. */
  | { readonly is: "amount"; readonly signed?: true; readonly optional?: true }
  | { readonly is: "count"; readonly max: number; readonly optional?: true }
  /** What something is about: an id, a code or a rule's key, or a few of them behind strokes: "grant/social/m_…". */
  | { readonly is: "subject"; readonly optional?: true }
  /** Free text of people: kept encrypted apart from the ledger, only its commitment is in the log. */
  | { readonly is: "text"; readonly max: number; readonly optional?: true }
  | { readonly is: "choice"; readonly of: readonly string[]; readonly optional?: true }
  | { readonly is: "flag"; readonly optional?: true }
  /**
   * A rule's value or another document whose shape its owner checks: JSON of strings, lists and objects, in the form a
   * leaf has. What is `drafted` is a line of a sheet: its texts are held against their own fields when it is read.
   */
  | { readonly is: "document"; readonly drafted?: true; readonly optional?: true }
  | { readonly is: "list"; readonly of: Field; readonly max: number; readonly optional?: true }
  | { readonly is: "group"; readonly of: Fields; readonly optional?: true };

export interface Fields {
  readonly [name: string]: Field;
}

/** JSON without numbers and null: what a rule's value is made of. */
export type Document = string | boolean | readonly Document[] | { readonly [key: string]: Document };

type ValueOf<F> = F extends { is: "uuid" }
  ? Uuid
  : F extends { is: "member" }
    ? MemberId
    : F extends { is: "code" | "key" | "unit" | "hash" | "subject" | "text" }
      ? string
      : F extends { is: "day" }
        ? Day
        : F extends { is: "amount" }
          ? Minor
          : F extends { is: "count" }
            ? number
            : F extends { is: "choice"; of: readonly (infer C)[] }
              ? C
              : F extends { is: "flag" }
                ? boolean
                : F extends { is: "document" }
                  ? Document
                  : F extends { is: "list"; of: infer Item }
                    ? readonly ValueOf<Item>[]
                    : F extends { is: "group"; of: infer Of }
                      ? BodyOf<Of>
                      : never;

/** The type of a body described by fields: optional fields may be absent, never null. */
export type BodyOf<F> = {
  readonly [K in keyof F as F[K] extends { optional: true } ? never : K]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as F[K] extends { optional: true } ? K : never]?: ValueOf<F[K]> | undefined;
};

/** The wire form of a body: amounts and counts become decimal strings, absent fields stay absent. */
export function encodeBody(fields: Fields, body: Readonly<Record<string, unknown>>): Record<string, Json> {
  const encoded: Record<string, Json> = {};
  for (const name of Object.keys(fields)) {
    const value = body[name];
    if (value !== undefined) encoded[name] = encodeField(fields[name]!, value);
  }
  return encoded;
}

function encodeField(field: Field, value: unknown): Json {
  switch (field.is) {
    case "amount":
    case "count":
      return String(value);
    case "list":
      return (value as readonly unknown[]).map(item => encodeField(field.of, item));
    case "group":
      return encodeBody(field.of, value as Readonly<Record<string, unknown>>);
    default:
      return value as Json;
  }
}

/** What was found where something else was wanted: the path in the body, and the kind of field wanted there. */
export interface Misfit {
  readonly path: string;
  readonly wanted: Field["is"] | "nothing";
}

/**
 * Reads the wire form of a body by its description: decimal strings become bigint and numbers. Fields that are not
 * described are misfits too, so nothing is ever carried along unseen. All misfits are told, not only the first.
 */
export function readBody(
  fields: Fields,
  value: unknown,
): { readonly body: Readonly<Record<string, unknown>> } | { readonly misfits: readonly Misfit[] } {
  const misfits: Misfit[] = [];
  const body = readGroup(fields, value, "", misfits);
  return misfits.length > 0 ? { misfits } : { body };
}

/** The same for what is known to fit: null where it does not. */
export function decodeBody(fields: Fields, value: unknown): Readonly<Record<string, unknown>> | null {
  const read = readBody(fields, value);
  return "body" in read ? read.body : null;
}

function readGroup(fields: Fields, value: unknown, path: string, misfits: Misfit[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    misfits.push({ path, wanted: "group" });
    return {};
  }
  const given = value as Readonly<Record<string, unknown>>;
  const body: Record<string, unknown> = {};
  for (const name of Object.keys(given))
    if (!Object.hasOwn(fields, name)) misfits.push({ path: join(path, name), wanted: "nothing" });
  for (const [name, field] of Object.entries(fields)) {
    if (Object.hasOwn(given, name) && given[name] !== undefined)
      body[name] = readField(field, given[name], join(path, name), misfits);
    else if (!field.optional) misfits.push({ path: join(path, name), wanted: field.is });
  }
  return body;
}

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

// Control characters are what is refused here; in a text, which is no part of a leaf, a line may break.
const controlCharacters = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
const subjectForm = /^[a-z0-9][a-z0-9._-]{0,63}(?:\/[a-z0-9][a-z0-9._-]{0,63}){0,2}$/;
const amountMax = 10n ** 18n;

function readField(field: Field, value: unknown, path: string, misfits: Misfit[]): unknown {
  const misfit = (): undefined => void misfits.push({ path, wanted: field.is });
  const text = typeof value === "string" ? value : null;
  switch (field.is) {
    case "uuid":
      return text !== null && isUuid(text) ? text : misfit();
    case "member":
      return text !== null && isMemberId(text) ? text : misfit();
    case "code":
      return text !== null && isCode(text) ? text : misfit();
    case "key":
      return text !== null && isDottedKey(text) ? text : misfit();
    case "unit":
      return text !== null && unitOf(text) ? text : misfit();
    case "hash":
      return text !== null && /^[0-9a-f]{64}$/.test(text) ? text : misfit();
    case "day":
      return text !== null && parseDay(text) ? text : misfit();
    case "amount": {
      if (text === null || !/^(?:0|-?[1-9]\d{0,17})$/.test(text)) return misfit();
      const amount = BigInt(text);
      return (amount < 0n && !field.signed) || amount >= amountMax ? misfit() : amount;
    }
    case "count": {
      const count =
        typeof value === "number" ? value : text !== null && /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : -1;
      return Number.isInteger(count) && count >= 0 && count <= field.max ? count : misfit();
    }
    case "subject":
      return text !== null && subjectForm.test(text) ? text : misfit();
    case "text": {
      if (text === null) return misfit();
      const clean = text.normalize("NFC").trim();
      return clean.isWellFormed() && clean.length > 0 && clean.length <= field.max && !controlCharacters.test(clean)
        ? clean
        : misfit();
    }
    case "choice":
      return text !== null && field.of.includes(text) ? text : misfit();
    case "flag":
      return typeof value === "boolean" ? value : misfit();
    case "document":
      return isDocument(value, 0, field.drafted ? isDrafted : isPlain) ? value : misfit();
    case "list": {
      if (!Array.isArray(value) || value.length > field.max) return misfit();
      return value.map((item, index) => readField(field.of, item, `${path}[${index}]`, misfits));
    }
    case "group":
      return readGroup(field.of, value, path, misfits);
  }
}

const isDrafted = (text: string): boolean => text.isWellFormed() && text.length <= 4000;
/** As strings stand in a leaf: composed, and without anything that steers a screen. */
const isPlain = (text: string): boolean =>
  isDrafted(text) && !text.includes("\n") && !controlCharacters.test(text) && text.normalize("NFC") === text;

function isDocument(value: unknown, depth: number, isText: (text: string) => boolean): value is Document {
  if (depth > 8) return false;
  if (typeof value === "string") return isText(value);
  if (typeof value === "boolean") return true;
  if (Array.isArray(value)) return value.length <= 1000 && value.every(item => isDocument(item, depth + 1, isText));
  return (
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).every(
      ([key, item]) => /^[a-z][a-z0-9_]{0,31}$/.test(key) && isDocument(item, depth + 1, isText),
    )
  );
}
