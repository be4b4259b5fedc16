import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrganisationId, Uuid } from "#base";
import { house } from "../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { sayer } from "../../tests/village/edge.ts";
import { accepted, foundGroup, type Group, line, openMeeting, seal } from "../../tests/village/group.ts";

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
  it("without a decision, before it was decided, into a reserve that is lent", async () => {
    const meeting = await openMeeting(group);
    const [rule, fund] = [group.edge.newId(), group.edge.newId()] as [Uuid, Uuid];
    await accepted(
      seal(group, meeting, [
        ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
        line(
          "assembly.decision",
          {
            decision: rule,
            question: "rule",
            about: "meetings.fine/late",
            votes_for: 5,
            votes_against: 0,
            abstaining: 0,
          },
          "a",
        ),
        line(
          "assembly.decision",
          {
            decision: fund,
            question: "rule",
            about: "ledger.fund/cadangan",
            votes_for: 5,
            votes_against: 0,
            abstaining: 0,
          },
          "b",
        ),
      ]),
    );
    const two = { by: group.treasurer, with: [group.secretary] };
    const change = {
      rule: "meetings.fine/late",
      value: { amount: "2000", fund: "loan" },
      from: "2026-11-24",
      decision: rule,
    };
    expect(await group.say("assembly.change-rule", { ...change, decision: group.edge.newId() }, two)).toMatchObject({
      refused: "assembly.no-decision",
    });
    expect(await group.say("assembly.change-rule", { ...change, from: "2026-11-01" }, two)).toMatchObject({
      refused: "assembly.rule-begins-after-decision",
    });
    expect(await group.say("assembly.change-rule", change, { by: group.treasurer })).toMatchObject({
      refused: "members.more-people-needed",
    });
    expect(
      await group.say(
        "assembly.open-fund",
        { fund: "cadangan", unit: "IDR", nature: "indivisible", is_lendable: true, name: "Cadangan", decision: fund },
        two,
      ),
    ).toMatchObject({ refused: "assembly.reserve-is-not-lent" });
  });
});
