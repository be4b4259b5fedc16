/**
 * A kind of loan that grows step by step. Kartini asks for more than the first step and is told why not; she pays back on
 * time and may borrow more; Aminah is late and stays where she is. It is said at the table and on each one's own page.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, type Uuid } from "#base";
import { read } from "#db";
import { loanTable } from "#loans";
import { questions as ofLoans } from "#loans/server";
import { house } from "../../app/rooms.ts";
import type { LoansSeen } from "../../rooms/loans/page-questions.ts";
import { askIn } from "../../rooms/meetings/asking.testing.ts";
import { decideForms } from "../../rooms/meetings/screens/decide-forms.ts";
import type { FormContext } from "../../rooms/meetings/screens/form-parts.ts";
import type { TodaySeen } from "../../rooms/meetings/screens/seen.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { decision, foundGroup, type Group, leavesOf, line, meet, tableRows, testKey, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let aminah: MemberId;
const loans = new Map<MemberId, Uuid>();

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "damayan",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "loans.limits": null,
      "loans.product/small": {
        fund: "loan",
        method: "declining_balance",
        amortization: "equal_principal_payments",
        rate_per_month: "0",
        frequency: "months",
        every: "1",
        periods: "2",
        periods_max: "2",
        ladder: { steps: [{ up_to: "100000" }, { up_to: "200000" }, { up_to: "400000" }] },
        is_free: true,
      },
    },
  });
  [kartini, aminah] = [group.members[6]!, group.members[5]!];
  await meet(
    group,
    "2026-01-10",
    group.members.map(member => line("savings.deposit", { member, product: "cbu", amount: 200_000n })),
  );
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const words = { say: (key: string, values = {}) => `${key} ${JSON.stringify(values)}`, amount: String, has: () => false };

/** What the form says to who asks for a loan of this kind. */
async function toldAtTheTable(member: MemberId, on: string): Promise<string | undefined> {
  group.edge.today = day(on);
  const today = (await askIn<TodaySeen>(group, "meetings.today", 0))!;
  const ask = decideForms.find(one => one.name === "loan-request")!.asks.find(one => one.key === "amount")!;
  return ask.known!({ today, words, box: () => 0n } as unknown as FormContext, { member, product: "small" });
}

/** What her own page says to her. */
async function ownLadder(member: MemberId) {
  const asked = { organisation: group.organisation, member, roles: new Set(["anyone"]), today: group.edge.today };
  const seen = await read(group.pool, group.organisation, client =>
    ofLoans["loans.loans"]!.ask({ client, ...asked, params: {}, masterKey: testKey } as never),
  );
  return (seen as LoansSeen).ladders;
}

/** Asked for, agreed to and paid out on one sheet. */
function borrows(member: MemberId, amount: bigint) {
  const loan = group.edge.newId();
  loans.set(member, loan);
  const carried = decision(group, "loan", loan);
  return [
    line("loans.request", { loan, member, product: "small", amount, guarantors: [] }),
    carried.line,
    line("loans.pay-out", { loan, member, decision: carried.id }),
  ];
}
const pays = (member: MemberId, amount: bigint) => line("loans.repayment", { loan: loans.get(member), member, amount });

describe("loans of 100,000, then 200,000, then 400,000", () => {
  it("who never borrowed is told of the first step, and gets no more", async () => {
    expect(await toldAtTheTable(kartini, "2026-02-14")).toContain("loans.ladder.first-loan");
    expect(await tryAtMeeting(group, "2026-02-14", borrows(kartini, 100_500n))).toMatchObject({
      refused: "loans.above-ladder",
      because: { step: 100_000n, allowed: 100_000n, why: "loans.ladder.first-loan" },
    });
    await meet(group, "2026-02-14", [...borrows(kartini, 100_000n), ...borrows(aminah, 60_000n)]);
  });

  it("while a loan runs, what is left of the step is said", async () => {
    const told = await toldAtTheTable(aminah, "2026-03-14");
    expect(told).toContain('loans.ladder.left {"owed":"60000","amount":"40000"}');
    expect(await ownLadder(aminah)).toMatchObject([{ product: "small", step: "100000", owed: "60000", left: "40000" }]);
  });

  it("Kartini pays in the month of each instalment, Aminah brings all of it a month late", async () => {
    await meet(group, "2026-03-28", [pays(kartini, 50_000n)]);
    await meet(group, "2026-04-11", [pays(kartini, 50_000n), pays(aminah, 60_000n)]);
    expect(await toldAtTheTable(kartini, "2026-05-09")).toMatch(/may .*"step":"200000".*on-time/);
    expect(await toldAtTheTable(aminah, "2026-05-09")).toMatch(/may .*"step":"100000".*late/);
    expect(await ownLadder(kartini)).toMatchObject([{ step: "200000", left: "200000", why: "loans.ladder.on-time" }]);
    expect(await ownLadder(aminah)).toMatchObject([{ step: "100000", left: "100000", why: "loans.ladder.late" }]);
  });

  it("so Kartini gets 200,000 and Aminah does not, unless the members vote for an exception", async () => {
    const [request, ...rest] = borrows(aminah, 150_000n);
    expect(await tryAtMeeting(group, "2026-05-09", [request!, ...rest])).toMatchObject({
      refused: "loans.above-ladder",
      because: { why: "loans.ladder.late" },
    });
    const asked = { ...request!, body: { ...(request!.body as object), exception: "The roof" } };
    expect(await tryAtMeeting(group, "2026-05-09", [asked as typeof request & object, ...rest])).toMatchObject({
      refused: "assembly.exception-not-granted",
    });
    await meet(group, "2026-05-09", borrows(kartini, 200_000n));
    expect((await tableRows(group, loanTable, { loan_id: loans.get(kartini)! }))[0]).toMatchObject({ principal: 200_000n });
  });

  it("the members give her second loan up: for her the steps begin again", async () => {
    const loan = loans.get(kartini)!;
    const carried = decision(group, "write-off", loan);
    await meet(group, "2026-12-12", [carried.line, line("loans.write-off", { loan, member: kartini, decision: carried.id })]);
    expect(await leavesOf(group, "loans.written-off")).toHaveLength(1);
    expect(await toldAtTheTable(kartini, "2027-01-09")).toMatch(/may .*"step":"100000".*written-off/);
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
