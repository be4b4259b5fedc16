/** The surplus of a year, from closed books to members: decided, split by the rule, posted, and what is refused on the way. */
import { type Document, type MemberId, parseRatio, sum } from "#base";
import { periodTable } from "#ledger";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { allocateSurplus } from "./allocate-surplus.ts";
import { closeYear, endOfYear } from "./close-year.ts";
import { coverLoss } from "./cover-loss.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { lawOf, refusalOfLaw, type SurplusLaw, surplusLaws, type SurplusRole } from "./surplus-law.ts";
import { presetsOf } from "./surplus-presets.ts";
import { surplusCreditTable, surplusPartTable, surplusYearTable } from "./tables.ts";

const began = "2025-01-06";
const wajib = "member-savings.wajib/loan";
const pokok = "member-shares.pokok/loan";

const part = (role: SurplusRole, percent: string, more: Readonly<Record<string, Document>> = {}) => ({ role, percent, ...more });
/** Practice of many koperasi: reserve 25, capital 20, business 30, officers 10, education and social the rest. */
const usual = {
  law: "id-uu-25-1992",
  year_ends: "12",
  parts: [
    part("reserve", "25", { fund: "reserve" }),
    part("capital", "20", { by: "saved-at-end", accounts: [pokok, wajib] }),
    part("patronage", "30", { by: "interest-paid" }),
    part("officers", "10", { fund: "pengurus" }),
    part("education", "10", { fund: "pendidikan" }),
    part("community", "5", { fund: "social" }),
  ],
};

let group: GroupOnPaper;
let wulan: MemberId;
let sahnim: MemberId;
let rohani: MemberId;

const close = (through: string) => group.books.apply([{ put: periodTable, row: { closed_through: through } }]);
const closesYear = (year_end = "2025-12-31", on = "2026-02-02", fund = "loan") =>
  group.commands(closeYear, { fund, year_end: year_end as never }, on);
const decides = (amount: string, about = "surplus/loan/2025-12-31", on = "2026-02-10", isCarried = true) =>
  group.decides("surplus", about, on, isCarried, { amount });
const allocates = (decision = decides("1000000"), on = "2026-02-11") => group.commands(allocateSurplus, { decision }, on);
const creditOf = (member: MemberId) =>
  Object.fromEntries(
    group.books.rows(surplusCreditTable, { member_id: member }).map(row => [row.role, row.amount]),
  );

beforeEach(() => {
  group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  group.fund("reserve", "IDR", began, "indivisible");
  for (const fund of ["pengurus", "pendidikan", "social"]) group.fund(fund, "IDR", began, "restricted");
  group.fund("beras", "kg", began, "restricted");
  const kept = { fund: "loan", minimum_balance: "0", withdrawable: "on-leaving" };
  group.rule("savings.product/pokok", { ...kept, kind: "entry", amount: "50000", is_capital: true }, began);
  group.rule("savings.product/wajib", { ...kept, kind: "compulsory", amount: "5000", every: "month", is_capital: false }, began);
  group.rule("savings.surplus/loan", usual, began);
  [wulan, sahnim, rohani] = [group.member(1, began), group.member(2, began), group.member(3, began)];
  // Savings: Wulan 300,000 from the beginning, Sahnim 100,000 from July. Rohani borrows, and has nothing saved.
  group.moves("2025-01-10", ["cash/loan", "IDR", 300_000n], [pokok as never, "IDR", -300_000n, wulan]);
  group.moves("2025-07-10", ["cash/loan", "IDR", 100_000n], [wajib as never, "IDR", -100_000n, sahnim]);
  group.moves("2025-02-01", ["loans-receivable/loan", "IDR", 200_000n, rohani], ["cash/loan", "IDR", -200_000n]);
});

/** Interest stands on the group's account; whose it was is said by the entry. */
const paysInterest = (member: MemberId, amount: bigint, on: string) =>
  group.post([
    {
      kind: "test.moved",
      on: on as never,
      member,
      lines: [
        { account: "cash/loan", unit: "IDR", amount },
        { account: "interest-income/loan", unit: "IDR", amount: -amount },
      ],
    },
  ]);

