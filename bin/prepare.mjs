// What both commands need before anything of ours can run: Node itself, the packages, the built web app.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const sources = [
  "app",
  "base",
  "bench",
  "client",
  "db",
  "look",
  "rooms",
  "tests/village",
  "vite.config.ts",
  "vite.server.config.ts",
  "package-lock.json",
];

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Installs by the lock file where a package is missing or the lock is newer, and builds where a source is newer. */
export async function prepare() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Lumbung needs Node 20.19 or newer; this is ${process.versions.node}.`);
  const installed = join(root, "node_modules/.package-lock.json");
  const lock = join(root, "package-lock.json");
  if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
    console.log("Installing what Lumbung is built from (once, a minute or so) …");
    // Scripts stay off: nothing a package brings runs by itself.
    if ((await spawned("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])) !== 0)
      stop("The packages could not be installed. Is there a connection? Then try again.");
  }
  const built = join(root, "dist/server/main.js");
  if (!existsSync(built) || newest(sources) > statSync(built).mtimeMs) {
    console.log("Building the web app and the server …");
    for (const config of ["vite.config.ts", "vite.server.config.ts"])
      if (
        (await spawned(process.execPath, [
          "node_modules/vite/bin/vite.js",
          "build",
          "--config",
          config,
          "--logLevel",
          "warn",
        ])) !== 0
      )
        stop("The program could not be built.");
  }
}

/** Runs Node with these arguments; Ctrl-C goes to the child, and we wait for it to end cleanly. */
export function run(args, env = {}) {
  return spawned(process.execPath, args, env);
}

export function spawned(program, args, env = {}) {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
      shell: process.platform === "win32" && program === "npm",
    });
    const pass = signal => () => child.kill(signal);
    const handlers = [
      ["SIGINT", () => {}],
      ["SIGTERM", pass("SIGTERM")],
    ];
    for (const [signal, handler] of handlers) process.on(signal, handler);
    child.on("exit", code => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      resolve(code ?? 1);
    });
    child.on("error", () => resolve(1));
  });
}

function newest(places) {
  let time = 0;
  for (const place of places) {
    const path = join(root, place);
    const entry = statSync(path);
    if (!entry.isDirectory()) time = Math.max(time, entry.mtimeMs);
    else
      for (const name of readdirSync(path, { recursive: true, withFileTypes: true }))
        if (name.isFile() && !name.name.includes(".test."))
          time = Math.max(time, statSync(join(name.parentPath ?? name.path, name.name)).mtimeMs);
  }
  return time;
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
