/** Two telephones at one table: what is written by both stands on the sheet once, or the sheet is not sealed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attendanceTable, meetingTable } from "#meetings";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { foundGroup, type Group, line, openMeeting, seal, tableRows } from "../village/group.ts";

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

describe("two telephones at one table", () => {
  const roll = (member: number, mark: string, from: string) =>
    line("meetings.roll", { member: group.members[member], mark }, `${from}.roll.${member}`);
  const shares = () =>
    line("savings.buy-shares", { member: group.members[0], fund: "loan", shares: 1, amount: 10_000n });

  it("a woman whom both marked is counted as one", async () => {
    const meeting = await openMeeting(group);
    const lines = [roll(0, "present", "a"), roll(1, "absent", "a"), roll(1, "present", "b"), roll(2, "absent", "a")];
    expect(await seal(group, meeting, lines)).toMatchObject({ status: "accepted" });
    expect((await tableRows(group, meetingTable, { meeting_id: meeting }))[0]).toMatchObject({ present: 2 });
    const attended = await tableRows(group, attendanceTable, { meeting_id: meeting });
    expect(new Map(attended.map(one => [one.member_id, one.mark]))).toEqual(
      new Map([
        [group.members[0], "present"],
        [group.members[1], "present"],
        [group.members[2], "absent"],
      ]),
    );
  });

  it("two counts of one fund that differ do not seal the box; two that agree do", async () => {
    const meeting = await openMeeting(group);
    const sheet = (...counted: readonly bigint[]) => [
      roll(0, "present", "a"),
      shares(),
      ...counted.map((one, at) => line("meetings.count", { fund: "loan", counted: one }, `count.${at}`)),
    ];
    const differs = { refused: "meetings.count-differs", because: { expected: 10_000n, counted: 5_000n } };
    expect(await seal(group, meeting, sheet(5_000n, 10_000n))).toMatchObject(differs);
    expect(await seal(group, meeting, sheet(10_000n, 5_000n))).toMatchObject(differs);
    expect(await seal(group, meeting, sheet(10_000n, 10_000n))).toMatchObject({ status: "accepted" });
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
