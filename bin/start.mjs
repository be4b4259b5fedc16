#!/usr/bin/env node
// `npm start`: installs what is missing, builds the web app where it is older than its sources, then opens the house.
import { prepare, run } from "./prepare.mjs";
import { serverFlags } from "./server-flags.mjs";

await prepare();
process.exitCode = await run([...serverFlags, "--enable-source-maps", "dist/server/main.js"]);
