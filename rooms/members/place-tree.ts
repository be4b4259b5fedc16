/** The tree of places as the rules see it: neighbours by all their names, and the lines of a list put into it. */
import { type Books, type Day, type Fact, lastOf, type Need, need, type Refusal, refuse, type Uuid } from "#base";
import { placeIdOf } from "./place-names.ts";
import { foldedName, isSpeltAlike } from "./place-spelling.ts";
import { type PlaceLevel, placeLevels, type PlaceNameRow, placeNameTable, type PlaceRow, placeTable } from "./tables.ts";

/** One line of a list: a place and what it lies in, by name. */
export type PlaceLine = Readonly<Partial<Record<PlaceLevel | "code", string>>>;

export const placeLineFields = {
  country: { is: "text", max: 120, optional: true },
  region: { is: "text", max: 120, optional: true },
  province: { is: "text", max: 120, optional: true },
  municipality: { is: "text", max: 120, optional: true },
  village: { is: "text", max: 120, optional: true },
  /** The official code of the smallest place of the line. */
  code: { is: "text", max: 20, optional: true },
} as const;

/** A place with every name it had, the first one first. */
export interface PlaceNamed {
  readonly row: PlaceRow;
  readonly names: readonly string[];
}

/** What lies in the same place. */
const beside = (parent: Uuid | null): Partial<PlaceRow & PlaceNameRow> =>
  parent === null ? { level: "country" } : { parent_id: parent };

export const needsBeside = (parent: Uuid | null): readonly Need[] => [
  need.row(placeTable, beside(parent)),
  need.row(placeNameTable, beside(parent)),
];
const isSeen = (parent: Uuid | null, books: Books): boolean =>
  books.isCovered(placeTable, beside(parent)) && books.isCovered(placeNameTable, beside(parent));

/** Those of a level that lie in `parent`. */
export function placesBeside(
  { parent, level }: Pick<Sought, "parent" | "level">,
  books: Books,
): readonly PlaceNamed[] {
  const renamed = books.rows(placeNameTable, beside(parent));
  return books
    .rows(placeTable, beside(parent))
    .filter(row => row.level === level)
    .map((row): PlaceNamed => ({ row, names: namesOf(row, renamed.filter(one => one.place_id === row.place_id)) }));
}

/** In the order of their days: what it is called is the last. */
export const namesOf = ({ name }: PlaceRow, renamed: readonly PlaceNameRow[]): readonly string[] => [
  name,
  ...[...renamed]
    .sort((a, b) => (a.from_on < b.from_on ? -1 : a.from_on > b.from_on ? 1 : a.renaming - b.renaming))
    .map(one => one.name),
];

/** A place by name: its own level, and what it lies in. */
export interface Sought {
  readonly parent: Uuid | null;
  readonly level: PlaceLevel;
  readonly name: string;
}

/** The one of these neighbours that bears or bore the name. Its id says its first name, so only later ones are compared. */
export function calledSo(neighbours: readonly PlaceNamed[], sought: Sought): PlaceNamed | undefined {
  const [id, folded] = [placeIdOf(sought), foldedName(sought.name)];
  return neighbours.find(
    ({ row, names: [, ...later] }) => row.place_id === id || later.some(one => foldedName(one) === folded),
  );
}

/** One that bears nearly this name now, and so may be the same place. */
export const spelledNearly = (neighbours: readonly PlaceNamed[], name: string): PlaceNamed | undefined =>
  neighbours.find(one => isSpeltAlike(calledNow(one), name));

export const calledNow = ({ names }: Pick<PlaceNamed, "names">): string => lastOf(names)!;

const namedIn = (line: PlaceLine): readonly PlaceLevel[] => placeLevels.filter(level => line[level] !== undefined);

/** What lines must see. Call it again after each load. `inside` is what all of them lie in; null where they begin with a country. */
export const needsOfLines = (lines: readonly PlaceLine[], inside: Uuid | null, books: Books): readonly Need[] =>
  lines.flatMap(line => {
    const needs: Need[] = [];
    const named = namedIn(line);
    let parent = inside;
    for (const level of named) {
      needs.push(...needsBeside(parent));
      if (!isSeen(parent, books)) break;
      parent = placeCalled({ parent, level, name: line[level]! }, books);
    }
    const smallest = lastOf(named);
    if (line.code !== undefined && smallest) needs.push(need.row(placeTable, { level: smallest, code: line.code }));
    return needs;
  });

