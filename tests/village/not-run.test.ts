import { expect, it } from "vitest";
import { notRun } from "./not-run.ts";

it("tells whoever ran the tests what was left out, and what to install for it", () => {
  const skipped = [
    { file: "practice.test.ts", tests: 7 },
    { file: "open.test.ts", tests: 0 },
    { file: "meeting-day.browser.test.ts", tests: 4 },
  ];
  expect(notRun(skipped, false)).toBe(
    "NOT RUN HERE: 11 tests of meeting-day.browser, practice. " +
      "The browser tests need Chromium: install it (apt-get install chromium) or set CHROMIUM to its path.",
  );
  expect(notRun([{ file: "published.test.ts", tests: 1 }], true)).toBe("NOT RUN HERE: 1 test of published.");
  expect(notRun([{ file: "open.test.ts", tests: 0 }], false)).toBe(null);
});
