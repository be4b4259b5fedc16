/** A place in a mutual-aid fund that a member has in paper books. What the fund holds is brought in with the fund. */
import {
  addDays,
  addMonths,
  type Books,
  type Day,
  dayOf,
  type Fact,
  type MemberId,
  type Minor,
  partsOf,
  type Project,
  put,
  type Refusal,
  refuse,
  sum,
} from "#base";
import { fundOn, refuseStranger } from "./fund.ts";
import { contributionsDue } from "./standing.ts";
import { enrolmentTable } from "./tables.ts";

/**
 * She is in the fund since a day, so her waiting time has run; `paid_ahead`, a deposit, is set against what falls due from
 * now on. A monthly contribution is settled through the month of the cut-off, on whichever day of it the group met.
 */
export function bringPlaceForward(
  place: { readonly member: MemberId; readonly fund: string; readonly since: Day; readonly paid_ahead?: Minor | undefined },
  { through, today }: { readonly through: Day; readonly today: Day },
  books: Books,
): Fact | Refusal {
  const { member, since, paid_ahead = 0n } = place;
  const fund = fundOn(place.fund, today, books);
  if ("refused" in fund) return fund;
  const stranger = refuseStranger(member, books);
  if (stranger) return stranger;
  if (since > through) return refuse("aid.place-after-cut-off", { fund: fund.fund, since, through });
  if (paid_ahead > 0n && !fund.contribution) return refuse("aid.no-contribution-asked", { fund: fund.fund });
  const { year, month } = partsOf(through);
  const monthEnd = addDays(addMonths(dayOf(year, month, 1), 1), -1);
  const settled =
    fund.contribution?.every === "month"
      ? sum(contributionsDue(fund, since, monthEnd, books).map(one => one.amount))
      : 0n;
  return {
    kind: "aid.brought-forward",
    on: through,
    member,
    lines: [],
    data: { fund: fund.fund, since, paid: String(settled + paid_ahead) },
  };
}

/** Whom it is for in her family is not in a cut-off sheet: she names them afterwards. */
export const placeBroughtForward: Project = fact => {
  const data = fact.data as { readonly fund: string; readonly since: Day; readonly paid: string };
  return [
    put(enrolmentTable, {
      fund: data.fund,
      member_id: fact.member!,
      enrolled_on: data.since,
      status: "active",
      paid: BigInt(data.paid),
      warned_on: null,
      lapsed_on: null,
      kinship: [],
      // When she was born, and her relatives, are said afterwards as well.
      age_from: null,
      dependants: [],
    }),
  ];
};
