/**
 * On the treasurer's phone the members decide about loans: one of them gets new instalments, all get a holiday, and one
 * is lent more than the limit by a vote of its own. Afterwards the pages of the loans say so.
 */
import { describe, expect } from "vitest";
import { addDays, type Day, type Uuid } from "#base";
import { type ExceptionRow, exceptionTable } from "#assembly";
import { isRunning, type LoanRow, loanTable, openDueDays } from "#loans";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, decision, openMeeting, tableRows } from "../village/group.ts";
import { open, phone, wide } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("the members decide about loans", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  let loan: LoanRow;
  const step = oneAfterAnother();
  const her = onHerPhone({ meetings: 6, first: 1 });
  const { look, press, next, say } = her;

  const rowsOfLoans = () => tableRows<LoanRow>(her.served.melati.group, loanTable, {});

  async function vote(): Promise<void> {
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await her.isKept();
  }

  step("new instalments for one loan: from which on, how many more, at which rate", async () => {
    meeting = await openMeeting(her.served.melati.group);
    loan = (await rowsOfLoans()).filter(isRunning)[0]!;
    const [first] = openDueDays(loan as never, today, 1) as readonly [Day];
    await her.decideOn("loans.form.reschedule");
    await her.page.locator(`input[value="${loan.loan_id}"]`).check();
    await look("whose loan");
    await next();
    await her.page.locator(`input[value="${first}"]`).check();
    await look("from which instalment");
    await next();
    await her.page.getByRole("radio", { name: say("loans.ask.what-changes.more") }).check();
    await look("what changes");
    await next();
    await look("how many more");
    await next();
    await her.page.getByLabel(say("loans.ask.new-rate")).fill("1,5");
    await look("the new rate");
    await next();
    await vote();
    await look("what was decided");
  });

  step("a holiday for all, from next month on", async () => {
    await her.decideOn("loans.form.holiday");
    await her.page.getByRole("radio", { name: new RegExp(say("loans.ask.holiday-from.next-month")) }).check();
    await look("from when");
    await next();
    await look("for how long");
    await next();
    await vote();
  });

  step("the next day no more than a tenth of the fund is lent to one of them", async () => {
    const { group } = her.served.melati;
    const value = {
      stake_accounts: [],
      share_of_fund_percent: "10",
      guarantors_min: "0",
      may_borrow_again_with_open_loan: true,
    };
    const limit = decision(group, "rule", "loans.limits", { value });
    await reaches(her.served.melati, meeting, "loans.holiday");
    await sealBeside(her.served.melati, meeting, [limit.line]);
    her.served.edge.today = addDays(today, 1);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: her.served.edge.today, decision: limit.id }, two));
    meeting = await openMeeting(group);
    await her.comes(1);
  });

  step("more than the limit: why, who answers for it, and a vote of its own", async () => {
    await her.decideOn("meetings.form.loan-request");
    await her.page.getByRole("button", { name: /Ibu/ }).nth(11).click();
    await her.page.locator('input[value="ordinary"]').check();
    await next();
    await her.typeAmount("3000000");
    await next();
    await next();
    await next();
    await her.page.getByLabel(say("assembly.ask.beyond")).fill("Atap rumahnya roboh");
    await look("why above the limit");
    await next();
    await press(say("meetings.form.write"));
    await her.page.getByText(say("assembly.beyond.title")).first().waitFor();
    await look("above the limit, on the agenda");
    await press(/Atap rumahnya roboh/);
    await her.page.getByRole("radio").first().check();
    await look("who answers for it");
    await next();
    await vote();
    await look("voted on");
  });

  step("is sealed, and stands on the pages of the loans", async () => {
    await reaches(her.served.melati, meeting, "assembly.exception");
    await sealBeside(her.served.melati, meeting);
    const changed = (await rowsOfLoans()).find(one => one.loan_id === loan.loan_id)!;
    expect(changed.agreed_anew).toMatchObject([
      { kind: "reschedule", extra_periods: "3", grace_periods: "0", rate_per_month: "1.5" },
      { kind: "holiday", from: "2026-12-01", until: "2027-01-31" },
    ]);
    expect(await tableRows<ExceptionRow>(her.served.melati.group, exceptionTable, {})).toMatchObject([{ status: "granted" }]);
    for (const size of [phone, wide]) {
      await her.page.setViewportSize(size);
      for (const path of ["/loans", `/loans/${loan.loan_id}`, "/exceptions"]) {
        await open(her.page, path);
        await look(path);
      }
    }
    await her.page.getByText(say("assembly.exceptions.status.granted")).first().waitFor();
    her.served.edge.today = addDays(today, 21);
    await her.comes(1);
    await open(her.page, "/loans");
    await her.page.getByText(new RegExp(say("loans.screen.on-holiday", { count: 4, day: "" }).slice(0, 24))).waitFor();
    await look("the loans, in the holiday");
    await her.comes(14);
    await open(her.page, "/exceptions");
    await her.page.getByText(say("assembly.exceptions.one-member")).first().waitFor();
    expect(await her.page.getByText("Atap rumahnya").count()).toBe(0);
    await look("the report as a member sees it");
  });
});
