/**
 * The worker that opens a page without a signal: it keeps the program of one page (scripts, words, style: the same for
 * everybody) and an empty page to show it in. No answer of the server, no name and no amount passes through its store;
 * what the page shows is kept by the page itself (`client/kept-store.ts`). Built to /sw.js.
 */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Extendable {
  readonly data: unknown;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "message", listener: (event: Told) => void): void;
}

const worker = self as unknown as Worker;
const store = "lumbung-1";
const shell = "/shell";
/** A signal that answers no sooner is none: the kept page opens, and what comes later finds it open. */
const patienceMs = 8_000;

worker.addEventListener("install", event => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", event => event.waitUntil(worker.clients.claim()));

/**
 * One after the other, or what is being kept would be put back behind what is forgotten. What comes later stops what is
 * under way, so that nothing waits for a slow line.
 */
let underWay: Promise<unknown> = Promise.resolve();
let keeping = new AbortController();

worker.addEventListener("message", event => {
  const { data } = event;
  const isForgetting = data === "forget";
  if (!isForgetting && !(typeof data === "string" && data.startsWith(`${shell}?`))) return;
  keeping.abort();
  keeping = new AbortController();
  const { signal } = keeping;
  const work = (): Promise<unknown> => (isForgetting ? caches.delete(store) : keep(data, signal));
  underWay = underWay.then(work, work);
  event.waitUntil(Promise.all([underWay, isForgetting && clearPage()]));
});

worker.addEventListener("fetch", event => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== worker.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (address.pathname.startsWith("/assets/")) event.respondWith(program(request));
});

/** Fetches the empty page and all that stands in its list, and lets go of what an older one needed. */
async function keep(address: string, signal: AbortSignal): Promise<void> {
  const got = await fetch(address, { credentials: "omit", signal });
  if (!got.ok) return;
  const text = await got.clone().text();
  const { keep: files } = JSON.parse(/<script type="application\/json" id="left">(.*?)<\/script>/.exec(text)![1]!) as {
    readonly keep: readonly string[];
  };
  const cache = await caches.open(store);
  const held = new Set((await cache.keys()).map(request => new URL(request.url).pathname));
  await Promise.all(
    files
      .filter(file => !held.has(file))
      .map(async file => {
        const piece = await fetch(file, { signal });
        if (!piece.ok) throw new Error(`${file} is not there`);
        await cache.put(file, piece);
      }),
  );
  // Last, so that an empty page is never there without its program.
  await cache.put(shell, got);
  const wanted = new Set([...files, shell]);
  await Promise.all([...held].filter(path => !wanted.has(path)).map(path => cache.delete(path)));
}

/** Looked into without being made: `caches.open` would leave an empty one behind what was forgotten. */
const inStore = { cacheName: store, ignoreVary: true };

async function program(request: Request): Promise<Response> {
  return (await caches.match(request, inStore)) ?? fetch(request);
}

async function page(request: Request): Promise<Response> {
  const empty = await caches.match(shell, inStore);
  if (!empty) return fetch(request);
  const isKept = new URL(request.url).pathname === empty.headers.get("x-page");
  try {
    // Only what is kept is worth opening before the signal is given up; any other page waits as long as the browser does.
    const answer = await (isKept ? Promise.race([fetch(request), tooLate()]) : fetch(request));
    return [502, 503, 504].includes(answer.status) ? empty : answer;
  } catch {
    return empty;
  }
}

const tooLate = (): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), patienceMs));

/** She signed out or fled: also what the page had no time to clear any more. */
function clearPage(): Promise<void> {
  return new Promise(done => {
    const opening = indexedDB.open("lumbung-kept", 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore("kept");
    opening.onerror = () => done();
    opening.onsuccess = () => {
      const database = opening.result;
      const clearing = database.transaction("kept", "readwrite");
      clearing.objectStore("kept").clear();
      clearing.oncomplete = clearing.onerror = clearing.onabort = () => {
        database.close();
        done();
      };
    };
  });
}
