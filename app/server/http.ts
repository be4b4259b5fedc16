/**
 * HTTP: the only file that knows status numbers. Commands come in, questions are answered, pages are painted, files are
 * given out; what any of it means is the rooms' business.
 */
import { BrokenInvariant, type Command, isRefusal, type Refusal, refuse, wordsOf } from "#base";
import { isOutage } from "#db";
import { isSessionChanged, type Session, type SessionTaken } from "#members/server";
import type { ReportSeen } from "#reports/server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { Readable } from "node:stream";
import type { House } from "../house.ts";
import { findPage, type PageFile, type Route } from "../web/pages.ts";
import { acts } from "./acts.ts";
import type { Asker } from "./ask.ts";
import type { BackupAsked } from "./backup/asked.ts";
import type { Catalogues } from "./catalogues.ts";
import { Malformed, readCommand } from "./border.ts";
import { type Built, documentOf, shellOf } from "./document.tsx";
import { fileAsked, questionOf, reportFile } from "./downloads.ts";
import { type Gate, setCookies } from "./gate.ts";
import type { Answer, Intake } from "./intake.ts";
import { openApiOf } from "./open-api.ts";
import { isFromOurPage } from "./sessions.ts";
import type { Files } from "./files.ts";

export interface HttpOptions {
  readonly house: House;
  readonly intake: Intake;
  readonly gate: Gate;
  readonly ask: Asker;
  /** What an accepted command asks of the server besides its rows. */
  readonly followUp: (command: Command) => Promise<void>;
  readonly routes: readonly Route[];
  readonly catalogues: Catalogues;
  readonly built: (file: PageFile, locale: string) => Built;
  /** What a phone keeps of a page. */
  readonly kept: (file: PageFile, locale: string) => readonly string[];
  readonly files: Files;
  /** The bytes of a backup for whoever shows to run the server; none where the books are not this house's own. */
  readonly backup?: ((asked: BackupAsked, proof: string) => Promise<AsyncIterable<Uint8Array> | Refusal>) | undefined;
  /** All a group has, for two of its officers; none where the books are not this house's own. */
  readonly exported?: ((session: Session) => Promise<Uint8Array | Refusal>) | undefined;
  readonly version: string;
  /** Where a sentence about a broken invariant goes; never with an amount or a name in it. */
  readonly log: (line: string) => void;
}

const bodyBytesMax = 8 * 1024 * 1024;
const commandsMax = 100;

