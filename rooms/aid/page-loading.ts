/** What the questions of this room's pages load, and who may do what on them. */
import { type Asked, type MemberId, need, type Role } from "#base";
import type { PoolClient } from "#db";
import { betweenMeetingsRule, needsRules, ruleOn, rulesOn } from "#assembly";
import { fundTable, needsOwnWealth } from "#ledger";
import { loadBooks } from "#ledger/server";
import { membershipTable } from "#members";
import { birthYearText } from "./birth-year.ts";
import { needsDeposits } from "./deposit.ts";
import { type AidFund, fundOn } from "./fund.ts";
import { fundRule } from "./rules.ts";
import { claimTable, contributionDayTable, driveTable, enrolmentTable, levyTable } from "./tables.ts";

export type AskedHere = Asked<PoolClient>;
export type Loaded = Awaited<ReturnType<typeof loadBooks>>;

export const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];

export const loadAid = ({ client, organisation, today }: AskedHere): Promise<Loaded> =>
  loadBooks(client, organisation, books => {
    const first = [needsRules, need.all(fundTable), need.all(membershipTable), need.all(driveTable)];
    if (!first.every(one => !("rows" in one) || books.isCovered(one.rows, one.where))) return first;
    return [
      ...first,
      ...rulesOn(fundRule, today, books).flatMap(({ code: fund }) => {
        const found = fundOn(fund, today, books);
        return "refused" in found
          ? []
          : [
              need.row(enrolmentTable, { fund }),
              need.row(levyTable, { fund }),
              need.row(claimTable, { fund }),
              need.row(contributionDayTable, { fund }),
              ...needsOwnWealth(found),
              ...needsDeposits(found, today, books),
            ];
      }),
    ];
  });

/** Which of these entries she may write between meetings, with a second person, by the rule of the group. */
export const mayBetween = (entries: readonly string[], { roles, today }: AskedHere, books: Loaded): readonly string[] => {
  if (!scribes.some(role => roles.has(role))) return [];
  const allowed = ruleOn(betweenMeetingsRule, today, books)?.entries ?? [];
  return entries.filter(entry => allowed.includes(entry));
};

export const fundsOn = ({ today }: AskedHere, books: Loaded): readonly AidFund[] =>
  rulesOn(fundRule, today, books).flatMap(({ code }) => {
    const fund = fundOn(code, today, books);
    return "refused" in fund ? [] : [fund];
  });

/** When members say they were born, of those who said it, out of the texts about enrolments. For counting, never to show. */
export function birthYearsIn(fund: string, texts: ReadonlyMap<string, string>): ReadonlyMap<MemberId, number> {
  const years = new Map<MemberId, number>();
  for (const [key, text] of texts) {
    const [about, inFund, member, field] = key.split("/");
    if (about === "aid.enrolment" && inFund === fund && field === birthYearText)
      years.set(member as MemberId, Number(text));
  }
  return years;
}
