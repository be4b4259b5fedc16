/** When two names are the same words, and when one may be the other misspelt. */

/** The same words in another spelling: "Sta. Bárbara" and "santa barbara". */
export const foldedName = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== "")
    .map(word => shortWords[word] ?? word)
    .join(" ");

/** How these words are cut short on maps and forms in the Philippines and Indonesia. */
const shortWords: Readonly<Record<string, string>> = {
  sta: "santa",
  sto: "santo",
  st: "saint",
  brgy: "barangay",
  bgy: "barangay",
  kab: "kabupaten",
  kec: "kecamatan",
  kel: "kelurahan",
  prov: "provinsi",
};

/** Said before a name or left out; a kota and a kabupaten of one name are two places. */
const kinds: ReadonlySet<string> = new Set(["barangay", "desa", "kelurahan", "village", "provinsi", "province"]);

const withoutKinds = (folded: string): string =>
  folded
    .split(" ")
    .filter(word => !kinds.has(word))
    .join(" ");

/** Whether one may be the other misspelt: a person has to look. "Barangay 1" is not Barangay 2. */
export function isSpeltAlike(one: string, other: string): boolean {
  const [a, b] = [withoutKinds(foldedName(one)), withoutKinds(foldedName(other))];
  if (a === b) return true;
  if (a.replace(/\D/g, "") !== b.replace(/\D/g, "")) return false;
  const letters = Math.min(a.length, b.length);
  return lettersApart(a, b) <= (letters < 4 ? 0 : letters < 8 ? 1 : 2);
}

/** How many letters must be added, left out or changed to come from one to the other. */
function lettersApart(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (const [at, letter] of [...a].entries()) {
    const next = [at + 1];
    for (let place = 1; place <= b.length; place += 1)
      next.push(Math.min(row[place]! + 1, next[place - 1]! + 1, row[place - 1]! + (b[place - 1] === letter ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
