/** More shares at a meeting than the rule lets her buy, or fewer: with a reason, a vote and an officer who answers, once. */
import { describe, expect, test } from "vitest";
import type { EntryRule, MemberId, Uuid } from "#base";
import { assembly, exceptionTable } from "#assembly";
import { officeTable } from "#members";
import { askSharesExceptionEntry } from "./ask-shares-exception.ts";
import { buyAllowedSharesEntry, buySharesEntry } from "./buy-shares.ts";
import { done, GroupOnPaper } from "./group-on-paper.testing.ts";
import { began } from "./koperasi.testing.ts";
import { sharesBoughtTable } from "./tables.ts";

const exceptionEntry = assembly.entries!.find(one => one.name === "assembly.exception") as EntryRule<any>;
const on = "2006-03-06";
const after = "2006-03-13";

describe("Ama sold her goat, and wants eight shares where five are the most", () => {
  test("asked for, voted on, bought after the vote at the same meeting, once, and the rule holds again", () => {
    const { ama, chair, group, buys, asks, buysAllowed, votes } = village();
    expect(buys(8)).toMatchObject({ refused: "savings.too-many-shares" });
    const [asked] = done(asks(8));
    expect(asked!.texts).toMatchObject([{ about: "assembly.exception", field: "reason", member: ama }]);
    expect(JSON.stringify(asked!.data)).not.toContain("goat");
    expect(group.books.rows(exceptionTable)).toMatchObject([
      {
        ...{ thing: "shares", product: "loan", unit: "GHS", amount: 4_000n, status: "asked" },
        limits: [{ limit: "savings.too-many-shares", figures: { max: "5", bought: "0", shares: "8" } }],
      },
    ]);
    expect(buysAllowed(8)).toMatchObject({ refused: "assembly.exception-not-granted" });
    done(votes(chair, 4_000n));
    // As many as the rule lets her she buys without it, and it stays for what it was asked for.
    expect(buysAllowed(5)).toMatchObject({ refused: "savings.shares-within-rule" });
    expect(buysAllowed(9)).toMatchObject({ refused: "assembly.above-exception", because: { allowed: 4_000n } });
    const [bought] = done(buysAllowed(8));
    expect(group.balance("member-shares/loan", "GHS", ama)).toBe(-4_000n);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "used", used_on: on }]);
    expect(buys(1)).toMatchObject({ refused: "savings.too-many-shares", because: { bought: 8, left: 0 } });
    expect(buys(6, after)).toMatchObject({ refused: "savings.too-many-shares" });
    // Taken back, it may be used again; the vote only while nothing was bought by it.
    group.takesBack(bought!, after);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "granted", used_on: null }]);
    done(buys(8, after));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "used", used_on: after }]);
    expect(group.books.rows(sharesBoughtTable).map(row => [row.shares, row.is_taken_back])).toEqual([
      [8, true],
      [8, false],
    ]);
  });

  test("beside those she bought already: what is on top of the rule is what is asked for", () => {
    const { chair, group, buys, asks, buysAllowed, votes } = village();
    done(buys(5));
    done(asks(3));
    expect(group.books.rows(exceptionTable)).toMatchObject([
      { amount: 1_500n, limits: [{ figures: { max: "5", bought: "5", shares: "3" } }] },
    ]);
    done(votes(chair, 1_500n));
    done(buysAllowed(3));
  });

  test("or brings less than the fewest", () => {
    const { chair, group, buys, asks, buysAllowed, votes } = village();
    group.rule("savings.shares/loan", { price: "500", meeting_min: "3", meeting_max: "5" }, "2006-02-01");
    expect(buys(1)).toMatchObject({ refused: "savings.too-few-shares" });
    done(asks(1));
    expect(group.books.rows(exceptionTable)).toMatchObject([
      { limits: [{ limit: "savings.too-few-shares", figures: { min: "3", bought: "0", shares: "1" } }] },
    ]);
    done(votes(chair, 500n));
    done(buysAllowed(1));
  });
});

describe("no exception is asked for", () => {
  test("to the price of a share, or to its being whole, by any vote", () => {
    const { asks, group, buys } = village();
    const refused = { refused: "assembly.never-excepted", because: { why: "assembly.never.one-price" } };
    expect(asks(8, { amount: 3_900n })).toMatchObject(refused);
    expect(asks(8, { amount: 3_500n })).toMatchObject(refused);
    done(buys(5));
    group.rule("savings.shares/loan", { price: "600", meeting_min: "1", meeting_max: "5" }, "2006-03-10");
    expect(asks(8, { amount: 4_800n, on: after })).toMatchObject(refused);
  });

  test("of a fund that is kept for its purpose", () => {
    const { asks, group } = village();
    group.fund("social", "GHS", began, "restricted");
    group.rule("savings.shares/social", { price: "500", meeting_min: "1", meeting_max: "5" }, began);
    expect(asks(8, { fund: "social" })).toMatchObject({
      refused: "assembly.never-excepted",
      because: { why: "assembly.never.for-its-purpose" },
    });
  });

  test("within the rule, for none at all, twice, by an id that is there, or by who is no member", () => {
    const { asks, group, ama } = village();
    expect(asks(5)).toMatchObject({ refused: "savings.shares-within-rule" });
    expect(asks(0)).toMatchObject({ refused: "savings.too-few-shares" });
    expect(asks(6, { fund: "damayan" })).toMatchObject({ refused: "savings.no-shares-in-fund" });
    const [asked] = done(asks(6));
    expect(asks(7)).toMatchObject({ refused: "savings.shares-exception-waits", because: { asked_on: on } });
    expect(asks(7, { exception: asked!.data!["exception"] as Uuid })).toMatchObject({ refused: "assembly.exception-exists" });
    group.ends(ama, "left", on);
    expect(asks(6)).toMatchObject({ refused: "savings.no-longer-a-member" });
  });
});

function village() {
  const group = new GroupOnPaper();
  group.fund("loan", "GHS", began);
  group.rule("savings.shares/loan", { price: "500", meeting_min: "1", meeting_max: "5" }, began);
  const [ama, chair] = [group.member(1, began), group.member(2, began)];
  const office = { role: "chair", from_on: began, until_on: null, substitute_for: null };
  group.books.apply([{ put: officeTable, row: { member_id: chair, ...office } }] as never);
  const of = (shares: number) => ({ member: ama, fund: "loan", shares, amount: 500n * BigInt(shares) });
  return {
    ...{ group, ama, chair },
    buys: (shares: number, day = on) => group.says(buySharesEntry, of(shares), day),
    buysAllowed: (shares: number, day = on) => group.says(buyAllowedSharesEntry, of(shares), day),
    asks: (
      shares: number,
      { on: day = on, ...other }: Partial<{ amount: bigint; fund: string; exception: Uuid; on: string }> = {},
    ) =>
      group.says(
        askSharesExceptionEntry,
        { exception: group.id(), ...of(shares), reason: "She sold her goat", ...other },
        day,
      ),
    votes: (approver: MemberId, amount: bigint) => {
      const { exception_id } = group.books.rows(exceptionTable)[0]!;
      const decision = group.decides("exception", exception_id, on, true, { amount: String(amount) });
      return group.says(exceptionEntry, { exception: exception_id, member: ama, approver, decision }, on);
    },
  };
}
