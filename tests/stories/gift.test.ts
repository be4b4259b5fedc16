/**
 * Outsiders give to the group: for the loan fund, for the reserve, for the damayan. What was given is told apart from what was
 * earned for as long as it is there: no year and no cycle gives it out, and help is paid of what members brought first.
 */
import { day, type MemberId, type Role } from "#base";
import { needsOwnWealth, ownWealth } from "#ledger";
import { loadBooks } from "#ledger/server";
import { grantAbout } from "#aid";
import { read } from "#db";
import { reportOf } from "#reports/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, decision, foundGroup, type Group, line, meet, testKey } from "../village/group.ts";

let database: FreshDatabase;
const groups: Group[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  for (const group of groups) await group.close();
  await database.drop();
});

async function founded(of: Omit<Parameters<typeof foundGroup>[1], "seed">): Promise<Group> {
  const group = await foundGroup(database, { ...of, seed: groups.length + 1 });
  groups.push(group);
  return group;
}

const income = (group: Group, fund: string, amount: bigint, is_gift = true) =>
  line("meetings.income", { money: group.edge.newId(), fund, amount, purpose: "Yayasan", ...(is_gift ? { is_gift } : {}) });

/** Where the capital came from, as the report says it: each source and the sum. */
async function capitalOf(group: Group, unit: string) {
  const report = await read(group.pool, group.organisation, client =>
    reportOf({
      ...{ client, organisation: group.organisation, member: group.treasurer, masterKey: testKey },
      ...{ roles: new Set<Role>(["anyone"]), today: group.edge.today, params: { report: "indicators" } },
    }),
  );
  const { rows, total } = report!.tables.find(table => table.key === "capital" && table.unit === unit)!;
  const amountOf = (row: readonly unknown[]): bigint => (row[2] as { readonly amount: bigint }).amount;
  const sources = rows.map(row => [(row[0] as { say: string }).say.replace("reports.source.", ""), amountOf(row)]);
  return {
    ...(Object.fromEntries(sources) as Record<"members" | "retained" | "gifts" | "others", bigint>),
    whole: amountOf(total!),
    own: (total![1] as { readonly percent: bigint }).percent,
  };
}

