import {
  type Books,
  entry,
  type Day,
  type Fact,
  forkOf,
  isRefusal,
  type LoadedBooks,
  type MemberId,
  type Minor,
  type RecordedFact,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { carriedDecision, groupLoanIn, needsDecision } from "#assembly";
import { post, refusalToPost } from "#ledger";
import { guarantorsMax } from "./limits.ts";
import { paidOut, payOut } from "./pay-out.ts";
import { needsRequest, request, requested } from "./request.ts";
import { loanTable } from "./tables.ts";

/** Each of a circle stands for all others, and so many may stand for one loan. */
export const circleMost = guarantorsMax + 1;

/** A loan of one of them, as it is asked for. */
export interface CircleLoan {
  readonly loan: Uuid;
  readonly member: MemberId;
  readonly amount: Minor;
}

/** The loans of a circle before they are decided on. */
export interface CircleAsked {
  readonly circle: Uuid;
  readonly product: string;
  readonly periods?: number | undefined;
  readonly loans: readonly CircleLoan[];
}

/**
 * Women who stand for each other borrow together: each her own loan of her own amount, asked for, agreed to by one decision
 * that names them all, and paid out. All of them, or none.
 */
export const circleEntry = entry({
  name: "loans.circle",
  step: "pay-outs",
  fields: {
    /** Made on the device: what ties the loans to each other. */
    circle: { is: "uuid" },
    product: { is: "code" },
    periods: { is: "count", max: 1_000, optional: true },
    loans: {
      is: "list",
      max: circleMost,
      of: { is: "group", of: { loan: { is: "uuid" }, member: { is: "member" }, amount: { is: "amount" } } },
    },
    decision: { is: "uuid" },
  },
  needs: (body, books, on) => [needsDecision(body.decision), ...needsCircle(body, books, on)],
  decide(body, books, { on }) {
    const decision = carriedDecision(body.decision, "group-loan", body.circle, books, on);
    if (isRefusal(decision)) return decision;
    const { loans, ...decided } = groupLoanIn(decision);
    const isTheSame =
      decided.product === body.product &&
      decided.periods === body.periods &&
      loans.length === body.loans.length &&
      loans.every(({ loan, member, amount }, place) => {
        const said = body.loans[place]!;
        return loan === said.loan && member === said.member && amount === said.amount;
      });
    if (!isTheSame) return refuse("loans.circle-decided-otherwise");
    const rows = lendToCircle(body, decision.decision_id, books, on);
    if (isRefusal(rows)) return rows;
    const facts: Fact[] = [];
    for (const [place, row] of rows.entries()) {
      if (isRefusal(row)) return ofHers(row, body.loans[place]!.member);
      facts.push(...row);
    }
    return facts;
  },
});

/** What {@link lendToCircle} must see. Call it again after each load. */
export const needsCircle = (asked: CircleAsked, books: Books, on: Day) =>
  asked.loans.flatMap(row => needsRequest(requestOf(asked, row), books, on));

/**
 * The facts of each loan, or why it cannot be, row by row: each is looked at as if those above it were lent. One refusal
 * alone is of the circle as a whole.
 */
export function lendToCircle(
  asked: CircleAsked,
  decision: Uuid,
  books: Books,
  on: Day,
): readonly (readonly Fact[] | Refusal)[] | Refusal {
  const { loans } = asked;
  if (loans.length < 2) return refuse("loans.circle-too-small", { count: loans.length });
  const members = new Set(loans.map(one => one.member));
  if (members.size < loans.length || new Set(loans.map(one => one.loan)).size < loans.length)
    return refuse("loans.circle-names-one-twice");
  const after = forkOf(books);
  return loans.map(row => {
    const wanted = request(requestOf(asked, row), after, on, asked.circle);
    if (isRefusal(wanted)) return wanted;
    tried(wanted, after);
    const loan = after.row(loanTable, { loan_id: row.loan })!;
    const paid = payOut(loan, { decision, guarantors: loans.length - 1 }, after, on);
    if (isRefusal(paid)) return paid;
    const cannot = refusalToPost([paid], after);
    if (cannot) return cannot;
    tried(paid, after);
    return [wanted, paid];
  });
}

/** The others stand for her. */
const requestOf = ({ product, periods, loans }: CircleAsked, { loan, member, amount }: CircleLoan) => ({
  loan,
  member,
  product,
  amount,
  periods,
  guarantors: loans.flatMap(one => (one.member === member ? [] : [one.member])),
});

function tried(fact: Fact, after: LoadedBooks): void {
  // What is only tried has no place in the log.
  const recorded = { ...fact, seq: -1n } as RecordedFact;
  post(recorded, after);
  after.apply((fact.kind === "loans.paid-out" ? paidOut : requested)(recorded, after));
}

/** Told at her row. */
const ofHers = ({ refused, because }: Refusal, member: MemberId): Refusal => ({ refused, because: { ...because, row: member } });
