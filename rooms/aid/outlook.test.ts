import { existsSync, readFileSync } from "node:fs";
import { isRefusal, type Json } from "#base";
import { describe, expect, test } from "vitest";
import { type Assumptions, medianAge, oneHead, projected, signsOf, simpleMortality, spread } from "./outlook.ts";
import { project } from "./project-calculator.ts";

const calculate = (input: Json) => project.calculate(input, new Set());

/** The Thai scenario: fixed levies, members who age, deaths that rise. */
const thai = {
  currency: "THB",
  members: 1000,
  contribution: "20",
  years: [
    { year: 1, members: 1000, deaths: 10, cost_per_member: "200", benefit: "20000" },
    { year: 5, members: 900, deaths: 18, cost_per_member: "360", benefit: "18000" },
    { year: 10, members: 700, deaths: 28, cost_per_member: "560", benefit: "14000" },
  ],
};

describe("the Thai funds as they unfolded", () => {
  test("each gives more and a family receives less, and the first sign comes five years before the end", () => {
    expect(calculate(thai)).toEqual({
      years: [
        { year: 1, members: "1000", deaths: "10", cost_per_member: "200.00", benefit: "20000.00", signs: [] },
        { year: 5, members: "900", deaths: "18", cost_per_member: "360.00", benefit: "18000.00", signs: ["cost-rising"] },
        { year: 10, members: "700", deaths: "28", cost_per_member: "560.00", benefit: "14000.00", signs: ["cost-rising"] },
      ],
      first_sign: { year: 5, signs: ["cost-rising"] },
    });
  });

  const file = new URL("../../../shared/vectors/field/funeral-thailand-stress.json", import.meta.url);
  test.skipIf(!existsSync(file))("as the published scenario prints it (skipped where its file is absent)", () => {
    const published = JSON.parse(readFileSync(file, "utf8")) as typeof thai;
    const { currency, members, contribution, years } = published;
    const found = calculate({ currency, members, contribution, years }) as unknown as typeof thai;
    for (const [place, year] of years.entries())
      expect(found.years[place]).toMatchObject({
        cost_per_member: `${year.cost_per_member}.00`,
        benefit: `${year.benefit}.00`,
      });
  });

  test("what the group agreed nobody should give more than is a sign of its own", () => {
    expect(calculate({ ...thai, limit: "360" })).toMatchObject({
      years: [{ signs: [] }, { signs: ["cost-rising"] }, { signs: ["cost-rising", "over-limit"] }],
    });
  });

  test("half of them above sixty, or fewer who come than go three years on end, are signs too", () => {
    const year = (year: number, joiners: number, leavers: number, median_age: number) => ({
      ...{ year, members: 100, deaths: 1 },
      ...{ joiners, leavers, median_age },
    });
    expect(
      calculate({ ...thai, years: [year(1, 3, 4, 59), year(2, 3, 4, 60), year(3, 3, 4, 61), year(4, 4, 4, 60)] }),
    ).toMatchObject({ years: [{ signs: [] }, { signs: [] }, { signs: ["ageing", "shrinking"] }, { signs: [] }] });
  });
});

