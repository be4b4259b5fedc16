/** A circle of women in memory, for the tests of this room. */
import { type AccountCode, day, type MemberId, type Minor, put } from "#base";
import { assembly } from "#assembly";
import { account, ledger, openFund } from "#ledger";
import { members } from "#members";
import { BooksOnPaper, done } from "../../tests/village/books-on-paper.ts";
import { beginEntry } from "./begin.ts";
import { bringEntry } from "./bring.ts";
import { handOverEntry } from "./hand-over.ts";
import { pots, refusalToReverse } from "./index.ts";
import { roundsOf, runningPot, seatsOf } from "./pot.ts";
import { lastSealTable, type PotRow, potTable, type RoundRow, type SeatRow } from "./tables.ts";

export { done, shown } from "../../tests/village/books-on-paper.ts";

export const began = "2026-01-05";
/** Of the seal before; "7H2K…" in the paper book is worked out of it. */
const chain = "5a".repeat(32);

export type Terms = Partial<Parameters<(typeof beginEntry)["decide"]>[0]>;

export class Circle extends BooksOnPaper {
  readonly members: readonly MemberId[];

  constructor(size: number) {
    super({ rooms: [ledger, members, assembly, pots], room: pots, refusalToReverse });
    this.record([openFund({ fund: "loan", unit: "IDR", nature: "divisible", isLendable: true, on: day(began) })]);
    this.members = Array.from({ length: size }, (_, index) => this.joins(index + 1, began));
  }

  /** A meeting was sealed: its code is in the books. */
  sealed(chain_hash = chain): void {
    this.books.apply([put(lastSealTable, { of_organisation: "o" as never, held_on: day(began), chain_hash })]);
  }

  begins(of: Terms = {}, on = began) {
    const pot = of.pot ?? "pot-2";
    const amount = of.amount ?? 50_000n;
    const decision = of.decision ?? this.decides("other", `pot/${pot}`, on, true, { amount: String(amount) });
    const body = {
      name: "Arisan Melati",
      unit: "IDR",
      every: "meeting" as const,
      turn: "agreed" as const,
      is_whole: true,
      seats: this.members,
      ...of,
    };
    return this.says(beginEntry, { ...body, pot, amount, decision }, on);
  }

  brings(member: MemberId, amount: Minor, on: string, pot = "pot-2") {
    return this.says(bringEntry, { member, pot, amount }, on);
  }

  /** What each owes today, by the room's own dues. */
  dues(on: string): readonly { readonly member: MemberId; readonly amount: Minor }[] {
    const books = this.seenBy(seen => pots.dues!.needs(seen, day(on)));
    return pots.dues!.due(books, day(on)).map(one => one.body as never);
  }

  /** Everybody brings what is due. */
  allBring(on: string): void {
    for (const { member, amount } of this.dues(on)) done(this.brings(member, amount, on));
  }

  hands(seat: number, on: string, bids?: readonly { readonly seat: number; readonly amount: Minor }[]) {
    return this.says(handOverEntry, { pot: "pot-2", seat, ...(bids ? { bids } : {}) }, on);
  }

  get pot(): PotRow {
    const all = this.books.rows(potTable, { pot: "pot-2" });
    return runningPot("pot-2", this.books) ?? all[all.length - 1]!;
  }
  get seats(): readonly SeatRow[] {
    return seatsOf(this.pot, this.books);
  }
  get rounds(): readonly RoundRow[] {
    return roundsOf(this.pot, this.books);
  }

  balance(code: AccountCode, member?: MemberId, unit = "IDR"): Minor {
    return this.books.balance({ account: code, unit, member });
  }
  cash(fund = "pot-2", unit = "IDR"): Minor {
    return this.balance(account.cash(fund), undefined, unit);
  }
  /** Above zero what she put in and has not received. */
  owedTo(member: MemberId, unit = "IDR"): Minor {
    return -this.balance(account.pot("pot-2"), member, unit);
  }
}

/** Monday after Monday. */
export const monday = (week: number): string =>
  new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10);
