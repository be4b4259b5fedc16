import {
  type BodyOf,
  type Books,
  type Day,
  type Document,
  entry,
  type Fact,
  type Fields,
  isRefusal,
  type MemberId,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  unitOf,
  type Uuid,
} from "#base";
import {
  type AskedBeyond,
  type BeyondDocument,
  exceptionAsked,
  needsException,
  needsRule,
  neverExcepted,
  passedWithReason,
  ruleOn,
} from "#assembly";
import { account, fundTable } from "#ledger";
import { isMinor, membershipTable, needsMinor } from "#members";
import { agreementDocument, agreementOn, downPayment, loanTerms, payOutsPlanned } from "./agreement.ts";
import { concernsAll, passedOfKind } from "./beyond.ts";
import { feesFault } from "./fees.ts";
import { isActiveMember } from "./guarantors.ts";
import { aboveShareOfFund, guarantorsMax, limitsPassed, needsFundSize, needsLimits } from "./limits.ts";
import { needsAccounts, needsLoan } from "./loan.ts";
import { planFault } from "./parts.ts";
import { fundFault, loanProduct } from "./product.ts";
import { loanToRenew, needsRenewed, notRenewed } from "./renewal.ts";
import { guarantorTable, loanTable } from "./tables.ts";
import { termsFault } from "./terms-fault.ts";

const asked = {
  loan: { is: "uuid" },
  member: { is: "member" },
  product: { is: "code" },
  /** With a down payment, the whole price. */
  amount: { is: "amount" },
  /** Left out, it is the product's usual number of instalments. */
  periods: { is: "count", max: 1_000, optional: true },
  purpose: { is: "text", max: 200, optional: true },
  guarantors: { is: "list", max: guarantorsMax, of: { is: "member" } },
  /** In which parts it is paid out, and from which days on; they come to the amount. All at once where it is left out. */
  pay_outs: payOutsPlanned,
  /** Why the members should make an exception to a limit of theirs for it. They vote on that apart. */
  exception: { is: "text", max: 300, optional: true },
  /** Her running loan that ends with the pay-out: it is paid off out of this one, and she is handed the difference. */
  renews: { is: "uuid", optional: true },
} as const satisfies Fields;

/** What is asked for. */
export type LoanAsked = BodyOf<typeof asked>;

/** A member asks for a loan. The terms are those of the product on this day, and stay with the loan to its end. */
export const requestEntry = entry({
  name: "loans.request",
  step: "requests",
  fields: asked,
  needs: (body, books, on) => needsRequest(body, books, on),
  decide(body, books, { on }) {
    const fact = request(body, books, on);
    if (!isRefusal(fact)) return [fact];
    return body.exception === undefined ? fact : (neverExcepted(fact) ?? fact);
  },
});

/** What {@link request} must see, and all that the loan may move up to its pay-out. Call it again after each load. */
export const needsRequest = (body: LoanAsked, books: Books, on: Day): readonly Need[] => [
  needsLoan(body.loan),
  needsException(body.loan),
  needsRule(loanProduct, body.product),
  need.all(fundTable),
  ...needsLimits(body.member, books),
  ...body.guarantors.map(member => need.row(membershipTable, { member_id: member })),
  ...[body.member, ...body.guarantors].map(needsMinor),
  ...needsRenewed(body.renews, books),
  ...needsOfFund(ruleIfRead(body.product, books, on)?.fund, body.member, books),
];

