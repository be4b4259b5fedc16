import { describe, expect, test } from "vitest";
import { approvalEntry } from "./approval.ts";
import { turnDownEntry, withdrawalEntry } from "./ending.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { payOutEntry } from "./pay-out.ts";
import { requestEntry } from "./request.ts";

const today = "2026-03-07";

describe("a request ends", () => {
  test("as refused, citing the vote that did not carry", () => {
    const { group, wulan, loan } = village();
    const decision = group.decides("loan", loan, today, false);
    done(group.says(turnDownEntry, { loan, member: wulan, decision }, today));
    expect(group.loan(loan)).toMatchObject({ status: "refused", decision_id: decision, closed_on: today });
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toMatchObject({
      refused: "loans.not-requested",
    });
  });

  test("but a vote that carried refuses nothing, and one about something else neither", () => {
    const { group, wulan, loan } = village();
    const said = { loan, member: wulan };
    expect(group.says(turnDownEntry, { ...said, decision: group.decides("loan", loan, today) }, today)).toMatchObject({
      refused: "loans.decision-carried",
    });
    expect(
      group.says(turnDownEntry, { ...said, decision: group.decides("other", loan, today, false) }, today),
    ).toMatchObject({
      refused: "assembly.no-decision",
    });
  });

  test("as withdrawn, even after it was approved", () => {
    const { group, wulan, loan } = village();
    const decision = group.decides("loan", loan, today);
    done(group.says(approvalEntry, { loan, member: wulan, decision }, today));
    done(group.says(withdrawalEntry, { loan, member: wulan }, today));
    expect(group.loan(loan)).toMatchObject({ status: "withdrawn", closed_on: today });
    expect(group.says(withdrawalEntry, { loan, member: wulan }, today)).toMatchObject({
      refused: "loans.not-requested",
    });
  });

  test("nobody else's", () => {
    const { group, loan } = village();
    const ratna = group.member();
    expect(group.says(withdrawalEntry, { loan, member: ratna }, today)).toMatchObject({
      refused: "loans.no-such-loan",
    });
  });
});

describe("an approval", () => {
  const { group, wulan, loan } = village();
  const decision = group.decides("loan", loan, today);
  const said = { loan, member: wulan, decision };
  test.each([
    ["of nothing", { ...said, amount: 0n }, "loans.amount-missing"],
    ["of more than was asked for", { ...said, amount: 500_100n }, "loans.above-requested"],
    ["without a decision", { ...said, decision: loan }, "assembly.no-decision"],
  ])("%s is none", (_, body, refused) => {
    expect(group.says(approvalEntry, body, today)).toMatchObject({ refused });
  });
  test("is given once", () => {
    done(group.says(approvalEntry, said, today));
    expect(group.says(approvalEntry, said, today)).toMatchObject({ refused: "loans.not-requested" });
  });
});

function village() {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const wulan = group.member("2026-01-03");
  const loan = group.id();
  done(
    group.says(requestEntry, { loan, member: wulan, product: "ordinary", amount: 500_000n, guarantors: [] }, today),
  );
  return { group, wulan, loan };
}
