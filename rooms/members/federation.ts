import { assert, command, type Day, need, type Project, put, refuse, type Uuid } from "#base";
import { affiliationTable, type FederationLevel, federationLevels } from "./tables.ts";

/**
 * A chapter that stood alone joins a federation, itself an organisation with books of its own. What it reports there
 * begins with this day; nothing is entered again, and no row of either is seen by the other.
 */
export const joinFederation = command({
  name: "members.join-federation",
  fields: {
    parent: { is: "uuid" },
    /** What the parent is: a cluster of villages, a province … */
    level: { is: "choice", of: federationLevels },
    from: { is: "day" },
  },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: () => [need.all(affiliationTable)],
  decide({ body, on, organisation }, books) {
    if (body.parent === (organisation as Uuid)) return refuse("members.not-its-own-federation");
    const again = books
      .rows(affiliationTable, { parent_id: body.parent })
      .find(row => row.until_on === null || row.until_on >= body.from);
    if (again) return refuse("members.in-federation-already", { from: again.from_on });
    const data = { parent: body.parent, level: body.level, from: body.from };
    return { facts: [{ kind: "members.federation-joined", on, lines: [], data }] };
  },
});

export const federationJoined: Project = fact => {
  const data = fact.data as { parent: Uuid; level: FederationLevel; from: Day };
  return [put(affiliationTable, { parent_id: data.parent, from_on: data.from, level: data.level, until_on: null })];
};

/** It leaves, with a last day; what was reported until then stays where it was reported. */
export const leaveFederation = command({
  name: "members.leave-federation",
  fields: { parent: { is: "uuid" }, until: { is: "day" } },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: () => [need.all(affiliationTable)],
  decide({ body, on }, books) {
    const row = books.rows(affiliationTable, { parent_id: body.parent }).find(one => one.until_on === null);
    if (!row) return refuse("members.in-no-such-federation");
    if (body.until < row.from_on)
      return refuse("members.term-runs-backwards", { from: row.from_on, until: body.until });
    const data = { parent: body.parent, from: row.from_on, until: body.until };
    return { facts: [{ kind: "members.federation-left", on, lines: [], data }] };
  },
});

export const federationLeft: Project = (fact, books) => {
  const data = fact.data as { parent: Uuid; from: Day; until: Day };
  const row = books.row(affiliationTable, { parent_id: data.parent, from_on: data.from });
  assert(row, "a federation that is left was joined");
  return [put(affiliationTable, { ...row, until_on: data.until })];
};

export const federationLeftReversed: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { parent: Uuid; from: Day };
  const row = books.row(affiliationTable, { parent_id: data.parent, from_on: data.from });
  assert(row, "a federation that was left was joined");
  return [put(affiliationTable, { ...row, until_on: null })];
};
