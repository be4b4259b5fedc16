import { describe, expect, test } from "vitest";
import { day } from "#base";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { holidayEntry } from "./holiday.ts";
import { agreedEnd, arrears, dueOn, loanTable, onHolidayUntil, owedOn, planOf, portfoliosOf } from "./index.ts";

// Lent on 7 March: monthly instalments on the 7th from April to August. The flood came in May.
const may = "2026-05-02";
const threeMonths = { from: "2026-05-02", until: "2026-07-31" };

describe("after the flood the members vote that nobody pays from May to July", () => {
  test("one vote, a fact for each loan: the dates of all of them move by three months", () => {
    const { group, wulan, sari, weekly, facts } = flooded();
    expect(facts.map(fact => [fact.kind, fact.data!["loan"]])).toEqual(
      [wulan, sari, weekly].map(loan => ["loans.holiday-given", loan.loan_id]),
    );
    expect(new Set(facts.map(fact => fact.data!["decision"])).size).toBe(1);
    expect(planOf(group.running(wulan), day(may)).map(row => row.due)).toEqual([
      "2026-04-07",
      "2026-08-07",
      "2026-09-07",
      "2026-10-07",
      "2026-11-07",
    ]);
    expect(agreedEnd(group.running(sari))).toBe("2026-11-07");
    // Due on Saturdays from 4 April: 13 of them lie in the holiday.
    expect(planOf(group.running(weekly), day(may)).map(row => row.due)).toEqual([
      "2026-04-04",
      "2026-04-11",
      "2026-04-18",
      "2026-04-25",
      "2026-08-01",
      "2026-08-08",
    ]);
  });

  test("nothing is asked for and nothing accrues in it", () => {
    const { group, wulan } = flooded();
    for (const on of ["2026-05-30", "2026-06-20", "2026-07-31"]) {
      expect(dueOn(group.running(wulan), day(on)).total).toBe(0n);
      expect(owedOn(group.running(wulan), day(on))).toMatchObject({ principal: 400_000n, interest: 0n });
    }
    expect(dueOn(group.running(wulan), day("2026-08-01"))).toMatchObject({ principal: 100_000n, interest: 8_000n });
    expect(arrears(group.running(wulan), day("2026-08-31")).total).toBe(0n);
    expect(arrears(group.running(wulan), day("2026-09-01"))).toMatchObject({ principal: 100_000n, daysLate: 25 });
  });

  test("Sari was late before it: she still is, and her lateness grows no older until August", () => {
    const { group, sari } = flooded();
    // April's instalment, of the 7th: 25 days late on 2 May. The holiday begins on that day.
    for (const on of ["2026-05-02", "2026-06-06", "2026-07-31"])
      expect(arrears(group.running(sari), day(on))).toMatchObject({ principal: 100_000n, daysLate: 24 });
    expect(arrears(group.running(sari), day("2026-08-01"))).toMatchObject({ principal: 100_000n, daysLate: 25 });
  });

  test("the portfolio says that its ageing pauses, and until when", () => {
    const { group } = flooded();
    const on = (text: string) => portfoliosOf(group.books.rows(loanTable), day(text))[0];
    expect(on("2026-07-31")).toMatchObject({
      atRisk: 500_000n,
      atRiskOver30Days: 0n,
      onHoliday: 400_000n + 500_000n + 20_000n,
      onHolidayUntil: "2026-07-31",
    });
    expect(on("2026-08-10")).toMatchObject({ atRiskOver30Days: 500_000n, onHoliday: 0n, onHolidayUntil: null });
  });

  test("who pays all the same makes her loan smaller, and her interest after it", () => {
    const { group, wulan } = flooded();
    group.pays(group.running(wulan), 100_000n, "2026-06-06");
    expect(group.running(wulan)).toMatchObject({ principal_paid: 200_000n, interest_paid: 10_000n });
    expect(dueOn(group.running(wulan), day("2026-08-01"))).toMatchObject({ principal: 0n, interest: 6_000n });
  });

  test("a loan paid out in it is not one of those that were voted on", () => {
    const { group } = flooded();
    const later = group.lends(group.member("2026-05-02"), 100_000n, "2026-06-06");
    expect(onHolidayUntil(later, day("2026-06-06"))).toBe(null);
    expect(dueOn(later, day("2026-07-04")).total).toBeGreaterThan(0n);
  });

  test("the next holiday comes after it, not within", () => {
    const { group } = flooded();
    expect(votes(group, { from: "2026-07-31", until: "2026-08-31" }, "2026-07-25")).toMatchObject({
      refused: "loans.holiday-while-another",
      because: { until: "2026-07-31" },
    });
    done(votes(group, { from: "2026-08-01", until: "2026-08-31" }, "2026-07-25"));
  });
});

