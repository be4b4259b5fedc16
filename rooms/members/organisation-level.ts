import { type Books, command, type Day, type Need, need, type Project, put, refuse } from "#base";
import { hasChapters, isAffiliated, needsOfAffiliations, needsOfChapters } from "./belonging.ts";
import { levelTable, type OrganisationLevel, organisationLevels } from "./tables.ts";

export const needsOfLevel: readonly Need[] = [need.all(levelTable)];

/** What the organisation is now; a chapter unless it said otherwise. */
export function levelIn(books: Books): { readonly level: OrganisationLevel; readonly from: Day | null } {
  const last = books.rows(levelTable).reduce<{ readonly level: OrganisationLevel; readonly from: Day } | null>(
    (latest, row) => (latest && latest.from >= row.from_on ? latest : { level: row.level, from: row.from_on }),
    null,
  );
  return last ?? { level: "chapter", from: null };
}

export const isAbove = (one: OrganisationLevel, other: OrganisationLevel): boolean =>
  organisationLevels.indexOf(one) > organisationLevels.indexOf(other);

/**
 * What the organisation is, and the name by which chapters know it. It stays that while it belongs to a federation or has
 * chapters: those above are then always of a higher level, and no federation ever comes to lie under its own chapter.
 */
export const setLevel = command({
  name: "members.set-level",
  fields: { level: { is: "choice", of: organisationLevels }, name: { is: "text", max: 120 } },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ organisation }) => [...needsOfLevel, ...needsOfAffiliations(organisation), ...needsOfChapters(organisation)],
  decide({ body, on, organisation }, books) {
    const { level, from } = levelIn(books);
    if (from !== null && on < from) return refuse("members.level-since", { from });
    if (body.level !== level && (isAffiliated(books, organisation, on) || hasChapters(books, organisation, on)))
      return refuse("members.level-while-joined");
    const texts = [{ about: "members.level", id: "-", field: "name", text: body.name }];
    return { facts: [{ kind: "members.level-set", on, lines: [], data: { level: body.level }, texts }] };
  },
});

export const levelSet: Project = fact => [
  put(levelTable, { from_on: fact.on, level: fact.data!["level"] as OrganisationLevel }),
];
