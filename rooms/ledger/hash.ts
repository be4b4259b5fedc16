/** The hashes of the log, for Node. The same leaf hash for any runtime is in `calculators.ts`. */
import { createHash } from "node:crypto";

const leafPrefix = Buffer.from([0]);

/** SHA-256(0x00 | canonical text), so that no node of a tree can pass for a leaf (RFC 6962, 2.1). */
export const leafHash = (body: string): Buffer => createHash("sha256").update(leafPrefix).update(body, "utf8").digest();

/** SHA-256(chain before | leaf hash). */
export const chainHash = (before: Buffer, leaf: Buffer): Buffer =>
  createHash("sha256").update(before).update(leaf).digest();

/** The chain before the first leaf: 32 zero bytes. */
export const chainStart: Buffer = Buffer.alloc(32);
