import { day } from "#base";
import { describe, expect, it } from "vitest";
import { type ChapterDrives, driveTables } from "./drive-tables.ts";
import { apart, summed, type Told } from "./few.ts";
import { type ChapterFigures, figureTables } from "./figure-tables.ts";

const told = (...people: readonly number[]): readonly Told<number>[] =>
  people.map((count, place) => ({ name: `${place + 1}`, people: count, value: count }));
const names = (of: readonly Told<number>[]): string => of.map(one => one.name).join("");

describe("few members", () => {
  it.each([
    ["nobody small", [5, 9, 7], "123", "", "", "123"],
    ["one small one is in no line and no sum", [5, 9, 7, 4], "123", "", "4", "123"],
    ["two neither", [5, 9, 7, 4, 4], "123", "", "45", "123"],
    ["three of them in one line", [5, 4, 4, 1], "1", "234", "", "1234"],
    ["three that are four people together in none", [5, 6, 7, 1, 1, 2], "123", "", "456", "123"],
    ["where there is nobody there is nobody to tell", [0, 0, 8], "123", "", "", "123"],
    ["of two there is no sum", [8, 8], "12", "", "", null],
    ["nor of two and a small one", [8, 8, 3], "12", "", "3", null],
  ] as const)("%s", (_, people, alone, together, untold, inSum) => {
    const parted = apart(told(...people));
    expect([parted.apart, parted.together, parted.untold].map(names)).toEqual([alone, together, untold]);
    const all = summed(parted);
    expect(all && names(all)).toBe(inSum);
  });
});

describe("chapters side by side", () => {
  const figure = (part: bigint, whole: bigint) => ({ value: null, part, whole });
  const chapter = (name: string, [paid, due, late, left]: readonly bigint[], unit = "IDR", people = 6): ChapterFigures => ({
    name,
    repayment: { unit, onTime: figure(paid!, due!), over30: figure(late!, left!), people },
  });
  const tables = (...chapters: readonly ChapterFigures[]) => figureTables(chapters);
  const keyed = (key: string) => (of: ReturnType<typeof tables>) => of.filter(table => table.key === key);
  const [lines, closed] = [keyed("chapters-repayment"), keyed("chapters-closed")];

  it("pool what was paid and what was due, and do not average percents", () => {
    const [table] = lines(
      tables(
        chapter("A", [100n, 100n, 0n, 1_000n]),
        chapter("B", [0n, 900n, 500n, 500n]),
        chapter("C", [0n, 0n, 0n, 500n]),
      ),
    );
    expect(table!.rows).toEqual([
      [{ text: "A" }, { percent: 10_000n }, { percent: 0n }, { amount: 1_000n, unit: "IDR" }],
      [{ text: "B" }, { percent: 0n }, { percent: 10_000n }, { amount: 500n, unit: "IDR" }],
      [{ text: "C" }, null, { percent: 0n }, { amount: 500n, unit: "IDR" }],
    ]);
    expect(table!.total).toEqual([
      { say: "network.figure.sum", values: { count: 3, all: 3 } },
      { percent: 1_000n },
      { percent: 2_500n },
      { amount: 2_000n, unit: "IDR" },
    ]);
  });

  it("keep each money apart, and list whose figures are not told and why", () => {
    const all = tables(
      chapter("A", [1n, 1n, 0n, 1n]),
      chapter("B", [1n, 1n, 0n, 1n], "PHP"),
      chapter("C", [1n, 1n, 0n, 1n], "PHP", 4),
      { name: "D", counts: { members: 30, unsealed: 1, sealedOn: day("2026-10-01") } },
    );
    expect(lines(all).map(table => [table.unit, table.rows.length, table.total![0]])).toEqual([
      ["IDR", 1, { say: "network.figure.no-sum" }],
      ["PHP", 1, { say: "network.figure.no-sum" }],
    ]);
    const row = (figure: string, why: string, count: number, text: string) => [
      { say: `network.figure.of-${figure}` },
      { say: `network.figure.${why}` },
      { count },
      { text },
    ];
    expect(closed(all)[0]!.rows).toEqual([
      row("counts", "not-granted", 3, "A, B, C"),
      row("repayment", "not-granted", 1, "D"),
      row("savings", "not-granted", 4, "A, B, C, D"),
      row("attendance", "not-granted", 4, "A, B, C, D"),
      row("repayment", "too-few", 1, "C"),
    ]);
  });
});

describe("drives side by side", () => {
  const drive = (offered: number, enrolled: number) => ({
    ...{ fund: "damayan", called: { called: "fund.damayan" }, from: day("2026-09-01"), until: day("2026-10-31") },
    ...{ target: 10, offered, enrolled, declined: 1, thinking: offered - enrolled - 1, missing: 10 - enrolled },
  });
  const chapter = (name: string, ...drives: readonly (readonly [offered: number, enrolled: number])[]): ChapterDrives => ({
    name,
    drives: drives.map(([offered, enrolled]) => drive(offered, enrolled)),
  });
  const first = (...of: readonly ChapterDrives[]) => {
    const [table] = driveTables(of);
    return { names: table!.rows.map(row => row[0]), total: table!.total };
  };

  it("are a line each, and summed over three chapters, not three drives", () => {
    const two = first(chapter("A", [9, 4], [8, 2]), chapter("B", [7, 3]), chapter("C"), { name: "D" });
    expect(two.names).toEqual(["A", "A", "B"].map(text => ({ text })));
    expect(two.total![0]).toEqual({ say: "network.figure.no-sum" });
    const three = first(chapter("A", [9, 4], [8, 2]), chapter("B", [7, 3]), chapter("C", [6, 6]), { name: "D" });
    expect(three.total!.slice(0, 5)).toEqual([
      { say: "network.figure.sum", values: { count: 3, all: 4 } },
      ...[40, 30, 15, 4].map(count => ({ count })),
    ]);
  });

  it("in which fewer than five were asked stand together, once they are of three chapters", () => {
    expect(first(chapter("A", [9, 4]), chapter("B", [3, 1], [2, 0], [4, 1])).names).toEqual([{ text: "A" }]);
    expect(first(chapter("A", [3, 1]), chapter("B", [2, 0]), chapter("C", [4, 1])).names).toEqual([
      { say: "network.figure.few-drives", values: { count: 3 } },
    ]);
  });
});
