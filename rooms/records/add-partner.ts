import { command, need, type Project, put, refuse, type Role, type Text, type Uuid } from "#base";
import { type PartnerKind, partnerKinds } from "./kinds.ts";
import { partnerTable } from "./tables.ts";

/** Those who keep the register of partners. */
export const keepers = ["treasurer", "secretary", "chair"] as const satisfies readonly Role[];

/** Who is to be asked for there, and where; "-" takes back what was written. */
const contactWords = {
  contact: { is: "text", max: 120, optional: true },
  telephone: { is: "text", max: 40, optional: true },
} as const;

interface PartnerWords {
  readonly partner: Uuid;
  readonly name?: string | undefined;
  readonly contact?: string | undefined;
  readonly telephone?: string | undefined;
}

const textsOf = (words: PartnerWords): readonly Text[] =>
  (["name", "contact", "telephone"] as const).flatMap(field => {
    const text = words[field];
    return text === undefined ? [] : [{ about: "records.partner", id: words.partner, field, text }];
  });

/** Somebody the group works with enters the register. */
export const addPartner = command({
  name: "records.add-partner",
  fields: {
    partner: { is: "uuid" },
    kind: { is: "choice", of: partnerKinds },
    name: { is: "text", max: 120 },
    ...contactWords,
  },
  sayableBy: keepers,
  needs: ({ body }) => [need.row(partnerTable, { partner_id: body.partner })],
  decide({ body, on }, books) {
    if (books.row(partnerTable, { partner_id: body.partner })) return refuse("records.partner-is-there");
    const data = { partner: body.partner, kind: body.kind };
    return { facts: [{ kind: "records.partner-added", on, lines: [], data, texts: textsOf(body) }] };
  },
});

export const partnerAdded: Project = fact => {
  const data = fact.data as { partner: Uuid; kind: PartnerKind };
  return [put(partnerTable, { partner_id: data.partner, kind: data.kind, added_on: fact.on })];
};

/** Another name or contact: the old words are gone, their commitments stay in the log. */
export const describePartner = command({
  name: "records.describe-partner",
  fields: { partner: { is: "uuid" }, name: { is: "text", max: 120, optional: true }, ...contactWords },
  sayableBy: keepers,
  needs: ({ body }) => [need.row(partnerTable, { partner_id: body.partner })],
  decide({ body, on }, books) {
    if (!books.row(partnerTable, { partner_id: body.partner })) return refuse("records.no-such-partner");
    const texts = textsOf(body);
    if (texts.length === 0) return refuse("records.nothing-said");
    return { facts: [{ kind: "records.partner-described", on, lines: [], data: { partner: body.partner }, texts }] };
  },
});