describe("a gift to a koperasi", () => {
  let group: Group;

  it("is capital and none of its own, beside what members saved and what was earned", async () => {
    group = await founded({
      ...{ template: "koperasi", unit: "IDR", on: "2026-01-12" },
      rules: { "savings.surplus/loan": { law: "own-bylaws", year_ends: "12", parts: [{ role: "reserve", percent: "100", fund: "reserve" }] } },
    });
    await meet(group, "2026-01-12", [
      ...group.members.map(member => line("savings.deposit", { member, product: "pokok", amount: 50_000n })),
      income(group, "loan", 500_000n),
      income(group, "reserve", 30_000n),
      income(group, "loan", 120_000n, false),
    ]);
    expect(await balanceOf(group, "donated-equity/loan")).toBe(-500_000n);
    expect(await capitalOf(group, "IDR")).toEqual({
      members: 350_000n,
      retained: 120_000n,
      gifts: 530_000n,
      others: 0n,
      whole: 1_000_000n,
      own: 4_700n,
    });
  });

  it("is in no surplus: the year that closes gives out what was earned, and the gift stays", async () => {
    group.edge.today = day("2027-01-11");
    const two = { by: group.treasurer, with: [group.members[2]!] };
    await accepted(group.say("ledger.close-period", { through: day("2026-12-31") }, two));
    await accepted(group.say("savings.close-year", { fund: "loan", year_end: day("2026-12-31") }, two));
    expect(await balanceOf(group, "retained-surplus/loan")).toBe(-120_000n);
    expect(await capitalOf(group, "IDR")).toMatchObject({ retained: 120_000n, gifts: 530_000n, whole: 1_000_000n });
  });

  it("to its reserve covers a loss too, after what the reserve has of its own", async () => {
    const year = (year_end: string) => ({ fund: "loan", year_end: day(year_end) });
    const two = { by: group.treasurer, with: [group.members[2]!] };
    const adopt = decision(group, "surplus", "surplus/loan/2026-12-31", { value: { amount: "120000" } });
    await meet(group, "2027-01-18", [adopt.line]);
    await accepted(group.say("savings.allocate-surplus", { decision: adopt.id }, two));
    const buy = decision(group, "expense", "expense/loan", { value: { amount: "140000" } });
    const loom = { money: group.edge.newId(), fund: "loan", amount: 140_000n, purpose: "Alat tenun", decision: buy.id };
    await meet(group, "2027-06-14", [buy.line, line("meetings.expense", loom)]);
    await meet(group, "2028-01-10");
    await accepted(group.say("ledger.close-period", { through: day("2027-12-31") }, two));
    await accepted(group.say("savings.close-year", year("2027-12-31"), two));
    const cover = decision(group, "surplus", "loss/loan/2027-12-31", { value: { amount: "140000" } });
    await meet(group, "2028-01-17", [cover.line]);
    await accepted(group.say("savings.cover-loss", { decision: cover.id, reserve: "reserve" }, two));
    expect([
      await balanceOf(group, "indivisible-reserve/reserve"),
      await balanceOf(group, "donated-equity/reserve"),
      await balanceOf(group, "retained-surplus/loan"),
    ]).toEqual([0n, -10_000n, 0n]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("a gift to a savings group", () => {
  it("is not shared out at the end of the cycle: it begins the next one", async () => {
    const group = await founded({ template: "vsla", unit: "IDR", on: "2026-01-10" });
    await meet(group, "2026-01-10", [
      ...group.members.map(member => line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n })),
      income(group, "loan", 40_000n),
      income(group, "loan", 70_000n, false),
    ]);
    const carried = decision(group, "share-out", "loan");
    await meet(group, "2026-12-12", [
      carried.line,
      line("meetings.share-out", { fund: "loan", decision: carried.id }, "share-out"),
    ]);
    expect(await balanceOf(group, "member-shares/loan")).toBe(0n);
    expect(await balanceOf(group, "donated-equity/loan")).toBe(-40_000n);
    expect(await balanceOf(group, "cash/loan")).toBeGreaterThanOrEqual(40_000n);
    expect(await capitalOf(group, "IDR")).toMatchObject({ members: 0n, gifts: 40_000n });
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("a gift to a fund of aid", () => {
  let group: Group;
  let her: MemberId;
  const help = async (amount: bigint, on: string) => {
    const agreed = decision(group, "benefit", grantAbout("social", her));
    await meet(group, on, [
      agreed.line,
      line("aid.grant", { member: her, fund: "social", amount, decision: agreed.id }),
    ]);
  };

  it("is there to help with, and is used last", async () => {
    group = await founded({ template: "vsla", unit: "IDR", on: "2026-01-10" });
    her = group.members[6]!;
    await meet(group, "2026-01-10", [
      ...group.members.map(member => line("aid.contribution", { member, fund: "social", amount: 1_000n })),
      income(group, "social", 5_000n),
    ]);
    const has = () =>
      read(group.pool, group.organisation, async client => {
        const fund = { fund: "social", unit: "IDR" };
        return ownWealth(fund, await loadBooks(client, group.organisation, () => needsOwnWealth(fund)));
      });
    expect(await has()).toBe(12_000n);
    await help(6_000n, "2026-01-17");
    expect([await balanceOf(group, "fund-balance/social"), await balanceOf(group, "donated-equity/social")]).toEqual([
      -1_000n,
      -5_000n,
    ]);
    await help(3_000n, "2026-01-24");
    expect([await balanceOf(group, "fund-balance/social"), await balanceOf(group, "donated-equity/social")]).toEqual([
      0n,
      -3_000n,
    ]);
    expect(await capitalOf(group, "IDR")).toMatchObject({ gifts: 3_000n, whole: 3_000n, own: 0n });
  });

  it("is spent by a decision too, and never more than is there", async () => {
    const agreed = decision(group, "expense", "expense/social", { value: { amount: "2000" } });
    await meet(group, "2026-01-31", [
      agreed.line,
      line("meetings.expense", { money: group.edge.newId(), fund: "social", amount: 2_000n, purpose: "Obat", decision: agreed.id }),
    ]);
    expect(await balanceOf(group, "donated-equity/social")).toBe(-1_000n);
    await expect(help(1_500n, "2026-02-07")).rejects.toThrow(/the sheet cannot be/);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("gifts in old books", () => {
  it("are brought in apart from what the group earned, and the fund must be even with them", async () => {
    const group = await founded({ template: "vsla", unit: "IDR", on: "2026-01-10" });
    const fund = { fund: "loan", cash: 100_000n, bank: 0n, own: 30_000n, gifts: 70_000n };
    const body = (gifts: bigint) => ({ through: day("2026-01-09"), members: [], loans: [], funds: [{ ...fund, gifts }] });
    const two = { by: group.treasurer, with: [group.secretary] };
    expect(await group.say("cutoff.bring-in", body(60_000n), two)).toMatchObject({
      refused: "cutoff.does-not-balance",
      because: { available: 100_000n, owed: 90_000n },
    });
    await accepted(group.say("cutoff.bring-in", body(70_000n), two));
    expect(await balanceOf(group, "donated-equity/loan")).toBe(-70_000n);
    expect(await balanceOf(group, "opening-balance/loan")).toBe(0n);
    expect(await capitalOf(group, "IDR")).toMatchObject({ retained: 30_000n, gifts: 70_000n, whole: 100_000n });
  });
});
