/**
 * At the meeting the members decide on a new fund and on a rule, in plain words; two officers put both in force with a
 * press; and at the next meeting the fund is there to be used.
 */
import { describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { ruleTable } from "#assembly";
import { browserOrSkip } from "../village/chromium.ts";
import { balanceOf, openMeeting, tableRows } from "../village/group.ts";
import { pressPin } from "./at-the-table.ts";
import { open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("the members decide on a rice bank", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({ meetings: 2, first: 1 });
  const { look, press, say } = her;

  const heading = (name: string | RegExp) => her.page.getByRole("heading", { name }).first().waitFor();
  async function decideOn(what: string | RegExp, fill: () => Promise<void>): Promise<void> {
    await her.decideOn("meetings.form.rule-decision");
    await heading(say("meetings.rule.new"));
    await look("what to decide on");
    await press(what);
    await fill();
    await look("what it says");
    await press(say("meetings.form.next"));
    await heading(say("meetings.rule.hands"));
    await look("the hands");
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.loan.write-decision"));
    await her.isKept();
  }

  step("a new fund, in kilograms, with a name of its own", async () => {
    meeting = await openMeeting(her.served.melati.group);
    await decideOn(new RegExp(`^${say("meetings.rule.new.ledger.fund")}`), async () => {
      await her.page.getByLabel(say("assembly.screen.its-name")).fill("Bank beras");
      await her.page.getByLabel(say("field.assembly.open-fund.unit")).selectOption("kg");
    });
    await her.page.getByText("Bank beras").first().waitFor();
  });

  step("and a dearer fine for whoever is late, by the rule's own form", async () => {
    await decideOn(new RegExp(`^${say("said.meetings.fine.title", { code: say("meetings.fine.late") })}`), async () => {
      await her.page.getByLabel(say("field.meetings.fine.amount")).fill("3000");
      await her.page.getByText("Rp 3.000").first().waitFor();
    });
    await reaches(her.served.melati, meeting, "assembly.decision", 2);
    await sealBeside(her.served.melati, meeting);
  });

  step("is opened by two officers with one press, as it was decided", async () => {
    await open(her.page, "/rules");
    await look("rules, with what is to be done");
    await press(new RegExp(say("assembly.screen.open-fund-named", { fund: "Bank beras" })));
    await her.page.getByText("Bank beras").first().waitFor();
    await look("open the fund");
    await press(say("command.assembly.open-fund"));
    await her.page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(her.page, "385126");
    await her.page.waitForURL(/\/funds\/fund-2$/);
    await open(her.page, "/rules");
    await her.page.getByText(say("assembly.screen.to-do")).waitFor();
    await press(new RegExp(`^${say("said.meetings.fine.title", { code: say("meetings.fine.late") })}`));
    await look("change the rule");
    await press(say("command.assembly.change-rule"));
    await her.page.waitForURL(/\/rules$/);
    const rules = await tableRows(her.served.melati.group, ruleTable, { rule: "meetings.fine/late" });
    expect(rules.map(row => [row.version, row.from_on, row.value])).toContainEqual([
      2,
      addDays(today, 1),
      { amount: "3000", fund: "loan" },
    ]);
  });

  step("and takes rice at the next meeting", async () => {
    const { group } = her.served.melati;
    her.served.edge.today = addDays(today, 1);
    meeting = await openMeeting(group);
    await her.comes(1);
    await open(her.page, "/meeting#sheet");
    await press(say("meetings.more.title"));
    await press(new RegExp(`^${say("meetings.form.income")}`));
    await her.page.getByRole("radio", { name: /Bank beras/ }).check();
    await press(say("meetings.form.next"));
    await her.page.getByLabel(say("meetings.cash.digits")).fill("5");
    await press(say("meetings.form.next"));
    await her.page.getByLabel(say("meetings.ask.from-what")).fill("Panen bersama");
    await press(say("meetings.form.next"));
    await her.page.getByRole("radio", { name: new RegExp(`^${say("meetings.form.is-earned")}`) }).check();
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "meetings.income");
    await sealBeside(her.served.melati, meeting);
    expect(await balanceOf(group, "cash/fund-2")).toBe(5_000n);
  });
});
