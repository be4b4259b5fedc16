/**
 * Twelve weavers buy yarn together (S13): each says how much she wants, they agree on it by hands, pay in, and the shop is paid
 * out of that alone. Less comes than was ordered; everybody gets her part and her money back to the last rupiah.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Asked, day, type MemberId, sum, type Uuid } from "#base";
import { type PoolClient, read } from "#db";
import { rolesOf } from "#members";
import { peopleOf } from "#members/server";
import { allocationTable, purchaseTable } from "#purchasing";
import { questions } from "#purchasing/server";
import type { PurchaseSeen, PurchasesSeen } from "../../rooms/purchasing/page-questions.ts";
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
  testKey,
  tryAtMeeting,
} from "../village/group.ts";

let database: FreshDatabase;
let group: Group;
let purchase: Uuid;
/** Hundreds of grams that each of the twelve wants. */
const wanted = [15, 20, 10, 25, 30, 5, 10, 20, 15, 10, 25, 15].map(hundred => BigInt(hundred) * 100n);
const her = (place: number): MemberId => group.members[place]!;
const two = () => ({ by: group.treasurer, with: [group.secretary] });

beforeAll(async () => {
  database = await freshDatabase();
  group = await foundGroup(database, {
    template: "vsla",
    unit: "IDR",
    on: "2026-01-05",
    size: 12,
    rules: {
      "purchasing.purchase/loan": { pay_later: false, quantities_seen: "officers" },
      "assembly.between-meetings": { entries: ["purchasing.pay-in", "purchasing.pay-supplier", "purchasing.hand-out"] },
    },
  });
  purchase = group.edge.newId();
  // The box has other money too, which is not the purchase's.
  await meet(group, "2026-01-05", [
    line("meetings.income", { money: group.edge.newId(), fund: "loan", amount: 900_000n, purpose: "Hadiah" }),
  ]);
}, 120_000);
afterAll(async () => {
  await group.close();
  await database.drop();
});

const ask = <Seen>(question: string, place: number, isPlain = false): Promise<Seen> =>
  read(group.pool, group.organisation, async client => {
    const { today } = group.edge;
    const person = (await peopleOf(client, group.organisation, testKey, today)).find(one => one.member === her(place))!;
    const offices = person.offices.map(role => ({ role, from_on: today, until_on: null }));
    return (await questions[question]!.ask({
      ...{ client, organisation: group.organisation, member: her(place), today, masterKey: testKey, isPlain },
      roles: rolesOf(person, offices, today),
      params: { purchase },
    } satisfies Asked<PoolClient>)) as Seen;
  });
const seenBy = (place: number, isPlain = false) => ask<PurchaseSeen>("purchasing.purchase", place, isPlain);

const partOf = async (place: number): Promise<bigint> => BigInt((await seenBy(place)).mine!.part);

