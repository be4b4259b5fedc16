/**
 * Care before a step: who is late is visited before the members give her loan up. That somebody went, who and when, is in the
 * books; what was found, what was agreed and every word of it are one text under the member's key, for her and the officers.
 */
import {
  addDays,
  type BodyOf,
  type Books,
  command,
  type Day,
  isRefusal,
  lastOf,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  rule,
  type Uuid,
} from "#base";
import { needsRule, ruleOn } from "#assembly";
import { reverse } from "#ledger";
import { isHeldOn, isOfficer, officerRoles, officeTable } from "#members";
import { agreedCodes, careField, careText, careTexts, foundCodes } from "./care-said.ts";
import { isRunning, needsLoan, runningLoanOf } from "./loan.ts";
import { fromReversed } from "./projecting.ts";
import { type CareVisitRow, careVisitTable, loanTable, type LoanStatus } from "./tables.ts";

/** An organisation without this rule asks for no visit; visits may be noted all the same. */
export const loanCare = rule({
  key: "loans.care",
  many: false,
  fields: {
    /** A loan is written off only when she was visited on that day or in so many days before it. */
    within_days: { is: "count", max: 366 },
    visitors: { is: "choice", of: ["one", "two"] },
    /** From how many days late on somebody should go. */
    from_days_late: { is: "count", max: 366 },
    /** Who leaves or moves away while a loan of hers runs is visited first, in the same days. */
    before_leaving: { is: "flag", optional: true },
  },
  check: ({ within_days }) => (within_days === 0 ? refuse("loans.care-days-missing") : null),
});

export type LoanCare = BodyOf<typeof loanCare.fields>;

/** An officer notes that she was visited, by herself or by others. */
export const noteCareVisit = command({
  name: "loans.note-care-visit",
  fields: {
    visit: { is: "uuid" },
    loan: { is: "uuid" },
    member: { is: "member" },
    visited_on: { is: "day" },
    visitor: { is: "member" },
    companion: { is: "member", optional: true },
    found: { is: "choice", of: foundCodes },
    agreed: { is: "choice", of: agreedCodes },
    by: { is: "day", optional: true },
    words: { is: "text", max: 500, optional: true },
  },
  sayableBy: officerRoles,
  needs: ({ body }) => [
    needsLoan(body.loan),
    needsRule(loanCare),
    need.row(careVisitTable, { visit_id: body.visit }),
    ...visitorsOf(body).map(member => need.row(officeTable, { member_id: member })),
  ],
  decide({ body, on }, books, { by: speaker }) {
    const { visit, visited_on, visitor, companion, found, agreed, by } = body;
    const loan = runningLoanOf(body, books, on);
    if (isRefusal(loan)) return loan;
    if (books.row(careVisitTable, { visit_id: visit })) return refuse("loans.visit-noted-before");
    if (visited_on > on) return refuse("loans.visit-to-come", { on: visited_on });
    if (visited_on < loan.paid_out_on) return refuse("loans.visit-before-loan", { on: visited_on, paid_out_on: loan.paid_out_on });
    if (speaker === loan.member_id) return refuse("loans.visit-by-herself");
    const unfit = visitorsFault(body, loan.member_id, books);
    if (unfit) return unfit;
    if (companion === undefined && ruleOn(loanCare, visited_on, books)?.visitors === "two") return refuse("loans.visit-by-two");
    if (agreed === "new-day" && (by === undefined || by <= visited_on)) return refuse("loans.visit-without-new-day");
    const words = body.words?.trim() || null;
    const text = careText({ found, agreed, by: agreed === "new-day" ? by! : null, words });
    return {
      facts: [
        {
          kind: "loans.care-visited",
          on,
          member: loan.member_id,
          lines: [],
          data: { visit, loan: loan.loan_id, visited_on, visitor, ...(companion === undefined ? {} : { companion }) },
          texts: [{ about: careTexts, id: visit, field: careField, text, member: loan.member_id }],
        },
      ],
    };
  },
});

interface Visitors {
  readonly visitor: MemberId;
  readonly companion?: MemberId | undefined;
}

const visitorsOf = ({ visitor, companion }: Visitors): readonly MemberId[] =>
  companion === undefined ? [visitor] : [visitor, companion];

/** Officers go, each once, and nobody visits herself: others would have to hear of what is hers alone. */
function visitorsFault(said: Visitors & { readonly visited_on: Day }, borrower: MemberId, books: Books): Refusal | null {
  const visitors = visitorsOf(said);
  if (visitors.includes(borrower)) return refuse("loans.visit-by-herself");
  if (new Set(visitors).size < visitors.length) return refuse("loans.visit-by-one-twice");
  const isOfficerThen = (member: MemberId): boolean =>
    isOfficer(
      new Set(
        books
          .rows(officeTable, { member_id: member })
          .filter(office => isHeldOn(office, said.visited_on))
          .map(office => office.role),
      ),
    );
  return visitors.every(isOfficerThen) ? null : refuse("loans.visit-by-no-officer");
}

