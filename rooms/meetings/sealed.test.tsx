import type { ComponentType } from "preact";
import { render } from "preact-render-to-string";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PageProps, wordsOf } from "#base";
import { read } from "#db";
import { pages as ledgerPages } from "#ledger/screens";
import { questions as ledgerQuestions } from "#ledger/server";
import { cashUnit, Look } from "#look";
import { readTexts } from "#members/server";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { readCatalogues } from "../../app/server/catalogues.ts";
import { root } from "../../app/server/root.ts";
import { leavesOf, testKey } from "../../tests/village/group.ts";
import { askIn } from "./asking.testing.ts";
import { type FullMeeting, halimah, holdFullMeeting, kartini, parti, reasons, sahnim } from "./full-meeting.testing.ts";
import type { MeetingSeen } from "./screens/seen.ts";
import type { MeSeen, PaperSeen } from "./passbook.ts";
import { PaperView } from "./passbook-paper.tsx";
import { Sealed } from "./screens/sealed.tsx";

const catalogues = await readCatalogues(root);

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

function paint(view: unknown, data: MeetingSeen, by: number = halimah, locale: "id" | "en" = "id", isPlain = false): string {
  const View = view as ComponentType<PageProps>;
  const words = wordsOf(locale, catalogues[locale]!.all);
  const session = { member: day.group.members[by], number: by + 1, name: "Halimah", isPlain } as never;
  return render(
    <Look
      organisation={day.group.organisation}
      locale={locale}
      unit={cashUnit("IDR", 0)}
      cashWords={{ thousand: words.say("cash.thousand"), hundredth: words.say("cash.hundredth") }}
    >
      <View data={data} words={words} session={session} params={{}} today={day.group.edge.today} />
    </Look>,
  );
}

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
