import type { Kept } from "#client";
import { describe, expect, it } from "vitest";
import { isDone, isOpen, itemsOf, sumsOf, writingOf } from "./items.ts";
import type { DraftSeen, TodaySeen, Woman } from "./seen.ts";
import { boxOf, fold, placeOf, type Writing } from "./sheet-model.ts";
import { sheetHash } from "../sheet-hash.ts";
import { shortCode } from "#base";

const meeting = {
  meeting: "0199d8a0-0000-7000-8000-000000000001",
  number: 2,
  day: "2026-12-01",
  keysOpen: [],
  keysSeal: [],
  revision: 3,
};
const wulan = { member: "m_aaaaaaaaaaaaaaaa", number: 3, name: "Wulan", offices: [] } as unknown as Woman;
const draft = (lines: DraftSeen["lines"] = []): DraftSeen => ({
  meeting: meeting as never,
  lines,
  effects: {}, beyond: {},
  claims: [],
  named: [],
  trouble: null,
});

function kept(place: number, state: Kept["state"], lines: readonly Writing[], revision?: number): Kept {
  return {
    place,
    id: `id-${place}`,
    organisation: "o",
    stream: "s",
    name: "meetings.write",
    on: "2026-12-01",
    body: { meeting: meeting.meeting, lines },
    state,
    ...(revision === undefined ? {} : { answer: { revision: String(revision) } }),
    ...(state === "attention" ? { refusal: { refused: "ledger.fund-short", because: { line: lines[0]!.line } } } : {}),
  } as unknown as Kept;
}

const saving = (amount: string, removed?: true): Writing => ({
  line: "w.saving",
  entry: "savings.deposit",
  body: removed ? {} : { member: wulan.member, product: "voluntary", amount },
  ...(removed ? { removed } : {}),
});

const today: TodaySeen = {
  draft: draft(),
  nextNumber: 2,
  unit: "IDR",
  women: [wulan],
  funds: [{ fund: "loan", name: null, unit: "IDR", nature: "divisible", isLendable: true, cash: "100000", bank: "0" }],
  rules: {
    keys: 3,
    opening: "recalled",
    absentPercentMax: 100,
    shares: [{ fund: "loan", price: "10000", min: 1, max: 5 }],
    products: [
      {
        product: "voluntary",
        name: null,
        fund: "loan",
        unit: "IDR",
        kind: "voluntary",
        amount: null,
        withdrawable: "free",
        isCapital: false,
      },
    ],
    aid: [],
    fines: [{ reason: "late", name: null, fund: "loan", amount: "1000" }],
    loans: [],
    shareOfFundPercent: null,
    guarantorsMin: 0,
    guarantorsMax: 10,
    hasShareOut: [],
  },
  dues: [{ entry: "savings.buy-shares", body: { member: wulan.member, fund: "loan", shares: "2", amount: "20000" } }],
  loans: [],
  awaiting: [],
  exceptions: [],
  pledging: null,
  saved: [],
  pots: [],
  purchases: [],
  actions: [],
  payable: [],
  enrolled: [],
  warnings: [],
  remembered: null,
  readOut: [],
} as unknown as TodaySeen;

