/** What a group learned where it wrote a loan off: counted by cause and by year, known after years, and about nobody by name. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { day, type Day, type MemberId, type Role, type Uuid } from "#base";
import { connect, type Pool, read } from "#db";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../../tests/simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import {
  accepted,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  tableRows,
  testKey,
} from "../../tests/village/group.ts";
import { lessonTable } from "./index.ts";
import { byCause, byYear, type Loss } from "./losses.ts";
import { type LessonsSeen, lossesOf, questions } from "./server.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let database: FreshDatabase;
let pool: Pool;
let group: Group;
let kartini: MemberId;
let lestari: MemberId;
let [hers, others, running]: Uuid[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2025-01-06", seed: 94, pool });
  [kartini, lestari] = group.members.slice(5) as [MemberId, MemberId];
  const shares = group.members.map(member =>
    line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n }),
  );
  await meet(group, "2025-01-06", shares);
  hers = await lend("2025-01-13", kartini, 30_000n);
  others = await lend("2025-01-20", lestari, 40_000n);
  running = await lend("2025-01-27", group.members[4]!, 20_000n);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function lend(on: string, member: MemberId, amount: bigint): Promise<Uuid> {
  const loan = group.edge.newId();
  const carried = decision(group, "loan", loan);
  await meet(group, on, [
    line("loans.request", { loan, member, product: "ordinary", amount, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan, member, decision: carried.id }),
  ]);
  return loan;
}
async function writeOff(on: string, loan: Uuid, member: MemberId): Promise<void> {
  const carried = decision(group, "write-off", loan);
  await meet(group, on, [carried.line, line("loans.write-off", { loan, member, decision: carried.id })]);
}
const learn = (loan: Uuid, cause: string, learned?: string, by = group.secretary) =>
  group.say("records.write-lesson", { loan, cause, ...(learned === undefined ? {} : { learned }) }, { by });
const losses = (on: string): Promise<readonly Loss[]> =>
  read(pool, group.organisation, client => lossesOf(client, group.organisation, testKey, day(on)));
const ask = (roles: readonly Role[], isPlain = false): Promise<LessonsSeen | null> =>
  read(pool, group.organisation, client =>
    questions["records.lessons"]!.ask({
      client,
      organisation: group.organisation,
      member: group.secretary,
      roles: new Set<Role>(["anyone", "member", ...roles]),
      today: group.edge.today,
      params: {},
      masterKey: testKey,
      isPlain,
    }),
  ) as unknown as Promise<LessonsSeen | null>;

describe("a loan that was written off", () => {
  it("has its cause and what was learned, in the words of the group; before that there is nothing to learn from", async () => {
    await writeOff("2025-06-02", hers!, kartini);
    expect(await learn(running!, "illness")).toMatchObject({ refused: "records.not-written-off" });
    expect(await learn(group.edge.newId(), "illness")).toMatchObject({ refused: "records.not-written-off" });
    expect(await learn(hers!, "harvest", undefined, lestari)).toMatchObject({ refused: "members.not-allowed" });
    await accepted(learn(hers!, "business"));
    await accepted(learn(hers!, "harvest", "Tanya dulu kapan panen sebelum menentukan cicilan"));
    expect((await tableRows(group, lessonTable)).map(row => [row.place, row.cause])).toEqual([
      [1, "business"],
      [2, "harvest"],
    ]);
    const [loss] = (await ask(["treasurer"]))!.losses;
    expect(loss).toMatchObject({
      loan: hers,
      on: "2025-06-02",
      lost: "30000",
      lesson: { cause: "harvest", learned: "Tanya dulu kapan panen sebelum menentukan cicilan" },
    });
    expect(JSON.stringify((await leavesOf(group)).map(leaf => leaf.body))).not.toContain("panen");
  });

  it("is counted by cause and by year as each day had it: what came back later, and what was taken back", async () => {
    await meet(group, "2026-02-02", [line("loans.recovery", { loan: hers, member: kartini, amount: 12_000n })]);
    await writeOff("2026-02-09", others!, lestari);
    expect(byCause(await losses("2025-12-31"))).toMatchObject([{ cause: "harvest", loans: 1, lost: 30_000n, cameBack: 0n }]);
    expect(byCause(await losses("2026-02-09"))).toMatchObject([
      { cause: "harvest", loans: 1, lost: 30_000n, cameBack: 12_000n },
      { cause: null, loans: 1, lost: 40_000n, cameBack: 0n },
    ]);
    expect(byYear(await losses("2026-02-09"))).toEqual([
      { year: 2026, unit: "IDR", loans: 1, lost: 40_000n, cameBack: 12_000n },
      { year: 2025, unit: "IDR", loans: 1, lost: 30_000n, cameBack: 0n },
    ]);
    const off = (await leavesOf(group, "loans.written-off")).at(-1)!;
    await meet(group, "2026-02-16", [line("meetings.correction", { seq: off.seq, reason: "Ia datang membayar" })]);
    const years = async (on: string) => byYear(await losses(on)).map(one => [one.year, one.lost]);
    expect(await years("2026-02-15")).toEqual([
      [2026, 40_000n],
      [2025, 30_000n],
    ]);
    expect(await years("2026-02-16")).toEqual([
      [2026, 0n],
      [2025, 30_000n],
    ]);
  });

  it("is for officers to read, whatever she who asks is called", async () => {
    expect(await ask([])).toBeNull();
    expect(await ask(["secretary"], true)).toBeNull();
    const seen = JSON.stringify(await ask(["supervisory-committee"]));
    expect(seen).toContain("harvest");
    for (const member of group.members) expect(seen).not.toContain(member);
  });
});

it("what was written of more than one cause is counted, the most frequent first", () => {
  const on = day("2026-01-01") as Day;
  const loss = (cause: "death" | "dispute" | null, lost: bigint): Loss => ({
    loan: "x" as Uuid,
    on,
    unit: "IDR",
    lost,
    cameBack: [],
    lesson: cause && { cause, writtenOn: on, learned: null },
  });
  const all = [loss(null, 1n), loss("death", 2n), loss("dispute", 3n), loss("dispute", 4n), loss(null, 5n), loss(null, 6n)];
  expect(byCause(all).map(({ cause, loans, lost }) => [cause, loans, lost])).toEqual([
    ["dispute", 2, 7n],
    ["death", 1, 2n],
    [null, 3, 12n],
  ]);
});

it("the tables are those the log gives", async () => {
  expect(await faultsOf(pool, house, group.organisation)).toEqual([]);
});
