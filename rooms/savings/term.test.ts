/** Term deposits: laid down whole with their own day, paid out or laid down anew, taken out early by rule, taken back. */
import { type Document, type Json, type MemberId, sum, type Uuid, uuidFrom } from "#base";
import { periodTable } from "#ledger";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { closeTermEntry } from "./close-term.ts";
import { depositEntry } from "./deposit.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { interestCalculator } from "./interest-calculator.ts";
import { leave, needsLeaving } from "./leave.ts";
import { openTermEntry } from "./open-term.ts";
import { maturedUnposted, postTermInterest } from "./post-term-interest.ts";
import { termDepositTable } from "./tables.ts";
import { interestOfTerm, rowOfTerm } from "./term.ts";
import { toSharesEntry } from "./to-shares.ts";
import { withdrawalEntry } from "./withdrawal.ts";
import { bringSavingsForward } from "./bring-forward.ts";

const began = "2026-01-05";
const kept = "member-savings.berjangka/loan";

const term = (more: Readonly<Record<string, Document>> = {}) => ({
  ...{ months: "12", rate: "6", interest: "at-end", early: "part-of-interest", early_percent: "50", least: "100000" },
  ...more,
});
const product = (more: Readonly<Record<string, Document>> = {}, terms: Document = term()) => ({
  ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false, term: terms },
  ...more,
});

let group: GroupOnPaper;
let wulan: MemberId;
let sahnim: MemberId;
const id = (place: number): Uuid => uuidFrom(900_000 + place, new Uint8Array(10));

const lays = (place: number, member: MemberId, amount: bigint, on: string, code = "berjangka") =>
  group.says(openTermEntry, { deposit: id(place), member, product: code, amount }, on);
const ends = (
  place: number,
  member: MemberId,
  on: string,
  said: { way?: "paid-out" | "rolled-over" | "interest-paid"; amount?: bigint; into?: Uuid } = {},
) => group.says(closeTermEntry, { deposit: id(place), member, way: "paid-out", ...said }, on);
const posts = (through: string, on = through) => group.commands(postTermInterest, { through: through as never }, on);
const has = (member: MemberId) => -group.balance(kept, "IDR", member);
const cost = () => group.balance("group-expense/loan", "IDR");
const row = (place: number) => group.books.row(termDepositTable, { deposit_id: id(place) })!;
const calculated = (input: Json) => interestCalculator.calculate(input, new Set());
const last = () => group.facts.at(-1)!;

beforeEach(() => {
  group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  group.fund("social", "IDR", began, "restricted");
  group.rule("savings.product/berjangka", product(), began);
  group.rule("savings.product/sukarela", { ...free, fund: "loan" }, began);
  [wulan, sahnim] = [group.member(1, began), group.member(2, began)];
  // What the group earned and has at hand beside what they lay down.
  group.moves(began, ["cash/loan", "IDR", 5_000_000n], ["other-income/loan", "IDR", -5_000_000n]);
});

const free = { kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };

