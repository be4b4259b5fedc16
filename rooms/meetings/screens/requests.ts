/**
 * Loans on the table today: asked for earlier or on this sheet, and how far each has come. Put together from the books
 * and the sheet, so that a request, its decision and its pay-out are one thing to whoever looks at it.
 */
import type { Document } from "#base";
import type { Writing } from "./sheet-model.ts";
import type { DownPaymentSeen, KeptBackSeen, PayOutPlanned, TodaySeen } from "./seen.ts";
import { decisionLine, isCarried } from "./form-parts.ts";
import type { HeldLine, HeldSheet } from "./sheet-model.ts";
import { newId } from "#client";

export interface LoanAsked {
  readonly loan: string;
  readonly member: string;
  readonly product: string;
  readonly unit: string;
  readonly fund: string;
  readonly asked: bigint;
  /** What was agreed to; what was asked for until then. */
  readonly agreed: bigint;
  readonly purpose: string | null;
  readonly downPayment: DownPaymentSeen | null;
  readonly payOuts: readonly PayOutPlanned[];
  readonly keptBack: KeptBackSeen | null;
  /** Her running loan that its pay-out pays off. */
  readonly renews: string | null;
  /** Of this sheet, where it was asked for today. */
  readonly request: HeldLine | undefined;
  readonly decision: HeldLine | undefined;
  readonly payOut: HeldLine | undefined;
  /** The vote on an exception to a limit for it. */
  readonly exception: HeldLine | undefined;
  /** Savings that are pledged for it on this sheet. */
  readonly pledges: readonly HeldLine[];
  /** She let go, today, what she asked for at an earlier meeting. */
  readonly withdrawal: HeldLine | undefined;
  /** The decision a pay-out cites: today's, or that of an earlier meeting. */
  readonly decisionId: string | null;
  readonly state: "asked" | "agreed" | "turned-down" | "paid" | "let-go";
}

const text = (value: Document | undefined): string => (typeof value === "string" ? value : "");

export function loansAsked(today: TodaySeen, sheet: HeldSheet): readonly LoanAsked[] {
  const earlier = today.awaiting.map(one =>
    loanOf(one.loan, {
      member: one.member,
      product: one.product,
      unit: one.unit,
      fund: one.fund,
      asked: BigInt(one.amount),
      purpose: one.purpose,
      downPayment: one.downPayment,
      payOuts: one.payOuts,
      keptBack: one.keptBack,
      renews: one.renews,
      decided: one.status === "approved" ? one.decision : null,
    }),
  );
  const now = [...sheet.values()]
    .filter(line => line.entry === "loans.request")
    .map(line => {
      const rule = today.rules.loans.find(one => one.product === line.body["product"]);
      return loanOf(text(line.body["loan"]), {
        member: text(line.body["member"]),
        product: text(line.body["product"]),
        unit: rule?.unit ?? today.unit,
        fund: rule?.fund ?? "",
        asked: BigInt(text(line.body["amount"]) || "0"),
        purpose: text(line.body["purpose"]) || null,
        downPayment: rule?.downPayment ?? null,
        payOuts: (line.body["pay_outs"] ?? []) as unknown as readonly PayOutPlanned[],
        keptBack: rule?.keptBack ?? null,
        renews: text(line.body["renews"]) || null,
        decided: null,
        request: line,
      });
    });
  return [...earlier, ...now];

  function loanOf(
    loan: string,
    of: {
      member: string;
      product: string;
      unit: string;
      fund: string;
      asked: bigint;
      purpose: string | null;
      downPayment: DownPaymentSeen | null;
      payOuts: readonly PayOutPlanned[];
      keptBack: KeptBackSeen | null;
      renews: string | null;
      decided: string | null;
      request?: HeldLine;
    },
  ): LoanAsked {
    const decision = sheet.get(`loan.${loan}.1`);
    const approval = sheet.get(`loan.${loan}.2`);
    const payOut = sheet.get(`loan.${loan}.3`);
    const written = sheet.get(requestPlace(loan));
    const withdrawal = written?.entry === "loans.withdrawal" ? written : undefined;
    const isAgreed = decision ? isCarried(votesOf(decision)) : of.decided !== null;
    return {
      loan,
      ...of,
      agreed: BigInt(
        text(approval?.entry === "loans.approval" ? approval.body["amount"] : undefined) || String(of.asked),
      ),
      request: of.request,
      decision,
      payOut,
      exception: sheet.get(exceptionPlace(loan, 1)),
      withdrawal,
      pledges: [...sheet.values()].filter(line => line.line.startsWith(pledgePlace(loan, ""))),
      decisionId: decision ? text(decision.body["decision"]) : of.decided,
      state: withdrawal ? "let-go" : payOut ? "paid" : decision && !isAgreed ? "turned-down" : isAgreed ? "agreed" : "asked",
    };
  }
}

