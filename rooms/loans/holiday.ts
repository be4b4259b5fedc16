import { addDays, type Day, entry, type Fact, isRefusal, need, type Project, put, refuse, type Uuid } from "#base";
import { carriedDecision, holidayIn, needsDecision, useDecision } from "#assembly";
import { agreementOf } from "./agreement.ts";
import { holidaysOf, type OnHoliday, withAgreed, withoutLastAgreed } from "./agreed-anew.ts";
import { pauseOf } from "./counting.ts";
import { isRunning, needsLoan, paidInAll, type RunningLoan } from "./loan.ts";
import { owedOn } from "./owed.ts";
import { fromReversed, rowOf } from "./projecting.ts";
import { loanTable } from "./tables.ts";

/** The longest holiday, in days. */
const holidayDaysMax = 731;

/**
 * After a flood or a bad harvest the members vote that nobody pays for a while: the instalments of every loan that runs
 * move, nothing accrues, and what was late before grows no older. One decision for all of them, and a fact for each
 * loan. Who likes to pay all the same may.
 */
export const holidayEntry = entry({
  name: "loans.holiday",
  step: "decisions",
  fields: { decision: { is: "uuid" } },
  needs: (body, books) => [
    needsDecision(body.decision),
    need.row(loanTable, { status: "running" }),
    ...(books.isCovered(loanTable, { status: "running" })
      ? books.rows(loanTable, { status: "running" }).map(loan => needsLoan(loan.loan_id))
      : []),
  ],
  decide(body, books, { on }) {
    const decision = carriedDecision(body.decision, "holiday", "holiday", books, on);
    if (isRefusal(decision)) return decision;
    const { from, until } = holidayIn(decision);
    // What was paid, was owed and is on a receipt before today does not change.
    if (from < on) return refuse("loans.holiday-in-the-past", { from, on });
    if (until < from) return refuse("loans.holiday-ends-before-it-begins", { from, until });
    if (until > addDays(from, holidayDaysMax - 1)) return refuse("loans.holiday-too-long", { days_max: holidayDaysMax });
    const loans = books
      .rows(loanTable, { status: "running" })
      .filter(isRunning)
      .sort((a, b) => (a.loan_id < b.loan_id ? -1 : 1));
    const overlaps = loans.flatMap(holidaysOf).find(one => one.until >= from);
    if (overlaps) return refuse("loans.holiday-while-another", { until: overlaps.until });
    const facts = loans.filter(loan => moves(loan, from, until)).flatMap((loan): readonly Fact[] => {
      const agreed = onHoliday(loan, { decision: decision.decision_id, on, from, until });
      // Of a loan that owes the interest of today alone, nothing would be left that ends it: it is paid as it is.
      if (owedOn({ ...loan, agreed_anew: withAgreed(loan, agreed).agreed_anew }, on).total === 0n) return [];
      const { kind: _, ...data } = agreed;
      return [{ kind: "loans.holiday-given", on, member: loan.member_id, lines: [], data: { loan: loan.loan_id, ...data } }];
    });
    return facts.length === 0 ? refuse("loans.holiday-moves-nothing", { from, until }) : facts;
  },
});

/** Weekly loans between two meetings have nothing to move in a holiday of three days. */
const moves = (loan: RunningLoan, from: Day, until: Day): boolean =>
  pauseOf(agreementOf(loan.terms), loan.paid_out_on, from, until).count > 0;

const onHoliday = (
  loan: RunningLoan,
  of: { readonly decision: Uuid; readonly on: Day; readonly from: Day; readonly until: Day },
): OnHoliday => ({ kind: "holiday", ...of, paid: String(paidInAll(loan)) });

interface HolidayData extends Omit<OnHoliday, "kind"> {
  readonly loan: Uuid;
}

export const holidayGiven: Project = (fact, books) => {
  const { loan, ...agreed } = fact.data as unknown as HolidayData;
  return [
    put(loanTable, withAgreed(rowOf(loan, ["running"], books), { kind: "holiday", ...agreed })),
    useDecision(agreed.decision, books),
  ];
};

/** Of one loan alone; the decision stays used, since it holds for the others. */
export const holidayReversed: Project = fromReversed((original, books) => {
  const { loan } = original as unknown as HolidayData;
  return [put(loanTable, withoutLastAgreed(rowOf(loan, ["running"], books)))];
});
