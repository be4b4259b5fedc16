/**
 * Share capital by subscription in a koperasi: decided as a rule, promised at a meeting by the form, asked for on the sheet as
 * it falls due, shown to her and to officers, taken back where it was a mistake, and kept in books that verify.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Role } from "#base";
import { read } from "#db";
import { questions } from "#meetings/server";
import { subscriptionTable } from "#savings";
import { questions as savingsQuestions } from "#savings/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, decision, foundGroup, type Group, leavesOf, line, meet, tableRows, testKey } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let wulan: MemberId;
let sahnim: MemberId;

const ask = <Seen>(name: string, by: MemberId, roles: readonly Role[], params = {}) =>
  read(group.pool, group.organisation, async client => {
    const asked = { client, organisation: group.organisation, member: by, roles: new Set(roles), today: group.edge.today };
    const question = { ...questions, ...savingsQuestions }[name]!;
    return (await question.ask({ ...asked, params, masterKey: testKey })) as Seen;
  });
const asTreasurer = <Seen>(name: string, params = {}) =>
  ask<Seen>(name, group.treasurer, ["anyone", "member", "treasurer"], params);
const say = (name: string, body: Readonly<Record<string, unknown>>) =>
  group.say(name, body, { by: group.treasurer, with: [group.members[2]!] });
const subscribes = (member: MemberId, shares: number) =>
  line("savings.subscribe", { member, product: "modal", shares, amount: 25_000n * BigInt(shares) }, `subscribe.${member}`);
interface Capital {
  readonly products: readonly { readonly people: object[]; readonly mine: object | null }[];
}

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "koperasi",
    unit: "IDR",
    on: "2026-01-12",
    rules: {
      "savings.product/modal": {
        ...{ fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "on-leaving", is_capital: true },
      },
    },
  });
  [wulan, sahnim] = [group.members[6]!, group.members[4]!];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("capital by subscription in a koperasi", () => {
  it("is a rule the members decide, and a promise made at the meeting without any cash", async () => {
    const rule = decision(group, "rule", "savings.subscription/modal", {
      value: { share: "25000", shares_min: "4", months: "10", from_surplus: true },
    });
    await meet(group, "2026-01-26", [rule.line]);
    await accepted(say("assembly.change-rule", { decision: rule.id, from: day("2026-02-01") }));
    await meet(group, "2026-02-09", [subscribes(wulan, 4), subscribes(sahnim, 8)]);
    expect(await balanceOf(group, "cash/loan")).toBe(0n);
    expect((await tableRows(group, subscriptionTable)).map(row => row.amount).sort()).toEqual([100_000n, 200_000n]);
  });

  it("is asked for on the sheet as it falls due, and taken as any saving", async () => {
    group.edge.today = day("2026-03-09");
    const { dues } = await asTreasurer<{ dues: { entry: string; body: Record<string, string> }[] }>("meetings.today");
    const asked = dues.filter(one => one.body["product"] === "modal").map(one => [one.body["member"], one.body["amount"]]);
    expect(asked).toEqual([
      [sahnim, "40000"],
      [wulan, "20000"],
    ]);
    await meet(group, "2026-03-09", [
      line("savings.deposit", { member: wulan, product: "modal", amount: 20_000n }),
      line("savings.deposit", { member: sahnim, product: "modal", amount: 15_000n }, "short"),
    ]);
  });

  it("is shown to her with what is still to come, and of everybody to officers alone", async () => {
    const officers = await asTreasurer<Capital>("savings.capital");
    expect(officers.products).toMatchObject([{ subscribed: "300000", paid: "35000", toCome: "265000", mine: null }]);
    expect(officers.products[0]!.people).toHaveLength(2);
    const hers = await ask<Capital>("savings.capital", wulan, ["anyone", "member"]);
    expect(hers.products[0]).toMatchObject({ people: [], mine: { paid: "20000", toCome: "80000", next: "2026-04-09" } });
    const passbook = await asTreasurer<{ hers: { subscribed: object[] } }>("meetings.member", { member: wulan });
    expect(passbook.hers.subscribed).toMatchObject([
      { product: "modal", subscribed: "100000", paid: "20000", toCome: "80000", next: "2026-04-09" },
    ]);
  });

  it("is taken back where it was written by mistake, and leaves what was paid in", async () => {
    const leaf = (await leavesOf(group, "savings.subscribed")).find(one => one.body.includes(sahnim))!;
    await meet(group, "2026-03-16", [line("meetings.correction", { seq: BigInt(leaf.seq), reason: "Dua kali" })]);
    expect((await asTreasurer<Capital>("savings.capital")).products).toMatchObject([{ subscribed: "100000", paid: "20000" }]);
    expect(await balanceOf(group, "member-shares.modal/loan", sahnim)).toBe(-15_000n);
  });

  it("stands in books that verify, with every list as the log tells it", async () => {
    await meet(group, "2026-03-23", []);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
