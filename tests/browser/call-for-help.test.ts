/**
 * A member calls for help on her phone and does not want to be named. Another sees on the first page that somebody does, reads it
 * and offers food, though she keeps the books and is not told who it is; she who called reads who offers, and takes her call back.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { type CallRow, callTable } from "#aid";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { tableRows } from "../village/group.ts";
import { act, wordsIn } from "./at-the-table.ts";
import { alive, faultsNow, open, readAlong } from "./looked-at.ts";
import { type Served, servePractice, visitor } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

const say = wordsIn("id").say;
const [caller, neighbour] = [14, 1];
const flooded = "Rumah kami kebanjiran, dapur tidak bisa dipakai";

interface Visit {
  readonly page: Page;
  readonly console: { faults(): string[] };
}

describe.skipIf(browserOrSkip() === "skip")("a call for help", { timeout: 300_000 }, () => {
  let database: FreshDatabase;
  let served: Served;
  let browser: Browser;
  let [hers, others]: Visit[] = [];
  let call: string;
  const faults: string[] = [];
  const step = oneAfterAnother();

  const comes = async (number: number): Promise<Visit> => {
    const context = await visitor(browser, served, { as: { group: served.melati, number }, language: "id" });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return { page, console: await readAlong(page) };
  };
  beforeAll(async () => {
    [database, browser] = await Promise.all([freshDatabase(), launchChromium()]);
    served = await servePractice({ database: database.server, meetings: 2 });
    [hers, others] = [await comes(caller), await comes(neighbour)];
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await database?.drop();
  });

  async function look({ page, console }: Visit, where: string): Promise<void> {
    await alive(page);
    faults.push(...(await faultsNow(page, "id", console)).map(fault => `${where}: ${fault}`));
  }
  const callRow = async (): Promise<CallRow | undefined> => (await tableRows<CallRow>(served.melati.group, callTable, {}))[0];
  const home = { said: say("meetings.attention.calls", { count: 1 }) };

  step("nothing goes anywhere before she says that she wants it", async () => {
    const { page } = hers!;
    await open(page, "/aid/calls");
    await look(hers!, "no call");
    await act(page, say("command.aid.call-for-help")).click();
    await page.waitForURL("**/aid/calls/new");
    await alive(page);
    await page.getByRole("radio", { name: say("choice.aid.call-for-help.need.flood") }).check();
    await page.getByLabel(say("aid.call.my-words")).fill(flooded);
    await page.getByLabel(say("field.aid.call-for-help.anonymous")).check();
    await look(hers!, "written down");
    expect(await act(page, say("command.aid.call-for-help")).getAttribute("aria-disabled")).toBe("true");
    expect(await callRow()).toBeUndefined();
    await page.getByLabel(say("aid.call.i-agree")).check();
    await look(hers!, "agreed to");
    await act(page, say("command.aid.call-for-help")).click();
    await page.getByText(say("aid.call.mine-not-named")).waitFor();
    await look(hers!, "called");
    const row = await callRow();
    expect(row).toMatchObject({ need: "flood", is_anonymous: true, consent: "herself", status: "open" });
    call = row!.call_id;
  });

  step("another finds it from the first page, reads it without a name, and offers food", async () => {
    const { page } = others!;
    await open(page, "/");
    await page.getByText(home.said).click();
    await page.waitForURL("**/aid/calls");
    await page.getByText(flooded).waitFor();
    await look(others!, "open calls");
    const name = served.melati.village.women[caller - 1]!;
    expect(await page.content()).not.toContain(name);
    await act(page, say("command.aid.offer-help")).click();
    await page.waitForURL(`**/aid/calls/${call}`);
    await alive(page);
    await page.getByRole("radio", { name: say("choice.aid.offer-help.kind.food") }).check();
    await page.getByLabel(say("aid.call.few-words")).fill("Nasi dan lauk untuk dua hari");
    await look(others!, "offering");
    await act(page, say("command.aid.offer-help")).click();
    await page.getByText("Nasi dan lauk untuk dua hari").waitFor();
    await look(others!, "offered");
    expect(await page.content()).not.toContain(name);
  });

  step("she reads who offers what, and takes her call back: it is gone, and so are her words", async () => {
    const { page } = hers!;
    await open(page, `/aid/calls/${call}`);
    await page.getByText("Nasi dan lauk untuk dua hari").waitFor();
    await look(hers!, "what is offered");
    await act(page, say("command.aid.take-back-call")).click();
    await page.getByRole("dialog").waitFor();
    await look(hers!, "asked once");
    await act(page.getByRole("dialog"), say("command.aid.take-back-call")).click();
    await page.getByText(say("aid.call.none")).waitFor();
    await open(others!.page, "/aid/calls");
    await others!.page.getByText(say("aid.call.is-over")).waitFor();
    await look(others!, "over");
    expect(await others!.page.content()).not.toContain(flooded);
    await open(others!.page, "/");
    expect(await others!.page.getByText(home.said).count()).toBe(0);
    expect(await callRow()).toMatchObject({ status: "taken-back" });
  });

  step("and nothing was wrong on the way", async () => {
    expect(faults).toEqual([]);
  });
});
