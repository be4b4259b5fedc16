/** UUID in lower case. Made on the device (version 7), so that a retry carries the same one. */
export type Uuid = string & { readonly uuid: unique symbol };
export type OrganisationId = Uuid & { readonly organisation: unique symbol };
export type CommandId = Uuid & { readonly command: unique symbol };
/** "m_" and 16 letters, random per organisation: who a line belongs to, and nothing more about her. */
export type MemberId = string & { readonly member: unique symbol };

/**
 * Whoever runs the server, where a fact was said by her. Not of a member's form: no member is she, and nothing that comes
 * in can name her.
 */
export const operator = "operator" as MemberId;
/** The program itself, where it wrote a fact down that nobody said: what it refused. Of no member's form either. */
export const program = "program" as MemberId;

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const memberForm = /^m_[a-z2-7]{16}$/;
/** A word for a fund, a product or a rule: "social", "rice-bank". */
const codeForm = /^[a-z][a-z0-9-]{0,39}$/;

export const isUuid = (text: string): text is Uuid => uuidForm.test(text);
export const isMemberId = (text: string): text is MemberId => memberForm.test(text);
/** A dotted key, with a code behind a stroke: "loans.product/ordinary". */
const dottedKeyForm = /^[a-z][a-z0-9.-]{0,59}(?:\/[a-z][a-z0-9-]{0,39})?$/;
export const isDottedKey = (text: string): boolean => dottedKeyForm.test(text);
export const isCode = (text: string): boolean => codeForm.test(text);

/** A version 7 UUID from the clock and ten random bytes, both handed in: time-ordered, so an index stays narrow. */
export function uuidFrom(timeMs: number, random: Uint8Array): Uuid {
  const time = timeMs.toString(16).padStart(12, "0").slice(-12);
  const hex = (place: number): string => hexOf[random[place]!]!;
  const version = hexOf[0x70 | (random[0]! & 0x0f)]!;
  const variant = hexOf[0x80 | (random[2]! & 0x3f)]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex(1)}-${variant}${hex(3)}-${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}` as Uuid;
}

/** Each byte in two figures. */
const hexOf: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A member id from ten random bytes. */
export function memberIdFrom(random: Uint8Array): MemberId {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  let bits = 0n;
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let place = 15; place >= 0; place -= 1) text += alphabet[Number((bits >> BigInt(place * 5)) & 31n)];
  return `m_${text}` as MemberId;
}
