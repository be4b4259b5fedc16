/**
 * Members buy together, on phones of 360 px: the meeting lets a fund buy, a member proposes yarn and says how much she wants, the
 * treasurer writes another's order, the members raise their hands for it and pay in, and the shop is paid.
 */
import { describe, expect } from "vitest";
import { addDays, type Uuid } from "#base";
import { purchaseTable } from "#purchasing";
import { browserOrSkip } from "../village/chromium.ts";
import { balanceOf, openMeeting, tableRows } from "../village/group.ts";
import { act, pressPin } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const fund = "Dana pinjaman";

describe.skipIf(browserOrSkip() === "skip")("members buy together", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({ meetings: 2 });
  const { look, press, next, say } = her;

  const choose = (name: string | RegExp): Promise<void> => her.page.getByRole("radio", { name }).check();

  step("the members let a fund buy, by the rule's own form, and two officers put it in force", async () => {
    meeting = await openMeeting(her.served.melati.group);
    await her.comes(1);
    await her.decideOn("meetings.form.rule-decision");
    await press(new RegExp(`^${say("said.purchasing.purchase.title", { code: fund })}`));
    await her.page.getByLabel(say("field.purchasing.purchase.pay_later")).waitFor();
    await her.page.getByLabel(say("field.purchasing.purchase.quantities_seen")).selectOption("officers");
    await look("the rule");
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.loan.write-decision"));
    await reaches(her.served.melati, meeting, "assembly.decision");
    await sealBeside(her.served.melati, meeting);
    await open(her.page, "/rules");
    await press(new RegExp(`^${say("said.purchasing.purchase.title", { code: fund })}`));
    await press(say("command.assembly.change-rule"));
    await her.page.getByLabel(say("members.screen.her-number")).fill("2");
    await pressPin(her.page, "385126");
    await her.page.waitForURL(/\/rules$/);
  });

  step("a member proposes yarn and says how much she wants", async () => {
    her.served.edge.today = addDays(today, 1);
    await her.comes(14);
    await open(her.page, "/");
    await press(say("meetings.home.purchases"));
    await her.page.waitForURL("**/purchases");
    await look("nothing is bought yet");
    await press(say("command.purchasing.plan"));
    await her.page.waitForURL("**/purchases/plan");
    await alive(her.page);
    await her.page.getByLabel(say("field.purchasing.plan.name")).fill("Benang untuk sarung");
    await her.page.getByLabel(say("field.purchasing.plan.supplier")).fill("Toko Sinar Benang");
    await her.page.getByLabel(say("field.purchasing.plan.items.name")).fill("Benang katun merah");
    await her.page.getByLabel(say("purchasing.screen.price-of.kg")).fill("87.500");
    await her.page.getByLabel(say("field.purchasing.plan.costs")).fill("65.000");
    await her.page.getByLabel(say("field.purchasing.plan.order_by")).fill(addDays(today, 20));
    await look("what is proposed");
    await press(say("command.purchasing.plan"));
    await her.page.waitForURL(/\/purchases\/[0-9a-f-]{36}$/);
    await alive(her.page);
    await her.page.getByLabel("Benang katun merah").fill("2,5");
    await press(say("command.purchasing.commit"));
    await her.page.getByText(say("purchasing.screen.mine")).waitFor();
    await press(say("shell.uncover"));
    await her.page.getByText(/^2,5\skg Benang katun merah/).first().waitFor();
    await her.page.getByText(say("purchasing.screen.quantities-hidden")).waitFor();
    await look("her part of it");
  });

  step("the treasurer writes the order of one who has no phone", async () => {
    const address = her.page.url();
    await her.comes(1);
    await open(her.page, address);
    await her.page.getByLabel(say("field.purchasing.commit.member")).selectOption({ index: 9 });
    await her.page.getByLabel("Benang katun merah").last().fill("1,5");
    await act(her.page.locator(".card", { hasText: say("purchasing.screen.order-for") }), say("command.purchasing.commit")).click();
    await her.page.getByRole("heading", { name: say("purchasing.screen.buyers", { count: 2 }) }).waitFor();
    await press(say("shell.uncover"));
    await look("all of it, for officers");
  });

  step("the members agree on it by hands, and what they pay in pays the shop", async () => {
    const { group } = her.served.melati;
    meeting = await openMeeting(group);
    await open(her.page, "/meeting#decide");
    await press(say("meetings.decide.new"));
    await press(new RegExp(say("purchasing.form.purchase-agree.what")));
    await her.typeAmount("420000");
    await look("how much at most");
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "purchasing.agree");
    await sealBeside(her.served.melati, meeting);
    her.served.edge.today = addDays(today, 7);
    meeting = await openMeeting(group);
    await her.comes(1);
    await open(her.page, "/meeting#sheet");
    for (const amount of ["155700", "259300"]) {
      await press(say("meetings.more.title"));
      await press(new RegExp(say("purchasing.form.purchase-pay-in.what")));
      await her.page.getByRole("list", { name: say("purchasing.ask.who-pays") }).getByRole("button").first().click();
      await her.typeAmount(amount);
      await look("what she pays in");
      await press(say("meetings.form.write"));
      await reaches(her.served.melati, meeting, "purchasing.pay-in");
      await sealBeside(her.served.melati, meeting);
      her.served.edge.today = addDays(her.served.edge.today, 7);
      meeting = await openMeeting(group);
      await her.comes(1);
      await open(her.page, "/meeting#sheet");
    }
    await open(her.page, "/meeting#pay");
    await press(say("meetings.pay.new"));
    await press(new RegExp(say("purchasing.form.purchase.what")));
    await choose(new RegExp(say("purchasing.form.purchase-pay-supplier.what")));
    await look("what is written of it");
    await next();
    await her.typeAmount("415000");
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "purchasing.pay-supplier");
    await look("paid to the shop");
    await sealBeside(her.served.melati, meeting);
    expect(await balanceOf(group, "purchase-clearing.p1/loan")).toBe(415_000n);
    expect((await tableRows(group, purchaseTable))[0]).toMatchObject({ status: "agreed", agreed: 420_000n });
  });
});
