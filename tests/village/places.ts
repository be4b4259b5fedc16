/**
 * Where the practice groups are. The founding article says of Region VI: 41 villages in 12 municipalities of 4 provinces.
 * The names are of places that are there; in which of them a chapter was is invented.
 */
import type { Uuid } from "#base";
import { type PlaceLevel, placeIdOf, placeLevels } from "#members";

type Tree = { readonly [name: string]: Tree | readonly string[] };

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

type Line = Readonly<Partial<Record<PlaceLevel, string>>>;

const lines: Line[] = [];
const ids = new Map<string, Uuid>();
function grow(tree: Tree | readonly string[], above: Line, parent: Uuid | null, depth: number): void {
  const level = placeLevels[depth]!;
  for (const name of Array.isArray(tree) ? (tree as readonly string[]) : Object.keys(tree)) {
    const line = { ...above, [level]: name };
    const place = placeIdOf({ parent, level, name });
    ids.set(name, place);
    if (Array.isArray(tree)) lines.push(line);
    else grow((tree as Tree)[name]!, line, place, depth + 1);
  }
}
grow(philippines, {}, null, 0);
grow(indonesia, {}, null, 0);

/** A line a village, with all it lies in: as an officer reads in a list. */
export const villagePlaces: readonly Line[] = lines;

export const placeNamed = (name: string): Uuid => {
  const found = ids.get(name);
  if (!found) throw new Error(`there is no such place in the village: ${name}`);
  return found;
};
