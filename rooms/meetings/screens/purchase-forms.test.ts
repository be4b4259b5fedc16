/**
 * What the forms write of a joint purchase is taken by the sheet and by the counter: from the hands that are raised for it to the
 * day it is closed, with a bill above what was agreed on, and a rest that the members decide about.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MemberId, Uuid } from "#base";
import { purchaseTable } from "#purchasing";
import type { SheetLine } from "#meetings";
import { faultsOf } from "../../../tests/simulate/faults.ts";
import { house } from "../../../app/rooms.ts";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import {
  accepted,
  balanceOf,
  countsAfter,
  foundGroup,
  type Group,
  line,
  meet,
  openMeeting,
  seal,
  tableRows,
} from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import type { Answers, Form, FormContext } from "./form-parts.ts";
import { agreeForm, payInForm } from "./purchase-agreed.ts";
import { counterForms, purchaseForm, purchaseSaid } from "./purchase-forms.ts";
import type { CounterSeen, HomeSeen, PurchaseAtTable, TodaySeen } from "./seen.ts";
import { cashMoved } from "./sheet-model.ts";

let database: FreshDatabase;
let group: Group;
let purchase: Uuid;
const her = (place: number): MemberId => group.members[place]!;
const two = () => ({ by: group.treasurer, with: [group.secretary] });
const words = { say: (key: string) => key, amount: String, has: () => false } as unknown as FormContext["words"];
const between = ["pay-in", "pay-supplier", "receive", "refund", "hand-out", "close", "take-back-receipt"];
const today = () => askIn<TodaySeen>(group, "meetings.today", 0) as Promise<TodaySeen>;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-05",
    rules: {
      "purchasing.purchase/loan": { pay_later: false, from_savings: "savings", quantities_seen: "members" },
      "savings.product/savings": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      },
      "assembly.between-meetings": { entries: between.map(name => `purchasing.${name}`) },
    },
  });
  await meet(group, "2026-01-05", [line("savings.deposit", { member: her(2), product: "savings", amount: 200_000n })]);
  purchase = group.edge.newId();
  const body = {
    ...{ purchase, fund: "loan", name: "Pupuk", supplier: "Kios Tani", costs: 20_000n, split: "value" },
    items: [
      { name: "Urea", unit_of_measure: "kg", price: 6_000n },
      { name: "Karung", unit_of_measure: "piece", price: 5_000n },
    ],
    order_by: "2026-02-28",
  };
  await accepted(group.say("purchasing.plan", body, { by: her(4) }));
  for (const [place, urea] of [[2, 10_000n], [3, 20_000n], [4, 10_000n]] as const) {
    const quantities = [
      { item: 1, quantity: urea },
      { item: 2, quantity: place === 4 ? 2n : 0n },
    ];
    await accepted(group.say("purchasing.commit", { purchase, member: her(place), quantities }, { by: her(place) }));
  }
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

async function formed(form: Form, answers: Answers): Promise<readonly SheetLine[]> {
  const context: FormContext = { today: await today(), words, box: () => 0n };
  expect(form.isOffered(context), form.name).toBe(true);
  return form.lines({ purchase, ...answers }, context) as unknown as readonly SheetLine[];
}

/** A meeting on that day, at which the forms are filled in one after the other. */
async function meeting(
  on: string,
  filled: readonly (readonly [form: Form, answers: Answers])[],
): Promise<readonly SheetLine[]> {
  group.edge.today = on as typeof group.edge.today;
  const held = await openMeeting(group);
  const lines: SheetLine[] = [];
  for (const [form, answers] of filled) lines.push(...(await formed(form, answers)));
  const counts = Object.entries(await countsAfter(group, lines)).map(([fund, counted]) =>
    line("meetings.count", { fund, counted }),
  );
  const roll = group.members.map(member => line("meetings.roll", { member, mark: "present" }));
  await accepted(seal(group, held, [...roll, ...lines, ...counts]));
  return lines;
}
const acts = async (): Promise<readonly string[]> => {
  const ask = purchaseForm.asks.find(one => one.key === "act")!;
  if (ask.kind !== "choice") throw new Error("it is asked which");
  return ask.options({ today: await today(), words, box: () => 0n }, { purchase }).map(one => one.value);
};

