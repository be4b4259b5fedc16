import {
  type Day,
  entry,
  isRefusal,
  type MemberId,
  need,
  type Project,
  put,
  type RecordedFact,
  refuse,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision } from "#assembly";
import { fundSpends, fundOn, needsFund, refuseStranger } from "./fund.ts";
import { grantTable } from "./tables.ts";

/** What the decision about a grant is about: `grant/social/m_…`. */
export const grantAbout = (fund: string, member: MemberId): string => `grant/${fund}/${member}`;

/** Help from a fund that no rule foresees, because the members decided so by hands. A decision is used once. */
export const grantEntry = entry({
  name: "aid.grant",
  step: "pay-outs",
  between: "aid.grant",
  fields: {
    member: { is: "member" },
    fund: { is: "code" },
    amount: { is: "amount" },
    decision: { is: "uuid" },
    purpose: { is: "text", max: 120, optional: true },
  },
  needs: (body, books) => [
    ...needsFund(body.fund, body.member, books),
    needsDecision(body.decision),
    need.row(grantTable, { decision_id: body.decision }),
  ],
  decide(body, books, { on }) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    const stranger = refuseStranger(body.member, books);
    if (stranger) return stranger;
    if (body.amount === 0n) return refuse("aid.amount-missing", { fund: fund.fund });
    const decision = carriedDecision(body.decision, "benefit", grantAbout(fund.fund, body.member), books, on);
    if (isRefusal(decision)) return decision;
    const before = books.row(grantTable, { decision_id: body.decision });
    if (before && !before.is_taken_back)
      return refuse("aid.granted-before", { granted_on: before.granted_on, unit: fund.unit, amount: before.amount });
    return [
      {
        kind: "aid.granted",
        on,
        member: body.member,
        lines: fundSpends(fund, body.amount, books),
        data: { fund: fund.fund, decision: body.decision, amount: String(body.amount) },
        ...(body.purpose === undefined
          ? {}
          : {
              texts: [
                { about: "aid.grant", id: body.decision, field: "purpose", text: body.purpose, member: body.member },
              ],
            }),
      },
    ];
  },
});

export const granted: Project = fact => [put(grantTable, rowOf(fact, fact.on, false))];
export const grantTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  return [put(grantTable, rowOf(original, original.on, true))];
};

function rowOf(fact: RecordedFact, on: Day, is_taken_back: boolean) {
  const data = fact.data as { fund: string; decision: Uuid; amount: string };
  return {
    decision_id: data.decision,
    fund: data.fund,
    member_id: fact.member!,
    amount: BigInt(data.amount),
    granted_on: on,
    is_taken_back,
    // Granted anew it is told anew.
    use_told_on: null,
  };
}
