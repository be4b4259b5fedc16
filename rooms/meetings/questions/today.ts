/**
 * All that is at the table on a meeting day, in one answer: the phone then works without a signal. The sheet as it
 * stands, what is due from whom, what each fund holds, what was remembered, what was made between meetings, and the
 * rules that say what may be chosen.
 */
import { type Books, type Day, type MemberId, need, type Need, unitOf } from "#base";
import { enrolmentTable, fundRule, lapsesAhead, placesIn, stillNamed } from "#aid";
import { exceptionTable, needsRules, ruleOn, rulesOn } from "#assembly";
import { rulebookOf } from "#assembly/server";
import { account } from "#ledger";
import { entryRules } from "../sheet.ts";
import { accountTable, type FundRow, fundTable } from "#ledger";
import {
  type Agreement,
  agreementOf,
  agreementOn,
  amountToPayOff,
  arrears,
  claimOf,
  dueOn,
  guarantorsMax,
  isAwaiting,
  isRunning,
  loanLimits,
  loanProduct,
  loanTable,
  openDueDays,
  outstanding,
  payableOf,
  payOutsOf,
  placeOnLadder,
  planOf,
  toPayOut,
  toPayOutOn,
  totalOf,
} from "#loans";
import { membershipTable } from "#members";
import { type Person, readTexts } from "#members/server";
import { needsUnderWay, underWay } from "#purchasing";
import { textsOfPurchases } from "#purchasing/server";
import {
  interestToPost,
  isMature,
  earlyInterestPerUnit,
  freeInTerm,
  keptInTerm,
  type ProductRule,
  productRule,
  shareOutRule,
  sharesRule,
  subscriptionRule,
  surplusYearTable,
  type TermDepositRow,
  termDepositTable,
} from "#savings";
import { dues } from "../dues.ts";
import { fineRule, methodRule, spendingRule } from "../rules.ts";
import type {
  BalanceSeen,
  DownPaymentSeen,
  ExceptionSeen,
  KeptBackSeen,
  RememberedSeen,
  RulesSeen,
  RunningLoanSeen,
  TodaySeen,
  WireEntry,
  Woman,
  WrittenOffSeen,
} from "../screens/seen.ts";
import { closingOf, draftLinesOf, foundedOnOf, lastSealedOf, openMeetingOf } from "../store.ts";
import { encodeBody } from "#base";
import { type Asking, booksFor, type Names, namesOf, peopleAt, textOf } from "./context.ts";
import { readOutOf } from "./read-out.ts";
import { needsClaims } from "./claims.ts";
import { draftSeen } from "./draft.ts";
import { needsPledging, pledgingSeen } from "./pledging.ts";
import { actionsSeen, needsActions } from "./actions-seen.ts";
import { needsPots, potsSeen } from "./pots-seen.ts";

