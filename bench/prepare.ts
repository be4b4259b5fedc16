/**
 * Groups with books behind them, and the requests a window will say. Prepared outside every window: what comes long before
 * it by an intake of our own, and what a meeting is made of by the server itself over HTTP, as the telephones of the group
 * do, so that the seal finds that server as it would on the day.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  addMonths,
  type CommandId,
  type Day,
  day,
  encodeBody,
  type Instant,
  isRefusal,
  type MemberId,
  memberIdFrom,
  type OrganisationId,
  type Uuid,
  uuidFrom,
} from "#base";
import { connect, type Embedded, migrate, type Pool, readMigrations } from "#db";
import { lineOf, sheetHash, type SheetLine } from "#meetings";
import { openAtFounding, type SignInEdge, signIn, signInEdge, sitDownWith } from "#members/server";
import { roomOrder } from "#rooms";
import pg from "pg";
import { realEdge } from "../app/server/edge.ts";
import { root } from "../app/server/root.ts";
import { type Answer, type Edge, Intake } from "../app/server/intake.ts";
import { house } from "../app/rooms.ts";
import { Chance, type Say, sayer } from "../tests/village/edge.ts";
import type { Job } from "./main.ts";

export interface Prepared {
  readonly port: number;
  readonly linesPerJob: number;
  /** Makes work for the next window. */
  fill(): Promise<void>;
  next(seconds: number): readonly Job[];
  used(jobs: number): void;
  bytesPerLine(): Promise<{ readonly storage: number; readonly wal: number }>;
  close(): Promise<void>;
}

/** For a profile of the server: LUMBUNG_BENCH_NODE="--cpu-prof --cpu-prof-dir=…". */
const nodeOptions = process.env["LUMBUNG_BENCH_NODE"]?.split(" ") ?? [];
const masterKey = createHash("sha256").update("bench").digest();
const firstDay = day("2023-01-05");
const women = 30;

class PastEdge implements Edge {
  today: Day = firstDay;
  readonly chance = new Chance(11);
  #count = 0;
  now(): { at: Instant; today: Day } {
    return { at: `${this.today}T07:00:00Z` as Instant, today: this.today };
  }
  newId(): Uuid {
    this.#count += 1;
    return uuidFrom(1_700_000_000_000 + this.#count, this.chance.bytes(10));
  }
}

interface Group {
  readonly organisation: OrganisationId;
  readonly members: readonly MemberId[];
  readonly loans: readonly Uuid[];
  /** Of the treasurer, who has the secretary beside her, and of the two who hold keys. */
  readonly cookie: string;
  readonly keyCookies: readonly string[];
  readonly say: Say;
  readonly money: Money;
}

interface Money {
  cash: bigint;
}

/** A database, the real server on it in a process of its own, and a mouth of ours for what lies before the window. */
class Stage {
  readonly edge = new PastEdge();
  readonly pool: Pool;
  readonly port: number;
  readonly #intake: Intake;
  readonly #signIn: SignInEdge;
  readonly #server: ChildProcess;

  private constructor(pool: Pool, port: number, server: ChildProcess) {
    this.pool = pool;
    this.port = port;
    this.#server = server;
    this.#intake = new Intake({ pool, house, edge: this.edge, masterKey });
    this.#signIn = signInEdge({ masterKey, now: () => realEdge.now(), fastForPracticeAndTests: true });
  }

  static async open(database: Embedded, name: string): Promise<Stage> {
    const administrator = new pg.Client(database.administrator);
    await administrator.connect();
    await administrator.query(`create database ${name} owner lumbung_owner`);
    await administrator.end();
    const server = { ...database.server, database: name };
    await migrate({ ...database.owner, database: name }, await readMigrations(roomOrder, root));
    const port = 4900 + Math.floor(Math.random() * 90);
    const child = spawn(process.execPath, [...nodeOptions, join(root, "dist/server/serve.js")], {
      cwd: root,
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, NODE_ENV: "production" },
    });
    child.stdin!.end(JSON.stringify({ database: server, port, masterKey: masterKey.toString("base64") }));
    await new Promise<void>((resolve, reject) => {
      child.stdout!.once("data", () => resolve());
      child.once("exit", code => reject(new Error(`the server ended with ${code}`)));
    });
    return new Stage(connect(server), port, child);
  }

