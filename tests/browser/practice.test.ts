/**
 * Wulan, number 14, looks into the practice books: in by her PIN, her own passbook with its amounts under cloth, what the
 * group owns and how it decided, and out again. She keeps no books and sees nobody's but her own.
 */
import { describe, expect } from "vitest";
import { browserOrSkip } from "../village/chromium.ts";
import { act, escaped, pressPin } from "./at-the-table.ts";
import { alive, open } from "./looked-at.ts";
import { onHerPhone } from "./on-her-phone.ts";
import { privateLines } from "./serve.ts";
import { oneAfterAnother } from "./steps.ts";

describe.skipIf(browserOrSkip() === "skip")("Wulan looks into the practice books", { timeout: 300_000 }, () => {
  const step = oneAfterAnother();
  const her = onHerPhone({
    meetings: 8,
    first: "a stranger",
    atLast: group => privateLines(group, 14),
  });
  const { look, press, say } = her;

  const heading = (name: string | RegExp) => her.page.getByRole("heading", { name }).first().waitFor();
  /** Every amount that can be read now, without the covered ones. */
  const amounts = async (): Promise<number> => her.page.locator("main .amt").filter({ visible: true }).count();

  step(
    "the welcome page offers the practice books, and she comes in by the group's word, her number and her PIN",
    async () => {
      await open(her.page, "/welcome");
      await her.page.getByText(say("members.screen.welcome.try")).waitFor();
      await her.page.getByRole("button", { name: /Wulan/ }).first().waitFor();
      await look("welcome");
      await press(say("members.sign-in.enter"));
      await heading(say("members.sign-in.title"));
      await alive(her.page);
      await her.page.getByLabel(say("members.sign-in.group"), { exact: true }).fill("melati");
      await her.page.getByLabel(say("members.sign-in.number"), { exact: true }).fill("14");
      await press(say("members.screen.next"));
      await her.page.locator(".pad").waitFor();
      await look("sign in, PIN");
      await pressPin(her.page, "914205");
      await her.page.getByText(say("members.sign-in-unknown").split(".")[0]!).waitFor();
      // The browser itself says that the door said no; nothing else may be said.
      expect(her.heard().filter(said => !said.includes("403"))).toEqual([]);
      await pressPin(her.page, "914206");
      await heading("Kelompok Melati");
      await look("home");
      await her.page.getByText(say("practice.banner"), { exact: true }).waitFor();
      expect(await act(her.page, say("meetings.open")).count(), "she opens no meeting").toBe(0);
    },
  );

  step("her passbook shows no amount of hers until she presses, and covers it again", async () => {
    await press(/Wulan/);
    await heading(say("members.screen.my-passbook"));
    await look("my passbook, covered");
    const covered = await amounts();
    await press(say("members.screen.see"));
    await expect.poll(amounts).toBeGreaterThan(covered);
    await her.page
      .getByText(/90\.000/)
      .first()
      .waitFor();
    await look("my passbook, open");
    await press(say("members.screen.cover"));
    await expect.poll(amounts).toBe(covered);
  });

  step(
    "she sees what the group owns and where it is, fund by fund, with the table and the paper behind it",
    async () => {
      await open(her.page, "/");
      await press(new RegExp(`^${escaped(say("meetings.home.money"))}`));
      await heading(say("ledger.funds.title"));
      await look("funds");
      await her.page
        .getByRole("link", { name: /Dana pinjaman/ })
        .first()
        .click();
      await her.page.waitForURL(/\/funds\/loan/);
      await look("one fund");
      await open(her.page, "/statements");
      await heading(say("ledger.statements.title"));
      await look("statements");
      await open(her.page, "/statements/print");
      await look("statements on paper");
    },
  );

  step("she reads how the group decided, and that a loan was decided without whose it was", async () => {
    await open(her.page, "/");
    await press(new RegExp(`^${escaped(say("meetings.home.decisions"))}`));
    await heading(say("assembly.screen.decisions"));
    await look("decisions");
    const told = await her.page.locator("main").innerText();
    for (const name of her.served.melati.village.women.filter(woman => woman !== "Wulan"))
      expect(told).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  step("she signs out, and the way back leads to the door", async () => {
    await open(her.page, "/settings");
    await look("settings");
    await press(say("members.sign-in.sign-out"));
    await her.page.waitForURL(/\/(welcome|sign-in)/);
    await alive(her.page);
    await open(her.page, "/me");
    expect(her.page.url()).toContain("/sign-in");
  });
});
