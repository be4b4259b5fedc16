import { day, type MemberId, put } from "#base";
import { ruleTable } from "#assembly";
import { describe, expect, test } from "vitest";
import { buySharesEntry } from "./buy-shares.ts";
import { depositEntry } from "./deposit.ts";
import { dues } from "./dues.ts";
import { done, GroupOnPaper } from "./group-on-paper.ts";
import { cycleTable, sharesBoughtTable } from "./tables.ts";
import { toSharesEntry } from "./to-shares.ts";
import { withdrawalEntry } from "./withdrawal.ts";

const began = "2006-01-02";

function koperasi(): { group: GroupOnPaper; wulan: MemberId; sahnim: MemberId } {
  const group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  const product = { fund: "loan", minimum_balance: "0", is_capital: false };
  group.rule("savings.product/pokok", { ...product, kind: "entry", amount: "50000", withdrawable: "on-leaving", is_capital: true }, began);
  group.rule("savings.product/wajib", { ...product, kind: "compulsory", amount: "5000", every: "month", withdrawable: "on-leaving" }, began);
  group.rule("savings.product/sukarela", { ...product, kind: "voluntary", withdrawable: "free", minimum_balance: "2000" }, began);
  group.rule("savings.product/cbu", { ...product, kind: "voluntary", withdrawable: "free", minimum_balance: "10000", is_capital: true }, began);
  return { group, wulan: group.member(1, began), sahnim: group.member(2, began) };
}

const dueOn = (group: GroupOnPaper, on: string) =>
  dues.due(group.seenBy(books => dues.needs(books, day(on))), day(on)).map(({ entry, body }) => ({ entry, ...body }));

describe("a deposit", () => {
  test("lies in the box and in her name", () => {
    const { group, wulan } = koperasi();
    const [fact] = done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 12_000n }, "2006-02-01"));
    expect(fact!.lines).toEqual([
      { account: "cash/loan", unit: "IDR", amount: 12_000n },
      { account: "member-savings.sukarela/loan", member: wulan, unit: "IDR", amount: -12_000n },
    ]);
  });

  test("of share capital is the group's equity, not its debt", () => {
    const { group, wulan } = koperasi();
    done(group.says(depositEntry, { member: wulan, product: "pokok", amount: 50_000n }, "2006-02-01"));
    expect(group.balance("member-shares.pokok/loan", "IDR", wulan)).toBe(-50_000n);
  });

  test("into a product the group has not is refused", () => {
    const { group, wulan } = koperasi();
    expect(group.says(depositEntry, { member: wulan, product: "haji", amount: 1n }, "2006-02-01")).toMatchObject({ refused: "savings.no-such-product" });
  });

  test("of nothing is refused", () => {
    const { group, wulan } = koperasi();
    expect(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 0n }, "2006-02-01")).toMatchObject({ refused: "savings.amount-missing" });
  });

  test("into a fund that is not there is refused", () => {
    const { group, wulan } = koperasi();
    const value = { fund: "nowhere", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
    const row = { rule: "savings.product/lost", version: 1, from_on: day(began), value, decision_id: null };
    group.books.apply([put(ruleTable, row)]);
    expect(group.says(depositEntry, { member: wulan, product: "lost", amount: 1n }, "2006-02-01")).toMatchObject({
      refused: "ledger.no-such-fund",
      because: { fund: "nowhere" },
    });
  });

  test("of somebody who is no member is refused, and of one who left", () => {
    const { group, wulan } = koperasi();
    const nobody = "m_zzzzzzzzzzzzzzzz" as MemberId;
    expect(group.says(depositEntry, { member: nobody, product: "sukarela", amount: 1n }, "2006-02-01")).toMatchObject({ refused: "savings.not-a-member" });
    group.ends(wulan, "left", "2006-02-01");
    expect(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 1n }, "2006-02-02")).toMatchObject({
      refused: "savings.no-longer-a-member",
      because: { number: 1, status: "left" },
    });
  });

  test("of the entry saving may come in parts and ends where all have the same", () => {
    const { group, wulan } = koperasi();
    done(group.says(depositEntry, { member: wulan, product: "pokok", amount: 30_000n }, "2006-02-01"));
    expect(group.says(depositEntry, { member: wulan, product: "pokok", amount: 30_000n }, "2006-03-01")).toMatchObject({
      refused: "savings.entry-saving-is-equal",
      because: { amount: 30_000n, saved: 30_000n, due: 50_000n, left: 20_000n },
    });
    done(group.says(depositEntry, { member: wulan, product: "pokok", amount: 20_000n }, "2006-03-01"));
  });

  test("written by mistake is taken back, and once it was withdrawn it cannot be", () => {
    const { group, wulan, sahnim } = koperasi();
    done(group.says(depositEntry, { member: sahnim, product: "sukarela", amount: 50_000n }, "2006-02-01"));
    const [wrong] = done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 9_000n }, "2006-02-01"));
    const [right] = done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 6_000n }, "2006-02-01"));
    expect(group.takesBack(wrong!, "2006-03-01")).toMatchObject({ kind: "ledger.reversal", reverses: wrong!.seq });
    done(group.says(withdrawalEntry, { member: wulan, product: "sukarela", amount: 4_000n }, "2006-03-01"));
    expect(group.takesBack(right!, "2006-04-01")).toMatchObject({ refused: "ledger.member-balance-short" });
  });
});

