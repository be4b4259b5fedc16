/** What a product says of its ladder: how much may be borrowed next, step by step, by how the last loans were paid. */
import { type BodyOf, type Fields, lastOf, type Minor, type Refusal, refuse } from "#base";

export const ladderFields = {
  /** From the lowest up: all she owes on loans of this kind is at most so much. A group, so that a form asks for each by itself. */
  steps: { is: "list", max: 12, of: { is: "group", of: { up_to: { is: "amount" } } } },
  /** So many loans paid back on time lead one step up; one where it is left out. */
  times: { is: "count", max: 12, optional: true },
} as const satisfies Fields;

export type Ladder = BodyOf<typeof ladderFields>;

/** Minor units, the lowest first. */
export const stepsOf = (ladder: Ladder | undefined): readonly Minor[] => ladder?.steps.map(step => step.up_to) ?? [];

/** Why a ladder cannot be this one, or null. `most` is what the product lends at most, absent without a limit. */
export function ladderFault(ladder: Ladder | undefined, most: Minor | undefined): Refusal | null {
  if (ladder === undefined) return null;
  const steps = stepsOf(ladder);
  const isRising = steps.every((step, at) => step > (steps[at - 1] ?? 0n));
  if (steps.length < 2 || !isRising || ladder.times === 0) return refuse("loans.ladder-not-rising");
  // A step that nobody could ever borrow would be a promise that is not kept.
  return most !== undefined && lastOf(steps)! > most
    ? refuse("loans.ladder-above-maximum", { step: lastOf(steps)!, allowed: most })
    : null;
}