describe("a term deposit", () => {
  test("is laid down whole, each with its own last day, at the terms of its day", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    group.rule("savings.product/berjangka", product({}, term({ rate: "9", months: "6" })), "2026-02-01");
    done(lays(2, wulan, 500_000n, "2026-02-02"));
    expect(has(wulan)).toBe(1_500_000n);
    expect([row(1), row(2)]).toMatchObject([
      { opened_on: "2026-01-31", matures_on: "2027-01-31", rate: "6", principal: 1_000_000n, status: "open" },
      { opened_on: "2026-02-02", matures_on: "2026-08-02", rate: "9", principal: 500_000n, status: "open" },
    ]);
  });

  test("is paid out on its day with the interest, which costs the group, and never again", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    const cash = group.cash("loan", "IDR");
    const [fact] = done(ends(1, wulan, "2027-01-31", { amount: 1_060_000n }));
    expect(fact!.lines).toEqual([
      { account: "group-expense/loan", unit: "IDR", amount: 60_000n },
      { account: kept, member: wulan, unit: "IDR", amount: 1_000_000n },
      { account: "cash/loan", unit: "IDR", amount: -1_060_000n },
    ]);
    expect([has(wulan), cost(), cash - group.cash("loan", "IDR")]).toEqual([0n, 60_000n, 1_060_000n]);
    expect(row(1)).toMatchObject({ status: "paid-out", interest: 60_000n, interest_on: "2027-01-31", closed_on: "2027-01-31" });
    expect(ends(1, wulan, "2027-02-07", { amount: 1_060_000n })).toMatchObject({
      refused: "savings.deposit-is-closed",
      because: { on: "2027-01-31" },
    });
  });

  test("earns nothing more after its day, whenever she comes for it", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    done(ends(1, wulan, "2027-09-01", { amount: 1_060_000n }));
    expect(cost()).toBe(60_000n);
  });

  test("is laid down anew from its day on, all of it or without the interest, as she likes", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    done(lays(2, sahnim, 1_000_000n, "2026-01-31"));
    group.rule("savings.product/berjangka", product({}, term({ rate: "5", months: "6" })), "2027-01-01");
    done(ends(1, wulan, "2027-02-07", { way: "rolled-over", into: id(11) }));
    done(ends(2, sahnim, "2027-02-07", { way: "interest-paid", amount: 60_000n, into: id(12) }));
    expect([has(wulan), has(sahnim), cost()]).toEqual([1_060_000n, 1_000_000n, 120_000n]);
    expect([row(1).status, row(2).status]).toEqual(["rolled-over", "rolled-over"]);
    expect([row(11), row(12)]).toMatchObject([
      { principal: 1_060_000n, opened_on: "2027-02-07", matures_on: "2027-08-07", rate: "5", interest: 0n, status: "open" },
      { principal: 1_000_000n, opened_on: "2027-02-07", matures_on: "2027-08-07", rate: "5", interest: 0n, status: "open" },
    ]);
  });

  test("is taken out before its day by the rule it was laid down with", () => {
    group.rule("savings.product/pendek", product({}, term({ early: "lower-rate", early_percent: "2" })), began);
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    done(lays(2, sahnim, 1_000_000n, "2026-01-31", "pendek"));
    // Five whole months lay behind her: half of 25,000, or 2 % a year of a million for five months.
    done(ends(1, wulan, "2026-07-15", { amount: 1_012_500n }));
    done(ends(2, sahnim, "2026-07-15", { amount: 1_008_333n }));
    expect([row(1).status, row(2).status, cost()]).toEqual(["paid-out", "paid-out", 12_500n + 8_333n]);
    done(lays(3, wulan, 1_000_000n, "2026-08-01"));
    done(ends(3, wulan, "2026-08-20", { amount: 1_000_000n }));
    expect(cost()).toBe(20_833n);
  });

  test.each([
    ["at-end", "12", "6", { months: 12 }],
    ["at-end", "7", "5.5", { months: 7 }],
    ["monthly", "9", "6.5", { months: 9, compounding_every_months: 1 }],
    ["quarterly", "14", "7", { months: 14, compounding_every_months: 3 }],
    ["half-yearly", "12", "12", { months: 12, compounding_every_months: 6 }],
    ["yearly", "30", "8", { months: 30, compounding_every_months: 12 }],
  ] as const)("%s, %s months at %s %%, earns what the calculator says", (interest, months, rate, given) => {
    group.rule("savings.product/hitung", product({}, term({ interest, months, rate, least: "0" })), began);
    done(lays(1, wulan, 1_234_567n, "2026-02-01", "hitung"));
    const answer = calculated({
      principal: "1234567",
      annual_rate_percent: rate,
      currency: "IDR",
      ...("compounding_every_months" in given ? { compounding_every_months: String(given.compounding_every_months) } : {}),
      months: String(given.months),
    }) as { readonly interest?: string; readonly net_interest?: string };
    expect(answer.interest ?? answer.net_interest).toBe(String(interestOfTerm(row(1), row(1).matures_on)));
  });

  test.each([0, 1, 5, 11, 12, 13])("taken out after %s months, earns what the calculator says of an early end", held => {
    const data = {
      ...{ deposit: id(1), product: "berjangka", fund: "loan", unit: "IDR", principal: "987654", months: "12", rate: "6.25" },
      ...{ compounding_months: "0", early: "part-of-interest" as const, early_percent: "40" },
    };
    const deposit = rowOfTerm(data, wulan, "2026-01-15" as never);
    const answer = calculated({
      ...{ principal: "987654", annual_rate_percent: "6.25", months: "12", months_held: String(held), currency: "IDR" },
      early_penalty_percent_of_interest: "40",
    }) as { readonly net_interest: string };
    const day = `${2026 + Math.floor(held / 12)}-${String((held % 12) + 1).padStart(2, "0")}-15`;
    expect(String(interestOfTerm(deposit, day as never))).toBe(answer.net_interest);
  });
});

describe("the interest of term deposits", () => {
  test("is posted for all that matured, once and as a cost of its day; who comes later is handed it", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    done(lays(2, sahnim, 1_000_000n, "2026-06-30"));
    expect(posts("2026-12-31")).toMatchObject({ refused: "savings.no-term-interest" });
    expect(done(posts("2027-02-01")).map(fact => [fact.kind, fact.member, fact.lines[0]!.amount])).toEqual([
      ["savings.term-interest-posted", wulan, 60_000n],
    ]);
    expect([has(wulan), cost()]).toEqual([1_060_000n, 60_000n]);
    expect(posts("2027-02-01")).toMatchObject({ refused: "savings.no-term-interest" });
    expect(maturedUnposted("2027-06-30" as never, group.books).map(one => one.deposit_id)).toEqual([id(2)]);
    done(ends(1, wulan, "2027-02-08", { amount: 1_060_000n }));
    expect([has(wulan), cost()]).toEqual([0n, 60_000n]);
  });

  test("is not posted for days to come, nor into closed ones", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    expect(posts("2027-02-02", "2027-02-01")).toMatchObject({ refused: "savings.term-day-to-come" });
    group.books.apply([{ put: periodTable, row: { closed_through: "2027-02-28" } }]);
    expect(posts("2027-02-01")).toMatchObject({ refused: "ledger.period-closed" });
  });
});

