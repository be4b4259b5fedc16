import { day, type MemberId, sum } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cancel } from "./cancel.ts";
import { agreeEntry } from "./agree.ts";
import { refusalToLeave, refusalToShareOut } from "./leaving.ts";
import { takeBackReceiptEntry } from "./take-back-receipt.ts";
import { allocationTable } from "./tables.ts";
import { began, done, Weavers, yarn } from "./weavers.testing.ts";
import { restAbout, writeOffEntry } from "./write-off.ts";

type Three = readonly [MemberId, MemberId, MemberId];

/** Three want 1, 2 and 3 kg; the members agreed on 300,000, which is yarn for 270,000 and 30,000 to carry it. */
function agreed(rule: Parameters<typeof newWeavers>[0] = {}) {
  const { group, members } = newWeavers(rule);
  const purchase = group.plans();
  group.orders(purchase, [1_000n, 2_000n, 3_000n]);
  group.agrees(purchase, 300_000n);
  return { group, members, purchase };
}
function newWeavers(rule: ConstructorParameters<typeof Weavers>[1]) {
  const group = new Weavers(3, rule);
  return { group, members: group.members as unknown as Three };
}
const parts = [50_000n, 100_000n, 150_000n] as const;

/** All paid their part, the supplier has it, and everything came as it was ordered. */
function received(rule: Parameters<typeof newWeavers>[0] = {}) {
  const all = agreed(rule);
  const { group, members, purchase } = all;
  members.forEach((member, at) => done(group.pays(purchase, member, parts[at]!)));
  done(group.paysSupplier(purchase, 300_000n));
  done(group.receives(purchase, [[6_000n, 270_000n]], 30_000n));
  return all;
}

describe("a purchase that goes as planned", () => {
  test("is ordered, agreed, paid in, paid, received, handed out and closed at zero", () => {
    const { group, members, purchase } = received();
    expect(group.holds(purchase)).toEqual({ advances: 0n, receivable: 0n, clearing: 0n });
    for (const member of members) done(group.handsOut(purchase, member));
    done(group.closes(purchase));
    expect(group.row(purchase)).toMatchObject({ status: "closed", bill: 300_000n, closed_on: "2026-03-02" });
    expect(group.box()).toBe(0n);
  });

  test("gets a number of its own, and accounts only once it is agreed on", () => {
    const group = new Weavers();
    const [first, second] = [group.plans(), group.plans({ name: "Benang sutra" })];
    expect([group.row(first).number, group.row(second).number]).toEqual([1, 2]);
    group.orders(second, [1_000n]);
    const opened = group.agrees(second, 75_000n).slice(1);
    expect(opened.map(fact => fact.data!["account"])).toEqual([
      "purchase-advances.p2/loan",
      "purchase-receivable.p2/loan",
      "purchase-clearing.p2/loan",
    ]);
  });
});

