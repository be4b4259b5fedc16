/**
 * Several statements in one message, answered together: PostgreSQL's extended protocol with one Sync at the end.
 *
 * node-postgres can send queries behind one another too, but each with a Sync of its own, for which the server writes and
 * our process wakes each time, and each described anew. Nine statements of a command were nine answers; now they are one.
 * They also leave as one buffer: the forty small ones they are made of took a third of a millisecond to hand over.
 */
import { Messages, type Written } from "./messages.ts";
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
  readonly stream: { readonly writable: boolean; write(bytes: Uint8Array): void };
  readonly parsedStatements: Record<string, string>;
  on(event: "parseComplete", listener: () => void): void;
  off(event: "parseComplete", listener: () => void): void;
}

/** A column of an answer and how its text is read. */
interface Column {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

/** What is kept of a connection. */
interface Kept {
  /** The columns of each named statement, told once. */
  readonly described: Map<string, readonly Column[]>;
  /** Free again as soon as the server has answered, and only then is the next pipeline sent. */
  readonly messages: Messages;
}

const keptOf = new WeakMap<Wire, Kept>();

const noColumns: readonly Column[] = [];

/**
 * For `client.query`, which hands it what the server says. `done` gives a result for each statement; where one fails,
 * none of those behind it was executed, and it rejects with that error.
 */
export class Pipeline {
  readonly statements: readonly Statement[];
  readonly done: Promise<readonly Result[]>;
  /** Each as the wire wants them; made before anything is sent. */
  readonly #values: readonly (readonly Written[])[];
  readonly #results: Result[] = [];
  readonly #parsing: Statement[] = [];
  /** Of the statement that is being answered. */
  #columns: readonly Column[] = noColumns;
  #resolve!: (results: readonly Result[]) => void;
  #reject!: (error: unknown) => void;
  #wire: Wire | undefined;
  #described!: Kept["described"];
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
    const kept = keptOf.get(wire) ?? { described: new Map(), messages: new Messages() };
    keptOf.set(wire, kept);
    this.#described = kept.described;
    let bytes: Uint8Array;
    try {
      bytes = this.#write(wire, kept);
    } catch (error) {
      // An element of a list that cannot be written: nothing was sent.
      return error as Error;
    }
    // A connection that was lost says so by itself, to all who wait for it.
    if (wire.stream.writable) wire.stream.write(bytes);
    this.#begin();
    return null;
  }

  #write(wire: Wire, { described, messages }: Kept): Uint8Array {
    messages.clear();
    for (const [place, { name = "", text }] of this.statements.entries()) {
      const isNew = name === "" || !(name in wire.parsedStatements || this.#parsing.some(one => one.name === name));
      if (isNew) {
        messages.parse(name, text);
        this.#parsing.push(this.statements[place]!);
      }
      messages.bind(name, this.#values[place]!);
      if (!described.has(name)) messages.describe();
      messages.execute();
    }
    messages.sync();
    return messages.take();
  }

  #parsed = (): void => {
    const { name, text } = this.#parsing.shift()!;
    if (name !== undefined) this.#wire!.parsedStatements[name] = text;
  };

  /** The result of the next statement, with its columns where they are known. */
  #begin(): void {
    this.#columns = this.#described.get(this.statements[this.#results.length]?.name ?? "") ?? noColumns;
    this.#results.push({ rows: [] });
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    const { name } = this.statements[this.#results.length - 1]!;
    this.#columns = fields.map(field => ({ name: field.name, read: types.getTypeParser(field.dataTypeID) as Column["read"] }));
    if (name !== undefined) this.#described.set(name, this.#columns);
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
    if (name !== undefined && !this.#described.has(name)) this.#described.set(name, noColumns);
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
