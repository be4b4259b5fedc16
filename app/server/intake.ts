/**
 * The intake: the one way into the books. What waits is taken together, as one batch or two of one size (decision 0003):
 *
 *   load what the commands say they need  ->  decide each, purely, on top of the one before  ->  post all as one transaction
 *
 * What was refused and the members are told of is noted in the same transaction (`told.ts`, decision 0018).
 *
 * One command is a batch of one, a sealed meeting is one command with many facts, a sync is many commands. The heads of
 * the organisations are compared and set by the post, so nothing is locked between the round trips; on a clash all of it
 * is loaded and decided again. That is why books may stay warm from one batch to the next: those that are no longer true
 * cannot be posted on. If a batch fails, its commands are taken one by one, so that a bad one never refuses another's.
 */
import {
  BrokenInvariant,
  type Command,
  type CommandId,
  type Day,
  type Document,
  type Instant,
  type MemberId,
  type OrganisationId,
  type Refusal,
  type Uuid,
} from "#base";
import { isClash, isOutage, type Pool, pipelined, type Statement } from "#db";
import { expectSessions, type SessionTaken } from "#members/server";
import type { House } from "../house.ts";
import { type Ask, Batch, Overtaken } from "./batch.ts";
import { WarmBooks } from "./warm-books.ts";

/** A command whose body was checked at the border, with who says it. */
export interface Said {
  readonly command: Command;
  /** SHA-256 over the canonical content: the same id with another hash is refused. */
  readonly contentHash: Buffer;
  readonly by: MemberId;
  /** Others who are there by their own PIN or sign-in. */
  readonly with: readonly MemberId[];
  /** The session these were taken from without asking: the transaction expects it to be so, or rejects the command. */
  readonly taken?: SessionTaken;
}

export type Answer =
  | {
      readonly status: "accepted";
      readonly id: CommandId;
      readonly firstSeq: string;
      readonly leaves: string;
      readonly answer?: Document;
      readonly repeated?: true;
    }
  | ({ readonly status: "refused"; readonly id: CommandId; readonly repeated?: true } & Refusal);

/** The clock and chance of the edge, handed in so that a simulator can hold them. */
export interface Edge {
  now(): { readonly at: Instant; readonly today: Day };
  newId(): Uuid;
}

export interface IntakeOptions {
  readonly pool: Pool;
  readonly house: House;
  readonly edge: Edge;
  readonly masterKey: Buffer;
  /** Batches that may be under way at once; two never share an organisation. */
  readonly batchesMax?: number;
}

const commandsInBatchMax = 64;
const attemptsMax = 8;

