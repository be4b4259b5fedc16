import { existsSync, readFileSync } from "node:fs";
import { add, divide, type Json, multiply, parseRatio, type Ratio, ratio, ratioText } from "#base";
import { describe, expect, test } from "vitest";
import { calculate } from "./calculate.ts";
import { calculatorsOfRoom } from "./calculators.ts";
import { sayIn } from "./words.ts";

/**
 * The published worked examples lie beside the repository. Where they are absent this says so and skips; the tests of
 * each room have a few of them typed in.
 */
const folder = new URL("../../../shared/vectors/", import.meta.url);
const areHere = existsSync(folder);

// The examples have many shapes, and a wrong one fails the test.
type Example = Record<string, any>;
const examplesOf = <Shape = Example[]>(file: string): Shape | undefined =>
  areHere ? (JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Shape) : undefined;

function published(title: string, tests: () => void): void {
  if (areHere) describe(title, tests);
  else describe.skip(`${title} (skipped: ../shared/vectors is not here)`, tests);
}

async function answer(name: string, input: Json, ...switches: string[]): Promise<Example> {
  const calculators = await calculatorsOfRoom[name.split(" ")[0]!]!();
  const calculator = calculators.find(known => known.name === name)!;
  const { output } = calculate(calculator, JSON.stringify(input), { switches: new Set(switches), say: sayIn("en") });
  return output as Example;
}

/** What is written there, exactly: nothing here goes through a float. */
function exactly(written: unknown): Ratio {
  const value = parseRatio(String(written));
  if (value === null) throw new Error(`a number is written as one: ${String(written)}`);
  return value;
}

/** So that numbers are held beside each other by value: "500000.0" is "500000". */
const same = (written: unknown): string => ratioText(exactly(written));

/** Numbers by value. Fields that are not expected do not count. */
function expectTheSame(actual: Example, expected: Example, where: string): void {
  for (const [name, value] of Object.entries(expected)) {
    if (/^-?\d+(\.\d+)?$/.test(String(value))) expect(same(actual[name]), `${where}, ${name}`).toBe(same(value));
    else expect(actual[name], `${where}, ${name}`).toEqual(value);
  }
}

const columns = ["due", "principal", "interest", "fees", "penalties", "total", "balance"];

function expectRow(rows: readonly Example[], expected: Example): void {
  const row = rows.find(({ n }) => n === expected["n"])!;
  const named = Object.entries(expected).filter(([name]) => columns.includes(name));
  expectTheSame(row, Object.fromEntries(named), `row ${expected["n"]}`);
}

published("loan_schedules.json", () => {
  const schedules = examplesOf("finance/loan_schedules.json") ?? [];
  test("has examples of what happens after the pay-out too", () => {
    const kinds = schedules.flatMap(({ events = [] }) => events.map(({ type }: Example) => type));
    expect(new Set(kinds).size).toBeGreaterThanOrEqual(6);
  });

  test.each(schedules)("$id", async example => {
    const { rows, total_interest, allocation } = await answer("loans schedule", example);
    expect(rows).toHaveLength(example["expected"].length);
    for (const row of example["expected"]) expectRow(rows, row);
    expect(same(total_interest)).toBe(same(example["check"].sum_interest));
    for (const [index, used] of (example["expected_allocation"] ?? []).entries())
      expectTheSame(allocation[index], used, `payment ${index + 1}`);
  });
});

published("loan_schedule_spot_checks.json", () => {
  test.each(examplesOf("finance/loan_schedule_spot_checks.json") ?? [])("$id", async example => {
    const { rows } = await answer("loans schedule", example);
    for (const row of example["expected"]) expectRow(rows, row);
  });
});

published("due_dates.json", () => {
  test.each(examplesOf("finance/due_dates.json") ?? [])("$id", async example => {
    const expected = example["expected_due_dates"];
    const { dates } = await answer("loans due-dates", { ...example, count: expected.length });
    expect(dates).toEqual(expected);
  });
});

