/**
 * A koperasi's year: it lends and earns, the year is closed, the members decide on the surplus at their meeting, it goes to
 * the funds and to each of them by the rule, and is paid out at the next meeting. The trial balance is even all along.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type Document, type MemberId, sum } from "#base";
import { read } from "#db";
import { statementsOf } from "#ledger/server";
import { surplusYearTable } from "#savings";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { accepted, balanceOf, decision, foundGroup, type Group, leavesOf, line, meet, tableRows, tryAtMeeting } from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let kartini: MemberId;
let wulan: MemberId;
let chair: MemberId;

const pokok = "member-shares.pokok/loan";
const wajib = "member-shares.wajib/loan";
const say = (name: string, body: Readonly<Record<string, unknown>>) =>
  group.say(name, body, { by: group.treasurer, with: [chair] });
const closesYear = (year_end: string) => say("savings.close-year", { fund: "loan", year_end: day(year_end) });
const allocates = (id: string) => say("savings.allocate-surplus", { decision: id });

/** Reserve 25, jasa modal 20, jasa usaha 30, education and the village 25: exactly a hundred. */
const rule = (reserve = "25"): Document => ({
  law: "id-uu-25-1992",
  year_ends: "12",
  parts: [
    { role: "reserve", percent: reserve, fund: "reserve" },
    { role: "capital", percent: "20", by: "saved-at-end", accounts: [pokok, wajib] },
    { role: "patronage", percent: "30", by: "interest-paid" },
    { role: "community", percent: "25", fund: "social" },
  ],
});

