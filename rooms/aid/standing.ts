import { type Books, type Day, type Need, need } from "#base";
import { ruleVersions } from "#assembly";
import { type FellDue, fellDue } from "#savings";
import { contributionOf } from "./ages.ts";
import type { AidFund } from "./fund.ts";
import { fundRule } from "./rules.ts";
import { contributionDayTable, type EnrolmentRow, type LevyRow, levyTable } from "./tables.ts";

/** How a member stands in a fund on a day. What is due today is not missed yet. */
export interface Standing {
  /** Contributions and levies that were to be brought before today and were not, or not in full. */
  readonly missed: number;
  /** Still to be missed before she may lapse; null where nobody does. Zero: she may. */
  readonly left: number | null;
  /** She is one before the end, or at it, and was not told yet. */
  readonly isWarningDue: boolean;
  /** She missed too many, and was warned on an earlier day. */
  readonly mayLapse: boolean;
}

export interface StandingInput {
  readonly enrolment: Pick<EnrolmentRow, "status" | "paid" | "warned_on">;
  /** When the equal contribution fell due, with its amount then, earliest first. */
  readonly due: readonly FellDue[];
  /** Meeting days on which the fund was collected. */
  readonly collectedOn: readonly Day[];
  readonly levies: readonly Pick<LevyRow, "amount" | "paid" | "due_on">[];
  readonly lapseAfterMissed: number | undefined;
  readonly on: Day;
}

/**
 * What was paid covers what fell due first; what it does not cover was missed, once its meeting or month is over. A levy is
 * missed when a meeting after its due day went by at which the fund was collected. Nobody lapses unwarned: funds that drop a
 * member without a word (Tubao: "zero balance = out, no notice") are what this rule is against.
 */
export function standing({ enrolment, due, collectedOn, levies, lapseAfterMissed, on }: StandingInput): Standing {
  let missed = 0;
  let needed = 0n;
  for (const { amount, until } of due) {
    needed += amount;
    if (until < on && needed > enrolment.paid) missed += 1;
  }
  for (const levy of levies)
    if (levy.paid < levy.amount && collectedOn.some(day => levy.due_on < day && day < on)) missed += 1;
  const left = lapseAfterMissed === undefined ? null : Math.max(0, lapseAfterMissed - missed);
  const isActive = enrolment.status === "active";
  return {
    missed,
    left,
    isWarningDue: isActive && left !== null && left <= 1 && enrolment.warned_on === null,
    mayLapse: isActive && left === 0 && enrolment.warned_on !== null && enrolment.warned_on < on,
  };
}

/** What {@link standingOn} and {@link contributionsDue} must see beside the fund and the enrolment. */
export const needsStanding = (fund: string, member: EnrolmentRow["member_id"]): readonly Need[] => [
  need.row(contributionDayTable, { fund }),
  need.row(levyTable, { fund, member_id: member }),
];

export const standingOn = (fund: AidFund, enrolment: EnrolmentRow, on: Day, books: Books): Standing =>
  standing({
    enrolment,
    due: contributionsDue(fund, enrolment.enrolled_on, on, books, enrolment),
    collectedOn: collectedDays(fund.fund, books),
    levies: books.rows(levyTable, { fund: fund.fund, member_id: enrolment.member_id }),
    lapseAfterMissed: fund.lapse_after_missed,
    on,
  });

/**
 * When the equal contribution fell due since she is in the fund, today among the days, each by the rule of its day and hers by
 * her age.
 */
export function contributionsDue(
  fund: AidFund,
  since: Day,
  on: Day,
  books: Books,
  enrolment?: Pick<EnrolmentRow, "age_from">,
): readonly FellDue[] {
  if (!fund.contribution) return [];
  const asked = ruleVersions(fundRule, books, fund.fund).map(({ from, value }) => ({
    from,
    every: value.contribution?.every ?? null,
    amount: contributionOf(value, enrolment),
  }));
  return fellDue({ asked, since, on, collectedOn: collectedDays(fund.fund, books) });
}

/** The meeting days on which something was brought to the fund. */
export const collectedDays = (fund: string, books: Books): readonly Day[] =>
  books.rows(contributionDayTable, { fund }).map(row => row.collected_on);
