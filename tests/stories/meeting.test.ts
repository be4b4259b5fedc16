import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query, read, sql } from "#db";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  decision,
  foundGroup,
  type Group,
  holdMeeting,
  line,
  openMeeting,
  recalled,
  seal,
} from "../village/group.ts";

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

const cashOf = (fund: string): Promise<bigint> =>
  read(group.pool, group.organisation, async client => {
    const rows = await query<{ balance: bigint }>(
      client,
      sql`select balance from ledger.line where account = ${`cash/${fund}`} order by line_number desc limit 1`,
    );
    return rows[0]?.balance ?? 0n;
  });

describe("a meeting of a savings group", () => {
  it("books nothing while the box is closed", async () => {
    const meeting = group.edge.newId();
    await accepted(group.say("meetings.open", { meeting }, { by: group.treasurer }));
    const shares = line("savings.buy-shares", { member: group.members[0], fund: "loan", shares: 3, amount: 30_000n });
    expect(await group.say("meetings.write", { meeting, lines: [shares] }, { by: group.treasurer })).toMatchObject({
      refused: "meetings.box-not-open",
      because: { keys: 3, turned: 0 },
    });
    await accepted(group.say("meetings.abandon", { meeting }, { by: group.treasurer, with: [group.secretary] }));
  });

  it("is sealed whole when three keys agree on its sheet and the count is right", async () => {
    const lines = group.members.flatMap(member => [
      line("savings.buy-shares", { member, fund: "loan", shares: 2, amount: 20_000n }),
      line("aid.contribution", { member, fund: "social", amount: 2_000n }),
    ]);
    const { sealed } = await holdMeeting(group, lines, { loan: 140_000n, social: 14_000n });
    expect(sealed).toMatchObject({ status: "accepted" });
    expect(await cashOf("loan")).toBe(140_000n);
    expect(await cashOf("social")).toBe(14_000n);
  });

  it("is not sealed by one key, nor on a sheet that was changed since", async () => {
    group.edge.today = "2026-12-01" as never;
    const meeting = await openMeeting(group);
    const roll = [
      ...(await recalled(group)),
      ...group.members.map(member => line("meetings.roll", { member, mark: "present" })),
    ];
    const counts = [
      line("meetings.count", { fund: "loan", counted: 140_000n }),
      line("meetings.count", { fund: "social", counted: 14_000n }),
    ];
    await accepted(group.say("meetings.write", { meeting, lines: [...roll, ...counts] }, { by: group.treasurer }));
    const refused = await group.say("meetings.seal", { meeting, sheet: "0".repeat(64) }, { by: group.treasurer });
    expect(refused).toMatchObject({ refused: "meetings.sheet-changed" });
    expect(await seal(group, meeting, [...roll, ...counts])).toMatchObject({ refused: "meetings.two-sheets" });
    const { sheetHash } = await import("#meetings");
    const sheet = sheetHash([...roll, ...counts]);
    expect(await group.say("meetings.seal", { meeting, sheet }, { by: group.treasurer })).toMatchObject({
      status: "accepted",
    });
  });

  it("does not let more be paid out than is in the box, and asks again for a wrong count", async () => {
    group.edge.today = "2026-12-08" as never;
    const meeting = await openMeeting(group);
    const money = group.edge.newId();
    const agreed = decision(group, "expense", "expense/loan", { value: { amount: "150000" } });
    const spent = { money, fund: "loan", amount: 150_000n, purpose: "Lemari kas", decision: agreed.id };
    expect(
      await group.say(
        "meetings.write",
        { meeting, lines: [agreed.line, line("meetings.expense", spent)] },
        { by: group.treasurer },
      ),
    ).toMatchObject({ refused: "ledger.fund-short", because: { fund: "loan", available: 140_000n, wanted: 150_000n } });
    const roll = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
    const wrong = [
      ...roll,
      line("meetings.count", { fund: "loan", counted: 135_000n }),
      line("meetings.count", { fund: "social", counted: 14_000n }),
    ];
    expect(await seal(group, meeting, wrong)).toMatchObject({
      refused: "meetings.count-differs",
      because: { expected: 140_000n, counted: 135_000n },
    });
    const named = line("meetings.difference", {
      difference: group.edge.newId(),
      fund: "loan",
      amount: -5_000n,
      reason: "Uang kembalian lebih",
      first: group.members[3],
      second: group.members[4],
    });
    expect(await seal(group, meeting, [...wrong, named])).toMatchObject({ status: "accepted" });
    expect(await cashOf("loan")).toBe(135_000n);
  });
});
