/** They buy together: it is planned, each says how much she wants, all agree, pay in, and share what came. */
import { addDays, sum } from "#base";
import { needsUnderWay, purchaseAbout, underWay } from "#purchasing";
import type { Play } from "./scene.ts";

export interface Purchase {
  readonly what: "purchase";
  readonly fund: string;
  readonly name: string;
  readonly supplier: string;
  readonly by: number;
  /** Price of a whole unit of measure. */
  readonly item: { readonly name: string; readonly unit_of_measure: string; readonly price: bigint };
  readonly costs: bigint;
  /** Who wants how much, in the smallest part of the measure. */
  readonly wants: readonly (readonly [number, bigint])[];
  /** What came of it in the end; absent where they still say what they want. */
  readonly came?: bigint;
}

/** Until when each says how much she wants. */
const orderDays = 18;

export const purchase: Play<Purchase> = {
  there: ({ wants, came }, since) => (came === undefined || since > 3 ? [] : wants.map(([number]) => number)),
  async between({ fund, name, supplier, by, item, costs, wants }, here) {
    if (here.since !== 0) return;
    const id = here.idOf("purchase");
    const planned = { purchase: id, fund, name, supplier, items: [item], costs, split: "quantity" };
    await here.say("purchasing.plan", { ...planned, order_by: addDays(here.day, orderDays) }, here.woman(by));
    for (const [number, quantity] of wants) {
      const member = here.woman(number);
      await here.say("purchasing.commit", { purchase: id, member, quantities: [{ item: 1, quantity }] }, member);
    }
  },
  needs: ({ came }, books, { since }) => (came === undefined || since > 3 ? [] : needsUnderWay(books)),
  lines(turn, here) {
    const { came, costs, wants } = turn;
    if (came === undefined || here.since > 3) return [];
    const id = here.idOf("purchase");
    const { goods, planned, buyers } = underWay(here.books, here.on).find(one => one.row.purchase_id === id)!;
    if (here.since === 0) {
      const decision = here.idOf("decision");
      const said = { decision, question: "purchase", about: purchaseAbout(id), value: { amount: String(planned) } };
      return [
        here.line("assembly.decision", { ...said, ...here.votes }),
        here.line("purchasing.agree", { purchase: id, decision }),
      ];
    }
    if (here.since === 1) {
      const paid = buyers.map(({ member, toPay }) => here.line("purchasing.pay-in", { purchase: id, member, amount: toPay }));
      return [...paid, here.line("purchasing.pay-supplier", { purchase: id, amount: planned })];
    }
    if (here.since === 2) {
      // Less came than was ordered: the shop gives back what it was not worth.
      const worth = (goods[0]!.amount * came) / sum(wants.map(([, quantity]) => quantity));
      const bill = { purchase: id, items: [{ item: 1, quantity: came, amount: worth }], costs };
      const back = worth + costs - planned;
      return [
        ...(back === 0n ? [] : [here.line("purchasing.pay-supplier", { purchase: id, amount: back })]),
        here.line("purchasing.receive", bill),
      ];
    }
    return [
      ...buyers.flatMap(({ member, over }) =>
        over === 0n ? [] : [here.line("purchasing.refund", { purchase: id, member, amount: over })],
      ),
      ...buyers.map(({ member }) => here.line("purchasing.hand-out", { purchase: id, member })),
      here.line("purchasing.close", { purchase: id }),
    ];
  },
};
