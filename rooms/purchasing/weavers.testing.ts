/** Weavers who buy yarn together, in memory, for the tests of this room. */
import {
  type BodyOf,
  day,
  type Document,
  type MemberId,
  type Minor,
  type RecordedFact,
  type Refusal,
  type Role,
  sum,
  type Uuid,
} from "#base";
import { assembly } from "#assembly";
import { ledger, openFund } from "#ledger";
import { members } from "#members";
import { savings } from "#savings";
import { BooksOnPaper, done } from "../../tests/village/books-on-paper.ts";
import { agreeEntry, purchaseAbout } from "./agree.ts";
import { closeEntry } from "./close.ts";
import { commit } from "./commit.ts";
import { commitmentTable, itemTable, purchaseTable } from "./tables.ts";
import { handOutEntry } from "./hand-out.ts";
import { purchasing, refusalToReverse } from "./index.ts";
import { payInEntry } from "./pay-in.ts";
import { paySupplierEntry } from "./pay-supplier.ts";
import { plan } from "./plan.ts";
import { accountsOf } from "./purchase.ts";
import { receiveEntry } from "./receive.ts";
import { refundEntry } from "./refund.ts";

export { done, shown } from "../../tests/village/books-on-paper.ts";

export const began = "2026-01-05";

export class Weavers extends BooksOnPaper {
  readonly members: readonly MemberId[];

  constructor(size = 3, rule: Readonly<Record<string, Document>> = {}) {
    super({ rooms: [ledger, members, assembly, savings, purchasing], room: purchasing, refusalToReverse });
    for (const [fund, nature] of [["loan", "divisible"], ["social", "restricted"]] as const)
      this.record([openFund({ fund, unit: "IDR", nature, isLendable: false, on: day(began) })]);
    this.record([openFund({ fund: "beras", unit: "kg", nature: "divisible", isLendable: false, on: day(began) })]);
    this.rule("purchasing.purchase/loan", { pay_later: false, quantities_seen: "officers", ...rule }, began);
    this.members = Array.from({ length: size }, (_, index) => this.joins(index + 1, began));
  }

  /** Yarn at 45,000 a kilogram, carried for 30,000, unless said otherwise. */
  plans(of: Partial<BodyOf<typeof plan.fields>> = {}): Uuid {
    const purchase = this.id();
    done(this.proposes({ ...of, purchase }));
    return purchase;
  }

  proposes(of: Partial<BodyOf<typeof plan.fields>>) {
    return this.commands(plan, { ...yarn, purchase: this.id(), ...of }, began, this.members[0], new Set());
  }

  /** Each says for herself how much she wants, in member order; minor units of the item's measure. */
  orders(purchase: Uuid, quantities: readonly bigint[], item = 1): void {
    quantities.forEach((quantity, index) => done(this.wants(purchase, this.members[index]!, quantity, { item })));
  }

  wants(
    purchase: Uuid,
    member: MemberId,
    quantity: bigint,
    { item = 1, by = member, on = began, roles = [] as readonly Role[] } = {},
  ) {
    const body = { purchase, member, quantities: [{ item, quantity }] };
    return this.commands(commit, body, on, by, new Set(roles));
  }

  agrees(purchase: Uuid, amount: Minor, on = "2026-02-02"): readonly RecordedFact[] {
    const decision = this.decidesOn(purchase, amount, on);
    return done(this.says(agreeEntry, { purchase, decision }, on));
  }

  decidesOn(purchase: Uuid, amount: Minor, on = "2026-02-02", about = purchaseAbout(purchase)): Uuid {
    return this.decides("purchase", about, on, true, { amount: String(amount) });
  }

  pays(purchase: Uuid, member: MemberId, amount: Minor, on = "2026-02-02", from?: string) {
    return this.says(payInEntry, { purchase, member, amount, from }, on);
  }

  paysSupplier(purchase: Uuid, amount: Minor, on = "2026-02-02") {
    return this.says(paySupplierEntry, { purchase, amount }, on);
  }

  receives(purchase: Uuid, items: readonly (readonly [quantity: bigint, amount: Minor])[], costs: Minor, decision?: Uuid) {
    const said = items.map(([quantity, amount], index) => ({ item: index + 1, quantity, amount }));
    return this.says(receiveEntry, { purchase, items: said, costs, decision }, "2026-03-02");
  }

  handsOut(purchase: Uuid, member: MemberId) {
    return this.says(handOutEntry, { purchase, member }, "2026-03-02");
  }

  refunds(purchase: Uuid, member: MemberId, amount: Minor, kept?: true) {
    return this.says(refundEntry, { purchase, member, amount, kept }, "2026-03-02");
  }

  closes(purchase: Uuid, decision?: Uuid) {
    return this.says(closeEntry, { purchase, decision }, "2026-03-02");
  }

  /** What its accounts hold: paid in and not used, owed by members, and with the supplier. Minor units. */
  holds(purchase: Uuid, member?: MemberId) {
    const codes = accountsOf(this.row(purchase));
    const of = (account: (typeof codes)["advances"]): Minor =>
      sum(
        this.books
          .balances({ account })
          .filter(one => member === undefined || one.member === member)
          .map(one => one.balance),
      );
    return {
      advances: -of(codes.advances),
      receivable: of(codes.receivable),
      clearing: this.books.balance({ account: codes.clearing, unit: "IDR" }),
    };
  }

  row(purchase: Uuid) {
    return this.books.row(purchaseTable, { purchase_id: purchase })!;
  }
  item(purchase: Uuid, item = 1) {
    return this.books.row(itemTable, { purchase_id: purchase, item })!;
  }
  committed(purchase: Uuid, member: MemberId, item = 1): bigint | undefined {
    return this.books.row(commitmentTable, { purchase_id: purchase, item, member_id: member })?.quantity;
  }
  box(fund = "loan"): Minor {
    return this.books.balance({ account: `cash/${fund}`, unit: "IDR" });
  }

  refused(result: readonly RecordedFact[] | RecordedFact | Refusal): string | undefined {
    return "refused" in result ? String(result.refused) : undefined;
  }
}

export const yarn = {
  fund: "loan",
  name: "Benang katun",
  supplier: "Toko Sinar Benang",
  items: [{ name: "Benang merah", unit_of_measure: "kg", price: 45_000n }],
  costs: 30_000n,
  split: "quantity",
  order_by: day("2026-02-01"),
} as const;
