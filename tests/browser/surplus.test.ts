/**
 * The surplus of a year on a phone of 360 px: the treasurer closes the year before two, sees how it would be split, gives it
 * out once the members decided, and sees what became of it; an ordinary member sees what the group has and her own part,
 * and nobody else's.
 */
import { describe, expect } from "vitest";
import { day } from "#base";
import { surplusYearTable } from "#savings";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, meet, tableRows } from "../village/group.ts";
import { decideRules, openReserve, surplusDecided, surplusRule, twoOfficers } from "../village/year-end.ts";
import { act } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const yearEnd = day("2026-09-30");

describe.skipIf(browserOrSkip() === "skip")("the surplus of a year", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  const her = onHerPhone({
    practice: "santaBarbara",
    language: "en",
    meetings: 14,
    first: 1,
    async prepare({ santaBarbara: { group }, edge }) {
      await openReserve(group, "2026-11-18");
      await decideRules(group, [surplusRule(group)], { on: "2026-11-19", from: "2026-11-20" });
      edge.today = today;
    },
  });
  const { comes, look, second, isNobodyElses, say } = her;

  step("waits for the books to be closed, and says so", async () => {
    await open(her.page, "/savings");
    await act(her.page, say("savings.surplus.title")).click();
    await her.page.waitForURL("**/savings/surplus");
    await alive(her.page);
    await her.page.getByText(say("savings.surplus.books-first", { day: "September 30, 2026" })).waitFor();
    await look();
  });

  step("is worked out when two officers close the year", async () => {
    await accepted(her.practice.group.say("ledger.close-period", { through: yearEnd }, twoOfficers(her.practice.group)));
    await open(her.page, "/savings/surplus");
    await act(her.page, say("command.savings.close-year")).click();
    await second(4);
    await her.page.getByText(say("savings.surplus.decide")).waitFor();
    await alive(her.page);
    await look();
  });

  step("is given out once the members decided, and the decision stands beside it", async () => {
    const [year] = await tableRows(her.practice.group, surplusYearTable);
    await meet(her.practice.group, today, surplusDecided(her.practice.group, yearEnd, year!.surplus).lines);
    await open(her.page, "/savings/surplus");
    await look();
    await act(her.page, say("command.savings.allocate-surplus")).click();
    await her.page.getByText(say("savings.surplus.given-out", { day: "November 24, 2026" })).waitFor();
    await alive(her.page);
    await her.page.getByText("School books").waitFor();
    await act(her.page, say("shell.uncover")).click();
    await look();
    await open(her.page, "/decisions");
    await her.page.getByText(say("fact.savings.surplus-allocated")).first().waitFor();
  });

  step("shows an ordinary member the group's result and her own part alone", async () => {
    await comes(14);
    await open(her.page, "/savings/surplus");
    await her.page.getByText(say("choice.savings.surplus.parts.role.reserve")).waitFor();
    expect(await her.page.getByText(say("savings.surplus.each")).count()).toBe(0);
    await isNobodyElses(14);
    await act(her.page, say("shell.uncover")).click();
    await her.page.getByText(say("savings.surplus.is-mine")).waitFor();
    await look();
  });
});
