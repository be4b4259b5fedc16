/**
 * The outbox: what was written on this device and the server may not have yet.
 *
 * A command gets its id when it is made and is frozen from then on: kept on the shelf first, sent after, sent again with
 * the same id until there is an answer. One flusher at a time for all tabs; a signal that comes and goes, a closed tab
 * or a server that is started again change nothing but the time it takes. What was refused waits for whoever wrote it
 * and holds up nobody else.
 */
import { type Day, type Document, isRefusal, type OrganisationId, type Refusal, type Uuid } from "#base";
import { type AcceptedAnswer, isOffline, newId, sayAll, type WireCommand } from "./api.ts";
import { openShelf, type Shelf } from "./shelf.ts";

/** Saved on this device · sent · accepted · needs your attention. */
export type KeptState = "saved" | "sent" | "accepted" | "attention";

export interface Kept {
  /** Orders what was made on this device. */
  readonly place: number;
  readonly id: Uuid;
  readonly organisation: OrganisationId;
  /** What it belongs to: commands of one stream are read together ("meeting/<id>"). */
  readonly stream: string;
  readonly name: string;
  readonly on: Day;
  readonly body: Document;
  readonly state: KeptState;
  readonly answer?: Document;
  readonly refusal?: Refusal;
}

export interface OutboxOptions {
  readonly organisation: OrganisationId;
  readonly stream: string;
  readonly shelf?: Shelf;
  readonly send?: typeof sayAll;
  readonly wait?: (ms: number, then: () => void) => () => void;
}

const atOnce = 20;
const waitFirstMs = 2_000;
const waitMostMs = 60_000;
const channelName = "lumbung.outbox";

