import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, type Day, day, type MemberId, sum } from "#base";
import { connect, type Pool, read } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { codes, foundGroup, moved, type ProofEntry, type ProofGroup } from "./books.testing.ts";
import { resultAccounts, statementsOf } from "./questions.ts";
import {
  type AccountAmount,
  atMonthEnds,
  balancesOfLines,
  balanceSheets,
  fundStatement,
  incomeStatements,
  placesOfFunds,
  trialBalances,
  withBalances,
} from "./statements.ts";
import {
  accountsOf,
  balancesOn,
  bookOf,
  entriesBetweenMeetings,
  fundsOf,
  linesOfMember,
  linesUntil,
  movedByKind,
  movedByMonth,
  resultsBetween,
} from "./store.ts";
import type { FundRow } from "./tables.ts";
import { verify } from "./verify.ts";

let database: FreshDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const funds: readonly FundRow[] = [
  { fund: "loan", unit: "IDR", nature: "divisible", is_lendable: true, opened_on: day("2025-01-06") },
  { fund: "social", unit: "IDR", nature: "restricted", is_lendable: false, opened_on: day("2025-01-06") },
  { fund: "reserve", unit: "IDR", nature: "indivisible", is_lendable: false, opened_on: day("2025-01-06") },
];

describe("a balance sheet", () => {
  const balances: readonly AccountAmount[] = [
    { account: "cash/loan", unit: "IDR", amount: 1_807_500n },
    { account: "bank/loan", unit: "IDR", amount: 3_150_000n },
    { account: "loans-receivable/loan", unit: "IDR", amount: 9_420_000n },
    { account: "member-savings.voluntary/loan", unit: "IDR", amount: -2_000_000n },
    { account: "member-shares/loan", unit: "IDR", amount: -11_000_000n },
    { account: "interest-income/loan", unit: "IDR", amount: -1_400_000n },
    { account: "group-expense/loan", unit: "IDR", amount: 22_500n },
    { account: "cash/social", unit: "IDR", amount: 1_234_000n },
    { account: "fund-balance/social", unit: "IDR", amount: -1_234_000n },
    { account: "cash/reserve", unit: "IDR", amount: 4_100_000n },
    { account: "indivisible-reserve/reserve", unit: "IDR", amount: -4_100_000n },
  ];

  it("has two totals of what is whose: what can be divided, and what never is", () => {
    const [sheet] = balanceSheets(balances, funds);
    expect(sheet).toMatchObject({
      unit: "IDR",
      assets: { total: 19_711_500n },
      liabilities: { total: 2_000_000n },
      divisible: { total: 12_377_500n },
      restricted: { total: 1_234_000n },
      indivisible: { total: 4_100_000n },
      apart: 5_334_000n,
      currentSurplus: 1_377_500n,
    });
    expect(sheet!.divisible.lines.at(-1)).toEqual({
      kind: "current-surplus",
      product: "",
      fund: "loan",
      amount: 1_377_500n,
    });
  });

  it("keeps a member's shares hers, in whatever fund they stand", () => {
    const [sheet] = balanceSheets(
      [
        { account: "cash/reserve", unit: "IDR", amount: 50n },
        { account: "member-shares.pokok/reserve", unit: "IDR", amount: -50n },
      ],
      funds,
    );
    expect(sheet).toMatchObject({ divisible: { total: 50n }, apart: 0n });
  });

  it("is not made from books that do not add up", () => {
    expect(() => balanceSheets([{ account: "cash/loan", unit: "IDR", amount: 1n }], funds)).toThrow(
      "what is owned equals",
    );
    expect(() => trialBalances([{ account: "cash/loan", unit: "IDR", amount: 1n }])).toThrow("even");
  });

  it("says where the money of each fund is, also of an empty one", () => {
    expect(
      placesOfFunds(balances.slice(0, 7), funds).map(({ fund, cash, bank, stock, lent, total }) => [
        fund,
        cash,
        bank,
        stock,
        lent,
        total,
      ]),
    ).toEqual([
      ["loan", 1_807_500n, 3_150_000n, 0n, 9_420_000n, 14_377_500n],
      ["social", 0n, 0n, 0n, 0n, 0n],
      ["reserve", 0n, 0n, 0n, 0n, 0n],
    ]);
  });
});

describe("the small sums", () => {
  it("a fund's statement goes from what was to what is, the largest kind first", () => {
    const statement = fundStatement(1_000n, [
      { kind: "a", in: 50n, out: 0n },
      { kind: "b", in: 70n, out: 20n },
    ]);
    expect(statement).toEqual({
      opening: 1_000n,
      in: [
        { kind: "b", amount: 70n },
        { kind: "a", amount: 50n },
      ],
      out: [{ kind: "b", amount: 20n }],
      closing: 1_100n,
    });
  });

  it("month ends are told backwards from what stands now", () => {
    expect(
      atMonthEnds(
        100n,
        new Map([
          ["2026-11", 30n],
          ["2026-09", 5n],
        ]),
        ["2026-09", "2026-10", "2026-11"],
      ),
    ).toEqual([
      { month: "2026-09", amount: 70n },
      { month: "2026-10", amount: 70n },
      { month: "2026-11", amount: 100n },
    ]);
  });
});

