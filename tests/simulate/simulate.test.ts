import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import pg from "pg";
import { type CommandRule, type Decision, type Fact, isRefusal, type Project } from "#base";
import type { House } from "../../app/house.ts";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase, testAdministrator } from "../village/database.ts";
import { type Life, live, type Outcome, type Planted, simulate } from "./simulate.ts";

// A machine that does other things meanwhile takes its time.
vi.setConfig({ testTimeout: 300_000 });

const asked = process.env["LUMBUNG_SEED"];
const seeds = asked === undefined ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [Number(asked)];

async function lived(seed: number, of?: Parameters<typeof simulate>[2]): Promise<Outcome> {
  const database = await freshDatabase();
  try {
    return await simulate(database, seed, of);
  } finally {
    await database.drop();
  }
}

describe("telephones on a bad network, and a server that is killed again and again", () => {
  const deaths = new Set<string>();
  const kinds = new Set<string>();

  for (const seed of seeds)
    it(`seed ${seed}: every command has its effect once, and the books are whole`, async () => {
      const outcome = await lived(seed);
      for (const death of outcome.deaths) deaths.add(death);
      for (const kind of outcome.kinds) kinds.add(kind);
      expect(outcome.faults, `again with: LUMBUNG_SEED=${seed} npx vitest run tests/simulate`).toEqual([]);
      expect(outcome.deaths.length, "the server was killed").toBeGreaterThan(2);
      expect(outcome.requests, "some were said more than once").toBeGreaterThan(outcome.commands);
    });

  it.runIf(asked === undefined)("was killed at every stage of a batch: before, within, right after its commit", () => {
    expect([...deaths]).toEqual(
      expect.arrayContaining(["begin", "move heads", "insert commands", "insert leaves", "insert lines", "commit"]),
    );
    expect(deaths.size).toBeGreaterThan(20);
  });

  it.runIf(asked === undefined)("lent and was paid back, gave up and got something after all, and helped who mourned", () => {
    const lent = ["requested", "turned-down", "paid-out", "repaid", "written-off", "recovered"].map(what => `loans.${what}`);
    const helped = ["enrolled", "claimed", "claim-checked", "benefit-paid", "contributed"].map(what => `aid.${what}`);
    expect([...kinds]).toEqual(expect.arrayContaining([...lent, ...helped]));
  });

  it("the same seed gives the same life, statement by statement", async () => {
    const [once, again] = [await lived(seeds[0]!, { length: 4 }), await lived(seeds[0]!, { length: 4 })];
    expect(again.trace).toEqual(once.trace);
    expect(again.deaths).toEqual(once.deaths);
  });
});

/** The house with one command deciding otherwise, or one kind of fact making other rows true. */
const houseWith = (of: {
  readonly rule?: CommandRule<any>;
  readonly projections?: Readonly<Record<string, Project>>;
}): House => ({
  ...house,
  commands: new Map([...house.commands, ...(of.rule ? [[of.rule.name, of.rule] as const] : [])]),
  projections: new Map([...house.projections, ...Object.entries(of.projections ?? {})]),
});

const deposit = house.commands.get("savings.record-deposit")!;

/** Each is a way in which books go wrong; a check that lets one pass is worth nothing. */
const planted: Readonly<Record<string, Planted>> = {
  "a deposit that is posted twice": {
    house: houseWith({
      rule: {
        ...deposit,
        decide(command, books, context) {
          const decision = deposit.decide(command as never, books, context) as Decision;
          return isRefusal(decision)
            ? decision
            : { ...decision, facts: [...decision.facts, ...decision.facts] as readonly Fact[] };
        },
      },
    }),
  },
  "a server that answers before it has written": {
    tamper: (() => {
      let writes = 0;
      let isWriting = false;
      return statement => {
        if (statement.name?.startsWith("begin")) isWriting = statement.name === "begin";
        if (statement.name !== "commit" || !isWriting) return statement;
        writes += 1;
        return writes % 7 === 0 ? { name: "rollback", text: "rollback" } : statement;
      };
    })(),
  },
  "a telephone that makes a new id for each try": { forgetsIds: true },
  "a fact whose row is not kept": { house: houseWith({ projections: { "members.joined": () => [] } }) },
  "a benefit that is not taken off what is still to be paid": {
    house: houseWith({ projections: { "aid.benefit-paid": () => [] } }),
  },
  "a repayment that the loan knows nothing of": { house: houseWith({ projections: { "loans.repaid": () => [] } }) },
  "a row that says something else than its fact": {
    house: houseWith({
      projections: {
        "meetings.sealed": (fact, books) =>
          house.projections.get("meetings.sealed")!({ ...fact, data: { ...fact.data, present: "1" } }, books),
      },
    }),
  },
};

