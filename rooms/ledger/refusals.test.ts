import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Day, day, type Uuid } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { codes, foundGroup, moved, type ProofGroup } from "./books.testing.ts";

let database: FreshDatabase;
let pool: Pool;
let group: ProofGroup;
let seed = 500;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const fresh = async (): Promise<void> => {
  seed += 1;
  group = await foundGroup(pool, { seed });
};
const close = (through: Day, on = group.edge.today) =>
  group.say("ledger.close-period", { through }, { by: group.people[0]!, with: [group.people[1]!], on });
const save = (amount: bigint) => moved("saved", amount, codes.cash, codes.savings, group.people[1]);
const march = day("2026-03-01");

describe("the period", () => {
  it("once closed takes nothing more, and a day after it still does", async () => {
    await fresh();
    expect(await close(day("2026-03-31"))).toMatchObject({ status: "accepted" });
    expect(await group.post([save(1_000n)], march)).toMatchObject({
      refused: "ledger.period-closed",
      because: { on: march, closed_through: "2026-03-31" },
    });
    expect(await group.post([save(1_000n)], day("2026-04-01"))).toMatchObject({ status: "accepted" });
  });

  it("is closed forwards only, and through days that are over", async () => {
    await fresh();
    await close(day("2026-03-31"));
    expect(await close(day("2026-03-31"))).toMatchObject({ refused: "ledger.already-closed" });
    expect(await close(group.edge.today)).toMatchObject({
      refused: "ledger.close-past-days-only",
      because: { through: group.edge.today },
    });
  });

  it("has no day that is still to come", async () => {
    await fresh();
    expect(await group.post([save(1n)], day("2026-11-25"))).toMatchObject({
      refused: "ledger.day-to-come",
      because: { on: "2026-11-25", today: "2026-11-24" },
    });
  });
});

describe("a leaf", () => {
  it("holds so much and no more: what comes to more is refused before it is written", async () => {
    await fresh();
    const lines = (count: number) => ({
      ...save(1n),
      lines: Array.from({ length: count }, () => save(1n).lines).flat(),
    });
    expect(await group.post([lines(200)], group.edge.today)).toMatchObject({ status: "accepted" });
    expect(await group.post([lines(400)], group.edge.today)).toMatchObject({
      refused: "ledger.leaf-too-long",
      because: { bytes_max: 65_535 },
    });
  });
});

describe("limits", () => {
  it("more than is in the box is not paid out, and nothing of the command is booked", async () => {
    await fresh();
    await group.post([save(40_000n)], march);
    expect(await group.post([save(5_000n), moved("spent", 50_000n, codes.expense, codes.cash)], march)).toMatchObject({
      refused: "ledger.fund-short",
      because: { fund: "loan", available: 45_000n, wanted: 50_000n },
    });
    const rows = await read(pool, group.organisation, client =>
      query<{ balance: bigint }>(client, sql`select balance from ledger.line where account = ${codes.cash}`),
    );
    expect(rows.map(row => row.balance)).toEqual([40_000n]);
  });

  it("more than she has saved is not taken from her savings", async () => {
    await fresh();
    await group.post([save(40_000n), moved("saved", 90_000n, codes.cash, codes.shares, group.people[2])], march);
    expect(
      await group.post([moved("spent", 50_000n, codes.savings, codes.cash, group.people[1])], march),
    ).toMatchObject({
      refused: "ledger.member-balance-short",
      because: { available: 40_000n, wanted: 50_000n },
    });
  });
});

describe("taking back", () => {
  const reversing = (seq: bigint) => group.post([{ kind: "saved", lines: [], reverses: seq }], group.edge.today);

  it("is done once, of an entry there is, and not of a reversal", async () => {
    await fresh();
    const saved = await group.post([save(40_000n)], march);
    const seq = BigInt(saved.status === "accepted" ? saved.firstSeq : -1);
    expect(await reversing(seq + 50n)).toMatchObject({ refused: "ledger.no-such-entry" });
    expect(await reversing(seq)).toMatchObject({ status: "accepted", firstSeq: String(seq + 1n) });
    expect(await reversing(seq)).toMatchObject({
      refused: "ledger.already-reversed",
      because: { seq, by: seq + 1n },
    });
    expect(await reversing(seq + 1n)).toMatchObject({ refused: "ledger.not-reversible" });
  });

  it("goes into the open period, whatever day the entry had", async () => {
    await fresh();
    const saved = await group.post([save(40_000n)], march);
    await close(day("2026-03-31"));
    const seq = BigInt(saved.status === "accepted" ? saved.firstSeq : -1);
    expect(await reversing(seq)).toMatchObject({ status: "accepted" });
    const lines = await read(pool, group.organisation, client =>
      query<{ effective_on: Day; balance: bigint }>(
        client,
        sql`select effective_on, balance from ledger.line where account = ${codes.cash} order by line_number`,
      ),
    );
    expect(lines).toEqual([
      { effective_on: march, balance: 40_000n },
      { effective_on: group.edge.today, balance: 0n },
    ]);
  });
});

it("an id that was used for something else is refused, and for the same thing gives the same answer", async () => {
  await fresh();
  const id = group.edge.newId() as Uuid;
  const say = (amount: bigint) =>
    group.say("proof.post", { entries: [save(amount)] }, { by: group.people[0]!, on: march, id });
  const first = await say(1_000n);
  expect(first).toMatchObject({ status: "accepted" });
  expect(await say(1_000n)).toEqual({ ...first, repeated: true });
  expect(await say(2_000n)).toMatchObject({ refused: "ledger.id-used-before", because: { id } });
});
