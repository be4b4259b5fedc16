import { describe, expect, test } from "vitest";
import type { EntryRule, MemberId, Uuid } from "#base";
import { assembly, exceptionTable } from "#assembly";
import { officeTable } from "#members";
import { turnDownEntry, withdrawalEntry } from "./ending.ts";
import { circleEntry } from "./circle.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { payOutEntry } from "./pay-out.ts";
import { requestEntry } from "./request.ts";

const [exceptionEntry, turnDownExceptionEntry] = ["assembly.exception", "assembly.turn-down-exception"].map(
  name => assembly.entries!.find(one => one.name === name)!,
) as [EntryRule<any>, EntryRule<any>];

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
      { about: "assembly.exception", id: loan, field: "reason", text: "her roof fell in", member: wulan },
    ]);
    expect(JSON.stringify(fact!.data)).not.toContain("roof");
    expect(group.books.rows(exceptionTable)).toMatchObject([
      { exception_id: loan, thing: "loan", status: "asked", amount: 1_200_000n, limits: [shareOf("40")] },
    ]);
  });

  test("the vote on the loan is not enough", () => {
    const { group, wulan, loan } = asked();
    const decision = group.decides("loan", loan, today);
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toMatchObject({
      refused: "assembly.exception-not-granted",
      because: { asked_on: today },
    });
  });

  test("by a vote on the exception, for which the chair answers, it is paid out", () => {
    const { group, wulan, chair, loan } = asked();
    const [fact] = done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    expect(fact).toMatchObject({
      kind: "assembly.exception-granted",
      member: wulan,
      lines: [],
      data: { approver: chair, amount: "1200000", limits: [shareOf("40")] },
    });
    done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today));
    expect(group.loan(loan).status).toBe("running");
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "used", used_on: today }]);
  });

  test("only up to what was voted for", () => {
    const { group, wulan, chair, loan } = asked();
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair, "900000"), today));
    const said = { loan, member: wulan, decision: group.decides("loan", loan, today) };
    expect(group.says(payOutEntry, said, today)).toMatchObject({
      refused: "assembly.above-exception",
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
    expect(group.books.rows(exceptionTable)).toMatchObject([{ limits: [shareOf("100")] }]);
  });

  test("of a fund with one rupiah in it, as a part that the books can hold", () => {
    const { group, wulan } = village(1n);
    const said = { ...asking(group.id(), wulan), amount: 50_000_000n, exception: "to buy the mill" };
    done(group.says(requestEntry, said, today));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ limits: [shareOf("9999")] }]);
  });
});

describe("an exception is refused", () => {
  test("to a loan that stays within the limit", () => {
    const { group, wulan, chair } = village();
    const loan = group.id();
    done(group.says(requestEntry, { ...asking(loan, wulan), amount: 500_000n }, today));
    expect(group.says(exceptionEntry, granting(group, loan, wulan, chair), today)).toMatchObject({
      refused: "assembly.exception-not-asked",
    });
  });

  test("with herself as the one who answers for it, or somebody without an office", () => {
    const { group, wulan, sari, loan } = asked();
    expect(group.says(exceptionEntry, granting(group, loan, wulan, wulan), today)).toMatchObject({
      refused: "assembly.exception-approved-by-herself",
    });
    expect(group.says(exceptionEntry, granting(group, loan, wulan, sari), today)).toMatchObject({
      refused: "assembly.exception-approver-without-office",
    });
  });

  test("where the hands said no, where they were raised for the loan only, and above what was asked", () => {
    const { group, wulan, chair, loan } = asked();
    const said = { exception: loan, member: wulan, approver: chair };
    const no = group.decides("exception", loan, today, false, { amount: "1200000" });
    expect(group.says(exceptionEntry, { ...said, decision: no }, today)).toMatchObject({ refused: "assembly.not-carried" });
    const other = group.decides("loan", loan, today);
    expect(group.says(exceptionEntry, { ...said, decision: other }, today)).toMatchObject({
      refused: "assembly.no-decision",
    });
    expect(group.says(exceptionEntry, granting(group, loan, wulan, chair, "1200100"), today)).toMatchObject({
      refused: "assembly.exception-above-asked",
    });
  });

  test("once the loan is paid out", () => {
    const { group, wulan, chair, loan } = asked();
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today));
    expect(group.says(exceptionEntry, granting(group, loan, wulan, chair), today)).toMatchObject({
      refused: "assembly.exception-not-asked",
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
    expect(group.takesBack(fact!, today)).toMatchObject({ refused: "assembly.exception-was-used" });
  });

  test("goes with the request", () => {
    const { group } = asked();
    const request = group.facts.find(fact => fact.kind === "loans.requested")!;
    group.takesBack(request, today);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "dropped" }]);
  });
});