export async function askToday(asked: Asking): Promise<TodaySeen> {
  const { client, organisation, today } = asked;
  const meeting = await openMeetingOf(client, organisation);
  const on = meeting?.held_on ?? today;
  const drafts = meeting ? await draftLinesOf(client, organisation, meeting.meeting_id, asked.masterKey) : [];
  const books = await booksFor({ client, organisation }, on, drafts, books => [
    ...dues.needs(books, on),
    ...needsAtTheTable(books, on),
    ...needsPots(books),
    ...needsUnderWay(books),
    ...needsActions(books, on),
    ...needsClaims(books, drafts),
  ]);
  const names = await namesOf(asked);
  const people = await peopleAt(asked, on);
  const last = await lastSealedOf(client, organisation);
  const founded = await foundedOnOf(client, organisation);
  const guardians = await guardiansOf(asked);
  const funds = books.rows(fundTable);
  const [loans, writtenOff] = [runningLoans(books, on), writtenOffSeen(books)];
  const owing = new Set([...loans, ...writtenOff].map(one => one.member));
  return {
    draft: await draftSeen(meeting, drafts, books, asked),
    nextNumber: meeting?.number ?? (last?.number ?? 0) + 1,
    earliest: last?.held_on ?? founded?.foundedOn ?? on,
    unit: founded?.unit ?? "IDR",
    women: people.filter(one => one.kind === "member" && one.status === "active").map(womanSeen(guardians)),
    former: people.filter(one => one.status !== "active" && owing.has(one.member)).map(womanSeen(guardians)),
    funds: [...funds].sort(byKind).map(fund => ({
      fund: fund.fund,
      name: names.fund(fund.fund),
      unit: fund.unit,
      nature: fund.nature,
      isLendable: fund.is_lendable,
      cash: String(books.balance({ account: account.cash(fund.fund), unit: fund.unit })),
      bank: String(books.balance({ account: account.bank(fund.fund), unit: fund.unit })),
    })),
    rules: rulesSeen(books, on, names),
    ladders: laddersSeen(books, on),
    years: yearsSeen(books),
    purchases: await purchasesSeen(books, on, asked),
    actions: await actionsSeen(books, on, asked),
    rulebook: await rulebookOf(asked, on),
    dues: dues.due(books, on).map(wireEntry),
    loans,
    awaiting: await Promise.all(
      (["requested", "approved"] as const)
        .flatMap(status => books.rows(loanTable, { status }))
        .filter(isAwaiting)
        .map(async loan => ({
          loan: loan.loan_id,
          member: loan.member_id,
          product: loan.product,
          fund: loan.fund,
          unit: loan.unit,
          status: loan.status as "requested" | "approved",
          amount: String(payableOf(loan)),
          decision: loan.decision_id,
          purpose: await textOf(asked, "loans.loan", loan.loan_id, "purpose"),
          downPayment: downPaymentSeen(agreementOf(loan.terms)),
          keptBack: keptBackSeen(agreementOf(loan.terms)),
          renews: loan.renews,
          payOuts: payOutsOf(loan).map(part => ({ on: part.on, amount: String(part.amount) })),
        })),
    ),
    exceptions: await exceptionsSeen(books, asked, last?.held_on ?? null),
    pledging: pledgingSeen(books, on),
    saved: savedSeen(books, on, isTakenAtWill),
    kept: savedSeen(books, on, isKept),
    terms: termsSeen(books, on),
    writtenOff,
    payable: payableSeen(books),
    enrolled: funds
      .flatMap(({ fund }) => placesIn(fund, books))
      .filter(row => row.status === "active")
      .map(({ fund, member_id, dependants }) => ({
        fund,
        member: member_id,
        dependants: stillNamed(dependants).map(({ number, kinship, named_on }) => ({ number, kinship, since: named_on })),
      })),
    warnings: lapsesAhead(books, on)
      .filter(one => one.isWarningDue || one.mayLapse)
      .map(({ fund, member_id, left, mayLapse }) => ({ fund, member: member_id, left: left ?? 0, mayLapse })),
    pots: potsSeen(books),
    remembered: last && (await rememberedOf(asked, last)),
    readOut: await readOutOf(client, organisation),
  };
}

const womanSeen =
  (guardians: ReadonlyMap<MemberId, string>) =>
  ({ member, number, name, offices }: Person): Woman => {
    const guardian = guardians.get(member);
    return { member, number, name, offices, ...(guardian === undefined ? {} : { guardian }) };
  };

/** Of those under age: who is handed what is theirs. */
async function guardiansOf({ client, organisation, masterKey }: Asking): Promise<ReadonlyMap<MemberId, string>> {
  const texts = await readTexts(client, organisation, ["members.membership"], Buffer.from(masterKey), ["guardian"]);
  return new Map([...texts].flatMap(([at, name]) => (name === "-" ? [] : [[at.split("/")[1] as MemberId, name] as const])));
}

/** What no line of the sheet asks for yet, and the screens must offer. */
function needsAtTheTable(books: Books, on: Day): readonly Need[] {
  const first: readonly Need[] = [
    need.all(fundTable),
    need.all(accountTable),
    need.all(membershipTable),
    need.all(enrolmentTable),
    need.all(surplusYearTable),
    need.row(termDepositTable, { status: "open" }),
    needsRules,
    ...(["requested", "approved", "running", "written-off"] as const).map(status => need.row(loanTable, { status })),
    ...onTheTable.map(status => need.row(exceptionTable, { status })),
  ];
  if (!books.isCovered(fundTable, {}) || !books.isCovered(accountTable, {})) return first;
  return [
    ...first,
    ...needsPledging(books, on),
    ...books
      .rows(fundTable)
      .flatMap(({ fund, unit }) => [
        need.balance(account.cash(fund), unit),
        need.balance(account.bank(fund), unit),
        ...(books.row(accountTable, { account: account.payable(fund) })
          ? [{ balances: { account: account.payable(fund) } }]
          : []),
      ]),
    // How earlier loans were paid back is read only where it decides about the next.
    ...rulesOn(loanProduct, on, books)
      .filter(({ value }) => value.ladder)
      .map(({ code }) => need.row(loanTable, { product: code })),
    ...rulesOn(productRule, on, books)
      .filter(({ value }) => isTakenAtWill(value) || isKept(value))
      .map(({ code, value }) => ({ balances: { account: productAccount(code, value) } })),
  ];
}