describe("what was written of a term deposit by mistake", () => {
  test("is taken back: its opening, its interest, its end, and then it runs on as before", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    group.takesBack(last(), "2026-02-07");
    expect([row(1).status, has(wulan)]).toEqual(["taken-back", 0n]);
    done(lays(2, wulan, 1_000_000n, "2026-02-07"));
    const opened = last();
    const before = row(2);
    done(posts("2027-02-07"));
    const interest = last();
    done(ends(2, wulan, "2027-02-07", { amount: 1_060_000n }));
    const end = last();
    for (const fact of [opened, interest])
      expect(group.takesBack(fact, "2027-02-08")).toMatchObject({ refused: "savings.deposit-went-on" });
    group.takesBack(end, "2027-02-08");
    expect(row(2)).toMatchObject({ status: "open", interest: 60_000n, interest_on: "2027-02-07", closed_on: null });
    expect(group.takesBack(opened, "2027-02-08")).toMatchObject({ refused: "savings.deposit-went-on" });
    group.takesBack(interest, "2027-02-08");
    expect([row(2), has(wulan), cost()]).toEqual([before, 1_000_000n, 0n]);
  });

  test("is taken back where it was laid down anew, as long as the new one runs", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    const before = row(1);
    done(ends(1, wulan, "2027-01-31", { way: "rolled-over", into: id(11) }));
    const anew = last();
    done(ends(11, wulan, "2027-03-01", { amount: 1_062_650n }));
    expect(group.takesBack(anew, "2027-03-02")).toMatchObject({
      refused: "savings.deposit-went-on",
      because: { on: "2027-03-01" },
    });
    group.takesBack(last(), "2027-03-02");
    group.takesBack(anew, "2027-03-02");
    expect([row(1), row(11).status, has(wulan), cost()]).toEqual([before, "taken-back", 1_000_000n, 0n]);
  });
});

describe("a member who leaves", () => {
  test("gets her term deposits by the early rule, and what matured in full", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    done(lays(2, wulan, 1_000_000n, "2026-07-31"));
    done(lays(3, sahnim, 1_000_000n, "2026-01-31"));
    const on = "2027-02-10" as never;
    const seen = group.seenBy(books => needsLeaving(wulan, books));
    const { leavings, facts } = leave({ books: seen, member: wulan, on, owing: [] });
    // 60,000 of the one that matured; six months of the other: half of 30,000.
    expect(leavings).toMatchObject([{ fund: "loan", stake: 2_075_000n, payout: 2_075_000n, setOff: 0n }]);
    group.record(facts, seen);
    expect([has(wulan), cost()]).toEqual([0n, 75_000n]);
    expect([row(1), row(2), row(3)]).toMatchObject([
      { status: "returned", interest: 60_000n, closed_on: on },
      { status: "returned", interest: 15_000n, closed_on: on },
      { status: "open" },
    ]);
  });
});

