/**
 * Writes what a client says in PostgreSQL's extended protocol (version 3, "Message Formats" in its manual) into one
 * buffer that is kept: a sealed meeting is near a hundred kilobytes, and asking the system for so much memory each time
 * takes longer than writing it.
 */
import { ArrayValues, dayFrom2000, type ElementType, microsecondsFrom2000, typeNumbers } from "./array-values.ts";

/** A value as it goes over the wire: bytes and {@link ArrayValues} in the server's own form, all else as text. */
export type Written = string | Uint8Array | ArrayValues | null;

const shortText = 40;
const dash = 0x2d;
/** What each hexadecimal figure counts; all else is below zero, and a byte made of it is too. */
const figures = Int16Array.from({ length: 128 }, (_, sign) => {
  const figure = "0123456789abcdef".indexOf(String.fromCharCode(sign).toLowerCase());
  return figure < 0 ? -1024 : figure;
});
const figureOf = (sign: number): number => (sign < 128 ? figures[sign]! : -1024);
const firstBytes = 64 * 1024;
/** What is larger is not kept. */
const keptBytesMax = 4 * 1024 * 1024;

export class Messages {
  #bytes = Buffer.allocUnsafe(firstBytes);
  #end = 0;

  /** Forgets what was begun and never taken. */
  clear(): void {
    this.#end = 0;
  }

  /** Prepares a statement under this name; "" is the one without a name. */
  parse(name: string, text: string): void {
    const from = this.#begin("P");
    this.#ended(name);
    this.#ended(text);
    this.#int16(0);
    this.#finish(from);
  }

  /** Gives the statement its values; the answer comes as text. */
  bind(name: string, values: readonly Written[]): void {
    const from = this.#begin("B");
    this.#ended("");
    this.#ended(name);
    this.#int16(values.length);
    for (const value of values) this.#int16(value === null || typeof value === "string" ? 0 : 1);
    this.#int16(values.length);
    for (const value of values) this.#value(value);
    this.#int16(0);
    this.#finish(from);
  }

  /** Asks for the columns of what was bound. */
  describe(): void {
    const from = this.#begin("D");
    this.#ended("P");
    this.#finish(from);
  }

  /** Executes what was bound, to its last row. */
  execute(): void {
    const from = this.#begin("E");
    this.#ended("");
    this.#int32(0);
    this.#finish(from);
  }

  sync(): void {
    this.#finish(this.#begin("S"));
  }

  /** All that was written since the last time. It stands until something is written again. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#end);
    this.#end = 0;
    if (this.#bytes.length > keptBytesMax) this.#bytes = Buffer.allocUnsafe(firstBytes);
    return taken;
  }

  /** Gives where its length will stand. */
  #begin(code: string): number {
    this.#room(5);
    this.#bytes[this.#end] = code.charCodeAt(0);
    this.#end += 5;
    return this.#end - 4;
  }

  /** The length counts itself. */
  #finish(from: number): void {
    this.#bytes.writeInt32BE(this.#end - from, from);
  }

  #value(value: Written): void {
    if (value === null) return this.#int32(-1);
    this.#int32(0);
    const from = this.#end;
    if (typeof value === "string") this.#text(value);
    else if (value instanceof ArrayValues) this.#array(value);
    else this.#copy(value);
    this.#bytes.writeInt32BE(this.#end - from, from - 4);
  }

  /** array_recv: how many dimensions, whether one may be null, the type, how many, from 1 on. */
  #array({ type, values }: ArrayValues): void {
    this.#int32(values.length === 0 ? 0 : 1);
    this.#int32(1);
    this.#int32(typeNumbers[type]);
    if (values.length === 0) return;
    this.#int32(values.length);
    this.#int32(1);
    let before: unknown;
    let [from, end] = [0, 0];
    for (const value of values) {
      this.#room(20);
      // Much stands in a list alike: whose books, which day, which fund. An element is copied from the one before it.
      if (end > 0 && value === before) {
        this.#room(end - from);
        this.#bytes.copyWithin(this.#end, from, end);
        [from, end] = [this.#end, this.#end + end - from];
        this.#end = end;
        continue;
      }
      before = value;
      from = this.#end;
      this.#int32(-1);
      if (value !== null) {
        this.#element(type, value);
        this.#bytes.writeInt32BE(this.#end - from - 4, from);
      }
      end = this.#end;
    }
  }

  /** There is room for what is sixteen bytes or fewer. */
  #element(type: ElementType, value: unknown): void {
    const bytes = this.#bytes;
    switch (type) {
      case "text":
        if (typeof value !== "string") throw new TypeError("a text is a text");
        return this.#text(value);
      case "int8":
        this.#end = bytes.writeBigInt64BE(value as bigint, this.#end);
        return;
      case "uuid":
        return this.#uuid(value as string);
      case "date":
        this.#end = bytes.writeInt32BE(dayFrom2000(value as string), this.#end);
        return;
      case "int4":
        // Buffer would cut a fraction off and take NaN for nothing.
        if (!Number.isInteger(value)) throw new TypeError("a count is a whole number");
        this.#end = bytes.writeInt32BE(value as number, this.#end);
        return;
      case "bool":
        if (typeof value !== "boolean") throw new TypeError("yes or no is true or false");
        this.#end = bytes.writeUInt8(value ? 1 : 0, this.#end);
        return;
      case "timestamptz":
        this.#end = bytes.writeBigInt64BE(microsecondsFrom2000(value as string), this.#end);
        return;
      case "bytea":
        return this.#copy(value as Uint8Array);
      case "jsonb":
        // Version 1 of its form: the text.
        this.#end = bytes.writeUInt8(1, this.#end);
        return this.#text(JSON.stringify(value));
    }
  }

  #uuid(uuid: string): void {
    const bytes = this.#bytes;
    let at = this.#end;
    for (let place = 0; place < 36; place += 2) {
      if (uuid.charCodeAt(place) === dash) place += 1;
      const byte = (figureOf(uuid.charCodeAt(place)) << 4) | figureOf(uuid.charCodeAt(place + 1));
      if (byte < 0) throw new TypeError("a uuid is 32 figures with four strokes between");
      bytes[at] = byte;
      at += 1;
    }
    if (uuid.length !== 36 || at !== this.#end + 16) throw new TypeError("a uuid is 32 figures with four strokes between");
    this.#end = at;
  }

  #copy(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  #text(text: string): void {
    // A character is three bytes at most in UTF-8; what takes four is two of them.
    this.#room(text.length * 3);
    if (text.length > shortText || !this.#plain(text)) this.#end += this.#bytes.write(text, this.#end);
  }

  /** A short text of plain signs, written here, is written before a call could be made. False where it is no such text. */
  #plain(text: string): boolean {
    const bytes = this.#bytes;
    let at = this.#end;
    for (let place = 0; place < text.length; place += 1) {
      const sign = text.charCodeAt(place);
      if (sign >= 0x80) return false;
      bytes[at] = sign;
      at += 1;
    }
    this.#end = at;
    return true;
  }

  /** A text that ends with a zero byte. */
  #ended(text: string): void {
    this.#text(text);
    this.#room(1);
    this.#bytes[this.#end] = 0;
    this.#end += 1;
  }

  #int16(number: number): void {
    this.#room(2);
    this.#end = this.#bytes.writeInt16BE(number, this.#end);
  }

  #int32(number: number): void {
    this.#room(4);
    this.#end = this.#bytes.writeInt32BE(number, this.#end);
  }

  #room(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + bytes));
    larger.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = larger;
  }
}