describe("a withdrawal", () => {
  const group = (saved: bigint) => {
    const made = koperasi();
    done(made.group.says(depositEntry, { member: made.wulan, product: "sukarela", amount: saved }, "2006-02-01"));
    done(made.group.says(depositEntry, { member: made.wulan, product: "cbu", amount: 12_000n }, "2006-02-01"));
    return made;
  };

  test("gives cash as far as the minimum stays", () => {
    const { group: books, wulan } = group(10_000n);
    const [fact] = done(books.says(withdrawalEntry, { member: wulan, product: "sukarela", amount: 8_000n }, "2006-03-01"));
    expect(fact!.lines).toContainEqual({ account: "cash/loan", unit: "IDR", amount: -8_000n });
    expect(books.balance("member-savings.sukarela/loan", "IDR", wulan)).toBe(-2_000n);
  });

  test.each([
    // product     | wanted | what is said                     | because
    ["sukarela", 8_001n, "savings.below-minimum", { saved: 10_000n, minimum: 2_000n, available: 8_000n }],
    ["sukarela", 10_001n, "savings.more-than-saved", { saved: 10_000n, wanted: 10_001n }],
    ["sukarela", 0n, "savings.amount-missing", {}],
    ["wajib", 1n, "savings.kept-until-leaving", {}],
    ["pokok", 1n, "savings.kept-until-leaving", {}],
    ["cbu", 2_001n, "savings.below-minimum", { saved: 12_000n, minimum: 10_000n, available: 2_000n }],
  ] as const)("of %s, %s, is refused as %s", (product, amount, refused, because) => {
    const { group: books, wulan } = group(10_000n);
    expect(books.says(withdrawalEntry, { member: wulan, product, amount }, "2006-03-01")).toMatchObject({ refused, because });
  });

  test("of what is never given back is refused", () => {
    const { group: books, wulan } = group(10_000n);
    books.rule("savings.product/hibah", { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "never", is_capital: true }, began);
    done(books.says(depositEntry, { member: wulan, product: "hibah", amount: 100n }, "2006-03-01"));
    expect(books.says(withdrawalEntry, { member: wulan, product: "hibah", amount: 100n }, "2006-03-01")).toMatchObject({ refused: "savings.never-withdrawn" });
  });

  test("of savings waits until the capital build-up has its minimum", () => {
    const { group: books, wulan, sahnim } = group(10_000n);
    books.rule(
      "savings.product/harian",
      { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false, after_minimum_of: "cbu" },
      began,
    );
    for (const member of [wulan, sahnim]) done(books.says(depositEntry, { member, product: "harian", amount: 5_000n }, "2006-03-01"));
    done(books.says(depositEntry, { member: sahnim, product: "cbu", amount: 7_000n }, "2006-03-01"));
    done(books.says(withdrawalEntry, { member: wulan, product: "harian", amount: 5_000n }, "2006-03-02"));
    expect(books.says(withdrawalEntry, { member: sahnim, product: "harian", amount: 1n }, "2006-03-02")).toMatchObject({
      refused: "savings.other-minimum-first",
      because: { product: "cbu", saved: 7_000n, minimum: 10_000n, missing: 3_000n },
    });
  });

  test("of more than lies in the box is refused, whatever she has", () => {
    const { group: books, wulan } = group(10_000n);
    books.moves("2006-03-01", ["loans-receivable/loan", "IDR", 20_000n, wulan], ["cash/loan", "IDR", -20_000n]);
    expect(books.says(withdrawalEntry, { member: wulan, product: "sukarela", amount: 8_000n }, "2006-03-01")).toMatchObject({ refused: "ledger.fund-short" });
  });
});

