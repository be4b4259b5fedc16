import { addDays, day, type Document, type MemberId, type Uuid } from "#base";
import { describe, expect, test } from "vitest";
import { verifyEntry } from "./check-claim.ts";
import { claimEntry } from "./claim.ts";
import { contributionEntry } from "./contribution.ts";
import { dues, lapsesAhead } from "./dues.ts";
import { beneficiariesEntry, enrolEntry } from "./enrol.ts";
import { grantAbout, grantEntry } from "./grant.ts";
import { done, GroupOnPaper } from "./group-on-paper.ts";
import { lapseEntry, warnEntry } from "./lapse.ts";
import { afterDebts, payBenefitEntry } from "./pay-benefit.ts";
import { type ClaimRow, claimTable, enrolmentTable, grantTable, levyTable } from "./tables.ts";

const began = "2026-01-05";
const family = [{ name: "Amat", kinship: "spouse" as const }];

const damayan: Readonly<Record<string, Document>> = {
  kind: "damayan",
  levy: { amount: "3000", bereaved_pays: true },
  waiting_months: "1",
  lapse_after_missed: "3",
  benefits: [
    { event: "death", of: "member", how: "fixed", amount: "1500000" },
    { event: "death", of: "dependant", how: "per-member", amount: "1000" },
  ],
  admin_percent: "0",
  first_part_percent: "60",
  offset_debts: false,
};
const social: Readonly<Record<string, Document>> = {
  kind: "social",
  contribution: { every: "meeting", amount: "200" },
  waiting_months: "0",
  benefits: [],
  admin_percent: "0",
  first_part_percent: "100",
  offset_debts: false,
};

class Chapter extends GroupOnPaper {
  readonly members: readonly MemberId[];

  constructor(size = 6, rules: Readonly<Record<string, Readonly<Record<string, Document>>>> = { damayan, social }) {
    super();
    for (const [fund, value] of Object.entries(rules)) {
      this.fund(fund, "PHP", began);
      this.rule(`aid.fund/${fund}`, value, began);
    }
    this.members = Array.from({ length: size }, (_, index) => this.member(index + 1, began));
  }

  enrols(on: string, members: readonly MemberId[] = this.members, amount?: bigint): void {
    for (const member of members) done(this.says(enrolEntry, { member, fund: "damayan", amount, beneficiaries: family }, on));
  }

  gets(fund: string, amount: bigint, on = began): void {
    this.moves(on, [`cash/${fund}`, "PHP", amount], [`fund-balance/${fund}`, "PHP", -amount]);
  }

  reports(member: MemberId, on: string, of: Partial<{ who: ClaimRow["who"]; event: ClaimRow["event"]; happened_on: string; accident: boolean; fund: string }> = {}) {
    const claim = this.id();
    const { who = "herself", event = "death", happened_on = on, accident, fund = "damayan" } = of;
    return { claim, said: this.says(claimEntry, { claim, fund, member, event, who, happened_on: day(happened_on), accident }, on) };
  }

  checks(claim: Uuid, on: string, first: MemberId = this.members[4]!, second: MemberId = this.members[5]!) {
    return this.says(verifyEntry, { claim, first, second }, on);
  }

  /** A claim that was reported and checked. */
  proves(member: MemberId, on: string, of: Parameters<Chapter["reports"]>[2] = {}): Uuid {
    const { claim, said } = this.reports(member, on, of);
    done(said);
    done(this.checks(claim, on));
    return claim;
  }

  pays(claim: Uuid, amount: bigint, on: string, decision?: Uuid) {
    return this.says(payBenefitEntry, { claim, amount, decision }, on);
  }

  claim(claim: Uuid): ClaimRow {
    return this.books.row(claimTable, { claim_id: claim })!;
  }

  dueOn(on: string) {
    return dues.due(this.seenBy(books => dues.needs(books, day(on))), day(on)).map(({ entry, body }) => ({ entry, ...body }));
  }