/** Interest of 900,000 from Rohani and 300,000 from Wulan, and 200,000 spent: a million is left over. */
function goodYear(): void {
  paysInterest(rohani, 900_000n, "2025-06-01");
  paysInterest(wulan, 300_000n, "2025-11-01");
  group.moves("2025-12-20", ["group-expense/loan", "IDR", 200_000n], ["cash/loan", "IDR", -200_000n]);
}

describe("the year of a fund", () => {
  test("is closed only when the books are: while they are open nothing is given out", () => {
    goodYear();
    expect(closesYear()).toMatchObject({ refused: "savings.year-still-open", because: { closed_through: null } });
    close("2025-12-30");
    expect(closesYear()).toMatchObject({ refused: "savings.year-still-open", because: { closed_through: "2025-12-30" } });
    expect(allocates()).toMatchObject({ refused: "savings.year-not-closed" });
    close("2025-12-31");
    done(closesYear());
    expect(group.books.row(surplusYearTable, { fund: "loan", year_end: "2025-12-31" as never })).toMatchObject({
      from_on: began,
      surplus: 1_000_000n,
      allocated_on: null,
    });
  });

  test("takes what came after it for the next one, and the entries that close it for none", () => {
    goodYear();
    paysInterest(rohani, 70_000n, "2026-01-15");
    close("2025-12-31");
    const [fact] = done(closesYear());
    expect(fact!.lines).toEqual([
      { account: "interest-income/loan", unit: "IDR", amount: 1_200_000n },
      { account: "group-expense/loan", unit: "IDR", amount: -200_000n },
      { account: "retained-surplus/loan", unit: "IDR", amount: -1_000_000n },
    ]);
    expect(group.balance("interest-income/loan", "IDR")).toBe(-70_000n);
    close("2026-12-31");
    done(closesYear("2026-12-31", "2027-01-20"));
    expect(group.books.row(surplusYearTable, { fund: "loan", year_end: "2026-12-31" as never })).toMatchObject({
      from_on: "2026-01-01",
      surplus: 70_000n,
    });
  });

  test("is closed after its last day, also where nothing came in and nothing went out", () => {
    close("2025-12-31");
    expect(closesYear("2025-12-31", "2025-12-31")).toMatchObject({
      refused: "ledger.period-closed",
      because: { on: "2025-12-31", closed_through: "2025-12-31" },
    });
    done(closesYear("2025-12-31", "2026-01-01"));
  });

  test("follows the one before, and ends with its month", () => {
    close("2026-12-31");
    expect(closesYear("2026-12-31", "2027-01-10")).toMatchObject({
      refused: "savings.another-year-first",
      because: { ends: "2025-12-31" },
    });
    expect(closesYear("2025-11-30")).toMatchObject({ refused: "savings.another-year-first" });
    done(closesYear());
    expect(closesYear()).toMatchObject({ refused: "savings.another-year-first", because: { ends: "2026-12-31" } });
    expect(endOfYear("2025-04-01" as never, 3)).toBe("2026-03-31");
    expect(endOfYear("2024-01-15" as never, 2)).toBe("2024-02-29");
    expect(endOfYear("2025-12-31" as never, 12)).toBe("2025-12-31");
  });

  test("is of a fund members work with, that has such a rule and no shares", () => {
    close("2025-12-31");
    expect(closesYear("2025-12-31", "2026-02-02", "market")).toMatchObject({ refused: "ledger.no-such-fund" });
    expect(closesYear("2025-12-31", "2026-02-02", "social")).toMatchObject({ refused: "savings.surplus-of-divided-fund" });
    group.fund("warung", "IDR", began);
    expect(closesYear("2025-12-31", "2026-02-02", "warung")).toMatchObject({ refused: "savings.no-surplus-rule" });
    group.rule("savings.shares/loan", { price: "1000", meeting_min: "1", meeting_max: "5" }, began);
    expect(closesYear()).toMatchObject({ refused: "savings.surplus-is-shared-out" });
  });
});

