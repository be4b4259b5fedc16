import {
  type Books,
  type Day,
  entry,
  type Fact,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  refuse,
  type Uuid,
} from "#base";
import { needsException, needsRules, restoreException, useException } from "#assembly";
import { fundTable } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps, needsProduct } from "#savings";
import { benefitByRule, inParts, levyDay } from "./benefit-by-rule.ts";
import { allowedBenefit, refusalOfBeyond } from "./claim-beyond.ts";
import { levyOn } from "./ages.ts";
import { drawnFrom, needsDeposits } from "./deposit.ts";
import { fundOn, needsFund, needsOfClaimOnTheSheet } from "./fund.ts";
import { levyFacts } from "./levy.ts";
import { type ClaimRow, claimTable, enrolmentTable, levyTable } from "./tables.ts";

/**
 * Two people make sure that it happened; neither of them is the one it is paid for. With the second check the benefit is
 * worked out by the rule, and a death raises its levies. Between meetings the two are those who sign in for it.
 */
export const verifyEntry = entry({
  name: "aid.verify",
  step: "requests",
  between: "aid.verify",
  fields: { claim: { is: "uuid" }, first: { is: "member" }, second: { is: "member" } },
  needs(body, books, on) {
    const first = [
      need.row(claimTable, { claim_id: body.claim }),
      need.row(levyTable, { claim_id: body.claim }),
      needsException(body.claim),
      need.all(membershipTable),
      needsRules,
      need.all(fundTable),
    ];
    return needsInSteps(books, first, () => {
      const claim = books.row(claimTable, { claim_id: body.claim });
      return claim ? needsOfBenefit(claim, books, on) : needsOfClaimOnTheSheet;
    });
  },
  decide(body, books, { on, meeting, context }) {
    const claim = books.row(claimTable, { claim_id: body.claim });
    if (!claim || claim.status === "taken-back") return refuse("aid.no-such-claim");
    if (claim.status !== "reported") return refuse("aid.checked-before", { checked_on: claim.checked_on });
    const checkers = [body.first, body.second];
    if (body.first === body.second) return refuse("aid.two-people-check");
    if (checkers.includes(claim.member_id)) return refuse("aid.not-for-herself");
    for (const member_id of checkers)
      if (books.row(membershipTable, { member_id })?.status !== "active")
        return refuse("aid.not-a-member", { member: member_id });
    const there = new Set<MemberId>([context.by, ...context.with]);
    if (meeting === null && !checkers.every(one => there.has(one))) return refuse("aid.checkers-sign-themselves");
    const fund = fundOn(claim.fund, on, books);
    if ("refused" in fund) return fund;
    const beyond = refusalOfBeyond(claim, books);
    if (beyond) return beyond;
    const byRule = benefitByRule(fund, claim, on, books);
    if ("refused" in byRule) return byRule;
    const worked = byRule.benefit === null ? byRule : { ...byRule, ...inParts(fund, allowedBenefit(claim, byRule.benefit, books)) };
    const levyDueOn = fund.levy && claim.event === "death" ? levyDay(fund, on, books) : null;
    const { benefit, firstPart, payers } = worked;
    const facts: Fact[] = [
      {
        kind: "aid.claim-checked",
        on,
        member: claim.member_id,
        lines: [],
        data: {
          claim: claim.claim_id,
          first: body.first,
          second: body.second,
          payers: String(payers.length),
          ...(benefit === null ? {} : { benefit: String(benefit), first_part: String(firstPart) }),
          ...(levyDueOn === null ? {} : { levy_due_on: levyDueOn }),
        },
      },
    ];
    if (levyDueOn === null) return facts;
    const levied = payers.map(member => ({
      member,
      amount: levyOn(fund, books.row(enrolmentTable, { fund: fund.fund, member_id: member })),
    }));
    // Brought before, when the check had been made and was taken back: it counts.
    const owed = levied.map(({ member, amount }) => ({
      member,
      amount: amount - (books.row(levyTable, { claim_id: claim.claim_id, member_id: member })?.paid ?? 0n),
    }));
    // What is drawn later, when its month has come, is proposed for that meeting.
    const drawn = levyDueOn === on ? drawnFrom(fund, claim.claim_id, owed, on, books) : [];
    return [...facts, ...levyFacts(fund, claim.claim_id, levied, levyDueOn, on), ...drawn];
  },
});

function needsOfBenefit(claim: ClaimRow, books: Books, on: Day): readonly Need[] {
  const fund = fundOn(claim.fund, on, books);
  return [
    need.row(enrolmentTable, { fund: claim.fund }),
    need.row(claimTable, { fund: claim.fund }),
    ...("refused" in fund || !fund.tiers ? [] : needsProduct(fund.tiers.capital, claim.member_id, books, on)),
    ...("refused" in fund ? [] : [...needsFund(fund.fund, claim.member_id, books), ...needsDeposits(fund, on, books)]),
  ];
}

interface CheckedData {
  readonly claim: Uuid;
  readonly first: MemberId;
  readonly second: MemberId;
  readonly benefit?: string;
  readonly first_part?: string;
  readonly levy_due_on?: Day;
}

export const claimChecked: Project = (fact, books) => {
  const data = fact.data as unknown as CheckedData;
  const row = books.row(claimTable, { claim_id: data.claim })!;
  return [
    put(claimTable, {
      ...row,
      status: "checked",
      first_checker: data.first,
      second_checker: data.second,
      checked_on: fact.on,
      benefit: data.benefit === undefined ? null : BigInt(data.benefit),
      first_part: data.first_part === undefined ? null : BigInt(data.first_part),
      levy_due_on: data.levy_due_on ?? null,
    }),
    ...useException(data.claim, fact.on, books),
  ];
};

export const checkTakenBack: Project = (fact, books) => {
  const row = books.row(claimTable, { claim_id: books.leaf(fact.reverses!)!.data!["claim"] as Uuid })!;
  return [
    put(claimTable, {
      ...row,
      status: "reported",
      first_checker: null,
      second_checker: null,
      checked_on: null,
      benefit: null,
      first_part: null,
      levy_due_on: null,
    }),
    ...restoreException(row.claim_id, books),
  ];
};