  /** A group of thirty with shares and a loan each, its treasurer signed in with the secretary beside her. */
  async group(number: number): Promise<Group> {
    const { edge } = this;
    edge.today = firstDay;
    const organisation = edge.newId() as OrganisationId;
    const say = sayer(this.#intake, house, edge as never, organisation);
    const members = Array.from({ length: women }, () => memberIdFrom(edge.chance.bytes(10)));
    const roles = (index: number): readonly string[] =>
      [["treasurer"], ["secretary"], ["key-holder"], ["key-holder"]][index] ?? [];
    await must(
      say(
        "assembly.found-organisation",
        {
          name: "Kelompok",
          template: "vsla",
          unit: "IDR",
          language: "id",
          is_practice: false,
          funds: [{ fund: "loan", unit: "IDR", nature: "divisible", is_lendable: true, name: "Dana pinjaman" }],
          rules,
          founders: members.map((member, index) => ({
            member,
            person: edge.newId(),
            number: index + 1,
            name: `Ibu ${index + 1}`,
            roles: roles(index),
          })),
        },
        { by: members[0]! },
      ),
    );
    const loans = members.map(() => edge.newId());
    const shares = members.map(member =>
      lineOf(`${member}.shares`, "savings.buy-shares", { member, fund: "loan", shares: 5, amount: 500_000n }),
    );
    const borrowed = members.flatMap((member, index) => {
      const [loan, decision] = [loans[index]!, edge.newId()];
      return [
        lineOf(`${member}.request`, "loans.request", {
          loan,
          member,
          product: "ordinary",
          amount: 480_000n,
          guarantors: [],
        }),
        lineOf(`${member}.decision`, "assembly.decision", {
          decision,
          question: "loan",
          about: loan,
          votes_for: 20,
          votes_against: 0,
          abstaining: 0,
        }),
        lineOf(`${member}.pay-out`, "loans.pay-out", { loan, member, decision }),
      ];
    });
    const group: Group = {
      organisation,
      members,
      loans,
      ...(await this.#signedIn(organisation, members, number)),
      say,
      money: { cash: 0n },
    };
    group.money.cash = BigInt(women) * 20_000n;
    const meeting = edge.newId();
    const lines = [...rollOf(members), ...shares, ...borrowed, countOf(group.money.cash)];
    const sheet = sheetHash(lines);
    await must(say("meetings.open", { meeting }, { by: members[0]!, on: firstDay }));
    for (const turned of [{ purpose: "open" }, { purpose: "seal", sheet }])
      for (const index of [2, 3]) await must(say("meetings.turn-key", { meeting, ...turned }, { by: members[index]! }));
    await must(say("meetings.seal", { meeting, sheet, lines }, { by: members[0]! }));
    return group;
  }

  async #signedIn(
    organisation: OrganisationId,
    members: readonly MemberId[],
    number: number,
  ): Promise<Pick<Group, "cookie" | "keyCookies">> {
    const address = `10.${number >> 8}.${number & 255}`;
    const opened = await openAtFounding(
      this.pool,
      {
        organisation,
        handle: `bench-${number}`,
        founders: [
          { member: members[0]!, pin: "480915", password: "beras di lumbung kita" },
          ...[1, 2, 3].map(index => ({ member: members[index]!, pin: pinOf(index) })),
        ],
        speaker: members[0]!,
        device: { kind: "meeting" },
        language: "id",
      },
      this.#signIn,
    );
    if (isRefusal(opened)) throw new Error(opened.refused);
    const seated = await sitDownWith(
      this.pool,
      { token: opened.token, number: 2, pin: pinOf(1), address },
      this.#signIn,
    );
    if (isRefusal(seated)) throw new Error(seated.refused);
    const cookieOf = (token: string): string => `lumbung-session=${token}; lumbung-device=${opened.secret}`;
    const keyCookies = await Promise.all(
      [2, 3].map(async index => {
        const signedIn = await signIn(
          this.pool,
          { handle: `bench-${number}`, number: index + 1, pin: pinOf(index), deviceSecret: opened.secret, address },
          this.#signIn,
        );
        if (isRefusal(signedIn)) throw new Error(signedIn.refused);
        return cookieOf(signedIn.token);
      }),
    );
    return { cookie: cookieOf(opened.token), keyCookies };
  }

  /** Says it to the server, which answers as it answers anybody. */
  async said(cookie: string, name: string, on: Day, body: Readonly<Record<string, unknown>>): Promise<void> {
    const said = envelope(name, on, body, this.edge.newId());
    const answer = await fetch(`http://127.0.0.1:${this.port}${said.path}`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: said.body,
    });
    const text = await answer.text();
    if (!text.includes('"accepted"')) throw new Error(`${name}: ${text}`);
  }

