import { type AccountCode, assert } from "#base";
import type { AccountClass, AccountRow, FundNature } from "./tables.ts";

/**
 * The chart of accounts: what kinds of account there are, with the terms an auditor uses. An account is a kind, an
 * optional product behind a dot, and the fund it belongs to: "member-savings.voluntary/loan". Its number orders
 * statements and prints beside the name.
 */
export interface AccountKind {
  readonly kind: string;
  readonly number: number;
  readonly class: AccountClass;
  readonly isPerMember: boolean;
  readonly floorSign: -1 | 0 | 1;
}

const kinds: readonly AccountKind[] = [
  { kind: "cash", number: 1010, class: "asset", isPerMember: false, floorSign: 1 },
  { kind: "bank", number: 1020, class: "asset", isPerMember: false, floorSign: 1 },
  { kind: "stock", number: 1030, class: "asset", isPerMember: false, floorSign: 1 },
  // What a supplier has of a joint purchase, above zero; below, what is still to be paid for goods that came.
  { kind: "purchase-clearing", number: 1040, class: "asset", isPerMember: false, floorSign: 0 },
  // What was paid of what members brought for a joint action, and was not taken off their parts yet.
  { kind: "action-costs", number: 1045, class: "asset", isPerMember: false, floorSign: 1 },
  { kind: "loans-receivable", number: 1200, class: "asset", isPerMember: true, floorSign: 1 },
  { kind: "purchase-receivable", number: 1250, class: "asset", isPerMember: true, floorSign: 1 },
  { kind: "member-savings", number: 2100, class: "liability", isPerMember: true, floorSign: -1 },
  // What a seat in a rotating pot brought and has not received yet; below that it still owes the rest. Together the pot.
  { kind: "member-pot", number: 2150, class: "liability", isPerMember: true, floorSign: 0 },
  { kind: "member-payable", number: 2200, class: "liability", isPerMember: true, floorSign: -1 },
  { kind: "purchase-advances", number: 2250, class: "liability", isPerMember: true, floorSign: -1 },
  { kind: "action-advances", number: 2260, class: "liability", isPerMember: true, floorSign: -1 },
  // Share capital is equity while the member has no right to withdraw it (IFRIC 2).
  { kind: "member-shares", number: 3100, class: "equity", isPerMember: true, floorSign: -1 },
  { kind: "retained-surplus", number: 3200, class: "equity", isPerMember: false, floorSign: 0 },
  { kind: "fund-balance", number: 3300, class: "equity", isPerMember: false, floorSign: -1 },
  // What outsiders gave for good. It is no income, so no year and no cycle gives it out.
  { kind: "donated-equity", number: 3350, class: "equity", isPerMember: false, floorSign: -1 },
  { kind: "indivisible-reserve", number: 3400, class: "equity", isPerMember: false, floorSign: -1 },
  // Moves only when old books are brought in, and is even after it in each fund.
  { kind: "opening-balance", number: 3900, class: "equity", isPerMember: false, floorSign: 0 },
  { kind: "interest-income", number: 4010, class: "income", isPerMember: false, floorSign: 0 },
  { kind: "fine-income", number: 4020, class: "income", isPerMember: false, floorSign: 0 },
  { kind: "fee-income", number: 4030, class: "income", isPerMember: false, floorSign: 0 },
  { kind: "other-income", number: 4090, class: "income", isPerMember: false, floorSign: 0 },
  { kind: "group-expense", number: 5010, class: "expense", isPerMember: false, floorSign: 0 },
  { kind: "loan-loss", number: 5020, class: "expense", isPerMember: false, floorSign: 0 },
  // Over or short at the count: posted openly, with a reason and two names.
  { kind: "cash-over-short", number: 5090, class: "expense", isPerMember: false, floorSign: 0 },
];

const byKind = new Map(kinds.map(kind => [kind.kind, kind]));

export const accountKinds = kinds;

interface AccountParts {
  readonly kind: string;
  readonly product: string;
  readonly fund: string;
}

/** "member-savings.voluntary/loan" taken apart. */
export function partsOfAccount(account: AccountCode): AccountParts {
  const known = partsKnown.get(account);
  if (known) return known;
  const match = /^([a-z-]+)(?:\.([a-z][a-z0-9-]*))?\/([a-z][a-z0-9-]*)$/.exec(account);
  assert(match, `an account is a kind, a product and a fund: ${account}`);
  const parts = { kind: match[1]!, product: match[2] ?? "", fund: match[3]! };
  // Every line is asked for its fund; groups name their funds much alike.
  if (partsKnown.size < 10_000) partsKnown.set(account, parts);
  return parts;
}

const partsKnown = new Map<AccountCode, AccountParts>();

export function kindOfAccount(account: AccountCode): AccountKind {
  const kind = byKind.get(partsOfAccount(account).kind);
  assert(kind, `an account is of a kind in the chart: ${account}`);
  return kind;
}

export function accountRow(account: AccountCode): AccountRow {
  const kind = kindOfAccount(account);
  return {
    account,
    fund: partsOfAccount(account).fund,
    class: kind.class,
    is_per_member: kind.isPerMember,
    floor_sign: kind.floorSign,
  };
}

/** What every fund has from its first day; products add accounts of their own. */
export function accountsOfFund(fund: string, nature: FundNature, isLendable: boolean): readonly AccountCode[] {
  const every = ["cash", "bank", "group-expense", "other-income", "cash-over-short", "donated-equity", equityKind(nature)];
  const divisible = ["fine-income", "fee-income", "member-payable"];
  const lendable = ["loans-receivable", "interest-income", "loan-loss"];
  const wanted = [...every, ...(nature === "divisible" ? divisible : []), ...(isLendable ? lendable : [])];
  return wanted.map(kind => `${kind}/${fund}` as const);
}

/** Where a fund's own wealth stands: what is earned, given for a purpose, or kept for ever. */
export function equityKind(nature: FundNature): string {
  return { divisible: "retained-surplus", restricted: "fund-balance", indivisible: "indivisible-reserve" }[nature];
}

export const account = {
  cash: (fund: string): AccountCode => `cash/${fund}`,
  bank: (fund: string): AccountCode => `bank/${fund}`,
  loans: (fund: string): AccountCode => `loans-receivable/${fund}`,
  interest: (fund: string): AccountCode => `interest-income/${fund}`,
  fines: (fund: string): AccountCode => `fine-income/${fund}`,
  fees: (fund: string): AccountCode => `fee-income/${fund}`,
  loanLoss: (fund: string): AccountCode => `loan-loss/${fund}`,
  shares: (fund: string): AccountCode => `member-shares/${fund}`,
  capital: (product: string, fund: string): AccountCode => `member-shares.${product}/${fund}`,
  savings: (product: string, fund: string): AccountCode => `member-savings.${product}/${fund}`,
  pot: (fund: string): AccountCode => `member-pot/${fund}`,
  payable: (fund: string): AccountCode => `member-payable/${fund}`,
  expense: (fund: string): AccountCode => `group-expense/${fund}`,
  otherIncome: (fund: string): AccountCode => `other-income/${fund}`,
  donated: (fund: string): AccountCode => `donated-equity/${fund}`,
  overShort: (fund: string): AccountCode => `cash-over-short/${fund}`,
  opening: (fund: string): AccountCode => `opening-balance/${fund}`,
  equity: (fund: string, nature: FundNature): AccountCode => `${equityKind(nature)}/${fund}`,
} as const;
