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
  close(): Promise<void>;
}

const url = (): string =>
  process.env["LUMBUNG_URL"] ?? `http://${process.env["HOST"] ?? "127.0.0.1"}:${process.env["PORT"] ?? 4040}`;

export async function openDoor(say: (line: string) => void): Promise<Door> {
  const jar = await readJar();
  const isRunning = await fetch(`${url()}/api/health`).then(
    response => response.ok,
    () => false,
  );
  if (isRunning)
    return doorOf(
      request => fetch(request),
      jar,
      async () => {},
    );
  const { openHouse } = await import("../server/open-house.ts");
  const house = await openHouse({ say });
  return doorOf(
    async request => house.http.fetch(request),
    jar,
    () => house.close(),
  );
}

function doorOf(
  answer: (request: Request) => Promise<Response>,
  jar: ReadonlyMap<string, string>,
  close: () => Promise<void>,
): Door {
  return {
    async send(method, path, body) {
      const response = await answer(
        new Request(`${url()}${path}`, {
          method,
          headers: {
            cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
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
      return {
        status: response.status,
        answer: text === "" ? {} : (JSON.parse(text) as unknown),
        cookies: response.headers.getSetCookie(),
      };
    },
    close,
  };
}

/** Where the shell keeps whose session it is, readable by this user alone. */
const jarFile = (): string =>
  join(process.env["LUMBUNG_SHELL"] ?? join(homedir(), ".config", "lumbung"), "session.json");

async function readJar(): Promise<ReadonlyMap<string, string>> {
  try {
    return new Map(Object.entries(JSON.parse(await readFile(jarFile(), "utf8")) as Record<string, string>));
  } catch {
    return new Map();
  }
}

/** Keeps what the server set, and forgets what it cleared. */
export async function keepCookies(cookies: readonly string[]): Promise<void> {
  const jar = new Map(await readJar());
  for (const cookie of cookies) {
    const [pair = "", ...rest] = cookie.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (value === "" || rest.some(part => part.trim() === "Max-Age=0")) jar.delete(name);
    else jar.set(name, value);
  }
  if (jar.size === 0) return rm(jarFile(), { force: true });
  await mkdir(join(jarFile(), ".."), { recursive: true, mode: 0o700 });
  await writeFile(jarFile(), JSON.stringify(Object.fromEntries(jar)), { mode: 0o600 });
}

/** Asks for a secret without showing it; a program hands it over in the environment instead of on the command line. */
export async function askSecret(prompt: string, variable: string): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined) return given;
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY });
  return new Promise(resolve => {
    lines.question(`${prompt} `, answer => {
      lines.close();
      process.stderr.write("\n");
      resolve(answer.trim());
    });
    if (process.stdin.isTTY) (lines as unknown as { _writeToOutput: (text: string) => void })._writeToOutput = () => {};
  });
}
