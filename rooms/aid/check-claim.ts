import { addMonths, type Books, completedMonths, type Day, dayOf, entry, type Fact, type MemberId, type Minor, type Need, need, partsOf, type Project, put, ratio, type Refusal, refuse, round, roundTo, unitOf, type Uuid } from "#base";
import { needsRules } from "#assembly";
import { fundTable } from "#ledger";
import { membershipTable } from "#members";
import { needsInSteps, needsProduct, productOn, savedIn } from "#savings";
import { tieredBenefit } from "./benefit.ts";
import { benefitRuleOf } from "./claim.ts";
import { type AidFund, fundOn } from "./fund.ts";
import { type ClaimRow, claimTable, type EnrolmentRow, enrolmentTable, levyTable } from "./tables.ts";

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
    const first = [need.row(claimTable, { claim_id: body.claim }), need.all(membershipTable), needsRules, need.all(fundTable)];
    return needsInSteps(books, first, () => {
      const claim = books.row(claimTable, { claim_id: body.claim });
      return claim ? needsOfBenefit(claim, books, on) : [];
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
      if (books.row(membershipTable, { member_id })?.status !== "active") return refuse("aid.not-a-member", { member: member_id });
    const there = new Set<MemberId>([context.by, ...context.with]);
    if (meeting === null && !checkers.every(one => there.has(one))) return refuse("aid.checkers-sign-themselves");
    const fund = fundOn(claim.fund, on, books);
    if ("refused" in fund) return fund;
    const worked = benefitOf(fund, claim, on, books);
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
    if (levyDueOn !== null)
      for (let from = 0; from < payers.length; from += leviesInFactMax)
        facts.push({
          kind: "aid.levies-raised",
          on,
          lines: [],
          data: {
            claim: claim.claim_id,
            fund: fund.fund,
            amount: String(fund.levy!.amount),
            due_on: levyDueOn,
            members: payers.slice(from, from + leviesInFactMax),
          },
        });
    return facts;
  },
});

function needsOfBenefit(claim: ClaimRow, books: Books, on: Day): readonly Need[] {
  const fund = fundOn(claim.fund, on, books);
  return [
    need.row(enrolmentTable, { fund: claim.fund }),
    need.row(claimTable, { fund: claim.fund }),
    ...("refused" in fund || !fund.tiers ? [] : needsProduct(fund.tiers.capital, claim.member_id, books, on)),
  ];
}

/** Who gives at this death, by member number: all who are active in the fund, and the bereaved one by the rule. */
export function payersOf(fund: AidFund, claim: Pick<ClaimRow, "member_id">, on: Day, books: Books): readonly MemberId[] {
  const numbers = new Map<MemberId, number>();
  for (const row of books.rows(membershipTable)) if (row.kind === "member" && row.status === "active") numbers.set(row.member_id, row.number);
  const isIn = (row: EnrolmentRow): boolean => row.status === "active" && row.enrolled_on <= on && numbers.has(row.member_id);
  const bereavedPays = fund.levy?.bereaved_pays ?? true;
  return books
    .rows(enrolmentTable, { fund: fund.fund })
    .filter(row => isIn(row) && (bereavedPays || row.member_id !== claim.member_id))
    .map(row => row.member_id)
    .sort((a, b) => numbers.get(a)! - numbers.get(b)!);
}

interface Worked {
  /** Null where the fund's rule names no benefit: a decision will say how much. */
  readonly benefit: Minor | null;
  readonly firstPart: Minor;
  readonly payers: readonly MemberId[];
}

/** The benefit by the rule, less what the fund keeps; half up to the minor unit at each step. */
function benefitOf(fund: AidFund, claim: ClaimRow, on: Day, books: Books): Worked | Refusal {
  const payers = payersOf(fund, claim, on, books);
  const rule = benefitRuleOf(fund, claim);
  if (!rule) return { benefit: null, firstPart: 0n, payers };
  const benefit = rule.how === "tiers" ? byTiers(fund, claim, payers.length, on, books) : kept(fund, rule.how === "fixed" ? rule.amount! : rule.amount! * BigInt(payers.length));
  if (typeof benefit !== "bigint") return benefit;
  return { benefit, firstPart: firstPartOf(fund, benefit), payers };
}

const kept = (fund: AidFund, gross: Minor): Minor => round(ratio(gross * BigInt(100 - fund.admin_percent), 100n), "HALF_UP");

function byTiers(fund: AidFund, claim: ClaimRow, payingMembers: number, on: Day, books: Books): Minor | Refusal {
  const tiers = fund.tiers!;
  const capital = productOn(tiers.capital, on, books);
  if ("refused" in capital) return capital;
  const shareCapital = savedIn(capital, claim.member_id, books);
  const enrolment = books.row(enrolmentTable, { fund: fund.fund, member_id: claim.member_id });
  const since = enrolment?.enrolled_on ?? claim.happened_on;
  const percent = (value: number) => ratio(BigInt(value), 100n);
  const benefit = tieredBenefit(
    {
      tiers: tiers.steps.map(step => ({ from: step.from, ...(step.to === undefined ? {} : { to: step.to }), perMember: ratio(step.per_member) })),
      tenureByMonths: tiers.tenure_percent.map(percent),
      ...(tiers.accident_percent === undefined ? {} : { accident: percent(tiers.accident_percent) }),
      adminFee: percent(fund.admin_percent),
    },
    { shareCapital, completedMonths: Math.max(0, completedMonths(since, claim.happened_on)), payingMembers, accident: claim.is_accident },
  );
  return benefit ? benefit.net : refuse("aid.no-tier", { share_capital: shareCapital });
}

/** What is paid at once, in whole notes; all of it where the rule makes no parts or the part would be nothing. */
function firstPartOf(fund: AidFund, benefit: Minor): Minor {
  if (fund.first_part_percent === 100) return benefit;
  const part = roundTo(ratio(benefit * BigInt(fund.first_part_percent), 100n), unitOf(fund.unit)?.cashStep ?? 1n, "FLOOR");
  return part === 0n ? benefit : part;
}

/** Today, or the first of the next month in which no more deaths are paid for than the rule allows. */
function levyDay(fund: AidFund, on: Day, books: Books): Day {
  const max = fund.levy!.per_month_max;
  if (max === undefined || max === 0) return on;
  const taken = books.rows(claimTable, { fund: fund.fund }).flatMap(row => (row.levy_due_on === null || row.status === "taken-back" ? [] : [row.levy_due_on]));
  let day = on;
  while (taken.filter(one => one.slice(0, 7) === day.slice(0, 7)).length >= max) {
    const { year, month } = partsOf(day);
    day = addMonths(dayOf(year, month, 1), 1);
  }
  return day;
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
    put(levyTable, { claim_id: data.claim, member_id, fund: data.fund, amount: BigInt(data.amount), paid: 0n, due_on: data.due_on }),
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
