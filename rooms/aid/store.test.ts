import { day } from "#base";
import { type PoolClient, read } from "#db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { accepted, foundGroup, type Group, holdMeeting, line, testKey } from "../../tests/village/group.ts";
import { grantAbout } from "./grant.ts";
import {
  aidDueOn,
  beneficiariesOf,
  claimInFull,
  claimsOf,
  claimsOn,
  enrolmentsIn,
  enrolmentsOf,
  grantsOf,
  lapsesAheadOn,
  leviesOwedBy,
  openClaims,
} from "./server.ts";

const amat = { name: "Amat", kinship: "spouse" };
const damayan = {
  kind: "damayan",
  levy: { amount: "3000", bereaved_pays: false },
  waiting_months: "0",
  lapse_after_missed: "2",
  benefits: [{ event: "death", of: "member", how: "fixed", amount: "50000" }],
  admin_percent: "0",
  first_part_percent: "60",
  offset_debts: false,
};

let database: FreshDatabase;
let group: Group;
const meeting = async (
  on: string,
  lines: Parameters<typeof holdMeeting>[1],
  counts: Readonly<Record<string, bigint>>,
) => {
  group.edge.today = day(on);
  const { sealed } = await holdMeeting(group, lines, { loan: 0n, social: 0n, ...counts });
  expect(sealed).toMatchObject({ status: "accepted" });
};
const ask = <T>(question: (client: PoolClient) => Promise<T>): Promise<T> =>
  read(group.pool, group.organisation, question);

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "PHP",
    on: "2026-01-05",
    rules: {
      "aid.fund/damayan": damayan,
      "assembly.between-meetings": { entries: ["aid.claim", "aid.verify", "aid.pay-benefit"] },
    },
  });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("a death in the chapter, from the need to the money", () => {
  test("is told, checked and paid between meetings by two people, and each gives at the next one", async () => {
    const { organisation, members, treasurer, secretary } = group;
    const gift = group.edge.newId();
    await meeting(
      "2026-01-05",
      [
        ...members.map(member =>
          line("aid.enrol", { member, fund: "damayan", beneficiaries: [amat] }),
        ),
        line("meetings.income", { money: gift, fund: "damayan", amount: 60_000n, purpose: "Gift" }),
      ],
      { damayan: 60_000n },
    );
    expect(await ask(client => enrolmentsIn(client, organisation, "damayan"))).toHaveLength(members.length);
    const hers = members[6]!;
    expect(
      await ask(client => beneficiariesOf(client, organisation, { member: hers, fund: "damayan" }, testKey)),
    ).toEqual([{ kinship: "spouse", name: "Amat" }]);

    group.edge.today = day("2026-02-02");
    const claim = group.edge.newId();
    const two = { by: treasurer, with: [secretary] };
    const said = { claim, fund: "damayan", member: hers, event: "death", who: "herself", happened_on: "2026-02-01" };
    await accepted(group.say("aid.claim", said, two));
    expect(await ask(client => openClaims(client, organisation))).toMatchObject([
      { claim_id: claim, status: "reported" },
    ]);
    await accepted(group.say("aid.verify", { claim, first: treasurer, second: secretary }, two));
    await accepted(group.say("aid.pay-benefit", { claim, amount: 30_000n, received_by: amat }, two));
    const found = await ask(client => claimInFull(client, organisation, claim));
    expect(found?.claim).toMatchObject({
      status: "paid-in-part",
      benefit: 50_000n,
      first_part: 30_000n,
      paid: 30_000n,
    });
    expect(found?.levies).toHaveLength(members.length - 1);
    expect(await ask(client => leviesOwedBy(client, organisation, treasurer))).toMatchObject([
      { amount: 3_000n, paid: 0n },
    ]);

    const due = await ask(client => aidDueOn(client, organisation, day("2026-02-09")));
    const levies = due.filter(one => one.body.fund === "damayan");
    expect(levies).toHaveLength(members.length - 1);
    const given = levies.filter(one => one.body.member !== members[5]);
    const gives = given.map((one, index) => line(one.entry, one.body, `levy/${index}`));
    await meeting("2026-02-09", [...gives, line("aid.pay-benefit", { claim, amount: 20_000n, received_by: amat })], {
      damayan: 10_000n + 15_000n,
    });
    expect(await ask(client => openClaims(client, organisation))).toEqual([]);
    expect(await ask(client => claimsOf(client, organisation, hers))).toMatchObject([
      { status: "paid", paid: 50_000n },
    ]);
    expect(await ask(client => claimsOn(client, organisation, "damayan"))).toHaveLength(1);

    // Who did not give is told before she falls out.
    const ahead = await ask(client => lapsesAheadOn(client, organisation, day("2026-02-16")));
    expect(ahead).toMatchObject([{ member_id: members[5], number: 6, missed: 1, left: 1, isWarningDue: true }]);
    await meeting("2026-02-16", [line("aid.warn", { member: members[5], fund: "damayan" })], { damayan: 25_000n });
    expect(await ask(client => enrolmentsOf(client, organisation, members[5]!))).toMatchObject([
      { fund: "damayan", status: "active", warned_on: "2026-02-16" },
    ]);
  });

  test("and a payment written by mistake is taken back at the next meeting", async () => {
    const { organisation, members } = group;
    const [levy] = await ask(client => leviesOwedBy(client, organisation, members[5]!));
    await meeting(
      "2026-02-23",
      [line("aid.contribution", { member: members[5], fund: "damayan", amount: 3_000n, claim: levy!.claim_id })],
      {
        damayan: 28_000n,
      },
    );
    expect(await ask(client => leviesOwedBy(client, organisation, members[5]!))).toEqual([]);
    const [leaf] = await ask(async client => {
      const { rows } = await client.query<{ seq: bigint }>(
        "select seq from ledger.leaf where organisation_id = $1 and kind = 'aid.contributed' order by seq desc limit 1",
        [organisation],
      );
      return rows;
    });
    await meeting("2026-03-02", [line("meetings.correction", { seq: leaf!.seq, reason: "It was not her" })], {
      damayan: 25_000n,
    });
    expect(await ask(client => leviesOwedBy(client, organisation, members[5]!))).toMatchObject([
      { amount: 3_000n, paid: 0n },
    ]);
  });
});

test("help by a decision is given once and is on the list", async () => {
  const { organisation, members } = group;
  const member = members[4]!;
  const decision = group.edge.newId();
  const vote = {
    decision,
    question: "benefit",
    about: grantAbout("damayan", member),
    votes_for: 6,
    votes_against: 0,
    abstaining: 1,
  };
  await meeting(
    "2026-03-09",
    [
      line("assembly.decision", vote),
      line("aid.grant", { member, fund: "damayan", amount: 5_000n, decision, purpose: "Roof" }),
    ],
    { damayan: 20_000n },
  );
  expect(await ask(client => grantsOf(client, organisation))).toMatchObject([
    { decision_id: decision, member_id: member, amount: 5_000n, granted_on: "2026-03-09" },
  ]);
});
