import { describe, expect, test } from "vitest";
import { day, type Fact, isRefusal, type Minor, type Uuid } from "#base";
import { debtsOf, debtsTo, inOrder, owedByMember, settle } from "./debts.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { claimOf } from "./index.ts";
import { recoveryEntry } from "./recovery.ts";
import { writeOffEntry } from "./write-off.ts";

const end = day("2026-12-05");

describe("what Wulan owes", () => {
  test("is her loans that run, the older first, and then the claim of the one that was written off", () => {
    const { group, wulan, sari, writesOff } = village();
    const given = group.lends(wulan, 50_000n, "2026-01-10");
    writesOff(given.loan_id, "2026-02-07");
    done(group.says(recoveryEntry, { loan: given.loan_id, member: wulan, amount: 20_000n }, "2026-02-14"));
    const older = group.lends(wulan, 100_000n, "2026-03-07");
    const newer = group.lends(wulan, 200_000n, "2026-11-07");
    group.lends(sari, 10_000n, "2026-12-05");
    const debts = debtsOf(wulan, group.books, end);
    expect(debts.map(one => [one.loan.loan_id, one.amount])).toEqual([
      [older.loan_id, 118_000n],
      [newer.loan_id, 204_000n],
      [given.loan_id, 31_000n],
    ]);
    expect([...owedByMember(debtsTo("loan", group.books, end))]).toEqual([
      [wulan, 118_000n + 204_000n + 31_000n],
      [sari, 10_200n],
    ]);
  });
});

describe("settled out of what stands ready for her", () => {
  // ready | written off | paid on the loan | of principal | lost | claim on interest | paid on the old claim | status
  test.each<[Minor, boolean, Minor, Minor, Minor, Minor, Minor, string]>([
    [169_000n, true, 118_000n, 100_000n, 0n, 0n, 51_000n, "repaid"],
    [138_000n, true, 118_000n, 100_000n, 0n, 0n, 20_000n, "repaid"],
    [50_000n, true, 50_000n, 32_000n, 68_000n, 0n, 0n, "written-off"],
    [8_000n, true, 8_000n, 0n, 100_000n, 10_000n, 0n, "written-off"],
    [0n, true, 0n, 0n, 100_000n, 18_000n, 0n, "written-off"],
    [50_000n, false, 50_000n, 32_000n, 0n, 0n, 0n, "running"],
    [0n, false, 0n, 0n, 0n, 0n, 0n, "running"],
  ])("%s, the rest given up: %s", (amount, isGivenUp, paid, principal, lost, claimed, onClaim, status) => {
    const { group, wulan, writesOff, decision } = village();
    const given = group.lends(wulan, 50_000n, "2026-01-10");
    writesOff(given.loan_id, "2026-02-07");
    const loan = group.lends(wulan, 100_000n, "2026-03-07");
    const ready = { account: "member-shares/loan" as const, member: wulan, amount };
    const settlings = inOrder(debtsOf(wulan, group.books, end), ready);
    const facts = settle(settlings, { on: end, writtenOffBy: isGivenUp ? decision : null }) as readonly Fact[];
    expect(isRefusal(facts)).toBe(false);
    group.record(facts);
    const after = group.loan(loan.loan_id);
    expect([after.principal_paid + after.interest_paid, after.principal_paid, after.written_off, after.status]).toEqual([
      paid,
      principal,
      lost,
      status,
    ]);
    expect(claimOf(after)).toMatchObject({ principal: lost, interest: claimed });
    expect(group.balance("loans-receivable/loan", wulan)).toBe(status === "running" ? 100_000n - principal : 0n);
    const claim = claimOf(group.loan(given.loan_id));
    expect(claim.principal + claim.interest).toBe(51_000n - onClaim);
    // What came in on the old loan makes its loss smaller, and its interest is income after that.
    expect(group.balance("loan-loss/loan")).toBe(50_000n - (onClaim < 50_000n ? onClaim : 50_000n) + lost);
  });

  test("out of two accounts at once: interest is paid once, and the cash of the other fund comes along", () => {
    const { group, wulan } = village();
    group.opens("member-savings.funeral/social", "2026-01-03");
    group.saves(wulan, 50_000n, "2026-01-03", "member-savings.funeral/social");
    const loan = group.lends(wulan, 100_000n, "2026-03-07");
    const out = [
      { account: "member-shares/loan" as const, member: wulan, amount: 68_000n },
      { account: "member-savings.funeral/social" as const, member: wulan, amount: 50_000n },
    ];
    const [debt] = debtsOf(wulan, group.books, end);
    const facts = settle([{ debt: debt!, out }], { on: end, writtenOffBy: null }) as readonly Fact[];
    expect(facts).toMatchObject([{ data: { interest: "18000", principal: "100000", closes: true } }]);
    group.record(facts);
    expect(group.loan(loan.loan_id).status).toBe("repaid");
    expect(group.balance("cash/social")).toBe(0n);
  });

  test("what is set off of a claim is taken back like any recovery", () => {
    const { group, wulan, writesOff } = village();
    const given = group.lends(wulan, 50_000n, "2026-01-10");
    writesOff(given.loan_id, "2026-02-07");
    const before = group.loan(given.loan_id);
    const ready = { account: "member-shares/loan" as const, member: wulan, amount: 30_000n };
    const settlings = inOrder(debtsOf(wulan, group.books, end), ready);
    const facts = settle(settlings, { on: end, writtenOffBy: null }) as readonly Fact[];
    const [recorded] = group.record(facts);
    expect(recorded).toMatchObject({ kind: "loans.recovered", lines: [ready, { account: "loan-loss/loan" }] });
    group.takesBack(recorded!, end);
    expect(group.loan(given.loan_id)).toEqual(before);
  });
});

/** Loans at 2 % a month on the balance; Wulan has 200,000 in shares and Sari the money that is lent. */
function village() {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.saves(wulan, 200_000n, "2026-01-03", "member-shares/loan");
  group.product("ordinary", { ...ordinary }, "2026-01-03");
  const writesOff = (loan: Uuid, on: string) =>
    done(group.says(writeOffEntry, { loan, member: wulan, decision: group.decides("write-off", loan, on) }, on));
  return { group, wulan, sari, writesOff, decision: group.decides("share-out", "loan", end) };
}
