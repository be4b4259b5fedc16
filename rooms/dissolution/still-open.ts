import { type Because, type Books, type MemberId, type Minor, type Need, need, type Refusal, refuse } from "#base";
import { actionTable } from "#actions";
import { claimTable } from "#aid";
import { accountTable, fundTable, kindOfAccount } from "#ledger";
import { meetingTable } from "#meetings";
import { membershipTable } from "#members";
import { potTable } from "#pots";
import { purchaseTable } from "#purchasing";
import { moneyIn } from "./plan-fund.ts";
import { fundPartTable } from "./tables.ts";

/** What {@link openIn} and {@link stillOpen} must see. */
export const needsOpen: readonly Need[] = [
  ...[fundTable, accountTable, membershipTable, fundPartTable, meetingTable].map(one => need.all<any>(one)),
  ...[claimTable, potTable, purchaseTable, actionTable].map(one => need.all<any>(one)),
  { balances: {} },
];

/** Kinds of accounts of members by what is still to be done about them. */
const waitsFor = {
  "loans-receivable": "loans",
  "purchase-receivable": "purchases",
  "purchase-advances": "purchases",
  "action-advances": "actions",
  "member-pot": "pots",
  "member-savings": "to-divide",
  "member-shares": "to-divide",
  "member-payable": "to-hand-over",
} as const;

export type OpenKind = (typeof waitsFor)[keyof typeof waitsFor] | "suppliers" | "claims" | "meeting";

/** One thing that is still open before the books can be closed. */
export interface Open {
  readonly kind: OpenKind;
  readonly fund: string;
  readonly unit: string;
  /** Minor units, above zero; of a claim without a sum yet, and of what has none, zero. */
  readonly amount: Minor;
  /** Whose it is; of what is the group's, null. */
  readonly member: MemberId | null;
}

/** All that stands between the group and the closing of its books, in the order in which it is done. */
export function openIn(books: Books): readonly Open[] {
  const open: Open[] = [];
  for (const { account: code, fund, is_per_member } of books.rows(accountTable)) {
    const { kind } = kindOfAccount(code);
    if (is_per_member)
      for (const { member, unit, balance } of books.balances({ account: code }))
        if (balance !== 0n)
          open.push({
            ...{ kind: waitsFor[kind as keyof typeof waitsFor], fund, unit, member: member ?? null },
            amount: balance < 0n ? -balance : balance,
          });
    if (kind !== "purchase-clearing") continue;
    const { unit } = books.row(fundTable, { fund })!;
    const balance = books.balance({ account: code, unit });
    if (balance !== 0n)
      open.push({ kind: "suppliers", fund, unit, member: null, amount: balance < 0n ? -balance : balance });
  }
  for (const { fund, unit, status } of books.rows(purchaseTable))
    if (status !== "closed" && status !== "cancelled")
      open.push({ kind: "purchases", fund, unit, amount: 0n, member: null });
  for (const { fund, unit, status } of books.rows(actionTable))
    if (status !== "closed" && status !== "cancelled")
      open.push({ kind: "actions", fund, unit, amount: 0n, member: null });
  for (const { pot, unit, status } of books.rows(potTable))
    if (status === "running") open.push({ kind: "pots", fund: pot, unit, amount: 0n, member: null });
  for (const { fund, member_id, status, benefit, paid } of books.rows(claimTable)) {
    if (status === "paid" || status === "taken-back") continue;
    const row = books.row(fundTable, { fund })!;
    // Of a fund that is empty nobody can be helped any more.
    if (moneyIn(row, books) === 0n) continue;
    open.push({ kind: "claims", fund, unit: row.unit, amount: benefit === null ? 0n : benefit - paid, member: member_id });
  }
  const meeting = books.rows(meetingTable).find(one => one.status === "open");
  if (meeting) open.push({ kind: "meeting", fund: "", unit: "", amount: 0n, member: null });
  const place = (one: Open): number => order.indexOf(one.kind);
  return open.sort((a, b) => place(a) - place(b));
}

/** Outsiders first, then what members owe and are owed on the way, then what is divided and handed over. */
const order: readonly OpenKind[] = [
  ...(["suppliers", "purchases", "actions", "pots", "loans", "claims"] as const),
  ...(["to-divide", "to-hand-over", "meeting"] as const),
];

/** The first of it, as the refusal to close the books. */
export function stillOpen(books: Books): Refusal | null {
  const [first] = openIn(books);
  if (!first) return null;
  const { kind, fund, unit, amount } = first;
  return refusals[kind]({ fund, unit, amount });
}

const refusals: Readonly<Record<OpenKind, (because: Because) => Refusal>> = {
  suppliers: because => refuse("dissolution.open-suppliers", because),
  purchases: because => refuse("dissolution.open-purchases", because),
  actions: because => refuse("dissolution.open-actions", because),
  pots: because => refuse("dissolution.open-pots", because),
  loans: because => refuse("dissolution.open-loans", because),
  claims: because => refuse("dissolution.open-claims", because),
  "to-divide": because => refuse("dissolution.open-to-divide", because),
  "to-hand-over": because => refuse("dissolution.open-to-hand-over", because),
  meeting: () => refuse("dissolution.open-meeting"),
};