describe("what a year left over is given out", () => {
  beforeEach(() => {
    goodYear();
    close("2025-12-31");
    done(closesYear());
  });

  test("to funds with the money and to members to the last rupiah, and the decision is used", () => {
    const decision = decides("1000000");
    done(allocates(decision));
    for (const [fund, equity, amount] of [
      ["reserve", "indivisible-reserve/reserve", 250_000n],
      ["pengurus", "fund-balance/pengurus", 100_000n],
      ["pendidikan", "fund-balance/pendidikan", 100_000n],
      ["social", "fund-balance/social", 50_000n],
    ] as const) {
      expect(group.cash(fund, "IDR")).toBe(amount);
      expect(group.balance(equity, "IDR")).toBe(-amount);
    }
    // Jasa modal: 200,000 by 300,000 and 100,000 saved. Jasa usaha: 300,000 by 900,000 and 300,000 of interest.
    expect(creditOf(wulan)).toEqual({ capital: 150_000n, patronage: 75_000n });
    expect(creditOf(sahnim)).toEqual({ capital: 50_000n });
    expect(creditOf(rohani)).toEqual({ patronage: 225_000n });
    expect(group.balance("member-payable/loan", "IDR", wulan)).toBe(-225_000n);
    expect(group.balance("retained-surplus/loan", "IDR")).toBe(0n);
    expect(group.books.rows(surplusPartTable).map(row => [row.role, row.amount, row.to_fund, row.members])).toEqual([
      ["reserve", 250_000n, "reserve", 0],
      ["capital", 200_000n, null, 2],
      ["patronage", 300_000n, null, 2],
      ["officers", 100_000n, "pengurus", 0],
      ["education", 100_000n, "pendidikan", 0],
      ["community", 50_000n, "social", 0],
    ]);
    expect(allocates(decision)).toMatchObject({ refused: "assembly.decision-used" });
    expect(allocates(decides("1000000"))).toMatchObject({ refused: "savings.surplus-is-allocated" });
  });

  test("only as the members decided: carried, of this year, and the very sum", () => {
    expect(allocates(group.id())).toMatchObject({ refused: "assembly.no-decision" });
    expect(allocates(group.decides("other", "transfer/loan/social", "2026-02-10"))).toMatchObject({
      refused: "assembly.no-decision",
    });
    expect(allocates(decides("1000000", undefined, undefined, false))).toMatchObject({ refused: "assembly.not-carried" });
    expect(allocates(decides("999999"))).toMatchObject({
      refused: "savings.not-the-surplus-decided",
      because: { amount: 999_999n, expected: 1_000_000n },
    });
    expect(allocates(decides("1000000", "surplus/loan/2026-12-31"))).toMatchObject({ refused: "savings.year-not-closed" });
  });

  test("by the rule of the day they decided, whatever is decided later", () => {
    const decision = decides("1000000");
    group.rule("savings.surplus/loan", { ...usual, parts: [part("reserve", "100", { fund: "reserve" })] }, "2026-02-11");
    done(allocates(decision, "2026-02-12"));
    expect(group.cash("reserve", "IDR")).toBe(250_000n);
    // A rule that was not there yet on the day of the decision is none.
    group.fund("warung", "IDR", began);
    group.books.apply([
      { put: surplusYearTable, row: { ...group.books.rows(surplusYearTable)[0]!, fund: "warung", allocated_on: null } },
    ]);
    expect(allocates(decides("1000000", "surplus/warung/2025-12-31"))).toMatchObject({ refused: "savings.no-surplus-rule" });
  });

  test("not while the money is lent; out of the bank where the box does not hold it", () => {
    const cash = group.cash("loan", "IDR");
    group.moves("2026-02-03", ["bank/loan", "IDR", 300_000n], ["cash/loan", "IDR", -300_000n]);
    group.moves("2026-02-03", ["loans-receivable/loan", "IDR", cash - 310_000n, rohani], ["cash/loan", "IDR", 310_000n - cash]);
    expect(allocates()).toMatchObject({
      refused: "savings.surplus-is-lent",
      because: { needed: 500_000n, cash: 310_000n, missing: 190_000n },
    });
    group.moves("2026-02-04", ["loans-receivable/loan", "IDR", -190_000n, rohani], ["cash/loan", "IDR", 190_000n]);
    done(allocates());
    expect([group.cash("loan", "IDR"), group.balance("bank/loan", "IDR")]).toEqual([0n, 0n]);
    expect([group.cash("reserve", "IDR"), group.balance("bank/reserve", "IDR")]).toEqual([200_000n, 50_000n]);
  });

  test("into her savings where the rule says so, but never into pokok", () => {
    const [reserve, capital, ...others] = usual.parts;
    const into = (product: string) => ({ ...usual, parts: [reserve!, { ...capital!, into: product }, ...others] });
    group.rule("savings.surplus/loan", into("pokok"), "2026-02-09");
    expect(allocates()).toMatchObject({ refused: "savings.part-into-entry-saving" });
    group.rule("savings.surplus/loan", into("wajib"), "2026-02-09");
    done(allocates());
    expect(group.balance(wajib, "IDR", sahnim)).toBe(-150_000n);
    expect(group.balance("member-payable/loan", "IDR", sahnim)).toBe(0n);
    expect(group.balance("member-payable/loan", "IDR", wulan)).toBe(-75_000n);
  });

  test.each<[string, Readonly<Record<string, Document>>, Record<"wulan" | "sahnim" | "rohani", bigint | undefined>]>([
    ["on the average of twelve months: 12 of 300,000 and 6 of 100,000", { by: "saved-on-average", accounts: [pokok, wajib] }, { wulan: 857_143n, sahnim: 142_857n, rohani: undefined }],
    ["by capital alone, without what is compulsory", { by: "saved-at-end", accounts: [pokok] }, { wulan: 1_000_000n, sahnim: undefined, rohani: undefined }],
    ["by loans taken", { by: "loans-taken" }, { wulan: undefined, sahnim: undefined, rohani: 1_000_000n }],
    ["equally, and the last rupiah to one of them", { by: "equally" }, { wulan: 333_334n, sahnim: 333_333n, rohani: 333_333n }],
  ])("%s", (_title, more, expected) => {
    group.rule("savings.surplus/loan", { ...usual, parts: [part("capital", "100", more)] }, "2026-02-09");
    done(allocates());
    expect({
      wulan: creditOf(wulan)["capital"],
      sahnim: creditOf(sahnim)["capital"],
      rohani: creditOf(rohani)["capital"],
    }).toEqual(expected);
    expect(sum(group.books.rows(surplusCreditTable).map(row => row.amount))).toBe(1_000_000n);
  });

  test("equally among those who were members when the year ended", () => {
    group.member(4, "2026-01-15");
    group.ends(rohani, "left", "2025-10-01");
    group.ends(sahnim, "left", "2026-01-20");
    group.rule("savings.surplus/loan", { ...usual, parts: [part("capital", "100", { by: "equally" })] }, "2026-02-09");
    done(allocates());
    expect(group.books.rows(surplusCreditTable).map(row => row.member_id).sort()).toEqual([sahnim, wulan].sort());
  });

  test("not where nobody has anything to measure it by", () => {
    const kept = "member-savings.sukarela/loan";
    group.rule("savings.surplus/loan", { ...usual, parts: [part("capital", "100", { by: "saved-at-end", accounts: [kept] })] }, "2026-02-09");
    expect(allocates()).toMatchObject({ refused: "savings.nobody-has-a-part", because: { amount: 1_000_000n } });
  });

  test("what capital earns above its cap goes to the reserve", () => {
    const [reserve, capital, ...others] = usual.parts;
    group.rule("savings.surplus/loan", { ...usual, parts: [reserve!, { ...capital!, rate_cap: "10" }, ...others] }, "2026-02-09");
    done(allocates());
    // 10 % of the 400,000 saved, in place of 200,000.
    expect(sum([wulan, sahnim].map(member => creditOf(member)["capital"]!))).toBe(40_000n);
    expect(group.cash("reserve", "IDR")).toBe(410_000n);
  });
});

