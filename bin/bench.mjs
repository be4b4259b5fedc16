#!/usr/bin/env node
// `npm run bench`: figures to docs/benchmarks.md.
import { prepare, run } from "./prepare.mjs";

await prepare();
process.exitCode = await run(["--import", "tsx", "bench/main.ts", ...process.argv.slice(2)]);
