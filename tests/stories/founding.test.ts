import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type OrganisationId } from "#base";
import { connect, query, read, sql, type Pool } from "#db";
import { assembly } from "#assembly";
import { ledger } from "#ledger";
import { members } from "#members";
import { countsIn, placeSaid, placesIn, readTexts } from "#members/server";
import { houseOf } from "../../app/house.ts";
import { Intake } from "../../app/server/intake.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { HeldEdge, sayer } from "../village/edge.ts";

const house = houseOf([ledger, members, assembly]);
let database: FreshDatabase;
let pool: Pool;
const masterKey = Buffer.alloc(32, 7);

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe("a group begins", () => {
  it("keeps its founders, funds and rules, and answers the same command the same way twice", async () => {
    const edge = new HeldEdge("2026-11-24");
    const intake = new Intake({ pool, house, edge, masterKey });
    const organisation = edge.newId() as OrganisationId;
    const say = sayer(intake, house, edge, organisation);
    const [halimah, wulan] = [edge.newMember(), edge.newMember()];
    const body = {
      name: "Kelompok Melati",
      template: "vsla",
      unit: "IDR",
      language: "id",
      is_practice: false,
      funds: [{ fund: "loan", unit: "IDR", nature: "divisible", is_lendable: true, name: "Dana pinjaman" }],
      rules: [{ rule: "assembly.between-meetings", value: { entries: [] } }],
      founders: [
        { member: halimah, person: edge.newId(), number: 1, name: "Halimah", roles: ["treasurer"] },
        { member: wulan, person: edge.newId(), number: 2, name: "Wulan", roles: ["key-holder"] },
      ],
    };
    const id = edge.newId();
    const first = await say("assembly.found-organisation", body, { by: halimah, id });
    expect(first).toMatchObject({ status: "accepted", firstSeq: "0", leaves: "7" });
    expect(await say("assembly.found-organisation", body, { by: halimah, id })).toEqual({ ...first, repeated: true });
    expect(await say("assembly.found-organisation", { ...body, name: "Lain" }, { by: halimah, id })).toMatchObject({
      status: "refused",
      refused: "ledger.id-used-before",
    });
    const names = await read(pool, organisation, client =>
      readTexts(client, organisation, ["members.membership", "assembly.organisation"], masterKey),
    );
    expect(names.get(`members.membership/${wulan}/name`)).toBe("Wulan");
    const leaves = await read(pool, organisation, client =>
      query<{ kind: string; body: string }>(client, sql`select kind, body from ledger.leaf order by seq`),
    );
    expect(leaves.map(leaf => leaf.kind)).toContain("ledger.fund-opened");
    expect(leaves.some(leaf => leaf.body.includes("Wulan"))).toBe(false);
  });

  it("where it is in the list of places, and adds with itself what the list does not have", async () => {
    const edge = new HeldEdge("2026-11-24", 2);
    const intake = new Intake({ pool, house, edge, masterKey });
    const found = async (settled_in: object) => {
      const organisation = edge.newId() as OrganisationId;
      const halimah = edge.newMember();
      const body = {
        name: "Kelompok Kenanga",
        template: "vsla",
        unit: "IDR",
        language: "id",
        is_practice: false,
        funds: [],
        rules: [],
        founders: [{ member: halimah, person: edge.newId(), number: 1, name: "Halimah", roles: ["treasurer"] }],
        settled_in,
      };
      const answer = await sayer(intake, house, edge, organisation)("assembly.found-organisation", body, { by: halimah });
      const said = () => read(pool, organisation, client => placeSaid(client, organisation, day("2026-11-24")));
      return { answer, said: answer.status === "accepted" ? await said() : null };
    };
    const lombok = { country: "Indonesia", province: "Nusa Tenggara Barat", municipality: "Lombok Tengah" };
    expect(await found({ ...lombok, village: "Sukarara" })).toMatchObject({
      answer: { status: "accepted" },
      said: "Sukarara, Lombok Tengah",
    });
    const [indonesia] = await placesIn(pool, null, day("2026-11-24"));
    // Who knows no more than the country and her village; and who is where nobody was before is told of a name nearly the same.
    expect(await found({ inside: indonesia!.place, village: "Jonggat" })).toMatchObject({ said: "Jonggat, Indonesia" });
    expect(await found({ inside: indonesia!.place })).toMatchObject({ said: "Indonesia" });
    expect((await found({ ...lombok, village: "Sukarare" })).answer).toMatchObject({ refused: "members.place-alike" });
    expect(await found({ ...lombok, village: "Sukarare", though_alike: true })).toMatchObject({
      said: "Sukarare, Lombok Tengah",
    });
    expect((await found({ village: "Sukarara" })).answer).toMatchObject({ refused: "members.place-needs-country" });
    expect((await found({})).answer).toMatchObject({ refused: "members.place-unnamed" });
    expect((await found({ inside: edge.newId() })).answer).toMatchObject({ refused: "members.no-such-place" });
    expect((await countsIn(pool, [indonesia!.place])).get(indonesia!.place)).toEqual({
      province: 1,
      municipality: 1,
      village: 3,
    });
  });
});
