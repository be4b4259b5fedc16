/** Over HTTP: what was refused and is told to the members names nobody to whoever is no officer, on no page and in no file. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Served, servePractice, signedIn } from "../../tests/browser/serve.ts";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { line, openMeeting } from "../../tests/village/group.ts";
import { melati } from "../../tests/village/people.ts";

let database: FreshDatabase;
let served: Served;
/** She has a sign-in of her own; so has number 5, who holds a key and no office. */
const asked = { number: 14, amount: 9_123_500n };
const other = 5;

beforeAll(async () => {
  database = await freshDatabase();
  served = await servePractice({ database: database.server, meetings: 4 });
  const { group, members } = served.melati;
  const meeting = await openMeeting(group);
  const body = { loan: group.edge.newId(), member: members[asked.number - 1]!, product: "ordinary", amount: asked.amount, guarantors: [] };
  expect(
    await group.say("meetings.write", { meeting, lines: [line("loans.request", body)] }, { by: group.treasurer }),
  ).toMatchObject({ refused: "loans.above-share-of-fund" });
});
afterAll(async () => {
  await served?.close();
  await database?.drop();
});

const places = [
  "/reports/tries",
  "/reports/tries/print",
  "/download/tries.csv",
  "/api/ask/reports.report?report=tries",
  "/api/ask/meetings.home",
  "/",
];

async function read(place: string, number: number): Promise<string> {
  const cookie = await signedIn(served, melati, number, "en");
  const answer = await fetch(`${served.origin}${place}`, { headers: { cookie, "accept-language": "en" } });
  expect(answer.status, place).toBe(200);
  return answer.text();
}

const nameOf = (number: number): string => melati.women[number - 1]!;
/** Her name by itself: a page may say it in a word of its own. */
const names = (text: string, number: number): boolean => new RegExp(`\\b${nameOf(number)}\\b`).test(text);

describe("a try that was refused", () => {
  it("is read by another member with its day and why, and with nobody's name", async () => {
    for (const place of places) {
      const text = await read(place, other);
      expect(names(text, asked.number), place).toBe(false);
      expect(names(text, 1), `${place}: who wrote it`).toBe(false);
      expect(text, place).not.toContain(served.melati.members[asked.number - 1]);
    }
    expect(await read("/download/tries.csv", other)).toContain("A loan above one member's part of the fund");
  });

  it("is read by officers with whose it was and who wrote it, and by her whose it was", async () => {
    for (const number of [1, asked.number]) {
      const text = await read("/download/tries.csv", number);
      expect([names(text, asked.number), names(text, 1)]).toEqual([true, true]);
    }
  });

  it("has no amount anywhere", async () => {
    for (const number of [1, other, asked.number])
      for (const place of places) expect(await read(place, number), place).not.toMatch(/9[.,]?123[.,]?500/);
  });

  it("is noted by the program alone: over HTTP nobody does", async () => {
    const cookie = await signedIn(served, melati, 1, "en");
    const answer = await fetch(`${served.origin}/api/commands/assembly.note-try`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json", origin: served.origin },
      body: JSON.stringify({
        ...{ v: 1, id: served.edge.newId(), name: "assembly.note-try", on: served.edge.today },
        body: { try: served.edge.newId(), refusal: "loans.any", command: "loans.any", by: served.melati.members[1] },
      }),
    });
    expect(await answer.json()).toMatchObject({ status: "refused", refused: "members.only-when-done" });
  });
});
