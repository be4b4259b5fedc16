import { type BodyOf, refuse, rule } from "#base";

/** What a group asks of the decision that dissolves it, and where what is left in a divisible fund goes in the end. */
export const dissolutionRule = rule({
  key: "assembly.dissolution",
  many: false,
  fields: {
    /** At least this part of all members is there, exactly: 3 of 4. */
    present_numerator: { is: "count", max: 100 },
    present_denominator: { is: "count", max: 100 },
    /** At least this part of the hands for and against is for it: 2 of 3. */
    for_numerator: { is: "count", max: 100 },
    for_denominator: { is: "count", max: 100 },
    /**
     * What is left in a divisible fund once everybody has what is hers: to the body that receives what is never divided, to
     * members by their capital, or to each member the same. Where shares of a cycle are held it is theirs in any case.
     */
    residual: { is: "choice", of: ["receiver", "by-capital", "equally"] },
  },
  check: ({ present_numerator, present_denominator, for_numerator, for_denominator }) =>
    isPart(present_numerator, present_denominator) && isPart(for_numerator, for_denominator)
      ? null
      : refuse("assembly.dissolution-rule-unclear"),
});

const isPart = (numerator: number, denominator: number): boolean => denominator > 0 && numerator <= denominator;

export type DissolutionRule = BodyOf<typeof dissolutionRule.fields>;

/**
 * A group without a rule of its own does as an Indonesian cooperative is asked to: three quarters of the members there, two
 * thirds of the votes for it (cooperative service of Lubuklinggau, sikopi.lubuklinggaukota.go.id/pembubaran). Nothing that is
 * left goes to members unless they said so beforehand.
 */
export const dissolutionUsual: DissolutionRule = {
  present_numerator: 3,
  present_denominator: 4,
  for_numerator: 2,
  for_denominator: 3,
  residual: "receiver",
};
