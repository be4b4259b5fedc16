/**
 * Chromium for tests and pictures: whichever is installed here, driven by playwright-core, which brings none of its own.
 * It speaks with this machine's own server and with nobody else.
 */
import { type Browser, chromium } from "playwright-core";
import { existsSync } from "node:fs";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export const howToGetIt =
  "The browser tests need Chromium: install it (apt-get install chromium) or set CHROMIUM to its path.";

/** The path of the installed one; null where there is none. */
export function chromiumHere(): string | null {
  const wished = process.env["CHROMIUM"];
  if (wished !== undefined && wished !== "") {
    if (!existsSync(wished)) throw new Error(`CHROMIUM is set to ${wished}, and there is nothing.`);
    return wished;
  }
  return usualPlaces.find(existsSync) ?? null;
}

/** For `describe.skipIf(browserOrSkip() === "skip")`; the run says at its end what was skipped. Where everything must hold it throws. */
export function browserOrSkip(): "browser" | "skip" {
  if (chromiumHere() !== null) return "browser";
  if (process.env["CI"]) throw new Error(howToGetIt);
  return "skip";
}

export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumHere();
  if (executablePath === null) throw new Error(howToGetIt);
  return chromium.launch({ executablePath, args: [...quiet, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])] });
}

/** Small shared memory in containers; no looking for updates, no accounts, no first questions. */
const quiet = [
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
  "--disable-quic",
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
];
