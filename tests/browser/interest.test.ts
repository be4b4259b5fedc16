/**
 * The interest on savings on a phone of 360 px: the treasurer sees what the closed month gives and posts it before two; an
 * ordinary member sees what the group pays and what is hers, and nobody else's; it is taken back with a reason.
 */
import { describe, expect } from "vitest";
import { day } from "#base";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted } from "../village/group.ts";
import { decideRules, interestRule, savedByThree, twoOfficers } from "../village/year-end.ts";
import { act } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("the interest on savings", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  const her = onHerPhone({
    practice: "santaBarbara",
    language: "en",
    meetings: 14,
    first: 1,
    async prepare({ santaBarbara: { group }, edge }) {
      const when = { on: "2026-11-19", from: "2026-11-20", saved: savedByThree(group) };
      await decideRules(group, [interestRule(group)], when);
      edge.today = day("2026-12-02");
    },
  });
  const { comes, look, second, isNobodyElses, say } = her;

  step("waits for the books to be closed, and says so", async () => {
    await open(her.page, "/savings");
    await act(her.page, say("savings.screen.interest")).click();
    await her.page.waitForURL("**/savings/interest");
    await alive(her.page);
    await her.page.getByText(say("savings.interest.books-first", { day: "November 30, 2026" })).waitFor();
    await look();
  });

  step("is posted by two for all who saved", async () => {
    await accepted(her.practice.group.say("ledger.close-period", { through: day("2026-11-30") }, twoOfficers(her.practice.group)));
    await open(her.page, "/savings/interest");
    await her.page.getByText(say("savings.interest.would-give")).waitFor();
    await look();
    await act(her.page, say("command.savings.post-interest")).click();
    await second(4);
    await her.page.getByText(say("savings.interest.posted-on", { day: "December 2, 2026" })).waitFor();
    await alive(her.page);
    await act(her.page, say("shell.uncover")).click();
    await look();
  });

  step("shows an ordinary member what the group pays and what is hers alone", async () => {
    await comes(14);
    await open(her.page, "/savings/interest");
    await her.page.getByText(say("savings.interest.gave")).waitFor();
    await isNobodyElses(14);
    expect(await act(her.page, say("savings.interest.take-back")).count()).toBe(0);
    await act(her.page, say("shell.uncover")).click();
    await her.page.getByText(say("savings.screen.mine"), { exact: true }).waitFor();
    await look();
  });

  step("is taken back with a reason, and may be posted again", async () => {
    await comes(1);
    await open(her.page, "/savings/interest");
    await act(her.page, say("savings.interest.take-back")).click();
    await her.page.getByLabel(say("field.savings.take-back-interest.reason")).fill("The rate was wrong");
    await look();
    await act(her.page, say("command.savings.take-back-interest")).click();
    await second(4);
    await act(her.page, say("savings.interest.post-again")).waitFor();
    await alive(her.page);
    await look();
  });
});
