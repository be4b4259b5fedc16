/**
 * The short code of a sealed meeting: what is written in the paper book, so that whoever has both can see that the books
 * of the phone are still the same. Forty bits of the log's chain hash at the seal, in two groups of four, without
 * letters that are taken for figures (Crockford's base 32).
 */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `chainHash` in hexadecimal. */
export function shortCode(chainHash: string): string {
  let bits = BigInt(`0x${chainHash.slice(0, 10)}`);
  let code = "";
  for (let place = 0; place < 8; place += 1) {
    code = alphabet[Number(bits & 31n)]! + code;
    bits >>= 5n;
  }
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
