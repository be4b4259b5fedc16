/** What the loans' room answers on the server. `client` is inside a `read` of the organisation; amounts are bigint. */
import type { Day, Line, MemberId, OrganisationId, Uuid } from "#base";
import type { PoolClient } from "#db";
import { factOfLeaf } from "#ledger";
import { type Arrears, arrears } from "./arrears.ts";
import { type LoanEventOn, loanEventsOf } from "./loan-on-day.ts";
import { isRunning, type RunningLoan } from "./loan.ts";
import { type Portfolio, portfoliosOf } from "./portfolio.ts";
import { type RenewalTold, renewalTold } from "./renewal.ts";
import {
  selectGuaranteed,
  selectGuarantors,
  selectLeaves,
  selectLoan,
  selectLoanEvents,
  selectLoans,
  selectMoneyEvents,
  selectRunningLoans,
} from "./store.ts";
import type { LoanRow } from "./tables.ts";

/** All loans of the organisation, or of one member, in every state of their life; the newest request first. */
export const loansOf = (
  client: PoolClient,
  organisation: OrganisationId,
  member?: MemberId,
): Promise<readonly LoanRow[]> => selectLoans(client, organisation, member);

/** Loans money is owed on: the oldest first. */
export async function runningLoans(client: PoolClient, organisation: OrganisationId): Promise<readonly RunningLoan[]> {
  return (await selectRunningLoans(client, organisation)).filter(isRunning);
}

export interface LoanInArrears {
  readonly loan: RunningLoan;
  readonly arrears: Arrears;
}

/** Running loans with something late on the day, the latest first. The books are as they stand now, whatever the day. */
export async function loansInArrears(
  client: PoolClient,
  organisation: OrganisationId,
  day: Day,
): Promise<readonly LoanInArrears[]> {
  return (await runningLoans(client, organisation))
    .filter(loan => loan.paid_out_on <= day)
    .map(loan => ({ loan, arrears: arrears(loan, day) }))
    .filter(one => one.arrears.total > 0n)
    .sort((a, b) => b.arrears.daysLate - a.arrears.daysLate);
}

/** By fund: how much is lent out, how much of it is late and how much is at risk. */
export const portfolios = async (
  client: PoolClient,
  organisation: OrganisationId,
  day: Day,
): Promise<readonly Portfolio[]> => portfoliosOf(await selectRunningLoans(client, organisation), day);

/**
 * Every loan there was, with all that moved its money, in the order of the log: what earlier days are worked out from. As the
 * log stood when it had come as far as the leaf `through`, where one is named.
 */
export async function loansWithEvents(
  client: PoolClient,
  organisation: OrganisationId,
  through?: bigint,
): Promise<readonly { readonly loan: LoanRow; readonly events: readonly LoanEventOn[] }[]> {
  const byLoan = new Map<Uuid, LoanEventOn[]>();
  for (const { body, taken_back_on } of await selectMoneyEvents(client, organisation, through)) {
    for (const event of loanEventsOf(factOfLeaf(body), taken_back_on)) {
      const events = byLoan.get(event.loan);
      if (events) events.push(event);
      else byLoan.set(event.loan, [event]);
    }
  }
  return (await selectLoans(client, organisation)).flatMap(loan => {
    const events = byLoan.get(loan.loan_id);
    return events ? [{ loan, events }] : [];
  });
}

/** Of pay-outs that paid off an older loan, by their places in the log, how the money was divided. */
export async function renewalsTold(
  client: PoolClient,
  organisation: OrganisationId,
  seqs: readonly bigint[],
): Promise<ReadonlyMap<bigint, RenewalTold>> {
  const leaves = await selectLeaves(client, organisation, seqs);
  return new Map(
    leaves.flatMap(({ seq, body }) => {
      const told = renewalTold(factOfLeaf(body).data);
      return told ? [[seq, told] as const] : [];
    }),
  );
}

/** Loans she stands for that did not end well yet: asked for, approved, running or written off. */
export const loansGuaranteedBy = (
  client: PoolClient,
  organisation: OrganisationId,
  member: MemberId,
): Promise<readonly LoanRow[]> => selectGuaranteed(client, organisation, member);

/** One loan with who stands for it and everything that was recorded on it, or null where there is none of this id. */
export interface LoanInFull {
  readonly loan: LoanRow;
  readonly guarantors: readonly MemberId[];
  readonly events: readonly LoanEventSeen[];
}

export interface LoanEventSeen {
  readonly seq: bigint;
  /** "loans.repaid" and the like; a reversal is shown on the event it took back. */
  readonly kind: string;
  readonly on: Day;
  /** Debits positive, minor units. */
  readonly lines: readonly Line[];
  /** As in the fact: strings, see each entry's file. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly reversedBy: bigint | null;
}

export async function loanInFull(
  client: PoolClient,
  organisation: OrganisationId,
  id: Uuid,
): Promise<LoanInFull | null> {
  const loan = await selectLoan(client, organisation, id);
  if (!loan) return null;
  const guarantors = await selectGuarantors(client, organisation, id);
  const events = await selectLoanEvents(client, organisation, loan.member_id, id);
  return {
    loan,
    guarantors: guarantors.map(row => row.member_id),
    events: events.map(({ seq, kind, on, body, reversed_by }) => {
      const { lines, data } = factOfLeaf(body);
      return { seq, kind, on, lines, data: data ?? {}, reversedBy: reversed_by };
    }),
  };
}
export { questions } from "./page-questions.ts";
