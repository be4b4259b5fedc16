import { expect, test } from "vitest";
import { day } from "#base";
import { GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { loanTable, portfoliosOf } from "./index.ts";

test("one instalment late puts the whole loan at risk; what is not late, or written off, is not in it", () => {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari, ratna] = [1, 2, 3].map(number => group.member("2026-01-03", number)) as [never, never, never];
  group.product("solidarity", { ...ordinary, fund: "social", rate_per_month: "0", is_free: true }, "2026-01-03");
  group.saves(ratna, 5_000_000n, "2026-01-03");
  group.opens("member-savings.funeral/social", "2026-01-03");
  group.saves(ratna, 100_000n, "2026-01-03", "member-savings.funeral/social");
  group.lends(wulan, 500_000n, "2026-03-07");
  const paid = group.lends(sari, 300_000n, "2026-03-07");
  group.pays(paid, 66_000n, "2026-04-04");
  group.lends(ratna, 200_000n, "2026-04-04");
  group.lends(sari, 100_000n, "2026-04-04", { product: "solidarity" });
  const loans = group.books.rows(loanTable);

  expect(portfoliosOf(loans, day("2026-04-30"))).toMatchObject([
    { fund: "loan", unit: "IDR", loans: 3, outstanding: 940_000n, late: 0n, atRisk: 0n },
    { fund: "social", loans: 1, outstanding: 100_000n },
  ]);
  // Wulan's first instalment was due on 7 April: 100,000 and 10,000.
  expect(portfoliosOf(loans, day("2026-05-02"))).toMatchObject([
    { late: 110_000n, atRisk: 500_000n, atRiskOver30Days: 0n },
    { late: 0n, atRisk: 0n },
  ]);
  expect(portfoliosOf(loans, day("2026-05-08"))).toMatchObject([{ atRiskOver30Days: 500_000n }, {}]);
  expect(portfoliosOf(loans, day("2026-03-01"))).toEqual([]);
});
