/** What a woman saves for: hers to set, to say anew and to end, under her key alone. */
import { type MemberId, type Uuid, uuidFrom } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { endGoal, goalFrom, goalText, setGoal } from "./goal.ts";
import { done, GroupOnPaper, shown } from "./group-on-paper.testing.ts";
import { goalTable } from "./tables.ts";

const began = "2026-01-05";
const goal = uuidFrom(700_000, new Uint8Array(10));
let group: GroupOnPaper;
let wulan: MemberId;
let sahnim: MemberId;

const sets = (by: MemberId, more: { id?: Uuid; amount?: bigint; until?: string; name?: string; product?: string } = {}) =>
  group.commands(
    setGoal,
    {
      goal: more.id ?? goal,
      product: more.product ?? "sukarela",
      amount: more.amount ?? 900_000n,
      by: (more.until ?? "2026-12-20") as never,
      name: more.name,
    },
    "2026-02-01",
    by,
  );
const ends = (by: MemberId, on = "2026-03-01") => group.commands(endGoal, { goal }, on, by);
const row = () => group.books.row(goalTable, { goal_id: goal });

beforeEach(() => {
  group = new GroupOnPaper();
  group.fund("loan", "IDR", began);
  const free = { kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
  group.rule("savings.product/sukarela", { ...free, fund: "loan" }, began);
  [wulan, sahnim] = [group.member(1, began), group.member(2, began)];
});

describe("a goal of a member", () => {
  test("lies under her key, all of it: neither the log nor the table say what, how much or until when", () => {
    const [fact] = done(sets(wulan, { name: "Sekolah Amat" }));
    expect(fact!.texts).toMatchObject([{ about: "savings.goal", id: goal, member: wulan }]);
    expect(goalFrom(fact!.texts![0]!.text)).toEqual({
      ...{ product: "sukarela", amount: 900_000n, by: "2026-12-20", name: "Sekolah Amat" },
    });
    expect(shown([fact!.data, fact!.lines, row()])).not.toMatch(/900000|2026-12-20|Sekolah|sukarela/);
    expect(row()).toEqual({ goal_id: goal, member_id: wulan, set_on: "2026-02-01", ended_on: null });
  });

  test("is said anew and ended by her, and by nobody else", () => {
    done(sets(wulan));
    expect(sets(sahnim)).toMatchObject({ refused: "savings.goal-not-there" });
    expect(ends(sahnim)).toMatchObject({ refused: "savings.goal-not-there" });
    done(sets(wulan, { amount: 500_000n }));
    done(ends(wulan));
    expect(row()).toMatchObject({ set_on: "2026-02-01", ended_on: "2026-03-01" });
    for (const again of [ends(wulan), sets(wulan)]) expect(again).toMatchObject({ refused: "savings.goal-not-there" });
  });

  test("that she ended on a telephone whose clock was behind ends on the day she set it", () => {
    done(sets(wulan));
    done(ends(wulan, "2026-01-20"));
    expect(row()).toMatchObject({ ended_on: "2026-02-01" });
  });

  test("is of savings there are, for a day to come, and of something", () => {
    expect(sets(wulan, { product: "emas" })).toMatchObject({ refused: "savings.no-such-product" });
    expect(sets(wulan, { amount: 0n })).toMatchObject({ refused: "savings.amount-missing" });
    expect(sets(wulan, { until: "2026-02-01" })).toMatchObject({ refused: "savings.goal-day-is-past" });
    group.ends(sahnim, "left", "2026-01-30");
    expect(sets(sahnim)).toMatchObject({ refused: "savings.no-longer-a-member" });
  });

  test.each([null, "Atap “baru”, \\ dan dapur"])("is read as it was said: %s", name => {
    const said = { product: "sukarela", amount: 12n, by: "2027-01-01" as never, name };
    expect(goalFrom(goalText(said))).toEqual(said);
  });
});
