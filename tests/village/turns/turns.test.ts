/**
 * A short life in which every kind of turn comes: it is told by the commands of real use, leaves books without a fault, and cut
 * short again and again it is lived on to the same books.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { addDays, addMonths, day } from "#base";
import { connect, type Pool, query, read, sql } from "#db";
import { house } from "../../../app/rooms.ts";
import { faultsOf } from "../../simulate/faults.ts";
import { differencesOf } from "../../simulate/replay.ts";
import { type FreshDatabase, freshDatabase } from "../database.ts";
import { testKey } from "../group.ts";
import { type Lived, live } from "../life.ts";
import { melati, santaBarbara, type VillageGroup } from "../people.ts";
import type { Turn } from "./index.ts";

const databases: FreshDatabase[] = [];
const pools: Pool[] = [];
async function emptyPool(): Promise<Pool> {
  const database = await freshDatabase();
  databases.push(database);
  pools.push(connect(database.server));
  return pools.at(-1)!;
}
let [whole, broken]: Pool[] = [];
beforeAll(async () => {
  [whole, broken] = [await emptyPool(), await emptyPool()];
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
  for (const database of databases) await database.drop();
});

const last = day("2026-11-20");
const meetings = 16;
const first = addDays(last, -7 * (meetings - 1));
const shares = "member-shares/loan";

/** Melati's story, told in sixteen weeks. */
const weeks: readonly Turn[] = [
  { at: 0, what: "rule", rule: "purchasing.purchase/loan", value: { pay_later: false, quantities_seen: "members" } },
  { at: 0, what: "arisan", pot: "arisan", name: "Arisan", amount: 20_000n, seats: [1, 4, 14, 14, 20] },
  { at: 1, what: "reminders", ways: [[14, "slip"]] },
  { at: 2, what: "grant", woman: 18, amount: 20_000n, purpose: "Atap" },
  {
    ...{ at: 3, what: "purchase", fund: "loan", name: "Benang", supplier: "Toko", by: 11, costs: 10_000n, came: 1_900n },
    item: { name: "Benang", unit_of_measure: "kg", price: 50_000n },
    wants: [[2, 1_000n], [14, 1_000n]],
  },
  { at: 3, what: "office", role: "secretary", from: 12, to: 2, witness: 1, things: ["Buku besar dan buku simpanan"] },
  { at: 4, what: "loan", woman: 20, amount: 100_000n, purpose: "Bibit" },
  { at: 5, what: "loan", woman: 16, amount: 500_000n, purpose: "Atap", beyond: "Roboh" },
  {
    ...{ at: 6, what: "loan", woman: 13, amount: 100_000n, purpose: "Alat tenun", guarantors: [14] },
    pledges: [{ woman: 14, account: shares, amount: 20_000n }],
  },
  { at: 7, what: "circle", women: [[10, 100_000n], [15, 50_000n]] },
  { at: 8, what: "unpaid", woman: 20, meetings: 9 },
  { at: 8, what: "loan", woman: 17, amount: 100_000n, purpose: "Warung" },
  { at: 9, what: "visit", woman: 20, found: "harvest-lost", agreed: "new-day", words: "Hujan" },
  { at: 10, what: "partner", kind: "university", name: "Universitas", purpose: "Buku", days: 90 },
  { at: 10, what: "written", book: "guests", who: "Camat", text: "Melihat" },
  { at: 11, what: "given-up", woman: 20, cause: "harvest", learned: "Datang lebih dulu", back: { amount: 10_000n, after: 2 } },
  { at: 11, what: "leaves", woman: 24, status: "died" },
  { at: 12, what: "anew", woman: 17, more: 2 },
  {
    ...{ at: 13, what: "purchase", fund: "loan", name: "Indigo", supplier: "Ibu", by: 5, costs: 0n },
    item: { name: "Indigo", unit_of_measure: "kg", price: 90_000n },
    wants: [[5, 500n]],
  },
  { at: 13, what: "call", woman: 12, need: "illness", words: "Sakit", offers: [[5, "transport", "Motor"]] },
];

