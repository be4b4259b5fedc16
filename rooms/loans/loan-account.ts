import { assert, type Day, type Minor, sum } from "#base";
import { type OwedPart, owedParts, type PaymentOrder } from "./payment-order.ts";

/** What one payment was used for. The four parts and `over` add up to it; `over` is more than was owed. */
export interface UsedPayment {
  readonly on: Day;
  readonly amount: Minor;
  readonly used: Record<OwedPart, Minor>;
  over: Minor;
  /** The last day on which some of it was used: later than its own where it was too much at first. */
  usedOn: Day;
}

/** An instalment as the account holds it: what it asks for and what came in for it. */
export interface OwedRow {
  readonly index: number;
  readonly due: Day;
  readonly isDownPayment: boolean;
  readonly owed: Record<OwedPart, Minor>;
  readonly paid: Record<OwedPart, Minor>;
  /** Of `owed`, charges that are due on a day before the instalment. */
  readonly early: { readonly on: Day; readonly part: OwedPart; readonly amount: Minor }[];
  /** Of its penalties, those for being late. */
  forBeingLate: Minor;
}

/** What is asked for and what was paid, by instalment. Rows are added in the order in which they fall due. */
export class LoanAccount {
  readonly rows: OwedRow[] = [];
  readonly payments: UsedPayment[] = [];
  readonly #order: PaymentOrder;
  /** No row before this one is open. */
  #firstOpen = 0;
  #openPrincipal = 0n;

  constructor(order: PaymentOrder) {
    this.#order = order;
  }

  add(due: Day, isDownPayment: boolean): OwedRow {
    const row: OwedRow = {
      index: this.rows.length,
      due,
      isDownPayment,
      owed: nothing(),
      paid: nothing(),
      early: [],
      forBeingLate: 0n,
    };
    this.rows.push(row);
    return row;
  }

  /** A row asks for so much more. */
  ask(row: OwedRow, part: OwedPart, amount: Minor): void {
    row.owed[part] += amount;
    if (part === "principal" && !row.isDownPayment) this.#openPrincipal += amount;
    if (row.index < this.#firstOpen) this.#firstOpen = row.index;
  }

  /** A charge of a row that is due before its instalment. */
  askEarly(row: OwedRow, part: OwedPart, amount: Minor, on: Day): void {
    this.ask(row, part, amount);
    row.early.push({ on, part, amount });
  }

  /** Principal that instalments ask for and that is not paid; down payments are not in it. */
  get openPrincipal(): Minor {
    return this.#openPrincipal;
  }

  /** Interest that instalments ask for and that is not paid, of those for which `counts` holds. */
  openInterest(counts: (row: OwedRow) => boolean): Minor {
    let open = 0n;
    for (const row of this.#openRows()) if (counts(row)) open += openOf(row, "interest");
    return open;
  }

  /** Uses money for what is due by a day. Returns what is left of it. */
  payDue(amount: Minor, on: Day, used: Record<OwedPart, Minor>): Minor {
    let left = amount;
    for (const row of this.#openRows()) {
      if (left === 0n) break;
      if (row.due > on && row.early.length === 0) continue;
      for (const part of this.#order.due) left -= this.settle(row, part, left, dueOf(row, part, on), used);
    }
    return left;
  }

  /** Uses money for instalments to come, the next one first, and for no more principal than is owed. Returns what is left. */
  payAhead(amount: Minor, principalOwed: Minor, used: Record<OwedPart, Minor>): Minor {
    let left = amount;
    let principalLeft = principalOwed;
    for (const row of this.#openRows()) {
      if (left === 0n) break;
      for (const part of this.#order.inAdvance) {
        const open = openOf(row, part);
        const settled = this.settle(row, part, left, part === "principal" ? least(open, principalLeft) : open, used);
        if (part === "principal") principalLeft -= settled;
        left -= settled;
      }
    }
    return left;
  }

  /** Everything that is open is paid on this day. */
  payAll(on: Day): void {
    const used = nothing();
    for (const row of this.#openRows())
      for (const part of owedParts) this.settle(row, part, openOf(row, part), openOf(row, part), used);
    this.payments.push({ on, amount: sum(Object.values(used)), used, over: 0n, usedOn: on });
  }

  /** What was too much once is used for what fell due since. */
  payDueFromOver(on: Day): void {
    for (const payment of this.payments) {
      if (payment.over === 0n) continue;
      const left = this.payDue(payment.over, on, payment.used);
      if (left < payment.over) payment.usedOn = on;
      payment.over = left;
    }
  }

  /** Pays up to `open` of a part, and no more than there is. Returns how much. */
  settle(row: OwedRow, part: OwedPart, left: Minor, open: Minor, used: Record<OwedPart, Minor>): Minor {
    assert(open >= 0n && left >= 0n, "no more is paid of a part than it asks for");
    const settled = least(left, open);
    row.paid[part] += settled;
    used[part] += settled;
    if (part === "principal" && !row.isDownPayment) this.#openPrincipal -= settled;
    return settled;
  }

  *#openRows(): Generator<OwedRow> {
    const { rows } = this;
    while (this.#firstOpen < rows.length && !isOpen(rows[this.#firstOpen]!)) this.#firstOpen += 1;
    for (let index = this.#firstOpen; index < rows.length; index += 1) yield rows[index]!;
  }
}

export const nothing = (): Record<OwedPart, Minor> => ({ penalties: 0n, fees: 0n, interest: 0n, principal: 0n });
export const openOf = ({ owed, paid }: OwedRow, part: OwedPart): Minor => owed[part] - paid[part];
const least = (a: Minor, b: Minor): Minor => (a < b ? a : b);
const isOpen = (row: OwedRow): boolean => owedParts.some(part => openOf(row, part) > 0n);

/** What of a part is due by a day and open: all of an instalment that fell due, and charges before it. */
function dueOf(row: OwedRow, part: OwedPart, on: Day): Minor {
  if (row.due <= on) return openOf(row, part);
  const asked = sum(row.early.filter(one => one.part === part && one.on <= on).map(({ amount }) => amount));
  return asked > row.paid[part] ? asked - row.paid[part] : 0n;
}
