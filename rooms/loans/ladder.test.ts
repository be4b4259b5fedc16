import { describe, expect, test } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { holidayEntry } from "./holiday.ts";
import { amountToPayOff, loanTable, placeOnLadder } from "./index.ts";
import type { Ladder } from "./ladder-rule.ts";
import { rescheduleEntry } from "./new-agreement.ts";
import { payOutEntry } from "./pay-out.ts";
import { payOutPartEntry } from "./pay-out-part.ts";
import type { LoanProduct } from "./product.ts";
import { requestEntry } from "./request.ts";
import { writeOffEntry } from "./write-off.ts";

// Lent in January without interest: a half is due in February, the other in March.
const ladder: Ladder = { steps: [{ up_to: 100_000n }, { up_to: 200_000n }, { up_to: 400_000n }] };
const twice: Ladder = { ...ladder, times: 2 };
const small: LoanProduct = { ...ordinary, rate_per_month: "0", periods: 2, ladder };

type Village = ReturnType<typeof village>;

describe("what a loan says about the next one", () => {
  const borrowed = (v: Village) => v.group.lends(v.wulan, 100_000n, "2026-01-03", { product: "small" });
  const table: readonly (readonly [said: string, life: (v: Village) => void, step: number, why: string])[] = [
    ["Wulan never borrowed", () => undefined, 1, "first-loan"],
    ["her first loan still runs", v => borrowed(v), 1, "first-loan"],
    ["paid in the week after each due day, in its month", v => v.pays(borrowed(v), [50_000n, "2026-02-28"], [50_000n, "2026-03-31"]), 2, "on-time"],
    ["all of it at once, early", v => v.pays(borrowed(v), [100_000n, "2026-01-31"]), 2, "on-time"],
    ["February's half in March", v => v.pays(borrowed(v), [100_000n, "2026-03-01"]), 1, "late"],
    ["a hundred short in February", v => v.pays(borrowed(v), [49_900n, "2026-02-07"], [50_100n, "2026-03-07"]), 1, "late"],
    ["the last half in April", v => v.pays(borrowed(v), [50_000n, "2026-02-07"], [50_000n, "2026-04-04"]), 1, "late"],
    [
      "a payment was taken back and brought in April: as if it had come in April alone",
      v => {
        const loan = borrowed(v);
        v.group.pays(loan, 50_000n, "2026-02-07");
        const second = v.group.pays(loan, 50_000n, "2026-03-07");
        done(v.group.takesBack(second, "2026-03-07") as never);
        v.group.pays(loan, 50_000n, "2026-04-04");
      },
      1,
      "late",
    ],
    [
      "a loan that was paid back runs again, since its last payment was taken back",
      v => {
        const loan = borrowed(v);
        done(v.group.takesBack(v.group.pays(loan, 100_000n, "2026-02-07"), "2026-02-14") as never);
      },
      1,
      "first-loan",
    ],
    [
      "a holiday in February and March, and paid after it",
      v => {
        const loan = borrowed(v);
        v.rests("2026-02-01", "2026-03-31");
        v.pays(loan, [50_000n, "2026-04-04"], [50_000n, "2026-05-02"]);
      },
      2,
      "on-time",
    ],
    [
      "a holiday that came when February was over, unpaid",
      v => {
        const loan = borrowed(v);
        v.rests("2026-03-01", "2026-03-31");
        v.pays(loan, [50_000n, "2026-04-04"], [50_000n, "2026-05-02"]);
      },
      1,
      "late",
    ],
    [
      "agreed anew in February, and paid by that",
      v => {
        const loan = borrowed(v);
        const value = { from_due: "2026-02-03", extra_periods: "2", grace_periods: "0" };
        const decision = v.group.decides("reschedule", loan.loan_id, "2026-02-07", true, value);
        done(v.group.says(rescheduleEntry, { loan: loan.loan_id, member: v.wulan, decision }, "2026-02-07"));
        v.pays(loan, [25_000n, "2026-02-28"], [25_000n, "2026-03-07"], [25_000n, "2026-04-04"], [25_000n, "2026-05-02"]);
      },
      2,
      "on-time",
    ],
    ["the second was late: she stays where the first led", v => (v.onTime(), v.late()), 2, "late"],
    ["two on time", v => (v.onTime(), v.onTime()), 3, "on-time"],
    ["three on time: there is no higher step", v => (v.onTime(), v.onTime(), v.onTime()), 3, "highest"],
    ["late and then on time", v => (v.late(), v.onTime()), 2, "on-time"],
    ["written off after two on time", v => (v.onTime(), v.onTime(), v.writtenOff()), 1, "written-off"],
    ["and one on time after that", v => (v.onTime(), v.onTime(), v.writtenOff(), v.onTime()), 2, "on-time"],
    [
      "the write-off was taken back: that loan runs again",
      v => {
        v.onTime();
        done(v.group.takesBack(v.writtenOff(), "2027-01-09") as never);
      },
      2,
      "on-time",
    ],
    ["loans of another kind", v => v.pays(v.group.lends(v.wulan, 50_000n, "2026-01-03"), [51_000n, "2026-02-07"]), 1, "first-loan"],
    ["Sari's loans", v => v.pays(v.group.lends(v.sari, 50_000n, "2026-01-03", { product: "small" }), [50_000n, "2026-02-07"]), 1, "first-loan"],
  ];

  test.each(table)("%s", (_said, life, step, why) => {
    const v = village();
    life(v);
    expect(v.stands()).toMatchObject({ step, why });
  });

  test.each([
    [["onTime"], 1, "not-enough"],
    [["onTime", "onTime"], 2, "on-time"],
    [["onTime", "late", "onTime"], 2, "on-time"],
    [["onTime", "onTime", "onTime"], 2, "not-enough"],
    [["onTime", "writtenOff", "onTime"], 1, "not-enough"],
  ] as const)("where two loans on time lead one step up: %j", (lives, step, why) => {
    const v = village();
    for (const life of lives) v[life]();
    expect(v.stands(twice)).toMatchObject({ step, why });
  });
});

