#!/usr/bin/env node
// `npm start`: installs what is missing, builds the web app where it is older than its sources, then opens the house.
import { prepare, run } from "./prepare.mjs";
import { serverFlags } from "./server-flags.mjs";

// package.json starts us by `exec`, since a shell between npm and us would keep an interrupt to itself; where there is no exec
// (cmd), the second half of that line runs. npm may also be ended without a word to us: what it started ends with it.
if (process.env.npm_lifecycle_event) {
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    if (!process.emit("SIGTERM", "SIGTERM")) process.exit(1);
  }, 1000);
  watch.unref();
}
await prepare();
process.exitCode = await run([...serverFlags, "--enable-source-maps", "dist/server/main.js"], { hasChannel: true });
