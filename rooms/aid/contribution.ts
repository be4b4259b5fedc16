import {
  type AccountCode,
  type Books,
  type Day,
  entry,
  type Fact,
  type Line,
  type MemberId,
  type Minor,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { account, partsOfAccount } from "#ledger";
import { membershipTable } from "#members";
import { needsHolds, needsProduct, productOn, refusalToTake } from "#savings";
import { linesOutOf, refusalToDraw } from "./deposit.ts";
import type { Unpaid } from "./dues.ts";
import { type AidFund, fundLines, needsPlace, placeOf } from "./fund.ts";
import { givenBack } from "./levy.ts";
import { collectedDays, contributionsDue, needsStanding, standing } from "./standing.ts";
import { claimTable, contributionDayTable, type EnrolmentRow, enrolmentTable, levyTable } from "./tables.ts";

/**
 * A member brings her contribution, or with `claim` her levy for one death: in cash, or with `from` out of her savings as
 * far as their rule lets her take them. Less than is due leaves the rest due; more of the equal contribution pays ahead,
 * more than a levy is not taken.
 */
export const contributionEntry = entry({
  name: "aid.contribution",
  step: "contributions",
  between: "aid.record-contribution",
  fields: {
    member: { is: "member" },
    fund: { is: "code" },
    amount: { is: "amount" },
    claim: { is: "uuid", optional: true },
    /** A savings product it is drawn from; absent, she brings cash. */
    from: { is: "code", optional: true },
  },
  needs: (body, books, on) => [
    ...needsPlace(body, books),
    ...needsStanding(body.fund, body.member),
    ...(body.claim === undefined
      ? []
      : [
          need.row(levyTable, { claim_id: body.claim, member_id: body.member }),
          need.row(claimTable, { claim_id: body.claim }),
        ]),
    ...(body.from === undefined
      ? []
      : [...needsProduct(body.from, body.member, books, on), needsHolds(body.member)]),
  ],
  decide(body, books, { on, meeting }) {
    const place = placeOf(body, on, books);
    if ("refused" in place) return place;
    const { fund, enrolment } = place;
    if (body.amount === 0n) return refuse("aid.amount-missing", { fund: fund.fund });
    if (fund.kind === "damayan" && (!enrolment || enrolment.status === "left"))
      return refuse("aid.not-enrolled", { fund: fund.fund });
    if (enrolment?.status === "lapsed")
      return refuse("aid.lapsed", { fund: fund.fund, lapsed_on: enrolment.lapsed_on });
    if (body.claim !== undefined) {
      const levy = books.row(levyTable, { claim_id: body.claim, member_id: body.member });
      if (!levy || levy.fund !== fund.fund) return refuse("aid.no-levy-for-claim", { fund: fund.fund });
      const owed = levy.amount - levy.paid;
      if (body.amount > owed) return refuse("aid.more-than-levy", { unit: fund.unit, paid: body.amount, owed });
    } else if (!fund.contribution) return refuse("aid.no-contribution-asked", { fund: fund.fund });
    const lines = paidIn(fund, body, on, books);
    if ("refused" in lines) return lines;
    const since = enrolment?.enrolled_on ?? books.row(membershipTable, { member_id: body.member })!.joined_on;
    return [
      {
        kind: "aid.contributed",
        on,
        member: body.member,
        lines,
        data: {
          fund: fund.fund,
          amount: String(body.amount),
          since,
          collected: meeting !== null,
          ...(body.claim === undefined ? {} : { claim: body.claim }),
          ...warningCleared(fund, enrolment, body, on, books),
        },
      },
    ];
  },
});

/** Cash into the fund; drawn from savings it is her savings that go, and their cash changes its bag with them. */
function paidIn(
  fund: AidFund,
  {
    member,
    amount,
    from,
    claim,
  }: {
    readonly member: MemberId;
    readonly amount: Minor;
    readonly from?: string | undefined;
    readonly claim?: Uuid | undefined;
  },
  on: Day,
  books: Books,
): readonly Line[] | Refusal {
  if (from === undefined) return fundLines(fund, amount);
  const product = productOn(from, on, books);
  if ("refused" in product) return product;
  if (product.unit !== fund.unit) return refuse("aid.other-unit", { from: product.unit, to: fund.unit });
  // What she saved for levies is there for them, also where she may not take it out herself.
  const isDeposit = claim !== undefined && from === fund.levy?.deposit?.product;
  const refusal = isDeposit ? refusalToDraw(product, member, amount, books) : refusalToTake(product, member, amount, on, books);
  return refusal ?? linesOutOf(product, fund, member, amount);
}

/**
 * What a member did not bring, taken off what she gets when she leaves: it stands ready in an account of hers, and its cash
 * changes its bag. Nobody else was asked that day, so it is no day on which the fund was collected.
 */
export function contributionOutOf(
  { fund, unit, claim }: Unpaid,
  ready: { readonly account: AccountCode; readonly member: MemberId; readonly amount: Minor },
  on: Day,
  books: Books,
): Fact {
  const { account: from, member, amount } = ready;
  const enrolment = books.row(enrolmentTable, { fund, member_id: member });
  const data: ContributedData = {
    fund,
    amount: String(amount),
    since: enrolment?.enrolled_on ?? books.row(membershipTable, { member_id: member })!.joined_on,
    collected: false,
    ...(claim === null ? {} : { claim }),
  };
  const lines = [
    { account: from, member, unit, amount },
    { account: account.cash(partsOfAccount(from).fund), unit, amount: -amount },
    ...fundLines({ fund, unit }, amount),
  ];
  return { kind: "aid.contributed", on, member, lines, data: { ...data } };
}

/** A warning stands until she is out of danger again: then it takes a new one before she may lapse. */
function warningCleared(
  fund: AidFund,
  enrolment: EnrolmentRow | undefined,
  brought: { readonly amount: Minor; readonly claim?: Uuid | undefined },
  on: Day,
  books: Books,
): { readonly warned_before?: Day } {
  if (!enrolment || enrolment.warned_on === null) return {};
  const { claim, amount } = brought;
  const levies = books.rows(levyTable, { fund: fund.fund, member_id: enrolment.member_id });
  const { left } = standing({
    enrolment: { ...enrolment, paid: enrolment.paid + (claim === undefined ? amount : 0n) },
    due: contributionsDue(fund, enrolment.enrolled_on, on, books, enrolment),
    collectedOn: collectedDays(fund.fund, books),
    levies: levies.map(levy => (levy.claim_id === claim ? { ...levy, paid: levy.paid + amount } : levy)),
    lapseAfterMissed: fund.lapse_after_missed,
    on,
  });
  return left === null || left > 1 ? { warned_before: enrolment.warned_on } : {};
}

interface ContributedData {
  readonly fund: string;
  readonly amount: string;
  readonly since: Day;
  readonly collected: boolean;
  readonly claim?: Uuid;
  readonly warned_before?: Day;
}

export const contributed: Project = (fact, books) => {
  const data = fact.data as unknown as ContributedData;
  const key = { fund: data.fund, member_id: fact.member! };
  const before = books.row(enrolmentTable, key);
  const row: EnrolmentRow = before ?? {
    ...key,
    enrolled_on: data.since,
    status: "active",
    paid: 0n,
    warned_on: null,
    lapsed_on: null,
    kinship: [],
    age_from: null,
    dependants: [],
  };
  const amount = BigInt(data.amount);
  const warned_on = data.warned_before === undefined ? row.warned_on : null;
  const collected = data.collected ? [put(contributionDayTable, { fund: data.fund, collected_on: fact.on })] : [];
  if (data.claim === undefined)
    return [put(enrolmentTable, { ...row, paid: row.paid + amount, warned_on }), ...collected];
  const levy = books.row(levyTable, { fund: data.fund, claim_id: data.claim, member_id: fact.member! })!;
  return [
    put(levyTable, { ...levy, paid: levy.paid + amount }),
    put(enrolmentTable, { ...row, warned_on }),
    ...collected,
  ];
};

/** What she brought is due again, and a warning it had cleared stands again. */
export const contributionTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const data = original.data as unknown as ContributedData;
  const row = books.row(enrolmentTable, { fund: data.fund, member_id: original.member! })!;
  const amount = BigInt(data.amount);
  const warned_on = data.warned_before ?? row.warned_on;
  if (data.claim !== undefined) {
    const levy = books.row(levyTable, { fund: data.fund, claim_id: data.claim, member_id: original.member! })!;
    return [put(levyTable, givenBack(levy, amount)), put(enrolmentTable, { ...row, warned_on })];
  }
  return [put(enrolmentTable, { ...row, paid: row.paid - amount, warned_on })];
};
