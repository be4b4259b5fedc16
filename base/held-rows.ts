import { keyText, type Table } from "./table.ts";

export type Row = Readonly<Record<string, unknown>>;

/** The rows of one table as far as they were loaded, found by their key or by any of their columns. */
export class HeldRows {
  readonly #of: Table<any>;
  readonly #rows: Map<string, Row>;
  /** Made when rows are first asked for by these columns, and kept as they change. */
  readonly #indexes = new Map<string, Index>();

  constructor(of: Table<any>, rows: Iterable<readonly [string, Row]> = []) {
    this.#of = of;
    this.#rows = new Map(rows);
  }

  get size(): number {
    return this.#rows.size;
  }

  get isShared(): boolean {
    return this.#of.isShared === true;
  }

  /** By the text of its key. */
  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  put(key: string, row: Row): void {
    if (this.#indexes.size > 0) {
      const before = this.#rows.get(key);
      for (const index of this.#indexes.values()) {
        if (before) index.remove(key, before);
        index.add(key, row);
      }
    }
    this.#rows.set(key, row);
  }

  /** Those whose columns equal these, in no order. */
  where(where: Row): Iterable<Row> {
    const columns = Object.keys(where);
    if (columns.length === 0) return this.#rows.values();
    if (this.#rows.size <= fewRows) return this.#scan(columns, where);
    const name = columns.join(" ");
    let index = this.#indexes.get(name);
    if (!index) {
      index = new Index(columns);
      for (const [key, row] of this.#rows) index.add(key, row);
      this.#indexes.set(name, index);
    }
    return index.rows(where);
  }

  /** Gives the keys of those that went. */
  removeWhere(where: Row): readonly string[] {
    const gone = [...this.where(where)];
    // All of a draft goes at once: there is nothing left to find.
    if (gone.length === this.#rows.size) {
      const keys = [...this.#rows.keys()];
      this.#rows.clear();
      this.#indexes.clear();
      return keys;
    }
    return gone.map(row => {
      const key = keyText(this.#of, row);
      for (const index of this.#indexes.values()) index.remove(key, row);
      this.#rows.delete(key);
      return key;
    });
  }

  /** Rows are shared, for they never change. */
  copy(): HeldRows {
    return new HeldRows(this.#of, this.#rows);
  }

  #scan(columns: readonly string[], where: Row): readonly Row[] {
    const found: Row[] = [];
    for (const row of this.#rows.values()) if (columns.every(column => row[column] === where[column])) found.push(row);
    return found;
  }
}

/** Looked through as fast as an index is asked. */
const fewRows = 8;

class Index {
  readonly #columns: readonly string[];
  readonly #byValues = new Map<string, Map<string, Row>>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  add(key: string, row: Row): void {
    const values = valuesText(this.#columns, row);
    const held = this.#byValues.get(values);
    if (held) held.set(key, row);
    else this.#byValues.set(values, new Map([[key, row]]));
  }

  remove(key: string, row: Row): void {
    this.#byValues.get(valuesText(this.#columns, row))?.delete(key);
  }

  rows(where: Row): Iterable<Row> {
    return this.#byValues.get(valuesText(this.#columns, where))?.values() ?? [];
  }
}

/** The values of these columns as one text, told apart by their kind: the number 1 is not the bigint 1. */
export function valuesText(columns: readonly string[], of: Row): string {
  let text = "";
  for (const column of columns) text += `${typeof of[column]} ${String(of[column])}\u001f`;
  return text;
}