/** A term deposit is taken out by itself, whole or in part. */
const isTakenAtWill = ({ withdrawable, kind }: ProductRule): boolean => withdrawable === "free" && kind !== "term";
/** Given back when she leaves; before, by an exception alone. */
const isKept = ({ withdrawable, is_capital }: ProductRule): boolean => withdrawable === "on-leaving" && !is_capital;

const productAccount = (code: string, value: { readonly fund: string; readonly is_capital: boolean }) =>
  value.is_capital ? account.capital(code, value.fund) : account.savings(code, value.fund);

async function purchasesSeen(books: Books, on: Day, asked: Asking): Promise<TodaySeen["purchases"]> {
  const purchases = underWay(books, on);
  if (purchases.length === 0) return [];
  const texts = await textsOfPurchases(asked);
  return purchases.map(({ row, goods, planned, clearing, own, fromSavings, buyers }) => ({
    purchase: row.purchase_id,
    name: texts(row.purchase_id).name,
    fund: row.fund,
    unit: row.unit,
    status: row.status as TodaySeen["purchases"][number]["status"],
    planned: String(planned),
    agreed: row.agreed === null ? null : String(row.agreed),
    costs: String(row.planned_costs),
    clearing: String(clearing),
    own: String(own),
    fromSavings,
    items: goods.map(one => ({
      item: one.item,
      name: texts(row.purchase_id).item(one.item),
      measure: one.unit_of_measure,
      ordered: String(one.quantity),
      amount: String(one.amount),
    })),
    buyers: buyers.map(one => ({
      member: one.member,
      toPay: String(one.toPay),
      over: String(one.over),
      isWaiting: one.isWaiting,
    })),
  }));
}

/** What was left over and not given out, or lost and not covered. */
const yearsSeen = (books: Books): TodaySeen["years"] =>
  books.rows(surplusYearTable).flatMap(({ fund, year_end, unit, surplus, covered, allocated_on }) => {
    const left = surplus > 0n ? surplus : -surplus - covered;
    const what = surplus > 0n ? "surplus" : "loss";
    return left === 0n || allocated_on !== null
      ? []
      : [{ about: `${what}/${fund}/${year_end}`, fund, yearEnd: year_end, amount: String(left), unit }];
  });

const wireEntry = ({
  entry,
  body,
}: {
  readonly entry: string;
  readonly body: Readonly<Record<string, unknown>>;
}): WireEntry => ({
  entry,
  body: encodeBody(entryRules.get(entry)!.fields, body) as WireEntry["body"],
});

/** As the method goes through them, at the opening and at the end: what is kept for aid, the loan box, what is never divided. */
const byKind = (a: FundRow, b: FundRow): number =>
  natures.indexOf(a.nature) - natures.indexOf(b.nature) ||
  Number(b.is_lendable) - Number(a.is_lendable) ||
  (a.fund < b.fund ? -1 : 1);
const natures = ["restricted", "divisible", "indivisible"];

