/**
 * A group would let women of one faith borrow more, and nobody under thirty. Over the network, as a phone says it, the decision
 * is refused with the reason, in words one can read; and no rule is set from one that is already written down.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandRule, day, type Document, type Uuid } from "#base";
import { sentenceOf } from "#client";
import { assembly, ruleTable } from "#assembly";
import { connect, type Pool } from "#db";
import { openAtFounding, signInEdge } from "#members/server";
import { GroupOnPaper } from "../../rooms/savings/group-on-paper.testing.ts";
import { assemble } from "../../app/server/open-house.ts";
import { wordsIn } from "../browser/at-the-table.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { foundGroup, type Group, openMeeting, tableRows, testKey } from "../village/group.ts";

const on = "2026-03-02";
const host = "127.0.0.1:4040";
const limits = { stake_accounts: [], guarantors_min: "0", may_borrow_again_with_open_loan: true };

let database: FreshDatabase;
let pool: Pool;
let group: Group;
let house: Awaited<ReturnType<typeof assemble>>;
let cookie = "";
let meeting: Uuid;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(database, { template: "damayan", unit: "IDR", on, pool });
  group.edge.today = day(on);
  meeting = await openMeeting(group);
  const signedIn = await openAtFounding(
    pool,
    {
      ...{ organisation: group.organisation, handle: "anggrek", speaker: group.treasurer, device: { kind: "meeting" }, language: "en" },
      founders: [{ member: group.treasurer, pin: "274916", password: "padi di lumbung" }],
    },
    signInEdge({ masterKey: testKey, now: () => group.edge.now(), fastForPracticeAndTests: true }),
  );
  if ("refused" in signedIn) throw new Error(signedIn.refused);
  cookie = `lumbung-session=${signedIn.token}; lumbung-device=${signedIn.secret}; language=en`;
  house = await assemble({ pool, masterKey: testKey, edge: group.edge, fastForPracticeAndTests: true });
}, 120_000);
afterAll(async () => {
  await pool.end();
  await group.close();
  await database.drop();
});

async function says(name: string, body: Document): Promise<{ readonly status: number; readonly answer: Record<string, never> }> {
  const got = await house.http.request(`http://${host}/api/commands/${name}`, {
    method: "POST",
    headers: { host, cookie, "content-type": "application/json" },
    body: JSON.stringify({ v: 1, id: group.edge.newId(), name, on, body }),
  });
  return { status: got.status, answer: (await got.json()) as Record<string, never> };
}

const decides = (about: string, value: Document) => {
  const decision = group.edge.newId();
  const votes = { votes_for: "7", votes_against: "0", abstaining: "0" };
  const body = { decision, question: "rule", about, value, ...votes };
  return says("meetings.write", { meeting, lines: [{ line: `rule.${decision}`, entry: "assembly.decision", body }] });
};

describe("a rule that goes by who she is, said over the network", () => {
  it("is refused by its name, with a sentence that says why and what is possible instead", async () => {
    const { status, answer } = await decides("loans.limits", { ...limits, agama: "islam" });
    expect(status).toBe(200);
    expect(answer).toMatchObject({
      status: "refused",
      refused: "assembly.rule-by-who-she-is",
      because: { named: "agama", attribute: "assembly.attribute.faith" },
    });
    for (const locale of ["en", "id"] as const) {
      const sentence = sentenceOf(answer as never, wordsIn(locale), "IDR");
      expect(sentence).toContain("agama");
      expect(sentence).not.toMatch(/assembly\.|\{/);
    }
    expect(sentenceOf(answer as never, wordsIn("en"), "IDR")).toContain("what she believes");
    expect(sentenceOf(answer as never, wordsIn("id"), "IDR")).toContain("berapa lama menjadi anggota");
  });

  it("by age too, where it is not a burial fund's own", async () => {
    const { answer } = await decides("loans.limits", { ...limits, umur_minimal: "30" });
    expect(answer).toMatchObject({ refused: "assembly.rule-by-age", because: { named: "umur_minimal" } });
  });

  it("is carried along in no other field: the border knows none of them", async () => {
    const { status, answer } = await says("assembly.change-rule", { decision: group.edge.newId(), from: on, religion: "x" });
    expect([status, answer]).toEqual([400, { misfits: [{ path: "body.religion", wanted: "nothing" }] }]);
  });

  it("and the same without it is a decision like any other", async () => {
    expect((await decides("loans.limits", limits)).answer).toMatchObject({ status: "accepted" });
    const set = await tableRows(group, ruleTable, { rule: "loans.limits" });
    expect(JSON.stringify(set.map(row => row.value))).not.toContain("agama");
  });
});

it("a rule is not set from such a decision either, were one written down", () => {
  const paper = new GroupOnPaper();
  const changeRule = assembly.commands!.find(one => one.name === "assembly.change-rule") as CommandRule<any>;
  const shares = { price: "500", meeting_min: "1", meeting_max: "5" };
  const decision = paper.decides("rule", "savings.shares/loan", on, true, { ...shares, gender: "female" });
  expect(paper.commands(changeRule, { decision, from: day("2026-04-01") }, on)).toMatchObject({
    refused: "assembly.rule-by-who-she-is",
    because: { rule: "savings.shares/loan", named: "gender", attribute: "assembly.attribute.sex" },
  });
});