describe("what was left open of an instalment beside its principal", () => {
  test.each([
    ["interest", { rate_per_month: "2", payment_order: "principal-first" }],
    ["a fee", { fees: [{ what: "visit", at: "instalment", amount: 1_000n }], payment_order: "charges-last" }],
  ] as const)("%s of February in March is late, and with the instalment it is not", (_what, change) => {
    for (const rest of [0n, 2_000n]) {
      const v = village({ ...small, ...change });
      const loan = v.group.lends(v.wulan, 100_000n, "2026-01-03", { product: "small" });
      v.group.pays(loan, 50_000n + rest, "2026-02-07");
      v.paysOff(loan.loan_id, "2026-03-07");
      expect(v.stands().why).toBe(rest === 0n ? "late" : "on-time");
    }
  });

  test("by the month on the balance a month may be interest only, until the term is over", () => {
    for (const [end, why] of [["2026-03-28", "on-time"], ["2026-04-04", "late"]] as const) {
      const v = village({ ...small, method: "monthly_on_balance", rate_per_month: "2" });
      const loan = v.group.lends(v.wulan, 100_000n, "2026-01-03", { product: "small" });
      v.group.pays(loan, 2_000n, "2026-02-07");
      v.paysOff(loan.loan_id, end);
      expect(v.stands().why).toBe(why);
    }
  });
});

