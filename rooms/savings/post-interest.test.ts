/** Interest on savings, posted for all members at once out of closed days, and taken back where it was wrong. */
import { type Document, type MemberId, sum } from "#base";
import { periodTable } from "#ledger";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { depositEntry } from "./deposit.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { endOfPeriod } from "./plan-interest.ts";
import { postInterest } from "./post-interest.ts";
import { interestCreditTable, interestPeriodTable } from "./tables.ts";
import { takeBackInterest } from "./take-back-interest.ts";
import { withdrawalEntry } from "./withdrawal.ts";

const began = "2026-01-05";
const sukarela = "member-savings.sukarela/loan";

const rule = (more: Readonly<Record<string, Document>> = {}) => ({
  ...{ rate: "12", method: "daily", year: "365-days", every: "month", ends_with: "12", from: "expense" },
  ...more,
});

let group: GroupOnPaper;
let wulan: MemberId;
let sahnim: MemberId;
let rohani: MemberId;

const saves = (member: MemberId, amount: bigint, on: string) =>
  done(group.says(depositEntry, { member, product: "sukarela", amount }, on));
const takes = (member: MemberId, amount: bigint, on: string) =>
  done(group.says(withdrawalEntry, { member, product: "sukarela", amount }, on));
const closes = (through: string) => group.books.apply([{ put: periodTable, row: { closed_through: through } }]);
const posts = (period_end: string, on: string, product = "sukarela") =>
  group.commands(postInterest, { product, period_end: period_end as never }, on);
const takesAllBack = (period_end: string, on: string) =>
  group.commands(takeBackInterest, { product: "sukarela", period_end: period_end as never, reason: "The rate was wrong" }, on);
const has = (member: MemberId) => -group.balance(sukarela, "IDR", member);
const credits = () =>
  group.books
    .rows(interestCreditTable)
    .map(row => [row.member_id, row.period_end, row.amount, row.is_taken_back] as const);

beforeEach(() => {
  group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  group.fund("social", "IDR", began, "restricted");
  const product = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
  group.rule("savings.product/sukarela", product, began);
  group.rule("savings.product/cbu", { ...product, is_capital: true, minimum_balance: "1000" }, began);
  group.rule("savings.product/sosial", { ...product, fund: "social" }, began);
  [wulan, sahnim, rohani] = [group.member(1, began), group.member(2, began), group.member(3, began)];
});