describe("the years to come", () => {
  const assumptions: Assumptions = {
    mortality: simpleMortality,
    joinersPerYear: 0,
    joinerAge: 40,
    leaversPerThousand: 0,
  };
  const fund = { from: 2026, assumptions, levy: 2_000n, yearly: 0n, benefit: { perMember: 2_000n }, balance: 0n };

  test("a fund nobody young joins is warned years before what each gives has doubled", () => {
    const years = projected({ ...fund, years: 20, ages: spread(1_000, 45, 64) });
    expect(years[0]).toMatchObject({ members: 1_000n * oneHead, deaths: 8_750_000n, costPerMember: 17_500n });
    expect(years[0]!.benefit).toBe(2_000_000n);
    const first = signsOf(years).findIndex(found => found.length > 0);
    const doubled = years.findIndex(year => year.costPerMember > 2n * years[0]!.costPerMember);
    expect(first).toBeGreaterThan(0);
    expect(doubled - first).toBeGreaterThanOrEqual(3);
    // Nobody is counted twice or forgotten: who is there next year was there, and did not die.
    for (const [place, year] of years.entries())
      if (place > 0) expect(year.members).toBe(years[place - 1]!.members - years[place - 1]!.deaths);
  });

  test("a fund that as many young women join as old ones die stays as it is", () => {
    const steady = { ...assumptions, mortality: [{ fromAge: 0, perThousand: 10 }], joinersPerYear: 10 };
    const years = projected({ ...fund, assumptions: steady, years: 5, ages: spread(1_000, 40, 40) });
    expect(years.map(({ members, deaths }) => [members, deaths])).toEqual(
      Array.from({ length: 5 }, () => [1_000n * oneHead, 10n * oneHead]),
    );
    expect(signsOf(years).flat()).toEqual([]);
  });

  test("a fixed benefit that is more than what comes in empties the fund, and the year is said", () => {
    const ages = spread(100, 50, 50);
    const mortality = [{ fromAge: 0, perThousand: 20 }];
    const years = projected({
      ...{ ...fund, assumptions: { ...assumptions, mortality, joinersPerYear: 2 }, years: 4, ages },
      ...{ levy: 0n, yearly: 1_000n, benefit: { fixed: 100_000n }, balance: 150_000n },
    });
    expect(years.map(one => one.balance)).toEqual([50_000n, -50_000n, -150_000n, -250_000n]);
    expect(signsOf(years).map(found => found.includes("runs-out"))).toEqual([false, true, true, true]);
  });

  test("who leaves is counted after who died, in one number of those who went", () => {
    const leaving = { ...assumptions, mortality: [{ fromAge: 0, perThousand: 100 }], leaversPerThousand: 500 };
    const [first] = projected({ ...fund, assumptions: leaving, years: 1, ages: spread(10, 30, 30) });
    expect(first).toMatchObject({ deaths: oneHead, leavers: 5_500_000n, joiners: 0n });
  });

  test("people are spread over a band to the last millionth, and half of them are as old as the median", () => {
    const band = spread(10, 50, 52);
    expect([...band.values()].reduce((all, heads) => all + heads, 0n)).toBe(10n * oneHead);
    expect(medianAge(band)).toBe(51);
    expect(medianAge(new Map([[30, oneHead], [70, oneHead]]))).toBe(30);
  });

  test("the example works, and says what it assumed", () => {
    const found = calculate(project.example);
    expect(isRefusal(found)).toBe(false);
    expect(found).toMatchObject({
      years: { length: 15 },
      assumptions: { mortality_is: "a simple assumption", benefit: "what all give for one death" },
    });
  });
});

describe("what cannot be read is refused by its name", () => {
  const ages = [{ from_age: 40, to_age: 49, members: 10 }];
  const future = { from_year: 2026, years: 3, ages, contribution: "20" };
  test.each<[Json, string, string]>([
    [{ ...thai, years: [] }, "aid.field-malformed", "years"],
    [{ ...thai, years: [thai.years[1]!, thai.years[0]!] }, "aid.field-malformed", "years"],
    [{ ...thai, years: [{ year: 1, members: 10 }] }, "aid.field-missing", "years[0].deaths"],
    [{ ...thai, years: [{ ...thai.years[0]!, deaths: -1 }] }, "aid.field-malformed", "years[0].deaths"],
    [{ ...thai, ages }, "aid.unknown-field", "ages"],
    [{ ...future, years: 0 }, "aid.field-malformed", "years"],
    [{ ...future, years: 61 }, "aid.field-malformed", "years"],
    [{ ...future, ages: [] }, "aid.field-malformed", "ages"],
    [{ ...future, ages: [{ ...ages[0]!, to_age: 39 }] }, "aid.field-malformed", "ages[0].to_age"],
    [{ ...future, ages: [{ ...ages[0]!, to_age: 121 }] }, "aid.field-malformed", "ages[0].to_age"],
    [{ ...future, contribution: "-1" }, "aid.field-malformed", "contribution"],
    [{ ...future, mortality: [{ from_age: 1, per_thousand: 3 }] }, "aid.field-malformed", "mortality"],
    [{ ...future, mortality: [{ from_age: 0, per_thousand: 1001 }] }, "aid.field-malformed", "mortality[0].per_thousand"],
    [{ ...future, gender: "f" }, "aid.unknown-field", "gender"],
  ])("%j", (input, refused, field) => {
    expect(calculate(input)).toMatchObject({ refused, because: { field } });
  });
});
