/** Wulan is late. Somebody goes and asks how she is before anybody decides about her loan. */
import { beforeEach, describe, expect, test } from "vitest";
import { day, type MemberId, type Uuid, uuidFrom } from "#base";
import { officeTable } from "#members";
import { shown } from "../../tests/village/books-on-paper.ts";
import { careFrom, type CareSaid, careText } from "./care-said.ts";
import { loanCare, noteCareVisit, takeBackCareVisit } from "./care.ts";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { careVisitTable } from "./index.ts";
import type { RunningLoan } from "./loan.ts";
import { writeOffEntry } from "./write-off.ts";

const began = "2026-01-03";
const today = "2026-09-05";
const first = uuidFrom(900_001, new Uint8Array(10));
let group: GroupOnPaper;
let [wulan, chair, treasurer, nobody]: MemberId[] = [];
let loan: RunningLoan;

const holds = (member: MemberId, role: string, until: string | null = null): void =>
  group.books.apply([
    { put: officeTable, row: { member_id: member, role, from_on: began, until_on: until, substitute_for: null } },
  ] as never);

type Said = Parameters<typeof group.commands<typeof noteCareVisit.fields>>[1];
const visit = (more: Partial<Said> = {}): Said => ({
  ...{ visit: first, loan: loan.loan_id, member: wulan!, visited_on: day("2026-09-01"), visitor: chair! },
  ...{ found: "ill" as const, agreed: "reschedule" as const, words: "Anaknya dirawat" },
  ...more,
});
const notes = (more: Partial<Said> = {}, by = treasurer!) => group.commands(noteCareVisit, visit(more), today, by);
const takesBack = (on = today, id: Uuid = first) =>
  group.commands(takeBackCareVisit, { visit: id, reason: "salah catat" }, on, treasurer);
const writesOff = (on: string) =>
  group.says(
    writeOffEntry,
    { loan: loan.loan_id, member: wulan!, decision: group.decides("write-off", loan.loan_id, on) },
    on,
  );
const row = () => group.books.row(careVisitTable, { visit_id: first });
const cares = (more = {}) =>
  group.rule("loans.care", { within_days: "30", visitors: "one", from_days_late: "14", ...more }, "2026-06-01");

beforeEach(() => {
  group = new GroupOnPaper("IDR", began);
  [wulan, chair, treasurer, nobody] = [1, 2, 3, 4].map(number => group.member(began, number));
  holds(chair!, "chair");
  holds(treasurer!, "treasurer");
  group.saves(chair!, 5_000_000n, began);
  group.product("ordinary", ordinary, began);
  loan = group.lends(wulan!, 500_000n, "2026-03-07");
});