export const votesOf = (line: HeldLine): string =>
  ["votes_for", "votes_against", "abstaining"].map(field => text(line.body[field]) || "0").join(",");

/** The hands, and what follows from them: agreed to all or less of it, or turned down. Written together, in this order. */
export function decided(one: LoanAsked, votes: string, agreed: bigint): readonly Writing[] {
  const decision = one.decision ? text(one.decision.body["decision"]) : newId();
  const of = { loan: one.loan, member: one.member, decision };
  const after: Writing = isCarried(votes)
    ? {
        line: `loan.${one.loan}.2`,
        entry: "loans.approval",
        body: { ...of, ...(agreed === one.asked ? {} : { amount: String(agreed) }) },
      }
    : { line: `loan.${one.loan}.2`, entry: "loans.turn-down", body: of };
  return [
    ...(one.payOut ? [takenAway(`loan.${one.loan}.3`, "loans.pay-out")] : []),
    decisionLine(`loan.${one.loan}.1`, decision, "loan", one.loan, votes),
    after,
  ];
}

export const payOutLine = (one: LoanAsked, amount?: bigint): Writing => ({
  line: `loan.${one.loan}.3`,
  entry: "loans.pay-out",
  body: {
    loan: one.loan,
    member: one.member,
    decision: one.decisionId ?? "",
    ...(amount === undefined ? {} : { amount: String(amount) }),
  },
});

export const takenAway = (line: string, entry: string): Writing => ({ line, entry, body: {}, removed: true });

/** The vote on an exception, and what it grants: before the vote on the loan. */
export const exceptionPlace = (loan: string, part: 1 | 2): string => `exception.${loan}.${part}`;

/** What is pledged for a loan, after its request. */
export const pledgePlace = (loan: string, id: string): string => `request.${loan}.pledge.${id}`;

/** Where a request stands on the sheet, or that she lets go one of an earlier meeting. */
export const requestPlace = (loan: string): string => `request.${loan}`;

/** All lines of a request go with it; what was asked for at an earlier meeting stands in the books, and is let go. */
export const withdrawn = (one: LoanAsked): readonly Writing[] =>
  [
    one.payOut && takenAway(one.payOut.line, one.payOut.entry),
    one.decision && takenAway(`loan.${one.loan}.2`, "loans.approval"),
    one.exception && takenAway(exceptionPlace(one.loan, 2), "assembly.exception"),
    one.exception && takenAway(exceptionPlace(one.loan, 1), "assembly.decision"),
    one.decision && takenAway(one.decision.line, one.decision.entry),
    ...one.pledges.map(line => takenAway(line.line, line.entry)),
    one.request
      ? takenAway(one.request.line, one.request.entry)
      : {
          line: requestPlace(one.loan),
          entry: "loans.withdrawal",
          body: { loan: one.loan, member: one.member },
        },
  ].filter((line): line is Writing => line !== undefined);
