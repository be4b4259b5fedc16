/** Money of the group itself: what it spends and is given, carries to the bank, and moves from one fund to another. */
import {
  type AccountCode,
  type Books,
  type Day,
  entry,
  type Fact,
  isRefusal,
  type Line,
  type Minor,
  type Refusal,
  refuse,
  type Uuid,
} from "#base";
import { carriedDecision, needsDecision, needsRule, ruleOn, sumIn } from "#assembly";
import { account, type FundRow, spentOfOwn } from "#ledger";
import { surplusRule } from "#savings";
import { fundNeeds, fundOf } from "./funds.ts";
import { spendingRule } from "./rules.ts";

/**
 * Money the group spends for itself: a ledger book, tea, the bus. Small sums out of a fund the members share, up to what
 * its rule allows; more than that, and anything out of a fund that is kept for a purpose, by a decision of the members.
 * What belongs to all and is never divided is not spent at all.
 */
export const expenseEntry = entry({
  name: "meetings.expense",
  step: "pay-outs",
  between: "meetings.record-expense",
  fields: {
    money: { is: "uuid" },
    fund: { is: "code" },
    amount: { is: "amount" },
    purpose: { is: "text", max: 120 },
    decision: { is: "uuid", optional: true },
  },
  needs: (body, books) => [
    needsRule(spendingRule, body.fund),
    ...(body.decision === undefined ? [] : [needsDecision(body.decision)]),
    ...fundNeeds(body.fund, ["cash", "group-expense", "fund-balance", "donated-equity"], books),
  ],
  decide: (body, books, { on }) =>
    refusalToSpend(body, books, on) ??
    groupMoney("meetings.spent", body, books, on, fund =>
      // A restricted fund has no income of its own to spend from: what it gives out leaves its balance.
      fund.nature === "restricted"
        ? spentOfOwn(fund, body.amount, books)
        : [{ account: account.expense(fund.fund), unit: fund.unit, amount: body.amount }],
    ),
});

/** The decision is missing, or agreed to less. Less than was agreed to may be spent. */
function refusalToSpend(
  body: { readonly fund: string; readonly amount: Minor; readonly decision?: Uuid | undefined },
  books: Books,
  on: Day,
): Refusal | null {
  const fund = fundOf(body.fund, books);
  // That there is no such fund, or no amount, is said where money is moved.
  if (!fund) return null;
  const { unit, nature } = fund;
  // No decision opens it: a loss is covered out of it (`savings.cover-loss`), and nothing else.
  if (nature === "indivisible") return refuse("savings.reserve-covers-losses-only", { fund: fund.fund });
  if (body.decision !== undefined) {
    const decision = carriedDecision(body.decision, "expense", `expense/${fund.fund}`, books, on);
    if (isRefusal(decision)) return decision;
    const agreed = sumIn(decision);
    return body.amount > agreed ? refuse("meetings.more-than-decided", { unit, amount: body.amount, agreed }) : null;
  }
  if (nature !== "divisible") return refuse("meetings.spent-by-decision-only", { fund: fund.fund, nature });
  const allowed = ruleOn(spendingRule, on, books, fund.fund)?.at_once_max ?? 0n;
  return body.amount > allowed
    ? refuse("meetings.spends-more-than-allowed", { fund: fund.fund, unit, amount: body.amount, allowed })
    : null;
}

/**
 * Money that comes to the group from outside: interest of the bank, rent of the tent; or a gift, which is nobody's earning: it is
 * never given out as a surplus, and is told apart for as long as it is there.
 */
export const incomeEntry = entry({
  name: "meetings.income",
  step: "contributions",
  between: "meetings.record-income",
  fields: {
    money: { is: "uuid" },
    fund: { is: "code" },
    amount: { is: "amount" },
    purpose: { is: "text", max: 120 },
    is_gift: { is: "flag", optional: true },
  },
  needs: (body, books) =>
    fundNeeds(body.fund, ["cash", "other-income", "fund-balance", "indivisible-reserve", "donated-equity"], books),
  decide: (body, books, { on }) =>
    groupMoney("meetings.received", { ...body, amount: -body.amount }, books, on, fund => [
      { account: creditOf(fund, body.is_gift === true), unit: fund.unit, amount: -body.amount },
    ]),
});

