/** Holds the tables of all rooms against the log: the loan, the shares, the member, the rule are what their entries say. */
import { type Document, keyText, type OrganisationId, type Table } from "#base";
import { type PoolClient, query, sql } from "#db";
import type { Replay } from "./replay.ts";

export interface RowFault {
  readonly fault: "row-altered" | "row-missing" | "row-extra";
  /** The leaf that last said something of the row; null where none did. */
  readonly seq: bigint | null;
  readonly row: { readonly table: string; readonly key: string };
  /** Which column, where the row is there and says something else. */
  readonly part: string | null;
  readonly found: string | null;
  readonly expected: string | null;
}

/** Every row that is not as the log says, the lowest room first. `client` is inside a `read` of the organisation. */
export async function* rowFaults(
  client: PoolClient,
  organisation: OrganisationId,
  replay: Replay,
): AsyncGenerator<RowFault> {
  for (const table of replay.tables) {
    if (table.drafts === "all" || table.isShared) continue;
    const kept = new Map((await rowsOf(client, table, organisation)).map(row => [keyText(table, row), row]));
    for (const wanted of replay.books.rows(table) as readonly Row[]) {
      const key = keyText(table, wanted);
      const at = { seq: replay.saidIn(table.name, key), row: { table: table.name, key: key.replaceAll("\u001f", " ") } };
      const found = kept.get(key);
      kept.delete(key);
      if (!found) {
        yield { fault: "row-missing", ...at, part: null, found: null, expected: null };
        continue;
      }
      for (const column of columnsOf(table)) {
        const texts = { found: valueText(found[column]), expected: valueText(wanted[column]) };
        if (texts.found !== texts.expected) yield { fault: "row-altered", ...at, part: column, ...texts };
      }
    }
    for (const key of kept.keys())
      yield {
        fault: "row-extra",
        seq: replay.saidIn(table.name, key),
        row: { table: table.name, key: key.replaceAll("\u001f", " ") },
        part: null,
        found: null,
        expected: null,
      };
  }
}

type Row = Readonly<Record<string, unknown>>;

const columnsOf = (table: Table<any>): readonly string[] =>
  Object.keys(table.columns).filter(column => !(table.drafts as readonly string[] | undefined)?.includes(column));

function rowsOf(client: PoolClient, table: Table<any>, organisation: OrganisationId): Promise<readonly Row[]> {
  const [schema, name] = table.name.split(".") as [string, string];
  const columns = sql.join(Object.keys(table.columns).map(column => sql.identifier(column)));
  return query<Record<string, unknown>>(
    client,
    sql`select ${columns} from ${sql.identifier(schema, name)} where organisation_id = ${organisation}`,
  );
}

/** One text for one value, whatever order the keys of an object stand in. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(",")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value as { readonly [key: string]: Document })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${key}:${valueText(item)}`)
      .join(",")}}`;
  return String(value);
}
