/** A backup asked of the running house by whoever runs it: shown by the key in the data folder, good for five minutes. */
import { type Instant, isRefusal, type OrganisationId, type Refusal, refuse } from "#base";
import { type ConnectionConfig, type Pool } from "#db";
import { organisationByHandle } from "#members/server";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { House } from "../../house.ts";
import type { Edge } from "../intake.ts";
import { practiceText } from "./practice-text.ts";
import { type KeyWay, sealed } from "./sealed-file.ts";
import { booksCompressed } from "./write-books.ts";

export interface BackupAsked {
  readonly at: Instant;
  /** Null: all there are. */
  readonly group: string | null;
  /** Base64, 32 bytes: what it is to be locked with. */
  readonly key: string;
  readonly way: KeyWay;
}

export const proofMs = 300_000;

export function backupProof(masterKey: Buffer, { at, group, key, way }: BackupAsked): string {
  const own = createHmac("sha256", masterKey).update("lumbung/backup/v1").digest();
  return createHmac("sha256", own).update(JSON.stringify([at, group, key, way])).digest("hex");
}

export interface BackupHouse {
  readonly pool: Pool;
  readonly owner: ConnectionConfig;
  readonly house: House;
  readonly edge: Edge;
  readonly masterKey: Buffer;
  readonly folder: string;
  /** Where a sentence about what broke it off goes. */
  readonly log: (line: string) => void;
}

/** The bytes of the file, or why there are none. */
export async function backupFor(
  { pool, owner, house, edge, masterKey, folder, log }: BackupHouse,
  asked: BackupAsked,
  proof: string,
): Promise<AsyncIterable<Buffer> | Refusal> {
  const wanted = Buffer.from(backupProof(masterKey, asked));
  const shown = Buffer.from(proof);
  const { at } = edge.now();
  if (
    shown.length !== wanted.length ||
    !timingSafeEqual(shown, wanted) ||
    !(Math.abs(Date.parse(at) - Date.parse(asked.at)) <= proofMs)
  )
    return refuse("members.not-the-operator");
  const organisation = await organisationOf(pool, asked.group);
  if (isRefusal(organisation)) return organisation;
  const books = booksCompressed({
    owner,
    house,
    masterKey,
    made: at,
    organisation: organisation ?? undefined,
    practice: organisation === null ? await practiceText(folder) : null,
  });
  return told(sealed(books, { key: Buffer.from(asked.key, "base64"), way: asked.way, made: at }), log);
}

/** Who reads the bytes sees only that they end. */
async function* told(bytes: AsyncIterable<Buffer>, log: (line: string) => void): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    log(`A backup broke off: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  }
}

async function organisationOf(pool: Pool, group: string | null): Promise<OrganisationId | null | Refusal> {
  if (group === null) return null;
  return (await organisationByHandle(pool, group)) ?? refuse("members.no-such-group", { handle: group });
}
