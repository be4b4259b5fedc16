import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addDays, day } from "#base";
import { connect, type Pool, type PoolClient, read, transact } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { codes, foundGroup, moved, type ProofGroup } from "./books.testing.ts";
import { chainHash, leafHash } from "./hash.ts";
import { verify } from "./verify.ts";

let database: FreshDatabase;
let pool: Pool;
/** Owns the tables: what somebody with the database in her hands can do. */
let owner: Pool;
let group: ProofGroup;
let seed = 0;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  owner = connect(database.owner);
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await database.drop();
});

const firstMeeting = day("2026-01-05");
const meetingsHeld = 5;

/** Five meetings of four women, and one entry between the third and the fourth. */
beforeEach(async () => {
  seed += 1;
  group = await foundGroup(pool, { seed });
  for (let number = 1; number <= meetingsHeld; number += 1) {
    const on = addDays(firstMeeting, number * 7);
    const savings = group.people.map(member => moved("saved", 10_000n, codes.cash, codes.savings, member));
    await group.seal(number, [...savings, moved("given", 2_000n, codes.socialCash, codes.social, group.people[0])], on);
    if (number === 3)
      await group.post([moved("lent", 20_000n, codes.loans, codes.cash, group.people[1])], addDays(on, 1));
  }
});

const verified = () => read(pool, group.organisation, client => verify(client, group.organisation));

/** Changes the tables as their owner, with the triggers that keep them off. */
async function tamper(change: (client: PoolClient) => Promise<unknown>): Promise<void> {
  await transact(owner, [group.organisation], async client => {
    for (const table of ["leaf", "line", "total", "head", "command"])
      await client.query(`alter table ledger.${table} disable trigger user`);
    await change(client);
    for (const table of ["leaf", "line", "total", "head", "command"])
      await client.query(`alter table ledger.${table} enable trigger user`);
  });
}

/** The seq of a member's saving at a meeting. */
async function savingOf(meeting: number, member: number): Promise<bigint> {
  return read(pool, group.organisation, async client => {
    const { rows } = await client.query<{ seq: bigint }>(
      "select f.seq from ledger.leaf f join ledger.leaf s on s.organisation_id = f.organisation_id and s.command_id = f.command_id where f.organisation_id = $1 and s.kind = 'meetings.sealed' and s.body like $2 and f.member_id = $3 and f.kind = 'proof.saved'",
      [group.organisation, `%"number":"${meeting}"%`, group.people[member]],
    );
    return rows[0]!.seq;
  });
}

const line = (account: string, member: number | null, number: bigint | null) => ({
  account,
  member: member === null ? null : group.people[member]!,
  unit: "IDR",
  number,
});

describe("books nobody touched", () => {
  it("are whole, and say how many leaves they have", async () => {
    const result = await verified();
    expect(result).toMatchObject({ ok: true });
    if (result.ok) expect(result.chain).toMatch(/^[0-9a-f]{64}$/);
    const empty = group.edge.newId();
    expect(await read(pool, empty, client => verify(client, empty as never))).toEqual({
      ok: true,
      leaves: 0n,
      chain: "0".repeat(64),
    });
  });

  it("are whole over several pages of leaves", async () => {
    for (let round = 0; round < 6; round += 1)
      await group.post(
        Array.from({ length: 100 }, (_, index) =>
          moved("saved", 100n, codes.cash, codes.savings, group.people[index % 4]),
        ),
        day("2026-05-01"),
      );
    expect(await verified()).toMatchObject({ ok: true });
    const seq = await savingOf(5, 3);
    await tamper(client =>
      client.query(
        "update ledger.line set amount = amount + 1 where organisation_id = $1 and seq = $2 and member_id <> ''",
        [group.organisation, seq + 400n],
      ),
    );
    expect(await verified()).toMatchObject({ ok: false, seq: seq + 400n, meeting: null, fault: "line-altered" });
  });
});

