/** Share capital by subscription: so many shares promised, paid in bit by bit, and helped along by the surplus of a year. */
import { day, type Document, type MemberId } from "#base";
import { periodTable } from "#ledger";
import { beforeEach, describe, expect, test } from "vitest";
import { allocateSurplus } from "./allocate-surplus.ts";
import { closeYear } from "./close-year.ts";
import { depositEntry } from "./deposit.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { dueOn } from "./koperasi.testing.ts";
import { leave, needsLeaving } from "./leave.ts";
import { productOn } from "./product.ts";
import { subscribedBy, subscribeEntry } from "./subscription.ts";
import { surplusCreditTable, subscriptionTable } from "./tables.ts";

const began = "2025-01-06";
const modal = "member-shares.modal/loan";

let group: GroupOnPaper;
let wulan: MemberId;
let sahnim: MemberId;
let rohani: MemberId;

const terms = (more: Readonly<Record<string, Document>> = {}) => ({
  ...{ share: "10000", shares_min: "10", months: "12", from_surplus: true },
  ...more,
});
const subscribes = (member: MemberId, shares: number, on: string, amount = 10_000n * BigInt(shares), product = "modal") =>
  group.says(subscribeEntry, { member, product, shares, amount }, on);
const pays = (member: MemberId, amount: bigint, on: string) =>
  done(group.says(depositEntry, { member, product: "modal", amount }, on));
const standing = (member: MemberId, on: string) =>
  subscribedBy(member, productOn("modal", day(on), group.books) as never, day(on), group.books);
const due = (member: MemberId, on: string) =>
  (dueOn(group, on) as readonly Readonly<Record<string, unknown>>[]).find(
    one => one["product"] === "modal" && one["member"] === member,
  )?.["amount"] ?? 0n;
const has = (member: MemberId) => -group.balance(modal, "IDR", member);

beforeEach(() => {
  group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  group.fund("reserve", "IDR", began, "indivisible");
  const capital = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true };
  group.rule("savings.product/modal", capital, began);
  group.rule("savings.product/tabungan", { ...capital, is_capital: false, withdrawable: "free" }, began);
  group.rule("savings.subscription/modal", terms(), began);
  [wulan, sahnim, rohani] = [1, 2, 3].map(number => group.member(number, began)) as [MemberId, MemberId, MemberId];
});

describe("capital that is subscribed", () => {
  test("is paid in by monthly instalments, the first at once, and proposed on the sheet as far as it is due", () => {
    done(subscribes(wulan, 12, "2025-01-31"));
    expect(due(wulan, "2025-01-31")).toBe(10_000n);
    pays(wulan, 10_000n, "2025-01-31");
    expect(due(wulan, "2025-02-27")).toBe(0n);
    // February has no later day than the twenty-eighth.
    expect(due(wulan, "2025-02-28")).toBe(10_000n);
    expect(due(wulan, "2025-04-30")).toBe(30_000n);
    pays(wulan, 45_000n, "2025-04-30");
    expect(standing(wulan, "2025-04-30")).toMatchObject({
      ...{ subscribed: 120_000n, paid: 55_000n, toCome: 65_000n, due: 0n, next: "2025-06-30" },
    });
    expect(due(sahnim, "2025-04-30")).toBe(0n);
  });

  test("asks for all of it in the end and for nothing more, whatever the instalments divide", () => {
    group.rule("savings.subscription/modal", terms({ share: "3333", shares_min: "1", months: "7" }), began);
    done(subscribes(wulan, 1, "2025-01-06", 3_333n));
    const asked = Array.from({ length: 9 }, (_, at) => due(wulan, `2025-0${at + 1}-06`));
    expect(asked).toEqual([476n, 952n, 1_428n, 1_904n, 2_380n, 2_856n, 3_333n, 3_333n, 3_333n]);
    pays(wulan, 5_000n, "2025-07-06");
    expect(standing(wulan, "2025-09-06")).toMatchObject({ paid: 3_333n, toCome: 0n, due: 0n, next: null });
  });

  test("grows when she subscribes more, at the price of that day, and what she had before counts as paid", () => {
    pays(wulan, 30_000n, "2025-01-10");
    done(subscribes(wulan, 10, "2025-02-01"));
    expect(standing(wulan, "2025-02-01")).toMatchObject({ subscribed: 100_000n, paid: 30_000n, due: 0n });
    group.rule("savings.subscription/modal", terms({ share: "12000", months: "6" }), "2025-03-01");
    done(subscribes(wulan, 5, "2025-03-01", 60_000n));
    expect(standing(wulan, "2025-03-01")).toMatchObject({ subscribed: 160_000n, toCome: 130_000n });
    expect(group.books.rows(subscriptionTable).map(row => [row.amount, row.months])).toEqual([
      [100_000n, 12],
      [60_000n, 6],
    ]);
  });

  test("that was written by mistake is taken back, and what she paid in stays hers", () => {
    const [fact] = done(subscribes(wulan, 10, "2025-01-31"));
    pays(wulan, 10_000n, "2025-01-31");
    group.takesBack(fact!, "2025-02-07");
    expect([standing(wulan, "2025-02-07"), due(wulan, "2025-03-31"), has(wulan)]).toEqual([null, 0n, 10_000n]);
    expect(group.books.rows(subscriptionTable)).toMatchObject([{ is_taken_back: true }]);
  });

  test("is a promise and no debt: who leaves gets what she paid in, and is asked for nothing", () => {
    done(subscribes(wulan, 10, "2025-01-31"));
    pays(wulan, 10_000n, "2025-01-31");
    const seen = group.seenBy(books => needsLeaving(wulan, books));
    const { leavings, facts } = leave({ books: seen, member: wulan, on: day("2025-06-01"), owing: [] });
    expect(leavings).toMatchObject([{ payout: 10_000n, setOff: 0n }]);
    group.record(facts, seen);
    group.ends(wulan, "left", "2025-06-01");
    expect(due(wulan, "2025-07-31")).toBe(0n);
  });

  test("is refused below the fewest, at another sum, of what is no capital, and where no rule says so", () => {
    expect(subscribes(wulan, 9, began)).toMatchObject({ refused: "savings.too-few-subscribed", because: { min: 10 } });
    expect(subscribes(wulan, 10, began, 99_999n)).toMatchObject({
      refused: "savings.subscription-other-sum",
      because: { amount: 100_000n },
    });
    expect(subscribes(wulan, 10, began, 100_000n, "tabungan")).toMatchObject({ refused: "savings.no-subscription-rule" });
    group.rule("savings.subscription/tabungan", terms(), began);
    expect(subscribes(wulan, 10, began, 100_000n, "tabungan")).toMatchObject({ refused: "savings.not-capital" });
    done(subscribes(wulan, 10, began));
    expect(subscribes(wulan, 0, began, 0n)).toMatchObject({ refused: "savings.too-few-subscribed" });
    done(subscribes(wulan, 1, began));
    for (const field of ["share", "shares_min", "months"])
      expect(group.ruleRefused("savings.subscription/modal", terms({ [field]: "0" }))).toMatchObject({
        refused: "savings.subscription-unclear",
      });
  });
});