describe("who asks for more", () => {
  test("is told how much it may be and why; the step itself she gets", () => {
    const v = village();
    v.onTime();
    expect(v.asks(200_100n)).toMatchObject({
      refused: "loans.above-ladder",
      because: { amount: 200_100n, allowed: 200_000n, step: 200_000n, owed: 0n, why: "loans.ladder.on-time", unit: "IDR" },
    });
    expect(v.asks(200_000n)).toMatchObject([{ kind: "loans.requested" }]);
  });

  test("what she owes of that kind counts, and what she owes of another does not", () => {
    const v = village();
    v.group.lends(v.wulan, 60_000n, "2026-01-03", { product: "small" });
    v.group.lends(v.wulan, 900_000n, "2026-01-03");
    expect(v.asks(40_100n)).toMatchObject({ refused: "loans.above-ladder", because: { allowed: 40_000n, owed: 60_000n } });
    expect(v.asks(40_000n)).toMatchObject([{ kind: "loans.requested" }]);
  });

  test("it is asked again at the pay-out", () => {
    const v = village();
    v.onTime();
    const loan = v.group.id();
    done(v.asks(200_000n, { loan }));
    const decision = v.group.decides("loan", loan, v.later());
    v.group.product("small", { ...small, ladder: { steps: [{ up_to: 50_000n }, { up_to: 150_000n }] } }, v.later());
    const paysOut = (amount?: bigint) => v.group.says(payOutEntry, { loan, member: v.wulan, decision, amount }, v.later());
    expect(paysOut()).toMatchObject({ refused: "loans.above-ladder", because: { allowed: 150_000n } });
    expect(paysOut(150_000n)).toMatchObject([{ kind: "loans.paid-out" }]);
  });

  test("and at each next part of it, with what she has of it already", () => {
    const v = village({ ...small, pay_outs_max: 2 });
    const loan = v.group.id();
    const pay_outs = [
      { on: day("2026-01-03"), amount: 60_000n },
      { on: day("2026-02-03"), amount: 40_000n },
    ];
    done(v.asks(100_000n, { loan, pay_outs }, "2026-01-03"));
    const decision = v.group.decides("loan", loan, "2026-01-03");
    done(v.group.says(payOutEntry, { loan, member: v.wulan, decision }, "2026-01-03"));
    v.group.product("small", { ...small, ladder: { steps: [{ up_to: 80_000n }, { up_to: 90_000n }] } }, "2026-01-10");
    const part = (amount?: bigint) => v.group.says(payOutPartEntry, { loan, member: v.wulan, amount }, "2026-02-07");
    expect(part()).toMatchObject({ refused: "loans.above-ladder", because: { amount: 100_000n, allowed: 80_000n } });
    expect(part(20_000n)).toMatchObject([{ kind: "loans.part-paid-out" }]);
  });
});

function village(product: LoanProduct = small) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 9_000_000n, "2026-01-03");
  group.product("small", product, "2026-01-03");
  // Each life begins when the one before is over.
  let year = 2025;
  const lends = () => group.lends(wulan, 50_000n, `${(year += 1)}-01-03`, { product: "small" });
  const pays = (loan: { readonly loan_id: Uuid }, ...payments: readonly (readonly [bigint, string])[]): void => {
    for (const [amount, on] of payments) group.pays(group.loan(loan.loan_id), amount, on);
  };
  return {
    group,
    wulan,
    sari,
    pays,
    later: () => `${year + 1}-01-03`,
    onTime: () => pays(lends(), [25_000n, `${year}-02-07`], [25_000n, `${year}-03-07`]),
    late: () => pays(lends(), [50_000n, `${year}-03-07`]),
    writtenOff: () => {
      const { loan_id: loan } = lends();
      const decision = group.decides("write-off", loan, `${year}-12-05`);
      return done(group.says(writeOffEntry, { loan, member: wulan, decision }, `${year}-12-05`))[0]!;
    },
    rests: (from: string, until: string): void => {
      const decision = group.decides("holiday", "holiday", from, true, { from, until });
      done(group.says(holidayEntry, { decision }, from));
    },
    paysOff: (loan: Uuid, on: string): void => {
      const row = group.loan(loan);
      group.pays(row, amountToPayOff(group.running(row), day(on)), on);
    },
    stands: (of: Ladder = ladder, member: MemberId = wulan) =>
      placeOnLadder(of, group.books.rows(loanTable, { member_id: member }).filter(one => one.product === "small")),
    asks: (amount: bigint, more: object = {}, on = `${year + 1}-01-03`) =>
      group.says(requestEntry, { loan: group.id(), member: wulan, product: "small", amount, guarantors: [], ...more }, on),
  };
}
