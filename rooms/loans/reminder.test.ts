/** Wulan is reminded of her instalment as she chose: by day and amount, of what is near, has come or is waited for. */
import { beforeEach, describe, expect, test } from "vitest";
import { addDays, type Context, day, type MemberId, type Role } from "#base";
import { done, GroupOnPaper, ordinary } from "./group-on-paper.testing.ts";
import { holidayEntry } from "./holiday.ts";
import { reminderTable } from "./index.ts";
import type { RunningLoan } from "./loan.ts";
import { chooseReminder, remindedBy, reminderOf, wayOf } from "./reminder.ts";

const began = "2026-01-03";
let group: GroupOnPaper;
let [wulan, sari]: MemberId[] = [];
let loan: RunningLoan;

beforeEach(() => {
  group = new GroupOnPaper("IDR", began);
  [wulan, sari] = [group.member(began), group.member(began)];
  group.saves(sari!, 5_000_000n, began);
  group.product("ordinary", { ...ordinary, periods: 10 }, began);
  loan = group.lends(wulan!, 500_000n, "2026-03-07");
});

describe("what there is to remind of", () => {
  const on = (when: string) => reminderOf(group.running(loan), day(when));

  test("nothing far from it, then what will be asked for on its day", () => {
    expect(on("2026-03-20")).toBeNull();
    expect(on("2026-03-31")).toEqual({ kind: "near", due: "2026-04-07", amount: 60_000n });
  });

  test("once its month has come it may be brought; paid, she is left in peace", () => {
    expect(on("2026-04-07")).toEqual({ kind: "now", due: "2026-04-07", amount: 60_000n });
    group.pays(loan, 60_000n, "2026-04-07");
    expect(on("2026-04-08")).toBeNull();
  });

  test("waited for, it is all that is due by now, and less by what she brought", () => {
    const waiting = on("2026-05-02");
    expect(waiting).toMatchObject({ kind: "waited-for", due: "2026-04-07" });
    group.pays(loan, 10_000n, "2026-05-02");
    expect(on("2026-05-02")!.amount).toBe(waiting!.amount - 10_000n);
  });

  test("nothing in a holiday", () => {
    const from = day("2026-04-01");
    const decision = group.decides("holiday", "holiday", from, true, { from, until: addDays(from, 60) });
    done(group.says(holidayEntry, { decision }, from));
    expect(on("2026-04-07")).toBeNull();
  });
});

describe("how she is reminded", () => {
  const row = () => group.books.row(reminderTable, { member_id: wulan! });
  const says = (way: "page" | "slip" | "off", by: MemberId) =>
    group.commands(chooseReminder, { member: wulan!, way }, "2026-03-20", by);

  test("she chooses, and chooses anew; until then it is her page", () => {
    expect(wayOf(row())).toBe("page");
    done(says("slip", wulan!));
    expect(row()).toEqual({ member_id: wulan, way: "slip", chosen_on: "2026-03-20" });
    expect([...remindedBy([row()!], "slip")]).toEqual([wulan]);
    done(says("off", wulan!));
    expect(wayOf(row())).toBe("off");
    expect(remindedBy([row()!], "slip").size).toBe(0);
  });

  test("an officer notes it for her, no other member does", () => {
    done(says("slip", sari!));
    const decides = (roles: readonly Role[]) =>
      chooseReminder.decide(
        { on: day("2026-03-20"), body: { member: wulan!, way: "page" } } as never,
        group.books,
        { by: sari!, roles: new Set(roles) } as Partial<Context> as Context,
      );
    expect(decides(["anyone", "member", "key-holder"])).toMatchObject({ refused: "loans.reminder-is-hers" });
    expect(decides(["anyone", "member", "chair"])).toHaveProperty("facts");
  });

  test("who left is not reminded", () => {
    group.leaves(wulan!, "2026-03-10");
    expect(says("slip", sari!)).toMatchObject({ refused: "loans.reminder-of-no-member" });
  });
});
