import {
  type BodyOf,
  type Books,
  type Day,
  entry,
  type Fact,
  isRefusal,
  type MemberId,
  type Minor,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Text,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, needsException, needsRules } from "#assembly";
import { fundTable } from "#ledger";
import { type Debt, debtsOf, loanTable, needsDebtsOf, payDebt } from "#loans";
import { needsInSteps } from "#savings";
import { afterDebts } from "./after-debts.ts";
import { refusalAboveAllowed } from "./claim-beyond.ts";
import { beneficiaryFields } from "./enrol.ts";
import { type AidFund, fundSpends, fundOn, needsFund, needsOfClaimOnTheSheet } from "./fund.ts";
import { type ClaimRow, claimTable, isHerOwnDeath, type Kinship, type PaymentOfBenefit } from "./tables.ts";

/** Who receives what is paid after a member's death. */
export const receivedByField = { ...beneficiaryFields.of, optional: true } as const;

/**
 * The benefit of a checked claim is paid, in one part or two: reported, checked, paid, and no fourth step. Where the rule
 * names no benefit a carried decision about the claim allows the amount; then it is paid in one part. Where the rule takes
 * debts off, this entry pays her loans too, so nobody can forget it; what is left is handed to the family.
 */
export const payBenefitEntry = entry({
  name: "aid.pay-benefit",
  step: "pay-outs",
  between: "aid.pay-benefit",
  fields: {
    claim: { is: "uuid" },
    amount: { is: "amount" },
    decision: { is: "uuid", optional: true },
    received_by: receivedByField,
  },
  needs: (body, books) =>
    needsInSteps(
      books,
      [
        need.row(claimTable, { claim_id: body.claim }),
        needsException(body.claim),
        needsRules,
        need.all(fundTable),
        ...(body.decision === undefined ? [] : [needsDecision(body.decision)]),
      ],
      () => {
        const claim = books.row(claimTable, { claim_id: body.claim });
        return claim
          ? [...needsFund(claim.fund, claim.member_id, books), ...needsDebtsOf(claim.member_id, books)]
          : [...needsOfClaimOnTheSheet, need.all(loanTable)];
      },
    ),
  decide(body, books, { on }) {
    const claim = books.row(claimTable, { claim_id: body.claim });
    if (!claim || claim.status === "taken-back") return refuse("aid.no-such-claim");
    if (claim.status === "reported") return refuse("aid.check-first", { reported_on: claim.reported_on });
    if (body.amount === 0n) return refuse("aid.amount-missing", { fund: claim.fund });
    const fund = fundOn(claim.fund, on, books);
    if ("refused" in fund) return fund;
    const refusal = refusalOfAmount(claim, body, fund, books, on);
    if (refusal) return refusal;
    const split = afterDebts(body.amount, debtsTakenOff(fund, claim.member_id, on, books));
    const isForOthers = isHerOwnDeath(claim) && split.toFamily > 0n;
    if (isForOthers && !body.received_by) return refuse("aid.recipient-missing", { fund: fund.fund });
    const repayments: Fact[] = [];
    for (const debt of split.toLoans) {
      const fact = payDebt(debt, on);
      if (isRefusal(fact)) return fact;
      repayments.push(fact);
    }
    const payment = claim.payments.length + 1;
    return [
      {
        kind: "aid.benefit-paid",
        on,
        member: claim.member_id,
        lines: fundSpends(fund, body.amount, books),
        data: {
          claim: claim.claim_id,
          fund: fund.fund,
          amount: String(body.amount),
          payment: String(payment),
          to_debts: String(split.toDebts),
          ...(body.received_by === undefined ? {} : { kinship: body.received_by.kinship }),
          ...(body.decision === undefined ? {} : { decision: body.decision }),
        },
        ...(body.received_by === undefined
          ? {}
          : { texts: [receivedText(claim, payment, body.received_by.name)] }),
      },
      ...repayments,
    ];
  },
});

function refusalOfAmount(
  claim: ClaimRow,
  body: BodyOf<typeof payBenefitEntry.fields>,
  { unit }: AidFund,
  books: Books,
  on: Day,
): Refusal | null {
  if (claim.status === "paid") return refuse("aid.paid-before", { unit, paid: claim.paid });
  if (claim.benefit === null) {
    if (body.decision === undefined) return refuse("aid.decision-needed", { fund: claim.fund });
    const decision = carriedDecision(body.decision, "benefit", claim.claim_id, books, on);
    return isRefusal(decision) ? decision : refusalAboveAllowed(claim, body.amount, unit, books);
  }
  const { benefit, paid } = claim;
  const [left, now] = [benefit - paid, payableOn(claim, on)];
  if (body.amount > left) return refuse("aid.more-than-benefit", { unit, benefit, paid, left, wanted: body.amount });
  if (body.amount > now)
    return refuse("aid.first-part-first", {
      unit,
      first_part: claim.first_part,
      payable: now,
      benefit,
      wanted: body.amount,
    });
  return null;
}

/**
 * What she owes on loans in the fund's unit, those that were written off last, where the rule takes debts off a benefit; else
 * nothing.
 */
export const debtsTakenOff = (fund: AidFund, member: MemberId, on: Day, books: Books): readonly Debt[] =>
  fund.offset_debts
    ? debtsOf(member, books, on).filter(({ loan }) => loan.unit === fund.unit && loan.paid_out_on! <= on)
    : [];

const receivedText = (claim: ClaimRow, payment: number, text: string): Text => ({
  about: "aid.claim",
  id: claim.claim_id,
  field: receivedField(payment),
  text,
  member: claim.member_id,
});

/** Under which name it is kept who received this payment, the first being 1. */
export const receivedField = (payment: number): string => `received_by_${payment}`;

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

interface PaidData {
  readonly claim: Uuid;
  readonly amount: string;
  readonly payment: string;
  readonly to_debts: string;
  readonly kinship?: Kinship;
}

export const benefitPaid: Project = (fact, books) => {
  const data = fact.data as unknown as PaidData;
  const row = books.row(claimTable, { claim_id: data.claim })!;
  const paid = row.paid + BigInt(data.amount);
  const payment: PaymentOfBenefit = {
    on: fact.on,
    amount: data.amount,
    to_debts: data.to_debts,
    kinship: data.kinship ?? null,
    is_taken_back: false,
  };
  return [
    put(claimTable, {
      ...row,
      paid,
      status: paidStatus(row.benefit, paid),
      first_paid_on: row.first_paid_on ?? fact.on,
      payments: [...row.payments, payment],
    }),
  ];
};

export const benefitTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as unknown as PaidData;
  const row = books.row(claimTable, { claim_id: data.claim })!;
  const paid = row.paid - BigInt(data.amount);
  return [
    put(claimTable, {
      ...row,
      paid,
      status: paidStatus(row.benefit, paid),
      first_paid_on: paid === 0n ? null : row.first_paid_on,
      // Nothing was used of what was not paid.
      use_told_on: paid === 0n ? null : row.use_told_on,
      payments: row.payments.map((one, index) =>
        index + 1 === Number(data.payment) ? { ...one, is_taken_back: true } : one,
      ),
    }),
  ];
};
