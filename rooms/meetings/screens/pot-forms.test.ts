/** What the forms of the pots write is taken by the sheet and sealed, round after round, with the dues the cards propose. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MemberId } from "#base";
import { meetingTable } from "#meetings";
import { potTable, roundTable, seatTable } from "#pots";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { balanceOf, foundGroup, type Group, meet, tableRows } from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import type { SheetLine } from "../sheet-hash.ts";
import { decideForms } from "./decide-forms.ts";
import type { Answers, FormContext } from "./form-parts.ts";
import { itemsOf, writingOf } from "./items.ts";
import { endPotForm, gatheredFor, handOver, handOverForm, lowestOf, substituteForm, turnOf } from "./pot-forms.ts";
import { columnsOfSealed } from "./sealed-columns.ts";
import type { MeetingSeen, TodaySeen } from "./seen.ts";
import { cashMoved, type HeldLine, type HeldSheet } from "./sheet-model.ts";

let database: FreshDatabase;
let group: Group;
let pot = "pot-1";
let week = 0;
const words = { say: (key: string) => key, amount: String, has: () => false } as unknown as FormContext["words"];
const today = (): Promise<TodaySeen> => askIn<TodaySeen>(group, "meetings.today", 0) as Promise<TodaySeen>;
const her = (place: number): MemberId => group.members[place]!;

async function meets(lines: readonly unknown[] = []): Promise<void> {
  week += 1;
  const on = new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10);
  await meet(group, on, lines as readonly SheetLine[]);
  group.edge.today = new Date(Date.UTC(2026, 0, 12 + 7 * week)).toISOString().slice(0, 10) as never;
}

async function formed(name: string, answers: Answers) {
  const context: FormContext = { today: await today(), words, box: () => 0n };
  const form = [substituteForm, ...decideForms, handOverForm, endPotForm].find(one => one.name === name && one.said === "pots.form")!;
  if (name !== "hand-over") expect(form.isOffered(context), name).toBe(true);
  return form.lines(answers, context);
}

/** Every card's due, received as it is proposed. */
const received = (seen: TodaySeen, places: readonly number[] = [0, 1, 2, 3, 4, 5, 6]) =>
  places.flatMap(place => {
    const woman = seen.women.find(one => one.member === her(place))!;
    return itemsOf(woman, seen, new Map())
      .filter(item => item.kind === "pot")
      .map(item => writingOf(item, item.due));
  });