function rulesSeen(books: Books, on: Day, names: Names): RulesSeen {
  const method = ruleOn(methodRule, on, books);
  const unitOfFund = (fund: string): string => books.row(fundTable, { fund })?.unit ?? "";
  return {
    keys: method?.keys ?? 3,
    opening: method?.opening ?? "free",
    absentPercentMax: method?.absent_percent_max ?? 100,
    shares: rulesOn(sharesRule, on, books).map(({ code, value }) => ({
      fund: code,
      price: String(value.price),
      min: value.meeting_min,
      max: value.meeting_max,
    })),
    products: rulesOn(productRule, on, books).map(({ code, value }) => ({
      product: code,
      name: names.rule(`savings.product/${code}`),
      fund: value.fund,
      unit: unitOfFund(value.fund),
      kind: value.kind,
      amount: value.amount === undefined ? null : String(value.amount),
      withdrawable: value.withdrawable,
      isCapital: value.is_capital,
      term: value.term
        ? { months: value.term.months, rate: value.term.rate, least: String(value.term.least) }
        : null,
    })),
    aid: rulesOn(fundRule, on, books).map(({ code, value }) => ({
      fund: code,
      kind: value.kind,
      hasContribution: value.contribution !== undefined,
      entryFee: String(value.entry_fee ?? 0n),
      byDecision: value.benefits.length === 0,
      asksAccident: value.tiers?.accident_percent !== undefined,
      asksAge: value.ages?.paid_by === "death",
      dependantsMax: value.dependants?.max ?? 0,
    })),
    fines: rulesOn(fineRule, on, books).map(({ code, value }) => ({
      reason: code,
      name: names.rule(`meetings.fine/${code}`),
      fund: value.fund,
      amount: String(value.amount),
    })),
    spending: rulesOn(spendingRule, on, books).map(({ code, value }) => ({
      fund: code,
      atOnceMax: String(value.at_once_max),
    })),
    loans: rulesOn(loanProduct, on, books).map(({ code, value }) => {
      const agreement = agreementOn(value, value.periods, unitOf(unitOfFund(value.fund))?.cashStep ?? 1n);
      return {
        product: code,
        name: names.rule(`loans.product/${code}`),
        fund: value.fund,
        unit: unitOfFund(value.fund),
        frequency: value.frequency,
        every: value.every,
        periods: value.periods,
        periodsMax: value.periods_max,
        ratePerMonth: value.rate_per_month,
        leanMonths: [...(value.lean_months ?? [])].sort(),
        harvestMonths: [...(value.harvest_months ?? [])].sort(),
        downPayment: downPaymentSeen(agreement),
        isFree: value.is_free,
        keptBack: keptBackSeen(agreement),
        payOutsMax: Math.max(1, value.pay_outs_max ?? 1),
        amountMax: value.amount_max === undefined ? null : String(value.amount_max),
      };
    }),
    shareOfFundPercent: ruleOn(loanLimits, on, books)?.share_of_fund_percent ?? null,
    guarantorsMin: ruleOn(loanLimits, on, books)?.guarantors_min ?? 0,
    guarantorsMax,
    hasShareOut: rulesOn(shareOutRule, on, books).map(({ code }) => code),
    subscriptions: rulesOn(subscriptionRule, on, books).map(({ code, value }) => ({
      product: code,
      share: String(value.share),
      sharesMin: value.shares_min,
      months: value.months,
    })),
  };
}

function laddersSeen(books: Books, on: Day): TodaySeen["ladders"] {
  return rulesOn(loanProduct, on, books).flatMap(({ code, value: { ladder, fund } }) => {
    if (ladder === undefined) return [];
    const unit = books.row(fundTable, { fund })?.unit;
    const loans = books.rows(loanTable, { product: code }).filter(loan => loan.unit === unit);
    return books.rows(membershipTable, { status: "active" }).map(({ member_id: member }) => {
      const place = placeOnLadder(ladder, loans.filter(loan => loan.member_id === member));
      const { limit, owed, allowed, why } = place;
      return {
        ...{ product: code, member, why: `loans.ladder.${why}` },
        ...{ step: String(limit), owed: String(owed), allowed: String(allowed) },
      };
    });
  });
}

function downPaymentSeen({ down_payment_percent: percent, ...agreement }: Agreement): DownPaymentSeen | null {
  if (percent === undefined) return null;
  const { rounding_unit, rounding, instalment_multiple } = agreement;
  const plain = { step: String(rounding_unit), mode: rounding };
  // Round money is to the nearest, a tie down.
  const round = instalment_multiple === undefined ? [] : [{ step: String(instalment_multiple), mode: "HALF_DOWN" as const }];
  return { percent, roundings: [...round, plain] };
}

function keptBackSeen({ fees = [], rounding_unit, rounding }: Agreement): KeptBackSeen | null {
  const kept = fees.filter(fee => fee.at === "pay-out");
  if (kept.length === 0) return null;
  return {
    amount: String(kept.reduce((all, fee) => all + (fee.amount ?? 0n), 0n)),
    percents: kept.flatMap(fee => fee.percent ?? []),
    step: String(rounding_unit),
    mode: rounding,
  };
}

/** So many instalments to begin a new agreement with are offered. */
const openMost = 4;

