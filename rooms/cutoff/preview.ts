/** What would stand in the books after a cut-off, worked out from the very facts that would be posted. Pure. */
import { type Day, type Fact, type Minor, sum } from "#base";
import { account, type AccountAmount, partsOfAccount, trialBalances } from "#ledger";
import type { CutOffBody } from "./body.ts";
import { differencesIn } from "./opening.ts";

/** All amounts are decimal strings of minor units. */
export interface PreviewSeen {
  readonly through: Day;
  readonly joining: number;
  /** In the books already, and in the sheet. */
  readonly here: number;
  readonly loans: number;
  readonly funds: readonly FundPreview[];
  /** For each unit, whether debits equal credits or not. */
  readonly trials: readonly TrialPreview[];
  readonly isEven: boolean;
}

export interface FundPreview {
  readonly fund: string;
  readonly unit: string;
  readonly cash: string;
  readonly bank: string;
  readonly lent: string;
  readonly savings: string;
  readonly shares: string;
  readonly own: string;
  readonly gifts: string;
  /** What there is less whose it is: below zero where something is missing, "0" where it is even. */
  readonly difference: string;
}

export interface TrialPreview {
  readonly unit: string;
  readonly lines: readonly {
    readonly account: string;
    readonly kind: string;
    readonly product: string;
    readonly fund: string;
    readonly debit: string;
    readonly credit: string;
  }[];
  readonly debit: string;
  readonly credit: string;
}

export function previewOf(body: CutOffBody, facts: readonly Fact[]): PreviewSeen {
  const amounts = amountsIn(facts);
  const differences = differencesIn(facts);
  return {
    through: body.through,
    joining: body.members.filter(one => one.person !== undefined).length,
    here: body.members.filter(one => one.person === undefined).length,
    loans: body.loans.length,
    funds: fundsIn(amounts).map(({ fund, unit }) => {
      const of = (...kinds: readonly string[]): Minor =>
        sum(
          amounts
            .filter(one => one.unit === unit && partsOfAccount(one.account).fund === fund)
            .filter(one => kinds.includes(partsOfAccount(one.account).kind))
            .map(one => one.amount),
        );
      const uneven = differences.find(one => one.fund === fund && one.unit === unit);
      return {
        fund,
        unit,
        cash: String(of("cash")),
        bank: String(of("bank")),
        lent: String(of("loans-receivable")),
        savings: String(-of("member-savings")),
        shares: String(-of("member-shares")),
        gifts: String(-of("donated-equity")),
        own: String(-of("retained-surplus", "fund-balance", "indivisible-reserve")),
        difference: String(uneven ? uneven.available - uneven.owed : 0n),
      };
    }),
    // The opening account holds the difference, so that the trial balance adds up and shows where it does not.
    trials: trialBalances(amounts).map(({ unit, lines, debit, credit }) => ({
      unit,
      lines: lines.map(line => ({
        account: line.account,
        kind: line.kind,
        product: line.product,
        fund: line.fund,
        debit: String(line.debit),
        credit: String(line.credit),
      })),
      debit: String(debit),
      credit: String(credit),
    })),
    isEven: differences.length === 0,
  };
}

function amountsIn(facts: readonly Fact[]): readonly AccountAmount[] {
  const sums = new Map<string, { readonly account: AccountAmount["account"]; readonly unit: string; amount: Minor }>();
  for (const { lines } of facts)
    for (const line of lines) {
      const key = `${line.account} ${line.unit}`;
      const before = sums.get(key);
      if (before) before.amount += line.amount;
      else sums.set(key, { account: line.account, unit: line.unit, amount: line.amount });
    }
  return [...sums.values()];
}

function fundsIn(amounts: readonly AccountAmount[]) {
  const funds = new Map<string, { readonly fund: string; readonly unit: string }>();
  for (const { account: code, unit } of amounts) {
    const { fund } = partsOfAccount(code);
    funds.set(`${fund} ${unit}`, { fund, unit });
  }
  return [...funds.values()].sort((a, b) => (account.cash(a.fund) < account.cash(b.fund) ? -1 : 1));
}
