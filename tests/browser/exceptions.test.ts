/**
 * On the treasurer's phone a loan is refused for a limit of the group's own: there she asks the members for an exception. So
 * with savings that stay until one leaves. They vote, an officer answers, and it stands where all can read it.
 */
import { describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { type ExceptionRow, exceptionTable } from "#assembly";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, decision, line, meet, openMeeting, tableRows } from "../village/group.ts";
import { act } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("beyond a limit", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({
    meetings: 6,
    first: 1,
    async prepare(served) {
      const { group, members } = served.melati;
      const kept = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: false };
      const product = decision(group, "rule", "savings.product/kept", { value: kept });
      await meet(group, today, [product.line]);
      served.edge.today = addDays(today, 1);
      const two = { by: group.treasurer, with: [group.secretary] };
      await accepted(group.say("assembly.change-rule", { from: served.edge.today, decision: product.id }, two));
      await meet(group, served.edge.today, [
        line("savings.deposit", { member: members[12], product: "kept", amount: 400_000n }),
      ]);
      served.edge.today = addDays(today, 7);
      meeting = await openMeeting(group);
    },
  });
  const { look, press, next, say } = her;

  const exceptions = () => tableRows<ExceptionRow>(her.served.melati.group, exceptionTable, {});

  async function figures(amount: string): Promise<void> {
    await her.typeAmount(amount);
    await next();
  }

  /** The reason is the last question. */
  async function giveReason(reason: string, where: string): Promise<void> {
    await her.page.getByLabel(say("assembly.ask.beyond")).fill(reason);
    await look(where);
    await press(say("meetings.form.write"));
  }

  step("a loan above three times her shares is refused, and at the line she asks for an exception", async () => {
    await her.decideOn("meetings.form.loan-request");
    await her.page.locator("button.line").filter({ visible: true }).nth(11).click();
    await her.page.locator('input[value="ordinary"]').check();
    await next();
    await figures("1500000");
    while ((await her.page.getByText(say("meetings.form.write"), { exact: true }).count()) === 0) await next();
    await press(say("meetings.form.write"));
    await act(her.page, say("assembly.beyond.offer")).first().waitFor();
    await look("refused, with the offer");
    await press(say("assembly.beyond.offer"));
    await giveReason("Atap rumahnya roboh", "why");
    await reaches(her.served.melati, meeting, "loans.request");
    await her.page.getByText(say("assembly.beyond.to-vote")).first().waitFor();
    await her.page.reload();
    await alive(her.page);
    await her.page.getByText(say("assembly.beyond.to-vote")).first().waitFor();
    await look("beyond a limit, on the agenda");
  });

  step("savings that stay until she leaves are asked for by a form of their own", async () => {
    await her.decideOn("assembly.form.savings-beyond");
    await look("whose savings");
    await her.page.locator("button.line").filter({ visible: true }).first().click();
    await figures("250000");
    await giveReason("Anaknya dirawat di rumah sakit", "why savings");
    await reaches(her.served.melati, meeting, "savings.ask-exception");
    await her.page.reload();
    await alive(her.page);
    await press(/Anaknya dirawat/);
    await look("who answers");
    await her.page.getByRole("radio").first().check();
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the vote");
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "savings.withdrawal");
    await open(her.page, "/meeting#decide");
    await look("voted on");
    await open(her.page, "/meeting#pay");
    await look("paid out by it");
  });

  step("sealed, it stands where all can read it: with whose and why for officers, without for others", async () => {
    await sealBeside(her.served.melati, meeting);
    expect((await exceptions()).map(one => [one.thing, one.status]).sort()).toEqual([
      ["loan", "asked"],
      ["withdrawal", "used"],
    ]);
    await open(her.page, "/exceptions");
    await press(say("shell.uncover"));
    await her.page.getByText(say("assembly.exceptions.status.used")).first().waitFor();
    await look("the exceptions, opened");
    await open(her.page, "/reports/exceptions");
    await look("the report");
    await open(her.page, "/reports/exceptions/print");
    await look("the report on paper");
    await her.comes(14);
    await open(her.page, "/exceptions");
    await her.page.getByText(say("assembly.exceptions.one-member")).first().waitFor();
    expect(await her.page.getByText(/Atap|roof|Anaknya|child/).count()).toBe(0);
    await look("the exceptions, as a member sees them");
  });
});