function runningLoans(books: Books, on: Day): readonly RunningLoanSeen[] {
  return books
    .rows(loanTable, { status: "running" })
    .filter(isRunning)
    .map(loan => {
      const plan = planOf(loan, on);
      const due = dueOn(loan, on);
      return {
        loan: loan.loan_id,
        member: loan.member_id,
        product: loan.product,
        fund: loan.fund,
        unit: loan.unit,
        due: String(due.total),
        penalties: String(due.penalties),
        payOff: String(amountToPayOff(loan, on)),
        outstanding: String(outstanding(loan)),
        next: plan.find(one => one.state !== "paid")?.number ?? plan.length,
        periods: plan.length,
        isLate: arrears(loan, on).total > 0n,
        open: openDueDays(loan, on, openMost),
        isFree: agreementOf(loan.terms).is_free,
        partNow: String(toPayOutOn(loan, on)),
        toPayOut: String(toPayOut(loan)),
      };
    });
}

/** What waits for a vote, and what the last meeting allowed: the assembly is told of it at the next. */
const exceptionsSeen = (books: Books, asked: Asking, last: Day | null): Promise<readonly ExceptionSeen[]> =>
  Promise.all(
    onTheTable
      .flatMap(status => books.rows(exceptionTable, { status }))
      .filter(one => one.status === "asked" || (last !== null && one.granted_on! >= last))
      .map(async one => ({
        exception: one.exception_id,
        member: one.member_id,
        thing: one.thing,
        product: one.product,
        unit: one.unit,
        amount: String(one.granted_amount ?? one.amount),
        limits: one.limits,
        status: one.status as ExceptionSeen["status"],
        reason: await textOf(asked, "assembly.exception", one.exception_id, "reason"),
      })),
  );

const onTheTable = ["asked", "granted", "used"] as const;

const writtenOffSeen = (books: Books): readonly WrittenOffSeen[] =>
  books
    .rows(loanTable, { status: "written-off" })
    .map(row => ({ row, claim: claimOf(row) }))
    .map(({ row, claim }) => ({
      loan: row.loan_id,
      member: row.member_id,
      fund: row.fund,
      unit: row.unit,
      owed: String(totalOf(claim)),
    }))
    .filter(one => one.owed !== "0");

const savedSeen = (books: Books, on: Day, which: (rule: ProductRule) => boolean): readonly BalanceSeen[] =>
  rulesOn(productRule, on, books)
    .filter(({ value }) => which(value))
    .flatMap(({ code, value }) =>
      books
        .balances({ account: productAccount(code, value) })
        .filter(held => held.balance !== 0n && held.member !== undefined)
        .map(held => ({ member: held.member!, code, amount: String(-held.balance) })),
    );

/** Those that ended or end soonest stand first. */
const termsSeen = (books: Books, on: Day): TodaySeen["terms"] =>
  [...books.rows(termDepositTable, { status: "open" })]
    .sort((a, b) => (a.matures_on < b.matures_on ? -1 : a.matures_on > b.matures_on ? 1 : 0))
    .map(row => {
      const whole = keptInTerm(row) + interestToPost(row, on);
      return {
        ...{ deposit: row.deposit_id, member: row.member_id, product: row.product, unit: row.unit },
        ...{ principal: String(row.principal), maturesOn: row.matures_on, isMature: isMature(row, on) },
        ...{ whole: String(whole), interest: String(whole - row.principal) },
        part: partSeen(row, on),
      };
    });

function partSeen(row: TermDepositRow, on: Day): TodaySeen["terms"][number]["part"] {
  const free = freeInTerm(row, on);
  if (free === 0n) return null;
  const each = earlyInterestPerUnit(row, on);
  return { free: String(free), earns: { of: String(each.of), in: String(each.in) } };
}

const payableSeen = (books: Books): readonly BalanceSeen[] =>
  books.rows(fundTable).flatMap(({ fund }) =>
    books.row(accountTable, { account: account.payable(fund) })
      ? books
          .balances({ account: account.payable(fund) })
          .filter(held => held.balance !== 0n && held.member !== undefined)
          .map(held => ({ member: held.member!, code: fund, amount: String(-held.balance) }))
      : [],
  );

async function rememberedOf(
  { client, organisation }: Asking,
  last: { readonly meeting_id: never | string; readonly number: number; readonly held_on: Day },
): Promise<RememberedSeen> {
  const closing = await closingOf(client, organisation, last.meeting_id as never);
  return {
    number: last.number,
    day: last.held_on,
    funds: closing.map(({ fund, unit, cash }) => ({ fund, unit, amount: String(cash) })),
  };
}
