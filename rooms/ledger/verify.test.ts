import { beforeEach, describe, expect, it } from "vitest";
import { day } from "#base";
import { type PoolClient, read } from "#db";
import { fiveMeetings } from "./altered-books.testing.ts";
import { codes, moved, type ProofGroup } from "./books.testing.ts";
import { verify } from "./verify.ts";

const books = fiveMeetings();
const verified = () => books.current.verified();
const tamper = (change: (client: PoolClient) => Promise<unknown>) => books.current.tamper(change);
const savingOf = (meeting: number, member: number) => books.current.savingOf(meeting, member);
let group: ProofGroup;
beforeEach(() => {
  group = books.current.group;
});

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
    expect(await read(books.current.pool, empty, client => verify(client, empty as never))).toEqual({
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
