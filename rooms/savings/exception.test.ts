/** Beyond what the rule of her savings lets her take out: with a reason, a vote and an officer who answers, once. */
import { describe, expect, test } from "vitest";
import type { EntryRule, MemberId, Uuid } from "#base";
import { assembly, exceptionTable } from "#assembly";
import { officeTable } from "#members";
import { askExceptionEntry } from "./ask-exception.ts";
import { depositEntry } from "./deposit.ts";
import { done } from "./group-on-paper.testing.ts";
import { hold } from "./hold.ts";
import { began, koperasi } from "./koperasi.testing.ts";
import { withdrawalEntry } from "./withdrawal.ts";

const exceptionEntry = assembly.entries!.find(one => one.name === "assembly.exception") as EntryRule<any>;
const on = "2006-03-01";

describe("Wulan's child is ill, and she needs what must stay in her savings", () => {
  test("below the minimum: asked for, voted on, paid out once, and the rule holds again", () => {
    const { wulan, chair, asks, takes, votes, group } = village();
    expect(takes("sukarela", 9_000n)).toMatchObject({ refused: "savings.below-minimum" });
    const [asked] = done(asks("sukarela", 9_000n));
    expect(asked!.texts).toMatchObject([{ about: "assembly.exception", field: "reason", member: wulan }]);
    expect(JSON.stringify(asked!.data)).not.toContain("ill");
    expect(group.books.rows(exceptionTable)).toMatchObject([
      {
        thing: "withdrawal",
        product: "sukarela",
        status: "asked",
        limits: [{ limit: "savings.below-minimum", figures: { saved: "10000", wanted: "9000", minimum: "2000" } }],
      },
    ]);
    expect(takes("sukarela", 9_000n)).toMatchObject({ refused: "assembly.exception-not-granted" });
    done(votes(chair, 9_000n));
    expect(takes("sukarela", 9_001n)).toMatchObject({ refused: "assembly.above-exception", because: { allowed: 9_000n } });
    // Within the rule she needs none, and it stays for what it was asked for.
    done(takes("sukarela", 500n));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "granted" }]);
    done(takes("sukarela", 9_000n));
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "used", used_on: on }]);
    expect(takes("sukarela", 500n)).toMatchObject({ refused: "savings.below-minimum" });
  });

  test("what stays until she leaves: as far as she has it", () => {
    const { chair, asks, takes, votes } = village();
    done(asks("wajib", 4_000n));
    done(votes(chair, 3_000n));
    expect(takes("wajib", 4_000n)).toMatchObject({ refused: "assembly.above-exception" });
    done(takes("wajib", 3_000n));
  });

  test("other savings that must be full first", () => {
    const { wulan, chair, asks, takes, votes, group } = village();
    const harian = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
    group.rule("savings.product/harian", { ...harian, after_minimum_of: "cbu" }, began);
    done(group.says(depositEntry, { member: wulan, product: "harian", amount: 1_000n }, "2006-02-02"));
    expect(takes("harian", 1_000n)).toMatchObject({ refused: "savings.other-minimum-first" });
    done(asks("harian", 1_000n));
    done(votes(chair, 1_000n));
    done(takes("harian", 1_000n));
  });

  test("taken back, it may be used again; the vote only while nothing was paid by it, the request only before the vote", () => {
    const { chair, asks, takes, votes, group } = village();
    const [asked] = done(asks("wajib", 4_000n));
    const [granted] = done(votes(chair, 4_000n));
    expect(group.takesBack(asked!, on)).toMatchObject({ refused: "assembly.exception-was-used" });
    const [taken] = done(takes("wajib", 4_000n));
    expect(group.takesBack(granted!, on)).toMatchObject({ refused: "assembly.exception-was-used" });
    group.takesBack(taken!, on);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "granted", used_on: null }]);
    group.takesBack(granted!, on);
    group.takesBack(asked!, on);
    expect(group.books.rows(exceptionTable)).toMatchObject([{ status: "dropped" }]);
    expect(takes("wajib", 4_000n)).toMatchObject({ refused: "savings.kept-until-leaving" });
  });
});

describe("no exception is asked for", () => {
  test.each([
    // product     | wanted  | why no vote can allow it
    ["sukarela", 10_001n, "not-there"],
    ["cbu", 3_000n, "capital"],
    ["pokok", 1_000n, "capital"],
    ["hibah", 100n, "never-divided"],
  ] as const)("of %s, %s, since it is %s", (product, amount, why) => {
    const { wulan, asks, group } = village();
    const hibah = { fund: "loan", kind: "voluntary", minimum_balance: "0", withdrawable: "never", is_capital: true };
    group.rule("savings.product/hibah", hibah, began);
    done(group.says(depositEntry, { member: wulan, product: "hibah", amount: 100n }, "2006-02-02"));
    expect(asks(product, amount)).toMatchObject({
      refused: "assembly.never-excepted",
      because: { why: `assembly.never.${why}` },
    });
  });

  test("to savings that are pledged for a loan", () => {
    const { wulan, asks, group } = village();
    const account = "member-savings.sukarela/loan";
    const row = { held_for: group.id(), member_id: wulan, account, unit: "IDR", amount: 9_500n } as const;
    group.books.apply([hold(row)]);
    expect(asks("sukarela", 9_000n)).toMatchObject({
      refused: "assembly.never-excepted",
      because: { why: "assembly.never.pledged" },
    });
  });

  test("within the rule, twice for the same savings, by an id that is there, or by somebody from elsewhere", () => {
    const { asks, group, wulan, sahnim } = village();
    expect(asks("sukarela", 1_000n)).toMatchObject({ refused: "assembly.exception-not-needed" });
    const [asked] = done(asks("sukarela", 9_000n));
    const exception = asked!.data!["exception"] as Uuid;
    expect(asks("sukarela", 9_000n)).toMatchObject({ refused: "assembly.exception-waits" });
    expect(asks("wajib", 1_000n, { exception })).toMatchObject({ refused: "assembly.exception-exists" });
    expect(asks("tabungan", 1_000n)).toMatchObject({ refused: "savings.no-such-product" });
    group.ends(sahnim, "left", "2006-02-20");
    expect(asks("wajib", 1_000n, { member: sahnim })).toMatchObject({ refused: "savings.no-longer-a-member" });
    expect(wulan).not.toBe(sahnim);
  });
});

function village() {
  const { group, wulan, sahnim } = koperasi();
  const chair = group.member(3, began);
  const office = { role: "chair", from_on: began, until_on: null, substitute_for: null };
  group.books.apply([{ put: officeTable, row: { member_id: chair, ...office } }] as never);
  const saved = { sukarela: 10_000n, wajib: 5_000n, cbu: 8_000n, pokok: 50_000n };
  for (const [product, amount] of Object.entries(saved))
    done(group.says(depositEntry, { member: wulan, product, amount }, "2006-02-01"));
  return {
    ...{ group, wulan, sahnim, chair },
    asks: (product: string, amount: bigint, other: { exception?: Uuid; member?: MemberId } = {}) =>
      group.says(
        askExceptionEntry,
        { exception: group.id(), member: wulan, product, amount, reason: "her child is ill", ...other },
        on,
      ),
    takes: (product: string, amount: bigint) => group.says(withdrawalEntry, { member: wulan, product, amount }, on),
    votes: (approver: MemberId, amount: bigint) => {
      const { exception_id } = group.books.rows(exceptionTable)[0]!;
      const decision = group.decides("exception", exception_id, on, true, { amount: String(amount) });
      return group.says(exceptionEntry, { exception: exception_id, member: wulan, approver, decision }, on);
    },
  };
}
