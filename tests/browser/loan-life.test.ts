/**
 * A loan's life on the screens: asked for on the treasurer's phone with somebody who stands for it, voted on, handed over,
 * paid back in part, then more than is due, then off. After each meeting she looks at it on her own pages.
 */
import { describe, expect } from "vitest";
import { addDays, type Day, type Uuid } from "#base";
import { guarantorTable, type LoanRow, loanTable } from "#loans";
import { browserOrSkip } from "../village/chromium.ts";
import { openMeeting, tableRows } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

/** Who borrows has a PIN of her own and no office. */
const number = 14;

describe.skipIf(browserOrSkip() === "skip")("a loan's life", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({ meetings: 4 });
  const { look, press, next, say } = her;

  const loans = () => tableRows<LoanRow>(her.served.melati.group, loanTable, {});
  const hers = async (): Promise<LoanRow> =>
    (await loans()).find(row => row.member_id === her.served.melati.members[number - 1])!;

  async function meetOn(on: Day): Promise<void> {
    her.served.edge.today = on;
    meeting = await openMeeting(her.served.melati.group);
    await her.comes(1);
  }

  step("she asks: how much, what for, in how many instalments, and who stands for her", async () => {
    await meetOn(today);
    await her.decideOn("meetings.form.loan-request");
    await look("who borrows");
    await her.page.getByRole("button", { name: /Ibu/ }).nth(number - 1).click();
    await look("which loan");
    await her.page.locator('input[value="ordinary"]').check();
    await next();
    await her.typeAmount("100000");
    await look("how much");
    await next();
    await look("in how many instalments");
    await next();
    await her.page.getByLabel(say("meetings.ask.loan-purpose")).fill("Benang sutra");
    await look("what for");
    await next();
    await her.page.getByRole("combobox").first().selectOption({ index: 3 });
    await look("who stands for her");
    await press(say("meetings.form.write"));
    await her.page.getByText("Benang sutra").first().waitFor();
    await look("on the agenda");
  });

  step("hands are raised, and she is handed what was agreed", async () => {
    await press(/Benang sutra/);
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("voted on");
    await press(say("meetings.loan.write-decision"));
    await open(her.page, "/meeting#pay");
    await look("to be handed over");
    await her.page.locator("button.tool[aria-pressed=false]").first().click();
    await reaches(her.served.melati, meeting, "loans.pay-out");
    await look("handed over");
    await sealBeside(her.served.melati, meeting);
    const row = await hers();
    expect(row).toMatchObject({ status: "running", principal: 100_000n, paid_out_on: today });
    expect(await tableRows(her.served.melati.group, guarantorTable, { loan_id: row.loan_id })).toHaveLength(1);
  });

  step("her own passbook and the page of her loan say what she owes and when", async () => {
    await her.comes(number);
    await open(her.page, "/me");
    await look("her passbook");
    await open(her.page, `/loans/${(await hers()).loan_id}`);
    await look("her loan");
  });

  async function receive(digits: string, where: string): Promise<void> {
    await open(her.page, "/meeting#sheet");
    await her.page.evaluate(to => {
      history.pushState({ place: to }, "", `#${to.step}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, { step: "sheet", view: "list" });
    await look(`${where}: the list`);
    await her.page.getByText(say("meetings.called", { name: melati.women[number - 1]! }), { exact: true }).click();
    await her.page.getByText(say("meetings.of", { done: number, all: 25 })).waitFor();
    await look(`${where}: her card`);
    const line = her.page.locator(".lines button.line").filter({ hasText: say("meetings.item.loan") }).first();
    // What is not due today stands behind a press.
    if (!(await line.isVisible())) await press(say("meetings.sheet.others"));
    await line.click();
    await her.typeAmount(digits);
    await look(`${where}: received`);
    await press(say("meetings.cash.receive"));
    await reaches(her.served.melati, meeting, "loans.repayment");
    await sealBeside(her.served.melati, meeting);
  }

  step("after four weeks she brings less than is due, and her passbook says what is left of it", async () => {
    await meetOn(addDays(today, 28));
    await receive("20000", "part");
    const row = await hers();
    expect(row).toMatchObject({ status: "running" });
    expect(row.principal_paid + row.interest_paid).toBe(20_000n);
    await her.comes(number);
    await open(her.page, `/loans/${row.loan_id}`);
    await press(say("shell.uncover"));
    await look("part: her loan, with its figures");
  });

  step("then all that is due and more, which makes the rest smaller", async () => {
    await meetOn(addDays(today, 56));
    await receive("70000", "more");
    const row = await hers();
    expect(row.principal_paid + row.interest_paid).toBe(90_000n);
    await her.comes(number);
    await open(her.page, "/me");
    await look("more: her passbook");
  });

  step("and at last what is left, which ends it", async () => {
    await meetOn(addDays(today, 63));
    const { principal, principal_paid, interest_paid } = await hers();
    // Flat: 2 % a month on 100,000 for twelve weeks.
    await receive(String(principal + 6_000n - principal_paid - interest_paid), "off");
    expect(await hers()).toMatchObject({ status: "repaid", principal_paid: 100_000n });
    await her.comes(number);
    await open(her.page, "/loans");
    await her.page.getByText(say("loans.screen.ended")).first().waitFor();
    await look("off: her loans");
    await open(her.page, `/loans/${(await hers()).loan_id}`);
    await look("off: her loan");
  });
});