describe("the sheet on this device", () => {
  it("is the server's, with what was written here and is not there yet on top", () => {
    const server = draft([{ ...saving("5000"), revision: 2 } as never]);
    const cases: readonly (readonly [string, readonly Kept[], string | undefined, string | undefined])[] = [
      // written here                                             | amount shown | its state
      ["nothing", [], "5000", "accepted"],
      ["a change that waits", [kept(1, "saved", [saving("7000")])], "7000", "saved"],
      ["a change the server already showed", [kept(1, "accepted", [saving("7000")], 2)], "5000", "accepted"],
      ["a change newer than what it showed", [kept(1, "accepted", [saving("7000")], 4)], "7000", "accepted"],
      [
        "two changes: the later one wins",
        [kept(1, "saved", [saving("7000")]), kept(2, "saved", [saving("8000")])],
        "8000",
        "saved",
      ],
      ["a refused change: it stands with its reason", [kept(1, "attention", [saving("9000")])], "9000", "attention"],
      ["taken away", [kept(1, "sent", [saving("0", true)])], undefined, undefined],
      ["taken away, and refused: still there", [kept(1, "attention", [saving("0", true)])], "5000", "attention"],
    ];
    for (const [what, commands, amount, state] of cases) {
      const line = fold(server, commands).get("w.saving");
      expect([line?.body["amount"], line?.state], what).toEqual([amount, state]);
    }
  });

  it("puts the same thing written on two phones in one place", () => {
    const [due] = today.dues;
    expect(placeOf(due!)).toBe(placeOf({ ...due!, body: { ...due!.body, shares: "5", amount: "50000" } }));
  });

  it("says what should be in the box without asking the server, and leaves a refused line out", () => {
    const sheet = fold(draft(), [
      kept(1, "saved", [saving("7000")]),
      kept(2, "attention", [{ line: "x", entry: "meetings.expense", body: { fund: "loan", amount: "900000" } }]),
    ]);
    expect(boxOf("loan", sheet, today)).toEqual({ expected: 107_000n, came: 7_000n, went: 0n, isCertain: true });
  });

  it("has one hash, whatever order it was written in, and another once a note is counted otherwise", () => {
    const count = (notes: string) => ({
      line: "a",
      entry: "meetings.count",
      body: { fund: "loan", counted: "7000", notes: [{ face: "5000", count: notes }] },
    });
    expect(sheetHash([saving("7000"), count("1")])).toBe(sheetHash([count("1"), saving("7000")]));
    expect(sheetHash([saving("7000"), count("1")])).not.toBe(sheetHash([saving("7000"), count("2")]));
  });
});

describe("a woman's card", () => {
  const sheetWith = (...lines: readonly Writing[]) => fold(draft(), [kept(1, "saved", lines)]);
  const roll = (mark: string): Writing => ({
    line: `${wulan.member}.roll`,
    entry: "meetings.roll",
    body: { member: wulan.member, mark },
  });

  it("has her dues filled in, a fine when she came late, and free savings ready", () => {
    const items = itemsOf(wulan, today, sheetWith(roll("late")));
    expect(items.map(item => [item.kind, item.due, item.amount])).toEqual([
      ["shares", 20_000n, 20_000n],
      ["saving", 0n, 0n],
      ["fine", 1_000n, 1_000n],
    ]);
    expect(sumsOf(items)).toEqual([{ unit: "IDR", amount: 21_000n }]);
  });

  it("is done when something of hers was received, or when she is not there", () => {
    const open = itemsOf(wulan, today, sheetWith(roll("present")));
    expect(isDone(wulan, open, sheetWith(roll("present")))).toBe(false);
    expect(isDone(wulan, open, sheetWith(roll("absent")))).toBe(true);
    const shares = open.find(isOpen)!;
    const received = sheetWith(roll("present"), writingOf(shares, 30_000n, 3));
    const after = itemsOf(wulan, today, received);
    expect(after[0]).toMatchObject({ amount: 30_000n, due: 20_000n, shares: { count: 3 } });
    expect(isDone(wulan, after, received)).toBe(true);
  });

  it("takes a line off the sheet when nothing was brought", () => {
    const [shares] = itemsOf(wulan, today, sheetWith(roll("present")));
    expect(writingOf(shares!, 0n)).toMatchObject({ removed: true, line: shares!.place });
  });
});

describe("the short code", () => {
  it("is forty bits in two groups, without letters that are taken for figures", () => {
    expect(shortCode("0000000000ffffff")).toBe("0000 0000");
    expect(shortCode("ffffffffff000000")).toBe("ZZZZ ZZZZ");
    expect(shortCode("0123456789abcdef")).toBe("04HM ASW9");
  });
});
