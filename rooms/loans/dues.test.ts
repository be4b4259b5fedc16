import { expect, test } from "vitest";
import { day, LoadedBooks } from "#base";
import { loanDues } from "./dues.ts";
import { GroupOnPaper } from "./group-on-paper.testing.ts";

test("the sheet asks each borrower for what is due, by member number, and nobody else", () => {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari, ratna] = [3, 1, 2].map(number => group.member("2026-01-03", number)) as [never, never, never];
  group.saves(ratna, 5_000_000n, "2026-01-03");
  const hers = group.lends(wulan, 500_000n, "2026-02-07");
  const older = group.lends(sari, 100_000n, "2026-02-07");
  const newer = group.lends(sari, 200_000n, "2026-03-07");
  group.lends(ratna, 300_000n, "2026-04-04");
  group.pays(older, 22_000n, "2026-03-07");

  expect(loanDues.due(group.books, day("2026-04-04"))).toEqual([
    { entry: "loans.repayment", body: { loan: older.loan_id, member: sari, amount: 21_600n } },
    { entry: "loans.repayment", body: { loan: newer.loan_id, member: sari, amount: 44_000n } },
    { entry: "loans.repayment", body: { loan: hers.loan_id, member: wulan, amount: 220_000n } },
  ]);
});

test("what it must see is the running loans and the members' numbers", () => {
  const books = new LoadedBooks();
  for (const one of loanDues.needs(books, day("2026-04-04"))) if ("rows" in one) books.fill(one.rows, one.where, []);
  expect(loanDues.due(books, day("2026-04-04"))).toEqual([]);
});