  lapsesOn(on: string) {
    return lapsesAhead(this.seenBy(books => dues.needs(books, day(on))), day(on));
  }
}

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
      for (const { member_id, amount } of levies) done(tangos.says(contributionEntry, { member: member_id, fund: "damayan", amount, claim }, "2026-06-08"));
      expect(tangos.cash("damayan", "PHP")).toBe(collected);
      // 22,500 less the benefit of 15,000 leaves 7,500.
      done(tangos.pays(claim, 900_000n, "2026-06-08"));
      done(tangos.pays(claim, 600_000n, "2026-06-15"));
      expect(tangos.cash("damayan", "PHP")).toBe(collected - 1_500_000n);
    }
  }, 120_000);

  test("takes from need to money three steps, between meetings too", () => {
    const chapter = new Chapter();
    const [wulan, , , treasurer, chair] = chapter.members as readonly [MemberId, MemberId, MemberId, MemberId, MemberId];
    chapter.gets("damayan", 2_000_000n);
    chapter.enrols("2026-02-02");
    const claim = chapter.id();
    const two = [treasurer, chair];
    done(chapter.says(claimEntry, { claim, fund: "damayan", member: wulan, event: "death", who: "herself", happened_on: day("2026-06-01") }, "2026-06-02", two));
    done(chapter.says(verifyEntry, { claim, first: treasurer, second: chair }, "2026-06-02", two));
    const [paid] = done(chapter.says(payBenefitEntry, { claim, amount: 900_000n }, "2026-06-02", two));
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
    expect(chapter.pays(claim, 900_001n, "2026-06-01")).toMatchObject({ refused: "aid.first-part-first", because: { payable: 900_000n } });
    done(chapter.pays(claim, 900_000n, "2026-06-01"));
    expect(chapter.pays(claim, 1n, "2026-06-01")).toMatchObject({ refused: "aid.first-part-first", because: { payable: 0n } });
    expect(chapter.claim(claim)).toMatchObject({ status: "paid-in-part", paid: 900_000n, first_paid_on: "2026-06-01" });
    expect(chapter.pays(claim, 600_001n, "2026-06-08")).toMatchObject({ refused: "aid.more-than-benefit", because: { left: 600_000n } });
    done(chapter.pays(claim, 600_000n, "2026-06-08"));
    expect(chapter.claim(claim)).toMatchObject({ status: "paid" });
    expect(chapter.pays(claim, 1n, "2026-06-15")).toMatchObject({ refused: "aid.paid-before" });
  });

  test("never pays more than it has", () => {
    const chapter = new Chapter();
    chapter.gets("damayan", 500_000n);
    chapter.enrols("2026-02-02");
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
    expect(chapter.pays(claim, 900_000n, "2026-06-01")).toMatchObject({ refused: "ledger.fund-short", because: { fund: "damayan" } });
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
    const [a, b, c, d, e, f, outside] = chapter.members as readonly MemberId[] as [MemberId, MemberId, MemberId, MemberId, MemberId, MemberId, MemberId];
    chapter.enrols("2026-02-02", [a, b, c, d, e, f]);
    const ill = chapter.proves(a, "2026-06-01", { event: "illness" });
    expect(chapter.books.rows(levyTable, { claim_id: ill })).toEqual([]);
    const first = chapter.proves(a, "2026-06-10");
    const second = chapter.proves(b, "2026-06-20");
    const third = chapter.proves(c, "2026-06-30");
    expect([first, second, third].map(one => chapter.claim(one).levy_due_on)).toEqual(["2026-06-10", "2026-07-01", "2026-08-01"]);
    expect(chapter.books.rows(levyTable, { claim_id: first }).map(row => row.member_id)).toEqual([b, c, d, e, f]);
    expect(chapter.dueOn("2026-07-05").filter(one => "member" in one && one.member === d)).toEqual([
      { entry: "aid.contribution", member: d, fund: "damayan", amount: 3_000n, claim: first },
      { entry: "aid.contribution", member: d, fund: "damayan", amount: 3_000n, claim: second },
    ]);
    expect(chapter.says(contributionEntry, { member: outside, fund: "damayan", amount: 3_000n, claim: first }, "2026-07-05")).toMatchObject({ refused: "aid.not-enrolled" });
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
      ].map(([from, to, per_member]) => ({ from: `${from}00`, per_member: per_member!, ...(to ? { to: `${to}99` } : {}) })),
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
    ampc.rule("savings.product/cbu", { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true }, began);
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
    expect(ampc.checks(poor.claim, "2027-01-20")).toMatchObject({ refused: "aid.no-tier", because: { share_capital: 0n } });
  }, 120_000);
});

