/**
 * A readable export brought back: the same commands, leaves and lines under the promises of the database, to the same
 * head, or nothing. Nobody can sign in to it yet, since no secret was in it: those who hold an office get new ones here.
 */
import { BrokenInvariant, type MemberId, type OrganisationId } from "#base";
import { codeOf, type Pool, query, read, sql } from "#db";
import { verify } from "#ledger/server";
import { hasNobodyComeIn, openAtImport, refusalOfPin, signInEdge } from "#members/server";
import { randomBytes, randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { realEdge } from "../edge.ts";
import { bringIn, type Into } from "../backup/restore.ts";
import type { Restored } from "../backup/read-books.ts";
import { BackupUnfit } from "../backup/unfit.ts";
import type { Beginning } from "../backup/write-books.ts";
import { booksFile } from "./export-books.ts";
import { partsIn } from "./read-export.ts";
import { entryOfZip } from "./zip.ts";

export interface ToImport extends Into {
  /** The ZIP, or the `books.json` out of it. */
  readonly file: string;
  /** The word one signs in with. */
  readonly handle: string;
  readonly language: string;
}

/** New secrets of one who holds an office, shown once: she changes them when she first signs in. */
export interface NewSecret {
  readonly number: number;
  readonly pin: string;
  readonly password: string;
}

export interface Imported {
  readonly group: Restored;
  readonly officers: readonly NewSecret[];
}

/** Throws BackupUnfit where the file is not whole or something is in the way. */
export async function importBooks(asked: ToImport): Promise<Imported> {
  const { file, handle, house } = asked;
  const { contents, beginning, rest } = partsIn(await booksIn(file), house, file);
  // Its word is the one said now: another group may have the old one.
  const renamed: Beginning = { ...beginning, handles: [handle] };
  let officers: readonly NewSecret[] = [];
  const [group] = await bringIn(asked, {
    file,
    contents,
    only: null,
    parts: async function* () {
      yield { is: "contents", contents };
      yield { is: "beginning", beginning: renamed };
      yield* rest;
    },
    goOn: pool => leftBehind(pool, renamed),
    then: async (pool, masterKey) => {
      officers = await openDoor(pool, masterKey, { ...asked, organisation: beginning.organisation });
    },
  }).catch((error: unknown) => {
    // The promises of the database hold against whatever was written into a file.
    throw isOfTheFile(error) ? new BackupUnfit("cli.export-altered", { file, why: (error as Error).message }) : error;
  });
  return { group: group!, officers };
}

/** Refused by the database for what it was given: its form, a key, its size, a promise, a policy. */
const isOfTheFile = (error: unknown): boolean =>
  error instanceof BrokenInvariant || /^(22|23|54|42501|P0001)/.test(codeOf(error));

/**
 * Killed after the books were there and before anybody had her new secrets, an import left the very same books, and nobody came
 * in since: then only the door is still to be opened.
 */
const leftBehind = (pool: Pool, { organisation, handles, size, chain }: Beginning): Promise<Restored | null> =>
  read(pool, organisation, async client => {
    if (!(await hasNobodyComeIn(client, organisation))) return null;
    const there = await verify(client, organisation);
    if (!there.ok || String(there.leaves) !== size || there.chain !== chain) return null;
    return { organisation, handles, leaves: size, chain, erasedAgain: 0 };
  });

async function booksIn(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new BackupUnfit("cli.backup-no-file", { file, why: error.code ?? error.message });
  });
  return (bytes.subarray(0, 2).toString() === "PK" ? entryOfZip(bytes, booksFile, file) : bytes).toString("utf8");
}

/** Its word at the door, and secrets for those who hold an office now. No phone is let in: an officer lets hers in. */
async function openDoor(
  pool: Pool,
  masterKey: Buffer,
  { organisation, handle, language }: Pick<ToImport, "handle" | "language"> & { readonly organisation: OrganisationId },
): Promise<readonly NewSecret[]> {
  const holders = await read(pool, organisation, client =>
    query<{ member: MemberId; number: number }>(
      client,
      sql`select m.member_id as member, m.number from members.membership m
        where m.organisation_id = ${organisation} and m.status = 'active' and exists (
          select 1 from members.office o where o.organisation_id = m.organisation_id and o.member_id = m.member_id
            and o.until_on is null and o.role in ('treasurer', 'secretary', 'chair'))
        order by m.number`,
    ),
  );
  const secrets = holders.map(one => ({ ...one, pin: newPin(), password: newPassword() }));
  const edge = signInEdge({ masterKey, now: () => realEdge.now() });
  if (secrets.length === 0) return [];
  const refusal = await openAtImport(pool, { organisation, handle, language, members: secrets }, edge);
  if (refusal) throw new BackupUnfit("cli.import-door", { refused: refusal.refused });
  return secrets.map(({ number, pin, password }) => ({ number, pin, password }));
}

function newPin(): string {
  for (;;) {
    const pin = String(randomInt(1_000_000)).padStart(6, "0");
    if (refusalOfPin(pin) === null) return pin;
  }
}

/** Sixteen letters and figures that nobody mistakes for each other: 80 bits. */
const newPassword = (): string =>
  [...randomBytes(16)]
    .map(byte => "abcdefghijkmnpqrstuvwxyz23456789"[byte % 32])
    .join("")
    .replace(/.{4}(?!$)/g, "$&-");