const sheetOf = (lines: readonly { readonly line: string }[]): HeldSheet =>
  new Map(lines.map(one => [one.line, { ...one, state: "accepted" } as unknown as HeldLine]));

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, { template: "vsla", unit: "IDR", on: "2026-01-05" });
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("an arisan begun at the table", () => {
  const begun = {
    name: " Arisan Melati ",
    unit: "IDR",
    amount: "20000",
    every: "meeting",
    turn: "lot",
    whole: "yes",
    floor: "",
    commission: "",
    percent: "",
    who: "all",
    seats: "",
    votes: "7,0,0",
  };

  it("has a seat for each, two for who wants two, and is not begun where the hands say no", async () => {
    expect(await formed("begin", { ...begun, votes: "1,6,0" })).toHaveLength(1);
    await meets(await formed("begin", { ...begun, second: `${her(2)},` }));
    const [row] = await tableRows(group, potTable);
    expect(row).toMatchObject({ pot, seats: 8, turn: "lot", is_whole: true, amount: 20_000n });
    const seen = await today();
    expect(seen.funds.find(one => one.fund === pot)).toMatchObject({ name: "Arisan Melati", nature: "restricted" });
    expect(received(seen).map(one => one.body["amount"])).toEqual(["20000", "20000", "40000", "20000", "20000", "20000", "20000"]);
  });

  it("shows what is in and who is waited for as it is received, and goes to whom the lot draws", async () => {
    const seen = await today();
    const [shown] = seen.pots;
    const some = received(seen, [0, 2, 3]);
    expect(gatheredFor(shown!, sheetOf(some))).toEqual({ there: 80_000n, missing: [2, 5, 6, 7] });
    const all = received(seen);
    expect(gatheredFor(shown!, sheetOf(all))).toEqual({ there: 160_000n, missing: [] });
    expect(cashMoved(all[0] as never, seen)).toEqual(new Map([[pot, 20_000n]]));
    const turn = turnOf(shown!);
    expect(turn).toHaveLength(1);
    await meets([...all, handOver(pot, turn[0]!)]);
    expect(await tableRows(group, roundTable)).toMatchObject([{ round: 1, seat: turn[0], handed: 160_000n }]);
    expect(await balanceOf(group, `cash/${pot}`)).toBe(0n);
    expect(turnOf((await today()).pots[0]!)).not.toContain(turn[0]);
  });

  it("stands in a column of the sealed sheet, and by name in what everybody reads", async () => {
    const sealed = await tableRows(group, meetingTable, { status: "sealed" });
    const meeting = sealed.find(one => one.number === sealed.length)!.meeting_id;
    const data = (await askIn<MeetingSeen>(group, "meetings.meeting", 0, { meeting }))!;
    expect(columnsOfSealed(data, words).map(one => one.key)).toContain(`pot.${pot}`);
  });

  it("finds another for a seat, who gives back what was brought for it", async () => {
    const seat = (await today()).pots[0]!.seats.find(one => one.receivedRound === null && one.seat < 8)!;
    const to = [6, 5].map(her).find(one => one !== seat.member)!;
    await meets(await formed("substitute", { at: `${pot}/${seat.seat}`, member: to, agreed: "yes" }));
    expect((await tableRows(group, seatTable)).find(one => one.seat === seat.seat)!.member_id).toBe(to);
  });
});

describe("a pot of bids begun at the table", () => {
  it("is given to the lowest that was called, and is given up as long as nobody received", async () => {
    pot = "pot-2";
    await meets(
      await formed("begin", {
        name: "Lelang",
        unit: "IDR",
        amount: "50000",
        every: "meeting",
        turn: "bid",
        whole: "yes",
        floor: "60",
        commission: "loan",
        percent: "5",
        who: "some",
        seats: [0, 1, 2, 3].map(her).join(","),
        votes: "7,0,0",
      }),
    );
    const seen = await today();
    const shown = seen.pots.find(one => one.pot === pot)!;
    expect(shown).toMatchObject({ bids: { least: "120000", most: "190000" } });
    const bids = [
      { seat: "1", amount: "180000" },
      { seat: "3", amount: "150000" },
    ];
    expect(lowestOf(shown, bids)).toBe(3);
    expect(shown.lots).toContain(lowestOf(shown, []));
    const called = { bidder0: "1", bid0: "180000", bidder1: "3", bid1: "150000", bidder2: "none" };
    const given = await formed("hand-over", { pot, ...called });
    expect(given).toMatchObject([{ entry: "pots.hand-over", body: { seat: "3", bids } }]);
    const ended = await formed("end", { pot, votes: "7,0,0" });
    await meets([...received(seen).filter(one => one.body["pot"] === pot), ...given]);
    const round = (await tableRows(group, roundTable)).find(one => one.pot === pot);
    expect(round).toMatchObject({ seat: 3, bid: 150_000n, commission: 10_000n });
    expect(ended.map(one => one.entry)).toEqual(["assembly.decision", "pots.end"]);
    const [after] = (await today()).pots.filter(one => one.pot === pot);
    expect(endPotForm.asks[0]!.kind === "choice" && after!.round).toBe(2);
  });

  it("is given up with two lines", async () => {
    await meets(
      await formed("begin", {
        ...{ name: "Beras", unit: "kg", amount: "2000", every: "month", turn: "told", whole: "no" },
        votes: "7,0,0",
        ...{ who: "some", seats: [0, 1].map(her).join(",") },
      }),
    );
    await meets(await formed("end", { pot: "pot-3", votes: "7,0,0" }));
    const row = (await tableRows(group, potTable)).find(one => one.pot === "pot-3");
    expect(row).toMatchObject({ status: "ended-early", unit: "kg" });
  });
});
