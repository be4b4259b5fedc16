/**
 * Several statements in one message, answered together: PostgreSQL's extended protocol with one Sync at the end.
 *
 * node-postgres can send queries behind one another too, but each with a Sync of its own, for which the server writes and
 * our process wakes each time, and each described anew. Nine statements of a command were nine answers; now they are one.
 * They also leave as one buffer: the forty small ones they are made of took a third of a millisecond to hand over.
 */
import { serialize } from "pg-protocol";
import { asParameter } from "./parameter.ts";
import { types } from "./types.ts";

export interface Statement {
  /** A named statement is planned once for each connection. One name, one text, for ever. */
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** What a statement was answered with. */
export interface Result {
  readonly rows: Record<string, unknown>[];
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** What node-postgres calls its connection: the wire under a client. */
export interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Buffer): void };
  readonly parsedStatements: Record<string, string>;
  on(event: "parseComplete", listener: () => void): void;
  off(event: "parseComplete", listener: () => void): void;
}

/** A column of an answer and how its text is read. */
interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** The columns of a named statement, told once for each connection. */
const described = new WeakMap<Wire, Map<string, readonly Column[]>>();

const noColumns: readonly Column[] = [];

/**
 * For `client.query`, which hands it what the server says. `done` gives a result for each statement; where one fails,
 * none of those behind it was executed, and it rejects with that error.
 */
export class Pipeline {
  readonly statements: readonly Statement[];
  readonly done: Promise<readonly Result[]>;
  /** Each as the wire wants them; made before anything is sent. */
  readonly #values: readonly (readonly unknown[])[];
  readonly #results: Result[] = [];
  readonly #parsing: Statement[] = [];
  /** Of the statement that is being answered. */
  #columns: readonly Column[] = noColumns;
  #resolve!: (results: readonly Result[]) => void;
  #reject!: (error: unknown) => void;
  #wire: Wire | undefined;
  #fault: unknown;

  /** Throws a TypeError for a value that cannot be written. */
  constructor(statements: readonly Statement[]) {
    this.statements = statements;
    this.#values = statements.map(({ values = [] }) => values.map(asParameter));
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(wire: Wire): Error | null {
    this.#wire = wire;
    wire.on("parseComplete", this.#parsed);
    const known = described.get(wire) ?? new Map<string, readonly Column[]>();
    described.set(wire, known);
    const messages: Buffer[] = [];
    for (const [place, { name = "", text }] of this.statements.entries()) {
      const isNew = name === "" || !(name in wire.parsedStatements || this.#parsing.some(one => one.name === name));
      if (isNew) {
        messages.push(serialize.parse({ text, name, types: [] }));
        this.#parsing.push(this.statements[place]!);
      }
      const values = this.#values[place] as unknown[];
      messages.push(serialize.bind({ statement: name, values, valueMapper: asSent }));
      if (!known.has(name)) messages.push(serialize.describe({ type: "P" }));
      messages.push(serialize.execute());
    }
    messages.push(serialize.sync());
    // A connection that was lost says so by itself, to all who wait for it.
    if (wire.stream.writable) wire.stream.write(Buffer.concat(messages));
    this.#begin();
    return null;
  }

  #parsed = (): void => {
    const { name, text } = this.#parsing.shift()!;
    if (name !== undefined) this.#wire!.parsedStatements[name] = text;
  };

  /** The result of the next statement, with its columns where they are known. */
  #begin(): void {
    this.#columns = described.get(this.#wire!)!.get(this.statements[this.#results.length]?.name ?? "") ?? noColumns;
    this.#results.push({ rows: [] });
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    const { name } = this.statements[this.#results.length - 1]!;
    this.#columns = fields.map(field => ({ name: field.name, read: types.getTypeParser(field.dataTypeID) as Column["read"] }));
    if (name !== undefined) described.get(this.#wire!)!.set(name, this.#columns);
  }

  handleDataRow({ fields: values }: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    try {
      for (const [place, { name, read }] of this.#columns.entries()) {
        const value = values[place]!;
        row[name] = value === null ? null : read(value);
      }
      this.#results.at(-1)!.rows.push(row);
    } catch (error) {
      this.#fault ??= error;
    }
  }

  handleCommandComplete(): void {
    const { name } = this.statements[this.#results.length - 1]!;
    const known = described.get(this.#wire!)!;
    if (name !== undefined && !known.has(name)) known.set(name, noColumns);
    this.#begin();
  }

  handleEmptyQuery(): void {
    this.#begin();
  }

  handleError(error: unknown): void {
    this.#end();
    this.#reject(error);
  }

  /** Answered by somebody in between. */
  answer(results: readonly Result[]): void {
    this.#resolve(results);
  }

  handleReadyForQuery(): void {
    this.#end();
    if (this.#fault !== undefined) this.#reject(this.#fault);
    else this.#resolve(this.#results.slice(0, this.statements.length));
  }

  #end(): void {
    this.#wire?.off("parseComplete", this.#parsed);
  }
}

/** Bytes go as they are, all else as text. */
const asSent = (value: unknown): unknown =>
  value === null || value instanceof Buffer
    ? value
    : ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
      : String(value);
