/**
 * What the screens of buying together ask. What is bought, from whom, what it costs and how it is split is for every member to
 * see, and her own part. What each of the others orders officers see, or by the group's rule all; what she pays only officers.
 * Amounts and quantities are decimal strings of minor units.
 */
import { type Asked, isUuid, type MemberId, need, type Question, type Role, units } from "#base";
import type { PoolClient } from "#db";
import { needsRules, ruleOn, rulesOn } from "#assembly";
import { finderOf, ruleNamesOf, whoSees, written } from "#assembly/server";
import { fundTable } from "#ledger";
import { loadBooks } from "#ledger/server";
import { isOfficer, membershipTable } from "#members";
import { readTexts } from "#members/server";
import { needsUnderWayOf, type UnderWay, underWayOf } from "./at-the-table.ts";
import { itemText } from "./plan.ts";
import { purchaseRule } from "./rules.ts";
import { commitmentTable, itemTable, type PurchaseRow, purchaseTable } from "./tables.ts";

type AskedHere = Asked<PoolClient>;
type Loaded = Awaited<ReturnType<typeof loadBooks>>;

const scribes: readonly Role[] = ["treasurer", "secretary", "chair"];

/** Of the list only what is under way is worked out in full. */
const loadPurchases = ({ client, organisation, params }: AskedHere): Promise<Loaded> =>
  loadBooks(client, organisation, books => {
    const first = [need.all(purchaseTable), need.all(membershipTable), need.all(fundTable), needsRules];
    if (!books.isCovered(purchaseTable, {})) return first;
    return [
      ...first,
      ...books
        .rows(purchaseTable)
        .filter(row => row.status !== "closed" || row.purchase_id === params["purchase"])
        .flatMap(needsUnderWayOf),
    ];
  });

export interface PurchaseTexts {
  readonly name: string | null;
  readonly supplier: string | null;
  readonly reason: string | null;
  item(item: number): string | null;
}

/** What purchases, suppliers and goods are called, by purchase. `client` is inside a `read` of the organisation. */
export async function textsOfPurchases({
  client,
  organisation,
  masterKey,
}: Pick<AskedHere, "client" | "organisation" | "masterKey">): Promise<(purchase: string) => PurchaseTexts> {
  const texts = await readTexts(client, organisation, ["purchasing.purchase"], Buffer.from(masterKey));
  const text = (purchase: string, field: string) => texts.get(`purchasing.purchase/${purchase}/${field}`) ?? null;
  return purchase => ({
    name: text(purchase, "name"),
    supplier: text(purchase, "supplier"),
    reason: text(purchase, "reason"),
    item: item => text(purchase, itemText(item)),
  });
}

export type PurchasesSeen = Awaited<ReturnType<typeof askPurchases>>;
/** All purchases, the newest first, and whether another can be proposed. */
async function askPurchases(asked: AskedHere) {
  const { member, today } = asked;
  const books = await loadPurchases(asked);
  const texts = await textsOfPurchases(asked);
  return {
    ...written({
      on: today,
      mayPlan: isBuyer(member, books) && fundsThatBuy(asked, books).length > 0,
      purchases: [...books.rows(purchaseTable)]
        .sort((a, b) => b.number - a.number)
        .map(row => ({
          purchase: row.purchase_id,
          name: texts(row.purchase_id).name,
          supplier: texts(row.purchase_id).supplier,
          status: row.status,
          unit: row.unit,
          orderBy: row.order_by,
          closedOn: row.closed_on,
          amount: row.bill ?? row.agreed ?? plannedIn(row, asked, books),
          isMine:
            row.status !== "closed" &&
            books
              .rows(commitmentTable, { purchase_id: row.purchase_id })
              .some(one => one.member_id === member && one.quantity > 0n),
        })),
    }),
  };
}

const plannedIn = (row: PurchaseRow, { today }: AskedHere, books: Loaded): bigint =>
  row.status === "closed" ? 0n : underWayOf(row, books, today).planned;

const isBuyer = (member: MemberId, books: Loaded): boolean => {
  const row = books.row(membershipTable, { member_id: member });
  return row?.kind === "member" && row.status === "active";
};

const fundsThatBuy = ({ today }: AskedHere, books: Loaded) =>
  rulesOn(purchaseRule, today, books).map(({ code, value }) => ({ fund: code, payLater: value.pay_later }));