function creditOf({ fund, nature }: FundRow, isGift: boolean): AccountCode {
  if (isGift) return account.donated(fund);
  return nature === "divisible" ? account.otherIncome(fund) : account.equity(fund, nature);
}

/** Cash brought to the bank; a negative amount is cash fetched from it. */
export const bankEntry = entry({
  name: "meetings.bank",
  step: "pay-outs",
  between: "meetings.record-bank",
  fields: { fund: { is: "code" }, amount: { is: "amount", signed: true } },
  needs: (body, books) => fundNeeds(body.fund, ["cash", "bank"], books),
  decide: (body, books, { on }) =>
    groupMoney("meetings.banked", body, books, on, fund => [
      { account: account.bank(fund.fund), unit: fund.unit, amount: body.amount },
    ]),
});

/** Part of one fund's own wealth given to another, by decision. A restricted or indivisible fund gives to none. */
export const transferEntry = entry({
  name: "meetings.transfer",
  step: "pay-outs",
  fields: { from: { is: "code" }, to: { is: "code" }, amount: { is: "amount" }, decision: { is: "uuid" } },
  needs: (body, books) => [
    needsDecision(body.decision),
    needsRule(surplusRule, body.from),
    ...fundNeeds(body.from, ["cash", "retained-surplus"], books),
    ...fundNeeds(body.to, ["cash", "retained-surplus", "fund-balance", "indivisible-reserve"], books),
  ],
  decide(body, books, { on }) {
    const [from, to] = [fundOf(body.from, books), fundOf(body.to, books)];
    if (!from || !to || from === to) return refuse("ledger.no-such-fund", { fund: from ? body.to : body.from });
    if (from.nature !== "divisible")
      return refuse("meetings.fund-gives-to-none", { fund: from.fund, nature: from.nature });
    // What a year leaves over is given out when it is closed, by the rule, and not in pieces before (G24).
    if (ruleOn(surplusRule, on, books, from.fund)) return refuse("savings.surplus-goes-by-rule", { fund: from.fund });
    if (from.unit !== to.unit) return refuse("meetings.funds-of-two-units", { from: from.unit, to: to.unit });
    if (body.amount === 0n) return refuse("meetings.amount-missing");
    const decision = carriedDecision(body.decision, "other", `transfer/${from.fund}/${to.fund}`, books, on);
    if (isRefusal(decision)) return decision;
    const agreed = sumIn(decision);
    if (body.amount !== agreed)
      return refuse("meetings.not-the-sum-decided", { unit: from.unit, amount: body.amount, agreed });
    return [
      {
        kind: "meetings.transferred",
        on,
        lines: [
          { account: account.cash(from.fund), unit: from.unit, amount: -body.amount },
          { account: account.equity(from.fund, from.nature), unit: from.unit, amount: body.amount },
          { account: account.cash(to.fund), unit: to.unit, amount: body.amount },
          { account: account.equity(to.fund, to.nature), unit: to.unit, amount: -body.amount },
        ],
        data: { from: from.fund, to: to.fund, decision: body.decision },
      },
    ];
  },
});

function groupMoney(
  kind: string,
  body: {
    readonly fund: string;
    readonly amount: bigint;
    readonly money?: Uuid;
    readonly purpose?: string;
    readonly decision?: Uuid | undefined;
  },
  books: Books,
  on: Fact["on"],
  against: (fund: FundRow) => readonly Line[],
): readonly Fact[] | Refusal {
  const fund = fundOf(body.fund, books);
  if (!fund) return refuse("ledger.no-such-fund", { fund: body.fund });
  if (body.amount === 0n) return refuse("meetings.amount-missing");
  return [
    {
      kind,
      on,
      lines: [{ account: account.cash(fund.fund), unit: fund.unit, amount: -body.amount }, ...against(fund)],
      data: {
        fund: fund.fund,
        ...(body.money === undefined ? {} : { money: body.money }),
        ...(body.decision === undefined ? {} : { decision: body.decision }),
      },
      ...(body.purpose === undefined || body.money === undefined
        ? {}
        : { texts: [{ about: "meetings.group-money", id: body.money, field: "purpose", text: body.purpose }] }),
    },
  ];
}