const firstDay = day("2025-01-06");
const lastDay = day("2026-11-24");
const days = 680;

/** What a random step tries; what the rules refuse (an empty box) simply does not happen. */
const step = fc.record({
  kind: fc.constantFrom(
    "save",
    "shares",
    "lend",
    "repay",
    "spend",
    "give",
    "help",
    "bank",
    "reserve",
    "rice",
    "close",
    "reverse",
  ),
  who: fc.nat(3),
  amount: fc.bigInt(1n, 500_000n),
  back: fc.nat(30),
});
const batches = fc.array(
  fc.record({ on: fc.nat(days), isMeeting: fc.boolean(), steps: fc.array(step, { minLength: 1, maxLength: 8 }) }),
  { minLength: 3, maxLength: 14 },
);

function entryOf({ kind, amount }: { kind: string; amount: bigint }, member: MemberId): ProofEntry {
  switch (kind) {
    case "save":
      return moved("saved", amount, codes.cash, codes.savings, member);
    case "shares":
      return moved("saved", amount, codes.cash, codes.shares, member);
    case "lend":
      return moved("lent", amount, codes.loans, codes.cash, member);
    case "repay": {
      const interest = amount / 10n + 1n;
      return {
        kind: "repaid",
        member,
        lines: [
          { account: codes.cash, unit: "IDR", amount: amount + interest },
          { account: codes.loans, member, unit: "IDR", amount: -amount },
          { account: codes.interest, unit: "IDR", amount: -interest },
        ],
      };
    }
    case "spend":
      return moved("spent", amount, codes.expense, codes.cash);
    case "give":
      return moved("given", amount, codes.socialCash, codes.social, member);
    case "help":
      return moved("spent", amount, codes.social, codes.socialCash, member);
    case "bank":
      return moved("given", amount, codes.bank, codes.cash);
    case "reserve":
      return moved("given", amount, codes.reserveCash, codes.reserve);
    case "close":
      return moved("closed", amount, codes.interest, codes.surplus);
    default:
      return moved("given", amount, codes.riceStock, codes.rice, undefined, "kg");
  }
}

/** Posts the batches; gives how many entries came through. */
async function fill(
  group: ProofGroup,
  list: readonly {
    readonly on: number;
    readonly isMeeting: boolean;
    readonly steps: readonly { kind: string; who: number; amount: bigint; back: number }[];
  }[],
): Promise<number> {
  let posted = 0;
  let leaves = 20n;
  for (const [number, batch] of list.entries()) {
    const on = addDays(firstDay, batch.on);
    const entries = batch.steps.map(
      (one): ProofEntry =>
        one.kind === "reverse" && leaves > BigInt(one.back)
          ? { kind: "given", lines: [], reverses: leaves - BigInt(one.back) }
          : entryOf(one, group.people[one.who]!),
    );
    // All of a command or none of it: what is refused whole is tried entry by entry.
    const answers = [batch.isMeeting ? await group.seal(number + 1, entries, on) : await group.post(entries, on)];
    if (answers[0]!.status === "refused") for (const entry of entries) answers.push(await group.post([entry], on));
    for (const answer of answers)
      if (answer.status === "accepted") {
        posted += Number(answer.leaves);
        leaves = BigInt(answer.firstSeq) + BigInt(answer.leaves) - 1n;
      }
  }
  return posted;
}

const withoutZero = (amounts: readonly AccountAmount[]) =>
  amounts
    .filter(one => one.amount !== 0n)
    .map(({ account, unit, amount }) => ({ account, unit, amount }))
    .sort((a, b) => (a.account + a.unit < b.account + b.unit ? -1 : 1));