interface Waiting {
  readonly said: Said;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export class Intake {
  readonly #options: IntakeOptions;
  readonly #warm = new WarmBooks();
  #waiting: Waiting[] = [];
  readonly #busy = new Set<OrganisationId>();
  #underWay = 0;
  #commandsUnderWay = 0;
  #isToCome = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Resolves once it is decided and, if accepted, durably written. Rejects on outage or a broken invariant. */
  say(said: Said): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ said, resolve, reject });
      this.#nextOfAll();
    });
  }

  /** Its books are loaded anew at the next command: what was erased beneath them is still in those that are warm. */
  forget(organisation: OrganisationId): void {
    this.#warm.take(organisation);
  }

  /** What arrives within one turn of the event loop goes together, and answers are on their way before the next is decided. */
  #nextOfAll(): void {
    if (this.#isToCome) return;
    this.#isToCome = true;
    setImmediate(() => {
      this.#isToCome = false;
      this.#next();
    });
  }

  // No timed wait for a fuller batch: what arrives while one commits is the next. A batch costs almost what one command
  // costs, so batches grow with the crowd; but none takes much more than its share of all that wait and are under way, or
  // one would be decided while the database rests and the other written while we rest. An organisation goes whole, since
  // what is left of it could not go beside it.
  #next(): void {
    const { batchesMax = 2 } = this.#options;
    while (this.#underWay < batchesMax && this.#waiting.length > 0) {
      const share = Math.min(commandsInBatchMax, Math.ceil((this.#waiting.length + this.#commandsUnderWay) / batchesMax));
      if (this.#underWay > 0 && this.#waiting.length < share) return;
      const organisations = this.#organisationsFor(share);
      const batch: Waiting[] = [];
      const rest: Waiting[] = [];
      for (const one of this.#waiting)
        (batch.length < commandsInBatchMax && organisations.has(one.said.command.organisation) ? batch : rest).push(one);
      if (batch.length === 0) return;
      this.#waiting = rest;
      this.#underWay += 1;
      this.#commandsUnderWay += batch.length;
      for (const organisation of organisations) this.#busy.add(organisation);
      void this.#take(batch).finally(() => {
        for (const organisation of organisations) this.#busy.delete(organisation);
        this.#underWay -= 1;
        this.#commandsUnderWay -= batch.length;
        this.#nextOfAll();
      });
    }
  }

  /** Organisations with nothing under way, in the order they came, until as many commands wait for them. */
  #organisationsFor(share: number): ReadonlySet<OrganisationId> {
    const waiting = new Map<OrganisationId, number>();
    for (const { organisation } of this.#waiting.map(one => one.said.command))
      if (!this.#busy.has(organisation)) waiting.set(organisation, (waiting.get(organisation) ?? 0) + 1);
    const chosen = new Set<OrganisationId>();
    let commands = 0;
    for (const [organisation, count] of waiting) {
      if (commands >= share) break;
      chosen.add(organisation);
      commands += count;
    }
    return chosen;
  }

  async #take(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#withRetry(batch.map(one => one.said));
      for (const [index, one] of batch.entries()) one.resolve(answers[index]!);
    } catch (error) {
      if (batch.length === 1 || isOutage(error)) {
        for (const one of batch) one.reject(error);
        return;
      }
      for (const one of batch) await this.#take([one]);
    }
  }

  async #withRetry(saids: readonly Said[]): Promise<readonly Answer[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(saids);
      } catch (error) {
        // What another server writes while this one loads can make whole books look broken: they are looked at once more.
        const isOvertaken = isClash(error) || error instanceof Overtaken;
        if (!(isOvertaken ? attempt < attemptsMax : error instanceof BrokenInvariant && attempt === 1)) throw error;
      }
    }
  }

  async #once(saids: readonly Said[]): Promise<readonly Answer[]> {
    const client = await this.#options.pool.connect();
    let broken = true;
    try {
      const batch = new Batch(saids, this.#options, this.#warm);
      const taken = saids.flatMap(said => (said.taken ? [said.taken] : []));
      const toOpen = opening(batch.organisations, taken, this.#options.edge.now().at);
      // While nobody else waits, the database opens the transaction as we decide; in a crowd one message less is worth more.
      const isAlone = this.#underWay === 1 && this.#waiting.length === 0;
      const opened = isAlone ? pipelined(client, toOpen) : null;
      opened?.catch(() => {}); // Heard of when the next is asked.
      let before = isAlone ? [] : toOpen;
      const ask: Ask = async statements => {
        await opened;
        const results = await pipelined(client, [...before, ...statements]);
        const answers = results.slice(before.length);
        before = [];
        return answers;
      };
      await batch.load(ask);
      batch.decide();
      await batch.tell(ask);
      await batch.seal(ask);
      await ask([...batch.statements(), { name: "commit", text: "commit" }]);
      broken = false;
      batch.keep(this.#warm);
      return batch.answers();
    } catch (error) {
      await client.query("rollback").then(
        () => {
          broken = false;
        },
        () => {},
      );
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

// Everything the intake asks goes by key, a few rows of many. The row policies hide from the planner how few, so that it would
// rather read whole tables, and plan every statement anew to find that out: it is told not to, for this transaction alone.
const opening = (
  organisations: readonly OrganisationId[],
  taken: readonly SessionTaken[],
  now: Instant,
): readonly Statement[] => [
  { name: "begin", text: "begin" },
  {
    name: "see organisations",
    text: `select set_config('lumbung.organisations', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true),
      set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
      set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`,
    values: [`{${organisations.join(",")}}`],
  },
  ...(taken.length === 0 ? [] : [expectSessions(taken, now)]),
];
