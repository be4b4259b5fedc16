/**
 * Who needs a visit: for officers by name, for everybody else a count. What was found and agreed at a visit is read by her
 * whose loan it is and by the officers.
 */
import { type Asked, isUuid, need } from "#base";
import type { PoolClient } from "#db";
import { needsRule, ruleOn } from "#assembly";
import { finderOf, whoSees, written } from "#assembly/server";
import { loadBooks } from "#ledger/server";
import { isHeldOn, isOfficer, officerRoles, officeTable } from "#members";
import { readTexts } from "#members/server";
import { arrears } from "./arrears.ts";
import { countsOn, lastVisit, loanCare } from "./care.ts";
import { careField, careFrom, careTexts } from "./care-said.ts";
import { isRunning } from "./loan.ts";
import { selectCareVisits, selectLoan, selectRunningLoans } from "./store.ts";

/** How long a visit is called recent where the group has no rule about it. */
const usualDays = 30;

export type CareSeen = Awaited<ReturnType<typeof askCare>>;
export async function askCare(asked: Asked<PoolClient>) {
  const { client, organisation, roles, today } = whoSees(asked);
  const find = await finderOf(asked);
  const books = await loadBooks(client, organisation, () => [needsRule(loanCare)]);
  const care = ruleOn(loanCare, today, books);
  const visits = await selectCareVisits(client, organisation);
  const late = (await selectRunningLoans(client, organisation)).filter(isRunning).flatMap(loan => {
    const { daysLate, oldestDue, total } = arrears(loan, today);
    if (total === 0n || oldestDue === null || daysLate < (care?.from_days_late ?? 0)) return [];
    const visit = lastVisit(
      visits.filter(one => one.loan_id === loan.loan_id),
      today,
    );
    const isVisited = countsOn(visit, care?.within_days ?? usualDays, today);
    return [{ loan: loan.loan_id, who: find(loan.member_id), since: oldestDue, last: visit?.visited_on ?? null, isVisited }];
  });
  const isOpen = isOfficer(roles);
  return written({
    on: today,
    isOfficer: isOpen,
    toVisit: new Set(late.filter(one => !one.isVisited).map(one => one.who.member)).size,
    visited: new Set(late.filter(one => one.isVisited).map(one => one.who.member)).size,
    /** By name for officers alone: whom nobody has seen yet first, then who waits longest. */
    members: isOpen
      ? [...late].sort((a, b) => Number(a.isVisited) - Number(b.isVisited) || (a.since < b.since ? -1 : 1))
      : [],
  });
}

export type LoanCareSeen = NonNullable<Awaited<ReturnType<typeof askLoanCare>>>;
/** The visits about one loan. For everybody but her and the officers there is no such page. */
export async function askLoanCare(asked: Asked<PoolClient>) {
  const { client, organisation, member, roles, today, params, masterKey } = whoSees(asked);
  const id = params["loan"] ?? "";
  const loan = isUuid(id) ? await selectLoan(client, organisation, id) : undefined;
  if (!loan || !(isOfficer(roles) || loan.member_id === member)) return null;
  const find = await finderOf(asked);
  const texts = await readTexts(client, organisation, [careTexts], Buffer.from(masterKey), [careField]);
  const books = await loadBooks(client, organisation, () => [needsRule(loanCare), need.all(officeTable)]);
  const visits = (await selectCareVisits(client, organisation, loan.loan_id)).filter(row => !row.is_taken_back);
  const officers = books
    .rows(officeTable)
    .filter(row => officerRoles.some(role => role === row.role) && isHeldOn(row, today))
    .map(row => row.member_id);
  return written({
    on: today,
    loan: loan.loan_id,
    who: find(loan.member_id),
    unit: loan.unit,
    mayNote: isRunning(loan) && isOfficer(roles) && loan.member_id !== member,
    needsTwo: ruleOn(loanCare, today, books)?.visitors === "two",
    officers: [...new Set(officers)].filter(one => one !== loan.member_id).map(find),
    visits: visits.map(row => {
      const text = texts.get(`${careTexts}/${row.visit_id}/${careField}`);
      return {
        visit: row.visit_id,
        on: row.visited_on,
        visitor: find(row.visitor),
        companion: row.companion === null ? null : find(row.companion),
        /** Null where she was erased. */
        said: text === undefined ? null : careFrom(text),
      };
    }),
  });
}