describe("a journal line", () => {
  it("whose amount was altered is named, with its meeting", async () => {
    const seq = await savingOf(3, 1);
    await tamper(client =>
      client.query(
        "update ledger.line set amount = -11000 where organisation_id = $1 and seq = $2 and member_id <> ''",
        [group.organisation, seq],
      ),
    );
    expect(await verified()).toMatchObject({
      ok: false,
      fault: "line-altered",
      seq,
      meeting: 3,
      line: line(codes.savings, 1, 3n),
      part: "amount",
      found: "-11000",
      expected: "-10000",
    });
  });

  it("that was altered with its balances and totals after it is still named first", async () => {
    const seq = await savingOf(2, 0);
    await tamper(async client => {
      const { organisation, people } = group;
      await client.query(
        "update ledger.line set amount = amount - 5000 where organisation_id = $1 and seq = $2 and member_id <> ''",
        [organisation, seq],
      );
      await client.query(
        "update ledger.line set amount = amount + 5000 where organisation_id = $1 and seq = $2 and member_id = ''",
        [organisation, seq],
      );
      await client.query(
        "update ledger.line set balance = balance - 5000 where organisation_id = $1 and seq >= $2 and member_id = $3 and account = $4",
        [organisation, seq, people[0], codes.savings],
      );
      await client.query(
        "update ledger.line set balance = balance + 5000 where organisation_id = $1 and seq >= $2 and account = $3",
        [organisation, seq, codes.cash],
      );
      await client.query(
        "update ledger.total set total = total - 5000 where organisation_id = $1 and seq >= $2 and account = $3",
        [organisation, seq, codes.savings],
      );
    });
    expect(await verified()).toMatchObject({ fault: "line-altered", seq, meeting: 2 });
  });

  it("that was deleted is named", async () => {
    const seq = await savingOf(4, 2);
    await tamper(client =>
      client.query("delete from ledger.line where organisation_id = $1 and seq = $2 and member_id <> ''", [
        group.organisation,
        seq,
      ]),
    );
    expect(await verified()).toMatchObject({
      fault: "line-missing",
      seq,
      meeting: 4,
      line: line(codes.savings, 2, null),
      expected: "-10000",
    });
  });

  it("that nobody said is named, at its leaf and behind the last one", async () => {
    const seq = await savingOf(5, 0);
    const insert = (at: bigint, number: bigint) => (client: PoolClient) =>
      client.query(
        "insert into ledger.line (organisation_id, account, member_id, unit, line_number, seq, fund, effective_on, amount, balance) values ($1, $2, '', 'IDR', $4, $3, 'loan', '2026-02-09', 7, 7)",
        [group.organisation, codes.cash, at, number],
      );
    await tamper(insert(9_000n, 999n));
    expect(await verified()).toMatchObject({
      fault: "line-extra",
      seq: 9_000n,
      meeting: null,
      line: line(codes.cash, null, 999n),
    });
    await tamper(insert(seq, 998n));
    expect(await verified()).toMatchObject({ fault: "line-extra", seq, meeting: 5 });
  });

  it("moved to another woman, another account or another fund or day is named", async () => {
    const seq = await savingOf(1, 3);
    const put = (set: string) =>
      tamper(client =>
        client.query(`update ledger.line set ${set} where organisation_id = $1 and seq = $2 and member_id <> ''`, [
          group.organisation,
          seq,
        ]),
      );
    await put(`member_id = '${group.people[0]}', line_number = 800`);
    expect(await verified()).toMatchObject({ fault: "line-altered", seq, meeting: 1, part: "member_id" });
    await put(`member_id = '${group.people[3]}', line_number = 1, account = '${codes.shares}'`);
    expect(await verified()).toMatchObject({ fault: "line-altered", seq, part: "account" });
    await put(`account = '${codes.savings}', fund = 'social'`);
    expect(await verified()).toMatchObject({
      fault: "line-altered",
      seq,
      part: "fund",
      found: "social",
      expected: "loan",
    });
    await put("fund = 'loan', effective_on = '2026-01-11'");
    expect(await verified()).toMatchObject({ fault: "line-altered", seq, part: "effective_on", found: "2026-01-11" });
    await put("effective_on = '2026-01-12'");
    expect(await verified()).toMatchObject({ ok: true });
  });

  it("whose number or balance does not follow is named", async () => {
    const seq = await savingOf(4, 0);
    const put = (set: string) =>
      tamper(client =>
        client.query(`update ledger.line set ${set} where organisation_id = $1 and seq = $2 and member_id <> ''`, [
          group.organisation,
          seq,
        ]),
      );
    await put("line_number = 77");
    expect(await verified()).toMatchObject({
      fault: "line-number-altered",
      seq,
      meeting: 4,
      found: "77",
      expected: "4",
    });
    await put("line_number = 4, balance = balance - 1");
    expect(await verified()).toMatchObject({
      fault: "balance-altered",
      seq,
      meeting: 4,
      found: "-40001",
      expected: "-40000",
    });
  });
});