describe("it is refused", () => {
  for (const [value, refused] of [
    [{ from: "2026-05-01", until: "2026-07-31" }, "loans.holiday-in-the-past"],
    [{ from: "2026-06-01", until: "2026-05-31" }, "loans.holiday-ends-before-it-begins"],
    [{ from: "2026-06-01", until: "2028-06-30" }, "loans.holiday-too-long"],
  ] as const)
    test(`${value.from} to ${value.until}: ${refused}`, () => {
      expect(votes(village().group, value)).toMatchObject({ refused });
    });

  test("where the hands said no", () => {
    const { group } = village();
    const decision = group.decides("holiday", "holiday", may, false, threeMonths);
    expect(group.says(holidayEntry, { decision }, may)).toMatchObject({ refused: "assembly.not-carried" });
  });

  test("where no loan runs", () => {
    const group = new GroupOnPaper("IDR", "2026-01-03");
    expect(votes(group, threeMonths)).toMatchObject({ refused: "loans.holiday-moves-nothing" });
  });
});

describe("a holiday that one loan should not have had", () => {
  test("is taken back for that loan, and the others keep it", () => {
    const { group, wulan, sari, facts } = flooded();
    group.takesBack(facts[0]!, may);
    expect(group.running(wulan).agreed_anew).toEqual([]);
    expect(onHolidayUntil(group.running(sari), day(may))).toBe("2026-07-31");
  });

  test("not while she paid since", () => {
    const { group, wulan, facts } = flooded();
    group.pays(group.running(wulan), 1_000n, "2026-06-06");
    expect(group.takesBack(facts[0]!, "2026-06-06")).toMatchObject({ refused: "loans.reverse-later-first" });
  });

  test("nor is the pay-out taken back before it", () => {
    const { group, facts, sari } = flooded();
    const paidOut = group.facts.find(fact => fact.kind === "loans.paid-out" && fact.data!["loan"] === sari.loan_id)!;
    expect(group.takesBack(paidOut, may)).toMatchObject({ refused: "loans.reverse-later-first" });
    group.takesBack(facts[1]!, may);
    expect(group.takesBack(paidOut, may)).toMatchObject({ kind: "ledger.reversal" });
  });
});

function flooded() {
  const there = village();
  return { ...there, facts: done(votes(there.group, threeMonths)) };
}

const votes = (group: GroupOnPaper, value: { readonly from: string; readonly until: string }, on = may) =>
  group.says(holidayEntry, { decision: group.decides("holiday", "holiday", on, true, value) }, on);

/** Wulan paid April's instalment, Sari did not; Ratna pays week by week. */
function village() {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [first, second, third] = [1, 2, 3].map(number => group.member("2026-01-03", number)) as [never, never, never];
  group.saves(third, 5_000_000n, "2026-01-03");
  group.product("weekly", { ...ordinary, frequency: "weeks", periods: 6, rate_per_month: "0" }, "2026-01-03");
  const wulan = group.lends(first, 500_000n, "2026-03-07");
  const sari = group.lends(second, 500_000n, "2026-03-07");
  const weekly = group.lends(third, 60_000n, "2026-03-28", { product: "weekly", periods: 6 });
  group.pays(wulan, 110_000n, "2026-04-04");
  group.pays(weekly, 40_000n, "2026-04-25");
  return { group, wulan, sari, weekly };
}
