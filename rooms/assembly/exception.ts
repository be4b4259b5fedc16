/**
 * An exception to a limit of the group's rules. Limits are the same for all; who asks to pass one says why, the members vote
 * on that apart from the thing itself, and an officer answers for it. Without all of it nothing is paid out. It is used
 * once. Rooms above say what is asked for; which of their refusals bend stands in {@link isExceptable}'s list alone.
 */
import {
  type Books,
  type Change,
  type Day,
  entry,
  isRefusal,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Project,
  put,
  type RecordedFact,
  type Refusal,
  refuse,
  type Role,
  type Uuid,
} from "#base";
import { isHeldOn, officeTable } from "#members";
import { sumIn } from "./decided.ts";
import { carriedDecision, needsDecision } from "./decision.ts";
import { isExceptable, type LimitPassed, limitPassed, neverExcepted } from "./exceptable.ts";
import { decisionTable, type ExceptionRow, exceptionTable } from "./tables.ts";
import { useDecision } from "./use-decision.ts";

/** Who may answer for an exception. */
export const approvers: readonly Role[] = ["chair", "secretary", "treasurer", "supervisory-committee"];

export const needsException = (exception: Uuid): Need => need.row(exceptionTable, { exception_id: exception });
/** All of hers, each also by its id, by which it is used. Call it again after each load. */
export const needsExceptionsOf = (member: MemberId, books: Books): readonly Need[] => [
  need.row(exceptionTable, { member_id: member }),
  ...(books.isCovered(exceptionTable, { member_id: member })
    ? books.rows(exceptionTable, { member_id: member }).map(row => needsException(row.exception_id))
    : []),
];

/** What is asked for beyond limits: the loan, or so much of her savings. */
export interface AskedBeyond {
  readonly exception: Uuid;
  readonly thing: ExceptionRow["thing"];
  readonly product: string;
  readonly unit: string;
  /** Above zero, minor units. */
  readonly amount: Minor;
}

/**
 * The limits that are passed where a reason is given, or the refusal that stands: the first of them without a reason, and
 * with one that which no vote may pass. Within all limits there are none.
 */
export function passedWithReason(
  refusals: readonly Refusal[],
  isReasonGiven: boolean,
): readonly LimitPassed[] | Refusal {
  const firm = isReasonGiven ? refusals.find(one => !isExceptable(one)) : refusals[0];
  if (firm) return isReasonGiven ? (neverExcepted(firm) ?? firm) : firm;
  return refusals.map(limitPassed);
}

/**
 * Why a thing cannot be done today with the exception that was asked for it, or null: it is within the limits, or each that it
 * passes was allowed, and no more than the members said. A limit that was not asked about holds.
 */
export function faultBeyond(
  refusals: readonly Refusal[],
  exception: ExceptionRow | undefined,
  { amount, unit }: { readonly amount: Minor; readonly unit: string },
): Refusal | null {
  const [first] = refusals;
  if (!first) return null;
  const asked = new Set(exception?.limits.map(({ limit }) => limit));
  const other = refusals.find(one => !asked.has(one.refused));
  if (other) return other;
  if (exception!.status === "asked") return refuse("assembly.exception-not-granted", { asked_on: exception!.asked_on });
  if (exception!.status !== "granted" && exception!.status !== "used") return first;
  const allowed = exception!.granted_amount!;
  return amount > allowed ? refuse("assembly.above-exception", { amount, unit, allowed }) : null;
}

export const exceptionEntry = entry({
  name: "assembly.exception",
  step: "decisions",
  fields: {
    exception: { is: "uuid" },
    member: { is: "member" },
    decision: { is: "uuid" },
    /** The officer who answers for it; never she whom it is for. */
    approver: { is: "member" },
  },
  needs: body => [
    needsException(body.exception),
    needsDecision(body.decision),
    need.row(officeTable, { member_id: body.approver }),
  ],
  decide(body, books, { on }) {
    const asked = askedOf(body, books);
    if (isRefusal(asked)) return asked;
    if (body.approver === asked.member_id) return refuse("assembly.exception-approved-by-herself");
    const offices = books.rows(officeTable, { member_id: body.approver });
    if (!offices.some(office => approvers.includes(office.role) && isHeldOn(office, on)))
      return refuse("assembly.exception-approver-without-office");
    const decision = carriedDecision(body.decision, "exception", asked.exception_id, books, on);
    if (isRefusal(decision)) return decision;
    const amount = sumIn(decision);
    if (amount > asked.amount)
      return refuse("assembly.exception-above-asked", { amount, unit: asked.unit, allowed: asked.amount });
    return [
      {
        kind: "assembly.exception-granted",
        on,
        member: asked.member_id,
        lines: [],
        data: {
          exception: asked.exception_id,
          decision: decision.decision_id,
          approver: body.approver,
          amount: String(amount),
          limits: asked.limits,
        },
      },
    ];
  },
});

