import { expect, test } from "vitest";
import { day } from "#base";
import { loanEventOf, type LoanEventOn, portfolioAtRisk } from "#loans";
import { done, GroupOnPaper } from "../loans/group-on-paper.testing.ts";
import { rescheduleEntry } from "../loans/new-agreement.ts";
import { standingOn } from "./lending.ts";

test("a loan agreed anew in June is told apart from then on, and was not before", () => {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  const loan = group.lends(wulan, 500_000n, "2026-03-07");
  const value = { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" };
  const decision = group.decides("reschedule", loan.loan_id, "2026-06-06", true, value);
  done(group.says(rescheduleEntry, { loan: loan.loan_id, member: wulan, decision }, "2026-06-06"));
  const events = group.facts.map(fact => loanEventOf(fact, null)).filter((one): one is LoanEventOn => one !== null);
  const riskOn = (on: string) =>
    portfolioAtRisk(standingOn([{ loan: group.running(loan), events }] as never, "IDR", day(on)), [1]);

  expect(riskOn("2026-06-05")).toMatchObject({ rescheduled: 0n, buckets: [{ atRisk: 500_000n }] });
  expect(riskOn("2026-06-06")).toMatchObject({
    rescheduled: 500_000n,
    buckets: [{ atRisk: 0n, withRescheduled: 500_000n }],
  });
});
