/**
 * A key-holder is not there, and who shall stand in for her has no PIN: the dialog says so and leads to where two officers
 * give her one. Then they name her for today; the answer to it is lost on the way, they say it once more, and it was said
 * once. She turns the key in the other's place, and the box opens.
 */
import { describe, expect } from "vitest";
import { sql } from "#db";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted, rowsWhere } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, anySuch, escaped, pressPin, turnKeys } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { type PracticeGroup, today } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const [absent, standsIn] = [4, 15];
const herNewPin = "905173";

describe.skipIf(browserOrSkip() === "skip")("a key-holder is not there", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  const her = onHerPhone({
    meetings: 2,
    first: 1,
    async prepare(served) {
      const { group } = served.melati;
      await accepted(group.say("meetings.open", { meeting: served.edge.newId() }, { by: group.treasurer }));
    },
  });
  const { look, say } = her;
  const substitute = () => her.served.melati.members[standsIn - 1]!;
  const called = (number: number): string => say("meetings.called", { name: melati.women[number - 1]! });
  const pinOf = (number: number): string =>
    number === standsIn ? herNewPin : melati.keys.find(key => key.number === number)!.pin;
  const pinOfName = (name: string): string => pinOf(melati.women.findIndex(woman => name.endsWith(woman)) + 1);

  step("the roll says who is not there", async () => {
    await open(her.page, "/meeting");
    await her.page.getByText(called(absent), { exact: true }).click();
    await her.page.getByRole("radio", { name: say("meetings.mark.absent") }).click();
    await act(her.page, say("meetings.keep")).click();
    await her.page.getByRole("dialog").waitFor({ state: "detached" });
    await act(her.page, say("meetings.roll.others-there", { count: melati.women.length - 1 })).click();
    await act(her.page, say("meetings.roll.next")).click();
  });

  step("who shall stand in has no PIN: the dialog says it and leads to where two officers give her one", async () => {
    await act(her.page, say("meetings.substitute.title")).click();
    const dialog = her.page.getByRole("dialog");
    await dialog.getByLabel(say("meetings.substitute.who")).selectOption({ value: substitute() });
    await dialog.getByText(say("meetings.substitute.no-pin", { name: called(standsIn) })).waitFor();
    expect(await dialog.locator(".pad").count()).toBe(0);
    await look();
    await act(dialog, say("meetings.substitute.give-pin", { name: called(standsIn) })).click();
    await her.page.waitForURL(/\/pin/);
    await alive(her.page);
    await pressPin(her.page, pinOf(1));
    await her.page.getByLabel(say("members.screen.officer-number")).fill("2");
    await pressPin(her.page, pinOf(2));
    for (const sentence of ["members.screen.pin-choose", "members.screen.pin-once-more"]) {
      await her.page.getByRole("heading", { name: new RegExp(`${escaped(melati.women[standsIn - 1]!)}`) }).waitFor();
      await her.page.getByText(anySuch(her.words, sentence, "name")).waitFor();
      await pressPin(her.page, herNewPin);
    }
    await act(her.page, say("members.screen.done")).click();
    await her.page.waitForURL(/\/meeting(#.*)?$/);
    await alive(her.page);
  });

  step("two officers name who stands in; the answer is lost, and said again it is done once", async () => {
    await act(her.page, say("meetings.substitute.title")).click();
    const dialog = her.page.getByRole("dialog");
    const who = dialog.getByLabel(say("meetings.substitute.who"));
    await who.selectOption({ value: substitute() });
    // Whoever holds an office is not offered: no committee opens the box alone.
    for (const number of [1, 2, 3, 7, 9])
      expect(await who.locator(`option[value="${her.served.melati.members[number - 1]!}"]`).count()).toBe(0);
    await dialog.getByLabel(say("meetings.second.number")).fill("2");
    // Whose PIN is asked for can be read, not only heard.
    expect((await dialog.getByText(say("meetings.second.pin"), { exact: true }).boundingBox())!.height).toBeGreaterThan(16);
    await look();

    let isLost = false;
    await her.page.route("**/api/commands/members.take-office", async route => {
      if (isLost) return route.continue();
      isLost = true;
      await route.fetch();
      await route.abort();
    });
    await pressPin(dialog, pinOf(2));
    await dialog.getByText(say("meetings.keys.away")).waitFor();
    expect(isLost).toBe(true);
    // The browser says that the answer was lost.
    her.heard();
    await pressPin(dialog, pinOf(2));
    await dialog.waitFor({ state: "hidden" });
    expect(await namedFor(her.practice)).toEqual([
      { member_id: substitute(), from_on: today, until_on: today },
    ]);
  });

  step("she turns the key in the other's place, and the box is open", async () => {
    await turnKeys(her.page, her.words, 3, pinOfName);
    await her.page.getByText(say("meetings.keys.box-open")).waitFor();
    await look();
    const [meeting] = await rowsWhere<{ keys_open: readonly string[] }>(
      her.served.melati.group,
      sql`select keys_open from meetings.meeting where organisation_id = ${her.served.melati.organisation} and status = 'open'`,
    );
    expect([...meeting!.keys_open].sort()).toEqual(
      [5, 6, standsIn].map(number => her.served.melati.members[number - 1]!).sort(),
    );
  });
});

const namedFor = ({ group, organisation, members }: PracticeGroup) =>
  rowsWhere(
    group,
    sql`select member_id, from_on, until_on from members.office
      where organisation_id = ${organisation} and substitute_for = ${members[absent - 1]}`,
  );
