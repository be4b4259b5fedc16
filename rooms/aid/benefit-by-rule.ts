import {
  addMonths,
  type Books,
  completedMonths,
  type Day,
  dayOf,
  type MemberId,
  type Minor,
  partsOf,
  ratio,
  type Refusal,
  refuse,
  round,
  roundTo,
  unitOf,
} from "#base";
import { membershipTable } from "#members";
import { productOn, savedIn } from "#savings";
import { benefitByAge } from "./ages.ts";
import { tieredBenefit } from "./benefit.ts";
import { benefitRuleOf } from "./cover.ts";
import type { AidFund } from "./fund.ts";
import { type ClaimRow, claimTable, enrolmentTable, isHerOwnDeath } from "./tables.ts";

/** What a claim gives by the rule of its fund. */
export interface BenefitByRule {
  /** Minor units, less what the fund keeps; null where the rule names no benefit: a decision will say how much. */
  readonly benefit: Minor | null;
  /** What of it may be paid at once. */
  readonly firstPart: Minor;
  /** Those who give, by member number. */
  readonly payers: readonly MemberId[];
}

/** Worked out on the day of the check; half up to the minor unit at each step. */
export function benefitByRule(fund: AidFund, claim: ClaimRow, on: Day, books: Books): BenefitByRule | Refusal {
  const payers = payersOf(fund, claim, on, books);
  const rule = benefitRuleOf(fund, claim);
  if (!rule) return { benefit: null, firstPart: 0n, payers };
  const worked =
    rule.how === "tiers"
      ? byTiers(fund, claim, payers.length, on, books)
      : lessKept(fund, rule.how === "fixed" ? rule.amount! : rule.amount! * BigInt(payers.length));
  if (typeof worked !== "bigint") return worked;
  const enrolled = books.row(enrolmentTable, { fund: fund.fund, member_id: claim.member_id })?.age_from ?? null;
  const benefit = isHerOwnDeath(claim)
    ? benefitByAge(fund, worked, { enrolled, died: claim.age_from })
    : worked;
  return { ...inParts(fund, benefit), payers };
}

/** A benefit, and what of it is paid at once. */
export const inParts = (fund: AidFund, benefit: Minor) => ({ benefit, firstPart: firstPartOf(fund, benefit) });

/**
 * Who gives, by member number: in a social fund every member, in a damayan fund all who are active in it, those who wait
 * among them; the bereaved one by the rule of the levy.
 */
export function payersOf(
  fund: AidFund,
  claim: Pick<ClaimRow, "member_id">,
  on: Day,
  books: Books,
): readonly MemberId[] {
  const isActive = new Map(
    books
      .rows(enrolmentTable, { fund: fund.fund })
      .map(row => [row.member_id, row.status === "active" && row.enrolled_on <= on]),
  );
  const bereavedPays = fund.levy?.bereaved_pays ?? true;
  return books
    .rows(membershipTable)
    .filter(row => row.kind === "member" && row.status === "active" && row.joined_on <= on)
    .filter(row => isActive.get(row.member_id) ?? fund.kind === "social")
    .filter(row => bereavedPays || row.member_id !== claim.member_id)
    .sort((a, b) => a.number - b.number)
    .map(row => row.member_id);
}

const lessKept = (fund: AidFund, gross: Minor): Minor =>
  round(ratio(gross * BigInt(100 - fund.admin_percent), 100n), "HALF_UP");

function byTiers(fund: AidFund, claim: ClaimRow, payingMembers: number, on: Day, books: Books): Minor | Refusal {
  const tiers = fund.tiers!;
  const capital = productOn(tiers.capital, on, books);
  if ("refused" in capital) return capital;
  const shareCapital = savedIn(capital, claim.member_id, books);
  const since =
    books.row(enrolmentTable, { fund: fund.fund, member_id: claim.member_id })?.enrolled_on ??
    books.row(membershipTable, { member_id: claim.member_id })!.joined_on;
  const percent = (value: number) => ratio(BigInt(value), 100n);
  const benefit = tieredBenefit(
    {
      tiers: tiers.steps.map(step => ({
        from: step.from,
        ...(step.to === undefined ? {} : { to: step.to }),
        perMember: ratio(step.per_member),
      })),
      tenureByMonths: tiers.tenure_percent.map(percent),
      ...(tiers.accident_percent === undefined ? {} : { accident: percent(tiers.accident_percent) }),
      adminFee: percent(fund.admin_percent),
    },
    {
      shareCapital,
      completedMonths: Math.max(0, completedMonths(since, claim.happened_on)),
      payingMembers,
      accident: claim.is_accident,
    },
  );
  return benefit ? benefit.net : refuse("aid.no-tier", { unit: fund.unit, share_capital: shareCapital });
}

/** What is paid at once, in whole notes; all of it where the rule makes no parts or the part would be nothing. */
function firstPartOf(fund: AidFund, benefit: Minor): Minor {
  if (fund.first_part_percent === 100) return benefit;
  const share = ratio(benefit * BigInt(fund.first_part_percent), 100n);
  const part = roundTo(share, unitOf(fund.unit)?.cashStep ?? 1n, "FLOOR");
  return part === 0n ? benefit : part;
}

/** Today, or the first of the next month in which no more deaths are paid for than the rule of the levy allows. */
export function levyDay(fund: AidFund, on: Day, books: Books): Day {
  const max = fund.levy?.per_month_max ?? 0;
  if (max === 0) return on;
  const taken = books
    .rows(claimTable, { fund: fund.fund })
    .flatMap(row => (row.levy_due_on === null || row.status === "taken-back" ? [] : [row.levy_due_on.slice(0, 7)]));
  let day = on;
  while (taken.filter(month => month === day.slice(0, 7)).length >= max) {
    const { year, month } = partsOf(day);
    day = addMonths(dayOf(year, month, 1), 1);
  }
  return day;
}
