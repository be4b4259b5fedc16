/**
 * Two groups, three telephones each, one server, and a bad network: requests are lost, answers are lost, requests come
 * twice and late and in another order, and the server is killed between any two statements. Each telephone makes the id
 * of a command once and says it until it is answered. In the end every command has had exactly one effect.
 *
 * The seed decides everything; chance and clock are held, so the same seed gives the same life.
 */
import { addDays, type CommandId } from "#base";
import { noteTry } from "#assembly";
import { connect, type Pool, query, read, sql } from "#db";
import type { House } from "../../app/house.ts";
import { house as trueHouse } from "../../app/rooms.ts";
import { commandOf } from "../../app/server/border.ts";
import { type Answer, Intake, type Said } from "../../app/server/intake.ts";
import type { FreshDatabase } from "../village/database.ts";
import { Chance } from "../village/edge.ts";
import { foundGroup, type Group, leavesOf, testKey } from "../village/group.ts";
import { affairRules, affairsBetweenMeetings, damayanRule } from "./affairs.ts";
import { type Chapter, counter, type Device, type Intent, table } from "./devices.ts";
import { faultsOf } from "./faults.ts";
import { MortalPool, type Tamper } from "./mortal-pool.ts";

/** A fault planted on purpose, to see whether the checks find it. */
export interface Planted {
  /** The house the server believes in. */
  readonly house?: House;
  readonly tamper?: Tamper;
  /** A telephone that forgets the id it made and makes another for each try. */
  readonly forgetsIds?: true;
}

export interface Outcome {
  readonly seed: number;
  /** Empty is what must be. */
  readonly faults: readonly string[];
  /** Everything that happened, to hold two lives of one seed against each other. */
  readonly trace: readonly string[];
  readonly commands: number;
  readonly requests: number;
  /** The statement after which each server process was killed. */
  readonly deaths: readonly string[];
  /** What kinds of fact the books have. */
  readonly kinds: readonly string[];
}

const ticksMax = 2_000;

interface Options {
  /** How many commands each counter has to say; three meetings for every eight. */
  readonly length?: number;
  readonly planted?: Planted;
}

/** A life from the founding to the last answer, still open: its books can be judged, more than once. */
export interface Life {
  readonly groups: readonly Group[];
  judge(): Promise<Outcome>;
  close(): Promise<void>;
}

export async function simulate(database: FreshDatabase, seed: number, options: Options = {}): Promise<Outcome> {
  const life = await live(database, seed, options);
  try {
    return await life.judge();
  } finally {
    await life.close();
  }
}

