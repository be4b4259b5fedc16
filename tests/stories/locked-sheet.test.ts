/**
 * What is said at the table stands on the sheet before it is sealed: what a loan is for, who brought whose money, why a
 * fine is owed. A thief of the database reads none of it, a killed server loses none of it, and who is erased is gone
 * from the sheet too.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import pg from "pg";
import { connect, query, read, sql } from "#db";
import { sheetHash } from "#meetings";
import { draftLinesOf } from "#meetings/server";
import { followUp, readTexts } from "#members/server";
import { house } from "../../app/rooms.ts";
import { Intake } from "../../app/server/intake.ts";
import { faultsOf } from "../simulate/faults.ts";
import { sayer } from "../village/edge.ts";
import { type FreshDatabase, freshDatabase, testAdministrator } from "../village/database.ts";
import {
  accepted,
  countsAfter,
  foundGroup,
  type Group,
  line,
  meet,
  openMeeting,
  testKey,
  tryAtMeeting,
} from "../village/group.ts";

let database: FreshDatabase;
let superuser: pg.Client;
let group: Group;

beforeAll(async () => {
  database = await freshDatabase();
  superuser = new pg.Client({ ...(await testAdministrator()), database: database.server.database as string });
  await superuser.connect();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", size: 9 });
});
afterAll(async () => {
  await superuser.end();
  await group.close();
  await database.drop();
});

/** The server ends at once and another begins: nothing is left but what stands in the database. */
function killed(of: Group): Group {
  const pool = connect(database.server);
  const intake = new Intake({ pool, house, edge: of.edge, masterKey: testKey });
  return { ...of, pool, intake, say: sayer(intake, house, of.edge, of.organisation), close: () => pool.end() };
}
const sheet = (of: Group, meeting: Parameters<typeof draftLinesOf>[2]) =>
  read(of.pool, of.organisation, client => draftLinesOf(client, of.organisation, meeting, testKey));

describe("the sheet of an open meeting", () => {
  it("is read by nobody without the key, goes on after the server was killed, and loses the lines of who is erased", async () => {
    const [borrower, leaver] = [group.members[6]!, group.members[8]!];
    const meeting = await openMeeting(group);
    const hers = [
      line("savings.buy-shares", { member: borrower, fund: "loan", shares: 1, amount: 10_000n }),
      line("meetings.roll", { member: borrower, mark: "represented", representative: "Fatimah adik Kartini" }),
      line("loans.request", {
        loan: group.edge.newId(),
        member: borrower,
        product: "ordinary",
        amount: 5_000n,
        purpose: "Obat untuk anak",
        guarantors: [],
      }),
    ];
    const ofOther = line("meetings.roll", { member: leaver, mark: "represented", representative: "Suaminya" });
    const write = (lines: readonly object[], of = group) =>
      of.say("meetings.write", { meeting, lines }, { by: group.treasurer });
    await accepted(write([...hers, ofOther]));

    const { rows } = await superuser.query<{ row: string; body: Buffer }>(
      "select d::text as row, body from meetings.draft_line d",
    );
    expect(rows).toHaveLength(4);
    for (const said of ["Fatimah", "Obat", "Suaminya", "10000"])
      for (const { row, body } of rows) {
        expect(row).not.toContain(said);
        expect(body.toString("latin1")).not.toContain(said);
      }
    expect((await sheet(group, meeting)).map(one => one.body)).toEqual(
      [...hers, ofOther].sort((a, b) => (a.line < b.line ? -1 : 1)).map(one => one.body),
    );

    const again = killed(group);
    const there = group.members.slice(0, 6).map(member => line("meetings.roll", { member, mark: "present" }));
    await accepted(write(there, again));
    expect(await sheet(again, meeting)).toHaveLength(10);

    await accepted(again.say("members.leave", { member: leaver, status: "left" }, { by: group.secretary, with: [group.treasurer] }));
    const erase = { member: leaver, ground: "request" };
    await accepted(again.say("members.erase-person", erase, { by: group.secretary, with: [group.members[2]!] }));
    const { at } = group.edge.now();
    await followUp(again.pool, { name: "members.erase-person", organisation: group.organisation, body: erase }, at);
    // The server that goes on writes no line of hers either, nor is kept from writing by one nobody sees.
    again.intake.forget(group.organisation);
    await accepted(write([line("meetings.roll", { member: group.members[7]!, mark: "late" })], again));
    await again.close();

    const after = killed(group);
    const left = await sheet(after, meeting);
    expect(left).toHaveLength(10);
    expect(JSON.stringify(left)).not.toContain("Suaminya");
    const counts = Object.entries(await countsAfter(after, left)).map(([fund, counted]) =>
      line("meetings.count", { fund, counted }),
    );
    await accepted(write(counts, after));
    const lines = (await sheet(after, meeting)).map(({ line: place, entry, body }) => ({ line: place, entry, body }));
    const hash = sheetHash(lines);
    for (const by of after.keyHolders)
      await accepted(after.say("meetings.turn-key", { meeting, purpose: "seal", sheet: hash }, { by }));
    await accepted(after.say("meetings.seal", { meeting, sheet: hash }, { by: after.treasurer }));
    const kept = await read(after.pool, group.organisation, client =>
      query(client, sql`select 1 as one from meetings.draft_line`),
    );
    expect(kept).toEqual([]);
    await after.close();
  });

  it("sealed, keeps what was noted about one of them under her key, so that it goes with her", async () => {
    const of = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24", size: 9, seed: 5 });
    const her = of.members[8]!;
    const about = (note: string, more: object) =>
      line("assembly.decision", {
        ...{ decision: of.edge.newId(), question: "other", votes_for: 6, votes_against: 1, abstaining: 1 },
        ...{ about: "other", note, ...more },
      });
    const notes = [
      about("Parti ke rumah sakit, iuran ditunda", { concerning: her }),
      about("Bantuan untuk Parti", { question: "benefit", about: `grant/social/${her}` }),
      about("Rapat pindah ke hari Rabu", {}),
    ];
    const stranger = about("Entah siapa", { concerning: of.edge.newMember() });
    expect(await tryAtMeeting(of, "2026-11-24", [stranger])).toMatchObject({
      refused: "assembly.concerns-nobody-here",
    });
    await meet(of, "2026-11-24", notes);
    const kept = () =>
      read(of.pool, of.organisation, async client =>
        [...(await readTexts(client, of.organisation, ["assembly.decision"], testKey)).values()].sort(),
      );
    expect(await kept()).toHaveLength(3);
    const two = { by: of.secretary, with: [of.members[2]!] };
    await accepted(of.say("members.leave", { member: her, status: "left" }, two));
    const erase = { member: her, ground: "request" };
    await accepted(of.say("members.erase-person", erase, two));
    const { at } = of.edge.now();
    await followUp(of.pool, { name: "members.erase-person", organisation: of.organisation, body: erase }, at);
    expect(await kept()).toEqual(["Rapat pindah ke hari Rabu"]);
    expect(await tryAtMeeting(of, "2026-11-24", [about("Sekali lagi", { concerning: her })])).toMatchObject({
      refused: "assembly.concerns-nobody-here",
    });
    expect(await faultsOf(of.pool, house, of.organisation)).toEqual([]);
    await of.close();
  });
});
