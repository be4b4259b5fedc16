import { entry, need, refuse } from "#base";
import { needsRule, ruleOn } from "#assembly";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { fundNeeds, fundOf, isActive } from "./funds.ts";
import { fineRule } from "./rules.ts";

/**
 * A fine by the rules: late, absent, a telephone that rang. The rule says how much and into which fund; what departs from
 * it is written with why, for everybody to hear.
 */
export const fineEntry = entry({
  name: "meetings.fine",
  step: "fines",
  fields: {
    member: { is: "member" },
    reason: { is: "code" },
    fund: { is: "code" },
    amount: { is: "amount" },
    departure: {
      is: "group",
      optional: true,
      of: { departure: { is: "uuid" }, why: { is: "text", max: 200 } },
    },
  },
  needs: (body, books) => [
    need.row(membershipTable, { member_id: body.member }),
    needsRule(fineRule, body.reason),
    ...fundNeeds(body.fund, ["cash", "fine-income", "fund-balance", "indivisible-reserve"], books),
  ],
  decide(body, books, { on }) {
    const { member, reason, amount, departure } = body;
    if (!isActive(member, books)) return refuse("meetings.not-a-member", { member });
    const fund = fundOf(body.fund, books);
    if (!fund) return refuse("ledger.no-such-fund", { fund: body.fund });
    if (amount === 0n) return refuse("meetings.amount-missing");
    const rule = ruleOn(fineRule, on, books, reason);
    if (!rule) return refuse("meetings.no-such-fine", { reason });
    const isByRule = rule.amount === amount && rule.fund === fund.fund;
    if (!isByRule && departure === undefined)
      return refuse("meetings.fine-departs-from-rule", { amount: rule.amount, unit: fund.unit, fund: rule.fund });
    const credit = fund.nature === "divisible" ? account.fines(fund.fund) : account.equity(fund.fund, fund.nature);
    return [
      {
        kind: "meetings.fined",
        on,
        member,
        lines: [
          { account: account.cash(fund.fund), unit: fund.unit, amount },
          { account: credit, unit: fund.unit, amount: -amount },
        ],
        data: { reason, ...(departure === undefined ? {} : { departure: departure.departure }) },
        ...(departure === undefined
          ? {}
          : { texts: [{ about: "meetings.fine", id: departure.departure, field: "why", text: departure.why, member }] }),
      },
    ];
  },
});
