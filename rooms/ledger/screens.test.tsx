import { readFileSync } from "node:fs";
import type { ComponentType } from "preact";
import { render } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, type Catalogue, day, type MemberId, type PageProps, type Role, wordsOf } from "#base";
import { connect, type Pool, read, transact } from "#db";
import { Look, cashUnit } from "#look";
import { readTexts } from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { codes, foundGroup, masterKey, moved, type ProofGroup } from "./books.testing.ts";
import type { AskedOfLedger } from "./asked.ts";
import { questions } from "./questions.ts";
import { pages } from "./screens.tsx";

let database: FreshDatabase;
let pool: Pool;
let group: ProofGroup;
/** A saving of Wulan between meetings, its reversal, what the group gave, and a saving at the third meeting. */
let seqs: { saving: bigint; reversal: bigint; gift: bigint; atThird: bigint };

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  group = await foundGroup(pool, { seed: 71 });
  const { people } = group;
  const seqOf = (answer: Awaited<ReturnType<ProofGroup["post"]>>): bigint => {
    if (answer.status !== "accepted") throw new Error(JSON.stringify(answer));
    return BigInt(answer.firstSeq);
  };
  let atThird = 0n;
  for (let month = 0; month < 22; month += 1) {
    const on = addDays(day("2025-02-04"), month * 30);
    const first = seqOf(
      await group.seal(
        month + 1,
        people.flatMap((member, index) => [
          moved("saved", 100_000n + BigInt(index) * 5_000n, codes.cash, codes.shares, member),
          moved("saved", 30_000n, codes.cash, codes.savings, member),
          moved("given", 5_000n, codes.socialCash, codes.social, member),
        ]),
        on,
      ),
    );
    if (month === 2) atThird = first;
  }
  await group.post([moved("lent", 4_000_000n, codes.loans, codes.cash, people[1])], day("2026-09-01"));
  await group.post([moved("lent", 2_500_000n, codes.loans, codes.cash, people[2])], day("2026-09-01"));
  const interest = { account: codes.interest, unit: "IDR", amount: -150_000n };
  await group.post(
    [
      {
        kind: "repaid",
        member: people[1]!,
        lines: [
          { account: codes.cash, unit: "IDR", amount: 650_000n },
          { account: codes.loans, member: people[1]!, unit: "IDR", amount: -500_000n },
          interest,
        ],
      },
    ],
    day("2026-10-06"),
  );
  await group.post(
    [
      moved("given", 3_150_000n, codes.bank, codes.cash),
      moved("spent", 75_000n, codes.expense, codes.cash),
      moved("given", 140_000n, codes.riceStock, codes.rice, undefined, "kg"),
    ],
    day("2026-10-07"),
  );
  const gift = seqOf(
    await group.post([moved("given", 4_100_000n, codes.reserveCash, codes.reserve)], day("2026-10-08")),
  );
  const saving = seqOf(
    await group.post([moved("saved", 30_000n, codes.cash, codes.savings, people[1])], day("2026-11-20")),
  );
  seqs = {
    saving,
    gift,
    atThird,
    reversal: seqOf(await group.post([{ kind: "saved", lines: [], reverses: saving }], day("2026-11-24"))),
  };
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const file = (path: string): Catalogue => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as Catalogue;
const languages = { id: file("words/id.json"), en: file("words/en.json") };

const officer: readonly Role[] = ["anyone", "member", "treasurer"];
const member: readonly Role[] = ["anyone", "member"];

async function ask(
  name: string,
  params: Readonly<Record<string, string>>,
  who: { readonly as: MemberId; readonly roles: readonly Role[] },
): Promise<unknown> {
  const { organisation } = group;
  return read(pool, organisation, async client => {
    const asked: AskedOfLedger = {
      client,
      organisation,
      member: who.as,
      roles: new Set(who.roles),
      today: group.edge.today,
      params,
      masterKey,
      texts: abouts => readTexts(client, organisation, abouts, masterKey),
    };
    return questions[name]!.ask(asked);
  });
}

