import { command, type Fact, isRefusal, type Line, type MemberId, need, type Project, put, sum, type Uuid } from "#base";
import { account } from "#ledger";
import { settle } from "#loans";
import { endedTerm, termDepositTable } from "#savings";
import { type FundPlan, type MemberPlan, needsPlan, planFund } from "./plan-fund.ts";
import { fundPartTable, memberPartTable, windingUpTable } from "./tables.ts";
import { windingUp } from "./winding-up.ts";

/**
 * Divides one fund among its members, once: what each has there is settled, what she owes is set off, and the rest stands
 * ready for her (`member-payable`), to be handed to her at a meeting. What is not theirs stays for the body that was named.
 */
export const distribute = command({
  name: "dissolution.distribute",
  fields: { fund: { is: "code" } },
  sayableBy: ["chair", "secretary", "treasurer"],
  people: 2,
  needs: ({ body }, books) => [need.all(windingUpTable), ...needsPlan(body.fund, books)],
  decide({ body, on }, books) {
    const row = windingUp(books);
    if (isRefusal(row)) return row;
    const plan = planFund({ fund: body.fund, on, books });
    if (isRefusal(plan)) return plan;
    const settled = settle(
      plan.members.flatMap(one => one.settlings),
      { on, writtenOffBy: null },
    );
    if (isRefusal(settled)) return settled;
    const { fund, unit } = plan.fund;
    const handed = sum(plan.members.map(one => one.payout));
    return {
      facts: [
        ...plan.members.map((one): Fact => settledClaim(plan, one, on)),
        ...settled,
        { kind: "dissolution.distributed", on, lines: [], data: { fund, unit, to_members: String(handed) } },
      ],
    };
  },
});

/** Her savings, capital and shares become what the group still owes her; what she does not get of them all bear together. */
function settledClaim({ fund: { fund, unit } }: FundPlan, of: MemberPlan, on: Fact["on"]): Fact {
  const { member, held, deposits, setOff, payout } = of;
  const interest = sum(deposits.map(one => one.interest));
  const gets = setOff + payout;
  const payable = account.payable(fund);
  const owedBefore = -sum(held.filter(one => one.account === payable).map(one => one.balance));
  const given = held.filter(one => one.account !== payable).map(one => ({ ...one, balance: -one.balance }));
  const lines: readonly Line[] = [
    ...given.map(one => ({ account: one.account, member, unit, amount: one.balance })),
    { account: account.expense(fund), unit, amount: interest },
    { account: payable, member, unit, amount: owedBefore - gets },
    {
      account: account.equity(fund, "divisible"),
      unit,
      amount: gets - owedBefore - interest - sum(given.map(one => one.balance)),
    },
  ];
  return {
    kind: "dissolution.claim-settled",
    on,
    member,
    lines: lines.filter(one => one.amount !== 0n),
    data: {
      ...{ fund, unit, savings: String(of.savings), capital: String(of.capital + of.shares) },
      ...{ set_off: String(setOff), payout: String(payout) },
      ...(deposits.length === 0
        ? {}
        : {
            deposits: deposits.map(({ row, interest }) => ({
              deposit: row.deposit_id,
              interest: String(interest),
              posts: row.interest_on === null,
            })),
          }),
    },
  };
}

export const claimSettled: Project = (fact, books) => {
  const data = fact.data as {
    readonly fund: string;
    readonly unit: string;
    readonly savings: string;
    readonly capital: string;
    readonly set_off: string;
    readonly payout: string;
    readonly deposits?: readonly { readonly deposit: Uuid; readonly interest: string; readonly posts: boolean }[];
  };
  const { fund, unit, deposits = [] } = data;
  return [
    put(memberPartTable, {
      ...{ fund, unit, member_id: fact.member as MemberId, savings: BigInt(data.savings), capital: BigInt(data.capital) },
      ...{ set_off: BigInt(data.set_off), payout: BigInt(data.payout) },
    }),
    ...deposits.map(one => put(termDepositTable, endedTerm(one, "returned", fact.on, books))),
  ];
};

export const distributed: Project = fact => {
  const { fund, unit, to_members } = fact.data as { readonly fund: string; readonly unit: string; readonly to_members: string };
  return [
    put(fundPartTable, { fund, unit, distributed_on: fact.on, to_members: BigInt(to_members), transferred: null }),
  ];
};
