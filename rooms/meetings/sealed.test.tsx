import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read } from "#db";
import { pages as ledgerPages } from "#ledger/screens";
import { questions as ledgerQuestions } from "#ledger/server";
import { readTexts } from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { leavesOf, testKey } from "../../tests/village/group.ts";
import { askIn } from "./asking.testing.ts";
import { type FullMeeting, halimah, holdFullMeeting, kartini, parti, reasons, sahnim, wulan } from "./full-meeting.testing.ts";
import type { MeetingSeen } from "./screens/seen.ts";
import { painted } from "./painted.testing.tsx";
import type { MeSeen, PaperSeen } from "./passbook.ts";
import { PaperView } from "./passbook-paper.tsx";
import { PaperReceipts, PaperSheet } from "./screens/paper.tsx";
import { Sealed } from "./screens/sealed.tsx";

let database: FreshDatabase;
let day: FullMeeting;
beforeAll(async () => {
  database = await freshDatabase();
  day = await holdFullMeeting(database);
});
afterAll(async () => {
  await day.group.close();
  await database.drop();
});

const ask = async (by: number, isPlain?: boolean): Promise<MeetingSeen> =>
  (await askIn<MeetingSeen>(day.group, "meetings.meeting", by, { meeting: day.second }, isPlain))!;

const paint = (view: unknown, data: unknown, by: number = halimah, locale: "id" | "en" = "id"): string =>
  painted(view, data, { group: day.group, by, locale });

describe("what is written for all to read", () => {
  it("a difference stands on the sealed page with its reason and the two who counted, for a member too", async () => {
    for (const by of [halimah, kartini]) {
      const page = paint(Sealed, await ask(by), by);
      expect(page).toContain(reasons.difference);
      expect(page).toContain("Dihitung oleh Rohani, Wulan");
    }
  });

  it("so does what the group's money was spent for and came from", async () => {
    const page = paint(Sealed, await ask(kartini), kartini);
    expect(page).toContain(reasons.expense);
    expect(page).toContain(reasons.income);
  });

  it("why an entry of Sahnim was taken back, Sahnim and the officers read, and nobody else", async () => {
    expect(paint(Sealed, await ask(halimah))).toContain(reasons.correction);
    expect(JSON.stringify(await ask(sahnim))).toContain(reasons.correction);
    expect(JSON.stringify(await ask(parti))).not.toContain(reasons.correction);
  });

  it("a member is not told whose loan was decided, and nothing of it is in the plain view", async () => {
    const seen = await ask(parti);
    expect(seen.decisions.map(one => one.who)).toEqual([null, null, null]);
    expect(JSON.stringify(seen)).not.toContain(day.group.members[kartini]);
    expect((await ask(halimah)).decisions.map(one => one.who?.name).sort()).toEqual(["Aminah", "Kartini", undefined]);
    const plain = await ask(halimah, true);
    expect(plain.ofGroup).toEqual([]);
    expect(JSON.stringify(plain)).not.toContain(reasons.expense);
  });

  it("the page of the entry says the same: why, and who counted", async () => {
    const { group } = day;
    const [difference] = await leavesOf(group, "meetings.difference-found");
    const entry = await read(group.pool, group.organisation, client =>
      ledgerQuestions["ledger.entry"]!.ask({
        client,
        organisation: group.organisation,
        member: group.members[parti]!,
        roles: new Set(["anyone", "member"] as const),
        today: group.edge.today,
        params: { seq: String(difference!.seq) },
        masterKey: testKey,
        texts: abouts => readTexts(client, group.organisation, abouts, testKey),
      }),
    );
    expect(entry).toMatchObject({ note: reasons.difference, counters: [{ name: "Rohani" }, { name: "Wulan" }] });
    const View = ledgerPages.find(one => one.path === "/entries/:seq")!.View;
    const page = paint(View, entry as never, parti);
    expect(page).toContain(reasons.difference);
    expect(page).toContain("Dihitung oleh Rohani, Wulan");
  });

  it("Sahnim's passbook takes the mistake off her savings and says why, on the screen and on paper", async () => {
    const paper = await askIn<PaperSeen>(day.group, "meetings.my-paper", sahnim);
    const page = paint(PaperView, paper as never, sahnim);
    expect(page).toContain("ke-2 Ditarik kembali: Tabungan: −40.000. Ditulis dua kali");
    // Forty thousand of savings are gone again, ten thousand of capital came: thirty less than before.
    expect(page.match(/<td>2<\/td>.*?<\/tr>/s)?.[0]).toContain("<td>−30.000</td>");
    const me = (await askIn<MeSeen>(day.group, "meetings.me", sahnim))!;
    expect(me.entries!.meetings[0]!.entries.find(one => one.takesBack !== null)).toMatchObject({
      takesBack: "savings.deposited",
      amount: "-40000",
      reason: reasons.correction,
    });
  });
});

