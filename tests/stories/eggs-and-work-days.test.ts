/**
 * A group that saves eggs and days of work beside its money: each a fund of its own that the members decided on, counted in
 * whole eggs and quarter days, and never added to rupiah. Work lent is work that comes back.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId } from "#base";
import { read } from "#db";
import { linesOfMember, statementsOf } from "#ledger/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, decision, foundGroup, type Group, line, meet, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let halimah: MemberId;
let rohani: MemberId;
let wulan: MemberId;

const things = [
  { fund: "telur", unit: "egg", name: "Tabungan telur" },
  { fund: "kerja", unit: "day", name: "Gotong royong" },
] as const;
const saves = (member: MemberId, product: string, amount: bigint) =>
  line("savings.deposit", { member, product, amount }, `${product}/${member}`);
const takes = (member: MemberId, product: string, amount: bigint) => line("savings.withdrawal", { member, product, amount });

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-03" });
  [halimah, rohani, wulan] = group.members as [MemberId, MemberId, MemberId];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("eggs and days of work", () => {
  it("are saved because the members decided so, each in a fund of its own", async () => {
    const two = { by: group.treasurer, with: [group.secretary] };
    const opened = things.map(({ fund, unit }) =>
      decision(group, "rule", `ledger.fund/${fund}`, { value: { unit, nature: "divisible", is_lendable: false } }),
    );
    const kept = { kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
    const ruled = things.map(({ fund }) =>
      decision(group, "rule", `savings.product/${fund}`, { value: { ...kept, fund } }),
    );
    await meet(group, "2026-11-10", [...opened, ...ruled].map(one => one.line));
    for (const [index, { name }] of things.entries()) {
      await accepted(group.say("assembly.open-fund", { name, decision: opened[index]!.id }, two));
      const rule = { from: day("2026-11-11"), name, decision: ruled[index]!.id };
      await accepted(group.say("assembly.change-rule", rule, two));
    }
  });

  it("are written at the meeting beside the shares: thirty eggs, a day and a half of work", async () => {
    await meet(group, "2026-11-17", [
      saves(halimah, "telur", 30n),
      saves(rohani, "telur", 12n),
      saves(wulan, "kerja", 150n),
      saves(rohani, "kerja", 25n),
      line("savings.buy-shares", { member: halimah, fund: "loan", shares: 2, amount: 20_000n }),
    ]);
    expect(await balanceOf(group, "cash/telur")).toBe(42n);
    expect(await balanceOf(group, "cash/kerja")).toBe(175n);
    expect(await balanceOf(group, "member-savings.kerja/kerja", wulan)).toBe(-150n);
  });

  it("are given back as eggs and as work, no further than what she has", async () => {
    await meet(group, "2026-11-24", [takes(halimah, "telur", 10n), takes(wulan, "kerja", 100n)]);
    expect(await tryAtMeeting(group, "2026-12-01", [takes(wulan, "kerja", 75n)])).toMatchObject({
      refused: "savings.more-than-saved",
      because: { unit: "day", wanted: 75n, saved: 50n },
    });
    expect(await balanceOf(group, "member-savings.telur/telur", halimah)).toBe(-20n);
    expect(await balanceOf(group, "member-savings.kerja/kerja", wulan)).toBe(-50n);
  });

  it("stand on sheets of their own, each in balance, and in her passbook beside her rupiah", async () => {
    const { balanceSheets, trialBalances, places } = await read(group.pool, group.organisation, client =>
      statementsOf(client, group.organisation, group.edge.today),
    );
    expect(balanceSheets.map(sheet => sheet.unit).sort()).toEqual(["IDR", "day", "egg"]);
    for (const one of trialBalances) expect(one.debit).toBe(one.credit);
    expect(places.find(place => place.fund === "telur")).toMatchObject({ unit: "egg", total: 32n });
    expect(places.find(place => place.fund === "kerja")).toMatchObject({ unit: "day", total: 75n });
    const lines = await read(group.pool, group.organisation, client =>
      linesOfMember(client, group.organisation, halimah, { skip: 0, take: 10 }),
    );
    expect(lines.map(one => [one.unit, one.amount]).sort()).toEqual(
      [["IDR", -20_000n], ["egg", -30n], ["egg", 10n]].sort(),
    );
  });

  it("stand in books that verify, with every list as the log tells it", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
