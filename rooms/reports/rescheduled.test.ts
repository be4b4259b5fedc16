import { expect, test } from "vitest";
import { day, type Minor, type Uuid } from "#base";
import { loanEventsOf, portfolioAtRisk } from "#loans";
import { done, GroupOnPaper } from "../loans/group-on-paper.testing.ts";
import { rescheduleEntry } from "../loans/new-agreement.ts";
import { payOutEntry } from "../loans/pay-out.ts";
import { requestEntry } from "../loans/request.ts";
import { standingOn } from "./lending.ts";

test("a loan agreed anew in June is told apart from then on, and was not before", () => {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  const loan = group.lends(wulan, 500_000n, "2026-03-07");
  const value = { from_due: "2026-06-07", extra_periods: "5", grace_periods: "0" };
  const decision = group.decides("reschedule", loan.loan_id, "2026-06-06", true, value);
  done(group.says(rescheduleEntry, { loan: loan.loan_id, member: wulan, decision }, "2026-06-06"));
  const events = group.facts.flatMap(fact => loanEventsOf(fact, null));
  const riskOn = (on: string) =>
    portfolioAtRisk(standingOn([{ loan: group.running(loan), events }] as never, "IDR", day(on)), [1]);

  expect(riskOn("2026-06-05")).toMatchObject({ rescheduled: 0n, buckets: [{ atRisk: 500_000n }] });
  expect(riskOn("2026-06-06")).toMatchObject({
    rescheduled: 500_000n,
    buckets: [{ atRisk: 0n, withRescheduled: 500_000n }],
  });
});

test("a loan that paid off one which was late is a loan like any other, and told apart from its pay-out on", () => {
  const group = new GroupOnPaper("IDR", "2026-01-03");
  const [wulan, sari] = [group.member("2026-01-03"), group.member("2026-01-03")];
  group.saves(sari, 5_000_000n, "2026-01-03");
  const old = group.lends(wulan, 500_000n, "2026-03-07");
  const renews = (renewed: Uuid, amount: Minor, on: string): Uuid => {
    const loan = group.id();
    const asked = { loan, member: wulan, product: "ordinary", amount, guarantors: [], renews: renewed };
    done(group.says(requestEntry, asked, on));
    done(group.says(payOutEntry, { loan, member: wulan, decision: group.decides("loan", loan, on) }, on));
    return loan;
  };
  const next = renews(old.loan_id, 600_000n, "2026-06-06");
  const riskOn = (on: string) => {
    const events = group.facts.flatMap(fact => loanEventsOf(fact, null));
    const kept = [old.loan_id, next].map(id => ({
      loan: group.loan(id),
      events: events.filter(event => event.loan === id),
    }));
    return portfolioAtRisk(standingOn(kept, "IDR", day(on)), [1]);
  };

  expect(riskOn("2026-06-05")).toMatchObject({ outstanding: 500_000n, renewed: 0n, buckets: [{ atRisk: 500_000n }] });
  expect(riskOn("2026-06-06")).toMatchObject({
    outstanding: 600_000n,
    rescheduled: 0n,
    renewed: 600_000n,
    renewedLate: 600_000n,
    buckets: [{ atRisk: 0n, withRescheduled: 600_000n }],
  });
});