describe("whatever was entered, in whatever order of days", () => {
  it("every statement of any past day equals the one recomputed from the lines", async () => {
    let seed = 0;
    let entered = 0;
    await fc.assert(
      fc.asyncProperty(batches, fc.array(fc.nat(days), { minLength: 2, maxLength: 4 }), async (list, asked) => {
        seed += 1;
        const group = await foundGroup(pool, { seed });
        entered += await fill(group, list);
        const { organisation } = group;
        await read(pool, organisation, async client => {
          const opened = await fundsOf(client, organisation);
          for (const on of [...asked.map(offset => addDays(firstDay, offset)), lastDay]) {
            const lines = (await linesUntil(client, organisation, on)) as readonly (AccountAmount & {
              effective_on: Day;
              fund: string;
            })[];
            const summed = balancesOfLines(lines);
            const running = await balancesOn(client, organisation, on);
            expect(withoutZero(running)).toEqual(withoutZero(summed));
            const statements = await statementsOf(client, organisation, on);
            expect(statements.trialBalances).toEqual(trialBalances(summed));
            expect(statements.balanceSheets).toEqual(balanceSheets(summed, opened));
            expect(statements.places).toEqual(placesOfFunds(summed, opened));

            const from = addDays(on, -90);
            const within = lines.filter(line => line.effective_on >= from);
            const held = (amounts: readonly AccountAmount[]) =>
              sum(amounts.filter(one => /^(cash|bank|stock)\/loan$/.test(one.account)).map(one => one.amount));
            const before = held(lines.filter(line => line.effective_on < from));
            const fund = fundStatement(
              before,
              await movedByKind(client, organisation, [codes.cash, codes.bank], { from, until: on }),
            );
            expect(fund.closing).toBe(before + held(within));
            expect(fund.closing).toBe(held(running));

            const [daily, each] = await Promise.all(
              [false, true].map(isEach =>
                bookOf(client, organisation, {
                  account: codes.cash,
                  unit: "IDR",
                  until: on,
                  isEach,
                  skip: 0,
                  take: 10_000,
                }),
              ),
            );
            const cash = sum(lines.filter(line => line.account === codes.cash).map(line => line.amount));
            expect(withBalances(daily!.opening, daily!.rows).at(-1)?.balance ?? 0n).toBe(cash);
            expect(withBalances(each!.opening, each!.rows).at(-1)?.balance ?? 0n).toBe(cash);
            expect(each!.rows.length).toBe(lines.filter(line => line.account === codes.cash).length);
          }
          const all = await linesUntil(client, organisation, lastDay);
          for (const member of group.people) {
            const hers = await linesOfMember(client, organisation, member, { skip: 0, take: 10_000 });
            expect(hers.length).toBe(all.filter(line => line.member === member).length);
          }
          expect(await verify(client, organisation)).toMatchObject({ ok: true });
        });
      }),
      { numRuns: 14 },
    );
    expect(entered).toBeGreaterThan(100);
  });

  it("pages of a cash book join without a gap, and month ends are what the lines say", async () => {
    const group = await foundGroup(pool, { seed: 901 });
    const { organisation, people } = group;
    for (let month = 0; month < 20; month += 1)
      await group.post(
        people.map(member => moved("saved", 10_000n + BigInt(month), codes.cash, codes.savings, member)),
        addDays(firstDay, month * 30),
      );
    await read(pool, organisation, async client => {
      const whole = await bookOf(client, organisation, {
        account: codes.cash,
        unit: "IDR",
        until: lastDay,
        isEach: true,
        skip: 0,
        take: 1_000,
      });
      expect([whole.opening, whole.count, whole.rows.length]).toEqual([0n, 80, 80]);
      const pages = await Promise.all(
        [50, 25, 0].map(skip =>
          bookOf(client, organisation, {
            account: codes.cash,
            unit: "IDR",
            until: lastDay,
            isEach: true,
            skip,
            take: skip === 50 ? 30 : 25,
          }),
        ),
      );
      expect(pages.flatMap(page => page.rows)).toEqual(whole.rows);
      for (const [index, page] of pages.slice(1).entries())
        expect(withBalances(pages[index]!.opening, pages[index]!.rows).at(-1)!.balance).toBe(page.opening);
      const daily = await bookOf(client, organisation, {
        account: codes.cash,
        unit: "IDR",
        until: lastDay,
        isEach: false,
        skip: 0,
        take: 5,
      });
      expect(daily.rows.map(row => [row.entries, row.seq, row.member, row.in])).toEqual(
        [15n, 16n, 17n, 18n, 19n].map(month => [4, null, null, 4n * (10_000n + month)]),
      );

      const moves = await movedByMonth(client, organisation, day("2026-01-01"));
      const months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08"];
      const byMonth = new Map(moves.filter(one => one.account === codes.cash).map(one => [one.month, one.amount]));
      const lines = await linesUntil(client, organisation, lastDay);
      const now = sum(lines.filter(line => line.account === codes.cash).map(line => line.amount));
      for (const { month, amount } of atMonthEnds(now, byMonth, months))
        expect(amount).toBe(
          sum(
            lines
              .filter(line => line.account === codes.cash && line.effective_on.slice(0, 7) <= month)
              .map(line => line.amount),
          ),
        );
    });
  });
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
    expect(found.map(entry => [entry.kind, entry.command, entry.effective_on, entry.said_with])).toEqual([
      ["proof.saved", "proof.post", "2026-02-05", [people[1]]],
    ]);
    await group.seal(2, [], day("2026-02-10"));
    expect(await read(pool, organisation, client => entriesBetweenMeetings(client, organisation))).toEqual([]);
  });
});