/** The place that bears or bore this name, or else the id it will have. */
const placeCalled = (sought: Sought, books: Books): Uuid =>
  calledSo(placesBeside(sought, books), sought)?.row.place_id ?? placeIdOf(sought);

export interface PlacesAdded {
  /** What was not there yet, in the order of the lines, the larger before what lies in it. */
  readonly rows: readonly PlaceRow[];
  /** The smallest place of each line. */
  readonly places: readonly Uuid[];
}

/**
 * Puts lines into the tree. A place that is there, under any name it had, is found and not added again; one that may be another
 * misspelt is added only by who looked at both: the tree is everybody's, and what was added to it stays.
 */
export function addLines(
  lines: readonly PlaceLine[],
  { inside, mayBeAlike, books }: {
    readonly inside: PlaceRow | null;
    readonly mayBeAlike: boolean;
    readonly books: Books;
  },
): PlacesAdded | Refusal {
  const added = new Map<Uuid, PlaceRow>();
  const places: Uuid[] = [];
  for (const [index, line] of lines.entries()) {
    const found = refusalOfLine(line, inside?.level ?? null) ?? addLine(line, inside?.place_id ?? null);
    if (typeof found !== "string") return { ...found, because: { ...found.because, line: index + 1 } };
    places.push(found);
  }
  return { rows: [...added.values()], places };

  function addLine(line: PlaceLine, inside: Uuid | null): Uuid | Refusal {
    const named = namedIn(line);
    let parent = inside;
    for (const [at, level] of named.entries()) {
      const sought: Sought = { parent, level, name: line[level]! };
      const neighbours = [
        ...placesBeside(sought, books),
        ...[...added.values()]
          .filter(one => one.parent_id === parent && one.level === level)
          .map(row => ({ row, names: [row.name] })),
      ];
      const there = calledSo(neighbours, sought);
      if (!there) {
        const alike = mayBeAlike ? undefined : spelledNearly(neighbours, sought.name);
        if (alike) return refusalOfAlike(sought.name, alike);
        const code = at === named.length - 1 ? (line.code ?? null) : null;
        const coded = code === null ? undefined : placeCoded(level, code);
        if (coded) return refuse("members.place-code-taken", { code, name: coded.name });
        const row = { place_id: placeIdOf(sought), parent_id: parent, level, name: sought.name, code };
        added.set(row.place_id, row);
      }
      parent = there?.row.place_id ?? placeIdOf(sought);
    }
    return parent!;
  }

  function placeCoded(level: PlaceLevel, code: string): PlaceRow | undefined {
    return (
      books.rows(placeTable, { level, code })[0] ??
      [...added.values()].find(one => one.level === level && one.code === code)
    );
  }
}

/** With the id of the one that is there, so that who asks can go to it. */
export const refusalOfAlike = (name: string, there: PlaceNamed): Refusal =>
  refuse("members.place-alike", { name, alike: calledNow(there), place: there.row.place_id });

function refusalOfLine(line: PlaceLine, inside: PlaceLevel | null): Refusal | null {
  const [largest] = namedIn(line);
  if (largest === undefined) return refuse("members.place-unnamed");
  if (inside === null) return largest === "country" ? null : refuse("members.place-needs-country");
  return placeLevels.indexOf(largest) > placeLevels.indexOf(inside)
    ? null
    : refuse("members.place-not-inside", { name: line[largest]! });
}

/** The names are everybody's and in nobody's log: a leaf has the id, which is made of the name. */
export const placeAdded = ({ place_id, parent_id, level }: PlaceRow, on: Day): Fact => ({
  kind: "members.place-added",
  on,
  lines: [],
  data: { place: place_id, level, ...(parent_id === null ? {} : { parent: parent_id }) },
});
