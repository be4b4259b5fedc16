/**
 * What the loans' screens ask. Officers see every running loan; a member sees the group's sums and her own. There is no
 * list of debtors for everybody: who asks for time is between her and those who keep the books. Amounts are decimal
 * strings of minor units.
 */
import { type Asked, type Day, isUuid, lastOf, type Minor, type Question, type Role, sum } from "#base";
import type { PoolClient } from "#db";
import { betweenMeetingsRule, needsRule, needsRules, ruleOn, rulesOn } from "#assembly";
import { decisionsOf, finderOf, ruleNamesOf, whoSees, written } from "#assembly/server";
import { account, factOfLeaf } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, officerRoles } from "#members";
import { readTexts } from "#members/server";
import { isRescheduled, onHolidayUntil } from "./agreed-anew.ts";
import { agreementOf, downPayment, loanTerms } from "./agreement.ts";
import { arrears, dueOn, type PlannedInstalment, planOf } from "./arrears.ts";
import { feeOfInstalment } from "./fees.ts";
import { placeOnLadder } from "./ladder.ts";
import { isAwaiting, isRenewal, isRunning, outstanding, payableOf, type RunningLoan } from "./loan.ts";
import { paidOffByRenewal } from "./loan-on-day.ts";
import { amountToPayOff } from "./owed.ts";
import { askCare, askLoanCare } from "./page-care.ts";
import { askReminders, askSlips } from "./page-reminder.ts";
import { askShareOut } from "./page-share-out.ts";
import { payOutsOf, termsByPlan } from "./parts.ts";
import { heldOf, pledgesOf } from "./pledges.ts";
import { instalmentsOf } from "./plan.ts";
import { loanProduct } from "./product.ts";
import { renewedIn } from "./renewal.ts";
import { totalPaid } from "./repayment.ts";
import { scheduleOf } from "./schedule.ts";
import {
  selectGuaranteed,
  selectGuarantors,
  selectLoan,
  selectLoanEvents,
  selectLoans,
  selectRunningLoans,
} from "./store.ts";
import type { LoanRow } from "./tables.ts";

type AskedHere = Asked<PoolClient>;
type Find = Awaited<ReturnType<typeof finderOf>>;

const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];

export type LoansSeen = Awaited<ReturnType<typeof askLoans>>;
async function askLoans(asked: AskedHere) {
  const { client, organisation, member, roles, today } = asked;
  const find = await finderOf(asked);
  const names = await ruleNamesOf(asked);
  const running = (await selectRunningLoans(client, organisation)).filter(isRunning);
  const own = await selectLoans(client, organisation, member);
  const isOpen = isOfficer(roles);
  const all = isOpen ? await selectLoans(client, organisation) : own;
  const brief = (loan: RunningLoan) => runningSeen(loan, find, today);
  const late = (one: ReturnType<typeof brief>): number => one.daysLate;
  return written({
    on: today,
    isOfficer: isOpen,
    names,
    funds: names.funds.filter(fund => fund.is_lendable).map(fund => fundSeen(fund.fund, fund.unit, running, today)),
    running: isOpen ? running.map(brief).sort((a, b) => late(b) - late(a) || a.who.number - b.who.number) : [],
    awaiting: all
      .filter(loan => isAwaiting(loan) && (isOpen || loan.member_id === member))
      .map(loan => awaitingSeen(loan, find)),
    own: own.filter(isRunning).map(brief),
    /** Of kinds of loan that grow step by step, how much she may borrow next, and why: a key of words. */
    ladders: await laddersOf(asked, own, names.funds),
    ended: own
      .filter(loan => loan.status === "repaid" || loan.status === "written-off")
      .map(({ loan_id, principal, unit, paid_out_on, closed_on, status, renewed_by }) => ({
        loan: loan_id,
        principal,
        unit,
        from: paid_out_on,
        until: closed_on,
        status,
        isRenewed: renewed_by !== null,
      })),
    /** Whom she stands for: by name, since she knows; how much is owed is the borrower's to tell. */
    standsFor: (await selectGuaranteed(client, organisation, member)).map(loan => find(loan.member_id)),
  });
}

