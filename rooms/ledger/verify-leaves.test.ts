import { beforeEach, describe, expect, it } from "vitest";
import { type PoolClient, read } from "#db";
import { fiveMeetings } from "./altered-books.testing.ts";
import { codes, type ProofGroup } from "./books.testing.ts";
import { chainHash, leafHash } from "./hash.ts";
import { verify } from "./verify.ts";

const books = fiveMeetings();
const verified = () => books.current.verified();
const tamper = (change: (client: PoolClient) => Promise<unknown>) => books.current.tamper(change);
const savingOf = (meeting: number, member: number) => books.current.savingOf(meeting, member);
let group: ProofGroup;
beforeEach(() => {
  group = books.current.group;
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

  it("a command that says it has more leaves, or is gone, is named by its first leaf and its meeting", async () => {
    const seq = await savingOf(3, 0);
    const ofMeeting = "organisation_id = $1 and command_id = (select command_id from ledger.leaf where organisation_id = $1 and seq = $2)";
    await tamper(client =>
      client.query(`update ledger.command set leaves = leaves + 1 where ${ofMeeting}`, [group.organisation, seq]),
    );
    expect(await verified()).toMatchObject({ fault: "command-altered", seq, meeting: 3 });
    await tamper(client => client.query(`delete from ledger.command where ${ofMeeting}`, [group.organisation, seq]));
    expect(await verified()).toMatchObject({ fault: "command-altered", seq });
  });

  it("whoever asks may name the meeting herself", async () => {
    const seq = await savingOf(3, 1);
    await tamper(client =>
      client.query("update ledger.line set amount = -1 where organisation_id = $1 and seq = $2 and member_id <> ''", [
        group.organisation,
        seq,
      ]),
    );
    const result = await read(books.current.pool, group.organisation, client =>
      verify(client, group.organisation, { meetingOf: async at => ({ meeting: Number(at) }) }),
    );
    expect(result).toMatchObject({ seq, meeting: Number(seq) });
  });
});
