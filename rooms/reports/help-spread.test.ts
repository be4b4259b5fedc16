/** Help that five women were given, as the indicators tell how it is spread: parts for all, and less where they are fewer. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { day, type Role } from "#base";
import { read } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { decision, foundGroup, type Group, leavesOf, line, meet, testKey } from "../../tests/village/group.ts";
import type { Cell } from "./report.ts";
import { reportOf } from "./server.ts";

let database: FreshDatabase;
let group: Group;
beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2025-01-04", size: 8 });
});
afterAll(async () => {
  await group?.close();
  await database?.drop();
});

async function help(on: string, ...to: readonly (readonly [place: number, amount: bigint])[]): Promise<void> {
  const granted = to.flatMap(([place, amount]) => {
    const member = group.members[place]!;
    const carried = decision(group, "benefit", `grant/social/${member}`);
    return [carried.line, line("aid.grant", { member, fund: "social", amount, decision: carried.id })];
  });
  const gift = { money: group.edge.newId(), fund: "social", amount: 500_000n, purpose: "Sumbangan" };
  await meet(group, on, [line("meetings.income", gift), ...granted]);
}

async function told(until: string, role: Role = "member"): Promise<readonly Cell[] | undefined> {
  const asked = { organisation: group.organisation, member: group.members[7]!, roles: new Set<Role>(["anyone", role]) };
  const report = await read(group.pool, group.organisation, client =>
    reportOf({ ...asked, client, today: group.edge.today, masterKey: testKey, params: { report: "indicators", until } }),
  );
  const table = report!.tables.find(one => one.key === "concentration");
  return table?.rows.find(([what]) => what !== null && "say" in what! && what.say === "reports.concentration.aid")?.slice(1);
}

it("of fewer than five, members read how many they are, and officers the parts", async () => {
  await help("2025-01-11", [0, 30_000n], [1, 10_000n]);
  expect(await told("2025-01-11")).toEqual([{ count: 2 }, null, null]);
  expect(await told("2025-01-11", "secretary")).toEqual([{ count: 2 }, { percent: 7_500n }, { percent: 7_500n }]);
});

it("of five, what the one with most got, twice counted together", async () => {
  await help("2025-06-14", [2, 20_000n], [3, 20_000n], [4, 10_000n], [0, 10_000n]);
  expect(await told("2025-06-14")).toEqual([{ count: 5 }, { percent: 4_000n }, { percent: 4_000n }]);
});

it("what was taken back is not among it, and after twelve months nothing of it is", async () => {
  const { seq } = (await leavesOf(group, "aid.granted")).at(-1)!;
  await meet(group, "2025-06-21", [line("meetings.correction", { seq, reason: "Salah catat" })]);
  expect(await told("2025-06-21", "secretary")).toMatchObject([{ count: 5 }, { percent: 3_333n }, {}]);
  // As it stood that day.
  expect(await told("2025-06-14")).toMatchObject([{ count: 5 }, { percent: 4_000n }, {}]);
  group.edge.today = day("2026-06-14");
  expect((await told("2026-01-10", "secretary"))![0]).toEqual({ count: 5 });
  expect((await told("2026-01-11", "secretary"))![0]).toEqual({ count: 3 });
  expect(await told("2026-06-14", "secretary")).toBeUndefined();
});
