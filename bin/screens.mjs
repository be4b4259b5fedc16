#!/usr/bin/env node
// `npm run screens`: a picture of every main screen of the practice village to docs/screens.
import { prepare, run } from "./prepare.mjs";

await prepare();
process.exitCode = await run(["--import", "tsx", "tests/village/take-pictures.ts", ...process.argv.slice(2)]);
