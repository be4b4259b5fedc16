/**
 * A call for help: what befell her and what she wants the members to know of it. It is hers: nothing is said without her consent,
 * she takes it back whenever she likes, and with its end her words are wiped.
 */
import {
  addDays,
  type BodyOf,
  type Books,
  command,
  type Context,
  type Day,
  type Fields,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Text,
  type Uuid,
} from "#base";
import { isOfficer, membershipTable, needsOfSpeaker, rolesOn } from "#members";
import { needsInSteps } from "#savings";
import { type CallConsent, type CallNeed, type CallRow, callTable, needs } from "./call-tables.ts";
import { refuseStranger } from "./fund.ts";

/** A call is for the weeks of the need. The table holds the same. */
export const callDaysMax = 31;

/** What the texts about a call, and about an offer, are kept under. */
export const callTexts = "aid.call";
export const offerTexts = "aid.call-offer";
export const wordsField = "words";

const fields = {
  call: { is: "uuid" },
  /** Whose need it is. */
  member: { is: "member" },
  need: { is: "choice", of: needs },
  /** Those she agreed to, and no others. */
  words: { is: "text", max: 300, optional: true },
  /** Without it her name stands with the call. */
  anonymous: { is: "flag", optional: true },
  /** The last day. */
  until: { is: "day" },
  /** That she wants the members to know of it. */
  consents: { is: "flag" },
  /** Who stands by her in it; where she is not there herself, the second officer who saw her sign. */
  officer: { is: "member", optional: true },
} as const satisfies Fields;

/**
 * She says it herself, or sits beside the officer who writes it, by her own PIN; or two officers saw her sign, both there by their
 * own, and neither of them she.
 */
export const callForHelp = command({
  name: "aid.call-for-help",
  fields,
  sayableBy: ["anyone"],
  needs: ({ body }) => [
    need.row(callTable, { call_id: body.call }),
    need.row(membershipTable, { member_id: body.member }),
    ...(body.officer === undefined ? [] : needsOfSpeaker(body.officer)),
  ],
  decide({ body, on }, books, context) {
    const consent = consentTo(body, context);
    if (consent === null) return refuse("aid.consent-missing");
    const officers = context.by === body.member ? [] : [context.by];
    if (body.officer !== undefined) {
      const stands = isOfficer(rolesOn(on, body.officer, books));
      if (!stands || [body.member, ...officers].includes(body.officer)) return refuse("aid.officer-of-call");
      officers.push(body.officer);
    }
    const refusal = refuseStranger(body.member, books) ?? refusalOfDays(body.until, on);
    if (refusal) return refusal;
    if (books.row(callTable, { call_id: body.call })) return refuse("aid.call-is-there");
    const { call, member, until } = body;
    const words = (body.words ?? "").trim();
    const [first, second] = officers;
    return {
      facts: [
        {
          kind: "aid.help-called",
          on,
          member,
          lines: [],
          data: {
            call,
            need: body.need,
            anonymous: body.anonymous ?? false,
            consent,
            until,
            ...(first === undefined ? {} : { first_officer: first }),
            ...(second === undefined ? {} : { second_officer: second }),
          },
          ...(words === "" ? {} : { texts: [{ about: callTexts, id: call, field: wordsField, text: words, member }] }),
        },
      ],
    };
  },
});

/** How she agreed, or null where nothing says that she did. */
function consentTo(
  { member, consents, officer }: Pick<BodyOf<typeof fields>, "member" | "consents" | "officer">,
  { by, with: others, roles }: Context,
): CallConsent | null {
  if (!consents) return null;
  if (by === member) return "herself";
  if (!isOfficer(roles)) return null;
  if (others.includes(member)) return "herself";
  return officer !== undefined && others.includes(officer) ? "witnessed" : null;
}

function refusalOfDays(until: Day, on: Day): Refusal | null {
  const last = addDays(on, callDaysMax);
  return until < on || until > last ? refuse("aid.call-too-long", { first: on, last }) : null;
}

