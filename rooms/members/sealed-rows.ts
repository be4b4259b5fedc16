import { assert, keyText, type Table } from "#base";
import type { Keys } from "./texts.ts";
import { lock, unlock } from "./vault.ts";

type Row = Readonly<Record<string, unknown>>;

/** Rows as they were read, with the key of each beside it (`wrapped`): their documents opened. */
export function openRows(of: Table<any>, rows: readonly Row[], keys: Keys): readonly Row[] {
  const { sealed } = of;
  if (!sealed) return rows;
  return rows.map(({ wrapped, ...row }) => {
    const [organisation, owner] = [row["organisation_id"] as string, row[sealed.owner] as string];
    if (!keys.get(organisation, owner)) keys.fill(organisation, owner, wrapped as Buffer);
    const cipher = row[sealed.column] as Buffer;
    const plain = unlock(cipher, keys.get(organisation, owner)!, placeOf(of, organisation, row));
    return { ...row, [sealed.column]: JSON.parse(plain.toString("utf8")) as unknown };
  });
}

/** A row as it is kept. Its key was filled or made before. */
export function sealRow(of: Table<any>, organisation: string, row: Row, keys: Keys): Row {
  const { sealed } = of;
  assert(sealed, `${of.name} has a document that is sealed`);
  const key = keys.getOrMake(organisation, row[sealed.owner] as string);
  const plain = Buffer.from(JSON.stringify(row[sealed.column]), "utf8");
  return { ...row, [sealed.column]: lock(plain, key, placeOf(of, organisation, row)) };
}

const placeOf = (of: Table<any>, organisation: string, row: Row): string =>
  `${organisation}/${of.name}/${keyText(of, row)}`;
