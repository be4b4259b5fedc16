import { day, isRefusal, type MemberId, sum } from "#base";
import { account } from "#ledger";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buySharesEntry } from "./buy-shares.ts";
import { depositEntry } from "./deposit.ts";
import { done, shown } from "./group-on-paper.testing.ts";
import { needsShareOut, planShareOut } from "./plan-share-out.ts";
import { cycleTable } from "./tables.ts";
import { began, end, planned, Vsla } from "./vsla.testing.ts";

describe("the share-out of a cycle", () => {
  test("gives Ama 225 and her part of the profit, 45, for 45 of 900 shares", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 20, step: 100n });
    vsla.buys(
      Array.from({ length: 20 }, () => 45),
      500n,
    );
    vsla.earns(90_000n);
    const plan = vsla.sharesOut();
    expect([plan.totalShares, plan.pot, plan.remainder]).toEqual([900n, 540_000n, 0n]);
    expect(plan.members[0]).toMatchObject({
      number: 1,
      shares: 45n,
      cost: 22_500n,
      value: 27_000n,
      debt: 0n,
      payout: 27_000n,
    });
    expect(vsla.left("loan")).toEqual({});
  });

  test("gives 1,000 of a pot of 10,000 for 100 of 1,000 shares", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 10, step: 100n });
    vsla.buys(
      Array.from({ length: 10 }, () => 100),
      500n,
    );
    vsla.earns(500_000n);
    expect(planned(vsla.plan()).members[0]).toMatchObject({ shares: 100n, payout: 100_000n });
  });

  test("leaves the social fund and the reserve untouched", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 2, step: 100n });
    vsla.buys([5, 5], 500n);
    vsla.earns(3_000n, "fund-balance/social");
    vsla.earns(2_000n, "indivisible-reserve/reserve");
    vsla.sharesOut();
    expect([vsla.left("social"), vsla.left("reserve")]).toEqual([
      { "cash/social": 3_000n, "fund-balance/social": -3_000n },
      { "cash/reserve": 2_000n, "indivisible-reserve/reserve": -2_000n },
    ]);
  });

  test("pays in notes that exist and keeps the rest for the next cycle", () => {
    const vsla = new Vsla({ unit: "KHR", price: 5_000n, members: 3, step: 100n });
    vsla.buys([1, 1, 1], 5_000n);
    vsla.earns(1_000n);
    const plan = vsla.sharesOut();
    expect([plan.members.map(one => one.payout), plan.remainder]).toEqual([[5_300n, 5_300n, 5_300n], 100n]);
    expect(vsla.left("loan")).toEqual({ "cash/loan": 100n, "retained-surplus/loan": -100n });
  });

  test("gives the rest to the social fund where the group decided so", () => {
    const vsla = new Vsla({ unit: "KHR", price: 5_000n, members: 3, step: 100n, remainderTo: "social" });
    vsla.buys([1, 1, 1], 5_000n);
    vsla.earns(1_000n);
    vsla.sharesOut();
    expect([vsla.left("loan"), vsla.left("social")]).toEqual([
      {},
      { "cash/social": 100n, "fund-balance/social": -100n },
    ]);
  });

  test("gives the rest where most was cut off, lower numbers first, by the largest remainder", () => {
    const vsla = new Vsla({ unit: "KHR", price: 5_000n, members: 3, step: 100n, policy: "largest-remainder" });
    vsla.buys([1, 1, 1], 5_000n);
    vsla.earns(1_000n);
    expect(planned(vsla.plan()).members.map(one => one.payout)).toEqual([5_400n, 5_300n, 5_300n]);
  });

  test("sets an open loan with its interest off against what the debtor gets", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 2, step: 100n });
    const [ama, efua] = vsla.members as [MemberId, MemberId];
    vsla.buys([20, 20], 500n);
    vsla.lends(ama, 6_000n);
    const plan = vsla.sharesOut(new Map([[ama, 6_350n]]));
    // 14,000 in the box and 6,350 owed make 20,350: 10,175 each, of which only what goes into the hand is rounded.
    expect(plan.pot).toBe(20_350n);
    expect(plan.members).toMatchObject([
      { member: ama, value: 10_150n, debt: 6_350n, setOff: 6_350n, rest: 0n, payout: 3_800n },
      { member: efua, value: 10_100n, debt: 0n, setOff: 0n, rest: 0n, payout: 10_100n },
    ]);
    expect(plan.remainder).toBe(100n);
    expect(vsla.left("loan")).toEqual({ "cash/loan": 100n, "retained-surplus/loan": -100n });
  });

  test("gives a debtor nothing in hand where her loan is larger than her shares, and the others bear the rest", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 4, step: 100n });
    const [ama, efua, abena, esi] = vsla.members as [MemberId, MemberId, MemberId, MemberId];
    vsla.buys([20, 20, 20], 500n);
    vsla.lends(ama, 25_000n);
    vsla.lends(esi, 1_000n);
    // 4,000 in the box are for the 40 shares that owe nothing: 100 each. Ama's 20 are worth 2,000 too, and she owes 26,000.
    const plan = planned(
      vsla.plan(
        new Map([
          [ama, 26_000n],
          [esi, 1_050n],
        ]),
      ),
    );
    expect([plan.pot, plan.totalShares, plan.remainder]).toEqual([6_000n, 60n, 0n]);
    expect(plan.members).toMatchObject([
      { member: ama, value: 2_000n, debt: 26_000n, setOff: 2_000n, rest: 24_000n, payout: 0n },
      { member: efua, value: 2_000n, debt: 0n, payout: 2_000n },
      { member: abena, value: 2_000n, debt: 0n, payout: 2_000n },
      // She holds no shares, so all she owes is lost.
      { member: esi, shares: 0n, value: 0n, debt: 1_050n, setOff: 0n, rest: 1_050n, payout: 0n },
    ]);
  });

  test("bears losses as it bears profit", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 2, step: 100n });
    vsla.buys([20, 20], 500n);
    vsla.moves("2026-06-01", [account.expense("loan"), "GHS", 2_000n], [account.cash("loan"), "GHS", -2_000n]);
    const plan = vsla.sharesOut();
    expect(plan.members.map(one => one.payout)).toEqual([9_000n, 9_000n]);
    expect(vsla.left("loan")).toEqual({});
  });

  test("leaves savings and capital that stand in the same fund where they are", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 2, step: 100n });
    vsla.rule(
      "savings.product/free",
      { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false },
      began,
    );
    vsla.rule(
      "savings.product/cbu",
      { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true },
      began,
    );
    vsla.buys([5, 5], 500n);
    for (const product of ["free", "cbu"])
      done(vsla.says(depositEntry, { member: vsla.members[0]!, product, amount: 700n }, "2026-06-01"));
    const plan = vsla.sharesOut();
    expect(plan.pot).toBe(5_000n);
    expect(vsla.left("loan")).toEqual({
      "cash/loan": 1_400n,
      "member-savings.free/loan": -700n,
      "member-shares.cbu/loan": -700n,
    });
  });

  test("closes the cycle, and the next begins with the next share at the new price", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 1, step: 100n });
    vsla.buys([3], 500n);
    const bought = vsla.facts.find(fact => fact.kind === "savings.shares-bought")!;
    vsla.sharesOut();
    expect(vsla.books.row(cycleTable, { fund: "loan", cycle: 1 })).toMatchObject({ closed_on: end, price: 500n });
    expect(vsla.takesBack(bought, "2026-12-21")).toMatchObject({
      refused: "savings.cycle-is-closed",
      because: { cycle: 1 },
    });
    vsla.rule("savings.shares/loan", { price: "700", meeting_min: "1", meeting_max: "5" }, "2026-12-15");
    done(
      vsla.says(buySharesEntry, { member: vsla.members[0]!, fund: "loan", shares: 2, amount: 1_400n }, "2027-01-04"),
    );
    expect(vsla.books.row(cycleTable, { fund: "loan", cycle: 2 })).toMatchObject({
      opened_on: "2027-01-04",
      closed_on: null,
      price: 700n,
    });
  });
});