/** Whether members see it on a day. Whose membership ended calls no more. */
export const isOpenOn = (call: CallRow | undefined, on: Day, books: Books): call is CallRow =>
  call !== undefined &&
  call.status === "open" &&
  on <= call.ends_on &&
  books.row(membershipTable, { member_id: call.member_id })?.status === "active";

/** Whether she reads all of it: it is hers, or she is an officer who stands by her in it. */
export const standsBy = (
  { member_id, first_officer, second_officer }: CallRow,
  { member, roles }: { readonly member: MemberId; readonly roles: Context["roles"] },
): boolean => member === member_id || ((member === first_officer || member === second_officer) && isOfficer(roles));

/** A call with the membership of her whose it is: {@link isOpenOn} asks for both. */
export const needsCall = (call: Uuid, books: Books): readonly Need[] =>
  needsInSteps(books, [need.row(callTable, { call_id: call })], () => {
    const row = books.row(callTable, { call_id: call });
    return row ? [need.row(membershipTable, { member_id: row.member_id })] : [];
  });

/** A text is wiped by one without a word in its place: the first is nowhere any more. Who was erased has none. */
export const wiped = (about: string, id: Uuid, member: MemberId, books: Books): readonly Text[] =>
  books.row(membershipTable, { member_id: member })?.erased_on === null
    ? [{ about, id, field: wordsField, text: "", member }]
    : [];

/** Ended by her, also after its last day; or on her word by an officer who stands by her. Her words go with it. */
const ending = (name: "aid.take-back-call" | "aid.close-call", kind: "aid.call-taken-back" | "aid.call-helped") =>
  command({
    name,
    fields: { call: { is: "uuid" } },
    sayableBy: ["anyone"],
    needs: ({ body }, books) => needsCall(body.call, books),
    decide({ body, on }, books, { by, with: others, roles }) {
      const call = books.row(callTable, { call_id: body.call });
      // To whom it is not to be ended by, it is as if it were not there.
      if (!call || !(others.includes(call.member_id) || standsBy(call, { member: by, roles })))
        return refuse("aid.no-such-call");
      if (call.status !== "open") return refuse("aid.call-is-over", { ended_on: call.ended_on });
      const { call_id, member_id } = call;
      const texts = wiped(callTexts, call_id, member_id, books);
      return { facts: [{ kind, on, member: member_id, lines: [], data: { call: call_id }, texts }] };
    },
  });

export const takeBackCall = ending("aid.take-back-call", "aid.call-taken-back");
/** She was helped: it is enough. */
export const closeCall = ending("aid.close-call", "aid.call-helped");

interface CalledData {
  readonly call: Uuid;
  readonly need: CallNeed;
  readonly anonymous: boolean;
  readonly consent: CallConsent;
  readonly until: Day;
  readonly first_officer?: MemberId;
  readonly second_officer?: MemberId;
}

export const helpCalled: Project = fact => {
  const data = fact.data as unknown as CalledData;
  return [
    put(callTable, {
      call_id: data.call,
      member_id: fact.member!,
      need: data.need,
      is_anonymous: data.anonymous,
      consent: data.consent,
      first_officer: data.first_officer ?? null,
      second_officer: data.second_officer ?? null,
      called_on: fact.on,
      ends_on: data.until,
      status: "open",
      ended_on: null,
    }),
  ];
};

const ended =
  (status: "helped" | "taken-back"): Project =>
  (fact, books) => {
    const row = books.row(callTable, { call_id: fact.data!["call"] as Uuid })!;
    // Said on a telephone without a signal, it may bear a day before the one on which she called.
    return [put(callTable, { ...row, status, ended_on: fact.on < row.called_on ? row.called_on : fact.on })];
  };
export const callTakenBack = ended("taken-back");
export const callHelped = ended("helped");
