import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Document, OrganisationId } from "#base";
import { ruleTable } from "#assembly";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { sayer } from "../../tests/village/edge.ts";
import { accepted, decision, foundGroup, type Group, meet, tableRows, tryAtMeeting } from "../../tests/village/group.ts";

let database: FreshDatabase;
let group: Group;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24" });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("a group does not begin", () => {
  const founding = {
    name: "Mawar",
    template: "vsla",
    unit: "IDR",
    language: "id",
    is_practice: false,
    funds: [],
    rules: [],
    founders: [],
  };
  const begin = (change: Readonly<Record<string, unknown>>) => {
    const organisation = group.edge.newId() as OrganisationId;
    return sayer(
      group.intake,
      house,
      group.edge,
      organisation,
    )("assembly.found-organisation", { ...founding, ...change }, { by: group.treasurer });
  };
  const founder = (member: string, number: number, roles: readonly string[] = []) => ({
    member,
    person: group.edge.newId(),
    number,
    name: "Ibu",
    roles,
  });

  it("without founders, by a stranger, with one number twice, with a key in the committee or a supervisor in it, with a rule nobody knows", async () => {
    const mine = [founder(group.treasurer, 1)];
    const table: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
      ["assembly.no-founders", {}],
      ["assembly.founder-not-among-them", { founders: [founder(group.edge.newMember(), 1)] }],
      ["members.number-taken", { founders: [...mine, founder(group.secretary, 1)] }],
      ["members.key-holder-in-committee", { founders: [founder(group.treasurer, 1, ["treasurer", "key-holder"])] }],
      [
        "members.supervisor-holds-no-other",
        { founders: [founder(group.treasurer, 1, ["chair", "supervisory-committee"])] },
      ],
      [
        "members.supervisor-holds-no-other",
        { founders: [...mine, founder(group.secretary, 2, ["supervisory-committee", "key-holder"])] },
      ],
      [
        "assembly.reserve-is-not-lent",
        {
          founders: mine,
          funds: [{ fund: "cadangan", unit: "IDR", nature: "indivisible", is_lendable: true, name: "Cadangan" }],
        },
      ],
      ["members.holds-office-already", { founders: [founder(group.treasurer, 1, ["chair", "chair"])] }],
      ["assembly.no-such-rule", { founders: mine, rules: [{ rule: "savings.lottery", value: {} }] }],
      [
        "assembly.rule-of-another-shape",
        { founders: mine, rules: [{ rule: "assembly.between-meetings", value: { entries: "all" } }] },
      ],
      [
        "meetings.two-keys-at-least",
        {
          founders: mine,
          rules: [
            {
              rule: "meetings.method",
              value: { frequency: "weeks", every: "1", keys: "1", absent_percent_max: "100" },
            },
          ],
        },
      ],
    ];
    for (const [refused, change] of table)
      expect(await begin(change), refused).toMatchObject({ status: "refused", refused });
  });
});

describe("a rule does not change", () => {
  const late = { amount: "2000", fund: "loan" };
  const two = () => ({ by: group.treasurer, with: [group.secretary] });

  it("without a decision, by one person alone, for a day that was sealed, or twice by one decision", async () => {
    const carried = decision(group, "rule", "meetings.fine/late", { value: late });
    await meet(group, "2026-11-24", [carried.line]);
    const change = { from: "2026-11-25", decision: carried.id };
    expect(await group.say("assembly.change-rule", { ...change, decision: group.edge.newId() }, two())).toMatchObject({
      refused: "assembly.no-decision",
    });
    expect(await group.say("assembly.change-rule", { ...change, from: "2026-11-24" }, two())).toMatchObject({
      refused: "assembly.rule-begins-after-meeting",
      because: { held_on: "2026-11-24" },
    });
    expect(await group.say("assembly.change-rule", change, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
    });
    await accepted(group.say("assembly.change-rule", change, two()));
    expect(await group.say("assembly.change-rule", { ...change, from: "2026-12-24" }, two())).toMatchObject({
      refused: "assembly.decision-used",
      because: { decided_on: "2026-11-24" },
    });
    expect(await tableRows(group, ruleTable, { rule: "meetings.fine/late", version: 2 })).toMatchObject([
      { value: late, from_on: "2026-11-25", decision_id: carried.id },
    ]);
  });

  it("back, when a meeting was sealed since it was decided", async () => {
    const carried = decision(group, "rule", "meetings.fine/late", { value: { amount: "3000", fund: "loan" } });
    await meet(group, "2026-12-01", [carried.line]);
    await meet(group, "2026-12-08");
    expect(
      await group.say("assembly.change-rule", { from: "2026-12-02", decision: carried.id }, two()),
    ).toMatchObject({ refused: "assembly.rule-begins-after-meeting", because: { held_on: "2026-12-08" } });
  });
});

describe("a decision is not written down", () => {
  const table: readonly (readonly [string, string, string, Document | undefined])[] = [
    ["assembly.about-something-else", "loan", "loans.product/ordinary", undefined],
    ["assembly.about-something-else", "other", "tikar", undefined],
    ["assembly.about-something-else", "office", "ibu-wulan", undefined],
    ["assembly.about-something-else", "rule", "ledger.fund/beras.", { unit: "kg" }],
    ["assembly.decision-says-nothing", "rule", "meetings.fine/late", undefined],
    ["assembly.decision-says-nothing", "rule", "ledger.fund/beras", { unit: "kg" }],
    ["assembly.decision-says-nothing", "expense", "expense/loan", undefined],
    ["assembly.decision-says-nothing", "other", "transfer/loan/social", { amount: "0" }],
    ["assembly.decision-says-too-much", "other", "other", { amount: "500" }],
    ["assembly.rule-of-another-shape", "rule", "meetings.fine/late", { amount: "satu", fund: "loan" }],
    ["assembly.no-such-rule", "rule", "savings.lottery", {}],
    ["assembly.reserve-is-not-lent", "rule", "ledger.fund/cadangan", { unit: "IDR", nature: "indivisible", is_lendable: true }],
    ["ledger.fund-exists", "rule", "ledger.fund/loan", { unit: "IDR", nature: "divisible", is_lendable: true }],
    ["meetings.spent-by-decision-only", "rule", "meetings.spending/social", { at_once_max: "500" }],
  ];
  it.each(table)("%s: %s about %s", async (refused, question, about, value) => {
    const asked = decision(group, question, about, value === undefined ? {} : { value });
    expect(await tryAtMeeting(group, "2026-12-15", [asked.line])).toMatchObject({ refused });
  });
});
