import { describe, expect, test } from "vitest";
import { type BodyOf, isRefusal, type MemberId } from "#base";
import { heldIn, needsHolds, refusalOfHold } from "#savings";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { guarantorEntry } from "./guarantors.ts";
import { approvalEntry } from "./approval.ts";
import { withdrawalEntry } from "./ending.ts";
import { payOutEntry } from "./pay-out.ts";
import { pledgeEntry } from "./pledge.ts";
import { needsPledgedForOthers, refusalToLeavePledged } from "./pledges-in-the-way.ts";
import type { LoanProduct } from "./product.ts";
import { requestEntry } from "./request.ts";
import { careVisitTable } from "./tables.ts";
import { usePledgeEntry } from "./use-pledge.ts";
import { writeOffEntry } from "./write-off.ts";

const savings = "member-savings.voluntary/loan";
const today = "2026-03-07";

describe("Wulan borrows 100,000, and a fifth of it must be pledged", () => {
  test("she is paid once savings of hers and of Sari are kept for it, of either of them", () => {
    const { group, wulan, sari, loan, pays } = village();
    expect(pays()).toMatchObject({ refused: "loans.too-little-pledged", because: { found: 0n, needed: 20_000n, percent: 20 } });
    pledges(group, { loan, member: wulan, pledger: wulan, amount: 5_000n });
    pledges(group, { loan, member: wulan, pledger: sari, amount: 14_999n });
    expect(pays()).toMatchObject({ because: { found: 19_999n } });
    pledges(group, { loan, member: wulan, pledger: sari, amount: 1n });
    done(pays());
    expect(group.loan(loan).pledges).toMatchObject([
      { member: wulan, amount: "5000" },
      { member: sari, amount: "15000", taken: "0", let_go: "0" },
    ]);
  });

  test.each([
    ["borrower", "loans.too-little-pledged-by-borrower", 1],
    ["guarantors", "loans.too-little-pledged-by-guarantors", 0],
  ] as const)("where the rule wants it of the %s, the other's does not count", (pledge_by, refused, other) => {
    const { group, wulan, sari, loan, pays } = village({ pledge_by });
    const [counted, not] = other === 1 ? [wulan, sari] : [sari, wulan];
    pledges(group, { loan, member: wulan, pledger: not, amount: 20_000n });
    expect(pays()).toMatchObject({ refused, because: { found: 0n } });
    pledges(group, { loan, member: wulan, pledger: counted, amount: 20_000n });
    done(pays());
  });

  test("whoever died in between has pledged nothing", () => {
    const { group, wulan, sari, loan, pays } = village();
    pledges(group, { loan, member: wulan, pledger: sari, amount: 20_000n });
    group.ends(sari, "died", today);
    expect(pays()).toMatchObject({ because: { found: 0n } });
  });
});

