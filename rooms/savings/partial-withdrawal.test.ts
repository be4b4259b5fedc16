/** A part of a term deposit, taken out before its day: what it earns, what stays, what is refused, and that nothing is lost. */
import { type Document, type MemberId, sum, type Uuid, uuidFrom } from "#base";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { closeTermEntry } from "./close-term.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { hold } from "./hold.ts";
import { leave, needsLeaving } from "./leave.ts";
import { openTermEntry } from "./open-term.ts";
import { partialWithdrawalEntry } from "./partial-withdrawal.ts";
import { postTermInterest } from "./post-term-interest.ts";
import { termDepositTable } from "./tables.ts";
import { freeInTerm, interestOfTerm } from "./term.ts";

const began = "2026-01-05";
const kept = "member-savings.berjangka/loan";
const laidOn = "2026-01-31";
/** Five whole months after it. */
const early = "2026-07-15";

const product = (more: Readonly<Record<string, Document>> = {}) => ({
  ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
  term: {
    ...{ months: "12", rate: "6", interest: "at-end", early: "part-of-interest", early_percent: "50", least: "100000" },
    ...{ least_left: "200000", ...more },
  },
});

let group: GroupOnPaper;
let wulan: MemberId;
let sahnim: MemberId;
const id = (place: number): Uuid => uuidFrom(900_000 + place, new Uint8Array(10));

const lays = (place: number, member: MemberId, amount: bigint, on = laidOn, code = "berjangka") =>
  group.says(openTermEntry, { deposit: id(place), member, product: code, amount }, on);
const takes = (place: number, part: bigint, on: string, amount: bigint, member = wulan) =>
  group.says(partialWithdrawalEntry, { deposit: id(place), member, part, amount }, on);
const ends = (place: number, on: string, amount: bigint) =>
  group.says(closeTermEntry, { deposit: id(place), member: wulan, way: "paid-out", amount }, on);
const has = (member: MemberId) => -group.balance(kept, "IDR", member);
const cost = () => group.balance("group-expense/loan", "IDR");
const row = (place: number) => group.books.row(termDepositTable, { deposit_id: id(place) })!;
const last = () => group.facts.at(-1)!;

function beginning(rule: Document = product()): void {
  group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  group.rule("savings.product/berjangka", rule, began);
  [wulan, sahnim] = [group.member(1, began), group.member(2, began)];
  group.moves(began, ["cash/loan", "IDR", 90_000_000n], ["other-income/loan", "IDR", -90_000_000n]);
}
beforeEach(() => beginning());

describe("a part of a term deposit", () => {
  test("earns by the early rule for the months it lay, and the rest goes on at the agreed rate to its day", () => {
    done(lays(1, wulan, 1_000_000n));
    const cash = group.cash("loan", "IDR");
    // Half of 6 % a year on 400,000 for five months.
    const [fact] = done(takes(1, 400_000n, early, 405_000n));
    expect(fact!.lines).toEqual([
      { account: "group-expense/loan", unit: "IDR", amount: 5_000n },
      { account: kept, member: wulan, unit: "IDR", amount: 400_000n },
      { account: "cash/loan", unit: "IDR", amount: -405_000n },
    ]);
    expect([has(wulan), cost(), cash - group.cash("loan", "IDR")]).toEqual([600_000n, 5_000n, 405_000n]);
    expect(row(1)).toMatchObject({
      ...{ status: "open", principal: 600_000n, withdrawn: 400_000n, rate: "6", matures_on: "2027-01-31" },
      ...{ interest: 0n, interest_on: null },
    });
    done(ends(1, "2027-01-31", 636_000n));
    expect([has(wulan), cost()]).toEqual([0n, 41_000n]);
  });

  test("earns the lower rate from its first day, or nothing, where the rule says so", () => {
    group.rule("savings.product/rendah", product({ early: "lower-rate", early_percent: "2" }), began);
    group.rule("savings.product/tanpa", product({ early: "lower-rate", early_percent: "0" }), began);
    done(lays(1, wulan, 1_000_000n, laidOn, "rendah"));
    done(lays(2, wulan, 1_000_000n, laidOn, "tanpa"));
    // 2 % a year on 400,000 for five months is 3,333.33.
    done(takes(1, 400_000n, early, 403_333n));
    done(takes(2, 400_000n, early, 400_000n));
    expect(last().lines).toHaveLength(2);
    expect(cost()).toBe(3_333n);
  });

  test("is taken again and again, as long as what must stay stays, and all of it by its end", () => {
    done(lays(1, wulan, 1_000_000n));
    done(takes(1, 300_000n, "2026-02-15", 300_000n));
    done(takes(1, 500_000n, early, 506_250n));
    expect(row(1)).toMatchObject({ principal: 200_000n, withdrawn: 800_000n });
    expect(freeInTerm(row(1), early as never)).toBe(0n);
    expect(takes(1, 1n, early, 1n)).toMatchObject({ refused: "savings.term-too-little-left" });
    done(ends(1, early, 202_500n));
    expect([has(wulan), cost()]).toEqual([0n, 8_750n]);
  });

  test("follows the terms of its day, whatever is decided later", () => {
    done(lays(1, wulan, 1_000_000n));
    group.rule("savings.product/berjangka", product({ least_left: "900000", early_percent: "100" }), "2026-02-01");
    done(takes(1, 400_000n, early, 405_000n));
    done(lays(2, wulan, 1_000_000n, "2026-07-20"));
    expect(takes(2, 400_000n, "2026-07-25", 400_000n)).toMatchObject({ refused: "savings.term-too-little-left" });
  });

  test("is out of what a member who leaves is given", () => {
    done(lays(1, wulan, 1_000_000n));
    done(takes(1, 400_000n, early, 405_000n));
    const seen = group.seenBy(books => needsLeaving(wulan, books));
    const { leavings, facts } = leave({ books: seen, member: wulan, on: early as never, owing: [] });
    expect(leavings).toMatchObject([{ fund: "loan", stake: 607_500n }]);
    group.record(facts, seen);
    expect([has(wulan), cost()]).toEqual([0n, 12_500n]);
  });
});

