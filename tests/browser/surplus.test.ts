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
import { act, wordsIn } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const { say } = wordsIn("en");
const yearEnd = day("2026-09-30");

describe.skipIf(browserOrSkip() === "skip")("the surplus of a year", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  const { comes, page, group, look, second, isNobodyElses } = onHerPhone(async ({ santaBarbara: { group }, edge }) => {
    await openReserve(group, "2026-11-18");
    await decideRules(group, [surplusRule(group)], { on: "2026-11-19", from: "2026-11-20" });
    edge.today = today;
  });

  step("waits for the books to be closed, and says so", async () => {
    await open(page(), "/savings");
    await act(page(), say("savings.surplus.title")).click();
    await page().waitForURL("**/savings/surplus");
    await alive(page());
    await page().getByText(say("savings.surplus.books-first", { day: "September 30, 2026" })).waitFor();
    await look();
  });

  step("is worked out when two officers close the year", async () => {
    await accepted(group().say("ledger.close-period", { through: yearEnd }, twoOfficers(group())));
    await open(page(), "/savings/surplus");
    await act(page(), say("command.savings.close-year")).click();
    await second();
    await page().getByText(say("savings.surplus.decide")).waitFor();
    await alive(page());
    await look();
  });

  step("is given out once the members decided, and the decision stands beside it", async () => {
    const [year] = await tableRows(group(), surplusYearTable);
    await meet(group(), today, surplusDecided(group(), yearEnd, year!.surplus).lines);
    await open(page(), "/savings/surplus");
    await look();
    await act(page(), say("command.savings.allocate-surplus")).click();
    await page().getByText(say("savings.surplus.given-out", { day: "November 24, 2026" })).waitFor();
    await alive(page());
    await page().getByText("School books").waitFor();
    await act(page(), say("shell.uncover")).click();
    await look();
    await open(page(), "/decisions");
    await page().getByText(say("fact.savings.surplus-allocated")).first().waitFor();
  });

  step("shows an ordinary member the group's result and her own part alone", async () => {
    await comes(14);
    await open(page(), "/savings/surplus");
    await page().getByText(say("choice.savings.surplus.parts.role.reserve")).waitFor();
    expect(await page().getByText(say("savings.surplus.each")).count()).toBe(0);
    await isNobodyElses(14);
    await act(page(), say("shell.uncover")).click();
    await page().getByText(say("savings.surplus.is-mine")).waitFor();
    await look();
  });
});
