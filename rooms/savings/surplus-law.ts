/**
 * What laws say of how a cooperative's surplus is split: floors and caps by what a part is for. Only what was read in a
 * text of the law, or in two sources that agree, stands here; what is left out is said. A group whose law is not among
 * them follows its own bylaws alone.
 */
import { add, compare, multiply, type Ratio, ratio, ratioText, type Refusal, refuse } from "#base";

/** What a part is for. The last two go to members: for what she keeps there, and for the business she did. */
export const surplusRoles = [
  "reserve",
  "loss-reserve",
  "education",
  "community",
  "optional",
  "officers",
  "staff",
  "capital",
  "patronage",
] as const;
export type SurplusRole = (typeof surplusRoles)[number];

export const isOfMembers = (role: SurplusRole): boolean => role === "capital" || role === "patronage";

export const surplusLaws = [
  "own-bylaws",
  "id-uu-25-1992",
  "ph-ra-9520",
  "in-mscs-2002",
  "kr-cooperative",
  "kr-social-cooperative",
] as const;
export type SurplusLaw = (typeof surplusLaws)[number];

interface Limit {
  readonly role: SurplusRole;
  readonly min?: bigint;
  readonly max?: bigint;
  /** Of all that goes to members, in place of the whole surplus. */
  readonly ofMembers?: true;
}

interface Law {
  readonly limits: readonly Limit[];
  /** In the first years after the group began another floor holds. */
  readonly firstYears?: { readonly years: number; readonly role: SurplusRole; readonly min: bigint };
  /** What capital may earn at most, percent of it a year. */
  readonly capitalRateMax?: bigint;
  /** How many times the rate of capital the rate of patronage may be. */
  readonly patronageTimesCapitalMax?: bigint;
  /** Nothing goes to members. */
  readonly isForNoMember?: true;
}

const laws: Readonly<Record<SurplusLaw, Law>> = {
  "own-bylaws": { limits: [] },
  // Art. 45: after the reserve it goes to members by their business, and to education and other needs, as the members'
  // meeting decides. No figures in the law.
  "id-uu-25-1992": { limits: [] },
  // Art. 86 and 87. The floor of patronage and its cap by the rate on capital are of the authority's circular 2019-009. That
  // a meeting may lower the reserve once it is above the share capital is left out.
  "ph-ra-9520": {
    limits: [
      { role: "reserve", min: 10n },
      { role: "education", max: 10n },
      { role: "community", min: 3n },
      { role: "optional", max: 7n },
      { role: "patronage", min: 30n, ofMembers: true },
    ],
    firstYears: { years: 5, role: "reserve", min: 50n },
    patronageTimesCapitalMax: 2n,
  },
  // Section 63. The limit of the dividend stands in rules that were not read, and is left out.
  "in-mscs-2002": {
    limits: [
      { role: "reserve", min: 25n },
      { role: "education", min: 1n },
      { role: "loss-reserve", min: 10n },
      { role: "community", max: 5n },
    ],
  },
  // Framework Act on Cooperatives. That the reserve ends at three times the capital was not read, and is left out.
  "kr-cooperative": {
    limits: [
      { role: "reserve", min: 10n },
      { role: "patronage", min: 50n, ofMembers: true },
    ],
    capitalRateMax: 10n,
  },
  "kr-social-cooperative": { limits: [{ role: "reserve", min: 30n }], isForNoMember: true },
};

export const lawOf = (law: SurplusLaw): Law => laws[law];

/** A part with its percent of the whole surplus. */
export interface RolePercent {
  readonly role: SurplusRole;
  readonly percent: Ratio;
}

/** Why the law does not allow such a split, or null. `isFirstYears`: whether the year is one of the first. */
export function refusalOfLaw(law: SurplusLaw, parts: readonly RolePercent[], isFirstYears: boolean): Refusal | null {
  const { limits, firstYears, isForNoMember } = laws[law];
  const percentOf = (wanted: (role: SurplusRole) => boolean): Ratio =>
    parts.reduce((sum, { role, percent }) => (wanted(role) ? add(sum, percent) : sum), ratio(0n));
  const members = percentOf(isOfMembers);
  if (isForNoMember && members.numerator > 0n)
    return refuse("savings.law-gives-members-nothing", { law, percent: ratioText(members) });
  for (const { role, min, max, ofMembers } of limits) {
    const isEarly = isFirstYears && firstYears?.role === role;
    const percent = percentOf(one => one === role);
    // A part of what goes to members: three tenths of seventy percent are twenty-one.
    const limit = (figure: bigint): Ratio =>
      ofMembers ? multiply(members, ratio(figure, 100n)) : ratio(isEarly ? firstYears.min : figure);
    const because = (figure: bigint) => ({ law, part: role, percent: ratioText(percent), limit: ratioText(limit(figure)) });
    if (min !== undefined && compare(percent, limit(min)) < 0)
      return refuse("savings.split-below-law", because(min));
    if (max !== undefined && compare(percent, limit(max)) > 0)
      return refuse("savings.split-above-law", because(max));
  }
  return null;
}
