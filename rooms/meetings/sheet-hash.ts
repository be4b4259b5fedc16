/**
 * What the keys agree on, worked out alike by the phone and the server. It stands in a file of its own, without the rooms'
 * rules, so that the browser can load it when the box is locked and nobody waits for it on the way in.
 */
import { canonical, type Document, type Json } from "#base";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** One line as it stands on the sheet: its place, the entry's name, and the body in its wire form. */
export interface SheetLine {
  readonly line: string;
  readonly entry: string;
  readonly body: Document;
}

/** SHA-256 over the sheet in one order, whatever order it was written in. */
export function sheetHash(lines: readonly SheetLine[]): string {
  const ordered = [...lines].sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0));
  const text = canonical(ordered.map(({ line, entry, body }) => ({ body: body as Json, entry, line })));
  return nodes ? nodes.hash("sha256", text, "hex") : bytesToHex(sha256(utf8ToBytes(text)));
}

interface Hashes {
  hash(algorithm: "sha256", text: string, as: "hex"): string;
}

/** Node's own, where this runs on Node: there it is far quicker, and every meeting's sheet is hashed. */
const nodes = (
  globalThis as { readonly process?: { getBuiltinModule?(name: "node:crypto"): Hashes | undefined } }
).process?.getBuiltinModule?.("node:crypto");
