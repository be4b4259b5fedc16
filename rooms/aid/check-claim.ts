import {
  type Books,
  type Day,
  entry,
  type Fact,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Project,
  put,
  refuse,
  type Uuid,
} from "#base";
import { needsRules } from "#assembly";
import { fundTable } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps, needsProduct } from "#savings";
import { benefitByRule, levyDay } from "./benefit-by-rule.ts";
import { levyOn } from "./ages.ts";
import { drawnFrom, needsDeposits } from "./deposit.ts";
import { type AidFund, fundOn, needsFund, needsOfClaimOnTheSheet } from "./fund.ts";
import { type ClaimRow, claimTable, enrolmentTable, levyTable } from "./tables.ts";

/** Members named in one leaf, so that it stays well below the size a leaf may have. */
const leviesInFactMax = 500;

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
    const worked = benefitByRule(fund, claim, on, books);
    if ("refused" in worked) return worked;
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
    // What is drawn later, when its month has come, is proposed for that meeting.
    const drawn = levyDueOn === on ? drawnFrom(fund, claim.claim_id, levied, on, books) : [];
    const isDrawn = new Set(drawn.map(fact => fact.member));
    const open = levied.filter(({ member }) => !isDrawn.has(member));
    return [...facts, ...raised(fund, claim.claim_id, open, levyDueOn, on), ...drawn];
  },
});

/** Each gives the same, or by the band of her age: one fact an amount, in parts where they are many. */
function raised(
  { fund }: AidFund,
  claim: Uuid,
  levied: readonly { readonly member: MemberId; readonly amount: Minor }[],
  due_on: Day,
  on: Day,
): readonly Fact[] {
  const facts: Fact[] = [];
  for (const amount of new Set(levied.map(one => one.amount))) {
    const members = levied.filter(one => one.amount === amount).map(one => one.member);
    for (let from = 0; from < members.length; from += leviesInFactMax)
      facts.push({
        kind: "aid.levies-raised",
        on,
        lines: [],
        data: { claim, fund, amount: String(amount), due_on, members: members.slice(from, from + leviesInFactMax) },
      });
  }
  return facts;
}

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
  ];
};

interface LeviesData {
  readonly claim: Uuid;
  readonly fund: string;
  readonly amount: string;
  readonly due_on: Day;
  readonly members: readonly MemberId[];
}

export const leviesRaised: Project = fact => {
  const data = fact.data as unknown as LeviesData;
  return data.members.map(member_id =>
    put(levyTable, {
      claim_id: data.claim,
      member_id,
      fund: data.fund,
      amount: BigInt(data.amount),
      paid: 0n,
      due_on: data.due_on,
    }),
  );
};

/** Nothing more is owed for this death; what was brought stays with the fund. */
export const leviesTakenBack: Project = (fact, books) => {
  const data = books.leaf(fact.reverses!)!.data as unknown as LeviesData;
  const members = new Set(data.members);
  return books
    .rows(levyTable, { claim_id: data.claim })
    .filter(row => members.has(row.member_id))
    .map(row => put(levyTable, { ...row, amount: row.paid }));
};
