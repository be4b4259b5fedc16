#!/usr/bin/env node
// `npm test`: installs what is missing, then everything that must hold: types, house style, and every test.
import { prepare, root, run, spawned } from "./prepare.mjs";
import { existsSync } from "node:fs";
import { join } from "node:path";

const onDebian = process.argv.includes("--postgres");
const rest = process.argv.slice(2).filter(argument => argument !== "--postgres");
await prepare();
const node = process.execPath;
const steps =
  rest.length > 0 || onDebian
    ? []
    : [
        ["types", ["node_modules/typescript/bin/tsc", "--noEmit"]],
        [
          "front doors without the browser or Node",
          ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "tsconfig.pure.json"],
        ],
      ];
for (const [what, args] of steps) {
  console.log(`Checking ${what} …`);
  if ((await spawned(node, args)) !== 0) process.exit(1);
}
if (onDebian && !existsSync("/usr/lib/postgresql")) {
  console.log(
    "Debian's PostgreSQL is not installed here (apt-get install postgresql-15): nothing was tried against it.",
  );
  process.exit(process.env.CI ? 1 : 0);
}
await browser();
process.exitCode = await run(
  [join(root, "node_modules/vitest/vitest.mjs"), "run", ...rest],
  {
    env: {
      ...(onDebian ? { LUMBUNG_TEST_POSTGRES: "debian" } : {}),
      // Only a run of everything can say that a refusal was provoked nowhere.
      ...(rest.length === 0 ? { LUMBUNG_TEST_WHOLE: "yes" } : {}),
    },
  },
);

/** The browser tests need Chromium: Debian's is installed where we may, else the run says at its end what was not run. */
async function browser() {
  if (
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].some(existsSync) ||
    process.env.CHROMIUM
  )
    return;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium for the browser tests …");
    await spawned("apt-get", ["update", "-qq"]);
    await spawned("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-core"], {
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  }
}