describe("a year that lost money", () => {
  const covers = (decision = decides("80000", "loss/loan/2025-12-31"), reserve = "reserve") =>
    group.commands(coverLoss, { decision, reserve }, "2026-02-11");

  beforeEach(() => {
    group.moves("2025-03-01", ["cash/reserve", "IDR", 150_000n], ["indivisible-reserve/reserve", "IDR", -150_000n]);
    group.moves("2025-12-20", ["group-expense/loan", "IDR", 100_000n], ["cash/loan", "IDR", -100_000n]);
    close("2025-12-31");
    done(closesYear());
  });

  test("has nothing to give out", () => {
    expect(group.books.rows(surplusYearTable)).toMatchObject([{ surplus: -100_000n }]);
    expect(allocates(decides("100000"))).toMatchObject({ refused: "savings.no-surplus" });
  });

  test("is made good out of the reserve, as far as was decided and never above the loss", () => {
    done(covers());
    expect(group.cash("reserve", "IDR")).toBe(70_000n);
    expect(group.balance("indivisible-reserve/reserve", "IDR")).toBe(-70_000n);
    expect(group.balance("retained-surplus/loan", "IDR")).toBe(20_000n);
    expect(covers()).toMatchObject({ refused: "savings.more-than-the-loss", because: { left: 20_000n } });
    done(covers(decides("20000", "loss/loan/2025-12-31")));
    expect(group.balance("retained-surplus/loan", "IDR")).toBe(0n);
  });

  test("out of nothing but the reserve, by a decision about this very loss", () => {
    expect(covers(undefined, "social")).toMatchObject({ refused: "savings.losses-are-covered-by-reserve" });
    expect(covers(undefined, "market")).toMatchObject({ refused: "ledger.no-such-fund" });
    expect(covers(decides("1", "surplus/loan/2025-12-31"))).toMatchObject({ refused: "assembly.no-decision" });
    expect(covers(decides("1", "loss/loan/2024-12-31"))).toMatchObject({ refused: "savings.year-not-closed" });
    group.fund("lumbung", "kg", began, "indivisible");
    expect(covers(undefined, "lumbung")).toMatchObject({ refused: "savings.other-unit" });
  });
});

