import { describe, expect, test } from "vitest";
import { day } from "#base";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { claimOf } from "./index.ts";
import { recoveryEntry } from "./recovery.ts";
import { repaymentEntry } from "./repayment.ts";
import { writeOffEntry } from "./write-off.ts";

const end = "2027-03-06";

describe("Wulan moved away and the members write her loan off", () => {
  test("its principal is a loss of all, decided by all; her unpaid interest is kept as a claim", () => {
    const { group, loan, said } = village();
    const decision = group.decides("write-off", loan.loan_id, end);
    const [fact] = done(group.says(writeOffEntry, { ...said, decision }, end));
    expect(fact).toMatchObject({
      kind: "loans.written-off",
      member: loan.member_id,
      lines: [
        { account: "loan-loss/loan", amount: 400_000n },
        { account: "loans-receivable/loan", amount: -400_000n },
      ],
      data: { principal: "400000", interest: "88000", decision },
    });
    expect(group.loan(loan.loan_id)).toMatchObject({ status: "written-off", written_off: 400_000n, closed_on: end });
    expect(claimOf(group.loan(loan.loan_id))).toMatchObject({ principal: 400_000n, interest: 88_000n });
  });

  test("not without a decision, and not on one that pays a loan out", () => {
    const { group, loan, said } = village();
    const decision = group.decides("loan", loan.loan_id, end);
    expect(group.says(writeOffEntry, { ...said, decision }, end)).toMatchObject({ refused: "assembly.no-decision" });
  });

  test("not twice, and she cannot repay it as if nothing had happened", () => {
    const { group, said } = written();
    const decision = group.decides("write-off", said.loan, end);
    expect(group.says(writeOffEntry, { ...said, decision }, end)).toMatchObject({ refused: "loans.not-running" });
    expect(group.says(repaymentEntry, { ...said, amount: 1n }, end)).toMatchObject({
      refused: "loans.not-running",
      because: { status: "written-off" },
    });
  });

  test("only her interest, where all principal is paid: no money moves in the books", () => {
    const { group, loan, said } = village({ method: "flat", payment_order: "principal-first" });
    // Ten months at 2 % flat are 100,000; the first was paid.
    group.pays(group.running(loan), 400_000n + 80_000n, "2027-02-06");
    const decision = group.decides("write-off", said.loan, end);
    const [fact] = done(group.says(writeOffEntry, { ...said, decision }, end));
    expect(fact).toMatchObject({ lines: [], data: { principal: "0", interest: "10000" } });
  });
});

describe("Wulan sends money after all", () => {
  test("it makes the loss smaller, and pays the interest after that", () => {
    const { group, said } = written();
    const pay = (amount: bigint) => done(group.says(recoveryEntry, { ...said, amount }, end))[0]!;
    expect(pay(300_000n).lines).toMatchObject([
      { account: "cash/loan", amount: 300_000n },
      { account: "loan-loss/loan", amount: -300_000n },
    ]);
    expect(pay(150_000n).lines).toMatchObject([
      { account: "cash/loan", amount: 150_000n },
      { account: "loan-loss/loan", amount: -100_000n },
      { account: "interest-income/loan", amount: -50_000n },
    ]);
    expect(claimOf(group.loan(said.loan))).toMatchObject({ principal: 0n, interest: 38_000n });
    expect(group.balance("loan-loss/loan")).toBe(0n);
  });

  test("more than the claim is refused, and so is nothing, and a loan that was not written off", () => {
    const { group, said } = written();
    expect(group.says(recoveryEntry, { ...said, amount: 488_001n }, end)).toMatchObject({
      refused: "loans.recovery-exceeds-claim",
      because: { owed: 488_000n },
    });
    expect(group.says(recoveryEntry, { ...said, amount: 0n }, end)).toMatchObject({ refused: "loans.amount-missing" });
    const running = village();
    expect(running.group.says(recoveryEntry, { ...running.said, amount: 1n }, end)).toMatchObject({
      refused: "loans.not-written-off",
    });
  });
});

function written() {
  const { group, loan, said } = village();
  done(group.says(writeOffEntry, { ...said, decision: group.decides("write-off", loan.loan_id, day(end)) }, end));
  return { group, said };
}

/** 500,000 of March 2026; in April 100,000 and the interest were paid, and nothing since. */
function village(product: Partial<typeof ordinary> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, periods: 10, ...product }, "2026-01-03");
  const loan = group.lends(wulan, 500_000n, "2026-03-07");
  group.pays(loan, 110_000n, "2026-04-04");
  return { group, loan, said: { loan: loan.loan_id, member: wulan } };
}