describe("the sheet on paper", () => {
  const sheet = async (locale: "id" | "en" = "id"): Promise<string> =>
    paint(
      PaperSheet,
      await askIn<MeetingSeen>(day.group, "meetings.sheet", halimah, { meeting: day.second }),
      halimah,
      locale,
    )
      .replace(/<svg.*?<\/svg>/gs, "")
      .replace(/<[^>]+>/g, "|")
      .replace(/\|+/g, "|")
      .replaceAll("\u00a0", " ");

  it("says every pay-out and correction with number and name, and what the group's own money did", async () => {
    const paper = await sheet();
    for (const line of [
      /\|7\. Kartini, Pinjaman dicairkan, [^|]*, catatan \d+\|150\.000\|/,
      /\|6\. Parti, [^|]*, catatan \d+\|10\.000\|/,
      /\|4\. Aminah, [^|]*, catatan \d+\|12\.000\|/,
      /\|5\. Sahnim, Ditarik kembali: [^|]*, Ditulis dua kali, catatan \d+ menarik catatan \d+\|−40\.000\|/,
      /Buku kas dan teh, catatan \d+\|7\.500\|/,
      /Sumbangan dari desa, catatan \d+\|25\.000\|/,
      /\|Kotak pinjaman, Uang kembalian keliru waktu beli kopi, Dihitung oleh Rohani, Wulan, catatan \d+\|−1\.000\|/,
    ])
      expect(paper).toMatch(line);
  });

  it("adds up: what lay in the box, what came, what went, the difference, and what lies there now", async () => {
    expect(await sheet()).toContain("|Kotak pinjaman|1.030.000|+ 90.000|− 210.500|− 1.000|Rp 908.500|");
    expect(await sheet("en")).toContain("− 210,500|− 1,000|");
  });

  it("says what was decided, by how many hands and about whom", async () => {
    const paper = await sheet();
    expect(paper).toContain("|Bolehkah pinjaman ini diberikan? 7. Kartini: 7 setuju, 1 tidak, 0 diam|disetujui|");
    expect(paper).toContain("|Pertanyaan lain Dana pinjaman ke Dana sosial: 8 setuju, 0 tidak, 0 diam|disetujui|");
    expect(paper).toContain("|Bolehkah santunan ini dibayarkan? 4. Aminah: 6 setuju, 0 tidak, 0 diam|disetujui|");
  });

  it("marks what is short: Lestari brought four of ten thousand, and nothing for the social fund", async () => {
    const paper = await sheet();
    expect(paper).toContain("|8. Lestari, Modal bersama: seharusnya 10.000, dibayar 4.000|6.000|");
    expect(paper).toContain("|8. Lestari, Dana sosial: seharusnya 2.000, dibayar 0|2.000|");
    expect(paper).toMatch(/\|8\|Lestari\|✓\|[^A-Z]*\|4\.000\|8\.000\|/);
    expect(paper).not.toContain("1. Halimah, Modal bersama: seharusnya");
  });

  it("of an earlier meeting says nothing of what is short now", async () => {
    const earlier = (await askIn<MeetingSeen>(day.group, "meetings.sheet", halimah, { meeting: day.first }))!;
    expect(earlier.sheet!.short).toEqual([]);
  });
});

describe("a receipt", () => {
  const slips = (data: MeetingSeen, locale: "id" | "en" = "id"): readonly string[] =>
    paint(PaperReceipts, data, halimah, locale)
      .split("<section")
      .slice(1)
      .map(slip => slip.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|").replaceAll("\u00a0", " "));
  const asked = async (): Promise<MeetingSeen> =>
    (await askIn<MeetingSeen>(day.group, "meetings.receipts", halimah, { meeting: day.second }))!;
  const hers = (all: readonly string[], name: string): readonly string[] => all.filter(slip => slip.includes(`Ibu ${name}|`));

  it("says that its notes are an example, since nobody wrote down which were handed over", async () => {
    const data = await asked();
    expect(hers(slips(data), "Wulan")).toEqual([
      expect.stringContaining("|Rp 27.000|Uang pasnya, misalnya:|1 × 20 ribu|1 × 5 ribu|1 × 2 ribu|"),
    ]);
    expect(slips(data, "en")[2]).toContain("|In notes and coins, for example:|1 × 20 thousand|");
  });

  it("does so for every currency of the meeting, and for none where no coin comes to the sum", async () => {
    const data = await asked();
    const [deposit] = data.sheet!.facts.filter(fact => fact.member === day.group.members[wulan] && fact.isCash);
    const pesos = { ...deposit!, seq: "900", unit: "PHP", amount: "15000", moved: [] };
    const odd = { ...deposit!, seq: "901", unit: "KHR", amount: "150", moved: [] };
    const sheet = { ...data.sheet!, facts: [...data.sheet!.facts, pesos, odd] };
    const [slip] = hers(slips({ ...data, sheet }), "Wulan");
    expect(slip).toContain("|1 × 20 ribu|1 × 5 ribu|1 × 2 ribu|1 × 100|1 × 50|");
    expect(slip).not.toContain("ribu|1 × 100|1 × 50|1 ×");
  });

  it("of a woman with more than six lines goes on over a second slip, and only the last has the sum", async () => {
    const data = await asked();
    const [one] = data.sheet!.facts.filter(fact => fact.member === day.group.members[wulan] && fact.isCash);
    const more = Array.from({ length: 5 }, (_, place) => ({ ...one!, seq: `${900 + place}` }));
    const sheet = { ...data.sheet!, facts: [...data.sheet!.facts, ...more] };
    const two = hers(slips({ ...data, sheet }), "Wulan");
    expect(two.map(slip => slip.match(/Tanda terima 2-3[^|]*/)![0])).toEqual([
      "Tanda terima 2-3, 1/2",
      "Tanda terima 2-3, 2/2",
    ]);
    expect(two.map(slip => slip.includes("|Bersama|"))).toEqual([false, true]);
  });

  it("of a real group has no mark of practice on it", async () => {
    const page = paint(PaperReceipts, await asked());
    expect(page).toContain("paper a6 receipt");
    expect(page).not.toContain("p-practice");
  });
});