describe("a claim is refused", () => {
  test.each([
    // who tells     | when it happened | what is said
    ["enrolled late", "2026-06-10", "2026-06-20", "aid.waiting-period", { covered_from: "2026-07-01" }],
    ["enrolled late", "2026-05-20", "2026-06-20", "aid.before-enrolment", { since: "2026-06-01" }],
    ["not enrolled", "2026-06-10", "2026-06-20", "aid.not-enrolled", {}],
    ["nobody we know", "2026-06-10", "2026-06-20", "aid.not-a-member", {}],
    ["enrolled late", "2026-06-21", "2026-06-20", "aid.day-to-come", {}],
  ] as const)("for who is %s, of %s reported on %s: %s", (who, happened_on, on, refused, because) => {
    const chapter = new Chapter();
    const [first, second] = chapter.members as [MemberId, MemberId];
    chapter.enrols("2026-06-01", [first]);
    const member = { "enrolled late": first, "not enrolled": second, "nobody we know": "m_zzzzzzzzzzzzzzzz" as MemberId }[who];
    expect(chapter.reports(member, on, { happened_on }).said).toMatchObject({ refused, because });
  });

  test("for an event the fund does not stand for", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    expect(chapter.reports(chapter.members[0]!, "2026-06-01", { event: "birth" }).said).toMatchObject({ refused: "aid.event-not-covered" });
  });

  test("when it was claimed before, and nobody dies twice", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    const member = chapter.members[0]!;
    const { claim } = chapter.reports(member, "2026-06-01", { who: "child" });
    expect(chapter.reports(member, "2026-06-08", { who: "child", happened_on: "2026-06-01" }).said).toMatchObject({ refused: "aid.claimed-before" });
    expect(chapter.says(claimEntry, { claim, fund: "damayan", member, event: "death", who: "parent", happened_on: day("2026-06-02") }, "2026-06-08")).toMatchObject({ refused: "aid.claimed-before" });
    done(chapter.reports(member, "2026-07-01", { who: "child" }).said);
    done(chapter.reports(member, "2026-08-01").said);
    expect(chapter.reports(member, "2026-08-08").said).toMatchObject({ refused: "aid.claimed-before" });
  });

  test("for who left, but not for who was a member when she died", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    const [gone, dead] = chapter.members as [MemberId, MemberId];
    chapter.ends(gone, "left", "2026-05-01");
    chapter.ends(dead, "died", "2026-06-01");
    expect(chapter.reports(gone, "2026-06-01", { who: "child" }).said).toMatchObject({ refused: "aid.no-longer-a-member", because: { number: 1, status: "left" } });
    done(chapter.reports(dead, "2026-06-03", { happened_on: "2026-05-31" }).said);
  });

  test("on a fund that is no aid fund, or is not kept for its purpose", () => {
    const chapter = new Chapter();
    const member = chapter.members[0]!;
    expect(chapter.reports(member, "2026-06-01", { fund: "loan" }).said).toMatchObject({ refused: "aid.no-such-fund" });
    chapter.fund("open", "PHP", began, "divisible");
    chapter.fund("lent", "PHP", began, "restricted", true);
    for (const fund of ["open", "lent"]) chapter.rule(`aid.fund/${fund}`, damayan, began);
    expect(chapter.reports(member, "2026-06-01", { fund: "open" }).said).toMatchObject({ refused: "aid.fund-not-restricted" });
    expect(chapter.reports(member, "2026-06-01", { fund: "lent" }).said).toMatchObject({ refused: "aid.damayan-is-never-lent" });
  });
});