describe("a share-out is refused", () => {
  const small = () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 3, step: 100n });
    vsla.buys([4, 4], 500n);
    return vsla;
  };

  test("while a loan is open that nobody counted", () => {
    const vsla = small();
    vsla.lends(vsla.members[0]!, 1_000n);
    expect(vsla.plan()).toMatchObject({
      refused: "savings.loan-not-set-off",
      because: { number: 1, loan: 1_000n, owed: 0n },
    });
  });

  test("while the money lies at the bank", () => {
    const vsla = small();
    vsla.moves("2026-06-01", [account.bank("loan"), "GHS", 2_500n], [account.cash("loan"), "GHS", -2_500n]);
    expect(vsla.plan()).toMatchObject({
      refused: "savings.share-out-needs-cash",
      because: { needed: 4_000n, cash: 1_500n, missing: 2_500n },
    });
  });

  test("of a fund that is for a purpose, or that has no rule, no cycle or no shares", () => {
    const vsla = new Vsla({ unit: "GHS", price: 500n, members: 1, step: 100n });
    const of = (fund: string) =>
      planShareOut({ books: vsla.seenBy(seen => needsShareOut(fund, seen)), fund, on: day(end), debts: new Map() });
    expect(of("social")).toMatchObject({
      refused: "savings.fund-is-not-shared-out",
      because: { nature: "restricted" },
    });
    expect(of("nowhere")).toMatchObject({ refused: "ledger.no-such-fund" });
    expect(of("loan")).toMatchObject({ refused: "savings.no-cycle-open" });
    vsla.fund("other", "GHS", began);
    expect(of("other")).toMatchObject({ refused: "savings.no-share-out-rule" });
    vsla.buys([2], 500n);
    vsla.takesBack(vsla.facts.find(fact => fact.kind === "savings.shares-bought")!, "2026-06-01");
    expect(of("loan")).toMatchObject({ refused: "savings.no-shares-held" });
  });

  test("when the remainder goes to a fund of another unit, or to none", () => {
    const vsla = small();
    vsla.fund("rice-bank", "kg", began);
    for (const remainder_to of ["rice-bank", "nowhere"]) {
      vsla.rule("savings.share-out/loan", { policy: "floor", cash_step: "100", remainder_to }, "2026-06-01");
      expect(vsla.plan()).toMatchObject({ refused: "savings.no-fund-for-remainder", because: { remainder_to } });
    }
  });

  test("when losses ate more than there is", () => {
    const vsla = small();
    vsla.rule(
      "savings.product/free",
      { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false },
      began,
    );
    done(vsla.says(depositEntry, { member: vsla.members[2]!, product: "free", amount: 3_000n }, "2026-06-01"));
    vsla.moves("2026-06-01", [account.expense("loan"), "GHS", 5_000n], [account.cash("loan"), "GHS", -5_000n]);
    expect(vsla.plan()).toMatchObject({ refused: "savings.pot-below-zero", because: { missing: 1_000n } });
  });
});