/** A request by the rules of the day, or why it cannot be. `circle` ties it to loans of those who stand for each other. */
export function request(body: LoanAsked, books: Books, on: Day, circle?: Uuid): Fact | Refusal {
  const { loan, member, amount, guarantors } = body;
  if (books.row(loanTable, { loan_id: loan })) return refuse("loans.loan-exists");
  if (!isActiveMember(member, books)) return refuse("loans.member-not-active");
  if (isMinor(member, books)) return refuse("loans.borrower-under-age");
  const product = ruleOn(loanProduct, on, books, body.product);
  if (!product) return refuse("loans.no-such-product", { product: body.product });
  const cannot = fundFault(product, body.product, code => books.row(fundTable, { fund: code }));
  if (cannot) return cannot;
  const fund = books.row(fundTable, { fund: product.fund })!;
  const unit = unitOf(fund.unit)!;
  if (amount === 0n) return refuse("loans.amount-missing");
  if (amount % unit.cashStep !== 0n)
    return refuse("loans.amount-not-in-cash", { amount, unit: unit.code, step: unit.cashStep });
  const periods = body.periods ?? product.periods;
  const plain = agreementOn(product, periods, unit.cashStep);
  const agreement = body.pay_outs === undefined ? plain : { ...plain, pay_outs: body.pay_outs };
  const lent = amount - downPayment(agreement, amount);
  const borrowing = {
    loan,
    member,
    product: body.product,
    fund: fund.fund,
    unit: fund.unit,
    amount: lent,
    guarantors: guarantors.length,
    isFree: product.is_free,
    renews: body.renews ?? null,
  };
  const ofKind = passedOfKind(product, { amount, periods, unit: unit.code });
  const share = aboveShareOfFund(borrowing, books, on);
  const above = share && concernsAll(share) ? share : ofKind[0];
  if (above && body.exception === undefined) return above;
  const fault = termsFault(loanTerms(agreement, lent, on)) ?? feesFault(agreement, lent, unit.code);
  if (fault) return fault;
  const parts = body.pay_outs && planFault(product, body.pay_outs, { agreement, amount, unit });
  if (parts) return parts;
  const old = body.renews && loanToRenew({ renews: body.renews, member, fund: fund.fund, agreement }, books, on);
  if (old && isRefusal(old)) return old;
  if (guarantors.includes(member)) return refuse("loans.guarantor-is-borrower");
  if (new Set(guarantors).size < guarantors.length) return refuse("loans.guarantor-named-twice");
  if (!guarantors.every(guarantor => isActiveMember(guarantor, books))) return refuse("loans.guarantor-not-active");
  if (guarantors.some(guarantor => isMinor(guarantor, books))) return refuse("loans.guarantor-under-age");
  const passed = passedWithReason(
    [...ofKind, ...limitsPassed(borrowing, books, on)],
    body.exception !== undefined,
  );
  if (isRefusal(passed)) return passed;
  const isBeyond = passed.length > 0;
  const texts = (
    [
      ["loans.loan", "purpose", body.purpose],
      // Within all limits there is nothing to ask an exception for.
      ["assembly.exception", "reason", isBeyond ? body.exception : undefined],
    ] as const
  ).flatMap(([about, field, text]) => (text === undefined ? [] : [{ about, id: loan, field, text, member }]));
  return {
    kind: "loans.requested",
    on,
    member,
    lines: [],
    data: {
      loan,
      product: body.product,
      fund: fund.fund,
      unit: fund.unit,
      amount: String(amount),
      terms: agreementDocument(agreement),
      guarantors,
      ...(isBeyond ? { beyond: { amount: String(lent), limits: passed } } : {}),
      ...(circle === undefined ? {} : { circle }),
      ...(body.renews === undefined ? {} : { renews: body.renews }),
    },
    ...(texts.length === 0 ? {} : { texts }),
  };
}

const ruleIfRead = (product: string, books: Books, on: Day) => {
  const { rows, where } = needsRule(loanProduct, product) as Extract<Need, { rows: unknown }>;
  return books.isCovered(rows, where) ? ruleOn(loanProduct, on, books, product) : undefined;
};

/**
 * All the loan may move up to its pay-out too: where request and pay-out stand on one sheet, the loan is not written
 * yet when the accounts are read.
 */
function needsOfFund(fund: string | undefined, member: MemberId, books: Books): readonly Need[] {
  if (fund === undefined || !books.isCovered(fundTable, {})) return [];
  const unit = books.row(fundTable, { fund })?.unit;
  if (unit === undefined) return [];
  return [...needsFundSize(fund, unit), ...needsAccounts(fund, unit, member), need.balance(account.fees(fund), unit)];
}

export interface RequestedData {
  readonly loan: Uuid;
  readonly product: string;
  readonly fund: string;
  readonly unit: string;
  readonly amount: string;
  readonly terms: Document;
  readonly guarantors: readonly MemberId[];
  readonly beyond?: BeyondDocument;
  readonly circle?: Uuid;
  readonly renews?: Uuid;
}

const ofLoan = ({ loan, product, unit }: RequestedData, { amount }: BeyondDocument): AskedBeyond => ({
  exception: loan,
  thing: "loan",
  product,
  unit,
  amount: BigInt(amount),
});

export const requested: Project = fact => {
  const data = fact.data as unknown as RequestedData;
  return [
    put(loanTable, {
      loan_id: data.loan,
      member_id: fact.member!,
      fund: data.fund,
      unit: data.unit,
      product: data.product,
      terms: data.terms,
      status: "requested",
      requested: BigInt(data.amount),
      requested_on: fact.on,
      approved: null,
      decision_id: null,
      circle_id: data.circle ?? null,
      paid_out_on: null,
      principal: 0n,
      principal_paid: 0n,
      interest_paid: 0n,
      repaid: [],
      agreed_anew: [],
      pledges: [],
      written_off: 0n,
      interest_waived: 0n,
      recovered: 0n,
      interest_recovered: 0n,
      charges: {},
      closed_on: null,
      brought_forward_on: null,
      ...notRenewed,
      renews: data.renews ?? null,
    }),
    ...(data.beyond ? [exceptionAsked(fact.member!, fact.on, ofLoan(data, data.beyond), data.beyond.limits)] : []),
    ...data.guarantors.map(member => put(guarantorTable, { loan_id: data.loan, member_id: member, is_taken_back: false })),
  ];
};
