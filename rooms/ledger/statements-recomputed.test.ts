import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, type Day, day, type MemberId, sum } from "#base";
import { connect, type Pool, read } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { statementsOf } from "./ask-statements.ts";
import { codes, foundGroup, moved, type ProofEntry, type ProofGroup } from "./books.testing.ts";
import {
  type AccountAmount,
  atMonthEnds,
  balanceSheets,
  balancesOfLines,
  fundStatement,
  placesOfFunds,
  trialBalances,
  withBalances,
} from "./statements.ts";
import { balancesOn, bookOf, fundsOf, linesUntil, movedByKind, movedByMonth } from "./store.ts";
import { linesOfMember } from "./store-entries.ts";
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

/** A posted line with what its leaf says of it. */
interface ToldLine extends AccountAmount {
  readonly seq: bigint;
  readonly effective_on: Day;
  readonly fund: string;
  readonly kind: string;
}

/** Sums what `keyOf` tells apart; what comes to nothing is left out. */
function sums(lines: readonly ToldLine[], keyOf: (line: ToldLine) => string): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>();
  for (const line of lines) found.set(keyOf(line), (found.get(keyOf(line)) ?? 0n) + line.amount);
  return new Map([...found].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What came in or went out, by a name, as one sorted text each. */
const sides = (rows: readonly { readonly name: string; readonly in: bigint; readonly out: bigint }[]): readonly string[] =>
  rows.map(row => `${row.name} +${row.in} -${row.out}`).sort();

/** By kind of fact: what each entry moved in these accounts together is one movement. */
function movedByKindOf(lines: readonly ToldLine[], accounts: readonly string[]): readonly string[] {
  const kinds = new Map<string, { name: string; in: bigint; out: bigint }>();
  for (const [key, amount] of sums(lines.filter(line => accounts.includes(line.account)), line => `${line.seq} ${line.kind}`)) {
    const name = key.split(" ")[1]!;
    const kind = kinds.get(name) ?? { name, in: 0n, out: 0n };
    kinds.set(name, amount > 0n ? { ...kind, in: kind.in + amount } : { ...kind, out: kind.out - amount });
  }
  return sides([...kinds.values()]);
}

/** Rows of a book: each line by itself, or all of one kind on one day. */
function bookOfLines(lines: readonly ToldLine[], isEach: boolean): readonly string[] {
  const rows = new Map<string, { name: string; in: bigint; out: bigint }>();
  for (const [place, { kind, effective_on, amount }] of lines.entries()) {
    const name = `${effective_on} ${kind}`;
    const row = rows.get(isEach ? String(place) : name) ?? { name, in: 0n, out: 0n };
    rows.set(isEach ? String(place) : name, amount > 0n ? { ...row, in: row.in + amount } : { ...row, out: row.out - amount });
  }
  return sides([...rows.values()]);
}

/** Income and expense by account, without entries that close them into the group's own equity of the fund. */
function resultsOf(lines: readonly ToldLine[]): ReadonlyMap<string, bigint> {
  const ownEquity = /^(retained-surplus|fund-balance|indivisible-reserve)\//;
  const closing = new Set(lines.filter(line => ownEquity.test(line.account)).map(line => `${line.seq} ${line.fund}`));
  const results = /^(interest-income|fine-income|fee-income|other-income|group-expense|loan-loss|cash-over-short)\//;
  return sums(
    lines.filter(line => results.test(line.account) && !closing.has(`${line.seq} ${line.fund}`)),
    line => `${line.account} ${line.unit}`,
  );
}

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
          const { rows: leaves } = await client.query<{ seq: bigint; kind: string }>(
            "select seq, kind from ledger.leaf where organisation_id = $1",
            [organisation],
          );
          const kinds = new Map(leaves.map(({ seq, kind }) => [seq, kind]));
          for (const on of [...asked.map(offset => addDays(firstDay, offset)), lastDay]) {
            const lines: readonly ToldLine[] = (await linesUntil(client, organisation, on)).map(line => ({
              ...line,
              kind: kinds.get(line.seq)!,
            }));
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
            const byKind = await movedByKind(client, organisation, [codes.cash, codes.bank], { from, until: on });
            const fund = fundStatement(before, byKind);
            expect(sides(byKind.map(row => ({ ...row, name: row.kind })))).toEqual(movedByKindOf(within, [codes.cash, codes.bank]));
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
            const inBox = lines.filter(line => line.account === codes.cash);
            for (const [book, isEach] of [[daily!, false], [each!, true]] as const)
              expect(sides(book.rows.map(row => ({ ...row, name: `${row.day} ${row.kind}` })))).toEqual(
                bookOfLines(inBox, isEach),
              );

            const year = lines.filter(line => line.effective_on >= statements.from);
            const told = statements.incomeStatements.flatMap(({ unit, income, expense }) => [
              ...income.lines.map(line => [`${line.kind}/${line.fund} ${unit}`, -line.amount] as const),
              ...expense.lines.map(line => [`${line.kind}/${line.fund} ${unit}`, line.amount] as const),
            ]);
            expect(new Map(told.sort(([a], [b]) => (a < b ? -1 : 1)))).toEqual(resultsOf(year));
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
