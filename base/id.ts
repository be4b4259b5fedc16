/** UUID in lower case. Made on the device (version 7), so that a retry carries the same one. */
export type Uuid = string & { readonly uuid: unique symbol };
export type OrganisationId = Uuid & { readonly organisation: unique symbol };
export type CommandId = Uuid & { readonly command: unique symbol };
/** "m_" and 16 letters, random per organisation: who a line belongs to, and nothing more about her. */
export type MemberId = string & { readonly member: unique symbol };

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
  const hex = Array.from(random.subarray(0, 10), byte => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((Number.parseInt(hex.slice(4, 6), 16) & 0x3f) | 0x80).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(6, 8)}-${hex.slice(8, 20)}` as Uuid;
}

/** A member id from ten random bytes. */
export function memberIdFrom(random: Uint8Array): MemberId {
  const alphabet = "abcdefghijklmnopqrstuvwxyz234567";
  let bits = 0n;
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let place = 15; place >= 0; place -= 1) text += alphabet[Number((bits >> BigInt(place * 5)) & 31n)];
  return `m_${text}` as MemberId;
}