describe("savings become capital", () => {
  test("and what she has in all stays the same", () => {
    const { group, wulan } = koperasi();
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    const before = group.cash("loan", "IDR");
    done(group.says(toSharesEntry, { member: wulan, product: "sukarela", amount: 15_000n, capital: "cbu" }, "2006-03-01"));
    expect(group.balance("member-savings.sukarela/loan", "IDR", wulan)).toBe(-5_000n);
    expect(group.balance("member-shares.cbu/loan", "IDR", wulan)).toBe(-15_000n);
    expect(group.cash("loan", "IDR")).toBe(before);
  });

  test("in another fund, and the cash goes from one bag to the other", () => {
    const { group, wulan } = koperasi();
    group.fund("weaving", "IDR", began);
    group.rule("savings.product/weaving", { fund: "weaving", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true }, began);
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    done(group.says(toSharesEntry, { member: wulan, product: "sukarela", amount: 10_000n, capital: "weaving" }, "2006-03-01"));
    expect([group.cash("loan", "IDR"), group.cash("weaving", "IDR")]).toEqual([10_000n, 10_000n]);
  });

  test("as whole shares at a meeting", () => {
    const { group, wulan } = koperasi();
    group.rule("savings.shares/loan", { price: "5000", meeting_min: "1", meeting_max: "5" }, began);
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    const body = { member: wulan, product: "sukarela", amount: 15_000n, fund: "loan", shares: 3 };
    expect(group.says(toSharesEntry, body, "2006-03-01", "between")).toMatchObject({ refused: "savings.shares-at-meetings-only" });
    done(group.says(toSharesEntry, body, "2006-03-01"));
    expect(group.balance("member-shares/loan", "IDR", wulan)).toBe(-15_000n);
    expect(group.says(buySharesEntry, { member: wulan, fund: "loan", shares: 3, amount: 15_000n }, "2006-03-01")).toMatchObject({
      refused: "savings.too-many-shares",
      because: { bought: 3, left: 2 },
    });
  });

  test.each([
    ["savings.one-place-to-move-to", {}],
    ["savings.one-place-to-move-to", { capital: "cbu", fund: "loan", shares: 1 }],
    ["savings.one-place-to-move-to", { capital: "cbu", shares: 1 }],
    ["savings.not-capital", { capital: "wajib" }],
    ["savings.below-minimum", { capital: "cbu", amount: 19_000n }],
    ["savings.other-unit", { capital: "beras" }],
  ] as const)("and is refused as %s for %o", (refused, body) => {
    const { group, wulan } = koperasi();
    group.fund("rice-bank", "kg", began);
    group.rule("savings.product/beras", { fund: "rice-bank", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true }, began);
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    expect(group.says(toSharesEntry, { member: wulan, product: "sukarela", amount: 1_000n, ...body }, "2006-03-01")).toMatchObject({ refused });
  });

  test("of another unit is not bought with money", () => {
    const { group, wulan } = koperasi();
    group.fund("rice-bank", "kg", began);
    group.rule("savings.shares/rice-bank", { price: "1000", meeting_min: "1", meeting_max: "5" }, began);
    done(group.says(depositEntry, { member: wulan, product: "sukarela", amount: 20_000n }, "2006-02-01"));
    const body = { member: wulan, product: "sukarela", amount: 1_000n, fund: "rice-bank", shares: 1 };
    expect(group.says(toSharesEntry, body, "2006-03-01")).toMatchObject({ refused: "savings.other-unit", because: { from: "IDR", to: "kg" } });
  });
});

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
      { fund: "loan", kind: "compulsory", amount: "8000", every: "month", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false },
      "2006-03-01",
    );
    group.ends(sahnim, "moved", "2006-02-01");
    expect(dueOn(group, "2006-03-20")).toContainEqual({ entry: "savings.deposit", member: wulan, product: "wajib", amount: 18_000n });
  });

  test("counts the meetings at which it was collected, and asks those who were away for what they missed", () => {
    const group = new GroupOnPaper();
    group.fund("loan", "INR", began);
    group.rule("savings.product/weekly", { fund: "loan", kind: "compulsory", amount: "2500", every: "meeting", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false }, began);
    const [wulan, sahnim] = [group.member(1, began), group.member(2, began)];
    done(group.says(depositEntry, { member: wulan, product: "weekly", amount: 2_500n }, "2006-01-09"));
    // Between meetings nothing falls due.
    done(group.says(depositEntry, { member: wulan, product: "weekly", amount: 1_000n }, "2006-01-11", "between"));
    expect(dueOn(group, "2006-01-16")).toEqual([
      { entry: "savings.deposit", member: wulan, product: "weekly", amount: 1_500n },
      { entry: "savings.deposit", member: sahnim, product: "weekly", amount: 5_000n },
    ]);
    const late = group.member(3, "2006-01-16");
    expect(dueOn(group, "2006-01-16")).toContainEqual({ entry: "savings.deposit", member: late, product: "weekly", amount: 2_500n });
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

  test.each(["month", "meeting"] as const)("comes out month by month where it falls due each %s: what October missed stands in November", every => {
    const group = new GroupOnPaper();
    group.fund("loan", "INR", "2006-03-01");
    group.rule("savings.product/bachat", { fund: "loan", kind: "compulsory", amount: "2500", every, minimum_balance: "0", withdrawable: "on-leaving", is_capital: false }, "2006-03-01");
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
  });
});