describe("less comes than was ordered, or at another price", () => {
  test("each is refunded to the last coin, and the supplier gives back what is over", () => {
    const { group, members, purchase } = agreed();
    members.forEach((member, at) => done(group.pays(purchase, member, parts[at]!)));
    done(group.paysSupplier(purchase, 300_000n));
    // 5 kg in place of 6: 833, 1,667 and 2,500 grams.
    done(group.receives(purchase, [[5_000n, 225_000n]], 30_000n));
    const over = members.map(member => group.holds(purchase, member).advances);
    expect(sum(over)).toBe(45_000n);
    expect(group.holds(purchase)).toEqual({ advances: 45_000n, receivable: 0n, clearing: 45_000n });
    expect(group.refused(group.refunds(purchase, members[0], over[0]!))).toBe("purchasing.own-money-short");
    done(group.paysSupplier(purchase, -45_000n));
    expect(group.refused(group.refunds(purchase, members[0], over[0]! + 1n))).toBe("purchasing.refunds-more-than-over");
    done(group.refunds(purchase, members[0], over[0]!));
    done(group.refunds(purchase, members[1], over[1]!));
    // She is away: the fund owes it to her, and the purchase can be closed.
    done(group.refunds(purchase, members[2], over[2]!, true));
    expect(group.books.balance({ account: "member-payable/loan", unit: "IDR", member: members[2] })).toBe(-over[2]!);
    for (const member of members) done(group.handsOut(purchase, member));
    done(group.closes(purchase));
    expect(group.box()).toBe(over[2]);
  });

  test("above what was agreed the members decide again, and each is asked for what is missing", () => {
    const { group, members, purchase } = agreed();
    members.forEach((member, at) => done(group.pays(purchase, member, parts[at]!)));
    done(group.paysSupplier(purchase, 300_000n));
    const dearer = [[6_000n, 276_001n]] as const;
    expect(group.receives(purchase, dearer, 30_000n)).toMatchObject({
      refused: "purchasing.bill-above-agreed",
      because: { bill: 306_001n, agreed: 300_000n },
    });
    const tooLittle = group.decidesOn(purchase, 306_000n, "2026-03-02");
    expect(group.refused(group.receives(purchase, dearer, 30_000n, tooLittle))).toBe("purchasing.bill-above-agreed");
    done(group.receives(purchase, dearer, 30_000n, group.decidesOn(purchase, 307_000n, "2026-03-02")));
    const owed = members.map(member => group.holds(purchase, member).receivable);
    // 1,000.17, 2,000.33 and 3,000.50 more: the coin that is left goes to the largest remainder.
    expect(owed).toEqual([1_000n, 2_000n, 3_001n]);
    expect(group.holds(purchase).clearing).toBe(-6_001n);
    expect(group.handsOut(purchase, members[2])).toMatchObject({ refused: "purchasing.pays-first", because: { owed: 3_001n } });
    expect(group.refused(group.pays(purchase, members[2], 3_002n))).toBe("purchasing.more-than-owed");
    members.forEach((member, at) => done(group.pays(purchase, member, owed[at]!)));
    expect(group.refused(group.paysSupplier(purchase, 6_002n))).toBe("purchasing.more-than-bill");
    done(group.paysSupplier(purchase, 6_001n));
    for (const member of members) done(group.handsOut(purchase, member));
    done(group.closes(purchase));
    expect(group.box()).toBe(0n);
  });

  test("two kinds of goods, one of which did not come: who ordered only that gets all of hers back", () => {
    const { group, members } = newWeavers({});
    const purchase = group.plans({
      items: [...yarn.items, { name: "Pewarna", unit_of_measure: "piece", price: 20_000n }],
      split: "value",
      costs: 0n,
    });
    group.orders(purchase, [1_000n, 2_000n]);
    done(group.wants(purchase, members[2], 4n, { item: 2 }));
    group.agrees(purchase, 300_000n);
    done(group.pays(purchase, members[2], 80_000n));
    done(group.receives(purchase, [[3_000n, 135_000n], [0n, 0n]], 0n));
    expect(group.holds(purchase, members[2])).toMatchObject({ advances: 80_000n, receivable: 0n });
    expect(group.refused(group.handsOut(purchase, members[2]))).toBe("purchasing.nothing-for-her");
    done(group.refunds(purchase, members[2], 80_000n));
  });

  test("whatever came and whatever it cost, refunds and what is asked add up to what was paid less the bill", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 9_000n }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 }),
        fc.bigInt({ min: 0n, max: 20_000n }),
        fc.bigInt({ min: 0n, max: 900_000n }),
        fc.bigInt({ min: 0n, max: 90_000n }),
        (wanted, percents, came, amount, costs) => {
          if (sum(wanted) === 0n) return;
          const { group, members } = newWeavers({});
          const purchase = group.plans();
          group.orders(purchase, wanted);
          group.agrees(purchase, 10_000_000n);
          let paid = 0n;
          members.forEach((member, at) => {
            const part = group.pays(purchase, member, 1_000_000_000n);
            const most = "refused" in part && part.refused === "purchasing.more-than-her-part" ? BigInt(String(part.because!["left"])) : 0n;
            const pays = (most * BigInt(percents[at]!)) / 100n;
            if (pays > 0n) done(group.pays(purchase, member, pays));
            paid += pays;
          });
          done(group.receives(purchase, [[came, amount]], costs));
          const { advances, receivable, clearing } = group.holds(purchase);
          expect(advances - receivable).toBe(paid - amount - costs);
          expect(clearing).toBe(-(amount + costs));
          const shares = group.books.rows(allocationTable, { purchase_id: purchase });
          expect(sum(shares.map(row => row.goods + row.costs))).toBe(amount + costs);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("who pays later", () => {
  test("is handed her goods first where the rule says so, and the fund lays the money out meanwhile", () => {
    const { group, members, purchase } = agreed({ pay_later: true });
    group.moves(began, ["cash/loan", "IDR", 500_000n], ["other-income/loan", "IDR", -500_000n]);
    done(group.paysSupplier(purchase, 300_000n));
    done(group.receives(purchase, [[6_000n, 270_000n]], 30_000n));
    for (const member of members) done(group.handsOut(purchase, member));
    expect(group.closes(purchase)).toMatchObject({ refused: "purchasing.still-owed", because: { owed: 300_000n } });
    members.forEach((member, at) => done(group.pays(purchase, member, parts[at]!)));
    done(group.closes(purchase));
    expect(group.box()).toBe(500_000n);
  });

  test("does not where the rule says nothing of it: the supplier gets what was paid in, and no more", () => {
    const { group, members, purchase } = agreed();
    group.moves(began, ["cash/loan", "IDR", 500_000n], ["other-income/loan", "IDR", -500_000n]);
    done(group.pays(purchase, members[0], 50_000n));
    expect(group.paysSupplier(purchase, 50_001n)).toMatchObject({
      refused: "purchasing.own-money-short",
      because: { there: 50_000n, missing: 1n },
    });
    done(group.paysSupplier(purchase, 50_000n));
  });

  test("and what she never pays is borne by the group only as the members decided", () => {
    const { group, members, purchase } = received({ pay_later: true });
    expect(group.refused(group.says(writeOffEntry, { purchase, member: members[0], decision: group.id() }, "2026-03-02"))).toBe(
      "purchasing.owes-nothing",
    );
    const short = agreed({ pay_later: true });
    const { group: other, purchase: late } = short;
    const [wulan] = short.members;
    other.moves(began, ["cash/loan", "IDR", 500_000n], ["other-income/loan", "IDR", -500_000n]);
    done(other.paysSupplier(late, 300_000n));
    done(other.receives(late, [[6_000n, 270_000n]], 30_000n));
    const tooLittle = other.decidesOn(late, 49_999n, "2026-03-02", restAbout(late));
    const bears = (decision: typeof late) => other.says(writeOffEntry, { purchase: late, member: wulan, decision }, "2026-03-02");
    expect(other.refused(bears(tooLittle))).toBe("purchasing.rest-above-agreed");
    const [fact] = done(bears(other.decidesOn(late, 50_000n, "2026-03-02", restAbout(late))));
    expect(other.holds(late, wulan).receivable).toBe(0n);
    other.takesBack(fact!, "2026-03-02");
    expect(other.holds(late, wulan).receivable).toBe(50_000n);
  });
});

describe("out of savings", () => {
  const sukarela = { fund: "loan", kind: "voluntary", minimum_balance: "10000", withdrawable: "free", is_capital: false };

  test("she pays out of the product the rule names, as far as it may be withdrawn, and no cash moves", () => {
    const { group, members, purchase } = agreed({ from_savings: "sukarela" });
    group.rule("savings.product/sukarela", sukarela, began);
    group.rule("savings.product/wajib", { ...sukarela, kind: "compulsory", amount: "100", every: "meeting", withdrawable: "never" }, began);
    group.moves(began, ["cash/loan", "IDR", 60_000n], ["member-savings.sukarela/loan", "IDR", -60_000n, members[0]]);
    expect(group.refused(group.pays(purchase, members[0], 1_000n, "2026-02-02", "wajib"))).toBe(
      "purchasing.not-out-of-these-savings",
    );
    expect(group.refused(group.pays(purchase, members[1], 1_000n, "2026-02-02", "sukarela"))).toBe("savings.more-than-saved");
    done(group.pays(purchase, members[0], 50_000n, "2026-02-02", "sukarela"));
    expect(group.box()).toBe(60_000n);
    expect(group.holds(purchase, members[0]).advances).toBe(50_000n);
    done(group.paysSupplier(purchase, 50_000n));
    expect(group.box()).toBe(10_000n);
  });

  test("kept in another fund they go from its box into that of the purchase, and of another unit not at all", () => {
    const { group, members, purchase } = agreed({ from_savings: "sukarela" });
    group.rule("savings.product/sukarela", { ...sukarela, fund: "social", minimum_balance: "0" }, began);
    group.moves(began, ["cash/social", "IDR", 60_000n], ["member-savings.sukarela/social", "IDR", -60_000n, members[0]]);
    done(group.pays(purchase, members[0], 50_000n, "2026-02-02", "sukarela"));
    expect([group.box("social"), group.box("loan")]).toEqual([10_000n, 50_000n]);
    const rice = agreed({ from_savings: "padi" });
    rice.group.rule("savings.product/padi", { ...sukarela, fund: "beras", minimum_balance: "0" }, began);
    expect(rice.group.refused(rice.group.pays(rice.purchase, rice.members[0], 100n, "2026-02-02", "padi"))).toBe(
      "purchasing.savings-of-another-unit",
    );
  });
});

describe("what is left in the end", () => {
  test("becomes the group's loss or gain by a decision, and not otherwise", () => {
    const { group, members, purchase } = agreed();
    members.forEach((member, at) => done(group.pays(purchase, member, parts[at]!)));
    // The carrier took 2,000 less than his bill and never asked for it.
    done(group.paysSupplier(purchase, 298_000n));
    done(group.receives(purchase, [[6_000n, 270_000n]], 30_000n));
    for (const member of members) done(group.handsOut(purchase, member));
    expect(group.closes(purchase)).toMatchObject({ refused: "purchasing.rest-undecided", because: { rest: 2_000n } });
    const small = group.decidesOn(purchase, 1_999n, "2026-03-02", restAbout(purchase));
    expect(group.refused(group.closes(purchase, small))).toBe("purchasing.rest-above-agreed");
    const [closing] = done(group.closes(purchase, group.decidesOn(purchase, 2_000n, "2026-03-02", restAbout(purchase))));
    expect(group.books.balance({ account: "other-income/loan", unit: "IDR" })).toBe(-2_000n);
    expect(group.holds(purchase).clearing).toBe(0n);
    group.takesBack(closing!, "2026-03-02");
    expect(group.row(purchase)).toMatchObject({ status: "received", closed_on: null });
  });

  test("nothing is decided where nothing is left, and nothing is closed while goods or refunds wait", () => {
    const { group, members, purchase } = received();
    expect(group.closes(purchase)).toMatchObject({ refused: "purchasing.not-all-handed-out", because: { count: 3 } });
    for (const member of members) done(group.handsOut(purchase, member));
    expect(group.refused(group.closes(purchase, group.id()))).toBe("purchasing.nothing-left-to-decide");
    const other = agreed();
    done(other.group.pays(other.purchase, other.members[0], 50_000n));
    done(other.group.receives(other.purchase, [[0n, 0n]], 0n));
    expect(other.group.closes(other.purchase)).toMatchObject({ refused: "purchasing.still-to-refund", because: { over: 50_000n } });
  });
});

describe("planning and ordering", () => {
  test("a purchase names goods with a price, of one measure where costs go by quantity, until a day to come", () => {
    const group = new Weavers();
    const item = yarn.items[0];
    const dye = { name: "Pewarna", unit_of_measure: "piece", price: 20_000n };
    for (const [of, code] of [
      [{ items: [] }, "purchasing.no-items"],
      [{ items: [{ ...item, price: 0n }] }, "purchasing.price-missing"],
      [{ items: [{ ...item, unit_of_measure: "IDR" }] }, "purchasing.not-counted-in-money"],
      [{ items: [item, dye] }, "purchasing.quantities-of-two-units"],
      [{ order_by: day("2026-01-04") }, "purchasing.closing-day-past"],
      [{ fund: "social" }, "purchasing.fund-does-not-buy"],
      [{ purchase: group.plans() }, "purchasing.planned-before"],
    ] as const)
      expect(group.refused(group.proposes(of as never))).toBe(code);
    group.ends(group.members[0]!, "left", "2026-01-05");
    expect(group.refused(group.proposes({}))).toBe("purchasing.not-a-member");
  });

  test("each orders for herself until the closing day, an officer for anybody until it is agreed on", () => {
    const { group, members } = newWeavers({});
    const purchase = group.plans();
    const [wulan, rohani] = members;
    done(group.wants(purchase, wulan, 2_000n));
    done(group.wants(purchase, wulan, 1_500n));
    expect(group.committed(purchase, wulan)).toBe(1_500n);
    expect(group.refused(group.wants(purchase, rohani, 1_000n, { by: wulan }))).toBe("purchasing.only-for-herself");
    expect(group.refused(group.wants(purchase, wulan, 1_000n, { on: day("2026-02-02") }))).toBe("purchasing.orders-closed");
    done(group.wants(purchase, rohani, 1_000n, { by: wulan, on: day("2026-02-02"), roles: ["treasurer"] }));
    expect(group.refused(group.wants(purchase, wulan, 1_000n, { item: 2 }))).toBe("purchasing.items-differ");
    expect(group.refused(group.wants(group.id(), wulan, 1_000n))).toBe("purchasing.no-such-purchase");
    group.agrees(purchase, 300_000n);
    expect(group.refused(group.wants(purchase, wulan, 1_000n))).toBe("purchasing.not-at-this-step");
  });

  test("it is bought only by a decision about it, and not where nobody wants anything", () => {
    const { group } = newWeavers({});
    const purchase = group.plans();
    const agree = (decision: typeof purchase) => group.says(agreeEntry, { purchase, decision }, "2026-02-02");
    expect(group.refused(agree(group.decidesOn(purchase, 300_000n)))).toBe("purchasing.nobody-orders");
    group.orders(purchase, [1_000n]);
    expect(group.refused(agree(group.decidesOn(purchase, 300_000n, "2026-02-02", restAbout(purchase))))).toBe("assembly.no-decision");
    done(agree(group.decidesOn(purchase, 300_000n)));
  });

  test("a fund buys that the members share and that is money", () => {
    const group = new Weavers();
    const rule = { pay_later: false, quantities_seen: "officers" };
    expect(group.ruleRefused("purchasing.purchase/social", rule)).toMatchObject({ refused: "purchasing.fund-is-not-divisible" });
    expect(group.ruleRefused("purchasing.purchase/beras", rule)).toMatchObject({ refused: "purchasing.fund-is-not-money" });
    expect(group.ruleRefused("purchasing.purchase/none", rule)).toMatchObject({ refused: "ledger.no-such-fund" });
  });

  test("amounts are something, hers, and within what was agreed", () => {
    const { group, members, purchase } = agreed();
    expect(group.refused(group.pays(purchase, members[0], 0n))).toBe("purchasing.amount-missing");
    expect(group.pays(purchase, members[0], 50_001n)).toMatchObject({
      refused: "purchasing.more-than-her-part",
      because: { part: 50_000n, left: 50_000n },
    });
    expect(group.refused(group.paysSupplier(purchase, 300_001n))).toBe("purchasing.more-than-agreed");
    expect(group.refused(group.paysSupplier(purchase, -1n))).toBe("purchasing.supplier-has-less");
    expect(group.refused(group.receives(purchase, [], 0n))).toBe("purchasing.items-differ");
    const late = group.joins(9, "2026-02-02");
    expect(group.refused(group.pays(purchase, late, 100n))).toBe("purchasing.ordered-nothing");
  });

  test("what nobody ordered does not come", () => {
    const { group } = newWeavers({});
    const purchase = group.plans({ items: [...yarn.items, { name: "Benang biru", unit_of_measure: "kg", price: 40_000n }] });
    group.orders(purchase, [1_000n]);
    group.agrees(purchase, 300_000n);
    expect(group.receives(purchase, [[1_000n, 45_000n], [500n, 20_000n]], 0n)).toMatchObject({
      refused: "purchasing.nobody-ordered",
      because: { item: 2 },
    });
  });
});

describe("taken back", () => {
  test("a receipt is taken back whole, with its reason, and written anew", () => {
    const { group, members, purchase } = received();
    const back = () => group.says(takeBackReceiptEntry, { purchase, reason: "5 kg came, not 6" }, "2026-03-02");
    const [first] = done(group.handsOut(purchase, members[0]));
    expect(group.refused(group.handsOut(purchase, members[0]))).toBe("purchasing.handed-out-before");
    expect(back()).toMatchObject({ refused: "purchasing.hand-outs-first", because: { count: 1 } });
    group.takesBack(first!, "2026-03-02");
    expect(done(back())).toHaveLength(4);
    expect(group.row(purchase)).toMatchObject({ status: "agreed", bill: null });
    expect(group.item(purchase)).toMatchObject({ received: null, amount: null });
    expect(group.holds(purchase)).toEqual({ advances: 300_000n, receivable: 0n, clearing: 300_000n });
    done(group.receives(purchase, [[5_000n, 225_000n]], 30_000n));
    expect(group.holds(purchase).advances).toBe(45_000n);
  });

  test("one part of a receipt is not taken back alone", () => {
    const { group, purchase } = received();
    const charge = group.facts.find(fact => fact.kind === "purchasing.charged")!;
    expect(group.takesBack(charge, "2026-03-02")).toMatchObject({ refused: "purchasing.take-back-all-of-it" });
    expect(group.row(purchase).status).toBe("received");
  });

  test("an agreement is taken back while there is no money of it, and may be agreed on again", () => {
    const { group, members, purchase } = agreed();
    const agreement = group.facts.find(fact => fact.kind === "purchasing.agreed")!;
    const [paid] = done(group.pays(purchase, members[0], 50_000n));
    expect(group.takesBack(agreement, "2026-02-02")).toMatchObject({ refused: "purchasing.reverse-later-first" });
    group.takesBack(paid!, "2026-02-02");
    expect(group.box()).toBe(0n);
    group.takesBack(agreement, "2026-02-02");
    expect(group.row(purchase)).toMatchObject({ status: "open", agreed: null });
    // Its accounts stay open, and are not opened twice.
    expect(group.agrees(purchase, 300_000n)).toHaveLength(1);
  });

  test("what was paid to the supplier, or refunded, is taken back by itself", () => {
    const { group, members, purchase } = agreed();
    done(group.pays(purchase, members[0], 50_000n));
    const [supplier] = done(group.paysSupplier(purchase, 20_000n));
    group.takesBack(supplier!, "2026-02-02");
    expect(group.holds(purchase).clearing).toBe(0n);
    expect(group.refused(group.refunds(purchase, members[0], 1n))).toBe("purchasing.refunds-more-than-over");
    done(group.commands(cancel, { purchase, reason: "The shop is closed" }, "2026-02-02"));
    const [refund] = done(group.refunds(purchase, members[0], 50_000n));
    group.takesBack(refund!, "2026-02-02");
    expect(group.holds(purchase).advances).toBe(50_000n);
  });

  test("a purchase is cancelled while the supplier has nothing, and the cancelling itself can be taken back", () => {
    const { group, members, purchase } = agreed();
    const say = () => group.commands(cancel, { purchase, reason: "The shop is closed" }, "2026-02-02");
    done(group.pays(purchase, members[0], 50_000n));
    const [paid] = done(group.paysSupplier(purchase, 20_000n));
    expect(group.refused(say())).toBe("purchasing.supplier-has-money");
    group.takesBack(paid!, "2026-02-02");
    const [fact] = done(say());
    expect(group.row(purchase).status).toBe("cancelled");
    expect(group.refused(group.refunds(purchase, members[0], 0n))).toBe("purchasing.amount-missing");
    group.takesBack(fact!, "2026-02-02");
    expect(group.row(purchase).status).toBe("agreed");
  });
});

describe("while a purchase is under way", () => {
  test("who ordered or paid does not leave, and its fund is not shared out", () => {
    const { group, members, purchase } = agreed();
    expect(refusalToLeave(members[0], 1, group.books)).toMatchObject({ refused: "purchasing.leaves-with-purchase" });
    expect(refusalToShareOut("loan", group.books)).toBeNull();
    done(group.pays(purchase, members[0], 50_000n));
    expect(refusalToShareOut("loan", group.books)).toMatchObject({ refused: "purchasing.fund-is-buying" });
    const over = received();
    for (const member of over.members) done(over.group.handsOut(over.purchase, member));
    done(over.group.closes(over.purchase));
    expect(refusalToLeave(over.members[0], 1, over.group.books)).toBeNull();
    expect(refusalToShareOut("loan", over.group.books)).toBeNull();
  });
});