const halimah = () => ({ as: group.people[0]!, roles: officer });
const wulan = () => ({ as: group.people[1]!, roles: member });
const rohani = () => ({ as: group.people[2]!, roles: member });

function paint(
  path: string,
  data: unknown,
  locale: "id" | "en",
  params: Readonly<Record<string, string>> = {},
): string {
  const page = pages.find(one => one.path === path)!;
  const View = page.View as ComponentType<PageProps>;
  const words = wordsOf(locale, languages[locale]);
  return render(
    <Look
      organisation={group.organisation}
      locale={locale}
      unit={cashUnit("IDR")}
      cashWords={{ thousand: "ribu", hundredth: "sen" }}
    >
      <View data={data} words={words} session={null} params={params} today={group.edge.today} />
    </Look>,
  );
}

/** What is seen: no element, and no space that only holds figures together. */
const seen = (html: string): string => html.replaceAll(/<[^>]*>/g, "").replaceAll(/\u00a0/g, " ");

describe("every page, in both languages", () => {
  it.each([
    ["/funds", "ledger.funds", {}],
    ["/funds/:fund", "ledger.fund", { fund: "loan" }],
    ["/funds/:fund", "ledger.fund", { fund: "loan", each: "yes", page: "2", book: "bank" }],
    ["/funds/:fund", "ledger.fund", { fund: "reserve", from: "2026-01-01", until: "2026-10-31" }],
    ["/funds/:fund", "ledger.fund", { fund: "rice" }],
    ["/statements", "ledger.statements", {}],
    ["/statements", "ledger.statements", { on: "2025-12-31" }],
    ["/statements", "ledger.statements", { on: "2024-12-31" }],
    ["/statements/print", "ledger.statements", {}],
    ["/books/check", "ledger.check", {}],
    ["/entries/:seq", "ledger.entry", { seq: "saving" }],
    ["/entries/:seq", "ledger.entry", { seq: "reversal" }],
    ["/entries/:seq", "ledger.entry", { seq: "gift" }],
    ["/entries/:seq", "ledger.entry", { seq: "0" }],
  ] as const)("%s shows %s %o with all its words", async (path, question, given) => {
    const params = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        key === "seq" && value in seqs ? String(seqs[value as keyof typeof seqs]) : value,
      ]),
    );
    const data = await ask(question, params, halimah());
    expect(data).not.toBeNull();
    for (const locale of ["id", "en"] as const) {
      const html = paint(path, data, locale, params);
      expect(html).not.toMatch(/\[(ledger|account|fact)\.|undefined|NaN|\[object/);
      expect(seen(html)).not.toMatch(/\{\w+\}/);
      expect(html).not.toContain("style=");
    }
  });
});

describe("where the money is", () => {
  it("is told with totals, the funds by their names, and what is apart", async () => {
    const html = seen(paint("/funds", await ask("ledger.funds", {}, rohani()), "id"));
    for (const said of [
      "Di mana uang kita?",
      "Dipinjam anggota",
      "2 ibu",
      "Kantong sosial",
      "Cadangan",
      "4.100.000",
      "Lumbung padi",
      "Di mana barang kita?",
      "140 kg",
    ])
      expect(html).toContain(said);
  });

  it("shows no one's number to another member: neither her id nor her balance", async () => {
    const pagesAsked = [
      ["ledger.funds", {}],
      ["ledger.fund", { fund: "loan", each: "yes" }],
      ["ledger.statements", {}],
      ["ledger.check", {}],
    ] as const;
    for (const [question, params] of pagesAsked) {
      const answer = JSON.stringify(await ask(question, params, rohani()));
      expect(answer).not.toMatch(/m_[a-z2-7]{16}|Wulan/);
    }
    const fund = (await ask("ledger.fund", { fund: "loan", each: "yes" }, rohani())) as {
      book: { isEach: boolean; rows: { seq: unknown }[] };
    };
    expect(fund.book.isEach).toBe(false);
    expect(fund.book.rows.every(row => row.seq === null)).toBe(true);
  });

  it("is not found for a fund there is not", async () => {
    expect(await ask("ledger.fund", { fund: "gold" }, halimah())).toBeNull();
  });
});