describe("two people check a claim", () => {
  const reported = () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    return { chapter, ...chapter.reports(chapter.members[0]!, "2026-06-01") };
  };

  test("and not one alone, not the claimant herself, not a stranger", () => {
    const { chapter, claim } = reported();
    const [hers, one] = chapter.members as [MemberId, MemberId];
    expect(chapter.checks(claim, "2026-06-01", one, one)).toMatchObject({ refused: "aid.two-people-check" });
    expect(chapter.checks(claim, "2026-06-01", one, hers)).toMatchObject({ refused: "aid.not-for-herself" });
    expect(chapter.checks(claim, "2026-06-01", one, "m_zzzzzzzzzzzzzzzz" as MemberId)).toMatchObject({ refused: "aid.not-a-member" });
  });

  test("who sign for it themselves between meetings", () => {
    const { chapter, claim } = reported();
    const [, one, two, three] = chapter.members as [MemberId, MemberId, MemberId, MemberId];
    expect(chapter.says(verifyEntry, { claim, first: one, second: two }, "2026-06-01", [one, three])).toMatchObject({ refused: "aid.checkers-sign-themselves" });
    done(chapter.says(verifyEntry, { claim, first: one, second: two }, "2026-06-01", [two, one]));
    expect(chapter.claim(claim)).toMatchObject({ first_checker: one, second_checker: two, checked_on: "2026-06-01" });
  });

  test("once", () => {
    const { chapter, claim } = reported();
    done(chapter.checks(claim, "2026-06-01"));
    expect(chapter.checks(claim, "2026-06-02")).toMatchObject({ refused: "aid.checked-before" });
  });

  test("before anything is paid, and of a claim that is there", () => {
    const { chapter, claim } = reported();
    expect(chapter.pays(claim, 1n, "2026-06-01")).toMatchObject({ refused: "aid.check-first" });
    expect(chapter.pays(chapter.id(), 1n, "2026-06-01")).toMatchObject({ refused: "aid.no-such-claim" });
    expect(chapter.checks(chapter.id(), "2026-06-01")).toMatchObject({ refused: "aid.no-such-claim" });
    done(chapter.checks(claim, "2026-06-01"));
    expect(chapter.pays(claim, 0n, "2026-06-01")).toMatchObject({ refused: "aid.amount-missing" });
  });
});

describe("a social fund", () => {
  test("asks the same of each at each meeting, and of who was away what she missed", () => {
    const chapter = new Chapter(2, { social });
    const [wulan, sahnim] = chapter.members as [MemberId, MemberId];
    expect(chapter.dueOn("2026-01-12")).toEqual([
      { entry: "aid.contribution", member: wulan, fund: "social", amount: 200n },
      { entry: "aid.contribution", member: sahnim, fund: "social", amount: 200n },
    ]);
    done(chapter.says(contributionEntry, { member: wulan, fund: "social", amount: 200n }, "2026-01-12"));
    expect(chapter.dueOn("2026-01-19")).toEqual([
      { entry: "aid.contribution", member: wulan, fund: "social", amount: 200n },
      { entry: "aid.contribution", member: sahnim, fund: "social", amount: 400n },
    ]);
    expect(chapter.cash("social", "PHP")).toBe(200n);
  });

  test("has everybody in it, so nobody enrols", () => {
    const chapter = new Chapter(2, { social });
    expect(chapter.says(enrolEntry, { member: chapter.members[0]!, fund: "social", beneficiaries: family }, "2026-02-02")).toMatchObject({ refused: "aid.everybody-is-in" });
  });

  test("pays what the members decided about a claim, and not without them", () => {
    const chapter = new Chapter();
    chapter.gets("social", 50_000n);
    const claim = chapter.proves(chapter.members[0]!, "2026-06-01", { fund: "social", event: "illness" });
    expect(chapter.pays(claim, 20_000n, "2026-06-01")).toMatchObject({ refused: "aid.decision-needed" });
    expect(chapter.pays(claim, 20_000n, "2026-06-01", chapter.decides("benefit", claim, "2026-06-01", false))).toMatchObject({ refused: "assembly.not-carried" });
    done(chapter.pays(claim, 20_000n, "2026-06-01", chapter.decides("benefit", claim, "2026-06-01")));
    expect(chapter.claim(claim)).toMatchObject({ status: "paid", paid: 20_000n });
  });

  test("grants help by a decision, which is used once", () => {
    const chapter = new Chapter();
    const member = chapter.members[0]!;
    chapter.gets("social", 50_000n);
    const decision = chapter.decides("benefit", grantAbout("social", member), "2026-06-01");
    const body = { member, fund: "social", amount: 7_000n, decision, purpose: "Roof after the storm" };
    expect(chapter.says(grantEntry, { ...body, amount: 0n }, "2026-06-01")).toMatchObject({ refused: "aid.amount-missing" });
    expect(chapter.says(grantEntry, { ...body, decision: chapter.id() }, "2026-06-01")).toMatchObject({ refused: "assembly.no-decision" });
    const [granted] = done(chapter.says(grantEntry, body, "2026-06-01"));
    expect(granted!.data).toEqual({ fund: "social", decision, amount: "7000" });
    expect(chapter.says(grantEntry, body, "2026-06-08")).toMatchObject({ refused: "aid.granted-before" });
    chapter.takesBack(granted!, "2026-06-08");
    expect(chapter.books.row(grantTable, { decision_id: decision })).toMatchObject({ is_taken_back: true });
    done(chapter.says(grantEntry, body, "2026-06-08"));
    expect(chapter.cash("social", "PHP")).toBe(43_000n);
  });
});

