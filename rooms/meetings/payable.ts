import { entry, need, refuse } from "#base";
import { account, accountTable, fundTable } from "#ledger";

/** What the group still owes a member (after a share-out, a leaving, a benefit in parts) is handed to her. */
export const payOutPayableEntry = entry({
  name: "meetings.pay-out",
  step: "pay-outs",
  fields: { member: { is: "member" }, fund: { is: "code" }, amount: { is: "amount" } },
  needs(body, books) {
    const all = [need.all(fundTable), need.all(accountTable)];
    if (!books.isCovered(fundTable, {})) return all;
    const unit = books.row(fundTable, { fund: body.fund })?.unit;
    if (unit === undefined) return all;
    return [
      ...all,
      need.balance(account.payable(body.fund), unit, body.member),
      need.balance(account.cash(body.fund), unit),
    ];
  },
  decide(body, books, { on }) {
    const fund = books.row(fundTable, { fund: body.fund });
    if (!fund) return refuse("ledger.no-such-fund", { fund: body.fund });
    const payable = account.payable(fund.fund);
    if (body.amount === 0n) return refuse("meetings.amount-missing");
    if (!books.row(accountTable, { account: payable }))
      return refuse("meetings.nothing-to-pay-out", { fund: body.fund });
    return [
      {
        kind: "meetings.paid-out",
        on,
        member: body.member,
        lines: [
          { account: payable, member: body.member, unit: fund.unit, amount: body.amount },
          { account: account.cash(fund.fund), unit: fund.unit, amount: -body.amount },
        ],
        data: {},
      },
    ];
  },
});
