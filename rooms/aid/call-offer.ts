/** What members offer her who called: said by each for herself, or to an officer who writes it down for her. */
import { command, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { isOfficer, membershipTable } from "#members";
import { needsInSteps } from "#savings";
import { isOpenOn, needsCall, offerTexts, standsBy, wiped, wordsField } from "./call.ts";
import { callOfferTable, callTable, type OfferKind, offerKinds } from "./call-tables.ts";
import { refuseStranger } from "./fund.ts";

export const offerHelp = command({
  name: "aid.offer-help",
  fields: {
    offer: { is: "uuid" },
    call: { is: "uuid" },
    /** Who offers. */
    member: { is: "member" },
    kind: { is: "choice", of: offerKinds },
    words: { is: "text", max: 160, optional: true },
  },
  sayableBy: ["anyone"],
  needs: ({ body }, books) => [
    ...needsCall(body.call, books),
    need.row(callOfferTable, { offer_id: body.offer }),
    need.row(membershipTable, { member_id: body.member }),
  ],
  decide({ body, on }, books, { by, roles }) {
    const { offer, member, kind } = body;
    if (member !== by && !isOfficer(roles)) return refuse("aid.hers-to-offer");
    const call = books.row(callTable, { call_id: body.call });
    if (!isOpenOn(call, on, books)) return refuse("aid.no-such-call");
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    // Refused to those alone who know whose call it is: an officer who does not would learn it from the refusal.
    if (member === call.member_id && standsBy(call, { member: by, roles })) return refuse("aid.her-own-call");
    if (books.row(callOfferTable, { offer_id: offer })) return refuse("aid.offer-is-there");
    const words = (body.words ?? "").trim();
    return {
      facts: [
        {
          kind: "aid.help-offered",
          on,
          member,
          lines: [],
          data: { offer, call: call.call_id, kind },
          ...(words === "" ? {} : { texts: [{ about: offerTexts, id: offer, field: wordsField, text: words, member }] }),
        },
      ],
    };
  },
});

/** She cannot after all, or it was written down wrongly. Nobody is asked why. */
export const withdrawOffer = command({
  name: "aid.withdraw-offer",
  fields: { offer: { is: "uuid" } },
  sayableBy: ["anyone"],
  needs: ({ body }, books) =>
    needsInSteps(books, [need.row(callOfferTable, { offer_id: body.offer })], () => {
      const offer = books.row(callOfferTable, { offer_id: body.offer });
      return offer
        ? [need.row(callTable, { call_id: offer.call_id }), need.row(membershipTable, { member_id: offer.member_id })]
        : [];
    }),
  decide({ body, on }, books, { by, roles }) {
    const row = books.row(callOfferTable, { offer_id: body.offer });
    const call = row && books.row(callTable, { call_id: row.call_id });
    const isHers = row?.member_id === by;
    // Officers of the call read it until the call is taken back; then it is its owner's alone.
    const mayOfficer = call !== undefined && call.member_id !== by && standsBy(call, { member: by, roles });
    if (!row || row.withdrawn_on !== null || !(isHers || (mayOfficer && call.status !== "taken-back")))
      return refuse("aid.no-such-offer");
    const { offer_id, member_id } = row;
    const texts = wiped(offerTexts, offer_id, member_id, books);
    return {
      facts: [{ kind: "aid.offer-withdrawn", on, member: member_id, lines: [], data: { offer: offer_id }, texts }],
    };
  },
});

export const helpOffered: Project = fact => {
  const data = fact.data as { offer: Uuid; call: Uuid; kind: OfferKind };
  return [
    put(callOfferTable, {
      offer_id: data.offer,
      call_id: data.call,
      member_id: fact.member as MemberId,
      kind: data.kind,
      offered_on: fact.on,
      withdrawn_on: null,
    }),
  ];
};

export const offerWithdrawn: Project = (fact, books) => {
  const row = books.row(callOfferTable, { offer_id: fact.data!["offer"] as Uuid })!;
  return [put(callOfferTable, { ...row, withdrawn_on: fact.on < row.offered_on ? row.offered_on : fact.on })];
};
