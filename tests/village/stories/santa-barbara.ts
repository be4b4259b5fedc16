/** What the Sta. Barbara chapter did besides its dues: shares by instalments, savings for a time, steps, and a drive. */
import type { Turn } from "../turns/index.ts";

/** The ordinary loan of the chapter, and how one's loans may grow when they are paid back on time. */
const theSteps: readonly Turn[] = [
  {
    at: 17,
    what: "rule",
    rule: "loans.product/ordinary",
    value: {
      fund: "loan",
      method: "declining_balance",
      amortization: "equal_installments",
      rate_per_month: "1.75",
      frequency: "months",
      every: "1",
      periods: "6",
      periods_max: "12",
      rounding_unit: "100",
      is_free: false,
      ladder: { steps: [{ up_to: "500000" }, { up_to: "800000" }, { up_to: "1200000" }] },
    },
  },
];

const theShares: readonly Turn[] = [
  {
    at: 18,
    what: "rule",
    rule: "savings.product/shares",
    name: "Share capital",
    value: { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true },
  },
  {
    at: 19,
    what: "rule",
    rule: "savings.subscription/shares",
    value: { share: "10000", shares_min: "5", months: "20", from_surplus: true },
  },
  { at: 24, what: "subscription", product: "shares", share: 10_000n, shares: [[1, 10], [3, 5], [7, 8], [14, 10], [18, 5]] },
];

const putBy: readonly Turn[] = [
  {
    at: 22,
    what: "rule",
    rule: "savings.product/fiesta",
    name: "Fiesta savings",
    value: {
      ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
      term: { months: "12", rate: "6", interest: "monthly", early: "lower-rate", early_percent: "2", least: "10000" },
    },
  },
  { at: 24, what: "term", woman: 14, product: "fiesta", amount: 200_000n },
  { at: 27, what: "term", woman: 8, product: "fiesta", amount: 150_000n },
  { at: 30, what: "term", woman: 2, product: "fiesta", amount: 100_000n },
  { at: 29, what: "goal", woman: 14, product: "savings", amount: 500_000n, name: "School fees", days: 480 },
  { at: 31, what: "goal", woman: 5, product: "savings", amount: 800_000n, name: "A new stove", days: 400 },
];

/** Four were not in at the founding: two join, one would rather not, one has not been asked yet. */
const theDrive: readonly Turn[] = [
  { at: 33, what: "drive", fund: "damayan", entryFee: 10_000n, joins: [[16, 1974], [19, 1981]], declines: [12], undecided: [20], days: 80 },
];

export const santaBarbarasStory: readonly Turn[] = [...theSteps, ...theShares, ...putBy, ...theDrive];
