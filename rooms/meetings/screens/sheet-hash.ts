/**
 * What the keys agree on: SHA-256 over the whole sheet in one order, as the server works it out. Loaded only when the
 * box is locked, so that nobody waits for it on the way in. It is the same sum as `sheetHash` of the room, which brings
 * every room's rules with it; a test holds the two against each other.
 */
import { canonical, type Json } from "#base";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { WireLine } from "./seen.ts";

export function hashOfSheet(lines: readonly WireLine[]): string {
  const ordered = [...lines].sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0));
  return bytesToHex(
    sha256(utf8ToBytes(canonical(ordered.map(({ line, entry, body }) => ({ line, entry, body: body as Json }))))),
  );
}
