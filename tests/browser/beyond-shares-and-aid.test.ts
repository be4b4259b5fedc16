/**
 * On the treasurer's phone: fewer shares than the rule wants are refused on her card, and a claim before the waiting months are
 * over at its line; there she asks the members. More shares have a form. And of a term deposit a part is taken out early.
 */
import { describe, expect } from "vitest";
import { addDays, type Document, type Uuid } from "#base";
import { type ExceptionRow, exceptionTable, ruleTable } from "#assembly";
import { termDepositTable } from "#savings";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, decision, line, meet, openMeeting, tableRows } from "../village/group.ts";
import { act } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { reaches, sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const term = {
  ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
  term: {
    ...{ months: "6", rate: "6", interest: "at-end", early: "lower-rate", early_percent: "2" },
    ...{ least: "100000", least_left: "200000" },
  },
};

describe.skipIf(browserOrSkip() === "skip")("beyond shares and aid, and a part early", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({
    meetings: 6,
    first: 1,
    async prepare(served) {
      const { group, members } = served.melati;
      const [shares, social] = await Promise.all(
        ["savings.shares/loan", "aid.fund/social"].map(async rule =>
          (await tableRows(group, ruleTable, { rule })).at(-1)!.value as Readonly<Record<string, Document>>,
        ),
      );
      const rules: Readonly<Record<string, Document>> = {
        "savings.shares/loan": { ...shares!, meeting_min: "2" },
        "aid.fund/social": { ...social!, waiting_months: "120" },
        "savings.product/saving-2": term,
      };
      const decided = Object.entries(rules).map(([rule, value]) => ({ ...decision(group, "rule", rule, { value }), rule }));
      await meet(group, today, decided.map(one => one.line));
      served.edge.today = addDays(today, 1);
      const two = { by: group.treasurer, with: [group.secretary] };
      for (const one of decided)
        await accepted(
          group.say(
            "assembly.change-rule",
            { from: served.edge.today, decision: one.id, ...(one.rule === "savings.product/saving-2" ? { name: "Lebaran" } : {}) },
            two,
          ),
        );
      const deposit = group.edge.newId();
      await meet(group, served.edge.today, [
        line("savings.open-term", { deposit, member: members[13], product: "saving-2", amount: 600_000n }, `term.${deposit}`),
      ]);
      served.edge.today = addDays(today, 80);
      meeting = await openMeeting(group);
    },
  });
  const { look, press, next, say } = her;
  const lines = () => her.page.locator("button.line").filter({ visible: true });

  async function giveReason(reason: string, where: string): Promise<void> {
    await her.page.getByLabel(say("assembly.ask.beyond")).fill(reason);
    await look(where);
  }

  step("a part of a term deposit is taken out where the whole would be, with what she is handed said", async () => {
    await open(her.page, "/meeting#pay");
    await press(say("meetings.pay.new"));
    await look("what may be paid");
    await press(new RegExp(`^${say("savings.form.term-part")}`));
    await look("which deposit");
    await her.page.getByRole("radio").first().check();
    await next();
    await her.typeAmount("150000");
    await her.page.getByText(/150[.,]500/).first().waitFor();
    await look("how much of it");
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "savings.partial-withdrawal");
    await open(her.page, "/meeting#pay");
    await look("the part on the sheet");
  });

  step("one share where two are the fewest is refused on her card, and there she asks", async () => {
    await open(her.page, "/meeting#sheet");
    await look("the card");
    await lines().filter({ hasText: say("meetings.item.shares", { fund: "" }) }).first().click();
    await her.page.locator(".pad").getByRole("button", { name: "1", exact: true }).click();
    await look("how many shares");
    await press(say("meetings.cash.receive"));
    await act(her.page, say("assembly.beyond.offer")).first().waitFor();
    await look("refused on the card");
    await press(say("assembly.beyond.offer"));
    await giveReason("Panen gagal", "why fewer");
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "savings.ask-shares-exception");
  });

  step("seven, where five are the most, by a form of their own; the vote writes the purchase", async () => {
    await her.decideOn("assembly.form.shares-beyond");
    await lines().nth(3).click();
    await look("how many shares at this meeting");
    await press(say("meetings.form.more"));
    await next();
    await giveReason("Padinya terjual", "why more");
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "savings.ask-shares-exception", 2);
    await open(her.page, "/meeting#decide");
    await press(/Padinya terjual/);
    await her.page.getByRole("radio").first().check();
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "savings.buy-allowed-shares");
  });

  step("a claim before the waiting months are over is refused, and asked for with why and up to how much", async () => {
    await her.decideOn("meetings.form.claim");
    await lines().nth(5).click();
    for (const choice of ["illness", "herself"]) {
      await her.page.locator(`input[value="${choice}"]`).check();
      await next();
    }
    await her.page.locator('input[type="date"]').fill(addDays(today, 79));
    await next();
    await next();
    const women = her.page.locator("select");
    await women.nth(0).selectOption({ index: 1 });
    await women.nth(1).selectOption({ index: 2 });
    await press(say("meetings.form.write"));
    await act(her.page, say("assembly.beyond.offer")).first().waitFor();
    await look("a claim refused, with the offer");
    await press(say("assembly.beyond.offer"));
    await giveReason("Sakit dan sendirian", "why help");
    await next();
    await her.typeAmount("50000");
    await look("up to how much");
    await press(say("meetings.form.write"));
    await her.page.getByText(/Sakit dan sendirian/).first().waitFor();
    await her.page.reload();
    await alive(her.page);
    await her.page.getByText(say("assembly.beyond.to-vote")).first().waitFor();
    await look("all that is asked for");
    await press(/Sakit dan sendirian/);
    await her.page.getByRole("radio").first().check();
    await next();
    await press(say("meetings.votes.all-for", { count: 25 }));
    await press(say("meetings.form.write"));
    await reaches(her.served.melati, meeting, "assembly.exception", 2);
    await look("voted on");
  });

  step("sealed, all of it stands where it can be read", async () => {
    const { group } = her.served.melati;
    await sealBeside(her.served.melati, meeting);
    const rows = await tableRows<ExceptionRow>(group, exceptionTable, {});
    expect(rows.map(one => [one.thing, one.status]).sort()).toEqual([
      ["claim", "granted"],
      ["shares", "asked"],
      ["shares", "used"],
    ]);
    expect(await tableRows(group, termDepositTable)).toMatchObject([{ principal: 450_000n, withdrawn: 150_000n }]);
    await open(her.page, "/exceptions");
    await press(say("shell.uncover"));
    await look("the exceptions");
    await open(her.page, "/reports/exceptions");
    await look("the report");
    await her.comes(14);
    await open(her.page, "/savings/terms");
    await look("her terms");
    await press(say("shell.uncover"));
    await look("her terms open");
    await open(her.page, "/me");
    await look("her passbook");
  });
});
