import {
  add,
  addDays,
  answering,
  type Calculator,
  type Day,
  daysBetween,
  type Given,
  type Json,
  type Minor,
  multiply,
  type Ratio,
  ratio,
  ratioText,
  type Refusal,
  subtract,
} from "#base";
import { roundedText, scaleGiven } from "./given-scale.ts";
import {
  type BalanceMethod,
  closingBalances,
  type DayCount,
  dayCounts,
  interestOnBalance,
  type InterestOnBalance,
  maturity,
} from "./interest.ts";

const common = ["annual_rate_percent", "currency", "currency_decimals"] as const;
const onBalance = [
  ...common,
  "method",
  "day_count",
  "period",
  "opening_balance",
  "transactions",
  "compounding",
  "compounding_every_months",
] as const;
const onFixedDeposit = [...common, "principal", "months", "compounding_every_months"] as const;
const onTermDeposit = [...common, "principal", "months", "months_held", "early_penalty_percent_of_interest"] as const;
const fields = [...new Set<string>([...onBalance, ...onFixedDeposit, ...onTermDeposit])];

/** A hundred years, to the day. */
const daysMax = 36_525;
const monthsMax = 1_200n;
/** Amounts are read to so many places, whatever they are answered with. */
const scaleRead = 6;
const read = ratio(10n ** BigInt(scaleRead));

/** Three kinds of savings, told apart by what is there: `transactions`, a compounding, or months alone. */
export const interestCalculator: Calculator = {
  name: "savings interest",
  fields,
  example: {
    method: "daily running balance",
    annual_rate_percent: "10",
    day_count: "actual/365",
    period: ["2012-01-01", "2012-01-31"],
    transactions: [
      { date: "2012-01-01", type: "deposit", amount: "300000" },
      { date: "2012-01-15", type: "withdrawal", amount: "100000" },
    ],
  },
  calculate: (input: Json): Json | Refusal =>
    answering("savings", input, given =>
      given.has("transactions") || given.has("method")
        ? balanceAnswer(given)
        : given.has("compounding_every_months")
          ? fixedDepositAnswer(given)
          : termDepositAnswer(given),
    ),
};

function balanceAnswer(given: Given): Json {
  given.only(onBalance);
  const scale = scaleGiven(given);
  const method = methodOf(given.at("method"));
  const compounding = compoundingOf(given);
  const [from, until] = periodOf(given.at("period"));
  const before = movesOf(given.at("transactions"), until);
  const opening = given.maybe("opening_balance")?.amount(scaleRead) ?? 0n;
  const of: InterestOnBalance = {
    method,
    annualRate: rateOf(given),
    dayCount: dayCountOf(given, method),
    from,
    until,
    carried: carriedTo(from, opening, before, given.at("transactions")),
    moves: before.filter(move => move.on >= from),
    ...(compounding === undefined ? {} : { compounding }),
  };
  if (of.carried < 0n || closingBalances(of).some(balance => balance < 0n))
    given.at("transactions").malformed("withdrawals of what was saved");
  const earned = interestOnBalance(of);
  const balance = (amount: Ratio): string => roundedText(multiply(amount, ratio(1n, read.numerator)), scale);
  const kept = (one: { readonly minimumBalance: Minor; readonly averageBalance: Ratio }): Record<string, string> =>
    method === "minimum"
      ? { minimum_balance: balance(ratio(one.minimumBalance)) }
      : method === "average"
        ? { average_balance: balance(one.averageBalance) }
        : {};
  return {
    ...kept(earned),
    interest: balance(earned.interest),
    months: earned.months.map(month => ({ month: month.month, ...kept(month), interest: balance(month.interest) })),
  };
}

/** The first words say which; what comes after explains it. */
function methodOf(given: Given): BalanceMethod {
  const word = /^\s*(daily|end[- ]of[- ]day|minimum|monthly minimum|average)\b/i.exec(given.text())?.[1]?.toLowerCase();
  if (word === undefined) return given.malformed("daily … | end-of-day … | minimum … | average …");
  // "average daily balance" is an average, "daily average balance" too.
  if (/^\s*daily average\b/i.test(given.text())) return "average";
  return word.endsWith("minimum") ? "minimum" : word === "average" ? "average" : "daily";
}

function dayCountOf(given: Given, method: BalanceMethod): DayCount {
  const said = given.maybe("day_count")?.beginning(dayCounts);
  return said ?? (method === "minimum" || /\b12\b/.test(given.at("method").text()) ? "months/12" : "actual/365");
}

const frequencies: Readonly<Record<string, NonNullable<InterestOnBalance["compounding"]>>> = {
  daily: { every: 1, of: "days" },
  monthly: { every: 1, of: "months" },
  quarterly: { every: 3, of: "months" },
  "half-yearly": { every: 6, of: "months" },
  yearly: { every: 12, of: "months" },
  annually: { every: 12, of: "months" },
};

