/** What of each one's money was used, and what is hers again: in proportion to what she brought, to the last coin. */
import {
  assert,
  type Books,
  type Day,
  type Fact,
  type Line,
  type MemberId,
  type Minor,
  type Project,
  put,
  splitByLargestRemainder,
  sum,
  unitOf,
  type Uuid,
} from "#base";
import { account } from "#ledger";
import { membershipTable } from "#members";
import { accountsOf, standingOf } from "./action.ts";
import { type ActionRow, settlementTable } from "./tables.ts";

export interface Part {
  readonly member: MemberId;
  readonly brought: Minor;
  /** Of the rest; whole coins, since all that came and went was. */
  readonly rest: Minor;
}

/**
 * Everybody's part of what is left, as things stand. All have brought and spend in proportion, so one who takes her part out
 * leaves the others' as it was. By member number: a coin that is left over goes to whose fraction is largest, a tie to the lower.
 */
export function partsOf(row: ActionRow, books: Books): readonly Part[] {
  const numberOf = (member: MemberId): number => books.row(membershipTable, { member_id: member })?.number ?? 0;
  const brought = books
    .balances({ account: accountsOf(row).advances })
    .filter(one => one.balance !== 0n)
    .map(one => ({ member: one.member!, brought: -one.balance }))
    .sort((a, b) => numberOf(a.member) - numberOf(b.member));
  const { own } = standingOf(row, books);
  const { parts, rest } = splitByLargestRemainder(
    own,
    brought.map(one => one.brought),
    unitOf(row.unit)?.cashStep,
  );
  assert(rest === 0n && sum(parts) === own, "what is left is split to the last coin");
  return brought.map((one, at) => ({ ...one, rest: parts[at]! }));
}

/** Where the rest of it goes: into her hand, to be kept for her by the fund, or to the fund for good. */
export type Whither = "cash" | "payable" | "fund";

export function settled(
  row: ActionRow,
  { member, brought, rest }: Part,
  whither: Whither,
  atClose: boolean,
  on: Day,
): Fact {
  const { fund, unit } = row;
  const codes = accountsOf(row);
  const used = brought - rest;
  assert(used >= 0n, "nobody is given back more than she brought");
  const into = { cash: account.cash(fund), payable: account.payable(fund), fund: account.otherIncome(fund) }[whither];
  const lines: readonly Line[] = [
    { account: codes.advances, member, unit, amount: brought },
    { account: codes.costs, unit, amount: -used },
    { account: into, unit, amount: -rest, ...(whither === "payable" ? { member } : {}) },
  ];
  return {
    kind: "actions.settled",
    on,
    member,
    lines: lines.filter(line => line.amount !== 0n),
    data: {
      action: row.action_id,
      brought: String(brought),
      used: String(used),
      rest: String(rest),
      to_fund: whither === "fund",
      at_close: atClose,
    },
  };
}

export const settledWithHer: Project = fact => {
  const data = fact.data as {
    action: Uuid;
    brought: string;
    used: string;
    rest: string;
    to_fund: boolean;
    at_close: boolean;
  };
  return [
    put(settlementTable, {
      action_id: data.action,
      settled_seq: fact.seq,
      member_id: fact.member!,
      brought: BigInt(data.brought),
      used: BigInt(data.used),
      rest: BigInt(data.rest),
      to_fund: data.to_fund,
      at_close: data.at_close,
      is_taken_back: false,
    }),
  ];
};

export const settlementTakenBack: Project = (fact, books) => {
  const { action } = books.leaf(fact.reverses!)!.data as { action: Uuid };
  const row = books.row(settlementTable, { action_id: action, settled_seq: fact.reverses! })!;
  return [put(settlementTable, { ...row, is_taken_back: true })];
};