describe("an entry", () => {
  it("is open to her it is for and to officers, and not found for any other member", async () => {
    const params = { seq: String(seqs.saving) };
    expect(await ask("ledger.entry", params, wulan())).toMatchObject({
      member: { name: "Wulan" },
      by: { name: "Halimah" },
      meeting: null,
      reversedBy: String(seqs.reversal),
    });
    expect(await ask("ledger.entry", params, halimah())).not.toBeNull();
    expect(await ask("ledger.entry", params, rohani())).toBeNull();
    expect(await ask("ledger.entry", { seq: String(seqs.gift) }, rohani())).not.toBeNull();
    for (const seq of ["999999", "-1", "1e3", "", "01"])
      expect(await ask("ledger.entry", { seq }, halimah())).toBeNull();
  });

  it("that takes one back says which, what it was, and why", async () => {
    expect(await ask("ledger.entry", { seq: String(seqs.reversal) }, halimah())).toMatchObject({
      reverses: String(seqs.saving),
      reversedKind: "proof.saved",
      reason: "written twice",
    });
  });

  it("of a sealed meeting names it", async () => {
    expect(await ask("ledger.entry", { seq: String(seqs.atThird) }, halimah())).toMatchObject({
      meeting: { number: 3 },
    });
  });
});

describe("between meetings", () => {
  it("what was entered since the last one is listed with both its people", async () => {
    const answer = (await ask("ledger.read-out", {}, halimah())) as {
      since: { number: number };
      entries: { kind: string; by: { name: string }; with: { name: string }[] }[];
    };
    expect(answer.since.number).toBe(22);
    expect(answer.entries.length).toBeGreaterThan(4);
    for (const entry of answer.entries) expect([entry.by.name, entry.with[0]!.name]).toEqual(["Halimah", "Wulan"]);
    expect(questions["ledger.read-out"]!.who).not.toContain("anyone");
  });
});

describe("books that two check at once", () => {
  it("are walked for the first; the other is told so and may ask again", async () => {
    const pool = connect(database.server, { max: 1 });
    await transact(pool, [group.organisation], async client => {
      await client.query("select pg_advisory_xact_lock(4042, hashtext($1))", [group.organisation]);
      const data = await ask("ledger.check", {}, rohani());
      expect(data).toMatchObject({ ok: null });
      expect(seen(paint("/books/check", data, "id"))).toContain("Sedang diperiksa");
    });
    await pool.end();
    expect(await ask("ledger.check", {}, rohani())).toMatchObject({ ok: true });
  });
});

describe("books that somebody changed", () => {
  it("are named on the page with the meeting and what to do", async () => {
    const owner = connect(database.owner);
    const change = (amount: bigint) =>
      transact(owner, [group.organisation], async client => {
        await client.query("alter table ledger.line disable trigger user");
        await client.query(
          "update ledger.line set amount = amount + $3 where organisation_id = $1 and seq = $2 and member_id <> ''",
          [group.organisation, seqs.atThird, amount],
        );
        await client.query("alter table ledger.line enable trigger user");
      });
    await change(5_000n);
    const data = await ask("ledger.check", {}, rohani());
    const shown = seen(paint("/books/check", data, "id"));
    expect(shown).toContain("Jumlah di buku tidak sama dengan yang dikatakan");
    expect(shown).toContain(`catatan ${seqs.atThird}, pertemuan ke-3`);
    expect(JSON.stringify(data)).not.toMatch(/m_[a-z2-7]{16}/);
    expect(seen(paint("/books/check", await ask("ledger.check", {}, halimah()), "en"))).toContain("Should be");
    await change(-5_000n);
    await owner.end();
    expect(await ask("ledger.check", {}, rohani())).toMatchObject({ ok: true });
  });
});
