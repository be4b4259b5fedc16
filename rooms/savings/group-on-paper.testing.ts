/** A group's books in memory, for the tests of this room: funds that are divided, and what members keep in them. */
import { type AccountCode, day, type MemberId, type Minor } from "#base";
import { assembly, refusalToReverse as refusalOfAssembly } from "#assembly";
import { account, type FundNature, ledger, openFund } from "#ledger";
import { members } from "#members";
import { BooksOnPaper } from "../../tests/village/books-on-paper.ts";
import { refusalToReverse, savings } from "./index.ts";

export { done, shown } from "../../tests/village/books-on-paper.ts";

export class GroupOnPaper extends BooksOnPaper {
  constructor() {
    super({
      rooms: [ledger, members, assembly, savings],
      room: savings,
      refusalToReverse: (fact, books) => refusalOfAssembly(fact, books) ?? refusalToReverse(fact, books),
    });
  }

  fund(fund: string, unit: string, on: string, nature: FundNature = "divisible"): void {
    this.record([openFund({ fund, unit, nature, isLendable: nature === "divisible", on: day(on) })]);
  }

  member(number: number, on: string): MemberId {
    return this.joins(number, on);
  }

  /** Minor units, debit positive. */
  balance(code: AccountCode, unit: string, member?: MemberId): Minor {
    return this.books.balance({ account: code, unit, member });
  }

  cash(fund: string, unit: string): Minor {
    return this.balance(account.cash(fund), unit);
  }
}
