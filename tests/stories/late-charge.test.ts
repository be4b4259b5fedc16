/**
 * A kind of loan with a fee and a late charge: Kartini misses a month, one half of what it costs her is let go with its reason,
 * she pays the rest, and a mistake is taken back. Written by the form of the meeting, sealed, and rebuilt from the log.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { dueOn, type LoanRow, loanTable, owedOn, type RunningLoan } from "#loans";
import { questions as ofLoans } from "#loans/server";
import { read } from "#db";
import type { SheetLine } from "#meetings";
import { house } from "../../app/rooms.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import type { PassbookSeen } from "../../rooms/meetings/passbook.ts";
import { type Item, itemsOf } from "../../rooms/meetings/screens/items.ts";
import type { FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import { meetingForms } from "../../rooms/meetings/screens/meeting-forms.ts";
import type { TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import type { LoanSeen } from "../../rooms/loans/page-questions.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { balanceOf, decision, foundGroup, type Group, leavesOf, line, meet, tableRows, testKey } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let loan: Uuid;

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "loans.limits": null,
      "savings.product/savings": {
        fund: "loan",
        kind: "voluntary",
        minimum_balance: "0",
        withdrawable: "free",
        is_capital: false,
      },
      "loans.product/ordinary": {
        fund: "loan",
        method: "declining_balance",
        amortization: "equal_principal_payments",
        rate_per_month: "2",
        frequency: "months",
        every: "1",
        periods: "5",
        periods_max: "10",
        rounding_unit: "100",
        fees: [
          { what: "service", at: "pay-out", percent: "1" },
          { what: "visit", at: "instalment", amount: "1000" },
        ],
        late_penalty: { each: "once", percent: "2", grace_days: "3" },
        on_prepayment: "fewer-instalments",
        is_free: false,
      },
    },
  });
  kartini = group.members[6]!;
  loan = group.edge.newId();
  const carried = decision(group, "loan", loan);
  await meet(group, "2026-01-10", [
    ...group.members.map(member => line("savings.deposit", { member, product: "savings", amount: 500_000n })),
    line("loans.request", { loan, member: kartini, product: "ordinary", amount: 500_000n, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan, member: kartini, decision: carried.id }),
  ]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const words = {
  say: (key: string) => key,
  amount: String,
  day: String,
  has: () => false,
} as unknown as FormContext["words"];
const rowOf = async (): Promise<RunningLoan> =>
  (await tableRows<LoanRow>(group, loanTable, { loan_id: loan }))[0] as RunningLoan;
const pageOf = (member: MemberId): Promise<LoanSeen> =>
  read(group.pool, group.organisation, client =>
    ofLoans["loans.loan"]!.ask({
      client,
      organisation: group.organisation,
      member,
      roles: new Set(["anyone"]),
      today: group.edge.today,
      params: { loan },
      masterKey: testKey,
    }),
  ) as Promise<LoanSeen>;

describe("Kartini borrows 500,000 with a fee for the visit", () => {
  it("the service fee is kept back, and February's meeting asks for the visit with the instalment", async () => {
    expect(-(await balanceOf(group, "fee-income/loan"))).toBe(5_000n);
    expect(dueOn(await rowOf(), day("2026-02-07"))).toMatchObject({ principal: 100_000n, interest: 10_000n, fees: 1_000n });
  });

  it("in March what she missed is charged for: the table, her page and her passbook say so", async () => {
    group.edge.today = day("2026-03-07");
    const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
    expect(today.loans).toMatchObject([{ loan, penalties: "2200", due: String(200_000n + 20_000n + 2_000n + 2_200n) }]);
    expect((await pageOf(kartini)).owed).toMatchObject({ late: "111000", due: { fees: "2000", penalties: "2200" } });
    const { hers } = (await askIn<PassbookSeen>(group, "meetings.member", 6, { member: kartini }))!;
    expect(hers!.loans).toMatchObject([{ running: { penalties: "2200", isLate: true } }]);
  });

  it("half of it is let go with the reason, by the form of the meeting, and she pays the rest", async () => {
    const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
    const context: FormContext = { today, words, box: () => 0n };
    const form = meetingForms.find(one => one.name === "waiver")!;
    expect(form.isOffered(context)).toBe(true);
    const written = form.lines({ loan, amount: "1100", reason: "Jalannya terendam" }, context) as unknown as SheetLine[];
    const sheet = new Map(written.map(one => [one.line, { ...one, state: "accepted" }]));
    const woman = today.women.find(one => one.member === kartini)!;
    const item = itemsOf(woman, today, sheet as never).find((one: Item) => one.kind === "loan")!;
    expect(item.due).toBe(223_100n);
    await meet(group, "2026-03-07", [...written, line("loans.repayment", { loan, member: kartini, amount: 223_100n })]);
    const now = await rowOf();
    expect(now.charges).toEqual({ fees_paid: "2000", penalties_paid: "1100", penalties_waived: "1100" });
    expect(owedOn(now, day("2026-03-07")).total).toBe(300_000n);
    expect(-(await balanceOf(group, "fine-income/loan"))).toBe(1_100n);
    const { events } = await pageOf(kartini);
    expect(events.slice(0, 2)).toMatchObject([
      { kind: "loans.repaid", penalties: "1100", fees: "2000" },
      { kind: "loans.penalty-waived", penalties: "1100", reason: "Jalannya terendam" },
    ]);
  });

  it("when the repayment is taken back, what was late is charged for again, less what was let go", async () => {
    const [paid] = await leavesOf(group, "loans.repaid");
    await meet(group, "2026-04-04", [line("meetings.correction", { seq: paid!.seq, reason: "Salah tulis" })]);
    const now = await rowOf();
    expect(now.charges).toEqual({ penalties_waived: "1100" });
    // January's and February's instalments: of each 110,000, 2 %.
    expect(dueOn(now, day("2026-04-04"))).toMatchObject({ fees: 3_000n, penalties: 2n * 2_200n - 1_100n });
  });

  it("all of it is in the log: rebuilt from there the books are the same", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
