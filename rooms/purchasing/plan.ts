import { command, need, type Project, put, refuse, unitOf, type Uuid } from "#base";
import { needsRule } from "#assembly";
import { fundTable } from "#ledger";
import { membershipTable } from "#members";
import { refuseStranger, ruleOfFund } from "./purchase.ts";
import { purchaseRule } from "./rules.ts";
import { itemTable, purchaseTable, type Split, splits } from "./tables.ts";

/** As many kinds of goods as one asks about at a table, one after the other. */
export const itemsMax = 6;

/**
 * A member proposes what to buy together: from whom, at which price, with which other costs, and until when everybody says
 * how much she wants. Nothing is owed by it; the members decide at a meeting.
 */
export const plan = command({
  name: "purchasing.plan",
  fields: {
    purchase: { is: "uuid" },
    fund: { is: "code" },
    name: { is: "text", max: 60 },
    supplier: { is: "text", max: 80 },
    items: {
      is: "list",
      max: itemsMax,
      of: {
        is: "group",
        of: { name: { is: "text", max: 60 }, unit_of_measure: { is: "unit" }, price: { is: "amount" } },
      },
    },
    /** Transport, unloading and the like, in all. */
    costs: { is: "amount" },
    split: { is: "choice", of: splits },
    order_by: { is: "day" },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [
    need.all(purchaseTable),
    need.all(fundTable),
    need.all(membershipTable),
    needsRule(purchaseRule, body.fund),
  ],
  decide({ body, on }, books, { by }) {
    const { purchase, fund, items, costs, split, order_by } = body;
    const stranger = refuseStranger(by, books);
    if (stranger) return stranger;
    const rule = ruleOfFund(fund, on, books);
    if ("refused" in rule) return rule;
    if (books.row(purchaseTable, { purchase_id: purchase })) return refuse("purchasing.planned-before");
    if (items.length === 0) return refuse("purchasing.no-items");
    if (items.some(({ price }) => price === 0n)) return refuse("purchasing.price-missing");
    if (items.some(({ unit_of_measure }) => unitOf(unit_of_measure)?.kind !== "thing"))
      return refuse("purchasing.not-counted-in-money");
    if (split === "quantity" && new Set(items.map(one => one.unit_of_measure)).size > 1)
      return refuse("purchasing.quantities-of-two-units");
    if (order_by < on) return refuse("purchasing.closing-day-past", { order_by, on });
    const number = 1 + Math.max(0, ...books.rows(purchaseTable).map(row => row.number));
    const text = (field: string, said: string) => ({ about: "purchasing.purchase", id: purchase, field, text: said });
    return {
      facts: [
        {
          kind: "purchasing.planned",
          on,
          lines: [],
          data: {
            purchase,
            number: String(number),
            fund,
            cur: books.row(fundTable, { fund })!.unit,
            items: items.map(({ unit_of_measure, price }) => ({ uom: unit_of_measure, price: String(price) })),
            costs: String(costs),
            split,
            order_by,
          },
          texts: [
            text("name", body.name),
            text("supplier", body.supplier),
            ...items.map((item, place) => text(itemText(place + 1), item.name)),
          ],
        },
      ],
      answer: { number: String(number) },
    };
  },
});

/** Under which name it is kept what an item is called. */
export const itemText = (item: number): string => `item_${item}`;

export const planned: Project = fact => {
  const data = fact.data as {
    purchase: Uuid;
    number: string;
    fund: string;
    cur: string;
    items: readonly { uom: string; price: string }[];
    costs: string;
    split: Split;
    order_by: typeof fact.on;
  };
  return [
    put(purchaseTable, {
      purchase_id: data.purchase,
      number: Number(data.number),
      fund: data.fund,
      unit: data.cur,
      status: "open",
      split: data.split,
      order_by: data.order_by,
      planned_on: fact.on,
      planned_costs: BigInt(data.costs),
      actual_costs: null,
      decision_id: null,
      agreed: null,
      bill_decision_id: null,
      bill: null,
      received_on: null,
      received_seq: null,
      closed_on: null,
    }),
    ...data.items.map(({ uom, price }, place) =>
      put(itemTable, {
        purchase_id: data.purchase,
        item: place + 1,
        unit_of_measure: uom,
        price: BigInt(price),
        received: null,
        amount: null,
      }),
    ),
  ];
};
