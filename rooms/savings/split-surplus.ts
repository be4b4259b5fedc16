import {
  add,
  assert,
  compare,
  type Minor,
  type Ratio,
  ratio,
  ratioText,
  type Refusal,
  refuse,
  splitByLargestRemainder,
} from "#base";

/** What one receiver gets, in percent of the whole, and between what the bylaws or the law say it must lie. */
export interface PercentOf {
  readonly fund: string;
  readonly percent: Ratio;
  readonly min?: Ratio | undefined;
  readonly max?: Ratio | undefined;
}

const whole = ratio(100n);

/** Why a surplus cannot be split so, or null: it is not exactly all of it, or a floor or a cap is broken. */
export function refusalOfSplit(split: readonly PercentOf[]): Refusal | null {
  const sum = split.map(one => one.percent).reduce(add, ratio(0n));
  if (compare(sum, whole) !== 0) return refuse("savings.split-not-whole", { sum: ratioText(sum) });
  for (const { fund, percent, min, max } of split) {
    if (min && compare(percent, min) < 0)
      return refuse("savings.split-below-floor", { fund, percent: ratioText(percent), floor: ratioText(min) });
    if (max && compare(percent, max) > 0)
      return refuse("savings.split-above-cap", { fund, percent: ratioText(percent), cap: ratioText(max) });
  }
  return null;
}

/** All of `surplus` in parts by their percents, to the minor unit by largest remainder; the percents are a hundred in all. */
export function splitSurplus(surplus: Minor, percents: readonly Ratio[]): readonly Minor[] {
  const common = percents.reduce((product, { denominator }) => lcm(product, denominator), 1n);
  const { parts, rest } = splitByLargestRemainder(
    surplus,
    percents.map(({ numerator, denominator }) => numerator * (common / denominator)),
  );
  assert(rest === 0n, "all of a surplus is given a place");
  return parts;
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
