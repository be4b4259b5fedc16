import { assert, type Minor, multiply, type Ratio, ratio, round } from "#base";

/** What the fund pays at a death by share capital and time in the fund, and what it keeps for its work. */
export interface BenefitTable {
  readonly tiers: readonly BenefitTier[];
  /** By completed months in the fund, 0 first; who stayed longer than the list has the last. 5 % is 5/100. */
  readonly tenureByMonths: readonly Ratio[];
  /** In place of the tenure when it was an accident. Absent where the fund makes no difference. */
  readonly accident?: Ratio;
  /** What the fund keeps of the benefit, 5 % is 5/100. */
  readonly adminFee: Ratio;
}

/** Share capital from this amount on, in minor units, up to the next tier or, where `to` is given, that amount. */
export interface BenefitTier {
  readonly from: Minor;
  readonly to?: Minor;
  /** What each paying member gives, in minor units; a fraction of one is allowed. */
  readonly perMember: Ratio;
}

export interface Death {
  readonly shareCapital: Minor;
  readonly completedMonths: number;
  readonly payingMembers: number;
  readonly accident: boolean;
}

/** Minor units. `net` and `fee` add up to `afterTenure`. */
export interface Benefit {
  readonly gross: Minor;
  readonly afterTenure: Minor;
  readonly fee: Minor;
  readonly net: Minor;
}

/** The highest tier that starts at or below the share capital and reaches up to it; none, no benefit. */
export function tierOf(tiers: readonly BenefitTier[], shareCapital: Minor): BenefitTier | undefined {
  let found: BenefitTier | undefined;
  for (const tier of tiers) if (tier.from <= shareCapital && (!found || tier.from > found.from)) found = tier;
  return found?.to !== undefined && shareCapital > found.to ? undefined : found;
}

/**
 * Tier × paying members, then tenure (or the part for an accident), then the fee; half up to the minor unit at each
 * step. Undefined when the share capital is in no tier.
 */
export function tieredBenefit(table: BenefitTable, death: Death): Benefit | undefined {
  const { tenureByMonths } = table;
  assert(tenureByMonths.length > 0, "a fund says what is paid by months");
  assert(death.completedMonths >= 0 && death.payingMembers >= 0, "months and members are not below zero");
  const tier = tierOf(table.tiers, death.shareCapital);
  if (!tier) return undefined;
  const byMonths = tenureByMonths[Math.min(death.completedMonths, tenureByMonths.length - 1)]!;
  const part = (death.accident ? table.accident : undefined) ?? byMonths;
  const gross = round(multiply(tier.perMember, ratio(BigInt(death.payingMembers))), "HALF_UP");
  const afterTenure = round(multiply(ratio(gross), part), "HALF_UP");
  const kept = ratio(table.adminFee.denominator - table.adminFee.numerator, table.adminFee.denominator);
  const net = round(multiply(ratio(afterTenure), kept), "HALF_UP");
  return { gross, afterTenure, fee: afterTenure - net, net };
}

export interface Levy {
  /** Families in the fund, the bereaved one among them. */
  readonly memberFamilies: number;
  readonly contributionPerDeath: Minor;
  readonly bereavedPays: boolean;
  readonly benefit: Minor;
}

/** Minor units; `surplus` is below zero when what is collected falls short of the benefit. */
export interface LevyOutcome {
  readonly payers: number;
  readonly collected: Minor;
  readonly benefit: Minor;
  readonly surplus: Minor;
}

/** A flat levy: every family gives the same at each death. 750 families × 30 less 15,000 leaves 7,500. */
export function levyOf({ memberFamilies, contributionPerDeath, bereavedPays, benefit }: Levy): LevyOutcome {
  assert(
    memberFamilies > 0 && contributionPerDeath >= 0n && benefit >= 0n,
    "a levy has families and no amount below zero",
  );
  const payers = bereavedPays ? memberFamilies : memberFamilies - 1;
  const collected = BigInt(payers) * contributionPerDeath;
  return { payers, collected, benefit, surplus: collected - benefit };
}
