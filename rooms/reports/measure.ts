/** All indicators of a time, in one unit, from what was read of the books. Pure: a test works them out again from the lines. */
import { addDays, type Day, type Minor, type Ratio, ratio, sum } from "#base";
import { accountKinds } from "#ledger";
import type { IncomeStatement } from "#ledger/server";
import { portfolioAtRisk, type PortfolioAtRisk, provisionOf, ageing } from "#loans";
import { type Balances, moments } from "./balances.ts";
import {
  allCapital,
  type CapitalSources,
  fundUse,
  onTimeRepayment,
  operatingSelfSufficiency,
  part,
  returnOnSavings,
  riskCoverage,
  selfFunding,
  writeOffRatio,
} from "./indicators.ts";
import { bandsFor, demandedIn, type LoanKept, rateOf, standingOn } from "./lending.ts";
import type { ProvisionRule } from "./rules.ts";

/** A figure with what it was worked out of: a part and a whole, minor units or counts. */
export interface Figure {
  readonly value: Ratio | null;
  readonly part: Minor;
  readonly whole: Minor;
}

export interface MoneyMeasured {
  readonly onTime: Figure;
  readonly risk: PortfolioAtRisk;
  readonly selfSufficiency: Figure;
  readonly writeOff: Figure;
  readonly coverage: Figure;
  readonly returned: Figure;
  readonly use: Figure;
  readonly capital: CapitalSources;
  readonly selfFunded: Figure;
  /** What is to be set aside by the rates the group entered, and what the reserve covers of it; null without rates. */
  readonly provision: Minor | null;
  readonly provisionCovered: Figure | null;
  /** Loans, box and bank of the funds that lend: what the last principle asks of. */
  readonly lent: Minor;
  readonly lendable: Minor;
}

export interface MeasuredFrom {
  readonly unit: string;
  readonly from: Day;
  readonly until: Day;
  readonly balances: Balances;
  readonly loans: readonly LoanKept[];
  readonly results: readonly IncomeStatement[];
  readonly lendableFunds: readonly string[];
  /** Funds of all that are never divided: what was given to them is kept as long. */
  readonly reserves: readonly string[];
  readonly rates: ProvisionRule | null;
}

/** Interest, fees and fines: what the group earns by what it does. */
const earnedKinds: ReadonlySet<string> = new Set(["interest-income", "fee-income", "fine-income"]);
export const memberKinds = ["member-savings", "member-pot", "member-payable", "purchase-advances", "action-advances", "member-shares"] as const;
export const savedKinds = ["member-savings", "member-shares"] as const;
const kindsOf = (...classes: readonly string[]): readonly string[] =>
  accountKinds.filter(kind => classes.includes(kind.class)).map(kind => kind.kind);

