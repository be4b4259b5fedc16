/** The members decide on what a year left over, by the form of the meeting: the sum comes out of the books, not from a hand. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { day } from "#base";
import type { SheetLine } from "#meetings";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { accepted, balanceOf, foundGroup, type Group, line, meet } from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import { decideForms } from "./decide-forms.ts";
import type { FormContext } from "./form-parts.ts";
import type { TodaySeen } from "./seen.ts";

let database: FreshDatabase;
let group: Group;
const form = decideForms.find(one => one.name === "surplus")!;
const words = { say: (key: string) => key, amount: String, day: String, has: () => false } as unknown as FormContext["words"];
const context = async (): Promise<FormContext> => ({
  today: (await askIn<TodaySeen>(group, "meetings.today", 0)) as TodaySeen,
  words,
  box: () => 0n,
});

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "koperasi",
    unit: "IDR",
    on: "2026-01-12",
    rules: {
      "savings.surplus/loan": {
        law: "own-bylaws",
        year_ends: "12",
        parts: [
          { role: "reserve", percent: "60", fund: "reserve" },
          { role: "patronage", percent: "40", by: "equally" },
        ],
      },
    },
  });
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

it("is offered once a year is closed, for the sum that was left over, and until it is given out", async () => {
  const rent = { money: group.edge.newId(), fund: "loan", amount: 70_000n, purpose: "Sewa tenda" };
  await meet(group, "2026-05-11", [line("meetings.income", rent)]);
  await meet(group, "2027-01-11");
  expect(form.isOffered(await context())).toBe(false);
  const two = { by: group.treasurer, with: [group.secretary] };
  await accepted(group.say("ledger.close-period", { through: day("2026-12-31") }, two));
  await accepted(group.say("savings.close-year", { fund: "loan", year_end: day("2026-12-31") }, two));
  const forms = await context();
  const [ask] = form.asks;
  const options = ask!.kind === "choice" ? ask!.options(forms, {}) : [];
  expect(options.map(one => one.value)).toEqual(["surplus/loan/2026-12-31"]);
  const lines = form.lines({ about: options[0]!.value, votes: "6,1,0" }, forms) as unknown as readonly SheetLine[];
  expect(lines[0]!.body).toMatchObject({ question: "surplus", value: { amount: "70000" }, votes_for: "6" });
  await meet(group, "2027-01-18", lines);
  await accepted(group.say("savings.allocate-surplus", { decision: (lines[0]!.body as { decision: string }).decision }, two));
  expect(await balanceOf(group, "cash/reserve")).toBe(42_000n);
  expect(await balanceOf(group, "member-payable/loan", group.members[3]!)).toBe(-4_000n);
  expect(form.isOffered(await context())).toBe(false);
});
