/**
 * A cycle of a savings group in Ghana, with the published figures of Ama's passbook: shares of 5 cedis, 900 of them, 45
 * hers, a profit of 900, so that each share is worth 6 at the end. All amounts in pesewas.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day, type Day, type MemberId, sum, type Uuid } from "#base";
import { loanTable } from "#loans";
import { cycleTable, sharesBoughtTable } from "#savings";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import {
  accepted,
  balanceOf,
  decision,
  foundGroup,
  type Group,
  leavesOf,
  line,
  meet,
  tableRows,
  tryAtMeeting,
} from "../village/group.ts";

const cedis = (amount: number): bigint => BigInt(Math.round(amount * 100));
const price = cedis(5);
const began = day("2026-01-05");
const week = (number: number): Day => addDays(began, 7 * (number - 1));

let database: FreshDatabase;
let group: Group;
let ama: MemberId;
let borrowers: readonly MemberId[];
const loans = new Map<MemberId, Uuid>();
let newPrice: Uuid;

const shares = (member: MemberId, count: number, paid = price * BigInt(count)) =>
  line("savings.buy-shares", { member, fund: "loan", shares: count, amount: paid });
const sharesOf = (member: MemberId): Promise<bigint> =>
  balanceOf(group, "member-shares/loan", member).then(balance => -balance / price);
const instalment = (member: MemberId) =>
  line("loans.repayment", { loan: loans.get(member), member, amount: cedis(260) });

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "GHS",
    on: began,
    size: 20,
    rules: {
      "savings.shares/loan": { price: String(price), meeting_min: "1", meeting_max: "5" },
      "savings.share-out/loan": { policy: "floor", cash_step: "10" },
      "loans.product/ordinary": {
        fund: "loan",
        method: "flat",
        amortization: "equal_installments",
        rate_per_month: "10",
        frequency: "weeks",
        month: "four-weeks",
        every: "4",
        periods: "3",
        periods_max: "3",
        rounding_unit: "10",
        is_free: false,
      },
    },
  });
  ama = group.members[9]!;
  borrowers = group.members.slice(10, 15);
});
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("a cycle of shares, from the first stamp to the share-out", () => {
  const others = () => group.members.filter(member => member !== ama);

  it("Ama pays 20, 10 and 23: four shares, two, and four with 3 left over, never 4.6", async () => {
    const fives = others().map(member => shares(member, 5));
    const socials = group.members.map(member => line("aid.contribution", { member, fund: "social", amount: cedis(1) }));
    await meet(group, week(1), [shares(ama, 4, cedis(20)), ...fives, ...socials]);
    await meet(group, week(2), [shares(ama, 2, cedis(10)), ...fives]);
    expect(await tryAtMeeting(group, week(3), [shares(ama, 5, cedis(23))])).toMatchObject({
      refused: "savings.whole-shares-only",
      because: { paid: cedis(23), price, shares: 4, left_over: cedis(3) },
    });
    const rest = line("aid.contribution", { member: ama, fund: "social", amount: cedis(3) });
    await meet(group, week(3), [shares(ama, 4, cedis(20)), rest, ...fives]);
    expect(await sharesOf(ama)).toBe(10n);
    expect(await balanceOf(group, "member-shares/loan", ama)).toBe(-cedis(50));
    expect(await balanceOf(group, "cash/social")).toBe(cedis(23));
  });

  it("nobody buys more than five at a meeting", async () => {
    expect(await tryAtMeeting(group, week(4), [shares(ama, 6)])).toMatchObject({
      refused: "savings.too-many-shares",
      because: { shares: 6, max: 5 },
    });
  });

  it("after ten weeks there are 900 shares, and 45 are Ama's", async () => {
    for (let number = 4; number <= 10; number += 1)
      await meet(group, week(number), [
        shares(ama, 5),
        ...(number < 10 ? others().map(member => shares(member, 5)) : []),
      ]);
    const held = await Promise.all(group.members.map(sharesOf));
    expect(sum(held)).toBe(900n);
    expect(await sharesOf(ama)).toBe(45n);
    const stamps = await tableRows(group, sharesBoughtTable, { member_id: ama });
    expect(stamps.map(stamp => stamp.shares)).toEqual([4, 2, 4, 5, 5, 5, 5, 5, 5, 5]);
  });

  it("five women borrow 600 each for twelve weeks, within three times their shares", async () => {
    const lines = borrowers.flatMap(member => {
      const loan = group.edge.newId();
      loans.set(member, loan);
      const carried = decision(group, "loan", loan);
      return [
        line("loans.request", { loan, member, product: "ordinary", amount: cedis(600), guarantors: [] }),
        carried.line,
        line("loans.pay-out", { loan, member, decision: carried.id }),
      ];
    });
    await meet(group, week(11), lines);
    expect(await balanceOf(group, "cash/loan")).toBe(cedis(4500 - 3000));
    expect(
      await tryAtMeeting(group, week(12), [
        line("loans.request", {
          loan: group.edge.newId(),
          member: ama,
          product: "ordinary",
          amount: cedis(675.1),
          guarantors: [],
        }),
      ]),
    ).toMatchObject({ refused: "loans.above-times-stake", because: { stake: cedis(225), allowed: cedis(675) } });
  });

  it("a new price decided in mid-cycle waits for the share-out", async () => {
    const value = { price: String(cedis(10)), meeting_min: "1", meeting_max: "5" };
    const carried = decision(group, "rule", "savings.shares/loan", { value });
    newPrice = carried.id;
    await meet(group, week(12), [carried.line]);
    await accepted(
      group.say(
        "assembly.change-rule",
        { from: week(13), decision: newPrice },
        { by: group.treasurer, with: [group.secretary] },
      ),
    );
    expect(await tryAtMeeting(group, week(13), [shares(ama, 1, cedis(10))])).toMatchObject({
      refused: "savings.price-fixed-for-cycle",
      because: { price, new_price: cedis(10) },
    });
  });

  it("is not shared out without a decision", async () => {
    for (const number of [15, 19]) await meet(group, week(number), borrowers.map(instalment));
    const nobodyAsked = line("meetings.share-out", { fund: "loan", decision: group.edge.newId() });
    expect(await tryAtMeeting(group, week(20), [nobodyAsked])).toMatchObject({ refused: "assembly.no-decision" });
    const debtor = borrowers[0]!;
    // Interest of the whole term is owed at once: 10 % a month for three months on 600.
    expect(await balanceOf(group, "loans-receivable/loan", debtor)).toBe(cedis(200));
  });

  it("gives Ama 270 for her 45 shares: 225 back and 45 of profit; an open loan is set off, the rest stays by the rule", async () => {
    const [debtor, ...punctual] = borrowers as readonly [MemberId, ...MemberId[]];
    const fine = line("meetings.fine", { member: ama, reason: "late", fund: "loan", amount: 50n });
    await meet(group, week(23), [...punctual.map(instalment), fine]);
    const carried = decision(group, "share-out", "loan");
    await meet(group, week(24), [carried.line, line("meetings.share-out", { fund: "loan", decision: carried.id })]);
    const closed = await leavesOf(group, "savings.shares-closed");
    expect(closed).toHaveLength(20);
    const dataOf = (member: MemberId) => JSON.parse(closed.find(leaf => leaf.member_id === member)!.body).data;
    // The fine made the pot 5,400.50, which 900 shares cannot carry away in coins of 10 pesewas.
    expect(dataOf(ama)).toMatchObject({ shares: "45", value: "27000", set_off: "0", payout: "27000" });
    expect(dataOf(debtor)).toMatchObject({ shares: "45", value: "27000", set_off: "26000", payout: "1000" });
    const [cycle] = await leavesOf(group, "savings.cycle-closed");
    expect(JSON.parse(cycle!.body).data).toMatchObject({ pot: "540050", shares: "900", remainder: "50" });

    const loan = (await tableRows(group, loanTable, { member_id: debtor }))[0]!;
    expect(loan).toMatchObject({ status: "repaid", principal_paid: cedis(600), interest_paid: cedis(180) });
    for (const member of group.members) {
      expect(await balanceOf(group, "member-shares/loan", member)).toBe(0n);
      expect(await balanceOf(group, "member-payable/loan", member)).toBe(0n);
      expect(await balanceOf(group, "loans-receivable/loan", member)).toBe(0n);
    }
    expect(await balanceOf(group, "cash/loan")).toBe(50n);
    expect(await balanceOf(group, "retained-surplus/loan")).toBe(-50n);
    expect(await balanceOf(group, "interest-income/loan")).toBe(0n);
  });

  it("leaves the social fund as it was", async () => {
    expect(await balanceOf(group, "cash/social")).toBe(cedis(23));
    expect(await balanceOf(group, "fund-balance/social")).toBe(-cedis(23));
  });

  it("begins anew at the price that was decided, with the remainder in the box", async () => {
    expect(await tryAtMeeting(group, week(25), [shares(ama, 1, price)])).toMatchObject({
      refused: "savings.whole-shares-only",
    });
    await meet(group, week(25), [shares(ama, 2, cedis(20)), shares(borrowers[0]!, 1, cedis(10))]);
    expect(await tableRows(group, cycleTable)).toEqual([
      expect.objectContaining({ cycle: 1, price, opened_on: week(1), last_bought_on: week(10), closed_on: week(24) }),
      expect.objectContaining({ cycle: 2, price: cedis(10), opened_on: week(25), closed_on: null }),
    ]);
    expect(await balanceOf(group, "member-shares/loan", ama)).toBe(-cedis(20));
    expect(await balanceOf(group, "cash/loan")).toBe(cedis(30) + 50n);
  });

  it("is not shared out again on what was decided for the cycle before", async () => {
    const [done] = await leavesOf(group, "meetings.shared-out");
    const { decision: used } = JSON.parse(done!.body).data as { readonly decision: Uuid };
    const again = line("meetings.share-out", { fund: "loan", decision: used });
    expect(await tryAtMeeting(group, week(26), [again])).toMatchObject({
      refused: "assembly.decision-used",
      because: { decided_on: week(24) },
    });
  });

  it("shares of the cycle that was shared out are not taken back any more", async () => {
    const first = (await leavesOf(group, "savings.shares-bought"))[0]!;
    const correction = line("meetings.correction", { seq: first.seq, reason: "Wrong number stamped" });
    expect(await tryAtMeeting(group, week(26), [correction])).toMatchObject({ refused: "savings.cycle-is-closed" });
  });

  it("is rebuilt by the log alone, row for row", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