describe("shares of a VSLA cycle (spex.agrocenta.com)", () => {
  function vsla(): { group: GroupOnPaper; ama: MemberId; efua: MemberId } {
    const group = new GroupOnPaper();
    group.fund("loan", "GHS", began);
    group.rule("savings.shares/loan", { price: "500", meeting_min: "1", meeting_max: "5" }, began);
    return { group, ama: group.member(1, began), efua: group.member(2, began) };
  }
  const buy = (group: GroupOnPaper, member: MemberId, shares: number, amount: bigint, on: string) =>
    group.says(buySharesEntry, { member, fund: "loan", shares, amount }, on);

  test("Ama buys 4, 2 and 4 of them, and with 23 there are 4 and 3 left over", () => {
    const { group, ama } = vsla();
    done(buy(group, ama, 4, 2_000n, "2006-01-09"));
    done(buy(group, ama, 2, 1_000n, "2006-01-16"));
    expect(buy(group, ama, 4, 2_300n, "2006-01-23")).toMatchObject({
      refused: "savings.whole-shares-only",
      because: { paid: 2_300n, price: 500n, shares: 4n, left_over: 300n },
    });
    done(buy(group, ama, 4, 2_000n, "2006-01-23"));
    expect(group.balance("member-shares/loan", "GHS", ama)).toBe(-5_000n);
    expect(group.books.rows(sharesBoughtTable, { member_id: ama }).map(row => row.shares)).toEqual([4, 2, 4]);
  });

  test.each([
    ["savings.too-many-shares", 6, 3_000n],
    ["savings.too-few-shares", 0, 0n],
    ["savings.shares-cost-another-amount", 2, 1_500n],
  ] as const)("%s: %i for %s", (refused, shares, amount) => {
    const { group, ama } = vsla();
    expect(buy(group, ama, shares, amount, "2006-01-09")).toMatchObject({ refused });
  });

  test("the limit counts what she bought at the same meeting, and not what was taken back", () => {
    const { group, ama } = vsla();
    const [first] = done(buy(group, ama, 4, 2_000n, "2006-01-09"));
    expect(buy(group, ama, 2, 1_000n, "2006-01-09")).toMatchObject({ refused: "savings.too-many-shares", because: { bought: 4, left: 1 } });
    group.takesBack(first!, "2006-01-09");
    done(buy(group, ama, 5, 2_500n, "2006-01-09"));
    expect(group.books.rows(sharesBoughtTable).map(row => [row.shares, row.is_taken_back])).toEqual([[4, true], [5, false]]);
  });

  test("a fund without shares sells none, and who is no member buys none", () => {
    const { group, ama } = vsla();
    group.fund("social", "GHS", began, "restricted");
    expect(group.says(buySharesEntry, { member: ama, fund: "social", shares: 1, amount: 500n }, "2006-01-09")).toMatchObject({ refused: "savings.no-shares-in-fund" });
    group.ends(ama, "left", "2006-01-09");
    expect(buy(group, ama, 1, 500n, "2006-01-16")).toMatchObject({ refused: "savings.no-longer-a-member" });
  });

  test("the price stands while anybody holds a share, and a new one counts from the next cycle", () => {
    const { group, ama, efua } = vsla();
    const [only] = done(buy(group, ama, 2, 1_000n, "2006-01-09"));
    group.rule("savings.shares/loan", { price: "600", meeting_min: "1", meeting_max: "5" }, "2006-01-16");
    expect(buy(group, efua, 2, 1_200n, "2006-01-16")).toMatchObject({
      refused: "savings.price-fixed-for-cycle",
      because: { price: 500n, new_price: 600n, cost: 1_000n, cycle: 1 },
    });
    done(buy(group, efua, 2, 1_000n, "2006-01-16"));
    expect(group.books.row(cycleTable, { fund: "loan", cycle: 1 })).toMatchObject({ price: 500n, opened_on: "2006-01-09", closed_on: null });
    // With no share held any more the group may begin again at the new price.
    group.takesBack(only!, "2006-01-23");
    const other = group.facts.find(fact => fact.kind === "savings.shares-bought" && fact.member === efua)!;
    group.takesBack(other, "2006-01-23");
    done(buy(group, efua, 2, 1_200n, "2006-01-23"));
    expect(group.books.row(cycleTable, { fund: "loan", cycle: 1 })).toMatchObject({ price: 600n });
  });
});