/** Said in a field of its own, or in the method: "daily balance, compounded monthly". Never passed over in silence. */
function compoundingOf(given: Given): InterestOnBalance["compounding"] {
  const every = given.maybe("compounding_every_months")?.count(monthsMax);
  if (every !== undefined)
    return every === 0
      ? given.at("compounding_every_months").malformed("months above zero")
      : { every, of: "months" };
  const choices = Object.keys(frequencies).join(" | ");
  const said = given.maybe("compounding");
  if (said?.text() === "none" || said?.text() === "simple") return undefined;
  if (said) return frequencies[said.text().toLowerCase()] ?? said.malformed(`none | ${choices}`);
  const method = given.at("method");
  if (!/compound/i.test(method.text())) return undefined;
  const after = new RegExp(`compound\\w*\\s+(${Object.keys(frequencies).join("|")})`, "i").exec(method.text());
  const ahead = new RegExp(`(${Object.keys(frequencies).join("|")})\\s+compound`, "i").exec(method.text());
  const word = (after ?? ahead)?.[1];
  return word === undefined ? method.malformed(`compounded ${choices}`) : frequencies[word.toLowerCase()];
}

function periodOf(given: Given): readonly [Day, Day] {
  const days = given.list();
  if (days.length !== 2) return given.malformed("first and last day");
  const [from, until] = [days[0]!.day(), days[1]!.day()];
  return until < from || daysBetween(from, until) >= daysMax ? given.malformed("first and last day") : [from, until];
}

interface Move {
  readonly on: Day;
  readonly amount: Minor;
}

/** In millionths. What comes after the last day earns nothing in it. */
function movesOf(given: Given, until: Day): readonly Move[] {
  return given
    .list()
    .map(one => {
      one.only(["date", "type", "amount"]);
      const amount = one.at("amount").amount(scaleRead);
      return {
        on: one.at("date").day(),
        amount: one.at("type").choice(["deposit", "withdrawal"]) === "deposit" ? amount : -amount,
      };
    })
    .filter(move => move.on <= until);
}

/** What stood before the first day, day by day never below zero. */
function carriedTo(from: Day, opening: Minor, moves: readonly Move[], given: Given): Minor {
  const before = moves.filter(move => move.on < from);
  if (before.length === 0) return opening;
  const first = before.reduce((earliest, { on }) => (on < earliest ? on : earliest), from);
  if (daysBetween(first, from) >= daysMax) return given.malformed("days not long before the period");
  const closing = closingBalances({ from: first, until: addDays(from, -1), carried: opening, moves: before });
  return closing.some(balance => balance < 0n) ? given.malformed("withdrawals of what was saved") : closing.at(-1)!;
}

function fixedDepositAnswer(given: Given): Json {
  given.only(onFixedDeposit);
  const principal = principalOf(given);
  const months = given.at("months").count(monthsMax);
  const every = given.at("compounding_every_months").count(monthsMax);
  if (every === 0) return given.at("compounding_every_months").malformed("months above zero");
  const annualRate = rateOf(given);
  const value = maturity({ principal, annualRate, months, compoundingMonths: every });
  return { maturity: ratioText(value), interest: roundedText(subtract(value, principal), scaleGiven(given)) };
}

/** Simple interest for the months it lay there; who takes it before the agreed months gives part of the interest up. */
function termDepositAnswer(given: Given): Json {
  given.only(onTermDeposit);
  const scale = scaleGiven(given);
  const principal = principalOf(given);
  const agreed = given.maybe("months")?.count(monthsMax);
  const held = given.has("months_held") || agreed === undefined ? given.at("months_held").count(monthsMax) : agreed;
  // Without the agreed months, a penalty that is named is one that is taken.
  const isEarly = agreed === undefined || held < agreed;
  const rate = rateOf(given);
  const cut = given.maybe("early_penalty_percent_of_interest");
  const penaltyRate = cut?.percent() ?? ratio(0n);
  if (penaltyRate.numerator > penaltyRate.denominator) return cut!.malformed("at most 100");
  const paidFor = agreed === undefined || held < agreed ? held : agreed;
  const gross = multiply(multiply(principal, rate), ratio(BigInt(paidFor), 12n));
  const penalty = isEarly ? multiply(gross, penaltyRate) : ratio(0n);
  const net = subtract(gross, penalty);
  return {
    gross_interest: roundedText(gross, scale),
    penalty: roundedText(penalty, scale),
    net_interest: roundedText(net, scale),
    payout: roundedText(add(principal, net), scale),
  };
}

function rateOf(given: Given): Ratio {
  const rate = given.at("annual_rate_percent").percent();
  return rate.numerator < 0n ? given.at("annual_rate_percent").malformed("not below zero") : rate;
}

function principalOf(given: Given): Ratio {
  const principal = given.at("principal").decimal();
  return principal.numerator < 0n ? given.at("principal").malformed("not below zero") : principal;
}