export async function live(
  database: FreshDatabase,
  seed: number,
  { length = 8, planted = {} }: Options = {},
): Promise<Life> {
  const pool = connect(database.server, { max: 4 });
  try {
    const world = new World(pool, seed, planted);
    await world.found(length);
    await world.live();
    return { groups: world.groups, judge: () => world.judge(), close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** A command in an outbox. */
interface Waiting {
  readonly intent: Intent;
  readonly chapter: Chapter;
  said: Said;
  answer: Answer | null;
}

interface Telephone {
  readonly device: Device;
  readonly chapter: Chapter;
  waiting: Waiting | null;
  isDone: boolean;
}

class World {
  readonly groups: Group[] = [];
  readonly #pool: Pool;
  readonly #seed: number;
  readonly #chance: Chance;
  readonly #planted: Planted;
  readonly #telephones: Telephone[] = [];
  readonly #said: Waiting[] = [];
  /** Requests that wander about and come in later than they should. */
  #late: { readonly at: number; readonly of: Waiting; readonly said: Said }[] = [];
  readonly #faults: string[] = [];
  readonly #trace: string[] = [];
  readonly #deaths: string[] = [];
  #requests = 0;
  #server: MortalPool;
  #intake: Intake | null = null;

  constructor(pool: Pool, seed: number, planted: Planted) {
    this.#pool = pool;
    this.#seed = seed;
    this.#chance = new Chance(seed * 2_654_435_761);
    this.#planted = planted;
    this.#server = new MortalPool(pool, planted.tamper);
  }

  async found(length: number): Promise<void> {
    const entries = ["savings.deposit", "savings.withdrawal", "meetings.expense", "meetings.bank"];
    const rules = {
      "assembly.between-meetings": { entries: [...entries, ...affairsBetweenMeetings] },
      "meetings.fine/late": { amount: "500", fund: "loan" },
      ...affairRules,
    };
    for (const [place, template] of (["koperasi", "damayan"] as const).entries()) {
      const free = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
      const group = await foundGroup(noDatabase, {
        template,
        unit: "IDR",
        on: "2026-06-01",
        seed: this.#seed * 10 + place,
        pool: this.#pool,
        rules: {
          ...rules,
          "savings.product/free": free,
          ...(template === "damayan" && { "aid.fund/damayan": damayanRule }),
        },
      });
      this.groups.push(group);
      const chapter: Chapter = { group, product: "free", pool: this.#pool, chance: new Chance(this.#seed * 7 + place) };
      const [halimah, rohani, wulan] = group.members as [Group["treasurer"], Group["treasurer"], Group["treasurer"]];
      for (const device of [
        counter(chapter, halimah, wulan, length),
        counter(chapter, rohani, halimah, length),
        table(chapter, Math.max(1, Math.floor((length * 3) / 8))),
      ])
        this.#telephones.push({ device, chapter, waiting: null, isDone: false });
    }
    this.#start();
  }

  /** A new process on the same database: nothing is left of the one before. */
  #start(): void {
    this.#server = new MortalPool(this.#pool, this.#planted.tamper);
    // One batch at a time, so that which statement is the k-th does not hang on the machine's speed.
    const [first] = this.groups;
    this.#intake = new Intake({
      pool: this.#server.asPool(),
      house: this.#planted.house ?? trueHouse,
      edge: first!.edge,
      masterKey: testKey,
      batchesMax: 1,
    });
  }

  async live(): Promise<void> {
    for (let tick = 0; tick < ticksMax; tick += 1) {
      // Days enough that a loan bears interest before it is paid back.
      if (tick % 15 === 14) for (const { edge } of this.groups) edge.today = addDays(edge.today, 9);
      for (const telephone of this.#telephones) await this.#think(telephone);
      if (this.#telephones.every(telephone => telephone.isDone)) return;
      await this.#exchange(tick);
    }
    for (const { waiting } of this.#telephones)
      if (waiting) this.#faults.push(`${waiting.intent.name} was never answered`);
  }

  /** A telephone whose last word was answered thinks of the next, and makes its id, once. */
  async #think(telephone: Telephone): Promise<void> {
    if (telephone.isDone || (telephone.waiting && !telephone.waiting.answer)) return;
    const last = telephone.waiting?.answer;
    const next = await telephone.device.next(last as Answer);
    telephone.waiting = null;
    if (next.done) {
      telephone.isDone = true;
      return;
    }
    const waiting: Waiting = {
      intent: next.value,
      chapter: telephone.chapter,
      said: this.#saidOf(telephone.chapter, next.value),
      answer: null,
    };
    telephone.waiting = waiting;
    this.#said.push(waiting);
  }

  #saidOf({ group }: Chapter, { name, body, by, with: others, on }: Intent): Said {
    const read = commandOf(trueHouse, {
      organisation: group.organisation,
      id: group.edge.newId() as CommandId,
      name,
      on,
      body,
    });
    return { ...read, by, with: others };
  }

  /** What comes in at one moment, in some order; then the answers that find their way back. */
  async #exchange(tick: number): Promise<void> {
    const chance = this.#chance;
    const arriving: { readonly of: Waiting; readonly said: Said; readonly isHeard: boolean }[] = [];
    for (const { at, of, said } of this.#late) if (at <= tick) arriving.push({ of, said, isHeard: false });
    this.#late = this.#late.filter(one => one.at > tick);
    for (const { waiting } of this.#telephones) {
      if (!waiting || chance.below(10) < 2) continue;
      if (this.#planted.forgetsIds) waiting.said = this.#saidOf(waiting.chapter, waiting.intent);
      const { said } = waiting;
      const fate = chance.below(10);
      if (fate < 2) this.#trace.push(`${tick} lost ${said.command.id}`);
      else arriving.push({ of: waiting, said, isHeard: fate >= 4 });
      if (fate === 4 || fate === 5) arriving.push({ of: waiting, said, isHeard: false });
      if (fate === 6) this.#late.push({ at: tick + 1 + chance.below(12), of: waiting, said });
    }
    shuffle(arriving, chance);
    if (chance.below(4) === 0) {
      if (chance.below(4) === 0) this.#server.dieAfter(1 + chance.below(40), "all");
      else this.#server.dieAfter(1 + chance.below(12), "writing");
    }
    this.#requests += arriving.length;
    const answers = await Promise.allSettled(arriving.map(one => this.#intake!.say(one.said)));
    for (const [place, { of, said, isHeard }] of arriving.entries()) {
      const answer = answers[place]!;
      const word = answer.status === "fulfilled" ? answer.value.status : "nothing";
      this.#trace.push(`${tick} ${said.command.name} ${said.command.id} ${word} ${isHeard ? "heard" : "unheard"}`);
      if (answer.status === "fulfilled") this.#hear(of, answer.value, isHeard);
      else if (!this.#server.isDead) this.#faults.push(`${said.command.name}: ${String(answer.reason)}`);
    }
    if (!this.#server.isDead) return;
    this.#deaths.push(this.#server.diedAt!);
    this.#trace.push(`${tick} killed after ${this.#server.diedAt}`);
    await this.#server.settled();
    this.#start();
  }

  #hear(of: Waiting, answer: Answer, isHeard: boolean): void {
    if (of.answer && !this.#planted.forgetsIds && textOf(of.answer) !== textOf(answer))
      this.#faults.push(`${of.intent.name} was answered in two ways: ${textOf(of.answer)} and ${textOf(answer)}`);
    if (isHeard) of.answer ??= answer;
  }

  async judge(): Promise<Outcome> {
    const faults = [...this.#faults];
    const kinds = new Set<string>();
    for (const { group } of new Set(this.#telephones.map(one => one.chapter))) {
      const of = this.#said.filter(one => one.chapter.group === group);
      faults.push(...(await faultsOf(this.#pool, trueHouse, group.organisation)));
      faults.push(...(await this.#bookkeeping(group, of)));
      for (const { kind } of await leavesOf(group)) kinds.add(kind);
    }
    return {
      seed: this.#seed,
      faults,
      trace: this.#trace,
      commands: this.#said.length,
      requests: this.#requests,
      deaths: this.#deaths,
      kinds: [...kinds],
    };
  }

  /** A plain bookkeeper adds up what was answered with yes, and holds it against the books. */
  async #bookkeeping(group: Group, said: readonly Waiting[]): Promise<readonly string[]> {
    const faults: string[] = [];
    const { organisation } = group;
    const kept = await read(this.#pool, organisation, async client => {
      const all = await query<{ command_id: string; name: string; is_accepted: boolean; refused: string | null }>(
        client,
        sql`select command_id, name, is_accepted, answer ->> 'refused' as refused from ledger.command
          where organisation_id = ${organisation}`,
      );
      const rows = all.filter(row => row.name !== noteTry.name);
      const told = rows.filter(row => row.refused !== null && trueHouse.told.has(row.refused)).length;
      // What a crash cut off is neither refused nor noted.
      if (all.length - rows.length !== told)
        faults.push(`${told} refusals are told, and ${all.length - rows.length} were noted`);
      const sums = await query<{ what: string; amount: bigint }>(client, booked(organisation));
      return {
        commands: new Map(rows.map(row => [row.command_id, row.is_accepted])),
        sums: new Map(sums.map(row => [row.what, row.amount])),
      };
    });
    const accepted = said.filter(one => one.answer?.status === "accepted");
    for (const { intent, said: one, answer } of said)
      if (answer && kept.commands.get(one.command.id) !== (answer.status === "accepted"))
        faults.push(`${intent.name} was answered ${answer.status}, and the books do not know it`);
    // The founding is the one command that no telephone said.
    if (kept.commands.size !== said.length + 1)
      faults.push(`${said.length + 1} commands were said, ${kept.commands.size} are in the books`);
    const wanted = new Map<string, bigint>([["members", 7n]]);
    for (const { intent } of [...accepted].sort((a, b) => firstSeq(a) - firstSeq(b))) {
      for (const [what, amount] of intent.effects) wanted.set(what, (wanted.get(what) ?? 0n) + amount);
      // A meeting lends what was brought to it, so it is looked at when it ends.
      for (const what of new Set(intent.effects.map(([what]) => what)))
        if (wanted.get(what)! < 0n) faults.push(`${intent.name} made ${what} ${wanted.get(what)!}`);
    }
    for (const what of new Set([...wanted.keys(), ...kept.sums.keys()]))
      if ((wanted.get(what) ?? 0n) !== (kept.sums.get(what) ?? 0n))
        faults.push(
          `${what}: ${wanted.get(what) ?? 0n} by what was answered, ${kept.sums.get(what) ?? 0n} in the books`,
        );
    return faults;
  }
}

/** The pool that is handed in is used in its place. */
const noDatabase: FreshDatabase = { owner: {}, server: {}, drop: () => Promise.resolve() };

const firstSeq = ({ answer }: Waiting): number => (answer?.status === "accepted" ? Number(answer.firstSeq) : 0);

/** The same things by the same names, out of the journal lines. */
const booked = (organisation: string) => sql`
  select case
      when account = 'member-savings.free/loan' then 'savings ' || member_id
      when account = 'cash/loan' then 'cash loan'
      when account = 'bank/loan' then 'bank loan'
      when account = 'cash/social' then 'cash social'
      when account = 'cash/damayan' then 'cash damayan'
      when account = 'group-expense/loan' then 'spent'
      when account = 'loans-receivable/loan' and amount > 0 then 'lent'
      -- What was given up leaves the loans and is a loss: together nothing.
      else 'brought back'
    end as what,
    sum(case when account in ('cash/loan', 'bank/loan', 'cash/social', 'cash/damayan', 'group-expense/loan')
      or account = 'loans-receivable/loan' and amount > 0 then amount else -amount end)::int8 as amount
  from ledger.line where organisation_id = ${organisation}
    and account in ('member-savings.free/loan', 'cash/loan', 'bank/loan', 'cash/social', 'cash/damayan', 'group-expense/loan',
      'loans-receivable/loan', 'interest-income/loan', 'loan-loss/loan')
  group by 1
  union all select 'members', count(*) from members.membership where organisation_id = ${organisation}
  union all select 'meetings', count(*) from meetings.meeting where organisation_id = ${organisation} and status = 'sealed'`;

/** Whether it was said before is told with an answer and is no part of it. */
function textOf(answer: Answer): string {
  const { repeated: _, ...rest } = answer;
  return JSON.stringify(rest, (_key, value: unknown) =>
    typeof value === "bigint"
      ? String(value)
      : typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  );
}

function shuffle<Item>(items: Item[], chance: Chance): void {
  for (let place = items.length - 1; place > 0; place -= 1) {
    const other = chance.below(place + 1);
    [items[place], items[other]] = [items[other]!, items[place]!];
  }
}