describe("a member enrols", () => {
  test("with her entry fee and her beneficiaries, whose names are not in the log", () => {
    const chapter = new Chapter(1, { damayan: { ...damayan, entry_fee: "20000" } });
    const member = chapter.members[0]!;
    const body = { member, fund: "damayan", beneficiaries: [...family, { name: "Siti", kinship: "child" as const }] };
    expect(chapter.says(enrolEntry, body, "2026-02-02")).toMatchObject({ refused: "aid.entry-fee-differs", because: { fee: 20_000n, paid: 0n } });
    expect(chapter.says(enrolEntry, { ...body, amount: 20_000n, beneficiaries: [] }, "2026-02-02")).toMatchObject({ refused: "aid.no-beneficiary" });
    const [fact] = done(chapter.says(enrolEntry, { ...body, amount: 20_000n }, "2026-02-02"));
    expect(fact!.data).toEqual({ fund: "damayan", kinship: ["spouse", "child"] });
    expect(fact!.texts?.map(text => [text.field, text.text, text.member])).toEqual([
      ["beneficiary_1", "Amat", member],
      ["beneficiary_2", "Siti", member],
    ]);
    expect(chapter.cash("damayan", "PHP")).toBe(20_000n);
    expect(chapter.says(enrolEntry, { ...body, amount: 20_000n }, "2026-02-09")).toMatchObject({ refused: "aid.enrolled-before" });
  });

  test("and names others later", () => {
    const chapter = new Chapter();
    const [member, other] = chapter.members as [MemberId, MemberId];
    chapter.enrols("2026-02-02", [member]);
    const beneficiaries = [{ name: "Ibu Rabiah", kinship: "parent" as const }];
    expect(chapter.says(beneficiariesEntry, { member: other, fund: "damayan", beneficiaries }, "2026-03-02")).toMatchObject({ refused: "aid.not-enrolled" });
    expect(chapter.says(beneficiariesEntry, { member, fund: "damayan", beneficiaries: [] }, "2026-03-02")).toMatchObject({ refused: "aid.no-beneficiary" });
    done(chapter.says(beneficiariesEntry, { member, fund: "damayan", beneficiaries }, "2026-03-02"));
    expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })).toMatchObject({ kinship: ["parent"] });
  });

  test("by mistake, and is not in the fund once it is taken back", () => {
    const chapter = new Chapter();
    const member = chapter.members[0]!;
    chapter.enrols("2026-02-02", [member]);
    const enrolled = chapter.facts.find(fact => fact.kind === "aid.enrolled")!;
    chapter.takesBack(enrolled, "2026-02-09");
    expect(chapter.reports(member, "2026-06-01").said).toMatchObject({ refused: "aid.not-enrolled" });
    chapter.enrols("2026-02-09", [member]);
  });
});