describe("a rule of the surplus", () => {
  const refusedWith = (change: Readonly<Record<string, Document>>, rule = "savings.surplus/loan") =>
    group.ruleRefused(rule, { ...usual, ...change });
  const withParts = (...parts: readonly ReturnType<typeof part>[]) => refusedWith({ parts });
  const members = (percent: string) => part("patronage", percent, { by: "interest-paid" });
  const reserve = (percent: string) => part("reserve", percent, { fund: "reserve" });

  test("that adds up to 105 % is refused with the number", () => {
    expect(
      withParts(
        reserve("40"),
        members("40"),
        ...["pengurus", "pendidikan", "social"].map(fund => part("optional", "5", { fund })),
        part("staff", "5", { fund: "pengurus" }),
        part("community", "5", { fund: "social" }),
      ),
    ).toMatchObject({ refused: "savings.split-not-whole", because: { sum: "105" } });
  });

  test.each<[string, () => unknown, string]>([
    ["a percent that is none", () => withParts(reserve("a lot")), "savings.percent-out-of-range"],
    ["a percent above a hundred", () => withParts(reserve("100.01")), "savings.percent-out-of-range"],
    ["a part without a fund", () => withParts(part("reserve", "100")), "savings.part-needs-a-fund"],
    ["a part for the fund it comes from", () => withParts(part("optional", "100", { fund: "loan" })), "savings.part-needs-a-fund"],
    ["a part of members without a measure", () => withParts(part("capital", "100")), "savings.part-needs-a-measure"],
    ["savings that are not named", () => withParts(part("capital", "100", { by: "saved-at-end" })), "savings.part-needs-a-measure"],
    ["cash as what was saved", () => withParts(part("capital", "100", { by: "saved-at-end", accounts: ["cash/loan"] })), "savings.part-needs-a-measure"],
    ["capital twice", () => withParts(members("50"), members("50")), "savings.members-part-twice"],
    ["a cap with no reserve to take the rest", () => withParts({ ...members("100"), rate_cap: "5" } as never), "savings.cap-needs-reserve"],
    ["its own floor", () => withParts({ ...reserve("20"), floor: "25" } as never, members("80")), "savings.split-below-floor"],
    ["its own cap", () => withParts({ ...reserve("20"), cap: "15" } as never, members("80")), "savings.split-above-cap"],
    ["a reserve in a fund with a purpose", () => withParts(part("reserve", "100", { fund: "social" })), "savings.reserve-is-never-divided"],
    ["education in the reserve", () => withParts(part("education", "100", { fund: "reserve" })), "savings.part-is-for-a-purpose"],
    ["a fund in kilograms", () => withParts(part("education", "100", { fund: "beras" })), "savings.other-unit"],
    ["a fund that is not there", () => withParts(part("education", "100", { fund: "market" })), "ledger.no-such-fund"],
    ["no month", () => refusedWith({ year_ends: "0" }), "savings.year-ends-with-a-month"],
    ["a fund with a purpose", () => refusedWith({}, "savings.surplus/beras"), "savings.surplus-of-divided-fund"],
  ])("%s is refused", (_title, refusal, refused) => {
    expect(refusal()).toMatchObject({ refused });
  });

  test("keeps to the law it names", () => {
    const of = (law: SurplusLaw, ...parts: readonly (readonly [SurplusRole, string])[]) =>
      refusalOfLaw(law, parts.map(([role, percent]) => ({ role, percent: parseRatio(percent)! })), false);
    const order = ["reserve", "education", "community", "optional", "capital", "patronage"] as const;
    const philippine = (...percents: readonly string[]) =>
      of("ph-ra-9520", ...order.map((role, index) => [role, percents[index]!] as const));
    // The published case: 100, 100, 30, 70, 490 and 210 of a thousand.
    expect(philippine("10", "10", "3", "7", "49", "21")).toBeNull();
    expect(philippine("9.9", "10", "3", "7", "49", "21.1")).toMatchObject({ refused: "savings.split-below-law", because: { part: "reserve", limit: "10" } });
    expect(philippine("10", "11", "3", "7", "48", "21")).toMatchObject({ refused: "savings.split-above-law", because: { part: "education", limit: "10" } });
    expect(philippine("10", "10", "2", "7", "50", "21")).toMatchObject({ because: { part: "community", limit: "3" } });
    expect(philippine("10", "10", "3", "8", "48", "21")).toMatchObject({ because: { part: "optional", limit: "7" } });
    // 30 % of the 70 % that members get.
    expect(philippine("10", "10", "3", "7", "50", "20")).toMatchObject({ because: { part: "patronage", percent: "20", limit: "21" } });
    expect(of("in-mscs-2002", ["reserve", "24"], ["capital", "76"])).toMatchObject({ because: { part: "reserve", limit: "25" } });
    expect(of("in-mscs-2002", ["reserve", "25"], ["loss-reserve", "10"], ["capital", "65"])).toMatchObject({ because: { part: "education", limit: "1" } });
    expect(of("kr-cooperative", ["reserve", "10"], ["capital", "50"], ["patronage", "40"])).toMatchObject({ because: { part: "patronage", limit: "45" } });
    expect(of("kr-social-cooperative", ["reserve", "30"], ["capital", "70"])).toMatchObject({ refused: "savings.law-gives-members-nothing" });
    expect(of("own-bylaws", ["capital", "100"])).toBeNull();
  });

  test("of a law that counts years needs the day it began, and holds the first five to half for the reserve", () => {
    const parts = [
      reserve("10"),
      part("education", "10", { fund: "pendidikan" }),
      part("community", "10", { fund: "social" }),
      part("capital", "49", { by: "saved-on-average", accounts: [pokok] }),
      members("21"),
    ];
    expect(refusedWith({ law: "ph-ra-9520", parts })).toMatchObject({ refused: "savings.law-counts-years" });
    const since = (began_on: string) => ({ ...usual, law: "ph-ra-9520", parts, began_on });
    goodYear();
    close("2025-12-31");
    done(closesYear());
    group.rule("savings.surplus/loan", since("2021-01-01"), "2026-02-01");
    expect(allocates()).toMatchObject({ refused: "savings.split-below-law", because: { part: "reserve", limit: "50" } });
    group.rule("savings.surplus/loan", since("2020-12-31"), "2026-02-01");
    done(allocates());
    // Patronage may earn twice what capital does: 490,000 on 300,000 is far above what 210,000 on 1,200,000 earns.
    expect(sum([wulan, rohani].map(member => creditOf(member)["patronage"]!))).toBe(210_000n);
  });

  test("lowers patronage to twice the rate of capital, and gives the rest to the reserve", () => {
    const parts = [
      reserve("10"),
      part("community", "5", { fund: "social" }),
      part("capital", "5", { by: "saved-at-end", accounts: [pokok] }),
      members("80"),
    ];
    goodYear();
    close("2025-12-31");
    done(closesYear());
    group.rule("savings.surplus/loan", { ...usual, law: "ph-ra-9520", parts, began_on: "2010-01-01" }, "2026-02-01");
    done(allocates());
    // 50,000 on 300,000 is a sixth; a third of 1,200,000 is 400,000, where 800,000 was meant.
    expect(sum([wulan, rohani].map(member => creditOf(member)["patronage"]!))).toBe(400_000n);
    expect(group.cash("reserve", "IDR")).toBe(500_000n);
  });

  test("a rate is of money: under a law that caps it nothing is divided equally", () => {
    const equally = [reserve("10"), part("capital", "30", { by: "equally" }), members("60")];
    expect(refusedWith({ law: "kr-cooperative", parts: equally })).toMatchObject({ refused: "savings.part-needs-a-measure" });
  });

  test.each(presetsOf({ funds: [], accounts: [] }).map(({ law }) => [law] as const))("of %s begins with a split its law allows", law => {
    const funds = [
      { fund: "reserve", nature: "indivisible" as const },
      { fund: "social", nature: "restricted" as const },
    ];
    const { value } = presetsOf({ funds, accounts: [pokok, wajib] }).find(one => one.law === law)!;
    // What has no fund yet the group chooses one for.
    const parts = (value["parts"] as readonly Readonly<Record<string, Document>>[]).map(one =>
      "fund" in one || "by" in one ? one : { ...one, fund: "pendidikan" },
    );
    const began_on: Record<string, string> = lawOf(law).firstYears ? { began_on: "2010-01-01" } : {};
    expect(group.ruleRefused("savings.surplus/loan", { ...value, parts, ...began_on })).toBeNull();
  });

  test("has a split to begin with for every law", () => {
    expect(presetsOf({ funds: [], accounts: [] }).map(one => one.law).sort()).toEqual(
      surplusLaws.filter(law => law !== "own-bylaws").sort(),
    );
  });
});

