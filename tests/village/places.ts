/**
 * Where the practice groups are. The founding article says of Region VI: 41 villages in 12 municipalities of 4 provinces.
 * The names are of places that are there; in which of them a chapter was is invented.
 */
import { type Uuid, uuidFrom } from "#base";
import type { Place, PlaceLevel } from "#members/server";

type Tree = { readonly [name: string]: Tree | readonly string[] };

const levels: readonly PlaceLevel[] = ["country", "region", "province", "municipality", "village"];

const philippines: Tree = {
  Philippines: {
    "Western Visayas": {
      Iloilo: {
        "Sta. Barbara": ["Bolong Este", "Bolong Oeste", "Cabugao Norte", "Cadagmayan Norte", "Daga", "Inangayan"],
        Pavia: ["Aganan", "Balabag", "Pandac", "Tigum"],
        Leganes: ["Cari Mayor", "Guihaman", "Guinobatan"],
        Miagao: ["Baybay Norte", "Indag-an", "Kirayan Norte", "Sapa"],
        Oton: ["Abilay Norte", "Botong", "Trapiche"],
      },
      Antique: {
        "San Jose de Buenavista": ["Atabay", "Funda", "Malaiba"],
        Sibalom: ["Bongbongan", "Egaña", "Villafont"],
        Hamtic: ["Apdo", "Guintas", "La Paz"],
      },
      Capiz: {
        Pontevedra: ["Agbanog", "Bailan", "Hipona"],
        Panay: ["Agbalo", "Bonga", "Cabugao"],
      },
      Aklan: {
        Kalibo: ["Bakhaw Norte", "Estancia", "Tinigaw"],
        Ibajay: ["Aparicio", "Colongcolong", "Naile"],
      },
    },
  },
};

const indonesia: Tree = {
  Indonesia: { "Nusa Tenggara": { "Nusa Tenggara Barat": { "Lombok Tengah": ["Desa Sukarara"] } } },
};

const placed: Place[] = [];
function grow(tree: Tree | readonly string[], parent: Uuid | null, depth: number): void {
  const names = Array.isArray(tree) ? (tree as readonly string[]) : Object.keys(tree);
  for (const name of names) {
    // The same places have the same ids in every practice, so that they are added once.
    const place = uuidFrom(placed.length + 1, new Uint8Array(10).fill(41));
    placed.push({ place, parent, level: levels[depth]!, name, code: null });
    if (!Array.isArray(tree)) grow((tree as Tree)[name]!, place, depth + 1);
  }
}
grow(philippines, null, 0);
grow(indonesia, null, 0);

/** Parents before their children. */
export const villagePlaces: readonly Place[] = placed;

export const placeNamed = (name: string): Uuid => {
  const found = villagePlaces.find(one => one.name === name);
  if (!found) throw new Error(`there is no such place in the village: ${name}`);
  return found.place;
};
