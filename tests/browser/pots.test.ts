/**
 * An arisan on a phone of 360 px: begun at the table by a form, its dues received on the cards, the round handed over with one
 * press to whom the lot draws, and then on its page: who received and who is next for all, and hers for her alone.
 */
import { describe, expect } from "vitest";
import { day, type Uuid } from "#base";
import { lineOf } from "#meetings";
import { potTable, roundTable } from "#pots";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, decision, line, meet, openMeeting, tableRows } from "../village/group.ts";
import { act, escaped } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("a pot that goes round", { timeout: 300_000 }, () => {
  let meeting: Uuid;
  const step = oneAfterAnother();
  const her = onHerPhone({
    practice: "santaBarbara",
    language: "en",
    meetings: 14,
    first: 1,
    async prepare(served) {
      served.edge.today = today;
      meeting = await openMeeting(served.santaBarbara.group);
    },
  });
  const { look, say } = her;
  const press = (key: string): Promise<void> => her.press(say(key));
  const choose = (key: string): Promise<void> =>
    her.page.getByRole("radio", { name: new RegExp(`^${escaped(say(key))}`) }).check();

  const givesUp = (): Promise<unknown> => {
    const { group } = her.served.santaBarbara;
    return accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  };

  step("is begun by a form, one question at a time", async () => {
    await open(her.page, "/meeting#decide");
    await press("meetings.decide.new");
    await her.page.getByText(say("pots.form.begin"), { exact: true }).click();
    await her.page.getByLabel(say("pots.form.ask-name")).fill("Paluwagan");
    await press("meetings.form.next");
    await choose("unit.PHP");
    await press("meetings.form.next");
    await her.page.getByText(say("pots.form.ask-amount")).first().waitFor();
    await her.page.locator(".board .tile").first().click();
    await look();
    await press("meetings.form.next");
    for (const answer of ["every.meeting", "turn.lot", "whole.yes", "who.all"]) {
      await choose(`pots.form.${answer}`);
      await look();
      await press("meetings.form.next");
    }
    await her.page.getByText(say("pots.form.ask-second")).waitFor();
    await look();
    await press("meetings.form.next");
    await her.page.getByRole("button", { name: /^All/ }).first().click();
    await press("meetings.form.write");
    await her.page.getByText("Paluwagan").waitFor();
    await look();
  });

  step("goes with one press to whom the lot draws, once all of it is in", async () => {
    await givesUp();
    const { group } = her.served.santaBarbara;
    const seats = group.members.slice(8, 14);
    const yes = decision(group, "other", "pot/pot-1", { value: { amount: "10000" } });
    const terms = { unit: "PHP", amount: 10_000n, every: "meeting", turn: "lot", is_whole: true };
    await meet(group, today, [
      yes.line,
      line("pots.begin", { pot: "pot-1", decision: yes.id, name: "Paluwagan", ...terms, seats }),
    ]);
    her.served.edge.today = day("2026-12-01");
    meeting = await openMeeting(group);
    const brings = (index: number) =>
      lineOf(`${seats[index]}.pot.pot-1`, "pots.bring", { member: seats[index], pot: "pot-1", amount: 10_000n });
    const write = (lines: readonly unknown[]) =>
      accepted(group.say("meetings.write", { meeting, lines }, { by: group.treasurer }));
    await write([0, 1, 2, 3, 4].map(brings));
    await her.comes(1);
    await open(her.page, "/meeting#pay");
    await her.page.getByText(say("pots.round.of", { round: 1, rounds: 6 })).waitFor();
    await look();
    await write([brings(5)]);
    await open(her.page, "/");
    await open(her.page, "/meeting#pay");
    await press("pots.round.hand");
    await act(her.page, say("pots.round.not-yet")).waitFor();
    await look();
  });

  step("tells all who received and who is next, and her alone what is hers", async () => {
    await givesUp();
    const { group } = her.served.santaBarbara;
    const members = group.members.slice(8, 14);
    const lines = members.map(member => line("pots.bring", { member, pot: "pot-1", amount: 10_000n }));
    const [row] = await tableRows(group, potTable);
    expect(row).toMatchObject({ status: "running", round: 1 });
    for (const seat of [1, 2, 3, 4, 5, 6]) {
      const tried = await meet(group, "2026-12-01", [...lines, line("pots.hand-over", { pot: "pot-1", seat })]).catch(() => null);
      if (tried) break;
    }
    expect(await tableRows(group, roundTable)).toHaveLength(1);
    await her.comes(14);
    await open(her.page, "/");
    await act(her.page, say("pots.screen.title")).click();
    await her.page.waitForURL("**/pots");
    await alive(her.page);
    await her.page.getByText(say("pots.screen.received")).first().waitFor();
    await her.page.getByText(say("pots.screen.next"), { exact: true }).waitFor();
    await look();
    await act(her.page, say("shell.uncover")).click();
    await look();
    expect(await her.page.getByRole("list", { name: say("pots.screen.missing"), exact: true }).count()).toBe(0);
    // Who sits in none sees the same, and nothing of hers.
    await her.comes(4);
    await open(her.page, "/pots");
    await her.page.getByText(say("pots.screen.received")).first().waitFor();
    expect(await her.page.getByText(say("pots.screen.you-brought")).count()).toBe(0);
    await look();
  });
});
