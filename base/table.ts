/**
 * A room's table as plain data, so that the server can load and save its rows on arrays and the phone can keep the
 * same rows in its own store. The SQL file in `schema/` makes the table; a tidy test compares the two.
 *
 * A table belongs to an organisation, unless it says otherwise: `organisation_id` leads its key and is not repeated in `key`.
 */
export interface Table<Row extends object> {
  /** "room.table" */
  readonly name: string;
  readonly key: readonly (keyof Row & string)[];
  /** Rows are added and never changed: the server has no grant to update them. */
  readonly insertOnly?: true;
  /** What of it is draft, of which the log knows nothing: columns, or every row. */
  readonly drafts?: "all" | readonly (keyof Row & string)[];
  /**
   * Not one organisation's alone: places, which are everybody's, or a view, of what others show us, as the row policies let it,
   * or worked out of our own log. It is read anew for every decision; rows are only added; no log rebuilds it.
   */
  readonly isShared?: true;
  /**
   * A document with what people say in it: in the books as it is, in the database locked under the key of whoever stands
   * in `owner`, a member or "" for the organisation, out of the table `keys`. Where the key was erased the row is not seen.
   */
  readonly sealed?: {
    readonly column: keyof Row & string;
    readonly owner: keyof Row & string;
    readonly keys: string;
  };
  readonly columns: { readonly [C in keyof Row & string]: ColumnType };
}

/** PostgreSQL's types as we use them; "document" is jsonb. A trailing "?" is a column that may be null. */
export type ColumnType =
  | "uuid"
  | "text"
  | "date"
  | "timestamptz"
  | "int8"
  | "int4"
  | "bool"
  | "bytea"
  | "jsonb"
  | "uuid?"
  | "text?"
  | "date?"
  | "timestamptz?"
  | "int8?"
  | "int4?"
  | "bool?"
  | "jsonb?";

export function table<Row extends object>(definition: Table<Row>): Table<Row> {
  return definition;
}

/** What becomes true in a table: the whole new row (added or in place of the one with its key), or rows that go. */
export type Change = Put | Gone;
export interface Put {
  readonly put: Table<any>;
  readonly row: Readonly<Record<string, unknown>>;
}
/** Only drafts ever go; what is posted never does, and the database has no grant for it. */
export interface Gone {
  readonly gone: Table<any>;
  readonly where: Readonly<Record<string, unknown>>;
}

export function put<Row extends object>(into: Table<Row>, row: Row): Put {
  return { put: into, row: row as Readonly<Record<string, unknown>> };
}

export function gone<Row extends object>(from: Table<Row>, where: Partial<Row>): Gone {
  return { gone: from, where: where as Readonly<Record<string, unknown>> };
}

/** The values of a row's key as one text. */
export function keyText({ key }: Table<any>, row: Readonly<Record<string, unknown>>): string {
  let text = String(row[key[0]!]);
  for (let place = 1; place < key.length; place += 1) text += `\u001f${String(row[key[place]!])}`;
  return text;
}
