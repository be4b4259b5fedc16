/** The forms of term deposits, at the counter as at the table: what they offer, and that what they write is taken. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, decodeBody, type MemberId } from "#base";
import { entryRules } from "#meetings";
import { termDepositTable } from "#savings";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { accepted, balanceOf, foundGroup, type Group, line, meet, tableRows } from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import { counterForms } from "./counter-forms.ts";
import type { Answers, Ask, Form, FormContext } from "./form-parts.ts";
import type { CounterSeen } from "./seen.ts";
import { boxOf, fold } from "./sheet-model.ts";
import { isWrittenHere, stepOf } from "./step-of.ts";
import { subscribeForm } from "./subscribe-form.ts";
import { closeTermForm, openTermForm, termForms, termPartForm } from "./term-forms.ts";

let database: FreshDatabase;
let group: Group;
let wulan: MemberId;
const said = (key: string, values: object = {}) => [key, ...Object.values(values)].join(" ");
const words = { locale: "en", say: said, amount: String, day: String, has: () => false } as unknown as FormContext["words"];

async function context(): Promise<FormContext & CounterSeen> {
  const seen = (await askIn<CounterSeen>(group, "meetings.counter", 0))!;
  return { ...seen, today: seen.today!, words, box: () => 0n };
}

const optionsOf = (form: Form, key: string, forms: FormContext, answers: Answers) =>
  (form.asks.find(one => one.key === key) as Extract<Ask, { kind: "choice" }>).options(forms, answers);

/** What the form comes to is said by two. */
async function writes(form: Form, answers: Answers): Promise<void> {
  const forms = await context();
  const { entry, body } = form.lines(answers, forms)[0]!;
  const read = decodeBody(entryRules.get(entry)!.fields, body);
  await accepted(group.say(forms.between[entry]!, read as never, { by: group.treasurer, with: [group.members[2]!] }));
}

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "koperasi",
    unit: "IDR",
    on: "2026-01-12",
    rules: {
      "assembly.between-meetings": { entries: ["savings.open-term", "savings.close-term", "savings.partial-withdrawal"] },
      "savings.product/lebaran": {
        ...{ fund: "loan", kind: "term", minimum_balance: "0", withdrawable: "free", is_capital: false },
        term: { months: "3", rate: "6", interest: "monthly", early: "lower-rate", early_percent: "2", least: "10000", least_left: "500000" },
      },
    },
  });
  wulan = group.members[6]!;
  const money = line("meetings.income", { money: group.edge.newId(), fund: "loan", amount: 900_000n, purpose: "Warung" });
  await meet(group, "2026-01-12", [money]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("the forms of term deposits", () => {
  it("are offered at the counter where its rule lets two people write them, and loaded when one is chosen", async () => {
    const forms = await context();
    const offered = counterForms(Object.keys(forms.between)).filter(form => form.isOffered(forms));
    expect(offered.map(form => [form.name, form.asks.length])).toEqual([["open-term", 0]]);
    expect(termForms.map(form => form.name)).toEqual(["open-term", "close-term", "term-part"]);
    expect(optionsOf(openTermForm, "product", forms, {})).toMatchObject([
      { value: "lebaran", sub: "savings.form.term-sub 3 6 10000" },
    ]);
  });

  it("lay money down, and before its day offer it only as the early rule has it", async () => {
    await writes(openTermForm, { member: wulan, product: "lebaran", amount: "1200000" });
    group.edge.today = day("2026-03-20");
    const forms = await context();
    const [{ value: deposit }] = optionsOf(closeTermForm, "deposit", forms, {}) as never as [{ value: string }];
    expect(optionsOf(closeTermForm, "way", forms, { deposit })).toEqual([
      { value: "paid-out", label: "savings.form.term-early 2026-04-12 1204003", sub: "savings.form.term-interest 4003" },
    ]);
  });

  it("give a part of it out, as much as its rule lets go, and the box knows what she is handed", async () => {
    const forms = await context();
    const offered = counterForms(Object.keys(forms.between)).filter(form => form.isOffered(forms));
    expect(offered.map(form => form.name)).toEqual(["open-term", "close-term", "term-part"]);
    const [{ value: deposit }] = optionsOf(termPartForm, "deposit", forms, {}) as never as [{ value: string }];
    const ask = termPartForm.asks[1] as Extract<Ask, { kind: "amount" }>;
    expect(ask.there!(forms, { deposit })).toEqual({ label: "savings.form.term-part-free", amount: 700_000n });
    // Two whole months at 2 %, added each month.
    expect(ask.known!(forms, { deposit, part: "300000" })).toBe(
      "savings.form.term-part-gives 301001 1001 900000 2026-04-12",
    );
    expect([ask.known!(forms, { deposit }), ask.known!(forms, { deposit, part: "700001" })]).toEqual([undefined, undefined]);
    const [paid] = termPartForm.lines({ deposit, part: "300000" }, forms);
    const sheet = new Map([[paid!.line, { ...paid!, state: "saved" as const }]]);
    expect(boxOf("loan", new Map([...fold(forms.today.draft, []), ...sheet]), forms.today).went).toBe(301_001n);
    expect(stepOf(paid!.entry)).toBe("pay");
    await writes(termPartForm, { deposit, part: "300000" });
    expect(await tableRows(group, termDepositTable)).toMatchObject([{ principal: 900_000n, withdrawn: 300_000n }]);
    await writes(termPartForm, { deposit, part: "400000" });
    expect((await context()).today.terms).toMatchObject([{ principal: "500000", part: null }]);
  });

  it("end it when its day has come, as she likes, and the box knows what she is handed", async () => {
    group.edge.today = day("2026-04-12");
    const forms = await context();
    const deposit = forms.today.terms[0]!.deposit;
    expect(optionsOf(closeTermForm, "way", forms, { deposit }).map(one => one.value)).toEqual([
      ...["paid-out", "rolled-over", "interest-paid"],
    ]);
    const [paid] = closeTermForm.lines({ deposit, way: "interest-paid" }, forms);
    const sheet = new Map([[paid!.line, { ...paid!, state: "saved" as const }]]);
    expect(boxOf("loan", new Map([...fold(forms.today.draft, []), ...sheet]), forms.today).went).toBe(7_538n);
    await writes(closeTermForm, { deposit, way: "interest-paid" });
    const [old, anew] = [...(await tableRows(group, termDepositTable))].sort((a, b) => (a.opened_on < b.opened_on ? -1 : 1));
    expect([old, anew]).toMatchObject([
      { status: "rolled-over", interest: 7_538n },
      { status: "open", principal: 500_000n, opened_on: "2026-04-12" },
    ]);
    await writes(closeTermForm, { deposit: anew!.deposit_id, way: "paid-out" });
    expect(await balanceOf(group, "member-savings.lebaran/loan", wulan)).toBe(0n);
  });
});

it("the form of a subscription offers what there is and writes what the shares come to", () => {
  const products = [{ product: "modal", name: null, fund: "loan", unit: "IDR", kind: "voluntary", isCapital: true }];
  const subscriptions = [{ product: "modal", share: "25000", sharesMin: 4, months: 10 }];
  const forms = { today: { rules: { products, subscriptions } }, words } as unknown as FormContext;
  const [of, shares] = [optionsOf(subscribeForm, "product", forms, {}), subscribeForm.asks.find(one => one.key === "shares")];
  expect(of).toMatchObject([{ value: "modal", sub: "savings.form.subscribe-sub 25000 10" }]);
  expect((shares as Extract<Ask, { kind: "count" }>).first(forms, { product: "modal" })).toBe(4);
  expect(subscribeForm.lines({ member: "m", product: "modal", shares: "6" }, forms)).toMatchObject([
    { entry: "savings.subscribe", body: { member: "m", product: "modal", shares: "6", amount: "150000" } },
  ]);
  expect(isWrittenHere({ entry: "savings.subscribe", line: "subscribe.1" })).toBe(true);
});
