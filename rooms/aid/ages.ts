/**
 * Rules by age: what she gives goes by her age when she enrolled, what is paid at her death by that or by her age then. A rule
 * by age reads nothing else about her. When she was born is hers to say or not, and stays a text under her key; the books
 * keep only in which band of the rule she was.
 */
import { type BodyOf, type Day, type Fields, lastOf, type Minor, partsOf, ratio, type Refusal, refuse, round } from "#base";
import type { EnrolmentRow } from "./tables.ts";

const ageMax = 120;

export const agesField = {
  is: "group",
  optional: true,
  of: {
    /** Whether what is paid goes by her age when she enrolled, or when she died. */
    paid_by: { is: "choice", of: ["enrolment", "death"] },
    /** The age that counts for whoever does not say when she was born. */
    untold: { is: "count", max: ageMax },
    /** The youngest first, from age 0 on; each up to the next. */
    bands: {
      is: "list",
      max: 12,
      of: {
        is: "group",
        of: {
          from: { is: "count", max: ageMax },
          /** In place of the contribution and the levy of all. */
          contribution: { is: "amount", optional: true },
          levy: { is: "amount", optional: true },
          /** Of the benefit at her own death. */
          paid_percent: { is: "count", max: 200 },
        },
      },
    },
  },
} as const satisfies Fields[string];

type Ages = BodyOf<typeof agesField.of>;
type AgeBand = Ages["bands"][number];

interface ByAge {
  readonly ages?: Ages | undefined;
  readonly contribution?: { readonly amount: Minor } | undefined;
  readonly levy?: { readonly amount: Minor } | undefined;
}

/** What in the bands of a rule does not hold together. */
export function agesFault({ ages, contribution, levy }: ByAge, fund: string): Refusal | null {
  if (!ages) return null;
  const { bands } = ages;
  if (bands[0]?.from !== 0 || bands.some((band, place) => place > 0 && band.from <= bands[place - 1]!.from))
    return refuse("aid.ages-not-in-order", { fund });
  for (const { contribution: equal, levy: at } of bands) {
    if ((equal !== undefined && !contribution) || (at !== undefined && !levy)) return refuse("aid.ages-give-what", { fund });
    if (equal === 0n || at === 0n) return refuse("aid.amount-missing", { fund });
  }
  return null;
}

/** The age she reaches in the year of this day. */
export const ageIn = (on: Day, birthYear: number): number => partsOf(on).year - birthYear;

/** Nobody is unborn, and nobody older than people grow. */
export const refusalOfBirthYear = (birthYear: number | undefined, on: Day): Refusal | null =>
  birthYear === undefined || (ageIn(on, birthYear) >= 0 && ageIn(on, birthYear) <= ageMax)
    ? null
    : refuse("aid.birth-year-unlikely");

/** Where the band begins in which an age is; null where the rule has no bands or the age is not told. */
export const bandFrom = (ages: Ages | undefined, age: number | undefined): number | null =>
  ages && age !== undefined ? bandAt(ages, age).from : null;

const bandAt = ({ bands }: Ages, age: number): AgeBand => lastOf(bands.filter(({ from }) => from <= age))!;

/** Her band as the rule has it now; for who said nothing, the one the members set for it. */
const bandOf = (ages: Ages | undefined, ageFrom: number | null): AgeBand | undefined =>
  ages && bandAt(ages, ageFrom ?? ages.untold);

type Enrolled = Pick<EnrolmentRow, "age_from"> | undefined;

/** What she gives for one death, minor units. */
export const levyOn = (rule: ByAge, enrolment: Enrolled): Minor =>
  bandOf(rule.ages, enrolment?.age_from ?? null)?.levy ?? rule.levy?.amount ?? 0n;

/** What she brings at every meeting or month, minor units. */
export const contributionOf = (rule: ByAge, enrolment: Enrolled): Minor =>
  bandOf(rule.ages, enrolment?.age_from ?? null)?.contribution ?? rule.contribution?.amount ?? 0n;

/** A benefit at her own death by the band of her age, half up to the minor unit. */
export function benefitByAge(
  { ages }: ByAge,
  benefit: Minor,
  { enrolled, died }: { readonly enrolled: number | null; readonly died: number | null },
): Minor {
  const band = bandOf(ages, ages?.paid_by === "death" ? died : enrolled);
  return band ? round(ratio(benefit * BigInt(band.paid_percent), 100n), "HALF_UP") : benefit;
}
