import { type Books, command, type Day, type Fact, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { isOfficer } from "#members";
import { type ClaimRow, claimTable, type GrantRow, grantTable } from "./tables.ts";

/** Under which name it is kept what help was used for. */
export const useText = "use";

/** What is told of, whichever way it was given. */
interface Help {
  readonly about: "aid.claim" | "aid.grant";
  readonly id: Uuid;
  readonly fund: string;
  readonly member: MemberId;
  readonly paidOn: Day | null;
  readonly toldOn: Day | null;
}

/**
 * Some time after help was paid it is told what it was used for, by her who received it or by an officer for her: help by a claim,
 * or by a decision alone. It is a text under her key; the books know that it was told, and when.
 */
export const tellUse = command({
  name: "aid.tell-use",
  fields: {
    /** One of the two: the claim it was paid for, or the decision it was granted by. */
    claim: { is: "uuid", optional: true },
    decision: { is: "uuid", optional: true },
    text: { is: "text", max: 500 },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [
    ...(body.claim === undefined ? [] : [need.row(claimTable, { claim_id: body.claim })]),
    ...(body.decision === undefined ? [] : [need.row(grantTable, { decision_id: body.decision })]),
  ],
  decide({ body, on }, books, { by, roles }) {
    if ((body.claim === undefined) === (body.decision === undefined)) return refuse("aid.claim-or-decision");
    const help = body.claim === undefined ? grantTold(body.decision!, books) : claimTold(body.claim, books);
    // Whose help it was is nobody else's to know, so to others it is not there.
    if (!help || !(help.member === by || isOfficer(roles))) return refuse("aid.no-such-claim");
    if (help.paidOn === null) return refuse("aid.pay-first", { fund: help.fund });
    if (on < help.paidOn) return refuse("aid.used-before-paid", { paid_on: help.paidOn, on });
    if (help.toldOn !== null) return refuse("aid.use-told-before", { told_on: help.toldOn });
    const text = body.text.trim();
    if (text === "") return refuse("aid.use-not-said");
    const { about, id, member } = help;
    const data: Fact["data"] = about === "aid.claim" ? { claim: id } : { decision: id };
    return {
      facts: [
        {
          kind: "aid.use-told",
          on,
          member,
          lines: [],
          data,
          texts: [{ about, id, field: useText, text, member }],
        },
      ],
    };
  },
});

function claimTold(claim: Uuid, books: Books): Help | null {
  const row = books.row(claimTable, { claim_id: claim });
  if (!row || row.status === "taken-back") return null;
  const { fund, member_id, first_paid_on, use_told_on } = row;
  return { about: "aid.claim", id: claim, fund, member: member_id, paidOn: first_paid_on, toldOn: use_told_on };
}

function grantTold(decision: Uuid, books: Books): Help | null {
  const row = books.row(grantTable, { decision_id: decision });
  if (!row || row.is_taken_back) return null;
  const { fund, member_id, granted_on, use_told_on } = row;
  return { about: "aid.grant", id: decision, fund, member: member_id, paidOn: granted_on, toldOn: use_told_on };
}

export const useTold: Project = (fact, books) => {
  const { claim, decision } = fact.data as { readonly claim?: Uuid; readonly decision?: Uuid };
  if (decision !== undefined) {
    const row = books.row(grantTable, { decision_id: decision })!;
    return [put(grantTable, { ...row, use_told_on: fact.on })];
  }
  const row = books.row(claimTable, { claim_id: claim! })!;
  return [put(claimTable, { ...row, use_told_on: fact.on })];
};

/** Paid, in full or in part, and not told of yet: the longest waiting first. */
export const awaitsUse = (claims: readonly ClaimRow[]): readonly ClaimRow[] =>
  claims
    .filter(row => row.first_paid_on !== null && row.use_told_on === null && row.status !== "taken-back")
    .sort((a, b) => byDay(a.first_paid_on!, b.first_paid_on!));

/** The same of help by a decision alone. */
export const grantsAwaitUse = (grants: readonly GrantRow[]): readonly GrantRow[] =>
  grants
    .filter(row => row.use_told_on === null && !row.is_taken_back)
    .sort((a, b) => byDay(a.granted_on, b.granted_on));

const byDay = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0);