export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  readonly #channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(channelName);
  #shelf: Promise<Shelf> | null = null;
  #kept: readonly Kept[] = [];
  #isLasting = true;
  #isAway = false;
  #isSignedOut = false;
  #isFlushing = false;
  #isWanted = false;
  #waits = 0;
  #stopWaiting: (() => void) | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** All commands of this stream, in the order they were made. */
  get kept(): readonly Kept[] {
    return this.#kept;
  }
  /** The last try found no server. */
  get isAway(): boolean {
    return this.#isAway;
  }
  get isSignedOut(): boolean {
    return this.#isSignedOut;
  }
  /** False where this browser keeps nothing beyond the page. */
  get isLasting(): boolean {
    return this.#isLasting;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Reads what is kept and begins to send. Gives back how to stop. */
  start(): () => void {
    const now = (): void => this.flush();
    const onVisible = (): void => {
      if (document.visibilityState === "visible") now();
    };
    addEventListener("online", now);
    document.addEventListener("visibilitychange", onVisible);
    this.#channel?.addEventListener("message", this.#onOtherTab);
    void this.load().then(now);
    return () => {
      removeEventListener("online", now);
      document.removeEventListener("visibilitychange", onVisible);
      this.#channel?.removeEventListener("message", this.#onOtherTab);
      this.#stopWaiting?.();
    };
  }

  async load(): Promise<void> {
    const shelf = await this.#open();
    this.#isLasting = shelf.isLasting;
    const read = (await shelf.all()).filter(one => this.#isOurs(one));
    // What was made while the shelf was read is kept too.
    const last = read[read.length - 1]?.place ?? 0;
    this.#kept = [...read, ...this.#kept.filter(one => one.place > last)];
    this.#tell();
  }

  /** Keeps a command; when the promise resolves it outlives the page. It is sent without waiting for it. */
  async commit(name: string, on: Day, body: Document): Promise<Kept> {
    const { organisation, stream } = this.#options;
    const shelf = await this.#open();
    const kept = await shelf.add({ id: newId(), organisation, stream, name, on, body, state: "saved" });
    this.#kept = [...this.#kept, kept];
    this.#tell();
    this.#channel?.postMessage(stream);
    this.flush();
    return kept;
  }

  /** Lets go of commands that are answered, or that were written anew. */
  async forget(which: (one: Kept) => boolean): Promise<void> {
    const gone = this.#kept.filter(which);
    if (gone.length === 0) return;
    this.#kept = this.#kept.filter(one => !gone.includes(one));
    await (await this.#open()).remove(gone.map(one => one.place));
    this.#tell();
  }

  /** Sends what waits, now. Safe to call at any time and from anywhere. */
  flush(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#isWanted = true;
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    void this.#alone(() => this.#sendAll()).finally(() => {
      this.#isFlushing = false;
      if (this.#isWanted) this.flush();
    });
  }

  /** Only one tab sends at a time; where the browser has no locks, the ids keep a doubled send harmless. */
  #alone(work: () => Promise<void>): Promise<void> {
    const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
    return locks ? locks.request(channelName, work) : work();
  }

  async #sendAll(): Promise<void> {
    this.#isWanted = false;
    const shelf = await this.#open();
    for (let size = atOnce; ; ) {
      const waiting = (await shelf.all()).filter(
        one => this.#isOurs(one) && (one.state === "saved" || one.state === "sent"),
      );
      const batch = waiting.slice(0, size);
      if (batch.length === 0) return;
      this.#mark(batch, "sent");
      const answers = await (this.#options.send ?? sayAll)(batch.map(wireOf));
      if (Array.isArray(answers)) {
        this.#came();
        for (const [index, one] of batch.entries())
          await this.#settle(one, (answers as readonly (AcceptedAnswer | Refusal)[])[index]!);
        size = atOnce;
        continue;
      }
      if (isOffline(answers)) return this.#later(batch);
      const refusal = answers as Refusal;
      if (refusal.refused === "members.sign-in-first") {
        this.#isSignedOut = true;
        return this.#later(batch);
      }
      // One that cannot be read must not hold up the others: they are tried one by one.
      if (batch.length > 1) size = 1;
      else if (refusal.refused === "house.we-stopped" && this.#waits < triesMax) return this.#later(batch);
      else await this.#settle(batch[0]!, refusal);
    }
  }

  async #settle(one: Kept, answer: AcceptedAnswer | Refusal): Promise<void> {
    const settled: Kept = isRefusal(answer)
      ? { ...one, state: "attention", refusal: { refused: answer.refused, because: answer.because } }
      : { ...one, state: "accepted", ...(answer.answer === undefined ? {} : { answer: answer.answer }) };
    await (await this.#open()).put(settled);
    this.#kept = this.#kept.map(kept => (kept.place === one.place ? settled : kept));
    this.#tell();
    this.#channel?.postMessage(this.#options.stream);
  }

  #came(): void {
    this.#waits = 0;
    this.#isAway = false;
    this.#isSignedOut = false;
  }

  #later(batch: readonly Kept[]): void {
    this.#isAway = !this.#isSignedOut;
    this.#mark(batch, "saved");
    const ms = Math.min(waitMostMs, waitFirstMs * 2 ** this.#waits);
    this.#waits += 1;
    const wait = this.#options.wait ?? afterMs;
    // A village's phones find the signal at the same moment; chance spreads them.
    this.#stopWaiting = wait(ms * (0.5 + Math.random() / 2), () => this.flush());
  }

  /** Shown only: on the shelf it stays as it was until there is an answer. */
  #mark(batch: readonly Kept[], state: KeptState): void {
    const places = new Set(batch.map(one => one.place));
    this.#kept = this.#kept.map(one => (places.has(one.place) ? { ...one, state } : one));
    this.#tell();
  }

  readonly #onOtherTab = (event: MessageEvent): void => {
    if (event.data === this.#options.stream) void this.load();
  };

  #open(): Promise<Shelf> {
    this.#shelf ??= this.#options.shelf ? Promise.resolve(this.#options.shelf) : openShelf();
    return this.#shelf;
  }

  #isOurs(one: Kept): boolean {
    return one.organisation === this.#options.organisation && one.stream === this.#options.stream;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const triesMax = 3;
const wireOf = ({ id, name, on, body }: Kept): WireCommand => ({ v: 1, id, name, on, body });

function afterMs(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