describe("what is pledged", () => {
  test("stays where it is until the loan is paid back, and is free then", () => {
    const { group, wulan, sari, loan, pays } = village();
    pledges(group, { loan, member: wulan, pledger: sari, amount: 30_000n });
    expect(taking(group, sari, 20_000n)).toBeNull();
    expect(taking(group, sari, 20_001n)).toMatchObject({
      refused: "savings.on-hold",
      because: { saved: 50_000n, held: 30_000n, available: 20_000n },
    });
    done(pays());
    const half = group.pays(group.loan(loan), 52_000n, "2026-04-04");
    expect(kept(group, sari)).toBe(30_000n);
    const rest = group.pays(group.loan(loan), 51_000n, "2026-05-02");
    expect(group.loan(loan).status).toBe("repaid");
    expect(kept(group, sari)).toBe(0n);
    expect(taking(group, sari, 50_000n)).toBeNull();
    // Written by mistake: the loan runs, and what she pledged is kept again.
    group.takesBack(rest, "2026-05-02");
    expect(kept(group, sari)).toBe(30_000n);
    group.takesBack(half, "2026-05-02");
    expect(kept(group, sari)).toBe(30_000n);
  });

  test("is let go as the loan is paid down where the rule says so, and never earlier than the principal", () => {
    const { group, wulan, sari, loan, pays } = village({ pledge_let_go: "as-paid" });
    pledges(group, { loan, member: wulan, pledger: sari, amount: 30_001n });
    done(pays());
    const half = group.pays(group.loan(loan), 52_000n, "2026-04-04");
    expect(group.loan(loan).principal_paid).toBe(50_000n);
    // Half of 30,001 is kept, rounded up.
    expect(kept(group, sari)).toBe(15_001n);
    group.takesBack(half, "2026-04-04");
    expect(kept(group, sari)).toBe(30_001n);
  });

  test("is free when the request is withdrawn, when it was a mistake, and when the loan is given up", () => {
    const { group, wulan, sari, loan, pays } = village();
    const pledged = pledges(group, { loan, member: wulan, pledger: sari, amount: 20_000n });
    const [gone] = done(group.says(withdrawalEntry, { loan, member: wulan }, today));
    expect(kept(group, sari)).toBe(0n);
    group.takesBack(gone!, today);
    expect(kept(group, sari)).toBe(20_000n);
    group.takesBack(pledged, today);
    expect(kept(group, sari)).toBe(0n);
    pledges(group, { loan, member: wulan, pledger: sari, amount: 20_000n });
    done(pays());
    const decision = group.decides("write-off", loan, "2026-09-05");
    const [given] = done(group.says(writeOffEntry, { loan, member: wulan, decision }, "2026-09-05"));
    expect(kept(group, sari)).toBe(0n);
    group.takesBack(given!, "2026-09-05");
    expect(kept(group, sari)).toBe(20_000n);
  });

  test("cannot be taken back once the money was lent on it", () => {
    const { group, wulan, sari, loan, pays } = village();
    const pledged = pledges(group, { loan, member: wulan, pledger: sari, amount: 20_000n });
    done(pays());
    expect(group.takesBack(pledged, today)).toMatchObject({ refused: "loans.reverse-later-first" });
    const more = pledges(group, { loan, member: wulan, pledger: sari, amount: 1_000n });
    expect(isRefusal(group.takesBack(more, today))).toBe(false);
    expect(kept(group, sari)).toBe(20_000n);
  });

  test("is hers alone, and no more than she has free, of her savings or shares", () => {
    const { group, wulan, sari, loan } = village();
    const rohani = group.member("2026-01-03");
    group.saves(rohani, 50_000n, "2026-01-03");
    const says = (said: Partial<BodyOf<typeof pledgeEntry.fields>>) =>
      group.says(pledgeEntry, { loan, member: wulan, pledger: sari, account: savings, amount: 10_000n, ...said }, today);
    expect(says({ pledger: rohani })).toMatchObject({ refused: "loans.pledger-stands-not-for-it" });
    expect(says({ member: sari })).toMatchObject({ refused: "loans.no-such-loan" });
    expect(says({ amount: 0n })).toMatchObject({ refused: "loans.amount-missing" });
    for (const account of ["cash/loan", "loans-receivable/loan", "member-shares/loan", "savings.deposit"])
      expect(says({ account })).toMatchObject({ refused: "loans.pledge-above-saved", because: { saved: 0n } });
    const term = { fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "never", is_capital: false };
    group.sets("savings.product/deposito", term, "2026-01-03");
    group.opens("member-savings.deposito/loan", "2026-01-03");
    group.saves(sari, 10_000n, "2026-01-03", "member-savings.deposito/loan");
    expect(says({ account: "member-savings.deposito/loan" })).toMatchObject({ refused: "loans.term-deposit-not-pledged" });
    done(says({ amount: 40_000n }));
    expect(says({ amount: 10_001n })).toMatchObject({
      refused: "loans.pledge-above-saved",
      because: { saved: 50_000n, held: 40_000n, available: 10_000n },
    });
    done(group.says(withdrawalEntry, { loan, member: wulan }, today));
    expect(says({})).toMatchObject({ refused: "loans.not-running" });
  });

  test("keeps Sari from leaving, and not whoever pledged for her own loan", () => {
    const { group, wulan, sari, loan } = village();
    pledges(group, { loan, member: wulan, pledger: sari, amount: 20_000n });
    pledges(group, { loan, member: wulan, pledger: wulan, amount: 20_000n });
    const leaving = (member: MemberId) =>
      refusalToLeavePledged(member, group.seenBy(books => needsPledgedForOthers(member, books)));
    expect(leaving(sari)).toMatchObject({ refused: "loans.leaves-pledged", because: { held: 20_000n, unit: "IDR" } });
    expect(leaving(wulan)).toBeNull();
  });

  test("keeps her among those who stand for the loan", () => {
    const { group, wulan, loan } = village();
    const rohani = group.member("2026-01-03");
    group.saves(rohani, 50_000n, "2026-01-03");
    const [named] = done(group.says(guarantorEntry, { loan, member: wulan, guarantor: rohani }, today));
    pledges(group, { loan, member: wulan, pledger: rohani, amount: 20_000n });
    expect(group.takesBack(named!, today)).toMatchObject({ refused: "loans.reverse-later-first" });
  });
});

