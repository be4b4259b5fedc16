/**
 * Twelve weavers repair the roof of their weaving house (S13): it needs 20 work days, 3 sacks of cement and 400,000 for wood. They
 * promise, they decide, on Saturday most of them come; the wood is paid out of what they brought, and what is left goes back.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actionTable, settlementTable } from "#actions";
import { questions } from "#actions/server";
import { type Asked, day, type MemberId, sum, type Uuid } from "#base";
import { type PoolClient, read } from "#db";
import { rolesOf } from "#members";
import { peopleOf } from "#members/server";
import type { ActionSeen, ActionsSeen } from "../../rooms/actions/page-questions.ts";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  balanceOf,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  tableRows,
  testKey,
  tryAtMeeting,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let action: Uuid;
const her = (place: number): MemberId => group.members[place]!;
const two = () => ({ by: group.treasurer, with: [group.secretary] });
const [work, cement, wood] = [1, 2, 3];

const roof = () => ({
  ...{ action, fund: "loan", name: "Perbaiki atap rumah tenun", happens_on: "2026-12-12", note: "Jam tujuh, bawa palu" },
  intents: [
    { name: "Tenaga", unit: "day", quantity: 2_000n },
    { name: "Semen satu sak", unit: "piece", quantity: 3n },
    { name: "Kayu", unit: "IDR", quantity: 400_000n },
  ],
});
const promise = (place: number, intent: number, quantity: bigint) => ({
  ...{ action, member: her(place), quantities: [{ intent, quantity }] },
});

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-11-03",
    size: 12,
    rules: {
      "actions.action/loan": { decided_by_vote: true, promises_seen: "officers" },
      "assembly.between-meetings": { entries: ["actions.contribute", "actions.pay-cost"] },
    },
  });
  action = group.edge.newId();
  // The box has other money too, which is not the action's.
  await meet(group, "2026-11-03", [
    line("meetings.income", { money: group.edge.newId(), fund: "loan", amount: 900_000n, purpose: "Hadiah" }),
  ]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const ask = <Seen>(question: string, place: number, isPlain = false): Promise<Seen> =>
  read(group.pool, group.organisation, async client => {
    const { today } = group.edge;
    const person = (await peopleOf(client, group.organisation, testKey, today)).find(one => one.member === her(place))!;
    const offices = person.offices.map(role => ({ role, from_on: today, until_on: null }));
    return (await questions[question]!.ask({
      ...{ client, organisation: group.organisation, member: her(place), today, masterKey: testKey, isPlain },
      roles: rolesOf(person, offices, today),
      params: { action },
    } satisfies Asked<PoolClient>)) as Seen;
  });
const seenBy = (place: number, isPlain = false) => ask<ActionSeen>("actions.action", place, isPlain);

describe("twelve weavers repair the roof", () => {
  it("one of them proposes it on her phone, and they promise: on phones, and aloud in the circle", async () => {
    await accepted(group.say("actions.plan", roof(), { by: her(8) }));
    for (const place of [8, 9, 10]) await accepted(group.say("actions.commit", promise(place, work, 200n), { by: her(place) }));
    await accepted(group.say("actions.commit", promise(11, cement, 2n), { by: group.secretary }));
    const carried = decision(group, "action", `action/${action}`, { value: { amount: "100000" } });
    await meet(group, "2026-11-10", [
      carried.line,
      line("actions.agree", { action, decision: carried.id }, "decision.2"),
      ...Array.from({ length: 6 }, (_, at) => line("actions.commit", promise(at, work, 200n), `decision.3.${at}`)),
      line("actions.commit", promise(6, wood, 150_000n), "decision.3.6"),
    ]);
    const seen = await seenBy(7);
    expect(seen).toMatchObject({ status: "agreed", promisers: 11, others: [], people: [], fromFundMax: "100000" });
    expect(seen.lines.map(one => [one.promised, one.quantity])).toEqual([["1800", "2000"], ["2", "3"], ["150000", "400000"]]);
    expect(await seenBy(8)).toMatchObject({ mine: { promised: [{ intent: 1, quantity: "200" }] }, mayPromise: true });
    // Under somebody's eyes nothing is hers, and nothing of others is told.
    expect(await seenBy(8, true)).toMatchObject({ mine: { promised: [] }, others: [], mayPromise: false });
  });

  it("they bring money at the meetings, and on Saturday they come, most as they had promised", async () => {
    await meet(
      group,
      "2026-11-24",
      [5, 6, 7].map((place, at) =>
        line("actions.pay-in", { action, member: her(place), amount: [100_000n, 150_000n, 200_000n][at]! }, `pay.${at}`),
      ),
    );
    expect(await balanceOf(group, "cash/loan")).toBe(900_000n + 450_000n);
    expect(await balanceOf(group, "action-advances.a1/loan", her(6))).toBe(-150_000n);
    group.edge.today = day("2026-12-12");
    for (const place of [0, 1, 2, 3, 4, 8, 10])
      await accepted(group.say("actions.contribute", promise(place, work, 225n), two()));
    await accepted(group.say("actions.contribute", promise(11, cement, 3n), two()));
    const cost = { action, paid_to: "Toko Kayu Jaya", purpose: "Kayu dan paku" };
    await accepted(group.say("actions.pay-cost", { ...cost, cost: group.edge.newId(), amount: 333_400n }, two()));
    await accepted(
      group.say("actions.pay-cost", { ...cost, cost: group.edge.newId(), amount: 60_000n, from_fund: true }, two()),
    );
    const seen = await seenBy(4);
    expect(seen.lines.map(one => one.came)).toEqual(["1575", "3", "450000"]);
    expect(seen).toMatchObject({ helpers: 11, money: { brought: "450000", spent: "333400", fromFund: "60000", own: "116600" } });
    expect(seen.costs.map(one => [one.paidTo, one.amount, one.fromFund])).toEqual([
      ["Toko Kayu Jaya", "333400", false],
      ["Toko Kayu Jaya", "60000", true],
    ]);
    // Two had promised and did not come; nobody but the officers sees who, and nobody owes.
    expect((await seenBy(0)).others.find(one => one.who.member === her(9))).toMatchObject({ came: [], money: "0" });
    expect(seen.others).toEqual([]);
  });

  it("a member leaves who had promised; who has money in it takes her part out first", async () => {
    const leaves = (place: number) => line("meetings.leaving", { member: her(place), status: "left" });
    expect(await tryAtMeeting(group, "2026-12-15", [leaves(6)])).toMatchObject({ refused: "actions.leaves-with-money" });
    const shared = decision(group, "share-out", "loan");
    expect(
      await tryAtMeeting(group, "2026-12-15", [shared.line, line("meetings.share-out", { fund: "loan", decision: shared.id })]),
    ).toMatchObject({ refused: "actions.fund-is-used" });
    await meet(group, "2026-12-15", [leaves(9), line("actions.refund", { action, member: her(6), kept: true })]);
    // A third of 116,600 is hers, in coins of 100.
    expect(await balanceOf(group, "member-payable/loan", her(6))).toBe(-38_900n);
    expect((await seenBy(7)).lines[0]!.promised).toBe("1600");
  });

  it("it is closed: what is left goes back to who brought it, to the last coin; closed too early, it goes on", async () => {
    const close = line("actions.close", { action });
    const here = group.members.filter(member => member !== her(9));
    await meet(group, "2026-12-22", [close], here);
    const parts = async () =>
      (await tableRows(group, settlementTable, { action_id: action })).filter(one => !one.is_taken_back);
    expect(sum((await parts()).map(one => one.rest))).toBe(116_600n);
    expect(await balanceOf(group, "action-costs.a1/loan")).toBe(0n);
    expect(await balanceOf(group, "cash/loan")).toBe(900_000n - 60_000n + 38_900n);
    expect((await seenBy(5)).mine).toMatchObject({ money: "100000", returned: "25900" });
    await meet(group, "2026-12-29", [line("actions.reopen", { action, reason: "Paku masih kurang" })], here);
    expect((await seenBy(5)).money).toMatchObject({ own: "77700", returned: "38900" });
    const rest = decision(group, "action", `action-rest/${action}`);
    const last = [
      rest.line,
      line("actions.close", { action, decision: rest.id }, "pay.9"),
      line("meetings.pay-out", { member: her(6), fund: "loan", amount: 38_900n }),
    ];
    await meet(group, "2027-01-05", last, here);
    expect(await balanceOf(group, "cash/loan")).toBe(900_000n - 60_000n + 77_700n);
    expect((await tableRows(group, actionTable))[0]).toMatchObject({ status: "closed", rest_decision_id: rest.id });
    expect((await ask<ActionsSeen>("actions.actions", 5)).actions).toMatchObject([{ status: "closed", isMine: false }]);
  });

  it("the books verify: every row is what the log says, and no name of work, shop or woman is in it", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    expect(JSON.stringify((await leavesOf(group)).map(leaf => leaf.body))).not.toMatch(/atap|Kayu|Semen|palu/);
  });
});

describe("a promise of work", () => {
  it("is called off where nothing came of it", async () => {
    const next = group.edge.newId();
    await accepted(group.say("actions.plan", { ...roof(), action: next, happens_on: "2027-02-06" }, { by: her(8) }));
    await accepted(group.say("actions.cancel", { action: next, reason: "Hujan" }, two()));
    expect((await tableRows(group, actionTable, { action_id: next }))[0]).toMatchObject({ status: "cancelled" });
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