describe("an exception that is not needed any more", () => {
  test("is dropped with the loan she lets go, or the members turn down, and comes back with it", () => {
    const { group, wulan, chair, loan } = asked();
    const status = () => group.books.row(exceptionTable, { exception_id: loan })!.status;
    const [let_go] = done(group.says(withdrawalEntry, { loan, member: wulan }, today));
    expect(status()).toBe("dropped");
    group.takesBack(let_go!, today);
    expect(status()).toBe("asked");
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    const no = { loan, member: wulan, decision: group.decides("loan", loan, today, false) };
    const [turned] = done(group.says(turnDownEntry, no, today));
    expect(status()).toBe("dropped");
    group.takesBack(turned!, today);
    expect(status()).toBe("granted");
  });

  test("is dropped where less is lent, within the limit, without a vote on it", () => {
    const { group, wulan, loan } = asked();
    const said = { loan, member: wulan, decision: group.decides("loan", loan, today), amount: 600_000n };
    const [paid] = done(group.says(payOutEntry, said, today));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "dropped" }]);
    group.takesBack(paid!, today);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "asked" }]);
  });

  test("the members said no: nothing above the limit is paid out, and the answer may be taken back", () => {
    const { group, wulan, loan } = asked();
    const no = group.decides("exception", loan, today, false, { amount: "1200000" });
    const yes = group.decides("exception", loan, today, true, { amount: "1200000" });
    const said = { exception: loan, member: wulan };
    expect(group.says(turnDownExceptionEntry, { ...said, decision: yes }, today)).toMatchObject({
      refused: "assembly.exception-carried",
    });
    const [turned] = done(group.says(turnDownExceptionEntry, { ...said, decision: no }, today));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "turned-down", decision_id: no }]);
    const payOut = { loan, member: wulan, decision: group.decides("loan", loan, today) };
    expect(group.says(payOutEntry, payOut, today)).toMatchObject({ refused: "loans.above-share-of-fund" });
    group.takesBack(turned!, today);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "asked", decision_id: null }]);
  });
});

/** Every limit of the group's own making. What is asked passes it, and none of the others. */
const passing: readonly (readonly [
  limit: string,
  rule: Readonly<Record<string, unknown>>,
  ofKind: Readonly<Record<string, unknown>>,
  figures: Readonly<Record<string, string>>,
])[] = [
  ["loans.above-product-maximum", {}, { amount_max: 1_000_000n }, { amount: "1200000", allowed: "1000000" }],
  ["loans.too-many-periods", {}, { periods_max: 5 }, { periods: "6", periods_max: "5" }],
  ["loans.too-few-guarantors", { guarantors_min: 2 }, {}, { found: "0", needed: "2" }],
  ["loans.member-too-short", { months_member_min: 6 }, {}, { months: "6", from: "2026-07-03" }],
  [
    "loans.above-times-stake",
    { times_stake: "3", stake_accounts: ["member-savings.voluntary/loan"] },
    {},
    { amount: "1200000", allowed: "300000", times: "3" },
  ],
  [
    "loans.above-ladder",
    {},
    { ladder: { steps: [{ up_to: 500_000n }, { up_to: 2_000_000n }] } },
    { amount: "1200000", allowed: "500000", step: "500000" },
  ],
];

