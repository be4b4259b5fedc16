import { command, need, type Project, put, refuse, type Uuid } from "#base";
import { isOfficer } from "#members";
import { type ClaimRow, claimTable } from "./tables.ts";

/** Under which name it is kept what help was used for. */
export const useText = "use";

/**
 * Some time after help was paid it is told what it was used for, by her who received it or by an officer for her. It is a text
 * under her key; the books know that it was told, and when.
 */
export const tellUse = command({
  name: "aid.tell-use",
  fields: { claim: { is: "uuid" }, text: { is: "text", max: 500 } },
  sayableBy: ["anyone"],
  needs: ({ body }) => [need.row(claimTable, { claim_id: body.claim })],
  decide({ body, on }, books, { by, roles }) {
    const claim = books.row(claimTable, { claim_id: body.claim });
    // Whose help it was is nobody else's to know, so to others it is not there.
    if (!claim || claim.status === "taken-back" || !(claim.member_id === by || isOfficer(roles)))
      return refuse("aid.no-such-claim");
    if (claim.first_paid_on === null) return refuse("aid.pay-first", { fund: claim.fund });
    if (on < claim.first_paid_on) return refuse("aid.used-before-paid", { paid_on: claim.first_paid_on, on });
    if (claim.use_told_on !== null) return refuse("aid.use-told-before", { told_on: claim.use_told_on });
    const text = body.text.trim();
    if (text === "") return refuse("aid.use-not-said");
    return {
      facts: [
        {
          kind: "aid.use-told",
          on,
          member: claim.member_id,
          lines: [],
          data: { claim: claim.claim_id },
          texts: [{ about: "aid.claim", id: claim.claim_id, field: useText, text, member: claim.member_id }],
        },
      ],
    };
  },
});

export const useTold: Project = (fact, books) => {
  const row = books.row(claimTable, { claim_id: fact.data!["claim"] as Uuid })!;
  return [put(claimTable, { ...row, use_told_on: fact.on })];
};

/** Paid, in full or in part, and not told of yet: the longest waiting first. */
export const awaitsUse = (claims: readonly ClaimRow[]): readonly ClaimRow[] =>
  claims
    .filter(row => row.first_paid_on !== null && row.use_told_on === null && row.status !== "taken-back")
    .sort((a, b) => (a.first_paid_on! < b.first_paid_on! ? -1 : a.first_paid_on! > b.first_paid_on! ? 1 : 0));
