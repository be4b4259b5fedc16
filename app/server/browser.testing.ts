/** A browser for tests over HTTP: it sends what cookies it was given, and nothing else is remembered. */
import type { Hono } from "hono";

export interface Browser {
  readonly jar: ReadonlyMap<string, string>;
  /** A GET without a body. JSON is read, a page is its text. */
  send(path: string, body?: unknown): Promise<{ readonly status: number; readonly answer: unknown }>;
}

export function browserAt(http: Hono, cookies: Readonly<Record<string, string>> = {}): Browser {
  const jar = new Map(Object.entries(cookies));
  return {
    jar,
    async send(path, body) {
      const response = await http.request(`http://127.0.0.1:4040${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          host: "127.0.0.1:4040",
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [name = "", value = ""] = cookie.split(";")[0]!.split("=");
        if (value === "") jar.delete(name);
        else jar.set(name, value);
      }
      const text = await response.text();
      return { status: response.status, answer: /^[[{]/.test(text) ? JSON.parse(text) : text };
    },
  };
}