const months: readonly Turn[] = [
  {
    ...{ at: 0, what: "rule", rule: "savings.product/shares", name: "Share capital" },
    value: { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true },
  },
  {
    ...{ at: 1, what: "rule", rule: "savings.product/fiesta", name: "Fiesta savings" },
    value: {
      ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
      term: { months: "12", rate: "6", interest: "monthly", early: "lower-rate", early_percent: "2", least: "10000" },
    },
  },
  {
    ...{ at: 2, what: "rule", rule: "savings.subscription/shares" },
    value: { share: "10000", shares_min: "5", months: "10", from_surplus: true },
  },
  { at: 3, what: "subscription", product: "shares", share: 10_000n, shares: [[3, 5]] },
  { at: 3, what: "term", woman: 14, product: "fiesta", amount: 20_000n },
  { at: 3, what: "goal", woman: 14, product: "savings", amount: 50_000n, name: "School", days: 90 },
  { at: 4, what: "death", woman: 5, who: "parent" },
  {
    ...{ at: 4, what: "drive", fund: "damayan", entryFee: 10_000n, joins: [[16, 1974]], declines: [12], undecided: [20] },
    days: 80,
  },
];

const inWeeks = { house, masterKey: testKey, village: { ...melati, turns: weeks }, first, last, seed: 5 };
const inMonths = { ...inWeeks, village: { ...santaBarbara, turns: months }, first: addMonths(last, -6) };

interface Posted {
  readonly [column: string]: unknown;
  readonly kind: string;
}

/** Everything that was posted, but for ids of leaves and the time of day. */
const posted = (pool: Pool, { organisation }: Lived): Promise<readonly Posted[]> =>
  read(pool, organisation, client =>
    query<Posted>(
      client,
      sql`select f.seq, f.kind, f.command_id, f.effective_on, f.member_id, l.account, l.unit, l.amount, l.balance from ledger.leaf f
        left join ledger.line l on l.organisation_id = f.organisation_id and l.seq = f.seq
        where f.organisation_id = ${organisation} order by f.seq, l.account, l.unit, l.line_number`,
    ),
  );

/** Lived to the end by starts of which each takes so many connections more than the one before, and dies. */
async function inPieces(options: typeof inWeeks, takings: number): Promise<Lived> {
  for (let start = 1; ; start += 1) {
    let taken = 0;
    const dying = new Proxy(broken!, {
      get: (pool, name) => {
        if (name !== "connect") return Reflect.get(pool, name, pool) as unknown;
        return () => {
          taken += 1;
          if (taken > takings * start) throw new Error("its process was killed");
          return pool.connect();
        };
      },
    });
    try {
      return await live({ ...options, pool: dying });
    } catch (error) {
      if (!/killed/.test(String(error))) throw error;
    }
  }
}

const kinds = (rows: readonly { readonly kind: string }[]): ReadonlySet<string> => new Set(rows.map(row => row.kind));
const turnsIn = (village: VillageGroup): readonly string[] => village.turns.map(turn => turn.what);

it.each([
  [
    "an arisan, yarn, loans of every kind and a call for help",
    inWeeks,
    [
      ...["pots.begun", "pots.handed-over", "purchasing.closed", "purchasing.planned", "purchasing.refunded"],
      ...["assembly.exception-granted", "loans.pledged", "loans.care-visited", "loans.written-off", "loans.recovered"],
      ...["loans.rescheduled", "loans.reminder-chosen", "records.lesson-written", "records.agreement-made"],
      ...["aid.help-called", "aid.help-offered", "aid.granted", "members.membership-ended"],
    ],
  ],
  [
    "shares by instalments, savings for a time, a goal, a death and a drive",
    inMonths,
    ["savings.subscribed", "savings.term-opened", "savings.goal-set", "aid.levies-raised", "aid.drive-opened", "aid.offers-counted"],
  ],
] as const)("%s come in the same books, in one go and in pieces", async (_what, options, wanted) => {
  const inOneGo = await live({ ...options, pool: whole! });
  const rows = await posted(whole!, inOneGo);
  expect([...kinds(rows)]).toEqual(expect.arrayContaining([...wanted]));
  expect(await faultsOf(whole!, house, inOneGo.organisation)).toEqual([]);
  expect(await differencesOf(whole!, house, inOneGo.organisation)).toEqual([]);
  const livedOn = await inPieces(options, 23);
  expect(livedOn).toEqual(inOneGo);
  expect(await posted(broken!, livedOn)).toEqual(rows);
}, 240_000);

it("every kind of turn is in one of the two", () => {
  const here = new Set([...weeks, ...months].map(turn => turn.what));
  expect([...here].sort()).toEqual([...new Set([melati, santaBarbara].flatMap(turnsIn).concat([...here]))].sort());
});
