/**
 * Signed notes (C2SP signed-note): a text, an empty line, and under it a line for each who signed. With the signer's key
 * anybody checks it without asking anybody. Ed25519 by RFC 8032, strictly: a phone and a server never disagree on one signature.
 *
 * A key is written `name+hhhhhhhh+base64`: who signs, the first four bytes of the key's hash, and the key with its kind before it.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";

export interface SigningKey {
  readonly name: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** Why a note does not hold, or is none. */
export type NoteFault = "malformed-note" | "malformed-key" | "nobody-known-signed" | "signature-does-not-hold";

export type OpenedNote =
  | { readonly isWhole: true; readonly text: string; readonly signedBy: readonly string[] }
  | { readonly isWhole: false; readonly fault: NoteFault };

const algorithm = 1;
/** No space of any kind and no plus: both part the pieces of a line. */
const nameForm = /^[^\s+\p{Cc}]+$/u;
const signaturesMax = 100;

export function publicKeyOf({ name, secret }: SigningKey): string {
  const key = concatBytes(Uint8Array.of(algorithm), ed25519.getPublicKey(secret));
  return `${name}+${bytesToHex(idOf(name, key))}+${base64Of(key)}`;
}

/** `text` ends with a line break and holds no other control characters. */
export function signNote(text: string, key: SigningKey): string {
  if (!isText(text) || !nameForm.test(key.name)) throw new Error("not a text that can be signed");
  const written = concatBytes(Uint8Array.of(algorithm), ed25519.getPublicKey(key.secret));
  const signature = concatBytes(idOf(key.name, written), ed25519.sign(utf8ToBytes(text), key.secret));
  return `${text}\n— ${key.name} ${base64Of(signature)}\n`;
}

/** Signatures of keys that are not given are left aside; one of a given key that does not hold spoils the note. */
export function openNote(note: string, keys: readonly string[]): OpenedNote {
  const known = keys.map(keyFrom);
  if (known.some(key => key === null)) return spoilt("malformed-key");
  const parted = note.lastIndexOf("\n\n");
  const text = note.slice(0, parted + 1);
  const lines = note.slice(parted + 2);
  if (parted < 1 || !isText(text) || !lines.endsWith("\n")) return spoilt("malformed-note");
  const signatures = lines.slice(0, -1).split("\n").map(signatureFrom);
  if (signatures.length > signaturesMax || signatures.some(one => one === null)) return spoilt("malformed-note");
  const signedBy: string[] = [];
  for (const signature of signatures) {
    const key = known.find(one => one!.name === signature!.name && one!.id === signature!.id);
    if (!key) continue;
    if (!holds(signature!.bytes, text, key.key)) return spoilt("signature-does-not-hold");
    if (!signedBy.includes(key.name)) signedBy.push(key.name);
  }
  return signedBy.length === 0 ? spoilt("nobody-known-signed") : { isWhole: true, text, signedBy };
}

const spoilt = (fault: NoteFault): OpenedNote => ({ isWhole: false, fault });

/** Said aloud or compared on paper: half of the key's hash in groups of four, of which nobody finds a second key. */
export function fingerprintOfKey(key: string): string | null {
  const read = keyFrom(key);
  return read === null ? null : bytesToHex(sha256(read.key).slice(0, 16)).match(/.{4}/g)!.join(" ");
}

function holds(signature: Uint8Array, text: string, key: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, utf8ToBytes(text), key, { zip215: false });
  } catch {
    return false; // A key that is no point of the curve.
  }
}

function keyFrom(written: string): { readonly name: string; readonly id: string; readonly key: Uint8Array } | null {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(written) ?? [];
  if (name === undefined || !nameForm.test(name)) return null;
  const key = bytesFrom(encoded!);
  if (key === null || key.length !== 33 || key[0] !== algorithm || bytesToHex(idOf(name, key)) !== id) return null;
  return { name, id, key: key.slice(1) };
}

function signatureFrom(line: string): { readonly name: string; readonly id: string; readonly bytes: Uint8Array } | null {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  if (name === undefined || !nameForm.test(name)) return null;
  const bytes = bytesFrom(encoded!);
  if (bytes === null || bytes.length < 5) return null;
  return { name, id: bytesToHex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
}

/** The key's hash over name and key: enough to find it among those known, and nothing to trust in. */
const idOf = (name: string, key: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(`${name}\n`), key)).slice(0, 4);

const isText = (text: string): boolean =>
  text.endsWith("\n") && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);

// Node and browsers both have them, which the types of neither are here to say.
declare function btoa(bytes: string): string;
declare function atob(encoded: string): string;

const base64Of = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

function bytesFrom(encoded: string): Uint8Array | null {
  if (encoded.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null;
  const bytes = Uint8Array.from(atob(encoded), sign => sign.charCodeAt(0));
  return base64Of(bytes) === encoded ? bytes : null; // One text for one row of bytes.
}
