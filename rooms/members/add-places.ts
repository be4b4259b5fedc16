import { type Books, command, type Document, type Fact, lastOf, need, put, type Refusal, refuse, type Uuid } from "#base";
import { isSpeltAlike, placeIdOf } from "./place-names.ts";
import { type PlaceLevel, placeLevels, type PlaceRow, placeTable } from "./tables.ts";

/** One line of a list: a place and what it lies in, by name. */
type PlaceLine = Readonly<Partial<Record<PlaceLevel | "code", string>>>;

/** As many as one command reads; a longer list is said in parts, and what is there already is passed over. */
const placesMax = 1_000;

/**
 * Places the tree does not have yet, each with what it lies in: one village from a screen, or a list of a whole province. A
 * place that is there is found and not added again. One that may be another misspelt is added only by who looked at both:
 * the tree is everybody's, and what was added to it stays.
 */
export const addPlaces = command({
  name: "members.add-places",
  fields: {
    /** What all of them lie in; without it each line begins with a country. */
    inside: { is: "uuid", optional: true },
    places: {
      is: "list",
      max: placesMax,
      of: {
        is: "group",
        of: {
          country: { is: "text", max: 120, optional: true },
          region: { is: "text", max: 120, optional: true },
          province: { is: "text", max: 120, optional: true },
          municipality: { is: "text", max: 120, optional: true },
          village: { is: "text", max: 120, optional: true },
          /** The official code of the smallest place of the line. */
          code: { is: "text", max: 20, optional: true },
        },
      },
    },
    /** Somebody looked: those spelt nearly as one that is there are others. */
    though_alike: { is: "flag", optional: true },
  },
  sayableBy: ["secretary", "chair", "field-officer"],
  needs: ({ body }) => [
    ...(body.inside === undefined ? [] : [need.row(placeTable, { place_id: body.inside })]),
    ...body.places.flatMap(line =>
      pathOf(line, body.inside ?? null).flatMap(row => [
        need.row(placeTable, beside(row)),
        ...(row.code === null ? [] : [need.row(placeTable, { level: row.level, code: row.code })]),
      ]),
    ),
  ],
  decide({ body, on }, books) {
    const inside = body.inside === undefined ? null : books.row(placeTable, { place_id: body.inside });
    if (inside === undefined) return refuse("members.no-such-place");
    const added = new Map<Uuid, PlaceRow>();
    for (const [index, line] of body.places.entries()) {
      const refusal =
        refusalOfLine(line, inside?.level ?? null) ??
        addPath(pathOf(line, inside?.place_id ?? null), { books, added, mayBeAlike: body.though_alike === true });
      if (refusal) return { ...refusal, because: { ...refusal.because, line: index + 1 } };
    }
    const rows = [...added.values()];
    return {
      facts: rows.map((row): Fact => ({ kind: "members.place-added", on, lines: [], data: dataOf(row) })),
      // The names are everybody's and in nobody's log: a leaf has the id, which is made of the name.
      drafts: rows.map(row => put(placeTable, row)),
      answer: { added: String(rows.length), ...placeOfOne(body.places, inside?.place_id ?? null) },
    };
  },
});

/** What a single line names, so that who added it can go there. */
const placeOfOne = (lines: readonly PlaceLine[], inside: Uuid | null): { readonly place?: string } =>
  lines.length === 1 ? { place: lastOf(pathOf(lines[0]!, inside))!.place_id } : {};

const dataOf = ({ place_id, parent_id, level }: PlaceRow): Readonly<Record<string, Document>> => ({
  place: place_id,
  level,
  ...(parent_id === null ? {} : { parent: parent_id }),
});

/** The places a line names, the largest first, each in the one before it. */
function pathOf(line: PlaceLine, inside: Uuid | null): readonly PlaceRow[] {
  let parent = inside;
  return namedIn(line).map((level, at, named) => {
    const name = line[level]!;
    const code = at === named.length - 1 ? (line.code ?? null) : null;
    const row = { place_id: placeIdOf({ parent, level, name }), parent_id: parent, level, name, code };
    parent = row.place_id;
    return row;
  });
}

const namedIn = (line: PlaceLine): readonly PlaceLevel[] => placeLevels.filter(level => line[level] !== undefined);

/** What lies in the same place. */
const beside = ({ parent_id }: PlaceRow): Partial<PlaceRow> =>
  parent_id === null ? { level: "country" } : { parent_id };

function refusalOfLine(line: PlaceLine, inside: PlaceLevel | null): Refusal | null {
  const [largest] = namedIn(line);
  if (largest === undefined) return refuse("members.place-unnamed");
  if (inside === null) return largest === "country" ? null : refuse("members.place-needs-country");
  return placeLevels.indexOf(largest) > placeLevels.indexOf(inside)
    ? null
    : refuse("members.place-not-inside", { name: line[largest]! });
}

/** Puts what is not there yet to `added`. */
function addPath(
  path: readonly PlaceRow[],
  { books, added, mayBeAlike }: {
    readonly books: Books;
    readonly added: Map<Uuid, PlaceRow>;
    readonly mayBeAlike: boolean;
  },
): Refusal | null {
  for (const row of path) {
    const siblings = [...books.rows(placeTable, beside(row)), ...added.values()].filter(
      one => one.parent_id === row.parent_id && one.level === row.level,
    );
    if (siblings.some(one => one.place_id === row.place_id)) continue;
    const alike = mayBeAlike ? undefined : siblings.find(one => isSpeltAlike(one.name, row.name));
    if (alike) return refuse("members.place-alike", { name: row.name, alike: alike.name, place: alike.place_id });
    const coded = row.code === null ? undefined : placeCoded(row, books, added);
    if (coded) return refuse("members.place-code-taken", { code: row.code, name: coded.name });
    added.set(row.place_id, row);
  }
  return null;
}

const placeCoded = (
  { level, code }: PlaceRow,
  books: Books,
  added: ReadonlyMap<Uuid, PlaceRow>,
): PlaceRow | undefined =>
  books.rows(placeTable, { level, code })[0] ??
  [...added.values()].find(one => one.level === level && one.code === code);
