import { describe, expect, test } from "vitest";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { payOutEntry } from "./pay-out.ts";
import { approvalEntry } from "./approval.ts";
import { requestEntry } from "./request.ts";

const today = "2026-03-07";

describe("Wulan is paid her loan", () => {
  test("the box gives it, she owes it, and the decision is cited", () => {
    const { group, wulan, loan } = village();
    const decision = group.decides("loan", loan, today);
    const [fact] = done(group.says(payOutEntry, { loan, member: wulan, decision }, today));
    expect(fact).toMatchObject({
      kind: "loans.paid-out",
      lines: [
        { account: "loans-receivable/loan", member: wulan, amount: 500_000n },
        { account: "cash/loan", amount: -500_000n },
      ],
      data: { loan, decision, principal: "500000", charge: "0" },
    });
    expect(group.loan(loan)).toMatchObject({
      status: "running",
      principal: 500_000n,
      paid_out_on: today,
      decision_id: decision,
    });
  });

  test("less a service charge of 1 %, where the product takes one", () => {
    const { group, wulan, loan } = village({ fees: [{ what: "service", at: "pay-out", percent: "1" }] });
    const decision = group.decides("loan", loan, today);
    const [fact] = done(group.says(payOutEntry, { loan, member: wulan, decision }, today));
    expect(fact!.lines).toMatchObject([
      { account: "loans-receivable/loan", amount: 500_000n },
      { account: "cash/loan", amount: -495_000n },
      { account: "fee-income/loan", amount: -5_000n },
    ]);
  });

  test("less than she asked for, since that is all there is", () => {
    const { group, wulan, loan } = village();
    const decision = group.decides("loan", loan, today);
    done(group.says(payOutEntry, { loan, member: wulan, decision, amount: 300_000n }, today));
    expect(group.loan(loan)).toMatchObject({ requested: 500_000n, principal: 300_000n });
  });

  test("a month after it was approved, up to what was approved", () => {
    const { group, wulan, loan } = village();
    const decision = group.decides("loan", loan, today);
    done(group.says(approvalEntry, { loan, member: wulan, decision, amount: 400_000n }, today));
    expect(group.loan(loan)).toMatchObject({ status: "approved", approved: 400_000n, decision_id: decision });
    const said = { loan, member: wulan, decision };
    expect(group.says(payOutEntry, { ...said, amount: 400_100n }, "2026-04-04")).toMatchObject({
      refused: "loans.above-requested",
      because: { allowed: 400_000n },
    });
    done(group.says(payOutEntry, said, "2026-04-04"));
    expect(group.loan(loan)).toMatchObject({ principal: 400_000n, paid_out_on: "2026-04-04" });
  });
});

describe("Wulan is not paid", () => {
  const { group, wulan, sari, loan } = village();
  const yes = group.decides("loan", loan, today);
  const no = group.decides("loan", loan, today, false);
  const other = group.decides("loan", group.id(), today);
  const said = { loan, member: wulan, decision: yes };

  test.each([
    ["on a decision that did not carry", { ...said, decision: no }, today, "assembly.not-carried"],
    ["on a decision about another loan", { ...said, decision: other }, today, "assembly.no-decision"],
    ["what was promised to Sari", { ...said, member: sari }, today, "loans.no-such-loan"],
    ["more than she asked for", { ...said, amount: 600_000n }, today, "loans.above-requested"],
    ["nothing", { ...said, amount: 0n }, today, "loans.amount-missing"],
    ["in coins nobody has", { ...said, amount: 10_050n }, today, "loans.amount-not-in-cash"],
    ["before she asked", said, "2026-03-06", "loans.before-request"],
  ])("%s", (_, body, on, refused) => {
    expect(group.says(payOutEntry, body, on)).toMatchObject({ refused });
  });

  test("what the box does not hold", () => {
    const { group, wulan, sari, loan } = village();
    group.saves(sari, -2_800_000n, today);
    const decision = group.decides("loan", loan, today);
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toMatchObject({
      refused: "ledger.fund-short",
    });
  });

  test("after she left", () => {
    const { group, wulan, loan } = village();
    group.leaves(wulan, today);
    const decision = group.decides("loan", loan, today);
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toMatchObject({
      refused: "loans.member-not-active",
    });
  });

  test("twice", () => {
    done(group.says(payOutEntry, said, today));
    expect(group.says(payOutEntry, said, today)).toMatchObject({
      refused: "loans.not-requested",
      because: { status: "running" },
    });
  });
});

function village(product: Partial<typeof ordinary> = {}) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 3_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary, ...product }, "2026-01-03");
  const loan = group.id();
  done(
    group.says(requestEntry, { loan, member: wulan, product: "ordinary", amount: 500_000n, guarantors: [] }, today),
  );
  return { group, wulan, sari, loan };
}