describe("a part that was written by mistake", () => {
  test("lies in it again, and the deposit goes on as if it had never been out", () => {
    done(lays(1, wulan, 1_000_000n));
    const before = row(1);
    const opened = last();
    done(takes(1, 400_000n, early, 405_000n));
    const part = last();
    expect(group.takesBack(opened, "2026-07-16")).toMatchObject({
      refused: "savings.term-part-was-taken",
      because: { withdrawn: 400_000n },
    });
    group.takesBack(part, "2026-07-16");
    expect([row(1), has(wulan), cost()]).toEqual([before, 1_000_000n, 0n]);
    group.takesBack(opened, "2026-07-16");
    expect(row(1).status).toBe("taken-back");
  });

  test("is taken back after the end of the rest, or its interest; what it was laid down anew from, after its parts", () => {
    done(lays(1, wulan, 1_000_000n));
    done(takes(1, 400_000n, early, 405_000n));
    const part = last();
    done(group.says(closeTermEntry, { deposit: id(1), member: wulan, way: "rolled-over", into: id(2) }, "2027-01-31"));
    const anew = last();
    expect(group.takesBack(part, "2027-02-01")).toMatchObject({ refused: "savings.deposit-went-on" });
    done(takes(2, 100_000n, "2027-02-15", 100_000n));
    expect(group.takesBack(anew, "2027-02-16")).toMatchObject({ refused: "savings.term-part-was-taken" });
    group.takesBack(last(), "2027-02-16");
    group.takesBack(anew, "2027-02-16");
    group.takesBack(part, "2027-02-16");
    expect([row(1).principal, has(wulan), cost()]).toEqual([1_000_000n, 1_000_000n, 0n]);
  });
});

