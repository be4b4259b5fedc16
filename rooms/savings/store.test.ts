import { day } from "#base";
import { read, transact } from "#db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, foundGroup, type Group, holdMeeting, line } from "../../tests/village/group.ts";
import { cyclesOf, savingsDueOn, savingsOf, shareholdersOf, sharesOf } from "./server.ts";

let database: FreshDatabase;
let group: Group;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-11-24",
    rules: {
      "savings.product/wajib": {
        fund: "loan",
        kind: "compulsory",
        amount: "5000",
        every: "meeting",
        minimum_balance: "0",
        withdrawable: "on-leaving",
        is_capital: false,
      },
    },
  });
  const [first, second] = group.members;
  const shares = (member: typeof first, count: number) =>
    line("savings.buy-shares", { member, fund: "loan", shares: count, amount: BigInt(count) * 10_000n });
  const held = await holdMeeting(
    group,
    [shares(first, 3), shares(second, 1), line("savings.deposit", { member: first, product: "wajib", amount: 5_000n })],
    { loan: 45_000n, social: 0n },
  );
  expect(held.sealed).toMatchObject({ status: "accepted" });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const ask = <T>(question: (client: Parameters<typeof cyclesOf>[0]) => Promise<T>): Promise<T> =>
  read(group.pool, group.organisation, question);

describe("what the savings' room answers from its tables", () => {
  test("everything a member saved, and nothing of another", async () => {
    const [first, second, third] = group.members;
    expect(await ask(client => savingsOf(client, group.organisation, first!))).toEqual([
      {
        account: "member-savings.wajib/loan",
        fund: "loan",
        product: "wajib",
        unit: "IDR",
        isCapital: false,
        saved: 5_000n,
      },
      { account: "member-shares/loan", fund: "loan", product: "", unit: "IDR", isCapital: true, saved: 30_000n },
    ]);
    expect(await ask(client => savingsOf(client, group.organisation, second!))).toHaveLength(1);
    expect(await ask(client => savingsOf(client, group.organisation, third!))).toEqual([]);
  });

  test("the stamps in her passbook, by fund and cycle", async () => {
    const member = group.members[0]!;
    const [stamp, ...more] = await ask(client => sharesOf(client, group.organisation, { member }));
    expect(stamp).toMatchObject({ fund: "loan", cycle: 1, bought_on: "2026-11-24", shares: 3, is_taken_back: false });
    expect(more).toEqual([]);
    expect(await ask(client => sharesOf(client, group.organisation, { member, fund: "loan", cycle: 2 }))).toEqual([]);
  });

  test("the cycles, and who holds how many shares of the running one", async () => {
    expect(await ask(client => cyclesOf(client, group.organisation))).toMatchObject([
      { fund: "loan", cycle: 1, price: 10_000n, opened_on: "2026-11-24", closed_on: null },
    ]);
    expect(await ask(client => shareholdersOf(client, group.organisation, "loan"))).toEqual(
      expect.arrayContaining([
        { member: group.members[0], shares: 3n, cost: 30_000n },
        { member: group.members[1], shares: 1n, cost: 10_000n },
      ]),
    );
    expect(await ask(client => shareholdersOf(client, group.organisation, "social"))).toEqual([]);
  });

  test("what is due at the next meeting, by what was collected at this one", async () => {
    const due = await ask(client => savingsDueOn(client, group.organisation, day("2026-12-01")));
    const of = (member: unknown, entry: string) =>
      due.filter(one => one.entry === entry && one.body.member === member).map(one => one.body.amount);
    expect(of(group.members[0], "savings.deposit")).toEqual([5_000n]);
    expect(of(group.members[2], "savings.deposit")).toEqual([10_000n]);
    expect(of(group.members[0], "savings.buy-shares")).toEqual([30_000n]);
  });
});

test("a saving is taken at the counter by two people where the rules allow it, and not elsewhere", async () => {
  const body = { member: group.members[2], product: "wajib", amount: 5_000n };
  const two = { by: group.treasurer, with: [group.secretary] };
  expect(await group.say("savings.record-deposit", body, two)).toMatchObject({ refused: "assembly.only-at-meetings" });
  const counter = await foundGroup(database, { template: "koperasi", unit: "IDR", on: "2026-11-24", seed: 2 });
  const said = { member: counter.members[2], product: "sukarela", amount: 7_000n };
  expect(await counter.say("savings.record-deposit", said, { by: counter.treasurer })).toMatchObject({
    refused: "members.more-people-needed",
  });
  await accepted(counter.say("savings.record-deposit", said, { by: counter.treasurer, with: [counter.secretary] }));
  await counter.close();
});

describe("what the database refuses by itself", () => {
  const copied = (columns: string): Promise<unknown> =>
    transact(group.pool, [group.organisation], client =>
      client.query(
        `insert into savings.shares_bought select organisation_id, 1000 + seq, ${columns}, bought_on, shares, is_taken_back
         from savings.shares_bought where organisation_id = $1 limit 1`,
        [group.organisation],
      ),
    );

  test.each([
    ["fund, cycle + 7, member_id", "shares_of_a_cycle"],
    ["'moon', cycle, member_id", "shares_of_a_cycle"],
    ["fund, cycle, 'nobody'", "shares_of_a_member"],
  ])("shares of %s, by %s", (columns, constraint) => expect(copied(columns)).rejects.toMatchObject({ constraint }));

  test("also where shares that stand are changed", () =>
    expect(
      transact(group.pool, [group.organisation], client =>
        client.query("update savings.shares_bought set cycle = 7 where organisation_id = $1", [group.organisation]),
      ),
    ).rejects.toMatchObject({ constraint: "shares_of_a_cycle" }));

  test.each([
    "savings.cycle set cycle = cycle + 7",
    "members.membership set member_id = 'nobody'",
    "meetings.meeting set meeting_id = organisation_id",
  ])("another key for what they point to: %s", changed =>
    expect(
      transact(group.pool, [group.organisation], client =>
        client.query(`update ${changed} where organisation_id = $1`, [group.organisation]),
      ),
    ).rejects.toMatchObject({ code: "42501" }),
  );

  test.each([
    ["of somebody unknown", "credit_of_a_member", "'nobody'", true],
    ["of a year that was not closed", "credit_of_a_year", "member_id", false],
  ])("a part of a surplus %s, by %s", (_whose, constraint, who, isClosed) =>
    expect(
      transact(group.pool, [group.organisation], async client => {
        if (isClosed)
          await client.query(
            `insert into savings.surplus_year (organisation_id, fund, year_end, from_on, unit, surplus, closed_on, covered)
             values ($1, 'loan', '2026-12-31', '2026-01-01', 'IDR', 10, '2027-01-01', 0)`,
            [group.organisation],
          );
        await client.query(
          `insert into savings.surplus_credit (organisation_id, fund, year_end, member_id, role, amount)
           select organisation_id, 'loan', '2026-12-31', ${who}, 'capital', 10
           from members.membership where organisation_id = $1 limit 1`,
          [group.organisation],
        );
      }),
    ).rejects.toMatchObject({ constraint }),
  );

  test("a roll of no meeting", () =>
    expect(
      transact(group.pool, [group.organisation], client =>
        client.query(
          `insert into meetings.attendance (organisation_id, meeting_id, member_id, mark)
           values ($1, '00000000-0000-7000-8000-000000000000', $2, 'present')`,
          [group.organisation, group.members[0]],
        ),
      ),
    ).rejects.toMatchObject({ constraint: "attended_a_meeting" }));
});