describe("twelve weavers buy yarn", () => {
  it("one of them proposes it on her phone, and nobody owes anything by it", async () => {
    await accepted(
      group.say(
        "purchasing.plan",
        {
          ...{ purchase, fund: "loan", name: "Benang untuk sarung", supplier: "Toko Sinar Benang" },
          items: [{ name: "Benang katun merah", unit_of_measure: "kg", price: 87_500n }],
          ...{ costs: 65_000n, split: "quantity", order_by: "2026-01-30" },
        },
        { by: her(8) },
      ),
    );
    expect(await seenBy(9)).toMatchObject({ status: "open", name: "Benang untuk sarung", mine: null, mayOrder: true });
    // In the plain view, under somebody's eyes, nothing is hers and nothing can be said.
    expect(await seenBy(9, true)).toMatchObject({ mine: null, mayOrder: false, others: [] });
  });

  it("each says how much she wants, and for who has no phone an officer does", async () => {
    for (const [place, quantity] of wanted.entries()) {
      const body = { purchase, member: her(place), quantities: [{ item: 1, quantity }] };
      await accepted(group.say("purchasing.commit", body, { by: place === 11 ? group.secretary : her(place) }));
    }
    const seen = await seenBy(10);
    // 20 kg at 87,500, and 65,000 to carry it; of 2.5 kg of the 20 that is an eighth, in coins of 100.
    expect(seen).toMatchObject({ planned: "1815000", buyers: 12, others: [], people: [], mine: { part: "226800" } });
    expect((await seenBy(0)).others.map(one => one.quantities[0]!.quantity)).toEqual(wanted.map(String));
  });

  it("they agree on it by hands, for so much at most, and pay in what their part is", async () => {
    const carried = decision(group, "purchase", `purchase/${purchase}`, { value: { amount: "1850000" } });
    await meet(group, "2026-02-02", [
      carried.line,
      line("purchasing.agree", { purchase, decision: carried.id }, "decision.2"),
    ]);
    const parts = await Promise.all(wanted.map((_, place) => partOf(place)));
    expect(sum(parts)).toBe(1_815_000n);
    // Two pay between meetings, as their rule lets them; what is paid between is read out at the next.
    for (const place of [0, 1])
      await accepted(group.say("purchasing.pay-in", { purchase, member: her(place), amount: parts[place]! }, two()));
    await meet(
      group,
      "2026-03-02",
      parts.flatMap((amount, place) =>
        place < 2 ? [] : [line("purchasing.pay-in", { purchase, member: her(place), amount }, `pay.purchase.1.${place}`)],
      ),
    );
    expect(await balanceOf(group, "cash/loan")).toBe(900_000n + 1_815_000n);
    expect((await seenBy(3)).mine).toMatchObject({ toPay: "0", over: "0" });
  });

  it("the shop is paid out of that and not out of the box of all", async () => {
    const pays = (amount: bigint) => group.say("purchasing.pay-supplier", { purchase, amount }, two());
    expect(await pays(1_815_001n)).toMatchObject({
      refused: "purchasing.own-money-short",
      because: { there: 1_815_000n, missing: 1n },
    });
    await accepted(pays(1_815_000n));
    expect(await balanceOf(group, "cash/loan")).toBe(900_000n);
  });

  it("17.3 kg come of 20: all is shared in the ratio of what was ordered, and to the last rupiah", async () => {
    const came = { purchase, items: [{ item: 1, quantity: 17_300n, amount: 1_513_750n }], costs: 65_000n };
    // Money and goods go the way of the sheet: what is refunded today was given back by the shop today.
    const receipt = [
      line("purchasing.pay-supplier", { purchase, amount: -236_250n }, "pay.purchase.2"),
      line("purchasing.receive", came, "pay.purchase.3"),
    ];
    expect(
      await tryAtMeeting(group, "2026-04-06", [...receipt, line("purchasing.close", { purchase }, "pay.purchase.8")]),
    ).toMatchObject({ refused: "purchasing.not-all-handed-out" });
    await meet(group, "2026-04-06", receipt);
    const shares = await tableRows(group, allocationTable, { purchase_id: purchase });
    expect(sum(shares.map(row => row.goods))).toBe(1_513_750n);
    expect(sum(shares.map(row => row.costs))).toBe(65_000n);
    expect(sum(shares.flatMap(row => row.allotted.map(one => BigInt(one.quantity))))).toBe(17_300n);
    const over = await Promise.all(wanted.map(async (_, place) => BigInt((await seenBy(place)).mine!.over)));
    expect(sum(over)).toBe(236_250n);
    const refunds = over.map((amount, place) =>
      line(
        "purchasing.refund",
        { purchase, member: her(place), amount, kept: place === 7 ? true : undefined },
        `pay.purchase.5.${place}`,
      ),
    );
    const handedOut = wanted.map((_, place) =>
      line("purchasing.hand-out", { purchase, member: her(place) }, `pay.purchase.6.${place}`),
    );
    await meet(group, "2026-05-04", [...refunds, ...handedOut, line("purchasing.close", { purchase }, "pay.purchase.8")]);
    expect(await balanceOf(group, "cash/loan")).toBe(900_000n + over[7]!);
    expect(await balanceOf(group, "member-payable/loan", her(7))).toBe(-over[7]!);
    expect(await balanceOf(group, "purchase-clearing.p1/loan")).toBe(0n);
    expect((await tableRows(group, purchaseTable))[0]).toMatchObject({ status: "closed", closed_on: "2026-05-04" });
  });

  it("each sees her own part and what all of it cost; what the others pay only officers", async () => {
    const mine = await seenBy(4);
    expect(mine).toMatchObject({ bill: "1578750", others: [], mine: { handedOutOn: day("2026-05-04") } });
    expect((await seenBy(1)).others[4]).toMatchObject({ money: { part: mine.mine!.part } });
    expect((await ask<PurchasesSeen>("purchasing.purchases", 4)).purchases).toMatchObject([{ status: "closed", amount: "1578750" }]);
  });

  it("the books verify: every row is what the log says, and no name of goods or shop is in it", async () => {
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
    expect(JSON.stringify((await leavesOf(group)).map(leaf => leaf.body))).not.toMatch(/Benang|Toko/);
  });
});

describe("while they buy", () => {
  it("who ordered does not leave, and the fund is not shared out", async () => {
    const next = group.edge.newId();
    await accepted(
      group.say(
        "purchasing.plan",
        {
          ...{ purchase: next, fund: "loan", name: "Beras", supplier: "Pak Amat" },
          items: [{ name: "Beras", unit_of_measure: "kg", price: 12_000n }],
          ...{ costs: 0n, split: "equally", order_by: "2026-06-30" },
        },
        { by: her(8) },
      ),
    );
    const body = { purchase: next, member: her(8), quantities: [{ item: 1, quantity: 10_000n }] };
    await accepted(group.say("purchasing.commit", body, { by: her(8) }));
    const carried = decision(group, "purchase", `purchase/${next}`, { value: { amount: "120000" } });
    await meet(group, "2026-06-01", [
      carried.line,
      line("purchasing.agree", { purchase: next, decision: carried.id }, "decision.2"),
      line("purchasing.pay-in", { purchase: next, member: her(8), amount: 120_000n }),
    ]);
    expect(
      await tryAtMeeting(group, "2026-07-06", [line("meetings.leaving", { member: her(8), status: "left" })]),
    ).toMatchObject({ refused: "purchasing.leaves-with-purchase" });
    const shared = decision(group, "share-out", "loan");
    expect(
      await tryAtMeeting(group, "2026-07-06", [shared.line, line("meetings.share-out", { fund: "loan", decision: shared.id })]),
    ).toMatchObject({ refused: "purchasing.fund-is-buying" });
    await accepted(group.say("purchasing.cancel", { purchase: next, reason: "Harganya naik" }, two()));
    await meet(group, "2026-07-06", [line("purchasing.refund", { purchase: next, member: her(8), amount: 120_000n })]);
    expect(await faultsOf(group.pool, house, group.organisation)).toEqual([]);
  });
});