describe("what is refused of a part", () => {
  test.each([
    ["nothing", 0n, "savings.amount-missing"],
    ["more than lies in it", 1_000_001n, "savings.term-part-above"],
    ["all of it", 1_000_000n, "savings.term-part-is-all"],
    ["so much that too little stays", 800_001n, "savings.term-too-little-left"],
  ])("%s", (_what, part, refused) => {
    done(lays(1, wulan, 1_000_000n));
    expect(takes(1, part, early, part)).toMatchObject({ refused });
  });

  test("of one that is another’s, ended, or not there", () => {
    done(lays(1, wulan, 1_000_000n));
    expect(takes(1, 100_000n, early, 100_000n, sahnim)).toMatchObject({ refused: "savings.no-such-deposit" });
    expect(takes(9, 100_000n, early, 100_000n)).toMatchObject({ refused: "savings.no-such-deposit" });
    done(ends(1, early, 1_012_500n));
    expect(takes(1, 100_000n, early, 100_000n)).toMatchObject({ refused: "savings.deposit-is-closed" });
    group.ends(wulan, "left", "2026-08-01");
    expect(takes(1, 100_000n, "2026-08-02", 100_000n)).toMatchObject({ refused: "savings.no-longer-a-member" });
  });

  test("of one that matured, also where its interest stands in the books and the day is written as one before", () => {
    done(lays(1, wulan, 1_000_000n));
    const refused = { refused: "savings.term-part-is-over", because: { on: "2027-01-31" } };
    expect(takes(1, 100_000n, "2027-01-31", 106_000n)).toMatchObject(refused);
    done(group.commands(postTermInterest, { through: "2027-01-31" as never }, "2027-02-01"));
    expect(takes(1, 100_000n, "2027-01-30", 103_000n)).toMatchObject(refused);
    expect(freeInTerm(row(1), "2027-01-30" as never)).toBe(0n);
  });

  test("where the members decided on no parts: it is taken out whole", () => {
    const { least_left: _none, ...whole } = product().term;
    beginning({ ...product(), term: whole });
    done(lays(1, wulan, 1_000_000n));
    expect(takes(1, 100_000n, early, 101_250n)).toMatchObject({ refused: "savings.term-taken-whole" });
    expect(freeInTerm(row(1), early as never)).toBe(0n);
    done(ends(1, early, 1_012_500n));
  });

  test("another sum than the part with what it earned", () => {
    done(lays(1, wulan, 1_000_000n));
    expect(takes(1, 400_000n, early, 405_001n)).toMatchObject({
      refused: "savings.term-part-other-sum",
      because: { said: 405_001n, amount: 405_000n, interest: 5_000n },
    });
  });

  test("what is pledged, in part as whole", () => {
    done(lays(1, wulan, 1_000_000n));
    group.books.apply([hold({ held_for: id(7), member_id: wulan, account: kept, unit: "IDR", amount: 700_000n })]);
    expect(takes(1, 400_000n, early, 405_000n)).toMatchObject({ refused: "savings.on-hold", because: { held: 700_000n } });
    expect(ends(1, early, 1_012_500n)).toMatchObject({ refused: "savings.on-hold" });
    done(takes(1, 300_000n, early, 303_750n));
  });

  test("a rule that lets nothing but a part of nothing stay is one that says no minimum", () => {
    beginning(product({ least_left: "0" }));
    done(lays(1, wulan, 1_000_000n));
    expect(freeInTerm(row(1), early as never)).toBe(999_999n);
    done(takes(1, 999_999n, early, 1_012_499n));
    expect(row(1).principal).toBe(1n);
  });
});

test("in any order of parts, principal and interest are accounted for to the last unit", () => {
  const terms = fc.record({
    interest: fc.constantFrom("at-end", "monthly", "quarterly"),
    early: fc.constantFrom("lower-rate", "part-of-interest"),
    early_percent: fc.constantFrom("0", "1.75", "5"),
  });
  const parts = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 400_000 }), fc.integer({ min: 0, max: 13 }), fc.boolean()),
    { minLength: 1, maxLength: 8 },
  );
  const monthsOn = (months: number): string =>
    `${2026 + Math.floor((months + 1) / 12)}-${String(((months + 1) % 12) + 1).padStart(2, "0")}-02`;
  fc.assert(
    fc.property(terms, parts, fc.integer({ min: 1_000_000, max: 3_000_000 }), (given, wanted, laid) => {
      const handedIn = (asked: typeof wanted): { taken: ReadonlyMap<number, bigint>; whole: bigint } => {
        beginning(product({ ...given, months: "15", least: "1", least_left: "1" }));
        done(lays(1, wulan, BigInt(laid)));
        const before = group.cash("loan", "IDR");
        const taken = new Map<number, bigint>();
        for (const one of asked) {
          const [size, months, isMistake] = one;
          const [part, on] = [BigInt(size), monthsOn(months)];
          const interest = interestOfTerm({ ...row(1), principal: part }, on as never);
          const said = takes(1, part, on, part + interest);
          if ("refused" in said) {
            expect(row(1).principal - part).toBeLessThan(1n);
            continue;
          }
          if (isMistake) group.takesBack(last(), on);
          else taken.set(wanted.indexOf(one), part + interest);
          // What she laid down is in it or out of it, and the product holds what is in it.
          expect(row(1).principal + row(1).withdrawn).toBe(BigInt(laid));
          expect(has(wulan)).toBe(row(1).principal);
        }
        // The rest earns as one that had been laid down by itself.
        const rest = row(1).principal;
        done(ends(1, "2027-04-30", rest + interestOfTerm({ ...row(1), principal: rest }, "2027-04-30" as never)));
        const whole = before - group.cash("loan", "IDR");
        expect(whole).toBe(sum([...taken.values()]) + rest + row(1).interest);
        expect([has(wulan), whole - cost()]).toEqual([0n, BigInt(laid)]);
        return { taken, whole };
      };
      const once = handedIn(wanted);
      const other = handedIn([...wanted].reverse());
      // Where the same parts come out in another order, as much comes out, to the last unit.
      const places = ({ taken }: typeof once): string => [...taken.keys()].sort().join();
      if (places(once) === places(other)) expect(other.whole).toBe(once.whole);
    }),
    { numRuns: 60 },
  );
});