describe("Wulan does not pay, and the members decide about what Sari pledged", () => {
  const on = "2026-09-05";

  test("it is taken for the loan, out of her savings, and pays interest first as every payment does", () => {
    const { group, sari, loan, uses } = lent();
    const [paid] = done(uses("take", 20_000n));
    expect(paid).toMatchObject({
      kind: "loans.set-off",
      lines: expect.arrayContaining([{ account: savings, member: sari, unit: "IDR", amount: 20_000n }]) as unknown,
      data: { pledge: { pledger: sari, amount: "20000" }, closes: false },
    });
    expect(group.balance(savings, sari)).toBe(-30_000n);
    // Of 30,000 she pledged 10,000 is still kept, and what was taken stays told.
    expect(kept(group, sari)).toBe(10_000n);
    expect(group.loan(loan).pledges).toMatchObject([{ taken: "20000" }]);
    const before = group.loan(loan).principal_paid;
    group.takesBack(paid!, on);
    expect(kept(group, sari)).toBe(30_000n);
    expect(group.loan(loan).principal_paid).toBeLessThan(before);
    expect(group.loan(loan).pledges).toMatchObject([{ taken: "0" }]);
  });

  test("it is let go, or a part of it, and kept again where that was a mistake", () => {
    const { group, sari, uses } = lent();
    const [gone] = done(uses("let-go", 12_000n));
    expect(gone).toMatchObject({ kind: "loans.pledge-let-go", lines: [] });
    expect(kept(group, sari)).toBe(18_000n);
    group.takesBack(gone!, on);
    expect(kept(group, sari)).toBe(30_000n);
  });

  test("by a carried decision about her, once, and no more than is kept", () => {
    const { group, wulan, sari, loan, uses } = lent();
    expect(uses("take", 30_001n)).toMatchObject({ refused: "loans.above-pledge", because: { held: 30_000n } });
    expect(uses("take", 0n)).toMatchObject({ refused: "loans.amount-missing" });
    const decision = group.decides("pledge", `${loan}/${sari}`, on, true, { use: "take", account: savings, amount: "5000" });
    const says = (pledger = sari) => group.says(usePledgeEntry, { loan, member: wulan, pledger, decision }, on);
    expect(says(wulan)).toMatchObject({ refused: "assembly.no-decision" });
    done(says());
    expect(says()).toMatchObject({ refused: "assembly.decision-used" });
    const no = group.decides("pledge", `${loan}/${sari}`, on, false, { use: "take", account: savings, amount: "5000" });
    expect(group.says(usePledgeEntry, { loan, member: wulan, pledger: sari, decision: no }, on)).toMatchObject({
      refused: "assembly.not-carried",
    });
  });

  test("after a visit, where the rule asks for one; let go it is without", () => {
    const { group, wulan, sari, loan, uses } = lent();
    group.rule("loans.care", { within_days: "30", visitors: "one", from_days_late: "0" }, "2026-06-01");
    expect(uses("take", 5_000n)).toMatchObject({ refused: "loans.visit-first", because: { days: 30 } });
    done(uses("let-go", 1_000n));
    const visit = { visit_id: group.id(), loan_id: loan, member_id: wulan, visited_on: on, noted_on: on, visitor: sari };
    group.books.apply([{ put: careVisitTable, row: { ...visit, companion: null, seq: 1n, is_taken_back: false } }] as never);
    done(uses("take", 5_000n));
  });

  test("not before the loan runs: there is nothing to pay", () => {
    const { group, wulan, sari, loan } = village();
    pledges(group, { loan, member: wulan, pledger: sari, amount: 20_000n });
    const body = { loan, member: wulan };
    done(group.says(approvalEntry, { ...body, decision: group.decides("loan", loan, today) }, today));
    const decision = group.decides("pledge", `${loan}/${sari}`, today, true, { use: "take", account: savings, amount: "5000" });
    expect(group.says(usePledgeEntry, { ...body, pledger: sari, decision }, today)).toMatchObject({ refused: "loans.not-running" });
  });

  function lent() {
    const { group, wulan, sari, loan, pays } = village();
    pledges(group, { loan, member: wulan, pledger: sari, amount: 30_000n });
    done(pays());
    const uses = (use: "take" | "let-go", amount: bigint) => {
      const value = { use, account: savings, amount: String(amount) };
      const decision = group.decides("pledge", `${loan}/${sari}`, on, true, value);
      return group.says(usePledgeEntry, { loan, member: wulan, pledger: sari, decision }, on);
    };
    return { group, wulan, sari, loan, uses };
  }
});

const pledges = (group: GroupOnPaper, said: Omit<BodyOf<typeof pledgeEntry.fields>, "account">) =>
  done(group.says(pledgeEntry, { account: savings, ...said }, today))[0]!;

const kept = (group: GroupOnPaper, member: MemberId) => heldIn(savings, member, group.seenBy(() => [needsHolds(member)]));

const taking = (group: GroupOnPaper, member: MemberId, amount: bigint) =>
  refusalOfHold(
    { account: savings, unit: "IDR", member, saved: -group.balance(savings, member) },
    amount,
    group.seenBy(() => [needsHolds(member)]),
  );

/** Sari stands for 100,000 that Wulan asks for; each of them saved 50,000. */
function village(rule: Partial<LoanProduct> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari, other] = [group.member("2026-01-03"), group.member("2026-01-03"), group.member("2026-01-03")];
  for (const member of [wulan, sari]) group.saves(member, 50_000n, "2026-01-03");
  group.saves(other, 500_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, periods: 2, pledge_percent: 20, ...rule }, "2026-01-03");
  const loan = group.id();
  const body = { loan, member: wulan, product: "ordinary", amount: 100_000n, guarantors: [sari] };
  done(group.says(requestEntry, body, today));
  const pays = () =>
    group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today);
  return { group, wulan, sari, loan, pays };
}
