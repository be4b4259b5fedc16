/**
 * A real process that is killed at once, in the middle of whatever it does, and started again. Four clients keep what
 * they have to say until it is answered. What was answered is in the books, and nothing is in them twice.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sum, type Uuid } from "#base";
import { sql } from "#db";
import { house } from "../../app/rooms.ts";
import type { Answer } from "../../app/server/intake.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { Chance } from "../village/edge.ts";
import { balanceOf, foundGroup, type Group, line, meet, rowsWhere, testKey } from "../village/group.ts";
import { faultsOf } from "./faults.ts";
import type { Order, Request } from "./server-process.ts";

const seed = Number(process.env["LUMBUNG_SEED"] ?? "1");
const clients = 4;
const commandsOfEach = 60;
const kills = 5;

let database: FreshDatabase;
let group: Group;
beforeAll(async () => {
  database = await freshDatabase();
  const rules = {
    "savings.product/free": {
      fund: "loan",
      kind: "voluntary",
      minimum_balance: "0",
      withdrawable: "free",
      is_capital: false,
    },
    "assembly.between-meetings": { entries: ["savings.deposit", "savings.withdrawal", "meetings.income"] },
  };
  group = await foundGroup(database, { template: "koperasi", unit: "IDR", on: "2026-06-01", rules });
  await meet(
    group,
    "2026-06-01",
    group.members.map(member => line("savings.deposit", { member, product: "free", amount: 5_000n })),
  );
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

/** What a client wants to say, under the id it made for it once. */
interface Wish {
  readonly id: Uuid;
  readonly request: Request;
  /** What it puts into the box, if it is accepted. */
  readonly inBox: bigint;
  answer: Answer | null;
  said: number;
}

/** The process that runs now, if one does. */
class Server {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdin!.on("error", () => {});
    createInterface({ input: child.stdout! }).on("line", text => {
      const told = JSON.parse(text) as { readonly number: number; readonly answer?: Answer };
      this.#waiting.get(told.number)?.(told.answer ?? null);
    });
    child.once("exit", () => {
      for (const hear of this.#waiting.values()) hear(null);
    });
  }

  static async start(): Promise<Server> {
    const file = fileURLToPath(new URL("server-process.ts", import.meta.url));
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", file], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    const order: Order = { database: database.server, masterKey: testKey.toString("base64"), today: group.edge.today };
    child.stdin!.write(`${JSON.stringify(order)}\n`);
    await once(child.stdout!, "data");
    return new Server(child);
  }

  get inFlight(): number {
    return this.#waiting.size;
  }

  /** Null where no answer came: the process died, or the database was away. */
  say(request: Request): Promise<Answer | null> {
    return new Promise(resolve => {
      this.#waiting.set(request.number, answer => {
        this.#waiting.delete(request.number);
        resolve(answer);
      });
      if (this.#child.exitCode === null && this.#child.signalCode === null)
        this.#child.stdin!.write(`${JSON.stringify(request)}\n`);
      else this.#waiting.get(request.number)!(null);
    });
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }
}

function wishOf(client: number, at: number, chance: Chance): Wish {
  const id = group.edge.newId();
  const amount = BigInt(100 + chance.below(900));
  const member = group.members[chance.below(7)]!;
  const [name, body, inBox] =
    at % 5 === 4
      ? (["savings.record-withdrawal", { member, product: "free", amount: String(amount * 5n) }, -amount * 5n] as const)
      : at % 5 === 3
        ? ([
            "meetings.record-income",
            { money: group.edge.newId(), fund: "loan", amount: String(amount), purpose: `Sumbangan ${client}` },
            amount,
          ] as const)
        : (["savings.record-deposit", { member, product: "free", amount: String(amount) }, amount] as const);
  const request: Request = {
    number: client * commandsOfEach + at,
    organisation: group.organisation,
    command: { v: 1, id, name, on: group.edge.today, body },
    by: group.treasurer,
    with: [group.secretary],
  };
  return { id, request, inBox, answer: null, said: 0 };
}

describe("a server that is killed while four clients speak to it", () => {
  it(`loses nothing it answered, and enters nothing twice (LUMBUNG_SEED=${seed})`, async () => {
    const chance = new Chance(seed * 104_729);
    const outboxes = Array.from({ length: clients }, (_, client) =>
      Array.from({ length: commandsOfEach }, (_, at) => wishOf(client, at, chance)),
    );
    const wishes = outboxes.flat();
    const cash = await balanceOf(group, "cash/loan");
    let server = await Server.start();
    let isOver = false;
    let caughtAtWork = 0;

    /** Up to three at once from each client, again and again until each is answered. */
    const client = async (outbox: readonly Wish[]): Promise<void> => {
      for (let from = 0; from < outbox.length; from += 3) {
        const some = outbox.slice(from, from + 3);
        while (some.some(wish => wish.answer === null)) {
          const unanswered = some.filter(wish => wish.answer === null);
          const answers = await Promise.all(
            unanswered.map(wish => {
              wish.said += 1;
              return server.say(wish.request);
            }),
          );
          for (const [place, wish] of unanswered.entries()) wish.answer ??= answers[place]!;
          if (answers.includes(null)) await pause(20);
        }
      }
    };
    const killer = async (): Promise<void> => {
      for (let killed = 0; killed < kills && !isOver; killed += 1) {
        const until = wishes.filter(wish => wish.answer).length + 10 + chance.below(30);
        while (!isOver && wishes.filter(wish => wish.answer).length < until) await pause(1);
        await pause(chance.below(8));
        if (isOver) return;
        if (server.inFlight > 0) caughtAtWork += 1;
        await server.kill();
        server = await Server.start();
      }
    };
    const killing = killer();
    await Promise.all(outboxes.map(client));
    isOver = true;
    await killing;
    await server.kill();

    expect(caughtAtWork, "it was killed while it worked").toBeGreaterThan(1);
    expect(
      wishes.some(wish => wish.said > 1),
      "something was said again",
    ).toBe(true);
    const rows = await rowsWhere<{ command_id: Uuid; is_accepted: boolean; leaves: bigint }>(
      group,
      sql`select c.command_id, c.is_accepted, count(f.seq) as leaves from ledger.command c
        left join ledger.leaf f on f.organisation_id = c.organisation_id and f.command_id = c.command_id
        where c.organisation_id = ${group.organisation} group by c.command_id, c.is_accepted`,
    );
    const kept = new Map(rows.map(row => [row.command_id, row]));
    for (const { id, answer } of wishes) {
      const isAccepted = answer!.status === "accepted";
      expect(kept.get(id), JSON.stringify(answer)).toMatchObject({
        is_accepted: isAccepted,
        leaves: isAccepted ? 1n : 0n,
      });
    }
    const inBox = wishes.filter(wish => wish.answer!.status === "accepted").map(wish => wish.inBox);
    expect(await balanceOf(group, "cash/loan")).toBe(cash + sum(inBox));
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  }, 300_000);
});
