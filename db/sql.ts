import type { ClientBase, Pool, QueryResultRow } from "pg";
import { asOutage } from "./errors.ts";
import { asParameter } from "./parameter.ts";

/**
 * A piece of SQL whose values travel apart from its text, so that no value is ever read as SQL. It can be handed to
 * `client.query` and to `pipelined` as it is. Made only by `` sql`…` ``: an object of the same shape out of somebody's
 * JSON is a value, not a fragment.
 */
export class Sql {
  readonly text: string;
  readonly values: unknown[];
  /** The text between the values: always one more than there are values. */
  readonly pieces: readonly string[];

  constructor(pieces: readonly string[], values: readonly unknown[]) {
    this.pieces = pieces;
    this.values = [...values];
    this.text = pieces.reduce((text, piece, position) => `${text}$${position}${piece}`);
  }

  /** The same statement under a name: the database plans it once for each connection. One name, one text, for ever. */
  named(name: string): NamedSql {
    return { name, text: this.text, values: this.values };
  }
}

export interface NamedSql {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * ```ts
 * sql`select day from ledger.entry where id = ${id} and ${condition}`
 * ```
 * A value becomes a parameter; another fragment is woven in. Arrays are one parameter: write `= any(${ids})`.
 */
export function sql(strings: TemplateStringsArray, ...inserts: readonly unknown[]): Sql {
  const pieces: string[] = [strings[0] ?? ""];
  const values: unknown[] = [];
  inserts.forEach((insert, position) => {
    const after = strings[position + 1] ?? "";
    if (insert instanceof Sql) weave(pieces, values, insert, after);
    else {
      values.push(asParameter(insert));
      pieces.push(after);
    }
  });
  return new Sql(pieces, values);
}

function weave(pieces: string[], values: unknown[], inner: Sql, after: string): void {
  const [first = "", ...rest] = inner.pieces;
  pieces[pieces.length - 1] += first;
  pieces.push(...rest);
  values.push(...inner.values);
  pieces[pieces.length - 1] += after;
}

/** Fragments one after the other, with `, ` between them unless told otherwise. None at all is an empty fragment. */
sql.join = (fragments: readonly Sql[], separator: Sql = comma): Sql => {
  const pieces: string[] = [""];
  const values: unknown[] = [];
  fragments.forEach((fragment, position) => {
    if (position > 0) weave(pieces, values, separator, "");
    weave(pieces, values, fragment, "");
  });
  return new Sql(pieces, values);
};

/** A name that is only known when running: `sql.identifier("loans", "loan")`. Plain lower-case names, nothing else. */
sql.identifier = (...names: readonly string[]): Sql => {
  const stranger = names.find(name => !isIdentifier(name));
  if (stranger !== undefined || names.length === 0) {
    throw new TypeError(`"${stranger ?? ""}" is not a name: use lower-case letters, digits and _, a letter first`);
  }
  return new Sql([names.map(name => `"${name}"`).join(".")], []);
};

export function isIdentifier(name: string): boolean {
  return typeof name === "string" && /^[a-z_][a-z0-9_]*$/.test(name) && name.length <= identifierLengthMax;
}

/** PostgreSQL cuts a longer name off without a word. */
const identifierLengthMax = 63;

const comma = new Sql([", "], []);

/** Asks and gives the rows. Throws an Outage when the database is away, and pg's DatabaseError for the rest. */
export async function query<Row extends QueryResultRow = QueryResultRow>(
  client: ClientBase | Pool,
  statement: Sql | NamedSql,
): Promise<readonly Row[]> {
  try {
    return (await client.query<Row>(statement)).rows;
  } catch (error) {
    throw asOutage(error);
  }
}