describe("a leaf", () => {
  it("whose text was edited is named, and so is one whose hash was changed", async () => {
    const seq = await savingOf(3, 2);
    await tamper(client =>
      client.query(
        "update ledger.leaf set body = replace(body, '10000', '90000') where organisation_id = $1 and seq = $2",
        [group.organisation, seq],
      ),
    );
    expect(await verified()).toMatchObject({ fault: "text-altered", seq, meeting: 3, part: "body" });
    await tamper(client =>
      client.query(
        "update ledger.leaf set body = replace(body, '90000', '10000') where organisation_id = $1 and seq = $2",
        [group.organisation, seq],
      ),
    );
    await tamper(client =>
      client.query("update ledger.leaf set leaf_hash = sha256('x') where organisation_id = $1 and seq = $2", [
        group.organisation,
        seq,
      ]),
    );
    expect(await verified()).toMatchObject({ fault: "hash-altered", seq, meeting: 3 });
  });

  it("edited with its own hash, its lines and its chain breaks the chain at the next one", async () => {
    const seq = await savingOf(2, 1);
    await tamper(async client => {
      const { rows } = await client.query<{ body: string; before: Buffer }>(
        "select f.body, p.chain_hash as before from ledger.leaf f join ledger.leaf p on p.organisation_id = f.organisation_id and p.seq = f.seq - 1 where f.organisation_id = $1 and f.seq = $2",
        [group.organisation, seq],
      );
      const body = rows[0]!.body.replaceAll("10000", "10500");
      const hash = leafHash(body);
      await client.query(
        "update ledger.leaf set body = $3, leaf_hash = $4, chain_hash = $5 where organisation_id = $1 and seq = $2",
        [group.organisation, seq, body, hash, chainHash(rows[0]!.before, hash)],
      );
      await client.query(
        "update ledger.line set amount = amount + 500 * sign(amount), balance = balance + 500 * sign(amount) where organisation_id = $1 and seq = $2",
        [group.organisation, seq],
      );
    });
    expect(await verified()).toMatchObject({ fault: "chain-altered", seq: seq + 1n, meeting: 2 });
  });

  it("swapped with another, or gone, is named", async () => {
    const [first, second] = [await savingOf(2, 0), await savingOf(4, 0)];
    await tamper(async client => {
      const { rows } = await client.query<{ seq: bigint; body: string }>(
        "select seq, body from ledger.leaf where organisation_id = $1 and seq = any($2)",
        [group.organisation, [first, second]],
      );
      for (const row of rows) {
        const other = rows.find(one => one.seq !== row.seq)!;
        await client.query("update ledger.leaf set body = $3, leaf_hash = $4 where organisation_id = $1 and seq = $2", [
          group.organisation,
          row.seq,
          other.body,
          leafHash(other.body),
        ]);
      }
    });
    expect(await verified()).toMatchObject({ fault: "chain-altered", seq: first, meeting: 2 });
    await tamper(async client => {
      await client.query("delete from ledger.line where organisation_id = $1 and seq = $2", [
        group.organisation,
        first - 1n,
      ]);
      await client.query("delete from ledger.leaf where organisation_id = $1 and seq = $2", [
        group.organisation,
        first - 1n,
      ]);
    });
    expect(await verified()).toMatchObject({ fault: "leaf-missing", seq: first - 1n });
  });

  it.each([
    ["kind", "'proof.spent'"],
    ["effective_on", "'2026-01-01'"],
    ["said_by", "'m_aaaaaaaaaaaaaaaa'"],
    ["member_id", "'m_aaaaaaaaaaaaaaaa'"],
    ["reverses", "1"],
    ["id", "'01900000-0000-7000-8000-000000000001'"],
    ["recorded_at", "'2020-01-01T00:00:00Z'"],
    ["command_id", "(select command_id from ledger.leaf where organisation_id = $1 and seq = 0)"],
  ])("whose column %s says something else than its text is named", async (column, value) => {
    const seq = await savingOf(3, 0);
    await tamper(client =>
      client.query(`update ledger.leaf set ${column} = ${value} where organisation_id = $1 and seq = $2`, [
        group.organisation,
        seq,
      ]),
    );
    expect(await verified()).toMatchObject({
      fault: "column-altered",
      seq,
      part: column,
      meeting: column === "command_id" ? null : 3,
    });
  });
});

describe("totals and the end", () => {
  it("a control total that was altered is named, and one that is gone", async () => {
    await tamper(client =>
      client.query(
        "update ledger.total set total = total + 1 where organisation_id = $1 and account = $2 and seq = (select min(seq) from ledger.total where organisation_id = $1 and account = $2)",
        [group.organisation, codes.savings],
      ),
    );
    expect(await verified()).toMatchObject({
      fault: "total-altered",
      meeting: 1,
      line: { account: codes.savings, unit: "IDR" },
      expected: "-40000",
      found: "-39999",
    });
    await tamper(client =>
      client.query("delete from ledger.total where organisation_id = $1 and account = $2", [
        group.organisation,
        codes.savings,
      ]),
    );
    expect(await verified()).toMatchObject({ fault: "total-altered", meeting: 5, found: null, expected: "-200000" });
  });

  it("leaves cut off at the end show, and a head that was moved", async () => {
    await tamper(client =>
      client.query("update ledger.head set chain_hash = sha256('x') where organisation_id = $1", [group.organisation]),
    );
    expect(await verified()).toMatchObject({ fault: "head-altered", part: "chain_hash", meeting: 5 });
    await tamper(client =>
      client.query(
        "delete from ledger.leaf where organisation_id = $1 and kind = 'meetings.sealed' and body like '%\"number\":\"5\"%'",
        [group.organisation],
      ),
    );
    expect(await verified()).toMatchObject({ ok: false });
  });

  it("whoever asks may name the meeting herself", async () => {
    const seq = await savingOf(3, 1);
    await tamper(client =>
      client.query("update ledger.line set amount = -1 where organisation_id = $1 and seq = $2 and member_id <> ''", [
        group.organisation,
        seq,
      ]),
    );
    const result = await read(pool, group.organisation, client =>
      verify(client, group.organisation, { meetingOf: async at => ({ meeting: Number(at) }) }),
    );
    expect(result).toMatchObject({ seq, meeting: Number(seq) });
  });
});
