/** What the database itself refuses from the server's own role, whatever the program in front of it thinks. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type PoolClient, transact } from "#db";
import { fiveMeetings } from "./altered-books.testing.ts";
import { codes } from "./books.testing.ts";

const books = fiveMeetings();

interface Written {
  readonly account: string;
  readonly member?: number;
  readonly amount: bigint;
  /** Besides what follows from the books: added to the balance, or to the line's number. */
  readonly balanceOff?: bigint;
  readonly numberOff?: bigint;
  readonly fund?: string;
}

/** Moves the head by one leaf of a new command, and writes that leaf; or what of it is put off. */
async function writeLeaf(client: PoolClient, { gap = 0n, headOff = 0n, leaves = 1 } = {}): Promise<bigint> {
  const { group } = books.current;
  const command = group.edge.newId();
  const { rows } = await client.query("select size from ledger.head where organisation_id = $1", [group.organisation]);
  const seq = (rows[0] as { size: bigint }).size + gap;
  const hash = createHash("sha256").update(command).digest();
  await client.query("update ledger.head set version = version + 1, size = $2, chain_hash = $3 where organisation_id = $1", [
    group.organisation,
    seq + 1n + headOff,
    hash,
  ]);
  await client.query(
    `insert into ledger.command (organisation_id, command_id, content_hash, name, said_by, said_with, received_at, is_accepted, answer, first_seq, leaves, at_sitting)
     values ($1, $2, $3, 'proof.enter', 'x', '{}', '2026-06-06T00:00:00Z', true, '{}', $4, $5, false)`,
    [group.organisation, command, hash, seq, leaves],
  );
  await client.query(
    `insert into ledger.leaf (organisation_id, seq, id, command_id, kind, effective_on, recorded_at, said_by, body, leaf_hash, chain_hash)
     values ($1, $2, $3, $3, 'proof.saved', '2026-06-06', '2026-06-06T00:00:00Z', 'x', '{}', $4, $4)`,
    [group.organisation, seq, command, hash],
  );
  return seq;
}

/** Inserts lines of one entry as the server's role, each following from the books but for what is put off. */
function insert(lines: readonly Written[], totalOff = 0n, seqOf = writeLeaf): Promise<unknown> {
  const { group, pool } = books.current;
  return transact(pool, [group.organisation], async client => {
    const seq = await seqOf(client);
    const last = new Map<string, { balance: bigint; number: bigint }>();
    const written: unknown[][] = [];
    const moved = new Map<string, bigint>();
    for (const line of lines) {
      const member = line.member === undefined ? "" : group.people[line.member]!;
      const key = `${line.account} ${member}`;
      const { rows } = await client.query(
        "select balance, line_number as number from ledger.line where organisation_id = $1 and account = $2 and member_id = $3 order by line_number desc limit 1",
        [group.organisation, line.account, member],
      );
      const before = last.get(key) ?? (rows[0] as { balance: bigint; number: bigint } | undefined) ?? { balance: 0n, number: 0n };
      const now = {
        balance: before.balance + line.amount + (line.balanceOff ?? 0n),
        number: before.number + 1n + (line.numberOff ?? 0n),
      };
      last.set(key, now);
      if (member !== "") moved.set(line.account, (moved.get(line.account) ?? 0n) + line.amount);
      written.push([line.account, member, now.number, line.fund ?? line.account.split("/")[1], line.amount, now.balance]);
    }
    for (const [account, amount] of moved)
      await client.query(
        `insert into ledger.total (organisation_id, account, unit, seq, total)
         select $1, $2, 'IDR', $3, $4 + coalesce((select total from ledger.total where organisation_id = $1 and account = $2 order by seq desc limit 1), 0)`,
        [group.organisation, account, seq, String(amount + totalOff)],
      );
    const column = (index: number): unknown[] => written.map(row => String(row[index]));
    await client.query(
      `insert into ledger.line (organisation_id, account, member_id, unit, line_number, seq, fund, effective_on, amount, balance)
       select $1, account, member, 'IDR', number, $2, fund, '2026-06-06', amount, balance
       from unnest($3::text[], $4::text[], $5::int8[], $6::text[], $7::int8[], $8::int8[]) as w(account, member, number, fund, amount, balance)`,
      [group.organisation, seq, column(0), column(1), column(2), column(3), column(4), column(5)],
    );
    throw new Accepted();
  });
}

/** Rolls back what the database let through, so that the next case finds the same books. */
class Accepted extends Error {}

const refusedBy = (constraint: string) => ({ constraint });
const saves = (member: number, amount = 5_000n): readonly Written[] => [
  { account: codes.cash, amount },
  { account: codes.savings, member, amount: -amount },
];