/** The hands said no: cites the vote that did not carry. She may ask again, with new words. */
export const turnDownExceptionEntry = entry({
  name: "assembly.turn-down-exception",
  step: "decisions",
  fields: { exception: { is: "uuid" }, member: { is: "member" }, decision: { is: "uuid" } },
  needs: body => [needsException(body.exception), needsDecision(body.decision)],
  decide(body, books, { on }) {
    const asked = askedOf(body, books);
    if (isRefusal(asked)) return asked;
    const decision = books.row(decisionTable, { decision_id: body.decision });
    if (decision?.question !== "exception" || decision.about !== asked.exception_id || decision.decided_on > on)
      return refuse("assembly.no-decision", { about: asked.exception_id });
    if (decision.is_carried)
      return refuse("assembly.exception-carried", { for: decision.votes_for, against: decision.votes_against });
    const data = { exception: asked.exception_id, decision: decision.decision_id };
    return [{ kind: "assembly.exception-turned-down", on, member: asked.member_id, lines: [], data }];
  },
});

function askedOf(body: { readonly exception: Uuid; readonly member: MemberId }, books: Books): ExceptionRow | Refusal {
  const row = books.row(exceptionTable, { exception_id: body.exception });
  if (row?.status !== "asked" || row.member_id !== body.member) return refuse("assembly.exception-not-asked");
  return row;
}

/** What a request beyond limits keeps of it in its fact. */
export interface BeyondDocument {
  readonly [key: string]: string | readonly LimitPassed[];
  readonly amount: string;
  readonly limits: readonly LimitPassed[];
}

/** The row of an exception that is asked for. */
export const exceptionAsked = (
  member: MemberId,
  on: Day,
  { exception, thing, product, unit, amount }: AskedBeyond,
  limits: readonly LimitPassed[],
): Change =>
  put(exceptionTable, {
    ...{ exception_id: exception, member_id: member, thing, product, unit, amount, limits },
    ...{ status: "asked", asked_on: on, ...notAnswered, used_on: null },
  });

const notAnswered = { granted_amount: null, granted_on: null, approved_by: null, decision_id: null } as const;

interface AnsweredData {
  readonly exception: Uuid;
  readonly decision: Uuid;
  readonly approver: MemberId;
  readonly amount: string;
}
const answerIn = ({ data }: RecordedFact): AnsweredData => data as unknown as AnsweredData;

const changed = (exception: Uuid, books: Books, to: Partial<ExceptionRow>): Change =>
  put(exceptionTable, { ...books.row(exceptionTable, { exception_id: exception })!, ...to });

export const exceptionGranted: Project = (fact, books) => {
  const { exception, decision, approver, amount } = answerIn(fact);
  const granted = { granted_amount: BigInt(amount), granted_on: fact.on, approved_by: approver, decision_id: decision };
  return [changed(exception, books, { status: "granted", ...granted }), useDecision(decision, books)];
};

export const exceptionTurnedDown: Project = (fact, books) => {
  const { exception, decision } = answerIn(fact);
  return [changed(exception, books, { status: "turned-down", decision_id: decision }), useDecision(decision, books)];
};

/** Asked for still: of a vote that carried and of one that did not. */
export const answerReversed: Project = (fact, books) => {
  const { exception, decision } = answerIn(books.leaf(fact.reverses!)!);
  return [changed(exception, books, { status: "asked", ...notAnswered }), useDecision(decision, books, false)];
};

/** What it was for is done: it counts once. One that waited for its vote and was not needed waits no longer. */
export function useException(exception: Uuid, on: Day, books: Books): readonly Change[] {
  const row = books.row(exceptionTable, { exception_id: exception });
  if (row?.status === "granted") return [put(exceptionTable, { ...row, status: "used", used_on: on })];
  return row?.status === "asked" ? [put(exceptionTable, { ...row, status: "dropped" })] : [];
}

/** What it was for is let go, turned down, or was a mistake. */
export function dropException(exception: Uuid, books: Books): readonly Change[] {
  const row = books.row(exceptionTable, { exception_id: exception });
  const waits = row?.status === "asked" || row?.status === "granted";
  return waits ? [put(exceptionTable, { ...row, status: "dropped" })] : [];
}

/** As it was before {@link useException} or {@link dropException}. */
export function restoreException(exception: Uuid, books: Books): readonly Change[] {
  const row = books.row(exceptionTable, { exception_id: exception });
  if (row?.status !== "used" && row?.status !== "dropped") return [];
  return [put(exceptionTable, { ...row, status: row.granted_amount === null ? "asked" : "granted", used_on: null })];
}

const needsOfAnswer = ({ data }: RecordedFact): readonly Need[] => [
  needsException(data!["exception"] as Uuid),
  needsDecision(data!["decision"] as Uuid),
];
/** What taking an answer back must see. */
export const undoNeeds: Readonly<Record<string, (original: RecordedFact) => readonly Need[]>> = {
  "assembly.exception-granted": needsOfAnswer,
  "assembly.exception-turned-down": needsOfAnswer,
};

/** Why an answer cannot be taken back as things stand, or null: what was done by it is taken back first. */
export function refusalToReverse(original: RecordedFact, books: Books): Refusal | null {
  if (!(original.kind in undoNeeds)) return null;
  const status = books.row(exceptionTable, { exception_id: answerIn(original).exception })?.status;
  const stands = original.kind === "assembly.exception-granted" ? status === "granted" : status === "turned-down";
  return stands ? null : refuse("assembly.exception-was-used");
}
