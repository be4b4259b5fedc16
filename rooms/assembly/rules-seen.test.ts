/** What rules are made of stands in their own rooms; a page that says a rule in full is given it with the answer. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { read } from "#db";
import { rulesKnownIn } from "../../app/house.ts";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, type Group, testKey } from "../../tests/village/group.ts";
import { rulebookOf, ruleNamesOf } from "./page-questions.ts";

let database: FreshDatabase;
let group: Group;
beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05" });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const rulesKnown = rulesKnownIn(house);
const asked = (client: Parameters<Parameters<typeof read>[2]>[0]) => ({
  client,
  organisation: group.organisation,
  member: group.treasurer,
  roles: new Set(["anyone", "member", "treasurer"] as const),
  today: group.edge.today,
  params: {},
  masterKey: testKey,
  rulesKnown,
});

it("the rulebook at the meeting has every rule's fields, as its own room says them, and what goes between meetings", async () => {
  const { names, rules } = await read(group.pool, group.organisation, client =>
    rulebookOf(asked(client), group.edge.today),
  );
  expect(names.fields).toEqual(rulesKnown.fields);
  expect(Object.keys(rulesKnown.fields).sort()).toEqual([...house.ruleDefinitions.keys()].sort());
  expect(names.betweenEntries).toContain("loans.repayment");
  expect(names.betweenEntries).not.toContain("loans.request");
  expect(rules.map(one => one.rule)).toContain("meetings.spending/loan");
});

it("other pages are given those they say in full, and no more", async () => {
  const named = await read(group.pool, group.organisation, async client => [
    await ruleNamesOf(asked(client), "loans."),
    await ruleNamesOf(asked(client)),
  ]);
  expect(named.map(one => Object.keys(one.fields ?? {}))).toEqual([["loans.product", "loans.limits", "loans.care"], []]);
});
