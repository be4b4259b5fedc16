import { entry, isRefusal, type Minor, need, type Project, put, refuse, type Uuid } from "#base";
import { carriedDecision, needsDecision, needsRules } from "#assembly";
import { fundTable } from "#ledger";
import { needsInSteps } from "#savings";
import { fundLines, fundOn, needsFund, needsOfClaimOnTheSheet } from "./fund.ts";
import { type ClaimRow, claimTable } from "./tables.ts";

/**
 * The benefit of a checked claim is paid, in one part or two: reported, checked, paid, and no fourth step. Where the rule
 * names no benefit a carried decision about the claim allows the amount; then it is paid in one part.
 */
export const payBenefitEntry = entry({
  name: "aid.pay-benefit",
  step: "pay-outs",
  between: "aid.pay-benefit",
  fields: { claim: { is: "uuid" }, amount: { is: "amount" }, decision: { is: "uuid", optional: true } },
  needs: (body, books) =>
    needsInSteps(
      books,
      [
        need.row(claimTable, { claim_id: body.claim }),
        needsRules,
        need.all(fundTable),
        ...(body.decision === undefined ? [] : [needsDecision(body.decision)]),
      ],
      () => {
        const claim = books.row(claimTable, { claim_id: body.claim });
        return claim ? needsFund(claim.fund, claim.member_id, books) : needsOfClaimOnTheSheet;
      },
    ),
  decide(body, books, { on }) {
    const claim = books.row(claimTable, { claim_id: body.claim });
    if (!claim || claim.status === "taken-back") return refuse("aid.no-such-claim");
    if (claim.status === "reported") return refuse("aid.check-first", { reported_on: claim.reported_on });
    if (body.amount === 0n) return refuse("aid.amount-missing", { fund: claim.fund });
    const fund = fundOn(claim.fund, on, books);
    if ("refused" in fund) return fund;
    const { unit } = fund;
    if (claim.status === "paid") return refuse("aid.paid-before", { unit, paid: claim.paid });
    if (claim.benefit === null) {
      if (body.decision === undefined) return refuse("aid.decision-needed", { fund: claim.fund });
      const decision = carriedDecision(body.decision, "benefit", claim.claim_id, books, on);
      if (isRefusal(decision)) return decision;
    } else {
      const left = claim.benefit - claim.paid;
      if (body.amount > left)
        return refuse("aid.more-than-benefit", {
          unit,
          benefit: claim.benefit,
          paid: claim.paid,
          left,
          wanted: body.amount,
        });
      const now = payableOn(claim, on);
      if (body.amount > now)
        return refuse("aid.first-part-first", {
          unit,
          first_part: claim.first_part,
          payable: now,
          benefit: claim.benefit,
          wanted: body.amount,
        });
    }
    return [
      {
        kind: "aid.benefit-paid",
        on,
        member: claim.member_id,
        lines: fundLines(fund, -body.amount),
        data: {
          claim: claim.claim_id,
          fund: fund.fund,
          amount: String(body.amount),
          ...(body.decision === undefined ? {} : { decision: body.decision }),
        },
      },
    ];
  },
});

/** What may be paid of a checked claim on this day: the first part at once, the rest from the next day on. Minor units. */
export function payableOn(
  claim: Pick<ClaimRow, "benefit" | "first_part" | "paid" | "first_paid_on">,
  on: string,
): Minor {
  if (claim.benefit === null) return 0n;
  const limit = claim.first_paid_on !== null && claim.first_paid_on < on ? claim.benefit : claim.first_part!;
  return limit > claim.paid ? limit - claim.paid : 0n;
}

const paidStatus = (benefit: Minor | null, paid: Minor): ClaimRow["status"] =>
  paid === 0n ? "checked" : benefit !== null && paid < benefit ? "paid-in-part" : "paid";

export const benefitPaid: Project = (fact, books) => {
  const data = fact.data as { claim: Uuid; amount: string };
  const row = books.row(claimTable, { claim_id: data.claim })!;
  const paid = row.paid + BigInt(data.amount);
  return [
    put(claimTable, {
      ...row,
      paid,
      status: paidStatus(row.benefit, paid),
      first_paid_on: row.first_paid_on ?? fact.on,
    }),
  ];
};

export const benefitTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as { claim: Uuid; amount: string };
  const row = books.row(claimTable, { claim_id: data.claim })!;
  const paid = row.paid - BigInt(data.amount);
  return [
    put(claimTable, {
      ...row,
      paid,
      status: paidStatus(row.benefit, paid),
      first_paid_on: paid === 0n ? null : row.first_paid_on,
    }),
  ];
};
