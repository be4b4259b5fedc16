import { assert, command, type Day, need, type Project, put, refuse, type Uuid } from "#base";
import { needsOfAffiliations, openAffiliation } from "./belonging.ts";
import { isAbove, levelIn, needsOfLevel } from "./organisation-level.ts";
import { affiliationTable, federationTable, type OrganisationLevel } from "./tables.ts";

/**
 * A chapter that stood alone asks to belong to a federation. From then on the federation sees the name given here and the
 * place; it belongs once the federation admits it. Nothing is entered again, and no books of either are seen by the other.
 */
export const askToJoin = command({
  name: "members.ask-to-join",
  fields: { affiliation: { is: "uuid" }, federation: { is: "uuid" }, name: { is: "text", max: 120 } },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ body, organisation }) => [
    ...needsOfLevel,
    ...needsOfAffiliations(organisation),
    need.row(federationTable, { federation_id: body.federation }),
  ],
  decide({ body, on, organisation }, books) {
    if (body.federation === (organisation as Uuid)) return refuse("members.not-its-own-federation");
    const federation = books.row(federationTable, { federation_id: body.federation });
    if (!federation) return refuse("members.no-such-federation");
    const { level } = levelIn(books);
    if (!isAbove(federation.level, level))
      return refuse("members.federation-not-above", { level: federation.level, ours: level });
    const open = openAffiliation(books, organisation, on, body.federation);
    if (open) return refuse("members.in-federation-already", { since: open.from ?? open.asked_on });
    if (books.row(affiliationTable, { affiliation_id: body.affiliation })) return refuse("members.asked-before");
    const data = { affiliation: body.affiliation, federation: body.federation, level };
    const texts = [{ about: "members.affiliation", id: body.affiliation, field: "name", text: body.name }];
    return { facts: [{ kind: "members.joining-asked", on, lines: [], data, texts }] };
  },
});

export const joiningAsked: Project = fact => {
  const data = fact.data as { affiliation: Uuid; federation: Uuid; level: OrganisationLevel };
  const { affiliation, federation, level } = data;
  const row = { affiliation_id: affiliation, federation_id: federation, level, asked_on: fact.on, until_on: null };
  return [put(affiliationTable, row)];
};

/** It leaves, with a last day, or takes back what it asked; what was reported until then stays where it was reported. */
export const leaveFederation = command({
  name: "members.leave-federation",
  fields: { federation: { is: "uuid" }, until: { is: "day" } },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ organisation }) => needsOfAffiliations(organisation),
  decide({ body, on, organisation }, books) {
    const open = openAffiliation(books, organisation, on, body.federation);
    if (!open || open.until_on !== null) return refuse("members.in-no-such-federation");
    if (body.until < open.asked_on)
      return refuse("members.term-runs-backwards", { from: open.asked_on, until: body.until });
    const data = { affiliation: open.affiliation_id, until: body.until };
    return { facts: [{ kind: "members.federation-left", on, lines: [], data }] };
  },
});

export const federationLeft: Project = (fact, books) => {
  const data = fact.data as { affiliation: Uuid; until: Day };
  const row = books.row(affiliationTable, { affiliation_id: data.affiliation });
  assert(row, "a federation that is left was asked");
  return [put(affiliationTable, { ...row, until_on: data.until })];
};

export const federationLeftReversed: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { affiliation: Uuid };
  const row = books.row(affiliationTable, { affiliation_id: data.affiliation });
  assert(row, "a federation that was left was asked");
  return [put(affiliationTable, { ...row, until_on: null })];
};
