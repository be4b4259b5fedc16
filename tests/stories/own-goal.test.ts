/**
 * What a woman saves for is her own matter: set on her phone, seen by her with how far she is, and by nobody else, whatever
 * office she holds; not read out, not in the log, and gone with her key.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Role } from "#base";
import { read } from "#db";
import { questions } from "#meetings/server";
import { goalTable } from "#savings";
import { questions as savingsQuestions } from "#savings/server";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, foundGroup, type Group, leavesOf, line, meet, tableRows, testKey } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let wulan: MemberId;

const officer: readonly Role[] = ["anyone", "member", "treasurer", "chair", "secretary"];
const ask = <Seen>(name: string, by: MemberId, roles: readonly Role[], params = {}, isPlain = false) =>
  read(group.pool, group.organisation, async client => {
    const asked = { client, organisation: group.organisation, member: by, roles: new Set(roles), today: group.edge.today };
    const question = { ...questions, ...savingsQuestions }[name]!;
    return (await question.ask({ ...asked, params, masterKey: testKey, isPlain } as never)) as Seen;
  });
interface Goals {
  readonly goals: readonly { readonly name: string; readonly saved: string; readonly left: string; readonly tenths: number }[];
}
const hers = (isPlain = false) => ask<Goals>("savings.goals", wulan, ["anyone", "member"], {}, isPlain);
const words = /Atap|975310|2026-12-20/;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "koperasi", unit: "IDR", on: "2026-01-12" });
  wulan = group.members[6]!;
  await meet(group, "2026-01-26", [line("savings.deposit", { member: wulan, product: "sukarela", amount: 300_000n })]);
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("a goal of her own", () => {
  const goal = () => ({ goal: mine, product: "sukarela", amount: 975_310n, by: day("2026-12-20"), name: "Atap rumah" });
  let mine: string;

  it("is set by her alone, and shows her how far she is", async () => {
    mine = group.edge.newId();
    await accepted(group.say("savings.set-goal", goal(), { by: wulan }));
    expect((await hers()).goals).toMatchObject([{ name: "Atap rumah", saved: "300000", left: "675310", tenths: 3 }]);
    await meet(group, "2026-02-09", [line("savings.deposit", { member: wulan, product: "sukarela", amount: 700_000n })]);
    expect((await hers()).goals).toMatchObject([{ saved: "1000000", left: "0", tenths: 10 }]);
    const other = await group.say("savings.end-goal", { goal: mine }, { by: group.treasurer });
    expect(other).toMatchObject({ refused: "savings.goal-not-there" });
  });

  it("is seen by nobody else: no officer, no page of hers that officers open, no plain view, no log", async () => {
    const others = [
      await ask("savings.goals", group.treasurer, officer),
      await hers(true),
      await ask("meetings.member", group.treasurer, officer, { member: wulan }),
      await ask("meetings.paper-of", group.treasurer, officer, { member: wulan }),
      await ask("meetings.today", group.treasurer, officer),
      await ask("savings.savings", group.treasurer, officer),
    ];
    expect(JSON.stringify(others)).not.toMatch(words);
    const leaves = await leavesOf(group, "savings.goal-set");
    expect(leaves).toHaveLength(1);
    expect(leaves[0]!.body).not.toMatch(words);
    expect(JSON.stringify(await tableRows(group, goalTable))).not.toMatch(words);
  });

  it("is said anew and ended by her, in books that verify", async () => {
    await accepted(group.say("savings.set-goal", { ...goal(), amount: 2_000_000n }, { by: wulan }));
    expect((await hers()).goals).toMatchObject([{ left: "1000000", tenths: 5 }]);
    await accepted(group.say("savings.end-goal", { goal: mine }, { by: wulan }));
    expect((await hers()).goals).toEqual([]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