describe("a rule that does not hold together is refused when it is set", () => {
  const group = new GroupOnPaper();
  const product = { fund: "loan", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false };
  test.each([
    ["savings.shares-rule-unclear", "savings.shares/loan", { price: "0", meeting_min: "1", meeting_max: "5" }],
    ["savings.shares-rule-unclear", "savings.shares/loan", { price: "500", meeting_min: "3", meeting_max: "2" }],
    ["savings.shares-rule-unclear", "savings.shares/loan", { price: "500", meeting_min: "0", meeting_max: "2" }],
    ["savings.product-needs-amount", "savings.product/pokok", { ...product, kind: "entry" }],
    ["savings.product-needs-period", "savings.product/wajib", { ...product, kind: "compulsory", amount: "5" }],
    ["savings.product-needs-period", "savings.product/free", { ...product, kind: "voluntary", every: "month" }],
    ["savings.product-is-kept", "savings.product/wajib", { ...product, kind: "compulsory", amount: "5", every: "month", withdrawable: "free" }],
    ["savings.capital-needs-minimum", "savings.product/cbu", { ...product, kind: "voluntary", withdrawable: "free", is_capital: true }],
    ["savings.share-out-rule-unclear", "savings.share-out/loan", { policy: "floor", cash_step: "0" }],
    ["savings.share-out-rule-unclear", "savings.share-out/loan", { policy: "floor", cash_step: "100", remainder_to: "loan" }],
  ] as const)("%s: %s", (refused, rule, value) => {
    expect(group.ruleRefused(rule, value)).toMatchObject({ refused });
  });
});

describe("a rice bank (a new fund, no new code)", () => {
  test("keeps rice in kilograms, asks for it, gives it back and moves it to capital, all from its rules", () => {
    const group = new GroupOnPaper();
    group.fund("rice-bank", "kg", began);
    group.rule("savings.product/rice", { fund: "rice-bank", kind: "compulsory", amount: "2000", every: "meeting", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false }, began);
    group.rule("savings.product/rice-store", { fund: "rice-bank", kind: "voluntary", minimum_balance: "500", withdrawable: "free", is_capital: false }, began);
    const wulan = group.member(1, began);
    expect(dueOn(group, "2006-01-09")).toEqual([{ entry: "savings.deposit", member: wulan, product: "rice", amount: 2_000n }]);
    done(group.says(depositEntry, { member: wulan, product: "rice", amount: 2_000n }, "2006-01-09"));
    done(group.says(depositEntry, { member: wulan, product: "rice-store", amount: 7_500n }, "2006-01-09"));
    done(group.says(withdrawalEntry, { member: wulan, product: "rice-store", amount: 3_250n }, "2006-01-16"));
    expect(group.cash("rice-bank", "kg")).toBe(6_250n);
    expect(group.says(withdrawalEntry, { member: wulan, product: "rice-store", amount: 4_000n }, "2006-01-16")).toMatchObject({ refused: "savings.below-minimum" });
  });
});
