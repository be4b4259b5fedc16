import { day, type MemberId } from "#base";
import { describe, expect, test } from "vitest";
import { began, Chapter, damayan, family } from "./chapter.testing.ts";
import { verifyEntry } from "./check-claim.ts";
import { claimEntry } from "./claim.ts";
import { contributionEntry } from "./contribution.ts";
import { enrolEntry } from "./enrol.ts";
import { done } from "./group-on-paper.testing.ts";
import { payBenefitEntry } from "./pay-benefit.ts";
import { levyTable } from "./tables.ts";

describe("a damayan fund", () => {
  test("collects 750 × 30 = 22,500 at a death, and 22,470 where the bereaved family does not pay", () => {
    for (const [bereaved_pays, families, collected] of [
      [true, 750, 2_250_000n],
      [false, 749, 2_247_000n],
    ] as const) {
      const tangos = new Chapter(750, { damayan: { ...damayan, levy: { amount: "3000", bereaved_pays } } });
      tangos.enrols("2026-02-02");
      const claim = tangos.proves(tangos.members[0]!, "2026-06-01");
      const levies = tangos.books.rows(levyTable, { claim_id: claim });
      expect(levies.length).toBe(families);
      for (const { member_id, amount } of levies)
        done(tangos.says(contributionEntry, { member: member_id, fund: "damayan", amount, claim }, "2026-06-08"));
      expect(tangos.cash("damayan", "PHP")).toBe(collected);
      // 22,500 less the benefit of 15,000 leaves 7,500.
      done(tangos.pays(claim, 900_000n, "2026-06-08"));
      done(tangos.pays(claim, 600_000n, "2026-06-15"));
      expect(tangos.cash("damayan", "PHP")).toBe(collected - 1_500_000n);
    }
  }, 120_000);

  test("takes from need to money three steps, between meetings too", () => {
    const chapter = new Chapter();
    const [wulan, , , treasurer, chair] = chapter.members as readonly [
      MemberId,
      MemberId,
      MemberId,
      MemberId,
      MemberId,
    ];
    chapter.gets("damayan", 2_000_000n);
    chapter.enrols("2026-02-02");
    const claim = chapter.id();
    const two = [treasurer, chair];
    done(
      chapter.says(
        claimEntry,
        { claim, fund: "damayan", member: wulan, event: "death", who: "herself", happened_on: day("2026-06-01") },
        "2026-06-02",
        two,
      ),
    );
    done(chapter.says(verifyEntry, { claim, first: treasurer, second: chair }, "2026-06-02", two));
    const [paid] = done(
      chapter.says(payBenefitEntry, { claim, amount: 900_000n, received_by: family[0]! }, "2026-06-02", two),
    );
    expect(paid!.lines).toEqual([
      { account: "cash/damayan", unit: "PHP", amount: -900_000n },
      { account: "fund-balance/damayan", unit: "PHP", amount: 900_000n },
    ]);
  });

  test("pays the first part at once and the rest on a later day", () => {
    const chapter = new Chapter();
    chapter.gets("damayan", 2_000_000n);
    chapter.enrols("2026-02-02");
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    expect(chapter.claim(claim)).toMatchObject({ status: "checked", benefit: 1_500_000n, first_part: 900_000n });
    expect(chapter.pays(claim, 900_001n, "2026-06-01")).toMatchObject({
      refused: "aid.first-part-first",
      because: { payable: 900_000n },
    });
    done(chapter.pays(claim, 900_000n, "2026-06-01"));
    expect(chapter.pays(claim, 1n, "2026-06-01")).toMatchObject({
      refused: "aid.first-part-first",
      because: { payable: 0n },
    });
    expect(chapter.claim(claim)).toMatchObject({ status: "paid-in-part", paid: 900_000n, first_paid_on: "2026-06-01" });
    expect(chapter.pays(claim, 600_001n, "2026-06-08")).toMatchObject({
      refused: "aid.more-than-benefit",
      because: { left: 600_000n },
    });
    done(chapter.pays(claim, 600_000n, "2026-06-08"));
    expect(chapter.claim(claim)).toMatchObject({ status: "paid" });
    expect(chapter.pays(claim, 1n, "2026-06-15")).toMatchObject({ refused: "aid.paid-before" });
  });

  test("never pays more than it has", () => {
    const chapter = new Chapter();
    chapter.gets("damayan", 500_000n);
    chapter.enrols("2026-02-02");
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    expect(chapter.pays(claim, 900_000n, "2026-06-01")).toMatchObject({
      refused: "ledger.fund-short",
      because: { fund: "damayan" },
    });
  });

  test("pays for a spouse by the number of those who give", () => {
    const chapter = new Chapter(6, { damayan: { ...damayan, admin_percent: "5" } });
    chapter.enrols("2026-02-02");
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01", { who: "spouse" });
    expect(chapter.claim(claim).benefit).toBe(5_700n);
  });

  test("raises a levy only for a death, only from who is in the fund, and later where the month had its deaths", () => {
    const levy = { amount: "3000", bereaved_pays: false, per_month_max: "1" };
    const benefits = [
      { event: "death", of: "member", how: "fixed", amount: "100000" },
      { event: "illness", of: "member", how: "fixed", amount: "5000" },
    ];
    const chapter = new Chapter(7, { damayan: { ...damayan, levy, benefits } });
    const [a, b, c, d, e, f, outside] = chapter.members as readonly MemberId[] as [
      MemberId,
      MemberId,
      MemberId,
      MemberId,
      MemberId,
      MemberId,
      MemberId,
    ];
    chapter.enrols("2026-02-02", [a, b, c, d, e, f]);
    const ill = chapter.proves(a, "2026-06-01", { event: "illness" });
    expect(chapter.books.rows(levyTable, { claim_id: ill })).toEqual([]);
    const first = chapter.proves(a, "2026-06-10");
    const second = chapter.proves(b, "2026-06-20");
    const third = chapter.proves(c, "2026-06-30");
    expect([first, second, third].map(one => chapter.claim(one).levy_due_on)).toEqual([
      "2026-06-10",
      "2026-07-01",
      "2026-08-01",
    ]);
    expect(chapter.books.rows(levyTable, { claim_id: first }).map(row => row.member_id)).toEqual([b, c, d, e, f]);
    expect(chapter.dueOn("2026-07-05").filter(one => "member" in one && one.member === d)).toEqual([
      { entry: "aid.contribution", member: d, fund: "damayan", amount: 3_000n, claim: first },
      { entry: "aid.contribution", member: d, fund: "damayan", amount: 3_000n, claim: second },
    ]);
    expect(
      chapter.says(contributionEntry, { member: outside, fund: "damayan", amount: 3_000n, claim: first }, "2026-07-05"),
    ).toMatchObject({ refused: "aid.not-enrolled" });
  });

  test("by tiers, tenure and fee pays what AMPC's table says", () => {
    const tiers = {
      capital: "cbu",
      steps: [
        ["1000", "2999", "975"],
        ["3000", "4999", "1050"],
        ["5000", "6999", "1125"],
        ["7000", "8999", "1200"],
        ["9000", "10999", "1275"],
        ["11000", "12999", "1350"],
        ["13000", "14999", "1425"],
        ["15000", null, "1500"],
      ].map(([from, to, per_member]) => ({
        from: `${from}00`,
        per_member: per_member!,
        ...(to ? { to: `${to}99` } : {}),
      })),
      tenure_percent: [5, 8, 17, 25, 33, 42, 50, 58, 66, 74, 83, 92, 100].map(String),
      accident_percent: "100",
    };
    const ampc = new Chapter(1_000, {
      damayan: {
        kind: "damayan",
        contribution: { every: "month", amount: "20000" },
        entry_fee: "50000",
        waiting_months: "0",
        benefits: [{ event: "death", of: "member", how: "tiers" }],
        tiers,
        admin_percent: "5",
        first_part_percent: "100",
        offset_debts: true,
      },
    });
    ampc.fund("loan", "PHP", began, "divisible", true);
    ampc.rule(
      "savings.product/cbu",
      { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true },
      began,
    );
    const cases = [
      // share capital | enrolled     | accident | net, centavos
      [600_000n, "2026-06-20", false, 619_875n],
      [1_500_000n, "2026-01-05", false, 1_425_000n],
      [200_000n, "2027-01-01", false, 46_313n],
      [1_500_000n, "2026-10-20", true, 1_425_000n],
    ] as const;
    ampc.enrols("2026-01-05", ampc.members.slice(cases.length), 50_000n);
    for (const [index, [capital, enrolled]] of cases.entries()) {
      const member = ampc.members[index]!;
      done(ampc.says(enrolEntry, { member, fund: "damayan", amount: 50_000n, beneficiaries: family }, enrolled));
      ampc.moves(began, ["cash/loan", "PHP", capital], ["member-shares.cbu/loan", "PHP", -capital, member]);
    }
    for (const [index, [, , accident, net]] of cases.entries()) {
      const claim = ampc.proves(ampc.members[index]!, "2027-01-20", { accident });
      expect(ampc.claim(claim).benefit).toBe(net);
    }
    const poor = ampc.reports(ampc.members[500]!, "2027-01-20");
    done(poor.said);
    expect(ampc.checks(poor.claim, "2027-01-20")).toMatchObject({
      refused: "aid.no-tier",
      because: { share_capital: 0n },
    });
  }, 120_000);
});
