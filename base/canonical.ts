/**
 * Canonical JSON: one fact has one encoding, so that one hash stands for it (RFC 8785, JCS).
 *
 * Ours is a subset: object keys match [a-z][a-z0-9_]{0,31}, no number except a small `v`, strings are valid Unicode in
 * NFC without control characters, no null. {@link parseCanonical} reads text the strict way (equal keys are refused,
 * where JSON.parse would keep the last), with our restrictions or, with `any`, with those of RFC 8785 alone.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Why a text is not canonical JSON of ours. */
export type CanonicalFault =
  | "not-json"
  | "duplicate-key"
  | "lone-surrogate"
  | "number"
  | "null"
  | "key"
  | "control-character"
  | "not-nfc"
  | "too-deep"
  | "too-long";

export class NotCanonical extends Error {
  override readonly name = "NotCanonical";
  readonly fault: CanonicalFault;
  readonly at: number;
  constructor(fault: CanonicalFault, at: number) {
    super(`${fault} at ${at}`);
    this.fault = fault;
    this.at = at;
  }
}

export const canonicalBytesMax = 65_535;
const depthMax = 64;
const keyForm = /^[a-z][a-z0-9_]{0,31}$/;

/**
 * The canonical text. The value is one of ours already (built from validated fields); keys are sorted by UTF-16.
 * ECMAScript's JSON.stringify writes strings and numbers as RFC 8785 asks, which was defined by it; so what has its
 * keys in order, or a copy that has, is written in one go, twice as fast as piece by piece.
 */
export function canonical(value: Json): string {
  if (isInOrder(value)) return JSON.stringify(value);
  return keepsOrder(value) ? JSON.stringify(inOrder(value)) : pieces(value);
}

/** Every key begins with a small letter, so that objects keep the order it was set in, and comes after the one before it. */
function isInOrder(value: Json): boolean {
  if (value === null || typeof value !== "object") return true;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) if (!isInOrder(item)) return false;
    return true;
  }
  let before = "";
  for (const key in value) {
    const first = key.charCodeAt(0);
    if (!(first >= 0x61 && first <= 0x7a) || key <= before) return false;
    if (!isInOrder((value as { readonly [key: string]: Json })[key]!)) return false;
    before = key;
  }
  return true;
}

/** An object keeps the order in which its keys were set, but for keys like "10"; and "__proto__" is no key to set. */
function keepsOrder(value: Json): boolean {
  if (value === null || typeof value !== "object") return true;
  if (Array.isArray(value)) return value.every(keepsOrder);
  const object = value as { readonly [key: string]: Json };
  for (const key of Object.keys(object)) {
    const first = key.charCodeAt(0);
    if (!(first >= 0x61 && first <= 0x7a) || !keepsOrder(object[key]!)) return false;
  }
  return true;
}

/** What is in order already is given back as it is. */
function inOrder(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(inOrder);
    return items.every((item, place) => item === value[place]) ? value : items;
  }
  const object = value as { readonly [key: string]: Json };
  const keys = Object.keys(object);
  const fields = keys.map(key => inOrder(object[key]!));
  const isInOrder = keys.every((key, place) => (place === 0 || keys[place - 1]! < key) && fields[place] === object[key]);
  if (isInOrder) return value;
  const places = keys.map((_, place) => place).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1));
  const ordered: Record<string, Json> = {};
  for (const place of places) ordered[keys[place]!] = fields[place]!;
  return ordered;
}

function pieces(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(pieces).join(",")}]`;
  const object = value as { readonly [key: string]: Json };
  const fields = Object.keys(object)
    .sort()
    .map(key => `${JSON.stringify(key)}:${pieces(object[key]!)}`);
  return `{${fields.join(",")}}`;
}

/** Bytes in UTF-8, without making them. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Reads a JSON text and refuses what could be read in two ways. Throws {@link NotCanonical}. */
export function parseCanonical(text: string, { any = false }: { readonly any?: boolean } = {}): Json {
  if (!any && utf8Length(text) > canonicalBytesMax) throw new NotCanonical("too-long", 0);
  const reader = new Reader(text, any);
  const value = reader.value(0, "");
  reader.end();
  return value;
}

class Reader {
  #at = 0;
  readonly #text: string;
  readonly #any: boolean;
  readonly #literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

  constructor(text: string, any: boolean) {
    this.#text = text;
    this.#any = any;
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#fault("not-json");
  }

  value(depth: number, key: string): Json {
    if (depth > depthMax) throw this.#fault("too-deep");
    this.#space();
    const start = this.#text[this.#at];
    if (start === "{") return this.#object(depth);
    if (start === "[") return this.#array(depth);
    if (start === '"') return this.#string();
    this.#literal.lastIndex = this.#at;
    const word = this.#literal.exec(this.#text)?.[0];
    if (word === undefined) throw this.#fault("not-json");
    const value = JSON.parse(word) as number | boolean | null;
    if (value === null && !this.#any) throw this.#fault("null");
    if (typeof value === "number") {
      if (!Number.isFinite(value)) throw this.#fault("number");
      const isVersion = key === "v" && depth === 1 && /^[1-9]\d?$/.test(word);
      if (!this.#any && !isVersion) throw this.#fault("number");
    }
    this.#at += word.length;
    return value;
  }

  #object(depth: number): Json {
    const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] === "}") {
      this.#at += 1;
      return {};
    }
    for (;;) {
      this.#space();
      if (this.#text[this.#at] !== '"') throw this.#fault("not-json");
      const keyAt = this.#at;
      const key = this.#string();
      if (Object.hasOwn(object, key)) throw new NotCanonical("duplicate-key", keyAt);
      if (!this.#any && !keyForm.test(key)) throw new NotCanonical("key", keyAt);
      this.#space();
      this.#expect(":");
      object[key] = this.value(depth + 1, key);
      this.#space();
      if (this.#text[this.#at] === "}") break;
      this.#expect(",");
    }
    this.#at += 1;
    return { ...object };
  }

  #array(depth: number): Json {
    const items: Json[] = [];
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] === "]") {
      this.#at += 1;
      return items;
    }
    for (;;) {
      items.push(this.value(depth + 1, ""));
      this.#space();
      if (this.#text[this.#at] === "]") break;
      this.#expect(",");
    }
    this.#at += 1;
    return items;
  }

  #string(): string {
    const from = this.#at;
    let end = from + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === "\\" ? 2 : 1;
    let value: string;
    try {
      value = JSON.parse(this.#text.slice(from, end + 1)) as string;
    } catch {
      throw this.#fault("not-json");
    }
    if (!value.isWellFormed()) throw this.#fault("lone-surrogate");
    if (!this.#any) {
      // Control characters are what is refused here.
      if (/[\u0000-\u001f]/.test(value)) throw this.#fault("control-character");
      if (value.normalize("NFC") !== value) throw this.#fault("not-nfc");
    }
    this.#at = end + 1;
    return value;
  }

  #space(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #expect(sign: string): void {
    if (this.#text[this.#at] !== sign) throw this.#fault("not-json");
    this.#at += 1;
  }

  #fault(fault: CanonicalFault): NotCanonical {
    return new NotCanonical(fault, this.#at);
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