describe("who does not contribute", () => {
  const monthly = { ...damayan, levy: undefined, contribution: { every: "month", amount: "5000" } };
  const { levy: _, ...withoutLevy } = monthly;
  const group = () => {
    const chapter = new Chapter(6, { damayan: withoutLevy as Readonly<Record<string, Document>> });
    chapter.enrols("2026-01-05");
    const [wulan] = chapter.members as [MemberId];
    for (const member of chapter.members.slice(1)) done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 60_000n }, "2026-01-05"));
    return { chapter, wulan };
  };
  const says = (chapter: Chapter, rule: typeof warnEntry | typeof lapseEntry, member: MemberId, on: string) => chapter.says(rule, { member, fund: "damayan" }, on);

  test("is warned one before, and lapses only after it", () => {
    const { chapter, wulan } = group();
    // January missed: two may still be missed.
    expect(chapter.lapsesOn("2026-02-01")).toEqual([]);
    expect(says(chapter, warnEntry, wulan, "2026-02-01")).toMatchObject({ refused: "aid.no-warning-due", because: { missed: 1, left: 2 } });
    expect(chapter.lapsesOn("2026-03-01")).toMatchObject([{ member_id: wulan, number: 1, missed: 2, left: 1, isWarningDue: true, mayLapse: false }]);
    expect(says(chapter, lapseEntry, wulan, "2026-03-01")).toMatchObject({ refused: "aid.has-not-missed-enough", because: { missed: 2, left: 1 } });
    // Another month goes by and nobody told her: she cannot lapse.
    expect(says(chapter, lapseEntry, wulan, "2026-04-02")).toMatchObject({ refused: "aid.warn-first" });
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    expect(says(chapter, warnEntry, wulan, "2026-04-02")).toMatchObject({ refused: "aid.no-warning-due" });
    expect(says(chapter, lapseEntry, wulan, "2026-04-02")).toMatchObject({ refused: "aid.warn-first" });
    done(says(chapter, lapseEntry, wulan, "2026-04-09"));
    expect(chapter.reports(wulan, "2026-04-20").said).toMatchObject({ refused: "aid.lapsed", because: { lapsed_on: "2026-04-09" } });
    expect(says(chapter, lapseEntry, wulan, "2026-04-20")).toMatchObject({ refused: "aid.lapsed" });
    expect(chapter.says(contributionEntry, { member: wulan, fund: "damayan", amount: 5_000n }, "2026-04-20")).toMatchObject({ refused: "aid.lapsed" });
    expect(chapter.dueOn("2026-04-20").filter(one => "member" in one && one.member === wulan)).toEqual([]);
  });

  test("is still covered for what happened before she lapsed", () => {
    const { chapter, wulan } = group();
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    done(says(chapter, lapseEntry, wulan, "2026-04-09"));
    done(chapter.reports(wulan, "2026-04-20", { happened_on: "2026-04-01", who: "spouse" }).said);
  });

  test("comes back by enrolling anew, and waits anew", () => {
    const { chapter, wulan } = group();
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    done(says(chapter, lapseEntry, wulan, "2026-04-09"));
    chapter.enrols("2026-05-04", [wulan]);
    expect(chapter.reports(wulan, "2026-05-20").said).toMatchObject({ refused: "aid.waiting-period" });
    expect(chapter.dueOn("2026-05-20")).toContainEqual({ entry: "aid.contribution", member: wulan, fund: "damayan", amount: 5_000n });
    // Taken back she is where she was: lapsed.
    const again = chapter.facts.findLast(fact => fact.kind === "aid.enrolled")!;
    chapter.takesBack(again, "2026-05-21");
    expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan })).toMatchObject({ status: "lapsed", lapsed_on: "2026-04-09", enrolled_on: "2026-01-05" });
  });

  test("is free of the warning when she has caught up, and has it again when that is taken back", () => {
    const { chapter, wulan } = group();
    done(says(chapter, warnEntry, wulan, "2026-04-02"));
    done(chapter.says(contributionEntry, { member: wulan, fund: "damayan", amount: 10_000n }, "2026-04-09"));
    const standing = () => chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan })!;
    expect(standing()).toMatchObject({ warned_on: "2026-04-02", paid: 10_000n });
    const [rest] = done(chapter.says(contributionEntry, { member: wulan, fund: "damayan", amount: 10_000n }, "2026-04-09"));
    expect(standing()).toMatchObject({ warned_on: null, paid: 20_000n });
    chapter.takesBack(rest!, "2026-04-16");
    expect(standing()).toMatchObject({ warned_on: "2026-04-02", paid: 10_000n });
  });

  test("of levies too", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    const [wulan, other] = chapter.members as [MemberId, MemberId];
    const claims = ["2026-03-10", "2026-04-10"].map(on => chapter.proves(other, on, { who: "child" }));
    expect(chapter.lapsesOn("2026-04-10").map(one => one.missed)).toEqual([]);
    expect(chapter.lapsesOn("2026-04-11").find(one => one.member_id === wulan)).toMatchObject({ missed: 2, isWarningDue: true });
    done(says(chapter, warnEntry, wulan, "2026-04-11"));
    for (const claim of claims) done(chapter.says(contributionEntry, { member: wulan, fund: "damayan", amount: 3_000n, claim }, "2026-04-12"));
    expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: wulan })).toMatchObject({ warned_on: null });
  });

  test("is asked for nothing where the fund asks for nothing", () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    expect(chapter.says(contributionEntry, { member: chapter.members[0]!, fund: "damayan", amount: 5n }, "2026-03-02")).toMatchObject({ refused: "aid.no-contribution-asked" });
  });
});

