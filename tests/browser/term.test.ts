/**
 * Savings with a term, capital by instalments and a goal on a phone of 360 px: the treasurer sees what matures and posts its
 * interest before two; a member finds her own in her passbook, sets what she saves for, and sees nobody else's.
 */
import { describe, expect } from "vitest";
import { day } from "#base";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, decision, line, meet } from "../village/group.ts";
import { santaBarbara } from "../village/people.ts";
import { act, pressPin } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { oneAfterAnother } from "./steps.ts";

const keyHolder = santaBarbara.keys.find(key => key.number === 4)!;
const kept = { fund: "loan", kind: "voluntary", minimum_balance: "0" };
const rules = {
  "savings.product/saving-2": {
    ...{ ...kept, kind: "term", withdrawable: "free", is_capital: false },
    term: { months: "3", rate: "6", interest: "at-end", early: "part-of-interest", early_percent: "50", least: "5000" },
  },
  "savings.product/saving-3": { ...kept, withdrawable: "on-leaving", is_capital: true },
  "savings.subscription/saving-3": { share: "10000", shares_min: "5", months: "10", from_surplus: true },
};
const names: Readonly<Record<string, string>> = {
  "savings.product/saving-2": "Pasko",
  "savings.product/saving-3": "Puhunan",
};

describe.skipIf(browserOrSkip() === "skip")("savings with a term", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  const her = onHerPhone({
    practice: "santaBarbara",
    language: "en",
    meetings: 14,
    first: 1,
    async prepare(served) {
      const { group } = served.santaBarbara;
      const two = { by: group.treasurer, with: [group.secretary] };
      const decided = Object.entries(rules).map(([about, value]) => ({
        ...decision(group, "rule", about, { value }),
        name: names[about],
      }));
      await meet(group, "2026-11-19", decided.map(one => one.line));
      for (const { id, name } of decided)
        await accepted(group.say("assembly.change-rule", { decision: id, name, from: day("2026-11-20") }, two));
      const laid = [0, 4, 13].map((at, index) => {
        const deposit = group.edge.newId();
        const body = { deposit, member: group.members[at], product: "saving-2", amount: 100_000n * BigInt(index + 1) };
        return line("savings.open-term", body, `term.${deposit}`);
      });
      await meet(group, "2026-11-26", [
        ...laid,
        ...[4, 13].map(at =>
          line("savings.subscribe", { member: group.members[at], product: "saving-3", shares: 5, amount: 50_000n }, `sub/${at}`),
        ),
        line("savings.deposit", { member: group.members[13], product: "saving-3", amount: 15_000n }),
        line("meetings.income", { money: group.edge.newId(), fund: "loan", amount: 50_000n, purpose: "Tinda" }),
      ]);
      served.edge.today = day("2027-03-01");
    },
  });
  const { look, say } = her;

  step("shows the treasurer what matured, and its interest is posted by two", async () => {
    await open(her.page, "/savings");
    await act(her.page, say("savings.term.title")).click();
    await her.page.waitForURL("**/savings/terms");
    await alive(her.page);
    await her.page.getByText(say("savings.term.unposted")).waitFor();
    await act(her.page, say("shell.uncover")).click();
    await look();
    await act(her.page, say("command.savings.post-term-interest")).click();
    const dialog = her.page.getByRole("dialog");
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(keyHolder.number));
    await pressPin(dialog, keyHolder.pin);
    await her.page.getByText(say("savings.term.unposted")).waitFor({ state: "detached" });
    await alive(her.page);
    await look();
  });

  step("shows officers the capital that was subscribed, and what of it is still to come", async () => {
    await open(her.page, "/savings");
    await act(her.page, say("savings.capital.title")).click();
    await her.page.waitForURL("**/savings/capital");
    await alive(her.page);
    await act(her.page, say("shell.uncover")).click();
    await her.page.getByText(say("savings.capital.each")).waitFor();
    await look();
  });

  step("shows a member her own alone, in her passbook and on both pages", async () => {
    await her.comes(14);
    for (const path of ["/savings/terms", "/savings/capital", "/me"]) {
      await open(her.page, path);
      const answer = await her.page.content();
      for (const name of santaBarbara.women.filter(name => name !== santaBarbara.women[13]))
        expect(answer.includes(name), `${name} on ${path}`).toBe(false);
      await look();
    }
    await her.page.getByText(say("meetings.passbook.terms"), { exact: true }).waitFor();
    await her.page.getByText(say("meetings.passbook.subscribed", { product: "Puhunan" })).waitFor();
  });

  step("lets her set what she saves for, change it and end it", async () => {
    await her.page.getByRole("link", { name: say("savings.goal.title") }).click();
    await her.page.waitForURL("**/me/goals");
    await alive(her.page);
    await look();
    await her.page.getByLabel(say("field.savings.set-goal.name")).fill("Bubong");
    await her.page.getByLabel(say("field.savings.set-goal.product")).selectOption("saving-3");
    await her.page.getByLabel(say("field.savings.set-goal.amount")).fill("500");
    await her.page.getByLabel(say("field.savings.set-goal.by")).fill("2027-12-20");
    await act(her.page, say("command.savings.set-goal")).click();
    await her.page.getByText("Bubong").waitFor();
    await alive(her.page);
    await act(her.page, say("shell.uncover")).click();
    await her.page.getByText(say("savings.goal.left")).waitFor();
    await look();
    await act(her.page, say("savings.goal.change")).click();
    await look();
    await her.page.getByLabel(say("field.savings.set-goal.amount")).fill("100");
    await act(her.page, say("command.savings.set-goal")).click();
    await alive(her.page);
    await act(her.page, say("shell.uncover")).click();
    await her.page.getByText(say("savings.goal.reached")).waitFor();
    await act(her.page, say("savings.goal.end")).click();
    await her.page.getByText("Bubong").waitFor({ state: "detached" });
  });
});
