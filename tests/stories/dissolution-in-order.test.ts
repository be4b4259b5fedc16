/**
 * A savings group that ends in the middle of everything: a loan with pledged savings, a pot that goes round, goods that are paid
 * for and have not come, a roof that is half repaired, a family that asked for help. Each stands in the way by its name until it is
 * ended; then the shares of the running cycle have all that was earned, as at a share-out, and the social fund goes to the village.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, type MemberId, sum, type Uuid } from "#base";
import { fundPartTable, memberPartTable } from "#dissolution";
import { house } from "../../app/rooms.ts";
import { faultsOf } from "../simulate/faults.ts";
import { type FreshDatabase, freshDatabase } from "../village/database.ts";
import { dissolutionFor } from "../village/dissolution-seen.ts";
import {
  accepted,
  balanceOf,
  decision,
  foundGroup,
  type Group,
  line,
  meet,
  tableRows,
  tryAtMeeting,
  tryOut,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let [wulan, sari]: MemberId[] = [];
let loan: Uuid, ordered: Uuid, planned: Uuid, roof: Uuid, claim: Uuid;

const says = (name: string, body: Readonly<Record<string, unknown>>) =>
  group.say(name, body, { by: group.treasurer, with: [group.members[2]!] });
const closes = () => says("dissolution.close", {});
const divides = () => says("dissolution.distribute", { fund: "loan" });

const pageFor = (member: MemberId, roles: readonly string[]) => dissolutionFor(group, member, roles);
const kindsOpen = async () => (await pageFor(group.treasurer, ["treasurer"])).open.map(one => one.kind);

beforeAll(async () => {
  database = await freshDatabase();
  const plain = { kind: "voluntary", minimum_balance: "0", withdrawable: "free", is_capital: false };
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-01-10",
    size: 8,
    rules: {
      "savings.product/savings": { fund: "loan", ...plain },
      "savings.product/titipan": { fund: "social", ...plain },
      "savings.shares/loan": { price: "10000", meeting_min: "1", meeting_max: "5" },
      "purchasing.purchase/loan": { pay_later: false, quantities_seen: "officers" },
      "actions.action/loan": { decided_by_vote: false, promises_seen: "officers" },
      "assembly.between-meetings": { entries: ["purchasing.pay-in"] },
      "loans.limits": { stake_accounts: [], guarantors_min: "0", may_borrow_again_with_open_loan: true },
      "loans.product/ordinary": {
        ...{ fund: "loan", method: "flat", amortization: "equal_principal_payments", rate_per_month: "1" },
        ...{ frequency: "months", every: "1", periods: "4", periods_max: "10", is_free: false, pledge_percent: "50" },
      },
    },
  });
  const { edge, members } = group;
  [wulan, sari] = [members[6]!, members[7]!];
  [loan, ordered, planned, claim] = [edge.newId(), edge.newId(), edge.newId(), edge.newId()] as [Uuid, Uuid, Uuid, Uuid];
  await meet(group, "2026-01-10", [
    ...members.map(member => line("savings.buy-shares", { member, fund: "loan", shares: 5, amount: 50_000n })),
    ...members.map(member => line("savings.deposit", { member, product: "savings", amount: 50_000n })),
    line("savings.deposit", { member: wulan, product: "titipan", amount: 4_000n }),
    line("meetings.income", { money: edge.newId(), fund: "social", amount: 30_000n, purpose: "Sumbangan" }),
  ]);
  const yarn = { name: "Benang", supplier: "Toko", items: [{ name: "Benang", unit_of_measure: "piece", price: 10_000n }] };
  for (const purchase of [ordered, planned]) {
    const plan = { purchase, fund: "loan", ...yarn, costs: 0n, split: "quantity", order_by: "2026-01-30" };
    await accepted(group.say("purchasing.plan", plan, { by: sari }));
    await accepted(group.say("purchasing.commit", { purchase, member: sari, quantities: [{ item: 1, quantity: 2n }] }, { by: sari }));
  }
  roof = edge.newId();
  const intents = [{ name: "Tenaga", unit: "day", quantity: 500n }];
  await accepted(
    group.say("actions.plan", { action: roof, fund: "loan", name: "Atap", happens_on: "2026-02-10", intents }, { by: sari }),
  );
  const yes = decision(group, "loan", loan);
  const buy = decision(group, "purchase", `purchase/${ordered}`, { value: { amount: "20000" } });
  const pot = decision(group, "other", "pot/pot-2", { value: { amount: "5000" } });
  await meet(group, "2026-02-07", [
    line("loans.request", { loan, member: wulan, product: "ordinary", amount: 80_000n, guarantors: [sari] }),
    line("loans.pledge", { loan, member: wulan, pledger: sari, account: "member-savings.savings/loan", amount: 40_000n }),
    ...[yes, buy, pot].map(one => one.line),
    line("purchasing.agree", { purchase: ordered, decision: buy.id }, "z.agree"),
    line("purchasing.pay-in", { purchase: ordered, member: sari, amount: 20_000n }, "z.pay-in"),
    line("purchasing.pay-supplier", { purchase: ordered, amount: 20_000n }, "z.supplier"),
    line("actions.agree", { action: roof }),
    line("actions.pay-in", { action: roof, member: sari, amount: 10_000n }),
    line("loans.pay-out", { loan, member: wulan, decision: yes.id }),
    line("pots.begin", {
      ...{ pot: "pot-2", decision: pot.id, name: "Arisan", unit: "IDR", amount: 5_000n, every: "meeting" },
      ...{ turn: "agreed", is_whole: true, seats: [wulan, sari] },
    }),
    line("aid.claim", { claim, fund: "social", member: sari, event: "illness", who: "herself", happened_on: day("2026-02-01") }),
  ]);
  await meet(group, "2026-02-14", [line("pots.bring", { member: wulan, pot: "pot-2", amount: 5_000n })]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

describe("a group that ends in the middle of everything", () => {
  it("first hands back what members laid into a fund that is never divided", async () => {
    const end = decision(group, "dissolution", "dissolution", { for: 8, value: { receiver: "community" } });
    const named = { ...end.line, body: { ...(end.line.body as object), name: "Desa Sukamaju" } };
    await meet(group, "2026-02-21", [named]);
    expect(await says("dissolution.begin", { decision: end.id })).toMatchObject({
      refused: "dissolution.savings-in-kept-fund",
      because: { fund: "social", amount: 4_000n },
    });
    await meet(group, "2026-02-28", [line("savings.withdrawal", { member: wulan, product: "titipan", amount: 4_000n })]);
    await accepted(says("dissolution.begin", { decision: end.id }));
    const unclear = decision(group, "rule", "assembly.dissolution", {
      value: { present_numerator: "4", present_denominator: "3", for_numerator: "2", for_denominator: "3", residual: "receiver" },
    });
    expect(await tryAtMeeting(group, "2026-03-01", [unclear.line])).toMatchObject({
      refused: "assembly.dissolution-rule-unclear",
    });
  });

  it("says what is still open, to officers whose it is, and to each member only what is hers", async () => {
    const seen = await pageFor(group.treasurer, ["treasurer"]);
    expect(new Set(seen.open.map(one => one.kind))).toEqual(
      new Set(["suppliers", "purchases", "actions", "pots", "loans", "claims", "to-divide"]),
    );
    const lent = seen.open.find(one => one.kind === "loans")!;
    expect(lent).toMatchObject({ fund: "loan", count: 1, amount: "80000", mine: "0" });
    expect(lent.people.map(one => one.who.member)).toEqual([wulan]);
    const hers = await pageFor(wulan!, []);
    expect(hers.open.find(one => one.kind === "loans")).toMatchObject({ people: [], mine: "80000" });
    expect(hers.mayAct).toBe(false);
    expect(JSON.stringify((await pageFor(group.members[5]!, [])).open)).not.toContain("m_");
    expect(hers.decision).toMatchObject({ receiver: "community", name: "Desa Sukamaju" });
    // Of the social fund there is no line for any member.
    expect(seen.funds.find(one => one.fund === "social")).toMatchObject({ members: [], mine: [], toReceiver: "30000" });
  });

  it("settles with the shop, hands out what came, and ends what was only planned", async () => {
    expect(await closes()).toMatchObject({ refused: "dissolution.open-suppliers", because: { fund: "loan", amount: 20_000n } });
    expect(await divides()).toMatchObject({ refused: "purchasing.fund-is-buying" });
    const came = { purchase: ordered, items: [{ item: 1, quantity: 2n, amount: 20_000n }], costs: 0n };
    await meet(group, "2026-03-07", [
      line("purchasing.receive", came, "y.came"),
      line("purchasing.hand-out", { purchase: ordered, member: sari }, "y.out"),
      line("purchasing.close", { purchase: ordered }, "y.z"),
    ]);
    expect(await closes()).toMatchObject({ refused: "dissolution.open-purchases" });
    await accepted(says("purchasing.cancel", { purchase: planned, reason: "Kelompok bubar" }));
  });

  it("promises no more work on the roof, closes it, and gives back what was brought for it", async () => {
    expect(await closes()).toMatchObject({ refused: "dissolution.open-actions" });
    expect(await divides()).toMatchObject({ refused: "actions.fund-is-used" });
    expect((await pageFor(sari!, [])).open.find(one => one.kind === "actions")).toMatchObject({ mine: "10000", people: [] });
    const promise = line("actions.commit", { action: roof, member: sari, quantities: [{ intent: 1, quantity: 100n }] });
    expect(await tryAtMeeting(group, "2026-03-10", [promise])).toMatchObject({ refused: "dissolution.nothing-new" });
    await meet(group, "2026-03-10", [line("actions.close", { action: roof })]);
    expect(await kindsOpen()).not.toContain("actions");
  });

  it("ends the pot, before the loan fund and before the books", async () => {
    expect(await closes()).toMatchObject({ refused: "dissolution.open-pots" });
    expect(await says("dissolution.distribute", { fund: "pot-2" })).toMatchObject({
      refused: "dissolution.fund-is-not-divided",
      because: { amount: 0n },
    });
    expect((await pageFor(wulan!, [])).open.find(one => one.kind === "pots")).toMatchObject({ mine: "5000", people: [] });
    const end = decision(group, "other", "pot-end/pot-2");
    await meet(group, "2026-03-14", [end.line, line("pots.end", { pot: "pot-2", decision: end.id })]);
    expect(await kindsOpen()).not.toContain("pots");
  });

  it("keeps what was pledged until the loan is repaid", async () => {
    expect(await closes()).toMatchObject({ refused: "dissolution.open-loans" });
    expect(await divides()).toMatchObject({
      refused: "dissolution.savings-on-hold",
      because: { fund: "loan", amount: 40_000n },
    });
    group.edge.today = day("2026-03-21");
    const asked = await tryOut(group, [line("loans.repayment", { loan, member: wulan, amount: 900_000n })]);
    const { owed } = (asked as unknown as { because: { owed: bigint } }).because;
    await meet(group, "2026-03-21", [line("loans.repayment", { loan, member: wulan, amount: owed })]);
    expect(-(await balanceOf(group, "interest-income/loan"))).toBeGreaterThan(0n);
  });

  it("pays the help that was asked for before it was decided, and takes no new one", async () => {
    expect(await closes()).toMatchObject({ refused: "dissolution.open-claims" });
    const more = { claim: group.edge.newId(), fund: "social", member: wulan, event: "illness", who: "herself" };
    expect(
      await tryAtMeeting(group, "2026-03-22", [line("aid.claim", { ...more, happened_on: day("2026-03-20") })]),
    ).toMatchObject({ refused: "dissolution.nothing-new" });
    const help = decision(group, "benefit", claim);
    await meet(group, "2026-03-28", [
      line("aid.verify", { claim, first: group.members[0], second: group.members[1] }),
      help.line,
      line("aid.pay-benefit", { claim, amount: 10_000n, decision: help.id }),
    ]);
    expect(await kindsOpen()).toEqual(["to-divide"]);
  });

  it("gives the shares all that was earned, as a share-out would, and the social fund to the village", async () => {
    const money = await balanceOf(group, "cash/loan");
    const before = await pageFor(wulan!, []);
    const plan = before.funds.find(one => one.fund === "loan")!;
    expect(plan).toMatchObject({ refusal: null, toReceiver: "0", members: [], money: String(money) });
    await accepted(divides());
    const parts = await tableRows(group, memberPartTable);
    expect(sum(parts.map(one => one.payout))).toBe(money);
    const hers = parts.find(one => one.member_id === wulan)!;
    // What was shown to her before is what she gets.
    expect(plan.mine).toMatchObject([{ savings: "50000", capital: "50000", payout: String(hers.payout) }]);
    // Eight with five shares each: the same for all, to the last rupiah, which the lower number gets.
    const gains = parts.map(one => one.payout - 100_000n);
    expect(gains.every(gain => gain > 0n && gains[0]! - gain <= 1n && gains[0]! >= gain)).toBe(true);
    const waits = (await pageFor(group.treasurer, ["treasurer"])).funds.find(one => one.fund === "loan")!;
    expect(waits).toMatchObject({ owed: String(money), isDivided: true });
    await meet(
      group,
      "2026-04-04",
      parts.map(one => line("meetings.pay-out", { member: one.member_id, fund: "loan", amount: one.payout }, `out/${one.member_id}`)),
    );
    await accepted(closes());
    const funds = await tableRows(group, fundPartTable);
    expect(funds.find(one => one.fund === "social")).toMatchObject({ transferred: 20_000n, to_members: 0n });
    const after = await pageFor(wulan!, []);
    expect(after).toMatchObject({ status: "closed", open: [] });
    expect(after.funds.find(one => one.fund === "loan")!.mine).toMatchObject([{ payout: String(hers.payout), waits: "0" }]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