describe("a levy", () => {
  const levied = () => {
    const chapter = new Chapter();
    chapter.enrols("2026-02-02");
    return { chapter, member: chapter.members[1]!, claim: chapter.proves(chapter.members[0]!, "2026-06-01") };
  };

  test("may come in parts, and no more than it is", () => {
    const { chapter, member, claim } = levied();
    done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 1_000n, claim }, "2026-06-08"));
    expect(chapter.says(contributionEntry, { member, fund: "damayan", amount: 2_001n, claim }, "2026-06-08")).toMatchObject({ refused: "aid.more-than-levy", because: { owed: 2_000n } });
    expect(chapter.says(contributionEntry, { member, fund: "damayan", amount: 1n, claim: chapter.id() }, "2026-06-08")).toMatchObject({ refused: "aid.no-levy-for-claim" });
  });

  test("is owed again when its payment is taken back", () => {
    const { chapter, member, claim } = levied();
    const [paid] = done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 3_000n, claim }, "2026-06-08"));
    chapter.takesBack(paid!, "2026-06-15");
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: member })).toMatchObject({ paid: 0n });
  });

  test("ends where the check behind it is taken back, the last thing first", () => {
    const { chapter, member, claim } = levied();
    done(chapter.says(contributionEntry, { member, fund: "damayan", amount: 3_000n, claim }, "2026-06-08"));
    const of = (kind: string) => chapter.facts.find(fact => fact.kind === kind)!;
    expect(chapter.takesBack(of("aid.claimed"), "2026-06-15")).toMatchObject({ refused: "aid.reverse-later-first" });
    expect(chapter.takesBack(of("aid.claim-checked"), "2026-06-15")).toMatchObject({ refused: "aid.reverse-later-first" });
    for (const kind of ["aid.levies-raised", "aid.claim-checked", "aid.claimed"]) expect(chapter.takesBack(of(kind), "2026-06-15")).toMatchObject({ kind: "ledger.reversal" });
    expect(chapter.claim(claim)).toMatchObject({ status: "taken-back", benefit: null, checked_on: null });
    expect(chapter.books.row(levyTable, { claim_id: claim, member_id: member })).toMatchObject({ amount: 3_000n, paid: 3_000n });
    expect(chapter.dueOn("2026-06-22").filter(one => "fund" in one && one.fund === "damayan")).toEqual([]);
  });
});

test("a benefit that was paid by mistake can be paid again once it is taken back", () => {
  const chapter = new Chapter();
  chapter.gets("damayan", 2_000_000n);
  chapter.enrols("2026-02-02");
  const claim = chapter.proves(chapter.members[0]!, "2026-06-01");
  const [first] = done(chapter.pays(claim, 900_000n, "2026-06-01"));
  const [second] = done(chapter.pays(claim, 600_000n, "2026-06-08"));
  chapter.takesBack(second!, "2026-06-15");
  expect(chapter.claim(claim)).toMatchObject({ status: "paid-in-part", paid: 900_000n });
  chapter.takesBack(first!, "2026-06-15");
  expect(chapter.claim(claim)).toMatchObject({ status: "checked", paid: 0n, first_paid_on: null });
  expect(chapter.cash("damayan", "PHP")).toBe(2_000_000n);
});

