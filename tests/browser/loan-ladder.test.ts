/**
 * The members let a kind of loan grow step by step, by the rule's own form; from the next meeting on the request says how
 * much a woman may borrow and why, and so does her own page.
 */
import { describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { decisionTable, type DecisionRow } from "#assembly";
import { loanProduct } from "#loans";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, openMeeting, tableRows } from "../village/group.ts";
import { open, phone, wide } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("loans that grow step by step", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({ meetings: 6, first: 1 });
  const { look, press, say } = her;

  step("the steps are written one by one, and read aloud before the hands", async () => {
    meeting = await openMeeting(her.served.melati.group);
    await her.decideOn("meetings.form.rule-decision");
    await press(new RegExp(`^${say("loans.product.ordinary")}`));
    await her.page.getByRole("checkbox", { name: say("field.loans.product.ladder") }).check();
    const steps = her.page.getByRole("group", { name: say("field.loans.product.ladder.steps") });
    for (const [at, amount] of ["100000", "200000", "400000"].entries()) {
      await steps.getByRole("button", { name: say("assembly.screen.add-one") }).click();
      await steps.getByLabel(say("field.loans.product.ladder.steps.up_to")).nth(at).fill(amount);
    }
    await her.page.getByText(/Besar pinjaman naik bertahap: Rp.100\.000, Rp.200\.000, dan Rp.400\.000\./).waitFor();
    await look("the rule's form");
    await press(say("meetings.form.next"));
    await press(say("meetings.votes.all-for", { count: 25 }));
    await look("the hands");
    await press(say("meetings.loan.write-decision"));
    await reaches(her.served.melati, meeting, "assembly.decision");
    await sealBeside(her.served.melati, meeting);
  });

  step("two officers put it in force", async () => {
    const { group } = her.served.melati;
    const decided = await tableRows<DecisionRow>(group, decisionTable, { question: "rule" });
    const { decision_id: decision } = decided.find(one => one.about === `${loanProduct.key}/ordinary` && one.decided_on === today)!;
    her.served.edge.today = addDays(today, 1);
    const two = { by: group.treasurer, with: [group.secretary] };
    await accepted(group.say("assembly.change-rule", { from: her.served.edge.today, decision }, two));
    meeting = await openMeeting(group);
  });

  step("at the next request it is said how much she may borrow, and why", async () => {
    await her.comes(1);
    await open(her.page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(`^${say("meetings.form.loan-request")}\\s*${say("meetings.form.loan-request.what")}`));
    await her.page.getByRole("button", { name: /Ibu/ }).nth(11).click();
    await her.page.locator('input[value="ordinary"]').check();
    await press(say("meetings.form.next"));
    await her.page.getByText(new RegExp(`boleh meminjam sampai Rp.100\\.000, karena ${say("loans.ladder.first-loan")}`)).waitFor();
    await look("how much");
  });

  step("her own page says it to herself, when she asks", async () => {
    await her.comes(14);
    for (const size of [phone, wide]) {
      await her.page.setViewportSize(size);
      await open(her.page, "/loans");
      await her.page.getByRole("heading", { name: say("loans.screen.ladder") }).waitFor();
      expect(await her.page.getByText(/Ibu boleh meminjam sampai/).count()).toBe(0);
      await look("her own her.page, covered");
      await press(say("shell.uncover"));
      await her.page.getByText(/Ibu boleh meminjam sampai Rp.100\.000/).waitFor();
      await look("her own page");
    }
  });
});
