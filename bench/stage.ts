/**
 * Where groups are made and heard: a database, the real server on it, and both ways of saying something. What comes long
 * before a window is said to an intake of our own; what a meeting is made of, to the server over HTTP, as the telephones of
 * the group do, so that the seal finds that server as it would on the day.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import {
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
import { serverFlags } from "../bin/server-flags.mjs";
import { realEdge } from "../app/server/edge.ts";
import { root } from "../app/server/root.ts";
import { type Answer, type Edge, Intake } from "../app/server/intake.ts";
import { house } from "../app/rooms.ts";
import { Chance, type Say, sayer } from "../tests/village/edge.ts";
import type { Job } from "./main.ts";

/** For a profile of the server: LUMBUNG_BENCH_NODE="--cpu-prof --cpu-prof-dir=…". */
const nodeOptions = process.env["LUMBUNG_BENCH_NODE"]?.split(" ") ?? [];
const masterKey = createHash("sha256").update("bench").digest();
export const firstDay = day("2023-01-05");
export const women = 30;

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

export interface Group {
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
export class Stage {
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
    const child = spawn(process.execPath, [...serverFlags, ...nodeOptions, join(root, "dist/server/serve.js")], {
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
          { handle: `bench-${number}`, number: index + 1, pin: pinOf(index), deviceSecrets: [opened.secret], address },
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

  /** Asks the server a question, as a page does. */
  async asks(cookie: string, question: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/ask/${question}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${question}: ${answer.status} ${await answer.text()}`);
    return answer.text();
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

/** 2 % of what is left of 480,000 at 20,000 a month. */
export const interestIn = (month: number): bigint => ((480_000n - 20_000n * BigInt(month - 1)) * 2n) / 100n;

/**
 * What thirty women bring in a month: two lines for a share, three for an instalment with its interest. Their box holds so
 * much more.
 */
export function linesOfMonth(group: Group, month: number): readonly SheetLine[] {
  group.money.cash += BigInt(women) * (100_000n + 20_000n + interestIn(month));
  return [
    ...rollOf(group.members),
    ...group.members.flatMap((member, index) => [
      lineOf(`${member}.shares`, "savings.buy-shares", { member, fund: "loan", shares: 1, amount: 100_000n }),
      lineOf(`${member}.repayment`, "loans.repayment", {
        loan: group.loans[index]!,
        member,
        amount: 20_000n + interestIn(month),
      }),
    ]),
    countOf(group.money.cash),
  ];
}

async function must(answer: Promise<Answer>): Promise<void> {
  const got = await answer;
  if (got.status === "refused")
    throw new Error(
      `refused: ${got.refused} ${JSON.stringify(got.because, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))}`,
    );
}

export const envelope = (
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
export async function each<T>(
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
