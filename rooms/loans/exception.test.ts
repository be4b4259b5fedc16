import { describe, expect, test } from "vitest";
import type { MemberId, Uuid } from "#base";
import { officeTable } from "#members";
import { exceptionEntry } from "./exception.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { exceptionTable } from "./index.ts";
import { payOutEntry } from "./pay-out.ts";
import { requestEntry } from "./request.ts";

const today = "2026-06-06";

// The fund holds 3,000,000, and one member may owe it a fifth: 600,000.
describe("Wulan asks for two fifths of the fund", () => {
  test("and is refused, with what is left for her", () => {
    const { group, wulan } = village();
    expect(group.says(requestEntry, asking(group.id(), wulan), today)).toMatchObject({
      refused: "loans.above-share-of-fund",
      because: { amount: 1_200_000n, allowed: 600_000n, size: 3_000_000n, percent: 20 },
    });
  });

  test("with a reason it may be asked for: how far above it is, is kept, and why apart from the log", () => {
    const { group, wulan } = village();
    const loan = group.id();
    const [fact] = done(group.says(requestEntry, { ...asking(loan, wulan), exception: "her roof fell in" }, today));
    expect(fact!.texts).toEqual([
      { about: "loans.loan", id: loan, field: "exception", text: "her roof fell in", member: wulan },
    ]);
    expect(JSON.stringify(fact!.data)).not.toContain("roof");
    expect(group.books.rows(exceptionTable)).toMatchObject([
      { loan_id: loan, status: "asked", amount: 1_200_000n, allowed: 600_000n, share_percent: 40, limit_percent: 20 },
    ]);
  });

  test("the vote on the loan is not enough", () => {
    const { group, wulan, loan } = asked();
    const decision = group.decides("loan", loan, today);
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toMatchObject({
      refused: "loans.exception-not-granted",
      because: { percent: 20 },
    });
  });

  test("by a vote on the exception, for which the chair answers, it is paid out", () => {
    const { group, wulan, chair, loan } = asked();
    const [fact] = done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    expect(fact).toMatchObject({
      kind: "loans.exception-granted",
      member: wulan,
      lines: [],
      data: { approver: chair, amount: "1200000", share_percent: "40", limit_percent: "20" },
    });
    done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today));
    expect(group.loan(loan).status).toBe("running");
  });

  test("only up to what was voted for", () => {
    const { group, wulan, chair, loan } = asked();
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair, "900000"), today));
    const said = { loan, member: wulan, decision: group.decides("loan", loan, today) };
    expect(group.says(payOutEntry, said, today)).toMatchObject({
      refused: "loans.above-exception",
      because: { allowed: 900_000n },
    });
    done(group.says(payOutEntry, { ...said, amount: 900_000n }, today));
  });

  test("within the limit there is nothing to ask, and the reason is not kept", () => {
    const { group, wulan } = village();
    const said = { ...asking(group.id(), wulan), amount: 600_000n, exception: "to be sure" };
    const [fact] = done(group.says(requestEntry, said, today));
    expect(fact!.texts).toBeUndefined();
    expect(group.books.rows(exceptionTable)).toEqual([]);
  });

  test("for the whole fund, counted in full percent", () => {
    const { group, wulan } = village();
    const said = { ...asking(group.id(), wulan), amount: 3_000_000n, exception: "to buy the mill" };
    done(group.says(requestEntry, said, today));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ share_percent: 100 }]);
  });

  test("of a fund with one rupiah in it, as a part that the books can hold", () => {
    const { group, wulan } = village(1n);
    const said = { ...asking(group.id(), wulan), amount: 50_000_000n, exception: "to buy the mill" };
    done(group.says(requestEntry, said, today));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ allowed: 0n, share_percent: 9_999 }]);
  });
});

describe("an exception is refused", () => {
  test("to a loan that stays within the limit", () => {
    const { group, wulan, chair } = village();
    const loan = group.id();
    done(group.says(requestEntry, { ...asking(loan, wulan), amount: 500_000n }, today));
    expect(group.says(exceptionEntry, granting(group, loan, wulan, chair), today)).toMatchObject({
      refused: "loans.exception-not-asked",
    });
  });

  test("with herself as the one who answers for it, or somebody without an office", () => {
    const { group, wulan, sari, loan } = asked();
    expect(group.says(exceptionEntry, granting(group, loan, wulan, wulan), today)).toMatchObject({
      refused: "loans.exception-approved-by-borrower",
    });
    expect(group.says(exceptionEntry, granting(group, loan, wulan, sari), today)).toMatchObject({
      refused: "loans.exception-approver-without-office",
    });
  });

  test("where the hands said no, where they were raised for the loan only, and above what was asked", () => {
    const { group, wulan, chair, loan } = asked();
    const said = { loan, member: wulan, approver: chair };
    const no = group.decides("exception", loan, today, false, { amount: "1200000" });
    expect(group.says(exceptionEntry, { ...said, decision: no }, today)).toMatchObject({ refused: "assembly.not-carried" });
    const other = group.decides("loan", loan, today);
    expect(group.says(exceptionEntry, { ...said, decision: other }, today)).toMatchObject({
      refused: "assembly.no-decision",
    });
    expect(group.says(exceptionEntry, granting(group, loan, wulan, chair, "1200100"), today)).toMatchObject({
      refused: "loans.above-requested",
    });
  });

  test("once the loan is paid out", () => {
    const { group, wulan, chair, loan } = asked();
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today));
    expect(group.says(exceptionEntry, granting(group, loan, wulan, chair), today)).toMatchObject({
      refused: "loans.not-requested",
    });
  });
});

describe("an exception that was a mistake", () => {
  test("is taken back before the pay-out, and asked for still", () => {
    const { group, wulan, chair, loan } = asked();
    const [fact] = done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    expect(group.takesBack(fact!, today)).toMatchObject({ kind: "ledger.reversal" });
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "asked", granted_amount: null, approved_by: null }]);
  });

  test("not after it", () => {
    const { group, wulan, chair, loan } = asked();
    const [fact] = done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today));
    expect(group.takesBack(fact!, today)).toMatchObject({ refused: "loans.reverse-later-first" });
  });

  test("goes with the request", () => {
    const { group } = asked();
    const request = group.facts.find(fact => fact.kind === "loans.requested")!;
    group.takesBack(request, today);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "taken-back" }]);
  });
});

const asking = (loan: Uuid, member: MemberId) => ({
  loan,
  member,
  product: "ordinary",
  amount: 1_200_000n,
  guarantors: [],
});

const granting = (group: GroupOnPaper, loan: Uuid, member: MemberId, approver: MemberId, amount = "1200000") => ({
  loan,
  member,
  approver,
  decision: group.decides("exception", loan, today, true, { amount }),
});

function asked() {
  const there = village();
  const loan = there.group.id();
  done(there.group.says(requestEntry, { ...asking(loan, there.wulan), exception: "her roof fell in" }, today));
  return { ...there, loan };
}

function village(saved = 3_000_000n) {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari, chair] = [1, 2, 3].map(number => group.member("2026-01-03", number)) as [MemberId, MemberId, MemberId];
  const office = { role: "chair", from_on: "2026-01-03", until_on: null, substitute_for: null };
  group.books.apply([{ put: officeTable, row: { member_id: chair, ...office } }] as never);
  group.saves(sari, saved, "2026-01-03");
  group.limits({ share_of_fund_percent: 20 }, "2026-01-03");
  return { group, wulan, sari, chair };
}