describe("interest on savings", () => {
  test("comes on what stood at the end of each day, for all in one go and each with a fact of her own", () => {
    group.rule("savings.interest/sukarela", rule(), began);
    saves(wulan, 365_000n, "2026-01-12");
    saves(sahnim, 730_000n, "2026-01-12");
    takes(sahnim, 365_000n, "2026-01-22");
    closes("2026-01-31");
    const facts = done(posts("2026-01-31", "2026-02-02"));
    // A day of 365,000 at 12 % is 120: twenty days for Wulan; ten of twice as much and ten like hers for Sahnim.
    expect(facts.map(fact => [fact.kind, fact.member ?? null, fact.lines.map(line => line.amount)])).toEqual([
      ["savings.interest-posted", null, []],
      ["savings.interest-credited", wulan, [2_400n, -2_400n]],
      ["savings.interest-credited", sahnim, [3_600n, -3_600n]],
    ]);
    expect([has(wulan), has(sahnim), has(rohani)]).toEqual([367_400n, 368_600n, 0n]);
    expect(group.balance("group-expense/loan", "IDR")).toBe(6_000n);
    expect(group.books.rows(interestPeriodTable)).toEqual([
      { product: "sukarela", period_end: "2026-01-31", from_on: began, unit: "IDR", posted_on: "2026-02-02" },
    ]);
  });

  test("comes on the least of each month or on its average, by the rule", () => {
    group.rule("savings.interest/sukarela", rule({ method: "minimum", year: "12-months" }), "2026-02-01");
    saves(wulan, 100_000n, "2026-01-12");
    saves(wulan, 50_000n, "2026-02-10");
    closes("2026-02-28");
    done(posts("2026-02-28", "2026-03-02"));
    // The least of February is what she brought into it: a month of 12 % a year on 100,000.
    expect(has(wulan)).toBe(151_000n);
    group.rule("savings.interest/sukarela", rule({ method: "average", year: "12-months" }), "2026-03-01");
    saves(wulan, 31_000n, "2026-03-17");
    closes("2026-03-31");
    done(posts("2026-03-31", "2026-04-01"));
    // 150,000 on the first of March, 151,000 from the second, 182,000 on the last fifteen days: on average 165,967.74.
    expect(has(wulan)).toBe(182_000n + 1_660n);
  });

  test.each([
    // From the twelfth to the twenty-first she had less than nothing by the days: nothing, and 120 on each of the ten after.
    ["daily", "365-days", 1_200n],
    ["minimum", "12-months", 0n],
    // 365,000 on the last ten days, so 12 % of it for ten days of the thirty-one that are a twelfth.
    ["average", "12-months", 1_177n],
  ])("of days on which a withdrawal, dated back, left less than nothing is nothing: %s", (method, year, interest) => {
    group.rule("savings.interest/sukarela", rule({ method, year }), began);
    saves(sahnim, 1_000_000n, began);
    saves(wulan, 730_000n, "2026-01-22");
    takes(wulan, 365_000n, "2026-01-12");
    closes("2026-01-31");
    done(posts("2026-01-31", "2026-02-02"));
    expect(has(wulan)).toBe(365_000n + interest);
  });

  test("is counted by the rate of the time, whenever it is posted", () => {
    group.rule("savings.interest/sukarela", rule({ every: "quarter" }), "2026-01-05");
    group.rule("savings.interest/sukarela", rule({ every: "quarter", rate: "6" }), "2026-03-01");
    group.rule("savings.interest/sukarela", rule({ every: "quarter", rate: "99" }), "2026-04-01");
    saves(wulan, 365_000n, "2026-01-05");
    closes("2026-03-31");
    done(posts("2026-03-31", "2026-04-06"));
    // 27 days of January and 28 of February at 120 a day, 31 of March at 60.
    expect(has(wulan)).toBe(365_000n + 55n * 120n + 31n * 60n);
  });

  test("is saved itself once it is posted, and earns from that day on", () => {
    group.rule("savings.interest/sukarela", rule({ rate: "100", year: "12-months", method: "minimum" }), "2026-02-01");
    saves(wulan, 120_000n, "2026-01-12");
    closes("2026-02-28");
    done(posts("2026-02-28", "2026-03-01"));
    expect(has(wulan)).toBe(130_000n);
    closes("2026-04-30");
    done(posts("2026-03-31", "2026-05-01"));
    done(posts("2026-04-30", "2026-05-01"));
    // March opened with 120,000, April with 130,000.
    expect(has(wulan)).toBe(130_000n + 10_000n + 10_833n);
  });

  test("waits until the books are closed: until then it could still be another", () => {
    group.rule("savings.interest/sukarela", rule(), began);
    saves(wulan, 365_000n, "2026-01-12");
    expect(posts("2026-01-31", "2026-02-02")).toMatchObject({
      refused: "savings.interest-before-closing",
      because: { closed_through: null },
    });
    closes("2026-01-30");
    expect(posts("2026-01-31", "2026-02-02")).toMatchObject({ refused: "savings.interest-before-closing" });
    closes("2026-02-10");
    expect(posts("2026-01-31", "2026-02-02")).toMatchObject({ refused: "ledger.period-closed" });
    done(posts("2026-01-31", "2026-02-11"));
  });

  test("is posted once for a period, and one period after the other", () => {
    group.rule("savings.interest/sukarela", rule(), began);
    saves(wulan, 365_000n, "2026-01-12");
    closes("2026-03-31");
    expect(posts("2026-02-28", "2026-04-01")).toMatchObject({
      refused: "savings.another-interest-first",
      because: { ends: "2026-01-31" },
    });
    done(posts("2026-01-31", "2026-04-01"));
    expect(posts("2026-01-31", "2026-04-02")).toMatchObject({
      refused: "savings.interest-is-posted",
      because: { on: "2026-04-01" },
    });
    done(posts("2026-02-28", "2026-04-02"));
    expect(credits().map(one => one[1])).toEqual(["2026-01-31", "2026-02-28"]);
  });

  test("of who left since waits for her beside her savings, which are gone", () => {
    group.rule("savings.interest/sukarela", rule(), began);
    saves(rohani, 365_000n, "2026-01-12");
    takes(rohani, 365_000n, "2026-01-22");
    group.ends(rohani, "left", "2026-01-25");
    closes("2026-01-31");
    done(posts("2026-01-31", "2026-02-02"));
    expect(has(rohani)).toBe(0n);
    expect(group.balance("member-payable/loan", "IDR", rohani)).toBe(-1_200n);
  });

  test("comes out of what earlier years left over where the rule says so, and only as far as that goes", () => {
    group.rule("savings.interest/sukarela", rule({ from: "surplus" }), began);
    saves(wulan, 365_000n, "2026-01-12");
    group.moves("2026-01-20", ["cash/loan", "IDR", 2_000n], ["retained-surplus/loan", "IDR", -2_000n]);
    closes("2026-01-31");
    expect(posts("2026-01-31", "2026-02-02")).toMatchObject({
      refused: "savings.interest-above-surplus",
      because: { wanted: 2_400n, left: 2_000n },
    });
    group.moves("2026-02-02", ["cash/loan", "IDR", 500n], ["retained-surplus/loan", "IDR", -500n]);
    done(posts("2026-01-31", "2026-02-02"));
    expect(group.balance("retained-surplus/loan", "IDR")).toBe(-100n);
    expect(group.balance("group-expense/loan", "IDR")).toBe(0n);
    group.fund("reserve", "IDR", began, "indivisible");
    const split = [{ role: "reserve", percent: "100", fund: "reserve" }];
    group.rule("savings.surplus/loan", { law: "own-bylaws", year_ends: "12", parts: split }, "2026-02-01");
    closes("2026-02-28");
    expect(posts("2026-02-28", "2026-03-02")).toMatchObject({ refused: "savings.surplus-goes-by-rule" });
  });

  test("is of savings that have such a rule: not of capital, nor of a fund that is kept for a purpose", () => {
    closes("2026-01-31");
    expect(posts("2026-01-31", "2026-02-02")).toMatchObject({ refused: "savings.no-interest-rule" });
    for (const product of ["cbu", "sosial", "nothing"]) group.rule(`savings.interest/${product}`, rule(), began);
    expect(posts("2026-01-31", "2026-02-02", "cbu")).toMatchObject({ refused: "savings.interest-on-capital" });
    expect(posts("2026-01-31", "2026-02-02", "sosial")).toMatchObject({ refused: "savings.interest-of-divided-fund" });
    expect(posts("2026-01-31", "2026-02-02", "nothing")).toMatchObject({ refused: "savings.no-such-product" });
  });

  test("has a rate from 0 to 100 percent, and periods that end with a month", () => {
    for (const rate of ["-1", "100.01", "1/3", "tiga"])
      expect(group.ruleRefused("savings.interest/sukarela", rule({ rate }))).toMatchObject({
        refused: "savings.rate-out-of-range",
      });
    expect(group.ruleRefused("savings.interest/sukarela", rule({ ends_with: "0" }))).toMatchObject({
      refused: "savings.year-ends-with-a-month",
    });
    const ends = (from: string, every: "month" | "quarter" | "half-year" | "year", ends_with: number) =>
      endOfPeriod(from as never, { every, ends_with });
    expect(ends("2026-01-31", "month", 12)).toBe("2026-01-31");
    expect(ends("2026-01-31", "quarter", 12)).toBe("2026-03-31");
    expect(ends("2026-02-01", "quarter", 1)).toBe("2026-04-30");
    expect(ends("2026-04-01", "half-year", 3)).toBe("2026-09-30");
    expect(ends("2026-04-01", "year", 3)).toBe("2027-03-31");
    expect(ends("2027-12-15", "quarter", 2)).toBe("2028-02-29");
  });

  test("that comes to nothing is nobody's, and the period is over all the same", () => {
    group.rule("savings.interest/sukarela", rule({ rate: "0" }), began);
    saves(wulan, 365_000n, "2026-01-12");
    closes("2026-02-28");
    expect(done(posts("2026-01-31", "2026-03-01")).map(fact => fact.kind)).toEqual(["savings.interest-posted"]);
    expect(posts("2026-01-31", "2026-03-01")).toMatchObject({ refused: "savings.interest-is-posted" });
    done(posts("2026-02-28", "2026-03-01"));
  });

  test("costs the group exactly what members got, whatever they saved and took", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 9_999_999 }), fc.boolean()), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.constantFrom("daily", "minimum", "average"),
        (moves, method) => {
          const one = new GroupOnPaper();
          one.fund("loan", "IDR", began);
          const product = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
          one.rule("savings.product/sukarela", product, began);
          one.rule("savings.interest/sukarela", rule({ method }), began);
          const people = [1, 2, 3].map(number => one.member(number, began));
          for (const [index, [who, amount, isTaken]] of moves.entries()) {
            const said = { member: people[who]!, product: "sukarela", amount: BigInt(amount) };
            const on = `2026-01-${String(6 + index).padStart(2, "0")}`;
            if (isTaken) one.says(withdrawalEntry, said, on);
            else done(one.says(depositEntry, said, on));
          }
          const saved = one.books.total(sukarela, "IDR");
          one.books.apply([{ put: periodTable, row: { closed_through: "2026-01-31" } }]);
          done(one.commands(postInterest, { product: "sukarela", period_end: "2026-01-31" as never }, "2026-02-01"));
          const cost = one.balance("group-expense/loan", "IDR");
          expect(sum(one.books.rows(interestCreditTable).map(row => row.amount))).toBe(cost);
          expect(one.books.total(sukarela, "IDR")).toBe(saved - cost);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("interest that was posted", () => {
  beforeEach(() => {
    group.rule("savings.interest/sukarela", rule(), began);
    saves(wulan, 365_000n, "2026-01-12");
    saves(sahnim, 365_000n, "2026-01-12");
    closes("2026-01-31");
    done(posts("2026-01-31", "2026-02-02"));
  });

  test("is taken back from one member as any entry, and she gets it when it is posted again", () => {
    const hers = group.facts.find(fact => fact.kind === "savings.interest-credited" && fact.member === wulan)!;
    group.takesBack(hers, "2026-02-09");
    expect([has(wulan), has(sahnim)]).toEqual([365_000n, 367_400n]);
    expect(group.balance("group-expense/loan", "IDR")).toBe(2_400n);
    expect(done(posts("2026-01-31", "2026-02-10")).map(fact => fact.member)).toEqual([wulan]);
    expect([has(wulan), has(sahnim)]).toEqual([367_400n, 367_400n]);
    expect(credits().map(one => one[3])).toEqual([true, false, false]);
  });

  test("is taken back from all at once, each posting by its own reversal, and once", () => {
    const reversals = done(takesAllBack("2026-01-31", "2026-02-09"));
    expect(reversals.map(fact => [fact.kind, fact.member])).toEqual([
      ["ledger.reversal", wulan],
      ["ledger.reversal", sahnim],
    ]);
    expect([has(wulan), has(sahnim)]).toEqual([365_000n, 365_000n]);
    expect(group.balance("group-expense/loan", "IDR")).toBe(0n);
    expect(takesAllBack("2026-01-31", "2026-02-09")).toMatchObject({ refused: "savings.no-interest-posted" });
    done(posts("2026-01-31", "2026-02-10"));
    expect([has(wulan), has(sahnim)]).toEqual([367_400n, 367_400n]);
  });

  test("stays where later interest was earned on it, and where it was taken out", () => {
    expect(takesAllBack("2026-02-28", "2026-02-09")).toMatchObject({ refused: "savings.no-interest-posted" });
    closes("2026-02-28");
    done(posts("2026-02-28", "2026-03-02"));
    expect(takesAllBack("2026-01-31", "2026-03-03")).toMatchObject({
      refused: "savings.later-interest-first",
      because: { period_end: "2026-02-28" },
    });
    takes(wulan, has(wulan), "2026-03-03");
    expect(takesAllBack("2026-02-28", "2026-03-04")).toMatchObject({ refused: "ledger.member-balance-short" });
  });
});
