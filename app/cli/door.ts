/**
 * The shell's way to the books: the running server over HTTP where there is one, else the house opened here for the
 * length of one command. Both answer the same requests, so a command from the shell is decided as any other.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Door {
  send(
    method: "GET" | "POST",
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly answer: unknown; readonly cookies: readonly string[] }>;
  /** The same, where what comes is read as it comes. */
  fetch(path: string, body: unknown): Promise<Response>;
  close(): Promise<void>;
}

/** What keeps the shell from the books, with the sentence in the shell's words. */
export class NoDoor extends Error {
  override readonly name = "NoDoor";
  readonly code: string;
  readonly because: Readonly<Record<string, string>>;
  constructor(code: string, because: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.because = because;
  }
}

export const url = (): string =>
  (process.env["LUMBUNG_URL"] ?? `http://${process.env["HOST"] ?? "127.0.0.1"}:${process.env["PORT"] ?? 4040}`).replace(
    /\/+$/,
    "",
  );

/** Whether what answers there is on this machine: no other was named, or this one was. */
export const isAtTheMachine = (): boolean =>
  process.env["LUMBUNG_URL"] === undefined || /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(new URL(url()).hostname);

export async function openDoor(say: (line: string) => void): Promise<Door> {
  const jar = (await readJars())[url()] ?? {};
  if (await isRunning()) return doorOf(request => fetch(request), jar, async () => {});
  // Asked for a certain server, no other books are opened in its place.
  if (process.env["LUMBUNG_URL"] !== undefined) throw new NoDoor("cli.no-server", { url: url() });
  const { dataFolder, hasBooks, openHouse } = await import("../server/open-house.ts");
  const folder = dataFolder();
  if (!hasBooks(folder)) throw new NoDoor("cli.no-books", { url: url(), folder });
  // Ended in the middle, it takes the database it started along; what was answered is in the books.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
  const house = await openHouse({ say });
  return doorOf(
    async request => house.http.fetch(request),
    jar,
    () => house.close(),
  );
}

/** Only to a Lumbung is a session shown. */
const isRunning = (): Promise<boolean> =>
  fetch(`${url()}/api/health`)
    .then(async response => response.ok && ((await response.json()) as { status?: unknown }).status === "ready")
    .catch(() => false);

function doorOf(
  answer: (request: Request) => Promise<Response>,
  jar: Jar,
  close: () => Promise<void>,
): Door {
  return {
    async send(method, path, body) {
      const response = await answer(
        new Request(`${url()}${path}`, {
          method,
          headers: {
            cookie: cookiesIn(jar),
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined
            ? {}
            : {
                body: JSON.stringify(body, (_key, value: unknown) =>
                  typeof value === "bigint" ? String(value) : value,
                ),
              }),
        }),
      );
      const text = await response.text();
      return { status: response.status, answer: jsonOf(text), cookies: response.headers.getSetCookie() };
    },
    fetch: (path, body) =>
      answer(
        new Request(`${url()}${path}`, {
          method: "POST",
          headers: { cookie: cookiesIn(jar), "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      ),
    close,
  };
}

const cookiesIn = (jar: Jar): string =>
  Object.entries(jar)
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");

/** Where the shell keeps whose session it is, readable by this user alone. */
const jarFile = (): string =>
  join(process.env["LUMBUNG_SHELL"] ?? join(homedir(), ".config", "lumbung"), "session.json");

type Jar = Readonly<Record<string, string>>;

/** By server, so that none is shown the session of another. */
async function readJars(): Promise<Readonly<Record<string, Jar>>> {
  try {
    const read = Object.entries(JSON.parse(await readFile(jarFile(), "utf8")) as Record<string, Jar>);
    return Object.fromEntries(read.filter(([, jar]) => typeof jar === "object"));
  } catch {
    return {};
  }
}

/** Keeps what the server set, and forgets what it cleared. */
export async function keepCookies(cookies: readonly string[]): Promise<void> {
  if (cookies.length === 0) return;
  const jars = new Map(Object.entries(await readJars()));
  const jar = new Map(Object.entries(jars.get(url()) ?? {}));
  for (const cookie of cookies) {
    const [pair = "", ...rest] = cookie.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (value === "" || rest.some(part => part.trim() === "Max-Age=0")) jar.delete(name);
    else jar.set(name, value);
  }
  if (jar.size === 0) jars.delete(url());
  else jars.set(url(), Object.fromEntries(jar));
  if (jars.size === 0) return rm(jarFile(), { force: true });
  await mkdir(join(jarFile(), ".."), { recursive: true, mode: 0o700 });
  await writeFile(jarFile(), JSON.stringify(Object.fromEntries(jars)), { mode: 0o600 });
}

/** Asks for a secret without showing it; a program hands it over in the environment instead of on the command line. */
export async function askSecret(prompt: string, variable: string): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined) return given;
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY });
  return new Promise(resolve => {
    // Nothing comes from a closed input: an empty answer, not one that is waited for.
    lines.once("close", () => resolve(""));
    lines.question(`${prompt} `, answer => {
      resolve(answer.trim());
      lines.close();
      process.stderr.write("\n");
    });
    if (process.stdin.isTTY) (lines as unknown as { _writeToOutput: (text: string) => void })._writeToOutput = () => {};
  });
}

function jsonOf(text: string): unknown {
  try {
    return text === "" ? {} : (JSON.parse(text) as unknown);
  } catch {
    throw new NoDoor("cli.not-lumbung", { url: url() });
  }
}
