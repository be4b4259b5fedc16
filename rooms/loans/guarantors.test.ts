import { describe, expect, test } from "vitest";
import { day, type MemberId } from "#base";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { guarantorEntry, guarantorsOf, loansLeftAlone, needsLoansLeftAlone } from "./guarantors.ts";
import { payOutEntry } from "./pay-out.ts";
import { requestEntry } from "./request.ts";

const today = "2026-04-04";

describe("Wulan names another who stands for her loan", () => {
  test("beside Sari, while it runs, and whoever left or died stands for it no more", () => {
    const { group, wulan, sari, loan } = village();
    const rohani = group.member("2026-01-03");
    const [named] = done(group.says(guarantorEntry, { loan, member: wulan, guarantor: rohani }, today));
    expect(named).toMatchObject({ kind: "loans.guarantor-named", member: wulan, lines: [], data: { guarantor: rohani } });
    expect(guarantorsOf(loan, group.books)).toEqual([sari, rohani]);
    group.takesBack(named!, today);
    expect(guarantorsOf(loan, group.books)).toEqual([sari]);
    done(group.says(guarantorEntry, { loan, member: wulan, guarantor: rohani }, today));
    group.leaves(sari, today);
    expect(guarantorsOf(loan, group.books)).toEqual([rohani]);
  });

  test("not herself, not Sari again, not a woman who left, and not for a loan that is paid back", () => {
    const { group, wulan, sari, loan } = village();
    const gone = group.member("2026-01-03");
    group.leaves(gone, "2026-02-07");
    const says = (guarantor: MemberId, member = wulan) => group.says(guarantorEntry, { loan, member, guarantor }, today);
    expect(says(wulan)).toMatchObject({ refused: "loans.guarantor-is-borrower" });
    expect(says(sari)).toMatchObject({ refused: "loans.guarantor-named-twice" });
    expect(says(gone)).toMatchObject({ refused: "loans.guarantor-not-active" });
    expect(says(wulan, sari)).toMatchObject({ refused: "loans.no-such-loan" });
    group.pays(group.loan(loan), 102_000n, today);
    expect(says(group.member("2026-01-03"))).toMatchObject({ refused: "loans.not-running" });
  });

  test("up to ten, and where one of them left another takes her place", () => {
    const { group, wulan, sari, loan } = village();
    const says = () => group.says(guarantorEntry, { loan, member: wulan, guarantor: group.member("2026-01-03") }, today);
    for (let named = 2; named <= 10; named += 1) done(says());
    expect(says()).toMatchObject({ refused: "loans.too-many-guarantors", because: { max: 10 } });
    group.leaves(sari, today);
    done(says());
  });
});

describe("who stands for a loan", () => {
  const alone = (group: GroupOnPaper, member: MemberId) =>
    loansLeftAlone(member, group.seenBy(books => needsLoansLeftAlone(member, books)), day(today)).map(one => one.loan_id);

  test("leaves it alone where nobody else stands for it, until it is paid back", () => {
    const { group, wulan, sari, loan } = village();
    expect([alone(group, sari), alone(group, wulan)]).toEqual([[loan], []]);
    group.pays(group.loan(loan), 102_000n, today);
    expect(alone(group, sari)).toEqual([]);
  });

  test("or where fewer than the rule wants would be left", () => {
    const { group, wulan, sari, loan } = village();
    const rohani = group.member("2026-01-03");
    done(group.says(guarantorEntry, { loan, member: wulan, guarantor: rohani }, today));
    expect([alone(group, sari), alone(group, rohani)]).toEqual([[], []]);
    group.limits({ guarantors_min: 2 }, today);
    expect([alone(group, sari), alone(group, rohani)]).toEqual([[loan], [loan]]);
  });

  test("is missed at the pay-out, when she died in between", () => {
    const { group, wulan, sari } = village();
    group.limits({ guarantors_min: 1 }, "2026-03-07");
    const loan = group.id();
    const body = { loan, member: wulan, product: "ordinary", amount: 50_000n, guarantors: [sari] };
    done(group.says(requestEntry, body, "2026-03-07"));
    group.ends(sari, "died", "2026-03-20");
    const decision = group.decides("loan", loan, today);
    expect(group.says(payOutEntry, { loan, member: wulan, decision }, today)).toMatchObject({
      refused: "loans.too-few-guarantors",
      because: { found: 0, needed: 1 },
    });
    const rohani = group.member("2026-01-03");
    done(group.says(guarantorEntry, { loan, member: wulan, guarantor: rohani }, today));
    done(group.says(payOutEntry, { loan, member: wulan, decision }, today));
  });
});

/** Sari stands for 100,000 that Wulan borrowed in March at 2 % a month. */
function village() {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  group.product("ordinary", { ...ordinary }, "2026-01-03");
  const loan = group.id();
  const body = { loan, member: wulan, product: "ordinary", amount: 100_000n, guarantors: [sari] };
  done(group.says(requestEntry, body, "2026-03-07"));
  const decision = group.decides("loan", loan, "2026-03-07");
  done(group.says(payOutEntry, { loan, member: wulan, decision }, "2026-03-07"));
  return { group, wulan, sari, loan };
}
