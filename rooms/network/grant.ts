import { assert, type Books, command, need, type Project, put, refuse, type Uuid } from "#base";
import { isInFederation, needsOfAffiliations } from "#members";
import { type GrantKind, grantKinds } from "./kinds.ts";
import { type GrantRow, grantTable } from "./tables.ts";

const fields = { federation: { is: "uuid" }, what: { is: "choice", of: grantKinds } } as const;

/** Whether it lets somebody see something. */
export const isInForce = (grant: Pick<GrantRow, "revoked_on"> | undefined): boolean =>
  grant !== undefined && grant.revoked_on === null;

const grantIn = (books: Books, federation: Uuid, what: GrantKind): GrantRow | undefined =>
  books.row(grantTable, { federation_id: federation, what });

/** The chapter lets the leaders of a federation it belongs to see one thing more of it. Without this they see nothing. */
export const grant = command({
  name: "network.grant",
  fields,
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: ({ body, organisation }) => [
    ...needsOfAffiliations(organisation),
    need.row(grantTable, { federation_id: body.federation, what: body.what }),
  ],
  decide({ body, on, organisation }, books) {
    if (!isInFederation(books, organisation, body.federation, on)) return refuse("network.not-in-federation");
    if (isInForce(grantIn(books, body.federation, body.what))) return refuse("network.granted-already");
    return { facts: [{ kind: "network.granted", on, lines: [], data: body }] };
  },
});

/** It is taken back at once, by one officer: what was seen was seen, and nothing more will be. */
export const revoke = command({
  name: "network.revoke",
  fields,
  sayableBy: ["chair", "secretary", "treasurer"],
  needs: ({ body }) => [need.row(grantTable, { federation_id: body.federation, what: body.what })],
  decide({ body, on }, books) {
    if (!isInForce(grantIn(books, body.federation, body.what))) return refuse("network.not-granted");
    return { facts: [{ kind: "network.revoked", on, lines: [], data: body }] };
  },
});

type Data = { federation: Uuid; what: GrantKind };

export const granted: Project = fact => {
  const { federation, what } = fact.data as Data;
  return [put(grantTable, { federation_id: federation, what, given_on: fact.on, revoked_on: null })];
};

export const revoked: Project = (fact, books) => {
  const { federation, what } = fact.data as Data;
  const row = grantIn(books, federation, what);
  assert(row, "what is taken back was granted");
  return [put(grantTable, { ...row, revoked_on: fact.on < row.given_on ? row.given_on : fact.on })];
};