  /** The meeting from its opening until it can be sealed. */
  async hold(group: Group, on: Day, lines: readonly SheetLine[]): Promise<{ readonly meeting: Uuid; readonly sheet: string }> {
    const meeting = this.edge.newId();
    const sheet = sheetHash(lines);
    await this.said(group.cookie, "meetings.open", on, { meeting });
    for (const cookie of group.keyCookies) await this.said(cookie, "meetings.turn-key", on, { meeting, purpose: "open" });
    await this.said(group.cookie, "meetings.write", on, { meeting, lines });
    for (const cookie of group.keyCookies)
      await this.said(cookie, "meetings.turn-key", on, { meeting, purpose: "seal", sheet });
    return { meeting, sheet };
  }

  async analyze(): Promise<void> {
    for (const table of ["ledger.leaf", "ledger.line", "ledger.total", "ledger.command", "loans.loan"])
      await this.pool.query(`analyze ${table}`).catch(() => {});
  }

  async close(): Promise<void> {
    this.#server.kill("SIGTERM");
    await this.pool.end();
  }
}

const pinOf = (index: number): string => String(480_915 + index * 1000);

const rules = [
  { rule: "meetings.method", value: { frequency: "months", every: "1", keys: "2", absent_percent_max: "100" } },
  { rule: "assembly.between-meetings", value: { entries: ["loans.repayment"] } },
  { rule: "savings.shares/loan", value: { price: "100000", meeting_min: "1", meeting_max: "5" } },
  {
    rule: "loans.product/ordinary",
    value: {
      fund: "loan",
      method: "monthly_on_balance",
      amortization: "equal_principal_payments",
      rate_per_month: "2",
      frequency: "months",
      every: "1",
      periods: "24",
      periods_max: "24",
      rounding_unit: "100",
      is_free: false,
    },
  },
  { rule: "loans.limits", value: { stake_accounts: [], guarantors_min: "0", may_borrow_again_with_open_loan: false } },
];

const rollOf = (members: readonly MemberId[]): readonly SheetLine[] =>
  members.map(member => lineOf(`${member}.roll`, "meetings.roll", { member, mark: "present" }));
const countOf = (counted: bigint): SheetLine => lineOf("count.loan", "meetings.count", { fund: "loan", counted });