describe("what is refused of a term deposit", () => {
  test("less than the least, nothing, another kind of savings, and the same twice", () => {
    expect(lays(1, wulan, 99_999n, began)).toMatchObject({ refused: "savings.term-below-least", because: { least: 100_000n } });
    expect(lays(1, wulan, 0n, began)).toMatchObject({ refused: "savings.amount-missing" });
    expect(lays(1, wulan, 100_000n, began, "sukarela")).toMatchObject({ refused: "savings.not-a-term" });
    group.rule("savings.product/sosial", product({ fund: "social" }), began);
    expect(lays(1, wulan, 100_000n, began, "sosial")).toMatchObject({ refused: "savings.interest-of-divided-fund" });
    done(lays(1, wulan, 100_000n, began));
    expect(lays(1, wulan, 100_000n, began)).toMatchObject({ refused: "savings.deposit-is-there" });
  });

  test("an end that is not hers, of another sum, too early to be laid down anew, or under an id that is taken", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    expect(ends(1, sahnim, "2027-01-31")).toMatchObject({ refused: "savings.no-such-deposit" });
    expect(ends(1, wulan, "2027-01-31", { amount: 1_060_001n })).toMatchObject({
      refused: "savings.term-other-sum",
      because: { said: 1_060_001n, amount: 1_060_000n },
    });
    expect(ends(1, wulan, "2027-01-30", { way: "rolled-over", into: id(2) })).toMatchObject({
      refused: "savings.term-not-over",
      because: { on: "2027-01-31" },
    });
    expect(ends(1, wulan, "2027-01-31", { way: "rolled-over" })).toMatchObject({ refused: "savings.term-needs-new-id" });
    expect(ends(1, wulan, "2027-01-31", { way: "rolled-over", into: id(1) })).toMatchObject({
      refused: "savings.deposit-is-there",
    });
  });

  test("any other way in or out of its product, so that its deposits are always what is in it", () => {
    done(lays(1, wulan, 1_000_000n, "2026-01-31"));
    group.rule("savings.product/cbu", { ...free, fund: "loan", is_capital: true, minimum_balance: "1" }, began);
    const said = { member: wulan, product: "berjangka", amount: 100_000n };
    const refused = { refused: "savings.term-by-deposit" };
    expect(group.says(depositEntry, said, "2026-02-01")).toMatchObject(refused);
    expect(group.says(withdrawalEntry, said, "2026-02-01")).toMatchObject(refused);
    expect(group.says(toSharesEntry, { ...said, capital: "cbu" }, "2026-02-01")).toMatchObject(refused);
    const through = "2026-01-31" as never;
    expect(bringSavingsForward(said, { through, today: "2026-02-01" as never }, group.books)).toMatchObject(refused);
  });

  test.each([
    ["a kind without terms", { ...free, fund: "loan", kind: "term" }, "savings.product-needs-term"],
    ["terms of another kind", { ...free, fund: "loan", term: term() }, "savings.product-needs-term"],
    ["a minimum", product({ minimum_balance: "1" }), "savings.term-is-plain"],
    ["capital", product({ is_capital: true }), "savings.term-is-plain"],
    ["kept until leaving", product({ withdrawable: "on-leaving" }), "savings.term-is-plain"],
    ["a fixed amount", product({ amount: "5000" }), "savings.term-is-plain"],
    ["no months", product({}, term({ months: "0" })), "savings.term-needs-months"],
    ["no rate", product({}, term({ rate: "0" })), "savings.term-rate-out-of-range"],
    ["a rate in words", product({}, term({ rate: "enam" })), "savings.term-rate-out-of-range"],
    ["more given up than there is", product({}, term({ early_percent: "101" })), "savings.term-early-out-of-range"],
    ["a better rate for leaving early", product({}, term({ early: "lower-rate", early_percent: "6.5" })), "savings.term-early-out-of-range"],
  ])("a rule with %s", (_what, value, refused) => {
    expect(group.ruleRefused("savings.product/lain", value as Document)).toMatchObject({ refused });
  });
});

test("whatever is laid down, ended and taken back, the open deposits are what the product holds", () => {
  const act = fc.tuple(fc.constantFrom("lay", "end", "anew", "post", "back"), fc.nat(4), fc.integer({ min: 100_000, max: 900_000 }));
  fc.assert(
    fc.property(fc.array(act, { minLength: 3, maxLength: 25 }), acts => {
      group = new GroupOnPaper();
      group.fund("loan", "IDR", began);
      group.rule("savings.product/berjangka", product({}, term({ months: "2", interest: "monthly" })), began);
      wulan = group.member(1, began);
      group.moves(began, ["cash/loan", "IDR", 90_000_000n], ["other-income/loan", "IDR", -90_000_000n]);
      let place = 100;
      acts.forEach(([what, which, amount], index) => {
        const on = `2026-${String(2 + Math.floor(index / 3)).padStart(2, "0")}-${String(1 + (index % 3) * 9).padStart(2, "0")}`;
        const open = group.books.rows(termDepositTable, { status: "open" });
        const one = open[which % Math.max(open.length, 1)];
        if (what === "lay") lays((place += 1), wulan, BigInt(amount), on);
        else if (what === "post") posts(on);
        else if (what === "back") {
          const fact = group.facts.filter(one => one.kind.startsWith("savings.term-")).at(-1 - which);
          if (fact && !group.facts.some(other => other.reverses === fact.seq)) group.takesBack(fact, on);
        } else if (one) {
          const whole = one.principal + one.interest + (one.interest_on === null ? interestOfTerm(one, on as never) : 0n);
          const said = { deposit: one.deposit_id, member: wulan };
          if (what === "end") done(group.says(closeTermEntry, { ...said, way: "paid-out", amount: whole }, on));
          else group.says(closeTermEntry, { ...said, way: "rolled-over", into: id((place += 1)) }, on);
        }
        const rows = group.books.rows(termDepositTable, { status: "open" });
        expect(sum(rows.map(one => one.principal + one.interest))).toBe(has(wulan));
      });
    }),
    { numRuns: 60 },
  );
});
