import {
  type BodyOf,
  compare,
  type Day,
  type Fields,
  type FundOf,
  parseRatio,
  type Ratio,
  ratio,
  type Refusal,
  refuse,
  rule,
} from "#base";
import { refusalOfSplit } from "./split-surplus.ts";
import { isOfMembers, lawOf, refusalOfLaw, type RolePercent, surplusLaws, surplusRoles } from "./surplus-law.ts";

const partsMax = 20;

const fields = {
  /** The law whose floors and caps hold, beside the group's own. */
  law: { is: "choice", of: surplusLaws },
  /** The month whose last day ends the year: 12, or 3 in India. */
  year_ends: { is: "count", max: 12 },
  /** When the group was registered: some laws ask for more in the first years. */
  began_on: { is: "day", optional: true },
  parts: {
    is: "list",
    max: partsMax,
    of: {
      is: "group",
      of: {
        role: { is: "choice", of: surplusRoles },
        /** "27.5", of the whole surplus. */
        percent: { is: "text", max: 20 },
        /** Where it goes; absent for a part of the members'. */
        fund: { is: "code", optional: true },
        /** By what it is divided among members; absent for a fund. */
        by: {
          is: "choice",
          of: ["saved-at-end", "saved-on-average", "interest-paid", "loans-taken", "equally"],
          optional: true,
        },
        /** What counts as saved: whether voluntary savings do is the group's choice. */
        accounts: { is: "list", max: 30, of: { is: "key" }, optional: true },
        /** Into these savings or this capital of hers; absent, it waits to be paid out. */
        into: { is: "code", optional: true },
        /** Between what it must lie by the group's own bylaws. */
        floor: { is: "text", max: 20, optional: true },
        cap: { is: "text", max: 20, optional: true },
        /** What it may be at most of what it is divided by: 10 % a year on capital. What is above goes to the reserve. */
        rate_cap: { is: "text", max: 20, optional: true },
      },
    },
  },
} as const satisfies Fields;

export type SurplusRule = BodyOf<typeof fields>;
type Part = SurplusRule["parts"][number];

/**
 * How what a year of a fund left over is split; the code is the fund. Every percent is of the whole surplus, and together
 * they are exactly a hundred. A part goes to a fund of its own, or to members by what they kept or the business they did.
 */
export const surplusRule = rule({
  key: "savings.surplus",
  many: true,
  fields,
  check(value, fund) {
    if (value.year_ends < 1) return refuse("savings.year-ends-with-a-month");
    for (const part of value.parts) {
      const refusal = refusalOfPart(part, fund);
      if (refusal) return refusal;
    }
    for (const role of ["capital", "patronage"] as const)
      if (value.parts.filter(part => part.role === role).length > 1)
        return refuse("savings.members-part-twice", { part: role });
    const law = lawOf(value.law);
    if (law.firstYears && value.began_on === undefined) return refuse("savings.law-counts-years", { law: value.law });
    // A rate is of money: what is divided equally has none.
    const unmeasured = value.parts.find(
      ({ role, by }) =>
        (role === "capital" && isRateOfCapital(value.law) && !isBySaved(by)) ||
        (role === "patronage" && law.patronageTimesCapitalMax !== undefined && by === "equally"),
    );
    if (unmeasured) return refuse("savings.part-needs-a-measure", { part: unmeasured.role });
    const isCapped = value.parts.some(part => part.rate_cap !== undefined) || law.capitalRateMax !== undefined;
    if (isCapped && !value.parts.some(part => part.role === "reserve")) return refuse("savings.cap-needs-reserve");
    const parts = percentsOf(value);
    return (
      refusalOfSplit(
        value.parts.map((part, index) => ({
          // Called as our words call the part.
          fund: `part.${part.role}`,
          percent: parts[index]!.percent,
          min: part.floor === undefined ? undefined : parseRatio(part.floor)!,
          max: part.cap === undefined ? undefined : parseRatio(part.cap)!,
        })),
        // The floor of the first years is of a year, and is asked for when one is split.
      ) ?? refusalOfLaw(value.law, parts, false)
    );
  },
  fits(value, fund, fundOf) {
    const from = fundOf(fund);
    if (from && from.nature !== "divisible") return refuse("savings.surplus-of-divided-fund", { fund });
    for (const part of value.parts) {
      const refusal = part.fund === undefined ? null : refusalOfFund(part.role, part.fund, from?.unit, fundOf);
      if (refusal) return refusal;
    }
    return null;
  },
});

/** The percents of a rule that was checked. */
export const percentsOf = ({ parts }: SurplusRule): readonly RolePercent[] =>
  parts.map(({ role, percent }) => ({ role, percent: parseRatio(percent)! }));

/** Whether the year is among the first, for which the law asks for more. */
export function isOfFirstYears({ law, began_on }: SurplusRule, yearEnd: Day): boolean {
  const { firstYears } = lawOf(law);
  if (!firstYears || began_on === undefined) return false;
  return yearEnd < (`${Number(began_on.slice(0, 4)) + firstYears.years}${began_on.slice(4)}` as Day);
}

function refusalOfPart(part: Part, fund: string): Refusal | null {
  const { role } = part;
  const figures = [part.percent, part.floor, part.cap, part.rate_cap].filter(text => text !== undefined);
  if (figures.some(text => !isPercent(text))) return refuse("savings.percent-out-of-range", { part: role });
  if (!isOfMembers(role))
    return part.fund === undefined || part.fund === fund || part.by !== undefined || part.into !== undefined
      ? refuse("savings.part-needs-a-fund", { part: role })
      : null;
  const accounts = part.accounts ?? [];
  return part.by === undefined ||
    part.fund !== undefined ||
    isBySaved(part.by) !== accounts.length > 0 ||
    accounts.some(account => !/^member-(?:shares|savings)(?:\.[a-z0-9-]+)?\/[a-z0-9-]+$/.test(account)) ||
    (part.rate_cap !== undefined && part.by === "equally")
    ? refuse("savings.part-needs-a-measure", { part: role })
    : null;
}

const isBySaved = (by: Part["by"]): boolean => by === "saved-at-end" || by === "saved-on-average";

const isRateOfCapital = (law: SurplusRule["law"]): boolean =>
  lawOf(law).capitalRateMax !== undefined || lawOf(law).patronageTimesCapitalMax !== undefined;

const isPercent = (text: string): boolean => {
  const percent: Ratio | null = /^\d+(\.\d+)?$/.test(text) ? parseRatio(text) : null;
  return percent !== null && compare(percent, ratio(100n)) <= 0;
};

/** A reserve is of those who come after; what is set apart for a purpose is not divided either. */
function refusalOfFund(role: Part["role"], fund: string, unit: string | undefined, fundOf: FundOf): Refusal | null {
  const to = fundOf(fund);
  if (!to) return refuse("ledger.no-such-fund", { fund });
  if (unit !== undefined && to.unit !== unit) return refuse("savings.other-unit", { from: unit, to: to.unit });
  const isReserve = role === "reserve" || role === "loss-reserve";
  return isReserve === (to.nature === "indivisible") && to.nature !== "divisible"
    ? null
    : refuse(isReserve ? "savings.reserve-is-never-divided" : "savings.part-is-for-a-purpose", { part: role, fund });
}