async function must(answer: Promise<Answer>): Promise<void> {
  const got = await answer;
  if (got.status === "refused")
    throw new Error(
      `refused: ${got.refused} ${JSON.stringify(got.because, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
    );
}

const envelope = (
  name: string,
  on: Day,
  body: Readonly<Record<string, unknown>>,
  id: Uuid,
): Pick<Job, "path" | "body"> => ({
  path: `/api/commands/${name}`,
  body: JSON.stringify({
    v: 1,
    id: id as CommandId,
    name,
    on,
    body: encodeBody(house.commands.get(name)!.fields, body),
  }),
});

/** Work in small parallel steps: many organisations at once, so that the batches are full. */
async function each<T>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
  atOnce = 32,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < items.length) {
        const index = next;
        next += 1;
        await work(items[index]!, index);
      }
    }),
  );
}

/** Groups whose thirty women have a loan each: every payment is one instalment with its interest, three lines. */
export async function prepareRepayments(
  database: Embedded,
  say: (line: string) => void,
  count = 320,
): Promise<Prepared> {
  say(`making ${count} groups with 30 loans each …`);
  const stage = await Stage.open(database, "repayments");
  const groups: Group[] = [];
  await each(Array.from({ length: count }), async (_, index) => void groups.push(await stage.group(index)));
  await stage.analyze();
  const jobs: Job[] = [];
  for (let month = 1; month <= 24; month += 1)
    for (let woman = 0; woman < women; woman += 1)
      for (const group of groups)
        jobs.push({
          cookie: group.cookie,
          ...envelope(
            "loans.record-repayment",
            addMonths(firstDay, month),
            { loan: group.loans[woman]!, member: group.members[woman]!, amount: 20_000n + interestIn(month) },
            stage.edge.newId(),
          ),
        });
  let at = 0;
  return {
    port: stage.port,
    linesPerJob: 3,
    fill: async () => {},
    next: seconds => jobs.slice(at, at + Math.ceil(seconds * 6000)),
    used: count => {
      at += count;
    },
    bytesPerLine: async () => ({ storage: 0, wal: 0 }),
    close: () => stage.close(),
  };
}

/** 2 % of what is left of 480,000 at 20,000 a month. */
const interestIn = (month: number): bigint => ((480_000n - 20_000n * BigInt(month - 1)) * 2n) / 100n;

/** Groups with one meeting open and its keys turned, ready to be sealed: thirty women, two lines for shares, three for a loan. */
export async function prepareMeetings(
  database: Embedded,
  count: number,
  say: (line: string) => void,
): Promise<Prepared> {
  say(`making ${count} groups with a meeting ready to be sealed …`);
  const stage = await Stage.open(database, "meetings");
  const groups: Group[] = [];
  await each(Array.from({ length: count }), async (_, index) => void groups.push(await stage.group(index)));
  let month = 0;
  let jobs: Job[] = [];
  let before = { size: 0n, wal: "0/0", lines: 0n };
  let bytes = { storage: 0, wal: 0 };
  // Each group's own month: one whose meeting was not sealed in the last window still has it open.
  const ready = new Set<Group>();
  const months = new Map<Group, number>();
  let order: Group[] = [];

  const measure = async (): Promise<typeof before> => {
    const client = new pg.Client({ ...database.administrator, database: "meetings" });
    await client.connect();
    const { rows } = await client.query<{ size: string; wal: string; lines: string }>(
      "select (select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('ledger', 'meetings', 'savings', 'loans', 'members', 'assembly')) as size, pg_current_wal_lsn()::text as wal, (select count(*) from ledger.line) as lines",
    );
    await client.end();
    return { size: BigInt(rows[0]!.size), wal: rows[0]!.wal, lines: BigInt(rows[0]!.lines) };
  };
  const walBytes = (lsn: string): number => {
    const [high, low] = lsn.split("/").map(part => Number.parseInt(part, 16)) as [number, number];
    return high * 2 ** 32 + low;
  };

  return {
    port: stage.port,
    linesPerJob: women * 5,
    async fill() {
      month += 1;
      const fresh = groups.filter(group => !ready.has(group));
      const made = new Map<Group, Job>();
      const byMonth = new Map<number, Group[]>();
      for (const group of fresh) {
        const next = (months.get(group) ?? 0) + 1;
        months.set(group, next);
        byMonth.set(next, [...(byMonth.get(next) ?? []), group]);
      }
      for (const [next, some] of byMonth) {
        const on = addMonths(firstDay, next);
        await each(some, async group => {
          group.money.cash += BigInt(women) * (100_000n + 20_000n + interestIn(next));
          const lines = [
            ...rollOf(group.members),
            ...group.members.flatMap((member, index) => [
              lineOf(`${member}.shares`, "savings.buy-shares", { member, fund: "loan", shares: 1, amount: 100_000n }),
              lineOf(`${member}.repayment`, "loans.repayment", {
                loan: group.loans[index]!,
                member,
                amount: 20_000n + interestIn(next),
              }),
            ]),
            countOf(group.money.cash),
          ];
          const { meeting, sheet } = await stage.hold(group, on, lines);
          ready.add(group);
          made.set(group, {
            cookie: group.cookie,
            ...envelope("meetings.seal", on, { meeting, sheet }, stage.edge.newId()),
          });
        });
      }
      const kept = order.map((group, index) => [group, jobs[index]!] as const);
      const all = [...kept, ...made];
      order = all.map(([group]) => group);
      jobs = all.map(([, job]) => job);
      await stage.analyze();
      before = await measure();
    },
    next: () => jobs,
    used(done) {
      for (const group of order.slice(0, done)) ready.delete(group);
      order = order.slice(done);
      jobs = jobs.slice(done);
    },
    async bytesPerLine() {
      const after = await measure();
      const lines = Number(after.lines - before.lines);
      bytes =
        lines === 0
          ? bytes
          : {
              storage: Number(after.size - before.size) / lines,
              wal: (walBytes(after.wal) - walBytes(before.wal)) / lines,
            };
      return bytes;
    },
    close: () => stage.close(),
  };
}