describe("Wulan passes a limit", () => {
  test.each(passing)("%s: refused without a reason, paid out with a reason, a vote and who answers for it", (limit, rule, kind, figures) => {
    const { group, wulan, chair } = village();
    group.saves(wulan, 100_000n, "2026-01-03");
    group.limits(rule, "2026-02-01");
    group.product("ordinary", { ...ordinary, ...kind } as typeof ordinary, "2026-02-01");
    const loan = group.id();
    const said = { ...asking(loan, wulan), periods: 6 };
    expect(group.says(requestEntry, said, today)).toMatchObject({ refused: limit });
    done(group.says(requestEntry, { ...said, exception: "her roof fell in" }, today));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ limits: [{ limit, figures }] }]);
    const payOut = { loan, member: wulan, decision: group.decides("loan", loan, today) };
    expect(group.says(payOutEntry, payOut, today)).toMatchObject({ refused: "assembly.exception-not-granted" });
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    done(group.says(payOutEntry, payOut, today));
    expect(group.loan(loan).principal).toBe(1_200_000n);
  });

  test("one loan at a time: a second one by exception", () => {
    const { group, wulan, chair } = village();
    group.limits({ may_borrow_again_with_open_loan: false }, "2026-02-01");
    group.lends(wulan, 100_000n, "2026-03-07");
    const loan = group.id();
    expect(group.says(requestEntry, asking(loan, wulan), today)).toMatchObject({ refused: "loans.has-open-loan" });
    done(group.says(requestEntry, { ...asking(loan, wulan), exception: "the seed of the second rice" }, today));
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, today) }, today));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "used", limits: [{ limit: "loans.has-open-loan", figures: {} }] }]);
  });

  test("several with one reason: each is told, and one vote is for all of them", () => {
    const { group, wulan } = village();
    group.limits({ share_of_fund_percent: 20, guarantors_min: 1 }, "2026-02-01");
    done(group.says(requestEntry, { ...asking(group.id(), wulan), exception: "her roof fell in" }, today));
    expect(group.books.rows(exceptionTable)[0]!.limits.map(one => one.limit)).toEqual([
      "loans.too-few-guarantors",
      "loans.above-share-of-fund",
    ]);
  });

  test("a limit that the members did not hear of holds: it came into force after they voted", () => {
    const { group, wulan, chair, loan } = asked();
    done(group.says(exceptionEntry, granting(group, loan, wulan, chair), today));
    group.limits({ share_of_fund_percent: 20, guarantors_min: 1 }, "2026-06-07");
    const payOut = { loan, member: wulan, decision: group.decides("loan", loan, today) };
    expect(group.says(payOutEntry, payOut, "2026-06-13")).toMatchObject({ refused: "loans.too-few-guarantors" });
  });
});

describe("what protects others is no matter of a vote", () => {
  test("a fund that is kept for its purpose lends nothing, whatever the reason", () => {
    const { group, wulan } = village();
    group.product("from-damayan", { ...ordinary, fund: "damayan" }, "2026-01-03");
    group.product("from-social", { ...ordinary, fund: "social" }, "2026-01-03");
    for (const product of ["from-damayan", "from-social"])
      expect(
        group.says(requestEntry, { ...asking(group.id(), wulan), product, exception: "her roof fell in" }, today),
      ).toMatchObject({ refused: "assembly.never-excepted", because: { why: "assembly.never.for-its-purpose" } });
  });

  test("one of a circle that is late gets no new loan", () => {
    const { group, wulan, sari } = village();
    group.limits({ circle_on_time: true }, "2026-01-03");
    const circle = group.id();
    const loans = [wulan, sari].map(member => ({ loan: group.id(), member, amount: 100_000n }));
    const value = { product: "ordinary", loans: loans.map(one => ({ ...one, amount: String(one.amount) })) };
    const decision = group.decides("group-loan", circle, "2026-02-07", true, value);
    done(group.says(circleEntry, { circle, product: "ordinary", loans, decision }, "2026-02-07"));
    const said = { ...asking(group.id(), wulan), exception: "her roof fell in" };
    expect(group.says(requestEntry, said, today)).toMatchObject({
      refused: "assembly.never-excepted",
      because: { why: "assembly.never.owed-by-circle" },
    });
  });

  test("what is no limit at all stays what it is", () => {
    const { group, wulan } = village();
    const said = { ...asking(group.id(), wulan), amount: 0n, exception: "her roof fell in" };
    expect(group.says(requestEntry, said, today)).toMatchObject({ refused: "loans.amount-missing" });
  });
});

const shareOf = (share: string) => ({ limit: "loans.above-share-of-fund", figures: { share, percent: "20" } });

const asking = (loan: Uuid, member: MemberId) => ({
  loan,
  member,
  product: "ordinary",
  amount: 1_200_000n,
  guarantors: [],
});

const granting = (group: GroupOnPaper, loan: Uuid, member: MemberId, approver: MemberId, amount = "1200000") => ({
  exception: loan,
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