published("par.json", () => {
  const { rules } = (examplesOf("finance/par.json") ?? [{ rules: [] }])[0] as { rules: readonly string[] };
  const late = { outstanding: "1000", oldest_due: "2026-01-01" };
  const asked = (loans: readonly Json[]) => answer("loans at-risk", { as_of: "2026-03-31", loans, buckets_days: [30] });

  test("all principal of a loan that is late, of all principal", async () => {
    expect(rules.join()).toMatch(/numerator = outstanding principal .*,denominator = gross outstanding principal/);
    const { outstanding, buckets } = await asked([late, { outstanding: "3000", oldest_due: null }]);
    expectTheSame({ outstanding, ...buckets[0] }, { outstanding: "4000", at_risk: "1000", ratio: "25.00" }, "par");
  });

  test("a write-off is on neither side, and rescheduled loans are a line of their own", async () => {
    expect(rules.join()).toMatch(/write-offs remove the loan from both sides.*,rescheduled/);
    const again = { outstanding: "3000", oldest_due: null, rescheduled: true };
    const answered = await asked([late, { ...late, written_off: true }, again]);
    expectTheSame(answered, { outstanding: "4000", rescheduled: "3000", written_off: "1000" }, "par");
    expectTheSame(answered["buckets"][0], { at_risk: "1000", ratio: "25.00", adjusted_ratio: "100.00" }, "par");
  });
});

published("share-outs, restated", () => {
  const memberOf = (held: number, total: number) => ({ shares: [held, total - held], policy: "floor" });
  const sharesAnd = (shares: number, each: string, profit: string): string =>
    ratioText(add(multiply(exactly(shares), exactly(each)), exactly(profit)));

  test("vsla-shareout-ama.json", async () => {
    const { shareout, second, share_value, currency } = examplesOf<Example>("field/vsla-shareout-ama.json")!;
    const first = await answer("savings share-out", {
      ...memberOf(shareout.member_shares, shareout.total_shares),
      pot: sharesAnd(shareout.total_shares, share_value, shareout.profit),
      cash_unit: "1",
      currency,
    });
    expectTheSame(first, { value_per_share: shareout.value_per_share, remainder: "0" }, "first");
    expect(same(first["payouts"][0])).toBe(same(shareout.expected.total));
    const again = await answer("savings share-out", {
      ...memberOf(second.member_shares, second.total_shares),
      pot: second.pot,
    });
    expect(same(again["payouts"][0])).toBe(same(second.expected));
  });

  test("shares_and_shareout.json", async () => {
    const examples = examplesOf("finance/shares_and_shareout.json")!;
    const example = examples.find(({ id }) => id === "shareout-standard-agrocenta")!;
    const { member_shares, total_shares, share_price, group_profit, expected } = example as Example;
    const pot = sharesAnd(total_shares, share_price, group_profit);
    const { payouts } = await answer("savings share-out", { ...memberOf(member_shares, total_shares), pot });
    expect(same(payouts[0])).toBe(same(expected.payout));
  });
});

published("savings.json", () => {
  test.each(examplesOf("finance/savings.json") ?? [])("$id", async example => {
    expectTheSame(await answer("savings interest", example), example["expected"], "the interest");
  });
});