/** `own` are all her loans that ever were. */
async function laddersOf(
  { client, organisation, today }: AskedHere,
  own: readonly LoanRow[],
  funds: readonly { readonly fund: string; readonly unit: string }[],
) {
  const books = await loadBooks(client, organisation, () => [needsRules]);
  return rulesOn(loanProduct, today, books).flatMap(({ code: product, value: { ladder, fund } }) => {
    const unit = funds.find(one => one.fund === fund)?.unit;
    if (ladder === undefined || unit === undefined) return [];
    const place = placeOnLadder(ladder, own.filter(loan => loan.product === product && loan.unit === unit));
    return [{ product, unit, step: place.limit, owed: place.owed, left: place.allowed, why: `loans.ladder.${place.why}` }];
  });
}

/** The loans of one fund in sums: what is on time, what is waited for. Nobody is named. */
function fundSeen(fund: string, unit: string, running: readonly RunningLoan[], on: Day) {
  const here = running
    .filter(loan => loan.fund === fund)
    .map(loan => ({
      left: outstanding(loan),
      late: arrears(loan, on),
      isRescheduled: isRescheduled(loan),
      isRenewal: isRenewal(loan),
      holidayUntil: onHolidayUntil(loan, on),
    }));
  const rescheduled = here.filter(one => one.isRescheduled);
  const renewed = here.filter(one => one.isRenewal);
  const holidays = here.flatMap(one => (one.holidayUntil === null ? [] : [one.holidayUntil])).sort();
  const waiting = here.filter(one => one.late.total > 0n);
  const lateInAll = sum(waiting.map(one => one.late.principal));
  const left = sum(here.map(one => one.left));
  return {
    fund,
    unit,
    loans: here.length,
    left,
    onTime: left - lateInAll,
    waiting: waiting.length,
    late: sum(waiting.map(one => one.late.total)),
    latePrincipal: lateInAll,
    /** Their lateness began again when they were agreed anew, so they are shown apart. */
    rescheduled: rescheduled.length,
    rescheduledLeft: sum(rescheduled.map(one => one.left)),
    /** So did that of a loan which paid off an older one. */
    renewed: renewed.length,
    renewedLeft: sum(renewed.map(one => one.left)),
    /** How many loans are in a repayment holiday, in which lateness does not grow, and until when at the latest. */
    onHoliday: holidays.length,
    holidayUntil: lastOf(holidays) ?? null,
  };
}

function runningSeen(loan: RunningLoan, find: Find, on: Day) {
  const late = arrears(loan, on);
  const plan = planOf(loan, on);
  const next = plan.find(row => row.state !== "paid");
  return {
    loan: loan.loan_id,
    who: find(loan.member_id),
    unit: loan.unit,
    principal: loan.principal,
    left: outstanding(loan),
    due: dueOn(loan, on).total,
    late: late.total,
    daysLate: late.daysLate,
    waitingSince: late.oldestDue,
    isRescheduled: isRescheduled(loan),
    isRenewal: isRenewal(loan),
    holidayUntil: onHolidayUntil(loan, on),
    next: next?.due ?? null,
    thread: threadOf(plan),
  };
}

/** Knots: how many there are, how many are paid, and the one whose turn it is. */
function threadOf(plan: readonly PlannedInstalment[]) {
  const first = plan.findIndex(row => row.state !== "paid");
  return { count: plan.length, paid: first < 0 ? plan.length : first, now: first < 0 ? null : first + 1 };
}

const awaitingSeen = (loan: LoanRow, find: Find) => ({
  loan: loan.loan_id,
  who: find(loan.member_id),
  unit: loan.unit,
  amount: payableOf(loan),
  on: loan.requested_on,
  status: loan.status,
});

