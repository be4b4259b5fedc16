/** How benefits and offices are spread: worked out of facts and terms. Pure, and without a name. */
import { addMonths, type Day, type Fact, type MemberId, type Minor, sum } from "#base";
import { partsOfAccount } from "#ledger";
import { heldSince } from "#members";
import type { OfficeHeld } from "#members/server";

/** Help that was paid, and what of a surplus went to each: a dividend, patronage, or what a cycle earned on her shares. */
export const benefitKinds = {
  aid: ["aid.benefit-paid", "aid.granted"],
  surplus: ["savings.surplus-credited", "savings.shares-closed"],
} as const;
export type BenefitOf = keyof typeof benefitKinds;

/** So many months back from the last day. */
export const benefitMonths = 12;

export interface Benefit {
  readonly of: BenefitOf;
  readonly member: MemberId;
  readonly unit: string;
  /** Minor units; below zero where a cycle lost. */
  readonly amount: Minor;
}

/** What of a fact is a benefit: of help all that was decided; of a surplus what left the fund's own, and not her savings. */
export function benefitIn({ kind, member, lines, data }: Pick<Fact, "kind" | "member" | "lines" | "data">): Benefit | null {
  const of = (Object.keys(benefitKinds) as BenefitOf[]).find(one => (benefitKinds[one] as readonly string[]).includes(kind));
  if (of === undefined || member === undefined || lines.length === 0) return null;
  const { unit } = lines[0]!;
  const earned = lines.filter(line => partsOfAccount(line.account).kind === "retained-surplus").map(line => line.amount);
  return { of, member, unit, amount: of === "aid" ? BigInt(String(data!["amount"])) : sum(earned) };
}

/** More years without a break are long: three cycles of a savings group; a koperasi's board has five at most (UU 25/1992, 29). */
export const longYears = 3;

export interface OfficesSpread {
  /** Offices held on the day, and how many hold them. */
  readonly offices: number;
  readonly holders: number;
  /** Most offices of one. */
  readonly most: number;
  /** Offices their holder has had for more than {@link longYears} years without a break. */
  readonly long: number;
}

/** Offices as they are held on a day. Who stands in for another holds none of her own, and an official is no member. */
export function officesOn(terms: readonly OfficeHeld[], day: Day): OfficesSpread {
  const own = terms.filter(one => one.substituteFor === null && one.role !== "field-officer");
  const held = own.filter(one => one.from <= day && (one.until === null || day <= one.until));
  const byHolder = new Map<MemberId, number>();
  for (const { member } of held) byHolder.set(member, (byHolder.get(member) ?? 0) + 1);
  const isLong = (one: OfficeHeld): boolean => addMonths(heldSince(one, own), 12 * longYears) < day;
  return {
    offices: held.length,
    holders: byHolder.size,
    most: Math.max(0, ...byHolder.values()),
    long: held.filter(isLong).length,
  };
}
