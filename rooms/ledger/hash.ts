/** The hashes of the log, for Node. The same leaf hash for any runtime is in `calculators.ts`. */
import { hash } from "node:crypto";

const leafPrefix = Buffer.from([0]);

/** SHA-256(0x00 | canonical text), so that no node of a tree can pass for a leaf (RFC 6962, 2.1). */
export const leafHash = (body: string): Buffer => sha256(Buffer.concat([leafPrefix, Buffer.from(body)]));

/** SHA-256(chain before | leaf hash). */
export const chainHash = (before: Buffer, leaf: Buffer): Buffer => sha256(Buffer.concat([before, leaf]));

/** The chain before the first leaf: 32 zero bytes. */
export const chainStart: Buffer = Buffer.alloc(32);

const sha256 = (bytes: Buffer): Buffer => hash("sha256", bytes, "buffer");
