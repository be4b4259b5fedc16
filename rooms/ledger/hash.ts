/** The hashes of the log, for Node. The same leaf hash for any runtime is in `calculators.ts`. */
import { hash } from "node:crypto";

/** SHA-256(0x00 | canonical text), so that no node of a tree can pass for a leaf (RFC 6962, 2.1). */
export const leafHash = (body: string): Buffer => hash("sha256", `\0${body}`, "buffer");

/** SHA-256(chain before | leaf hash). */
export function chainHash(before: Buffer, leaf: Buffer): Buffer {
  both.set(before, 0);
  both.set(leaf, 32);
  return hash("sha256", both, "buffer");
}

/** Written anew for each link; nothing waits between that and the hash. */
const both = Buffer.alloc(64);

/** The chain before the first leaf: 32 zero bytes. */
export const chainStart: Buffer = Buffer.alloc(32);