describe("the checks find a program that does wrong", () => {
  for (const [name, plant] of Object.entries(planted))
    it(name, async () => {
      const { faults } = await lived(3, { length: 6, planted: plant });
      expect(faults.length, `nobody noticed ${name}`).toBeGreaterThan(0);
    });
});

/** What only a superuser can do, who switches off the triggers that keep the promises. */
const altered: Readonly<Record<string, readonly [table: string, statement: string]>> = {
  "an amount in the journal": [
    "ledger.line",
    "update ledger.line set amount = amount + 500 where account = 'cash/loan' and line_number = 1",
  ],
  "a balance in the journal": [
    "ledger.line",
    "update ledger.line set balance = balance + 500 where account = 'cash/loan' and line_number = 1",
  ],
  "a member in the journal": [
    "ledger.line",
    "update ledger.line set member_id = 'm_aaaaaaaaaaaaaaaa' where (seq, member_id) = (select seq, member_id from ledger.line where member_id <> '' order by seq, member_id limit 1)",
  ],
  "a day in the log": ["ledger.leaf", "update ledger.leaf set effective_on = effective_on - 1 where seq = 3"],
  "a text in the log": ["ledger.leaf", `update ledger.leaf set body = replace(body, '"v":1', '"v":1 ') where seq = 3`],
  "the order of the log": [
    "ledger.leaf",
    "update ledger.leaf set seq = seq + 100000 where seq in (3, 4); update ledger.leaf set seq = 100007 - seq where seq > 100000",
  ],
  "the end of the log": [
    "ledger.leaf",
    "delete from ledger.leaf l where seq = (select max(seq) from ledger.leaf where organisation_id = l.organisation_id)",
  ],
  "the head of the log": ["ledger.head", "update ledger.head set version = version + 1"],
  "a control account": [
    "ledger.total",
    "update ledger.total t set total = total - 500 where seq = (select max(seq) from ledger.total where organisation_id = t.organisation_id and account = t.account)",
  ],
  "a member's number": ["members.membership", "update members.membership set number = 99 where number = 7"],
  "what a loan was for": ["loans.loan", "update loans.loan set requested = requested + 500"],
  "since when she is enrolled": ["aid.enrolment", "update aid.enrolment set enrolled_on = enrolled_on - 1"],
  "what was counted": ["meetings.closing", "update meetings.closing set cash = cash + 500 where fund = 'loan'"],
  "an answer": [
    "ledger.command",
    "update ledger.command set is_accepted = false, leaves = 0 where name = 'savings.record-deposit' and is_accepted",
  ],
};

describe("the checks find what somebody altered at night", () => {
  let database: FreshDatabase;
  let life: Life;
  let superuser: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase();
    life = await live(database, 3, { length: 4 });
    superuser = new pg.Client({ ...(await testAdministrator()), database: database.server.database as string });
    await superuser.connect();
    await superuser.query("set session_replication_role = replica");
  });
  afterAll(async () => {
    await superuser.end();
    await life.close();
    await database.drop();
  });

  it("nothing, where nothing was", async () => {
    expect((await life.judge()).faults).toEqual([]);
  });

  for (const [name, [table, statement]] of Object.entries(altered))
    it(name, async () => {
      const sum = async () =>
        (await superuser.query(`select md5(string_agg(t::text, '' order by t::text)) from ${table} t`)).rows[0];
      const before = await sum();
      await superuser.query(`create temporary table kept as table ${table}`);
      try {
        await superuser.query(statement);
        expect(await sum(), "something was altered").not.toEqual(before);
        expect((await life.judge()).faults.length, `nobody noticed ${name}`).toBeGreaterThan(0);
      } finally {
        await superuser.query(`delete from ${table}; insert into ${table} table kept; drop table kept`);
      }
      expect(await sum(), "and was put back").toEqual(before);
    });

  it("and the books are whole again when all of it is put back", async () => {
    expect((await life.judge()).faults).toEqual([]);
  });
});
