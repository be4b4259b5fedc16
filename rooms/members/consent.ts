import { addDays, assert, command, type Day, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { type ConsentRow, consentTable } from "./tables.ts";

/** A consent is for a time, and never for long: who reads what is handed over shall read what is so. */
const daysMax = 366;

/**
 * A member lets the group hand a statement about herself to somebody outside: to whom, and until when. Only she can say it, and
 * she can take it back at any time. What it is for is known; nothing else is allowed by it.
 */
export const giveConsent = command({
  name: "members.consent",
  fields: {
    consent: { is: "uuid" },
    purpose: { is: "choice", of: ["statement"] },
    to: { is: "text", max: 80 },
    until: { is: "day" },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(consentTable, { consent_id: body.consent })],
  decide({ body, on }, books, { by }) {
    if (books.row(consentTable, { consent_id: body.consent })) return refuse("members.consent-is-there");
    const last = addDays(on, daysMax);
    if (body.until < on || body.until > last) return refuse("members.consent-too-long", { first: on, last });
    return {
      facts: [
        {
          kind: "members.consented",
          on,
          member: by,
          lines: [],
          data: { consent: body.consent, purpose: body.purpose, until: body.until },
          texts: [{ about: "members.consent", id: body.consent, field: "to", text: body.to, member: by }],
        },
      ],
    };
  },
});

/** She takes it back. What was handed over before cannot be fetched again, and says itself until when it counts. */
export const withdrawConsent = command({
  name: "members.withdraw-consent",
  fields: { consent: { is: "uuid" } },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(consentTable, { consent_id: body.consent })],
  decide({ body, on }, books, { by }) {
    const consent = books.row(consentTable, { consent_id: body.consent });
    if (consent?.member_id !== by) return refuse("members.consent-not-hers");
    if (consent.withdrawn_on !== null)
      return refuse("members.consent-taken-back", { withdrawn_on: consent.withdrawn_on });
    return {
      facts: [
        { kind: "members.consent-withdrawn", on, member: by, lines: [], data: { consent: body.consent } },
      ],
    };
  },
});

/** Whether it holds on a day. */
export const isInForce = (consent: ConsentRow, on: Day): boolean =>
  consent.given_on <= on && consent.withdrawn_on === null && on <= consent.until_on;

export const consented: Project = fact => {
  const data = fact.data as { consent: Uuid; purpose: ConsentRow["purpose"]; until: Day };
  return [
    put(consentTable, {
      consent_id: data.consent,
      member_id: fact.member as MemberId,
      purpose: data.purpose,
      given_on: fact.on,
      until_on: data.until,
      withdrawn_on: null,
    }),
  ];
};

export const consentWithdrawn: Project = (fact, books) => {
  const row = books.row(consentTable, { consent_id: fact.data!["consent"] as Uuid });
  assert(row, "what is withdrawn was given");
  // Said on a telephone without a signal, it may bear a day before the one on which she gave it.
  return [put(consentTable, { ...row, withdrawn_on: fact.on < row.given_on ? row.given_on : fact.on })];
};
