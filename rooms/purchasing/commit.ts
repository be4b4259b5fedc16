import { command, type MemberId, need, type Project, put, refuse, type Uuid } from "#base";
import { isOfficer, membershipTable } from "#members";
import { itemsMax } from "./plan.ts";
import { itemsOf, needsPurchase, purchaseIn, refuseStranger } from "./purchase.ts";
import { commitmentTable } from "./tables.ts";

/**
 * How much she wants of each item: said by herself on her phone until the closing day, or by an officer for her until the
 * members decide. Said again, the new quantities stand in place of the old; nothing of an item takes it back.
 */
export const commit = command({
  name: "purchasing.commit",
  fields: {
    purchase: { is: "uuid" },
    member: { is: "member" },
    quantities: {
      is: "list",
      max: itemsMax,
      of: { is: "group", of: { item: { is: "count", max: itemsMax }, quantity: { is: "amount" } } },
    },
  },
  sayableBy: ["anyone"],
  needs: ({ body }) => [...needsPurchase(body.purchase), need.row(membershipTable, { member_id: body.member })],
  decide({ body: { purchase, member, quantities }, on }, books, { by, roles }) {
    const row = purchaseIn(purchase, ["open"], books);
    if ("refused" in row) return row;
    // What others want is not hers to say.
    if (member !== by && !isOfficer(roles)) return refuse("purchasing.only-for-herself");
    if (on > row.order_by && !isOfficer(roles)) return refuse("purchasing.orders-closed", { order_by: row.order_by });
    const stranger = refuseStranger(member, books);
    if (stranger) return stranger;
    const items = new Set(itemsOf(purchase, books).map(one => one.item));
    const said = new Set(quantities.map(one => one.item));
    if (quantities.length === 0 || said.size !== quantities.length || [...said].some(item => !items.has(item)))
      return refuse("purchasing.items-differ");
    return {
      facts: [
        {
          kind: "purchasing.committed",
          on,
          member,
          lines: [],
          data: {
            purchase,
            quantities: quantities.map(({ item, quantity }) => ({ item: String(item), quantity: String(quantity) })),
          },
        },
      ],
    };
  },
});

export const committed: Project = fact => {
  const data = fact.data as { purchase: Uuid; quantities: readonly { item: string; quantity: string }[] };
  return data.quantities.map(({ item, quantity }) =>
    put(commitmentTable, {
      purchase_id: data.purchase,
      item: Number(item),
      member_id: fact.member as MemberId,
      quantity: BigInt(quantity),
    }),
  );
};