describe("a joint purchase by the forms of the meeting", () => {
  it("is on the way from the home, where a fund buys", async () => {
    expect((await askIn<HomeSeen>(group, "meetings.home", 5))!.buys).toBe(true);
  });

  it("is agreed on by hands and paid in, in cash and out of savings", async () => {
    expect((await today()).purchases).toMatchObject([{ name: "Pupuk", planned: "270000", buyers: [{}, {}, {}] }]);
    await meeting("2026-02-02", [[agreeForm, { amount: "280000", votes: "5,1,0" }]]);
    const seen = (await today()).purchases[0]!;
    // 20,000 by the value of goods for 60,000, 120,000 and 70,000.
    expect(seen.buyers.map(one => one.toPay)).toEqual(["64800", "129600", "75600"]);
    const [wulan, aminah, sahnim] = seen.buyers;
    const lines = await meeting("2026-03-02", [
      [payInForm, { member: wulan!.member, amount: wulan!.toPay, from: "savings" }],
      [payInForm, { member: aminah!.member, amount: aminah!.toPay, from: "cash" }],
      [payInForm, { member: sahnim!.member, amount: "70000", from: "cash" }],
    ]);
    expect(await balanceOf(group, "member-savings.savings/loan", wulan!.member)).toBe(-135_200n);
    // The phone knows by itself what each line does to the box.
    const table = await today();
    const moved = lines.map(one => cashMoved(one as never, table)?.get("loan"));
    expect(moved).toEqual([undefined, 129_600n, 70_000n]);
  });

  it("the supplier is paid at the counter, where the last look says for what", async () => {
    const counter = (await askIn<CounterSeen>(group, "meetings.counter", 0))!;
    const forms = counterForms(Object.keys(counter.between));
    expect(forms.map(form => form.name)).toContain("purchase-pay-supplier");
    expect(forms.map(form => form.name)).not.toContain("purchase-write-off");
    const [written] = await formed(forms.find(form => form.name === "purchase-pay-supplier")!, { paid: "264400" });
    expect(purchaseSaid(words, counter.today!.purchases[0]!, written!.body as never)).toEqual(["Pupuk"]);
    await accepted(group.say(counter.between[written!.entry]!, { purchase, amount: 264_400n }, two()));
    expect(await acts()).toEqual(["pay-supplier", "supplier-refund", "receive"]);
  });

  it("a bill above what was agreed on is asked about, and only then", async () => {
    const asked = async (answers: Answers): Promise<boolean> => {
      const context: FormContext = { today: await today(), words, box: () => 0n };
      const votes = purchaseForm.asks.find(one => one.key === "bill-votes")!;
      return votes.when!(context, { purchase, act: "receive", ...answers });
    };
    group.edge.today = "2026-04-06" as typeof group.edge.today;
    const held = await openMeeting(group);
    expect(await asked({ "cost-1": "250000", "cost-2": "10000", costs: "20000" })).toBe(false);
    expect(await asked({ "cost-1": "250001", "cost-2": "10000", costs: "20000" })).toBe(true);
    await accepted(group.say("meetings.abandon", { meeting: held }, two()));
    const bill = { "came-1": "38000", "cost-1": "258000", "came-2": "2", "cost-2": "10000", costs: "20000" };
    const voted = await meeting("2026-04-06", [[purchaseForm, { act: "receive", ...bill, "bill-votes": "1,5,0" }]]);
    expect(voted.map(one => one.entry)).toEqual(["assembly.decision"]);
    await meeting("2026-05-04", [[purchaseForm, { act: "receive", ...bill, "bill-votes": "5,1,0" }]]);
    expect((await tableRows(group, purchaseTable))[0]).toMatchObject({ status: "received", bill: 288_000n });
    expect(await acts()).toEqual(["pay-supplier", "hand-out", "take-back-receipt", "write-off", "close"]);
  });

  it("what was written wrongly is taken back and written anew: then it costs less, and is refunded", async () => {
    await meeting("2026-06-01", [[purchaseForm, { act: "take-back-receipt", reason: "Nota lain" }]]);
    const bill = { "came-1": "38000", "cost-1": "228000", "came-2": "2", "cost-2": "10000", costs: "20000" };
    await meeting("2026-07-06", [[purchaseForm, { act: "receive", ...bill }]]);
    const { clearing, buyers } = (await today()).purchases[0]!;
    expect([clearing, buyers.map(one => one.over), buyers.map(one => one.toPay)]).toEqual([
      "6400",
      ["3000", "6000", "0"],
      ["0", "0", "2600"],
    ]);
    const sahnim = buyers[2]!;
    await meeting("2026-08-03", [
      [payInForm, { member: sahnim.member, amount: sahnim.toPay }],
      [purchaseForm, { act: "supplier-refund", returned: "6400" }],
      [purchaseForm, { act: "refund", member: "all", given: "cash" }],
      [purchaseForm, { act: "hand-out", member: "all" }],
      [purchaseForm, { act: "close" }],
    ]);
    expect((await tableRows(group, purchaseTable))[0]).toMatchObject({ status: "closed" });
    expect((await today()).purchases).toEqual([]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});

describe("what is left in the end", () => {
  const seen = (of: Partial<PurchaseAtTable>): TodaySeen =>
    ({
      ...{ draft: { meeting: {} }, women: [], former: [], unit: "IDR" },
      purchases: [{ purchase: "p", unit: "IDR", items: [], buyers: [], ...of }],
    }) as never;
  const lines = (today: TodaySeen, answers: Answers) =>
    purchaseForm.lines({ purchase: "p", ...answers }, { today, words, box: () => 0n });

  it("is decided on with the closing, and closed only where the members agreed", () => {
    const today = seen({ status: "received", clearing: "-2000" });
    expect(lines(today, { act: "close", "close-votes": "5,1,0" })).toMatchObject([
      { entry: "assembly.decision", body: { about: "purchase-rest/p", value: { amount: "2000" } } },
      { entry: "purchasing.close" },
    ]);
    expect(lines(today, { act: "close", "close-votes": "1,5,0" })).toHaveLength(1);
  });

  it("and so is what one of them never pays", () => {
    const owing = { member: "m_x" as MemberId, toPay: "700", over: "0", isWaiting: false };
    const today = seen({ status: "received", clearing: "0", buyers: [owing] });
    expect(lines(today, { act: "write-off", debtor: "m_x", "rest-votes": "5,1,0" })).toMatchObject([
      { entry: "assembly.decision", body: { about: "purchase-rest/p", value: { amount: "700" } } },
      { entry: "purchasing.write-off", body: { member: "m_x" } },
    ]);
  });
});