describe("the surplus of a year", () => {
  /** Wulan paid in 60,000 from the beginning, Sahnim 120,000 from July, both of 120,000; Rohani subscribed nothing. */
  function year(parts: readonly Readonly<Record<string, Document>>[]): void {
    group.rule("savings.surplus/loan", { law: "own-bylaws", year_ends: "12", parts: [...parts] }, began);
    done(subscribes(wulan, 12, "2025-01-10"));
    done(subscribes(sahnim, 12, "2025-01-10"));
    pays(wulan, 60_000n, "2025-01-10");
    pays(sahnim, 120_000n, "2025-07-10");
    group.moves("2025-06-01", ["cash/loan", "IDR", 300_000n], ["interest-income/loan", "IDR", -300_000n]);
    group.books.apply([{ put: periodTable, row: { closed_through: "2025-12-31" } }]);
    done(group.commands(closeYear, { fund: "loan", year_end: day("2025-12-31") }, "2026-02-02"));
  }
  const allocates = () => {
    const decision = group.decides("surplus", "surplus/loan/2025-12-31", "2026-02-10", true, { amount: "300000" });
    return done(group.commands(allocateSurplus, { decision }, "2026-02-11"));
  };
  const ready = (member: MemberId) => -group.balance("member-payable/loan", "IDR", member);
  const dividend = { role: "capital", percent: "50", by: "saved-on-average", accounts: [modal] };
  const equally = { role: "patronage", percent: "50", by: "equally" };

  test("pays a dividend by the months on what was paid in, and goes first to what is still to come", () => {
    year([dividend, equally]);
    allocates();
    // Twelve months of 60,000 and six of 120,000 weigh the same: 75,000 each; and 50,000 to each of the three.
    const parts = group.books.rows(surplusCreditTable).map(row => [row.member_id, row.role, row.amount] as const);
    expect(parts).toContainEqual([wulan, "capital", 75_000n]);
    expect(parts).toContainEqual([sahnim, "capital", 75_000n]);
    expect(parts).toContainEqual([wulan, "patronage", 50_000n]);
    expect([has(wulan), ready(wulan)]).toEqual([120_000n, 65_000n]);
    expect([has(sahnim), ready(sahnim)]).toEqual([120_000n, 125_000n]);
    expect([has(rohani), ready(rohani)]).toEqual([0n, 50_000n]);
    expect(standing(wulan, "2026-02-11")).toMatchObject({ toCome: 0n, due: 0n, next: null });
  });

  test("takes the money along where the capital stands in another fund, and leaves each fund even", () => {
    group.fund("toko", "IDR", began);
    const capital = { fund: "toko", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true };
    group.rule("savings.product/saham", capital, began);
    group.rule("savings.subscription/saham", terms({ shares_min: "1" }), began);
    done(subscribes(rohani, 4, "2025-01-10", 40_000n, "saham"));
    year([{ ...equally, percent: "100" }]);
    allocates();
    expect([-group.balance("member-shares.saham/toko", "IDR", rohani), ready(rohani)]).toEqual([40_000n, 60_000n]);
    expect(group.cash("toko", "IDR")).toBe(40_000n);
  });

  test("is paid out as it is to who left since: her promise ended with her membership", () => {
    year([{ ...equally, percent: "100" }]);
    done(subscribes(sahnim, 5, "2026-01-10"));
    group.ends(sahnim, "left", "2026-01-31");
    allocates();
    expect([has(wulan), ready(wulan), has(sahnim), ready(sahnim)]).toEqual([120_000n, 40_000n, 120_000n, 100_000n]);
  });

  test("goes nowhere but to her hand where the rule leaves the subscription alone", () => {
    group.rule("savings.subscription/modal", terms({ from_surplus: false }), began);
    year([{ ...equally, percent: "100" }]);
    allocates();
    expect([has(wulan), ready(wulan)]).toEqual([60_000n, 100_000n]);
  });
});