export type LoanSeen = NonNullable<Awaited<ReturnType<typeof askLoan>>>;
/** One loan, for officers and for her whose it is. For everybody else there is no such page. */
async function askLoan(asked: AskedHere) {
  const { client, organisation, member, roles, today, params, masterKey } = asked;
  const id = params["loan"] ?? "";
  const loan = isUuid(id) ? await selectLoan(client, organisation, id) : undefined;
  if (!loan || !(isOfficer(roles) || loan.member_id === member)) return null;
  const find = await finderOf(asked);
  const texts = await readTexts(client, organisation, ["loans.loan"], Buffer.from(masterKey), ["purpose"], id);
  const [decision] =
    loan.decision_id === null ? [] : await decisionsOf(client, organisation, { decision: loan.decision_id });
  const agreement = agreementOf(loan.terms);
  const running = isRunning(loan) ? loan : null;
  const events = await eventsOf(asked, loan);
  return written({
    on: today,
    loan: loan.loan_id,
    who: find(loan.member_id),
    isMine: loan.member_id === member,
    fund: loan.fund,
    unit: loan.unit,
    product: loan.product,
    status: loan.status,
    names: await ruleNamesOf(asked, "loans."),
    purpose: texts.get(`loans.loan/${id}/purpose`) ?? null,
    requested: loan.requested,
    requestedOn: loan.requested_on,
    amount: loan.principal > 0n ? loan.principal : payableOf(loan),
    paidOutOn: loan.paid_out_on,
    closedOn: loan.closed_on,
    terms: { method: agreement.method, document: loan.terms },
    owed: running && owedSeen(running, today),
    /** The loan that its pay-out pays off or paid off, and the one that paid it off in its turn. */
    renews: loan.renews,
    renewedBy: loan.renewed_by,
    /** Of the price, what she brings or brought herself when it is paid out; null where that is nothing. */
    downPayment: downPaymentSeen(loan, events),
    /** Of a loan in parts, those paid out and those to come; empty where it is paid out at once. */
    payOuts: payOutsOf(loan),
    plan: planSeen(loan, today),
    thread: loan.paid_out_on === null ? null : threadOf(planOf(loan as RunningLoan, today)),
    guarantors: (await selectGuarantors(client, organisation, loan.loan_id)).map(row => find(row.member_id)),
    pledges: pledgesOf(loan).flatMap(pledge => {
      const [kept, taken] = [heldOf(pledge, loan), BigInt(pledge.taken)];
      return kept + taken === 0n ? [] : [{ who: find(pledge.member), kept, taken }];
    }),
    decision: decision
      ? {
          on: decision.decided_on,
          meeting: decision.meeting_number,
          for: decision.votes_for,
          against: decision.votes_against,
          abstaining: decision.abstaining,
        }
      : null,
    events,
    mayRecord: running !== null && (await mayRecord(asked)),
  });
}

function owedSeen(loan: RunningLoan, on: Day) {
  const late = arrears(loan, on);
  return {
    left: outstanding(loan),
    due: dueOn(loan, on),
    late: late.total,
    waitingSince: late.oldestDue,
    daysLate: late.daysLate,
    payOff: amountToPayOff(loan, on),
    isRescheduled: isRescheduled(loan),
    holidayUntil: onHolidayUntil(loan, on),
  };
}

/** Each instalment; before the pay-out as it would be if it were paid out today. */
function planSeen(loan: LoanRow, on: Day) {
  if (loan.paid_out_on === null)
    return isAwaiting(loan) ? planIfPaidOut(loan, on) : [];
  return planOf(loan as RunningLoan, on).map(
    ({ number, due, leanBefore, principal, interest, fees, balance, state }) => ({
      number,
      due,
      leanBefore,
      principal,
      interest,
      fees,
      balance,
      state,
    }),
  );
}

