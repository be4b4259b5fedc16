import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Calculator, canonical, type Json, NotCanonical, parseCanonical, type Refusal, refuse } from "#base";
import { openNote } from "./note.ts";

const exampleKey = "lumbung/example+a82e30f3+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
const exampleNote =
  "Kelompok Melati\n12 Nov 2026\n\n— lumbung/example qC4w81+WTedaGMxcObCdmGVk5QaY43JYEGnpg5EUXH8h3dcqd4cZy/jpNysYMhkjiPldcyw+qaO7lUgIwEzGJd1i6QM=\n";

const canonicalFields = ["text", "input_b64"] as const;

/** The document travels in a string, so that an array, a number or a doubled key in it survives. */
const canonicalCalculator = {
  name: "ledger canonical",
  fields: canonicalFields,
  switches: ["--any"],
  example: { text: '{"v":1,"kind":"savings.deposit","amt":"25000"}' },
  calculate(input: Json, switches: ReadonlySet<string>): Json | Refusal {
    const document = documentOf(input);
    if (typeof document !== "string") return document;
    try {
      const text = canonical(parseCanonical(document, { any: switches.has("--any") }));
      const bytes = utf8ToBytes(text);
      return {
        canonical: text,
        canonical_hex: bytesToHex(bytes),
        sha256: bytesToHex(sha256(bytes)),
        leaf_hash: bytesToHex(leafHash(bytes)),
      };
    } catch (error) {
      if (error instanceof NotCanonical) return refuse("ledger.not-canonical", { fault: error.fault, at: error.at });
      throw error;
    }
  },
};

/** The hash of a leaf: SHA-256 of 0x00 and the bytes, so that no node of a tree can pass for a leaf (RFC 6962, 2.1). */
const leafHash = (bytes: Uint8Array): Uint8Array => sha256(concatBytes(Uint8Array.of(0), bytes));

function documentOf(input: Json): string | Refusal {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return malformed("input", "object");
  const given = input as { readonly [name: string]: Json };
  const names = Object.keys(given);
  const unknown = names.find(name => !(canonicalFields as readonly string[]).includes(name));
  if (unknown !== undefined) return refuse("ledger.unknown-field", { field: unknown });
  if (names.length === 0) return refuse("ledger.field-missing", { field: "text" });
  if (names.length > 1) return malformed("input_b64", "text | input_b64");
  const value = given[names[0]!]!;
  if (typeof value !== "string") return malformed(names[0]!, "text");
  return names[0] === "text" ? value : textOfBase64(value);
}

const malformed = (field: string, expected: string): Refusal => refuse("ledger.field-malformed", { field, expected });

const base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Padded base64 (RFC 4648, section 4) of UTF-8, and nothing else. */
function textOfBase64(encoded: string): string | Refusal {
  const digits = encoded.replace(/={1,2}$/, "");
  if (encoded.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(digits)) return malformed("input_b64", "base64");
  let escaped = "";
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | base64Alphabet.indexOf(digit)) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    escaped += `%${((bits >> held) & 0xff).toString(16).padStart(2, "0")}`;
  }
  try {
    // Percent-decoding is UTF-8 in its strict form: overlong and cut sequences and surrogates throw.
    return decodeURIComponent(escaped);
  } catch {
    return refuse("ledger.not-canonical", { fault: "not-utf-8", at: 0 });
  }
}

/** A signed note (C2SP) and the keys one trusts. One that does not hold is an answer; only what is no input is refused. */
const noteCalculator: Calculator = {
  name: "ledger check-note",
  fields: ["note", "keys"],
  example: {
    note: exampleNote,
    keys: [exampleKey],
  },
  calculate(input: Json): Json | Refusal {
    if (typeof input !== "object" || input === null || Array.isArray(input)) return malformed("input", "object");
    const { note, keys, ...more } = input as { readonly [name: string]: Json };
    const unknown = Object.keys(more)[0];
    if (unknown !== undefined) return refuse("ledger.unknown-field", { field: unknown });
    if (note === undefined) return refuse("ledger.field-missing", { field: "note" });
    if (keys === undefined) return refuse("ledger.field-missing", { field: "keys" });
    if (typeof note !== "string") return malformed("note", "text");
    if (!Array.isArray(keys) || keys.some(key => typeof key !== "string")) return malformed("keys", "[text, …]");
    const opened = openNote(note, keys as readonly string[]);
    if (opened.isWhole) return { ok: true, signed_by: opened.signedBy };
    return opened.fault === "malformed-key" ? malformed("keys", "name+hash+key") : { ok: false, because: opened.fault };
  },
};

export const calculators: readonly Calculator[] = [canonicalCalculator, noteCalculator];
