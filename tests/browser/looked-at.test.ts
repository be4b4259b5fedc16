/** The look-over finds what it is there to find: text that is cut off, and none that only scrolls or is only listened to. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserOrSkip, launchChromium } from "../village/chromium.ts";
import { faultsOfClipping, phone } from "./looked-at.ts";

describe.skipIf(browserOrSkip() === "skip")("text that is cut off", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage({ viewport: phone });
  });
  afterAll(() => browser?.close());

  const faultsIn = async (html: string): Promise<number> => {
    await page.setContent(html);
    return (await faultsOfClipping(page)).length;
  };
  const long = "Simpanan sukarela Ibu Halimah";

  it("is found where it runs past its box, is higher than it, or leaves the screen", async () => {
    expect(await faultsIn(`<p style="overflow:hidden;white-space:nowrap;width:60px">${long}</p>`)).toBe(1);
    expect(await faultsIn(`<div style="overflow:hidden;height:20px"><p style="font-size:40px">${long}</p></div>`)).toBe(1);
    expect(await faultsIn(`<body style="overflow:hidden"><b style="margin-left:300px">${long}</b>`)).toBe(1);
  });

  it("is not what scrolls, what is hidden, or what only listeners are to have", async () => {
    expect(await faultsIn(`<div style="overflow:auto;width:60px;white-space:nowrap">${long}</div>`)).toBe(0);
    expect(await faultsIn(`<p style="visibility:hidden;margin-left:400px">${long}</p>`)).toBe(0);
    const unseen = "position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap";
    expect(await faultsIn(`<span style="${unseen}">${long}</span>`)).toBe(0);
    expect(await faultsIn(`<p>${long}</p>`)).toBe(0);
  });
});
