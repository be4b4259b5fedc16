/** What is said at a visit, as it lies under the member's key: the log has a commitment to it and nothing of what it says. */
import type { Day } from "#base";

export const careTexts = "loans.care-visit";
export const careField = "said";

export const foundCodes = [
  "ill",
  "death-in-family",
  "harvest-lost",
  "work-lost",
  "moved",
  "not-willing",
  "nothing-said",
  "not-met",
  "other",
] as const;
export const agreedCodes = ["new-day", "reschedule", "holiday", "aid", "nothing-yet"] as const;

/** As it lies under her key. */
export interface CareSaid {
  readonly found: (typeof foundCodes)[number];
  readonly agreed: (typeof agreedCodes)[number];
  /** With a new day: by when she means to bring it. */
  readonly by: Day | null;
  readonly words: string | null;
}

export const careText = ({ found, agreed, by, words }: CareSaid): string =>
  JSON.stringify({ found, agreed, ...(by === null ? {} : { by }), ...(words === null ? {} : { words }) });

export function careFrom(text: string): CareSaid {
  const said = JSON.parse(text) as Pick<CareSaid, "found" | "agreed"> & { readonly by?: Day; readonly words?: string };
  return { found: said.found, agreed: said.agreed, by: said.by ?? null, words: said.words ?? null };
}