const onlyTheGroups: readonly Written[] = [
  { account: codes.cash, amount: 5n },
  { account: codes.cash, amount: -5n },
];

describe("the database", () => {
  it("takes lines that follow from the books, also several of one account, of the group's or of a member's", async () => {
    await expect(insert(saves(0))).rejects.toBeInstanceOf(Accepted);
    await expect(insert([...saves(0), ...saves(1), ...saves(0)])).rejects.toBeInstanceOf(Accepted);
  });

  it("refuses an entry that does not balance", () =>
    expect(insert([{ account: codes.cash, amount: 5_000n }])).rejects.toMatchObject(refusedBy("entry_balances")));

  for (const [what, off] of [
    ["a balance that is not the one before and the amount", { balanceOff: 1n }],
    ["a line that leaves a number out", { numberOff: 1n }],
  ] as const)
    for (const [place, lines] of [
      ["the first line of an account", [{ ...saves(0)[0]!, ...off }, saves(0)[1]!]],
      ["a later one", [...saves(0), { ...saves(1)[0]!, ...off }, saves(1)[1]!]],
    ] as const)
      it(`refuses ${what}, in ${place}`, () =>
        expect(insert(lines)).rejects.toMatchObject(refusedBy("balance_follows")));

  for (const [what, lines] of [
    ["a box that goes below nothing", saves(0, -10_000_000n)],
    ["savings that go below nothing on the way, though they end above", [...saves(0, -10_000_000n), ...saves(0, 10_000_000n)]],
    ["an account nobody opened", [{ account: "cash/nowhere", amount: 5n }, { account: "cash/nowhere", amount: -5n }]],
    ["a line in another fund than its account's", saves(0).map(line => ({ ...line, fund: "other" }))],
    ["a member's line on an account of the group", [{ account: codes.cash, member: 0, amount: 5n }, { account: codes.cash, amount: -5n }]],
    ["a line of nobody on an account of the members", [{ account: codes.cash, amount: 5n }, { account: codes.savings, amount: -5n }]],
  ] as const)
    it(`refuses ${what}`, () => expect(insert(lines)).rejects.toMatchObject(refusedBy("account_within_limit")));

  it("refuses a control total that is not the sum of its members", () =>
    expect(insert(saves(0), 1n)).rejects.toMatchObject(refusedBy("control_equals_members")));

  for (const [what, seqOf] of [
    ["no leaf has", async (client: PoolClient) => (await writeLeaf(client)) + 1n],
    ["an older leaf has", async (client: PoolClient) => (await writeLeaf(client)) - 1n],
  ] as const)
    it(`refuses lines of a number that ${what}`, () =>
      expect(insert(onlyTheGroups, 0n, seqOf)).rejects.toMatchObject(refusedBy("line_of_a_new_leaf")));

  for (const [what, off] of [
    ["that leaves a number out", { gap: 1n }],
    ["that the head does not end with", { headOff: 1n }],
  ] as const)
    it(`refuses a leaf ${what}`, async () => {
      const { group, pool } = books.current;
      await expect(transact(pool, [group.organisation], client => writeLeaf(client, off))).rejects.toMatchObject(
        refusedBy("leaves_without_a_gap"),
      );
    });

  it("refuses a leaf less than its command has", async () => {
    const { group, pool } = books.current;
    await expect(
      transact(pool, [group.organisation], client => writeLeaf(client, { leaves: 2 })),
    ).rejects.toMatchObject(refusedBy("leaves_of_a_command"));
  });

  for (const [what, command] of [
    ["a leaf of a command nobody said", "'00000000-0000-7000-8000-000000000000'"],
    ["a leaf more than its command has", "(select command_id from ledger.leaf where organisation_id = $1 and seq = size - 1)"],
  ] as const)
    it(`refuses ${what}`, async () => {
      const { group, pool } = books.current;
      const writes = transact(pool, [group.organisation], client =>
        client.query(
          `insert into ledger.leaf (organisation_id, seq, id, command_id, kind, effective_on, recorded_at, said_by, body, leaf_hash, chain_hash)
           select organisation_id, size, organisation_id, ${command}, 'members.joined', '2026-06-06',
             '2026-06-06T00:00:00Z', 'x', '{}', chain_hash, chain_hash from ledger.head where organisation_id = $1`,
          [group.organisation],
        ),
      );
      await expect(writes).rejects.toMatchObject(refusedBy("leaves_of_a_command"));
    });

  for (const verb of ["update ledger.line set amount = amount + 1", "delete from ledger.leaf", "truncate ledger.command"])
    it(`takes nothing back: ${verb}`, async () => {
      const { group, pool } = books.current;
      await expect(transact(pool, [group.organisation], client => client.query(verb))).rejects.toMatchObject({ code: "42501" });
    });
});
