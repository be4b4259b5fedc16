import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "#base";
import { connect, type Pool, read } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { resultAccounts, statementsOf } from "./ask-statements.ts";
import { codes, foundGroup, moved } from "./books.testing.ts";
import { incomeStatements } from "./statements.ts";
import { accountsOf, resultsBetween } from "./store.ts";
import { entriesBetweenMeetings } from "./store-entries.ts";

let database: FreshDatabase;
let pool: Pool;
const lastDay = day("2026-11-24");

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe("what a time brought", () => {
  it("is told without the entry that closes it to the surplus", async () => {
    const group = await foundGroup(pool, { seed: 902 });
    const { organisation, people } = group;
    const on = day("2026-03-01");
    await group.post(
      [
        moved("saved", 500_000n, codes.cash, codes.shares, people[1]),
        moved("given", 90_000n, codes.cash, codes.interest),
        moved("spent", 15_000n, codes.expense, codes.cash),
      ],
      on,
    );
    await group.post(
      [moved("closed", 90_000n, codes.interest, codes.surplus), moved("closed", 15_000n, codes.surplus, codes.expense)],
      day("2026-03-02"),
    );
    await read(pool, organisation, async client => {
      const results = await resultsBetween(
        client,
        organisation,
        resultAccounts(await accountsOf(client, organisation)),
        { from: day("2026-01-01"), until: lastDay },
      );
      expect(incomeStatements(results)).toMatchObject([
        { unit: "IDR", income: { total: 90_000n }, expense: { total: 15_000n }, surplus: 75_000n },
      ]);
      const [before] = (await statementsOf(client, organisation, on)).balanceSheets;
      const [after] = (await statementsOf(client, organisation, lastDay)).balanceSheets;
      expect([before!.currentSurplus, after!.currentSurplus]).toEqual([75_000n, 0n]);
      expect(before!.divisible.total).toBe(after!.divisible.total);
    });
  });
});

describe("between two meetings", () => {
  it("what was entered since the last one is read out at the next, and nothing else", async () => {
    const group = await foundGroup(pool, { seed: 903 });
    const { organisation, people } = group;
    const save = (amount: bigint) => moved("saved", amount, codes.cash, codes.savings, people[2]);
    await group.post([save(1_000n)], day("2026-02-01"));
    await group.seal(1, [save(2_000n)], day("2026-02-03"));
    await group.post([save(3_000n)], day("2026-02-05"));
    const found = await read(pool, organisation, client => entriesBetweenMeetings(client, organisation));
    expect(found.map(entry => [entry.kind, entry.at_sitting, entry.effective_on, entry.said_with])).toEqual([
      ["proof.saved", false, "2026-02-05", [people[1]]],
    ]);
    await group.seal(2, [], day("2026-02-10"));
    expect(await read(pool, organisation, client => entriesBetweenMeetings(client, organisation))).toEqual([]);
  });
});
