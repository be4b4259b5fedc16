/** What a kind of loan says about the months of the year, in the sentence its rule has. */
import type { Words } from "#base";
import { monthSaid } from "#assembly/parts";
import type { LoanProductSeen } from "./seen.ts";

/** Null where each month is like the others. */
export function seasonSaid(words: Words, { leanMonths, harvestMonths }: LoanProductSeen): string | null {
  const listed = (months: readonly string[]): string =>
    new Intl.ListFormat(words.locale, { type: "conjunction" }).format(months.map(one => monthSaid(words, Number(one))));
  if (harvestMonths.length > 0)
    return words.say("said.loans.product.harvest_months", { harvest_months: listed(harvestMonths) });
  return leanMonths.length > 0 ? words.say("said.loans.product.lean_months", { lean_months: listed(leanMonths) }) : null;
}
