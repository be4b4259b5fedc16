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
    // Scripts stay off: nothing a package brings runs by itself.
    const npm = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
    if ((await step("Installing what Lumbung is built from (once, a minute or so) …", "npm", npm)) !== 0)
      stop("The packages could not be installed. Is there a connection? Then try again.");
  }
  const built = join(root, "dist/server/main.js");
  if (!existsSync(built) || newest(sources) > statSync(built).mtimeMs) {
    for (const [what, config] of [
      ["web app", "vite.config.ts"],
      ["server", "vite.server.config.ts"],
    ]) {
      const vite = ["node_modules/vite/bin/vite.js", "build", "--config", config, "--logLevel", "warn"];
      // Whatever is set around us, as by a test: what is built is what people get.
      if ((await step(`Building the ${what} …`, process.execPath, vite, { NODE_ENV: "production" })) !== 0)
        stop("The program could not be built.");
    }
  }
}

/** One of the first steps, which take long: says what is done, how long it has been at it, and how long it took. */
async function step(sentence, program, args, env = {}) {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  console.log(sentence);
  // Somebody who looks on sees it move; in a file a line now and then is enough.
  const moving = process.stdout.isTTY
    ? setInterval(() => process.stdout.write(`\r  ${seconds()} `), 1_000)
    : setInterval(() => console.log(`  ${seconds()}`), 15_000);
  const code = await spawned(program, args, { env });
  clearInterval(moving);
  console.log(`${process.stdout.isTTY ? "\r" : ""}  ${code === 0 ? "done" : "broken off"} after ${seconds()}`);
  return code;
}

/** Runs Node with these arguments and waits for its end. With `hasChannel` it is the server, which hears us say stop. */
export function run(args, { env = {}, hasChannel = false } = {}) {
  return spawned(process.execPath, args, { env, hasChannel });
}

export function spawned(program, args, { env = {}, hasChannel = false } = {}) {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: hasChannel ? ["inherit", "inherit", "inherit", "ipc"] : "inherit",
      env: { ...process.env, ...env },
      shell: process.platform === "win32" && program === "npm",
    });
    let isToldToStop = false;
    const pass = signal => {
      isToldToStop = true;
      // Over the channel, because a signal would not be one everywhere; it ends also when we are gone without a word.
      if (hasChannel) return void (child.connected && child.send("stop"));
      // A terminal has told everybody itself; a second time would end them in the middle of their cleaning up.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    const signals = ["SIGINT", "SIGTERM"];
    for (const signal of signals) process.on(signal, pass);
    child.on("exit", code => {
      for (const signal of signals) process.off(signal, pass);
      // Only the server is asked to end well; of any other nothing is left to do.
      if (isToldToStop && !hasChannel) process.exit(130);
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
