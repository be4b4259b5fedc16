import { describe, expect, it } from "vitest";
import pg from "pg";
import { type CommandRule, type Fact, isRefusal, type Project } from "#base";
import type { Statement } from "#db";
import type { House } from "../../app/house.ts";
import { house } from "../../app/rooms.ts";
import { freshDatabase, testAdministrator } from "../village/database.ts";
import { type Outcome, type Planted, simulate } from "./simulate.ts";

const asked = process.env["LUMBUNG_SEED"];
const seeds = asked === undefined ? [1, 2, 3, 4, 5, 6, 7, 8] : [Number(asked)];

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

  for (const seed of seeds)
    it(`seed ${seed}: every command has its effect once, and the books are whole`, async () => {
      const outcome = await lived(seed);
      for (const death of outcome.deaths) deaths.add(death);
      expect(outcome.faults, `again with: LUMBUNG_SEED=${seed} npx vitest run tests/simulate`).toEqual([]);
      expect(outcome.deaths.length, "the server was killed").toBeGreaterThan(2);
      expect(outcome.requests, "some were said more than once").toBeGreaterThan(outcome.commands);
    });

  it.runIf(asked === undefined)("was killed at every stage of a batch: before, within, right after its commit", () => {
    expect([...deaths]).toEqual(
      expect.arrayContaining(
        ["begin", "move heads", "insert commands", "insert leaves", "insert lines", "commit"].map(one => `${one} (writing)`),
      ),
    );
    expect(deaths.size).toBeGreaterThan(20);
  });

  it("the same seed gives the same life, statement by statement", async () => {
    const [once, again] = [await lived(seeds[0]!, { length: 4 }), await lived(seeds[0]!, { length: 4 })];
    expect(again.trace).toEqual(once.trace);
    expect(again.deaths).toEqual(once.deaths);
  });
});

/** The house with one command deciding otherwise, or one kind of fact making other rows true. */
const houseWith = (of: { readonly rule?: CommandRule<any>; readonly projections?: Readonly<Record<string, Project>> }): House => ({
  ...house,
  commands: new Map([...house.commands, ...(of.rule ? [[of.rule.name, of.rule] as const] : [])]),
  projections: new Map([...house.projections, ...Object.entries(of.projections ?? {})]),
});

const deposit = house.commands.get("savings.record-deposit")!;
const renamed = (statement: Statement, from: string, to: string): Statement => ({ ...statement, name: `${statement.name} otherwise`, text: statement.text.replace(from, to) });

/** What a superuser can do and nobody else: the triggers that keep the promises are switched off for it. */
const altered =
  (statement: string): NonNullable<Planted["atNight"]> =>
  async ([group]) => {
    const database = (group!.pool as unknown as { readonly options: { readonly database: string } }).options.database;
    const client = new pg.Client({ ...(await testAdministrator()), database });
    await client.connect();
    await client.query(`set session_replication_role = replica`);
    const { rowCount } = await client.query(statement, [group!.organisation]);
    expect(rowCount, "something was altered").toBeGreaterThan(0);
    await client.end();
  };

/** Each is a way in which books go wrong; a check that lets one pass is worth nothing. */
const planted: Readonly<Record<string, Planted>> = {
  "a deposit that is posted twice": {
    house: houseWith({
      rule: {
        ...deposit,
        decide(command, books, context) {
          const decision = deposit.decide(command, books, context);
          return isRefusal(decision) ? decision : { ...decision, facts: [...decision.facts, ...decision.facts] as readonly Fact[] };
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
  "a server that forgets what it answered": {
    tamper: statement => {
      if (statement.name === "select answered commands") return renamed(statement, "on c.organisation_id", "on false and c.organisation_id");
      if (statement.name === "insert commands") return renamed(statement, "as w(organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer)", "as w(organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer) on conflict do nothing");
      return statement;
    },
  },
  "a telephone that makes a new id for each try": { forgetsIds: true },
  "a fact whose row is not kept": { house: houseWith({ projections: { "members.joined": () => [] } }) },
  "a row that says something else than its fact": {
    house: houseWith({
      projections: {
        "meetings.sealed": (fact, books) => house.projections.get("meetings.sealed")!({ ...fact, data: { ...fact.data, present: "1" } }, books),
      },
    }),
  },
  "an amount altered in the journal": { atNight: altered("update ledger.line set amount = amount + 500 where organisation_id = $1 and account = 'cash/loan' and line_number = 1") },
  "a balance altered in the journal": { atNight: altered("update ledger.line set balance = balance + 500 where organisation_id = $1 and account = 'cash/loan' and line_number = 1") },
  "a day altered in the log": { atNight: altered("update ledger.leaf set effective_on = effective_on - 1 where organisation_id = $1 and seq = 3") },
  "a text altered in the log": { atNight: altered("update ledger.leaf set body = replace(body, '\"seq\":\"3\"', '\"seq\":\"4\"') where organisation_id = $1 and seq = 3") },
  "the last leaf cut off": { atNight: altered("delete from ledger.leaf l where organisation_id = $1 and seq = (select max(seq) from ledger.leaf where organisation_id = l.organisation_id)") },
  "a control account altered": { atNight: altered("update ledger.total t set total = total - 500 where organisation_id = $1 and seq = (select max(seq) from ledger.total where organisation_id = t.organisation_id and account = t.account)") },
  "a member's number altered": { atNight: altered("update members.membership set number = 99 where organisation_id = $1 and number = 7") },
  "an answer altered": { atNight: altered("update ledger.command set is_accepted = not is_accepted where organisation_id = $1 and name = 'savings.record-deposit' and is_accepted") },
};

describe("the checks find what is planted", () => {
  for (const [name, plant] of Object.entries(planted))
    it(name, async () => {
      const { faults } = await lived(3, { length: 3, planted: plant });
      expect(faults.length, `nobody noticed ${name}`).toBeGreaterThan(0);
    });

  it("and nothing where nothing is planted", async () => {
    expect((await lived(3, { length: 3 })).faults).toEqual([]);
  });
});
