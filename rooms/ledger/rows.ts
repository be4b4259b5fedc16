/** Loads and saves the rows of any room's table on arrays: one statement a table, however many organisations wait. */
import { createHash } from "node:crypto";
import { assert, type ColumnType, type Table } from "#base";
import { array, type ElementType, type Statement } from "#db";

type Row = Readonly<Record<string, unknown>>;

// PostgreSQL cuts a statement's name at 63 bytes, and two names cut alike would be one.
const shortName = (name: string): string =>
  name.length <= 60 ? name : `${name.slice(0, 40)} ${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;

const bare = (type: ColumnType): ElementType => type.replace("?", "") as ElementType;

/** What leads the key of a table that belongs to an organisation. */
const owner = (of: Table<any>): readonly string[] => (of.isShared ? [] : ["organisation_id"]);

/** A view of every organisation says whose a row is: each reads her own of it. */
const ownRows = (of: Table<any>): readonly string[] =>
  of.isShared && "of_organisation" in of.columns ? ["t.of_organisation = w.organisation_id"] : [];

/** Rows whose columns equal one of the conditions, with who asked for them. All conditions name the same columns. */
export function selectRows(
  of: Table<any>,
  wheres: readonly { readonly organisation: string; readonly where: Row }[],
): Statement {
  const columns = Object.keys(wheres[0]!.where).sort();
  for (const column of columns) assert(column in of.columns, `${of.name} has a column ${column}`);
  const names = ["organisation_id", ...columns];
  const arrays = names.map(
    (name, index) => `$${index + 1}::${name === "organisation_id" ? "uuid" : bare(of.columns[name]!)}[]`,
  );
  return {
    name: shortName(`select ${of.name} ${columns.join(" ")}`),
    text: `select w.organisation_id, ${Object.keys(of.columns)
      .map(column => `t.${column}`)
      .join(", ")}${of.sealed ? ", k.wrapped" : ""}
      from unnest(${arrays.join(", ")}) as w(${names.join(", ")})
      join ${of.name} t on ${[...[...owner(of), ...columns].map(name => `t.${name} = w.${name}`), ...ownRows(of)].join(" and ")}${keysOf(of)}`,
    values: names.map(name => wheres.map(one => (name === "organisation_id" ? one.organisation : one.where[name]))),
  };
}

/** With each row the key that opens what is sealed in it. */
const keysOf = ({ sealed }: Table<any>): string =>
  sealed === undefined
    ? ""
    : `
      join ${sealed.keys} k on k.organisation_id = t.organisation_id and k.member_id = t.${sealed.owner}`;

export interface Saved {
  readonly organisation: string;
  readonly row: Row;
  /** As it was read; undefined where it was not. */
  readonly before: Row | undefined;
}

/** Writes rows as they are now: those that were read by the columns that changed, all others whole. */
export function saveRows(into: Table<any>, rows: readonly Saved[]): readonly Statement[] {
  const known = rows.filter(({ before }) => before !== undefined && !into.insertOnly);
  const others = rows.length === known.length ? [] : rows.filter(({ before }) => before === undefined || into.insertOnly);
  const changed = Object.keys(into.columns).filter(column =>
    known.some(({ row, before }) => row[column] !== before![column]),
  );
  return [
    ...(changed.length === 0 ? [] : [updateRows(into, changed, known)]),
    ...(others.length === 0 ? [] : [upsertRows(into, others)]),
  ];
}

/** Adds rows, or puts them in place of the ones with their key. */
function upsertRows(into: Table<any>, rows: readonly Saved[]): Statement {
  const columns = Object.keys(into.columns);
  const others = columns.filter(column => !into.key.includes(column));
  const all = [...owner(into), ...columns];
  const onClash = into.insertOnly
    ? ""
    : ` on conflict (organisation_id, ${into.key.join(", ")}) do ${
        others.length === 0
          ? "nothing"
          : `update set ${others.map(column => `${column} = excluded.${column}`).join(", ")}`
      }`;
  return {
    name: `upsert ${into.name}`,
    text: `insert into ${into.name} (${all.join(", ")})
      select ${all.map(column => `w.${column}`).join(", ")} from ${given(into, columns)}${onClash}`,
    values: valuesOf(into, columns, rows),
  };
}

/** That each of them is still there follows from the head, which nobody else moved. */
function updateRows(into: Table<any>, changed: readonly string[], rows: readonly Saved[]): Statement {
  const columns = [...into.key, ...changed];
  return {
    name: shortName(`update ${into.name} ${changed.join(" ")}`),
    text: `update ${into.name} t set ${changed.map(column => `${column} = w.${column}`).join(", ")}
      from ${given(into, columns)}
      where ${["organisation_id", ...into.key].map(column => `t.${column} = w.${column}`).join(" and ")}`,
    values: valuesOf(into, columns, rows),
  };
}

const given = (of: Table<any>, columns: readonly string[]): string =>
  `(select unnest($1::uuid[]) as organisation_id, ${columns
    .map((column, index) => `unnest($${index + 2}::${bare(of.columns[column]!)}[]) as ${column}`)
    .join(", ")}) w`;

const valuesOf = (of: Table<any>, columns: readonly string[], rows: readonly Saved[]): readonly unknown[] => [
  array("uuid", rows.map(one => one.organisation)),
  ...columns.map(column => {
    const values = rows.map(one => one.row[column]);
    assert(!values.includes(undefined), `a row of ${of.name} has its ${column}`);
    return array(bare(of.columns[column]!), values);
  }),
];

/** Removes drafts. The database grants this for draft tables only. */
export function deleteRows(from: Table<any>, organisation: string, where: Row): Statement {
  const columns = Object.keys(where).sort();
  return {
    name: shortName(`delete ${from.name} ${columns.join(" ")}`),
    text: `delete from ${from.name} where organisation_id = $1::uuid ${columns
      .map((column, index) => `and ${column} = $${index + 2}::${bare(from.columns[column]!)}`)
      .join(" ")}`,
    values: [organisation, ...columns.map(column => where[column])],
  };
}