published("what a year left over", () => {
  test("dividend-month-weighted-cooprb", async () => {
    const { expected, ...dividend } = examplesOf("finance/shares_and_shareout.json")!.find(
      ({ id }) => id === "dividend-month-weighted-cooprb",
    )!;
    const answered = await answer("savings dividend", dividend);
    expectTheSame(answered, { ...expected, monthly: answered["monthly"] }, "the dividend");
    expect(answered["monthly"].map(same)).toEqual(expected.monthly.map(same));
  });

  test.each(["shu-grace", "shu-lukman"])("%s.json", async name => {
    const example = examplesOf<Example>(`field/${name}.json`)!;
    const answered = await answer("savings surplus", example);
    expectTheSame(answered, example["expected"], "her part");
    expect(same(answered["total"])).toBe(same(example["published_answer"]));
  });

  const hundredfold = (written: string): Ratio => multiply(exactly(written), ratio(100n));

  test("ph-net-surplus.json, restated as a split", async () => {
    const { case: worked, rules } = examplesOf<Example>("field/ph-net-surplus.json")!;
    const percent = (amount: string): string => ratioText(divide(hundredfold(amount), exactly(worked.net_surplus)));
    const { amounts } = await answer("savings surplus", {
      surplus: worked.net_surplus,
      currency: "PHP",
      split: [
        { fund: "reserve", percent: percent(worked.reserve) },
        { fund: "education", percent: percent(worked.cetf) },
        { fund: "community", percent: percent(worked.cdf) },
        { fund: "optional", percent: percent(worked.optional) },
        { fund: "patronage", percent: percent(worked.patronage_30) },
        { fund: "interest-on-shares", percent: percent(worked.interest_on_shares) },
      ],
      bylaws: { reserve: { min_percent: ratioText(hundredfold(rules.reserve_min)) } },
    });
    expect(amounts.map(({ amount }: Example) => same(amount))).toEqual(
      ["reserve", "cetf", "cdf", "optional", "patronage_30", "interest_on_shares"].map(name => same(worked[name])),
    );
  });
});

published("damayan", () => {
  const { cases, ...fund } = examplesOf<Example>("field/damayan-ampc.json") ?? { cases: [] };
  test.each(cases as Example[])("damayan-ampc.json, $months months at $share_capital", async death => {
    const answered = await answer("aid benefit", { ...fund, case: death });
    const { gross, after_tenure, net } = death;
    expectTheSame(answered, { gross, after_tenure, net }, "the benefit");
  });

  test("damayan-tangos.json", async () => {
    const { member_families, contribution_per_death, currency, ...printed } =
      examplesOf<Example>("field/damayan-tangos.json")!;
    const levy = { member_families, contribution_per_death, currency, benefit: "15000" };
    const all = await answer("aid benefit", { ...levy, bereaved_pays: true });
    expectTheSame(all, { collected: printed.collected_if_all, surplus: printed.surplus_over_15000 }, "all pay");
    const exempt = await answer("aid benefit", { ...levy, bereaved_pays: false });
    expectTheSame(exempt, { collected: printed.collected_if_bereaved_exempt }, "the bereaved family is exempt");
  });
});

published("burial funds over the years", () => {
  test("funeral-thailand-stress.json: each gives more, a family receives less, and the first sign comes in year 5", async () => {
    const fund = examplesOf<Example>("field/funeral-thailand-stress.json")!;
    const { years, first_sign } = await answer("aid project", fund);
    for (const [place, printed] of (fund["years"] as Example[]).entries()) {
      const { cost_per_member, benefit } = printed;
      expectTheSame(years[place], { cost_per_member, benefit }, `year ${printed["year"]}`);
    }
    expect(first_sign).toEqual({ year: 5, signs: ["cost-rising"] });
  });
});

published("canonical JSON", () => {
  test.each((examplesOf<Example>("security/jcs-documents.json")?.["cases"] as Example[]) ?? [])(
    "jcs-documents.json, $id",
    async document => {
      const { canonical_hex, sha256 } = await answer("ledger canonical", { input_b64: document["input_b64"] }, "--any");
      expect({ canonical_hex, sha256 }).toEqual({
        canonical_hex: document["expected_hex"],
        sha256: document["sha256"],
      });
    },
  );

  test("lumbung-fixture.json, all entries, by our own restrictions", async () => {
    const entries = examplesOf<{ entries: Example[] }>("security/lumbung-fixture.json")!.entries;
    const answers = await answer(
      "ledger canonical",
      entries.map(({ entry }) => ({ text: JSON.stringify(entry) })),
    );
    const ofBoth = ({ canonical, leaf_hash }: Example) => ({ canonical, leaf_hash });
    expect((answers as Example[]).map(ofBoth)).toEqual(entries.map(ofBoth));
  });
});
