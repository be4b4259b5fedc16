/**
 * The day after meeting day the treasurer's phone is charged again: she opens the meeting on the day it was held, and its page
 * and its paper say when it was written into the books.
 */
import { describe, expect } from "vitest";
import { addDays, day, type Uuid } from "#base";
import { meetingTable } from "#meetings";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, tableRows } from "../village/group.ts";
import { open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { sealBeside } from "./seal-beside.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("a meeting that was held on paper", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  let meeting: Uuid;
  const her = onHerPhone({
    meetings: 2,
    first: 1,
    async prepare(served) {
      served.edge.today = addDays(today, 2);
    },
  });
  const { look, press, say } = her;

  step("is opened on the day it was held", async () => {
    await open(her.page, "/meeting");
    await press(say("meetings.held-before.ask"));
    const field = her.page.getByLabel(say("meetings.held-before.day"));
    expect(await field.inputValue()).toBe(addDays(today, 1));
    await field.fill(today);
    await look("on which day");
    await press(say("meetings.open"));
    await her.page.getByText(say("meetings.roll.all-there")).waitFor();
    const [row] = await tableRows(her.practice.group, meetingTable, { status: "open" });
    expect(row!.held_on).toBe(day(today));
    meeting = row!.meeting_id;
  });

  step("says afterwards, on its page and on its paper, when it was written", async () => {
    const { group } = her.practice;
    for (const key of group.keyHolders)
      await accepted(group.say("meetings.turn-key", { meeting, purpose: "open" }, { by: key, on: today }));
    await sealBeside(her.practice, meeting, [], today);
    await open(her.page, `/meetings/${meeting}`);
    await her.page.getByText(say("meetings.sealed.later", { day: her.words.day(addDays(today, 2)) })).waitFor();
    await look("sealed");
    await open(her.page, `/meetings/${meeting}/sheet`);
    await her.page.getByText(say("meetings.paper.sealed-later", { day: her.words.day(addDays(today, 2)) })).first().waitFor();
    await look("on paper");
  });
});