test("whatever the year left over and whatever the percents, every rupiah is somewhere", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 1, max: 400 }),
      (surplus, cuts, rate) => {
        const at = [0, ...[...cuts].sort((a, b) => a - b), 10_000];
        const percents = at.slice(1).map((cut, index) => String((cut - at[index]!) / 100));
        const roles = usual.parts.map(one => one.role);
        const parts = usual.parts.map((one, index) => ({
          ...one,
          percent: percents[index]!,
          ...(roles[index] === "capital" ? { rate_cap: String(rate / 100) } : {}),
        }));
        const before = new GroupOnPaper();
        group = before;
        group.fund("loan", "IDR", began);
        group.fund("reserve", "IDR", began, "indivisible");
        for (const fund of ["pengurus", "pendidikan", "social"]) group.fund(fund, "IDR", began, "restricted");
        group.rule("savings.surplus/loan", { ...usual, parts }, began);
        const [one, other] = [group.member(1, began), group.member(2, began)];
        group.record([{ kind: "ledger.account-opened", on: began as never, lines: [], data: { account: pokok } }]);
        group.moves("2025-01-10", ["cash/loan", "IDR", 777n], [pokok as never, "IDR", -777n, one]);
        group.moves("2025-01-10", ["cash/loan", "IDR", 100n], [pokok as never, "IDR", -100n, other]);
        group.record([{ kind: "ledger.account-opened", on: began as never, lines: [], data: { account: wajib } }]);
        paysInterest(one, surplus - surplus / 3n, "2025-05-01");
        if (surplus / 3n > 0n) paysInterest(other, surplus / 3n, "2025-05-01");
        close("2025-12-31");
        done(closesYear());
        done(allocates(decides(String(surplus))));
        const members = sum(group.books.rows(surplusCreditTable).map(row => row.amount));
        const funds = sum(["reserve", "pengurus", "pendidikan", "social"].map(fund => group.cash(fund, "IDR")));
        expect(members + funds).toBe(surplus);
        expect(group.balance("retained-surplus/loan", "IDR")).toBe(0n);
        // Capital earns no more than its rate of the 877 rupiah.
        const capital = sum(group.books.rows(surplusCreditTable, { role: "capital" }).map(row => row.amount));
        expect(capital * 10_000n <= 877n * BigInt(rate)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
