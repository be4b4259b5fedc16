/**
 * Several statements in one message, answered together: PostgreSQL's extended protocol with one Sync at the end.
 *
 * node-postgres can send queries behind one another too, but each with a Sync of its own, for which the server writes and
 * our process wakes each time, and each described anew. Nine statements of a command were nine answers; now they are one.
 */
import type { QueryResult } from "pg";
import pg from "pg";
import { asParameter } from "./parameter.ts";
import { types } from "./types.ts";

export interface Statement {
  /** A named statement is planned once for each connection. One name, one text, for ever. */
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
  readonly format: "text" | "binary";
}

/** What node-postgres calls its connection: the wire under a client. */
export interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string>;
  parse(message: { text: string; name: string; types: readonly number[] }): void;
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(message: { type: "P" }): void;
  execute(message: object): void;
  sync(): void;
  on(event: "parseComplete", listener: () => void): void;
  off(event: "parseComplete", listener: () => void): void;
}

/** The columns of a named statement, told once for each connection. */
const described = new WeakMap<Wire, Map<string, readonly Field[]>>();

const noColumns: readonly Field[] = [];

interface Result extends QueryResult {
  addFields(fields: readonly Field[]): void;
  addRow(row: unknown): void;
  parseRow(values: readonly (string | null)[]): unknown;
  addCommandComplete(message: { text: string }): void;
}

const { Result: EmptyResult } = pg as unknown as { readonly Result: new (mode: undefined, types: unknown) => Result };

/**
 * For `client.query`, which hands it what the server says. `done` gives a result for each statement; where one fails,
 * none of those behind it was executed, and it rejects with that error.
 */
export class Pipeline {
  readonly statements: readonly Statement[];
  readonly done: Promise<readonly QueryResult[]>;
  /** Each as the wire wants them; made before anything is sent. */
  readonly #values: readonly (readonly unknown[])[];
  readonly #results: Result[] = [];
  readonly #parsing: Statement[] = [];
  #resolve!: (results: readonly QueryResult[]) => void;
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
    const known = described.get(wire) ?? new Map<string, readonly Field[]>();
    described.set(wire, known);
    wire.stream.cork();
    for (const [place, { name = "", text }] of this.statements.entries()) {
      const isNew = name === "" || !(name in wire.parsedStatements || this.#parsing.some(one => one.name === name));
      if (isNew) {
        wire.parse({ text, name, types: [] });
        this.#parsing.push(this.statements[place]!);
      }
      wire.bind({ statement: name, values: this.#values[place]!, valueMapper: asSent });
      if (!known.has(name)) wire.describe({ type: "P" });
      wire.execute({});
    }
    wire.sync();
    wire.stream.uncork();
    this.#begin();
    return null;
  }

  #parsed = (): void => {
    const { name, text } = this.#parsing.shift()!;
    if (name !== undefined) this.#wire!.parsedStatements[name] = text;
  };

  /** The result of the next statement, with its columns where they are known. */
  #begin(): void {
    const result = new EmptyResult(undefined, types);
    const fields = described.get(this.#wire!)!.get(this.statements[this.#results.length]?.name ?? "");
    if (fields) result.addFields(fields);
    this.#results.push(result);
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    const { name } = this.statements[this.#results.length - 1]!;
    if (name !== undefined) described.get(this.#wire!)!.set(name, fields);
    this.#results.at(-1)!.addFields(fields);
  }

  handleDataRow({ fields: values }: { readonly fields: readonly (string | null)[] }): void {
    const result = this.#results.at(-1)!;
    try {
      result.addRow(result.parseRow(values));
    } catch (error) {
      this.#fault ??= error;
    }
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#results.at(-1)!.addCommandComplete(message);
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
  answer(results: readonly QueryResult[]): void {
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
