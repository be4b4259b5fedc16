import type { Document } from "#base";
import type { SurplusLaw, SurplusRole } from "./surplus-law.ts";

/** What is known of the funds and of where members save, to fill a split in. */
export interface PresetsKnown {
  readonly funds: readonly { readonly fund: string; readonly nature?: "divisible" | "restricted" | "indivisible" }[];
  readonly accounts: readonly string[];
}

export interface SurplusPreset {
  readonly law: SurplusLaw;
  /** A value of the rule, in its wire form. A fund there is none of is left open. */
  readonly value: { readonly [field: string]: Document };
}

/**
 * Splits to begin with, one for each law: its floors and caps are of the law, all else is an example the group changes. The
 * Indonesian one is common practice; the Philippine one is a published worked case.
 */
const splits: readonly {
  readonly law: SurplusLaw;
  readonly yearEnds: string;
  readonly parts: readonly (readonly [role: SurplusRole, percent: string])[];
}[] = [
  {
    law: "id-uu-25-1992",
    yearEnds: "12",
    parts: [
      ["reserve", "25"],
      ["capital", "20"],
      ["patronage", "30"],
      ["officers", "10"],
      ["education", "5"],
      ["staff", "5"],
      ["community", "5"],
    ],
  },
  {
    law: "ph-ra-9520",
    yearEnds: "12",
    parts: [
      ["reserve", "10"],
      ["education", "10"],
      ["community", "3"],
      ["optional", "7"],
      ["capital", "49"],
      ["patronage", "21"],
    ],
  },
  {
    law: "in-mscs-2002",
    yearEnds: "3",
    parts: [
      ["reserve", "25"],
      ["education", "1"],
      ["loss-reserve", "10"],
      ["community", "5"],
      ["capital", "59"],
    ],
  },
  {
    law: "kr-cooperative",
    yearEnds: "12",
    parts: [
      ["reserve", "10"],
      ["education", "10"],
      ["patronage", "50"],
      ["capital", "30"],
    ],
  },
  {
    law: "kr-social-cooperative",
    yearEnds: "12",
    parts: [
      ["reserve", "30"],
      ["education", "20"],
      ["community", "50"],
    ],
  },
];

/** Codes the templates give such a fund. */
const ofPurpose: Partial<Record<SurplusRole, string>> = { community: "social" };

export const presetsOf = (known: PresetsKnown): readonly SurplusPreset[] =>
  splits.map(({ law, yearEnds, parts }) => ({
    law,
    value: { law, year_ends: yearEnds, parts: parts.map(([role, percent]) => ({ role, percent, ...filledIn(role, known) })) },
  }));

function filledIn(role: SurplusRole, { funds, accounts }: PresetsKnown): { readonly [field: string]: Document } {
  if (role === "capital") {
    // Capital first; where there is none, what is saved.
    const capital = accounts.filter(account => account.startsWith("member-shares"));
    return { by: "saved-on-average", accounts: capital.length > 0 ? capital : [...accounts] };
  }
  if (role === "patronage") return { by: "interest-paid" };
  const isReserve = role === "reserve" || role === "loss-reserve";
  // A fund with another purpose, as for burials, is not meant: only what is called so by its code.
  const fund = funds.find(one => (isReserve ? one.nature === "indivisible" : one.fund === ofPurpose[role]))?.fund;
  return fund === undefined ? {} : { fund };
}