export function httpOf(options: HttpOptions): Hono {
  const { house, intake, gate, routes, files, ask } = options;
  const app = new Hono();
  const openApi = JSON.stringify(
    openApiOf({ house, questions: ask.questions, version: options.version, commandsMax, bodyBytesMax }),
  );

  // Said beforehand: an answer whose headers are touched afterwards is made anew, which costs more than a repayment does.
  app.use((c, next) => {
    for (const [name, value] of headers) c.header(name, value);
    return next();
  });
  const small = compress();
  app.use((c, next) => (c.req.method === "GET" ? small(c, next) : next()));
  // A page of another site cannot make this one speak: the cookie is strict, and the origin is looked at too.
  app.use("/api/*", async (c, next) => {
    if (c.req.method !== "GET" && !isSameOrigin(c)) return c.json(refuse("house.other-origin"), 403);
    return next();
  });
  const tooLarge = (c: Context): Response => c.json(refuse("house.too-large"), 413);
  const limited = bodyLimit({ maxSize: bodyBytesMax, onError: tooLarge });
  // Node lets in no more than the length that was announced; what comes in pieces is counted as it comes.
  app.use("/api/*", (c, next) => {
    const length = c.req.header("content-length");
    if (length === undefined || c.req.header("transfer-encoding") !== undefined) return limited(c, next);
    return Number(length) <= bodyBytesMax ? next() : Promise.resolve(tooLarge(c));
  });

  app.get("/api/openapi.json", c => c.body(openApi, 200, { "content-type": "application/json" }));
  app.get("/api/health", c => c.json({ status: "ready" }));

  app.post("/api/commands", c =>
    spoken(c, async speaker => {
      const list = (await readJson(c)) as readonly unknown[];
      if (!Array.isArray(list) || list.length > commandsMax) throw new Malformed([{ path: "", wanted: "list" }]);
      return Promise.all(list.map(one => sayOne(one, c, speaker)));
    }),
  );
  app.post("/api/commands/:name", c =>
    spoken(c, async speaker => {
      const value = await readJson(c);
      if ((value as { name?: unknown } | null)?.name !== c.req.param("name"))
        throw new Malformed([{ path: "name", wanted: "key" }]);
      return sayOne(value, c, speaker);
    }),
  );

  interface Speaker {
    readonly session: NonNullable<Awaited<ReturnType<Gate["sessionOf"]>>>;
    readonly taken?: SessionTaken;
  }
  /**
   * Who is signed in is first taken from the last look, since the transaction of a command asks again before it writes;
   * where it finds another, nothing was written, and all of it is said again by whoever it is now.
   */
  async function spoken(c: Context, say: (speaker: Speaker) => Promise<unknown>): Promise<Response> {
    const taken = gate.sessionTaken(c);
    if (taken && !taken.session.isPlain) {
      try {
        return json(c, await say({ session: taken.session, taken }));
      } catch (error) {
        if (!(error instanceof AskAnew) && !isSessionChanged(error)) throw error;
      }
    }
    const session = await gate.sessionOf(c);
    if (!session) return c.json(refuse("members.sign-in-first"), 401);
    return json(c, await say({ session }));
  }

  /** Says one command as whoever is signed in, or as the one who gave her PIN for just this command. */
  async function sayOne(value: unknown, c: Context, { session, taken }: Speaker): Promise<Answer> {
    const { spoken_by: spokenBy, ...envelope } = (value ?? {}) as Record<string, unknown>;
    // No PIN is looked at for a session that may be over.
    if (taken && spokenBy !== undefined) throw new AskAnew();
    const read = readCommand(house, session.organisation, envelope);
    const refused = (refusal: Refusal): Answer => ({ status: "refused", id: read.command.id, ...refusal });
    // Written by the act that does it, or not at all.
    if (house.commands.get(read.command.name)!.within !== undefined) return refused(refuse("members.only-when-done"));
    // Opened under somebody's eyes: nothing moves.
    if (session.isPlain) return refused(refuse("members.not-allowed", { command: read.command.name }));
    const speaker = spokenBy === undefined ? session.member : await gate.speaker(c, session, spokenBy);
    if (isRefusal(speaker)) return refused(speaker);
    const others = spokenBy !== undefined ? [session.member] : session.second ? [session.second] : [];
    const answer = await intake.say({ ...read, by: speaker, with: others, ...(taken && { taken }) });
    if (answer.status === "accepted") await options.followUp(read.command);
    return answer;
  }

  app.get("/api/ask/:question", async c => {
    const session = await gate.sessionOf(c);
    const answer = await ask.answer(c.req.param("question"), session, c.req.query());
    if (answer === "unknown") return c.json(refuse("house.not-found"), 404);
    if (answer === "not-allowed") return c.json(refuse("members.not-allowed"), session ? 403 : 401);
    return json(c, answer);
  });

  app.get("/download/:file", async c => {
    const asked = fileAsked(c.req.param("file"));
    const session = await gate.sessionOf(c);
    if (!session) return c.redirect(`/sign-in?to=${encodeURIComponent("/reports")}`);
    const locale = localeOf(c, Object.keys(options.catalogues));
    const answer = asked && (await ask.answer(questionOf(asked.report), session, { ...c.req.query(), report: asked.report }));
    if (answer === null || answer === "unknown" || answer === "not-allowed")
      return page(c, notFoundRoute(routes), {}, locale, session, null, 404);
    const { body, headers: named } = await reportFile(answer as ReportSeen, asked!.format, {
      locale,
      catalogue: options.catalogues[locale]!.all,
    });
    return c.body(typeof body === "string" ? body : new Uint8Array(body), 200, { ...named });
  });

  for (const [path, act] of Object.entries(gate.acts))
    app.post(`/api/${path}`, async c => {
      if (acts[path]?.isLarge && !(await gate.sessionOf(c))) return json(c, refuse("members.sign-in-first"), 403);
      const result = await act(c, (await readJson(c)) as Readonly<Record<string, unknown>>);
      if (isRefusal(result)) return json(c, result, 403);
      setCookies(c, result);
      return json(c, result.answer ?? {});
    });

  app.post("/api/backup", async c => {
    const { proof, ...asked } = ((await readJson(c)) ?? {}) as { readonly proof: string } & BackupAsked;
    const bytes = (await options.backup?.(asked, String(proof))) ?? refuse("members.not-the-operator");
    if (isRefusal(bytes)) return json(c, bytes, 403);
    return c.body(Readable.toWeb(Readable.from(bytes)) as never, 200, { "content-type": "application/octet-stream" });
  });
  app.post("/api/export", async c => {
    const session = await gate.sessionOf(c);
    if (!session) return c.json({ refused: "members.sign-in-first", because: {} }, 401);
    const zip = (await options.exported?.(session)) ?? refuse("members.not-allowed", { command: "export" });
    return isRefusal(zip) ? json(c, zip, 403) : c.body(zip as never, 200, { "content-type": "application/zip" });
  });

  app.get("/assets/*", c => files.send(c, c.req.path));
  app.get("/icon.svg", c => files.send(c, c.req.path));
  app.get("/sw.js", c => files.send(c, c.req.path));
  // A kept page with nothing of anybody in it: what a phone shows it in while there is no signal.
  app.get("/shell", c => {
    const found = findPage(routes, c.req.query("page") ?? "");
    if (found?.page.isKept !== true) return c.json(refuse("house.not-found"), 404);
    const locale = localeOf(c, Object.keys(options.catalogues));
    const { page, file } = found;
    const words = wordsOf(locale, options.catalogues[locale]!.all);
    // For the worker: which address it opens.
    c.header("x-page", page.path);
    return c.html(
      shellOf({ page, file, locale, words, built: options.built(file, locale), keep: options.kept(file, locale) }),
    );
  });

  app.get("*", async c => {
    const found = findPage(routes, c.req.path);
    const locale = localeOf(c, Object.keys(options.catalogues));
    const session = await gate.sessionOf(c);
    if (c.req.path === "/" && !session) return c.redirect("/welcome");
    if (!found) return page(c, notFoundRoute(routes), {}, locale, session, null, 404);
    const seen = await ask.seen(found.page, session);
    const answered =
      seen === "not-allowed" || !found.page.question
        ? seen
        : await ask.answer(found.page.question, session, { ...c.req.query(), ...found.params });
    const isShown = answered !== "not-allowed" && answered !== "unknown" && answered !== null;
    // The plain view has its first page and little else: what it does not have leads there, and nobody asks why.
    if (!isShown && session?.isPlain && c.req.path !== "/") return c.redirect("/");
    if (answered === "not-allowed")
      return session
        ? page(c, notAllowedRoute(routes), {}, locale, session, null, 403)
        : c.redirect(`/sign-in?to=${encodeURIComponent(c.req.path)}`);
    if (!isShown)
      return page(c, notFoundRoute(routes), {}, locale, session, null, 404);
    return page(c, found, found.params, locale, session, answered, 200);
  });

  async function page(
    c: Context,
    route: Route,
    params: Readonly<Record<string, string>>,
    locale: string,
    session: Awaited<ReturnType<Gate["sessionOf"]>>,
    data: unknown,
    status: 200 | 403 | 404,
  ): Promise<Response> {
    const seen = session ? await ask.sessionSeen(session) : null;
    if (c.req.query("language"))
      c.header("set-cookie", `language=${locale}; Path=/; Max-Age=31536000; SameSite=Strict`);
    return c.html(
      documentOf({
        page: route.page,
        file: route.file,
        locale,
        catalogue: options.catalogues[locale]!.all,
        atHand: options.catalogues[locale]!.of(route.file),
        props: { data, session: seen, params: { ...c.req.query(), ...params }, today: ask.today() },
        built: options.built(route.file, locale),
      }),
      status,
    );
  }

  app.onError((error, c) => {
    if (error instanceof Malformed) return c.json({ misfits: error.misfits } as never, 400);
    if (isOutage(error)) return c.json(refuse("house.database-away"), 503, { "retry-after": "2" });
    options.log(
      error instanceof BrokenInvariant ? `broken invariant: ${error.message}` : `${error.name}: ${error.message}`,
    );
    return c.json(refuse("house.we-stopped"), 500);
  });
  return app;
}