async function surplusOfFund(on: string) {
  const { trialBalances } = await read(group.pool, group.organisation, client =>
    statementsOf(client, group.organisation, day(on)),
  );
  for (const one of trialBalances) expect(one.debit).toBe(one.credit);
  return trialBalances;
}

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "koperasi",
    unit: "IDR",
    on: "2026-01-12",
    rules: { "savings.surplus/loan": rule() },
  });
  [chair, kartini, wulan] = [group.members[2]!, group.members[6]!, group.members[5]!];
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("the year of a koperasi", () => {
  it("saves and lends, and earns what borrowers pay", async () => {
    await meet(
      group,
      "2026-01-12",
      group.members.flatMap(member => [
        line("savings.deposit", { member, product: "pokok", amount: 50_000n }),
        line("savings.deposit", { member, product: "wajib", amount: 5_000n }, `wajib/${member}`),
      ]),
    );
    const loan = group.edge.newId();
    const yes = decision(group, "loan", loan);
    const asks = { loan, member: kartini, product: "ordinary", amount: 70_000n, purpose: "Warung", guarantors: [wulan] };
    await meet(group, "2026-02-09", [
      line("loans.request", asks),
      yes.line,
      line("loans.pay-out", { loan, member: kartini, decision: yes.id }),
    ]);
    for (const on of ["2026-03-09", "2026-04-13"])
      await meet(group, on, [line("loans.repayment", { loan, member: kartini, amount: 20_000n }, `repaid/${on}`)]);
    const rent = { money: group.edge.newId(), fund: "loan", amount: 96_000n, purpose: "Sewa tenda" };
    await meet(group, "2026-11-09", [line("meetings.income", rent)]);
    expect(await balanceOf(group, "interest-income/loan")).toBeLessThan(0n);
  });

  it("gives nothing of it out while the year runs, neither by the rule nor beside it", async () => {
    expect(await closesYear("2026-12-31")).toMatchObject({ refused: "savings.year-still-open" });
    const early = decision(group, "surplus", "surplus/loan/2026-12-31", { value: { amount: "100000" } });
    const beside = decision(group, "other", "transfer/loan/social", { value: { amount: "10000" } });
    expect(
      await tryAtMeeting(group, "2026-12-07", [
        beside.line,
        line("meetings.transfer", { from: "loan", to: "social", amount: 10_000n, decision: beside.id }),
      ]),
    ).toMatchObject({ refused: "savings.surplus-goes-by-rule" });
    await meet(group, "2026-12-14", [early.line]);
    expect(await allocates(early.id)).toMatchObject({ refused: "savings.year-not-closed" });
  });

  it("closes the books, and then the year, by two people", async () => {
    await meet(group, "2027-01-11", [
      line("meetings.income", { money: group.edge.newId(), fund: "loan", amount: 7_000n, purpose: "Sewa kursi" }),
    ]);
    await accepted(say("ledger.close-period", { through: day("2026-12-31") }));
    expect(
      await group.say("savings.close-year", { fund: "loan", year_end: day("2026-12-31") }, { by: group.treasurer }),
    ).toMatchObject({ refused: "members.more-people-needed" });
    await accepted(closesYear("2026-12-31"));
    const [year] = await tableRows(group, surplusYearTable);
    const interest = -(await balanceOf(group, "interest-income/loan"));
    expect(interest).toBe(0n);
    // What came in January is of the next year.
    expect(await balanceOf(group, "other-income/loan")).toBe(-7_000n);
    expect(year!.surplus).toBe(-(await balanceOf(group, "retained-surplus/loan")));
    expect(year!.surplus).toBeGreaterThan(96_000n);
    await surplusOfFund("2027-01-11");
  });

  it("refuses a rule that is not a hundred percent at the table itself", async () => {
    const tooMuch = decision(group, "rule", "savings.surplus/loan", { value: rule("30") });
    expect(await tryAtMeeting(group, "2027-01-18", [tooMuch.line])).toMatchObject({
      refused: "savings.split-not-whole",
      because: { sum: "105" },
    });
  });

  it("decides at the meeting, gives it out by the rule, and keeps every rupiah", async () => {
    const [year] = await tableRows(group, surplusYearTable);
    const amount = String(year!.surplus);
    const wrong = decision(group, "surplus", "surplus/loan/2026-12-31", { value: { amount: "1000" } });
    const right = decision(group, "surplus", "surplus/loan/2026-12-31", { value: { amount } });
    await meet(group, "2027-01-25", [wrong.line, right.line]);
    expect(await allocates(wrong.id)).toMatchObject({ refused: "savings.not-the-surplus-decided" });
    const before = await balanceOf(group, "cash/loan");
    await accepted(allocates(right.id));
    expect(await allocates(right.id)).toMatchObject({ refused: "assembly.decision-used" });
    const toFunds = sum(await Promise.all(["reserve", "social"].map(fund => balanceOf(group, `cash/${fund}`))));
    expect(before - (await balanceOf(group, "cash/loan"))).toBe(toFunds);
    const payable = await Promise.all(group.members.map(member => balanceOf(group, "member-payable/loan", member)));
    expect(toFunds - sum(payable)).toBe(year!.surplus);
    expect(await balanceOf(group, "retained-surplus/loan")).toBe(0n);
    // Seven with the same capital, and one who paid interest: hers is the most, by the rule and not by a list.
    expect(new Set(payable).size).toBeLessThanOrEqual(3);
    const [allocated] = await leavesOf(group, "savings.surplus-allocated");
    expect(allocated!.body).toContain(right.id);
    await surplusOfFund("2027-01-25");
  });

  it("pays each her part at the next meeting, in cash", async () => {
    const hers = -(await balanceOf(group, "member-payable/loan", kartini));
    expect(hers).toBeGreaterThan(0n);
    await meet(group, "2027-02-08", [line("meetings.pay-out", { member: kartini, fund: "loan", amount: hers })]);
    expect(await balanceOf(group, "member-payable/loan", kartini)).toBe(0n);
    await surplusOfFund("2027-02-08");
  });

  it("never spends the reserve, by whatever decision, and covers a loss with it", async () => {
    const held = await balanceOf(group, "cash/reserve");
    const spend = decision(group, "expense", "expense/reserve", { value: { amount: "500" } });
    const coffee = { money: group.edge.newId(), fund: "reserve", amount: 500n, purpose: "Kopi", decision: spend.id };
    expect(await tryAtMeeting(group, "2027-03-08", [spend.line, line("meetings.expense", coffee)])).toMatchObject({
      refused: "savings.reserve-covers-losses-only",
    });
    // A bad year: a cabinet is bought, by decision, and little comes in.
    const buy = decision(group, "expense", "expense/loan", { value: { amount: "60000" } });
    const cabinet = { money: group.edge.newId(), fund: "loan", amount: 17_000n, purpose: "Lemari", decision: buy.id };
    await meet(group, "2027-04-12", [buy.line, line("meetings.expense", cabinet)]);
    await meet(group, "2028-01-10");
    await accepted(say("ledger.close-period", { through: day("2027-12-31") }));
    await accepted(closesYear("2027-12-31"));
    const lost = (await tableRows(group, surplusYearTable)).find(one => one.year_end === "2027-12-31")!;
    expect(lost.surplus).toBe(-10_000n);
    const cover = decision(group, "surplus", "loss/loan/2027-12-31", { value: { amount: "10000" } });
    await meet(group, "2028-01-17", [cover.line]);
    await accepted(say("savings.cover-loss", { decision: cover.id, reserve: "reserve" }));
    expect(await balanceOf(group, "cash/reserve")).toBe(held - 10_000n);
    expect(await balanceOf(group, "retained-surplus/loan")).toBe(0n);
    await surplusOfFund("2028-01-17");
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
