/**
 * Who was erased, kept outside the database: ids and nothing else. A backup made before still holds her name, and whoever
 * brings it back hears here that she stays erased. It lies in the data folder and beside the backups made by themselves.
 */
import { type ConnectionConfig, connect, query, replaceFile, sql } from "#db";
import type { MemberId, OrganisationId } from "#base";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Erased {
  readonly organisation: OrganisationId;
  readonly member: MemberId;
}

export const erasedFile = (folder: string): string => join(folder, "erased.jsonl");

/** Lines that are no such ids are left out: a list is asked for nobody it does not name. */
export async function readErased(file: string): Promise<readonly Erased[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap(line => {
    const [, organisation, member] = /^\{"organisation":"([0-9a-f-]{36})","member":"([^"\\]{1,64})"\}$/.exec(line) ?? [];
    return organisation === undefined ? [] : [{ organisation: organisation as OrganisationId, member: member as MemberId }];
  });
}

/** Adds to the list; nobody is ever taken off it. */
export async function keepErased(file: string, erased: readonly Erased[]): Promise<void> {
  const before = await readErased(file);
  const all = new Map([...before, ...erased].map(one => [lineOf(one), one]));
  if (all.size > before.length) await replaceFile(file, `${[...all.keys()].join("\n")}\n`);
}

const lineOf = ({ organisation, member }: Erased): string => JSON.stringify({ organisation, member });

/** All these books know of: who owns the tables sees whose erasure was decided, and nothing else of them. */
export async function erasedThere(owner: ConnectionConfig): Promise<readonly Erased[]> {
  const pool = connect(owner, { max: 1 });
  try {
    return await query<Erased & Record<string, unknown>>(
      pool,
      sql`select organisation_id as organisation, member_id as member from members.membership
        where erased_on is not null order by 1, 2`,
    );
  } finally {
    await pool.end();
  }
}
