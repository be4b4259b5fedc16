import {
  assert,
  type Books,
  command,
  type Context,
  type Day,
  type MemberId,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { keepers } from "./add-partner.ts";
import { schemeTable, type SchemeRow } from "./tables.ts";

/** She lets the group know by saying it herself, or by sitting beside the officer who writes it, by her own PIN. */
const refusalWithoutHer = (member: MemberId, { by, with: others, roles }: Context): Refusal | null =>
  by === member || (others.includes(member) && keepers.some(role => roles.has(role)))
    ? null
    : refuse("records.only-with-her");

/** A public scheme she is in: health insurance, a benefit, a pension. What it is called is a text of hers, erased with her. */
export const enrolInScheme = command({
  name: "records.enrol-in-scheme",
  fields: {
    enrolment: { is: "uuid" },
    member: { is: "member" },
    scheme: { is: "text", max: 120 },
    since: { is: "day" },
    renew_on: { is: "day", optional: true },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(schemeTable, { enrolment_id: body.enrolment })],
  decide({ body, on }, books, context) {
    const { enrolment, member, scheme, since, renew_on } = body;
    const refusal =
      refusalWithoutHer(member, context) ??
      (books.row(schemeTable, { enrolment_id: enrolment }) ? refuse("records.scheme-is-there") : null) ??
      (since > on ? refuse("records.day-to-come", { happened_on: since, on }) : null) ??
      (renew_on !== undefined && renew_on <= since
        ? refuse("records.renewed-after-it-began", { renew_on, since })
        : null);
    if (refusal) return refusal;
    const data = { enrolment, since, ...(renew_on === undefined ? {} : { renew_on }) };
    const text = { about: "records.scheme", id: enrolment, field: "name", text: scheme, member };
    return { facts: [{ kind: "records.scheme-joined", on, member, lines: [], data, texts: [text] }] };
  },
});

export const schemeJoined: Project = fact => {
  const data = fact.data as { enrolment: Uuid; since: Day; renew_on?: Day };
  return [
    put(schemeTable, {
      enrolment_id: data.enrolment,
      member_id: fact.member!,
      since_on: data.since,
      renew_on: data.renew_on ?? null,
      ended_on: null,
      taken_back_on: null,
    }),
  ];
};

/** It was renewed until a later day, or it is over: one of the two is said. */
export const changeScheme = command({
  name: "records.change-scheme",
  fields: {
    enrolment: { is: "uuid" },
    renew_on: { is: "day", optional: true },
    last_day: { is: "day", optional: true },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(schemeTable, { enrolment_id: body.enrolment })],
  decide({ body, on }, books, context) {
    const row = books.row(schemeTable, { enrolment_id: body.enrolment });
    // Whoever may not write about her is not told what she is in.
    const refusal = row ? refusalWithoutHer(row.member_id, context) : refuse("records.only-with-her");
    if (refusal) return refusal;
    if (row!.taken_back_on !== null) return refuse("records.scheme-taken-back", { on: row!.taken_back_on });
    if (row!.ended_on !== null) return refuse("records.scheme-over", { ended_on: row!.ended_on });
    const { renew_on, last_day } = body;
    if ((renew_on === undefined) === (last_day === undefined)) return refuse("records.renewed-or-over");
    const day = (renew_on ?? last_day)!;
    if (renew_on === undefined ? day < row!.since_on : day <= row!.since_on)
      return refuse("records.renewed-after-it-began", { renew_on: day, since: row!.since_on });
    const data = { enrolment: body.enrolment, ...(renew_on === undefined ? { last_day: day } : { renew_on: day }) };
    return { facts: [{ kind: "records.scheme-changed", on, member: row!.member_id, lines: [], data }] };
  },
});

export const schemeChanged: Project = (fact, books) => {
  const data = fact.data as { enrolment: Uuid; renew_on?: Day; last_day?: Day };
  const row = schemeOf(data.enrolment, books);
  return [
    put(schemeTable, {
      ...row,
      ...(data.renew_on === undefined ? {} : { renew_on: data.renew_on }),
      ...(data.last_day === undefined ? {} : { ended_on: data.last_day }),
    }),
  ];
};

/**
 * She lets the group know of it no longer, or it was written by mistake: from this day on it stands on no page, and the log
 * keeps that there was one. What it was called stays under her key and is shown no more.
 */
export const takeBackScheme = command({
  name: "records.take-back-scheme",
  fields: { enrolment: { is: "uuid" } },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(schemeTable, { enrolment_id: body.enrolment })],
  decide({ body: { enrolment }, on }, books, context) {
    const row = books.row(schemeTable, { enrolment_id: enrolment });
    const refusal = row ? refusalWithoutHer(row.member_id, context) : refuse("records.only-with-her");
    if (refusal) return refusal;
    if (row!.taken_back_on !== null) return refuse("records.scheme-taken-back", { on: row!.taken_back_on });
    return { facts: [{ kind: "records.scheme-taken-back", on, member: row!.member_id, lines: [], data: { enrolment } }] };
  },
});

export const schemeTakenBack: Project = (fact, books) => [
  put(schemeTable, { ...schemeOf(fact.data!["enrolment"] as Uuid, books), taken_back_on: fact.on }),
];

function schemeOf(enrolment: Uuid, books: Books): SchemeRow {
  const row = books.row(schemeTable, { enrolment_id: enrolment });
  assert(row, "what is changed was written");
  return row;
}
