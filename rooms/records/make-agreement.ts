import { assert, type Books, command, type Day, need, type Project, put, type Refusal, refuse, type Uuid } from "#base";
import { keepers } from "./add-partner.ts";
import { agreementTable, partnerTable } from "./tables.ts";

/** What the group and a partner agreed on, or agreed on anew: from a day, until a day or open, and what for. */
export const makeAgreement = command({
  name: "records.make-agreement",
  fields: {
    agreement: { is: "uuid" },
    partner: { is: "uuid" },
    from: { is: "day" },
    until: { is: "day", optional: true },
    purpose: { is: "text", max: 500 },
    /** The one it goes on from; both stay. */
    renews: { is: "uuid", optional: true },
  },
  sayableBy: keepers,
  needs: ({ body }) => [
    need.row(partnerTable, { partner_id: body.partner }),
    need.row(agreementTable, { agreement_id: body.agreement }),
    ...(body.renews === undefined ? [] : [need.row(agreementTable, { agreement_id: body.renews })]),
  ],
  decide({ body, on }, books) {
    const { agreement, partner, from, until, purpose, renews } = body;
    if (!books.row(partnerTable, { partner_id: partner })) return refuse("records.no-such-partner");
    if (books.row(agreementTable, { agreement_id: agreement })) return refuse("records.agreement-is-there");
    if (until !== undefined && until < from) return refuse("records.ends-before-it-begins", { from, until });
    const refusal = renews === undefined ? null : refusalToRenew({ renews, partner, from }, books);
    if (refusal) return refusal;
    const data = {
      agreement,
      partner,
      from,
      ...(until === undefined ? {} : { until }),
      ...(renews === undefined ? {} : { renews }),
    };
    const text = { about: "records.agreement", id: agreement, field: "purpose", text: purpose };
    return { facts: [{ kind: "records.agreement-made", on, lines: [], data, texts: [text] }] };
  },
});

function refusalToRenew(
  { renews, partner, from }: { readonly renews: Uuid; readonly partner: Uuid; readonly from: Day },
  books: Books,
): Refusal | null {
  const before = books.row(agreementTable, { agreement_id: renews });
  if (before?.partner_id !== partner) return refuse("records.no-such-agreement");
  if (before.ended_on !== null || before.renewed_by !== null) return refuse("records.agreement-over");
  return from <= before.from_on ? refuse("records.renewed-from-later", { from_on: before.from_on }) : null;
}

export const agreementMade: Project = (fact, books) => {
  const data = fact.data as { agreement: Uuid; partner: Uuid; from: Day; until?: Day; renews?: Uuid };
  const before = data.renews === undefined ? null : books.row(agreementTable, { agreement_id: data.renews });
  assert(before !== undefined, "what is renewed was agreed on");
  return [
    put(agreementTable, {
      agreement_id: data.agreement,
      partner_id: data.partner,
      made_on: fact.on,
      from_on: data.from,
      until_on: data.until ?? null,
      ended_on: null,
      renews: data.renews ?? null,
      renewed_by: null,
    }),
    ...(before === null ? [] : [put(agreementTable, { ...before, renewed_by: data.agreement })]),
  ];
};