/** What is said cannot be said on a session that was only remembered. */
class AskAnew extends Error {
  override readonly name = "AskAnew";
}

const headers: readonly (readonly [string, string])[] = [
  ["cache-control", "no-store"],
  [
    "content-security-policy",
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  ],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-opener-policy", "same-origin"],
  ["permissions-policy", "camera=(), geolocation=(), microphone=()"],
];

/** JSON where bigint is text, as everywhere on the wire. */
function json(c: Context, value: unknown, status: 200 | 403 = 200): Response {
  return c.body(
    JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? String(part) : part)),
    status,
    { "content-type": "application/json" },
  );
}

async function readJson(c: Context): Promise<unknown> {
  if (!/^application\/json\b/.test(c.req.header("content-type") ?? ""))
    throw new Malformed([{ path: "", wanted: "document" }]);
  try {
    return await c.req.json();
  } catch {
    throw new Malformed([{ path: "", wanted: "document" }]);
  }
}

const isSameOrigin = (c: Context): boolean =>
  isFromOurPage({ origin: c.req.header("origin"), site: c.req.header("sec-fetch-site") }, ownOrigin(c));

/** As the browser sees us: a proxy in front says so in the usual headers. */
const ownOrigin = (c: Context): string =>
  `${c.req.header("x-forwarded-proto") ?? new URL(c.req.url).protocol.slice(0, -1)}://${c.req.header("x-forwarded-host") ?? c.req.header("host")}`;

function localeOf(c: Context, locales: readonly string[]): string {
  const wanted = [c.req.query("language"), /(?:^|;\s*)language=(\w+)/.exec(c.req.header("cookie") ?? "")?.[1]];
  for (const tag of (c.req.header("accept-language") ?? "").split(","))
    wanted.push(tag.trim().slice(0, 2).toLowerCase());
  return wanted.find(tag => tag !== undefined && locales.includes(tag)) ?? "id";
}

const fixed = (routes: readonly Route[], path: string): Route => routes.find(route => route.page.path === path)!;
const notFoundRoute = (routes: readonly Route[]): Route => fixed(routes, "/not-found");
const notAllowedRoute = (routes: readonly Route[]): Route => fixed(routes, "/not-allowed");
