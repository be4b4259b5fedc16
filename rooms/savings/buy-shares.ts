import {
  type AccountCode,
  type BodyOf,
  type Books,
  type Day,
  entry,
  type Fact,
  type Fields,
  isRefusal,
  type Line,
  type MemberId,
  type Minor,
  type Need,
  need,
  type Project,
  put,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import {
  type ExceptionRow,
  exceptionTable,
  faultBeyond,
  needsExceptionsOf,
  needsRules,
  restoreException,
  ruleOn,
  useException,
} from "#assembly";
import { account, fundTable } from "#ledger";
import { membershipTable } from "#members";
import { boughtOn, cycleForPurchase, needsBoughtOn, needsCycles } from "./cycle.ts";
import { refuseStranger } from "./product.ts";
import { needsInSteps } from "./reading.ts";
import { sharesPerMeetingMax, sharesRule } from "./rules.ts";
import { wholeShares } from "./share-out.ts";
import { cycleTable, sharesBoughtTable } from "./tables.ts";

export const sharesFields = {
  member: { is: "member" },
  fund: { is: "code" },
  shares: { is: "count", max: sharesPerMeetingMax },
  amount: { is: "amount" },
} as const satisfies Fields;
type Wanted = BodyOf<typeof sharesFields>;

/**
 * A member buys shares: whole ones, within the limits of a meeting or once as far as the members allowed her beyond them, at
 * the price of the running cycle.
 */
export const buySharesEntry = entry({
  name: "savings.buy-shares",
  step: "shares",
  fields: sharesFields,
  needs: (body, books, on) => needsPurchaseBeyond(body, books, on),
  decide(body, books, { on }) {
    const stranger = refuseStranger(body.member, books);
    if (stranger) return stranger;
    const purchase = purchaseWithin(body, on, books);
    if (isRefusal(purchase)) return purchase;
    return buy(body, purchase, purchase.passed.length === 0 ? undefined : sharesExceptionOf(body, books), on);
  },
});

/**
 * Shares that the members allowed her at this very meeting: they vote after shares were bought, so these come after the vote.
 * Later she buys them as any others.
 */
export const buyAllowedSharesEntry = entry({
  name: "savings.buy-allowed-shares",
  step: "pay-outs",
  fields: sharesFields,
  needs: (body, books, on) => needsPurchaseBeyond(body, books, on),
  decide(body, books, { on }) {
    const stranger = refuseStranger(body.member, books);
    if (stranger) return stranger;
    const purchase = purchaseWithin(body, on, books);
    if (isRefusal(purchase)) return purchase;
    if (purchase.passed.length === 0) return refuse("savings.shares-within-rule", { fund: body.fund, shares: body.shares });
    return buy(body, purchase, sharesExceptionOf(body, books), on);
  },
});

export const needsPurchaseBeyond = ({ fund, member }: Wanted, books: Books, on: Day): readonly Need[] => [
  ...needsPurchase(fund, member, books, on),
  ...needsExceptionsOf(member, books),
];

function buy(
  { fund, amount }: Wanted,
  purchase: PurchaseTried,
  exception: ExceptionRow | undefined,
  on: Day,
): readonly Fact[] | Refusal {
  const { unit } = purchase;
  const refusal = faultBeyond(purchase.passed, exception, { amount, unit });
  if (refusal) return refusal;
  const fact = sharesFact(purchase, [{ account: account.cash(fund), unit, amount }], on);
  return [exception === undefined ? fact : { ...fact, data: { ...fact.data, exception: exception.exception_id } }];
}

/** Shares of this fund she may buy beyond the limits once, or waits for a vote on; what was allowed comes first. */
export function sharesExceptionOf(
  { member, fund }: Pick<Wanted, "member" | "fund">,
  books: Books,
): ExceptionRow | undefined {
  const hers = books
    .rows(exceptionTable, { member_id: member })
    .filter(row => row.thing === "shares" && row.product === fund);
  return hers.find(row => row.status === "granted") ?? hers.find(row => row.status === "asked");
}

export interface Purchase {
  readonly member: MemberId;
  readonly fund: string;
  readonly unit: string;
  readonly shares: number;
  readonly cycle: number;
  /** Minor units a share. */
  readonly price: Minor;
  readonly opened_on: Day;
}

export function needsPurchase(fund: string, member: MemberId, books: Books, on: Day): readonly Need[] {
  const first = [
    need.row(membershipTable, { member_id: member }),
    needsRules,
    need.all(fundTable),
    needsCycles(fund),
  ];
  return needsInSteps(books, first, () => {
    const cycle = cycleForPurchase(fund, 0n, on, true, books);
    const unit = books.row(fundTable, { fund })?.unit;
    const accounts =
      unit === undefined
        ? []
        : [
            need.balance(account.shares(fund), unit, member),
            // Whether anybody holds a share decides whether the price stands.
            need.total(account.shares(fund), unit),
            need.balance(account.cash(fund), unit),
          ];
    return [needsBoughtOn(fund, cycle.cycle, on), ...accounts];
  });
}

/** A purchase that the rules allow, or the refusal that says what is possible. */
export function purchaseOf(wanted: Wanted, on: Day, books: Books): Purchase | Refusal {
  const purchase = purchaseWithin(wanted, on, books);
  return isRefusal(purchase) ? purchase : (purchase.passed[0] ?? purchase);
}

/** A purchase with the limits of a meeting that it passes. */
export interface PurchaseTried extends Purchase {
  readonly passed: readonly Refusal[];
}

/** A purchase as far as it is one at all, with the limits it passes; or why it is none. */
export function purchaseWithin(wanted: Wanted, on: Day, books: Books): PurchaseTried | Refusal {
  const { member, fund, shares, amount } = wanted;
  const rule = ruleOn(sharesRule, on, books, fund);
  const row = books.row(fundTable, { fund });
  if (!rule || !row) return refuse("savings.no-shares-in-fund", { fund });
  const { unit, nature } = row;
  if (nature !== "divisible") return refuse("savings.fund-is-not-shared-out", { fund, nature });
  const isAnyHeld = books.total(account.shares(fund), unit) !== 0n;
  const cycle = cycleForPurchase(fund, rule.price, on, isAnyHeld, books);
  const { price } = cycle;
  const cost = price * BigInt(shares);
  if (amount !== cost && price !== rule.price && amount === rule.price * BigInt(shares))
    return refuse("savings.price-fixed-for-cycle", {
      fund,
      unit,
      cycle: cycle.cycle,
      price,
      new_price: rule.price,
      cost,
    });
  const whole = wholeShares(amount, price);
  if (whole.leftOver !== 0n)
    return refuse("savings.whole-shares-only", {
      fund,
      unit,
      paid: amount,
      price,
      shares: Number(whole.shares),
      left_over: whole.leftOver,
    });
  if (amount !== cost)
    return refuse("savings.shares-cost-another-amount", { fund, unit, shares, price, cost, paid: amount });
  const before = boughtOn({ fund, cycle: cycle.cycle, member, on }, books);
  const limits = { fund, min: rule.meeting_min, max: rule.meeting_max, shares, bought: before };
  if (shares === 0) return refuse("savings.too-few-shares", limits);
  const left = Math.max(0, rule.meeting_max - before);
  const passed = [
    ...(shares + before < rule.meeting_min ? [refuse("savings.too-few-shares", limits)] : []),
    ...(shares + before > rule.meeting_max ? [refuse("savings.too-many-shares", { ...limits, left })] : []),
  ];
  return { member, fund, unit, shares, ...cycle, passed };
}

/** The fact of a purchase; `paid` are the lines it was paid with, debits that add up to its cost. */
export function sharesFact(purchase: Purchase, paid: readonly Line[], on: Day): Fact {
  const { member, fund, unit, shares, cycle, price, opened_on } = purchase;
  const kept: AccountCode = account.shares(fund);
  return {
    kind: "savings.shares-bought",
    on,
    member,
    lines: [...paid, { account: kept, member, unit, amount: -(price * BigInt(shares)) }],
    data: { cycle: String(cycle), fund, opened_on, price: String(price), shares: String(shares) },
  };
}

interface SharesData {
  readonly fund: string;
  readonly cycle: string;
  readonly price: string;
  readonly opened_on: Day;
  readonly shares: string;
  readonly exception?: Uuid;
}

/** A stamp in her passbook; the first share of all opens the cycle at its price. */
export const sharesBought: Project = (fact, books) => {
  const data = fact.data as unknown as SharesData;
  return [
    put(cycleTable, {
      fund: data.fund,
      cycle: Number(data.cycle),
      price: BigInt(data.price),
      opened_on: data.opened_on,
      last_bought_on: fact.on,
      closed_on: null,
    }),
    put(sharesBoughtTable, {
      seq: fact.seq,
      fund: data.fund,
      cycle: Number(data.cycle),
      member_id: fact.member!,
      bought_on: fact.on,
      shares: Number(data.shares),
      is_taken_back: false,
    }),
    ...(data.exception === undefined ? [] : useException(data.exception, fact.on, books)),
  ];
};

/** The stamp is struck out and stays to be read. The cycle stays open. */
export const sharesTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const data = original.data as unknown as SharesData;
  return [
    put(sharesBoughtTable, {
      seq: original.seq,
      fund: data.fund,
      cycle: Number(data.cycle),
      member_id: original.member!,
      bought_on: original.on,
      shares: Number(data.shares),
      is_taken_back: true,
    }),
    ...(data.exception === undefined ? [] : restoreException(data.exception, books)),
  ];
};
