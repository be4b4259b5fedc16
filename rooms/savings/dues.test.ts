import { addDays, day } from "#base";
import { describe, expect, test } from "vitest";
import { buySharesEntry } from "./buy-shares.ts";
import { depositEntry } from "./deposit.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { began, dueOn, koperasi } from "./koperasi.testing.ts";

describe("what is proposed for the sheet", () => {
  test("is the entry saving first and then the months she owes, by member number", () => {
    const { group, wulan, sahnim } = koperasi();
    done(group.says(depositEntry, { member: wulan, product: "pokok", amount: 50_000n }, "2006-01-20"));
    done(group.says(depositEntry, { member: wulan, product: "wajib", amount: 5_000n }, "2006-01-20"));
    expect(dueOn(group, "2006-02-20")).toEqual([
      { entry: "savings.deposit", member: sahnim, product: "pokok", amount: 50_000n },
      { entry: "savings.deposit", member: wulan, product: "wajib", amount: 5_000n },
      { entry: "savings.deposit", member: sahnim, product: "wajib", amount: 10_000n },
    ]);
  });

  test("follows a new amount from the day it holds and leaves older months at theirs", () => {
    const { group, wulan, sahnim } = koperasi();
    group.rule(
      "savings.product/wajib",
      {
        fund: "loan",
        kind: "compulsory",
        amount: "8000",
        every: "month",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: false,
      },
      "2006-03-01",
    );
    group.ends(sahnim, "moved", "2006-02-01");
    expect(dueOn(group, "2006-03-20")).toContainEqual({
      entry: "savings.deposit",
      member: wulan,
      product: "wajib",
      amount: 18_000n,
    });
  });

  test("counts the meetings at which it was collected, and asks those who were away for what they missed", () => {
    const group = new GroupOnPaper();
    group.fund("loan", "INR", began);
    group.rule(
      "savings.product/weekly",
      {
        fund: "loan",
        kind: "compulsory",
        amount: "2500",
        every: "meeting",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: false,
      },
      began,
    );
    const [wulan, sahnim] = [group.member(1, began), group.member(2, began)];
    done(group.says(depositEntry, { member: wulan, product: "weekly", amount: 2_500n }, "2006-01-09"));
    // Between meetings nothing falls due.
    done(group.says(depositEntry, { member: wulan, product: "weekly", amount: 1_000n }, "2006-01-11", []));
    expect(dueOn(group, "2006-01-16")).toEqual([
      { entry: "savings.deposit", member: wulan, product: "weekly", amount: 1_500n },
      { entry: "savings.deposit", member: sahnim, product: "weekly", amount: 5_000n },
    ]);
    const late = group.member(3, "2006-01-16");
    expect(dueOn(group, "2006-01-16")).toContainEqual({
      entry: "savings.deposit",
      member: late,
      product: "weekly",
      amount: 2_500n,
    });
  });

  test("when ten months of weeks become so much a month, the weeks stay what they were, and back again", () => {
    const group = new GroupOnPaper();
    group.fund("loan", "INR", began);
    const asks = (every: "meeting" | "month", amount: string, from: string) =>
      group.rule(
        "savings.product/wajib",
        {
          fund: "loan",
          kind: "compulsory",
          amount,
          every,
          minimum_balance: "0",
          withdrawable: "on-leaving",
          is_capital: false,
        },
        from,
      );
    asks("meeting", "5000", began);
    const [wulan, sahnim] = [group.member(1, began), group.member(2, began)];
    const of = (member: unknown, on: string) =>
      dueOn(group, on).flatMap(one => ("member" in one && one.member === member && "amount" in one ? [one.amount] : []));
    const saves = (member: typeof wulan, amount: bigint, on: string) =>
      done(group.says(depositEntry, { member, product: "wajib", amount }, on));
    for (let week = 0; week < 40; week += 1) {
      const on = addDays(day(began), 7 * week);
      saves(wulan, 5_000n, on);
      // Sahnim stays away from the last ten.
      if (week < 30) saves(sahnim, 5_000n, on);
    }
    asks("month", "20000", "2006-10-09");
    expect([of(wulan, "2006-10-09"), of(sahnim, "2006-10-09")]).toEqual([[], [50_000n]]);
    expect([of(wulan, "2006-11-06"), of(sahnim, "2006-11-06")]).toEqual([[20_000n], [70_000n]]);
    saves(wulan, 20_000n, "2006-11-06");
    saves(wulan, 20_000n, "2006-12-04");
    asks("meeting", "6000", "2007-01-01");
    // What she paid for two months is not paid ahead for meetings.
    expect([of(wulan, "2007-01-08"), of(sahnim, "2007-01-08")]).toEqual([[6_000n], [96_000n]]);
  });

  test("is as many shares as she bought last time, else the fewest", () => {
    const { group, wulan, sahnim } = koperasi();
    group.rule("savings.shares/loan", { price: "5000", meeting_min: "1", meeting_max: "5" }, began);
    done(group.says(buySharesEntry, { member: wulan, fund: "loan", shares: 3, amount: 15_000n }, "2006-01-09"));
    done(group.says(buySharesEntry, { member: wulan, fund: "loan", shares: 1, amount: 5_000n }, "2006-01-09"));
    expect(dueOn(group, "2006-01-16").filter(one => one.entry === "savings.buy-shares")).toEqual([
      { entry: "savings.buy-shares", member: wulan, fund: "loan", shares: 4, amount: 20_000n },
      { entry: "savings.buy-shares", member: sahnim, fund: "loan", shares: 1, amount: 5_000n },
    ]);
  });
});

describe("Bhimabai's passbook (training book for savings groups, pp. 32–33)", () => {
  const months = [
    // month      | due    | paid   | savings after, rupees
    ["2006-03", 25n, 25n, 25n],
    ["2006-04", 25n, 25n, 50n],
    ["2006-05", 25n, 25n, 75n],
    ["2006-06", 25n, 25n, 100n],
    ["2006-07", 25n, 25n, 125n],
    ["2006-08", 25n, 25n, 150n],
    ["2006-09", 25n, 25n, 175n],
    ["2006-10", 25n, 0n, 175n],
    ["2006-11", 50n, 50n, 225n],
    ["2006-12", 25n, 25n, 250n],
    ["2007-01", 25n, 0n, 250n],
    ["2007-02", 50n, 50n, 300n],
  ] as const;

  test.each(["month", "meeting"] as const)(
    "comes out month by month where it falls due each %s: what October missed stands in November",
    every => {
      const group = new GroupOnPaper();
      group.fund("loan", "INR", "2006-03-01");
      group.rule(
        "savings.product/bachat",
        {
          fund: "loan",
          kind: "compulsory",
          amount: "2500",
          every,
          minimum_balance: "0",
          withdrawable: "on-leaving",
          is_capital: false,
        },
        "2006-03-01",
      );
      const bhimabai = group.member(1, "2006-03-01");
      const other = group.member(2, "2006-03-01");
      for (const [month, due, paid, after] of months) {
        const on = `${month}-07`;
        const hers = dueOn(group, on).filter(one => "member" in one && one.member === bhimabai);
        expect(hers.map(one => ("amount" in one ? one.amount : 0n))).toEqual([due * 100n]);
        if (paid > 0n) done(group.says(depositEntry, { member: bhimabai, product: "bachat", amount: paid * 100n }, on));
        done(group.says(depositEntry, { member: other, product: "bachat", amount: 2_500n }, on));
        expect(group.balance("member-savings.bachat/loan", "INR", bhimabai)).toBe(-after * 100n);
      }
    },
  );
});
