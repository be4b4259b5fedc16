/**
 * A koperasi's counter: what its rules let two people write between meetings is asked by the forms of the meeting, and each
 * form writes the one entry it stands for.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeBody, type MemberId } from "#base";
import { entryRules } from "#meetings";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { accepted, balanceOf, foundGroup, type Group, line, meet, openMeeting } from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import { counterForms, whole } from "./counter-forms.ts";
import type { Answers, FormContext } from "./form-parts.ts";
import type { CounterSeen, HomeSeen } from "./seen.ts";

let database: FreshDatabase;
let group: Group;
const [treasurer, secretary, ordinary] = [0, 1, 6];
const her = (place: number): MemberId => group.members[place]!;
const words = { say: (key: string) => key, amount: String, has: () => false } as unknown as FormContext["words"];
const counter = (by = treasurer) => askIn<CounterSeen>(group, "meetings.counter", by);

/** The form is filled in at the counter and what it comes to is said by two. */
async function writes(name: string, answers: Answers): Promise<void> {
  const { between, today } = (await counter())!;
  const context: FormContext = { today: today!, words, box: () => 0n };
  const form = await whole(counterForms(Object.keys(between)).find(one => one.name === name)!);
  expect(form.isOffered(context), name).toBe(true);
  const written = form.lines(answers, context);
  expect(written).toHaveLength(1);
  const { entry, body } = written[0]!;
  const read = decodeBody(entryRules.get(entry)!.fields, body);
  await accepted(group.say(between[entry]!, read as never, { by: her(treasurer), with: [her(secretary)] }));
}

const everything = [
  ...["savings.deposit", "savings.to-shares", "loans.repayment", "meetings.expense", "meetings.income"],
  ...["meetings.bank", "aid.claim", "aid.contribution", "aid.enrol", "aid.beneficiaries", "aid.leave"],
];

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-05",
    rules: {
      "assembly.between-meetings": { entries: everything },
      "aid.fund/damayan": {
        kind: "damayan",
        contribution: { every: "meeting", amount: "5000" },
        waiting_months: "0",
        benefits: [],
        admin_percent: "0",
        first_part_percent: "100",
        offset_debts: false,
      },
    },
  });
  await meet(group, "2026-01-05", [
    ...group.members.flatMap(member => [
      line("savings.deposit", { member, product: "cbu", amount: 100_000n }),
      line("savings.deposit", { member, product: "savings", amount: 40_000n }),
    ]),
    ...group.members
      .slice(0, 6)
      .map(member =>
        line("aid.enrol", { member, fund: "damayan", beneficiaries: [{ name: "Amat", kinship: "spouse" }] }),
      ),
    line("aid.contribution", { member: her(treasurer), fund: "damayan", amount: 5_000n }),
  ]);
  group.edge.today = "2026-01-12" as never;
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("the counter between meetings", () => {
  it("is for who keeps the books, and the home leads there", async () => {
    expect(Object.keys((await counter())!.between)).toEqual(everything);
    expect((await askIn<HomeSeen>(group, "meetings.home", treasurer))!.hasCounter).toBe(true);
    expect(await counter(ordinary)).toBeNull();
    expect((await askIn<HomeSeen>(group, "meetings.home", ordinary))!.hasCounter).toBe(false);
    expect(await askIn(group, "meetings.counter", treasurer, {}, true)).toBeNull();
  });

  it("takes what the group spends, what comes to it, and what goes to the bank", async () => {
    const cash = await balanceOf(group, "cash/loan");
    await writes("expense", { fund: "loan", amount: "3000", purpose: "Buku" });
    await writes("income", { fund: "loan", amount: "10000", purpose: "Hadiah" });
    await writes("bank", { fund: "loan", way: "to", amount: "20000" });
    await writes("bank", { fund: "loan", way: "from", amount: "5000" });
    expect(await balanceOf(group, "cash/loan")).toBe(cash - 3_000n + 10_000n - 20_000n + 5_000n);
    expect(await balanceOf(group, "bank/loan")).toBe(15_000n);
  });

  it("takes savings that become capital, who enrols, what she brings, and that she leaves the fund", async () => {
    await writes("to-shares", { member: her(ordinary), product: "savings", into: "capital/cbu", amount: "10000" });
    expect(await balanceOf(group, "member-shares.cbu/loan", her(ordinary))).toBe(-110_000n);
    await writes("enrol", { fund: "damayan", member: her(ordinary), name1: "Sari", kinship1: "child" });
    const held = await balanceOf(group, "cash/damayan");
    const due = `${her(secretary)}.aid.damayan`;
    await writes("contribution", { member: her(secretary), due, amount: "5000" });
    await writes("out-of-savings", { member: her(2), due: `${her(2)}.aid.damayan`, product: "savings", amount: "5000" });
    expect(await balanceOf(group, "cash/damayan")).toBe(held + 10_000n);
    await writes("beneficiaries", { fund: "damayan", member: her(ordinary), name1: "Budi", kinship1: "sibling" });
    await writes("leave-fund", { fund: "damayan", member: her(ordinary) });
  });

  it("shows nothing of anybody's where the rules let nothing be written", async () => {
    const other = await foundGroup(database, {
      template: "vsla",
      seed: 2,
      unit: "IDR",
      on: "2026-01-05",
      rules: { "assembly.between-meetings": { entries: [] } },
    });
    try {
      expect(await askIn<CounterSeen>(other, "meetings.counter", treasurer)).toMatchObject({ between: {}, today: null });
    } finally {
      await other.close();
    }
  });

  it("is closed while a meeting is open: that is written on its sheet", async () => {
    await openMeeting(group);
    expect((await counter())!.today!.draft.meeting).not.toBeNull();
  });
});
