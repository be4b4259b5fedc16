/** A loan that is voted on once and paid out in parts, as the sheet of the meeting takes it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMonths, day, type MemberId } from "#base";
import { loanTable } from "#loans";
import type { SheetLine } from "#meetings";
import { type FreshDatabase, freshDatabase } from "../../../tests/village/database.ts";
import { decision, foundGroup, type Group, line, meet, tableRows } from "../../../tests/village/group.ts";
import { askIn } from "../asking.testing.ts";
import type { FormContext } from "./form-parts.ts";
import { payOutsPlanned } from "./loan-forms.ts";
import { broughtOf, handedOn } from "./loan-out.tsx";
import { loansAsked } from "./requests.ts";
import { restForm } from "./rest-form.ts";
import type { DownPaymentSeen, TodaySeen } from "./seen.ts";
import type { HeldLine } from "./sheet-model.ts";

let database: FreshDatabase;
let group: Group;
let last = day("2026-01-05");

const wulan = (): MemberId => group.members[2]!;
const ask = <Seen>(question: string) => askIn<Seen>(group, question, 0) as Promise<Seen>;
const words = { say: (key: string) => key, amount: String, has: () => false } as unknown as FormContext["words"];

/** The month after, with these lines and all counted right. */
async function month(lines: readonly SheetLine[]) {
  last = addMonths(last, 1);
  return meet(group, last, lines);
}

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: last,
    rules: {
      "loans.limits": null,
      "loans.product/in-parts": {
        fund: "loan",
        method: "declining_balance",
        amortization: "equal_principal_payments",
        rate_per_month: "0",
        frequency: "months",
        every: "1",
        periods: "10",
        periods_max: "10",
        is_free: true,
        pay_outs_max: "3",
      },
    },
  });
  await month(group.members.map(member => line("savings.deposit", { member, product: "cbu", amount: 100_000n })));
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("Wulan buys a machine", () => {
  it.each([
    // of a price of | she brings | rounded to
    [2_000_000n, "25", [["1", "HALF_UP"]], 500_000n],
    [1_999_900n, "12.5", [["100", "HALF_UP"]], 250_000n],
    [1_999_900n, "12.5", [["100", "DOWN"]], 249_900n],
    [1_999_900n, "12.5", [["5000", "HALF_DOWN"], ["100", "HALF_UP"]], 250_000n],
    [10_000n, "10", [["5000", "HALF_DOWN"], ["100", "HALF_UP"]], 1_000n],
    [100n, "10", [["100", "DOWN"]], 0n],
  ] as const)("of %s she brings %s %% herself", (price, percent, ways, brought) => {
    const roundings = ways.map(([step, mode]) => ({ step, mode }));
    expect(broughtOf({ percent, roundings } as DownPaymentSeen, price)).toBe(brought);
  });
});

describe("Wulan builds a house", () => {
  it("and asks for her loan in three parts: the next is handed out a month later, and the last she does not want", async () => {
    const on = addMonths(last, 1);
    const seen = await ask<TodaySeen>("meetings.today");
    const context = { today: { ...seen, draft: { meeting: { day: on } } }, words, box: () => 0n } as unknown as FormContext;
    const pay_outs = payOutsPlanned({ amount: "100000", parts: "3", apart: "1" }, "IDR", context);
    expect(pay_outs).toEqual([
      { on, amount: "33400" },
      { on: addMonths(on, 1), amount: "33300" },
      { on: addMonths(on, 2), amount: "33300" },
    ]);
    expect(payOutsPlanned({ amount: "100000", parts: "1" }, "IDR", context)).toBeUndefined();
    const loan = group.edge.newId();
    const carried = decision(group, "loan", loan);
    const said = { loan, member: wulan() };
    const request = line("loans.request", { ...said, product: "in-parts", amount: 100_000n, guarantors: [], pay_outs });
    const held = { ...request, state: "accepted" } as unknown as HeldLine;
    const wire = { ...held, body: { ...held.body, amount: "100000" } } as HeldLine;
    const asked = loansAsked(seen, new Map([[wire.line, wire]])).find(one => one.loan === loan)!;
    expect([handedOn(asked, on), handedOn(asked, addMonths(on, 1)), asked.agreed]).toEqual([33_400n, 66_700n, 100_000n]);
    await month([request, carried.line, line("loans.pay-out", { ...said, decision: carried.id })]);
    const row = async () => (await tableRows(group, loanTable, { loan_id: loan }))[0];
    expect(await row()).toMatchObject({ status: "running", principal: 33_400n });
    await month([line("loans.pay-out-part", said)]);
    expect(await row()).toMatchObject({ principal: 66_700n });
    expect((await ask<TodaySeen>("meetings.today")).loans.find(one => one.loan === loan)).toMatchObject({
      outstanding: "66700",
      toPayOut: "33300",
    });
    await month(restForm.lines({ loan }, { ...context, today: await ask<TodaySeen>("meetings.today") }) as unknown as readonly SheetLine[]);
    expect((await ask<TodaySeen>("meetings.today")).loans.find(one => one.loan === loan)).toMatchObject({ toPayOut: "0" });
    await month([line("loans.repayment", { ...said, amount: 66_700n })]);
    expect(await row()).toMatchObject({ status: "repaid", principal_paid: 66_700n });
  });
});
