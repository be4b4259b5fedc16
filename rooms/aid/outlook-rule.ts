import { type BodyOf, refuse, rule } from "#base";
import { type Assumptions, simpleMortality } from "./outlook.ts";

/**
 * What the group takes for likely when it looks ahead for a fund; the code is the fund. Dated and decided as any rule, and
 * written out on the page that uses it. Without it the simple assumption stands.
 */
export const outlookRule = rule({
  key: "aid.outlook",
  many: true,
  fields: {
    /** Of a thousand from this age on, how many die in a year: the youngest first, from age 0. None: the simple assumption. */
    mortality: {
      is: "list",
      max: 20,
      of: {
        is: "group",
        of: { from_age: { is: "count", max: 120 }, per_thousand: { is: "count", max: 1_000 } },
      },
    },
    /** How many join in a year, and how old they are. */
    joiners: { is: "count", max: 100_000 },
    joiner_age: { is: "count", max: 120 },
    /** Of a thousand, how many leave in a year who did not die. */
    leavers_per_thousand: { is: "count", max: 1_000 },
    /** Of a thousand members, how many lose a relative the fund helps for in a year. Absent, as it was in three years. */
    relatives_per_thousand: { is: "count", max: 1_000, optional: true },
    /** How old those are taken to be who did not say when they were born. */
    untold_age: { is: "count", max: 120 },
  },
  check({ mortality }, fund) {
    const isInOrder = mortality.every(({ from_age }, place) =>
      place === 0 ? from_age === 0 : from_age > mortality[place - 1]!.from_age,
    );
    return isInOrder ? null : refuse("aid.ages-not-in-order", { fund });
  },
});

export type OutlookRule = BodyOf<typeof outlookRule.fields>;

/** How old somebody is taken to be who did not say, where the group agreed on nothing else. */
const untoldAge = 55;
const joinerAge = 40;

export interface Taken extends Assumptions {
  readonly untoldAge: number;
  /** Zero where the fund helps for nobody but its members. */
  readonly relativesPerThousand: number;
  /** Whether the group entered how many die by age, or the simple assumption stands in. */
  readonly isMortalityOurs: boolean;
  /** Whether the group agreed on any of it. */
  readonly isOurs: boolean;
}

/**
 * What is taken for likely: by the group's rule, or as its books have it: so many joining as did in the last twelve months, so
 * many relatives who die as did in three years, and nobody leaving.
 */
export function takenFor(
  rule: OutlookRule | undefined,
  books: { readonly joinedLastYear: number; readonly relativesPerThousand: number },
): Taken {
  const isMortalityOurs = (rule?.mortality.length ?? 0) > 0;
  return {
    mortality: isMortalityOurs
      ? rule!.mortality.map(({ from_age, per_thousand }) => ({ fromAge: from_age, perThousand: per_thousand }))
      : simpleMortality,
    joinersPerYear: rule?.joiners ?? books.joinedLastYear,
    joinerAge: rule?.joiner_age ?? joinerAge,
    leaversPerThousand: rule?.leavers_per_thousand ?? 0,
    untoldAge: rule?.untold_age ?? untoldAge,
    relativesPerThousand: rule?.relatives_per_thousand ?? books.relativesPerThousand,
    isMortalityOurs,
    isOurs: rule !== undefined,
  };
}
