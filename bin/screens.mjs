#!/usr/bin/env node
// `npm run screens`: pictures of every main screen to docs/screens.
import { prepare, run } from "./prepare.mjs";

await prepare();
process.exitCode = await run(["--import", "tsx", "tests/village/take-pictures.ts"]);
