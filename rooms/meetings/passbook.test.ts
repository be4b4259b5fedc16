import { wordsOf } from "#base";
import { read } from "#db";
import { Look, cashUnit } from "#look";
import { rolesOf } from "#members";
import { peopleOf } from "#members/server";
import { h } from "preact";
import { render } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { foundGroup, type Group, holdMeeting, line, testKey } from "../../tests/village/group.ts";
import { type MeSeen, type PaperSeen, type PassbookSeen, passbookQuestions } from "./passbook.ts";
import { MemberView } from "./passbook-screens.tsx";

let database: FreshDatabase;
let group: Group;
const wulan = 6;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-11-24" });
  const lines = group.members.flatMap(member => [
    line("savings.buy-shares", { member, fund: "loan", shares: 3, amount: 30_000n }),
    line("aid.contribution", { member, fund: "social", amount: 2_000n }),
  ]);
  await holdMeeting(group, lines, { loan: 210_000n, social: 14_000n });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

/** Asks as the member of this place in the group. */
function ask<Seen>(
  question: string,
  by: number,
  params: Readonly<Record<string, string>> = {},
  isPlain = false,
): Promise<Seen | null> {
  return read(group.pool, group.organisation, async client => {
    const today = group.edge.today;
    const me = (await peopleOf(client, group.organisation, testKey, today)).find(
      one => one.member === group.members[by],
    )!;
    const roles = rolesOf(
      me,
      me.offices.map(role => ({ role, from_on: today, until_on: null })),
      today,
    );
    const asked = {
      client,
      organisation: group.organisation,
      member: me.member,
      roles,
      today,
      params,
      masterKey: testKey,
      isPlain,
    };
    return (await passbookQuestions[question]!.ask(asked)) as Seen | null;
  });
}

describe("a member's page", () => {
  const hers = () => ({ member: group.members[wulan]! });

  it("shows all that is hers to herself and to an officer", async () => {
    for (const by of [wulan, 0]) {
      const seen = (await ask<PassbookSeen>("meetings.member", by, hers()))!;
      expect(seen.hers?.shares).toMatchObject([{ count: 3, value: "30000", price: "10000", unit: "IDR" }]);
      expect(seen.hers?.aid).toMatchObject([{ fund: "social", status: "active", missed: 0 }]);
    }
  });

  it("shows another member her name and offices, and no amount", async () => {
    const seen = (await ask<PassbookSeen>("meetings.member", 4, hers()))!;
    expect(seen).toMatchObject({ maySee: false, hers: null, contact: null, person: { number: 7 } });
    expect(JSON.stringify(seen)).not.toContain("30000");
  });

  it("shows nothing of hers under somebody's eyes, but what the group has", async () => {
    const seen = (await ask<MeSeen>("meetings.me", wulan, {}, true))!;
    expect(seen).toMatchObject({ hers: null, entries: null });
    expect(seen.group).toMatchObject([
      { fund: "loan", total: "210000" },
      { fund: "social", total: "14000" },
    ]);
  });

  it("is nobody's for an id that is not of the group", async () => {
    expect(await ask("meetings.member", 0, { member: "m_aaaaaaaaaaaaaaaa" })).toBeNull();
  });

  it("has no figure in what is painted until it is pressed", async () => {
    const data = (await ask<PassbookSeen>("meetings.member", wulan, hers()))!;
    const view = h(MemberView, { data, words: wordsOf("id", {}), session: null, params: {}, today: group.edge.today });
    const html = render(
      h(Look, {
        organisation: group.organisation,
        locale: "id",
        unit: cashUnit("IDR"),
        cashWords: { thousand: "ribu", hundredth: "sen" },
        children: view,
      }),
    );
    expect(html).not.toMatch(/30\D?000/);
  });
});

describe("her passbook", () => {
  it("says by meeting what she brought", async () => {
    const seen = (await ask<MeSeen>("meetings.me", wulan))!;
    expect(seen.entries?.meetings).toMatchObject([
      {
        number: 1,
        entries: expect.arrayContaining([
          expect.objectContaining({ kind: "savings.shares-bought", amount: "30000", shares: 3 }),
          expect.objectContaining({ kind: "aid.contributed", amount: "2000", fund: "social" }),
        ]) as unknown,
      },
    ]);
  });

  it("goes on paper for her and for officers, with the code of the last meeting, and for nobody else", async () => {
    const paper = (await ask<PaperSeen>("meetings.my-paper", wulan))!;
    expect(paper).toMatchObject({ page: 1, pages: 1, organisationName: "Kelompok Melati", last: { number: 1 } });
    expect(paper.last?.code).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/);
    expect(await ask("meetings.paper-of", 0, { member: group.members[wulan]! })).not.toBeNull();
    expect(await ask("meetings.paper-of", 4, { member: group.members[wulan]! })).toBeNull();
  });
});

describe("a way of beginning", () => {
  it("is told in the amounts of its currency, and of no other thing", async () => {
    const told = await ask<{ readonly rules: readonly { readonly rule: string }[] }>("meetings.template", 0, {
      template: "koperasi",
      unit: "PHP",
    });
    expect(told?.rules.map(one => one.rule)).toContain("savings.product/pokok");
    expect(await ask("meetings.template", 0, { template: "koperasi", unit: "kg" })).toBeNull();
    expect(await ask("meetings.template", 0, { template: "none", unit: "PHP" })).toBeNull();
  });
});