function downPaymentSeen(loan: LoanRow, events: Awaited<ReturnType<typeof eventsOf>>): Minor | null {
  const paidOut = events.find(event => event.kind === "loans.paid-out" && !event.takenBack);
  const down = isAwaiting(loan) ? downPayment(agreementOf(loan.terms), payableOf(loan)) : (paidOut?.downPayment ?? 0n);
  return down === 0n ? null : down;
}

function planIfPaidOut(loan: LoanRow, on: Day) {
  const agreement = agreementOf(loan.terms);
  const price = payableOf(loan);
  const parts = payOutsOf(loan);
  const lent = price - downPayment(agreement, price);
  const terms = parts.length > 0 ? termsByPlan(agreement, price, on, parts) : loanTerms(agreement, lent, on);
  const fee = feeOfInstalment(agreement, lent);
  return instalmentsOf(scheduleOf(terms).rows, terms).map(
    ({ number, due, leanBefore, principal, interest, total, balance }) => ({
      number,
      due,
      leanBefore,
      principal,
      interest,
      fees: total > 0n ? fee : 0n,
      balance,
      state: "to-come" as const,
    }),
  );
}

/** What was recorded on it, the latest first, each with what it was used for. */
async function eventsOf({ client, organisation, masterKey }: AskedHere, loan: LoanRow) {
  const events = await selectLoanEvents(client, organisation, loan.member_id, loan.loan_id);
  const reasons = events.some(event => event.kind === "loans.penalty-waived")
    ? await readTexts(client, organisation, ["loans.waiver"], Buffer.from(masterKey), ["reason"])
    : new Map<string, string>();
  return [...events].reverse().map(({ seq, kind, on, body, reversed_by }) => {
    const fact = factOfLeaf(body);
    const renewed = renewedIn(fact.data);
    // What a new loan's pay-out is to the one it paid off: a payment without cash.
    const isEnd = renewed?.loan === loan.loan_id;
    const data: Readonly<Record<string, unknown>> | undefined = isEnd ? renewed : fact.data;
    const part = (name: string): Minor | null =>
      typeof data?.[name] === "string" && /^\d+$/.test(data[name]) ? BigInt(data[name]) : null;
    const moved = fact.lines.filter(line => line.account === account.cash(loan.fund));
    return {
      seq,
      kind: isEnd ? paidOffByRenewal : kind,
      on,
      cash: isEnd ? 0n : sum(moved.map(line => line.amount)),
      /** Of a pay-out that paid off another loan, how much of it went there. */
      paidOff: renewed && !isEnd ? totalPaid(renewed) : null,
      principal: part("principal"),
      interest: part("interest"),
      fees: part("fees"),
      penalties: part("penalties"),
      /** Why a late charge was let go. */
      reason: reasons.get(`loans.waiver/${String(data?.["waiver"])}/reason`) ?? null,
      downPayment: part("down_payment"),
      takenBack: reversed_by !== null,
    };
  });
}

/** Whether she may write a repayment between meetings: a committee of two, where the group's own rule allows it. */
async function mayRecord({ client, organisation, roles, today }: AskedHere): Promise<boolean> {
  if (!scribes.some(role => roles.has(role))) return false;
  const books = await loadBooks(client, organisation, () => [needsRule(betweenMeetingsRule)]);
  return ruleOn(betweenMeetingsRule, today, books)?.entries.includes("loans.repayment") ?? false;
}

const anyone: Question["who"] = ["anyone"];

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "loans.loans": { who: anyone, ask: asked => askLoans(whoSees(asked)) },
  "loans.loan": { who: anyone, params: ["loan"], ask: asked => askLoan(whoSees(asked)) },
  "loans.care": { who: anyone, ask: askCare },
  "loans.care-of": { who: anyone, params: ["loan"], ask: askLoanCare },
  "loans.reminders": { who: anyone, ask: askReminders },
  "loans.slips": { who: officerRoles, ask: askSlips },
  "loans.share-out": { who: anyone, ask: asked => askShareOut(whoSees(asked)) },
};