/** A visit noted by mistake is taken back, with the reason; what was written of it stays under her key and is shown no more. */
export const takeBackCareVisit = command({
  name: "loans.take-back-care-visit",
  fields: { visit: { is: "uuid" }, reason: { is: "text", max: 300 } },
  sayableBy: officerRoles,
  needs: ({ body }, books) => {
    const row = books.isCovered(careVisitTable, { visit_id: body.visit })
      ? books.row(careVisitTable, { visit_id: body.visit })
      : undefined;
    return [needsCareVisit(body.visit), ...(row ? [{ leaf: row.seq }, needsLoan(row.loan_id)] : [])];
  },
  decide({ body, on }, books, context) {
    const row = books.row(careVisitTable, { visit_id: body.visit });
    if (!row || row.is_taken_back) return refuse("loans.no-such-visit");
    const { status } = books.row(loanTable, { loan_id: row.loan_id })!;
    if (!maySayUnvisited(status)) return refuse("loans.reverse-later-first", { kind: "loans.care-visited", status });
    const fact = reverse(row.seq, on, books, context, body.reason);
    return isRefusal(fact) ? fact : { facts: [fact] };
  },
});

/** A loan that was given up was given up on the word of this visit. */
export const maySayUnvisited = (status: LoanStatus): boolean => status !== "written-off";

export const needsCareVisit = (visit: Uuid): Need => need.row(careVisitTable, { visit_id: visit });

export const needsCare = (loan: Uuid): readonly Need[] => [needsRule(loanCare), need.row(careVisitTable, { loan_id: loan })];

/** The last visit that stands, up to a day. */
export const lastVisit = (visits: readonly CareVisitRow[], on: Day): CareVisitRow | null =>
  lastOf(
    visits
      .filter(row => !row.is_taken_back && row.visited_on <= on)
      .sort((a, b) => (a.visited_on < b.visited_on ? -1 : 1)),
  ) ?? null;

/** Whether a visit still counts on a day. */
export const countsOn = (visit: CareVisitRow | null, within: number, on: Day): boolean =>
  visit !== null && addDays(visit.visited_on, within) >= on;

/** Why a step about her loan waits for a visit, or null. */
export function careFault(loan: Uuid, books: Books, on: Day): Refusal | null {
  const care = ruleOn(loanCare, on, books);
  if (!care) return null;
  const visit = lastVisit(books.rows(careVisitTable, { loan_id: loan }), on);
  return countsOn(visit, care.within_days, on) ? null : refuse("loans.visit-first", { days: care.within_days });
}

/** What {@link refusalToLeaveUnvisited} must see, beside her loans. */
export const needsVisitsOf = (member: MemberId): readonly Need[] => [
  needsRule(loanCare),
  need.row(careVisitTable, { member_id: member }),
];

/** Why she does not leave before somebody was with her about each loan that runs, or null: none runs, or no rule asks for it. */
export function refusalToLeaveUnvisited(
  { member, number }: { readonly member: MemberId; readonly number: number },
  books: Books,
  on: Day,
): Refusal | null {
  const care = ruleOn(loanCare, on, books);
  if (!care?.before_leaving) return null;
  const visits = books.rows(careVisitTable, { member_id: member });
  const unvisited = books
    .rows(loanTable, { member_id: member })
    .filter(isRunning)
    .some(({ loan_id }) => {
      const visit = lastVisit(visits.filter(row => row.loan_id === loan_id), on);
      return !countsOn(visit, care.within_days, on);
    });
  return unvisited ? refuse("loans.visit-before-leaving", { number, days: care.within_days }) : null;
}

interface VisitedData {
  readonly visit: Uuid;
  readonly loan: Uuid;
  readonly visited_on: Day;
  readonly visitor: MemberId;
  readonly companion?: MemberId;
}

export const careVisited: Project = fact => {
  const data = fact.data as unknown as VisitedData;
  return [
    put(careVisitTable, {
      visit_id: data.visit,
      loan_id: data.loan,
      member_id: fact.member!,
      visited_on: data.visited_on,
      visitor: data.visitor,
      companion: data.companion ?? null,
      noted_on: fact.on,
      seq: fact.seq,
      is_taken_back: false,
    }),
  ];
};

export const careVisitReversed: Project = fromReversed((original, books) => {
  const row = books.row(careVisitTable, { visit_id: original.visit as Uuid })!;
  return [put(careVisitTable, { ...row, is_taken_back: true })];
});
