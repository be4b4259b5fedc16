/**
 * A girl saves with the others. She borrows nothing, stands for nobody's loan and sits in no pot; her guardian's name is for the
 * officers and herself, and at the table it is said to whom money of hers is handed. Then she comes of age.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MemberId, Role } from "#base";
import { read } from "#db";
import { loanTable } from "#loans";
import { questions as askMeetings } from "#meetings/server";
import { questions as askMembers } from "#members/server";
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
let lala: MemberId;
const guardian = "Ibu Rohani Suhaimi";

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-03-02", seed: 61 });
  lala = group.members[6]!;
  await accepted(group.say("members.name-guardian", { member: lala, guardian }, { by: group.secretary }));
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

const ask = (question: string, asked: Parameters<(typeof askMembers)[string]["ask"]>[0]["params"], as: MemberId, roles: readonly Role[]) =>
  read(group.pool, group.organisation, client =>
    ({ ...askMembers, ...askMeetings })[question]!.ask({
      ...{ client, organisation: group.organisation, member: as, masterKey: testKey, params: asked, isPlain: false },
      roles: new Set<Role>(["anyone", "member", ...roles]),
      today: group.edge.today,
    } as never),
  ) as Promise<unknown>;
const request = (member: MemberId, guarantors: readonly MemberId[] = []) =>
  line("loans.request", { loan: group.edge.newId(), member, product: "ordinary", amount: 50_000n, guarantors });

describe("a member under age", () => {
  it("saves as the others do", async () => {
    await meet(
      group,
      "2026-03-02",
      group.members.map(member => line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n })),
    );
    expect(await balanceOf(group, "member-shares/loan", lala)).toBe(-50_000n);
  });

  it("has no debt of her own or of others", async () => {
    expect(await tryAtMeeting(group, "2026-03-09", [request(lala)])).toMatchObject({ refused: "loans.borrower-under-age" });
    expect(await tryAtMeeting(group, "2026-03-09", [request(group.members[4]!, [lala])])).toMatchObject({
      refused: "loans.guarantor-under-age",
    });
    const carried = decision(group, "other", "pot/arisan", { value: { amount: "10000" } });
    const pot = line("pots.begin", {
      ...{ pot: "arisan", name: "Arisan", unit: "IDR", amount: 10_000n, seats: [group.members[3], lala] },
      ...{ every: "meeting", turn: "lot", is_whole: true, decision: carried.id },
    });
    expect(await tryAtMeeting(group, "2026-03-09", [carried.line, pot])).toMatchObject({
      refused: "pots.under-age",
      because: { number: 7 },
    });
  });

  it("has a guardian whom officers and she herself know, and nobody else", async () => {
    const seen = async (as: MemberId, roles: readonly Role[]) =>
      JSON.stringify(await ask("members.member", { member: lala }, as, roles), (_key, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      );
    expect(await seen(group.secretary, ["secretary"])).toContain(guardian);
    expect(await seen(lala, [])).toContain(guardian);
    expect(await seen(group.members[4]!, [])).not.toContain(guardian);
    expect(JSON.stringify((await leavesOf(group)).map(leaf => leaf.body))).not.toContain("Suhaimi");
    const table = (await ask("meetings.today", {}, group.treasurer, ["treasurer"])) as {
      women: readonly { member: MemberId; guardian?: string }[];
    };
    const minors = table.women.filter(woman => woman.guardian !== undefined);
    expect(minors).toEqual([expect.objectContaining({ member: lala, guardian })]);
  });

  it("borrows once she is of age, and no guardian is named any more", async () => {
    await accepted(group.say("members.come-of-age", { member: lala }, { by: group.secretary }));
    const asked = request(lala);
    const { loan } = asked.body as { loan: string };
    const agreed = decision(group, "loan", loan);
    await meet(group, "2026-03-16", [asked, agreed.line, line("loans.pay-out", { loan, member: lala, decision: agreed.id })]);
    expect(await tableRows(group, loanTable, { member_id: lala })).toMatchObject([{ status: "running" }]);
    expect(JSON.stringify(await ask("members.member", { member: lala }, lala, []))).not.toContain(guardian);
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
