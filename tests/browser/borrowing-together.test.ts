/**
 * On the treasurer's phone women who stand for each other borrow together, and savings are pledged for a loan. Afterwards the
 * loan's page says what is kept for it, and her passbook says it to whoever pledged.
 */
import { describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { type LoanRow, loanTable } from "#loans";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, decision, line, openMeeting, tableRows } from "../village/group.ts";
import { open, phone, wide } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

/** The place of her who pledges, and signs in to see it. */
const pledger = 13;

describe.skipIf(browserOrSkip() === "skip")("women borrow together", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  let loan: Uuid;
  /** Places of women who have no loan: the first three borrow together, then one borrows alone. */
  let free: readonly number[];
  const step = oneAfterAnother();
  const her = onHerPhone({
    meetings: 6,
    first: 1,
    async prepare(served) {
      const owing = new Set((await tableRows<LoanRow>(served.melati.group, loanTable, {})).map(row => row.member_id));
      free = served.melati.members.flatMap((member, place) => (place < 6 || place === pledger || owing.has(member) ? [] : [place]));
    },
  });
  const { look, press, next, say } = her;

  step("a circle of three: one amount for each, and what is in the way told at the row", async () => {
    meeting = await openMeeting(her.served.melati.group);
    await her.decideOn("loans.form.circle");
    await her.page.getByLabel(say("loans.circle.each")).fill("50000");
    const checks = her.page.getByRole("checkbox");
    for (const place of free.slice(0, 3)) await checks.nth(place).check({ force: true });
    const amounts = her.page.locator("li input.number");
    await amounts.nth(1).fill("30250");
    await her.page.locator('[aria-invalid="true"]').first().waitFor();
    await look("a row that cannot be");
    await amounts.nth(1).fill("30000");
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the circle, filled in");
    await press(say("meetings.loan.write-decision"));
    await her.isKept();
    await look("the circle, decided");
  });

  step("the next meeting lends on pledged savings", async () => {
    const { group } = her.served.melati;
    const value = {
      fund: "loan",
      method: "flat",
      amortization: "equal_principal_payments",
      rate_per_month: "1",
      frequency: "months",
      every: "1",
      periods: "5",
      periods_max: "10",
      pledge_percent: "20",
      pledge_by: "guarantors",
      is_free: false,
    };
    const rule = decision(group, "rule", "loans.product/ordinary", { value });
    await sealBeside(her.served.melati, meeting, [rule.line]);
    const borrowed = await tableRows<LoanRow>(group, loanTable, {});
    expect(borrowed.filter(row => row.circle_id !== null).map(row => String(row.principal)).sort()).toEqual([
      "30000",
      "50000",
      "50000",
    ]);
    her.served.edge.today = addDays(today, 7);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: her.served.edge.today, decision: rule.id }, two));
    meeting = await openMeeting(group);
    loan = group.edge.newId();
    const [member, guarantor] = [her.served.melati.members[free[3]!]!, her.served.melati.members[pledger]!];
    const asked = { loan, member, product: "ordinary", amount: 100_000n, guarantors: [guarantor] };
    const lines = [line("loans.request", asked, `request.${loan}`)];
    await accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    await her.comes(1);
  });

  step("savings for a loan: for whom, whose, of which and how much", async () => {
    await her.decideOn("loans.form.pledge");
    await her.page.locator(`input[value="${loan}"]`).check();
    await look("for which loan");
    await next();
    await look("whose savings");
    await her.page.getByRole("button", { name: new RegExp(say("meetings.number", { number: String(pledger + 1) })) }).click();
    const shares = her.page.locator('input[value="member-shares/loan"]');
    await shares.or(her.page.getByText(say("loans.ask.how-much-pledged"))).first().waitFor();
    if ((await shares.count()) > 0) {
      await look("of which savings");
      await shares.check();
      await next();
    }
    await her.typeAmount("20000");
    await look("how much");
    await press(say("meetings.form.write"));
    await her.isKept();
    await press(/100\.000/);
    await her.page.getByText(say("loans.form.pledged-by", { who: "", amount: "" }).trim().split(" ").at(-1)!).first().waitFor();
    await look("the loan before the vote");
  });

  step("stands on the loan's her.page, and in her passbook", async () => {
    const { group, members } = her.served.melati;
    const agreed = decision(group, "loan", loan);
    const paid = line("loans.pay-out", { loan, member: members[free[3]!], decision: agreed.id });
    await sealBeside(her.served.melati, meeting, [agreed.line, paid]);
    for (const size of [phone, wide]) {
      await her.page.setViewportSize(size);
      await open(her.page, `/loans/${loan}`);
      await her.page.getByText(say("loans.screen.pledges")).first().waitFor();
      await look("the loan's page");
    }
    await her.comes(pledger + 1);
    await open(her.page, "/me");
    await her.page.getByText(say("members.screen.pledged.of-another")).first().waitFor();
    await look("her passbook");
  });
});