export function measured(of: MeasuredFrom): MoneyMeasured {
  const { unit, from, until, balances, loans, lendableFunds, rates } = of;
  const at = moments(from, until);
  const standing = standingOn(loans, unit, until);
  const demanded = demandedIn(loans, unit, { from, until }).map(one => one.demand);
  const risk = portfolioAtRisk(standing);
  const over30 = risk.buckets.find(bucket => bucket.overDays === 30)!.atRisk;
  const reserve = reserveOn(balances, unit, until, of.reserves);
  const statement = of.results.find(one => one.unit === unit);
  const earned = sum((statement?.income.lines ?? []).filter(line => earnedKinds.has(line.kind)).map(line => line.amount));
  const expense = statement?.expense.total ?? 0n;
  const surplus = statement?.surplus ?? 0n;
  const portfolios = at.map(day => balances.on(day, { unit, kinds: ["loans-receivable"] }));
  const saved = at.map(day => -balances.on(day, { unit, kinds: savedKinds }));
  const writtenOff = sum(demanded.map(one => one.writtenOff));
  const lent = balances.on(until, { unit, kinds: ["loans-receivable"], funds: lendableFunds });
  const lendable = balances.on(until, { unit, kinds: ["cash", "bank", "stock"], funds: lendableFunds });
  const capital = capitalOn(balances, unit, until);
  const principal = demanded.map(one => one.principal);
  const provision =
    rates === null
      ? null
      : provisionOf(
          ageing(standing, bandsFor(rates)).map(band => ({ outstanding: band.outstanding, rate: rateOf(band, rates) })),
        );
  const average = (amounts: readonly Minor[]): Minor => sum(amounts) / BigInt(amounts.length);
  return {
    onTime: {
      value: onTimeRepayment(principal),
      part: sum(principal.map(one => one.paidOfFellDue)),
      whole: sum(principal.map(one => one.fellDue)),
    },
    risk,
    selfSufficiency: { value: operatingSelfSufficiency({ earned, expense }), part: earned, whole: expense },
    writeOff: { value: writeOffRatio(writtenOff, portfolios), part: writtenOff, whole: average(portfolios) },
    coverage: { value: riskCoverage(reserve, over30), part: reserve, whole: over30 },
    returned: { value: returnOnSavings({ surplus, saved, from, until }), part: surplus, whole: average(saved) },
    use: { value: fundUse({ lent, cash: lendable }), part: lent, whole: lent + lendable },
    capital,
    selfFunded: {
      value: selfFunding(capital),
      part: capital.members + capital.retained,
      whole: allCapital(capital),
    },
    provision,
    provisionCovered: provision === null ? null : { value: part(reserve, provision), part: reserve, whole: provision },
    lent,
    lendable,
  };
}

/** What is kept apart for ever, of what was earned and of what was given. */
export const reserveOn = (balances: Balances, unit: string, day: Day, reserves: readonly string[]): Minor =>
  -balances.on(day, { unit, kinds: ["indivisible-reserve"] }) -
  balances.on(day, { unit, kinds: ["donated-equity"], funds: reserves });

/** Liabilities that are no member's are from outside; equity that was not given, with the surplus not closed yet, was kept. */
export function capitalOn(balances: Balances, unit: string, day: Day): CapitalSources {
  const members = -balances.on(day, { unit, kinds: memberKinds });
  const liabilities = -balances.on(day, { unit, kinds: kindsOf("liability") });
  const all = -balances.on(day, { unit, kinds: kindsOf("liability", "equity", "income", "expense") });
  const owedKinds = ["member-savings", "member-pot", "member-payable", "purchase-advances", "action-advances"];
  const ofMembersOwed = -balances.on(day, { unit, kinds: owedKinds });
  const others = liabilities - ofMembersOwed;
  const gifts = -balances.on(day, { unit, kinds: ["donated-equity"] });
  return { members, others, gifts, retained: all - members - others - gifts };
}

/** What each month's end stood at: for the pictures. */
export interface MonthStanding {
  readonly day: Day;
  readonly owned: Minor;
  readonly saved: Minor;
  readonly over1: Ratio | null;
  readonly over30: Ratio | null;
}

/** More than these would be no picture. */
const pointsMax = 24;

export function monthsOf({ unit, from, until, balances, loans }: MeasuredFrom): readonly MonthStanding[] {
  return moments(from, until)
    .slice(-pointsMax)
    .map(day => {
      const risk = portfolioAtRisk(standingOn(loans, unit, day), [1, 30]);
      const told = (place: number): Ratio | null => (risk.outstanding === 0n ? null : risk.buckets[place]!.ratio);
      return {
        day,
        owned: balances.on(day, { unit, kinds: kindsOf("asset") }),
        saved: -balances.on(day, { unit, kinds: savedKinds }),
        over1: told(0),
        over30: told(1),
      };
    });
}

/** Of a figure out of counts. */
export const figureOf = (counted: number, of: number): Figure => ({
  value: of === 0 ? null : ratio(BigInt(counted), BigInt(of)),
  part: BigInt(counted),
  whole: BigInt(of),
});

export const dayBefore = (day: Day): Day => addDays(day, -1);