test("a warning and a lapse written by mistake are taken back", () => {
  const chapter = new Chapter(6, { damayan: { ...damayan, contribution: { every: "month", amount: "5000" } } });
  chapter.enrols("2026-01-05");
  const member = chapter.members[0]!;
  const body = { member, fund: "damayan" };
  const [warning] = done(chapter.says(warnEntry, body, "2026-04-02"));
  const [lapse] = done(chapter.says(lapseEntry, body, "2026-04-09"));
  expect(chapter.takesBack(warning!, "2026-04-16")).toMatchObject({ refused: "aid.reverse-later-first" });
  chapter.takesBack(lapse!, "2026-04-16");
  chapter.takesBack(warning!, "2026-04-16");
  expect(chapter.books.row(enrolmentTable, { fund: "damayan", member_id: member })).toMatchObject({ status: "active", warned_on: null, lapsed_on: null });
});

test.each([
  [900n, 300n, { toDebts: 300n, toFamily: 600n }],
  [900n, 1_000n, { toDebts: 900n, toFamily: 0n }],
  [900n, 0n, { toDebts: 0n, toFamily: 900n }],
])("of %s with debts of %s the family takes home the rest", (payment, debts, split) => {
  expect(afterDebts(payment, debts)).toEqual(split);
});

describe("a rule that does not hold together is refused when it is set", () => {
  const paper = new GroupOnPaper();
  test.each([
    ["aid.levy-is-for-damayan", { ...social, levy: { amount: "3000", bereaved_pays: true } }],
    ["aid.first-part-missing", { ...damayan, first_part_percent: "0" }],
    ["aid.lapse-needs-warning", { ...damayan, lapse_after_missed: "1" }],
    ["aid.amount-missing", { ...social, contribution: { every: "meeting", amount: "0" } }],
    ["aid.amount-missing", { ...damayan, levy: { amount: "0", bereaved_pays: true } }],
    ["aid.benefit-named-twice", { ...damayan, benefits: [0, 1].map(() => ({ event: "death", of: "member", how: "fixed", amount: "5" })) }],
    ["aid.benefit-needs-amount", { ...damayan, benefits: [{ event: "death", of: "member", how: "per-member" }] }],
    ["aid.benefit-needs-tiers", { ...damayan, benefits: [{ event: "death", of: "member", how: "tiers" }] }],
  ] as const)("%s", (refused, value) => {
    expect(paper.ruleRefused("aid.fund/damayan", value as unknown as Document)).toMatchObject({ refused });
  });
});

test("a fund of rice in kilograms stands by a family with no code of its own", () => {
  const paper = new GroupOnPaper();
  paper.fund("rice-bank", "kg", began);
  paper.rule("aid.fund/rice-bank", { ...social, contribution: { every: "meeting", amount: "500" }, benefits: [{ event: "death", of: "member", how: "fixed", amount: "25000" }] }, began);
  const women = [1, 2, 3, 4].map(number => paper.member(number, began));
  const due = dues.due(paper.seenBy(books => dues.needs(books, day(began))), day(began));
  expect(due.map(one => one.body["amount"])).toEqual([500n, 500n, 500n, 500n]);
  for (let week = 0; week < 15; week += 1)
    for (const member of women) done(paper.says(contributionEntry, { member, fund: "rice-bank", amount: 500n }, addDays(day(began), 7 * week)));
  const claim = paper.id();
  done(paper.says(claimEntry, { claim, fund: "rice-bank", member: women[0]!, event: "death", who: "herself", happened_on: day("2026-05-01") }, "2026-05-02"));
  done(paper.says(verifyEntry, { claim, first: women[1]!, second: women[2]! }, "2026-05-02"));
  done(paper.says(payBenefitEntry, { claim, amount: 25_000n }, "2026-05-02"));
  expect(paper.cash("rice-bank", "kg")).toBe(5_000n);
});
