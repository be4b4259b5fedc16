/**
 * What officers do seldom and must be able to do on a screen: somebody from outside is appointed, a thing held in common
 * gets other words, an officer shows herself by her password, and who left is erased. On a phone of 360 px, in Indonesian.
 */
import { describe, expect } from "vitest";
import type { MemberId } from "#base";
import { browserOrSkip } from "../village/chromium.ts";
import { accepted } from "../village/group.ts";
import { melati } from "../village/people.ts";
import { act, pressPin } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { oneAfterAnother } from "./steps.ts";

const [treasurer, secretary] = [melati.keys[0]!, melati.keys[1]!];

describe.skipIf(browserOrSkip() === "skip")("what officers do seldom", { timeout: 300_000 }, () => {
  let leaver: MemberId;
  const step = oneAfterAnother();
  const her = onHerPhone({
    meetings: 1,
    first: secretary.number,
    async prepare(served) {
      const { group } = served.melati;
      const two = { by: group.secretary, with: [group.treasurer] };
      leaver = served.edge.newMember();
      const marsinah = { member: leaver, person: served.edge.newId(), number: 90, name: "Marsinah" };
      await accepted(group.say("members.join", marsinah, two));
      await accepted(group.say("members.set-contact", { member: leaver, telephone: "0812 5550 111" }, { by: leaver }));
      await accepted(group.say("members.leave", { member: leaver, status: "moved" }, two));
      const loom = { thing: served.edge.newId(), kind: "loom", name: "Alat tenun" };
      await accepted(group.say("members.hold-thing", loom, two));
    },
  });
  const { look, say } = her;
  /** The treasurer sits down beside the secretary, once. */
  async function seat(): Promise<void> {
    const dialog = her.page.getByRole("dialog");
    await dialog.getByLabel(say("members.screen.her-number")).fill(String(treasurer.number));
    await pressPin(dialog, treasurer.pin);
  }

  step("somebody from outside is appointed before two, with a last day", async () => {
    await open(her.page, "/officers");
    await act(her.page, say("members.screen.appoint")).click();
    await her.page.waitForURL("**/officers/new");
    await alive(her.page);
    await her.page.getByLabel(say("members.join.name")).fill("Fitri");
    await her.page.getByLabel(say("members.screen.has-last-day")).check();
    await her.page.getByLabel(say("members.appoint-official.until"), { exact: true }).fill("2027-11-24");
    await look();
    await act(her.page, say("members.appoint-official")).click();
    await seat();
    await her.page.waitForURL(/\/members\/m_/);
    await open(her.page, "/officers");
    await her.page.getByText("Fitri").first().waitFor();
  });

  step("the loom gets other words: who may use it, who decides", async () => {
    await open(her.page, "/things");
    await her.page.getByText("Alat tenun").first().click();
    const dialog = her.page.getByRole("dialog");
    await act(dialog, say("members.describe-thing")).click();
    await dialog.getByLabel(say("members.describe-thing.may_use")).fill("Siapa saja, bergiliran seminggu");
    await dialog.getByLabel(say("members.describe-thing.decides")).fill("Rapat anggota");
    await look();
    await act(dialog, say("members.screen.save")).click();
    await dialog.waitFor({ state: "hidden" });
    await alive(her.page);
    await her.page.getByText("Alat tenun").first().click();
    await dialog.getByText("Siapa saja, bergiliran seminggu").waitFor();
    await dialog.getByText("Rapat anggota").waitFor();
  });

  step("a girl under age has a guardian, until she has come of age", async () => {
    const page = `/members/${her.served.melati.members[10]!}`;
    await open(her.page, page);
    await act(her.page, say("members.screen.under-age")).click();
    await her.page.waitForURL("**/guardian");
    await alive(her.page);
    await her.page.getByLabel(say("members.name-guardian.guardian")).fill("Ibu Rohani");
    await look("her guardian");
    await act(her.page, say("members.name-guardian")).click();
    await her.page.waitForURL(`**${page}`);
    await her.page.getByText("Ibu Rohani").first().waitFor();
    await look("her page, under age");
    await act(her.page, say("members.screen.under-age")).click();
    await her.page.waitForURL("**/guardian");
    await look("her guardian, named");
    await act(her.page, say("members.come-of-age")).click();
    await her.page.waitForURL(`**${page}`);
    await alive(her.page);
    expect(await her.page.getByText("Ibu Rohani").count()).toBe(0);
  });

  step("two officers give a PIN, one by her password", async () => {
    await open(her.page, `/members/${her.served.melati.members[9]!}/pin`);
    const there = her.page.getByLabel(say("members.screen.officer-number"));
    await there.fill(String(treasurer.number));
    await act(her.page, say("members.sign-in.with-password")).click();
    await her.page.getByLabel(say("members.screen.officer-password")).fill(treasurer.password!);
    await look();
    await act(her.page, say("members.screen.next")).click();
    await there.fill(String(secretary.number));
    await pressPin(her.page, secretary.pin);
    for (const again of [false, true]) {
      const sentence = say(again ? "members.screen.pin-once-more" : "members.screen.pin-choose", { name: "" });
      await her.page.getByText(sentence.replace(/^,? ?/, "").trim(), { exact: false }).first().waitFor();
      await pressPin(her.page, "905173");
    }
    await act(her.page, say("members.screen.done")).click();
    await her.page.waitForURL(/\/members\/m_[a-z2-7]+$/);
  });

  step("who left is erased before two, once it was ticked that she never comes back", async () => {
    await open(her.page, `/members/${leaver}`);
    await act(her.page, say("members.erase-person")).click();
    await her.page.waitForURL("**/erase");
    await alive(her.page);
    await her.page.getByText(say("members.screen.erase-goes")).waitFor();
    await her.page.getByRole("radio", { name: new RegExp(say("members.ground.request"), "i") }).click();
    await her.page.getByLabel(say("members.screen.erase-sure")).check();
    await look();
    await act(her.page, say("members.erase-person")).click();
    await her.page.waitForURL(/\/members$/);
    await alive(her.page);
    expect((await her.page.content()).includes("Marsinah")).toBe(false);
    await open(her.page, `/members/${leaver}/erase`);
    await her.page.getByText(say("members.screen.erased")).waitFor();
    await look();
    expect((await her.page.content()).includes("Marsinah")).toBe(false);
  });
});