export type PlanSeen = Awaited<ReturnType<typeof askPlan>>;
/** What must be known to propose a purchase. */
async function askPlan(asked: AskedHere) {
  const books = await loadPurchases(asked);
  const funds = fundsThatBuy(asked, books);
  return {
    ...written({
      on: asked.today,
      mayPlan: isBuyer(asked.member, books) && funds.length > 0,
      funds: funds.map(({ fund }) => ({ fund, unit: books.row(fundTable, { fund })?.unit ?? "" })),
      measures: Object.values(units)
        .filter(unit => unit.kind === "thing" && unit.code !== "day")
        .map(unit => unit.code),
    }),
    names: await ruleNamesOf(asked),
  };
}

export type PurchaseSeen = NonNullable<Awaited<ReturnType<typeof askPurchase>>>;
/** One purchase: the whole of it, and what is hers. */
async function askPurchase(asked: AskedHere) {
  const { member, roles, today, params } = asked;
  const id = params["purchase"] ?? "";
  if (!isUuid(id)) return null;
  const books = await loadPurchases(asked);
  const row = books.row(purchaseTable, { purchase_id: id });
  if (!row) return null;
  const texts = (await textsOfPurchases(asked))(id);
  const find = await finderOf(asked);
  const now = underWayOf(row, books, today);
  const seesAll = isOfficer(roles);
  const seesQuantities = seesAll || ruleOn(purchaseRule, today, books, row.fund)?.quantities_seen === "members";
  const isScribe = scribes.some(role => roles.has(role));
  const isOpen = row.status === "open";
  const ordersOf = (whose: MemberId) => ordersIn(row, whose, books);
  return {
    ...written({
      on: today,
      purchase: id,
      number: row.number,
      name: texts.name,
      supplier: texts.supplier,
      reason: texts.reason,
      fund: row.fund,
      unit: row.unit,
      status: row.status,
      split: row.split,
      orderBy: row.order_by,
      plannedOn: row.planned_on,
      receivedOn: row.received_on,
      closedOn: row.closed_on,
      agreed: row.agreed,
      planned: now.planned,
      bill: row.bill,
      costs: row.actual_costs ?? row.planned_costs,
      withSupplier: now.clearing,
      own: now.own,
      payLater: now.payLater,
      items: itemsSeen(now, books, texts),
      mine: partSeen(now, member),
      ordered: ordersOf(member),
      buyers: now.buyers.length,
      others: seesQuantities
        ? now.buyers.map(buyer => ({
            who: find(buyer.member),
            quantities: buyer.quantities,
            handedOutOn: buyer.handedOutOn,
            money: seesAll ? { part: buyer.part, toPay: buyer.toPay, over: buyer.over } : null,
          }))
        : [],
      mayOrder: isOpen && isBuyer(member, books) && (isScribe || today <= row.order_by),
      mayCancel: isScribe && (isOpen || row.status === "agreed"),
      isScribe,
      people:
        isOpen && seesAll
          ? books
              .rows(membershipTable)
              .filter(one => one.kind === "member" && one.status === "active")
              .map(one => ({ ...find(one.member_id), ordered: ordersOf(one.member_id) }))
              .sort((a, b) => a.number - b.number)
          : [],
    }),
    names: await ruleNamesOf(asked),
  };
}

const ordersIn = (row: PurchaseRow, member: MemberId, books: Loaded) =>
  books
    .rows(commitmentTable, { purchase_id: row.purchase_id })
    .filter(one => one.member_id === member && one.quantity > 0n)
    .map(({ item, quantity }) => ({ item, quantity }));

const partSeen = ({ buyers }: UnderWay, member: MemberId) => {
  const hers = buyers.find(one => one.member === member);
  return hers
    ? {
        part: hers.part,
        quantities: hers.quantities,
        toPay: hers.toPay,
        over: hers.over,
        paid: hers.advances,
        handedOutOn: hers.handedOutOn,
      }
    : null;
};

const itemsSeen = ({ row, goods }: UnderWay, books: Loaded, texts: PurchaseTexts) =>
  goods.map(one => {
    const { received, amount } = books.row(itemTable, { purchase_id: row.purchase_id, item: one.item })!;
    return {
      item: one.item,
      name: texts.item(one.item),
      measure: one.unit_of_measure,
      price: one.price,
      ordered: one.quantity,
      planned: one.amount,
      received,
      amount,
    };
  });

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "purchasing.purchases": { who: ["anyone"], ask: asked => askPurchases(whoSees(asked)) },
  "purchasing.plan": { who: ["anyone"], ask: asked => askPlan(whoSees(asked)) },
  "purchasing.purchase": { who: ["anyone"], params: ["purchase"], ask: asked => askPurchase(whoSees(asked)) },
};