describe("a visit", () => {
  test("is in the books with who went and when; what was found, agreed and said lies under her key", () => {
    const [fact] = done(notes({ companion: treasurer!, agreed: "new-day", by: day("2026-10-03") }));
    expect(fact).toMatchObject({ kind: "loans.care-visited", member: wulan, lines: [] });
    expect(fact!.texts).toMatchObject([{ about: "loans.care-visit", id: first, member: wulan }]);
    expect(careFrom(fact!.texts![0]!.text)).toEqual({
      ...{ found: "ill", agreed: "new-day", by: "2026-10-03", words: "Anaknya dirawat" },
    });
    expect(shown([fact!.data, row()])).not.toMatch(/ill|new-day|2026-10-03|Anaknya/);
    expect(row()).toMatchObject({
      ...{ loan_id: loan.loan_id, member_id: wulan, visited_on: "2026-09-01", noted_on: today },
      ...{ visitor: chair, companion: treasurer, is_taken_back: false, seq: fact!.seq },
    });
  });

  test("is of an officer, to another woman, and of one person each", () => {
    expect(notes({ visitor: wulan! })).toMatchObject({ refused: "loans.visit-by-herself" });
    expect(notes({}, wulan)).toMatchObject({ refused: "loans.visit-by-herself" });
    expect(notes({ companion: chair! })).toMatchObject({ refused: "loans.visit-by-one-twice" });
    expect(notes({ visitor: nobody! })).toMatchObject({ refused: "loans.visit-by-no-officer" });
    expect(notes({ companion: nobody! })).toMatchObject({ refused: "loans.visit-by-no-officer" });
    holds(nobody!, "secretary", "2026-08-31");
    expect(notes({ visitor: nobody! })).toMatchObject({ refused: "loans.visit-by-no-officer" });
    done(notes({ visitor: nobody!, visited_on: day("2026-08-31") }));
  });

  test("was made, while the loan runs, and is noted once", () => {
    expect(notes({ visited_on: day("2026-09-06") })).toMatchObject({ refused: "loans.visit-to-come" });
    expect(notes({ visited_on: day("2026-03-06") })).toMatchObject({
      refused: "loans.visit-before-loan",
      because: { paid_out_on: "2026-03-07" },
    });
    expect(notes({ member: chair! })).toMatchObject({ refused: "loans.no-such-loan" });
    done(notes());
    expect(notes()).toMatchObject({ refused: "loans.visit-noted-before" });
  });

  test("that agreed on another day says which", () => {
    for (const by of [undefined, day("2026-09-01")])
      expect(notes({ agreed: "new-day", by })).toMatchObject({ refused: "loans.visit-without-new-day" });
  });

  test("is of two where the rule of that day says so", () => {
    cares({ visitors: "two" });
    expect(notes()).toMatchObject({ refused: "loans.visit-by-two" });
    done(notes({ companion: treasurer! }));
  });

  test.each<CareSaid>([
    { found: "other", agreed: "nothing-yet", by: null, words: null },
    { found: "moved", agreed: "new-day", by: day("2027-01-01"), words: "“Nanti”, \\ katanya" },
  ])("is read as it was said: $found", said => {
    expect(careFrom(careText(said))).toEqual(said);
  });
});

describe("before her loan is given up", () => {
  test("somebody was with her in the days the rule names; without the rule nobody asks", () => {
    cares();
    expect(writesOff("2026-09-05")).toMatchObject({ refused: "loans.visit-first", because: { days: 30 } });
    done(notes());
    expect(writesOff("2026-10-02")).toMatchObject({ refused: "loans.visit-first" });
    done(writesOff("2026-10-01"));
    const other = new GroupOnPaper("IDR", began);
    const sari = other.member(began);
    other.saves(sari, 5_000_000n, began);
    const lent = other.lends(sari, 500_000n, "2026-03-07");
    const decision = other.decides("write-off", lent.loan_id, today);
    done(other.says(writeOffEntry, { loan: lent.loan_id, member: sari, decision }, today));
  });

  test("a visit about another loan does not count, and neither does one that is taken back", () => {
    cares();
    const second = group.lends(wulan!, 100_000n, "2026-08-01");
    done(notes({ loan: second.loan_id }));
    expect(writesOff(today)).toMatchObject({ refused: "loans.visit-first" });
    const another = uuidFrom(900_002, new Uint8Array(10));
    done(notes({ visit: another }));
    done(takesBack(today, another));
    expect(writesOff(today)).toMatchObject({ refused: "loans.visit-first" });
    expect(takesBack(today, another)).toMatchObject({ refused: "loans.no-such-visit" });
  });

  test("the visit it was given up on stays; given back, it may be taken back too", () => {
    cares();
    const [noted] = done(notes());
    const [given] = done(writesOff(today));
    expect(takesBack()).toMatchObject({ refused: "loans.reverse-later-first" });
    expect(group.takesBack(noted!, today)).toMatchObject({ refused: "loans.reverse-later-first" });
    group.takesBack(given!, today);
    done(takesBack());
    expect(row()).toMatchObject({ is_taken_back: true });
  });

  test("the rule names at least one day", () => {
    const rule = { within_days: "0", visitors: "one", from_days_late: "0" };
    expect(group.ruleRefused(loanCare.key, rule)).toMatchObject({ refused: "loans.care-days-missing" });
  });
});