test("whatever was bought, earned, spent and lent, the share-out neither makes nor loses money", () => {
  const amount = fc.bigInt({ min: 0n, max: 9_999n });
  fc.assert(
    fc.property(
      fc
        .array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 7 })
        .filter(shares => shares.some(one => one > 0)),
      fc.record({
        earned: amount,
        lent: fc.bigInt({ min: 1n, max: 400n }),
        interest: fc.bigInt({ min: 0n, max: 4_000n }),
      }),
      fc.constantFrom(25n, 50n, 100n),
      fc.constantFrom("floor" as const, "largest-remainder" as const),
      fc.constantFrom(undefined, "social", "reserve"),
      (shares, { earned, lent, interest }, step, policy, remainderTo) => {
        const vsla = new Vsla({
          unit: "PHP",
          price: 500n,
          members: shares.length,
          step,
          policy,
          ...(remainderTo ? { remainderTo } : {}),
        });
        vsla.buys(shares, 500n);
        if (earned > 0n) vsla.earns(earned);
        const debtor = vsla.members[shares.findIndex(one => one > 0)]!;
        vsla.lends(debtor, lent);
        const before = vsla.cash("loan", "PHP");
        const plan = vsla.plan(new Map([[debtor, lent + interest]]));
        if (isRefusal(plan)) throw new Error(shown(plan));
        vsla.sharesOut(new Map([[debtor, lent + interest]]));
        const paid = sum(plan.members.map(one => one.payout));
        const kept = plan.remainder;
        expect(paid + kept).toBe(before);
        expect(vsla.left("loan")).toEqual(
          remainderTo || kept === 0n ? {} : { "cash/loan": kept, "retained-surplus/loan": -kept },
        );
        for (const one of plan.members) {
          expect(one.payout % step).toBe(0n);
          expect(one.payout + one.setOff).toBe(one.value);
          expect(one.setOff + one.rest).toBe(one.debt);
        }
      },
    ),
    { numRuns: 60 },
  );
});
